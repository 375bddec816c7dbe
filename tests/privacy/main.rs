//! What is on the disk, what others are shown, and what a thief can open: searched for planted markers.
//!
//! Every "is not there" has a control in which the same search finds the same marker.

#[path = "../support/mod.rs"]
mod support;

mod drill;
mod goodbyes;
mod neighbours;
mod scan;
mod talk;
mod thief;

use rechtdoor::domain::CaseId;
use rechtdoor::messenger::Rendered;
use rechtdoor::store::engine::{Batch, Engine, Options, SledEngine};
use rechtdoor::store::records::{OutboxRow, Owner, RouteRecord, RowTo};
use rechtdoor::store::tables::{Entries, Outbox, Routes, Table};
use rechtdoor::vault::Address;
use scan::{Marker, Scanner};
use support::far_side::Sight;
use talk::{ADDITION, ANSWER, MEHDI, NOOR, OTHER_QUESTION, QUESTION, SAM, Talk, chats, identity, words};
use thief::{Loot, Opened, found};

fn all_markers() -> Vec<Marker> {
    [identity(), chats(), words()].concat()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

// --- the search itself -------------------------------------------------------------------------------------------

#[test]
fn the_search_finds_every_marker_in_every_form() {
    let markers = all_markers();
    let scanner = Scanner::new(&markers);
    let folder = folder();
    let mut planted = 0;
    for (place, (name, form)) in markers.iter().flat_map(Marker::forms).enumerate() {
        let file = format!("{place:04}");
        let bytes = [&[0x9c; 100][..], &form, &[0x9c; 100]].concat();
        std::fs::write(folder.path().join(&file), bytes).expect("written");
        assert!(scanner.find_in(folder.path()).contains(&format!("{file}/{name}")), "{name}");
        std::fs::remove_file(folder.path().join(&file)).expect("removed");
        planted += 1;
    }
    assert!(planted > 200, "only {planted} forms");
    std::fs::write(folder.path().join("clean"), [0x9c; 300]).expect("written");
    assert!(scanner.find_in(folder.path()).is_empty());
}

/// The control of the next test: the same engine with the same records, but not sealed.
#[test]
fn the_search_finds_records_that_were_not_sealed() {
    let folder = folder();
    let route = RouteRecord { address: Address::new(NOOR), sent: None, messages: Vec::new() };
    let mut batch = Batch::new();
    let key = Routes::key_bytes(&Owner::Case(CaseId([7; 16])));
    batch.put(key, postcard::to_stdvec(&route).expect("bytes"));
    batch.put(Entries::key_bytes(&(CaseId([7; 16]), 0)), QUESTION.as_bytes().to_vec());
    let mut engine = SledEngine::open(&folder.path().join("store"), Options::default()).expect("opens");
    engine.commit(batch).expect("committed");
    drop(engine);
    let found = Scanner::new(&all_markers()).find_in(folder.path());
    for what in ["Noor's chat as zigzag varint", "question as UTF-8"] {
        assert!(found.iter().any(|one| one.ends_with(what)), "{what}: {found:?}");
    }
}

// --- P1, P5: the disk --------------------------------------------------------------------------------------------

/// RAW: at no moment does anything of a person stand in clear in the store, in the ring, or in any earlier copy.
#[test]
fn nothing_of_a_person_is_ever_on_the_disk_in_clear() {
    let folder = folder();
    let mut talk = Talk::begin(folder.path());
    talk.run();
    talk.bot.crash();
    talk.wipes();
    let found = Scanner::new(&all_markers()).find_in(folder.path());
    assert!(found.is_empty(), "{found:?}");
}

/// What was masked, and what Telegram tells along with a message, is not even sealed.
#[test]
fn what_says_who_somebody_is_is_not_even_kept_sealed() {
    let folder = folder();
    let mut talk = Talk::begin(folder.path());
    talk.run();
    let mut loot = Loot::default();
    let opened = loot.open_all(&talk, "ring-now");
    let kept = found(&Scanner::new(&identity()), &opened);
    assert!(kept.is_empty(), "{kept:?}");
    let control = found(&Scanner::new(&[words(), chats()].concat()), &opened);
    for what in ["question as UTF-8", "answer as UTF-8", "Noor's chat as zigzag varint"] {
        assert!(control.iter().any(|one| one.ends_with(what)), "{what}: {control:?}");
    }
}

// --- P2, P8: others' screens -------------------------------------------------------------------------------------

fn shown_to(talk: &Talk, who: impl Fn(i64) -> bool) -> Vec<(i64, String, bool)> {
    let told = |screen: &Rendered| {
        let buttons = screen.rows.iter().flatten().map(|button| format!("\n{}\n{}", button.label, button.data));
        (format!("{}{}", screen.text, buttons.collect::<String>()), screen.protect)
    };
    let mut shown = Vec::new();
    for (chat, sight) in talk.bot.far.sights.iter().filter(|(chat, _)| who(*chat)) {
        match sight {
            Sight::New(_, screen) | Sight::Edited(_, screen) => {
                let (text, protect) = told(screen);
                shown.push((*chat, text, protect));
            }
            Sight::Toast { text, .. } => shown.push((*chat, text.clone(), true)),
            Sight::File(file) => {
                let text = format!("{}\n{}\n{}", file.name, file.caption, String::from_utf8_lossy(&file.bytes));
                shown.push((*chat, text, false));
            }
            Sight::Deleted(_) | Sight::Left => {}
        }
    }
    shown
}

/// REL: the desk reads the question and nothing that says who asks; another asker reads nothing at all of it.
#[test]
fn others_are_shown_the_words_and_never_the_person() {
    let folder = folder();
    let mut talk = Talk::begin(folder.path());
    talk.run();
    talk.writes(SAM, "/volgende");
    talk.closes();
    talk.bot.pass(2 * 3_600_000);
    let at_desk = shown_to(&talk, |chat| chat == SAM);
    let forbidden = Scanner::new(&[identity(), chats()].concat());
    for (_, text, _) in &at_desk {
        let found = forbidden.find(text.as_bytes());
        assert!(found.is_empty(), "{found:?}");
    }
    for word in [QUESTION, ADDITION, OTHER_QUESTION] {
        let quoting: Vec<bool> =
            at_desk.iter().filter(|(_, text, _)| text.contains(word)).map(|(_, _, protect)| *protect).collect();
        assert!(!quoting.is_empty(), "the control: the desk read {word}");
        assert!(quoting.iter().all(|protect| *protect), "{word} could be forwarded from a desk");
    }
    for (asker, foreign) in [(NOOR, vec![OTHER_QUESTION]), (MEHDI, vec![QUESTION, ADDITION, ANSWER])] {
        for (_, text, _) in shown_to(&talk, |chat| chat == asker) {
            assert!(!foreign.iter().any(|word| text.contains(word)), "one asker was shown another's words");
        }
    }
    let own = shown_to(&talk, |chat| chat == NOOR);
    assert!(own.iter().any(|(_, text, _)| text.contains(QUESTION)), "the control: Noor reads her own words");
    assert!(!forbidden.find(b"bel 0471 23 99 88").is_empty(), "the control: a number would be found");
}

// --- P3, P4: the thief -------------------------------------------------------------------------------------------

/// Does any version of any record still tie a case to whoever asked it?
fn links(opened: &[Opened], case: CaseId) -> Vec<String> {
    let mut links = Vec::new();
    for one in opened {
        let table = one.key.first().copied().unwrap_or_default();
        let names_case = one.plain.windows(16).any(|bytes| bytes == case.0);
        let is_own_route = one.key == Routes::key_bytes(&Owner::Case(case));
        let is_the_desks = table == Outbox::LETTER
            && postcard::from_bytes::<OutboxRow>(&one.plain)
                .is_ok_and(|row| matches!(row.to, RowTo::Owner(Owner::Staff(_) | Owner::Group(_))));
        let can_lead_home = matches!(table, b'p' | b'r' | b'd') || table == Outbox::LETTER && !is_the_desks;
        if is_own_route || can_lead_home && names_case {
            links.push(format!("a record of table {}", char::from(table)));
        }
    }
    links
}

fn noors_case(talk: &mut Talk) -> CaseId {
    let waiting: Vec<CaseId> = talk.bot.core().store().index.cases.keys().copied().collect();
    let mut noors = None;
    for id in waiting {
        let route = talk.bot.core().store_mut().get::<Routes>(&Owner::Case(id)).expect("readable");
        if route.is_some_and(|route| route.address.reveal() == NOOR) {
            noors = Some(id);
        }
    }
    talk.bot.core().store_mut().drop_turn();
    noors.expect("Noor has a case")
}

fn words_of_noor() -> Scanner {
    Scanner::new(&[
        Marker::text("question", QUESTION),
        Marker::text("addition", ADDITION),
        Marker::text("answer", ANSWER),
    ])
}

fn noors_chat() -> Scanner {
    Scanner::new(&[Marker::number("Noor's chat", NOOR)])
}

/// What nobody has taken back can still be opened: the same thief, the same loot, another asker.
fn assert_thief_is_able(opened: &[Opened]) {
    let others = Scanner::new(&[Marker::text("other question", OTHER_QUESTION), Marker::number("Mehdi's chat", MEHDI)]);
    let control = found(&others, opened);
    assert!(control.iter().any(|one| one.ends_with("other question as UTF-8")), "{control:?}");
    assert!(control.iter().any(|one| one.ends_with("Mehdi's chat as zigzag varint")), "{control:?}");
}

/// SHR: `/wis` ends it at once for the text and the link, and within two nights for the bare address.
#[test]
fn after_a_wipe_no_copy_of_the_store_gives_anything_back() {
    let folder = folder();
    let mut talk = Talk::begin(folder.path());
    talk.run();
    let case = noors_case(&mut talk);
    let before = talk.ring_now("ring-before");
    talk.wipes();
    let mut loot = Loot::default();
    loot.gather(&talk.copies);
    assert!(loot.versions() > 40 && loot.carved() > 0, "{} versions, {} carved", loot.versions(), loot.carved());
    let with_old_ring = loot.open(&before, &talk.bot.master());
    assert!(!found(&words_of_noor(), &with_old_ring).is_empty(), "the control: a copied ring would open the text");
    assert!(!links(&with_old_ring, case).is_empty(), "the control: a copied ring would show the link");
    let opened = loot.open_all(&talk, "ring-after");
    assert_thief_is_able(&opened);
    let text = found(&words_of_noor(), &opened);
    assert!(text.is_empty(), "{text:?}");
    assert_eq!(links(&opened, case), Vec::<String>::new());
    talk.days_pass(2);
    let opened = loot.open_all(&talk, "ring-later");
    assert_thief_is_able(&opened);
    let address = found(&noors_chat(), &opened);
    assert!(address.is_empty(), "{address:?}");
}

/// SHR: the link goes 7 days after closing, the text 30 days after, from every copy that was ever made.
#[test]
fn links_go_after_a_week_and_texts_after_a_month() {
    let folder = folder();
    let mut talk = Talk::begin(folder.path());
    talk.run();
    let case = noors_case(&mut talk);
    talk.closes();
    talk.days_pass(5);
    let mut loot = Loot::default();
    let early = loot.open_all(&talk, "ring-5");
    assert!(!links(&early, case).is_empty(), "the control: until then the asker can add something");
    talk.days_pass(3);
    let later = loot.open_all(&talk, "ring-8");
    assert_eq!(links(&later, case), Vec::<String>::new());
    assert!(!found(&words_of_noor(), &later).is_empty(), "the control: the text is still there");
    talk.days_pass(23);
    let last = loot.open_all(&talk, "ring-31");
    let text = found(&words_of_noor(), &last);
    assert!(text.is_empty(), "{text:?}");
    let master_works = found(&Scanner::new(&[Marker::number("Sam's chat", SAM)]), &last);
    assert!(!master_works.is_empty(), "the control: the roster still opens");
}

// --- bans --------------------------------------------------------------------------------------------------------

/// ABU-3, ABU-4: a ban holds no address in any form, the desk reads none, and when its quarter is over no copy of the
/// store tells that there was one.
#[test]
fn a_ban_names_nobody_and_is_forgotten_with_its_quarter() {
    const DAYS_TO_JANUARY: i64 = 26;
    let folder = folder();
    let mut talk = Talk::begin(folder.path());
    talk.writes(NOOR, QUESTION);
    talk.presses(NOOR, "🌐 Nederlands");
    talk.presses(NOOR, "✅ Verstuur");
    talk.writes(SAM, "/volgende");
    for label in ["⋯ Meer", "🗑️ Weiger", "⛔ Blokkeer", "💢", "📅 7 dagen", "⛔ Ja"] {
        talk.presses(SAM, label);
    }
    talk.writes(NOOR, "Mag dat?");
    assert!(talk.sees(NOOR, "Vanaf maandag 14 december"), "the control: Noor is banned");
    let forbidden = Scanner::new(&[identity(), chats()].concat());
    for (_, text, _) in shown_to(&talk, |chat| chat == SAM) {
        assert!(forbidden.find(text.as_bytes()).is_empty());
    }
    let in_clear = forbidden.find_in(folder.path());
    assert!(in_clear.is_empty(), "{in_clear:?}");
    let bans = |opened: &[Opened]| opened.iter().filter(|one| matches!(one.key.first(), Some(b'b' | b'q'))).count();
    let mut loot = Loot::default();
    let early = loot.open_all(&talk, "ring-now");
    assert!(bans(&early) >= 3, "the control: until then the ban opens, as it was made and as it was hashed");
    let in_ban: Vec<_> =
        early.iter().filter(|one| one.key.first() == Some(&b'b')).flat_map(|one| forbidden.find(&one.plain)).collect();
    assert!(in_ban.is_empty(), "{in_ban:?}");
    talk.writes(NOOR, "/wis");
    talk.presses(NOOR, "🗑️ Ja, wis alles");
    talk.days_pass(3);
    let wiped = loot.open_all(&talk, "ring-3");
    assert!(bans(&wiped) >= 3, "the control: a wipe does not end a ban");
    assert!(found(&noors_chat(), &wiped).is_empty(), "no record, and no version of a ban, leads to her chat");
    talk.days_pass(DAYS_TO_JANUARY - 3);
    let last = loot.open_all(&talk, "ring-january");
    assert_eq!(bans(&last), 0);
    let master_works = found(&Scanner::new(&[Marker::number("Sam's chat", SAM)]), &last);
    assert!(!master_works.is_empty(), "the control: the roster still opens");
}
