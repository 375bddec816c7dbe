//! What is printed: the links of encounters as pictures, sent to whoever asks for them.
//!
//! Never true of this file: a picture is made for somebody who may not plan; it leads to what is not announced; it is drawn
//! of anything but a link that this bot answers to.

use super::{InHand, in_hand, name, tell};
use crate::dialogue::action::MeetAct;
use crate::dialogue::desk;
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth::meet;
use crate::domain::encounter::Encounter;
use crate::domain::roles::Staff;
use crate::domain::{EncounterId, StaffId};
use crate::messenger::{Arg, Attachment, Button, FileKind, Msg, picture};
use crate::outbox::{self, NewRow};
use crate::store::records::{Job, Note, Rank, Shows};

/// The button, where there is something to be printed: while somebody can come, and the bot knows its own name.
pub(super) fn offered(turn: &Turn, id: EncounterId, encounter: &Encounter) -> Option<Button> {
    let leads = encounter.takes_people(turn.now) && leads_to(turn, id, encounter).is_some();
    leads.then(|| super::button("qr-do", MeetAct::Picture(id)))
}

/// The same for codes.
pub(super) fn codes_offered(turn: &Turn, id: EncounterId, encounter: &Encounter) -> Option<Button> {
    let can = !encounter.codes.is_empty() && turn.house.settings.bot_name.is_some();
    can.then(|| super::button("qr-do", MeetAct::CodePictures(id)))
}

/// Where a poster leads: to the square of a talk in the street, else to the card. Whom a code or what came before lets in
/// has another way.
fn leads_to(turn: &Turn, id: EncounterId, encounter: &Encounter) -> Option<(&'static str, String)> {
    let (what, payload) = match encounter.street {
        Some(street) => ("square", meet::square_token(street.square)),
        None if encounter.after.is_some() => return None,
        None => ("card", meet::card_token(id)),
    };
    Some((what, turn.house.settings.link(&payload)?))
}

pub(super) fn send(turn: &mut Turn, id: EncounterId) -> Done {
    let Some(InHand { staff, member, encounter, .. }) = in_hand(turn, id)? else { return Ok(()) };
    if !encounter.takes_people(turn.now) {
        return tell(turn, "plan-not-now");
    }
    let Some((what, link)) = leads_to(turn, id, &encounter) else { return tell(turn, "plan-not-now") };
    turn.toast("qr-sent")?;
    let (file, caption) = if what == "square" { ("qr-square-file", "qr-square") } else { ("qr-card-file", "qr-card") };
    stage(turn, (staff, &member), Msg::new(file), Msg::new(caption).with("title", name(&encounter)), &link)
}

/// One of each code that is good.
pub(super) fn send_codes(turn: &mut Turn, id: EncounterId) -> Done {
    let Some(InHand { staff, member, encounter, .. }) = super::codes::with_codes(turn, id)? else { return Ok(()) };
    turn.toast("qr-sent")?;
    for code in encounter.codes.iter() {
        let numbered = |id: &'static str| Msg::new(id).with("number", Arg::Number(code.number.into()));
        let caption = numbered("qr-code").with("title", name(&encounter));
        let caption = caption.with("people", Arg::Number(code.people.into()));
        let link = meet::referral_link(turn, id, code.number);
        stage(turn, (staff, &member), numbered("qr-code-file"), caption, &link)?;
    }
    Ok(())
}

fn stage(turn: &mut Turn, (staff, member): (StaffId, &Staff), file: Msg, caption: Msg, link: &str) -> Done {
    let Some(bytes) = picture::of_link(link) else { return desk::tell(turn, "plan-not-now") };
    let locale = &turn.house.locale;
    let job = Job::Document(Attachment {
        name: locale.text(member.language, &file),
        kind: FileKind::Picture,
        bytes,
        caption: locale.text(member.language, &caption.with("link", Arg::Text(link.to_owned()))),
    });
    let not_before = turn.now;
    turn.stage(NewRow {
        to: outbox::to_staff(staff),
        job,
        rank: Rank::Desk,
        note: Note::Desk { staff, shows: Shows::Nothing, token: None },
        about: None,
        not_before,
    })
}
