//! The audit log on disk: a chain of entries, each under the key of its month, and the marks that hold the chain's ends.
//!
//! Never true of this file: an entry is written in another batch than its act; an entry that is gone, changed or moved
//! is walked over; a key of a month outlives the last entry of that month.
//!
//! The chain is keyed, and its key is sealed under the master key. It shows what somebody did who can change the store's
//! files, or lost part of them; whoever holds the master key can make a whole new chain. The end of the chain, written
//! down elsewhere ([`AuditReport::head`]), is what would show even that.

use super::records::{AuditRecord, Mark};
use super::tables::{Audit, Cases, MarkKey, Marks, Table};
use super::{Store, StoreError, key_of};
use crate::domain::audit::{AuditEntry, CaseName, Deed};
use crate::domain::limits::{AUDIT_ENTRIES_MAX, AUDIT_NIGHTLY_MAX};
use crate::domain::{CaseId, Moment};
use crate::vault::{FixedKey, KeyClass, KeyRef, MacKey};

/// The key of the chain's ends and of the months' checkpoints.
const MARKS: KeyRef = KeyRef::Fixed(FixedKey::Audit);

/// A chain that holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct AuditReport {
    /// Entries that are there.
    pub entries: u64,
    /// The number of the newest one; 0 when nothing was ever done.
    pub last: u64,
    /// The hash of the newest one: written down elsewhere, it proves later that nothing before it was changed.
    pub head: [u8; 32],
}

/// The first thing that is wrong with a chain. Numbers are those of the entries.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AuditBreak {
    #[error("entry {0} is missing")]
    Missing(u64),
    #[error("entry {0} cannot be opened: its file was damaged, or it stands at another's place")]
    Unreadable(u64),
    #[error("entry {is} stands at the place of entry {at}")]
    Moved { at: u64, is: u64 },
    #[error("entry {0} is not what was written, or what stood before it was changed")]
    Changed(u64),
    #[error("there are entries, and nothing says where they end")]
    NoHead,
    #[error("the end of the log is not the end that was noted")]
    Head,
    #[error("the log is not what it was at the end of a month (month {0} after January 1970)")]
    Checkpoint(i32),
    #[error("there are {0} entries more than the log made")]
    Stray(u64),
}

impl Store {
    /// Writes an entry down in the turn at hand. It is kept or dropped with the act that it tells of.
    pub fn audit(&mut self, deed: Deed, now: Moment) -> Result<(), StoreError> {
        self.audit_within(deed, now, AUDIT_ENTRIES_MAX)
    }

    fn audit_within(&mut self, deed: Deed, now: Moment, max: u64) -> Result<(), StoreError> {
        let (head, chain) = match (self.get::<Marks>(&MarkKey::Head)?, self.chain_key()?) {
            (Some(head), Some(chain)) => (head, chain),
            (Some(_) | None, _) => self.begin_audit()?,
        };
        let entry = AuditEntry::new(head.number + 1, deed, now);
        let last = self.get::<Audit>(&head.number)?.map(|record| record.entry);
        if last.is_some_and(|last| entry.repeats(&last)) {
            return Ok(());
        }
        let month = entry.at().day().month();
        let key = match last {
            Some(last) if last.at().day().month() == month => self.key_of::<Audit>(&head.number)?,
            Some(last) => {
                self.put::<Marks>(&MarkKey::Month(last.at().day().month()), &head, MARKS)?;
                None
            }
            None => None,
        };
        let key = match key {
            Some(key) => key,
            None => self.new_key(KeyClass::Audit)?,
        };
        let hash = link(&chain, &head.hash, &entry)?;
        self.put::<Audit>(&entry.number, &AuditRecord { entry, hash }, key)?;
        self.put::<Marks>(&MarkKey::Head, &Mark { number: entry.number, hash }, MARKS)?;
        let base = self.get::<Marks>(&MarkKey::Base)?.unwrap_or_default();
        if entry.number.saturating_sub(base.number) > max { self.take_oldest(1, |_| true) } else { Ok(()) }
    }

    /// The key of the chain's links. Drawn once and sealed under the master's: so the chain holds when that changes.
    fn chain_key(&mut self) -> Result<Option<MacKey>, StoreError> {
        Ok(self.get::<Marks>(&MarkKey::Chain)?.map(|mark| MacKey::from_record(&mark.hash)))
    }

    /// The first entry of all; or, after a loss that was accepted, the first behind what is left without a head.
    fn begin_audit(&mut self) -> Result<(Mark, MacKey), StoreError> {
        let mut secret = [0; 32];
        self.random().fill(&mut secret);
        self.put::<Marks>(&MarkKey::Chain, &Mark { number: 0, hash: secret }, MARKS)?;
        let mut last = 0;
        self.scan::<Audit>(&mut |_, record| last = last.max(record.entry.number))?;
        let mark = Mark { number: last, hash: [0; 32] };
        self.put::<Marks>(&MarkKey::Base, &mark, MARKS)?;
        Ok((mark, MacKey::from_record(&secret)))
    }

    /// Stages the end of entries whose lifetime is over, and of the keys of months that have no entry left.
    pub fn forget_old_audit(&mut self, now: Moment) -> Result<(), StoreError> {
        let (today, days) = (now.day(), self.index.retention.audit_days);
        self.take_oldest(AUDIT_NIGHTLY_MAX, |entry| entry.is_over(today, days))
    }

    /// At most `max` from the old end, as long as they are over. The chain begins behind the last one taken.
    fn take_oldest(&mut self, max: u64, is_over: impl Fn(&AuditEntry) -> bool) -> Result<(), StoreError> {
        let Some(head) = self.get::<Marks>(&MarkKey::Head)? else { return Ok(()) };
        let mut base = self.get::<Marks>(&MarkKey::Base)?.unwrap_or_default();
        let (mut taken, mut keys, mut months, mut kept) = (0, Vec::new(), Vec::new(), None);
        for number in base.number + 1..=head.number {
            // One that is missing does not hold up those behind it; the walk tells of it while it can.
            let Some(key) = self.key_of::<Audit>(&number)? else { continue };
            let Some(AuditRecord { entry, hash }) = self.get::<Audit>(&number)? else { continue };
            if taken == max || !is_over(&entry) {
                kept = Some(key);
                break;
            }
            self.remove::<Audit>(&number)?;
            base = Mark { number, hash };
            taken += 1;
            if !keys.contains(&key) {
                keys.push(key);
                months.push(entry.at().day().month());
            }
        }
        if taken == 0 {
            return Ok(());
        }
        self.put::<Marks>(&MarkKey::Base, &base, MARKS)?;
        for key in keys.into_iter().filter(|key| Some(*key) != kept) {
            self.forget(key);
        }
        for month in months.into_iter().map(MarkKey::Month) {
            if self.get::<Marks>(&month)?.is_some_and(|mark| mark.number <= base.number) {
                self.remove::<Marks>(&month)?;
            }
        }
        Ok(())
    }

    /// Walks the log as it is on disk, from its old end to its head. The inner error is the first thing that is wrong.
    ///
    /// # Errors
    /// The outer one: the store itself cannot be read.
    pub fn verify_audit(&mut self) -> Result<Result<AuditReport, AuditBreak>, StoreError> {
        let there = self.live_records(Audit::LETTER);
        let Some(head) = self.get::<Marks>(&MarkKey::Head)? else {
            return Ok(if there == 0 { Ok(AuditReport::default()) } else { Err(AuditBreak::NoHead) });
        };
        let base = self.get::<Marks>(&MarkKey::Base)?.unwrap_or_default();
        let mut checkpoints = Vec::new();
        self.scan::<Marks>(&mut |key, mark| {
            if let Some(MarkKey::Month(month)) = MarkKey::read(key) {
                checkpoints.push((month, mark));
            }
        })?;
        let Some(chain) = self.chain_key()? else { return Ok(Err(AuditBreak::NoHead)) };
        let mut before = base.hash;
        for number in base.number + 1..=head.number {
            before = match self.step(&chain, number, &before)? {
                Ok(hash) => hash,
                Err(wrong) => return Ok(Err(wrong)),
            };
            if let Some((month, _)) = checkpoints.iter().find(|(_, mark)| mark.number == number && mark.hash != before)
            {
                return Ok(Err(AuditBreak::Checkpoint(*month)));
            }
        }
        if let Some((month, _)) = checkpoints.iter().find(|(_, mark)| mark.number > head.number) {
            return Ok(Err(AuditBreak::Checkpoint(*month)));
        }
        let entries = head.number - base.number;
        Ok(match there {
            _ if before != head.hash => Err(AuditBreak::Head),
            there if there > entries => Err(AuditBreak::Stray(there - entries)),
            _ => Ok(AuditReport { entries, last: head.number, head: head.hash }),
        })
    }

    fn step(
        &mut self,
        chain: &MacKey,
        number: u64,
        before: &[u8; 32],
    ) -> Result<Result<[u8; 32], AuditBreak>, StoreError> {
        let record = match self.get::<Audit>(&number) {
            Ok(Some(record)) => record,
            Ok(None) => return Ok(Err(AuditBreak::Missing(number))),
            Err(StoreError::Damaged { .. }) => return Ok(Err(AuditBreak::Unreadable(number))),
            Err(error) => return Err(error),
        };
        if record.entry.number != number {
            return Ok(Err(AuditBreak::Moved { at: number, is: record.entry.number }));
        }
        let hash = link(chain, before, &record.entry)?;
        Ok(if hash == record.hash { Ok(hash) } else { Err(AuditBreak::Changed(number)) })
    }

    /// The newest entries, newest first.
    pub fn recent_audit(&mut self, max: usize) -> Result<Vec<AuditEntry>, StoreError> {
        self.audit_before(None, max)
    }

    /// Entries with a lower number than `before`, or the newest; newest first. Cases that live are told by
    /// [`Store::case_name`].
    pub fn audit_before(&mut self, before: Option<u64>, max: usize) -> Result<Vec<AuditEntry>, StoreError> {
        let head = self.get::<Marks>(&MarkKey::Head)?.unwrap_or_default();
        let base = self.get::<Marks>(&MarkKey::Base)?.unwrap_or_default();
        let mut entries = Vec::new();
        let last = before.map_or(head.number, |before| head.number.min(before.saturating_sub(1)));
        for number in (base.number + 1..=last).rev().take(max) {
            entries.extend(self.get::<Audit>(&number)?.map(|record| record.entry));
        }
        Ok(entries)
    }

    /// What the log calls a case. `None` once its key is destroyed: then no name leads to it any more.
    pub fn case_name(&mut self, id: &CaseId) -> Result<Option<CaseName>, StoreError> {
        let Some(under) = self.key_of::<Cases>(id)? else { return Ok(None) };
        Ok(key_of(&self.ring, &self.master, under)?.map(|key| CaseName(key.alias())))
    }
}

fn link(chain: &MacKey, before: &[u8; 32], entry: &AuditEntry) -> Result<[u8; 32], StoreError> {
    let plain = postcard::to_stdvec(entry).map_err(|_| StoreError::Damaged { table: Audit::NAME })?;
    Ok(chain.tag(&[before.as_slice(), &plain].concat()))
}

#[cfg(test)]
#[path = "audit_tests.rs"]
mod tests;
