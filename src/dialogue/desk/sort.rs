//! Sorting a case: its holder says what it is about, from a screen of codes in four pages.
//!
//! Never true of this file: a code is set by who does not hold the case, or without an entry in the log; what was previewed
//! under one code is sent under another.

use super::claim::{over_own, renew};
use super::{allowed, button, card, colleagues, raw_button, refusal, second, tell};
use crate::content::{FirstLook, Sort};
use crate::dialogue::action::DeskAct;
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth::send;
use crate::domain::case::Case;
use crate::domain::roles::{Capability, Staff, authorize};
use crate::domain::triage::{Shown, Triage};
use crate::domain::{CaseId, Language};
use crate::messenger::{Arg, Button, Msg, Screen};
use crate::store::tables::Cases;

/// The codes page by page, by what they have in common: danger, rights, what it is about, and the rest.
const PAGES: [&[Triage]; 4] = [
    &[Triage::X1, Triage::X2, Triage::X3],
    &[Triage::A1, Triage::A2, Triage::A3, Triage::A4],
    &[Triage::B1, Triage::B2, Triage::B3],
    &[Triage::C1, Triage::C2, Triage::C3, Triage::Z],
];

/// The page on which a code stands; the first one for none.
pub fn page_of(code: Option<Triage>) -> u8 {
    let page = PAGES.iter().position(|page| code.is_some_and(|code| page.contains(&code)));
    page.and_then(|page| u8::try_from(page).ok()).unwrap_or_default()
}

/// Which code is it? A page of them, each with its name and how soon it is looked at.
pub fn choose(turn: &mut Turn, id: CaseId, page: u8) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::Triage)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    if let Err(why) = renew(turn, &mut case, staff) {
        return tell(turn, refusal(why));
    }
    turn.keep_hold(&grant, id, &case)?;
    let page = usize::from(page) % PAGES.len();
    let codes = PAGES.get(page).copied().unwrap_or_default();
    let lines: Vec<String> = codes.iter().filter_map(|code| line(turn, member.language, *code)).collect();
    let buttons: Vec<Button> =
        codes.iter().map(|code| raw_button(format!("🏷️ {}", code.name()), DeskAct::SetCode(id, *code))).collect();
    let screen = Screen::new(Msg::new("sort-choose").with("code", Arg::Code(case.code))).quote(lines.join("\n"));
    let screen = screen.pairs(buttons);
    let next = u8::try_from((page + 1) % PAGES.len()).unwrap_or_default();
    let screen =
        screen.row(vec![button("sort-do-next", DeskAct::Sort(id, next)), button("desk-do-back", DeskAct::Show(id))]);
    let over = over_own(turn, staff, id);
    turn.to_staff_over(staff, over, screen, Some(id), false)
}

fn line(turn: &Turn, language: Language, code: Triage) -> Option<String> {
    let sort = turn.house.content.sort(code)?;
    let msg = Msg::new(if sort.read_by_two { "sort-line-two" } else { "sort-line" })
        .with("sort", Arg::Text(code.name().to_owned()))
        .with("name", name(sort))
        .with("look", Arg::Text(turn.house.locale.text(language, &look(sort.first_look))));
    Some(turn.house.locale.text(language, &msg))
}

fn name(sort: &Sort) -> Arg {
    Arg::Both { nl: sort.name.nl.clone(), fr: sort.name.fr.clone() }
}

fn look(first: FirstLook) -> Msg {
    match first {
        FirstLook::Minutes(minutes) if minutes % 60 == 0 => {
            Msg::new("sort-look-hours").with("count", Arg::Number(i64::from(minutes / 60)))
        }
        FirstLook::Minutes(minutes) => Msg::new("sort-look-minutes").with("count", Arg::Number(i64::from(minutes))),
        FirstLook::WorkingDays(days) => Msg::new("sort-look-days").with("count", Arg::Number(i64::from(days))),
        FirstLook::Never => Msg::new("sort-look-never"),
    }
}

/// The holder says what it is about.
pub fn set(turn: &mut Turn, id: CaseId, code: Triage, tag: [u8; 16]) -> Done {
    let Some((staff, _, grant)) = allowed(turn, Capability::Triage)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    let was_urgent = case.urgent;
    if let Err(why) = renew(turn, &mut case, staff).and_then(|()| case.sort(staff, code)) {
        return tell(turn, refusal(why));
    }
    second::if_now_urgent(turn, &mut case, was_urgent);
    case.look_by = send::look_by(turn, &case);
    // The card comes again, with everything in it.
    case.unread = false;
    turn.change_code(&grant, code, id, &case)?;
    super::police::sorted(turn, id, &case)?;
    turn.spend_token(tag)?;
    turn.toast(Msg::new("sort-set").with("sort", Arg::Text(code.name().to_owned())))?;
    let over = over_own(turn, staff, id);
    card::show(turn, staff, id, &case, over)
}

/// What is done more seldom, so that the card keeps to its six buttons.
pub fn more(turn: &mut Turn, id: CaseId) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::Claim)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    if let Err(why) = renew(turn, &mut case, staff) {
        return tell(turn, refusal(why));
    }
    turn.keep_hold(&grant, id, &case)?;
    let screen = Screen::new(Msg::new("sort-more").with("code", Arg::Code(case.code)));
    let buttons = seldom(id, &case, &member);
    let screen = screen.pairs(buttons);
    let screen = screen.row(vec![button("desk-do-back", DeskAct::Show(id))]);
    let over = over_own(turn, staff, id);
    turn.to_staff_over(staff, over, screen, Some(id), false)
}

/// The buttons behind "more" that this member may press.
pub fn seldom(id: CaseId, case: &Case, member: &Staff) -> Vec<Button> {
    let may = |capability| authorize(member, capability).is_ok();
    let urgent = if case.urgent { "desk-do-not-urgent" } else { "desk-do-urgent" };
    let mut buttons = vec![colleagues::do_together(id)];
    if may(Capability::Triage) {
        buttons.push(button(urgent, DeskAct::Urgent(id)));
        buttons.push(button("labels-do", DeskAct::Labels(id, 0)));
    }
    if may(Capability::Send) && case.correcting.is_none() {
        buttons.push(button("desk-do-refuse", DeskAct::AskRefusal(id)));
        buttons.extend(super::police::buttons(id, case));
    }
    buttons
}

/// What the card says of the code: what it is and who is to answer, and that it is only a guess.
pub fn on_card(turn: &Turn, case: &Case) -> Msg {
    let sort = case.sorted.code().and_then(|code| turn.house.content.sort(code));
    let Some(sort) = sort else { return Msg::new("sort-card-none") };
    Msg::new(if case.sorted.is_guessed() { "sort-card-guessed" } else { "sort-card" })
        .with("sort", Arg::Text(sort.code.name().to_owned()))
        .with("name", name(sort))
        .with("route", Arg::Both { nl: sort.route.nl.clone(), fr: sort.route.fr.clone() })
}

/// Whether police may think along, in the words of the card. A code that forbids it wins over what the asker said.
pub fn police(turn: &Turn, case: &Case) -> &'static str {
    let content = &turn.house.content;
    let request = case.sorted.for_liaison(|code| content.allows_liaison(code));
    match (case.sorted.code(), request) {
        _ if case.sorted.borne().any(Triage::is_never_for_liaison) => "desk-police-never",
        (None, _) | (_, Some(_)) if case.police_ok => "desk-police-yes",
        (None | Some(_), _) => "desk-police-no",
    }
}

/// The code as a line of the desk has it.
pub fn short(sorted: Shown) -> Arg {
    let mark = if sorted.is_guessed() { "?" } else { "" };
    Arg::Text(sorted.code().map_or_else(|| "–".to_owned(), |code| format!("{}{mark}", code.name())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::limits::BUTTONS_MAX;

    #[test]
    fn every_code_stands_on_one_page_and_a_page_has_room_for_its_buttons() {
        assert_eq!(PAGES.concat(), Triage::ALL);
        assert!(PAGES.iter().all(|page| page.len() + 2 <= BUTTONS_MAX));
        assert_eq!([None, Some(Triage::X3), Some(Triage::A1), Some(Triage::Z)].map(page_of), [0, 0, 1, 3]);
    }
}
