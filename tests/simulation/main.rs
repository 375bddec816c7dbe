//! Three hundred whole lives of the bot. A failure prints its seed and what was said.
//!
//! `SEEDS=2000 FROM=300 cargo test --test simulation` runs others; `SEED=17` runs one and prints its transcript.
//! `cargo run --release --example simulate -- --seeds 100000` is for long runs.

#[path = "../support/mod.rs"]
mod support;

mod life;

/// Seeds of an ordinary run.
const SEEDS: u64 = 300;

#[test]
fn promises_are_kept_in_any_weather() {
    let number = |name: &str| std::env::var_os(name).and_then(|value| value.into_string().ok()?.parse::<u64>().ok());
    if let Some(seed) = number("SEED") {
        let (lived, transcript) = life::one(seed);
        panic!("{transcript}\nseed {seed}: {lived:?}");
    }
    let (from, seeds) = (number("FROM").unwrap_or(0), number("SEEDS").unwrap_or(SEEDS));
    let totals = match life::run(from, seeds, &|_| {}) {
        Ok(totals) => totals,
        Err(broken) => panic!("{}\nseed {}: {}", broken.transcript, broken.seed, broken.why),
    };
    if seeds >= SEEDS {
        // A simulation in which nothing happens proves nothing.
        let rare = [totals.wipes, totals.ended, totals.alerts, totals.caught_up, totals.forgotten, totals.kept];
        let at_the_desk = [totals.bans, totals.removals, totals.broken_reloads];
        assert!(rare.iter().chain(&at_the_desk).all(|count| *count > seeds / 15), "{totals:?}");
        let places = [totals.seats.certain, totals.seats.waiting, totals.seats.addresses, totals.seats.looks];
        let later = [totals.seats.offered, totals.seats.cancelled, totals.seats.forgotten];
        let helped = [totals.seats.coded, totals.seats.cards];
        assert!(places.iter().chain(&later).chain(&helped).all(|count| *count > seeds / 30), "{totals:?}");
        let police = totals.police;
        let police = [police.agreed, police.asked, police.answered, police.copied, police.used];
        assert!(police.iter().all(|count| *count > seeds / 40), "{totals:?}");
        let handing = totals.handing;
        let handing = [handing.offered, handing.taken, handing.told, handing.refused, handing.lapsed];
        assert!(handing.iter().all(|count| *count > seeds / 40), "{totals:?}");
        let beside = [totals.labelled, totals.labels_kept, totals.banners, totals.beyond_closed];
        assert!(beside.iter().all(|count| *count > seeds / 30), "{totals:?}");
        let seldom = [totals.absences, totals.told_of_absence, totals.own_readings, totals.cut_off];
        assert!(seldom.iter().all(|count| *count > seeds / 30), "{totals:?}");
        let common = [totals.receipts, totals.answers, totals.claims, totals.lost, totals.starts, totals.presses];
        assert!(common.iter().all(|count| *count > seeds), "{totals:?}");
    }
}
