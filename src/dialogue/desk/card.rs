//! A case as its holder sees it: what matters first, then the words, then what can be done.
//!
//! Never true of this file: a card is made for somebody who does not hold the case.

use super::colleagues::{correct, notes};
use super::{button, labels, outside, police, raw_button, sort};
use crate::content::{MunicipalityId, utf16_units};
use crate::dialogue::action::DeskAct;
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth::rights::topic_in_words;
use crate::domain::case::{By, Case, Entry, Reply, Stage};
use crate::domain::limits::{MESSAGE_BYTES_MAX, MESSAGE_UNITS_MAX};
use crate::domain::roles::{Capability, Staff, authorize};
use crate::domain::{CaseId, Language, StaffId};
use crate::messenger::{Arg, Button, MessageRef, Msg, Screen};
use crate::store::StoreError;
use crate::store::tables::Members;

/// Puts the card in the member's chat: over a message, or new. A long thread comes as several messages, the card last.
pub fn show(turn: &mut Turn, staff: StaffId, id: CaseId, case: &Case, over: Option<MessageRef>) -> Done {
    let head = head(turn, case);
    let Some(member) = turn.store.get::<Members>(&staff)? else { return Ok(()) };
    let mut words = thread(turn, id, case)?;
    words.extend(notes::on_card(turn, id, case, staff, &member)?);
    let mut parts = cut(case, head, words);
    let last = parts.pop().unwrap_or_default();
    parts.extend(police::input(turn, id)?);
    let over = if parts.is_empty() { over } else { None };
    for part in parts {
        turn.to_staff(staff, part, Some(id))?;
    }
    let card = with_draft(last, case);
    let rows = if outside::is_guest(turn, case, staff, &member) { guest_rows(id) } else { rows(id, case, &member) };
    let card = rows.into_iter().fold(card, Screen::row);
    turn.to_staff_over(staff, over, card, Some(id), false)
}

/// Head and thread, cut into messages that the channel takes.
pub fn parts(turn: &mut Turn, id: CaseId, case: &Case, head: Screen) -> Result<Vec<Screen>, StoreError> {
    let thread = thread(turn, id, case)?;
    Ok(cut(case, head, thread))
}

fn thread(turn: &mut Turn, id: CaseId, case: &Case) -> Result<Vec<(Msg, String)>, StoreError> {
    let said = turn.thread(id, case)?.into_iter();
    Ok(said.map(|entry| (Msg::new(who(&entry)).with("day", Arg::On(entry.day)), entry.text)).collect())
}

pub fn cut(case: &Case, head: Screen, words: Vec<(Msg, String)>) -> Vec<Screen> {
    let (draft, draft_bytes) = case.draft.as_ref().map_or((0, 0), |draft| (utf16_units(&draft.text), draft.text.len()));
    let mut parts = Vec::new();
    let mut part = head;
    let (mut units, mut bytes) = (draft, draft_bytes);
    for (of, text) in words {
        let more = utf16_units(&text);
        let too_long = units + more > MESSAGE_UNITS_MAX || bytes + text.len() > MESSAGE_BYTES_MAX;
        if too_long && units > draft {
            let rest = Screen::new(Msg::new("desk-card-rest").with("code", Arg::Code(case.code)));
            parts.push(std::mem::replace(&mut part, rest));
            (units, bytes) = (draft, draft_bytes);
        }
        units += more;
        bytes += text.len();
        part = part.say(of).quote(text);
    }
    parts.push(part);
    parts
}

fn head(turn: &Turn, case: &Case) -> Screen {
    let mut screen = Screen::new(
        Msg::new("desk-card")
            .with("code", Arg::Code(case.code))
            .with("area", area(turn, case))
            .with("language", Arg::Msg(language_name(case.language)))
            .with("promised", Arg::When(case.promised))
            .with("police", Arg::Msg(sort::police(turn, case))),
    )
    .say(sort::on_card(turn, case));
    screen = labels::on_card(&turn.house.content, case).into_iter().fold(screen, Screen::say);
    if case.picked {
        screen = screen.say("filter-card-picked");
    }
    if case.correcting.is_some() {
        screen = screen.say("correct-card");
    }
    if case.urgent {
        screen = screen.say("desk-card-urgent");
    }
    if case.helper.is_some() {
        screen = screen.say("desk-card-by-card");
    }
    if let Some(topic) = topic_in_words(&turn.house.content, case.topic.as_deref()) {
        screen = screen.say(Msg::new("desk-card-topic").with("topic", topic));
    }
    if case.foreign {
        screen = screen.say(Msg::new("desk-card-foreign").with("language", Arg::Msg(language_name(case.language))));
    }
    match case.stage {
        Stage::Claimed { until, .. } => screen.say(Msg::new("desk-card-yours").with("until", Arg::Clock(until))),
        Stage::WaitingForAsker { since, .. } => screen.say(Msg::new("desk-card-waiting").with("day", Arg::On(since))),
        Stage::Sent { since, .. } => screen.say(Msg::new("desk-card-sent").with("day", Arg::On(since))),
        Stage::Waiting | Stage::Closed { .. } => screen,
    }
}

fn area(turn: &Turn, case: &Case) -> Arg {
    let id = case.area.as_deref().and_then(MunicipalityId::parse);
    match id.and_then(|id| turn.house.content.municipality(&id).cloned()) {
        Some(town) => Arg::Both { nl: town.name.nl, fr: town.name.fr },
        None => Arg::Msg("desk-elsewhere"),
    }
}

pub fn language_name(language: Language) -> &'static str {
    match language {
        Language::Nl => "desk-language-nl",
        Language::Fr => "desk-language-fr",
    }
}

fn who(entry: &Entry) -> &'static str {
    match entry.by {
        By::Asker => "desk-by-asker",
        By::Desk(Reply::Answer) => "desk-by-desk",
        By::Desk(Reply::Correction) => "correct-in-thread",
        By::Desk(Reply::MoreInfo) => "desk-by-desk-more",
    }
}

fn with_draft(screen: Screen, case: &Case) -> Screen {
    match &case.draft {
        Some(draft) => {
            let screen = screen.say("desk-draft").quote(draft.text.clone());
            match &draft.comment {
                Some(comment) => screen.say("second-comment").quote(comment.clone()),
                None => screen,
            }
        }
        None => screen,
    }
}

/// Whoever comes from another organisation reads the draft, and lets it go.
fn guest_rows(id: CaseId) -> Vec<Vec<Button>> {
    vec![vec![button("desk-do-preview", DeskAct::Preview(id))], vec![button("desk-do-release", DeskAct::Release(id))]]
}

/// Only what this member may do. Each is asked again when it is pressed.
fn rows(id: CaseId, case: &Case, member: &Staff) -> Vec<Vec<Button>> {
    let may = |capability| authorize(member, capability).is_ok();
    match case.stage {
        Stage::Claimed { .. } => {
            let mut first = vec![button("desk-do-answer", DeskAct::Answer(id))];
            if may(Capability::Triage) {
                first.push(button("sort-do", DeskAct::Sort(id, sort::page_of(case.sorted.code()))));
            }
            let mut last = vec![button("desk-do-release", DeskAct::Release(id))];
            if !sort::seldom(id, case, member).is_empty() {
                last.push(button("sort-do-more", DeskAct::More(id)));
            }
            // Asking for more is too long for half a row on a small phone.
            let mut rows = vec![first, vec![button("desk-do-more-info", DeskAct::MoreInfo(id))], last];
            if case.draft.is_some() {
                rows.insert(0, vec![button("desk-do-preview", DeskAct::Preview(id))]);
            }
            rows
        }
        Stage::WaitingForAsker { .. } => vec![vec![button("desk-do-take-back", DeskAct::Claim(id)), notes::do_ask(id)]],
        Stage::Sent { .. } => {
            let mut row = vec![notes::do_ask(id)];
            if may(Capability::Send) {
                row.push(correct::do_begin(id));
            }
            vec![row]
        }
        Stage::Waiting | Stage::Closed { .. } => Vec::new(),
    }
}

/// A button that opens a case: its code and what it waits for.
pub fn opener(id: CaseId, label: String) -> Button {
    raw_button(label, DeskAct::Show(id))
}
