//! Guessed invitation links, by a crowd: none is good, all are answered alike, nothing is left of them.

use crate::support::bot::Bot;
use crate::support::entropy::Seeded;
use crate::support::ledger::Ledger;
use crate::world::START;
use data_encoding::BASE64URL_NOPAD;
use rechtdoor::dialogue::desk::enrol;
use rechtdoor::dialogue::referring;
use rechtdoor::domain::encounter::Referral;
use rechtdoor::domain::invite::PAYLOAD_CHARS_MAX;
use rechtdoor::domain::limits::{WRONG_INVITES_ALARM_PER_HOUR, WRONG_INVITES_PER_HOUR};
use rechtdoor::domain::roles::{Role, Standing};
use rechtdoor::domain::{EncounterId, Entropy, Moment};
use rechtdoor::messenger::wire::{Arrival, Call, Outcome, Place};
use rechtdoor::messenger::{Input, MessageRef, UserText};
use rechtdoor::outbox::Pace;
use rechtdoor::runtime::{Incoming, Next};
use rechtdoor::vault::Address;
use std::io::Write;
use std::sync::{Arc, Mutex};

/// Through the whole bot; each is a turn, a commit and a message. `GUESSES=100000` for the long run.
const GUESSES: usize = 4_000;
/// Held against the key alone.
const GUESSED_TOKENS: usize = 100_000;
const CROWD: i64 = 5_400_000_000;
const MEMBER: i64 = 6_400_000_001;
const WRONG: &str = "🙂 Deze link werkt niet.";

/// The payloads that somebody makes who has seen some real links.
struct Guesser {
    random: Seeded,
    /// One that works, one that is used, one that ran out, one of a house with another key.
    real: [String; 4],
}

impl Guesser {
    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.random.below(limit as u64)).expect("small")
    }

    fn letters(&mut self, count: usize) -> String {
        const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        (0..count).map(|_| char::from(ALPHABET[self.below(64)])).collect()
    }

    /// A real link with something of its bytes changed.
    fn bent(&mut self, real: usize, bend: impl FnOnce(&mut Self, &mut Vec<u8>)) -> String {
        let mut bytes = BASE64URL_NOPAD.decode(self.real[real].as_bytes()).expect("a token");
        bend(self, &mut bytes);
        BASE64URL_NOPAD.encode(&bytes)
    }

    fn guess(&mut self, number: usize) -> String {
        let real = self.below(4);
        match number % 10 {
            0 => self.letters(51),
            1 => {
                let count = self.below(63);
                self.letters(count)
            }
            // One bit: of the role, the expiry, the project, the nonce or the tag.
            2..=4 => self.bent(real, |me, bytes| {
                let bit = me.below(bytes.len() * 8);
                bytes[bit / 8] ^= 1 << (bit % 8);
            }),
            // Another role, with all its rights, and nobody who has to confirm it.
            5 => self.bent(real, |me, bytes| {
                let other = 1 + me.below(4);
                bytes[0] = u8::try_from((usize::from(bytes[0]) + other) % 5).expect("a role");
                bytes[1] = 1;
            }),
            // Longer lived.
            6 => self.bent(real, |_, bytes| bytes[2..6].copy_from_slice(&u32::MAX.to_be_bytes())),
            7 => {
                let at = self.below(51);
                self.real[real][..at].to_owned()
            }
            8 => self.real[real].clone() + &self.letters(11),
            // As it is: used, too old, another house's.
            _ => self.real[1 + number / 10 % 3].clone(),
        }
    }
}

fn mint(bot: &Bot, random: &mut Seeded, role: Role, expires: Moment) -> String {
    enrol::mint(bot.master().tokens(), random, role, "genk", true, expires)
}

/// A bot with one member, who came by a link that is used now.
fn house() -> (Bot, Guesser) {
    let mut random = Seeded::new(17);
    let mut bot = Bot::new(41, START);
    // The crowd's own patience with the channel is not what is looked at here.
    bot.pace = Pace { per_second: 1_000_000, chat_burst: 1_000, group_per_minute: 1_000, in_flight_max: 1_000 };
    bot.crash();
    let used = mint(&bot, &mut random, Role::Moderator, START.plus_hours(48));
    bot.text(MEMBER, MEMBER, &format!("/start i_{used}"), None);
    let good = mint(&bot, &mut random, Role::Moderator, START.plus_hours(48));
    let old = mint(&bot, &mut random, Role::Coordinator, START.plus_minutes(-1));
    let strange = {
        let other = Bot::new(42, START);
        enrol::mint(other.master().tokens(), &mut random, Role::Coordinator, "genk", true, START.plus_hours(48))
    };
    (bot, Guesser { random, real: [good, used, old, strange] })
}

fn opens(number: usize, chat: i64, payload: &str, now: Moment) -> Incoming {
    let input =
        Input::Text { text: UserText::new(format!("/start i_{payload}")), message: MessageRef(1), reply_to: None };
    Incoming::Update(Box::new(Arrival {
        id: 900_000_000 + i64::try_from(number).expect("small"),
        chat: Address::new(chat),
        sender: Some(Address::new(chat)),
        place: Place::Private,
        input,
        said_at: Some(now),
        moved_from: None,
    }))
}

/// Everything that waits goes out; gives the texts.
fn delivered(bot: &mut Bot) -> Vec<String> {
    let (mut texts, now) = (Vec::new(), bot.now);
    loop {
        let mut settled = Vec::new();
        while let Next::Call(call) = bot.core().next_call(now).expect("the store works") {
            match call.call {
                Call::Send(screen) => texts.push(screen.text),
                Call::Document(_) | Call::Edit { .. } | Call::Delete(_) | Call::Unbutton(_) | Call::Leave => {
                    panic!("not a reply")
                }
            }
            let outcome = Outcome::Delivered(Some(MessageRef(2)));
            settled.push(Incoming::Settled { row: call.row, outcome, moved: None });
        }
        if settled.is_empty() {
            return texts;
        }
        bot.core().handle(settled, now).expect("the store works");
        // The next tick of the overall pace.
        bot.now = bot.now.plus_ms(1);
    }
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("one thread").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn of_a_hundred_thousand_guessed_links_none_is_genuine() {
    let (bot, mut guesser) = house();
    let (master, real) = (bot.master(), guesser.real[..3].to_vec());
    for number in 0..GUESSED_TOKENS {
        let guess = guesser.guess(number);
        let genuine = enrol::proven(master.tokens(), &guess).is_some();
        assert_eq!(genuine, real.contains(&guess), "guess {number}");
    }
    assert!(real.iter().all(|link| enrol::proven(master.tokens(), link).is_some()), "the control: what we signed is");
}

#[test]
fn guessed_links_open_nothing_leave_nothing_and_are_answered_alike() {
    let guesses = std::env::var("GUESSES").map_or(GUESSES, |text| text.parse().expect("a number"));
    let (mut bot, mut guesser) = house();
    let before = Ledger::of(&bot);
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().with_writer(move || writer.clone()).with_ansi(false).finish();
    tracing::subscriber::with_default(subscriber, || {
        // Each account guesses as often as it is looked at, so that every guess is.
        let each = usize::try_from(WRONG_INVITES_PER_HOUR).expect("small");
        let numbers: Vec<usize> = (0..guesses).collect();
        for some in numbers.chunks(125) {
            let now = bot.now;
            let one = |number: &usize| {
                let chat = CROWD + i64::try_from(number / each).expect("small");
                opens(*number, chat, &guesser.guess(*number), now)
            };
            let batch = some.iter().map(one).collect();
            bot.core().handle(batch, now).expect("the store works");
            let texts = delivered(&mut bot);
            assert_eq!(texts.len(), some.len(), "one reply each");
            assert!(texts.iter().all(|text| text.starts_with(WRONG) && *text == texts[0]), "all alike");
        }
    });
    let after = Ledger::of(&bot);
    assert!(before.changes(&after).is_empty() && before.has_the_same_keys(&after), "nothing is left of it on the disk");
    let core = bot.core();
    assert_eq!(core.counts.wrong_links, guesses as u64);
    assert_eq!((core.store().index.members.len(), core.counts.panics, core.outbox_len()), (1, 0, 0));
    let log = String::from_utf8(log.0.lock().expect("one thread").clone()).expect("text");
    assert_eq!(log.matches("somebody is guessing").count(), 1, "said once an hour: {log}");
    assert!(log.lines().all(|line| line.contains("somebody is guessing")), "and nothing else: {log}");
    // The control: the link that they had before their eyes, untouched, is good.
    let now = bot.now;
    let good = opens(guesses, CROWD - 1, &guesser.real[0], now);
    bot.core().handle(vec![good], now).expect("the store works");
    let standings: Vec<Standing> = bot.core().store().index.members.values().map(|staff| staff.standing).collect();
    assert_eq!(standings, [Standing::Active; 2]);
}

#[test]
fn who_guesses_too_often_is_not_looked_at_for_an_hour_and_cannot_tell() {
    let (mut bot, mut guesser) = house();
    let good = guesser.real[0].clone();
    let tries = |bot: &mut Bot, number: usize, payload: &str| {
        let now = bot.now;
        bot.core().handle(vec![opens(number, CROWD, payload, now)], now).expect("the store works");
        delivered(bot).concat()
    };
    let mut texts: Vec<String> = Vec::new();
    for number in 0..usize::try_from(WRONG_INVITES_PER_HOUR).expect("small") {
        let guess = guesser.guess(number);
        texts.push(tries(&mut bot, number, &guess));
    }
    texts.push(tries(&mut bot, 50, &good));
    assert!(texts.iter().all(|text| *text == texts[0] && text.starts_with(WRONG)), "{texts:?}");
    assert_eq!(bot.core().store().index.members.len(), 1, "not even a good one is looked at");
    bot.now = bot.now.plus_hours(1);
    assert!(!tries(&mut bot, 51, &good).starts_with(WRONG));
    assert_eq!(bot.core().store().index.members.len(), 2, "an hour later it is");
}

/// Who has a text in a draft, own questions or a place on the team learns no more from a link than a newcomer does.
#[test]
fn used_old_and_forged_links_are_one_to_everybody() {
    let (mut bot, guesser) = house();
    let links: Vec<String> = guesser.real[1..].iter().cloned().chain(["A".repeat(51), String::new()]).collect();
    let (lina, noor) = (CROWD + 1, CROWD + 2);
    for chat in [lina, noor] {
        bot.text(chat, chat, "Mag de politie mij filmen?", None);
        bot.now = bot.now.plus_ms(2_000);
    }
    let review = bot.far.chats[&noor].messages.values().next_back().cloned().expect("a screen");
    bot.press(noor, noor, &review.rows[0][0].1, Some(review.id));
    let send = bot.far.chats[&noor].messages.values().next_back().cloned().expect("a review");
    let verstuur = send.rows.iter().flatten().find(|(label, _)| label.starts_with('✅')).expect("a button that sends");
    bot.press(noor, noor, &verstuur.1, Some(send.id));
    assert_eq!(bot.core().store().index.cases.len(), 1, "Noor has asked, Lina has only typed");
    for (chat, drafts) in [(lina, 1), (noor, 1), (MEMBER, 1)] {
        let mut texts = Vec::new();
        for link in &links {
            bot.far.outgoing.clear();
            bot.text(chat, chat, &format!("/start i_{link}"), None);
            texts.push(bot.far.outgoing.iter().map(|(_, text)| text.clone()).collect::<String>());
        }
        assert!(texts.iter().all(|text| *text == texts[0] && !text.is_empty()), "{texts:?}");
        assert_eq!(bot.core().store().index.drafts, drafts, "what Lina typed is still there");
    }
    let limit = u64::from(WRONG_INVITES_ALARM_PER_HOUR);
    assert!(bot.core().counts.wrong_links <= limit, "mistakes of people are no alarm");
}

#[test]
fn no_two_links_are_alike() {
    let mut random = Seeded::new(3);
    let bot = Bot::new(41, START);
    let mut all: Vec<String> =
        (0..2_000).map(|_| mint(&bot, &mut random, Role::Moderator, START.plus_hours(48))).collect();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 2_000);
    let mut bytes = [0; 8];
    random.fill(&mut bytes);
    assert_ne!(bytes, [0; 8], "the control: the dice are thrown");
}

/// Guesses of somebody who has seen a real code of a youth worker: another number, one bit apart, or at random.
#[test]
fn of_a_hundred_thousand_guessed_codes_none_is_ours() {
    let mut random = Seeded::new(4);
    let (bot, other) = (Bot::new(41, START), Bot::new(42, START));
    let (encounter, master) = (EncounterId([7; 16]), bot.master());
    let payload = referring::mint(master.tokens(), encounter, 3);
    assert!(payload.len() <= PAYLOAD_CHARS_MAX);
    let real = referring::read(payload.strip_prefix(referring::PREFIX).expect("ours")).expect("readable");
    assert_eq!((real.encounter, real.number), (encounter, 3));
    for guess in 0..GUESSED_TOKENS {
        let mut bytes = real.bytes();
        match guess % 4 {
            0 => random.fill(&mut bytes),
            1 => random.fill(&mut bytes[17..]),
            2 => bytes[16] = (guess / 4 % 256).to_le_bytes()[0],
            _ => bytes[guess / 4 / 8 % Referral::BYTES] ^= 1 << (guess / 4 % 8),
        }
        let code = Referral::read(&bytes).expect("readable");
        assert!(code == real || !referring::is_ours(master.tokens(), &code), "guess {guess}");
    }
    assert!(referring::is_ours(master.tokens(), &real), "the control");
    assert!(!referring::is_ours(other.master().tokens(), &real), "another house knows nothing of it");
}
