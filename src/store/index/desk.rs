//! What the index knows of the team: who has which case, what stands in whose chat, what was left behind.
//!
//! Never true of this file: somebody who is not on the team any more counts as having a case.

use super::{CaseSummary, Index};
use crate::domain::case::Stage;
use crate::domain::roles::{Capability, Staff, Standing, authorize};
use crate::domain::{CaseId, Moment, StaffId};
use std::collections::BTreeSet;

impl Index {
    pub fn held_by(&self, staff: StaffId) -> Vec<(CaseId, &CaseSummary)> {
        let mut held: Vec<_> = self
            .cases
            .iter()
            .filter(|(_, case)| matches!(case.stage(), Stage::Claimed { holder, .. } if holder == staff))
            .map(|(id, case)| (*id, case))
            .collect();
        held.sort_by_key(|(_, case)| case.place());
        held
    }

    /// Paper cards that are somebody's, whatever lies behind them.
    pub fn cards(&self) -> usize {
        self.encounters.cards() + self.by_card
    }

    /// Which case a desk message quotes.
    pub fn case_at(&self, staff: StaffId, message: i64) -> Option<CaseId> {
        self.copies.get(&(staff, message)).copied()
    }

    /// Does an active member have this case, or read it, also after its end?
    pub fn has(&self, staff: StaffId, case: CaseId) -> bool {
        let has = |case: &CaseSummary| case.stage().is_with(staff) || case.reader() == Some(staff);
        self.is_active(staff) && self.cases.get(&case).is_some_and(has)
    }

    /// May they say yes to this case, as it is on offer to their project? Or have they said so already?
    pub fn may_accept(&self, staff: StaffId, case: CaseId) -> bool {
        let Some(member) = self.members.get(&staff) else { return false };
        let is_on_offer = |case: &CaseSummary| case.offered_to().is_some_and(takes_for(member));
        self.cases.get(&case).is_some_and(is_on_offer) || self.has(staff, case)
    }

    /// Does this case wait, and is this an active member?
    pub fn can_take(&self, staff: StaffId, case: CaseId) -> bool {
        self.is_active(staff) && self.cases.get(&case).is_some_and(|case| case.stage() == Stage::Waiting)
    }

    /// Are these accounts of one person?
    pub fn is_same(&self, one: StaffId, other: StaffId) -> bool {
        let knows = |id: StaffId, of: StaffId| self.members.get(&id).is_some_and(|member| member.others.contains(&of));
        one == other || knows(one, other) || knows(other, one)
    }

    /// How many people have these accounts?
    pub fn people(&self, accounts: impl Iterator<Item = StaffId>) -> usize {
        let mut people: Vec<StaffId> = Vec::new();
        for account in accounts {
            if !people.iter().any(|one| self.is_same(*one, account)) {
                people.push(account);
            }
        }
        people.len()
    }

    /// The other accounts of this member that are on the team now.
    pub fn other_accounts(&self, staff: StaffId) -> Vec<StaffId> {
        let others = self.members.get(&staff).map(|member| member.others.as_slice()).unwrap_or_default();
        others.iter().copied().filter(|other| self.is_active(*other)).collect()
    }

    /// Is this an active member?
    pub fn is_active(&self, staff: StaffId) -> bool {
        self.members.get(&staff).is_some_and(|member| member.standing == Standing::Active)
    }

    /// Taken off the team, or turned away; or nobody knows who that is any more.
    pub fn was_removed(&self, staff: StaffId) -> bool {
        self.members.get(&staff).is_none_or(|member| member.standing == Standing::Removed)
    }

    /// Open cases that are with members who were removed, or whose role became a lesser one, since this was last asked or,
    /// after a start, ever; those whose text still stands in their chats; and what is on offer to a project of theirs where nobody
    /// is left to take it, or waits for a lawyer when none is left. In the order of the queue.
    pub fn take_left_behind(&mut self) -> Vec<CaseId> {
        if self.left.is_empty() {
            return Vec::new();
        }
        let left = std::mem::take(&mut self.left);
        self.left_by(&left)
    }

    /// The same of these members.
    pub fn left_by(&self, left: &BTreeSet<StaffId>) -> Vec<CaseId> {
        let is_with = |case: &CaseSummary| match case.stage() {
            Stage::Claimed { holder, .. } => left.contains(&holder),
            Stage::Waiting | Stage::WaitingForAsker { .. } | Stage::Sent { .. } | Stage::Closed { .. } => false,
        };
        let stands = |case: &CaseSummary| case.copies().iter().any(|(staff, _)| left.contains(staff));
        let mut found: Vec<_> = self
            .cases
            .iter()
            .filter(|(_, case)| {
                let at_it = [case.reader(), case.lawyer().flatten()];
                is_with(case)
                    || stands(case)
                    || self.is_offered_in_vain(case, left)
                    || self.is_asked_in_vain(case)
                    || at_it.into_iter().flatten().any(|staff| left.contains(&staff))
            })
            .map(|(id, case)| (case.place(), *id))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, id)| id).collect()
    }

    fn is_offered_in_vain(&self, case: &CaseSummary, left: &BTreeSet<StaffId>) -> bool {
        let Some(to) = case.offered_to() else { return false };
        let was_theirs = left.iter().filter_map(|id| self.members.get(id)).any(|member| member.project == to);
        was_theirs && self.takers(to).next().is_none()
    }

    /// Does it wait for a lawyer, and none is left?
    fn is_asked_in_vain(&self, case: &CaseSummary) -> bool {
        let advises = |member: &Staff| authorize(member, Capability::AnswerLegal).is_ok();
        case.lawyer() == Some(None) && !self.members.values().any(advises)
    }

    /// Who of a project could say yes to what is offered to it.
    pub fn takers<'a>(&'a self, project: &'a str) -> impl Iterator<Item = StaffId> + 'a {
        self.members.iter().filter(move |(_, member)| takes_for(member)(project)).map(|(id, _)| *id)
    }

    /// A member's oldest screens beyond so many.
    pub fn screens_beyond(&self, staff: StaffId, max: usize) -> Vec<[u8; 16]> {
        let all = self.screens.get(&staff);
        let excess = all.map_or(0, |all| all.len().saturating_sub(max));
        all.into_iter().flatten().take(excess).map(|(_, tag)| *tag).collect()
    }

    pub(super) fn set_screen(&mut self, tag: [u8; 16], screen: Option<(StaffId, Moment)>) {
        if let Some((staff, until)) = self.screen_of.remove(&tag)
            && let Some(all) = self.screens.get_mut(&staff)
        {
            all.remove(&(until, tag));
            if all.is_empty() {
                self.screens.remove(&staff);
            }
        }
        if let Some((staff, until)) = screen {
            self.screen_of.insert(tag, (staff, until));
            self.screens.entry(staff).or_default().insert((until, tag));
        }
    }
}

/// Can this member say yes to what is offered to a project?
fn takes_for(member: &Staff) -> impl Fn(&str) -> bool {
    |project| member.project == project && authorize(member, Capability::HandOver).is_ok()
}
