//! Sealed records: only the right key, table, record and schema open one.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::vault::key::{FixedKey, KeyClass, Slot};
use crate::vault::testing::Seeded;

const PLACE: Place<'static> = Place { table: b'c', key: b"0123456789abcdef", schema: 1 };
const NAME: KeyRef = KeyRef::Ring(KeyClass::Text, Slot(9));

fn key() -> Key {
    Key::random(&mut Seeded::new(1))
}

/// CRY-8.
#[test]
fn lengths_around_every_border_come_back_and_only_four_sizes_exist() {
    let (key, mut entropy) = (key(), Seeded::new(2));
    let text: Vec<u8> = (0..MAX_PLAIN).map(|i| (i % 251) as u8 + 1).collect();
    let mut seen = std::collections::BTreeSet::new();
    let borders = SIZES.into_iter().flat_map(|size| size - OVERHEAD - 4..=size - OVERHEAD + 4);
    let lengths = (0..100).chain(borders).chain((100..MAX_PLAIN).step_by(389)).filter(|length| *length <= MAX_PLAIN);
    for length in lengths {
        let envelope = seal(&key, NAME, &PLACE, &text[..length], &mut entropy).unwrap();
        let due = SIZES.into_iter().find(|size| length + OVERHEAD <= *size).unwrap();
        assert_eq!(envelope.len(), due, "the smallest size that holds {length}");
        seen.insert(envelope.len());
        let plain = open(&key, &PLACE, &envelope).unwrap();
        assert_eq!(plain.as_slice(), &text[..length]);
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), SIZES);
}

#[test]
fn what_does_not_fit_is_refused() {
    let long = vec![1; MAX_PLAIN + 1];
    assert_eq!(seal(&key(), NAME, &PLACE, &long, &mut Seeded::new(1)).unwrap_err(), SealError::TooLong);
    let huge = vec![1; 70_000];
    assert_eq!(seal(&key(), NAME, &PLACE, &huge, &mut Seeded::new(1)).unwrap_err(), SealError::TooLong);
}

/// CRY-4.
#[test]
fn no_flipped_bit_goes_unnoticed() {
    let key = key();
    let envelope = seal(&key, NAME, &PLACE, b"a question", &mut Seeded::new(3)).unwrap();
    assert!(open(&key, &PLACE, &envelope).is_ok());
    for bit in 0..envelope.len() * 8 {
        let mut bent = envelope.clone();
        bent[bit / 8] ^= 1 << (bit % 8);
        assert!(open(&key, &PLACE, &bent).is_err(), "bit {bit}");
    }
}

/// CRY-7.
#[test]
fn unknown_versions_classes_and_lengths_have_their_own_error() {
    let key = key();
    let envelope = seal(&key, NAME, &PLACE, b"a question", &mut Seeded::new(3)).unwrap();
    for (at, value) in [(0, 0), (0, 2), (1, 0), (1, 99), (1, 0x80)] {
        let mut bent = envelope.clone();
        bent[at] = value;
        assert_eq!(open(&key, &PLACE, &bent).unwrap_err(), OpenError::UnknownVersion);
        assert_eq!(header(&bent), None);
    }
    for length in 0..envelope.len() {
        assert_eq!(open(&key, &PLACE, &envelope[..length]).unwrap_err(), OpenError::Truncated, "{length}");
    }
    assert_eq!(open(&key, &PLACE, &[envelope.as_slice(), &[0]].concat()).unwrap_err(), OpenError::Truncated);
    assert_eq!(header(&envelope[..5]), None);
}

#[test]
fn the_header_names_the_key_and_nothing_else_shows() {
    let mut entropy = Seeded::new(4);
    for name in [NAME, KeyRef::Fixed(FixedKey::Config)] {
        let plain = [0x5a; 64];
        let envelope = seal(&key(), name, &PLACE, &plain, &mut entropy).unwrap();
        assert_eq!(header(&envelope), Some(Header { key: name }));
        assert!(!envelope.windows(4).any(|part| part == &plain[..4]), "the plaintext must not show");
    }
}

#[test]
fn the_same_value_never_looks_the_same_twice() {
    let (key, mut entropy) = (key(), Seeded::new(5));
    let once = seal(&key, NAME, &PLACE, b"same", &mut entropy).unwrap();
    let twice = seal(&key, NAME, &PLACE, b"same", &mut entropy).unwrap();
    assert_ne!(once, twice);
}

/// A frozen envelope: a change of the layout on disk must not pass unseen (CRY-2).
#[test]
fn the_layout_on_disk_is_frozen() {
    let key = Key::from_bytes(&[0x11; 32]);
    struct Constant;
    impl Entropy for Constant {
        fn fill(&mut self, bytes: &mut [u8]) {
            bytes.fill(0x22);
        }
    }
    let envelope = seal(&key, NAME, &PLACE, b"frozen", &mut Constant).unwrap();
    let print = blake3::hash(&envelope).to_hex();
    assert_eq!(&print[..32], "11b5e09c7f445fb4cb18c5a10fbb5782");
}

fn names() -> impl Strategy<Value = KeyRef> {
    prop_oneof![
        (0..KeyClass::ALL.len(), any::<u32>()).prop_map(|(class, slot)| KeyRef::Ring(KeyClass::ALL[class], Slot(slot))),
        (0..FixedKey::ALL.len()).prop_map(|fixed| KeyRef::Fixed(FixedKey::ALL[fixed])),
    ]
}

proptest! {
    /// CRY-3: the value of one place does not open at another, nor under another name of a key.
    #[test]
    fn a_moved_value_does_not_open(
        table in any::<u8>(), other_table in any::<u8>(),
        record in proptest::collection::vec(any::<u8>(), 0..20),
        other_record in proptest::collection::vec(any::<u8>(), 0..20),
        schema in any::<u16>(), other_schema in any::<u16>(),
        name in names(), other_name in names(), which in 0..4_usize,
    ) {
        let key = key();
        let home = Place { table, key: &record, schema };
        let envelope = seal(&key, name, &home, b"value", &mut Seeded::new(6)).unwrap();
        let mut away = home;
        let mut moved = envelope.clone();
        match which {
            0 => away.table = other_table,
            1 => away.key = &other_record,
            2 => away.schema = other_schema,
            _ => {
                let (class, slot) = other_name.numbers();
                moved[1] = class;
                moved[2..6].copy_from_slice(&slot.to_le_bytes());
            }
        }
        let same = (away.table, away.key, away.schema) == (home.table, home.key, home.schema) && moved == envelope;
        prop_assert_eq!(open(&key, &away, &moved).is_ok(), same);
        let plain = open(&key, &home, &envelope).unwrap();
        prop_assert_eq!(plain.as_slice(), b"value");
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = header(&bytes);
        prop_assert!(open(&key(), &PLACE, &bytes).is_err());
    }
}

/// The border between record key and what follows cannot be shifted.
#[test]
fn no_two_places_are_spelled_alike() {
    let wide = Place { table: 1, key: &[2, 3], schema: 4 };
    let narrow = Place { table: 1, key: &[2], schema: 4 };
    assert_ne!(associated(3, 5, &narrow), associated(3, 5, &wide));
    assert_eq!(associated(3, 5, &wide).len(), associated(3, 5, &narrow).len() + 1);
}

/// Each pair of letters, and every other byte one bit away: a value opens only where it was put.
#[test]
fn no_table_opens_the_values_of_another() {
    let key = key();
    let sealed = |table: u8| seal(&key, NAME, &Place { table, ..PLACE }, b"v", &mut Seeded::new(7)).unwrap();
    let opens = |envelope: &[u8], table: u8| open(&key, &Place { table, ..PLACE }, envelope).is_ok();
    for table in b'a'..=b'z' {
        let envelope = sealed(table);
        for other in b'a'..=b'z' {
            assert_eq!(opens(&envelope, other), other == table);
        }
    }
    for table in 0..=u8::MAX {
        let envelope = sealed(table);
        assert!(opens(&envelope, table));
        assert!((0..8).all(|bit| !opens(&envelope, table ^ (1 << bit))));
    }
}
