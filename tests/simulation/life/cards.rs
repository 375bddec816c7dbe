//! Places for who has no account: a youth worker asks, and whoever has the card hears what became of it.
//!
//! The same rules hold for them as for all others. A card is known by the made-up name that stands beside it: nobody
//! else at the same encounter has it.

use super::model::Rule;
use super::people::{newest, pick, press_new, says};
use super::seats::{Seats, Sitter};
use super::standing::{Stands, stands};
use super::world::{DESK, World};
use rechtdoor::domain::Moment;
use std::collections::BTreeMap;

/// Stands for somebody without a chat.
const FIRST: i64 = 8_000_000_001;
/// In one life.
const CARDS_MAX: usize = 3;

/// What stands before and behind the name on a desk's screen.
const SAID: [(Stands, &str, &str); 10] = [
    (Stands::Certain, "✅ ", " heeft een zekere plaats."),
    (Stands::Certain, "✅ ", " is er."),
    (Stands::Waiting, "⏳ ", " staat op de wachtlijst"),
    (Stands::Offered, "🎁 Er is plaats voor ", ". Zeg ja"),
    (Stands::Held, "🖊️ Er is een plaats voor ", ". Een ouder"),
    (Stands::Asked, "🎲 ", " doet mee aan de loting"),
    (Stands::Asked, "📝 ", " vroeg een plaats."),
    (Stands::Over, "👋 ", ": deze ontmoeting is voorbij."),
    (Stands::Cancelled, "❌ ", ": deze ontmoeting gaat niet door."),
    (Stands::Nothing, "👍 ", " komt niet."),
];

struct Card {
    id: i64,
    code: Option<String>,
    /// Who asked for it, and hears of it.
    helper: i64,
}

/// By the name beside each.
#[derive(Default)]
pub struct Cards {
    all: BTreeMap<String, Card>,
}

impl Cards {
    pub fn is_one(chat: i64) -> bool {
        chat >= FIRST
    }

    /// Those that somebody asked for.
    pub fn of(&self, helper: i64) -> Vec<i64> {
        self.all.values().filter(|card| card.helper == helper).map(|card| card.id).collect()
    }

    /// Codes that were written on a card.
    pub fn written(&self) -> Vec<(i64, String)> {
        self.all.values().filter_map(|card| Some((card.id, card.code.clone()?))).collect()
    }

    /// Of whom does a screen at a desk speak, and what does it say?
    fn about(&self, text: &str) -> Option<(i64, Stands)> {
        if let Some((name, rest)) = text.strip_prefix("📇 Voor ").and_then(|rest| rest.split_once(", met een kaart."))
        {
            return Some((self.all.get(name)?.id, stands(rest.split_once("\n\n")?.1)?));
        }
        text.split("\n\n").find_map(|part| {
            SAID.iter().find_map(|(stands, before, behind)| {
                let (name, _) = part.strip_prefix(before)?.split_once(behind)?;
                Some((self.all.get(name)?.id, *stands))
            })
        })
    }
}

impl Seats {
    /// A button at a desk, under this text.
    pub fn desk_presses(&mut self, chat: i64, label: &str, text: &str) {
        self.order += 1;
        let order = self.order;
        // What comes in the other language is not read here.
        if label.starts_with("🌐") {
            self.helper_leaves(chat);
        }
        if label == "✅ Vraag de plaats"
            && let Some(name) = between(text, "🎭 Schuilnaam, deze keer: ", ". Schrijf")
        {
            let id = FIRST + i64::try_from(self.cards.all.len()).unwrap_or_default();
            let card = self.cards.all.entry(name.to_owned()).or_insert(Card { id, code: None, helper: chat });
            let id = card.id;
            let sitter: &mut Sitter = self.sitter(id);
            // Until it is read what became of it, it may be there or not.
            sitter.unsure = true;
            sitter.takes.push(order);
        }
        if label == "🙅 Ja, komt niet"
            && let Some(name) = between(text, "🙅 Komt ", " niet?")
            && let Some(id) = self.cards.all.get(name).map(|card| card.id)
        {
            let sitter = self.sitter(id);
            (sitter.leaves, sitter.left) = (true, order);
        }
    }

    /// A screen at a desk.
    pub fn desk_sees(&mut self, text: &str, now: Moment) -> Rule {
        let Some((id, said)) = self.cards.about(text) else { return Ok(()) };
        if let Some(code) = between(text, "📇 ", "\nSchrijf deze code") {
            self.totals.cards += 1;
            if let Some(card) = self.cards.all.values_mut().find(|card| card.id == id) {
                card.code = Some(code.to_owned());
            }
            let sitter = self.sitter(id);
            sitter.unsure &= sitter.takes.len() > 1;
        }
        self.is_told(id, Some(said), text)?;
        self.nobody_comes_before_the_time(id, now)
    }

    /// Whoever is off the team hears nothing of those they asked for.
    pub fn helper_leaves(&mut self, chat: i64) {
        for id in self.cards.of(chat) {
            self.sitter(id).away = true;
        }
    }

    /// The answer to a card that was typed: does it speak of that card?
    fn is_read(&mut self, id: i64, text: &str) -> bool {
        if text.starts_with("📇 Bij deze code hoort niets") {
            self.sitter(id).told = Some(Stands::Nothing);
            return true;
        }
        self.cards.about(text).is_some_and(|(of, _)| of == id)
    }
}

fn between<'a>(text: &'a str, before: &str, behind: &str) -> Option<&'a str> {
    Some(text.split_once(before)?.1.split_once(behind)?.0)
}

/// A youth worker asks for somebody who sits beside them; or somebody comes back with a card.
pub fn somebody_acts(world: &mut World) -> Rule {
    let chat = pick(world, &DESK);
    if world.model.leaving.contains(&chat) {
        return Ok(());
    }
    let written = world.model.seats.cards.written();
    if world.model.seats.cards.all.len() < CARDS_MAX && (written.is_empty() || world.dice.below(2) == 0) {
        return asks(world, chat);
    }
    let at = world.dice.below(written.len().max(1) as u64) as usize;
    let Some((id, code)) = written.get(at).cloned() else { return Ok(()) };
    says(world, chat, format!("/kaart {code}"));
    world.in_a_moment()?;
    if world.model.seats.told(id) == Some(Stands::Offered) && world.dice.below(4) > 0 {
        press_new(world, chat, &["🙋 Ja, komt"]);
    } else if world.dice.below(4) == 0 {
        press_new(world, chat, &["🙅 Komt niet", "🙅 Van de lijst"]);
        world.in_a_moment()?;
        press_new(world, chat, &["🙅 Ja, komt niet"]);
    }
    world.in_a_moment()
}

fn asks(world: &mut World, chat: i64) -> Rule {
    says(world, chat, "/kaart".to_owned());
    for labels in [["🙋 Vraag"], ["👀 N"], ["✅ Voorgelezen"], ["✅ Vraag de"], ["✅ Opgeschreven"]] {
        world.in_a_moment()?;
        if newest(world, chat, &labels).is_none() {
            break;
        }
        press_new(world, chat, &labels);
    }
    world.in_a_moment()
}

/// Somebody of the team reads every card. Which of them said where its owner stands?
pub fn are_read(world: &mut World) -> Result<Vec<i64>, String> {
    let mut read = Vec::new();
    let Some(chat) = DESK.into_iter().find(|chat| !world.model.leaving.contains(chat)) else { return Ok(read) };
    for (id, code) in world.model.seats.cards.written() {
        says(world, chat, format!("/kaart {code}"));
        world.pass(super::model::MINUTE_MS)?;
        let messages = &world.far.chats.entry(chat).or_default().messages;
        let newest = messages.values().rev().find(|message| message.from_bot).map(|message| message.text.clone());
        if newest.is_some_and(|text| world.model.seats.is_read(id, &text)) {
            read.push(id);
        }
    }
    Ok(read)
}
