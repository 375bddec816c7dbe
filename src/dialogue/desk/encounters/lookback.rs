//! What young people made of the project's encounters, by the week: counts, and never small ones.
//!
//! Never true of this file: fewer than five answers are shown, or a week that is not over; anybody of another project sees
//! them.

use super::{over, say};
use crate::dialogue::action::{DeskAct, RoomAct};
use crate::dialogue::desk::{allowed, button};
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth::meet;
use crate::domain::Day;
use crate::domain::encounter::review::{Answers, Question, is_closed};
use crate::domain::limits::REVIEW_SHOWN_FROM;
use crate::domain::roles::Capability;
use crate::messenger::{Arg, Msg, Screen};

/// `/terugblik`: the newest week, at the first card.
pub fn open(turn: &mut Turn) -> Done {
    week(turn, 0, 0)
}

/// A week, the newest is 0, and a question of it.
pub fn week(turn: &mut Turn, place: u8, question: u8) -> Done {
    let Some((staff, member, _)) = allowed(turn, Capability::PlanEncounter)? else { return Ok(()) };
    let today = turn.now.day();
    let all =
        turn.store.reviews()?.into_iter().filter(|(of, _)| of.project == member.project && is_closed(of.monday, today));
    let mut weeks: Vec<(Day, Answers)> = all.map(|(of, answers)| (of.monday, answers)).collect();
    weeks.sort_by_key(|(monday, _)| std::cmp::Reverse(*monday));
    let at = usize::from(place) % weeks.len().max(1);
    let Some((monday, answers)) = weeks.get(at) else {
        let screen = Screen::new("lookback-none").row(vec![button("desk-home", DeskAct::ShowDesk)]);
        let over = over(turn, staff);
        return say(turn, staff, over, screen);
    };
    let number = usize::from(question) % Question::ALL.len();
    let asked = Question::ALL.get(number).copied().unwrap_or(Question::Facts);
    let mut screen = Screen::new(Msg::new("lookback-week").with("monday", Arg::On(*monday))).say(meet::asked(asked));
    screen = match answers.shown(asked) {
        Some(counts) => {
            let locale = &turn.house.locale;
            let line = |(label, count): (&&'static str, u32)| {
                format!("{} · {count}", locale.text(member.language, &Msg::new(label)))
            };
            let lines: Vec<String> = meet::answers(asked).iter().zip(counts).map(line).collect();
            screen.quote(lines.join("\n"))
        }
        None => screen.say(Msg::new("lookback-few").with("min", Arg::Number(REVIEW_SHOWN_FROM.into()))),
    };
    let next = u8::try_from((number + 1) % Question::ALL.len()).unwrap_or_default();
    let mut buttons = vec![button("lookback-next", DeskAct::Room(RoomAct::Week(place, next)))];
    if weeks.len() > 1 {
        let before = u8::try_from((at + 1) % weeks.len()).unwrap_or_default();
        buttons.push(button("lookback-before", DeskAct::Room(RoomAct::Week(before, 0))));
    }
    let over = over(turn, staff);
    say(turn, staff, over, screen.row(buttons).row(vec![button("desk-home", DeskAct::ShowDesk)]))
}
