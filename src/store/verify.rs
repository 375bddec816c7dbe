//! Looking through a store without changing it: for `verify`.
//!
//! Never true here: anything is written; what a record holds gets into the account; one bad record ends the look.

use super::boot::keys_of_records;
use super::engine::Engine;
use super::records::Meta;
use super::tables::{self, Metas, Table};
use super::{AuditBreak, AuditReport, SCHEMA, Store, StoreError, key_of, place};
use crate::domain::{Entropy, Moment};
use crate::vault::{self, KeyRef, Master, Ring, Slot};
use std::collections::{BTreeMap, HashSet};
use std::ops::ControlFlow;

/// What was found in one table.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct TableAccount {
    pub name: &'static str,
    /// Records that lie there, whatever their state.
    pub found: u64,
    /// Records that the last commit counted.
    pub expected: u64,
    /// Whose envelope has an impossible length or version.
    pub torn: u64,
    /// That do not open at their place although a key is there: changed, moved, or under a key of another day.
    pub sealed_otherwise: u64,
    /// That open and do not have the form of their table.
    pub garbled: u64,
    /// Whose key was destroyed on purpose: the next start removes them.
    pub forgotten: u64,
    /// Whose key is gone although nobody destroyed it: the ring was damaged, or is of another day.
    pub keyless: u64,
}

impl TableAccount {
    /// Records that are as they should be.
    #[must_use]
    pub fn sound(&self) -> u64 {
        self.found - self.torn - self.sealed_otherwise - self.garbled - self.forgotten - self.keyless
    }

    /// Records that the last commit counted and that are not there.
    #[must_use]
    pub fn missing(&self) -> u64 {
        self.expected.saturating_sub(self.found)
    }

    /// Records that nobody counted.
    #[must_use]
    pub fn surplus(&self) -> u64 {
        self.found.saturating_sub(self.expected)
    }
}

/// The state of the store's account of itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MetaState {
    /// There is none. Right for a store without a record, damage otherwise.
    None,
    Unreadable,
    /// Written by a later version, whose records this one cannot judge.
    Newer(u16),
    Sound {
        commit_no: u64,
        at: Moment,
        /// Tonight's key is where the account says.
        epoch_is_there: bool,
    },
}

/// What a look at a whole store found.
pub struct Account {
    pub meta: MetaState,
    /// In the order of [`tables::ALL`], the account itself left out.
    pub tables: Vec<TableAccount>,
    /// Records of no table that this program knows.
    pub strangers: u64,
    /// Keys of the ring that no record needs: the next start destroys them.
    pub idle_keys: u64,
    /// Keys of the ring that were made for records, whether these are there or not.
    pub keys_of_records: u64,
}

/// Reads every record once.
///
/// # Errors
/// The engine or the ring's disk did not answer. What is wrong with records is in the account and no error.
pub fn look(engine: &dyn Engine, ring: &Ring, master: &Master) -> Result<Account, StoreError> {
    let mut found = Found::default();
    let mut failure = None;
    engine.scan(&[], &mut |key, sealed| match found.record(ring, master, key, sealed) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            failure = Some(error);
            ControlFlow::Break(())
        }
    })?;
    match failure {
        Some(error) => Err(error),
        None => found.account(ring),
    }
}

/// Walks the audit log's chain; see [`Store::verify_audit`]. For a store of which every record was found sound.
///
/// # Errors
/// The engine or the ring's disk did not answer.
pub fn chain(
    engine: Box<dyn Engine>,
    ring: Ring,
    master: Master,
    random: Box<dyn Entropy + Send>,
) -> Result<Result<AuditReport, AuditBreak>, StoreError> {
    Store::to_look_at(engine, ring, master, random)?.verify_audit()
}

/// How one record was found.
enum State {
    Sound(Vec<u8>),
    Torn,
    SealedOtherwise,
    Garbled,
    Forgotten,
    Keyless,
}

#[derive(Default)]
struct Found {
    tables: BTreeMap<u8, TableAccount>,
    meta: Option<Option<Meta>>,
    strangers: u64,
    slots: HashSet<Slot>,
}

impl Found {
    fn record(&mut self, ring: &Ring, master: &Master, key: &[u8], sealed: &[u8]) -> Result<(), StoreError> {
        let letter = key.first().copied().unwrap_or_default();
        let Some((_, name, _)) = tables::ALL.iter().find(|(known, _, _)| *known == letter) else {
            self.strangers += 1;
            return Ok(());
        };
        let state = self.state(ring, master, key, sealed)?;
        if letter == Metas::LETTER {
            self.meta = Some(match state {
                State::Sound(plain) => postcard::from_bytes(&plain).ok(),
                State::Torn | State::SealedOtherwise | State::Garbled | State::Forgotten | State::Keyless => None,
            });
            return Ok(());
        }
        let table = self.tables.entry(letter).or_insert(TableAccount { name, ..TableAccount::default() });
        table.found += 1;
        match state {
            State::Sound(_) => {}
            State::Torn => table.torn += 1,
            State::SealedOtherwise => table.sealed_otherwise += 1,
            State::Garbled => table.garbled += 1,
            State::Forgotten => table.forgotten += 1,
            State::Keyless => table.keyless += 1,
        }
        Ok(())
    }

    fn state(&mut self, ring: &Ring, master: &Master, key: &[u8], sealed: &[u8]) -> Result<State, StoreError> {
        let letter = key.first().copied().unwrap_or_default();
        let Some(header) = vault::header(sealed).filter(|_| vault::seal::SIZES.contains(&sealed.len())) else {
            return Ok(State::Torn);
        };
        let Some(lock) = key_of(ring, master, header.key)? else {
            return match header.key {
                KeyRef::Ring(_, slot) if ring.was_shredded(slot)? => Ok(State::Forgotten),
                KeyRef::Ring(..) | KeyRef::Fixed(_) => Ok(State::Keyless),
            };
        };
        if let KeyRef::Ring(_, slot) = header.key {
            self.slots.insert(slot);
        }
        let Ok(plain) = vault::open(&lock, &place(key, tables::schema_of(letter)), sealed) else {
            return Ok(State::SealedOtherwise);
        };
        Ok(match tables::is_whole(letter, &plain) {
            // Only the account is read again; nobody else's words leave the envelope.
            Some(true) if letter == Metas::LETTER => State::Sound(plain.to_vec()),
            Some(true) => State::Sound(Vec::new()),
            Some(false) | None => State::Garbled,
        })
    }

    fn account(mut self, ring: &Ring) -> Result<Account, StoreError> {
        let meta = match &self.meta {
            None => MetaState::None,
            Some(None) => MetaState::Unreadable,
            Some(Some(meta)) if meta.schema > SCHEMA => MetaState::Newer(meta.schema),
            Some(Some(meta)) => {
                self.slots.extend(meta.epoch);
                let epoch = meta.epoch.map(|slot| ring.key(slot, vault::KeyClass::Epoch)).transpose()?;
                MetaState::Sound { commit_no: meta.commit_no, at: meta.at, epoch_is_there: epoch.flatten().is_some() }
            }
        };
        let counts = self.meta.flatten().map(|meta| meta.counts).unwrap_or_default();
        let tables = tables::ALL.iter().filter(|(letter, _, _)| *letter != Metas::LETTER).map(|(letter, name, _)| {
            let expected = counts.iter().find(|(known, _)| known == letter).map_or(0, |(_, count)| *count);
            let found = self.tables.get(letter).copied().unwrap_or(TableAccount { name, ..TableAccount::default() });
            TableAccount { expected, ..found }
        });
        Ok(Account {
            meta,
            tables: tables.collect(),
            strangers: self.strangers,
            idle_keys: ring.reconcile(&self.slots).len() as u64,
            keys_of_records: keys_of_records(ring),
        })
    }
}
