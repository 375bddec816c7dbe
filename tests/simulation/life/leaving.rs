//! A member is taken off the team in the midst of the work, and comes back later by a new link.
//!
//! What is promised: at once, whoever held that phone reads no question any more and does nothing; the texts leave that
//! chat; what was held goes back to the others, with its draft.

use super::model::{Model, Rule};
use super::network::name;
use super::people::{self, newest, press_new, says};
use super::screens::{ASKED, code_after, words_like};
use super::world::{COORDINATOR, DESK, LIAISON, World, all_desks, project_of};
use crate::support::bot::house;
use rechtdoor::dialogue::desk::enrol;
use rechtdoor::domain::roles::Role;
use rechtdoor::vault::Address;

/// A team of fewer does not get through its queue.
const AWAY_MAX: usize = 1;

impl Model {
    /// A coordinator presses the last button of a removal. From here on nothing that this member does is sure to work.
    pub fn is_leaving(&mut self, chat: i64) {
        self.leaving.insert(chat);
        self.seats.helper_leaves(chat);
        self.left_up_to.insert(chat, i64::MAX);
        self.live_presses.retain(|_, live| live.chat != chat);
    }

    /// A coordinator reads that it is done. What was held there is somebody else's from now on.
    pub fn has_left(&mut self, chat: i64) {
        if self.leaving.contains(&chat) && self.gone.insert(chat) {
            self.totals.removals += 1;
            self.holders.values_mut().for_each(|chats| chats.retain(|holder| *holder != chat));
        }
    }

    /// Whoever is off the team sees no question, and nothing that was written to one.
    pub fn is_for_the_team(&self, chat: i64, text: &str) -> Rule {
        let quoted = words_like(text, ASKED).into_iter().next().or_else(|| code_after(text, "👁 "));
        match quoted.filter(|_| self.gone.contains(&chat)) {
            Some(what) => Err(format!("{what} was shown to {} after the removal", name(chat))),
            None => Ok(()),
        }
    }
}

/// Somebody leaves; or whoever left comes back.
pub fn somebody_leaves(world: &mut World) -> Rule {
    if world.model.leaving.len() < AWAY_MAX {
        return is_removed(world);
    }
    if world.dice.below(2) == 0 {
        comes_back(world);
    }
    Ok(())
}

fn is_removed(world: &mut World) -> Rule {
    says(world, COORDINATOR, "/team".to_owned());
    world.in_a_moment()?;
    let all = DESK.map(|chat| world.words_of.iter().find(|(_, known)| **known == chat).map(|(words, _)| words.clone()));
    let at = match in_mid_writing(world) {
        Some(at) if world.dice.below(4) > 0 => at,
        Some(_) | None => world.dice.below(2) as usize,
    };
    let Some(words) = all.get(at).cloned().flatten() else { return Ok(()) };
    let label = format!("👤 {}", words.replace(" · ", " "));
    if newest(world, COORDINATOR, &[&label]).is_none() {
        return Ok(());
    }
    press_new(world, COORDINATOR, &[&label]);
    world.in_a_moment()?;
    press_new(world, COORDINATOR, &["➖ Ja"]);
    world.in_a_moment()?;
    // What comes back is taken first.
    says(world, COORDINATOR, "/volgende".to_owned());
    Ok(())
}

/// Which of the two moderators has written something that is not sent?
fn in_mid_writing(world: &World) -> Option<usize> {
    let is_written = |code: &String| world.model.drafts.get(code).is_some_and(|until| world.now < *until);
    let writes = |chat: &i64| world.model.holds.iter().any(|(code, holder)| holder == chat && is_written(code));
    DESK.iter().take(2).position(writes)
}

pub fn is_removal(label: &str) -> bool {
    ["➖ Ja, haal eruit", "➖ Oui, retirer"].contains(&label)
}

pub fn says_off(text: &str) -> bool {
    ["hoort niet meer bij het team.", "ne fait plus partie de l'équipe."].iter().any(|end| text.ends_with(end))
}

/// By a link from the host, like the first time.
pub fn comes_back(world: &mut World) {
    let Some(chat) = world.model.leaving.pop_first() else { return };
    world.model.gone.remove(&chat);
    let newest = world.far.chats.entry(chat).or_default().next_id();
    world.model.left_up_to.insert(chat, newest);
    world.model.accounts.comes_back(chat);
    invites(world, chat, Role::Moderator);
}

/// Is it the first word to a link, as it is typed?
pub fn is_link(label: &str) -> bool {
    label.starts_with("/start i_")
}

/// Somebody opens a link from the host.
pub fn invites(world: &mut World, chat: i64, role: Role) {
    let expires = world.now.plus_hours(48);
    let master = world.master();
    let token = enrol::mint(master.tokens(), &mut world.dice, role, project_of(chat), true, expires);
    says(world, chat, format!("/start i_{token}"));
}

/// Whoever holds that phone now tries what stands there.
pub fn is_off_the_team(world: &mut World, chat: i64) {
    match world.dice.below(3) {
        0 => says(world, chat, "/volgende".to_owned()),
        1 => says(world, chat, "/dossiers".to_owned()),
        _ => people::press_old(world, chat, "d:"),
    }
}

impl World {
    /// How the team calls each of its members: the host can read it.
    pub fn note_team(&mut self) {
        let Some(core) = self.core() else { return };
        let index = &core.store().index;
        let house = house();
        let known = all_desks().chain([LIAISON]).filter_map(|chat| {
            let id = index.directory.staff_of(Address::new(chat))?;
            let words = index.members.get(&id)?.words.map(|word| house.content.word(word));
            Some((chat, id, words.join(" · ")))
        });
        for (chat, id, words) in known.collect::<Vec<_>>() {
            if self.desk_of.insert(id, chat).is_none() {
                self.words_of.retain(|_, known| *known != chat);
                self.words_of.insert(words, chat);
            }
        }
    }

    /// Of whose member does a screen about a removal speak?
    pub fn is_about(&self, text: &str, sign: &str) -> Option<i64> {
        let rest = text.strip_prefix(sign)?;
        self.words_of.iter().find(|(words, _)| rest.contains(words.as_str())).map(|(_, chat)| *chat)
    }
}
