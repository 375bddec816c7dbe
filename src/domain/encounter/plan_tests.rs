//! Planning, publishing and forgetting, as a table of moments.

use super::*;

const NOW: Moment = Moment(1_796_634_000_000);

fn whole() -> Encounter {
    Encounter {
        kind: Some(Kind::Meeting),
        title_nl: "Samen voetballen".to_owned(),
        title_fr: "Foot ensemble".to_owned(),
        starts: Some(NOW.plus_days(5)),
        minutes: Some(150),
        area: Some("aalst".to_owned()),
        venue: "Molenstraat 1".to_owned(),
        places: Some(Places { youths: 8, officers: 4, trainees: 0, least_youths: 4, least_officers: 2 }),
        ages: Some((14, 20)),
        spoken: Some(Spoken::Both),
        access_said: true,
        dress: Some(Dress::Plain),
        no_checks: true,
        consent: Some(false),
        ..Encounter::new("lejo".to_owned(), StaffId([1; 16]), NOW.day())
    }
}

#[test]
fn each_step_is_asked_for_until_it_is_done_and_nothing_unfinished_is_published() {
    type TakeAway = fn(&mut Encounter);
    let lacking: [(Step, TakeAway); 14] = [
        (Step::Kind, |it| it.kind = None),
        (Step::Titles, |it| it.title_nl.clear()),
        (Step::Titles, |it| it.title_fr.clear()),
        (Step::When, |it| it.starts = None),
        (Step::When, |it| it.minutes = None),
        (Step::Where, |it| it.area = None),
        (Step::Where, |it| it.venue.clear()),
        (Step::Places, |it| it.places = None),
        (Step::People, |it| it.ages = None),
        (Step::People, |it| it.spoken = None),
        (Step::Access, |it| it.access_said = false),
        (Step::Officers, |it| it.dress = None),
        (Step::Officers, |it| it.no_checks = false),
        (Step::Consent, |it| it.consent = None),
    ];
    for (step, take_away) in lacking {
        let mut encounter = whole();
        take_away(&mut encounter);
        assert_eq!(encounter.next_step(), Some(step));
        assert!(!encounter.publish(NOW, |starts| starts) && encounter.stage == Stage::Planned, "{step:?}");
    }
    assert_eq!(Encounter::new(String::new(), StaffId([1; 16]), NOW.day()).next_step(), Some(Step::Kind));
    let mut encounter = whole();
    assert!(encounter.next_step().is_none() && encounter.publish(NOW, |starts| starts) && encounter.is_published());
    assert!(!encounter.publish(NOW, |starts| starts), "once");
}

#[test]
fn what_has_begun_is_neither_published_nor_cancelled() {
    let starts = NOW.plus_days(5);
    assert!(!whole().publish(starts, |starts| starts));
    let mut encounter = whole();
    encounter.publish(NOW, |starts| starts);
    assert!(encounter.takes_people(starts.plus_ms(-1)) && !encounter.takes_people(starts));
    assert!(!encounter.clone().cancel(starts));
    assert!(encounter.cancel(starts.plus_ms(-1)) && !encounter.takes_people(NOW));
    assert!(!encounter.cancel(NOW), "once");
}

#[test]
fn the_address_is_shown_from_a_day_before_until_two_hours_after() {
    let mut encounter = whole();
    let (starts, ends) = encounter.span().expect("planned");
    assert!(!encounter.shows_address(starts), "not of what is only planned");
    encounter.publish(NOW, |starts| starts);
    for (at, shown) in [
        (starts.plus_hours(-24).plus_ms(-1), false),
        (starts.plus_hours(-24), true),
        (ends.plus_hours(2).plus_ms(-1), true),
        (ends.plus_hours(2), false),
    ] {
        assert_eq!(encounter.shows_address(at), shown);
    }
    encounter.cancel(NOW);
    assert!(!encounter.shows_address(starts));
}

#[test]
fn nothing_of_it_is_left_48_hours_later() {
    let mut encounter = whole();
    let (_, ends) = encounter.span().expect("planned");
    assert_eq!(encounter.forgotten_at(), NOW.day().start().plus_days(90));
    encounter.publish(NOW, |starts| starts);
    assert_eq!(encounter.forgotten_at(), ends.plus_hours(48));
    encounter.cancel(NOW.plus_hours(1));
    assert_eq!(encounter.forgotten_at(), NOW.plus_hours(49));
}
