//! Coming by the code of a youth worker or a partner: to one encounter, ahead of whoever has none. And by the pass of who was
//! at what came before.
//!
//! Never true of this file: a link that we did not make has an effect; a code that is not good any more keeps somebody from
//! asking as everybody else does; a place says by which code it was taken.

use super::super::super::action::{CodeVerb, Meet, Menu};
use super::super::super::turn::{Done, Turn};
use super::super::super::{phases, referring, seating};
use super::super::{draft, first, home, menu};
use super::{button, join, list, places};
use crate::domain::encounter::{Encounter, Proof, Referral, Standing, Turn as InLine, Way, YOUTHS};
use crate::domain::{EncounterId, Language, SeatId};
use crate::messenger::Screen;
use crate::store::records::Note;
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
    let proof = Proof::Code(referring::read(typed).unwrap_or(NO_CODE));
    if turn.language()?.is_none() {
        return welcome(turn, proof);
    }
    draft::leave(turn)?;
    pressed(turn, proof, CodeVerb::View)
}

/// Both languages, with the code behind the tap.
pub(super) fn welcome(turn: &mut Turn, proof: Proof) -> Done {
    let choices = [("first-language-nl", Language::Nl), ("first-language-fr", Language::Fr)];
    let choices = choices.map(|(label, language)| button(label, Meet::Code(proof, CodeVerb::In(language))));
    let screen = Screen::default().say_in_all("first-welcome").row(choices.to_vec());
    turn.reply(screen.row(vec![menu("first-help", Menu::Help)]))
}

pub(super) fn pressed(turn: &mut Turn, proof: Proof, verb: CodeVerb) -> Done {
    let known = target(turn, &proof).and_then(|id| Some((id, turn.store.index.encounters.get(id)?)));
    let open = known.filter(|(_, encounter)| encounter.takes_people(turn.now));
    let Some((id, encounter)) = open else { return gone(turn, proof, None) };
    let counts = counts(turn, encounter, &proof);
    let own = turn.own_seats().into_iter().find(|(_, encounter)| *encounter == id);
    match own {
        Some((seat, _)) => show_in_line(turn, id, proof, seat),
        // They may still ask as everybody does.
        None if !counts => gone(turn, proof, Some(id)),
        None if !join::may_come(turn, id)? => Ok(()),
        None => match verb {
            CodeVerb::In(_) | CodeVerb::View => view(turn, id, proof),
            CodeVerb::Rules => {
                let back = is_code(&proof).then(|| button("common-back", Meet::Code(proof, CodeVerb::View)));
                let last = back.into_iter().chain([home::button()]).collect();
                turn.reply(join::rules_before(Meet::Code(proof, CodeVerb::Name)).row(last))
            }
            CodeVerb::Name => suggest(turn, id, proof),
            CodeVerb::Take(name) => take(turn, id, proof, name),
        },
    }
}

/// To which encounter it leads, if we made it.
fn target(turn: &Turn, proof: &Proof) -> Option<EncounterId> {
    match proof {
        Proof::Code(code) => referring::is_ours(turn.store.tokens(), code).then_some(code.encounter),
        Proof::Pass(pass) => phases::target(turn, pass),
    }
}

/// Is it good for somebody who is not in yet? A code also lets in who was not at what came before: a youth worker says so.
fn counts(turn: &Turn, encounter: &Encounter, proof: &Proof) -> bool {
    match proof {
        Proof::Code(code) => encounter.has_codes() && encounter.codes.is_good_for(code.number, 1),
        Proof::Pass(pass) => encounter.after.is_some() && !turn.store.index.encounters.is_used(pass.nonce),
    }
}

/// The language was chosen on the screen of the code.
pub(super) fn in_language(turn: &mut Turn, proof: Proof, language: Language) -> Done {
    first::set_language(turn, language)?;
    pressed(turn, proof, CodeVerb::View)
}

/// Used up, taken back, over, another encounter's or nobody's: said alike, with the way on that everybody has.
fn gone(turn: &mut Turn, proof: Proof, open: Option<EncounterId>) -> Done {
    let is_for_few = open.and_then(|id| turn.store.index.encounters.get(id)).is_some_and(|one| one.after.is_some());
    let text = match proof {
        Proof::Pass(_) => "phase-gone",
        Proof::Code(_) if is_for_few => "phase-code-gone",
        Proof::Code(_) => "code-gone",
    };
    let on = match open {
        Some(id) => button("code-card", Meet::Card(id)),
        None => button("meet-others", Meet::Areas(0)),
    };
    turn.reply(Screen::new(text).row(vec![on, home::button()]))
}

fn view(turn: &mut Turn, id: EncounterId, proof: Proof) -> Done {
    let Some(encounter) = turn.store.index.encounters.get(id) else { return gone(turn, proof, None) };
    let mut screen = Screen::new(match proof {
        Proof::Pass(_) => "phase-you-were-there",
        Proof::Code(_) if encounter.sharing.way == Way::CodesFirst => "code-asked",
        Proof::Code(_) => "phase-by-code",
    });
    screen.lines.extend(list::describe(turn, encounter, None).lines);
    let on = button("friend-read-on", Meet::Code(proof, CodeVerb::Rules));
    let screen = screen.row(vec![on]).row(vec![home::button()]);
    // A pass stays where it is: its button is needed again by whoever gives their place back.
    if is_code(&proof) { turn.reply(screen) } else { turn.reply_new(screen, Note::Nothing) }
}

fn is_code(proof: &Proof) -> bool {
    matches!(proof, Proof::Code(_))
}

fn suggest(turn: &mut Turn, id: EncounterId, proof: Proof) -> Done {
    let name = join::draw(turn, id);
    let screen = join::suggested(turn, name, Meet::Code(proof, CodeVerb::Take(name)));
    let other = button("meet-name-other", Meet::Code(proof, CodeVerb::Name));
    turn.reply(screen.row(vec![other, button("common-back", Meet::Code(proof, CodeVerb::Rules))]))
}

/// A place, or in line: by a code ahead of whoever has none, where those go first.
fn take(turn: &mut Turn, id: EncounterId, proof: Proof, name: [u8; 2]) -> Done {
    let Some((mut encounter, mut seats)) = seating::seats_of(turn, id) else { return gone(turn, proof, None) };
    if join::is_taken(turn, id, name) {
        turn.toast("meet-name-taken")?;
        return suggest(turn, id, proof);
    }
    let standing = match proof {
        Proof::Code(_) if encounter.sharing.way == Way::CodesFirst => Standing::Referred,
        Proof::Code(_) | Proof::Pass(_) => Standing::Ordinary,
    };
    let (now, seat) = (turn.now, SeatId::random(turn.store.random()));
    let joined = seats.join(seat, YOUTHS, InLine { standing, order: seats.next_order() }, now);
    let Some(state) = joined.ok().and_then(|_| seats.get(seat).copied()) else { return gone(turn, proof, None) };
    if let Proof::Code(code) = proof {
        if !encounter.codes.spend(code.number, 1) {
            return gone(turn, proof, Some(id));
        }
        turn.store.save_encounter(id, &encounter)?;
    }
    let mut record = join::sit_down(turn, (id, &encounter), seat, state, name)?;
    if let Proof::Pass(pass) = proof {
        record.pass = Some(pass.nonce);
        turn.store.update::<SeatRecords>(&seat, &record)?;
    }
    seating::settle(turn, id, &encounter, &mut seats)?;
    let screen = places::screen(turn, seat, &record, &encounter, &seats);
    turn.reply_with_place(screen, seat, places::shows_address(turn, &record, &encounter))
}

/// Who waits already goes before whoever has no code; who has a place sees it.
fn show_in_line(turn: &mut Turn, id: EncounterId, proof: Proof, seat: SeatId) -> Done {
    let Some((mut encounter, mut seats)) = seating::seats_of(turn, id) else { return gone(turn, proof, None) };
    let Proof::Code(code) = proof else { return places::show(turn, seat) };
    let (people, order, now) = (seats.people(seat), seats.next_order(), turn.now);
    let is_good = encounter.sharing.way == Way::CodesFirst && encounter.codes.is_good_for(code.number, people);
    if seats.refer(seat, order, now).is_err() {
        return places::show(turn, seat);
    }
    let Some(record) = turn.store.get::<SeatRecords>(&seat)? else { return Ok(()) };
    if !is_good {
        let Some((encounter, seats)) = turn.store.index.encounters.known(id) else { return Ok(()) };
        let screen = places::screen(turn, seat, &record, encounter, seats);
        return turn.reply(headed("code-in-vain", screen));
    }
    encounter.codes.spend(code.number, people);
    turn.store.save_encounter(id, &encounter)?;
    seating::settle(turn, id, &encounter, &mut seats)?;
    let Some(record) = turn.store.get::<SeatRecords>(&seat)? else { return Ok(()) };
    let screen = places::screen(turn, seat, &record, &encounter, &seats);
    turn.reply(headed("code-counts", screen))
}

fn headed(head: &'static str, screen: Screen) -> Screen {
    Screen { lines: Screen::new(head).lines.into_iter().chain(screen.lines).collect(), ..screen }
}
