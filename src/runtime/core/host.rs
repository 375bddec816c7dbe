//! What the host asks of the core or does to it: where the team is, that the clock is right, that a loss is accepted.
//!
//! Never true of this file: an act of the host that the audit log does not tell of.

use super::Core;
use crate::domain::audit::{Act, Deed, Doer};
use crate::domain::roles::{Role, Standing};
use crate::runtime::menus::{Seat, Shows};
use crate::store::StoreError;
use crate::store::records::Owner;
use crate::store::tables::Routes;

impl Core {
    /// Where the active members of the team are, for their menus of commands.
    pub fn team(&mut self) -> Result<Vec<Seat>, StoreError> {
        let members = self.store.index.members.iter();
        let active = members.filter(|(_, staff)| staff.standing == Standing::Active);
        let shows = |role: Role| match role {
            Role::Coordinator => Shows::Coordinators,
            Role::Moderator => Shows::Senders,
            Role::Trainee | Role::Expert | Role::Liaison => Shows::Desk,
        };
        let active: Vec<_> = active.map(|(id, staff)| (*id, shows(staff.role))).collect();
        let mut team = Vec::new();
        for (id, shows) in active {
            let route = self.store.get::<Routes>(&Owner::Staff(id))?;
            team.extend(route.map(|route| Seat { at: route.address, shows }));
        }
        Ok(team)
    }

    /// The operator says that the clock is right. On disk with the first commit.
    ///
    /// # Errors
    /// The entry of the log cannot be made; the clock stays doubted.
    pub fn trust_clock(&mut self) -> Result<(), StoreError> {
        self.note(Act::ClockTrusted)?;
        self.clock_is_right();
        Ok(())
    }

    /// Writes down what the host did. On disk with the next commit.
    ///
    /// # Errors
    /// The log cannot be read or written.
    pub fn note(&mut self, act: Act) -> Result<(), StoreError> {
        self.store.audit(Deed::new(act, Doer::Host), self.time.now())?;
        self.store.keep_turn();
        Ok(())
    }
}
