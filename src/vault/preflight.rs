//! Facts about the place the bot runs in that weaken what the vault promises.
//!
//! Reading ([`read`]) and judging ([`judge`]) are apart, so that every judgement can be tested anywhere.
//! To add a concern: one field in [`Facts`], one arm in [`Concern`], one line in [`judge`].

use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::Mode;
use rustix::process::{
    DumpableBehavior, Resource, Rlimit, dumpable_behavior, getrlimit, set_dumpable_behavior, setrlimit, umask,
};
use thiserror::Error;

// Magic numbers of statfs(2): linux/magic.h, and OpenZFS's own (module/os/linux/zfs).
const BTRFS: u64 = 0x9123_683E;
const OVERLAY: u64 = 0x794C_7630;
const ZFS: u64 = 0x2FC1_2FC1;
const BCACHEFS: u64 = 0xCA45_1A4E;
const F2FS: u64 = 0xF2F5_2010;
const NILFS: u64 = 0x3434;
const TMPFS: u64 = 0x0102_1994;
const RAMFS: u64 = 0x8584_58F6;

/// What lies where.
pub struct Paths<'a> {
    pub key: &'a Path,
    pub ring: &'a Path,
    pub store: &'a Path,
}

/// What was found. `None` where the kernel would not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The file system's magic number under the ring.
    pub ring_magic: Option<u64>,
    pub key_device: Option<u64>,
    pub ring_device: Option<u64>,
    pub store_device: Option<u64>,
    /// Whether any swap area is in use on this machine.
    pub swap: Option<bool>,
    /// Whether this process may leave a core file.
    pub core: bool,
    /// Whether other processes of its user may read this one's memory.
    pub readable: bool,
}

/// Something that makes a seized machine say more than it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Concern {
    #[error("the ring lies on {0}, which never overwrites in place: shredded keys stay on the disk")]
    CopyOnWrite(&'static str),
    #[error("the ring lies in memory ({0}): the next start of the machine forgets everybody")]
    Volatile(&'static str),
    #[error("the master key is on the same device as the store: whoever takes the disk has both")]
    KeyBesideStore,
    #[error("the ring is on the same device as the store: a snapshot of the one copies the other")]
    RingBesideStore,
    #[error("swap is on: keys and text can reach the disk in clear (use encrypted swap or MemorySwapMax=0)")]
    Swap,
    #[error("the process may leave a core file with keys and text in it")]
    CoreFile,
    #[error("other processes may read the memory of this one, keys and text included")]
    ReadableMemory,
    #[error("the kernel would not tell about {0}")]
    Unknown(&'static str),
}

/// The words by which an operator says in `[keys] accepted` that a concern is known and meant so. Closed.
pub const ACCEPTABLE: [&str; 11] =
    ["btrfs", "overlayfs", "zfs", "bcachefs", "f2fs", "nilfs2", "tmpfs", "ramfs", "one-device", "swap", "unknown"];

impl Concern {
    /// Its word among [`ACCEPTABLE`]. `None` for what nobody may accept: the bot does not start.
    #[must_use]
    pub fn word(self) -> Option<&'static str> {
        match self {
            Concern::CopyOnWrite(name) | Concern::Volatile(name) => Some(name),
            Concern::KeyBesideStore | Concern::RingBesideStore => Some("one-device"),
            Concern::Swap => Some("swap"),
            Concern::Unknown(_) => Some("unknown"),
            Concern::CoreFile | Concern::ReadableMemory => None,
        }
    }
}

/// Concerns by what is to be done about them.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    /// A start refuses.
    pub refused: Vec<Concern>,
    /// Said aloud at every start.
    pub loud: Vec<Concern>,
    /// Said in one quiet line: the words that were accepted and that apply here.
    pub accepted: Vec<&'static str>,
}

/// Sorts what [`judge`] found by the words that the operator accepts.
#[must_use]
pub fn sort(concerns: Vec<Concern>, accepted: &[&str]) -> Sorted {
    let mut sorted = Sorted::default();
    for concern in concerns {
        match concern.word() {
            None => sorted.refused.push(concern),
            Some(word) if accepted.contains(&word) => {
                if !sorted.accepted.contains(&word) {
                    sorted.accepted.push(word);
                }
            }
            Some(_) => sorted.loud.push(concern),
        }
    }
    sorted
}

/// Looks around. Paths need not exist yet: the nearest folder above counts.
#[must_use]
pub fn read(paths: &Paths<'_>) -> Facts {
    Facts {
        ring_magic: nearest(paths.ring).and_then(|path| magic(&path).ok()),
        key_device: device(paths.key),
        ring_device: device(paths.ring),
        store_device: device(paths.store),
        swap: std::fs::read_to_string("/proc/swaps").ok().map(|text| swap_in_use(&text)),
        core: getrlimit(Resource::Core).current != Some(0),
        readable: !matches!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable)),
    }
}

/// What of it is worth a word to the operator, the worst first.
#[must_use]
pub fn judge(facts: &Facts) -> Vec<Concern> {
    let mut concerns = Vec::new();
    match facts.ring_magic {
        Some(magic) => {
            concerns.extend(copy_on_write(magic).map(Concern::CopyOnWrite));
            concerns.extend(volatile(magic).map(Concern::Volatile));
        }
        None => concerns.push(Concern::Unknown("the ring's file system")),
    }
    match (facts.key_device, facts.ring_device, facts.store_device) {
        (Some(key), Some(ring), Some(store)) => {
            concerns.extend((key == store).then_some(Concern::KeyBesideStore));
            concerns.extend((ring == store).then_some(Concern::RingBesideStore));
        }
        _ => concerns.push(Concern::Unknown("the devices of key, ring and store")),
    }
    match facts.swap {
        Some(true) => concerns.push(Concern::Swap),
        Some(false) => {}
        None => concerns.push(Concern::Unknown("swap")),
    }
    concerns.extend(facts.core.then_some(Concern::CoreFile));
    concerns.extend(facts.readable.then_some(Concern::ReadableMemory));
    concerns
}

/// Forbids core files, and other processes of the same user to read our memory. For the very start of the program.
///
/// # Errors
/// The kernel refused; the caller decides whether to go on.
pub fn harden() -> io::Result<()> {
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    Ok(())
}

/// From now on, whatever file or folder this process makes is its user's alone (0600, 0700).
pub fn close_new_files() {
    umask(Mode::RWXG | Mode::RWXO);
}

/// The name of a file system that writes changed blocks elsewhere. On overlayfs the answer depends on what lies
/// below, and a container's top layer is thrown away with the keys.
fn copy_on_write(magic: u64) -> Option<&'static str> {
    match magic {
        BTRFS => Some("btrfs"),
        OVERLAY => Some("overlayfs"),
        ZFS => Some("zfs"),
        BCACHEFS => Some("bcachefs"),
        F2FS => Some("f2fs"),
        NILFS => Some("nilfs2"),
        _ => None,
    }
}

/// The name of a file system that ends with the power.
fn volatile(magic: u64) -> Option<&'static str> {
    match magic {
        TMPFS => Some("tmpfs"),
        RAMFS => Some("ramfs"),
        _ => None,
    }
}

/// `/proc/swaps` is one line of headings and then one line for each area.
fn swap_in_use(text: &str) -> bool {
    text.lines().skip(1).any(|line| !line.trim().is_empty())
}

fn magic(path: &Path) -> io::Result<u64> {
    // The field's type differs between machines; magic numbers have 32 bits.
    #[allow(clippy::unnecessary_cast)]
    Ok(rustix::fs::statfs(path)?.f_type as u64 & 0xFFFF_FFFF)
}

fn device(path: &Path) -> Option<u64> {
    nearest(path)?.metadata().ok().map(|metadata| metadata.dev())
}

fn nearest(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    path.ancestors().find(|ancestor| ancestor.exists()).map(Path::to_path_buf)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const EXT4: u64 = 0xEF53;

    fn fine() -> Facts {
        Facts {
            ring_magic: Some(EXT4),
            key_device: Some(1),
            ring_device: Some(2),
            store_device: Some(3),
            swap: Some(false),
            core: false,
            readable: false,
        }
    }

    #[test]
    fn a_good_place_raises_no_concern() {
        assert_eq!(judge(&fine()), []);
    }

    /// SHR-9.
    #[test]
    fn file_systems_that_keep_old_blocks_are_named() {
        let known = [
            (BTRFS, "btrfs"),
            (OVERLAY, "overlayfs"),
            (ZFS, "zfs"),
            (BCACHEFS, "bcachefs"),
            (F2FS, "f2fs"),
            (NILFS, "nilfs2"),
        ];
        for (magic, name) in known {
            assert_eq!(judge(&Facts { ring_magic: Some(magic), ..fine() }), [Concern::CopyOnWrite(name)]);
        }
    }

    #[test]
    fn a_ring_in_memory_is_named() {
        for (magic, name) in [(TMPFS, "tmpfs"), (RAMFS, "ramfs")] {
            assert_eq!(judge(&Facts { ring_magic: Some(magic), ..fine() }), [Concern::Volatile(name)]);
        }
    }

    #[test]
    fn each_weakness_has_its_own_word() {
        assert_eq!(judge(&Facts { key_device: Some(3), ..fine() }), [Concern::KeyBesideStore]);
        assert_eq!(judge(&Facts { ring_device: Some(3), ..fine() }), [Concern::RingBesideStore]);
        assert_eq!(judge(&Facts { swap: Some(true), ..fine() }), [Concern::Swap]);
        assert_eq!(judge(&Facts { core: true, ..fine() }), [Concern::CoreFile]);
        assert_eq!(judge(&Facts { readable: true, ..fine() }), [Concern::ReadableMemory]);
        assert_eq!(judge(&Facts::default()).len(), 3, "what is unknown is said, not assumed");
    }

    /// Everything that can be found, with one word each; and what nobody may accept.
    fn everything() -> Vec<Concern> {
        let systems = [BTRFS, OVERLAY, ZFS, BCACHEFS, F2FS, NILFS, TMPFS, RAMFS];
        let mut found: Vec<Concern> =
            systems.iter().flat_map(|magic| judge(&Facts { ring_magic: Some(*magic), ..fine() })).collect();
        found.extend(judge(&Facts::default()));
        found.extend(judge(&Facts { key_device: Some(3), ring_device: Some(3), swap: Some(true), ..fine() }));
        found.extend(judge(&Facts { core: true, readable: true, ..fine() }));
        found
    }

    /// SHR-9.
    #[test]
    fn what_is_accepted_is_said_quietly_and_everything_else_aloud() {
        let nothing = sort(everything(), &[]);
        assert_eq!(nothing.accepted, Vec::<&str>::new());
        assert_eq!(nothing.loud.len(), 8 + 3 + 3);
        for word in ACCEPTABLE {
            let one = sort(everything(), &[word]);
            assert_eq!(one.accepted, [word], "each word stands for something");
            assert!(one.loud.iter().all(|concern| concern.word() != Some(word)) && one.loud.len() < nothing.loud.len());
        }
        let all = sort(everything(), &ACCEPTABLE);
        assert_eq!((all.loud.len(), all.accepted.len()), (0, ACCEPTABLE.len()));
        assert_eq!(sort(judge(&fine()), &ACCEPTABLE), Sorted::default(), "what does not apply is not spoken of");
    }

    #[test]
    fn core_files_and_readable_memory_cannot_be_accepted() {
        for accepted in [&[][..], &ACCEPTABLE] {
            let refused = sort(everything(), accepted).refused;
            assert_eq!(refused, [Concern::CoreFile, Concern::ReadableMemory]);
        }
    }

    #[test]
    fn swap_areas_are_counted_without_the_headings() {
        let headings = "Filename\t\t\t\tType\t\tSize\tUsed\tPriority\n";
        assert!(!swap_in_use(headings));
        assert!(!swap_in_use(""));
        assert!(swap_in_use(&format!("{headings}/dev/dm-1 partition 8388604 0 -2\n")));
    }

    #[test]
    fn this_machine_can_be_read_even_before_the_folders_exist() {
        let folder = tempfile::tempdir().unwrap();
        let later = folder.path().join("not/yet");
        let facts = read(&Paths { key: &later, ring: &later, store: &later });
        assert!(facts.ring_magic.is_some());
        assert!(facts.ring_device.is_some());
        assert_eq!(facts.key_device, facts.store_device);
        assert!(judge(&facts).contains(&Concern::KeyBesideStore));
    }

    /// RAW-5.
    #[test]
    fn a_hardened_process_leaves_no_core_file() {
        harden().unwrap();
        assert_eq!(getrlimit(Resource::Core).current, Some(0));
        assert!(matches!(rustix::process::dumpable_behavior(), Ok(DumpableBehavior::NotDumpable)));
    }
}
