//! An encounter of the world, and a place at it.

use crate::world::{ASKER, GENK, World};
use rechtdoor::dialogue::desk::encounters;
use rechtdoor::domain::Language;
use rechtdoor::domain::encounter::{
    Audience, Circular, Dress, Encounter, Kind, Places, Seat, SeatRecord, SeatState, Spoken, Stage, Standing as InLine,
    Turn, YOUTHS,
};
use rechtdoor::outbox::Origin;
use rechtdoor::store::records::Owner;
use rechtdoor::store::tables::{Circulars, SeatRecords};
use rechtdoor::vault::Address;

/// The title of an encounter, and where it is.
pub const MEETING: &str = "ijsvogeltje: samen koken";
pub const ADDRESS: &str = "Wielewaalstraat 7";
/// What a colleague is about to write to those who come.
pub const MESSAGE: &str = "Trek laarzen aan, waterhoentjes.";

impl World {
    /// A finished plan of a colleague's project, in five days, but for what is changed.
    pub fn has_plan(&mut self, change: impl FnOnce(&mut Encounter)) {
        let (id, today) = (self.encounter, self.bot.now.day());
        let mut plan = Encounter {
            kind: Some(Kind::Workshop),
            title_nl: MEETING.to_owned(),
            title_fr: MEETING.to_owned(),
            starts: Some(self.bot.now.plus_days(5)),
            minutes: Some(120),
            area: Some(GENK.to_owned()),
            venue: ADDRESS.to_owned(),
            places: Some(Places { youths: 8, officers: 4, trainees: 0, least_youths: 4, least_officers: 2 }),
            ages: Some((12, 18)),
            spoken: Some(Spoken::Both),
            access_said: true,
            dress: Some(Dress::Plain),
            no_checks: true,
            consent: Some(false),
            ..Encounter::new(GENK.to_owned(), self.colleague, today)
        };
        change(&mut plan);
        self.shown = encounters::shown(&plan);
        self.bot.core().store_mut().save_encounter(id, &plan).expect("staged");
        self.keep();
    }

    /// The asker has a place at it that waits for a parent.
    pub fn has_seat(&mut self) {
        let until = self.bot.now.plus_hours(48);
        self.has_seat_that_is(SeatState::Held { until });
    }

    pub fn has_seat_that_is(&mut self, state: SeatState) {
        let until = self.bot.now.plus_hours(48);
        let turn = Turn { standing: InLine::Ordinary, order: 1 };
        let seat = Seat::new(YOUTHS, turn, state);
        let record = SeatRecord { due: Some(until), ..SeatRecord::new(self.encounter, seat, [0, 0], Language::Nl, 1) };
        let id = self.seat;
        let store = self.bot.core().store_mut();
        let key = store.add_seat(id, &record).expect("staged");
        Origin::new(Address::new(ASKER)).bind(store, Owner::Seat(id), key).expect("staged");
        self.keep();
    }

    /// It stands otherwise.
    pub fn seat_is(&mut self, change: impl Fn(&mut SeatRecord)) {
        let id = self.seat;
        let store = self.bot.core().store_mut();
        let mut record = store.get::<SeatRecords>(&id).expect("readable").expect("there");
        change(&mut record);
        store.update::<SeatRecords>(&id, &record).expect("staged");
        self.keep();
    }

    /// Somebody comes, and a colleague is writing to those who do.
    pub fn has_message(&mut self, words: &str) {
        self.has_plan(|plan| plan.stage = Stage::Published);
        self.has_seat_that_is(SeatState::Confirmed);
        let mut message = Circular::new(self.colleague, Audience::Placed, self.bot.now);
        (message.nl, message.fr) = (words.to_owned(), words.to_owned());
        let id = self.encounter;
        self.shown = message.shown(&self.encounter_now().expect("there"));
        self.bot.core().store_mut().save_circular(id, &message).expect("staged");
        self.keep();
    }

    pub fn message_now(&mut self) -> Option<Circular> {
        let id = self.encounter;
        self.bot.core().store_mut().get::<Circulars>(&id).expect("readable")
    }

    pub fn encounter_now(&mut self) -> Option<Encounter> {
        let id = self.encounter;
        self.bot.core().store().index.encounters.get(id).cloned()
    }
}
