//! The second reader: sees a text whole, in both languages, and says yes, or no and why.
//!
//! Never true of this file: somebody reads the own text, or approves another version than the one that was shown, or what
//! an officer wrote word for word.

use super::{button, gone, is_officers, list, looks, refusal, sources, tell_owners, to_list};
use crate::dialogue::action::TextAct;
use crate::dialogue::desk::{allowed, tell};
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth::rights::topic_in_words;
use crate::domain::audit::Act;
use crate::domain::roles::{Capability, Staff, authorize};
use crate::domain::team_text::{TeamText, TextKind, TextRefusal};
use crate::domain::{Language, StaffId, TextId};
use crate::messenger::{Arg, MessageRef, Msg, Screen};
use crate::store::tables::TeamTexts;

/// Is this member to read it now?
pub(super) fn is_for(turn: &Turn, member: &Staff, staff: StaffId, text: &TeamText) -> bool {
    authorize(member, Capability::SecondRead).is_ok() && read_by(turn, text, staff, text.version).is_ok()
}

/// As [`TeamText::read_by`]; nor with another account of who wrote it.
pub(super) fn read_by(turn: &Turn, text: &TeamText, staff: StaffId, version: u32) -> Result<(), TextRefusal> {
    let is_own = [text.author, text.owner].into_iter().any(|id| turn.store.index.is_same(id, staff));
    if is_own { Err(TextRefusal::OwnText) } else { text.read_by(staff, version) }
}

pub(super) fn show(turn: &mut Turn, staff: StaffId, id: TextId, text: &TeamText) -> Done {
    let Some(member) = turn.store.index.members.get(&staff).cloned() else { return Ok(()) };
    let mut screen = whole(turn, Screen::new("texts-read"), text);
    if let Some(kinds) = looks(turn, member.language, text) {
        screen = screen.say(Msg::new("texts-masks").with("kinds", Arg::Text(kinds)));
    }
    let mut row = vec![button("texts-do-send-back", TextAct::AskComment(id, text.version))];
    if is_officers(turn, text) {
        screen = screen.say("police-copied-back");
    } else {
        row.insert(0, button("texts-do-approve", TextAct::Approve(id, text.version)));
    }
    let screen = screen
        .say(Msg::new("texts-read-months").with("months", Arg::Number(text.months.number())))
        .row(row)
        .row(vec![button("desk-do-back", TextAct::List(text.kind, 0))]);
    super::reply(turn, staff, screen)
}

/// Everything that is shown of a text, in both languages.
pub(super) fn whole(turn: &Turn, mut screen: Screen, text: &TeamText) -> Screen {
    for language in Language::ALL {
        let words = text.words(language);
        let head =
            Msg::new("texts-in").with("language", Arg::Msg(crate::dialogue::desk::card::language_name(language)));
        screen = screen.say(head).quote(words.label.clone());
        if text.kind == TextKind::Library {
            screen = screen.quote(words.title.clone());
        }
        screen = screen.quote(words.body.clone());
    }
    if text.kind == TextKind::Library {
        let topic = topic_in_words(&turn.house.content, text.topic.as_deref());
        if let Some(topic) = topic {
            screen = screen.say(Msg::new("rights-about").with("topic", topic));
        }
        screen = screen.quote(sources::listed(&text.sources));
    }
    screen
}

pub(super) fn approve(turn: &mut Turn, id: TextId, version: u32, tag: [u8; 16]) -> Done {
    let Some((staff, _, grant)) = allowed(turn, Capability::SecondRead)? else { return Ok(()) };
    let Some(mut text) = turn.store.get::<TeamTexts>(&id)? else { return gone(turn) };
    if is_officers(turn, &text) {
        return tell(turn, "police-copied-back");
    }
    let today = turn.now.day();
    if let Err(why) = read_by(turn, &text, staff, version).and_then(|()| text.approve(staff, version, today)) {
        return tell(turn, refusal(why));
    }
    turn.keep_text(&grant, id, &text)?;
    turn.note_text(&grant, Act::TextApproved, Some(id))?;
    if text.is_live() {
        turn.note_text_by_itself(Act::TextLive, id)?;
    }
    turn.spend_token(tag)?;
    let said = list::state(turn, &text);
    tell_owners(turn, id, &text, &Msg::new("texts-told-approved"))?;
    let screen = Screen::new("texts-approved").say(said).row(vec![to_list(&text)]);
    super::reply(turn, staff, screen)
}

/// A word to the reader in the place of the text.
pub(super) fn thanked(turn: &mut Turn, staff: StaffId, text: &TeamText, said: &'static str, over: MessageRef) -> Done {
    let screen = Screen::new(said).row(vec![to_list(text)]);
    turn.to_staff_over(staff, Some(over), screen, None, false)
}
