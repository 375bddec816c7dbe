//! What a turn counts for the figures: in memory, until the night writes it down by itself.
//!
//! Never true of this file: more than a project, or a member's own act, and a month is known of what is counted.

use super::Turn;
use crate::domain::StaffId;
use crate::domain::figures::{FigureOf, Happened, Whose};
use crate::domain::roles::Role;

impl Turn<'_> {
    /// Something happened now in a project; `None` is the shared pool.
    pub fn count(&mut self, project: Option<&str>, happened: Happened) {
        self.count_in(self.now.day().month(), project, happened);
    }

    /// The same in another month: of what is known only after it.
    pub fn count_in(&mut self, month: i32, project: Option<&str>, happened: Happened) {
        let whose = project.map_or(Whose::Shared, |project| Whose::Project(project.to_owned()));
        self.memory.count_figure(FigureOf { month, whose }, happened);
    }

    /// Something that is a member's own to know: of whom can see it, and who has not left the team. Whoever reads the project's
    /// figures does not learn whom they helped: the rest of the project would be what is left.
    pub fn count_own(&mut self, member: StaffId, happened: Happened) {
        let is_told = match self.store.index.members.get(&member).map(|it| it.role) {
            Some(Role::Moderator | Role::Trainee) => true,
            Some(Role::Coordinator) => happened != Happened::Helped,
            Some(Role::Expert | Role::Liaison) | None => false,
        };
        if self.store.index.is_active(member) && is_told {
            let month = self.now.day().month();
            self.memory.count_figure(FigureOf { month, whose: Whose::Member(member) }, happened);
        }
    }
}
