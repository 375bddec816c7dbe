//! Coming by the code of a youth worker or a partner: to one encounter, ahead of whoever has none.
//!
//! Never true of this file: a link that we did not make has an effect; a code that is not good any more keeps somebody from
//! asking as everybody else does; a place says by which code it was taken.

use super::super::super::action::{CodeVerb, Meet, Menu};
use super::super::super::turn::{Done, Turn};
use super::super::super::{referring, seating};
use super::super::{draft, first, home, menu};
use super::{button, join, list, places};
use crate::domain::encounter::{Referral, Standing, Turn as InLine, Way, YOUTHS};
use crate::domain::{EncounterId, Language, SeatId};
use crate::messenger::Screen;
use crate::store::tables::SeatRecords;

/// What cannot be read is as good as a code that we did not make.
const NO_CODE: Referral = Referral { encounter: EncounterId([0; 16]), number: 0, tag: [0; Referral::TAG_BYTES] };

/// A code as something to send on: a link, or while our own name is not known what is to be sent to us.
pub(in crate::dialogue) fn link(turn: &Turn, encounter: EncounterId, number: u8) -> String {
    let payload = referring::mint(turn.store.tokens(), encounter, number);
    turn.house.settings.link(&payload).unwrap_or_else(|| format!("/start {payload}"))
}

/// `/start r_…`: somebody opened the link.
pub(in crate::dialogue::youth) fn arrive(turn: &mut Turn, typed: &str) -> Done {
    let code = referring::read(typed).unwrap_or(NO_CODE);
    if turn.language()?.is_none() {
        return welcome(turn, code);
    }
    draft::leave(turn)?;
    pressed(turn, code, CodeVerb::View)
}

/// Both languages, with the code behind the tap.
pub(super) fn welcome(turn: &mut Turn, code: Referral) -> Done {
    let choices = [("first-language-nl", Language::Nl), ("first-language-fr", Language::Fr)];
    let choices = choices.map(|(label, language)| button(label, Meet::Code(code, CodeVerb::In(language))));
    let screen = Screen::default().say_in_all("first-welcome").row(choices.to_vec());
    turn.reply(screen.row(vec![menu("first-help", Menu::Help)]))
}

pub(super) fn pressed(turn: &mut Turn, code: Referral, verb: CodeVerb) -> Done {
    let id = code.encounter;
    if !referring::is_ours(turn.store.tokens(), &code) {
        return gone(turn, None);
    }
    let known = turn.store.index.encounters.get(id);
    let Some(encounter) = known.filter(|encounter| encounter.takes_people(turn.now)) else { return gone(turn, None) };
    let counts = encounter.sharing.way == Way::CodesFirst && encounter.codes.is_good_for(code.number, 1);
    let own = turn.own_seats().into_iter().find(|(_, encounter)| *encounter == id);
    match own {
        Some((seat, _)) => show_in_line(turn, code, seat),
        // They may still ask as everybody does.
        None if !counts => gone(turn, Some(id)),
        None if !join::may_join(turn, id)? => Ok(()),
        None => match verb {
            CodeVerb::In(_) | CodeVerb::View => view(turn, code),
            CodeVerb::Rules => {
                let back = vec![button("common-back", Meet::Code(code, CodeVerb::View)), home::button()];
                turn.reply(join::rules_before(Meet::Code(code, CodeVerb::Name)).row(back))
            }
            CodeVerb::Name => suggest(turn, code),
            CodeVerb::Take(name) => take(turn, code, name),
        },
    }
}

/// The language was chosen on the screen of the code.
pub(super) fn in_language(turn: &mut Turn, code: Referral, language: Language) -> Done {
    first::set_language(turn, language)?;
    pressed(turn, code, CodeVerb::View)
}

/// Used up, taken back, over, another encounter's or nobody's: said alike, with the way on that everybody has.
fn gone(turn: &mut Turn, open: Option<EncounterId>) -> Done {
    let on = match open {
        Some(id) => button("code-card", Meet::Card(id)),
        None => button("meet-others", Meet::Areas(0)),
    };
    turn.reply(Screen::new("code-gone").row(vec![on, home::button()]))
}

fn view(turn: &mut Turn, code: Referral) -> Done {
    let Some(encounter) = turn.store.index.encounters.get(code.encounter) else { return gone(turn, None) };
    let mut screen = Screen::new("code-asked");
    screen.lines.extend(list::describe(turn, encounter, None).lines);
    let on = button("friend-read-on", Meet::Code(code, CodeVerb::Rules));
    turn.reply(screen.row(vec![on]).row(vec![home::button()]))
}

fn suggest(turn: &mut Turn, code: Referral) -> Done {
    let name = join::draw(turn, code.encounter);
    let screen = join::suggested(turn, name, Meet::Code(code, CodeVerb::Take(name)));
    let other = button("meet-name-other", Meet::Code(code, CodeVerb::Name));
    turn.reply(screen.row(vec![other, button("common-back", Meet::Code(code, CodeVerb::View))]))
}

/// A place, or in line ahead of whoever has no code.
fn take(turn: &mut Turn, code: Referral, name: [u8; 2]) -> Done {
    let id = code.encounter;
    let Some((mut encounter, mut seats)) = seating::seats_of(turn, id) else { return gone(turn, None) };
    if join::is_taken(turn, id, name) {
        turn.toast("meet-name-taken")?;
        return suggest(turn, code);
    }
    if !encounter.codes.spend(code.number, 1) {
        return gone(turn, Some(id));
    }
    let (now, seat) = (turn.now, SeatId::random(turn.store.random()));
    let in_line = InLine { standing: Standing::Referred, order: seats.next_order() };
    let joined = seats.join(seat, YOUTHS, in_line, now);
    let Some(state) = joined.ok().and_then(|_| seats.get(seat).copied()) else { return gone(turn, None) };
    turn.store.save_encounter(id, &encounter)?;
    let record = join::sit_down(turn, (id, &encounter), seat, state, name)?;
    seating::settle(turn, id, &encounter, &mut seats)?;
    let screen = places::screen(turn, seat, &record, &encounter, &seats);
    turn.reply_to_deed(screen)
}

/// Who waits already goes before whoever has no code; who has a place sees it.
fn show_in_line(turn: &mut Turn, code: Referral, seat: SeatId) -> Done {
    let Some((mut encounter, mut seats)) = seating::seats_of(turn, code.encounter) else { return gone(turn, None) };
    let (people, order, now) = (seats.people(seat), seats.next_order(), turn.now);
    let is_good = encounter.sharing.way == Way::CodesFirst && encounter.codes.is_good_for(code.number, people);
    if !is_good || seats.refer(seat, order, now).is_err() {
        return places::show(turn, seat);
    }
    encounter.codes.spend(code.number, people);
    turn.store.save_encounter(code.encounter, &encounter)?;
    seating::settle(turn, code.encounter, &encounter, &mut seats)?;
    let Some(record) = turn.store.get::<SeatRecords>(&seat)? else { return Ok(()) };
    let screen = places::screen(turn, seat, &record, &encounter, &seats);
    turn.reply(Screen { lines: Screen::new("code-counts").lines.into_iter().chain(screen.lines).collect(), ..screen })
}
