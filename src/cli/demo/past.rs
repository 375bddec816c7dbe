//! What happened before the demo opens: two questions that helped somebody, and the texts for everybody that the team made
//! of them, one on the shelf and one that waits for its reader.
//!
//! Never true of this file: something is put into the bot by another way than its people use; the demo opens at an hour at
//! which nobody is called, or on another day than today or, in the evening, tomorrow.

use super::cast::{Late, PATIENCE, press, say};
use super::catch_up;
use crate::domain::Moment;
use crate::domain::moment::DAY_MS;
use crate::runtime::clock::Clock;
use crate::schedule::offers;
use crate::simulator::WorldHandle;
use serde::Deserialize;
use std::collections::HashMap;

/// How long before the demo opens its world begins: two weeks until a text may be shown, a week until nobody can be reached
/// about its question any more, and the days until a Monday.
pub(super) const BEGAN_MS: i64 = 24 * DAY_MS;
/// Milliseconds between two steps: messages to one person are a second apart.
const BETWEEN_MS: i64 = 2_000;

/// What people did on one day.
#[derive(Deserialize)]
pub(super) struct Day {
    days_ago: i64,
    pub(super) steps: Vec<String>,
}

/// `Sam > words` says them, `Sam ! label` presses a button, `Sam < words` waits until the bot says them.
pub(super) fn parse(step: &str) -> Option<(&str, char, &str)> {
    let at = step.find(['>', '!', '<'])?;
    let (name, rest) = step.split_at(at);
    let mut letters = rest.chars();
    let sign = letters.next()?;
    Some((name.trim(), sign, letters.as_str().trim())).filter(|(name, _, what)| !name.is_empty() && !what.is_empty())
}

/// How long a show takes: a place that is given back within it is offered at once.
const SHOW_HOURS: i64 = 2;

/// Lives through these days and comes to today, whatever went wrong on the way. Who has no phone is called by the language
/// that they speak.
pub(super) async fn live(
    world: &WorldHandle,
    clock: &Clock,
    mut people: HashMap<&str, i64>,
    days: &[Day],
) -> Result<(), Late> {
    for language in ["nl", "fr"] {
        people.insert(language, world.person("Anonymous", language));
    }
    let mut lived = Ok(());
    for day in days {
        until(world, clock, -day.days_ago * DAY_MS).await;
        for step in &day.steps {
            if lived.is_ok() {
                lived = take(world, clock, &people, step).await;
            }
        }
    }
    until(world, clock, 0).await;
    until(world, clock, to_the_day(world.now())).await;
    lived
}

/// At night a demo in which nobody is woken up would show nothing: it opens in the morning.
fn to_the_day(now: Moment) -> i64 {
    let last = now.plus_hours(SHOW_HOURS);
    let is_day = |moment: Moment| offers::awake(moment) == moment;
    if is_day(now) && is_day(last) { 0 } else { offers::awake(last).plus_hours(SHOW_HOURS).since_ms(now) }
}

/// Lets time pass until the world is this far ahead of the clock.
async fn until(world: &WorldHandle, clock: &Clock, shifted_ms: i64) {
    world.pass_ms(shifted_ms - world.shifted_ms());
    catch_up(world, clock).await;
}

async fn take(world: &WorldHandle, clock: &Clock, people: &HashMap<&str, i64>, step: &str) -> Result<(), Late> {
    let (name, sign, what) = parse(step).ok_or(Late)?;
    let person = *people.get(name).ok_or(Late)?;
    world.pass_ms(BETWEEN_MS);
    clock.set_ahead_ms(world.shifted_ms());
    let hears = |world: &WorldHandle| world.last_from_bot(person).is_some_and(|seen| seen.text.contains(what));
    match sign {
        '>' => say(world, person, what).await,
        '!' => press(world, person, what).await,
        _ if world.wait_for(hears, PATIENCE).await => Ok(()),
        _ => Err(Late),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::moment::HOUR_MS;

    #[test]
    fn the_demo_opens_while_people_are_awake() {
        // A Monday at ten, Europe/Brussels.
        let ten = Moment(1_796_634_000_000);
        let from = |hours: i64| to_the_day(ten.plus_hours(hours));
        assert_eq!([from(-2), from(0), from(8)], [0, 0, 0], "at eight, at ten, at six in the evening");
        assert_eq!(from(10), 14 * HOUR_MS, "at eight in the evening: at ten, the next day");
        assert_eq!(from(14), 10 * HOUR_MS, "at midnight: at ten");
    }
}
