//! What is typed for a text: its words, a source, what a reader has against it. It leaves the chat as it is taken in, and
//! the text stays in its one message.
//!
//! Never true of this file: what is too long is cut, or lost, without a word.

use super::{button, canned, draft_in_hand, gone, keep, put, reading, refusal, reply, sources, tell_owners};
use crate::content::utf16_units;
use crate::dialogue::action::TextAct;
use crate::dialogue::desk::{allowed, card, expect, tell};
use crate::dialogue::turn::{Done, Turn};
use crate::domain::audit::Act;
use crate::domain::limits::{TEXT_BYTES_PER_UNIT, TEXT_COMMENT_UNITS_MAX, TEXT_SOURCE_UNITS_MAX};
use crate::domain::redact::is_hidden;
use crate::domain::roles::{AwaitedText, Awaiting, Capability};
use crate::domain::team_text::{Lacking, Piece, TeamText, TextKind, VARIABLES};
use crate::domain::{Language, StaffId, TextId};
use crate::messenger::{Arg, MessageRef, Msg, Screen};
use crate::store::tables::TeamTexts;

/// The next text is this part of the words.
pub(super) fn ask_for_words(turn: &mut Turn, id: TextId, language: Language, part: Piece) -> Done {
    let Some((staff, _, _, text)) = draft_in_hand(turn, id)? else { return Ok(()) };
    let Some(over) = turn.pressed else { return Ok(()) };
    ask_at(turn, staff, id, &text, (language, part), over)
}

fn ask_at(
    turn: &mut Turn,
    staff: StaffId,
    id: TextId,
    text: &TeamText,
    (language, part): (Language, Piece),
    over: MessageRef,
) -> Done {
    let what = AwaitedText::Words(language, part);
    expect(turn, staff, Some(Awaiting::Text { id, what, screen: over.0 }))?;
    let prompt = match part {
        Piece::Title => "texts-type-title",
        Piece::Label => "texts-type-label",
        Piece::Body => "texts-type-body",
    };
    let prompt = Msg::new(prompt)
        .with("language", Arg::Msg(card::language_name(language)))
        .with("max", super::number(part.units_max()));
    let mut screen = Screen::new(prompt);
    let known = text.words(language).get(part);
    if !known.is_empty() {
        screen = screen.quote(known);
    }
    let screen = screen.row(vec![button("desk-do-back", TextAct::Words(id, language))]);
    turn.to_staff_over(staff, Some(over), screen, None, false)
}

pub(super) fn ask_for_source(turn: &mut Turn, id: TextId) -> Done {
    let Some((staff, ..)) = draft_in_hand(turn, id)? else { return Ok(()) };
    let Some(over) = turn.pressed else { return Ok(()) };
    expect(turn, staff, Some(Awaiting::Text { id, what: AwaitedText::Source, screen: over.0 }))?;
    reply(turn, staff, Screen::new("texts-type-source").row(vec![button("desk-do-back", TextAct::Sources(id, 0))]))
}

/// Why does this version go back?
pub(super) fn ask_for_comment(turn: &mut Turn, id: TextId, version: u32) -> Done {
    let Some((staff, _, _grant)) = allowed(turn, Capability::SecondRead)? else { return Ok(()) };
    let Some(text) = turn.store.get::<TeamTexts>(&id)? else { return gone(turn) };
    if let Err(why) = reading::read_by(turn, &text, staff, version) {
        return tell(turn, refusal(why));
    }
    let Some(over) = turn.pressed else { return Ok(()) };
    let what = AwaitedText::Comment { version };
    expect(turn, staff, Some(Awaiting::Text { id, what, screen: over.0 }))?;
    let prompt = Msg::new("texts-type-comment").with("max", super::number(TEXT_COMMENT_UNITS_MAX));
    reply(turn, staff, Screen::new(prompt).row(vec![button("desk-do-back", TextAct::Open(id))]))
}

/// What was typed while a text was asked for, or an edit of it: somebody shortened what was too long.
pub fn typed(turn: &mut Turn, id: TextId, what: AwaitedText, screen: i64, typed: &str, message: MessageRef) -> Done {
    let over = MessageRef(screen);
    match what {
        AwaitedText::Words(language, part) => words(turn, id, (language, part), over, typed, message),
        AwaitedText::Source => source(turn, id, over, typed, message),
        AwaitedText::Comment { version } => comment(turn, id, version, over, typed, message),
    }
}

fn words(
    turn: &mut Turn,
    id: TextId,
    (language, part): (Language, Piece),
    over: MessageRef,
    typed: &str,
    message: MessageRef,
) -> Done {
    let Some((staff, member, grant, mut text)) = draft_in_hand(turn, id)? else { return Ok(()) };
    let typed = tidy(part, typed);
    if !fits(&typed, part.units_max()) {
        return too_long(turn, staff, &typed, part.units_max(), over, TextAct::Words(id, language));
    }
    if part == Piece::Label && !is_label(&typed) {
        return say_over(turn, staff, "texts-label-emoji", over, TextAct::Words(id, language));
    }
    if part == Piece::Body && text.kind == TextKind::Canned && canned::has_strange_variable(&typed) {
        let msg = Msg::new("texts-strange-variable").with("variables", Arg::Text(VARIABLES.join(" · ")));
        return say_over(turn, staff, msg, over, TextAct::Words(id, language));
    }
    text.write(language, part, typed, staff, turn.now.day());
    if let (TextKind::Library, Some(day)) = (text.kind, member.fresh_until) {
        text.hold_until(day);
    }
    keep(turn, &grant, staff, id, &mut text)?;
    turn.erase_at_staff(staff, vec![message], turn.now)?;
    let next = text.lacking().into_iter().find_map(|lacking| match lacking {
        Lacking::Words(of, part) if of == language => Some(part),
        Lacking::Words(..) | Lacking::Topic | Lacking::Source => None,
    });
    match next {
        Some(part) => ask_at(turn, staff, id, &text, (language, part), over),
        None => {
            expect(turn, staff, None)?;
            put(turn, staff, id, &text, Some(over))
        }
    }
}

/// A title and a button are one line.
fn tidy(part: Piece, typed: &str) -> String {
    match part {
        Piece::Title | Piece::Label => one_line(typed),
        Piece::Body => seen(typed).trim().to_owned(),
    }
}

/// What was typed as one line, without letters that nobody sees.
pub fn one_line(typed: &str) -> String {
    seen(typed).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters that nobody sees go, or the second reader says yes to something else than what is there: some turn a line round.
/// Only what holds an emoji together stays.
pub fn seen(typed: &str) -> String {
    typed.chars().filter(|letter| joins_emoji(*letter) || !is_hidden(*letter)).collect()
}

fn joins_emoji(letter: char) -> bool {
    matches!(letter, '\u{200d}' | '\u{20e3}' | '\u{fe0f}')
}

/// An emoji, then words. A button without a letter is refused by the channel, and with it the whole screen.
fn is_label(label: &str) -> bool {
    let mut letters = label.chars();
    letters.next().is_none_or(|first| !first.is_alphanumeric() && !joins_emoji(first))
        && letters.any(char::is_alphanumeric)
}

/// Both languages lie in one record and stand on one screen: bytes count too.
fn fits(typed: &str, units_max: usize) -> bool {
    utf16_units(typed) <= units_max && typed.len() <= units_max * TEXT_BYTES_PER_UNIT
}

/// It stays in the chat, so that nothing typed is lost; an edit of it is taken in like a new text.
fn too_long(turn: &mut Turn, staff: StaffId, typed: &str, max: usize, over: MessageRef, back: TextAct) -> Done {
    let cut = utf16_units(typed).saturating_sub(max).max(typed.len().saturating_sub(max * TEXT_BYTES_PER_UNIT) / 2);
    let msg = Msg::new("desk-too-long").with("max", super::number(max)).with("cut", super::number(cut.max(1)));
    say_over(turn, staff, msg, over, back)
}

fn say_over(turn: &mut Turn, staff: StaffId, msg: impl Into<Msg>, over: MessageRef, back: TextAct) -> Done {
    let screen = Screen::new(msg).row(vec![button("desk-do-back", back)]);
    turn.to_staff_over(staff, Some(over), screen, None, false)
}

fn source(turn: &mut Turn, id: TextId, over: MessageRef, typed: &str, message: MessageRef) -> Done {
    let Some((staff, _, grant, mut text)) = draft_in_hand(turn, id)? else { return Ok(()) };
    let link = typed.trim();
    if !turn.house.content.names_host(link) || !fits(link, TEXT_SOURCE_UNITS_MAX) {
        return say_over(turn, staff, "texts-source-unknown", over, TextAct::Sources(id, 0));
    }
    let more = text.sources.iter().cloned().chain([link.to_owned()]).collect();
    text.name_sources(sources::without_doubles(more), staff, turn.now.day());
    keep(turn, &grant, staff, id, &mut text)?;
    turn.erase_at_staff(staff, vec![message], turn.now)?;
    expect(turn, staff, None)?;
    put(turn, staff, id, &text, Some(over))
}

fn comment(turn: &mut Turn, id: TextId, version: u32, over: MessageRef, typed: &str, message: MessageRef) -> Done {
    let Some((staff, _, grant)) = allowed(turn, Capability::SecondRead)? else { return Ok(()) };
    let Some(mut text) = turn.store.get::<TeamTexts>(&id)? else { return gone(turn) };
    let typed = typed.trim();
    if !fits(typed, TEXT_COMMENT_UNITS_MAX) {
        return too_long(turn, staff, typed, TEXT_COMMENT_UNITS_MAX, over, TextAct::Open(id));
    }
    expect(turn, staff, None)?;
    turn.erase_at_staff(staff, vec![message], turn.now)?;
    let today = turn.now.day();
    let done = reading::read_by(turn, &text, staff, version)
        .and_then(|()| text.send_back(staff, version, typed.to_owned(), today));
    if let Err(why) = done {
        return say_over(turn, staff, refusal(why), over, TextAct::Open(id));
    }
    turn.keep_text(&grant, id, &text)?;
    turn.note_text(&grant, Act::TextSentBack, Some(id))?;
    tell_owners(turn, id, &text, &Msg::new("texts-told-back"))?;
    reading::thanked(turn, staff, &text, "texts-sent-back", over)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_no_part_of_a_text() {
        let tidied = tidy(Piece::Title, " \u{202e}Mag\u{200b} dat?\u{2069}\n\u{e0041} 👨\u{200d}👩 ✏\u{fe0f} ");
        assert_eq!(tidied, "Mag dat? 👨\u{200d}👩 ✏\u{fe0f}");
        assert_eq!(tidy(Piece::Body, "\u{feff}Nee.\n\nNooit."), "Nee.\n\nNooit.");
    }

    #[test]
    fn a_button_is_an_emoji_and_words() {
        for good in ["📱 Kijken", "✏️ Pas aan", "👨\u{200d}👩 Thuis"] {
            assert!(is_label(good), "{good}");
        }
        for wrong in ["", "Kijken", "📱", "📱 !", "\u{200d}", "\u{fe0f} a", "7 dagen"] {
            assert!(!is_label(wrong), "{wrong:?}");
        }
    }
}
