//! Help now: at once, from content, in every state of the talk.
//!
//! Never true of this file: a number is shown that nobody has checked; help waits for a choice, a language or a
//! network; it promises that somebody here can come or locate anybody.

use super::super::action::{Menu, Press};
use super::super::house::House;
use super::super::turn::{Done, Turn};
use super::{first as first_contact, home, menu};
use crate::content::{HelpCategory, Level};
use crate::domain::Language;
use crate::messenger::screen::Label;
use crate::messenger::{Arg, Button, Msg, Screen, Target};

/// Languages that a line may be spoken in besides ours, by their codes of ISO 639-1; another one is not named.
const NAMED: [(&str, &str); 7] = [
    ("ar", "help-language-ar"),
    ("de", "help-language-de"),
    ("en", "help-language-en"),
    ("es", "help-language-es"),
    ("pl", "help-language-pl"),
    ("ro", "help-language-ro"),
    ("tr", "help-language-tr"),
];

const CATEGORIES: [(Menu, HelpCategory); 5] = [
    (Menu::HelpListen, HelpCategory::Listen),
    (Menu::HelpViolence, HelpCategory::Violence),
    (Menu::HelpLegal, HelpCategory::Legal),
    (Menu::HelpComplaint, HelpCategory::Complaint),
    (Menu::HelpPractical, HelpCategory::Practical),
];

/// The first help screen: acute lines, then what else there is.
pub(super) fn open(turn: &mut Turn) -> Done {
    let screen = first(turn, "help-now")?;
    let over = turn.pressed;
    turn.reply_with_help(over, screen)
}

/// A text points at danger: the same help, as a new message and before anything else.
pub(super) fn danger(turn: &mut Turn, level: Level) -> Done {
    before_all(turn, level, "help-danger")
}

/// The same beside a search: nothing lies ready to be sent, but it can become a question.
pub(super) fn danger_while_searching(turn: &mut Turn, level: Level) -> Done {
    before_all(turn, level, "help-danger-search")
}

/// `likely` promises that a question would be read first: only for what will be, and to whoever can send one now.
fn before_all(turn: &mut Turn, level: Level, likely: &'static str) -> Done {
    let words = match level {
        Level::Perhaps => "help-danger-perhaps",
        Level::Likely | Level::Certain if turn.ban().is_some() => "help-danger-shut",
        Level::Likely | Level::Certain => likely,
    };
    let screen = first(turn, words)?;
    turn.reply_with_help(None, screen)
}

/// The acute lines in both languages, for when nobody's language can be looked up.
pub(in crate::dialogue) fn bare(house: &House, words: &'static str) -> Screen {
    Screen::default().say_in_all(words).quote(acute(house, Language::Nl)).quote(acute(house, Language::Fr))
}

/// Words with the acute lines under them, for a youth worker who helps somebody: in the worker's language.
pub(in crate::dialogue) fn beside(house: &House, words: impl Into<Msg>) -> Screen {
    Screen::new(words).content(acute(house, Language::Nl), acute(house, Language::Fr))
}

fn first(turn: &mut Turn, words: &'static str) -> Result<Screen, crate::store::StoreError> {
    let Some(_) = turn.language()? else {
        // No language yet: everything in both, and the choice of one, so that this is no dead end.
        let choice = first_contact::choice(turn)?;
        return Ok(bare(turn.house, words).row(choice));
    };
    let (nl, fr) = (acute(turn.house, Language::Nl), acute(turn.house, Language::Fr));
    let mut screen = Screen::new(words).content(nl, fr);
    let mut row = Vec::new();
    for (target, category) in CATEGORIES {
        row.push(category_button(turn, target, category));
        if row.len() == 2 {
            screen = screen.row(std::mem::take(&mut row));
        }
    }
    row.push(home::button());
    Ok(screen.row(row))
}

/// The lines of one category.
pub(super) fn category(turn: &mut Turn, asked: Menu) -> Done {
    let Some((_, category)) = CATEGORIES.into_iter().find(|(target, _)| *target == asked) else { return open(turn) };
    let (nl, fr) = (lines(turn, category, Language::Nl), lines(turn, category, Language::Fr));
    let screen = Screen::default()
        .content(label(turn, category, Language::Nl), label(turn, category, Language::Fr))
        .content(nl, fr)
        .row(vec![menu("help-back", Menu::Help), home::button()]);
    let over = turn.pressed;
    turn.reply_with_help(over, screen)
}

fn acute(house: &House, language: Language) -> String {
    let lines = house.content.acute_lines(language);
    let rows = lines.iter().map(|line| {
        let number = line.number().unwrap_or_default();
        row(house, language, line.name.get(language), number)
    });
    rows.collect::<Vec<_>>().join("\n")
}

fn lines(turn: &Turn, category: HelpCategory, language: Language) -> String {
    let lines = turn.house.content.help_lines_in(language, category);
    let rows = lines.iter().map(|line| {
        let mut reach: Vec<String> = Vec::new();
        reach.extend(line.number().map(str::to_owned));
        reach.extend(line.host());
        reach.extend(line.hours.as_ref().map(|hours| hours.get(language).to_owned()));
        reach.extend(others_spoken(turn.house, language, &line.languages));
        let reached = row(turn.house, language, line.name.get(language), &reach.join(" · "));
        format!("{reached}\n{}", line.for_what.get(language))
    });
    rows.collect::<Vec<_>>().join("\n\n")
}

/// What is spoken there besides our languages, each by its own name: whoever needs it knows that one.
fn others_spoken(house: &House, language: Language, codes: &[String]) -> Option<String> {
    let spoken = NAMED.into_iter().filter(|(code, _)| codes.iter().any(|spoken| spoken == code));
    let names: Vec<String> = spoken.map(|(_, name)| house.locale.text(language, &Msg::new(name))).collect();
    let said = Msg::new("help-also-in").with("languages", Arg::Text(names.join(", ")));
    (!names.is_empty()).then(|| house.locale.text(language, &said))
}

/// A name and how to reach it, with the colon of the language.
fn row(house: &House, language: Language, name: &str, reach: &str) -> String {
    let msg = Msg::new("help-line").with("name", Arg::Text(name.to_owned())).with("reach", Arg::Text(reach.to_owned()));
    house.locale.text(language, &msg)
}

fn category_button(turn: &Turn, target: Menu, category: HelpCategory) -> Button {
    let label = Label::Both { nl: label(turn, category, Language::Nl), fr: label(turn, category, Language::Fr) };
    Button { label, target: Target::Menu(Press::Menu(target).encode()) }
}

fn label(turn: &Turn, category: HelpCategory, language: Language) -> String {
    turn.house.content.help_category_label(category, language).to_owned()
}
