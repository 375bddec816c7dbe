//! Coming with a friend, as a table of what each does.

use super::*;
use crate::domain::encounter::{End, Filled, Standing, Terms};

const FREELY: Terms = Terms { by_lot: false, codes_first: false, consent: false };
const NOW: Moment = Moment(1_796_601_600_000);
const YOUTH: ClassNo = 0;

fn id(number: u8) -> SeatId {
    SeatId([number; 16])
}

fn at(order: u64) -> Turn {
    Turn { standing: Standing::Ordinary, order }
}

fn until() -> Moment {
    NOW.plus_hours(FRIEND_HOURS)
}

fn starts() -> Moment {
    NOW.plus_days(5)
}

/// So many places; the first person comes with a friend.
fn with_friend(capacity: u32) -> (Seats, SeatState) {
    let mut seats = Seats::new(FREELY, &[capacity]);
    let state = seats.join_with_friend(id(1), YOUTH, at(1), until(), NOW).expect("there is such a class");
    (seats, state)
}

#[test]
fn the_place_that_is_kept_is_the_friend_s_and_nobody_else_s() {
    let (mut seats, state) = with_friend(2);
    assert_eq!((state, seats.free(YOUTH)), (SeatState::Confirmed, 0));
    assert_eq!(seats.join(id(2), YOUTH, at(2), NOW), Ok(SeatState::Waiting));
    assert_eq!(seats.refill(NOW, Some(until())), [], "nobody is asked for it");
    assert_eq!(seats.bring(id(1), id(1), at(3), NOW), Err(SeatRefusal::TooLate), "not oneself");
    assert_eq!(seats.bring(id(2), id(1), at(3), NOW), Err(SeatRefusal::NoPair), "who waits passes nobody by");
    assert_eq!(seats.bring(id(3), id(1), at(3), NOW), Ok(SeatState::Confirmed));
    assert_eq!(seats.bring(id(4), id(1), at(4), NOW), Err(SeatRefusal::NothingToAccept), "once");
    assert_eq!(seats.get(id(1)).and_then(|seat| seat.buddy), None, "who both come need not be known as two");
}

#[test]
fn a_kept_place_goes_on_to_the_line_with_a_no_with_time_or_with_who_asked() {
    type Ends = fn(&mut Seats);
    let ends: [Ends; 3] = [
        |seats| seats.ask_no_more(id(1)).expect("somebody is asked"),
        |seats| assert_eq!(seats.lapse_friends(until()), [id(1)]),
        |seats| assert_eq!(seats.leave(id(1), NOW, starts()), Ok(End::Cancelled { late: false })),
    ];
    for end in ends {
        let (mut seats, _) = with_friend(2);
        seats.join(id(2), YOUTH, at(2), NOW).expect("there is such a class");
        end(&mut seats);
        assert_eq!(seats.refill(NOW, Some(until())), [Filled::Offered(id(2))]);
        assert!(seats.bring(id(3), id(1), at(3), NOW).is_err(), "the link is over");
        assert_eq!(seats.lapse_friends(until()), [], "said once");
    }
}

#[test]
fn with_one_place_left_both_wait_and_the_place_is_kept_for_half_a_day() {
    let (mut seats, state) = with_friend(1);
    assert_eq!(state, SeatState::Waiting);
    assert_eq!(seats.join(id(2), YOUTH, at(2), NOW), Ok(SeatState::Waiting), "not past who waits");
    assert_eq!(seats.refill(NOW, Some(until())), []);
    let later = NOW.plus_hours(PAIR_WAITS_HOURS);
    let mut both = seats.clone();
    assert_eq!(seats.refill(later, Some(until())), [Filled::Parted(id(1), None), Filled::Offered(id(1))]);
    assert_eq!(seats.accept(id(1), later), Ok(SeatState::Confirmed));
    assert!(seats.bring(id(3), id(1), at(3), later).is_err(), "who came alone came alone");
    // With two places both are there for them.
    both.resize(YOUTH, 2).expect("there is such a class");
    assert_eq!(both.refill(later, Some(until())), [Filled::Offered(id(1))]);
    assert_eq!(both.free(YOUTH), 0, "and one is kept");
    assert_eq!(both.bring(id(3), id(1), at(3), later), Ok(SeatState::Offered { until: until() }));
    assert_eq!(both.accept(id(3), later), Ok(SeatState::Confirmed));
    assert_eq!(both.leave(id(1), later, starts()), Ok(End::Declined));
    assert_eq!(both.take_alone(), [id(3)], "who stays hears of it");
    assert_eq!(both.take_alone(), [], "once");
}

#[test]
fn a_friend_who_waits_already_is_waited_with_behind_those_between() {
    let mut seats = Seats::new(FREELY, &[1]);
    for number in 1..=4 {
        seats.join(id(number), YOUTH, at(number.into()), NOW).expect("there is such a class");
    }
    assert_eq!(seats.ask_along(id(2), until(), NOW), Ok(()));
    assert_eq!(seats.ask_along(id(2), until(), NOW), Err(SeatRefusal::NoPair), "one at a time");
    assert_eq!(seats.ask_along(id(1), until(), NOW), Err(SeatRefusal::NoPair), "there is no second place");
    assert_eq!(seats.bring(id(4), id(2), at(5), NOW), Ok(SeatState::Waiting));
    assert_eq!([3, 2, 4].map(|number| seats.place_in_line(id(number))), [Some(1), Some(2), Some(3)]);
    assert_eq!(seats.leave(id(4), NOW, starts()), Ok(End::Left));
    assert_eq!(seats.take_alone(), [id(2)]);
}

#[test]
fn nobody_is_asked_along_when_it_is_about_to_begin() {
    for (hours, expected) in [(48, Some(24)), (26, Some(24)), (10, Some(8)), (2, None), (1, None)] {
        let until = friend_until(NOW, NOW.plus_hours(hours));
        assert_eq!(until, expected.map(|hours| NOW.plus_hours(hours)), "{hours} hours before");
    }
}
