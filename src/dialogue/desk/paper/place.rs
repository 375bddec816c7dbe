//! A place for somebody without an account: what they can come to, what holds there, a name, the place, and a card.
//!
//! Never true of this file: a code is shown twice, or before the place that it stands for is written; somebody comes who was
//! not read what holds there.

use super::{allowed, button, draw, encounters, expect, over, shown, tell};
use crate::dialogue::action::PaperAct;
use crate::dialogue::paging;
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth::meet;
use crate::domain::EncounterId;
use crate::domain::audit::Act;
use crate::domain::limits::PAPER_PLACES_PER_HOUR;
use crate::domain::roles::{Capability, Grant, Staff};
use crate::domain::{StaffId, encounter::Encounter};
use crate::messenger::{Arg, Msg, Screen};
use crate::outbox::Origin;
use crate::store::StoreError;

/// On one page; with the way back and the next page they are six buttons.
const PER_PAGE: usize = 4;

/// What the project has, the earliest first.
pub(super) fn pick(turn: &mut Turn, page: u8) -> Done {
    let Some((staff, member, _)) = allowed(turn, Capability::HelpByCard)? else { return Ok(()) };
    let all = turn.store.index.encounters.all();
    let open = all.filter(|(_, one)| is_for(turn, &member, one));
    let mut open: Vec<(EncounterId, Encounter)> = open.map(|(id, one)| (id, one.clone())).collect();
    open.sort_by_key(|(id, one)| (one.starts, *id));
    let (at, pages) = paging::at(page, open.len(), PER_PAGE);
    let (mut lines, mut buttons) = (Vec::new(), Vec::new());
    for (place, (id, one)) in (1..).zip(open.iter().skip(at * PER_PAGE).take(PER_PAGE)) {
        let line = Msg::new("plan-pick-line").with("number", Arg::Number(place));
        let line = line.with("title", encounters::name(one)).with("when", encounters::when(one));
        lines.push(turn.house.locale.text(member.language, &line));
        buttons.push(button(Msg::new("plan-do-open").with("number", Arg::Number(place)), PaperAct::Rules(*id)));
    }
    let mut screen = Screen::new(if open.is_empty() { "paper-nothing" } else { "paper-pick" });
    if !lines.is_empty() {
        screen = screen.quote(lines.join("\n"));
    }
    screen = screen.pairs(buttons);
    let mut last = vec![button("plan-do-back", PaperAct::Open)];
    if let Some(next) = paging::next(at, pages) {
        last.push(button("rights-next", PaperAct::Pick(next)));
    }
    say(turn, staff, screen.row(last))
}

/// Not what comes after another encounter: that takes a button in the chat of who was there, and a card has no chat.
fn is_for(turn: &Turn, member: &Staff, encounter: &Encounter) -> bool {
    let takes_a_card = !encounter.is_walk_in() && encounter.after.is_none();
    encounter.project == member.project && encounter.takes_people(turn.now) && takes_a_card
}

fn say(turn: &mut Turn, staff: StaffId, screen: Screen) -> Done {
    let over = over(turn, staff);
    expect(turn, staff, None)?;
    turn.to_staff_over(staff, over, screen, None, false)
}

/// One of the own project that takes people, while there is room for a card. It is said why not.
fn open(turn: &mut Turn, id: EncounterId) -> Result<Option<(StaffId, Staff, Grant)>, StoreError> {
    let Some((staff, member, grant)) = allowed(turn, Capability::HelpByCard)? else { return Ok(None) };
    let known = turn.store.index.encounters.known(id);
    let Some((_, seats)) = known.filter(|(one, _)| is_for(turn, &member, one)) else {
        return tell(turn, "plan-gone").map(|()| None);
    };
    if turn.memory.for_cards.has_places_enough(staff, turn.now) {
        let most = Arg::Number(PAPER_PLACES_PER_HOUR.into());
        return tell(turn, Msg::new("paper-many-places").with("max", most)).map(|()| None);
    }
    let capacity = turn.house.settings.capacity;
    if seats.len() >= capacity.seats_per_encounter {
        return tell(turn, "meet-line-full").map(|()| None);
    }
    if turn.store.index.cards() >= capacity.cards {
        return tell(turn, "paper-full").map(|()| None);
    }
    Ok(Some((staff, member, grant)))
}

/// Read aloud, word for word: it is what everybody reads before they get a place.
pub(super) fn rules(turn: &mut Turn, id: EncounterId) -> Done {
    let Some((staff, _, _)) = open(turn, id)? else { return Ok(()) };
    let screen = Screen::new("meet-rules")
        .say("meet-rules-report")
        .row(vec![button("paper-do-read", PaperAct::Name(id))])
        .row(vec![button("plan-do-back", PaperAct::Pick(0))]);
    say(turn, staff, screen)
}

pub(super) fn name(turn: &mut Turn, id: EncounterId) -> Done {
    let Some((staff, _, _)) = open(turn, id)? else { return Ok(()) };
    let name = meet::draw_name(turn, id);
    let shown = Msg::new("paper-name").with("name", meet::nickname(turn, name));
    let screen = Screen::new(shown)
        .row(vec![button("paper-do-take", PaperAct::Take(id, name))])
        .row(vec![button("meet-name-other", PaperAct::Name(id)), button("plan-do-back", PaperAct::Pick(0))]);
    say(turn, staff, screen)
}

/// The place, or the last one in line, and the code for the card: shown once.
pub(super) fn take(turn: &mut Turn, id: EncounterId, name: [u8; 2], tag: [u8; 16]) -> Done {
    let Some((staff, member, grant)) = open(turn, id)? else { return Ok(()) };
    if meet::is_name_taken(turn, id, name) {
        turn.toast("meet-name-taken")?;
        return self::name(turn, id);
    }
    let Some(code) = draw(turn, member.language) else { return tell(turn, "paper-full") };
    let holder = Origin::of_card(code);
    let Some(seat) = meet::take_by_card(turn, id, name, (holder, staff, member.language))? else {
        return tell(turn, "plan-gone");
    };
    turn.memory.for_cards.place_taken(staff, turn.now);
    turn.note_encounter(&grant, Act::CardPlaceTaken)?;
    turn.spend_token(tag)?;
    let Some(state) = shown::state(turn, seat)? else { return tell(turn, "plan-gone") };
    let mut screen = Screen::new(Msg::new("paper-code").with("code", Arg::Text(code.as_str().to_owned())));
    screen.lines.extend(state.lines);
    show_code(turn, staff, screen)
}

/// On the screen until it is written on a card, and not for long.
pub(super) fn show_code(turn: &mut Turn, staff: StaffId, screen: Screen) -> Done {
    let over = over(turn, staff);
    expect(turn, staff, None)?;
    turn.show_code(staff, over, &screen.row(vec![button("paper-do-written", PaperAct::Written)]))
}
