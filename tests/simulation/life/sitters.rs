//! Young people at an encounter: they ask for a place, wait, are asked, give it back, think again; and the coordinator.

use super::model::{DAY_MS, HOUR_MS, MINUTE_MS, Rule};
use super::people::{self, SURE_TO_WIPE, newest, pick, press_any, press_new, press_old, says};
use super::seats::{Meeting, TITLE, VENUE};
use super::standing::Stands;
use super::world::{COORDINATOR, PROJECT, SITTERS, World};
use super::{cards, coded};
use crate::support::encounters::ready;
use crate::support::entropy::Seeded;
use rechtdoor::domain::EncounterId;
use rechtdoor::domain::encounter::{Sharing, Way};
use rechtdoor::runtime::Intake;
use rechtdoor::schedule::reminders;
use std::collections::BTreeSet;

/// One life in so many has an encounter.
const ONE_IN: u64 = 3;
/// From the first word to a place in one go, if nothing comes between.
const STEPS_AT_ONCE: usize = 6;

/// Somebody follows the screens to a place; now and then something else comes in between.
pub fn somebody_acts(world: &mut World) -> Rule {
    if world.dice.below(20) == 0 {
        return coordinator_acts(world);
    }
    let wants_codes = world.model.seats.meeting.is_some_and(|it| it.codes_first) && world.model.seats.codes.is_empty();
    if wants_codes && world.dice.below(8) == 0 && !world.model.leaving.contains(&COORDINATOR) {
        says(world, COORDINATOR, "/reeks".to_owned());
        return coded::coordinator_makes_one(world);
    }
    if world.dice.below(30) == 0 {
        return cards::somebody_acts(world);
    }
    let chat = pick(world, &SITTERS);
    if world.far.chats.entry(chat).or_default().blocked {
        people::blocks(world, chat);
        return Ok(());
    }
    if newest(world, chat, &SURE_TO_WIPE).is_some() && world.dice.below(2) == 0 {
        press_new(world, chat, &SURE_TO_WIPE);
        return Ok(());
    }
    match world.dice.below(16) {
        0 => press_any(world, chat),
        1 => press_old(world, chat, ""),
        2 => says(world, chat, "/plaatsen".to_owned()),
        3 if world.dice.below(3) == 0 => says(world, chat, "/wis".to_owned()),
        4 if world.dice.below(4) == 0 => says(world, chat, "/stop".to_owned()),
        5 if world.dice.below(4) == 0 => people::blocks(world, chat),
        _ => goes_on(world, chat)?,
    }
    Ok(())
}

fn goes_on(world: &mut World, chat: i64) -> Rule {
    coded::is_shown(world, chat)?;
    match world.model.seats.told(chat) {
        Some(Stands::Offered) if world.dice.below(4) == 0 => press_new(world, chat, &["🙅"]),
        Some(Stands::Offered) => press_new(world, chat, &["🙋 Ja", "🙋 Oui"]),
        Some(Stands::Certain | Stands::Held | Stands::Waiting | Stands::Asked) if world.dice.below(3) == 0 => {
            press_new(world, chat, &["🙅"]);
        }
        Some(Stands::Certain | Stands::Held | Stands::Waiting | Stands::Asked) => {}
        _ => {
            for _ in 0..STEPS_AT_ONCE {
                asks_for_a_place(world, chat);
                world.in_a_moment()?;
            }
        }
    }
    Ok(())
}

fn asks_for_a_place(world: &mut World, chat: i64) {
    let language = if chat == SITTERS[1] { "🌐 Français" } else { "🌐 Nederlands" };
    let steps: [&[&str]; 6] = [
        &["✅ Die is goed", "✅ Ça me va"],
        &["✅ Oké, ik kom", "✅ OK, je viens"],
        &["📖"],
        &["🙋 Ik wil", "🙋 Je veux", "🙋 Toch", "🙋 Venir"],
        &["👀 N"],
        &[language],
    ];
    match steps.into_iter().find(|labels| newest(world, chat, labels).is_some()) {
        Some(labels) if world.dice.below(8) > 0 => press_new(world, chat, labels),
        Some(_) | None => says(world, chat, "/agenda".to_owned()),
    }
}

/// A parent said yes, there are more places or fewer, or the encounter does not take place.
fn coordinator_acts(world: &mut World) -> Rule {
    if world.model.leaving.contains(&COORDINATOR) {
        return Ok(());
    }
    says(world, COORDINATOR, "/reeks".to_owned());
    if world.dice.below(3) == 0 {
        return coordinator_changes_places(world);
    }
    if world.model.seats.meeting.is_some_and(|it| it.codes_first) && world.dice.below(4) == 0 {
        return coded::coordinator_makes_one(world);
    }
    let is_over = world.dice.below(4) == 0;
    let steps: [&[&str]; 3] = match is_over {
        true => [&["👀 N"], &["❌ A"], &["❌ Ja"]],
        false => [&["👀 N"], &["👥 D"], &["🖊️"]],
    };
    for labels in steps {
        world.in_a_moment()?;
        world.model.seats.cancelling |= labels == ["❌ Ja"] && newest(world, COORDINATOR, labels).is_some();
        press_new(world, COORDINATOR, labels);
    }
    world.in_a_moment()
}

fn coordinator_changes_places(world: &mut World) -> Rule {
    for labels in [["👀 N"], ["✏️ P"], ["👥 P"]] {
        world.in_a_moment()?;
        press_new(world, COORDINATOR, &labels);
    }
    world.in_a_moment()?;
    let places = 1 + world.dice.below(4);
    if newest_text(world).is_some_and(|text| text.starts_with("5/9 ")) {
        says(world, COORDINATOR, format!("{places} 2"));
        world.in_a_moment()?;
    }
    press_new(world, COORDINATOR, &["✅ Voer"]);
    world.in_a_moment()
}

/// What the coordinator reads in the newest message that has buttons.
fn newest_text(world: &mut World) -> Option<String> {
    let messages = &world.far.chats.entry(COORDINATOR).or_default().messages;
    let newest = messages.values().rev().find(|message| message.from_bot && !message.rows.is_empty());
    newest.map(|message| message.text.clone())
}

impl World {
    /// In some lives an encounter is announced before anything happens.
    pub fn plans_an_encounter(&mut self) {
        let mut dice = Seeded::new(self.seed ^ 0x706c_6163_6573);
        if dice.below(ONE_IN) > 0 {
            return;
        }
        let hours = [6, 30, 60, 100, 200, 400];
        let hours = hours.get(dice.below(hours.len() as u64) as usize).copied().unwrap_or(30);
        // Few, so that a line of several waits: only in a line can somebody be passed by.
        let places = 1 + usize::try_from(dice.below(2)).unwrap_or_default();
        let starts = self.now.plus_hours(hours);
        let mut encounter = ready(PROJECT, PROJECT, u16::try_from(places).unwrap_or(1), starts, self.now.day());
        encounter.consent = Some(dice.below(4) == 0);
        (encounter.title_nl, encounter.title_fr) = (TITLE.to_owned(), TITLE.to_owned());
        VENUE.clone_into(&mut encounter.venue);
        let way = if hours < 100 { 0 } else { dice.below(3) };
        encounter.sharing = Sharing::new(match way {
            0 => Way::FirstCome,
            1 => Way::Lottery,
            _ => Way::CodesFirst,
        });
        let codes_first = encounter.sharing.way == Way::CodesFirst;
        assert!(encounter.publish(self.now, reminders::before), "it lies ahead");
        let draw_at = encounter.sharing.draw_at;
        let Some((_, ends)) = encounter.span() else { return };
        let Some(core) = self.intake.as_mut().and_then(Intake::core_mut) else { return };
        let store = core.store_mut();
        store.save_encounter(EncounterId::random(&mut dice), &encounter).expect("staged");
        store.keep_turn();
        self.model.seats.meeting = Some(Meeting { starts, ends, places, fewest: places, draw_at, codes_first });
    }

    /// Everybody who can looks at their own places: after the storm, when all has settled.
    pub fn places_are_true(&mut self) -> Rule {
        if self.model.seats.meeting.is_none() {
            return Ok(());
        }
        let before = self.model.seats.before();
        let mut looked = BTreeSet::new();
        for chat in SITTERS {
            if !self.far.chats.entry(chat).or_default().blocked {
                says(self, chat, "/plaatsen".to_owned());
                looked.insert(chat);
            }
        }
        self.pass(MINUTE_MS)?;
        looked.extend(cards::are_read(self)?);
        self.model.seats.untimed |= self.model.clock_was_wrong;
        self.model.seats.all_have_looked(&before, &looked, self.now)
    }

    /// Where there is a lottery, its moment comes, and everybody looks again.
    pub fn lots_are_drawn(&mut self) -> Rule {
        let Some(draw_at) = self.model.seats.meeting.and_then(|it| it.draw_at) else { return Ok(()) };
        if self.model.clock_was_wrong || draw_at < self.now {
            return Ok(());
        }
        self.until(draw_at.plus_ms(2 * HOUR_MS))?;
        self.places_are_true()
    }

    /// Two days after its end nothing is left of it: no place, no key, no name of it.
    pub fn the_encounter_is_forgotten(&self) -> bool {
        let meeting = self.model.seats.meeting;
        meeting.is_some_and(|it| !self.model.clock_was_wrong && self.now > it.ends.plus_ms(2 * DAY_MS + 4 * HOUR_MS))
    }
}
