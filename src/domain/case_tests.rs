//! A case's life, step by step, and the steps it refuses.

use super::*;
use crate::domain::limits::URGENT_READER_MINUTES;

const MILA: StaffId = StaffId([1; 16]);
const NOOR: StaffId = StaffId([2; 16]);
const NOW: Moment = Moment(500);
const LATER: Moment = Moment(1_000);
const TODAY: Day = Day(20_000);

fn case() -> Case {
    Case { entries: 1, ..Case::new(Code::parse("K7Q4MN").expect("a code"), Language::Nl, TODAY, 7, LATER) }
}

#[test]
fn one_moderator_holds_a_case() {
    let mut case = case();
    assert_eq!(case.claim(MILA, NOW, LATER), Ok(()));
    assert_eq!(case.claim(NOOR, NOW, LATER), Err(Refusal::HeldByOther));
    assert_eq!(case.claim(MILA, NOW, LATER), Ok(()), "a holder renews");
}

#[test]
fn a_draft_is_sent_once_and_only_as_it_was_previewed() {
    let mut case = case();
    case.claim(MILA, NOW, LATER).expect("free");
    let old = case.write("a".to_owned(), MILA, Reply::Answer);
    let new = case.write("b".to_owned(), MILA, Reply::Answer);
    assert_eq!(case.send(MILA, old, true, TODAY).err(), Some(Refusal::Changed));
    assert_eq!(case.send(NOOR, new, true, TODAY).err(), Some(Refusal::HeldByOther));
    assert_eq!(case.send(MILA, new, true, TODAY).map(|draft| draft.text), Ok("b".to_owned()));
    assert_eq!(case.send(MILA, new, true, TODAY).err(), Some(Refusal::AlreadySent));
}

#[test]
fn an_addition_blocks_sending_until_it_is_read() {
    let mut case = case();
    case.claim(MILA, NOW, LATER).expect("free");
    let version = case.write("a".to_owned(), MILA, Reply::Answer);
    case.add(TODAY).expect("room");
    assert_eq!(case.send(MILA, version, true, TODAY).err(), Some(Refusal::UnreadAddition));
    case.unread = false;
    assert_eq!(case.send(MILA, version, true, TODAY).err(), Some(Refusal::Changed), "its card may still be under way");
    let shown_with_it = case.draft.as_ref().map(|draft| draft.version).expect("it stays");
    assert!(case.send(MILA, shown_with_it, true, TODAY).is_ok());
}

#[test]
fn a_released_case_keeps_its_draft_and_goes_to_the_front() {
    let (mut first, mut second) = (case(), case());
    second.arrival_no = 8;
    second.claim(MILA, NOW, LATER).expect("free");
    second.write("a".to_owned(), MILA, Reply::Answer);
    second.release();
    assert!(second.place() < first.place());
    assert!(second.draft.is_some());
    first.urgent = true;
    assert!(first.place() < second.place(), "urgent comes before all");
}

#[test]
fn a_lease_that_ran_out_is_said_so() {
    let mut case = case();
    case.claim(MILA, NOW, LATER).expect("free");
    case.release();
    assert_eq!(case.held_by(MILA), Err(Refusal::LeaseOver));
}

#[test]
fn a_closed_case_reopens_until_its_link_is_severed() {
    let mut case = case();
    case.close(TODAY, Closing::Helped);
    assert_eq!(case.add(TODAY), Ok(()));
    assert!(case.is_open());
    case.close(TODAY, Closing::Helped);
    case.severed = true;
    assert_eq!(case.add(TODAY), Err(Refusal::Closed));
}

#[test]
fn a_question_that_is_open_again_has_its_three_weeks_again() {
    let retention = Retention::default();
    let mut case = case();
    assert_eq!(case.next_due(&retention), TODAY.start().plus_days(21));
    case.close(Day(TODAY.0 + 20), Closing::Silence);
    case.add(Day(TODAY.0 + 26)).expect("its link is alive");
    assert_eq!(case.next_due(&retention), TODAY.start().plus_days(26 + 21));
}

#[test]
fn link_and_text_are_forgotten_in_this_order() {
    let retention = Retention::default();
    let mut case = case();
    case.close(TODAY, Closing::Helped);
    assert_eq!(case.next_due(&retention), TODAY.start().plus_days(7));
    case.severed = true;
    assert_eq!(case.next_due(&retention), TODAY.start().plus_days(30));
}

#[test]
fn a_preview_of_an_earlier_round_cannot_send_the_draft_of_this_one() {
    let mut case = case();
    case.claim(MILA, NOW, LATER).expect("free");
    let first = case.write("Ja.".to_owned(), MILA, Reply::Answer);
    let second = case.write("Nee.".to_owned(), MILA, Reply::Answer);
    case.send(MILA, second, true, TODAY).expect("held and previewed");
    case.entries += 1;
    case.add(TODAY).expect("there is room");
    case.entries += 1;
    case.claim(MILA, NOW, LATER).expect("free again");
    case.unread = false;
    let third = case.write("Toch wel.".to_owned(), MILA, Reply::Answer);
    for stale in [first, second] {
        assert!(matches!(case.send(MILA, stale, true, TODAY), Err(Refusal::Changed)));
    }
    assert!(case.send(MILA, third, true, TODAY).is_ok());
}

#[test]
fn what_was_dated_ahead_counts_from_today_and_nothing_else_changes() {
    let (tomorrow, holder, why) = (Day(TODAY.0 + 1), MILA, Closing::Helped);
    for stage in [
        Stage::WaitingForAsker { holder, since: tomorrow },
        Stage::Sent { holder, since: tomorrow },
        Stage::Closed { since: tomorrow, why },
    ] {
        let mut case = Case { opened: tomorrow, asked: tomorrow, stage, ..case() };
        let other = Case { stage: stage.not_later(TODAY, LATER), ..self::case() };
        case.put_dates_right(TODAY, LATER);
        assert_eq!((case.opened, case.asked, case.stage), (TODAY, TODAY, other.stage));
        assert_eq!(case.next_due(&Retention::default()), other.next_due(&Retention::default()));
        assert_ne!(case.stage, stage);
        case.put_dates_right(tomorrow, LATER);
        assert_eq!((case.opened, case.asked, case.stage), (TODAY, TODAY, other.stage), "what is past stays");
    }
    let mut held =
        Case { stage: Stage::Claimed { holder, since: LATER.plus_days(30), until: LATER.plus_days(30) }, ..case() };
    held.put_dates_right(TODAY, LATER);
    assert_eq!(held.stage, Stage::Claimed { holder, since: LATER, until: LATER });
}

#[test]
fn looking_at_it_holds_a_case_for_an_hour_and_a_text_for_another() {
    const LEASE_MS: i64 = 20 * 60_000;
    let until = |case: &Case| match case.stage {
        Stage::Claimed { until, .. } => until,
        Stage::Waiting | Stage::WaitingForAsker { .. } | Stage::Sent { .. } | Stage::Closed { .. } => {
            panic!("not held")
        }
    };
    let mut case = case();
    case.claim(MILA, NOW, NOW.plus_ms(LEASE_MS)).expect("free");
    for minute in 0..120 {
        let now = NOW.plus_minutes(minute);
        case.renew(MILA, now.plus_ms(LEASE_MS)).expect("held");
        case.claim(MILA, now, now.plus_ms(LEASE_MS)).expect("its own");
    }
    let end = NOW.plus_ms(HOLD_WITHOUT_TEXT_MS);
    assert_eq!(until(&case), end);
    assert_eq!(case.renew(NOOR, end.plus_ms(LEASE_MS)), Err(Refusal::HeldByOther));
    case.worked(MILA, end, end.plus_ms(LEASE_MS)).expect("held");
    case.renew(MILA, end.plus_ms(2 * LEASE_MS)).expect("held");
    assert_eq!(until(&case), end.plus_ms(2 * LEASE_MS));
    case.renew(MILA, end.plus_ms(LEASE_MS)).expect("held");
    assert_eq!(until(&case), end.plus_ms(2 * LEASE_MS), "a press never shortens it");
    // A lease that the operator made longer than that is not cut short.
    case.release();
    case.claim(NOOR, NOW, NOW.plus_ms(3 * HOLD_WITHOUT_TEXT_MS)).expect("free");
    case.renew(NOOR, NOW.plus_ms(LEASE_MS)).expect("held");
    assert_eq!(until(&case), NOW.plus_ms(3 * HOLD_WITHOUT_TEXT_MS));
}

#[test]
fn a_question_is_taken_up_only_after_a_yes_and_once_nobody_can_be_reached_about_it() {
    let until = Moment(1_000);
    let mut case = case();
    case.close(Day(10), Closing::Helped);
    case.severed = true;
    assert_eq!(case.take_up(MILA, until), Err(Refusal::Closed), "nobody was asked");
    case.sharing = Sharing::Yes;
    case.severed = false;
    assert_eq!(case.take_up(MILA, until), Err(Refusal::Closed), "it can still be taken back");
    case.severed = true;
    assert_eq!(case.take_up(MILA, until), Ok(()));
    assert_eq!(case.take_up(NOOR, until), Err(Refusal::HeldByOther), "by one at a time");
    assert!(case.is_with(MILA) && !case.is_with(NOOR));
    assert_eq!(case.next_due(&Retention::default()), until);
    let mut silent = Case { sharing: Sharing::Yes, severed: true, ..case.clone() };
    silent.close(Day(10), Closing::Silence);
    assert!(!silent.may_be_taken_up(), "the yes was said about an answer that helped");
}

#[test]
fn a_yes_is_about_one_answer() {
    let mut case = case();
    case.close(Day(10), Closing::Helped);
    case.sharing = Sharing::Yes;
    case.add(Day(11)).expect("its link stands");
    assert_eq!(case.sharing, Sharing::NotAsked);
}

#[test]
fn who_wrote_an_answer_that_two_must_read_cannot_send_it_and_who_read_it_can() {
    let mut case = case();
    case.claim(MILA, NOW, LATER).expect("free");
    let version = case.write("a".to_owned(), MILA, Reply::Answer);
    assert_eq!(case.send(MILA, version, false, TODAY).err(), Some(Refusal::NeedsReader));
    assert_eq!(case.ask_second(MILA, version + 1, NOW), Err(Refusal::Changed));
    case.ask_second(MILA, version, NOW).expect("held");
    assert_eq!((case.to_read(), case.stage), (Some(MILA), Stage::Waiting));
    case.claim(NOOR, NOW, LATER).expect("free again");
    assert_eq!(case.to_read(), None, "somebody reads it");
    assert!(case.send(NOOR, version, false, TODAY).is_ok());
}

#[test]
fn a_second_reader_who_edits_needs_another_one() {
    let mut case = case();
    case.claim(MILA, NOW, LATER).expect("free");
    let version = case.write("a".to_owned(), MILA, Reply::Answer);
    case.ask_second(MILA, version, NOW).expect("held");
    case.claim(NOOR, NOW, LATER).expect("free again");
    let newer = case.write("b".to_owned(), NOOR, Reply::Answer);
    assert_eq!(case.send(NOOR, version, false, TODAY).err(), Some(Refusal::Changed));
    assert_eq!(case.send(NOOR, newer, false, TODAY).err(), Some(Refusal::NeedsReader));
}

#[test]
fn what_comes_back_from_its_reader_is_its_author_s_with_the_comment_until_it_is_written_anew() {
    let mut case = case();
    case.claim(MILA, NOW, LATER).expect("free");
    let version = case.write("a".to_owned(), MILA, Reply::Answer);
    assert!(case.send_back(MILA, "no".to_owned(), NOW, LATER).is_err(), "nobody sends back their own");
    case.ask_second(MILA, version, NOW).expect("held");
    case.claim(NOOR, NOW, LATER).expect("free again");
    assert_eq!(case.send_back(NOOR, "which article?".to_owned(), NOW, LATER), Ok(MILA));
    let comment = |case: &Case| case.draft.as_ref().and_then(|draft| draft.comment.clone());
    assert_eq!((case.holder(), comment(&case).as_deref()), (Some(MILA), Some("which article?")));
    assert_eq!(case.send(MILA, version, false, TODAY).err(), Some(Refusal::NeedsReader), "it was not approved");
    case.write("b".to_owned(), MILA, Reply::Answer);
    assert_eq!(comment(&case), None);
}

#[test]
fn an_urgent_answer_may_go_alone_when_nobody_came_for_ten_minutes() {
    let mut case = Case { urgent: true, ..case() };
    case.claim(MILA, NOW, LATER).expect("free");
    let version = case.write("a".to_owned(), MILA, Reply::Answer);
    case.ask_second(MILA, version, NOW).expect("held");
    let at = NOW.plus_minutes(URGENT_READER_MINUTES);
    assert_eq!(case.next_due(&Retention::default()), at, "the clock comes back for it");
    assert!(!case.waited_for_reader(at.plus_ms(-1)) && case.waited_for_reader(at));
    case.urgent = false;
    assert!(!case.waited_for_reader(at));
}

#[test]
fn an_author_who_takes_it_back_at_once_has_waited_for_nobody() {
    let mut case = Case { urgent: true, ..case() };
    case.claim(MILA, NOW, LATER).expect("free");
    let version = case.write("a".to_owned(), MILA, Reply::Answer);
    case.ask_second(MILA, version, NOW).expect("held");
    case.claim(MILA, NOW, LATER).expect("back in the queue");
    let at = NOW.plus_minutes(URGENT_READER_MINUTES);
    assert!(!case.waited_for_reader(at), "no colleague could have taken it");
    case.ask_second(MILA, version, at).expect("held again");
    assert!(!case.waited_for_reader(at) && case.waited_for_reader(at.plus_minutes(URGENT_READER_MINUTES)));
}
