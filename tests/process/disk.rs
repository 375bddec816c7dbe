//! A disk that is really full, under the real program: a small file system of its own, filled to the brim.
//!
//! Never true of this file: it passes without a word where no file system may be mounted. There it says so.

use super::place::Place;
use super::support::people::{self, PATIENCE, ask, joins, newest, press_on, receipt, sees, take_next};
use rechtdoor::domain::roles::Role;
use rechtdoor::simulator::WorldHandle;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Large enough for a bot that works, small enough to fill quickly.
const DISK: &str = "size=128m,mode=0700";
const LATER: &str = "je ne peux rien garder";

/// A file system in memory, as long as this lives.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// `None` where that is not allowed, with a word about it.
    fn under(folder: &Path) -> Option<Self> {
        fs::create_dir_all(folder).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", DISK, "tmpfs"]).arg(folder).output();
        match mounted {
            Ok(output) if output.status.success() => Some(Self(folder.to_owned())),
            Ok(output) => skipped(String::from_utf8_lossy(&output.stderr).trim()),
            Err(error) => skipped(&error.to_string()),
        }
    }

    /// Leaves `free` bytes at most.
    fn fill_up_to(&self, free: u64) {
        let mut file = File::create(self.0.join("ballast")).unwrap();
        let chunk = vec![0x5a; 256 * 1024];
        while self.free() > free && file.write_all(&chunk).is_ok() {}
    }

    fn empty(&self) {
        fs::remove_file(self.0.join("ballast")).unwrap();
    }

    fn free(&self) -> u64 {
        let disk = rustix::fs::statvfs(&self.0).unwrap();
        disk.f_bavail * disk.f_frsize
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

fn skipped<T>(why: &str) -> Option<T> {
    // Past the test harness, which keeps what a test prints to itself.
    _ = writeln!(std::io::stderr(), "SKIPPED: no small disk can be mounted here ({why}); run as root to test it");
    None
}

/// Writes a question and chooses a language; the review cannot come.
fn writes(world: &WorldHandle, text: &str) -> i64 {
    let person = world.person("Lina", "fr");
    world.say(person, text).unwrap();
    person
}

async fn hears_once(world: &WorldHandle, person: i64) {
    sees(world, person, &[LATER]).await;
    let times = world.messages(person).iter().filter(|seen| seen.text.contains(LATER)).count();
    assert_eq!(times, 1, "{}", people::told(world, person));
}

/// From the choice of a language to the receipt, after the outage.
async fn goes_on(world: &WorldHandle, person: i64) -> String {
    press_on(world, person, &["Salut"], "Français").await;
    press_on(world, person, &["Pas encore envoyé"], "✅").await;
    receipt(world, person).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_told_kindly_and_nothing_is_lost() {
    let place = Place::new().await;
    let Some(disk) = SmallDisk::under(&place.path("data")) else { return };
    let world = place.world.clone();
    let mut running = place.start(&[]);
    let coordinator = joins(&world, &place.master(), Role::Coordinator).await;
    let staff = joins(&world, &place.master(), Role::Moderator).await;
    let before = ask(&world, writes_nothing(&world), "La police peut fouiller mon sac ?").await;
    assert!(place.path("data/reserve").exists());

    // The ordinary way: the bot sees that little is left. Then the hard way: not a byte is left to anybody.
    for free in [32 * 1024 * 1024, 0] {
        disk.fill_up_to(free);
        let lina = writes(&world, "La police peut prendre mon vélo ?");
        hears_once(&world, lina).await;
        assert!(!place.path("data/reserve").exists(), "the reserve was released");
        disk.fill_up_to(free);
        let noah = writes(&world, "Et mon téléphone ?");
        hears_once(&world, noah).await;
        world.say(noah, "/aide").unwrap();
        sees(&world, noah, &["112", "103"]).await;
        assert!(newest(&world, noah, &["Pas encore envoyé"]).is_none());
        assert!(world.updates_waiting() > 0, "nothing was confirmed");
        assert!(!running.has_ended(), "{}", place.log());

        disk.empty();
        let codes = [goes_on(&world, lina).await, goes_on(&world, noah).await];
        assert!(codes[0] != codes[1] && !codes.contains(&before));
        hears_once(&world, lina).await;
        let reserve = place.path("data/reserve");
        assert!(world.wait_for(|_| reserve.exists(), PATIENCE).await, "the reserve stands again");
    }
    sees(&world, coordinator, &["Le disque du bot est plein"]).await;
    sees(&world, coordinator, &["de nouveau de la place"]).await;
    for _ in 0..5 {
        assert!(take_next(&world, staff).await.is_some(), "every question is there");
    }
    let other = joins(&world, &place.master(), Role::Moderator).await;
    assert!(take_next(&world, other).await.is_none(), "and once");
    assert_eq!(running.terminate(), 0);
    let log = place.log();
    assert!(log.contains("the disk is full: nothing is taken in") && log.contains("there is room on the disk again"));
}

fn writes_nothing(world: &WorldHandle) -> i64 {
    world.person("Adil", "fr")
}

/// The engine itself runs into the end: not a disk without room, which is seen in time, but a file that may not grow.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_that_ran_into_its_end_is_opened_again_without_a_restart() {
    let place = Place::new().await;
    let world = place.world.clone();
    let mut running = place.start_limited();
    let before = ask(&world, writes_nothing(&world), "La police peut fouiller mon sac ?").await;
    running.limit_files(Some(fs::metadata(place.path("data/live/db")).unwrap().len()));
    let mut people = Vec::new();
    while !place.log().contains("the disk is full: nothing is taken in") {
        people.push(writes(&world, "La police peut prendre mon vélo ?"));
        let asked = *people.last().unwrap();
        let answered = |world: &WorldHandle| world.last_from_bot(asked).is_some();
        assert!(world.wait_for(answered, PATIENCE).await, "{}", place.log());
    }
    let lina = writes(&world, "Et mon téléphone ?");
    hears_once(&world, lina).await;
    assert!(!running.has_ended(), "{}", place.log());
    running.limit_files(None);
    let code = goes_on(&world, lina).await;
    assert_ne!(code, before);
    hears_once(&world, lina).await;
    assert!(place.log().contains("the store is open again"));
    assert_eq!(running.terminate(), 0);
}
