//! Encounters and places: what the index knows of them, and how a place is written down.
//!
//! Never true of this file: a place that was given back can still be opened once that is on disk; a record says whose a
//! place is, but for the place's own route; something is known of somebody's places that the routes do not say.

use super::records::{Note, Owner};
use super::tables::{Circulars, Encounters as EncounterTable, Outbox, Routes, SeatRecords};
use super::{CONFIG, Store, StoreError};
use crate::domain::encounter::phases::Nonce;
use crate::domain::encounter::{
    Circular, Encounter, FriendLink, News, Places, Seat, SeatRecord, Seats, Stage, Terms, Told, Way,
};
use crate::domain::{EncounterId, Moment, PersonId, SeatId};
use crate::vault::KeyClass;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// An encounter and who has which place.
struct Known {
    encounter: Encounter,
    seats: Seats,
    names: BTreeMap<SeatId, [u8; 2]>,
}

/// See the file's header. RAM only, rebuilt at every start.
#[derive(Default)]
pub struct Encounters {
    all: BTreeMap<EncounterId, Known>,
    /// Places whose encounter was not read yet, at a start.
    early: HashMap<EncounterId, Vec<(SeatId, Seat, [u8; 2])>>,
    encounter_of: HashMap<SeatId, EncounterId>,
    whose: HashMap<SeatId, PersonId>,
    seats_of: HashMap<PersonId, BTreeSet<SeatId>>,
    /// Links for a friend, and whose they are: as long as they are good.
    links: HashMap<FriendLink, SeatId>,
    link_of: HashMap<SeatId, FriendLink>,
    /// Passes by which somebody has a place now.
    passes: HashMap<Nonce, SeatId>,
    pass_of: HashMap<SeatId, Nonce>,
    /// Places of people who have only a paper card, and whether it is over for them.
    by_card: BTreeMap<SeatId, bool>,
}

impl Encounters {
    pub fn all(&self) -> impl Iterator<Item = (EncounterId, &Encounter)> {
        self.all.iter().map(|(id, known)| (*id, &known.encounter))
    }

    pub fn get(&self, id: EncounterId) -> Option<&Encounter> {
        self.all.get(&id).map(|known| &known.encounter)
    }

    /// An encounter and its places, to be looked at.
    pub fn known(&self, id: EncounterId) -> Option<(&Encounter, &Seats)> {
        self.all.get(&id).map(|known| (&known.encounter, &known.seats))
    }

    pub fn seats(&self, id: EncounterId) -> Option<&Seats> {
        self.all.get(&id).map(|known| &known.seats)
    }

    /// Does somebody at this encounter have this name already?
    pub fn is_taken(&self, id: EncounterId, name: [u8; 2]) -> bool {
        self.all.get(&id).is_some_and(|known| known.names.values().any(|taken| *taken == name))
    }

    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// The places of somebody, in no order that tells anything.
    pub fn of(&self, person: PersonId) -> impl Iterator<Item = (SeatId, EncounterId)> {
        let seats = self.seats_of.get(&person).into_iter().flatten();
        seats.filter_map(|seat| self.encounter_of.get(seat).map(|encounter| (*seat, *encounter)))
    }

    /// Did this place go while nobody could be told?
    pub fn is_lost(&self, seat: SeatId) -> bool {
        let seats = self.encounter_of.get(&seat).and_then(|id| self.seats(*id));
        seats.and_then(|seats| seats.get(seat)).is_some_and(|seat| seat.state.is_over())
    }

    /// The encounter at which a place is.
    pub fn of_seat(&self, seat: SeatId) -> Option<&Encounter> {
        self.get(*self.encounter_of.get(&seat)?)
    }

    /// How many have only a paper card.
    pub fn cards(&self) -> usize {
        self.by_card.len()
    }

    /// Is there nobody to tell that it is over: of the place of somebody who has only a paper card it was said, and whoever
    /// is not there hears it when they come back?
    pub fn has_heard_the_end(&self, seat: SeatId) -> bool {
        self.by_card.get(&seat) == Some(&true) || self.is_lost(seat)
    }

    pub fn whose(&self, seat: SeatId) -> Option<PersonId> {
        self.whose.get(&seat).copied()
    }

    /// Who asks a friend along by this link, and to what.
    pub fn who_asks(&self, link: FriendLink) -> Option<(SeatId, EncounterId)> {
        let seat = *self.links.get(&link)?;
        self.encounter_of.get(&seat).map(|encounter| (seat, *encounter))
    }

    /// Has somebody come by this pass, who still has the place?
    pub fn is_used(&self, pass: Nonce) -> bool {
        self.passes.contains_key(&pass)
    }

    fn set_pass(&mut self, seat: SeatId, pass: Option<Nonce>) {
        if let Some(old) = self.pass_of.remove(&seat) {
            self.passes.remove(&old);
        }
        if let Some(pass) = pass {
            self.passes.insert(pass, seat);
            self.pass_of.insert(seat, pass);
        }
    }

    fn set_link(&mut self, seat: SeatId, link: Option<FriendLink>) {
        if let Some(old) = self.link_of.remove(&seat) {
            self.links.remove(&old);
        }
        if let Some(link) = link {
            self.links.insert(link, seat);
            self.link_of.insert(seat, link);
        }
    }

    pub(super) fn set(&mut self, id: EncounterId, encounter: Option<Encounter>) {
        let Some(encounter) = encounter else {
            self.all.remove(&id);
            return;
        };
        let (terms, capacities) = terms(&encounter);
        let early = self.early.remove(&id).unwrap_or_default();
        match self.all.get_mut(&id) {
            Some(known) => {
                known.seats.set_terms(terms);
                for (class, capacity) in (0u8..).zip(capacities) {
                    // Both are made by the same function, so the class is there.
                    known.seats.resize(class, capacity).unwrap_or_default();
                }
                known.seats.begin_at(encounter.starts);
                known.encounter = encounter;
            }
            None => {
                let mut seats = Seats::new(terms, &capacities);
                seats.begin_at(encounter.starts);
                let mut names = BTreeMap::new();
                for (seat, state, name) in early {
                    seats.restore(seat, state);
                    names.insert(seat, name);
                }
                self.all.insert(id, Known { encounter, seats, names });
            }
        }
    }

    pub(super) fn set_seat(&mut self, id: SeatId, record: Option<&SeatRecord>) {
        self.set_link(id, record.and_then(|record| record.link));
        self.set_pass(id, record.and_then(|record| record.pass));
        match record {
            Some(record) if record.helper.is_some() => self.by_card.insert(id, record.told == Told::Over),
            Some(_) | None => self.by_card.remove(&id),
        };
        let Some(record) = record else {
            if let Some(known) = self.encounter_of.remove(&id).and_then(|encounter| self.all.get_mut(&encounter)) {
                known.seats.forget(id);
                known.names.remove(&id);
            }
            return;
        };
        self.encounter_of.insert(id, record.encounter);
        match self.all.get_mut(&record.encounter) {
            Some(known) => {
                known.seats.restore(id, record.seat);
                known.names.insert(id, record.name);
            }
            None => self.early.entry(record.encounter).or_default().push((id, record.seat, record.name)),
        }
    }

    pub(super) fn set_whose(&mut self, seat: SeatId, person: Option<PersonId>) {
        if let Some(old) = self.whose.remove(&seat)
            && let Some(seats) = self.seats_of.get_mut(&old)
        {
            seats.remove(&seat);
            if seats.is_empty() {
                self.seats_of.remove(&old);
            }
        }
        if let Some(person) = person {
            self.whose.insert(seat, person);
            self.seats_of.entry(person).or_default().insert(seat);
        }
    }
}

/// How the places are given, class by class.
fn terms(encounter: &Encounter) -> (Terms, [u32; 3]) {
    let places = encounter.places.filter(|_| !encounter.is_walk_in());
    let of = |count: fn(Places) -> u16| places.map_or(0, |places| u32::from(count(places)));
    let capacities = [of(|places| places.youths), of(|places| places.officers), of(|places| places.trainees)];
    let (by_lot, codes_first) = (encounter.sharing.gathers(), encounter.sharing.way == Way::CodesFirst);
    (Terms { by_lot, codes_first, consent: encounter.consent == Some(true) }, capacities)
}

impl Store {
    /// Stages an encounter.
    pub fn save_encounter(&mut self, id: EncounterId, encounter: &Encounter) -> Result<(), StoreError> {
        self.put::<EncounterTable>(&id, encounter, CONFIG)
    }

    /// Stages a message as it is written, under a fresh key; the one of the words before goes after the commit.
    pub fn save_circular(&mut self, id: EncounterId, circular: &Circular) -> Result<(), StoreError> {
        let old = self.key_of::<Circulars>(&id)?;
        let fresh = self.new_key(KeyClass::TeamText)?;
        self.put::<Circulars>(&id, circular, fresh)?;
        old.into_iter().for_each(|old| self.forget_after(old));
        Ok(())
    }

    /// Stages the end of a message: no word of it can be opened any more.
    pub fn forget_circular(&mut self, id: EncounterId) -> Result<(), StoreError> {
        let key = self.key_of::<Circulars>(&id)?;
        self.remove::<Circulars>(&id)?;
        key.into_iter().for_each(|key| self.forget_after(key));
        Ok(())
    }

    /// Stages a place that is taken for the first time, under a key of its own; its route follows under the same.
    pub fn add_seat(&mut self, id: SeatId, record: &SeatRecord) -> Result<crate::vault::KeyRef, StoreError> {
        let key = self.new_key(KeyClass::Encounter)?;
        self.put::<SeatRecords>(&id, record, key)?;
        Ok(key)
    }

    /// What waits to say where it is comes too late: nobody reads that any more.
    pub fn drop_directions(&mut self, id: SeatId) -> Result<(), StoreError> {
        if self.index.pending_to(&Owner::Seat(id)) == 0 {
            return Ok(());
        }
        for row in self.index.rows_by(Owner::Seat(id)) {
            if self.get::<Outbox>(&row)?.is_some_and(|row| matches!(row.note, Note::Directions(_))) {
                self.remove::<Outbox>(&row)?;
            }
        }
        Ok(())
    }

    /// Stages the end of a place: nothing of it can be opened any more. Its key goes after the commit, because the same turn
    /// says so to whoever had it, and asks the next one: a power cut between the two would lose both.
    pub fn forget_seat(&mut self, id: SeatId) -> Result<(), StoreError> {
        let key = self.key_of::<SeatRecords>(&id)?;
        self.remove::<SeatRecords>(&id)?;
        self.remove::<Routes>(&Owner::Seat(id))?;
        key.into_iter().for_each(|key| self.forget_after(key));
        Ok(())
    }

    /// Writes down what became of places. What ended is forgotten; what is said of it goes another way.
    pub fn save_seats(&mut self, id: EncounterId, seats: &mut Seats) -> Result<(), StoreError> {
        let Some(encounter) = self.index.encounters.get(id).cloned() else { return Ok(()) };
        for (seat, state) in seats.take_touched() {
            let Some(mut record) = self.get::<SeatRecords>(&seat)? else { continue };
            if state.state.is_over() {
                if record.gone {
                    // Nobody is there to be told: it is said when they come back, and forgotten with that.
                    self.update::<SeatRecords>(&seat, &record.lost(state))?;
                } else {
                    self.forget_seat(seat)?;
                }
                continue;
            }
            record.seat = state;
            record.link = record.link.filter(|_| state.friend.is_some());
            record.set_due(&encounter);
            self.update::<SeatRecords>(&seat, &record)?;
        }
        Ok(())
    }
}

impl Encounters {
    /// When each is to be looked at by the clock.
    pub(super) fn dues(&self) -> impl Iterator<Item = (EncounterId, Moment)> {
        self.all.iter().map(|(id, known)| (*id, self.due(*id, &known.encounter)))
    }

    /// When an encounter is to be looked at by the clock: once it is cancelled at once, until everybody has heard of it.
    pub(super) fn due(&self, id: EncounterId, encounter: &Encounter) -> Moment {
        let mut seats = self.seats(id).into_iter().flat_map(Seats::iter);
        let is_empty = seats.all(|(seat, _)| self.has_heard_the_end(seat));
        match encounter.stage {
            Stage::Cancelled { at } if !is_empty || encounter.followers_due().is_some() => at,
            Stage::Planned | Stage::Published | Stage::Cancelled { .. } => {
                let draw = encounter.sharing.draw_due().filter(|_| encounter.is_published());
                let (forgotten, followers) = (encounter.forgotten_at(), encounter.followers_due());
                let news = encounter.news.as_ref().map(News::due);
                let due = [encounter.code_turns_at(), draw, followers, news, encounter.officers_checked_at()];
                due.into_iter().flatten().fold(forgotten, Moment::min)
            }
        }
    }
}
