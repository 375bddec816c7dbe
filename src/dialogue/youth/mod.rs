//! The young person's side: one file a flow, and here the handing out of what somebody did.
//!
//! Never true of this room: a text is kept before it was masked; a case is found otherwise than among the presser's
//! own; something that was typed is swallowed without a word; a button that is too late or forged has an effect.
//!
//! To add a flow: one file here, its `.ftl` in both languages, an arm below.

pub mod addition;
pub mod answer;
mod ask;
mod ban;
pub(super) mod draft;
mod edits;
mod first;
pub(super) mod help;
mod home;
pub(super) mod meet;
pub(super) mod mine;
mod privacy;
mod refusals;
pub(super) mod review;
pub(super) mod rights;
pub mod send;
mod share;
mod stop;
mod wipe;

use super::action::{CaseVerb, DraftVerb, Look, Menu, Press};
use super::commands::{self, Command, Parsed, Typed};
use super::turn::{Done, Turn};
use super::{desk, referring};
use crate::domain::draft::{Draft, Purpose};
use crate::domain::{Code, DraftId};
use crate::messenger::{Button, Input, MessageRef, Screen};
use crate::outbox;
use crate::store::Owner;
use crate::store::records::Note;

/// Decides what a young person (or a newcomer) did in a private chat.
pub fn handle(turn: &mut Turn, input: Input) -> Done {
    draft::drop_if_over(turn)?;
    // A button can be pressed while nothing arrives there.
    if matches!(input, Input::Text { .. } | Input::Other { .. } | Input::Joined) {
        meet::tell_who_was_away(turn)?;
    }
    match input {
        Input::Text { text, message, reply_to: _ } => {
            match commands::parse(text.as_str()) {
                Parsed::Command(typed) => command(turn, &typed, message)?,
                Parsed::Unknown => unknown_command(turn)?,
                Parsed::Text if meet::at_the_door(turn, text.as_str())? => {}
                Parsed::Text if refusals::card_code(turn, text.as_str())? => {}
                Parsed::Text => ask::text(turn, text.as_str(), message)?,
            }
            remember(turn, message)
        }
        Input::Edited { text, message } => edits::edited(turn, text.as_str(), message),
        Input::Press { data, .. } => match Press::parse(&data) {
            Some(press) => pressed(turn, press),
            None => over(turn),
        },
        Input::Other { kind, message } => {
            refusals::refuse(turn, kind)?;
            remember(turn, message)
        }
        Input::Left => stop::left(turn),
        Input::Joined => home::enter(turn),
        // A private talk does not move; only groups do.
        Input::Moved => Ok(()),
    }
}

/// Keeps the number of the person's own message where a wipe will find it, if there is any record to keep it in.
fn remember(turn: &mut Turn, message: MessageRef) -> Done {
    let Some(who) = turn.who else { return Ok(()) };
    let now = turn.now;
    match (who.person, who.draft) {
        (Some(_), _) => {
            // Who writes is here: wishes live on from today.
            if let Some(mut person) = turn.person()? {
                person.touch(now);
                turn.keep_person(person)?;
            }
            who.origin.remember(turn.store, vec![message], now)
        }
        (None, Some(draft)) => outbox::remember(turn.store, Owner::Draft(draft), message, now),
        (None, None) => Ok(()),
    }
}

fn command(turn: &mut Turn, typed: &Typed<'_>, message: MessageRef) -> Done {
    if typed.command == Command::Start
        && let Some(token) = typed.argument.strip_prefix("i_")
    {
        return enrol(turn, token);
    }
    if typed.command == Command::Start
        && let Some(link) = typed.argument.strip_prefix(meet::FRIEND_PREFIX)
    {
        return meet::friend_arrives(turn, link);
    }
    if typed.command == Command::Start
        && let Some(code) = typed.argument.strip_prefix(referring::PREFIX)
    {
        return meet::code_arrives(turn, code);
    }
    if typed.command == Command::Start
        && let Some(square) = typed.argument.strip_prefix(meet::SQUARE_PREFIX)
    {
        return meet::square_arrives(turn, square);
    }
    if typed.command == Command::Start
        && let Some(card) = typed.argument.strip_prefix(meet::CARD_PREFIX)
    {
        return meet::card_arrives(turn, card);
    }
    if typed.command == Command::Start
        && let Some(scanned) = typed.argument.strip_prefix(meet::DOOR_PREFIX)
    {
        return meet::scanned(turn, scanned);
    }
    if typed.command == Command::Ask && !typed.argument.trim().is_empty() {
        // What stands behind the command is the question: it may hold words of danger, it is masked like any text,
        // and a newcomer reads the first screen before it, as with any text.
        rights::end_search(turn)?;
        return ask::text(turn, typed.argument, message);
    }
    if turn.language()?.is_none() {
        match typed.language {
            Some(language) => {
                first::set_language(turn, language)?;
                if typed.command == Command::Ask {
                    // Before the first question everybody reads who reads it, what Telegram knows, and 112.
                    turn.reply_new(Screen::new("first-welcome"), Note::Nothing)?;
                }
            }
            None if typed.command == Command::StaffHelp => return help::open(turn),
            None => return first::screen(turn),
        }
    }
    if typed.command == Command::Ask && ban::stops(turn)? {
        return Ok(());
    }
    if typed.command != Command::Ask {
        draft::leave(turn)?;
    }
    match typed.command {
        Command::Start | Command::Menu => home::enter(turn),
        Command::Ask => ask::open(turn),
        Command::MyQuestions => mine::list(turn),
        Command::Rights if typed.argument.is_empty() => rights::open(turn),
        Command::Rights => rights::with(turn, typed.argument, message),
        Command::Agenda => meet::open(turn),
        Command::Places => meet::own(turn),
        Command::Help | Command::StaffHelp => help::open(turn),
        Command::SwitchLanguage => first::switch(turn),
        Command::Privacy => privacy::open(turn),
        Command::Wipe => wipe::ask(turn),
        Command::Stop => stop::stop(turn),
        // The desk's own words mean nothing here, and do not tell that there is a desk.
        Command::Desk
        | Command::Next
        | Command::Dossiers
        | Command::Duty
        | Command::SecondRead
        | Command::Canned
        | Command::Library
        | Command::Correct
        | Command::Unblock
        | Command::Reload
        | Command::Team
        | Command::Log
        | Command::Figures
        | Command::Invite
        | Command::Account
        | Command::Banner
        | Command::NewEncounter
        | Command::Series
        | Command::People
        | Command::Message
        | Command::Shift
        | Command::Services
        | Command::Requests
        | Command::Practice
        | Command::Pause
        | Command::Briefing
        | Command::Presence
        | Command::LookBack
        | Command::Card
        | Command::Link
        | Command::Unlink => unknown_command(turn),
    }
}

/// An invitation turns somebody into a member, and a member has no young person's side: own questions would be out
/// of reach, so they come first.
fn enrol(turn: &mut Turn, token: &str) -> Done {
    if !turn.own_cases().is_empty() {
        return turn.reply(home::with_menu("home-invite-own-questions"));
    }
    // What was typed stays until the link proves to be good: a wrong one changes nothing.
    desk::enrol::start(turn, token)
}

fn unknown_command(turn: &mut Turn) -> Done {
    match turn.language()? {
        None => first::screen(turn),
        Some(_) => turn.reply(home::with_menu("home-unknown-command")),
    }
}

fn pressed(turn: &mut Turn, press: Press) -> Done {
    match press {
        Press::Language(language) => first::chosen(turn, language),
        Press::Menu(menu) => go(turn, menu),
        Press::Draft(id, verb) => match draft::pressed(turn, id)? {
            Some(draft) => draft_verb(turn, id, draft, verb),
            None => match rights::without_draft(&verb) {
                Some(look) => look_at(turn, look),
                None => draft::gone(turn, id),
            },
        },
        Press::Look(look) => look_at(turn, look),
        Press::Meet(meet) => meet::pressed(turn, meet),
        Press::Case(code, verb) => case_verb(turn, code, verb),
    }
}

fn look_at(turn: &mut Turn, look: Look) -> Done {
    if turn.language()?.is_none() { first::screen(turn) } else { rights::look(turn, look) }
}

fn go(turn: &mut Turn, menu: Menu) -> Done {
    if turn.language()?.is_none() {
        return if menu.is_help() { help::open(turn) } else { first::screen(turn) };
    }
    if menu == Menu::Ask && ban::stops(turn)? {
        return Ok(());
    }
    if menu != Menu::Ask {
        draft::leave(turn)?;
    }
    match menu {
        Menu::Home => home::enter(turn),
        Menu::Ask => ask::open(turn),
        Menu::Encounters => meet::open(turn),
        Menu::Rights => rights::open(turn),
        Menu::Mine => mine::list(turn),
        Menu::Help => help::open(turn),
        Menu::HelpLegal | Menu::HelpComplaint | Menu::HelpViolence | Menu::HelpListen | Menu::HelpPractical => {
            help::category(turn, menu)
        }
        Menu::Privacy => privacy::open(turn),
        Menu::PrivacyTelegram => privacy::telegram(turn),
        Menu::PrivacyData => privacy::data(turn),
        Menu::Discreet => privacy::toggle_discreet(turn),
        Menu::Wipe => wipe::ask(turn),
        Menu::WipeYes => wipe::everything(turn),
    }
}

fn draft_verb(turn: &mut Turn, id: DraftId, draft: Draft, verb: DraftVerb) -> Done {
    if is_asking(&draft, &verb) && ban::stops(turn)? {
        return Ok(());
    }
    match verb {
        DraftVerb::Send(shown) => send::send(turn, id, draft, shown),
        DraftVerb::Edit => ask::rewrite(turn, id, draft),
        DraftVerb::Drop => ask::abandon(turn),
        DraftVerb::Police => ask::toggle_police(turn, id, draft),
        DraftVerb::Areas(page) => review::areas(turn, id, page),
        DraftVerb::Area(area) => ask::choose_area(turn, id, draft, &area),
        DraftVerb::Language(language) => first::chosen(turn, language),
        DraftVerb::Belongs(code) => ask::belongs(turn, id, draft, code),
        DraftVerb::NewQuestion => ask::new_question(turn, id, draft),
        DraftVerb::Review => ask::back_to_review(turn, id, draft),
        DraftVerb::Cards => rights::offered(turn, id, draft),
        DraftVerb::Card(card) => rights::open_card(turn, &card, rights::From::of(id, &draft)),
        DraftVerb::Law(card) => rights::law(turn, &card, rights::From::of(id, &draft)),
        DraftVerb::Regions(topic) => rights::regions(turn, &topic, rights::From::of(id, &draft)),
        DraftVerb::Answered(card) => rights::answered(turn, id, draft, &card),
        DraftVerb::AskThis(topic) => rights::ask_this(turn, id, draft, &topic),
    }
}

/// Whether a button belongs to asking, which a ban closes. Reading stays open, a draft can still be thrown away, and a
/// language chosen.
fn is_asking(draft: &Draft, verb: &DraftVerb) -> bool {
    match verb {
        DraftVerb::Review => draft.purpose != Purpose::Search,
        DraftVerb::Send(_)
        | DraftVerb::Edit
        | DraftVerb::Police
        | DraftVerb::Areas(_)
        | DraftVerb::Area(_)
        | DraftVerb::Belongs(_)
        | DraftVerb::NewQuestion
        | DraftVerb::AskThis(_) => true,
        DraftVerb::Drop
        | DraftVerb::Language(_)
        | DraftVerb::Cards
        | DraftVerb::Card(_)
        | DraftVerb::Law(_)
        | DraftVerb::Regions(_)
        | DraftVerb::Answered(_) => false,
    }
}

fn case_verb(turn: &mut Turn, code: Code, verb: CaseVerb) -> Done {
    let Some((id, case)) = turn.own_case(code)? else { return over(turn) };
    match verb {
        CaseVerb::Helped => answer::helped(turn, id, &case),
        CaseVerb::NotReally | CaseVerb::Unclear | CaseVerb::Add if ban::stops(turn)? => Ok(()),
        CaseVerb::NotReally | CaseVerb::Unclear => addition::missing(turn, id, &case, verb),
        CaseVerb::Add => addition::add(turn, id, &case),
        CaseVerb::View => mine::view(turn, id, &case),
        CaseVerb::Wipe => wipe::ask_one(turn, &case),
        CaseVerb::WipeYes => wipe::one(turn, id, &case),
        CaseVerb::Open => answer::open(turn, id, &case),
        CaseVerb::Hide => answer::hide(turn, &case),
        CaseVerb::Why(reason) => answer::why(turn, &case, reason),
        CaseVerb::WhyBlocked => answer::why_blocked(turn, &case),
        CaseVerb::Share => share::yes(turn, id, case),
        CaseVerb::KeepPrivate => share::no(turn, id, case),
    }
}

/// A button that means nothing any more: said over the button, with the way on in a new message, because the message
/// it stands on may be an answer that must stay readable.
fn over(turn: &mut Turn) -> Done {
    turn.toast("common-button-over")?;
    if turn.language()?.is_none() {
        turn.pressed = None;
        return first::screen(turn);
    }
    turn.reply_new(home::with_menu("common-button-over-way-on"), Note::Nothing)
}

fn menu(label: &'static str, menu: Menu) -> Button {
    Button::menu(label, Press::Menu(menu).encode())
}
