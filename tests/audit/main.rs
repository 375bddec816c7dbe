//! The log of who did what, over a whole talk: every act leaves its entry, and nothing that a young person does leaves one.

#[path = "../support/mod.rs"]
mod support;

mod cases;
mod police;
mod team;

use rechtdoor::content::Source;
use rechtdoor::dialogue::referring;
use rechtdoor::domain::aside::{HandReason, HandRefusal};
use rechtdoor::domain::audit::{Act, AuditEntry, Doer, MoveReason};
use rechtdoor::domain::encounter::{Sharing, Stage, Way};
use rechtdoor::domain::paper::PaperCode;
use rechtdoor::domain::roles::{Role, Staff, Standing};
use rechtdoor::domain::takeover::TakeOverReason;
use rechtdoor::domain::triage::Triage;
use rechtdoor::domain::{Language, Moment, StaffId};
use rechtdoor::outbox::Origin;
use rechtdoor::store::CONFIG;
use rechtdoor::store::records::Owner;
use rechtdoor::store::tables::{Encounters, Members, Routes};
use rechtdoor::vault::Address;
use std::collections::BTreeSet;
use support::bot::Bot;

/// A Monday at ten, Europe/Brussels.
const START: Moment = Moment(1_796_634_000_000);
const LINA: i64 = 5_100_000_001;
const YANIS: i64 = 5_100_000_002;
const CORA: i64 = 6_100_000_001;
const SAM: i64 = 6_100_000_002;
const BOB: i64 = 6_100_000_003;
const MO: i64 = 5_100_000_003;
const ZOE: i64 = 6_100_000_009;
const GERD: i64 = 6_100_000_021;
const HANA: i64 = 6_100_000_022;
const EVA: i64 = 6_100_000_023;
const GROUP: i64 = -4_200_000_001;

fn log(bot: &mut Bot) -> Vec<AuditEntry> {
    let store = bot.core().store_mut();
    let report = store.verify_audit().expect("readable").expect("the chain holds");
    let entries = store.recent_audit(1_000).expect("readable");
    assert_eq!(entries.len() as u64, report.entries);
    entries
}

/// The newest act, which must be a new one.
fn did(bot: &mut Bot, known: &mut usize, act: Act) -> AuditEntry {
    let entries = log(bot);
    assert!(entries.len() > *known, "{act:?} left no entry");
    *known = entries.len();
    assert_eq!(entries[0].act, act);
    entries[0]
}

#[test]
fn every_act_leaves_its_entry_in_the_order_in_which_it_was_done() {
    let mut bot = Bot::new(31, START);
    let mut known = 0;
    team_comes_together(&mut bot, &mut known);
    let by_sam = cases::a_case_is_worked_on(&mut bot, &mut known);
    texts_are_written(&mut bot, &mut known);
    an_encounter_is_planned(&mut bot, &mut known);
    police::somebody_is_asked(&mut bot, &mut known);
    team::roles_change(&mut bot, &mut known, by_sam);
    team::somebody_has_two_accounts(&mut bot, &mut known, by_sam);
    team::a_banner_stands_for_a_while(&mut bot, &mut known);
    a_member_is_removed(&mut bot, &mut known, by_sam);
    somebody_has_only_a_card(&mut bot, &mut known);
    cases::somebody_asks_by_card(&mut bot, &mut known);
    the_host_acts(&mut bot, &mut known);
    let entries = log(&mut bot);
    for act in Act::ALL {
        assert!(entries.iter().any(|entry| entry.act == act), "nobody does {act:?} in this test");
    }
    assert!(entries.iter().any(|entry| entry.by == by_sam), "the control: Sam's name is in the log");
    // It is still whole after a power cut.
    bot.crash();
    assert_eq!(log(&mut bot).len(), entries.len());
}

fn team_comes_together(bot: &mut Bot, known: &mut usize) {
    let token = bot.invitation(Role::Coordinator, 1);
    bot.says(CORA, &format!("/start i_{token}"));
    did(bot, known, Act::MemberJoined);
    for (seed, chat, label, act) in
        [(2, SAM, "✅", Act::MemberConfirmed), (3, BOB, "⛔", Act::MemberRejected), (4, LINA, "", Act::MemberWithdrew)]
    {
        let token = bot.invitation(Role::Moderator, seed);
        bot.says(chat, &format!("/start i_{token}"));
        let joined = did(bot, known, Act::MemberJoined);
        bot.pass(60_000);
        if label.is_empty() {
            bot.says(chat, "/stop");
            did(bot, known, act);
        } else {
            bot.taps(CORA, label);
            let entry = did(bot, known, act);
            assert_eq!(entry.about.map(Doer::Member), Some(joined.by), "the entry names who it was done to");
        }
    }
    bot.far.chats.entry(GROUP).or_default().group = true;
    bot.joined(GROUP, CORA);
    bot.text(GROUP, CORA, "/koppel", None);
    did(bot, known, Act::GroupLinked);
    bot.text(GROUP, CORA, "/ontkoppel", None);
    did(bot, known, Act::GroupUnlinked);
}

/// The log tells who took whom off the team, and that a case was taken back by nobody's decision.
fn a_member_is_removed(bot: &mut Bot, known: &mut usize, by_sam: Doer) {
    bot.asks(YANIS + 10, "Mag de politie in mijn rugzak kijken?");
    bot.says(SAM, "/volgende");
    did(bot, known, Act::Claimed);
    bot.says(CORA, "/team");
    bot.taps(CORA, "👤");
    bot.taps(CORA, "➖ Ja");
    assert_eq!(did(bot, known, Act::TakenBack).by, Doer::Nobody);
    let removed = log(bot).into_iter().find(|entry| entry.act == Act::MemberRemoved).expect("an entry");
    assert_eq!(removed.about.map(Doer::Member), Some(by_sam));
}

/// Sam writes, Cora reads.
fn texts_are_written(bot: &mut Bot, known: &mut usize) {
    bot.asks(MO, "Mag de politie in mijn gsm kijken?");
    bot.says(SAM, "/volgende");
    did(bot, known, Act::Claimed);
    bot.taps(SAM, "✍️ Antwoord");
    bot.says(SAM, "Nee, niet zomaar.");
    did(bot, known, Act::Drafted);
    bot.taps(SAM, "✅ Verstuur");
    did(bot, known, Act::Sent);
    bot.taps(MO, "👍");
    bot.taps(MO, "✅ Ja, dat mag");
    let code = bot.core().store().index.cases.values().find(|case| !case.is_open()).map(|case| case.code);
    assert!(code.is_some() && log(bot).len() == *known, "what a young person does is not in the log");
    bot.pass(8 * 86_400_000);
    bot.says(SAM, "/bib");
    bot.taps(SAM, "📥 Vragen (1)");
    bot.taps(SAM, "📥 ");
    let read = did(bot, known, Act::OriginalRead);
    assert!(read.case.is_some() && read.text.is_none());
    bot.taps(SAM, "✍️ Schrijf een tekst");
    let begun = did(bot, known, Act::TextBegun);
    assert!(begun.case.is_none() && begun.text.is_none(), "nothing ties the text to the question");
    for (language, words) in [("🇳🇱", "Mag dat?"), ("🇫🇷", "C'est permis ?")] {
        bot.taps(SAM, language);
        bot.taps(SAM, "✏️ Titel");
        for typed in [words, "📱 gsm", words] {
            bot.says(SAM, typed);
        }
    }
    for label in ["🏷️", "📱 Mijn gsm", "🔗", "📱 In mijn gsm?", "👀 Laat nalezen", "📅 3 maanden"] {
        bot.taps(SAM, label);
    }
    let submitted = did(bot, known, Act::TextSubmitted);
    assert!(submitted.text.is_some());
    bot.says(CORA, "/bib");
    for label in ["📱 gsm", "↩️ Stuur terug"] {
        bot.taps(CORA, label);
    }
    bot.says(CORA, "Te kort.");
    assert_eq!(did(bot, known, Act::TextSentBack).text, submitted.text);
    for label in ["👁 Toon", "👀 Laat nalezen", "📅 3 maanden"] {
        bot.taps(SAM, label);
    }
    did(bot, known, Act::TextSubmitted);
    bot.says(CORA, "/bib");
    for label in ["📱 gsm", "✅ Keur goed"] {
        bot.taps(CORA, label);
    }
    let approved = did(bot, known, Act::TextApproved);
    assert!(approved.text == submitted.text && approved.by != submitted.by);
    bot.pass(14 * 86_400_000);
    let live = did(bot, known, Act::TextLive);
    assert_eq!((live.by, live.text), (Doer::Nobody, submitted.text));
    bot.says(SAM, "/bib");
    bot.taps(SAM, "📥 Vragen (1)");
    bot.taps(SAM, "✍️ ");
    did(bot, known, Act::OriginalRead);
    bot.taps(SAM, "↩️ Leg terug");
    did(bot, known, Act::OriginalPutBack);
    bot.pass(92 * 86_400_000);
    assert_eq!(did(bot, known, Act::TextOverdue).by, Doer::Nobody);
    bot.says(SAM, "/bib");
    for label in ["📱 gsm", "✏️ Pas aan", "👀 Laat nalezen", "📅 3 maanden"] {
        bot.taps(SAM, label);
    }
    did(bot, known, Act::TextSubmitted);
    bot.taps(SAM, "📤 Haal eruit");
    did(bot, known, Act::TextWithdrawn);
    for label in ["🗑️ Gooi weg", "🗑️ Ja"] {
        bot.taps(SAM, label);
    }
    assert_eq!(did(bot, known, Act::TextDropped).text, submitted.text);
}

/// Cora plans, a young person asks for a place, a parent says yes, and then it does not take place.
fn an_encounter_is_planned(bot: &mut Bot, known: &mut usize) {
    bot.says(CORA, "/nieuw");
    bot.taps(CORA, "🤝 Ontmoeting");
    bot.says(CORA, "Samen koken");
    bot.says(CORA, "Cuisiner ensemble");
    bot.says(CORA, "12/8 14u");
    bot.taps(CORA, "⏱️ 2 uur");
    bot.says(CORA, "Molenstraat 1");
    bot.taps(CORA, "▫️ Wie eerst komt");
    bot.says(CORA, "8 4");
    for label in ["🎂 12–18", "💬 Allebei", "▶️", "👕", "🤝 De zone", "🖊️ Ja"] {
        bot.taps(CORA, label);
    }
    assert_eq!(log(bot).len(), *known, "nobody sees a plan");
    bot.taps(CORA, "📣 Maak bekend");
    let published = did(bot, known, Act::EncounterPublished);
    bot.says(YANIS + 20, "/plaatsen");
    for label in ["📅", "👀 Nummer 1", "🙋", "✅", "✅"] {
        bot.taps(YANIS + 20, label);
    }
    assert_eq!(log(bot).len(), *known, "what a young person does is not in the log");
    bot.taps(CORA, "👥 Deelnemers");
    bot.taps(CORA, "🖊️ ");
    let consented = did(bot, known, Act::ConsentGiven);
    assert!(consented.by == published.by && consented.about.is_none(), "who said so, and not for whom");
    a_message_is_sent(bot, known);
    for label in ["👀 Bekijk", "✏️ Pas aan", "👥 Plaatsen"] {
        bot.taps(CORA, label);
    }
    bot.says(CORA, "9 4");
    assert_eq!(log(bot).len(), *known, "nobody sees a change that is planned");
    bot.taps(CORA, "✅ Voer door");
    did(bot, known, Act::EncounterChanged);
    for label in ["❌ Annuleer", "❌ Ja"] {
        bot.taps(CORA, label);
    }
    did(bot, known, Act::EncounterCancelled);
    the_day_of_another_comes(bot, known);
    places_are_drawn(bot, known);
    the_zone_answers(bot, known);
    somebody_is_put_first(bot, known);
    codes_are_made(bot, known);
}

/// For whoever would not come otherwise: one is made, somebody comes by it, and it is taken back.
fn codes_are_made(bot: &mut Bot, known: &mut usize) {
    let starts = bot.now.plus_days(12);
    let id = bot.plans_so("genk", 3, starts, |camp| camp.sharing = Sharing::new(Way::CodesFirst));
    bot.says(CORA, "/deelnemers");
    for label in ["👀 Nummer 3", "◀️ Terug", "🤝 Codes", "➕ Voor 1"] {
        bot.taps(CORA, label);
    }
    let made = did(bot, known, Act::CodeMade);
    let link = referring::mint(bot.core().store().tokens(), id, 1);
    let guest = YANIS + 27;
    bot.says(guest, &format!("/start {link}"));
    for label in ["🌐 Nederlands", "📖", "✅", "✅"] {
        bot.taps(guest, label);
    }
    assert!(bot.reads(guest, "✅ Je plaats is zeker") && log(bot).len() == *known, "who came by it is not in the log");
    for label in ["🗑️ Haal", "🗑️ Code 1"] {
        bot.taps(CORA, label);
    }
    assert_eq!(did(bot, known, Act::CodeEnded).by, made.by);
}

/// To how many, and no word of it.
fn a_message_is_sent(bot: &mut Bot, known: &mut usize) {
    for label in ["◀️ Terug", "📣 Bericht", "✅ Met plaats: 1"] {
        bot.taps(CORA, label);
    }
    bot.says(CORA, "Neem een schort mee.");
    bot.says(CORA, "Prends un tablier.");
    assert_eq!(log(bot).len(), *known, "nobody reads what is being written");
    bot.taps(CORA, "✅ Verstuur");
    let sent = did(bot, known, Act::MessageSent);
    assert!(sent.count == Some(1) && sent.about.is_none() && sent.text.is_none());
    bot.pass(13 * 3_600_000);
    assert!(bot.reads(YANIS + 20, "Neem een schort mee."), "at night it waits for the morning");
}

/// With a reason; and a place is freed of whoever cannot be reached.
fn somebody_is_put_first(bot: &mut Bot, known: &mut usize) {
    let starts = bot.now.plus_days(3);
    bot.plans("genk", 1, starts, false);
    let first = YANIS + 22;
    for guest in first..first + 4 {
        bot.says(guest, "/plaatsen");
        for label in ["📅", "📍 Genk", "👀 Nummer 1", "🙋", "✅", "✅"] {
            bot.taps(guest, label);
        }
    }
    bot.far.chats.entry(first).or_default().blocked = true;
    bot.left(first, first);
    bot.says(CORA, "/deelnemers");
    bot.taps(CORA, "👀 Nummer 1");
    for (label, reason) in ["🙏", "🤝", "🎯"].into_iter().zip(MoveReason::ALL) {
        bot.taps(CORA, "⬆️");
        bot.taps(CORA, label);
        assert!(did(bot, known, Act::MovedUp(reason)).about.is_none(), "who did it and why, and not for whom");
    }
    for label in ["📵", "📵 Ja"] {
        bot.taps(CORA, label);
    }
    let freed = did(bot, known, Act::PlaceFreed);
    assert!(freed.about.is_none());
}

/// The zone answers for itself, and no coordinator for it.
fn the_zone_answers(bot: &mut Bot, known: &mut usize) {
    let token = bot.invitation(Role::Liaison, 9);
    bot.says(ZOE, &format!("/start i_{token}"));
    did(bot, known, Act::MemberJoined);
    bot.pass(60_000);
    bot.taps(CORA, "✅");
    did(bot, known, Act::MemberConfirmed);
    let starts = bot.now.plus_days(5);
    bot.plans("genk", 5, starts, false);
    let id = bot.plans_so("genk", 5, starts.plus_days(1), |_| {});
    let store = bot.core().store_mut();
    let mut plan = store.get::<Encounters>(&id).expect("readable").expect("there");
    (plan.stage, plan.no_checks, plan.officers.promise_asked) = (Stage::Planned, false, true);
    store.save_encounter(id, &plan).expect("staged");
    store.keep_turn();
    bot.says(ZOE, "/diensten");
    bot.taps(ZOE, "👀 Nummer 1");
    bot.taps(ZOE, "✅ Ja: 2");
    let answered = did(bot, known, Act::ZoneAnswered);
    bot.taps(ZOE, "📅 Ontmoetingen");
    bot.taps(ZOE, "👀 Nummer 2");
    bot.taps(ZOE, "🤝 Dat beloven we");
    assert_eq!(did(bot, known, Act::ZonePromised).by, answered.by);
}

/// By nobody, and with what it takes to draw again.
fn places_are_drawn(bot: &mut Bot, known: &mut usize) {
    let starts = bot.now.plus_days(5);
    bot.plans_so("gent", 5, starts, |camp| camp.sharing = Sharing::new(Way::Lottery));
    bot.pass(49 * 3_600_000);
    let drawn = did(bot, known, Act::Drawn);
    assert!(drawn.by == Doer::Nobody && drawn.seed.is_some());
}

/// Who is there is said by hand, by a code and by a count.
fn the_day_of_another_comes(bot: &mut Bot, known: &mut usize) {
    let guest = YANIS + 21;
    let starts = bot.now.plus_minutes(30);
    bot.plans("genk", 5, starts, false);
    bot.says(guest, "/plaatsen");
    for label in ["📅", "👀 Nummer 1", "🙋", "✅", "✅"] {
        bot.taps(guest, label);
    }
    bot.says(CORA, "/aanwezig");
    for label in ["👀 Nummer 1", "👥 Namen"] {
        bot.taps(CORA, label);
    }
    assert_eq!(log(bot).len(), *known, "whoever only looks is not written down");
    bot.taps(CORA, "⬜");
    let marked = did(bot, known, Act::PresenceMarked);
    assert!(marked.about.is_none() && marked.case.is_none(), "who was there is not in the log");
    for label in ["◀️ Terug", "🧮 Tel"] {
        bot.taps(CORA, label);
    }
    bot.says(CORA, "7 3");
    did(bot, known, Act::HeadsCounted);
    bot.taps(CORA, "🔢 Toon");
    did(bot, known, Act::DoorOpened);
    bot.says(guest, "0000");
    bot.pass(60 * 60_000);
    assert_eq!(log(bot).len(), *known, "a code that changes by the clock, and one that is typed, leave nothing");
}

/// A place for whom has no account; a card that is looked at, one that is nobody's, and an answer.
fn somebody_has_only_a_card(bot: &mut Bot, known: &mut usize) {
    let starts = bot.now.plus_days(3);
    bot.plans("genk", 5, starts, false);
    bot.far.outgoing.clear();
    bot.says(CORA, "/kaart");
    for label in ["🙋", "👀 Nummer 1", "✅"] {
        bot.taps(CORA, label);
    }
    assert_eq!(log(bot).len(), *known, "whoever only looks is not written down");
    bot.taps(CORA, "✅");
    let taken = did(bot, known, Act::CardPlaceTaken);
    assert!(taken.about.is_none() && taken.case.is_none(), "for whom is not in the log");
    let code = newest_card(bot);
    bot.says(CORA, &format!("/kaart {code}"));
    did(bot, known, Act::CardShown);
    for label in ["🙅", "🙅 Ja"] {
        bot.taps(CORA, label);
    }
    did(bot, known, Act::CardAnswered);
    bot.says(CORA, &format!("/kaart {code}"));
    did(bot, known, Act::CardGuessed);
    bot.says(CORA, "/kaart BOOM-LAMP-38");
    assert_eq!(log(bot).len(), *known, "a slip of the pen is nobody's code");
}

/// The code that was shown last.
fn newest_card(bot: &Bot) -> String {
    let is_code = |text: &str| PaperCode::parse(text).is_ok();
    let lines = bot.far.outgoing.iter().rev().filter_map(|(_, text)| text.strip_prefix("📇 ")?.lines().next());
    lines.map(str::to_owned).find(|line| is_code(line)).expect("a card")
}

fn the_host_acts(bot: &mut Bot, known: &mut usize) {
    bot.core().trust_clock().expect("noted");
    bot.pass(1);
    assert_eq!(did(bot, known, Act::ClockTrusted).by, Doer::Host);
    for act in [Act::LossAccepted, Act::BackupTaken, Act::KeysRotated, Act::BackupRestored] {
        bot.core().note(act).expect("noted");
        bot.pass(1);
        did(bot, known, act);
    }
    bot.hangup();
    bot.pass(1);
    assert_eq!(did(bot, known, Act::ContentReloaded).by, Doer::Host);
}

#[test]
fn a_case_that_was_wiped_has_no_name_any_more_and_its_entries_lead_nowhere() {
    let mut bot = Bot::new(32, START);
    bot.staffs(SAM, Role::Moderator);
    bot.asks(LINA, "Mag de politie in mijn gsm kijken?");
    let case = *bot.core().store().index.cases.keys().next().expect("a case");
    bot.says(SAM, "/volgende");
    let named: BTreeSet<[u8; 16]> = log(&mut bot).iter().filter_map(|entry| entry.case).map(|name| name.0).collect();
    let name = bot.core().store_mut().case_name(&case).expect("readable").expect("the control: it lives");
    assert!(named.contains(&name.0));
    bot.says(LINA, "/wis");
    bot.taps(LINA, "🗑️");
    assert_eq!(bot.core().store_mut().case_name(&case).expect("readable"), None);
    assert_eq!(log(&mut bot).len(), 1, "the entry itself stays: somebody read a case");
}

#[test]
fn entries_end_after_180_days_in_the_night() {
    let mut bot = Bot::new(33, START);
    bot.staffs(SAM, Role::Moderator);
    bot.asks(LINA, "Mag de politie in mijn gsm kijken?");
    bot.says(SAM, "/volgende");
    let day_ms = 86_400_000;
    bot.pass(179 * day_ms);
    assert!(log(&mut bot).iter().any(|entry| entry.act == Act::Claimed), "the control: not yet");
    bot.pass(2 * day_ms);
    let kept: Vec<Act> = log(&mut bot).iter().map(|entry| entry.act).collect();
    assert_eq!(kept, [Act::PromiseBroken], "the lease that lapsed on the same day is over, too");
    bot.pass(2 * day_ms);
    assert!(log(&mut bot).is_empty(), "two days later, as it happened");
}
