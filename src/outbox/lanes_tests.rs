//! The order and the pace of rows on their way out.

use super::*;
use crate::domain::Entropy;
use crate::domain::limits::{LATELY_MS, ROW_COSTS_MS};
use crate::vault::{Address, Directory};

struct Counting(u8);

impl Entropy for Counting {
    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_add(1);
            *byte = self.0;
        }
    }
}

fn tags(count: i64) -> Vec<Tag> {
    let directory = Directory::new(&mut Counting(0));
    (0..count).map(|chat| directory.tag(Address::new(1_000 + chat))).collect()
}

fn id(number: u64) -> RowId {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&number.to_be_bytes());
    RowId(bytes)
}

fn row(lane: Tag, seq: u64) -> Waiting {
    Waiting {
        lane,
        group: false,
        rank: Rank::Person,
        seq,
        not_before: Moment(0),
        tried: false,
        fresh: true,
        gives_way: GivesWay::Never,
    }
}

/// Sends everything, each call answered at once; gives back what went out when.
fn drain(lanes: &mut Lanes, mut now: Moment, until: Moment) -> Vec<(i64, RowId)> {
    let mut sent = Vec::new();
    loop {
        match lanes.next(now) {
            Dispatch::Send(id) => {
                sent.push((now.0, id));
                lanes.done(id, now);
            }
            Dispatch::Wait(at) if at <= until => now = at,
            Dispatch::Wait(_) | Dispatch::Idle => return sent,
        }
    }
}

/// Looks at every stretch of time that begins with a message.
fn assert_at_most(sent: &[(i64, RowId)], max: usize, period_ms: i64) {
    for (from, _) in sent {
        let count = sent.iter().filter(|(at, _)| (*from..from + period_ms).contains(at)).count();
        assert!(count <= max, "{count} within {period_ms} ms from {from}");
    }
}

const START: Moment = Moment(1_000_000);

#[test]
fn after_a_restart_a_row_that_waits_to_go_again_still_goes_first() {
    let tags = tags(2);
    for first in [1, 2] {
        let mut lanes = Lanes::new(Pace::default(), START);
        let until = START.plus_ms(30_000);
        for seq in [first, 3 - first] {
            let waits = Waiting { not_before: until, tried: true, ..row(tags[0], seq) };
            lanes.add(id(seq), if seq == 1 { waits } else { row(tags[0], seq) }, START);
        }
        lanes.add(id(3), row(tags[1], 3), START);
        lanes.add(id(4), Waiting { not_before: until, ..row(tags[1], 4) }, START);
        lanes.add(id(5), row(tags[1], 5), START);
        let sent: Vec<RowId> = drain(&mut lanes, START, START.plus_ms(60_000)).into_iter().map(|(_, id)| id).collect();
        let at = |seq| sent.iter().position(|sent| *sent == id(seq)).expect("sent");
        assert!(at(1) < at(2), "an older screen must not come over a newer one");
        assert!(at(5) < at(4), "what was never to go before an hour holds up nobody");
    }
}

#[test]
fn order_holds_within_a_lane_whatever_comes_in_first() {
    let tags = tags(1);
    let mut lanes = Lanes::new(Pace::default(), START);
    for seq in [3, 1, 2] {
        lanes.add(id(seq), row(tags[0], seq), START);
    }
    let sent = drain(&mut lanes, START, START.plus_minutes(1));
    assert_eq!(sent.iter().map(|(_, id)| *id).collect::<Vec<_>>(), vec![id(1), id(2), id(3)]);
    assert!(lanes.is_empty());
}

#[test]
fn one_chat_gets_a_short_burst_and_then_one_a_second() {
    let tags = tags(1);
    let mut lanes = Lanes::new(Pace::default(), START);
    for seq in 0..10 {
        lanes.add(id(seq), row(tags[0], seq), START);
    }
    let sent = drain(&mut lanes, START, START.plus_minutes(1));
    assert_eq!(sent.len(), 10);
    for window in 0..10 {
        let from = START.0 + window * 1_000;
        let count = sent.iter().filter(|(at, _)| (from..from + 1_000).contains(at)).count();
        assert!(count <= 4, "{count} in second {window}");
    }
    assert!(sent.last().is_some_and(|(at, _)| at - START.0 >= 6_000));
}

#[test]
fn a_group_gets_twenty_a_minute() {
    let tags = tags(1);
    let mut lanes = Lanes::new(Pace::default(), START);
    for seq in 0..40 {
        lanes.add(id(seq), Waiting { group: true, ..row(tags[0], seq) }, START);
    }
    let sent = drain(&mut lanes, START, START.plus_minutes(10));
    assert_eq!(sent.len(), 40);
    assert_at_most(&sent, 20, 60_000);
}

#[test]
fn overall_never_more_than_thirty_in_any_second() {
    let tags = tags(200);
    let mut lanes = Lanes::new(Pace::default(), START);
    for (seq, tag) in tags.iter().enumerate() {
        lanes.add(id(seq as u64), row(*tag, seq as u64), START);
    }
    let sent = drain(&mut lanes, START, START.plus_minutes(1));
    assert_eq!(sent.len(), 200);
    assert_at_most(&sent, 30, 1_000);
    assert!(sent.last().is_some_and(|(at, _)| at - START.0 < 9_000), "and not much slower either");
}

#[test]
fn what_a_young_person_waits_for_goes_before_the_desk() {
    let tags = tags(60);
    let mut lanes = Lanes::new(Pace::default(), START);
    for seq in 0..50 {
        lanes.add(id(seq), Waiting { rank: Rank::Desk, ..row(tags[usize::try_from(seq).expect("small")], seq) }, START);
    }
    lanes.add(id(99), row(tags[55], 99), START);
    assert_eq!(lanes.next(START), Dispatch::Send(id(99)));
}

#[test]
fn a_fresh_message_waits_for_the_one_under_way_or_for_the_tick() {
    let tags = tags(2);
    let mut lanes = Lanes::new(Pace::default(), START);
    lanes.add(id(1), row(tags[0], 1), START);
    lanes.add(id(2), row(tags[1], 2), START);
    assert_eq!(lanes.next(START), Dispatch::Send(id(1)));
    assert_eq!(lanes.next(START), Dispatch::Wait(START.plus_ms(33)), "a double would be seen");
    assert_eq!(lanes.next(START.plus_ms(33)), Dispatch::Send(id(2)), "the pace is kept all the same");
}

#[test]
fn weather_pauses_one_lane_and_a_global_one_pauses_all() {
    let tags = tags(2);
    let mut lanes = Lanes::new(Pace::default(), START);
    lanes.add(id(1), row(tags[0], 1), START);
    lanes.add(id(2), row(tags[0], 2), START);
    lanes.add(id(3), row(tags[1], 3), START);
    assert_eq!(lanes.next(START), Dispatch::Send(id(1)));
    lanes.retry(id(1), START.plus_ms(5_000), false, START);
    assert_eq!(lanes.next(START), Dispatch::Send(id(3)), "the other lane goes on");
    lanes.retry(id(3), START.plus_ms(60_000), true, START);
    assert_eq!(lanes.next(START.plus_ms(5_000)), Dispatch::Wait(START.plus_ms(60_000)));
    let sent = drain(&mut lanes, START.plus_ms(60_000), START.plus_minutes(5));
    assert_eq!(sent.iter().map(|(_, id)| *id).collect::<Vec<_>>(), vec![id(1), id(3), id(2)], "in turns");
}

#[test]
fn a_row_for_later_joins_its_lane_when_its_time_has_come() {
    let tags = tags(1);
    let mut lanes = Lanes::new(Pace::default(), START);
    lanes.add(id(1), Waiting { not_before: START.plus_minutes(3), ..row(tags[0], 1) }, START);
    lanes.add(id(2), row(tags[0], 2), START);
    assert_eq!(lanes.next(START), Dispatch::Send(id(2)), "it does not stand in the way of later words");
    lanes.done(id(2), START);
    assert_eq!(lanes.next(START), Dispatch::Wait(START.plus_minutes(3)));
    assert_eq!(lanes.next(START.plus_minutes(3)), Dispatch::Send(id(1)));
}

#[test]
fn all_rows_to_a_recipient_that_is_gone_are_known() {
    let tags = tags(2);
    let mut lanes = Lanes::new(Pace::default(), START);
    for seq in 1..=3 {
        lanes.add(id(seq), row(tags[0], seq), START);
    }
    lanes.add(id(9), row(tags[1], 9), START);
    assert_eq!(lanes.rows_beside(id(2)), vec![id(1), id(2), id(3)]);
    for seq in 1..=3 {
        lanes.done(id(seq), START);
    }
    assert_eq!(lanes.len(), 1);
}

#[test]
fn never_two_under_way_to_one_recipient_and_never_too_many_at_all() {
    let tags = tags(40);
    let mut lanes = Lanes::new(Pace::default(), START);
    for seq in 0..80 {
        let tag = tags[usize::try_from(seq % 40).expect("small")];
        lanes.add(id(seq), Waiting { fresh: false, ..row(tag, seq) }, START);
    }
    let mut under_way = Vec::new();
    let mut now = START;
    loop {
        match lanes.next(now) {
            Dispatch::Send(row) => under_way.push(row),
            Dispatch::Wait(at) => now = at,
            Dispatch::Idle => break,
        }
    }
    assert_eq!(under_way.len(), Pace::default().in_flight_max);
    let mut lanes_used: Vec<_> =
        under_way.iter().map(|row| u64::from_be_bytes(row.0[..8].try_into().expect("8")) % 40).collect();
    lanes_used.sort_unstable();
    lanes_used.dedup();
    assert_eq!(lanes_used.len(), under_way.len());
}

/// Sends so many rows, each settled at once; gives the numbers of their lanes.
fn turns(lanes: &mut Lanes, tags: &[Tag], mut now: Moment, count: usize) -> Vec<usize> {
    let mut turns = Vec::new();
    while turns.len() < count {
        match lanes.next(now) {
            Dispatch::Send(id) => {
                let tag = lanes.lane_of(id).expect("it waits");
                turns.push(tags.iter().position(|known| *known == tag).expect("one of these"));
                lanes.done(id, now);
            }
            Dispatch::Wait(at) => now = at,
            Dispatch::Idle => break,
        }
    }
    turns
}

fn edits(lane: Tag, rank: Rank, seq: u64) -> Waiting {
    Waiting { rank, fresh: false, ..row(lane, seq) }
}

#[test]
fn help_goes_first_and_no_rank_waits_for_ever() {
    let tags = tags(5);
    let mut lanes = Lanes::new(Pace::default(), START);
    for seq in 0..40 {
        for (lane, rank) in Rank::ALL.into_iter().enumerate() {
            lanes.add(id(seq * 5 + lane as u64), edits(tags[lane], rank, seq * 5 + lane as u64), START);
        }
    }
    let order = turns(&mut lanes, &tags, START, 96);
    assert_eq!(order[0], 0, "help");
    for (rank, at_least) in [24, 16, 9, 16, 5].into_iter().enumerate() {
        let got = order.iter().filter(|lane| **lane == rank).count();
        assert!(got >= at_least, "{:?} got {got} of 96: {order:?}", Rank::ALL[rank]);
    }
}

#[test]
fn a_lane_is_as_urgent_as_the_most_urgent_row_in_it_and_keeps_its_order() {
    let tags = tags(2);
    let mut lanes = Lanes::new(Pace::default(), START);
    for seq in 0..5 {
        lanes.add(id(seq), edits(tags[0], Rank::Screen, seq), START);
    }
    lanes.add(id(5), edits(tags[1], Rank::Screen, 5), START);
    lanes.add(id(6), edits(tags[1], Rank::Help, 6), START);
    let sent = drain(&mut lanes, START, START.plus_minutes(1)).into_iter().map(|(_, id)| id).collect::<Vec<_>>();
    assert_eq!(sent[..2], [id(5), id(6)]);
}

#[test]
fn who_got_much_in_the_last_minute_yields_to_who_got_little_and_no_longer() {
    let tags = tags(2);
    let mut lanes = Lanes::new(Pace::default(), START);
    for seq in 0..4 {
        lanes.add(id(seq), edits(tags[0], Rank::Screen, seq), START);
    }
    assert_eq!(turns(&mut lanes, &tags, START, 4), [0; 4]);
    let both = |lanes: &mut Lanes, seq: u64, at: Moment| {
        lanes.add(id(seq), edits(tags[0], Rank::Screen, seq), at);
        lanes.add(id(seq + 1), edits(tags[1], Rank::Screen, seq + 1), at);
        turns(lanes, &tags, at, 2)
    };
    assert_eq!(both(&mut lanes, 4, START.plus_ms(1_000)), [1, 0], "who got nothing yet goes first");
    let later = START.plus_ms(3 * LATELY_MS);
    assert_eq!(both(&mut lanes, 6, later), [0, 1], "after a while the first to come is the first again");
    // The flood's row waits no longer than a minute, however many new ones come.
    let mut lanes = Lanes::new(Pace::default(), START);
    lanes.add(id(0), edits(tags[0], Rank::Screen, 0), START);
    assert_eq!(turns(&mut lanes, &tags, START, 1), [0]);
    lanes.add(id(1), edits(tags[0], Rank::Screen, 1), START);
    let after = START.plus_ms(LATELY_MS + ROW_COSTS_MS + 1);
    lanes.add(id(2), edits(tags[1], Rank::Screen, 2), after);
    assert_eq!(turns(&mut lanes, &tags, after, 2), [0, 1]);
}

#[test]
fn of_too_many_rows_the_oldest_screens_give_way_and_answers_never() {
    let tags = tags(1);
    let mut lanes = Lanes::new(Pace::default(), START);
    let mut seq = 0;
    let mut unsent = Vec::new();
    let mut come = |lanes: &mut Lanes, rank: Rank, gives_way: GivesWay| {
        lanes.add(id(seq), Waiting { gives_way, ..edits(tags[0], rank, seq) }, START);
        seq += 1;
        while let Some(row) = lanes.one_too_many(tags[0]) {
            lanes.done(row, START);
            unsent.push(row);
        }
        unsent.clone()
    };
    for kind in [GivesWay::Help, GivesWay::Screen, GivesWay::Review, GivesWay::Help, GivesWay::Screen, GivesWay::Review]
    {
        come(&mut lanes, Rank::Screen, kind);
    }
    assert_eq!(lanes.next(START), Dispatch::Send(id(0)));
    for _ in 6..LANE_ROWS_MAX {
        assert!(come(&mut lanes, Rank::Person, GivesWay::Never).is_empty(), "there is room");
    }
    let older = [id(1), id(2)];
    for gone in 1..=2 {
        let unsent = come(&mut lanes, Rank::Person, GivesWay::Never);
        assert_eq!(unsent, older[..gone], "but not the help card that is under way");
    }
    for _ in 0..3 {
        let unsent = come(&mut lanes, Rank::Person, GivesWay::Never);
        assert_eq!(unsent.len(), 2, "the last of each kind stays, and every answer does");
    }
    let unsent = come(&mut lanes, Rank::Screen, GivesWay::Screen);
    assert_eq!(unsent[2..], [id(4)], "a newer screen takes the place of the older one");
    assert_eq!(lanes.len(), LANE_ROWS_MAX + 3);
}

#[test]
fn lanes_to_which_nothing_goes_any_more_are_forgotten() {
    let tags = tags(500);
    let mut lanes = Lanes::new(Pace { per_second: 10_000, ..Pace::default() }, START);
    for (seq, tag) in tags.iter().enumerate() {
        lanes.add(id(seq as u64), row(*tag, seq as u64), START);
    }
    assert_eq!(drain(&mut lanes, START, START.plus_minutes(1)).len(), 500);
    assert_eq!(lanes.lanes(), 500);
    assert_eq!(lanes.next(START.plus_minutes(4)), Dispatch::Idle);
    assert_eq!(lanes.lanes(), 0);
}
