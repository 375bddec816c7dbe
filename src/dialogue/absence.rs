//! The bot is back after more than a day: what was written to it meanwhile may be lost, and nobody knows whose that was.
//! So whoever has a question open hears it, and whoever was typing.
//!
//! Never true of this file: somebody hears twice of one absence, after a restart too (the words and how far the telling is
//! are one commit); somebody is woken up by it; the words say what this chat is about.

use super::desk::notices;
use super::turn::{Done, Turn};
use super::youth::answer;
use crate::domain::absence::{Absence, Telling, is_long};
use crate::domain::limits::ABSENCE_CASES_PER_COMMIT;
use crate::domain::{CaseId, DraftId, Language, Moment, PersonId};
use crate::messenger::{Arg, Msg, Screen};
use crate::outbox::{self, NewRow};
use crate::schedule::offers;
use crate::store::records::{Job, Note, Rank};
use crate::store::tables::{Absences, Cases, Drafts};
use crate::store::{CONFIG, StoreError};

/// The channel answered just now. When it had not for more than a day until it was `back`, people are to be told.
pub fn heard(turn: &mut Turn, back: Option<Moment>) -> Done {
    let known = turn.store.get::<Absences>(&())?.unwrap_or(Absence::new(turn.now));
    let absence = match back.filter(|back| is_long(known.heard, *back)) {
        None => Absence { heard: turn.now, ..known },
        Some(back) => {
            notices::was_away(turn, known.heard, back)?;
            let telling = Telling { arrivals: turn.store.meta().next_arrival, last: None };
            Absence { heard: turn.now, last: Some((known.heard, back)), telling: Some(telling) }
        }
    };
    turn.store.put::<Absences>(&(), &absence, CONFIG)
}

/// Tells the next ones, until there is nobody left.
pub fn tell_some(turn: &mut Turn) -> Done {
    let Some(absence) = turn.store.get::<Absences>(&())? else { return Ok(()) };
    let (Some(telling), Some((since, _))) = (absence.telling, absence.last) else { return Ok(()) };
    let some = some_behind(turn, &telling);
    for id in &some {
        tell_asker(turn, *id, &telling, since)?;
    }
    let goes_on = some.len() == ABSENCE_CASES_PER_COMMIT;
    let telling = some.last().filter(|_| goes_on).map(|last| Telling { last: Some(*last), ..telling });
    turn.store.update::<Absences>(&(), &Absence { telling, ..absence })
}

fn some_behind(turn: &Turn, telling: &Telling) -> Vec<CaseId> {
    let linked = turn.store.index.people.linked();
    let mut some: Vec<CaseId> = linked.filter(|id| telling.last.is_none_or(|last| *id > last)).collect();
    if some.len() > ABSENCE_CASES_PER_COMMIT {
        some.select_nth_unstable(ABSENCE_CASES_PER_COMMIT);
        some.truncate(ABSENCE_CASES_PER_COMMIT);
    }
    some.sort_unstable();
    some
}

/// Once, however many questions of theirs there are: at the first of them in the order in which they are gone through.
fn tell_asker(turn: &mut Turn, id: CaseId, telling: &Telling, since: Moment) -> Done {
    let Some(asker) = turn.store.index.people.asker_of(id) else { return Ok(()) };
    let cases = turn.store.index.cases_of(asker);
    let known = cases.iter().filter(|(_, case)| case.place().arrival_no <= telling.arrivals);
    if known.clone().map(|(id, _)| *id).min() != Some(id) {
        return Ok(());
    }
    let open = known.clone().find(|(_, case)| case.is_open()).map(|(id, _)| *id);
    let Some(open) = open else { return Ok(()) };
    let Some(case) = turn.store.get::<Cases>(&open)? else { return Ok(()) };
    answer::was_away(turn, open, &case, words(since, Some(case.language)))
}

/// A draft ends that was interrupted by an absence. Whether whoever typed is told here; not when a question of theirs is
/// open, for then they are told anyway.
pub fn tell_writer(turn: &mut Turn, id: DraftId) -> Result<bool, StoreError> {
    let Some(absence) = turn.store.get::<Absences>(&())? else { return Ok(false) };
    let draft = turn.store.get::<Drafts>(&id)?.filter(|draft| absence.interrupted(draft.touched));
    let Some(draft) = draft else { return Ok(false) };
    let Some(to) = outbox::to_writer(turn.store, id)?.filter(|_| draft.worker.is_none()) else { return Ok(false) };
    if let Some(person) = outbox::person_at(turn.store, &to)
        && (has_open(turn, person) || turn.store.person(person)?.is_some_and(|person| person.quiet))
    {
        return Ok(false);
    }
    let screen = words(draft.touched, draft.language);
    let screen = match draft.language {
        _ if draft.is_empty() => screen,
        Some(_) => screen.say("outage-unsent"),
        None => screen.say_in_all("outage-unsent"),
    };
    let job = Job::Send(turn.render_for_youth(&screen, draft.language.unwrap_or(Language::Nl)));
    // Whoever talks just now is awake.
    let not_before = if turn.who.is_some() { turn.now } else { offers::awake(turn.now) };
    let rank = Rank::unasked(turn.now, not_before);
    turn.stage(NewRow { to, job, rank, note: Note::Nothing, about: None, not_before })?;
    Ok(true)
}

fn has_open(turn: &Turn, person: PersonId) -> bool {
    let cases = turn.store.index.cases_of(person);
    cases.iter().any(|(_, case)| case.is_open())
}

fn words(since: Moment, language: Option<Language>) -> Screen {
    let msg = Msg::new("outage-was-away").with("since", Arg::When(since));
    match language {
        Some(_) => Screen::new(msg),
        None => Screen::default().say_in_all(msg),
    }
}
