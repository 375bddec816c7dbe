//! A text's way to the shelf and off it again, step by step, and the steps that it refuses.

use super::*;
use crate::domain::limits::TEXT_DRAFT_DAYS;

const OWNER: StaffId = StaffId([1; 16]);
const READER: StaffId = StaffId([2; 16]);
const COORDINATOR: StaffId = StaffId([3; 16]);
/// A Monday.
const TODAY: Day = Day(20_794);

fn finished(kind: TextKind) -> TeamText {
    let mut text = TeamText::new(kind, OWNER, "genk".to_owned(), TODAY, TODAY);
    for language in Language::ALL {
        for part in Piece::ALL {
            text.write(language, part, "📱 woord".to_owned(), OWNER, TODAY);
        }
    }
    if kind == TextKind::Library {
        text.choose_topic("phone".to_owned(), OWNER, TODAY);
        text.name_sources(vec!["https://awel.be".to_owned()], OWNER, TODAY);
    }
    text
}

fn waiting() -> TeamText {
    let mut text = finished(TextKind::Library);
    assert_eq!(text.submit(Months::Six, TODAY), Ok(()));
    text
}

fn live() -> TeamText {
    let mut text = waiting();
    assert_eq!(text.approve(READER, text.version, TODAY), Ok(()));
    assert!(text.is_live());
    text
}

fn day(plus: i32) -> Day {
    Day(TODAY.0 + plus)
}

#[test]
fn an_unfinished_text_goes_to_no_reader() {
    let mut text = TeamText::new(TextKind::Library, OWNER, "genk".to_owned(), TODAY, TODAY);
    assert_eq!(text.lacking().len(), 8);
    assert_eq!(text.submit(Months::Six, TODAY), Err(TextRefusal::Unfinished));
    assert_eq!(finished(TextKind::Library).lacking(), []);
    // A text of the desk's own stands under no topic and has no title.
    let canned = TeamText::new(TextKind::Canned, OWNER, "genk".to_owned(), TODAY, TODAY);
    assert_eq!(canned.lacking().len(), 4);
    assert_eq!(finished(TextKind::Canned).lacking(), []);
    let mut without = finished(TextKind::Library);
    without.nl = Words::default();
    assert_eq!(without.submit(Months::Six, TODAY), Err(TextRefusal::Unfinished), "both languages, or none");
}

#[test]
fn neither_its_owner_nor_who_changed_it_last_is_the_second_reader() {
    let mut text = waiting();
    assert_eq!(text.approve(OWNER, text.version, TODAY), Err(TextRefusal::OwnText));
    text.write(Language::Fr, Piece::Title, "autre".to_owned(), COORDINATOR, TODAY);
    assert_eq!(text.submit(Months::Six, TODAY), Ok(()));
    assert_eq!(text.approve(COORDINATOR, text.version, TODAY), Err(TextRefusal::OwnText));
    assert_eq!(text.approve(READER, text.version, TODAY), Ok(()));
}

#[test]
fn a_change_after_the_reading_voids_it() {
    let mut text = waiting();
    let shown = text.version;
    text.write(Language::Nl, Piece::Body, "anders".to_owned(), OWNER, TODAY);
    assert_eq!(text.submit(Months::Six, TODAY), Ok(()));
    assert_eq!(text.approve(READER, shown, TODAY), Err(TextRefusal::Changed));
    let mut text = live();
    text.write(Language::Nl, Piece::Body, "anders".to_owned(), OWNER, TODAY);
    assert_eq!(text.stage, TextStage::Writing, "and takes it off the shelf");
}

#[test]
fn a_yes_holds_for_the_months_that_were_shown() {
    let mut text = waiting();
    let shown = text.version;
    assert_eq!(text.send_back(READER, shown, "nog eens".to_owned(), TODAY), Ok(()));
    assert_eq!(text.submit(Months::Twelve, TODAY), Ok(()));
    assert_eq!(text.approve(COORDINATOR, shown, TODAY), Err(TextRefusal::Changed), "six were shown");
    assert_eq!(text.approve(COORDINATOR, text.version, TODAY), Ok(()));
    assert_eq!(text.stage, TextStage::Live { until: day(365), longer: false });
}

#[test]
fn it_is_approved_once() {
    let mut text = live();
    assert_eq!(text.approve(READER, text.version, TODAY), Err(TextRefusal::NotNow));
    assert_eq!(text.send_back(READER, text.version, "nee".to_owned(), TODAY), Err(TextRefusal::NotNow));
}

#[test]
fn it_is_shown_from_a_monday_at_least_fourteen_days_after_the_answer() {
    for plus in 0..7 {
        let first = first_day(day(plus));
        assert!((14..21).contains(&(first.0 - TODAY.0 - plus)), "{plus}");
        assert_eq!((first.0 - TODAY.0) % 7, 0, "a Monday");
    }
    assert_eq!(first_day(TODAY), day(14));
    let mut text = TeamText { not_before: day(7), ..waiting() };
    assert_eq!(text.approve(READER, text.version, TODAY), Ok(()));
    assert_eq!(text.stage, TextStage::Approved);
    assert_eq!(text.next_due(), day(7).start());
    assert!(!text.go_live(day(6)));
    assert!(text.go_live(day(7)));
    assert_eq!(text.stage, TextStage::Live { until: day(7 + 182), longer: false }, "its time counts from then on");
}

#[test]
fn it_is_good_for_a_year_at_most_and_longer_only_after_another_reading() {
    assert_eq!(Months::ALL.map(Months::days), [91, 182, 365]);
    let mut text = live();
    let TextStage::Live { until, .. } = text.stage else { panic!("it is live") };
    assert_eq!(until, day(182));
    assert_eq!(text.ask_longer(Months::Twelve, OWNER), Ok(()));
    assert_eq!(text.stage, TextStage::Live { until, longer: true }, "nobody has read it yet");
    assert_eq!(text.approve(OWNER, text.version, day(100)), Err(TextRefusal::OwnText));
    assert_eq!(text.approve(READER, text.version, day(100)), Ok(()));
    assert_eq!(text.stage, TextStage::Live { until: day(465), longer: false });
    assert_eq!(text.ask_longer(Months::Twelve, COORDINATOR), Ok(()));
    assert_eq!(
        text.approve(COORDINATOR, text.version, day(100)),
        Err(TextRefusal::OwnText),
        "who asks does not answer"
    );
    let refused = text.send_back(READER, text.version, "te oud".to_owned(), day(100));
    assert_eq!((refused, text.stage), (Ok(()), TextStage::Live { until: day(465), longer: false }), "until its day");
}

#[test]
fn the_clock_reminds_then_withdraws_then_forgets() {
    let mut text = live();
    assert_eq!(text.next_due(), day(182 - 21).start());
    text.reminded = true;
    assert_eq!(text.next_due(), day(182).start());
    assert!(text.is_good_on(day(181)) && !text.is_good_on(day(182)), "whether the clock has come by or not");
    assert_eq!(text.withdraw(day(182)), Ok(()));
    assert_eq!(text.next_due(), day(182).start().plus_days(TEXT_DRAFT_DAYS));
    assert_eq!(text.withdraw(day(182)), Err(TextRefusal::NotNow));
}

#[test]
fn what_was_dated_ahead_counts_from_today() {
    let mut text = live();
    text.put_dates_right(day(-400));
    assert_eq!(text.stage, TextStage::Live { until: day(-35), longer: false });
    assert_eq!((text.touched, text.not_before), (day(-400), first_day(day(-400))));
    let mut right = live();
    right.put_dates_right(day(3));
    assert!(right.stage == live().stage && right.touched == TODAY, "the control");
}

#[test]
fn sources_beyond_the_maximum_are_left_out() {
    let mut text = finished(TextKind::Library);
    text.name_sources((0..9).map(|number| format!("https://awel.be/{number}")).collect(), OWNER, TODAY);
    assert_eq!(text.sources.len(), TEXT_SOURCES_MAX);
}
