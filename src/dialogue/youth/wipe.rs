//! Wiping: one question, or everything. Asked once, then done at once.
//!
//! Never true of this file: the goodbye says more than was done; the desk sees two cases of one person end in the
//! same second.

use super::super::action::{CaseVerb, Menu, Press};
use super::super::turn::{Done, Turn};
use super::super::{ending, seating, settled, street};
use super::{draft, home, menu};
use crate::domain::case::Case;
use crate::domain::{CaseId, FarewellId, Language};
use crate::messenger::{Arg, Button, MessageRef, Msg, Screen};
use crate::outbox::{NewRow, Origin};
use crate::store::Owner;
use crate::store::records::{FreshList, Job, Note, Rank, RowTo};
use crate::vault::KeyClass;

/// The channel deletes at most so many messages in one call.
const DELETE_MAX: usize = 100;

/// Everything: asks once.
pub(super) fn ask(turn: &mut Turn) -> Done {
    let mut screen = Screen::new("wipe-ask");
    if let Some(ban) = turn.ban() {
        screen = screen.say(Msg::new("wipe-ban-stays").with("day", Arg::On(ban.until)));
    }
    turn.reply(screen.row(vec![menu("wipe-yes", Menu::WipeYes)]).row(vec![menu("wipe-no", Menu::Home)]))
}

/// Everything goes: cases, record, draft, keys; then the last words.
pub(super) fn everything(turn: &mut Turn) -> Done {
    let Some(who) = turn.who else { return Ok(()) };
    let language = turn.language()?.unwrap_or(Language::Nl);
    let messages = messages_here(turn)?;
    for own in turn.own_cases() {
        let later = settled::spread(turn);
        ending::wipe_case(turn, own.id, later)?;
    }
    seating::wipe_here(turn)?;
    street::stop_here(turn)?;
    draft::drop_here(turn)?;
    // What is on its way here goes too, of whoever is not on the list of people as well.
    let here = who.person.unwrap_or_else(|| who.origin.person(turn.store));
    turn.store.forget_person(here)?;
    if who.person.is_some() {
        turn.store.want_fresh_list(FreshList::Now);
    }
    if let Some(who) = turn.who.as_mut() {
        who.person = None;
        who.draft = None;
    }
    turn.memory.forget(who.conversation);
    farewell(turn, language, messages)
}

/// The last words, by a route of their own that lives two days at most. They say that the keys are gone, so delivery
/// holds them until the list of people was written anew: at once, or within a minute when somebody else has just wiped.
fn farewell(turn: &mut Turn, language: Language, messages: Vec<MessageRef>) -> Done {
    let Some(who) = turn.who else { return Ok(()) };
    let key = turn.store.new_key(KeyClass::Farewell)?;
    let owner = Owner::Farewell(FarewellId::random(turn.store.random()));
    who.origin.bind(turn.store, owner, key)?;
    let now = turn.now;
    for some in messages.chunks(DELETE_MAX) {
        say_farewell(turn, owner, Job::Delete(some.to_vec()))?;
    }
    if turn.store.owes_a_goodbye() && turn.store.fresh_list_due(now).is_some_and(|due| due > now) {
        turn.toast("wipe-working")?;
    }
    let hours = turn.house.settings.retention.farewell_hours;
    let goodbye = match turn.ban() {
        // "Everything" would be untrue: the ban stays until its day.
        Some(ban) => Msg::new("wipe-done-shut").with("day", Arg::On(ban.until)),
        None => Msg::new("wipe-done").with("minutes", Arg::Number(settled::SPREAD_MINUTES_MAX)),
    };
    let goodbye = Screen::new(goodbye.with("hours", Arg::Number(hours)));
    let rendered = turn.render_for_youth(&goodbye, language);
    say_farewell(turn, owner, Job::Send(rendered))
}

fn say_farewell(turn: &mut Turn, owner: Owner, job: Job) -> Done {
    let not_before = turn.now;
    turn.stage(NewRow {
        to: RowTo::Owner(owner),
        job,
        rank: Rank::Person,
        note: Note::Nothing,
        about: None,
        not_before,
    })
}

/// Every message of this talk that we still know of.
fn messages_here(turn: &mut Turn) -> Result<Vec<MessageRef>, crate::store::StoreError> {
    let mut messages: Vec<MessageRef> = turn.pressed.into_iter().collect();
    if let Some(person) = turn.who.and_then(|who| who.person) {
        messages.extend(turn.store.page_messages(person)?.into_iter().map(|(message, _)| MessageRef(message)));
    }
    for own in turn.own_cases() {
        messages.extend(Origin::remembered(turn.store, Owner::Case(own.id))?);
    }
    for (seat, _) in turn.own_seats() {
        messages.extend(Origin::remembered(turn.store, Owner::Seat(seat))?);
    }
    for (follow, _) in turn.own_follows() {
        messages.extend(Origin::remembered(turn.store, Owner::Follow(follow))?);
    }
    if let Some((id, waiting)) = turn.draft()? {
        messages.extend(Origin::remembered(turn.store, Owner::Draft(id))?);
        messages.extend(waiting.review.map(MessageRef));
    }
    messages.sort_unstable();
    messages.dedup();
    Ok(messages)
}

/// One question: asks once.
pub(super) fn ask_one(turn: &mut Turn, case: &Case) -> Done {
    let yes = Button::menu("wipe-one-yes", Press::Case(case.code, CaseVerb::WipeYes).encode());
    let no = Button::menu("wipe-no", Press::Case(case.code, CaseVerb::View).encode());
    let text = Msg::new("wipe-one-ask").with("code", Arg::Code(case.code));
    turn.reply(Screen::new(text).row(vec![yes]).row(vec![no]))
}

/// One question goes, and its answers out of this chat.
pub(super) fn one(turn: &mut Turn, id: CaseId, case: &Case) -> Done {
    let messages: Vec<MessageRef> = Origin::remembered(turn.store, Owner::Case(id))?
        .into_iter()
        .filter(|message| Some(*message) != turn.pressed)
        .collect();
    if turn.draft()?.is_some_and(|(_, waiting)| waiting.purpose.case() == Some(id)) {
        draft::drop_here(turn)?;
    }
    let later = settled::spread(turn);
    ending::wipe_case(turn, id, later)?;
    // Who takes back the only question keeps the language and the wishes, as somebody who never asked.
    if let (Some(mut person), true) = (turn.person()?, turn.own_cases().iter().all(|own| own.id == id)) {
        person.asked = false;
        turn.keep_person(person)?;
    }
    for some in messages.chunks(DELETE_MAX) {
        turn.erase_here(some.to_vec())?;
    }
    let text = Msg::new("wipe-one-done").with("code", Arg::Code(case.code));
    turn.reply_to_deed(home::with_menu(text))
}
