//! Where a master key may come from, and where it is refused.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;

use super::*;
use crate::vault::testing::Seeded;

struct Yard {
    folder: tempfile::TempDir,
}

impl Yard {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, content: &[u8], mode: u32) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        path
    }

    fn load(&self, path: &Path) -> Result<Master, MasterError> {
        Master::load(path, &[&self.path("store")])
    }
}

fn refusal(result: Result<Master, MasterError>) -> MasterError {
    result.err().expect("must be refused")
}

const HEX: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

#[test]
fn a_created_key_loads_and_is_the_owners_alone() {
    let yard = Yard::new();
    let path = yard.path("master.key");
    Master::create(&path, &[&yard.path("store")], &mut Seeded::new(1)).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o600);
    let content = fs::read(&path).unwrap();
    assert_eq!((content.len(), content.last()), (65, Some(&b'\n')));
    yard.load(&path).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn a_key_is_never_overwritten() {
    let yard = Yard::new();
    let path = yard.file("master.key", b"precious", 0o600);
    let error = Master::create(&path, &[], &mut Seeded::new(1)).unwrap_err();
    assert!(matches!(error, MasterError::Exists));
    assert_eq!(fs::read(&path).unwrap(), b"precious");
    symlink(yard.path("elsewhere"), yard.path("link")).unwrap();
    let error = Master::create(&yard.path("link"), &[], &mut Seeded::new(1)).unwrap_err();
    assert!(matches!(error, MasterError::Exists));
    assert!(!yard.path("elsewhere").exists(), "a link must not be followed");
}

#[test]
fn hexadecimal_and_raw_are_the_same_key() {
    let yard = Yard::new();
    let raw: Vec<u8> = (0..32).collect();
    let upper = HEX.to_uppercase();
    let print = |path: &Path| yard.load(path).unwrap_or_else(|error| panic!("{error}")).tokens().tag(b"x");
    let due = print(&yard.file("raw", &raw, 0o400));
    assert_eq!(print(&yard.file("line", format!("{HEX}\n").as_bytes(), 0o600)), due);
    assert_eq!(print(&yard.file("bare", HEX.as_bytes(), 0o600)), due);
    assert_eq!(print(&yard.file("upper", upper.as_bytes(), 0o600)), due);
}

/// KEY-3: nothing is made silently.
#[test]
fn a_missing_key_stays_missing() {
    let yard = Yard::new();
    assert!(matches!(refusal(yard.load(&yard.path("master.key"))), MasterError::Missing));
    assert!(!yard.path("master.key").exists());
}

/// SHR-9.
#[test]
fn unsafe_modes_are_refused() {
    let yard = Yard::new();
    for mode in [0o644, 0o640, 0o660, 0o666, 0o604, 0o700, 0o500, 0o4600] {
        let path = yard.file(&format!("key-{mode:o}"), HEX.as_bytes(), mode);
        match refusal(yard.load(&path)) {
            MasterError::Mode(found) => assert_eq!(found, mode),
            other => panic!("{mode:o}: {other}"),
        }
    }
}

#[test]
fn links_and_folders_are_refused() {
    let yard = Yard::new();
    let path = yard.file("master.key", HEX.as_bytes(), 0o600);
    symlink(&path, yard.path("link")).unwrap();
    assert!(matches!(refusal(yard.load(&yard.path("link"))), MasterError::Symlink));
    fs::create_dir(yard.path("folder")).unwrap();
    assert!(matches!(refusal(yard.load(&yard.path("folder"))), MasterError::NotAFile));
}

#[test]
fn a_key_inside_the_store_is_refused_however_it_is_spelled() {
    let yard = Yard::new();
    fs::create_dir_all(yard.path("store/deep")).unwrap();
    fs::create_dir_all(yard.path("store-of-keys")).unwrap();
    let inside = yard.file("store/deep/master.key", HEX.as_bytes(), 0o600);
    assert!(matches!(refusal(yard.load(&inside)), MasterError::InsideStore));
    let spelled = yard.path("store-of-keys/../store/deep/master.key");
    assert!(matches!(refusal(yard.load(&spelled)), MasterError::InsideStore));
    symlink(yard.path("store"), yard.path("alias")).unwrap();
    assert!(matches!(refusal(yard.load(&yard.path("alias/deep/master.key"))), MasterError::InsideStore));
    symlink(yard.file("outside", HEX.as_bytes(), 0o600), yard.path("store/link")).unwrap();
    assert!(matches!(refusal(yard.load(&yard.path("store/link"))), MasterError::InsideStore));
    let error = Master::create(&yard.path("store/new"), &[&yard.path("store")], &mut Seeded::new(1)).unwrap_err();
    assert!(matches!(error, MasterError::InsideStore));
    let beside = yard.file("store-of-keys/master.key", HEX.as_bytes(), 0o600);
    assert!(yard.load(&beside).is_ok(), "a name that only begins alike is another folder");
}

#[test]
fn a_store_that_does_not_exist_yet_is_guarded_too() {
    let yard = Yard::new();
    let error = Master::create(&yard.path("store/master.key"), &[&yard.path("store")], &mut Seeded::new(1));
    assert!(matches!(error.unwrap_err(), MasterError::InsideStore));
}

#[test]
fn other_lengths_and_letters_are_refused() {
    let yard = Yard::new();
    let long = format!("{HEX}\n\n");
    let odd = format!("{HEX}0");
    let cases: [&[u8]; 7] =
        [b"", b"short", &HEX.as_bytes()[..63], long.as_bytes(), odd.as_bytes(), &[b'g'; 64], &[7; 33]];
    for (number, content) in cases.into_iter().enumerate() {
        let path = yard.file(&format!("key-{number}"), content, 0o600);
        assert!(matches!(refusal(yard.load(&path)), MasterError::Length), "case {number}");
    }
    let zeros = yard.file("zeros", &[0; 32], 0o600);
    assert!(matches!(refusal(yard.load(&zeros)), MasterError::NotRandom));
}

#[test]
fn only_our_file_or_roots_credential_will_do() {
    let file = |owner, group, mode| Owned { mode, owner, group };
    assert!(judge(file(1000, 1000, 0o400), 1000).is_ok());
    assert!(judge(file(0, 0, 0o400), 1000).is_ok());
    assert!(judge(file(0, 0, 0o440), 1000).is_ok(), "a systemd credential with an access list");
    assert!(matches!(judge(file(0, 1000, 0o440), 1000), Err(MasterError::Mode(0o440))));
    assert!(matches!(judge(file(0, 0, 0o440), 0), Err(MasterError::Mode(0o440))));
    assert!(matches!(judge(file(1000, 0, 0o440), 1000), Err(MasterError::Mode(0o440))));
    assert!(matches!(judge(file(1001, 1000, 0o400), 1000), Err(MasterError::Owner)));
    assert!(matches!(judge(file(1001, 0, 0o400), 0), Err(MasterError::Owner)));
}

/// CRY-6: what is derived for one use says nothing of another; and the contexts are frozen.
#[test]
fn derived_keys_differ_and_stay_what_they_are() {
    let secret = Key::from_bytes(&std::array::from_fn(|i| i as u8));
    let master = Master::from_secret(&secret);
    let mut all: Vec<[u8; 32]> = FixedKey::ALL.map(|which| *master.fixed(which).expose()).to_vec();
    all.push(*master.head().expose());
    all.push(master.tokens().tag(b""));
    let print = blake3::hash(all.concat().as_slice()).to_hex();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 5);
    assert_eq!(&print[..32], "5be8b4e7e297e2f94d94728d8ca2bc3d");
}
