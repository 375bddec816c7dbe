//! The places of an encounter: what research/encounters.md §9 asks for, and what must hold whatever people do.

use super::*;
use crate::domain::limits::{FRIEND_HOURS, PAIR_WAITS_HOURS};
use proptest::prelude::*;

const YOUTH: ClassNo = 0;
const OFFICER: ClassNo = 1;
const FREELY: Terms = Terms { by_lot: false, codes_first: false, consent: false };
const CAMP: Terms = Terms { by_lot: true, codes_first: false, consent: true };
const NOW: Moment = Moment(1_796_601_600_000);

fn id(number: u8) -> SeatId {
    SeatId([number; 16])
}

fn at(order: u64) -> Turn {
    Turn { standing: Standing::Ordinary, order }
}

fn starts() -> Moment {
    NOW.plus_days(5)
}

fn tomorrow() -> Moment {
    NOW.plus_hours(24)
}

/// An encounter at which so many have asked for a youth's place, in the order of their numbers.
fn asked(terms: Terms, capacities: &[u32], people: u8) -> Seats {
    let mut seats = Seats::new(terms, capacities);
    for number in 1..=people {
        seats.join(id(number), YOUTH, at(u64::from(number)), NOW).expect("there is such a class");
    }
    seats
}

fn having(seats: &Seats, wanted: impl Fn(SeatState) -> bool) -> Vec<u8> {
    seats.iter().filter(|(_, seat)| wanted(seat.state)).map(|(id, _)| id.0[0]).collect()
}

fn confirmed(seats: &Seats) -> Vec<u8> {
    having(seats, |state| state == SeatState::Confirmed)
}

#[test]
fn the_last_place_is_given_once_and_the_next_one_waits_as_the_first() {
    let mut seats = asked(FREELY, &[8], 8);
    assert_eq!(confirmed(&seats).len(), 8);
    assert_eq!(seats.join(id(9), YOUTH, at(9), NOW), Ok(SeatState::Waiting));
    assert_eq!(seats.place_in_line(id(9)), Some(1));
    // Pressed again, it is told the same, and stands there once.
    assert_eq!(seats.join(id(9), YOUTH, at(10), NOW), Ok(SeatState::Waiting));
    assert_eq!(seats.join(id(3), YOUTH, at(11), NOW), Ok(SeatState::Confirmed));
    assert_eq!(seats.place_in_line(id(9)), Some(1));
    assert_eq!(seats.join(id(4), 7, at(12), NOW), Ok(SeatState::Confirmed), "whoever is in stays");
    assert_eq!(seats.join(id(20), 7, at(12), NOW), Err(SeatRefusal::NoSuchClass));
}

#[test]
fn five_hundred_press_for_eight_places() {
    let mut seats = Seats::new(FREELY, &[8]);
    let person = |number: u16| SeatId([number.to_le_bytes(); 8].concat().try_into().expect("16 bytes"));
    for number in 0..500 {
        seats.join(person(number), YOUTH, at(u64::from(number)), NOW).expect("there is such a class");
    }
    for number in 0..500 {
        let place = seats.place_in_line(person(number));
        assert_eq!(place, usize::from(number).checked_sub(7).filter(|place| *place > 0));
    }
    assert_eq!(seats.iter().filter(|(_, seat)| seat.state == SeatState::Confirmed).count(), 8);
}

#[test]
fn an_officers_free_place_is_never_a_youths() {
    let mut seats = asked(FREELY, &[2, 4], 3);
    assert_eq!(seats.refill(NOW, Some(tomorrow())), []);
    assert_eq!((seats.free(YOUTH), seats.free(OFFICER)), (0, 4));
    assert_eq!(seats.place_in_line(id(3)), Some(1));
}

#[test]
fn a_place_that_comes_free_is_offered_to_the_first_and_kept_for_them() {
    let mut seats = asked(FREELY, &[2], 4);
    assert_eq!(seats.leave(id(1), NOW, starts()), Ok(End::Cancelled { late: false }));
    assert_eq!(seats.refill(NOW, Some(tomorrow())), [Filled::Offered(id(3))]);
    assert_eq!(seats.refill(NOW, Some(tomorrow())), [], "once");
    assert_eq!(seats.join(id(5), YOUTH, at(5), NOW), Ok(SeatState::Waiting), "the offer keeps the place");
    assert_eq!(seats.next_lapse(), Some(tomorrow()));
    assert_eq!(seats.lapse(tomorrow().plus_ms(-1)), []);
    assert_eq!(seats.accept(id(4), NOW), Err(SeatRefusal::NothingToAccept));
    assert_eq!(seats.accept(id(3), tomorrow()), Err(SeatRefusal::TooLate));
    assert_eq!(seats.lapse(tomorrow()), [(id(3), End::OfferLapsed)]);
    assert_eq!(seats.lapse(tomorrow()), [], "once");
    assert_eq!(seats.accept(id(3), tomorrow()), Err(SeatRefusal::Gone));
    assert_eq!(seats.refill(tomorrow(), Some(tomorrow().plus_hours(24))), [Filled::Offered(id(4))]);
    assert_eq!(seats.accept(id(4), tomorrow()), Ok(SeatState::Confirmed));
    // Whose offer ran out may join again, behind all others.
    assert_eq!(seats.join(id(3), YOUTH, at(9), tomorrow()), Ok(SeatState::Waiting));
    assert_eq!(seats.place_in_line(id(3)), Some(2));
}

#[test]
fn too_near_to_the_beginning_nobody_is_asked() {
    let mut seats = asked(FREELY, &[1], 2);
    let soon = starts().plus_hours(-1);
    assert_eq!(seats.leave(id(1), soon, starts()), Ok(End::Cancelled { late: true }));
    assert_eq!(seats.refill(soon, None), []);
    assert_eq!(seats.free(YOUTH), 1);
    assert_eq!(seats.join(id(3), YOUTH, at(3), soon), Ok(SeatState::Waiting), "not past who waits");
}

#[test]
fn more_places_are_two_offers_and_fewer_put_nobody_out() {
    let mut seats = asked(FREELY, &[8], 11);
    seats.resize(YOUTH, 10).expect("there is such a class");
    assert_eq!(seats.refill(NOW, Some(tomorrow())), [Filled::Offered(id(9)), Filled::Offered(id(10))]);
    seats.resize(YOUTH, 7).expect("there is such a class");
    assert_eq!(seats.too_many(YOUTH), 3);
    assert_eq!(confirmed(&seats).len(), 8);
    assert_eq!(seats.leave(id(9), NOW, starts()), Ok(End::Declined));
    assert_eq!(seats.refill(NOW, Some(tomorrow())), []);
    assert_eq!(seats.resize(OFFICER, 1), Err(SeatRefusal::NoSuchClass));
}

#[test]
fn a_camp_of_eight_is_drawn_the_same_way_twice_and_who_is_not_consented_to_makes_room() {
    let rank = |id: SeatId| u64::from(id.0[0]).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    let mut seats = asked(CAMP, &[8], 11);
    assert_eq!(having(&seats, |state| state == SeatState::Requested).len(), 11);
    assert_eq!(seats.refill(NOW, Some(tomorrow())), [], "nothing is given before the draw");
    let mut again = seats.clone();
    let drawn = seats.draw(rank, NOW);
    assert_eq!(drawn, again.draw(rank, NOW));
    assert_eq!(drawn.len(), 8);
    let held = having(&seats, |state| matches!(state, SeatState::Held { .. }));
    let (lapsing, sure) = held.split_first().expect("eight are held");
    for number in sure {
        assert_eq!(seats.consent(id(*number), NOW), Ok(()));
        assert_eq!(seats.consent(id(*number), NOW), Err(SeatRefusal::NothingToAccept));
    }
    let over = NOW.plus_hours(CONSENT_HOURS);
    assert_eq!(seats.consent(id(*lapsing), over), Err(SeatRefusal::TooLate));
    assert_eq!(seats.lapse(over), [(id(*lapsing), End::Released)]);
    let first = having(&seats, |state| state == SeatState::Waiting);
    let first = first.into_iter().find(|number| seats.place_in_line(id(*number)) == Some(1)).expect("three wait");
    assert_eq!(seats.refill(over, Some(over.plus_hours(24))), [Filled::Offered(id(first))]);
    assert_eq!(seats.accept(id(first), over), Ok(SeatState::Held { until: over.plus_hours(CONSENT_HOURS) }));
    assert_eq!(confirmed(&seats).len(), 7);
    assert_eq!(seats.join(id(12), YOUTH, at(12), over), Ok(SeatState::Waiting), "after the draw there is no drum");
}

#[test]
fn with_a_code_of_a_youth_worker_one_is_drawn_first() {
    let mut seats = asked(CAMP, &[2], 5);
    seats.join(id(6), YOUTH, Turn { standing: Standing::Referred, order: 6 }, NOW).expect("there is such a class");
    assert!(
        seats.draw(|id| 100 - u64::from(id.0[0]), NOW).starts_with(&[Filled::Placed(id(6)), Filled::Placed(id(5))])
    );
}

#[test]
fn a_pair_keeps_one_place_from_others_for_half_a_day_and_is_parted_then() {
    let mut seats = asked(FREELY, &[2], 5);
    assert_eq!(seats.pair(id(3), id(4)), Ok(()));
    for (one, other) in [(3, 5), (5, 5), (1, 5), (5, 9)] {
        assert_eq!(seats.pair(id(one), id(other)), Err(SeatRefusal::NoPair), "{one} and {other}");
    }
    seats.leave(id(1), NOW, starts()).expect("they had a place");
    assert_eq!(seats.refill(NOW, Some(tomorrow())), [], "neither the pair nor who stands behind it");
    let later = NOW.plus_hours(PAIR_WAITS_HOURS);
    assert_eq!(seats.refill(later.plus_ms(-1), Some(tomorrow())), []);
    let mut both = seats.clone();
    let parted = [Filled::Parted(id(3), Some(id(4))), Filled::Offered(id(3))];
    assert_eq!(seats.refill(later, Some(tomorrow())), parted);
    assert_eq!(seats.place_in_line(id(4)), Some(1));
    both.leave(id(2), NOW, starts()).expect("they had a place");
    assert_eq!(both.refill(later, Some(tomorrow())), [Filled::Offered(id(3)), Filled::Offered(id(4))]);
}

#[test]
fn a_pair_stands_where_its_later_one_stood() {
    let mut seats = asked(FREELY, &[1], 4);
    seats.pair(id(2), id(4)).expect("both wait");
    assert_eq!(seats.place_in_line(id(3)), Some(1), "nobody was passed by");
    seats.leave(id(4), NOW, starts()).expect("they waited");
    seats.leave(id(1), NOW, starts()).expect("they had a place");
    seats.leave(id(3), NOW, starts()).expect("they waited");
    assert_eq!(seats.refill(NOW, Some(tomorrow())), [Filled::Offered(id(2))], "alone, when the other has left");
}

#[test]
fn who_is_moved_to_the_front_takes_the_buddy_along() {
    let mut seats = asked(FREELY, &[1], 5);
    seats.pair(id(4), id(5)).expect("both wait");
    assert_eq!(seats.move_to_front(id(5), 1), Ok(()));
    let places: Vec<_> = (2..=5).filter_map(|number| seats.place_in_line(id(number))).collect();
    assert_eq!(places, [3, 4, 1, 2]);
    assert_eq!(seats.move_to_front(id(1), 2), Err(SeatRefusal::Gone), "has a place");
}

/// What people, the clock and coordinators do, in any order.
#[derive(Clone, Debug)]
enum Did {
    Join(u8, bool),
    Pair(u8, u8),
    Accept(u8),
    Consent(u8),
    Leave(u8),
    Together(u8),
    Hours(i64),
    Resize(u32),
    Front(u8),
    Draw(u64),
    JoinWithFriend(u8),
    AskAlong(u8),
    Bring(u8, u8),
    AskNoMore(u8),
    Refer(u8),
    Restart,
}

fn did() -> impl Strategy<Value = Did> {
    let person = 1..24_u8;
    prop_oneof![
        6 => (person.clone(), any::<bool>()).prop_map(|(who, referred)| Did::Join(who, referred)),
        1 => (person.clone(), person.clone()).prop_map(|(one, other)| Did::Pair(one, other)),
        4 => person.clone().prop_map(Did::Accept),
        3 => person.clone().prop_map(Did::Consent),
        3 => person.clone().prop_map(Did::Leave),
        3 => person.clone().prop_map(Did::Together),
        3 => (1..40_i64).prop_map(Did::Hours),
        1 => (0..9_u32).prop_map(Did::Resize),
        1 => person.clone().prop_map(Did::Front),
        1 => any::<u64>().prop_map(Did::Draw),
        2 => person.clone().prop_map(Did::JoinWithFriend),
        2 => person.clone().prop_map(Did::AskAlong),
        3 => (person.clone(), person.clone()).prop_map(|(one, other)| Did::Bring(one, other)),
        1 => person.clone().prop_map(Did::AskNoMore),
        3 => person.prop_map(Did::Refer),
        1 => Just(Did::Restart),
    ]
}

fn taken(seats: &Seats) -> u32 {
    seats.iter().map(|(_, seat)| seat.takes()).sum()
}

/// As a start builds it from the records.
fn restarted(seats: &Seats, capacity: u32) -> Seats {
    let mut fresh = Seats::new(Terms { by_lot: !seats.drawn, ..seats.terms }, &[capacity]);
    seats.iter().for_each(|(id, seat)| fresh.restore(id, *seat));
    fresh
}

proptest! {
    #[test]
    fn nobody_is_passed_by_and_no_place_is_given_twice(
        (by_lot, codes_first, consent) in any::<(bool, bool, bool)>(),
        deeds in prop::collection::vec(did(), 1..120),
    ) {
        let (mut capacity, mut now) = (4, NOW);
        let mut seats = Seats::new(Terms { by_lot, codes_first, consent }, &[capacity]);
        for (order, deed) in (0..).zip(deeds) {
            let before = taken(&seats);
            let line: Vec<SeatId> = seats.classes[0].line.iter().map(|(_, id)| *id).collect();
            // Whoever said that they rather wait for two is passed by with their own word.
            let nobody = line.iter().all(|id| seats.get(*id).is_some_and(Seat::waits_for_two));
            let mut moved = false;
            match deed {
                Did::Join(who, referred) => {
                    let standing = if referred { Standing::Referred } else { Standing::Ordinary };
                    let turn = Turn { standing, order };
                    let known = seats.get(id(who)).is_some_and(|seat| !seat.state.is_over());
                    let state = seats.join(id(who), YOUTH, turn, now).expect("there is such a class");
                    prop_assert!(known || nobody || !state.takes(), "past those who wait");
                }
                Did::Pair(one, other) => moved = seats.pair(id(one), id(other)).is_ok(),
                Did::Accept(who) => drop(seats.accept(id(who), now)),
                Did::Consent(who) => drop(seats.consent(id(who), now)),
                Did::Together(who) => drop(seats.wait_together(id(who), now)),
                Did::Leave(who) => drop(seats.leave(id(who), now, starts())),
                Did::Hours(hours) => now = now.plus_hours(hours),
                Did::Resize(to) => {
                    capacity = to;
                    prop_assert!(seats.resize(YOUTH, to).is_ok());
                }
                Did::Front(who) => moved = seats.move_to_front(id(who), order).is_ok(),
                Did::Draw(seed) => {
                    moved = true;
                    seats.draw(|id| seed ^ u64::from(id.0[0]).wrapping_mul(0x9E37_79B9), now);
                }
                Did::JoinWithFriend(who) => {
                    let turn = Turn { standing: Standing::Ordinary, order };
                    let known = seats.get(id(who)).is_some_and(|seat| !seat.state.is_over());
                    let until = now.plus_hours(FRIEND_HOURS);
                    let state = seats.join_with_friend(id(who), YOUTH, turn, until, now).expect("there is such a class");
                    prop_assert!(known || nobody || !state.takes(), "past those who wait");
                }
                Did::AskAlong(who) => {
                    let asked = seats.ask_along(id(who), now.plus_hours(FRIEND_HOURS), now);
                    let keeps = seats.get(id(who)).is_some_and(|seat| seat.takes() == 2);
                    prop_assert!(asked.is_err() || nobody || !keeps, "past those who wait");
                }
                Did::Bring(who, of) => {
                    let turn = Turn { standing: Standing::Ordinary, order };
                    // Whoever has a place already needs none that is kept: that one is free again.
                    let had_one = seats.get(id(who)).is_some_and(|seat| seat.takes() > 0);
                    moved = seats.bring(id(who), id(of), turn, now).is_ok();
                    let kept = taken(&seats) == before || (had_one && taken(&seats) + 1 == before);
                    prop_assert!(kept, "the place that was kept, and no other");
                }
                Did::AskNoMore(who) => drop(seats.ask_no_more(id(who))),
                Did::Refer(who) => {
                    let referred = seats.refer(id(who), order, now);
                    moved = referred.is_ok();
                    let placed = referred.is_ok_and(SeatState::takes);
                    prop_assert!(!placed || nobody, "past those who wait with a code");
                }
                Did::Restart => seats = restarted(&seats, capacity),
            }
            seats.lapse(now);
            prop_assert_eq!(seats.lapse(now), [], "what ran out runs out once");
            seats.lapse_friends(now);
            prop_assert_eq!(seats.lapse_friends(now), [], "a friend is late once");
            let filled = seats.refill(now, Some(now.plus_hours(12)));
            prop_assert_eq!(seats.refill(now, Some(now.plus_hours(12))), [], "what was filled is filled once");

            prop_assert!(taken(&seats) <= capacity.max(before), "more places than there are");
            prop_assert_eq!(seats.classes[0].taken, taken(&seats));
            prop_assert_eq!(&restarted(&seats, capacity).seats, &seats.seats);
            // Whoever got an offer stood before everybody who still waits.
            let offered = filled.iter().filter_map(|filled| match filled {
                Filled::Offered(id) => seats.get(*id).map(|seat| (seat.turn, *id)),
                Filled::Placed(_) | Filled::Parted(..) => None,
            });
            let first = seats.classes[0].line.first().copied();
            let wants_one = |(_, id): &&(Turn, SeatId)| !seats.get(*id).is_some_and(Seat::waits_for_two);
            let next = seats.classes[0].line.iter().find(wants_one).copied();
            prop_assert!(offered.max().zip(next).is_none_or(|(last, next)| last < next), "somebody was passed by");
            if !moved {
                let stayed = seats.classes[0].line.iter().filter(|(_, id)| line.contains(id)).map(|(_, id)| *id);
                let order: Vec<SeatId> = line.iter().filter(|id| seats.place_in_line(**id).is_some()).copied().collect();
                prop_assert_eq!(stayed.collect::<Vec<_>>(), order, "who waits keeps the order");
            }
            let early = |seat: &&Seat| (seat.state.takes() || seat.state == SeatState::Waiting) && !seats.drawn;
            let early = seats.iter().map(|(_, seat)| seat).filter(early).find(|seat| seat.turn.standing == Standing::Ordinary);
            prop_assert!(early.is_none(), "a place before its time, without a code");
            // Nobody waits beside a free place that nobody is asked about, but for a pair that finds one.
            let pair = first.and_then(|(_, id)| seats.get(id)).is_some_and(|seat| seat.is_of_two());
            prop_assert!(first.is_none() || seats.free(YOUTH) <= u32::from(pair));
            for (id, seat) in seats.iter() {
                let back = seat.buddy.and_then(|buddy| seats.get(buddy)).is_none_or(|buddy| buddy.buddy == Some(id));
                prop_assert!(back, "a pair is of two");
                prop_assert!(seat.buddy.is_none() || seat.friend.is_none(), "with one other");
                let waits = seat.kept_since.is_none_or(|since| now < since.plus_hours(PAIR_WAITS_HOURS));
                prop_assert!(waits || first.is_none_or(|(_, first)| first != id), "kept for longer than it may be");
            }
        }
    }
}

#[test]
fn no_place_is_held_beyond_the_beginning() {
    let mut seats = Seats::new(Terms { by_lot: false, codes_first: false, consent: true }, &[2]);
    let (begins, until) = (NOW.plus_hours(30), NOW.plus_hours(CONSENT_HOURS));
    assert_eq!(seats.join(id(1), YOUTH, at(1), NOW), Ok(SeatState::Held { until }));
    seats.begin_at(Some(begins));
    assert_eq!(seats.join(id(2), YOUTH, at(2), NOW), Ok(SeatState::Held { until: begins }));
}
