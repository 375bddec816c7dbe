//! What every engine promises, held against every engine; and what a kill, a power cut or damage may do to each.
//!
//! To add an engine: one arm in [`Home`]; the conformance suite then runs over it.
//! Never true here: a test sleeps, or depends on another one's folder.

mod conformance;
mod damage;
mod kill;
mod power;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use rechtdoor::store::engine::{Engine, EngineError, MemoryDisk, MemoryEngine, Options, SledEngine};

/// A place that outlives the engines opened on it.
enum Home {
    Sled(tempfile::TempDir),
    Memory(MemoryDisk),
}

impl Home {
    fn every() -> [Self; 2] {
        [Self::sled(), Self::Memory(MemoryDisk::new())]
    }

    fn sled() -> Self {
        Self::Sled(tempfile::tempdir().expect("a folder"))
    }

    /// For the message of a failing test.
    fn name(&self) -> &'static str {
        match self {
            Self::Sled(_) => "sled",
            Self::Memory(_) => "memory",
        }
    }

    fn try_open(&self) -> Result<Box<dyn Engine>, EngineError> {
        Ok(match self {
            Self::Sled(folder) => Box::new(SledEngine::open(&folder.path().join("store"), Options::default())?),
            Self::Memory(disk) => Box::new(MemoryEngine::open(disk)?),
        })
    }

    fn open(&self) -> Box<dyn Engine> {
        self.try_open().unwrap_or_else(|error| panic!("{}: {error}", self.name()))
    }
}

type Records = BTreeMap<Vec<u8>, Vec<u8>>;

/// The keys under `prefix` in the order the engine gave them.
fn keys(engine: &dyn Engine, prefix: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut note = |key: &[u8], _: &[u8]| {
        found.push(key.to_vec());
        ControlFlow::Continue(())
    };
    engine.scan(prefix, &mut note).expect("scan");
    found
}

fn try_everything(engine: &dyn Engine) -> Result<Records, EngineError> {
    let mut found = Records::new();
    engine.scan(&[], &mut |key, value| {
        found.insert(key.to_vec(), value.to_vec());
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

fn everything(engine: &dyn Engine) -> Records {
    try_everything(engine).expect("scan")
}

/// Numbers from a seed (SplitMix64), so that a failing test fails again.
struct Numbers(u64);

impl Numbers {
    /// A number below `limit`, which is not 0.
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).expect("below a usize")
    }
}
