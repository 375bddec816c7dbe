//! BAK-1 to BAK-3: a backup of a bot in the middle of its life, kept for a month and restored on a fresh host.
//!
//! Never true here: a marker is called absent that the same search does not find where it stands.

use crate::scan::{Marker, Scanner};
use crate::support::bot::Bot;
use crate::talk::{MEHDI, NOOR, SAM, Talk, chats, identity, words};
use age::secrecy::ExposeSecret;
use rechtdoor::backup::Archive;
use rechtdoor::domain::Day;
use rechtdoor::domain::ban::{Ban, BanReason};
use rechtdoor::store::bans::Banned;
use rechtdoor::store::records::BanQuarter;
use rechtdoor::store::tables::{Audit, BanQuarters, Bans, Cases, Drafts, Entries, Outbox, Persons, Table};
use std::io::Read;

const DRAFT: &str = "goudvinkje";
const NEW_ASKER: i64 = 7_412_345_679;

fn young_people() -> Vec<Marker> {
    let mut markers = [identity(), chats(), words()].concat();
    markers.push(Marker::text("draft", DRAFT));
    markers
}

/// What age lets its recipient read, byte for byte.
fn plain(sealed: &[u8], identity: &age::x25519::Identity) -> Vec<u8> {
    let opener = age::Decryptor::new(sealed).expect("an archive");
    let mut plain = Vec::new();
    let key = std::iter::once(identity as &dyn age::Identity);
    opener.decrypt(key).expect("ours").read_to_end(&mut plain).expect("whole");
    plain
}

/// Gives what the ban is hashed with.
fn somebody_is_banned(bot: &mut Bot) -> BanQuarter {
    let until = Day(bot.now.day().0 + 7);
    let store = bot.core().store_mut();
    let case = store.index.people.linked().next().expect("a case with its link");
    assert_eq!(store.ban(case, BanReason::Insults, until).expect("staged"), Banned::Done);
    store.keep_turn();
    bot.pass(1);
    bot.hash();
    let store = bot.core().store_mut();
    let ban: Ban = *store.index.bans.values().next().expect("a ban");
    store.get::<BanQuarters>(&ban.quarter()).expect("read").expect("its quarter")
}

#[test]
fn a_month_old_backup_brings_back_the_team_and_not_one_conversation() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut talk = Talk::begin(folder.path());
    talk.run();
    talk.closes();
    talk.writes(MEHDI, &format!("Nog niet verstuurd: {DRAFT}"));
    let banned = somebody_is_banned(&mut talk.bot);
    let store = talk.bot.core().store_mut();
    for (letter, what) in [
        (Cases::LETTER, "an open and a closed question"),
        (Entries::LETTER, "their words"),
        (Persons::LETTER, "who asked"),
        (Drafts::LETTER, "a draft"),
        (Bans::LETTER, "a ban"),
        (BanQuarters::LETTER, "what it is hashed with"),
        (Audit::LETTER, "a log of who did what"),
    ] {
        assert!(store.live_records(letter) > 0, "control: there is {what}");
    }
    let roster = store.roster().expect("a team");
    let key = age::x25519::Identity::generate();
    let mut sealed = Vec::new();
    Archive::new(Day(20_000), roster, String::new(), Vec::new())
        .seal(&[key.to_public().to_string()], &mut sealed)
        .expect("sealed");

    let member = Marker::number("the member's chat", SAM);
    let everybody = Scanner::new(&[young_people(), vec![member.clone()]].concat());
    assert!(everybody.find(&sealed).is_empty(), "the file alone says nothing of anybody");
    let plain = plain(&sealed, &key);
    assert!(!Scanner::new(&[member]).find(&plain).is_empty(), "control: the team is found");
    let found = Scanner::new(&young_people()).find(&plain);
    assert!(found.is_empty(), "{found:?}");
    let holds = |secret: &[u8]| plain.windows(secret.len()).any(|bytes| bytes == secret);
    assert!(!holds(&banned.salt) && !holds(&banned.pepper), "nobody can hash an address to look for a ban");
    let names: serde_json::Value = serde_json::from_slice(&plain).expect("an archive is JSON");
    let all =
        |value: &serde_json::Value| -> Vec<String> { value.as_object().expect("names").keys().cloned().collect() };
    assert_eq!(all(&names), ["configuration", "content", "format", "made", "roster", "version"], "and nothing else");
    assert_eq!(all(&names["roster"]), ["groups", "members", "texts"]);

    talk.days_pass(30);
    let later = talk.bot.now;
    let host = folder.path().join("host");
    std::fs::create_dir(&host).expect("a folder");
    let mut bot = Bot::in_folder(9, later, &host);
    let identity = key.to_string();
    let archive = Archive::open(sealed.as_slice(), identity.expose_secret()).expect("opens after a month");
    bot.core().store_mut().enlist(&archive.roster).expect("staged");
    bot.core().store_mut().keep_turn();
    bot.pass(1);
    bot.crash();
    let store = bot.core().store_mut();
    let (asked, done) = (
        [Persons::LETTER, Cases::LETTER, Entries::LETTER, Drafts::LETTER, Outbox::LETTER],
        [Bans::LETTER, BanQuarters::LETTER, Audit::LETTER],
    );
    for letter in asked.into_iter().chain(done) {
        assert_eq!(store.live_records(letter), 0, "{}", char::from(letter));
    }
    assert!(store.index.cases.is_empty() && store.index.codes.is_empty());
    let found = Scanner::new(&young_people()).find_in(&host);
    assert!(found.is_empty(), "{found:?}");

    bot.asks(NEW_ASKER, "Mag een agent mijn gsm bekijken?");
    bot.says(SAM, "/volgende");
    bot.taps(SAM, "✍️ Antwoord");
    bot.says(SAM, "Nee, dat mag zomaar niet.");
    bot.taps(SAM, "✅ Verstuur");
    assert!(bot.reads(NEW_ASKER, "Nee, dat mag zomaar niet."), "the team can work at once");
    assert!(!bot.reads(NOOR, ""), "whoever asked before hears nothing");
}
