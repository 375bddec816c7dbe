//! Keys: none printable, no two classes of one number, and the ciphers as published.

#![allow(clippy::unwrap_used)]

use data_encoding::HEXLOWER;

use super::*;
use crate::vault::testing::Seeded;
use crate::vault::{Address, Master, Tag as AddressTag};

/// Whether a type has a trait, as a value: the inherent constant exists only where the bound holds and then wins.
macro_rules! implements {
    ($type:ty: $bound:path) => {{
        struct Probe<T>(std::marker::PhantomData<T>);
        // Never looked at for a type that has the trait.
        #[allow(dead_code)]
        trait Otherwise {
            const HAS: bool = false;
        }
        impl<T> Otherwise for Probe<T> {}
        #[allow(dead_code)]
        impl<T: $bound> Probe<T> {
            const HAS: bool = true;
        }
        <Probe<$type>>::HAS
    }};
}

#[test]
fn secrets_cannot_be_printed_or_serialised() {
    assert!(implements!(Slot: std::fmt::Debug), "the probe sees a trait that is there");
    assert!(implements!(Address: serde::Serialize), "the probe sees a trait that is there");
    assert!(!implements!(Key: std::fmt::Debug));
    assert!(!implements!(Key: std::fmt::Display));
    assert!(!implements!(Key: serde::Serialize));
    assert!(!implements!(Key: Clone));
    assert!(!implements!(MacKey: std::fmt::Debug));
    assert!(!implements!(MacKey: serde::Serialize));
    assert!(!implements!(Master: std::fmt::Debug));
    assert!(!implements!(Master: serde::Serialize));
    assert!(!implements!(Master: Clone));
    assert!(!implements!(Address: std::fmt::Debug));
    assert!(!implements!(Address: std::fmt::Display));
    assert!(!implements!(AddressTag: std::fmt::Debug));
    assert!(!implements!(AddressTag: serde::Serialize));
}

/// CRY-1. Source: draft-irtf-cfrg-xchacha-03, appendix A.3.1.
#[test]
fn the_cipher_gives_the_published_answer() {
    let key = Key::from_bytes(&std::array::from_fn(|i| 0x80 + i as u8));
    let nonce: [u8; NONCE_BYTES] = std::array::from_fn(|i| 0x40 + i as u8);
    let associated = HEXLOWER.decode(b"50515253c0c1c2c3c4c5c6c7").unwrap();
    let plain = b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip \
        for the future, sunscreen would be it.";
    let due = concat!(
        "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb",
        "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452",
        "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9",
        "21f9664c97637da9768812f615c68b13b52e",
    );
    let mut buffer = plain.to_vec();
    let tag = key.lock(&nonce, &associated, &mut buffer);
    assert_eq!(HEXLOWER.encode(&buffer), due);
    assert_eq!(HEXLOWER.encode(&tag), "c0875924c1c7987947deafd8780acf49");
    assert!(key.unlock(&nonce, &associated, &mut buffer, &tag));
    assert_eq!(buffer, plain);
}

#[test]
fn a_failed_unlock_leaves_the_buffer_as_it_was() {
    let mut entropy = Seeded::new(1);
    let (key, other) = (Key::random(&mut entropy), Key::random(&mut entropy));
    let mut buffer = *b"locked";
    let tag = key.lock(&[7; NONCE_BYTES], b"", &mut buffer);
    let before = buffer;
    assert!(!other.unlock(&[7; NONCE_BYTES], b"", &mut buffer, &tag));
    assert_eq!(buffer, before);
}

#[test]
fn a_tag_may_be_shortened_to_128_bits_and_no_further() {
    let key = MacKey::random(&mut Seeded::new(2));
    let tag = key.tag(b"invite");
    assert!(key.verify(b"invite", &tag));
    assert!(key.verify(b"invite", &tag[..MacKey::TAG_MIN]));
    assert!(!key.verify(b"invite", &tag[..MacKey::TAG_MIN - 1]));
    assert!(!key.verify(b"invite", b""));
    assert!(!key.verify(b"other", &tag));
    let long = [tag.as_slice(), &[0]].concat();
    assert!(!key.verify(b"invite", &long));
}

#[test]
fn every_name_of_a_key_reads_back_and_no_two_share_a_number() {
    assert_eq!(KeyRef::from_numbers(1, 0), None, "a number is never used again");
    for class in KeyClass::ALL {
        let name = KeyRef::Ring(class, Slot(77));
        assert_eq!(KeyRef::from_numbers(name.numbers().0, name.numbers().1), Some(name));
    }
    for fixed in FixedKey::ALL {
        let name = KeyRef::Fixed(fixed);
        assert_eq!(KeyRef::from_numbers(name.numbers().0, 0), Some(name));
        assert_eq!(KeyRef::from_numbers(name.numbers().0, 1), None, "one name per key");
    }
    let known = (0..=u8::MAX).filter(|class| KeyRef::from_numbers(*class, 0).is_some()).count();
    assert_eq!(known, KeyClass::ALL.len() + FixedKey::ALL.len());
}
