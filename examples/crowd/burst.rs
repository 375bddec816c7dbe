//! A thousand messages of one person, and how long the others wait meanwhile.
//!
//! Never true here: somebody who was not answered is left out of the figures.

use super::served::{Served, place};
use rechtdoor::simulator::{Clock, Limits, Options, Simulator, WorldHandle};
use std::time::{Duration, Instant};

const OTHERS: u32 = 40;
const MESSAGES: usize = 1_000;
/// Each of the others looks something up so often.
const EVERY: Duration = Duration::from_secs(4);
/// Longer than this nobody waits: then the measurement has failed.
const PATIENCE: Duration = Duration::from_secs(120);

pub async fn measure(span: Duration) {
    let options = Options { limits: Limits::telegram(), ..Options::new(Clock::Live, 7) };
    let simulator = Simulator::start(options).await.unwrap();
    let (world, place) = (simulator.world(), place(None));
    let _bot = Served::start(place.path(), &simulator.api_url(), simulator.token(), "polite");
    println!("{OTHERS} others, each every {} s, for {} s", EVERY.as_secs(), span.as_secs());
    for is_loud in [false, true] {
        let mut delays = others(&world, span, is_loud).await;
        delays.sort();
        let at = |percent: usize| delays[(delays.len() * percent / 100).min(delays.len() - 1)].as_millis();
        let name = if is_loud { "with the burst:" } else { "without it:" };
        println!("{name:15} p50 {:5} ms, p99 {:5} ms, most {:5} ms of {}", at(50), at(99), at(100), delays.len());
    }
}

/// How long each answer took. In the middle of it somebody may be loud.
async fn others(world: &WorldHandle, span: Duration, is_loud: bool) -> Vec<Duration> {
    let began = Instant::now();
    let mut all = Vec::new();
    for number in 0..OTHERS {
        let (world, person) = (world.clone(), world.person("Noah", "fr"));
        let first = began + EVERY * number / OTHERS;
        all.push(tokio::spawn(async move { one(&world, person, first, began + span).await }));
    }
    if is_loud {
        tokio::time::sleep_until((began + span / 4).into()).await;
        let loud = world.person("Lina", "fr");
        for _ in 0..MESSAGES {
            world.say(loud, "Allô allô").unwrap();
        }
    }
    let mut delays = Vec::new();
    for one in all {
        delays.extend(one.await.unwrap());
    }
    delays
}

async fn one(world: &WorldHandle, person: i64, first: Instant, until: Instant) -> Vec<Duration> {
    let (mut turn, mut delays) = (first, Vec::new());
    while turn < until {
        tokio::time::sleep_until(turn.into()).await;
        let asked = Instant::now();
        let said = world.say(person, "/start").unwrap();
        let is_answered = |world: &WorldHandle| world.last_from_bot(person).is_some_and(|seen| seen.id > said);
        assert!(world.wait_for(is_answered, PATIENCE).await, "somebody was never answered");
        delays.push(asked.elapsed());
        turn += EVERY;
    }
    delays
}
