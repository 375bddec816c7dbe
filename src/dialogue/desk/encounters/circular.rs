//! `/bericht`: a coordinator writes to those who have a place, to those who wait, or to both.
//!
//! Never true of this file: something is sent that was not shown as young people will read it, in this very version; an
//! address goes out with it; somebody gets more messages of one encounter on a day than people read.

use super::{InHand, button, in_hand, number, over, say};
use crate::content::utf16_units;
use crate::dialogue::action::MeetAct;
use crate::dialogue::circular;
use crate::dialogue::desk::texts::seen;
use crate::dialogue::desk::{answer, card, expect, police, tell};
use crate::dialogue::turn::{Done, Turn};
use crate::domain::encounter::{Audience, Circular, CircularStage, Encounter};
use crate::domain::limits::{CIRCULAR_UNITS_MAX, CIRCULARS_PER_DAY_MAX};
use crate::domain::roles::{Awaiting, Staff};
use crate::domain::{EncounterId, Language, StaffId};
use crate::messenger::{Arg, MessageRef, Msg, Screen};
use crate::store::StoreError;
use crate::store::tables::Circulars;

/// Letters from which on a part of the address is taken for it, wherever it stands.
const VENUE_LETTERS: usize = 5;

/// An encounter about which something may still be said today.
fn writable(turn: &mut Turn, id: EncounterId) -> Result<Option<InHand>, StoreError> {
    let Some(hand) = in_hand(turn, id)? else { return Ok(None) };
    if !hand.encounter.takes_circulars(turn.now) {
        return tell(turn, "plan-not-now").map(|()| None);
    }
    if hand.encounter.has_said_enough(turn.now.day()) {
        let max = Arg::Number(CIRCULARS_PER_DAY_MAX.into());
        return tell(turn, Msg::new("plan-message-enough").with("max", max)).map(|()| None);
    }
    Ok(Some(hand))
}

fn is_going(circular: &Circular) -> bool {
    matches!(circular.stage, CircularStage::Going { .. })
}

/// What is on its way, or is being written; else to whom?
pub(super) fn ask(turn: &mut Turn, id: EncounterId) -> Done {
    let known = turn.store.get::<Circulars>(&id)?;
    if let Some(circular) = known.as_ref().filter(|circular| is_going(circular)) {
        let Some(InHand { staff, encounter, .. }) = in_hand(turn, id)? else { return Ok(()) };
        return put_going(turn, staff, id, &encounter, circular);
    }
    let Some(InHand { staff, member, encounter, .. }) = writable(turn, id)? else { return Ok(()) };
    if let Some(circular) = known.filter(|circular| circular.lacks(&encounter).is_none()) {
        let over = over(turn, staff);
        return put_preview(turn, (staff, &member), id, &encounter, &circular, over);
    }
    let mut rows = Vec::new();
    for audience in Audience::ALL {
        let count = count(turn, id, audience);
        if count > 0 {
            let label = Msg::new(audience_label(audience)).with("count", number(count));
            rows.push(vec![button(label, MeetAct::MessageTo(id, audience))]);
        }
    }
    let head = if rows.is_empty() { "plan-message-nobody" } else { "plan-message-to" };
    let screen = rows.into_iter().fold(Screen::new(head), Screen::row);
    let over = over(turn, staff);
    say(turn, staff, over, screen.row(vec![button("plan-do-back", MeetAct::Open(id))]))
}

fn count(turn: &Turn, id: EncounterId, audience: Audience) -> usize {
    turn.store.index.encounters.seats(id).map_or(0, |seats| audience.count(seats))
}

fn audience_label(audience: Audience) -> &'static str {
    match audience {
        Audience::Placed => "plan-do-message-placed",
        Audience::Waiting => "plan-do-message-waiting",
        Audience::Both => "plan-do-message-both",
    }
}

fn in_words(audience: Audience) -> &'static str {
    match audience {
        Audience::Placed => "plan-message-placed",
        Audience::Waiting => "plan-message-waiting",
        Audience::Both => "plan-message-both",
    }
}

/// To these. What was written already stays.
pub(super) fn to(turn: &mut Turn, id: EncounterId, audience: Audience) -> Done {
    let Some(InHand { staff, member, encounter, .. }) = writable(turn, id)? else { return Ok(()) };
    let mut circular = match turn.store.get::<Circulars>(&id)? {
        Some(known) if is_going(&known) => return turn.alert("plan-message-busy"),
        Some(known) => Circular { stage: CircularStage::Writing { touched: turn.now }, ..known },
        None => Circular::new(staff, audience, turn.now),
    };
    (circular.to, circular.by) = (audience, staff);
    turn.store.save_circular(id, &circular)?;
    let over = over(turn, staff);
    go_on(turn, (staff, &member), id, &encounter, &circular, over)
}

fn go_on(
    turn: &mut Turn,
    who: (StaffId, &Staff),
    id: EncounterId,
    encounter: &Encounter,
    circular: &Circular,
    over: Option<MessageRef>,
) -> Done {
    match circular.lacks(encounter) {
        Some(language) => put_question(turn, who.0, id, circular, language, (None, over)),
        None => put_preview(turn, who, id, encounter, circular, over),
    }
}

/// Written anew in this language.
pub(super) fn words(turn: &mut Turn, id: EncounterId, language: Language) -> Done {
    let Some(InHand { staff, .. }) = writable(turn, id)? else { return Ok(()) };
    let Some(circular) = in_writing(turn, id)? else { return Ok(()) };
    let over = over(turn, staff);
    put_question(turn, staff, id, &circular, language, (None, over))
}

fn in_writing(turn: &mut Turn, id: EncounterId) -> Result<Option<Circular>, StoreError> {
    match turn.store.get::<Circulars>(&id)? {
        Some(circular) if !is_going(&circular) => Ok(Some(circular)),
        Some(_) => tell(turn, "plan-message-busy").map(|()| None),
        None => tell(turn, "plan-message-gone").map(|()| None),
    }
}

fn put_question(
    turn: &mut Turn,
    staff: StaffId,
    id: EncounterId,
    circular: &Circular,
    language: Language,
    (wrong, over): (Option<Msg>, Option<MessageRef>),
) -> Done {
    expect(turn, staff, over.map(|message| Awaiting::Message { id, language, screen: message.0 }))?;
    let ask = Msg::new("plan-message-type")
        .with("language", Arg::Msg(card::language_name(language)))
        .with("max", number(CIRCULAR_UNITS_MAX));
    let mut screen = wrong.map(Screen::new).unwrap_or_default().say(ask);
    let known = circular.words(language);
    if !known.is_empty() {
        screen = screen.quote(known);
    }
    let screen = screen.row(vec![button("plan-do-back", MeetAct::AskMessage(id))]);
    turn.to_staff_over(staff, over, screen, None, false)
}

/// What was typed as the message, or an edit of it.
pub fn typed(
    turn: &mut Turn,
    id: EncounterId,
    language: Language,
    screen: i64,
    typed: &str,
    message: MessageRef,
) -> Done {
    let staff = turn.who.and_then(|who| who.member);
    let found = match writable(turn, id)? {
        Some(hand) => in_writing(turn, id)?.map(|circular| (hand, circular)),
        None => None,
    };
    let Some((InHand { staff, member, encounter, .. }, mut circular)) = found else {
        return staff.map_or(Ok(()), |staff| expect(turn, staff, None));
    };
    let over = Some(MessageRef(screen));
    let words = match tidy(turn, &encounter, language, typed) {
        Ok(words) => words,
        Err(why) => return put_question(turn, staff, id, &circular, language, (Some(why), over)),
    };
    circular.write(language, words, staff, turn.now);
    turn.store.save_circular(id, &circular)?;
    turn.erase_at_staff(staff, vec![message], turn.now)?;
    go_on(turn, (staff, &member), id, &encounter, &circular, over)
}

/// As it will be read, or why it is not taken. It stays in the chat then, so that nothing typed is lost.
fn tidy(turn: &Turn, encounter: &Encounter, language: Language, typed: &str) -> Result<String, Msg> {
    let words = seen(typed).trim().to_owned();
    if !words.chars().any(char::is_alphanumeric) {
        return Err(Msg::new("plan-wrong-words"));
    }
    if let Some(cut @ 1..) = utf16_units(&words).checked_sub(CIRCULAR_UNITS_MAX) {
        return Err(Msg::new("desk-too-long").with("max", number(CIRCULAR_UNITS_MAX)).with("cut", number(cut)));
    }
    if police::is_theirs(turn, &words) {
        return Err(Msg::new("police-copied"));
    }
    if tells_where(turn, encounter, language, &words) { Err(Msg::new("plan-message-address")) } else { Ok(words) }
}

/// The address goes another way: a day before, to certain places alone, and off the screens again.
fn tells_where(turn: &Turn, encounter: &Encounter, language: Language, words: &str) -> bool {
    let names = turn.house.mask_names.get(&language);
    let masks = names.map(|names| turn.house.redactor.redact(words, names).masks).unwrap_or_default();
    let lower = words.to_lowercase();
    let mut parts = encounter.venue.split(',').map(|part| part.trim().to_lowercase());
    masks.iter().any(|mask| mask.kind.is_place())
        || parts.any(|part| part.chars().count() >= VENUE_LETTERS && lower.contains(&part))
}

/// As young people will read it, in each language; to how many; what is worth another look.
fn put_preview(
    turn: &mut Turn,
    (staff, member): (StaffId, &Staff),
    id: EncounterId,
    encounter: &Encounter,
    circular: &Circular,
    over: Option<MessageRef>,
) -> Done {
    let head = Msg::new("plan-message-preview")
        .with("who", Arg::Msg(in_words(circular.to)))
        .with("count", number(count(turn, id, circular.to)));
    let mut screen = Screen::new(head);
    let spoken = encounter.spoken_in();
    for language in &spoken {
        let theirs = circular::screen(turn, encounter, circular.words(*language));
        screen = screen.say(super::preview::head(*language)).preview(*language, theirs);
    }
    let all = format!("{}\n{}", circular.nl, circular.fr);
    if let Some(kinds) = answer::masked_kinds(turn, member.language, &all) {
        screen = screen.say(Msg::new("desk-preview-masks").with("kinds", Arg::Text(kinds)));
    }
    let at = circular::goes_at(turn, encounter);
    if at > turn.now {
        screen = screen.say(Msg::new("plan-message-later").with("when", Arg::When(at)));
    }
    let again = |language: &Language| button(again_label(*language), MeetAct::MessageWords(id, *language));
    let screen = screen
        .row(vec![button("desk-do-send", MeetAct::SendMessage(id, circular.shown(encounter)))])
        .row(spoken.iter().map(again).collect())
        .row(vec![button("plan-do-drop", MeetAct::DropMessage(id)), button("plan-do-back", MeetAct::Open(id))]);
    say(turn, staff, over, screen)
}

fn again_label(language: Language) -> &'static str {
    match language {
        Language::Nl => "plan-do-message-nl",
        Language::Fr => "plan-do-message-fr",
    }
}

/// Exactly what was shown, once.
pub(super) fn send(turn: &mut Turn, id: EncounterId, shown: u32, tag: [u8; 16]) -> Done {
    let Some(InHand { staff, member, grant, mut encounter }) = writable(turn, id)? else { return Ok(()) };
    let Some(mut circular) = in_writing(turn, id)? else { return Ok(()) };
    if circular.shown(&encounter) != shown || circular.lacks(&encounter).is_some() {
        turn.alert("plan-changed")?;
        let over = over(turn, staff);
        return go_on(turn, (staff, &member), id, &encounter, &circular, over);
    }
    let count = count(turn, id, circular.to);
    if count == 0 {
        return turn.alert("plan-message-nobody");
    }
    circular.by = staff;
    let at = circular::goes_at(turn, &encounter);
    circular.stage = CircularStage::Going { at, last: None, told: 0, missed: 0 };
    encounter.say(turn.now.day());
    turn.store.save_circular(id, &circular)?;
    turn.store.save_encounter(id, &encounter)?;
    turn.note_message(&grant, u32::try_from(count).unwrap_or(u32::MAX))?;
    turn.spend_token(tag)?;
    put_going(turn, staff, id, &encounter, &circular)
}

/// What is on its way. Until it goes, it can be taken back.
fn put_going(turn: &mut Turn, staff: StaffId, id: EncounterId, encounter: &Encounter, circular: &Circular) -> Done {
    let mut screen = crate::dialogue::seating::about(Screen::default(), turn, encounter);
    screen = going_in_words(turn, circular).into_iter().fold(screen, Screen::say);
    if waits(turn, circular) {
        screen = screen.row(vec![button("plan-do-message-not", MeetAct::DropMessage(id))]);
    }
    let over = over(turn, staff);
    say(turn, staff, over, screen.row(vec![button("plan-do-back", MeetAct::Open(id))]))
}

/// Nobody has been told yet, and that is for later.
fn waits(turn: &Turn, circular: &Circular) -> bool {
    matches!(circular.stage, CircularStage::Going { at, last: None, .. } if at > turn.now)
}

fn going_in_words(turn: &Turn, circular: &Circular) -> Option<Msg> {
    let CircularStage::Going { at, .. } = circular.stage else { return None };
    Some(match waits(turn, circular) {
        true => Msg::new("plan-message-waits").with("when", Arg::When(at)),
        false => Msg::new("plan-message-goes"),
    })
}

/// One line below an encounter while a message is on its way.
pub(super) fn line(turn: &mut Turn, id: EncounterId) -> Result<Option<Msg>, StoreError> {
    let circular = turn.store.get::<Circulars>(&id)?;
    Ok(circular.and_then(|circular| going_in_words(turn, &circular)))
}

/// It is thrown away, or taken back before anybody was told.
pub(super) fn drop_it(turn: &mut Turn, id: EncounterId, tag: [u8; 16]) -> Done {
    let Some(_) = in_hand(turn, id)? else { return Ok(()) };
    match turn.store.get::<Circulars>(&id)? {
        Some(circular) if is_going(&circular) && !waits(turn, &circular) => return turn.alert("plan-message-busy"),
        Some(_) => turn.store.forget_circular(id)?,
        None => return tell(turn, "plan-message-gone"),
    }
    turn.spend_token(tag)?;
    turn.toast("plan-message-dropped")?;
    super::show(turn, id)
}
