//! Figures: of a project for its coordinator, of members for themselves.
//!
//! Never true of this file: a number of people stands here that `suppress` did not let through, or a month that is not over;
//! members are compared, or anybody but they see their own; somebody sees those of another project. What is shown singles
//! nobody out, so looking at it leaves no entry in the log.

use super::{allowed, button, home, over};
use crate::dialogue::action::DeskAct;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::figures::{Book, Figure, FigureOf, Span, Whose};
use crate::domain::roles::{Capability, Staff, authorize};
use crate::domain::suppress::{self, Told};
use crate::domain::{Day, Language, StaffId};
use crate::messenger::{Arg, Msg, Screen};
use std::ops::Range;

/// What a figure is called, with what its parts are called.
type Line = (Figure, &'static str, &'static [&'static str]);

/// Of a project and of the pool. The second of what was answered has the same total, so it stands below it.
const OF_QUESTIONS: [Line; 4] = [
    (Figure::Asked, "figures-asked", &["figures-nl", "figures-fr"]),
    (Figure::Answered, "figures-answered", &["figures-in-time", "figures-later"]),
    (Figure::About, "", &["figures-danger", "figures-rights", "figures-life", "figures-police", "figures-other"]),
    (Figure::Rated, "figures-rated", &["figures-helps", "figures-not-really", "figures-unclear"]),
];
const OF_CARDS: Line = (Figure::Deflected, "figures-deflected", &[]);
const OF_PLACES: Line = (Figure::Present, "figures-present", &[]);

/// `/cijfers`: the newest month of the own project, with the way to their own; of whoever decides nothing, their own.
pub fn open(turn: &mut Turn, member: &Staff) -> Done {
    if authorize(member, Capability::SeeFigures).is_ok() {
        return of_project(turn, Span::Month, 0, false);
    }
    own(turn)
}

/// A span of the own project or of the shared pool, so many before the newest.
pub fn of_project(turn: &mut Turn, span: Span, back: u8, shared: bool) -> Done {
    let Some((staff, member, _grant)) = allowed(turn, Capability::SeeFigures)? else { return Ok(()) };
    let whose = if shared { Whose::Shared } else { Whose::Project(member.project.clone()) };
    let today = turn.now.day();
    let book = turn.store.book_of(&whose, today)?;
    let spans = book.spans(span, today);
    let at = usize::from(back).min(spans.len().saturating_sub(1));
    let screen = match spans.iter().rev().nth(at) {
        None => Screen::new(Msg::new("figures-none").with("name", name(turn, &member, shared))),
        Some(months) => {
            let period = Arg::Text(period(turn, member.language, span, months));
            let title = Msg::new("figures-title").with("name", name(turn, &member, shared)).with("period", period);
            let least = Arg::Number(turn.house.settings.figures_from.into());
            let lines = lines(turn, member.language, &book, months, shared);
            Screen::new(title).quote(lines.join("\n")).say(Msg::new("figures-why").with("least", least))
        }
    };
    let to = |at: usize| DeskAct::Figures(span, u8::try_from(at).unwrap_or(u8::MAX), shared);
    let mut turns = Vec::new();
    if at + 1 < spans.len() {
        turns.push(button("figures-do-before", to(at + 1)));
    }
    match at {
        0 => turns.push(button("figures-do-mine", DeskAct::OwnFigures)),
        _ => turns.push(button("figures-do-after", to(at - 1))),
    }
    let others = [Span::Month, Span::Quarter, Span::Year].into_iter();
    let others = others.filter(|other| *other != span && !book.spans(*other, today).is_empty());
    let others = others.map(|other| button(label(other), DeskAct::Figures(other, 0, shared))).collect();
    let whose = if shared { "figures-do-own" } else { "figures-do-shared" };
    let last = vec![button(whose, DeskAct::Figures(span, 0, !shared)), button("desk-home", DeskAct::ShowDesk)];
    let rows = [turns, others, last].into_iter().filter(|row: &Vec<_>| !row.is_empty());
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, rows.fold(screen, Screen::row), None, false)
}

fn name(turn: &Turn, member: &Staff, shared: bool) -> Arg {
    if shared { Arg::Msg("figures-shared") } else { home::project(turn, member) }
}

fn label(span: Span) -> &'static str {
    match span {
        Span::Month => "figures-do-month",
        Span::Quarter => "figures-do-quarter",
        Span::Year => "figures-do-year",
    }
}

fn period(turn: &Turn, language: Language, span: Span, months: &Range<i32>) -> String {
    let year = || Arg::Text((1970 + months.start.div_euclid(12)).to_string());
    let said = match span {
        Span::Month => Msg::new("figures-month").with("month", Arg::Month(Day::first_of(months.start))),
        Span::Quarter => {
            let number = Arg::Number((months.start.rem_euclid(12) / 3 + 1).into());
            Msg::new("figures-quarter").with("number", number).with("year", year())
        }
        Span::Year => Msg::new("figures-year").with("year", year()),
    };
    turn.house.locale.text(language, &said)
}

fn lines(turn: &Turn, language: Language, book: &Book, months: &Range<i32>, shared: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for (figure, title, parts) in OF_QUESTIONS.into_iter().chain([if shared { OF_CARDS } else { OF_PLACES }]) {
        if figure == Figure::Present {
            let count = |at: usize| {
                Arg::Number(book.sum(Figure::Encounters, months.clone()).get(at).copied().unwrap_or(0).into())
            };
            let held = Msg::new("figures-encounters").with("held", count(0)).with("cancelled", count(1));
            lines.push(turn.house.locale.text(language, &held));
        }
        let told = book.tell(figure, months.clone());
        if !title.is_empty() {
            let count = Arg::Text(count(turn, language, told.total));
            lines.push(turn.house.locale.text(language, &Msg::new(title).with("count", count)));
        }
        lines.extend(split(turn, language, &told, parts));
    }
    lines
}

/// How a total falls apart; nothing where nothing is known of that.
fn split(turn: &Turn, language: Language, told: &Told, names: &[&'static str]) -> Option<String> {
    let says_nothing = |part: &suppress::Span| part.least == 0 && part.most >= told.total.most;
    if told.parts.iter().all(says_nothing) {
        return None;
    }
    let locale = &turn.house.locale;
    let part = |(name, part): (&&'static str, &suppress::Span)| {
        format!("{} {}", locale.text(language, &Msg::new(name)), count(turn, language, *part))
    };
    let parts: Vec<String> = names.iter().zip(&told.parts).map(part).collect();
    (!parts.is_empty()).then(|| format!("   {}", parts.join(" · ")))
}

fn count(turn: &Turn, language: Language, span: suppress::Span) -> String {
    let number = |count: u32| Arg::Number(count.into());
    let said = match span {
        span if span.is_exact() => return span.least.to_string(),
        suppress::Span { least: 0, most } => Msg::new("figures-below").with("count", number(most.saturating_add(1))),
        suppress::Span { least, most } => {
            Msg::new("figures-between").with("least", number(least)).with("most", number(most))
        }
    };
    turn.house.locale.text(language, &said)
}

/// A member's own, for themselves: what they did is theirs to know to the last one, what became of it only where it is
/// that of many.
pub fn own(turn: &mut Turn) -> Done {
    let Some((staff, member, _grant)) = allowed(turn, Capability::WriteDraft)? else { return Ok(()) };
    let (whose, today) = (Whose::Member(staff), turn.now.day());
    let book = turn.store.book_of(&whose, today)?;
    let mut lines = Vec::new();
    if authorize(&member, Capability::Send).is_ok() {
        lines.push(done(turn, staff, &member, &book, Figure::Sent, "figures-own-sent"));
    }
    // Beside the project's it would tell, by what is left, whom the others helped.
    let reads_all = authorize(&member, Capability::SeeFigures).is_ok();
    if authorize(&member, Capability::Send).is_ok() && !reads_all {
        let helped = Arg::Text(count(turn, member.language, book.tell_all(Figure::Helped, today)));
        lines.push(turn.house.locale.text(member.language, &Msg::new("figures-own-helped").with("count", helped)));
    }
    lines.push(done(turn, staff, &member, &book, Figure::Drafted, "figures-own-drafted"));
    let least = Arg::Number(turn.house.settings.figures_from.into());
    let screen = Screen::new("figures-own").quote(lines.join("\n"));
    let home = button("desk-home", DeskAct::ShowDesk);
    let screen = match reads_all {
        true => screen
            .say("figures-own-beside")
            .row(vec![button("figures-do-own", DeskAct::Figures(Span::Month, 0, false)), home]),
        false => screen.say(Msg::new("figures-own-why").with("least", least)).row(vec![home]),
    };
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen, None, false)
}

/// This month, with what the night has still to write down, and before.
fn done(turn: &Turn, staff: StaffId, member: &Staff, book: &Book, figure: Figure, line: &'static str) -> String {
    let month = turn.now.day().month();
    let sum = |parts: &[u32]| parts.iter().map(|count| i64::from(*count)).sum::<i64>();
    let since = turn.memory.figures_of(&FigureOf { month, whose: Whose::Member(staff) });
    let now = sum(&book.sum(figure, month..month + 1)) + sum(since.parts(figure));
    let said = Msg::new(line)
        .with("now", Arg::Number(now))
        .with("before", Arg::Number(sum(&book.sum(figure, i32::MIN..month))));
    turn.house.locale.text(member.language, &said)
}
