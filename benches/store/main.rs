//! How fast the store is, beside the physical limit of the same disk in the same run.
//!
//! `cargo bench` measures commits, timers and starts in about two minutes; `cargo bench -- start` only what is named
//! so; `cargo bench -- grown` what a million old records cost (a few minutes more, only when asked for).
//! `--folder DIR` puts everything on another disk than that of the temporary files.
//!
//! Figures of a shared machine drift: what is compared takes turns, the median is given with the least and the most,
//! and the ratio counts. Never true here: something is measured without its syncs, or left behind in the folder.

// A measurement prints and measures time, and ends when something is wrong.
#![allow(clippy::print_stdout, clippy::disallowed_methods, clippy::unwrap_used)]

mod bare;
mod commit;
mod due;
#[expect(dead_code, reason = "the load example asks for more of it")]
mod filled;
mod grown;
#[path = "../../examples/load/process.rs"]
#[expect(dead_code, reason = "the load example asks for more of it")]
mod process;
mod start;

use std::path::{Path, PathBuf};

type Bench = fn(&Path);

/// Name, whether only when asked for, and what runs.
const BENCHES: [(&str, bool, Bench); 4] = [
    ("commit", false, commit::run),
    ("due", false, due::run),
    ("start", false, start::run),
    ("grown", true, grown::run),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let [word, folder] = arguments.as_slice()
        && let Some((_, child)) = start::CHILDREN.into_iter().find(|(known, _)| known == word)
    {
        return child(Path::new(folder));
    }
    let at = arguments.iter().position(|word| word == "--folder").map(|at| at + 1);
    let yard = match at.and_then(|at| arguments.get(at)) {
        Some(folder) => tempfile::tempdir_in(PathBuf::from(folder)).unwrap(),
        None => tempfile::tempdir().unwrap(),
    };
    let named: Vec<&String> = arguments.iter().enumerate().filter(|(n, _)| Some(*n) != at).map(|(_, it)| it).collect();
    report_disk(yard.path());
    for (name, only_asked, run) in BENCHES {
        let asked = named.iter().any(|word| word.as_str() == name);
        let none_asked = named.iter().all(|word| word.starts_with("--"));
        if asked || (none_asked && !only_asked) {
            run(&yard.path().join(name));
        }
    }
}

/// Median, least and most, as they are printed.
pub fn spread(mut figures: Vec<f64>) -> (f64, String) {
    figures.sort_by(f64::total_cmp);
    let median = figures[figures.len() / 2];
    (median, format!("{median:9.1} ({:.1} to {:.1})", figures[0], figures[figures.len() - 1]))
}

/// A file system in memory syncs nothing, and its figures say nothing.
fn report_disk(folder: &Path) {
    const TMPFS: u64 = 0x0102_1994;
    #[allow(clippy::unnecessary_cast, clippy::cast_sign_loss, reason = "the type differs between machines")]
    let memory = rustix::fs::statfs(folder).is_ok_and(|disk| disk.f_type as u64 == TMPFS);
    if memory {
        println!("the folder lies in memory: commits are too fast here; give --folder on a disk");
    }
}
