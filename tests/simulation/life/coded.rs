//! Codes of youth workers, where those go first: a coordinator makes them, and somebody opens the link.

use super::model::Rule;
use super::people::{press_new, says};
use super::standing::Stands;
use super::world::{COORDINATOR, World};

/// On the coordinator's list of encounters, already asked for.
pub fn coordinator_makes_one(world: &mut World) -> Rule {
    let kind = if world.dice.below(2) == 0 { "➕ Voor 1" } else { "➕ Voor 5" };
    for labels in [["👀 N"], ["🤝 Codes"], [kind]] {
        world.in_a_moment()?;
        press_new(world, COORDINATOR, &labels);
    }
    world.in_a_moment()?;
    let messages = &world.far.chats.entry(COORDINATOR).or_default().messages;
    let texts = messages.values().filter(|message| message.from_bot).map(|message| message.text.as_str());
    let opened = texts.filter_map(|text| text.split_once("?start=r_")?.1.split_whitespace().next());
    let known: Vec<String> = opened.map(|code| format!("/start r_{code}")).collect();
    let codes = &mut world.model.seats.codes;
    codes.extend(known);
    codes.sort();
    codes.dedup();
    Ok(())
}

/// Somebody who has no place yet opens such a link, if there is one.
pub fn is_shown(world: &mut World, chat: i64) -> Rule {
    let wants_one = match world.model.seats.told(chat) {
        None | Some(Stands::Nothing | Stands::NotYet | Stands::Asked | Stands::Waiting) => true,
        Some(Stands::Certain | Stands::Held | Stands::Offered | Stands::Cancelled | Stands::Over) => false,
    };
    let count = world.model.seats.codes.len() as u64;
    if !wants_one || count == 0 || world.dice.below(4) > 0 {
        return Ok(());
    }
    let at = world.dice.below(count) as usize;
    if let Some(code) = world.model.seats.codes.get(at).cloned() {
        world.model.seats.shows_a_code(chat);
        says(world, chat, code);
    }
    world.in_a_moment()
}
