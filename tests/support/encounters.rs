//! Encounters as a coordinator's planning leaves them, for tests that are not about planning.

use super::bot::Bot;
use super::entropy::Seeded;
use rechtdoor::content::MunicipalityId;
use rechtdoor::domain::encounter::{Access, Dress, Encounter, Kind, Places, Spoken};
use rechtdoor::domain::{Day, EncounterId, Moment, StaffId};
use rechtdoor::schedule::reminders;

/// Stands in no screen before its day, and in none of anybody without a certain place.
pub const ADDRESS: &str = "Jeugdhuis De Kring, Molenstraat 1";

/// A finished plan of two hours that nobody has announced yet, without a parent's yes.
pub fn ready(project: &str, area: &str, youths: u16, starts: Moment, today: Day) -> Encounter {
    Encounter {
        kind: Some(Kind::Meeting),
        title_nl: "Samen voetballen en praten".to_owned(),
        title_fr: "Foot et discussion".to_owned(),
        starts: Some(starts),
        minutes: Some(120),
        area: Some(area.to_owned()),
        venue: ADDRESS.to_owned(),
        places: Some(Places { youths, officers: 2, trainees: 0, least_youths: 1, least_officers: 1 }),
        ages: Some((14, 20)),
        spoken: Some(Spoken::Both),
        access: vec![Access::Wheelchair],
        access_said: true,
        dress: Some(Dress::Plain),
        no_checks: true,
        consent: Some(false),
        ..Encounter::new(project.to_owned(), StaffId([1; 16]), today)
    }
}

impl Bot {
    /// A published encounter of two hours in a municipality of some project.
    pub fn plans(&mut self, area: &str, places: u16, starts: Moment, consent: bool) -> EncounterId {
        self.plans_so(area, places, starts, |encounter| encounter.consent = Some(consent))
    }

    /// The same, with what is different about it.
    pub fn plans_so(
        &mut self,
        area: &str,
        places: u16,
        starts: Moment,
        so: impl FnOnce(&mut Encounter),
    ) -> EncounterId {
        let town = MunicipalityId::parse(area).expect("an id");
        let content = self.core().house().content.clone();
        let project = content.project_of(&town).expect("a municipality of a project").id.as_str().to_owned();
        let now = self.now;
        let mut encounter = ready(&project, area, places, starts, now.day());
        so(&mut encounter);
        assert!(encounter.publish(now, reminders::before), "it lies ahead");
        let seed = starts.0.unsigned_abs() ^ area.bytes().map(u64::from).sum::<u64>();
        let id = EncounterId::random(&mut Seeded::new(seed));
        let store = self.core().store_mut();
        store.save_encounter(id, &encounter).expect("staged");
        store.keep_turn();
        self.pass(1);
        id
    }
}
