//! Codes of youth workers, as a table of what each does to the order.

use super::*;
use crate::domain::encounter::{Filled, Terms, YOUTHS};
use crate::domain::limits::FRIEND_HOURS;

const NOW: Moment = Moment(1_796_601_600_000);
const CODES_FIRST: Terms = Terms { by_lot: true, codes_first: true, consent: false };

fn id(number: u8) -> SeatId {
    SeatId([number; 16])
}

fn at(standing: Standing, order: u64) -> Turn {
    Turn { standing, order }
}

/// Three have asked without a code, for so many places.
fn asked(capacity: u32) -> Seats {
    let mut seats = Seats::new(CODES_FIRST, &[capacity]);
    for number in 1..=3 {
        let state = seats.join(id(number), YOUTHS, at(Standing::Ordinary, number.into()), NOW);
        assert_eq!(state, Ok(SeatState::Requested), "until places are given");
    }
    seats
}

fn by_code(seats: &mut Seats, number: u8) -> SeatState {
    let order = seats.next_order();
    seats.join(id(number), YOUTHS, at(Standing::Referred, order), NOW).expect("there is such a class")
}

fn give(seats: &mut Seats) -> Vec<Filled> {
    let orders = seats.clone();
    seats.draw(|seat| orders.get(seat).map_or(u64::MAX, |seat| seat.turn.order), NOW)
}

#[test]
fn with_a_code_one_has_a_place_at_once_and_the_rest_goes_in_the_order_of_asking() {
    let mut seats = asked(2);
    assert_eq!(by_code(&mut seats, 9), SeatState::Confirmed);
    assert_eq!(give(&mut seats), [Filled::Placed(id(1))]);
    assert_eq!((seats.place_in_line(id(2)), seats.place_in_line(id(3))), (Some(1), Some(2)));
    // From now on a code goes before those who wait without one, and behind those who have one.
    assert_eq!(by_code(&mut seats, 8), SeatState::Waiting);
    assert_eq!(by_code(&mut seats, 7), SeatState::Waiting);
    let places: Vec<_> = [8, 7, 2, 3].map(|number| seats.place_in_line(id(number))).into_iter().flatten().collect();
    assert_eq!(places, [1, 2, 3, 4]);
}

#[test]
fn more_codes_than_places_wait_in_their_order_and_before_the_others() {
    let mut seats = asked(1);
    assert_eq!([8, 9].map(|number| by_code(&mut seats, number)), [SeatState::Confirmed, SeatState::Waiting]);
    assert_eq!(give(&mut seats), []);
    assert_eq!(seats.place_in_line(id(9)), Some(1));
}

#[test]
fn who_asked_before_and_has_a_code_now_goes_before_who_has_none_and_passes_nobody_with_one() {
    let mut seats = asked(2);
    assert_eq!(by_code(&mut seats, 9), SeatState::Confirmed);
    let order = seats.next_order();
    assert_eq!(seats.refer(id(3), order, NOW), Ok(SeatState::Confirmed));
    assert_eq!(seats.refer(id(3), order + 1, NOW), Err(SeatRefusal::NothingToAccept), "they have a place");
    assert_eq!(seats.refer(id(2), order + 1, NOW), Ok(SeatState::Waiting));
    assert_eq!(seats.refer(id(2), order + 2, NOW), Err(SeatRefusal::NothingToAccept), "once");
    assert_eq!(seats.refer(id(50), order + 2, NOW), Err(SeatRefusal::Gone));
    assert_eq!(by_code(&mut seats, 8), SeatState::Waiting);
    assert_eq!((seats.place_in_line(id(2)), seats.place_in_line(id(8))), (Some(1), Some(2)));
}

#[test]
fn two_who_come_together_are_two_people_and_stay_together() {
    let mut seats = asked(2);
    seats.pair(id(1), id(3)).expect("both wait");
    assert_eq!((seats.people(id(3)), seats.people(id(2))), (2, 1));
    let order = seats.next_order();
    assert_eq!(seats.refer(id(3), order, NOW), Ok(SeatState::Confirmed));
    assert!([1, 3].iter().all(|one| seats.get(id(*one)).is_some_and(|seat| seat.state == SeatState::Confirmed)));
    assert_eq!(seats.people(id(1)), 1, "who has a place needs nobody any more");
}

#[test]
fn a_friend_without_a_code_does_not_come_in_beside_one_before_places_are_given() {
    let mut seats = asked(3);
    by_code(&mut seats, 9);
    let until = NOW.plus_hours(FRIEND_HOURS);
    assert_eq!(
        seats.ask_along(id(9), until, NOW),
        Err(SeatRefusal::NoPair),
        "a place that is kept for those who asked"
    );
    let mut full = asked(1);
    by_code(&mut full, 8);
    by_code(&mut full, 9);
    assert_eq!(full.ask_along(id(9), until, NOW), Err(SeatRefusal::NoPair), "nor before them in line");
    assert_eq!(
        full.ask_along(id(1), until, NOW),
        Ok(()),
        "the control: who waits for the moment may ask a friend along"
    );
}

#[test]
fn a_code_shown_while_a_friend_is_awaited_counts_for_the_friend() {
    for (capacity, state) in [(2, SeatState::Confirmed), (0, SeatState::Waiting)] {
        let mut seats = Seats::new(CODES_FIRST, &[capacity]);
        let until = NOW.plus_hours(FRIEND_HOURS);
        let asked = seats.join_with_friend(id(1), YOUTHS, at(Standing::Ordinary, 1), until, NOW);
        assert_eq!(asked, Ok(SeatState::Requested));
        assert_eq!(seats.refer(id(1), 2, NOW), Ok(state), "two places, or in line for two");
        assert_eq!(seats.bring(id(2), id(1), at(Standing::Ordinary, 3), NOW), Ok(state));
        assert_eq!(seats.get(id(2)).map(|seat| seat.turn.standing), Some(Standing::Referred));
    }
}
