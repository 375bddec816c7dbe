//! What is fuzzed: one function per door through which bytes of others come in. Shared by `fuzz/fuzz_targets/` (with
//! libFuzzer) and by `tests/fuzz_replay.rs` (on stable, in every run of the tests).
//!
//! Never true of these files: a target that only looks whether something panics where a promise can be checked too; a
//! target whose answer depends on anything but its bytes.

mod doors;
mod files;
mod update;
mod vault;

pub type Target = fn(&[u8]);

/// Name (also of its folder in `fuzz/corpus/`) and body.
pub const ALL: [(&str, Target); 8] = [
    ("update", update::update),
    ("press", doors::press),
    ("invite", doors::invite),
    ("redact", doors::redact),
    ("sealed", vault::sealed),
    ("ring", vault::ring),
    ("config", files::config),
    ("content", files::content),
];

/// Runs the target of this name.
pub fn run(name: &str, bytes: &[u8]) {
    let target = ALL.iter().find(|(known, _)| *known == name).map(|(_, target)| target);
    target.expect("a target of the list")(bytes);
}

/// Randomness that is cheap and always the same.
struct Same(blake3::OutputReader);

impl Same {
    fn new(seed: &[u8]) -> Self {
        Self(blake3::Hasher::new().update(seed).finalize_xof())
    }
}

impl rechtdoor::domain::Entropy for Same {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }
}
