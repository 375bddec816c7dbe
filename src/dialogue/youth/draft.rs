//! The unsent text: opened, joined, masked again as a whole, dropped.
//!
//! Never true of this file: a part is stored before it was masked; what is shown differs from what is sent; a draft
//! leaves its key behind.

use super::super::action::{Menu, Press};
use super::super::ending;
use super::super::turn::{Done, Turn};
use super::{home, menu};
use crate::content::utf16_units;
use crate::domain::draft::{Draft, Purpose};
use crate::domain::limits::MASKED_UNITS_MAX;
use crate::domain::redact::{MASK_BAR, MaskKind, Redaction};
use crate::domain::{DraftId, Language};
use crate::messenger::{Arg, MessageRef, Msg, Screen};
use crate::outbox::Origin;
use crate::store::tables::{Drafts, Outbox, Table};
use crate::store::{Owner, StoreError};
use crate::vault::KeyClass;

/// The language in which masks are named before one was chosen.
const UNCHOSEN: Language = Language::Nl;

/// Masks a text under the names of the draft's language.
fn mask(turn: &Turn, language: Option<Language>, text: &str) -> Redaction {
    let language = language.unwrap_or(UNCHOSEN);
    match turn.house.mask_names.get(&language) {
        Some(names) => turn.house.redactor.redact(text, names),
        // A house without names in this language masks with the kinds' own keys: never with nothing.
        None => {
            let keys = crate::domain::redact::MaskNames::new(|kind| kind.key().to_owned());
            turn.house.redactor.redact(text, &keys)
        }
    }
}

/// The whole as the desk will read it.
pub(in crate::dialogue) fn shown(turn: &Turn, draft: &Draft) -> Redaction {
    mask(turn, draft.language, &draft.joined())
}

/// A number for exactly what a review shows, so that a press on an older review sends nothing unseen.
pub(in crate::dialogue) fn fingerprint(draft: &Draft, shown: &str) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    let mut feed = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        }
        hash = (hash ^ 0xff).wrapping_mul(0x0100_0193);
    };
    feed(shown.as_bytes());
    feed(draft.area.as_deref().unwrap_or_default().as_bytes());
    feed(draft.topic.as_deref().unwrap_or_default().as_bytes());
    feed(&[u8::from(draft.police_ok)]);
    match draft.purpose {
        Purpose::Question => feed(b"q"),
        Purpose::Unchosen => feed(b"u"),
        Purpose::Search => feed(b"s"),
        Purpose::Addition(id) => feed(&id.0),
        Purpose::Missing(id) => feed(&id.0),
    }
    hash
}

/// Which kinds were masked, whenever that happened.
pub(super) fn kinds_in(turn: &Turn, text: &str) -> Vec<MaskKind> {
    let stands = |kind: &MaskKind| {
        turn.house.mask_names.values().any(|names| text.contains(&format!("{MASK_BAR}{}{MASK_BAR}", names.name(*kind))))
    };
    MaskKind::ALL.into_iter().filter(stands).collect()
}

/// Begins a draft for who talks here. `None` when the house is full: then nothing is kept and the person is told.
pub(in crate::dialogue) fn begin(turn: &mut Turn, purpose: Purpose) -> Result<Option<(DraftId, Draft)>, StoreError> {
    let Some(who) = turn.who else { return Ok(None) };
    let capacity = turn.house.settings.capacity;
    let room = if who.person.is_some() { capacity.drafts } else { capacity.strangers_drafts };
    if turn.store.index.drafts >= room || too_busy(turn) {
        return Ok(None);
    }
    drop_here(turn)?;
    let language = turn.language()?;
    let key = turn.store.new_key(KeyClass::Draft)?;
    let id = DraftId::random(turn.store.random());
    let draft = Draft::new(language, purpose, turn.now);
    turn.store.put_new::<Drafts>(&id, &draft, key)?;
    who.origin.bind(turn.store, Owner::Draft(id), key)?;
    if let Some(who) = turn.who.as_mut() {
        who.draft = Some(id);
    }
    Ok(Some((id, draft)))
}

pub(in crate::dialogue) fn too_busy(turn: &Turn) -> bool {
    let rows = usize::try_from(turn.store.live_records(Outbox::LETTER)).unwrap_or(usize::MAX);
    rows >= turn.house.settings.capacity.outbox_rows
}

/// More questions than anybody could answer, or than the disk was meant for.
pub(in crate::dialogue) fn is_full(turn: &Turn) -> bool {
    let (capacity, index) = (turn.house.settings.capacity, &turn.store.index);
    index.waiting_count() >= capacity.waiting_cases || index.cases.len() >= capacity.cases
}

pub(in crate::dialogue) fn save(turn: &mut Turn, id: DraftId, draft: &mut Draft) -> Done {
    draft.touched = turn.now;
    turn.store.update::<Drafts>(&id, draft)
}

/// Ends the draft of this conversation: record, route and key. The language that was chosen with it is remembered.
pub(in crate::dialogue) fn drop_here(turn: &mut Turn) -> Done {
    leave_here(turn, ending::drop_draft)
}

/// Ends a draft whose time is over and whom no timer has come to yet, before anything is said: what is said under its
/// key would go with it.
pub(super) fn drop_if_over(turn: &mut Turn) -> Done {
    let Some((_, draft)) = turn.draft()? else { return Ok(()) };
    // What a member typed for somebody else is not theirs to send once they are on the team no more.
    if draft.worker.is_none() && draft.next_due(&turn.house.settings.retention) > turn.now {
        return Ok(());
    }
    leave_here(turn, ending::lapse_draft)
}

/// What stands in the place of a review whose draft is gone: nothing was sent, and how to go on.
pub(in crate::dialogue) fn lapsed(minutes: i64, language: Option<Language>) -> Screen {
    let msg = Msg::new("ask-lapsed-review").with("minutes", Arg::Number(minutes));
    match language {
        Some(_) => Screen::new(msg).row(vec![menu("common-ask-button", Menu::Ask), home::button()]),
        None => Screen::default().say_in_all(msg).row(super::first::languages()),
    }
}

/// Its text has moved into a case in this turn.
pub(in crate::dialogue) fn spend_here(turn: &mut Turn) -> Done {
    leave_here(turn, ending::spend_draft)
}

fn leave_here(turn: &mut Turn, leave: fn(&mut Turn, DraftId) -> Done) -> Done {
    let Some(who) = turn.who else { return Ok(()) };
    let Some(id) = who.draft else { return Ok(()) };
    if let Some(draft) = turn.store.get::<Drafts>(&id)?
        && let Some(language) = draft.language
    {
        turn.memory.set_language(who.conversation, language);
    }
    leave(turn, id)?;
    if let Some(who) = turn.who.as_mut() {
        who.draft = None;
    }
    Ok(())
}

/// A command leaves a flow: what waits for its first word ends, what was typed stays for its half hour. Words that were
/// looked for stay too, and the next text is a question again.
pub(super) fn leave(turn: &mut Turn) -> Done {
    let Some((id, mut draft)) = turn.draft()? else { return Ok(()) };
    if draft.is_empty() {
        return drop_here(turn);
    }
    let replacing = draft.purpose == Purpose::Search;
    if draft.replacing != replacing {
        draft.replacing = replacing;
        return turn.store.update::<Drafts>(&id, &draft);
    }
    Ok(())
}

/// The draft of a press, if it is this conversation's own and its time is not over.
pub(super) fn pressed(turn: &mut Turn, id: DraftId) -> Result<Option<Draft>, StoreError> {
    let Some((own, draft)) = turn.draft()? else { return Ok(None) };
    if own != id {
        return Ok(None);
    }
    if draft.next_due(&turn.house.settings.retention) <= turn.now {
        drop_here(turn)?;
        return Ok(None);
    }
    Ok(Some(draft))
}

/// A press on a draft that is not here: sent before, too late, or never this person's.
pub(super) fn gone(turn: &mut Turn, id: DraftId) -> Done {
    let sent_as = turn.store.index.people.sent_as(id);
    if let Some(code) = turn.own_cases().iter().find(|own| Some(own.id) == sent_as).map(|own| own.code) {
        return turn.toast(Msg::new("send-already").with("code", Arg::Code(code)));
    }
    if turn.language()?.is_none() {
        turn.toast("common-button-over")?;
        return super::first::screen(turn);
    }
    let minutes = turn.house.settings.retention.draft_minutes;
    let screen = Screen::new(Msg::new("ask-too-late").with("minutes", Arg::Number(minutes)))
        .row(vec![menu("common-ask-button", Menu::Ask), home::button()]);
    turn.reply(screen)
}

/// Adds a masked message at the end; when there are too many, to the last one: nothing is lost.
pub(in crate::dialogue) fn push(draft: &mut Draft, message: MessageRef, masked: String) {
    if draft.replacing {
        draft.parts.clear();
        draft.replacing = false;
    }
    if !draft.push(message.0, masked.clone())
        && let Some(last) = draft.parts.last_mut()
    {
        last.text = format!("{}\n{masked}", last.text);
    }
}

/// What is kept of a text that is typed beside what stays: the text, masked.
///
/// # Errors
/// How many units too many it has, as it was typed, or masked: masks may be longer than what they hide, and a review must
/// fit into one message.
pub(in crate::dialogue) fn fitting(
    turn: &Turn,
    language: Option<Language>,
    stays: usize,
    text: &str,
) -> Result<String, usize> {
    let fits = |units: usize, units_max: usize| match units.saturating_sub(units_max) {
        0 => Ok(()),
        over => Err(over),
    };
    let joint = usize::from(stays > 0);
    fits(stays + joint + utf16_units(text.trim()), turn.house.settings.question_units)?;
    let masked = mask(turn, language, text).text.as_str().trim().to_owned();
    fits(stays + utf16_units(&masked), MASKED_UNITS_MAX)?;
    Ok(masked)
}

/// Keeps the messages of an ended draft where a later wipe finds them.
pub(super) fn hand_over_messages(turn: &mut Turn, id: DraftId) -> Done {
    let Some(who) = turn.who else { return Ok(()) };
    let messages = Origin::remembered(turn.store, Owner::Draft(id))?;
    if messages.is_empty() { Ok(()) } else { who.origin.remember(turn.store, messages, turn.now) }
}

/// The masks that stand in a draft get the names of the language chosen.
pub(in crate::dialogue) fn rename_masks(turn: &Turn, draft: &mut Draft, to: Language) {
    let Some(names) = turn.house.mask_names.get(&to) else { return };
    for (language, others) in &turn.house.mask_names {
        if *language == to {
            continue;
        }
        for part in &mut draft.parts {
            for kind in MaskKind::ALL {
                let (old, new) = (others.name(kind), names.name(kind));
                part.text =
                    part.text.replace(&format!("{MASK_BAR}{old}{MASK_BAR}"), &format!("{MASK_BAR}{new}{MASK_BAR}"));
            }
        }
    }
}

pub(super) fn data(id: DraftId, verb: super::super::action::DraftVerb) -> String {
    Press::Draft(id, verb).encode()
}
