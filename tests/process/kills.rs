//! Killed again and again while people ask and moderators answer: what was acknowledged is there, what was marked as
//! sent has arrived, and the log tells of nobody.
//!
//! `KILLS=1000 cargo test --release --test process -- kills --nocapture` does it longer, and says how far it is.

use super::place::Place;
use super::support::entropy::Seeded;
use super::support::people::{self, PATIENCE, ask, joins, sees, take_next};
use rechtdoor::domain::roles::Role;
use rechtdoor::simulator::WorldHandle;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Kills of one test run, unless `KILLS` asks for more.
const KILLS: usize = 12;
/// People who write at the same time.
const ASKERS: usize = 4;
const MODERATORS: usize = 3;
/// A start is killed somewhere in its first so many milliseconds, or later: opening takes a fraction of it.
const START_MS_MAX: u64 = 400;
/// People rest this long between two questions, so that a thousand kills do not drown in them.
const REST: Duration = Duration::from_millis(300);
/// A name and words that must not stand in a log.
const NAME: &str = "Zinnebeke";
const MARK: &str = "marque-de-question";

/// A question carries its asker's number, and its answer must carry the same.
fn question(number: usize) -> String {
    format!("La police peut fouiller mon sac ? {MARK} x{number}x")
}

fn number_in(text: &str) -> Option<usize> {
    let (_, rest) = text.split_once(&format!("{MARK} x"))?;
    rest.split('x').next()?.parse().ok()
}

fn answer(number: usize) -> String {
    format!("Non, pas sans raison. r{number}r")
}

#[derive(Clone)]
struct Day {
    world: WorldHandle,
    over: Arc<AtomicBool>,
    asked: Arc<AtomicUsize>,
}

/// Asks as somebody new, again and again. Gives who asked what under which code.
async fn keeps_asking(day: Day) -> Vec<(usize, i64, String)> {
    let mut receipts = Vec::new();
    while !day.over.load(Ordering::Relaxed) {
        let number = day.asked.fetch_add(1, Ordering::Relaxed);
        let asker = day.world.person(NAME, "fr");
        receipts.push((number, asker, ask(&day.world, asker, &question(number)).await));
        tokio::time::sleep(REST).await;
    }
    receipts
}

/// Takes what waits and answers it. Gives which numbers were marked as sent under which code.
async fn keeps_answering(day: Day, staff: i64) -> Vec<(usize, String)> {
    let mut sent = Vec::new();
    while !day.over.load(Ordering::Relaxed) {
        let Some((code, card)) = take_next(&day.world, staff).await else {
            let heard = day.asked.load(Ordering::Relaxed);
            let more = |_: &WorldHandle| day.asked.load(Ordering::Relaxed) > heard || day.over.load(Ordering::Relaxed);
            day.world.wait_for(more, Duration::from_secs(2)).await;
            continue;
        };
        let number = number_in(&card.text).expect("a question of ours");
        people::answers(&day.world, staff, &code, &answer(number)).await;
        sees(&day.world, staff, &["✓", &code]).await;
        sent.push((number, code));
    }
    sent
}

/// Kills at random moments, in turns while polling and while being called: in the middle of a start, or after a random
/// number of calls. Every start but those that were killed too early for it must come to its first call.
async fn kills(place: &Place, count: usize, dice: &mut Seeded) {
    let began = Instant::now();
    for number in 0..count {
        let more: &[&str] = if number % 2 == 0 { &["--take-over"] } else { &[] };
        if number % 2 == 0 {
            place.configure("")
        } else {
            place.configure_webhook()
        }
        let mut running = place.start(more);
        if dice.below(4) == 0 {
            tokio::time::sleep(Duration::from_millis(dice.below(START_MS_MAX))).await;
        } else {
            let calls = place.world.calls_made() + 1 + dice.below(30);
            let came = place.world.wait_for(|world| world.calls_made() >= calls, PATIENCE).await;
            assert!(came, "start {number} came to nothing: {}", last_lines(&place.log()));
        }
        assert!(!running.has_ended(), "start {number} ended by itself: {}", last_lines(&place.log()));
        running.kill();
        if (number + 1) % 100 == 0 {
            eprintln!("{} kills in {} s", number + 1, began.elapsed().as_secs());
        }
    }
}

fn last_lines(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}

/// Takes everything that still waits; gives the numbers.
async fn all_that_waits(place: &Place) -> BTreeSet<usize> {
    let mut waiting = BTreeSet::new();
    loop {
        // Five cases at a time in one pair of hands.
        let staff = joins(&place.world, &place.master(), Role::Moderator).await;
        for _ in 0..5 {
            let Some((_, card)) = take_next(&place.world, staff).await else { return waiting };
            waiting.insert(number_in(&card.text).unwrap());
        }
    }
}

/// Lines of a log in which one of `words` stands.
fn told<'a>(log: &'a str, words: &[String]) -> Vec<&'a str> {
    log.lines().filter(|line| words.iter().any(|word| line.contains(word))).collect()
}

fn assert_log_tells_of_nobody(place: &Place, people: &BTreeMap<usize, (i64, String)>) {
    let log = place.log();
    assert!(log.lines().count() > KILLS, "there is a log");
    let mut words =
        vec![place.simulator.token().to_owned(), NAME.to_owned(), MARK.to_owned(), "sans raison".to_owned()];
    words.push(place.simulator.token()[..8].to_owned());
    words.push(place.simulator.token().split(':').nth(1).unwrap().to_owned());
    words.extend(people.values().map(|(asker, _)| asker.to_string()));
    words.extend(people.values().map(|(_, code)| code.clone()));
    assert_eq!(told(&log, &words), Vec::<&str>::new());
    let planted = format!("{log}\nWARN a call to {} failed", people.values().next().unwrap().0);
    assert_eq!(told(&planted, &words).len(), 1, "the scanner sees what it must");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_any_moment_nothing_acknowledged_is_lost() {
    let count = std::env::var("KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(KILLS);
    let place = Place::new().await;
    let world = place.world.clone();
    let running = place.start(&[]);
    let mut staff = Vec::new();
    for _ in 0..MODERATORS {
        staff.push(joins(&world, &place.master(), Role::Moderator).await);
    }
    running.kill();
    let day = Day { world: world.clone(), over: Arc::default(), asked: Arc::default() };
    let asking: Vec<_> = (0..ASKERS).map(|_| tokio::spawn(keeps_asking(day.clone()))).collect();
    let answering: Vec<_> = staff.iter().map(|one| tokio::spawn(keeps_answering(day.clone(), *one))).collect();
    kills(&place, count, &mut Seeded::new(20_261_125)).await;
    day.over.store(true, Ordering::Relaxed);
    place.configure("");
    let running = place.start(&["--take-over"]);

    let mut receipts = BTreeMap::new();
    for one in asking {
        receipts.extend(one.await.unwrap().into_iter().map(|(number, asker, code)| (number, (asker, code))));
    }
    let mut sent = BTreeMap::new();
    for one in answering {
        sent.extend(one.await.unwrap());
    }
    let codes: BTreeSet<&String> = receipts.values().map(|(_, code)| code).collect();
    assert_eq!(codes.len(), receipts.len(), "every receipt has its own code");
    assert!(receipts.len() > 1 && !sent.is_empty(), "{} asked, {} answered", receipts.len(), sent.len());
    let mut doubles = 0;
    for (number, (asker, code)) in &receipts {
        let texts: Vec<String> = world.messages(*asker).into_iter().map(|seen| seen.text).collect();
        let arrived = texts.iter().any(|text| text.contains(code) && text.contains(&answer(*number)));
        match sent.get(number) {
            Some(known) => assert!(known == code && arrived, "{number} is marked as sent"),
            None => assert!(!arrived, "{number} has an answer that nobody sent"),
        }
        let foreign =
            texts.iter().filter(|text| text.contains("sans raison")).any(|text| !text.contains(&answer(*number)));
        assert!(!foreign, "{number} got somebody else's answer");
        doubles += texts.iter().filter(|text| text.contains(&answer(*number))).count().saturating_sub(1);
    }
    // A send is in doubt when a kill falls between it and the commit of its outcome, and one new message is under way
    // at a time.
    assert!(doubles <= count, "{doubles} answers came twice in {count} kills");
    eprintln!("{count} kills: {} asked, {} answered, {doubles} answers came twice", receipts.len(), sent.len());
    let waiting = all_that_waits(&place).await;
    let unanswered: BTreeSet<usize> = receipts.keys().filter(|number| !sent.contains_key(number)).copied().collect();
    // A moderator to whom "nothing waits" came twice may have gone away from a card that came after it.
    let in_hands = staff.iter().flat_map(|one| world.messages(*one)).filter(|seen| seen.text.starts_with("📨"));
    let in_hands: BTreeSet<usize> = in_hands.filter_map(|seen| number_in(&seen.text)).collect();
    let there: BTreeSet<usize> = waiting.iter().chain(in_hands.intersection(&unanswered)).copied().collect();
    assert_eq!(there, unanswered, "what was acknowledged and not answered waits or is in somebody's hands");
    assert!(waiting.is_subset(&unanswered), "nothing that was answered waits");
    assert_eq!(running.terminate(), 0);
    assert_log_tells_of_nobody(&place, &receipts);
}
