//! A text while it is written: what is there, what is lacking, what looks like somebody's; and its way to a reader.
//!
//! Never true of this file: something is cut out of a text without a word (what looks like a person's is only pointed
//! out); an unfinished text goes to a reader.

use super::{button, canned, draft_in_hand, hand_in, number, refusal, reply};
use crate::content::utf16_units;
use crate::dialogue::action::TextAct;
use crate::dialogue::desk::{answer, expect, police, tell};
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth::rights::topic_in_words;
use crate::domain::roles::Staff;
use crate::domain::team_text::{Lacking, Months, Piece, TeamText, TextKind, TextRefusal, VARIABLES};
use crate::domain::{Language, TextId, dates};
use crate::messenger::{Arg, Msg, Screen};

/// The live message of a draft.
pub(super) fn overview(turn: &Turn, member: &Staff, id: TextId, text: &TeamText) -> Screen {
    let head = match text.kind {
        TextKind::Library => Msg::new("texts-editor").with("day", Arg::On(text.not_before)),
        TextKind::Canned => Msg::new("texts-editor-canned").with("variables", Arg::Text(VARIABLES.join(" · "))),
    };
    let mut screen = Screen::new(head).quote(progress(turn, member, text));
    if let Some(comment) = &text.comment {
        screen = screen.say("texts-comment").quote(comment.clone());
    }
    if let Some(kinds) = looks_like_somebody(turn, member.language, text) {
        screen = screen.say(Msg::new("texts-masks").with("kinds", Arg::Text(kinds)));
    }
    if is_officers(turn, text) {
        screen = screen.say("police-copied");
    }
    screen = screen.row(vec![
        button("texts-do-nl", TextAct::Words(id, Language::Nl)),
        button("texts-do-fr", TextAct::Words(id, Language::Fr)),
    ]);
    if text.kind == TextKind::Library {
        screen = screen.row(vec![
            button("texts-do-topic", TextAct::Topics(id, 0)),
            button("texts-do-sources", TextAct::Sources(id, 0)),
        ]);
    }
    screen.row(vec![button("texts-do-submit", TextAct::AskMonths(id)), button("texts-do-drop", TextAct::AskDrop(id))])
}

/// A line for each language with the lengths, and one for topic and sources.
fn progress(turn: &Turn, member: &Staff, text: &TeamText) -> String {
    let locale = &turn.house.locale;
    let mut lines: Vec<String> = Vec::new();
    for language in Language::ALL {
        let count = |part: Piece| {
            let units = utf16_units(text.words(language).get(part));
            let mark = if units == 0 { "▫️" } else { "✔️" };
            Arg::Text(format!("{mark} {units}/{}", part.units_max()))
        };
        let language = Arg::Msg(crate::dialogue::desk::card::language_name(language));
        let msg = match text.kind {
            TextKind::Library => Msg::new("texts-progress").with("title", count(Piece::Title)),
            TextKind::Canned => Msg::new("texts-progress-canned"),
        };
        let msg = msg.with("language", language).with("label", count(Piece::Label)).with("body", count(Piece::Body));
        lines.push(locale.text(member.language, &msg));
    }
    if text.kind == TextKind::Library {
        let topic = topic_in_words(&turn.house.content, text.topic.as_deref());
        let topic = topic.unwrap_or_else(|| Arg::Text("▫️".to_owned()));
        let msg = Msg::new("texts-progress-about").with("topic", topic).with("sources", number(text.sources.len()));
        lines.push(locale.text(member.language, &msg));
    }
    lines.join("\n")
}

/// What in the words looks like a number, an address, a name or a day of somebody's. It is only pointed out: a help line
/// is a number too.
pub(super) fn looks_like_somebody(turn: &Turn, language: Language, text: &TeamText) -> Option<String> {
    let all = canned::without_variables(&all_words(text));
    let mut kinds: Vec<String> = answer::masked_kinds(turn, language, &all).into_iter().collect();
    let named = |id: &'static str| turn.house.locale.text(language, &Msg::new(id));
    if let Some(names) = turn.house.mask_names.get(&language) {
        let hints = !turn.house.redactor.redact(&all, names).hints.is_empty();
        kinds.extend(hints.then(|| named("texts-looks-like-name")));
    }
    kinds.extend(dates::names_a_day(&all).then(|| named("texts-looks-like-day")));
    (!kinds.is_empty()).then(|| kinds.join(", "))
}

/// Is a part of it what an officer wrote, word for word? Then it goes to nobody.
pub(super) fn is_officers(turn: &Turn, text: &TeamText) -> bool {
    police::is_theirs(turn, &all_words(text))
}

fn all_words(text: &TeamText) -> String {
    let texts = Language::ALL.into_iter().flat_map(|language| {
        let words = text.words(language);
        [&words.title, &words.label, &words.body]
    });
    texts.map(String::as_str).collect::<Vec<&str>>().join("\n")
}

/// The words in one language, whole, and what of them is to be typed.
pub(super) fn words(turn: &mut Turn, id: TextId, language: Language) -> Done {
    let Some((staff, _, _, text)) = draft_in_hand(turn, id)? else { return Ok(()) };
    expect(turn, staff, None)?;
    let screen = words_screen(id, &text, language);
    reply(turn, staff, screen)
}

pub(super) fn words_screen(id: TextId, text: &TeamText, language: Language) -> Screen {
    let head = Msg::new("texts-words").with("language", Arg::Msg(crate::dialogue::desk::card::language_name(language)));
    let mut screen = Screen::new(head);
    let mut buttons = Vec::new();
    for part in text.kind.pieces() {
        let words = text.words(language).get(*part);
        if !words.is_empty() {
            screen = screen.quote(words);
        }
        let label = match part {
            Piece::Title => "texts-do-title",
            Piece::Label => "texts-do-label",
            Piece::Body => "texts-do-body",
        };
        buttons.push(button(label, TextAct::Type(id, language, *part)));
    }
    buttons.push(button("desk-do-back", TextAct::Open(id)));
    screen = screen.pairs(buttons);
    screen
}

/// For how long is it good? Only for what is finished.
pub(super) fn ask_months(turn: &mut Turn, id: TextId) -> Done {
    let Some((staff, member, _, text)) = draft_in_hand(turn, id)? else { return Ok(()) };
    let lacking = lacking(turn, &text);
    if !lacking.is_empty() {
        let what: Vec<String> =
            lacking.into_iter().map(|one| turn.house.locale.text(member.language, &lacks(one))).collect();
        return tell(turn, Msg::new("texts-lacking").with("what", Arg::Text(what.join(", "))));
    }
    if is_officers(turn, &text) {
        return tell(turn, "police-copied");
    }
    let screen = months(Screen::new("texts-months"), id, TextAct::Submit);
    reply(turn, staff, screen)
}

pub(super) fn months(screen: Screen, id: TextId, act: fn(TextId, Months) -> TextAct) -> Screen {
    let choice = |months: Months| {
        let label = Msg::new("texts-do-months").with("months", Arg::Number(months.number()));
        button(label, act(id, months))
    };
    screen.row(Months::ALL.map(choice).to_vec()).row(vec![button("desk-do-back", TextAct::Open(id))])
}

/// What is lacking before it may go to a reader. A topic that has left the content is none.
fn lacking(turn: &Turn, text: &TeamText) -> Vec<Lacking> {
    let mut lacking = text.lacking();
    let is_gone = text.topic.as_deref().is_some_and(|topic| !turn.house.content.has_topic(topic));
    lacking.extend(is_gone.then_some(Lacking::Topic));
    lacking
}

fn lacks(what: Lacking) -> Msg {
    match what {
        Lacking::Words(language, part) => {
            let id = match part {
                Piece::Title => "texts-lacks-title",
                Piece::Label => "texts-lacks-label",
                Piece::Body => "texts-lacks-body",
            };
            Msg::new(id).with("language", Arg::Text(language.code().to_uppercase()))
        }
        Lacking::Topic => Msg::new("texts-lacks-topic"),
        Lacking::Source => Msg::new("texts-lacks-source"),
    }
}

pub(super) fn submit(turn: &mut Turn, id: TextId, months: Months, tag: [u8; 16]) -> Done {
    let Some((staff, _, grant, mut text)) = draft_in_hand(turn, id)? else { return Ok(()) };
    if !lacking(turn, &text).is_empty() {
        return tell(turn, refusal(TextRefusal::Unfinished));
    }
    if let Err(why) = text.submit(months, turn.now.day()) {
        return tell(turn, refusal(why));
    }
    hand_in(turn, &grant, staff, (id, text), tag)
}
