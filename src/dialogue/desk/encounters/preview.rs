//! A whole plan before it is published: as young people will read it, in both languages.
//!
//! Never true of this file: something is published that was not shown in this very version; an address stands in what young
//! people will read.

use super::{InHand, button, change, keep_published, number, over, phases, plan_in_hand, say, series, wizard};
use crate::dialogue::action::{MeetAct, Page};
use crate::dialogue::desk::tell;
use crate::dialogue::paging;
use crate::dialogue::street;
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth::meet;
use crate::domain::audit::Act;
use crate::domain::encounter::{Encounter, Step, Way, sharing};
use crate::domain::limits::SQUARES_MAX;
use crate::domain::{EncounterId, Language, StaffId};
use crate::messenger::{Arg, MessageRef, Msg, Screen};
use crate::schedule::reminders;
use crate::store::tables::Encounters;

/// Steps on one page; with the way back and the next page they are six buttons.
const STEPS_PER_PAGE: usize = 4;

/// The card in both languages, then what stands on it for nobody but the team.
pub(super) fn put(
    turn: &mut Turn,
    staff: StaffId,
    id: EncounterId,
    encounter: &Encounter,
    over: Option<MessageRef>,
) -> Done {
    let mut screen = Screen::new("plan-preview");
    for language in Language::ALL {
        screen = screen.say(head(language)).preview(language, meet::describe(turn, encounter, None));
    }
    if encounter.is_walk_in() {
        screen = screen.say("plan-preview-street");
    } else {
        screen = screen.say("plan-preview-team").quote(format!("📍 {}", encounter.venue));
    }
    if let Some(places) = encounter.places.filter(|_| !encounter.is_walk_in()) {
        let least = Msg::new("plan-least")
            .with("youths", Arg::Number(places.least_youths.into()))
            .with("officers", Arg::Number(places.least_officers.into()));
        screen = screen.say(least);
    }
    screen = match encounter.sharing.way {
        Way::FirstCome => screen,
        Way::Lottery => screen.say("plan-by-lot"),
        Way::CodesFirst => screen.say("plan-codes-first"),
    };
    let screen = phases::listed(encounter).into_iter().fold(screen, Screen::say);
    let screen = series::listed(turn, staff, encounter, screen)?;
    let screen = change::listed(turn, encounter, screen);
    let publish = if encounter.changes.is_some() { "plan-do-apply" } else { "plan-do-publish" };
    let screen = screen
        .row(vec![button(publish, MeetAct::Publish(id, shown(encounter)))])
        .row(vec![button("plan-do-change", MeetAct::Steps(id, 0)), button("plan-do-drop", MeetAct::AskDrop(id))])
        .row(
            series::skip_button(id, encounter)
                .or_else(|| phases::offered(turn, id, encounter))
                .into_iter()
                .chain([button("plan-do-list", MeetAct::List(0))])
                .collect(),
        );
    say(turn, staff, over, screen)
}

pub(super) fn head(language: Language) -> &'static str {
    match language {
        Language::Nl => "plan-preview-nl",
        Language::Fr => "plan-preview-fr",
    }
}

/// A number that stands for exactly this version (FNV-1a over the record). It is made and compared by one running bot, or
/// by two that have the same layout: any other number means "look again".
pub fn shown(encounter: &Encounter) -> u32 {
    let bytes = postcard::to_stdvec(encounter).unwrap_or_default();
    bytes.into_iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Young people see it from now on.
pub(super) fn publish(turn: &mut Turn, id: EncounterId, version: u32, tag: [u8; 16]) -> Done {
    let Some(InHand { staff, grant, mut encounter, .. }) = plan_in_hand(turn, id)? else { return Ok(()) };
    let over = over(turn, staff);
    let changed = shown(&encounter) != version || wizard::lacking(turn, &encounter).is_some();
    if !changed && encounter.changes.is_some() {
        return change::apply(turn, id, tag);
    }
    let starts = encounter.starts.unwrap_or(turn.now);
    if !changed && encounter.sharing.way == Way::Lottery && sharing::draw_moment(turn.now, starts).is_none() {
        return turn.alert("plan-lottery-near");
    }
    if !changed && !phases::holds(turn, &encounter) {
        return turn.alert(phases::not_in_order());
    }
    if changed || !encounter.publish(turn.now, reminders::before) {
        turn.alert("plan-changed")?;
        return super::put(turn, staff, id, &encounter, over);
    }
    if !street::settle_square(turn, &mut encounter)? {
        return tell(turn, Msg::new("street-too-many").with("max", number(SQUARES_MAX)));
    }
    let Some(encounter) = series::take_apart(turn, &grant, &encounter)? else { return Ok(()) };
    keep_published(turn, &grant, Act::EncounterPublished, id, &encounter)?;
    turn.spend_token(tag)?;
    turn.toast("plan-published")?;
    super::put(turn, staff, id, &encounter, over)
}

/// What is to be changed?
pub(super) fn steps(turn: &mut Turn, id: EncounterId, page: u8) -> Done {
    let Some(InHand { staff, encounter, .. }) = plan_in_hand(turn, id)? else { return Ok(()) };
    put_steps(turn, staff, id, &encounter, page)
}

/// Of what is published its kind stays, and whether a parent must say yes.
fn may_change(encounter: &Encounter, step: Step) -> bool {
    encounter.changes.is_none() || !matches!(step, Step::Kind | Step::Consent)
}

pub(super) fn put_steps(turn: &mut Turn, staff: StaffId, id: EncounterId, encounter: &Encounter, page: u8) -> Done {
    let asked = wizard::pages(turn, encounter);
    let is_asked = |step: &Step| asked.iter().any(|page| page.step() == *step) && may_change(encounter, *step);
    let all: Vec<Step> = Step::ALL.into_iter().filter(is_asked).collect();
    let (at, pages) = paging::at(page, all.len(), STEPS_PER_PAGE);
    let mut screen = Screen::new("plan-change");
    let steps: Vec<Step> = all.into_iter().skip(at * STEPS_PER_PAGE).take(STEPS_PER_PAGE).collect();
    screen = screen.pairs(steps.iter().map(|step| button(step_label(*step), MeetAct::Ask(id, first(*step)))));
    let next = paging::next(at, pages).unwrap_or_default();
    let last = vec![button("plan-do-back", MeetAct::Open(id)), button("rights-next", MeetAct::Steps(id, next))];
    let over = over(turn, staff);
    say(turn, staff, over, screen.row(last))
}

fn first(step: Step) -> Page {
    match step {
        Step::Kind => Page::Kind,
        Step::Titles => Page::Title(Language::Nl),
        Step::When => Page::Starts,
        Step::Where => Page::Town,
        Step::Places => Page::Places,
        Step::People => Page::Ages,
        Step::Access => Page::Access,
        Step::Officers => Page::Dress,
        Step::Consent => Page::Consent,
    }
}

fn step_label(step: Step) -> &'static str {
    match step {
        Step::Kind => "plan-do-step-kind",
        Step::Titles => "plan-do-step-titles",
        Step::When => "plan-do-step-when",
        Step::Where => "plan-do-step-where",
        Step::Places => "plan-do-step-places",
        Step::People => "plan-do-step-people",
        Step::Access => "plan-do-step-access",
        Step::Officers => "plan-do-step-officers",
        Step::Consent => "plan-do-step-consent",
    }
}

pub(super) fn ask_drop(turn: &mut Turn, id: EncounterId) -> Done {
    let Some(InHand { staff, .. }) = plan_in_hand(turn, id)? else { return Ok(()) };
    let screen = Screen::new("plan-drop-sure")
        .row(vec![button("plan-do-drop-yes", MeetAct::Drop(id))])
        .row(vec![button("plan-do-back", MeetAct::Open(id))]);
    let over = over(turn, staff);
    say(turn, staff, over, screen)
}

/// Only a plan is thrown away: what is published is cancelled, so that people hear of it.
pub(super) fn drop_it(turn: &mut Turn, id: EncounterId, tag: [u8; 16]) -> Done {
    let Some(InHand { staff, encounter, .. }) = plan_in_hand(turn, id)? else { return Ok(()) };
    turn.store.remove::<Encounters>(&id)?;
    turn.spend_token(tag)?;
    let over = over(turn, staff);
    if let Some(changes) = encounter.changes {
        return super::show(turn, changes.of);
    }
    let screen = Screen::new("plan-dropped").row(vec![button("plan-do-list", MeetAct::List(0))]);
    say(turn, staff, over, screen)
}
