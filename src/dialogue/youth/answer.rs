//! What comes back from the desk: an answer, a question, a refusal, a notice; and what the asker thinks of it.
//!
//! Never true of this file: a moderator's name is on it; the preview at the desk differs from what is delivered;
//! somebody who asked for discretion gets the text without a tap; an addition is closed away by a 👍.

use super::super::action::{CaseVerb, Menu, Press, RefusalReason};
use super::super::desk::paper;
use super::super::ending;
use super::super::turn::{Done, Turn};
use super::{ask, ban, home, menu, share};
use crate::content::ProjectId;
use crate::domain::CaseId;
use crate::domain::case::{By, Case, Closing, Reply, Stage};
use crate::domain::deadline::Rung;
use crate::domain::limits::DISCREET_OPEN_MINUTES;
use crate::domain::person::Person;
use crate::messenger::{Arg, Button, Msg, Screen};
use crate::outbox::{self, NewRow};
use crate::schedule;
use crate::store::StoreError;
use crate::store::records::{Job, Note, Rank};
use crate::store::tables::Cases;

/// Exactly what the asker gets, byte for byte also in the desk's preview.
pub fn screen(turn: &Turn, case: &Case, kind: Reply, text: &str) -> Screen {
    let title = match kind {
        Reply::Answer => "answer-title",
        Reply::MoreInfo => "answer-more-title",
        Reply::Correction => "correct-title",
    };
    let head = Screen::new(coded(title, case));
    let head = if kind == Reply::Correction { head.say("correct-sorry") } else { head };
    let screen = signed(turn, case, head.quote(text));
    let rows = match kind {
        // It is read out: what can be said to it stands under the youth worker's own screen.
        Reply::Answer | Reply::MoreInfo | Reply::Correction if case.helper.is_some() => Vec::new(),
        Reply::Answer | Reply::Correction => vec![
            vec![verb("answer-helped", case, CaseVerb::Helped), verb("answer-not-really", case, CaseVerb::NotReally)],
            vec![verb("answer-unclear", case, CaseVerb::Unclear), verb("answer-add", case, CaseVerb::Add)],
        ],
        Reply::MoreInfo => vec![vec![verb("answer-add", case, CaseVerb::Add)]],
    };
    rows.into_iter().fold(screen, Screen::row)
}

/// The project's line. A question of the shared pool has no project of its own.
fn signed(turn: &Turn, case: &Case, screen: Screen) -> Screen {
    let project = case.project.as_deref().and_then(ProjectId::parse);
    match project.and_then(|project| turn.house.content.project(&project)) {
        Some(project) => screen.content(project.signature.nl.clone(), project.signature.fr.clone()),
        None => screen.say("answer-team"),
    }
}

/// To the asker, by the case's own route.
pub fn deliver(turn: &mut Turn, id: CaseId, case: &Case, kind: Reply, text: &str) -> Done {
    if let Some(helper) = case.helper {
        let lives = turn.house.settings.retention;
        let open = if kind.is_answer() { lives.silent_days } else { lives.waiting_days };
        return paper::news_of_case(turn, case, helper, open + lives.link_days);
    }
    let screen = if is_discreet(turn, id)? { neutral(case) } else { screen(turn, case, kind, text) };
    turn.to_asker(id, case.language, &screen, Note::Answer(id))
}

/// The desk does not answer this one; the asker reads why and where else to go.
pub fn refused(turn: &mut Turn, id: CaseId, case: &Case, reason: RefusalReason) -> Done {
    notice(turn, id, case, refusal(reason), CaseVerb::Why(reason))
}

/// Discreet: the reason opens on a tap.
pub(super) fn why(turn: &mut Turn, case: &Case, reason: RefusalReason) -> Done {
    match case.stage {
        Stage::Closed { why: Closing::Refused, .. } => {
            open_for_a_while(turn, plain(refusal(reason), case), case, CaseVerb::Why(reason))
        }
        // Nobody refused this one: the button was not ours.
        Stage::Closed { .. }
        | Stage::Waiting
        | Stage::Claimed { .. }
        | Stage::WaitingForAsker { .. }
        | Stage::Sent { .. } => turn.toast("common-button-over"),
    }
}

/// Asking is closed to the asker of this case, which is closed with it: until when, why, what stays open.
pub fn blocked(turn: &mut Turn, id: CaseId) -> Done {
    let Some(case) = turn.store.get::<Cases>(&id)? else { return Ok(()) };
    let Some(why) = ban::closing(&case) else { return Ok(()) };
    let screen = if is_discreet(turn, id)? {
        Screen::new("answer-neutral").row(vec![verb("answer-open", &case, CaseVerb::WhyBlocked)])
    } else {
        shut(&case, why)
    };
    turn.to_asker(id, case.language, &screen, Note::Nothing)
}

/// Discreet: the reason opens on a tap.
pub(super) fn why_blocked(turn: &mut Turn, case: &Case) -> Done {
    match ban::closing(case) {
        Some(why) => open_for_a_while(turn, shut(case, why), case, CaseVerb::WhyBlocked),
        None => turn.toast("common-button-over"),
    }
}

fn shut(case: &Case, why: Msg) -> Screen {
    Screen::new(coded("answer-blocked", case)).say(why).row(vec![menu("home-help", Menu::Help), home::button()])
}

/// A coordinator lifted the ban: said to who can still be reached.
pub fn unblocked(turn: &mut Turn, id: CaseId, case: &Case) -> Done {
    notice(turn, id, case, "answer-unblocked", CaseVerb::View)
}

pub(in crate::dialogue) fn refusal(reason: RefusalReason) -> &'static str {
    match reason {
        RefusalReason::OffTopic => "answer-refused-off-topic",
        RefusalReason::OtherService => "answer-refused-other-service",
        RefusalReason::NotAQuestion => "answer-refused-not-a-question",
        RefusalReason::Insult => "answer-refused-insult",
    }
}

/// A case ended by the clock. What ended by the asker's own doing, or in silence after an answer, needs no word.
pub fn closing(turn: &mut Turn, id: CaseId, case: &Case, why: Closing) -> Done {
    match why {
        Closing::NoReply => notice(turn, id, case, "answer-closed-no-reply", CaseVerb::View),
        Closing::Unanswered => notice(turn, id, case, "answer-closed-unanswered", CaseVerb::View),
        Closing::Helped
        | Closing::Silence
        | Closing::Refused
        | Closing::Gone
        | Closing::Wiped
        | Closing::Blocked { .. } => Ok(()),
    }
}

/// The time that was promised is over, or the date that was given for it too: not at night, and not to who left with `/stop`.
pub fn late(turn: &mut Turn, id: CaseId, case: &Case) -> Done {
    if let Some(helper) = case.helper {
        let lives = turn.house.settings.retention;
        return paper::news_of_case(turn, case, helper, lives.unanswered_days + lives.link_days);
    }
    let said = if case.clock.rung() == Rung::Broken { "deadline-sorry-again" } else { "deadline-sorry" };
    let sorry = coded(said, case).with("promised", Arg::When(case.promised));
    word(turn, id, case, Screen::new(sorry).row(vec![ask::mine_button(), menu("home-help", Menu::Help)]))
}

/// Another project answers now, by the date that was promised while that is to come. With a paper card nobody need come for that.
pub fn handed_over(turn: &mut Turn, id: CaseId, case: &Case) -> Done {
    let project = case.project.as_deref().and_then(ProjectId::parse);
    let Some(project) = project.and_then(|id| turn.house.content.project(&id)) else { return Ok(()) };
    let project = Arg::Both { nl: project.name.nl.clone(), fr: project.name.fr.clone() };
    let said = if case.promised <= turn.now { "answer-handed-over-late" } else { "answer-handed-over" };
    let msg = coded(said, case).with("project", project).with("promised", Arg::When(case.promised));
    word(turn, id, case, Screen::new(msg).row(vec![ask::mine_button()]))
}

/// The police are asked in general words, as whoever asked wanted.
pub fn asks_police(turn: &mut Turn, id: CaseId, case: &Case) -> Done {
    let msg = coded("answer-asks-police", case);
    word(turn, id, case, Screen::new(msg).row(vec![ask::mine_button()]))
}

/// The bot was away, and a word of theirs may be lost. What it says is neutral, so the discreet get it as it is.
pub fn was_away(turn: &mut Turn, id: CaseId, case: &Case, screen: Screen) -> Done {
    unasked(turn, id, case, Note::Nothing, |_| screen)
}

/// A word that nobody waits for, and for the discreet only that there is one. It says what is to come: whoever is answered before
/// they are awake needs none.
fn word(turn: &mut Turn, id: CaseId, case: &Case, screen: Screen) -> Done {
    unasked(turn, id, case, Note::Awaited(id), |person| match person.discreet {
        true => Screen::new("answer-neutral").row(vec![verb("answer-open", case, CaseVerb::View)]),
        false => screen,
    })
}

/// Not at night, not to who left with `/stop`, nor to a paper card.
fn unasked(turn: &mut Turn, id: CaseId, case: &Case, note: Note, screen: impl FnOnce(&Person) -> Screen) -> Done {
    if case.helper.is_some() {
        return Ok(());
    }
    let Some(person) = turn.store.index.people.asker_of(id) else { return Ok(()) };
    let Some(person) = turn.store.person(person)?.filter(|person| !person.quiet) else { return Ok(()) };
    let job = Job::Send(turn.render_for_youth(&screen(&person), case.language));
    let (to, not_before) = (outbox::to_asker(id), schedule::offers::awake(turn.now));
    let rank = Rank::unasked(turn.now, not_before);
    turn.stage(NewRow { to, job, rank, note, about: Some(id), not_before })
}

/// A word about a case; for the discreet, one that opens with `opens`.
fn notice(turn: &mut Turn, id: CaseId, case: &Case, text: &'static str, opens: CaseVerb) -> Done {
    if let Some(helper) = case.helper {
        let days = turn.house.settings.retention.link_days;
        return paper::news_of_case(turn, case, helper, days);
    }
    let screen = if is_discreet(turn, id)? {
        Screen::new("answer-neutral").row(vec![verb("answer-open", case, opens)])
    } else {
        plain(text, case)
    };
    turn.to_asker(id, case.language, &screen, Note::Nothing)
}

fn plain(text: &'static str, case: &Case) -> Screen {
    Screen::new(coded(text, case)).row(vec![menu("common-ask-button", Menu::Ask), menu("home-help", Menu::Help)])
}

fn is_discreet(turn: &mut Turn, id: CaseId) -> Result<bool, StoreError> {
    let Some(person) = turn.store.index.people.asker_of(id) else { return Ok(false) };
    Ok(turn.store.person(person)?.is_some_and(|person| person.discreet))
}

/// Says nothing to whoever looks over a shoulder: no code, no question, no police.
fn neutral(case: &Case) -> Screen {
    Screen::new("answer-neutral").row(vec![verb("answer-open", case, CaseVerb::Open)])
}

/// Discreet: the text opens in place.
pub(super) fn open(turn: &mut Turn, id: CaseId, case: &Case) -> Done {
    let last = turn.thread(id, case)?.into_iter().rev().find_map(|entry| match entry.by {
        By::Desk(kind) => Some((kind, entry.text)),
        By::Asker => None,
    });
    let Some((kind, text)) = last else { return super::mine::view(turn, id, case) };
    let opened = screen(turn, case, kind, &text).row(vec![verb("answer-hide", case, CaseVerb::Hide)]);
    open_for_a_while(turn, opened, case, CaseVerb::Open)
}

/// The text comes in the place of the neutral message, and goes again by the clock: who was called away leaves nothing
/// to be read on the screen.
fn open_for_a_while(turn: &mut Turn, opened: Screen, case: &Case, opens: CaseVerb) -> Done {
    let Some(pressed) = turn.pressed else { return turn.reply(opened) };
    turn.reply(opened)?;
    let language = turn.language()?.unwrap_or(case.language);
    let closed = Screen::new("answer-neutral").row(vec![verb("answer-open", case, opens)]);
    let job = Job::Edit(pressed, turn.render_for_youth(&closed, language));
    let (to, not_before) = (turn.here(), turn.now.plus_minutes(DISCREET_OPEN_MINUTES));
    turn.stage(NewRow { to, job, rank: Rank::Person, note: Note::IfThere, about: None, not_before })
}

/// Discreet: the text closes again.
pub(super) fn hide(turn: &mut Turn, case: &Case) -> Done {
    // It must arrive however much else waits: the text would stay open.
    turn.reply_to_deed(neutral(case))
}

/// 👍 closes an answered case. On one that is being worked on again it has no effect, and says so.
pub(super) fn helped(turn: &mut Turn, id: CaseId, case: &Case) -> Done {
    match case.stage {
        Stage::Sent { .. } => {
            let now = turn.now;
            ending::close(turn, id, Closing::Helped, now)?;
            turn.toast("answer-thanks-short")?;
            let thanks = Screen::new(coded("answer-thanks", case));
            let screen = share::asked_with(turn, id, thanks)?;
            turn.reply_new(screen.row(home::ways_on()), Note::Nothing)
        }
        Stage::Closed { .. } => turn.toast("answer-thanks-short"),
        // Somebody puts the answer right, perhaps: nothing is promised, and it is not closed under their hands.
        Stage::Waiting | Stage::Claimed { .. } if case.correcting.is_some() => turn.toast("answer-thanks-short"),
        Stage::Waiting | Stage::Claimed { .. } | Stage::WaitingForAsker { .. } => {
            turn.alert(coded("answer-still-open", case))
        }
    }
}

pub(in crate::dialogue) fn coded(id: &'static str, case: &Case) -> Msg {
    Msg::new(id).with("code", Arg::Code(case.code))
}

pub(super) fn verb(label: &'static str, case: &Case, verb: CaseVerb) -> Button {
    Button::menu(label, Press::Case(case.code, verb).encode())
}
