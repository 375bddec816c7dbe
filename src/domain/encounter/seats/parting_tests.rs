//! Two who are asked to part, as a table of what each answer does.

use super::*;
use crate::domain::encounter::{End, Filled, Standing, Terms, Turn};
use crate::domain::limits::{FRIEND_HOURS, PAIR_WAITS_HOURS};

const FREELY: Terms = Terms { by_lot: false, codes_first: false, consent: false };
const NOW: Moment = Moment(1_796_601_600_000);
const YOUTH: u8 = 0;

fn id(number: u8) -> SeatId {
    SeatId([number; 16])
}

fn at(order: u64) -> Turn {
    Turn { standing: Standing::Ordinary, order }
}

fn later() -> Moment {
    NOW.plus_hours(PAIR_WAITS_HOURS)
}

fn until() -> Option<Moment> {
    Some(later().plus_hours(12))
}

fn starts() -> Moment {
    NOW.plus_days(9)
}

/// One and two have the two places; three and four wait as a pair; five and six wait behind them. One has given theirs back,
/// and three is asked to come alone.
fn asked() -> Seats {
    let mut seats = Seats::new(FREELY, &[2]);
    for number in 1..=6 {
        seats.join(id(number), YOUTH, at(number.into()), NOW).expect("there is such a class");
    }
    seats.pair(id(3), id(4)).expect("both wait");
    seats.leave(id(1), NOW, starts()).expect("they had a place");
    assert_eq!(seats.refill(NOW, until()), []);
    assert_eq!(seats.refill(later(), until()), [Filled::Parted(id(3), Some(id(4))), Filled::Offered(id(3))]);
    assert!(seats.get(id(3)).is_some_and(Seat::is_asked_to_part));
    seats
}

fn places(seats: &Seats) -> Vec<Option<usize>> {
    (3..=6).map(|number| seats.place_in_line(id(number))).collect()
}

#[test]
fn who_does_not_want_to_be_parted_keeps_the_turn_and_holds_nobody_up() {
    let mut seats = asked();
    assert_eq!(seats.wait_together(id(4), later()), Err(SeatRefusal::NothingToAccept), "they were not asked");
    assert_eq!(seats.wait_together(id(3), later()), Ok(()));
    assert_eq!(seats.wait_together(id(3), later()), Err(SeatRefusal::NothingToAccept), "once");
    assert_eq!(places(&seats), [Some(1), Some(2), Some(3), Some(4)]);
    assert_eq!(seats.refill(later(), until()), [Filled::Offered(id(5))], "a single place goes to who is next");
    assert_eq!(seats.refill(later().plus_hours(12), until()), [], "and they are not asked again");
    // Two free places are theirs before anybody's.
    seats.leave(id(5), later(), starts()).expect("they were asked");
    seats.leave(id(2), later(), starts()).expect("they had a place");
    assert_eq!(seats.refill(later(), until()), [Filled::Offered(id(3)), Filled::Offered(id(4))]);
    assert!(!seats.get(id(3)).is_some_and(Seat::is_asked_to_part), "both are asked");
    assert_eq!([3, 4].map(|number| seats.accept(id(number), later())), [Ok(SeatState::Confirmed); 2]);
    assert_eq!(seats.get(id(3)).and_then(|seat| seat.buddy), None);
}

#[test]
fn with_none_but_pairs_in_line_a_single_place_is_free_for_who_comes() {
    let mut seats = asked();
    seats.wait_together(id(3), later()).expect("they were asked");
    for number in [5, 6] {
        seats.leave(id(number), later(), starts()).expect("they waited");
    }
    assert_eq!(seats.refill(later(), until()), []);
    assert_eq!(seats.join(id(7), YOUTH, at(7), later()), Ok(SeatState::Confirmed));
    assert_eq!(seats.join(id(8), YOUTH, at(8), later()), Ok(SeatState::Waiting));
}

#[test]
fn a_yes_parts_them_and_the_other_waits_on_alone() {
    let mut seats = asked();
    assert_eq!(seats.accept(id(3), later()), Ok(SeatState::Confirmed));
    assert_eq!(seats.wait_together(id(3), later()), Err(SeatRefusal::NothingToAccept));
    assert_eq!(seats.get(id(4)).map(|seat| (seat.buddy, seat.two)), Some((None, Two::Keep)));
    assert_eq!(seats.take_alone(), [], "nobody left anybody");
    seats.leave(id(2), later(), starts()).expect("they had a place");
    assert_eq!(seats.refill(later(), until()), [Filled::Offered(id(4))]);
}

#[test]
fn silence_and_leaving_cost_the_turn_of_one_and_not_of_the_other() {
    let ends: [fn(&mut Seats); 2] = [
        |seats| assert_eq!(seats.lapse(until().expect("a window")), [(id(3), End::OfferLapsed)]),
        |seats| assert_eq!(seats.leave(id(3), later(), starts()), Ok(End::Declined)),
    ];
    for end in ends {
        let mut seats = asked();
        end(&mut seats);
        assert_eq!(seats.take_alone(), [id(4)], "they hear of it");
        assert_eq!(seats.refill(later(), until()), [Filled::Offered(id(4))]);
    }
    let mut late = asked();
    assert_eq!(late.wait_together(id(3), until().expect("a window")), Err(SeatRefusal::TooLate));
}

#[test]
fn when_the_other_leaves_or_gets_a_place_too_it_is_an_offer_like_any() {
    let mut alone = asked();
    alone.leave(id(4), later(), starts()).expect("they waited");
    assert!(!alone.get(id(3)).is_some_and(Seat::is_asked_to_part));
    assert_eq!(alone.wait_together(id(3), later()), Err(SeatRefusal::NothingToAccept));
    let mut both = asked();
    both.leave(id(2), later(), starts()).expect("they had a place");
    assert_eq!(both.refill(later(), until()), [Filled::Offered(id(4))], "one more, and they come together");
    assert_eq!(both.wait_together(id(3), later()), Err(SeatRefusal::NothingToAccept));
    assert_eq!(both.accept(id(3), later()), Ok(SeatState::Confirmed));
    assert_eq!(both.accept(id(4), later()), Ok(SeatState::Confirmed));
}

#[test]
fn who_still_waits_for_a_friend_s_yes_may_wait_on_and_the_link_stays_good() {
    let asked = || {
        let mut seats = Seats::new(FREELY, &[1]);
        let until_friend = NOW.plus_hours(FRIEND_HOURS);
        seats.join_with_friend(id(1), YOUTH, at(1), until_friend, NOW).expect("there is such a class");
        seats.join(id(2), YOUTH, at(2), NOW).expect("there is such a class");
        seats.refill(NOW, until());
        assert_eq!(seats.refill(later(), until()), [Filled::Parted(id(1), None), Filled::Offered(id(1))]);
        assert_eq!(seats.free(YOUTH), 0);
        seats
    };
    let mut before = asked();
    assert_eq!(before.bring(id(3), id(1), at(3), later()), Ok(SeatState::Waiting), "a yes while the other is asked");
    assert_eq!(before.wait_together(id(1), later()), Ok(()));
    assert_eq!(before.place_in_line(id(2)), Some(1), "the pair stands where its later one stood");
    let mut after = asked();
    assert_eq!(after.wait_together(id(1), later()), Ok(()));
    assert_eq!(after.refill(later(), until()), [Filled::Offered(id(2))]);
    assert_eq!(after.bring(id(3), id(1), at(3), later()), Ok(SeatState::Waiting));
    assert!([1, 3].iter().all(|number| after.get(id(*number)).is_some_and(Seat::waits_for_two)));
    let mut late = asked();
    late.wait_together(id(1), later()).expect("they were asked");
    late.leave(id(2), later(), starts()).expect("they waited");
    assert_eq!(late.refill(later(), until()), []);
    assert_eq!(late.lapse_friends(NOW.plus_hours(FRIEND_HOURS)), [id(1)]);
    assert_eq!(late.refill(later(), until()), [Filled::Offered(id(1))], "without a friend they are one");
}
