//! One person sends a thousand messages at once: the others hardly notice. Virtual time, the channel's real pace.

use crate::hall::Hall;
use rechtdoor::domain::limits::EVENTS_BURST;

const LOUD: i64 = 5_700_000_001;
const OTHERS: i64 = 5_700_001_000;
const OTHERS_COUNT: i64 = 40;
const MESSAGES: usize = 1_000;

/// The 50th and the 99th of a hundred delays of the others, and the longest of who was loud; in milliseconds.
fn a_minute(is_loud: bool) -> (i64, i64, i64) {
    let mut hall = Hall::new(71);
    for tick in 0..1_600 {
        if is_loud && tick == 100 {
            for _ in 0..MESSAGES {
                hall.writes(LOUD, "hallo hallo");
            }
        }
        // Each of the others looks something up every four seconds, until the last of them can be answered.
        if tick < 1_400 && tick % 2 == 0 {
            let other = tick / 2 % OTHERS_COUNT;
            hall.writes(OTHERS + other, "/start");
        }
        hall.tick();
    }
    let loud = hall.delays.remove(&LOUD).unwrap_or_default();
    assert!(loud.len() <= EVENTS_BURST as usize + 2, "{} messages back", loud.len());
    let asked: usize = 700;
    let mut delays: Vec<i64> = hall.delays.into_values().flatten().collect();
    assert_eq!(delays.len(), asked, "every one of the others is answered");
    delays.sort_unstable();
    (delays[asked / 2], delays[asked * 99 / 100], loud.into_iter().max().unwrap_or_default())
}

#[test]
fn a_thousand_messages_at_once_leave_the_others_served_within_two_seconds() {
    let (quiet_half, quiet_most, _) = a_minute(false);
    let (half, most, loud) = a_minute(true);
    println!("others without the burst: p50 {quiet_half} ms, p99 {quiet_most} ms");
    println!("others with the burst:    p50 {half} ms, p99 {most} ms; the loud one up to {loud} ms");
    assert!(most < 2_000, "{most} ms");
    assert!(quiet_most < 500, "the control: in quiet nobody waits, {quiet_most} ms");
    assert!(loud > 10_000, "the control: the loud one's own answers had to wait their turn, {loud} ms");
}
