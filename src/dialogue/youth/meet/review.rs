//! Looking back, once, for who was there: one card a screen, each with a joker.
//!
//! Never true of this file: what somebody answered is written beside anything of theirs; a card is counted twice; whoever
//! answers nothing is asked again.

use super::super::super::action::{Meet, Menu, ReviewVerb};
use super::super::super::turn::{Done, Turn};
use super::super::{home, menu, over};
use super::button;
use crate::domain::SeatId;
use crate::domain::encounter::SeatState;
use crate::domain::encounter::review::{Question, ReviewOf, monday};
use crate::messenger::{Button, Msg, Screen};
use crate::store::tables::SeatRecords;

/// The invitation, under which nothing has to be answered.
pub(in crate::dialogue) fn invitation(seat: SeatId) -> Screen {
    Screen::new("review-start").row(vec![
        button("review-do-start", Meet::Review(seat, ReviewVerb::Start)),
        button("review-do-not", Meet::Review(seat, ReviewVerb::Stop)),
    ])
}

/// `next` of a seat's record: 0 is not asked, 1 the first question, one more than the last is done.
fn at(next: u8) -> Option<Question> {
    Question::ALL.get(usize::from(next.checked_sub(1)?)).copied()
}

pub(super) fn pressed(turn: &mut Turn, seat: SeatId, verb: ReviewVerb) -> Done {
    let is_own = turn.own_seats().iter().any(|(own, _)| *own == seat);
    let record = if is_own { turn.store.get::<SeatRecords>(&seat)? } else { None };
    let asked = record.filter(|record| record.seat.state == SeatState::Attended && record.review > 0);
    let Some(mut record) = asked else { return over(turn) };
    let Some(question) = at(record.review) else { return thanks(turn) };
    match verb {
        ReviewVerb::Start => {
            if let Some(who) = turn.who {
                turn.memory.review_is_begun(who.conversation);
            }
            return ask(turn, seat, question);
        }
        ReviewVerb::Stop => {
            record.review = u8::try_from(Question::ALL.len() + 1).unwrap_or(u8::MAX);
            turn.store.update::<SeatRecords>(&seat, &record)?;
            return turn.reply(Screen::new("review-not-now").row(vec![home::button()]));
        }
        ReviewVerb::Answer(number, answer) => {
            if number != record.review {
                // A card of before: it is counted, or was left out.
                return ask(turn, seat, question);
            }
            let encounter = turn.store.index.encounters.get(record.encounter);
            let of = encounter.and_then(|encounter| {
                Some(ReviewOf { monday: monday(encounter.starts?.day()), project: encounter.project.clone() })
            });
            if let (Some(of), Some(answer)) = (of, answer) {
                turn.memory.count_review(of, question, answer);
            }
            record.review += 1;
        }
    }
    turn.store.update::<SeatRecords>(&seat, &record)?;
    match at(record.review) {
        Some(next) => ask(turn, seat, next),
        None => thanks(turn),
    }
}

fn ask(turn: &mut Turn, seat: SeatId, question: Question) -> Done {
    let number = u8::try_from(question as usize + 1).unwrap_or(u8::MAX);
    let answer = |answer| Meet::Review(seat, ReviewVerb::Answer(number, answer));
    let mut buttons: Vec<Button> =
        (0..).zip(answers(question)).map(|(place, label)| button(*label, answer(Some(place)))).collect();
    buttons.push(button("review-joker", answer(None)));
    let mut screen = Screen::new(asked(question));
    screen = screen.pairs(buttons);
    turn.reply(screen)
}

/// Whoever has more to say says it where somebody answers: a sentence here would be read ten days later at the earliest, by
/// whoever sat in the same small room, and nobody could come back to it.
fn thanks(turn: &mut Turn) -> Done {
    turn.reply(Screen::new("review-thanks").row(vec![menu("home-ask", Menu::Ask), home::button()]))
}

/// A question in words.
pub(in crate::dialogue) fn asked(question: Question) -> Msg {
    Msg::new(match question {
        Question::Facts => "review-facts",
        Question::Feelings => "review-feelings",
        Question::Findings => "review-findings",
        Question::Futures => "review-futures",
        Question::Voice => "review-voice",
        Question::Listened => "review-listened",
        Question::Respect => "review-respect",
    })
}

/// Its answers, in the order in which they are counted.
pub(in crate::dialogue) fn answers(question: Question) -> &'static [&'static str] {
    match question {
        Question::Facts => &["review-talking", "review-doing", "review-explaining", "review-tension", "review-other"],
        Question::Feelings => &["review-glad", "review-calm", "review-tense", "review-angry", "review-afraid"],
        Question::Findings => &["review-new", "review-nothing-new"],
        Question::Futures => &["review-again", "review-promise", "review-worker", "review-nothing"],
        Question::Voice | Question::Listened | Question::Respect => {
            &["review-1", "review-2", "review-3", "review-4", "review-5"]
        }
    }
}
