//! Paper cards: a youth worker acts for somebody who has no account, and shows what lies behind the card that they hold.
//!
//! Never true of this room: anything but a card that is alive leads to what lies behind it; a code stands in a record, a
//! button or a log in clear; a place is given or a question answered in another way than to whoever has a phone; one card holds
//! two things, so that a question and a name at an encounter could be joined.

mod asking;
mod place;
mod reading;
mod shown;

pub use asking::{asked, drop_words, lapsed as words_lapsed};
pub use reading::news as news_of_case;

use super::{allowed, button as desk_button, encounters, expect, over, team, tell};
use crate::content::utf16_units;
use crate::dialogue::action::{DeskAct, PaperAct};
use crate::dialogue::memory::Behind;
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth::meet;
use crate::domain::audit::Act;
use crate::domain::encounter::SeatRecord;
use crate::domain::limits::{PAPER_GUESSES_PER_DAY, PAPER_TYPED_UNITS_MAX};
use crate::domain::paper::{NoCode, PaperCode};
use crate::domain::roles::{Awaiting, Capability, Grant, Staff};
use crate::domain::{Moment, SeatId, StaffId};
use crate::messenger::{Arg, Button, MessageRef, Msg, Screen};
use crate::outbox::Origin;
use crate::store::StoreError;
use crate::store::records::Note;

/// Codes that are drawn until one is nobody's. With as many cards as there may be, one in 180 is somebody's.
const DRAWS: usize = 32;

/// What each button does.
pub fn act(turn: &mut Turn, meant: PaperAct, tag: [u8; 16]) -> Done {
    match meant {
        PaperAct::Open => open(turn),
        PaperAct::Pick(page) => place::pick(turn, page),
        PaperAct::Rules(id) => place::rules(turn, id),
        PaperAct::Name(id) => place::name(turn, id),
        PaperAct::Take(id, name) => place::take(turn, id, name, tag),
        PaperAct::Where(seat) => shown::venue(turn, seat),
        PaperAct::Accept(seat) => shown::accept(turn, seat, tag),
        PaperAct::AskBack(seat) => shown::ask_back(turn, seat),
        PaperAct::GiveBack(seat) => shown::give_back(turn, seat, tag),
        PaperAct::Ask => asking::open(turn),
        PaperAct::Language(id) => asking::language(turn, id),
        PaperAct::Area(id) => asking::area(turn, id),
        PaperAct::Police(id) => asking::police(turn, id),
        PaperAct::Edit(id) => asking::edit(turn, id),
        PaperAct::Drop(id) => asking::drop_it(turn, id),
        PaperAct::Send(id, seen) => asking::send(turn, id, seen, tag),
        PaperAct::Look(id) => reading::look(turn, id),
        PaperAct::Read(id) => reading::read(turn, id),
        PaperAct::Thread(id) => reading::thread(turn, id),
        PaperAct::Helped(id) => reading::helped(turn, id, tag),
        PaperAct::More(id) => reading::more(turn, id),
        PaperAct::AskWipe(id) => reading::ask_wipe(turn, id),
        PaperAct::Wipe(id) => reading::wipe(turn, id, tag),
        PaperAct::Shut => off_the_screen(turn, "paper-hidden", None),
        PaperAct::Written => off_the_screen(turn, "paper-written", Some(Awaiting::Card)),
    }
}

/// `/kaart`: where a code is typed.
pub fn open(turn: &mut Turn) -> Done {
    let Some((staff, _, _)) = allowed(turn, Capability::HelpByCard)? else { return Ok(()) };
    let over = over(turn, staff);
    expect(turn, staff, Some(Awaiting::Card))?;
    let screen = Screen::new("paper-home")
        .row(vec![button("paper-do-ask", PaperAct::Ask), button("paper-do-place", PaperAct::Pick(0))])
        .row(vec![desk_button("desk-home", DeskAct::ShowDesk)]);
    turn.to_staff_over(staff, over, screen, None, false)
}

/// A code, as it was typed. It does not stay in the chat.
pub fn typed(turn: &mut Turn, text: &str, message: MessageRef) -> Done {
    let Some((staff, _, grant)) = typist(turn)? else { return Ok(()) };
    let code = match PaperCode::parse(text) {
        // A slip of the pen has most of a code in it. What is longer was meant for something else, and is not lost at once.
        Err(NoCode::Unlike) => {
            match utf16_units(text) <= PAPER_TYPED_UNITS_MAX {
                true => turn.erase_at_staff(staff, vec![message], turn.now)?,
                false => asking::leave(turn, staff, message)?,
            }
            return again(turn, staff, "paper-unlike");
        }
        Err(NoCode::Mistyped) => None,
        Ok(code) => Some(code),
    };
    turn.erase_at_staff(staff, vec![message], turn.now)?;
    let Some(code) = code else { return again(turn, staff, "paper-mistyped") };
    let most = Arg::Number(PAPER_GUESSES_PER_DAY.into());
    if turn.memory.guesses_cards(staff, turn.now) {
        return again(turn, staff, Msg::new("paper-enough").with("max", most));
    }
    let holder = Origin::of_card(code).person(turn.store);
    let seat = turn.store.index.encounters.of(holder).next();
    if let Some((seat, _)) = seat {
        expect(turn, staff, None)?;
        turn.note_encounter(&grant, Act::CardShown)?;
        opens(turn, staff, Behind::Seat(seat))?;
        return shown::put(turn, staff, seat, None);
    }
    let case = turn.store.index.people.cases_of(holder).next();
    if let Some(case) = case {
        expect(turn, staff, None)?;
        turn.note_card(&grant, Act::CardShown, case)?;
        opens(turn, staff, Behind::Case(case))?;
        return reading::put(turn, staff, case, None);
    }
    // A word that is on no card: a slip that the last digit did not show.
    if !code.words().iter().all(|word| turn.house.content.is_paper_word(word)) {
        return again(turn, staff, "paper-mistyped");
    }
    turn.memory.wrong_card(staff, turn.now);
    turn.note_encounter(&grant, Act::CardGuessed)?;
    again(turn, staff, "paper-unknown")
}

/// What was read out of the card before leaves its screen: one card lies open at a time.
fn opens(turn: &mut Turn, staff: StaffId, behind: Behind) -> Done {
    let now = turn.now;
    match turn.memory.open_cards.open(staff, behind, now) {
        Some(before) => turn.edit_at_staff(staff, MessageRef(before), "paper-hidden", now),
        None => Ok(()),
    }
}

/// Whoever types for somebody with a card. From anybody else nothing is awaited any more.
fn typist(turn: &mut Turn) -> Result<Option<(StaffId, Staff, Grant)>, StoreError> {
    let found = allowed(turn, Capability::HelpByCard)?;
    if let (None, Some(staff)) = (&found, turn.who.and_then(|who| who.member)) {
        expect(turn, staff, None)?;
    }
    Ok(found)
}

/// Another code may be typed at once, also by whoever typed this one behind the command.
fn again(turn: &mut Turn, staff: StaffId, why: impl Into<Msg>) -> Done {
    expect(turn, staff, Some(Awaiting::Card))?;
    turn.reply_new(Screen::new(why).row(vec![desk_button("desk-home", DeskAct::ShowDesk)]), Note::Nothing)
}

/// A code that is nobody's, in the words of the language in which it will be read. `None` when none was found.
fn draw(turn: &mut Turn, language: crate::domain::Language) -> Option<PaperCode> {
    for _ in 0..DRAWS {
        let mut bytes = [0; 5];
        turn.store.random().fill(&mut bytes);
        let words = turn.house.content.paper_words(language);
        let word = |two: [u8; 2]| words.get(usize::from(u16::from_le_bytes(two)) % words.len().max(1));
        let [a, b, c, d, digit] = bytes;
        let (Some(one), Some(two)) = (word([a, b]), word([c, d])) else { return None };
        let Some(code) = PaperCode::of([one, two], digit) else { continue };
        let index = &turn.store.index;
        let holder = Origin::of_card(code).person(turn.store);
        if index.encounters.of(holder).next().is_none() && index.people.cases_of(holder).next().is_none() {
            return Some(code);
        }
    }
    None
}

/// What was to be read or written down is gone from the message under the thumb.
fn off_the_screen(turn: &mut Turn, instead: &'static str, next: Option<Awaiting>) -> Done {
    let Some((staff, _, _)) = allowed(turn, Capability::HelpByCard)? else { return Ok(()) };
    if next.is_some() {
        expect(turn, staff, next)?;
    }
    turn.memory.open_cards.hidden(staff);
    let over = turn.pressed;
    turn.to_staff_over(staff, over, Screen::new(instead), None, false)
}

/// What somebody with a phone would read, for who asked in the place of somebody with a card: never an address. Whoever
/// helped may have left the team; then the project's coordinators hear it.
///
/// An `offer` of this place is not worth saying any more when it comes late and the encounter was cancelled meanwhile.
pub fn news(turn: &mut Turn, record: &SeatRecord, words: &Screen, offer: Option<SeatId>, not_before: Moment) -> Done {
    let Some(helper) = record.helper else { return Ok(()) };
    let name = meet::nickname(turn, record.name);
    let mut screen = Screen::new(Msg::new("paper-news").with("name", name));
    screen.lines.extend(words.lines.iter().cloned());
    let project = turn.store.index.encounters.get(record.encounter).map(|encounter| encounter.project.clone());
    for staff in who_hears(turn, helper, project.as_deref()) {
        match offer {
            Some(seat) => turn.offer_to_staff(staff, &screen, seat, not_before)?,
            None => turn.to_staff_later(staff, None, screen.clone(), None, false, not_before)?,
        }
    }
    Ok(())
}

fn who_hears(turn: &Turn, helper: StaffId, project: Option<&str>) -> Vec<StaffId> {
    if turn.store.index.is_active(helper) { vec![helper] } else { team::coordinators(turn, project) }
}

fn button(label: impl Into<Msg>, act: PaperAct) -> Button {
    desk_button(label, DeskAct::Paper(act))
}
