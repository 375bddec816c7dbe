//! Bans on disk: each under the key of the quarter in which it ends, so that with the quarter the store forgets it.
//!
//! Never true of this file: an address is written; a ban is forgotten later than its quarter; hashing is done here (it is
//! slow on purpose, and the writer does not wait for it).

use super::records::{BanQuarter, Owner};
use super::tables::{BanQuarters, Bans, Routes, Table};
use super::{Store, StoreError};
use crate::domain::ban::{Ban, BanReason, Whom};
use crate::domain::limits::BANS_MAX;
use crate::domain::{BanId, CaseId, Day, Moment};
use crate::vault::slow::{SALT_BYTES, SlowHash};
use crate::vault::{Address, KeyClass};
use std::collections::BTreeSet;

/// A quarter (counted from January 1970) and its salt: what an address must be hashed with to be found in it.
pub type Salt = (i32, [u8; SALT_BYTES]);

/// An address hashed with the salt of a quarter.
pub type Hashed = (i32, SlowHash);

/// What became of the wish to ban.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Banned {
    Done,
    /// There are as many bans as there may be.
    Full,
    /// Nobody can be reached by this case any more.
    NobodyThere,
}

impl Store {
    /// Stages a ban on the asker of a case. Whose it is is hashed later; until then the case's route says it.
    pub fn ban(&mut self, case: CaseId, reason: BanReason, until: Day) -> Result<Banned, StoreError> {
        let Some(name) = self.case_name(&case)? else { return Ok(Banned::NobodyThere) };
        if self.key_of::<Routes>(&Owner::Case(case))?.is_none() {
            return Ok(Banned::NobodyThere);
        }
        if self.live_records(Bans::LETTER) >= BANS_MAX {
            return Ok(Banned::Full);
        }
        let ban = Ban { until, reason, case: name, whom: Whom::AskerOf(case) };
        let quarter = ban.quarter();
        let key = match self.key_of::<BanQuarters>(&quarter)? {
            Some(key) => key,
            None => {
                let key = self.new_key(KeyClass::Ban)?;
                let mut record = BanQuarter { salt: [0; SALT_BYTES], pepper: [0; 32] };
                self.random().fill(&mut record.salt);
                self.random().fill(&mut record.pepper);
                self.put::<BanQuarters>(&quarter, &record, key)?;
                key
            }
        };
        let id = BanId::random(self.random());
        self.put::<Bans>(&id, &ban, key)?;
        Ok(Banned::Done)
    }

    /// Stages the end of every ban that this case led to. How many there were.
    pub fn lift_bans(&mut self, case: &CaseId) -> Result<usize, StoreError> {
        let Some(name) = self.case_name(case)? else { return Ok(0) };
        let lifted: Vec<BanId> =
            self.index.bans.iter().filter(|(_, ban)| ban.case == name).map(|(id, _)| *id).collect();
        for id in &lifted {
            self.remove::<Bans>(id)?;
        }
        Ok(lifted.len())
    }

    /// Stages the end of bans that are over, and of quarters that are: key, salt and all.
    pub fn forget_old_bans(&mut self, now: Moment) -> Result<(), StoreError> {
        let today = now.day();
        let over: Vec<BanId> = self.index.bans.iter().filter(|(_, ban)| !ban.holds(today)).map(|(id, _)| *id).collect();
        for id in over {
            self.remove::<Bans>(&id)?;
        }
        let mut quarters = Vec::new();
        self.scan::<BanQuarters>(&mut |key, _| {
            quarters.extend(key.get(1..).and_then(|key| key.try_into().ok()).map(i32::from_be_bytes));
        })?;
        for quarter in quarters.into_iter().filter(|quarter| *quarter < today.quarter()) {
            if let Some(key) = self.key_of::<BanQuarters>(&quarter)? {
                self.remove::<BanQuarters>(&quarter)?;
                self.forget(key);
            }
        }
        Ok(())
    }

    /// A ban whose subject is not hashed yet, with the address behind it.
    pub fn unhashed_ban(&mut self) -> Result<Option<(BanId, Address, Salt)>, StoreError> {
        let waiting: Vec<(BanId, Ban, CaseId)> = self
            .index
            .bans
            .iter()
            .filter_map(|(id, ban)| match ban.whom {
                Whom::AskerOf(case) => Some((*id, *ban, case)),
                Whom::Tag(_) => None,
            })
            .collect();
        for (id, ban, case) in waiting {
            let route = self.get::<Routes>(&Owner::Case(case))?;
            let quarter = self.get::<BanQuarters>(&ban.quarter())?;
            match (route, quarter) {
                (Some(route), Some(quarter)) => return Ok(Some((id, route.address, (ban.quarter(), quarter.salt)))),
                // Wiped in the second between: there is nobody left to tell from others.
                _ => self.remove::<Bans>(&id)?,
            }
        }
        Ok(None)
    }

    /// What an address must be hashed with, to be told from all who are banned. Empty when nobody is.
    pub fn ban_salts(&mut self, today: Day) -> Result<Vec<Salt>, StoreError> {
        let bans = self.index.bans.values().filter(|ban| ban.holds(today));
        let quarters: BTreeSet<i32> = bans.map(Ban::quarter).collect();
        let mut salts = Vec::new();
        for quarter in quarters {
            salts.extend(self.get::<BanQuarters>(&quarter)?.map(|record| (quarter, record.salt)));
        }
        Ok(salts)
    }

    /// Stages the tag of a ban. Its case's id goes from the record with it.
    pub fn tag_ban(&mut self, id: BanId, hashed: &[Hashed]) -> Result<(), StoreError> {
        let Some(mut ban) = self.get::<Bans>(&id)? else { return Ok(()) };
        let Some(quarter) = self.get::<BanQuarters>(&ban.quarter())? else { return Ok(()) };
        let Some((_, hash)) = hashed.iter().find(|(of, _)| *of == ban.quarter()) else { return Ok(()) };
        ban.whom = Whom::Tag(hash.tag(&quarter.pepper));
        self.update::<Bans>(&id, &ban)
    }

    /// The ban, of those that hold the longest one, that is on the address with these hashes.
    pub fn ban_on(&mut self, hashed: &[Hashed], today: Day) -> Result<Option<BanId>, StoreError> {
        let mut found: Option<(Day, BanId)> = None;
        for (quarter, hash) in hashed {
            let Some(record) = self.get::<BanQuarters>(quarter)? else { continue };
            let tag = hash.tag(&record.pepper);
            #[expect(clippy::iter_over_hash_type, reason = "the last one to end is found in any order")]
            for (id, ban) in &self.index.bans {
                let same = matches!(ban.whom, Whom::Tag(known) if known == tag) && ban.quarter() == *quarter;
                if same && ban.holds(today) {
                    found = found.max(Some((ban.until, *id)));
                }
            }
        }
        Ok(found.map(|(_, id)| id))
    }
}
