//! Texts of the team: written in both languages, read by a second member, shown until their day. The library's are for
//! everybody, and come from questions whose askers said yes; the canned ones are for answers.
//!
//! Never true of this room: a text leads back to the question that it was made of, or to who asked it; a text is shown that
//! its writer alone has read; somebody changes or takes away another's without overseeing texts.

mod canned;
mod editor;
mod list;
mod originals;
mod reading;
mod shelf;
mod sources;
mod typing;

pub use canned::{has_any as has_canned, open as open_canned};
use editor::{is_officers, looks_like_somebody as looks};
pub use list::open;
pub use shelf::due;
pub use typing::{one_line, seen, typed};

use super::{allowed, team, tell};
use crate::dialogue::action::{DeskAct, TextAct};
use crate::dialogue::turn::{Done, Turn};
use crate::domain::audit::Act;
use crate::domain::roles::{Capability, Grant, Staff, authorize};
use crate::domain::team_text::{TeamText, TextRefusal};
use crate::domain::{StaffId, TextId};
use crate::messenger::{Arg, Button, MessageRef, Msg, Screen};
use crate::store::StoreError;
use crate::store::tables::TeamTexts;

/// What each button does.
pub fn act(turn: &mut Turn, meant: TextAct, tag: [u8; 16]) -> Done {
    match meant {
        TextAct::List(kind, page) => list::page(turn, kind, page),
        TextAct::Originals(page) => originals::page(turn, page),
        TextAct::Original(case) => originals::read(turn, case),
        TextAct::PutBack(case) => originals::put_back(turn, case, tag),
        TextAct::Begin(case) => originals::begin(turn, case),
        TextAct::New => originals::begin_own(turn, tag),
        TextAct::Open(id) => show(turn, id),
        TextAct::Words(id, language) => editor::words(turn, id, language),
        TextAct::Type(id, language, part) => typing::ask_for_words(turn, id, language, part),
        TextAct::Topics(id, page) => sources::topics(turn, id, page),
        TextAct::Topic(id, topic) => sources::choose_topic(turn, id, topic),
        TextAct::Sources(id, page) => sources::cards(turn, id, page),
        TextAct::SourcesOf(id, card) => sources::take_from(turn, id, card),
        TextAct::TypeSource(id) => typing::ask_for_source(turn, id),
        TextAct::AskMonths(id) => editor::ask_months(turn, id),
        TextAct::Submit(id, months) => editor::submit(turn, id, months, tag),
        TextAct::Approve(id, version) => reading::approve(turn, id, version, tag),
        TextAct::AskComment(id, version) => typing::ask_for_comment(turn, id, version),
        TextAct::TakeUp(id) => shelf::take_up(turn, id),
        TextAct::Withdraw(id) => shelf::withdraw(turn, id, tag),
        TextAct::AskLonger(id) => shelf::ask_months(turn, id),
        TextAct::Longer(id, months) => shelf::longer(turn, id, months, tag),
        TextAct::AskDrop(id) => shelf::ask_drop(turn, id),
        TextAct::Drop(id) => shelf::drop_it(turn, id, tag),
        TextAct::Choose(case, page) => canned::choose(turn, case, page),
        TextAct::Use(case, id) => canned::take_over(turn, case, id),
    }
}

/// A text as it is to whoever looks: to be written, to be read as the second one, or to be seen.
fn show(turn: &mut Turn, id: TextId) -> Done {
    let Some((staff, member, _)) = allowed(turn, Capability::SeeTexts)? else { return Ok(()) };
    super::expect(turn, staff, None)?;
    let Some(text) = turn.store.get::<TeamTexts>(&id)? else { return gone(turn) };
    if reading::is_for(turn, &member, staff, &text) {
        return reading::show(turn, staff, id, &text);
    }
    if !is_seen_by(turn, &member, staff, &text) {
        return gone(turn);
    }
    let over = turn.pressed;
    put(turn, staff, id, &text, over)
}

/// The text in its message, for who is in charge of it.
fn put(turn: &mut Turn, staff: StaffId, id: TextId, text: &TeamText, over: Option<MessageRef>) -> Done {
    let Some(member) = turn.store.index.members.get(&staff).cloned() else { return Ok(()) };
    let screen = if is_draft(text) && is_in_charge(turn, &member, staff, text) {
        editor::overview(turn, &member, id, text)
    } else {
        shelf::view(turn, &member, staff, id, text)
    };
    turn.to_staff_over(staff, over, screen, None, false)
}

fn is_draft(text: &TeamText) -> bool {
    text.stage == crate::domain::team_text::TextStage::Writing
}

/// A draft is its writer's and its project's coordinators'; what was read by two, or waits for a reader, is seen by all.
fn is_seen_by(turn: &Turn, member: &Staff, staff: StaffId, text: &TeamText) -> bool {
    !is_draft(text) || is_in_charge(turn, member, staff, text)
}

/// May this member change it or take it away? Its owner, and whoever oversees the texts of its project.
fn is_in_charge(turn: &Turn, member: &Staff, staff: StaffId, text: &TeamText) -> bool {
    let oversees =
        || authorize(member, Capability::OverseeTexts).is_ok() && team::deciders(turn, &text.project).contains(&staff);
    turn.store.index.is_same(text.owner, staff) || oversees()
}

/// A text and the right to change it; a kind word when it is gone or another's.
fn in_hand(turn: &mut Turn, id: TextId) -> Result<Option<(StaffId, Staff, Grant, TeamText)>, StoreError> {
    let Some((staff, member, grant)) = allowed(turn, Capability::WriteText)? else { return Ok(None) };
    let Some(text) = turn.store.get::<TeamTexts>(&id)? else { return gone(turn).map(|()| None) };
    if !is_in_charge(turn, &member, staff, &text) {
        return tell(turn, "texts-not-yours").map(|()| None);
    }
    Ok(Some((staff, member, grant, text)))
}

/// The same for a text that is a draft.
fn draft_in_hand(turn: &mut Turn, id: TextId) -> Result<Option<(StaffId, Staff, Grant, TeamText)>, StoreError> {
    let Some(found) = in_hand(turn, id)? else { return Ok(None) };
    if !is_draft(&found.3) {
        return tell(turn, "texts-not-now").map(|()| None);
    }
    Ok(Some(found))
}

/// Saves what a member has changed. Whoever works on what a gone colleague left behind owns it from then on.
fn keep(turn: &mut Turn, grant: &Grant, staff: StaffId, id: TextId, text: &mut TeamText) -> Done {
    if !is_active(turn, text.owner) {
        text.owner = staff;
    }
    turn.keep_text(grant, id, text)
}

/// Gives a text to its second reader, who has what it says before them.
fn hand_in(turn: &mut Turn, grant: &Grant, staff: StaffId, (id, mut text): (TextId, TeamText), tag: [u8; 16]) -> Done {
    keep(turn, grant, staff, id, &mut text)?;
    turn.note_text(grant, Act::TextSubmitted, Some(id))?;
    turn.spend_token(tag)?;
    turn.toast("texts-submitted")?;
    call_readers(turn, id, &text)?;
    let over = turn.pressed;
    put(turn, staff, id, &text, over)
}

/// Tells once that a text waits: those of its project who may read it, or all who may when the project has nobody else.
fn call_readers(turn: &mut Turn, id: TextId, text: &TeamText) -> Done {
    let members =
        turn.store.index.members.iter().filter(|(staff, member)| reading::is_for(turn, member, **staff, text));
    let (near, far): (Vec<_>, Vec<_>) = members.partition(|(_, member)| member.project == text.project);
    let called = if near.is_empty() { far } else { near };
    let mut readers: Vec<StaffId> = called.into_iter().map(|(staff, _)| *staff).collect();
    readers.sort();
    for reader in readers {
        let said = Msg::new("texts-told-to-read").with("label", label(text));
        let screen = Screen::new(said).row(vec![button("texts-do-open", TextAct::Open(id))]);
        turn.to_staff(reader, screen, None)?;
    }
    Ok(())
}

fn is_active(turn: &Turn, staff: StaffId) -> bool {
    let member = turn.store.index.members.get(&staff);
    member.is_some_and(|member| authorize(member, Capability::WriteText).is_ok())
}

/// Who hears of a text: its owner, or the coordinators once the owner has left the team.
fn owners(turn: &Turn, text: &TeamText) -> Vec<StaffId> {
    if is_active(turn, text.owner) { vec![text.owner] } else { team::deciders(turn, &text.project) }
}

/// A word to the owners, with the way to the text.
fn tell_owners(turn: &mut Turn, id: TextId, text: &TeamText, said: &Msg) -> Done {
    for owner in owners(turn, text) {
        let said = said.clone().with("label", label(text));
        let screen = Screen::new(said).row(vec![button("texts-do-open", TextAct::Open(id))]);
        turn.to_staff(owner, screen, None)?;
    }
    Ok(())
}

/// How a text is called: by its button, in the reader's language.
fn label(text: &TeamText) -> Arg {
    let called = |label: &str| if label.is_empty() { "✏️ …".to_owned() } else { label.to_owned() };
    Arg::Both { nl: called(&text.nl.label), fr: called(&text.fr.label) }
}

fn gone(turn: &mut Turn) -> Done {
    tell(turn, "texts-gone")
}

/// A refusal of the domain in words.
fn refusal(why: TextRefusal) -> &'static str {
    match why {
        TextRefusal::Unfinished => "texts-unfinished",
        TextRefusal::OwnText => "texts-own",
        TextRefusal::Changed => "texts-changed",
        TextRefusal::NotNow => "texts-not-now",
    }
}

fn button(label: impl Into<Msg>, act: TextAct) -> Button {
    super::button(label, DeskAct::Text(act))
}

fn raw_button(label: String, act: TextAct) -> Button {
    super::raw_button(label, DeskAct::Text(act))
}

fn to_list(text: &TeamText) -> Button {
    button("texts-do-list", TextAct::List(text.kind, 0))
}

/// Over the pressed message, or as a new one.
fn reply(turn: &mut Turn, staff: StaffId, screen: Screen) -> Done {
    let over = super::over(turn, staff);
    turn.to_staff_over(staff, over, screen, None, false)
}

fn number(count: usize) -> Arg {
    Arg::Number(i64::try_from(count).unwrap_or(i64::MAX))
}
