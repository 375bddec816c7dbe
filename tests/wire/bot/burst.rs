//! Sixty new people within ten seconds, at Telegram's own limits.

use super::Stage;
use crate::support::people::{PATIENCE, ask, press_on, sees};
use rechtdoor::simulator::{Limits, WorldHandle};
use std::time::{Duration, Instant};

const QUESTION: &str = "La police peut fouiller mon sac ?";
const PEOPLE: usize = 60;
/// In so many real milliseconds they all come.
const WINDOW_MS: u64 = 10_000;

/// How many receipts there are.
fn receipts(world: &WorldHandle, people: &[i64]) -> usize {
    let has = |person: &&i64| world.last_from_bot(**person).is_some_and(|seen| seen.text.contains("Ton code : "));
    people.iter().filter(has).count()
}

/// One question each; the next one comes when its turn in the window is there, whether the bot runs or not.
async fn everybody_asks(world: WorldHandle, people: Vec<i64>) -> Vec<String> {
    let mut pace = tokio::time::interval(Duration::from_millis(WINDOW_MS / PEOPLE as u64));
    let mut asking = Vec::new();
    for person in people {
        pace.tick().await;
        let world = world.clone();
        asking.push(tokio::spawn(async move { ask(&world, person, QUESTION).await }));
    }
    let mut codes = Vec::new();
    for one in asking {
        codes.push(one.await.unwrap());
    }
    codes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_people_come_at_once_and_the_bot_dies_in_the_middle() {
    let stage = Stage::with(|options| options.limits = Limits::telegram()).await;
    let world = stage.world.clone();
    let mut running = stage.start().await;
    let staff = stage.moderator().await;
    // A case that is ready to be answered when the crowd comes.
    let early = world.person("Lina", "fr");
    let code = ask(&world, early, QUESTION).await;
    let (taken, _) = crate::support::people::take_next(&world, staff).await.unwrap();
    assert_eq!(taken, code);
    press_on(&world, staff, &["📨", &code], "✍️").await;
    sees(&world, staff, &["✍️", &code, "Écris"]).await;
    world.say(staff, "Non, pas sans raison.").unwrap();
    sees(&world, staff, &["👁", &code]).await;

    let people: Vec<i64> = (0..PEOPLE).map(|_| world.person("Noah", "fr")).collect();
    let asking = tokio::spawn(everybody_asks(world.clone(), people.clone()));
    assert!(world.wait_for(|world| receipts(world, &people) >= PEOPLE / 4, PATIENCE).await);
    let pressed = Instant::now();
    press_on(&world, staff, &["👁", &code], "✅").await;
    sees(&world, early, &["💬", &code, "Non, pas sans raison."]).await;
    let waited = pressed.elapsed();
    assert!(waited < Duration::from_secs(4), "an answer waited {waited:?} behind the crowd");

    assert!(world.wait_for(|world| receipts(world, &people) >= PEOPLE / 2, PATIENCE).await);
    let before = running.metric("calls_retried_total").await;
    running.vanish();
    running = stage.start().await;
    let mut codes = asking.await.unwrap();
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), PEOPLE, "everybody has a code of their own");
    running.metric_is("cases_waiting", i64::try_from(PEOPLE).unwrap()).await;
    world.say(staff, "/desk").unwrap();
    sees(&world, staff, &[&format!("{PEOPLE} questions attendent")]).await;
    // No other weather here than 429, and hardly any of it.
    let retried = before + running.metric("calls_retried_total").await;
    assert!(retried <= 5, "{retried} calls were answered 429");
    running.stop().await;
}
