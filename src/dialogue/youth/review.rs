//! What the asker sees before sending: the text as the desk will read it, each mask named, and what may be set.
//!
//! Never true of this file: a text is shown that differs from what is sent; an agreement is presumed (police: no).

use super::super::action::DraftVerb;
use super::super::banner;
use super::super::turn::{Done, Turn};
use super::{draft, rights, send};
use crate::content::{Municipality, MunicipalityId};
use crate::domain::draft::{Draft, Purpose};
use crate::domain::guess::{Guess, guess_language};
use crate::domain::redact::Redaction;
use crate::domain::{CaseId, Code, DraftId, Language};
use crate::messenger::screen::Label;
use crate::messenger::{Arg, Button, Msg, Screen, Target};
use crate::store::StoreError;
use crate::store::records::Note;
use crate::store::tables::Cases;

/// Names of persons that the review points at, at most.
const NAMES_MAX: usize = 5;
/// Open cases offered when a text may belong to one.
const CASES_OFFERED_MAX: usize = 4;
/// Areas on one page; with "elsewhere" and "more" they are six buttons.
const AREAS_PER_PAGE: usize = 4;

/// The review of a draft, or the question where it belongs.
pub(super) fn screen(turn: &mut Turn, id: DraftId, waiting: &Draft) -> Result<Screen, StoreError> {
    let shown = draft::shown(turn, waiting);
    match waiting.purpose {
        Purpose::Unchosen => unchosen(turn, id, &shown),
        Purpose::Question => Ok(question(turn, id, waiting, &shown)),
        Purpose::Addition(case) => addition(turn, id, waiting, &shown, case, "review-addition"),
        Purpose::Missing(case) => addition(turn, id, waiting, &shown, case, "review-missing"),
        Purpose::Search => Ok(rights::results(turn, id, &shown)),
    }
}

fn question(turn: &Turn, id: DraftId, waiting: &Draft, shown: &Redaction) -> Screen {
    let text = shown.text.as_str();
    let mut screen = notes(turn, Screen::new("review-title").quote(text), shown);
    if is_foreign(text) {
        screen = screen.say("review-foreign");
    }
    let police = if waiting.police_ok { "review-police-yes" } else { "review-police-no" };
    let near = turn.house.content.near_unless_danger(text);
    let (consent, mut set) = match may_ask_police(turn, text, waiting.topic.as_deref()) {
        false => ("review-consent-addition", Vec::new()),
        true => ("review-consent", vec![verb(police, id, DraftVerb::Police)]),
    };
    set.insert(0, area_button(turn, id, waiting));
    if let Some(topic) = rights::topic_in_words(&turn.house.content, waiting.topic.as_deref()) {
        screen = screen.say(Msg::new("rights-about").with("topic", topic));
    }
    let banner = banner::before(turn, send::project_of(turn, waiting.area.as_deref()).as_deref());
    screen = banner.into_iter().fold(screen, Screen::say);
    screen = screen.say(consent);
    if let Some(cards) = rights::offer_button(turn, id, near) {
        screen = screen.row(vec![cards]);
    }
    screen
        .row(set)
        .row(vec![send_button(id, waiting, text)])
        .row(vec![verb("review-edit", id, DraftVerb::Edit), verb("review-stop", id, DraftVerb::Drop)])
}

/// May somebody be asked whether an officer thinks along? Not when their question goes to the front because of danger: it waits
/// for no officer, and who sits in a police car is not asked about the police. And never about complaints and violence: those
/// cannot go to the police, whatever was pressed before.
pub(in crate::dialogue) fn may_ask_police(turn: &Turn, text: &str, topic: Option<&str>) -> bool {
    let content = &turn.house.content;
    content.urgent_danger(text).is_none() && !content.is_against_police(topic, &content.hits(text))
}

fn addition(
    turn: &mut Turn,
    id: DraftId,
    waiting: &Draft,
    shown: &Redaction,
    case: CaseId,
    title: &'static str,
) -> Result<Screen, StoreError> {
    // The purpose was settled before: the case is there.
    let Some(case) = turn.store.get::<Cases>(&case)? else { return Ok(question(turn, id, waiting, shown)) };
    let text = shown.text.as_str();
    let title = Msg::new(title).with("code", Arg::Code(case.code));
    Ok(notes(turn, Screen::new(title).quote(text), shown)
        .say("review-consent-addition")
        .row(vec![send_button(id, waiting, text)])
        .row(vec![verb("review-edit", id, DraftVerb::Edit), verb("review-stop", id, DraftVerb::Drop)])
        .row(vec![verb("review-new-question", id, DraftVerb::NewQuestion)]))
}

fn unchosen(turn: &mut Turn, id: DraftId, shown: &Redaction) -> Result<Screen, StoreError> {
    let codes: Vec<Code> = turn.open_cases().iter().map(|own| own.code).collect();
    let mut screen = Screen::new("review-which").quote(shown.text.as_str());
    // The newest are the likeliest.
    for code in codes.into_iter().rev().take(CASES_OFFERED_MAX) {
        let label = Msg::new("review-belongs").with("code", Arg::Code(code));
        screen = screen.row(vec![verb(label, id, DraftVerb::Belongs(code))]);
    }
    Ok(screen
        .row(vec![verb("review-new-question", id, DraftVerb::NewQuestion), verb("review-stop", id, DraftVerb::Drop)]))
}

/// What was masked, and what may be a name.
pub(in crate::dialogue) fn notes(turn: &Turn, mut screen: Screen, shown: &Redaction) -> Screen {
    let text = shown.text.as_str();
    let kinds = draft::kinds_in(turn, text);
    if !kinds.is_empty() {
        let list = |language: Language| {
            let names = turn.house.mask_names.get(&language);
            let names: Vec<&str> =
                names.map(|names| kinds.iter().map(|kind| names.name(*kind)).collect()).unwrap_or_default();
            names.join(", ")
        };
        let kinds = Arg::Both { nl: list(Language::Nl), fr: list(Language::Fr) };
        screen = screen.say(Msg::new("review-masked").with("kinds", kinds));
    }
    let mut names: Vec<&str> = Vec::new();
    for hint in &shown.hints {
        if let Some(name) = text.get(hint.start..hint.end)
            && !names.contains(&name)
            && names.len() < NAMES_MAX
        {
            names.push(name);
        }
    }
    if !names.is_empty() {
        // Somebody's words stay a paragraph of their own and never become part of a sentence of ours.
        screen = screen.say("review-names").quote(names.join(" · "));
    }
    screen
}

/// A page of the areas; the last one leads back to the first.
pub(super) fn areas(turn: &mut Turn, id: DraftId, page: u8) -> Done {
    let towns: Vec<Municipality> = turn.house.content.municipalities().cloned().collect();
    let pages = towns.len().div_ceil(AREAS_PER_PAGE).max(1);
    let page = usize::from(page) % pages;
    let mut screen = Screen::new("review-areas");
    let mut row = Vec::new();
    for town in towns.iter().skip(page * AREAS_PER_PAGE).take(AREAS_PER_PAGE) {
        row.push(town_button(id, town, DraftVerb::Area(town.id.as_str().to_owned())));
        if row.len() == 2 {
            screen = screen.row(std::mem::take(&mut row));
        }
    }
    if !row.is_empty() {
        screen = screen.row(row);
    }
    let mut last = vec![verb("review-elsewhere", id, DraftVerb::Area(String::new()))];
    if pages > 1 {
        let next = u8::try_from((page + 1) % pages).unwrap_or_default();
        last.push(verb("review-more-areas", id, DraftVerb::Areas(next)));
    }
    let over = turn.pressed;
    turn.reply_over(over, screen.row(last), Note::Review(id))
}

fn area_button(turn: &Turn, id: DraftId, waiting: &Draft) -> Button {
    let town = waiting.area.as_deref().and_then(MunicipalityId::parse);
    match town.and_then(|town| turn.house.content.municipality(&town)) {
        Some(town) => town_button(id, town, DraftVerb::Areas(0)),
        None => verb("review-elsewhere", id, DraftVerb::Areas(0)),
    }
}

fn town_button(id: DraftId, town: &Municipality, act: DraftVerb) -> Button {
    let label = Label::Both {
        nl: format!("📍 {}", town.name.get(Language::Nl)),
        fr: format!("📍 {}", town.name.get(Language::Fr)),
    };
    Button { label, target: Target::Menu(draft::data(id, act)) }
}

fn send_button(id: DraftId, waiting: &Draft, text: &str) -> Button {
    verb("review-send", id, DraftVerb::Send(draft::fingerprint(waiting, text)))
}

fn verb(label: impl Into<Msg>, id: DraftId, act: DraftVerb) -> Button {
    Button::menu(label, draft::data(id, act))
}

/// Does the text seem to be in neither of our languages? Only noted, never refused: it is a guess.
pub(super) fn is_foreign(text: &str) -> bool {
    guess_language(text) == Guess::Other
}
