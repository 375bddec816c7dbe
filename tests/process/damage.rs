//! The files of a real bot are bent in every way a disk knows, and then it starts: with everything, or not at all and
//! with a word about it. Never with less and silent, never with a panic. `DAMAGES=25` bends each file that often.

use super::place::{Place, copy_folder};
use super::support::entropy::Seeded;
use super::support::people::{ask, joins};
use rechtdoor::domain::roles::Role;
use std::fs;
use std::path::{Path, PathBuf};

/// Trials for each file of the store, and for each file of the ring, unless `DAMAGES` asks for more.
const TRIALS: u64 = 3;
const QUESTIONS: u64 = 3;
const MARK: &str = "marque-de-question";

/// Every file below a folder that a bot wrote, with a stable order. Locks and the reserve hold nothing.
fn files_of(place: &Place) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for root in ["data", "keys"] {
        gather(&place.path(root), &mut found);
    }
    found.retain(|path| !path.ends_with("lock") && !path.ends_with("reserve"));
    // The second file of the ring is empty before the first night.
    found.retain(|path| fs::metadata(path).unwrap().len() > 0);
    found.sort();
    found
}

fn gather(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            gather(&entry.path(), into);
        } else if entry.path().is_file() {
            into.push(entry.path());
        }
    }
}

/// Where the written part ends: damage behind it would mean nothing.
fn end_of_data(bytes: &[u8]) -> usize {
    bytes.iter().rposition(|byte| *byte != 0).map_or(0, |at| at + 1).max(1)
}

/// Bends a file in one of five ways; gives what was done.
fn bend(path: &Path, dice: &mut Seeded) -> String {
    let mut bytes = fs::read(path).unwrap();
    let end = end_of_data(&bytes);
    let at = usize::try_from(dice.below(end as u64)).unwrap();
    let what = match dice.below(5) {
        0 => {
            bytes[at] ^= 1 << dice.below(8);
            "flipped at"
        }
        1 => {
            let stop = bytes.len().min(at + 512);
            bytes[at..stop].fill(0);
            "zeroed at"
        }
        2 => {
            bytes.truncate(at);
            "cut at"
        }
        3 => {
            let mut noise = vec![0; 700];
            rechtdoor::domain::Entropy::fill(dice, &mut noise);
            bytes.extend(noise);
            "appended to, not at"
        }
        _ => {
            let stop = bytes.len().min(at + 64);
            rechtdoor::domain::Entropy::fill(dice, &mut bytes[at..stop]);
            "garbled at"
        }
    };
    fs::write(path, &bytes).unwrap();
    format!("{} {what} {at} of {end}", path.file_name().unwrap().to_string_lossy())
}

/// What `verify` counts: the sound records of each table.
fn sound(verified: &str) -> Vec<&str> {
    verified.lines().filter(|line| line.contains("table \"") && line.trim_end().ends_with("records")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bent_files_are_whole_or_named_and_never_less_in_silence() {
    let place = Place::new().await;
    let world = place.world.clone();
    let running = place.start(&[]);
    joins(&world, &place.master(), Role::Moderator).await;
    for _ in 0..QUESTIONS {
        let person = world.person("Lina", "fr");
        ask(&world, person, &format!("La police peut faire ça ? {MARK}")).await;
    }
    assert_eq!(running.terminate(), 0);
    for folder in ["data", "keys"] {
        copy_folder(&place.path(folder), &place.path(&format!("whole-{folder}")));
    }
    let whole = place.says(&["verify"]);
    assert_eq!(whole.code, 0, "{}", whole.err);
    let expected: Vec<String> = sound(&whole.out).into_iter().map(str::to_owned).collect();
    assert!(expected.iter().any(|line| line.contains("\"cases\": 3 records")), "{}", whole.out);

    let trials = std::env::var("DAMAGES").ok().and_then(|count| count.parse().ok()).unwrap_or(TRIALS);
    let mut dice = Seeded::new(20_261_126);
    let (mut refused, mut went_on) = (0, 0);
    for path in files_of(&place) {
        for _ in 0..trials {
            let what = bend(&path, &mut dice);
            let verified = place.says(&["verify"]);
            let started = place.start_and_stop();
            for said in [&verified, &started] {
                assert!(said.err.len() < 20_000 && !said.err.contains(MARK), "{what}: {}", said.err);
                assert!(
                    !said.err.contains("panicked") && !said.err.contains("came to a bad end"),
                    "{what}: {}",
                    said.err
                );
            }
            if started.code == 0 {
                went_on += 1;
                let after = place.says(&["verify"]);
                assert_eq!(after.code, 0, "{what}: {} {}", after.out, after.err);
                let found = sound(&after.out);
                for table in ["cases", "entries", "routes", "staff"] {
                    let of = |line: &&str| line.contains(&format!("\"{table}\""));
                    let expected = expected.iter().map(String::as_str).find(of);
                    assert!(expected.is_some(), "{whole:?}", whole = whole.out);
                    assert_eq!(found.iter().copied().find(of), expected, "{what}: less of {table}, and not a word");
                }
            } else {
                refused += 1;
                assert!([1, 2].contains(&started.code), "{what}: exit code {}", started.code);
                assert_ne!(verified.code, 0, "{what}: verify found nothing, and the start refuses: {}", started.err);
                let last = started.err.lines().last().unwrap_or_default();
                assert!(last.starts_with("rechtdoor: "), "{what}: {}", started.err);
            }
            for folder in ["data", "keys"] {
                fs::remove_dir_all(place.path(folder)).unwrap();
                copy_folder(&place.path(&format!("whole-{folder}")), &place.path(folder));
            }
        }
    }
    assert!(refused > 3 && went_on > 3, "the control: {refused} starts refused, {went_on} went on");
    eprintln!("{refused} starts refused and said why, {went_on} went on with everything");
}
