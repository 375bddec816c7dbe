//! The team as a backup holds it: members, linked groups, where they can be reached, and what the team wrote for
//! everybody. They are no young people.
//!
//! Never true of this file: a case, a draft, a person, or a message of anybody gets into a roster. What a member was
//! about to answer stays out too: it names a case. So does a text that no second member has read: it may still say
//! something of somebody.

use super::records::{GroupRecord, Owner, RouteRecord};
use super::tables::{Groups, Members, Routes, TeamTexts};
use super::{CONFIG, Store, StoreError};
use crate::domain::roles::{Role, Staff, Standing};
use crate::domain::team_text::TeamText;
use crate::domain::{Language, Moment, StaffId, TextId};
use crate::vault::Address;
use serde::{Deserialize, Serialize};

/// Everybody on the team, and its groups. Lives in a backup for as long as its holders keep it.
#[derive(Default, Serialize, Deserialize)]
pub struct Roster {
    pub members: Vec<Member>,
    pub groups: Vec<Group>,
    /// What two members have read, shown or about to be. An archive from before there were any has none.
    #[serde(default)]
    pub texts: Vec<(TextId, TeamText)>,
}

/// A member whom a coordinator, or the host, has confirmed.
#[derive(Serialize, Deserialize)]
pub struct Member {
    pub id: StaffId,
    pub role: Role,
    pub project: String,
    pub zone: Option<String>,
    pub language: Language,
    pub words: [u8; 2],
    pub since: Moment,
    pub address: Address,
    /// Of the same person. An archive from before there were any has none.
    #[serde(default)]
    pub others: Vec<StaffId>,
}

/// A group that hears that questions wait.
#[derive(Serialize, Deserialize)]
pub struct Group {
    pub id: StaffId,
    pub project: String,
    pub linked_by: StaffId,
    pub address: Address,
}

impl Store {
    /// The team as the last commit left it. Who waits to be confirmed, and who was removed, is not in it.
    ///
    /// # Errors
    /// A record of the team does not open.
    pub fn roster(&mut self) -> Result<Roster, StoreError> {
        let mut staff = Vec::new();
        self.scan::<Members>(&mut |key, member| staff.extend(id_of(key).map(|id| (id, member))))?;
        let mut linked = Vec::new();
        self.scan::<Groups>(&mut |key, group| linked.extend(id_of(key).map(|id| (id, group))))?;
        let mut roster = Roster::default();
        for (id, Staff { role, project, zone, language, standing, words, awaiting: _, since, others, .. }) in staff {
            let Some(route) = self.get::<Routes>(&Owner::Staff(id))? else { continue };
            if standing == Standing::Active {
                let address = route.address;
                roster.members.push(Member { id, role, project, zone, language, words, since, address, others });
            }
        }
        for (id, GroupRecord { project, linked_by }) in linked {
            let Some(route) = self.get::<Routes>(&Owner::Group(id))? else { continue };
            roster.groups.push(Group { id, project, linked_by, address: route.address });
        }
        self.scan::<TeamTexts>(&mut |key, text| {
            let id = key.get(1..).and_then(|id| id.try_into().ok()).map(TextId);
            roster.texts.extend(id.filter(|_| text.is_read()).map(|id| (id, text)));
        })?;
        Ok(roster)
    }

    /// Stages the whole team, for a store in which nobody is yet.
    ///
    /// # Errors
    /// A record cannot be staged.
    pub fn enlist(&mut self, roster: &Roster) -> Result<(), StoreError> {
        let route = |address: Address| RouteRecord { address, sent: None, messages: Vec::new() };
        for member in &roster.members {
            let staff = Staff {
                role: member.role,
                project: member.project.clone(),
                language: member.language,
                standing: Standing::Active,
                words: member.words,
                awaiting: None,
                zone: member.zone.clone(),
                fresh_until: None,
                others: member.others.clone(),
                to_take_back: false,
                since: member.since,
            };
            self.put::<Members>(&member.id, &staff, CONFIG)?;
            self.put::<Routes>(&Owner::Staff(member.id), &route(member.address), CONFIG)?;
        }
        for group in &roster.groups {
            let record = GroupRecord { project: group.project.clone(), linked_by: group.linked_by };
            self.put::<Groups>(&group.id, &record, CONFIG)?;
            self.put::<Routes>(&Owner::Group(group.id), &route(group.address), CONFIG)?;
        }
        for (id, text) in &roster.texts {
            self.save_text(*id, text)?;
        }
        Ok(())
    }
}

fn id_of(record_key: &[u8]) -> Option<StaffId> {
    record_key.get(1..)?.try_into().ok().map(StaffId)
}
