//! Texts that the team publishes: they lead back to nobody, what was corrected is gone, they outlive the question that they
//! were made of, and they are on the shelf as long as they may be and no longer.

#[path = "support/mod.rs"]
mod support;

use rechtdoor::content::{CardId, Source, embedded_files};
use rechtdoor::domain::limits::{TEAM_TEXTS_MAX, TEAM_TEXTS_PER_MEMBER_MAX, TEXT_BODY_UNITS_MAX};
use rechtdoor::domain::roles::{Role, Standing};
use rechtdoor::domain::team_text::{TeamText, TextKind, TextStage};
use rechtdoor::domain::{Day, Moment, StaffId, TextId};
use rechtdoor::store::engine::Op;
use rechtdoor::store::tables::{Cases, Entries, Members, Routes, Table, TeamTexts};
use rechtdoor::vault::{self, KeyRef, Place, Ring};
use std::collections::BTreeSet;
use support::bot::Bot;
use support::entropy::Seeded;
use support::far_side::Sight;

/// A Monday at ten, Europe/Brussels.
const START: Moment = Moment(1_796_634_000_000);
const DAY_MS: i64 = 86_400_000;
const LINA: i64 = 5_100_000_001;
const SAM: i64 = 6_100_000_001;
const AYA: i64 = 6_100_000_002;
const CORA: i64 = 6_100_000_003;

/// A bot whose team has a question that may be worked up, and who asked it cannot be reached any more.
fn ready() -> Bot {
    let mut bot = Bot::new(41, START);
    bot.keep_history();
    for (chat, role) in [(SAM, Role::Moderator), (AYA, Role::Moderator), (CORA, Role::Coordinator)] {
        bot.staffs(chat, role);
    }
    helped(&mut bot, LINA);
    bot.pass(8 * DAY_MS);
    bot
}

/// A question that helped, and a yes.
fn helped(bot: &mut Bot, who: i64) {
    bot.asks(who, "Mag de politie in mijn gsm kijken?");
    bot.says(SAM, "/volgende");
    bot.taps(SAM, "✍️ Antwoord");
    bot.says(SAM, "Nee, niet zomaar.");
    bot.taps(SAM, "✅ Verstuur");
    bot.taps(who, "👍");
    bot.taps(who, "✅ Ja, dat mag");
}

fn begins(bot: &mut Bot) -> TextId {
    bot.says(SAM, "/bib");
    for label in ["📥 Vragen (1)", "📥 ", "✍️ Schrijf een tekst"] {
        bot.taps(SAM, label);
    }
    let texts = &bot.core().store().index.texts;
    texts.all().map(|(id, _)| id).next().expect("a text")
}

fn writes(bot: &mut Bot, body: &str) {
    for language in ["🇳🇱", "🇫🇷"] {
        bot.taps(SAM, language);
        bot.taps(SAM, "✏️ Titel");
        for typed in ["Mag een agent in je gsm kijken?", "📱 Kijken in je gsm", body] {
            bot.says(SAM, typed);
        }
    }
    for label in ["🏷️", "📱 Mijn gsm", "🔗", "📱 In mijn gsm?"] {
        bot.taps(SAM, label);
    }
}

fn is_approved(bot: &mut Bot) {
    for label in ["👀 Laat nalezen", "📅 3 maanden"] {
        bot.taps(SAM, label);
    }
    bot.says(AYA, "/bib");
    for label in ["📱 Kijken", "✅ Keur goed"] {
        bot.taps(AYA, label);
    }
}

fn stage(bot: &mut Bot, id: TextId) -> Option<TextStage> {
    bot.core().store().index.texts.get(id).map(|text| text.stage)
}

/// The cards of the team that young people find now.
fn shelf(bot: &mut Bot) -> Vec<CardId> {
    let content = &bot.core().house().content;
    content.cards().iter().filter(|card| card.by_team.is_some()).map(|card| card.id.clone()).collect()
}

/// A text that nobody has a hand in.
fn put(bot: &mut Bot, number: u8, change: impl FnOnce(&mut TeamText)) -> TextId {
    let (id, today, now) = (TextId([number; 16]), bot.now.day(), bot.now);
    let owner = *bot.core().store().index.members.keys().min().expect("a member");
    let mut text = TeamText::new(TextKind::Library, owner, "genk".to_owned(), today, today);
    text.topic = Some("phone".to_owned());
    text.nl.title = format!("Vraag {number}");
    change(&mut text);
    let store = bot.core().store_mut();
    store.save_text(id, &text).expect("staged");
    store.keep_turn();
    bot.core().handle(Vec::new(), now).expect("the store works");
    id
}

#[test]
fn a_text_and_the_question_that_it_was_made_of_never_stand_in_one_commit() {
    let mut bot = ready();
    begins(&mut bot);
    writes(&mut bot, "Nee, niet zomaar.");
    is_approved(&mut bot);
    bot.pass(14 * DAY_MS);
    let (mut texts, mut questions) = (0, 0);
    for batch in bot.history.as_ref().expect("a history").batches() {
        let letters: BTreeSet<u8> = batch
            .iter()
            .map(|op| match op {
                Op::Put { key, .. } | Op::Delete { key } if key[0] == Routes::LETTER && key[1] != 1 => b'-',
                Op::Put { key, .. } | Op::Delete { key } => key[0],
            })
            .collect();
        let of_a_question =
            [Cases::LETTER, Entries::LETTER, Routes::LETTER].iter().any(|letter| letters.contains(letter));
        let of_a_text = letters.contains(&TeamTexts::LETTER);
        assert!(!(of_a_text && of_a_question), "side by side for ever");
        texts += usize::from(of_a_text);
        questions += usize::from(of_a_question);
    }
    assert!(texts >= 8 && questions >= 5, "the control: {texts} and {questions}");
}

#[test]
fn what_was_corrected_in_a_text_cannot_be_read_in_any_version_of_it() {
    let mut bot = ready();
    begins(&mut bot);
    writes(&mut bot, "Youssefmerk zei nee.");
    bot.taps(SAM, "🇳🇱");
    bot.taps(SAM, "✏️ Tekst");
    assert_eq!(versions_with(&bot, "Youssefmerk"), 1, "the control: until then it opens");
    bot.says(SAM, "Nee, niet zomaar.");
    bot.taps(SAM, "🇫🇷");
    bot.taps(SAM, "✏️ Tekst");
    bot.says(SAM, "Non.");
    assert_eq!(versions_with(&bot, "Youssefmerk"), 0);
    assert_eq!(versions_with(&bot, "Nee, niet zomaar."), 1, "the newest one opens, and no other");
    for label in ["🗑️ Gooi weg", "🗑️ Ja"] {
        bot.taps(SAM, label);
    }
    assert_eq!(versions_with(&bot, "Nee, niet zomaar."), 0, "thrown away is gone");
}

/// Versions of texts of the team, in the whole history of the store, that today's keys open and that hold these words.
fn versions_with(bot: &Bot, words: &str) -> usize {
    let master = bot.master();
    let ring = Ring::open(bot.ring_disk.copy(), &master, &mut Seeded::new(99)).expect("the ring opens");
    let mut found = 0;
    for batch in bot.history.as_ref().expect("a history").batches() {
        for op in batch {
            let Op::Put { key, value } = op else { continue };
            let (Some(KeyRef::Ring(class, slot)), TeamTexts::LETTER) =
                (vault::header(&value).map(|header| header.key), key[0])
            else {
                continue;
            };
            let Some(opener) = ring.key(slot, class).expect("the ring is whole") else { continue };
            let place = Place { table: key[0], key: &key[1..], schema: 1 };
            let plain = vault::open(&opener, &place, &value).ok();
            found +=
                usize::from(plain.is_some_and(|plain| plain.windows(words.len()).any(|part| part == words.as_bytes())));
        }
    }
    found
}

#[test]
fn a_text_outlives_its_question_and_who_asked_it() {
    let mut bot = ready();
    let id = begins(&mut bot);
    writes(&mut bot, "Nee, niet zomaar.");
    is_approved(&mut bot);
    assert!(
        shelf(&mut bot).is_empty() && stage(&mut bot, id) == Some(TextStage::Approved),
        "fourteen days are not over"
    );
    bot.says(LINA, "/wis");
    bot.taps(LINA, "🗑️");
    bot.pass(40 * DAY_MS);
    assert_eq!(bot.core().store().live_records(Cases::LETTER), 0, "the question is forgotten");
    assert_eq!(shelf(&mut bot).len(), 1);
    bot.crash();
    assert_eq!(shelf(&mut bot).len(), 1, "and after a start");
    bot.pass(90 * DAY_MS);
    assert!(shelf(&mut bot).is_empty(), "its day is over");
    bot.pass(91 * DAY_MS);
    assert_eq!(bot.core().store().live_records(TeamTexts::LETTER), 0, "and then it is forgotten");
}

#[test]
fn what_was_forgotten_before_anybody_wrote_is_no_question_for_a_text() {
    let mut bot = ready();
    bot.pass(31 * DAY_MS);
    bot.says(SAM, "/bib");
    bot.taps(SAM, "📥 Vragen (0)");
    assert_eq!(bot.core().store().live_records(Cases::LETTER), 0);
}

#[test]
fn the_original_leaves_the_desk_by_itself() {
    let mut bot = ready();
    begins(&mut bot);
    let reads =
        |bot: &Bot| bot.far.chats[&SAM].messages.values().any(|message| message.text.contains("in mijn gsm kijken"));
    assert!(reads(&bot), "the control: it is there");
    bot.pass(3 * 60 * 60_000);
    assert!(!reads(&bot));
}

#[test]
fn a_text_whose_owner_is_gone_is_the_coordinators() {
    let mut bot = ready();
    begins(&mut bot);
    writes(&mut bot, "Nee, niet zomaar.");
    is_approved(&mut bot);
    bot.pass(15 * DAY_MS);
    let sam = bot.core().store().index.texts.all().next().expect("a text").1.owner;
    let store = bot.core().store_mut();
    let mut member = store.get::<Members>(&sam).expect("read").expect("Sam");
    member.standing = Standing::Removed;
    store.update::<Members>(&sam, &member).expect("staged");
    store.keep_turn();
    bot.far.sights.clear();
    bot.pass(75 * DAY_MS);
    let told = |bot: &Bot, chat: i64| {
        bot.far.chats[&chat].messages.values().any(|message| message.text.contains("is goed tot"))
    };
    assert!(told(&bot, CORA) && !told(&bot, AYA));
    bot.says(CORA, "/bib");
    for label in ["📱 Kijken", "✏️ Pas aan"] {
        bot.taps(CORA, label);
    }
    let text = bot.core().store().index.texts.all().next().expect("a text").1.clone();
    assert!(text.owner != sam && text.stage == TextStage::Writing, "whoever works on it owns it");
}

#[test]
fn after_months_off_what_is_overdue_is_gone_before_anybody_reads_it() {
    let mut bot = ready();
    let until = Day(bot.now.day().0 + 30);
    let id = put(&mut bot, 7, |text| text.stage = TextStage::Live { until, longer: false });
    assert_eq!(shelf(&mut bot).len(), 1);
    bot.now = bot.now.plus_days(200);
    bot.crash();
    // The clock is believed only once Telegram has said the time.
    bot.says(SAM, "/desk");
    bot.pass(60_000);
    assert_eq!(stage(&mut bot, id), Some(TextStage::Withdrawn));
    assert!(shelf(&mut bot).is_empty());
}

#[test]
fn a_text_whose_day_is_over_is_shown_to_nobody_even_while_the_clock_is_not_believed() {
    let mut bot = ready();
    let until = Day(bot.now.day().0 + 30);
    let id = put(&mut bot, 7, |text| {
        text.nl.label = "📱 Nieuw".to_owned();
        text.nl.body = "Eeuwigmerk.".to_owned();
        text.stage = TextStage::Live { until, longer: false };
    });
    bot.says(LINA, "/rechten");
    for label in ["📱 Mijn gsm", "📱 Nieuw"] {
        bot.taps(LINA, label);
    }
    assert!(bot.reads(LINA, "Eeuwigmerk"), "the control");
    bot.taps(LINA, "📚 Meer hierover");
    bot.now = bot.now.plus_days(200);
    bot.crash();
    // A press tells no time: nobody knows yet whether so many months have passed.
    bot.taps(LINA, "📱 Nieuw");
    assert!(matches!(stage(&mut bot, id), Some(TextStage::Live { .. })), "the clock takes nothing away yet");
    assert!(!bot.reads(LINA, "Eeuwigmerk"));
}

#[test]
fn a_topic_stays_as_long_as_a_text_of_the_team_stands_under_it() {
    let mut bot = ready();
    let mut files = embedded_files();
    let topics = String::from_utf8(files["topics.toml"].clone()).expect("UTF-8");
    let of_phone = "[[topic]]\nid = \"phone\"\nlabel = { nl = \"📱 Mijn gsm\", fr = \"📱 Mon GSM\" }\ncode = \"A1\"";
    assert!(topics.contains(of_phone), "the control");
    files.insert("topics.toml".to_owned(), topics.replace(of_phone, "").into_bytes());
    files.retain(|_, text| !String::from_utf8_lossy(text).contains("topic = \"phone\""));
    bot.content = Some(Source::memory(files));
    let until = Day(bot.now.day().0 + 30);
    let id = put(&mut bot, 7, |text| text.stage = TextStage::Live { until, longer: false });
    let told = |bot: &mut Bot, words: &str| {
        bot.says(CORA, "/herlaad");
        bot.pass(60_000);
        bot.reads(CORA, words)
    };
    assert!(told(&mut bot, "topics.toml:1 the topic \"phone\" is gone"));
    assert_eq!(shelf(&mut bot).len(), 1, "and the old content stays");
    put(&mut bot, 7, |text| text.nl.body = "Nee.".to_owned());
    assert_eq!(stage(&mut bot, id), Some(TextStage::Writing));
    assert!(told(&mut bot, "✅ Herladen"));
    // Whoever works on it then is told what is lacking, and nobody is asked to read it.
    bot.says(CORA, "/bib");
    for label in ["✏️ …", "👀 Laat nalezen"] {
        bot.taps(CORA, label);
    }
    let lacks = |sight: &Sight| matches!(sight, Sight::Toast { text, .. } if text.contains("onderwerp"));
    assert!(bot.far.sights.iter().any(|(_, sight)| lacks(sight)));
}

#[test]
fn a_site_stays_as_long_as_a_text_of_the_team_sends_people_there() {
    let mut bot = ready();
    let until = Day(bot.now.day().0 + 30);
    let id = put(&mut bot, 7, |text| {
        text.sources = vec!["https://www.elders.example/stuk?wie=Geheimmerk".to_owned()];
        text.stage = TextStage::Live { until, longer: false };
    });
    bot.content = Some(Source::embedded());
    bot.says(CORA, "/herlaad");
    bot.pass(60_000);
    assert!(bot.reads(CORA, "no card names the site \"elders.example\" any more"));
    assert!(!bot.reads(CORA, "Geheimmerk"), "somebody typed it");
    assert_eq!(shelf(&mut bot).len(), 1, "and the old content stays");
    bot.far.sights.clear();
    put(&mut bot, 7, |_| {});
    assert_eq!(stage(&mut bot, id), Some(TextStage::Writing));
    bot.says(CORA, "/herlaad");
    bot.pass(60_000);
    assert!(bot.reads(CORA, "✅ Herladen"));
}

/// Whoever has read a question may write of it into any text, also one whose two weeks are long over.
#[test]
fn a_fresh_story_in_an_old_text_waits_for_its_own_two_weeks() {
    let mut bot = ready();
    let id = begins(&mut bot);
    writes(&mut bot, "Nee, niet zomaar.");
    bot.taps(SAM, "🗑️ Gooi weg");
    bot.taps(SAM, "◀️");
    bot.pass(20 * DAY_MS);
    let not_before = |bot: &mut Bot| bot.core().store().index.texts.get(id).map(|text| text.not_before);
    let old = not_before(&mut bot).expect("a text");
    assert!(old < bot.now.day(), "the control: its weeks are over");
    // A correction alone makes nobody wait.
    bot.says(SAM, "/bib");
    for label in ["📱 Kijken", "🇳🇱", "✏️ Tekst"] {
        bot.taps(SAM, label);
    }
    bot.says(SAM, "Nee, nooit zomaar.");
    assert_eq!(not_before(&mut bot), Some(old));
    helped(&mut bot, LINA + 1);
    let answered = bot.now.day();
    bot.pass(8 * DAY_MS);
    bot.says(SAM, "/bib");
    for label in ["📥 Vragen (1)", "📥 ", "↩️ Leg terug"] {
        bot.taps(SAM, label);
    }
    bot.pass(DAY_MS);
    bot.says(SAM, "/bib");
    for label in ["📱 Kijken", "🇳🇱", "✏️ Tekst"] {
        bot.taps(SAM, label);
    }
    bot.says(SAM, "Iets anders.");
    let held = not_before(&mut bot).expect("a text");
    assert!(held.0 >= answered.0 + 14, "{held:?}");
    is_approved(&mut bot);
    assert_eq!(stage(&mut bot, id), Some(TextStage::Approved), "not before its day");
    assert!(shelf(&mut bot).is_empty());
}

#[test]
fn edited_content_keeps_what_the_team_has_published() {
    let mut bot = ready();
    bot.content = Some(Source::embedded());
    let until = Day(bot.now.day().0 + 30);
    put(&mut bot, 7, |text| text.stage = TextStage::Live { until, longer: false });
    let before = shelf(&mut bot);
    bot.far.sights.clear();
    bot.says(CORA, "/herlaad");
    bot.pass(60_000);
    let told = |bot: &Bot| bot.far.chats[&CORA].messages.values().any(|message| message.text.contains("kaarten"));
    assert!(told(&bot), "the control: it was read anew");
    assert_eq!(shelf(&mut bot), before);
    assert_eq!(before.len(), 1);
}

#[test]
fn a_member_has_so_many_drafts_and_the_team_so_many_texts() {
    let mut bot = ready();
    begins(&mut bot);
    let label = "✍️ Schrijf een tekst";
    for more in 1..TEAM_TEXTS_PER_MEMBER_MAX + 2 {
        bot.taps(SAM, label);
        bot.pass(10_000);
        assert_eq!(bot.core().store().index.texts.count(), (more + 1).min(TEAM_TEXTS_PER_MEMBER_MAX));
    }
    let colleague = StaffId([9; 16]);
    for number in 0..TEAM_TEXTS_MAX {
        let (today, id) = (bot.now.day(), TextId([u8::try_from(number % 256).expect("small"); 16]));
        let id = TextId([&id.0[..8], &number.to_be_bytes()].concat().try_into().expect("16 bytes"));
        let text = TeamText::new(TextKind::Canned, colleague, "genk".to_owned(), today, today);
        if bot.core().store().index.texts.count() < TEAM_TEXTS_MAX {
            bot.core().store_mut().save_text(id, &text).expect("staged");
            bot.core().store_mut().keep_turn();
        }
    }
    bot.says(AYA, "/bib");
    bot.pass(3 * 60 * 60_000);
    for press in ["📥 Vragen (1)", "✍️ ", label] {
        bot.taps(AYA, press);
    }
    assert_eq!(bot.core().store().index.texts.count(), TEAM_TEXTS_MAX);
}

#[test]
fn the_longest_text_in_the_widest_letters_fits_its_record_and_its_screens() {
    let mut bot = ready();
    let id = begins(&mut bot);
    let longest = "é".repeat(TEXT_BODY_UNITS_MAX);
    writes(&mut bot, &longest);
    is_approved(&mut bot);
    assert_eq!(bot.core().counts.panics, 0);
    assert_eq!(stage(&mut bot, id), Some(TextStage::Approved));
    // Three bytes for each letter: refused with a number, not cut and not lost.
    bot.taps(SAM, "👁 Toon");
    for label in ["✏️ Pas aan", "🇳🇱", "✏️ Tekst"] {
        bot.taps(SAM, label);
    }
    bot.says(SAM, &"€".repeat(TEXT_BODY_UNITS_MAX));
    assert_eq!(bot.core().counts.panics, 0);
    let body = bot.core().store().index.texts.get(id).expect("a text").nl.body.clone();
    assert!(body == longest, "it is as it was");
}

#[test]
fn who_is_taken_off_the_team_keeps_no_question_that_was_being_rewritten() {
    let mut bot = ready();
    begins(&mut bot);
    let reads = |bot: &Bot| bot.far.chats[&SAM].messages.values().any(|seen| seen.text.contains("in mijn gsm kijken"));
    assert!(reads(&bot), "the control: it is there");
    bot.says(CORA, "/team");
    let sam = bot.core().store().index.texts.all().next().expect("a text").1.owner;
    let words = bot.core().store().index.members[&sam].words;
    let named = words.map(|word| bot.core().house().content.word(word).to_owned()).join(" ");
    bot.taps(CORA, &format!("👤 {named}"));
    bot.taps(CORA, "➖ Ja");
    bot.pass(60_000);
    assert!(!reads(&bot));
    assert!(bot.core().store().index.cases.values().all(|case| case.may_be_taken_up), "another may read it");
}
