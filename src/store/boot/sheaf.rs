//! Records that a start hands from the walk that finds them to the threads that judge and open them.
//!
//! Never true of this file: a record is judged or opened under another one's key, or out of its place in the order.

use crate::domain::retention::Retention;
use crate::store::tables::{self, Found};
use crate::store::{StoreError, key_of, open_as};
use crate::vault::{self, Master, Ring};

/// Records as the walk found them, end to end.
#[derive(Default)]
pub(super) struct Sheaf {
    bytes: Vec<u8>,
    records: Vec<Span>,
}

/// Where a record lies in its sheaf.
struct Span {
    at: usize,
    key_bytes: usize,
    /// Of the sealed value as much as is needed of it.
    kept_bytes: usize,
    sealed_bytes: usize,
}

impl Sheaf {
    pub fn push(&mut self, key: &[u8], sealed: &[u8], is_opened: bool) {
        let kept = if is_opened { sealed } else { sealed.get(..vault::HEADER_BYTES).unwrap_or(sealed) };
        let at = self.bytes.len();
        self.records.push(Span { at, key_bytes: key.len(), kept_bytes: kept.len(), sealed_bytes: sealed.len() });
        self.bytes.extend_from_slice(key);
        self.bytes.extend_from_slice(kept);
    }

    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Keeps only what is still to be opened, as `judge` says of each record.
    pub fn sort_out(&mut self, mut judge: impl FnMut(Record) -> Result<bool, StoreError>) -> Result<(), StoreError> {
        let mut outcome = Ok(());
        self.records.retain(|span| {
            let record = span.of(&self.bytes);
            outcome.is_ok()
                && judge(record).unwrap_or_else(|error| {
                    outcome = Err(error);
                    false
                })
        });
        outcome
    }

    pub fn open(&self, ring: &Ring, master: &Master, retention: &Retention) -> Result<Vec<Found>, StoreError> {
        let records = self.records.iter().map(|span| span.of(&self.bytes));
        records.map(|record| open_one(ring, master, retention, record.key, record.sealed)).collect()
    }
}

#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    pub key: &'a [u8],
    /// Of a record that is never opened only the header.
    pub sealed: &'a [u8],
    /// Of key and sealed value together.
    pub bytes: usize,
}

impl Span {
    fn of<'a>(&self, bytes: &'a [u8]) -> Record<'a> {
        let all = bytes.get(self.at..self.at + self.key_bytes + self.kept_bytes).unwrap_or_default();
        let (key, sealed) = all.split_at_checked(self.key_bytes).unwrap_or_default();
        Record { key, sealed, bytes: self.key_bytes + self.sealed_bytes }
    }
}

pub(super) fn open_one(
    ring: &Ring,
    master: &Master,
    retention: &Retention,
    key: &[u8],
    sealed: &[u8],
) -> Result<Found, StoreError> {
    let table = tables::name_of(key).unwrap_or("unknown");
    let schema = tables::schema_of(key.first().copied().unwrap_or_default());
    // The ring said a moment ago that its key is there: a slot that does not open any more is damage.
    let opened = open_as(key, schema, table, sealed, |under| key_of(ring, master, under))?;
    let (_, plain) = opened.ok_or(StoreError::Damaged { table })?;
    tables::at_boot(key, &plain, retention).ok_or(StoreError::Damaged { table })
}
