//! A backup while the bot runs: over its socket, without a stop, and restored elsewhere.

use super::place::Place;
use super::support::people::{ask, joins, sees};
use rechtdoor::domain::audit::Act;
use rechtdoor::domain::retention::Retention;
use rechtdoor::domain::roles::Role;
use rechtdoor::runtime::clock;
use rechtdoor::runtime::open::{self, Places};
use rechtdoor::store::boot::OnLoss;
use rechtdoor::vault::FolderDisk;
use std::fs;
use std::os::unix::fs::PermissionsExt;

const QUESTION: &str = "La police peut fouiller mon sac ?";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_running_bot_hands_out_its_team_and_goes_on() {
    let place = Place::new().await;
    let identity = age::x25519::Identity::generate();
    let text = fs::read_to_string(place.path("rechtdoor.toml")).unwrap();
    let recipients = format!("{text}\n[backup]\nrecipients = [\"{}\"]\n", identity.to_public());
    fs::write(place.path("rechtdoor.toml"), recipients).unwrap();
    let mut running = place.start(&[]);
    joins(&place.world, &place.master(), Role::Moderator).await;
    let lina = place.world.person("Lina", "fr");
    ask(&place.world, lina, QUESTION).await;

    assert!(FolderDisk::open(&place.path("keys")).is_err(), "control: nobody else can read the store now");
    let door = fs::symlink_metadata(place.path("keys/door")).unwrap();
    assert_eq!(door.permissions().mode() & 0o777, 0o600);
    let said = place.says(&["backup", "team.age"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("1 members"), "{}", said.out);
    assert!(!running.has_ended());
    let noah = place.world.person("Noah", "fr");
    place.world.say(noah, "/start").unwrap();
    sees(&place.world, noah, &["112"]).await;
    assert_eq!(running.terminate(), 0);
    assert_eq!(place.says(&["verify"]).code, 0, "the log of who did what holds");
    assert_eq!(backups_in_the_log(&place), 1, "and has the backup in it");
    // The bot is gone, and its socket lies there still: the command goes by itself.
    let said = place.says(&["backup", "again.age"]);
    assert_eq!(said.code, 0, "{}", said.err);
}

/// How many backups the log of who did what tells of, read with the bot stopped.
fn backups_in_the_log(place: &Place) -> usize {
    let (store, ring, key) = (place.path("data"), place.path("keys"), place.path("secrets/master.key"));
    let places = Places { store: &store, master_file: &key, ring: &ring };
    let mut opened = open::store(&places, Retention::default(), clock::now(), OnLoss::Refuse).ok().unwrap();
    opened.store.recent_audit(50).unwrap().iter().filter(|entry| entry.act == Act::BackupTaken).count()
}
