//! A second account of a moderator, on another phone: by a link of their own and two words that a coordinator hears. Now and then
//! they read with the one what they wrote with the other, or cut one off.
//!
//! What is promised: two accounts are one person, and nobody is their own second reader; who cuts off a lost phone does it at
//! once, and what was under way there goes on elsewhere.

use super::at_the_desk::HAVE_IT_READ;
use super::colleagues::follows;
use super::desk::{PREVIEW, SEND, answer_in_words, finishes_with_a_reader};
use super::model::{MINUTE_MS, Model, Rule};
use super::network::name;
use super::people::{newest, press_new, says};
use super::police::presses_on_card;
use super::world::{COORDINATOR, DESK, SPARE, World};
use std::collections::BTreeMap;

/// Whose second account it is.
const FIRST: i64 = DESK[0];
const INVITE: [&str; 2] = ["➕ Tweede account", "➕ Deuxième compte"];
const YES: [&str; 2] = ["✅ Ja, dat klopt", "✅ Oui, c'est juste"];
const OTHER: [&str; 2] = ["✂️ Sluit ander", "✂️ Fermer l'autre"];
const CUT_OFF: [&str; 2] = ["✂️ Ja", "✂️ Oui"];
const LET_GO: [&str; 2] = ["🔓 Laat los", "🔓 Libérer"];

/// Who writes from a chat: who comes back by a new link is somebody new there.
pub type Account = (i64, u32);

/// See the file's header.
#[derive(Default)]
pub struct Accounts {
    /// How often somebody came back to a chat by a new link.
    came_back: BTreeMap<i64, u32>,
}

impl Accounts {
    pub fn of(&self, chat: i64) -> Account {
        (chat, self.came_back.get(&chat).copied().unwrap_or_default())
    }

    pub fn comes_back(&mut self, chat: i64) {
        *self.came_back.entry(chat).or_default() += 1;
    }

    /// One person: the same account, or the two that were made one.
    pub fn is_same(&self, one: Account, other: Account) -> bool {
        let is_of_the_two = |(chat, link): Account| [FIRST, SPARE].contains(&chat) && link == 0;
        one == other || (is_of_the_two(one) && is_of_the_two(other))
    }
}

impl Model {
    /// Both accounts of the one member, with which of them it is done first and second.
    fn both_accounts(&self) -> Option<[i64; 2]> {
        let is_there = |chat: i64| !self.leaving.contains(&chat) && self.accounts.of(chat).1 == 0;
        let held = self.holds.values().any(|holder| *holder == SPARE);
        (is_there(FIRST) && is_there(SPARE)).then_some(if held { [SPARE, FIRST] } else { [FIRST, SPARE] })
    }
}

pub fn is_cutting_off(label: &str) -> bool {
    CUT_OFF.iter().any(|begin| label.starts_with(begin))
}

/// In calm, when the team begins.
pub fn makes_a_second_one(world: &mut World) -> Rule {
    says(world, FIRST, "/account".to_owned());
    world.pass(MINUTE_MS)?;
    press_new(world, FIRST, &INVITE);
    world.pass(MINUTE_MS)?;
    let messages = world.far.chats.entry(FIRST).or_default().messages.values().rev();
    let link = messages.into_iter().find_map(|message| message.text.split_once("?start=")?.1.split_whitespace().next());
    let Some(link) = link.map(str::to_owned) else { return Err("nobody gets a link for a second account".to_owned()) };
    says(world, SPARE, format!("/start {link}"));
    world.pass(MINUTE_MS)?;
    press_new(world, COORDINATOR, &YES);
    world.pass(MINUTE_MS)
}

pub fn one_person_acts(world: &mut World) -> Rule {
    let Some([one, other]) = world.model.both_accounts() else { return Ok(()) };
    match world.dice.below(4) {
        0 if world.model.leaving.is_empty() => cuts_off(world, other, one),
        0 => Ok(()),
        _ => reads_their_own(world, one, other),
    }
}

/// Something that two must read is written with the one account, and tried with the other: asked to be read, or let go.
fn reads_their_own(world: &mut World, one: i64, other: i64) -> Rule {
    let held = world.model.holds.iter().find(|(_, holder)| **holder == one).map(|(code, _)| code.clone());
    let Some(code) = held else {
        says(world, one, "/volgende".to_owned());
        return world.in_a_moment();
    };
    answer_in_words(world, one, Some(&code), "Ja, zie art. 12.");
    world.in_a_moment()?;
    world.model.totals.own_readings += 1;
    if world.dice.below(2) == 0 {
        return finishes_with_a_reader(world, one, other);
    }
    if presses_on_card(world, one, &code, &LET_GO)? {
        says(world, other, "/volgende".to_owned());
        world.in_a_moment()?;
        follows(world, other, &[&PREVIEW])?;
        if newest(world, other, &SEND) > newest(world, other, &HAVE_IT_READ) {
            press_new(world, other, &SEND);
        }
    }
    world.in_a_moment()
}

/// The one phone is lost, in the midst of the work.
fn cuts_off(world: &mut World, by: i64, lost: i64) -> Rule {
    says(world, by, "/account".to_owned());
    world.in_a_moment()?;
    if follows(world, by, &[&OTHER, &CUT_OFF])? {
        world.note(&format!("{} cuts off {}", name(by), name(lost)));
        world.model.totals.cut_off += 1;
        says(world, by, "/volgende".to_owned());
    }
    Ok(())
}
