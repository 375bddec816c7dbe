//! BAK: what a backup may be written to and holds, and that a restored place has a team and not one conversation.

use crate::place::{ASKER, MEMBER, NOW, Place, Said, WORDS, mode};
use age::secrecy::ExposeSecret;
use rechtdoor::backup::Archive;
use rechtdoor::domain::audit::Act;
use rechtdoor::domain::encounter::{Encounter, Seat, SeatRecord, SeatState, Standing, Turn, YOUTHS};
use rechtdoor::domain::limits::BACKUP_FILES_MAX;
use rechtdoor::domain::team_text::{TeamText, TextKind, TextStage, Words};
use rechtdoor::domain::{Day, EncounterId, Language, SeatId, StaffId, TextId};
use rechtdoor::outbox::Origin;
use rechtdoor::store::records::Owner;
use rechtdoor::store::tables::{ALL, Members, SeatRecords};
use rechtdoor::vault::{Address, FolderDisk};
use std::fs;
use std::os::unix::fs::PermissionsExt;

const SITTER: i64 = 7_987_654_321;
const VENUE: &str = "ZONDERLINGSTRAAT 3";

struct Custodian {
    recipient: String,
    identity: String,
}

impl Custodian {
    fn new() -> Self {
        let identity = age::x25519::Identity::generate();
        let recipient = identity.to_public().to_string();
        Self { recipient, identity: identity.to_string().expose_secret().to_owned() }
    }

    fn configure(&self, place: &Place) {
        let text = fs::read_to_string(place.path("rechtdoor.toml")).unwrap();
        let text = format!("{text}\n[backup]\nrecipients = [\"{}\"]\n", self.recipient);
        fs::write(place.path("rechtdoor.toml"), text).unwrap();
    }

    /// As age-keygen writes it.
    fn write(&self, place: &Place) {
        let text = format!("# created: some day\n# public key: {}\n{}\n", self.recipient, self.identity);
        fs::write(place.path("identity.txt"), text).unwrap();
    }
}

/// A store with a question, and somebody who may open its backups.
fn kept() -> (Place, Custodian) {
    let (place, custodian) = (Place::with_a_question(), Custodian::new());
    custodian.configure(&place);
    (place, custodian)
}

fn backup(place: &Place, file: &str) -> Said {
    let said = place.says(&["backup", file]);
    assert!(!said.all().contains(WORDS));
    said
}

fn restore(place: &Place) -> Said {
    let said = place.says(&["restore", "team.age", "--identity", "identity.txt"]);
    let identity = fs::read_to_string(place.path("identity.txt")).unwrap();
    let secret = identity.lines().find(|line| line.starts_with("AGE-SECRET-KEY-1"));
    assert!(secret.is_none_or(|secret| !said.all().contains(secret)), "the identity is not said");
    said
}

/// A fresh host with the backup of another.
fn fresh(from: &Place, custodian: &Custodian) -> Place {
    let place = Place::new();
    fs::copy(from.path("team.age"), place.path("team.age")).unwrap();
    custodian.write(&place);
    place
}

/// Somebody comes to an encounter.
fn sits(place: &Place) {
    let (id, seat) = (EncounterId([7; 16]), SeatId([8; 16]));
    let mut store = place.open();
    let plan = Encounter { venue: VENUE.to_owned(), ..Encounter::new("genk".to_owned(), StaffId([1; 16]), NOW.day()) };
    store.save_encounter(id, &plan).unwrap();
    let turn = Turn { standing: Standing::Ordinary, order: 1 };
    let taken = Seat::new(YOUTHS, turn, SeatState::Confirmed);
    let key = store.add_seat(seat, &SeatRecord::new(id, taken, [0, 0], Language::Nl, 0)).unwrap();
    Origin::new(Address::new(SITTER)).bind(&mut store, Owner::Seat(seat), key).unwrap();
    store.keep_turn();
    store.commit(NOW).unwrap();
    place.close(store);
}

#[test]
fn a_backup_holds_the_team_and_nothing_of_who_asked() {
    let (place, custodian) = kept();
    sits(&place);
    let said = backup(&place, "team.age");
    assert_eq!(said.code, 0, "{}", said.all());
    assert!(said.out.contains("1 members, 0 groups"), "{}", said.out);
    assert_eq!(mode(&place.path("team.age")), 0o600);
    let archive = Archive::open(fs::File::open(place.path("team.age")).unwrap(), &custodian.identity).unwrap();
    let member = &archive.roster.members[0];
    assert!(member.id == StaffId([1; 16]) && member.address.reveal() == MEMBER);
    assert_eq!(archive.configuration, fs::read_to_string(place.path("rechtdoor.toml")).unwrap());
    assert!(archive.content.iter().any(|file| file.name == "projects.toml"));
    assert!(archive.content.len() < BACKUP_FILES_MAX);
    let plain = serde_json::to_string(&archive).unwrap();
    assert!(plain.contains(&MEMBER.to_string()), "control: the search finds the member");
    assert!(!plain.contains(&ASKER.to_string()) && !plain.contains("MERKWAARDIG") && !plain.contains("AAAAAA"));
    assert!(!plain.contains(&SITTER.to_string()) && !plain.contains(VENUE), "nor of an encounter and who comes there");
    let mut store = place.open();
    assert!(store.recent_audit(1).unwrap()[0].act == Act::BackupTaken);
    assert!(store.get::<SeatRecords>(&SeatId([8; 16])).unwrap().is_some(), "control: the place was there");
}

/// BAK-4.
#[test]
fn a_backup_goes_only_where_it_is_safe() {
    let (place, _) = kept();
    fs::create_dir(place.path("open")).unwrap();
    fs::set_permissions(place.path("open"), fs::Permissions::from_mode(0o777)).unwrap();
    fs::write(place.path("there"), "mine").unwrap();
    std::os::unix::fs::symlink(place.path("nowhere"), place.path("link")).unwrap();
    std::os::unix::fs::symlink(place.path("data"), place.path("way-in")).unwrap();
    let before = place.contents();
    for (file, word) in [
        ("data/team.age", "inside the store"),
        ("way-in/team.age", "inside the store"),
        ("keys/team.age", "inside the ring"),
        ("open/team.age", "everybody on this machine"),
        ("there", "already there"),
        ("link", "already there"),
        ("no/such/team.age", "folder cannot be used"),
    ] {
        let said = backup(&place, file);
        assert_eq!(said.code, 2, "{file}: {}", said.all());
        assert!(said.err.contains(word) && said.err.contains("; mend: "), "{file}: {}", said.err);
    }
    assert!(place.contents() == before);
}

#[test]
fn a_backup_that_nobody_or_anybody_could_open_is_not_made() {
    let place = Place::with_a_question();
    let said = backup(&place, "team.age");
    assert_eq!(said.code, 2, "{}", said.all());
    assert!(said.err.contains("there is no recipient") && said.err.contains("age-keygen"), "{}", said.err);
    let mut custodian = Custodian::new();
    // One letter mistyped: the form is right, the sum at the end is not.
    let last = custodian.recipient.pop().unwrap();
    custodian.recipient.push(if last == 'q' { 'p' } else { 'q' });
    custodian.configure(&place);
    let said = backup(&place, "team.age");
    assert_eq!(said.code, 2, "{}", said.all());
    assert!(said.err.contains("recipient number 1"), "{}", said.err);
    assert!(!place.path("team.age").exists());
}

#[test]
fn a_bot_that_holds_its_store_and_does_not_answer_is_left_alone() {
    let (place, _) = kept();
    let held = FolderDisk::open(&place.path("keys")).unwrap();
    let said = backup(&place, "team.age");
    assert_eq!(said.code, 2, "{}", said.all());
    assert!(said.err.contains("another rechtdoor has it open"), "{}", said.err);
    assert!(!place.path("team.age").exists());
    drop(held);
}

/// BAK-2.
#[test]
fn a_fresh_host_gets_the_team_under_its_own_keys_and_no_conversation() {
    let (old, custodian) = kept();
    fs::write(old.path("content/holidays.toml"), "# changed by an editor\n").unwrap();
    assert_eq!(backup(&old, "team.age").code, 0);
    let place = fresh(&old, &custodian);
    let said = restore(&place);
    assert_eq!(said.code, 0, "{}", said.all());
    assert!(said.out.contains("1 members (1 coordinator), 0 groups"), "{}", said.out);
    assert!(said.out.contains("rechtdoor.toml.restored") && said.out.contains("content.restored"), "{}", said.out);
    let changed = fs::read_to_string(place.path("content.restored/holidays.toml")).unwrap();
    assert_eq!(changed, "# changed by an editor\n");
    assert_ne!(fs::read_to_string(place.path("content/holidays.toml")).unwrap(), changed, "nothing is overwritten");

    let said = place.says(&["verify"]);
    assert_eq!(said.code, 0, "{}", said.all());
    let mut store = place.open();
    assert!(store.get::<Members>(&StaffId([1; 16])).unwrap().is_some());
    assert_eq!(store.roster().unwrap().members[0].address.reveal(), MEMBER);
    for (letter, name, _) in ALL {
        let expected = match name {
            "staff" | "routes" | "audit" => 1,
            // The ends of the log, and the key of its chain.
            "audit marks" => 3,
            _ => 0,
        };
        assert_eq!(store.live_records(letter), expected, "{name}");
    }
}

/// What two members have read belongs to everybody; what one member writes may still say something of somebody.
#[test]
fn what_the_team_has_published_is_in_a_backup_and_its_drafts_are_not() {
    const OWNER: StaffId = StaffId([1; 16]);
    let (old, custodian) = kept();
    let mut store = old.open();
    let today = NOW.day();
    let mut draft = TeamText::new(TextKind::Library, OWNER, "genk".to_owned(), today, today);
    draft.nl.body = "ONAFGEWERKT".to_owned();
    let shown = TeamText {
        fr: Words { body: "PUBLIÉ".to_owned(), ..Words::default() },
        nl: Words::default(),
        stage: TextStage::Live { until: Day(today.0 + 100), longer: false },
        ..draft.clone()
    };
    for (number, text) in [(1, &draft), (2, &shown)] {
        store.save_text(TextId([number; 16]), text).unwrap();
    }
    store.keep_turn();
    store.commit(NOW).unwrap();
    old.close(store);
    let said = backup(&old, "team.age");
    assert!(said.out.contains("1 published texts"), "{}", said.out);
    let archive = Archive::open(fs::File::open(old.path("team.age")).unwrap(), &custodian.identity).unwrap();
    let plain = serde_json::to_string(&archive).unwrap();
    assert!(plain.contains("PUBLIÉ") && !plain.contains("ONAFGEWERKT"));
    let place = fresh(&old, &custodian);
    let said = restore(&place);
    assert!(said.out.contains("0 groups, 1 texts"), "{}", said.all());
    let store = place.open();
    let texts: Vec<_> = store.index.texts.shelf().map(|(id, text)| (id, text.fr.body.clone())).collect();
    assert_eq!(texts, [(TextId([2; 16]), "PUBLIÉ".to_owned())]);
    assert_eq!(store.index.texts.count(), 1);
}

#[test]
fn nothing_is_restored_over_something() {
    let (old, custodian) = kept();
    assert_eq!(backup(&old, "team.age").code, 0);
    custodian.write(&old);
    let before = old.contents();
    let said = restore(&old);
    assert_eq!(said.code, 2, "{}", said.all());
    assert!(said.err.contains("there is a store already"), "{}", said.err);
    assert!(old.contents() == before);
    // The keys of a store that is only looked for in the wrong place.
    fs::rename(old.path("data"), old.path("aside")).unwrap();
    let before = old.contents();
    let said = restore(&old);
    assert_eq!(said.code, 2, "{}", said.all());
    assert!(said.err.contains("ring with keys"), "{}", said.err);
    assert!(old.contents() == before);

    let place = fresh(&old, &custodian);
    fs::write(place.path("rechtdoor.toml.restored"), "mine").unwrap();
    let said = restore(&place);
    assert_eq!(said.code, 2, "{}", said.all());
    assert!(said.err.contains("already there"), "{}", said.err);
    assert!(!place.path("data/live").exists(), "nothing was begun");
}

#[test]
fn a_restore_that_was_cut_off_can_be_done_again() {
    let (old, custodian) = kept();
    assert_eq!(backup(&old, "team.age").code, 0);
    let place = fresh(&old, &custodian);
    // The power went before the one commit that holds the team.
    drop(place.open());
    assert!(place.path("data/live").exists());
    let said = restore(&place);
    assert_eq!(said.code, 0, "{}", said.all());
    assert_eq!(place.says(&["verify"]).code, 0);
}

#[test]
fn a_backup_that_does_not_open_restores_nothing() {
    let (old, custodian) = kept();
    assert_eq!(backup(&old, "team.age").code, 0);
    let whole = fs::read(old.path("team.age")).unwrap();
    let place = fresh(&old, &Custodian::new());
    assert!(restore(&place).err.contains("made for other recipients"));
    custodian.write(&place);
    fs::write(place.path("team.age"), &whole[..whole.len() - 1]).unwrap();
    assert!(restore(&place).err.contains("damaged"));
    fs::write(place.path("team.age"), "nonsense").unwrap();
    assert!(restore(&place).err.contains("no file that age made"));
    fs::write(place.path("identity.txt"), "# nothing here\n").unwrap();
    assert!(restore(&place).err.contains("no line that begins with"));
    let said = restore(&place);
    assert_eq!(said.code, 2, "{}", said.all());
    assert!(said.err.contains("; mend: "));
    assert!(!place.path("data/live").exists());
}
