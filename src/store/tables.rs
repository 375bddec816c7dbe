//! Every table of the one keyspace: a letter, a key, a value, a lifetime.
//!
//! To add one: one `table!` line here with its lifetime, and a row in PRIVACY.md (`tests/documents.rs` compares them).

use super::figures;
use super::index::{Change, RouteHead, RowHead};
use super::people::PageHead;
use super::records::{
    AuditRecord, BanQuarter, GroupRecord, KeyedHash, Mark, Meta, OutboxRow, Owner, Parked, PersonPage, RouteRecord,
    ScreenToken, SeenPage, TallyPage,
};
use crate::domain::absence::Absence;
use crate::domain::ban::Ban;
use crate::domain::banner::Banner;
use crate::domain::case::{Case, Entry};
use crate::domain::draft::Draft;
use crate::domain::encounter::review::Answers;
use crate::domain::encounter::{Circular, Encounter, Follow, SeatRecord, Square};
use crate::domain::figures::{FigureOf, MonthOf};
use crate::domain::note::CaseNote;
use crate::domain::request::PoliceRequest;
use crate::domain::retention::Retention;
use crate::domain::roles::Staff;
use crate::domain::team_text::TeamText;
use crate::domain::{
    BanId, CaseId, DraftId, EncounterId, FarewellId, FollowId, PageId, RequestId, RowId, SeatId, SquareId, StaffId,
    TextId,
};
use serde::{Serialize, de::DeserializeOwned};

/// A kind of record. `SCHEMA` is part of what its seal vouches for.
pub trait Table {
    type Key;
    type Value: Serialize + DeserializeOwned;
    const LETTER: u8;
    const NAME: &'static str;
    /// How long a record lives, in the words of PRIVACY.md.
    const LIFETIME: &'static str;
    const SCHEMA: u16 = 1;

    fn key_bytes(key: &Self::Key) -> Vec<u8>;

    /// What the RAM index learns when such a record changes. `old` is the record as it was, still encoded.
    fn index(
        _key: &Self::Key,
        _old: Option<&[u8]>,
        _new: Option<&Self::Value>,
        _retention: &Retention,
    ) -> Option<Change> {
        None
    }
}

macro_rules! table {
    (
        $name:ident, $letter:literal, $title:literal, $key:ty => $value:ty, $lifetime:literal,
        |$k:ident| $bytes:expr
        $(, index |$id:ident, $old:ident, $new:ident, $retention:ident| $change:expr)?
    ) => {
        pub struct $name;

        impl Table for $name {
            type Key = $key;
            type Value = $value;
            const LETTER: u8 = $letter;
            const NAME: &'static str = $title;
            const LIFETIME: &'static str = $lifetime;

            fn key_bytes($k: &$key) -> Vec<u8> {
                let mut bytes = vec![$letter];
                bytes.extend_from_slice(&$bytes);
                bytes
            }

            $(
                fn index(
                    $id: &$key,
                    $old: Option<&[u8]>,
                    $new: Option<&$value>,
                    $retention: &Retention,
                ) -> Option<Change> {
                    Some($change)
                }
            )?
        }
    };
}

table!(Metas, b'm', "meta", () => Meta, "as long as the store", |_key| [0u8; 0]);
table!(Persons, b'p', "persons", PageId => PersonPage, "until the last question loses its link, without a question 30 days after the last contact, or /wis", |key| key.0,
    index |id, _old, new, _retention| Change::Page(*id, new.map(PageHead::of)));
table!(Cases, b'c', "cases", CaseId => Case, "30 days after closing, or /wis", |key| key.0,
    index |id, _old, new, _retention| Change::Case(*id, new.cloned().map(Box::new)));
table!(Entries, b'e', "entries", (CaseId, u16) => Entry, "30 days after closing, or /wis", |key| {
    let mut bytes = key.0.0.to_vec();
    bytes.extend_from_slice(&key.1.to_be_bytes());
    bytes
});
table!(CaseNotes, b'j', "case notes", (CaseId, u8) => CaseNote, "30 days after closing, or /wis", |key| {
    let mut bytes = key.0.0.to_vec();
    bytes.push(key.1);
    bytes
});
table!(Drafts, b'd', "drafts", DraftId => Draft, "30 minutes, or until sent", |key| key.0,
    index |id, old, new, retention| Change::Draft(*id, new.map(|draft| draft.next_due(retention)), old.is_none()));
table!(Routes, b'r', "routes", Owner => RouteRecord, "as long as its owner; a case's route 7 days after closing", |key| {
    let (kind, id) = match key {
        Owner::Case(id) => (1u8, id.0),
        Owner::Draft(id) => (2, id.0),
        Owner::Staff(id) => (3, id.0),
        Owner::Group(id) => (4, id.0),
        Owner::Farewell(id) => (5, id.0),
        Owner::Seat(id) => (6, id.0),
        Owner::Follow(id) => (7, id.0),
    };
    let mut bytes = vec![kind];
    bytes.extend_from_slice(&id);
    bytes
}, index |owner, old, new, _retention| {
    let old: Option<RouteRecord> = old.and_then(|plain| postcard::from_bytes(plain).ok());
    Change::Route(*owner, old.map(|route| route.address), new.map(RouteHead::of))
});
table!(Members, b's', "staff", StaffId => Staff, "until removal and 30 days", |key| key.0,
    index |id, _old, new, _retention| Change::Member(*id, new.cloned().map(Box::new)));
table!(Groups, b'g', "groups", StaffId => GroupRecord, "until unlinked", |key| key.0,
    index |id, _old, new, _retention| Change::Group(*id, new.map(|group| group.project.clone())));
table!(Tokens, b't', "tokens", [u8; 16] => ScreenToken, "48 hours, until used, or until 400 newer ones of the same member", |key| *key,
    index |tag, _old, new, _retention| Change::Screen(*tag, new.map(|screen| (screen.staff, screen.expires))));
table!(Outbox, b'o', "outbox", RowId => OutboxRow, "until settled; 24 hours at most after the key of what it speaks of is gone", |key| key.0,
    index |id, _old, new, _retention| Change::Row(*id, new.map(RowHead::of)));
table!(Seen, b'u', "seen updates", u64 => SeenPage, "an hour, and until there are 512 later pages; the key one night", |key| key.to_be_bytes());
table!(KeyedHashes, b'i', "keyed hashes", [u8; 16] => KeyedHash, "48 hours; a used ticket of a lottery until its day, 91 days at most; that of who left the team, 30 days", |key| *key);
table!(ParkedTexts, b'k', "parked desk texts", StaffId => Parked, "30 minutes", |key| key.0,
index |id, _old, new, retention| {
    Change::Parked(*id, new.map(|parked| parked.touched.plus_minutes(retention.draft_minutes)))
});
table!(Audit, b'a', "audit", u64 => AuditRecord, "180 days, and the key of its month at most 31 days more", |key| key.to_be_bytes());
table!(Marks, b'h', "audit marks", MarkKey => Mark, "as long as the store; a month's as long as its entries", |key| key.bytes());
table!(Bans, b'b', "bans", BanId => Ban, "until it ends, 180 days at most; its key as long as the quarter in which it ends", |key| key.0,
    index |id, _old, new, _retention| Change::Ban(*id, new.copied()));
table!(Tallies, b'n', "card counts", (i32, u16) => TallyPage, "12 months after the month that they count", |key| {
    [key.0.to_be_bytes().as_slice(), &key.1.to_be_bytes()].concat()
});
table!(TeamTexts, b'x', "team texts", TextId => TeamText, "90 days after the last change; while it is shown, until its day, a year at most, and 90 days", |key| key.0,
    index |id, _old, new, _retention| Change::Text(*id, new.cloned().map(Box::new)));
table!(Encounters, b'w', "encounters", EncounterId => Encounter, "48 hours after its end or its cancelling; while it is planned, 90 days after the last change", |key| key.0,
    index |id, _old, new, _retention| Change::Encounter(*id, new.cloned().map(Box::new)));
table!(SeatRecords, b'z', "seats", SeatId => SeatRecord, "until the place is given back, /wis, or 48 hours after the encounter; where it went because the bot was blocked, until whoever comes back has read that", |key| key.0,
    index |id, _old, new, _retention| Change::Seat(*id, new.cloned().map(Box::new)));
table!(Circulars, b'l', "circulars", EncounterId => Circular, "30 minutes while it is written; once sent, until everybody has been told, two hours after the encounter at most", |key| key.0,
    index |id, _old, new, retention| Change::Circular(*id, new.map(|circular| circular.next_due(retention))));
table!(Squares, b'y', "squares", SquareId => Square, "a year after the last talk that was planned there", |key| key.0,
    index |id, _old, new, _retention| Change::Square(*id, new.cloned().map(Box::new)));
table!(Follows, b'f', "follows", FollowId => Follow, "180 days, until they stop, /stop, or /wis", |key| key.0,
    index |id, _old, new, _retention| Change::Follow(*id, new.copied()));
table!(Requests, b'P', "police requests", RequestId => PoliceRequest, "until the question is answered or closed; what the police said, until its text is destroyed", |key| key.0,
    index |id, _old, new, _retention| Change::Request(*id, new.cloned().map(Box::new)));
table!(Banners, b'B', "banners", String => Banner, "until its last day is over, six weeks at most", |key| key.as_bytes(),
    index |project, _old, new, _retention| Change::Banner(project.clone(), new.copied()));
table!(Absences, b'A', "absence", () => Absence, "as long as the store", |_key| [0u8; 0]);
table!(Reviews, b'v', "reviews", (i32, String) => Answers, "52 weeks after the week that they count", |key| {
    [key.0.to_be_bytes().as_slice(), key.1.as_bytes()].concat()
});
table!(Figures, b'F', "figures", FigureOf => MonthOf, "24 months after the month that they count; a member's until they leave the team", |key| figures::key_bytes(key));
table!(BanQuarters, b'q', "ban quarters", i32 => BanQuarter, "until the quarter is over", |key| key.to_be_bytes());

/// Which mark of the audit log a record is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MarkKey {
    /// The last entry that was taken away: the chain begins behind it.
    Base,
    /// The newest entry.
    Head,
    /// No place in the log but the key of the chain's links.
    Chain,
    /// The last entry of a month (counted from January 1970).
    Month(i32),
}

impl MarkKey {
    fn bytes(self) -> Vec<u8> {
        match self {
            MarkKey::Base => vec![0],
            MarkKey::Head => vec![1],
            MarkKey::Chain => vec![3],
            MarkKey::Month(month) => [[2].as_slice(), &month.to_be_bytes()].concat(),
        }
    }

    /// From a record key, with the table's letter.
    pub(super) fn read(record_key: &[u8]) -> Option<Self> {
        match record_key.strip_prefix(&[Marks::LETTER])? {
            [0] => Some(MarkKey::Base),
            [1] => Some(MarkKey::Head),
            [3] => Some(MarkKey::Chain),
            [2, month @ ..] => Some(MarkKey::Month(i32::from_be_bytes(month.try_into().ok()?))),
            _ => None,
        }
    }
}

/// Letter, name and lifetime of every table, for documents and for `verify`.
pub const ALL: [(u8, &str, &str); 30] = [
    (Metas::LETTER, Metas::NAME, Metas::LIFETIME),
    (Persons::LETTER, Persons::NAME, Persons::LIFETIME),
    (Cases::LETTER, Cases::NAME, Cases::LIFETIME),
    (Entries::LETTER, Entries::NAME, Entries::LIFETIME),
    (CaseNotes::LETTER, CaseNotes::NAME, CaseNotes::LIFETIME),
    (Drafts::LETTER, Drafts::NAME, Drafts::LIFETIME),
    (Routes::LETTER, Routes::NAME, Routes::LIFETIME),
    (Members::LETTER, Members::NAME, Members::LIFETIME),
    (Groups::LETTER, Groups::NAME, Groups::LIFETIME),
    (Tokens::LETTER, Tokens::NAME, Tokens::LIFETIME),
    (Outbox::LETTER, Outbox::NAME, Outbox::LIFETIME),
    (Seen::LETTER, Seen::NAME, Seen::LIFETIME),
    (KeyedHashes::LETTER, KeyedHashes::NAME, KeyedHashes::LIFETIME),
    (ParkedTexts::LETTER, ParkedTexts::NAME, ParkedTexts::LIFETIME),
    (Audit::LETTER, Audit::NAME, Audit::LIFETIME),
    (Marks::LETTER, Marks::NAME, Marks::LIFETIME),
    (Bans::LETTER, Bans::NAME, Bans::LIFETIME),
    (BanQuarters::LETTER, BanQuarters::NAME, BanQuarters::LIFETIME),
    (Tallies::LETTER, Tallies::NAME, Tallies::LIFETIME),
    (TeamTexts::LETTER, TeamTexts::NAME, TeamTexts::LIFETIME),
    (Encounters::LETTER, Encounters::NAME, Encounters::LIFETIME),
    (SeatRecords::LETTER, SeatRecords::NAME, SeatRecords::LIFETIME),
    (Circulars::LETTER, Circulars::NAME, Circulars::LIFETIME),
    (Squares::LETTER, Squares::NAME, Squares::LIFETIME),
    (Follows::LETTER, Follows::NAME, Follows::LIFETIME),
    (Reviews::LETTER, Reviews::NAME, Reviews::LIFETIME),
    (Requests::LETTER, Requests::NAME, Requests::LIFETIME),
    (Figures::LETTER, Figures::NAME, Figures::LIFETIME),
    (Banners::LETTER, Banners::NAME, Banners::LIFETIME),
    (Absences::LETTER, Absences::NAME, Absences::LIFETIME),
];

/// Whether an opened record has the form of its table; `None` for a letter that is no table.
pub(super) fn is_whole(letter: u8, plain: &[u8]) -> Option<bool> {
    fn reads<T: Table>(plain: &[u8]) -> bool {
        postcard::from_bytes::<T::Value>(plain).is_ok()
    }
    Some(match letter {
        Metas::LETTER => reads::<Metas>(plain),
        Persons::LETTER => reads::<Persons>(plain),
        Cases::LETTER => reads::<Cases>(plain),
        Entries::LETTER => reads::<Entries>(plain),
        CaseNotes::LETTER => reads::<CaseNotes>(plain),
        Drafts::LETTER => reads::<Drafts>(plain),
        Routes::LETTER => reads::<Routes>(plain),
        Members::LETTER => reads::<Members>(plain),
        Groups::LETTER => reads::<Groups>(plain),
        Tokens::LETTER => reads::<Tokens>(plain),
        Outbox::LETTER => reads::<Outbox>(plain),
        Seen::LETTER => reads::<Seen>(plain),
        KeyedHashes::LETTER => reads::<KeyedHashes>(plain),
        ParkedTexts::LETTER => reads::<ParkedTexts>(plain),
        Audit::LETTER => reads::<Audit>(plain),
        Marks::LETTER => reads::<Marks>(plain),
        Bans::LETTER => reads::<Bans>(plain),
        BanQuarters::LETTER => reads::<BanQuarters>(plain),
        Tallies::LETTER => reads::<Tallies>(plain),
        TeamTexts::LETTER => reads::<TeamTexts>(plain),
        Encounters::LETTER => reads::<Encounters>(plain),
        SeatRecords::LETTER => reads::<SeatRecords>(plain),
        Circulars::LETTER => reads::<Circulars>(plain),
        Squares::LETTER => reads::<Squares>(plain),
        Follows::LETTER => reads::<Follows>(plain),
        Reviews::LETTER => reads::<Reviews>(plain),
        Requests::LETTER => reads::<Requests>(plain),
        Figures::LETTER => reads::<Figures>(plain),
        Banners::LETTER => reads::<Banners>(plain),
        Absences::LETTER => reads::<Absences>(plain),
        _ => return None,
    })
}

/// What a start learns from a record.
pub(super) enum Found {
    Change(Option<Change>),
    /// A page of ids and its place.
    Seen(u64, Vec<i64>),
}

/// Must a start open the records of this table? The others are only fetched by their key.
pub(super) fn is_looked_at(letter: u8) -> bool {
    [
        Persons::LETTER,
        Cases::LETTER,
        Drafts::LETTER,
        Routes::LETTER,
        Members::LETTER,
        Groups::LETTER,
        Seen::LETTER,
        ParkedTexts::LETTER,
        Outbox::LETTER,
        Bans::LETTER,
        Tokens::LETTER,
        TeamTexts::LETTER,
        Encounters::LETTER,
        SeatRecords::LETTER,
        Circulars::LETTER,
        Squares::LETTER,
        Follows::LETTER,
        Requests::LETTER,
        Banners::LETTER,
    ]
    .contains(&letter)
}

/// The name of the table in which a record with this key lies.
pub(super) fn name_of(record_key: &[u8]) -> Option<&'static str> {
    let letter = record_key.first()?;
    ALL.iter().find(|(known, _, _)| known == letter).map(|(_, name, _)| *name)
}

/// The schema number that a table's seals vouch for.
pub(super) fn schema_of(_letter: u8) -> u16 {
    // All tables are at their first form; the first that changes gets an arm here and a migration in `boot`.
    1
}

/// Reads one record at start. `None` when it cannot be understood.
pub(super) fn at_boot(key: &[u8], plain: &[u8], retention: &Retention) -> Option<Found> {
    fn change<T: Table>(key: T::Key, plain: &[u8], retention: &Retention) -> Option<Found> {
        let value: T::Value = postcard::from_bytes(plain).ok()?;
        Some(Found::Change(T::index(&key, None, Some(&value), retention)))
    }
    let id = |from: usize| -> Option<[u8; 16]> { key.get(from..from + 16)?.try_into().ok() };
    match *key.first()? {
        Persons::LETTER => change::<Persons>(PageId(id(1)?), plain, retention),
        Cases::LETTER => change::<Cases>(CaseId(id(1)?), plain, retention),
        Drafts::LETTER => change::<Drafts>(DraftId(id(1)?), plain, retention),
        Members::LETTER => change::<Members>(StaffId(id(1)?), plain, retention),
        Groups::LETTER => change::<Groups>(StaffId(id(1)?), plain, retention),
        ParkedTexts::LETTER => change::<ParkedTexts>(StaffId(id(1)?), plain, retention),
        Routes::LETTER => change::<Routes>(owner(*key.get(1)?, id(2)?)?, plain, retention),
        Outbox::LETTER => change::<Outbox>(RowId(id(1)?), plain, retention),
        Bans::LETTER => change::<Bans>(BanId(id(1)?), plain, retention),
        Tokens::LETTER => change::<Tokens>(id(1)?, plain, retention),
        TeamTexts::LETTER => change::<TeamTexts>(TextId(id(1)?), plain, retention),
        Encounters::LETTER => change::<Encounters>(EncounterId(id(1)?), plain, retention),
        SeatRecords::LETTER => change::<SeatRecords>(SeatId(id(1)?), plain, retention),
        Circulars::LETTER => change::<Circulars>(EncounterId(id(1)?), plain, retention),
        Squares::LETTER => change::<Squares>(SquareId(id(1)?), plain, retention),
        Follows::LETTER => change::<Follows>(FollowId(id(1)?), plain, retention),
        Requests::LETTER => change::<Requests>(RequestId(id(1)?), plain, retention),
        Banners::LETTER => change::<Banners>(String::from_utf8(key.get(1..)?.to_vec()).ok()?, plain, retention),
        Seen::LETTER => {
            let place = u64::from_be_bytes(key.get(1..)?.try_into().ok()?);
            postcard::from_bytes::<SeenPage>(plain).ok().map(|page| Found::Seen(place, page.ids))
        }
        _ => Some(Found::Change(None)),
    }
}

/// The case that a record key names: of the case itself, of an entry, of a note, of its route.
pub fn case_of(record_key: &[u8]) -> Option<CaseId> {
    let (table, key) = record_key.split_first()?;
    let id = match *table {
        Cases::LETTER | Entries::LETTER | CaseNotes::LETTER => key.get(..16)?,
        Routes::LETTER if key.first() == Some(&1) => key.get(1..17)?,
        _ => return None,
    };
    id.try_into().ok().map(CaseId)
}

/// The place that a record key names: of the place itself, of its route.
pub fn seat_of(record_key: &[u8]) -> Option<SeatId> {
    let (table, key) = record_key.split_first()?;
    let id = match *table {
        SeatRecords::LETTER => key.get(..16)?,
        Routes::LETTER if key.first() == Some(&6) => key.get(1..17)?,
        _ => return None,
    };
    id.try_into().ok().map(SeatId)
}

/// The following that a record key names: of itself, of its route.
pub fn follow_of(record_key: &[u8]) -> Option<FollowId> {
    let (table, key) = record_key.split_first()?;
    let id = match *table {
        Follows::LETTER => key.get(..16)?,
        Routes::LETTER if key.first() == Some(&7) => key.get(1..17)?,
        _ => return None,
    };
    id.try_into().ok().map(FollowId)
}

fn owner(kind: u8, id: [u8; 16]) -> Option<Owner> {
    Some(match kind {
        1 => Owner::Case(CaseId(id)),
        2 => Owner::Draft(DraftId(id)),
        3 => Owner::Staff(StaffId(id)),
        4 => Owner::Group(StaffId(id)),
        5 => Owner::Farewell(FarewellId(id)),
        6 => Owner::Seat(SeatId(id)),
        7 => Owner::Follow(FollowId(id)),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_can_be_looked_through() {
        for (letter, name, _) in ALL {
            assert!(is_whole(letter, &[]).is_some(), "{name} has no arm");
        }
        assert_eq!(is_whole(0, &[]), None);
        assert_eq!(is_whole(Metas::LETTER, &[]), Some(false));
    }
}
