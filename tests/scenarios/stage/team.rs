//! Members of a talk who are there from the beginning.

use super::Stage;
use rechtdoor::dialogue::desk::enrol;
use rechtdoor::domain::roles::{Role, Staff, Standing};
use rechtdoor::domain::{Language, StaffId};
use rechtdoor::store::CONFIG;
use rechtdoor::store::records::{Owner, RouteRecord};
use rechtdoor::store::tables::{Members, Routes};
use rechtdoor::vault::Address;

impl Stage {
    /// An active member, written into the store as an enrolment would leave it.
    pub(super) fn enrol(&mut self, name: &str, role: Role, project: String, language: &str) -> Result<(), String> {
        let language = Language::parse(language).ok_or("nl or fr")?;
        let (project, zone) = match project.split_once('/') {
            Some((project, zone)) => (project.to_owned(), Some(zone.to_owned())),
            None => (project, None),
        };
        let id = StaffId::random(&mut self.random);
        let chat = self.person(name);
        let place = u8::try_from(self.people.len()).unwrap_or_default();
        let since = self.bot.now;
        let member = Staff {
            role,
            project,
            language,
            standing: Standing::Active,
            words: [place, place + 1],
            awaiting: None,
            zone,
            fresh_until: None,
            others: Vec::new(),
            to_take_back: false,
            since,
        };
        let store = self.bot.core().store_mut();
        let route = RouteRecord { address: Address::new(chat), sent: None, messages: Vec::new() };
        store.put::<Members>(&id, &member, CONFIG).map_err(|error| error.to_string())?;
        store.put::<Routes>(&Owner::Staff(id), &route, CONFIG).map_err(|error| error.to_string())?;
        store.keep_turn();
        self.bot.pass(1);
        Ok(())
    }

    /// One more account of a member, as a confirmation would leave it.
    pub(super) fn link(&mut self, name: &str, of: &str) -> Result<(), String> {
        let first = self.staff(of)?;
        let member = self.member(first)?;
        let project = enrol::scope(&member.project, member.zone.as_deref());
        self.enrol(name, member.role, project, member.language.code())?;
        let second = self.staff(name)?;
        for (one, other) in [(first, second), (second, first)] {
            let mut member = self.member(one)?;
            member.others.push(other);
            self.bot.core().store_mut().update::<Members>(&one, &member).map_err(|error| error.to_string())?;
        }
        self.bot.core().store_mut().keep_turn();
        self.bot.pass(1);
        Ok(())
    }

    fn staff(&mut self, name: &str) -> Result<StaffId, String> {
        let chat = self.person(name);
        let staff = self.bot.core().store().index.directory.staff_of(Address::new(chat));
        staff.ok_or_else(|| format!("nobody of the team: {name}"))
    }

    fn member(&mut self, id: StaffId) -> Result<Staff, String> {
        self.bot.core().store().index.members.get(&id).cloned().ok_or_else(|| "no member".to_owned())
    }
}
