//! What is fuzzed: one function per door through which bytes of others come in. Shared by `fuzz/fuzz_targets/` (with
//! libFuzzer) and by `tests/fuzz_replay.rs` (on stable, in every run of the tests).
//!
//! Never true of this file: a target that only looks whether something panics where a promise can be checked too.

use rechtdoor::config::Config;
use rechtdoor::dialogue::action::Press;
use rechtdoor::domain::invite::Invite;
use rechtdoor::domain::redact::{MaskNames, Redactor};
use rechtdoor::{telegram, vault};
use std::path::Path;

pub type Target = fn(&[u8]);

/// Name (also of its folder in `fuzz/corpus/`) and body.
pub const ALL: [(&str, Target); 6] = [
    ("update", update),
    ("press", press),
    ("invite", invite),
    ("redact", redact),
    ("sealed", sealed),
    ("config", config),
];

/// An update with an arrival has its number.
pub fn update(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (id, arrival) = telegram::update::parse(text);
    assert!(id.is_some() || arrival.is_err());
}

/// Data that means something is spelled again the same way.
pub fn press(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some(press) = Press::parse(text) {
        let spelled = press.encode();
        assert!(spelled.len() <= 64);
        assert!(Press::parse(&spelled).is_some_and(|again| again.encode() == spelled));
    }
}

/// A token that reads is one that can be made.
pub fn invite(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some((invite, tag)) = Invite::read(text) {
        assert!(Invite::read(&invite.token(&tag)).is_some_and(|(again, _)| again == invite));
    }
}

/// What was masked once has nothing left to mask.
pub fn redact(bytes: &[u8]) {
    thread_local! {
        static REDACTOR: (Redactor, MaskNames) = (
            Redactor::new(&["112".to_owned()], &["awel.be".to_owned()]),
            MaskNames::new(|kind| kind.key().to_owned()),
        );
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    REDACTOR.with(|(redactor, names)| {
        let once = redactor.redact(text, names);
        let twice = redactor.redact(once.text.as_str(), names);
        assert!(once.text.as_str() == twice.text.as_str());
    });
}

/// Bytes that nobody sealed never open.
pub fn sealed(bytes: &[u8]) {
    struct Zeros;
    impl rechtdoor::domain::Entropy for Zeros {
        fn fill(&mut self, bytes: &mut [u8]) {
            bytes.fill(0);
        }
    }
    _ = vault::header(bytes);
    let key = vault::Key::random(&mut Zeros);
    let place = vault::Place { table: b'c', key: b"record", schema: 1 };
    assert!(vault::open(&key, &place, bytes).is_err());
}

/// A configuration is whole or every mistake of it is named.
pub fn config(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Err(mistakes) = Config::read(Path::new("/etc/rechtdoor/rechtdoor.toml"), text, []) {
        assert!(!mistakes.is_empty());
    }
}
