//! Whatever a person types, presses, edits or sends, no turn comes to a bad end.
//!
//! Each seed is a crowd: people and a desk that press buttons of any age and of each other, edit what they like and
//! send what nobody expects, while time passes and the power goes now and then.

#[path = "support/mod.rs"]
mod support;

use rechtdoor::dialogue::desk::enrol;
use rechtdoor::domain::Moment;
use rechtdoor::domain::roles::Role;
use rechtdoor::messenger::OtherKind;
use support::bot::Bot;
use support::entropy::Seeded;

const START: Moment = Moment(1_796_637_600_000);
const PEOPLE: [i64; 5] = [1_001, 1_002, 1_003, 2_001, 2_002];
const TEXTS: [&str; 24] = [
    "Mag de politie mijn gsm afnemen?",
    "0470 12",
    "34 56",
    "Ik heb een mes en hij gaat mij vermoorden",
    "",
    "   ",
    "\u{200b}\u{202e}\u{e0041}",
    "👨‍👩‍👧‍👦\u{301}▮telefoonnummer▮ ▮▮",
    "/start",
    "/start i_AAAA",
    "/vraag mijn nummer is 0470 12 34 56",
    "/mijnvragen",
    "/rechten",
    "/droits jpp les keufs 😭 mn gsm ▮",
    "/wis",
    "/stop",
    "/taal",
    "/privacy",
    "/desk",
    "/volgende",
    "/dossiers",
    "/",
    "/é@x y",
    "<b>&amp;\"'</b> @naam https://example.org/?q=1",
];
const KINDS: [OtherKind; 8] = [
    OtherKind::Voice,
    OtherKind::Picture,
    OtherKind::Contact,
    OtherKind::Location,
    OtherKind::Forwarded,
    OtherKind::File,
    OtherKind::Sticker,
    OtherKind::Unreadable,
];
const FORGED: [&str; 18] = [
    "",
    ":",
    "m:wipe-yes",
    "l:fr",
    "c:K7Q4MN:up",
    "v:AAAAAAAAAAAAAAAAAAAAAA:send:ffffffff",
    "v:AAAAAAAAAAAAAAAAAAAAAA:areas:255",
    "v:AAAAAAAAAAAAAAAAAAAAAA:isit:phone-seize",
    "v:AAAAAAAAAAAAAAAAAAAAAA:ask:",
    "r:topics:255",
    "r:topic:youth-justice:255",
    "r:card:phone-seize",
    "r:find",
    "d:AAAAAAAAAAAAAAAAAAAAAA:0",
    "d:AAAAAAAAAAAAAAAAAAAAAA:18446744073709551615",
    "d::",
    "v:é:send:0",
    "m:\u{0}",
];

/// One crowd's moves, and the buttons it has seen so far.
struct Crowd {
    bot: Bot,
    dice: Seeded,
    seen: Vec<(i64, i64, String)>,
}

impl Crowd {
    fn new(seed: u64) -> Self {
        let mut bot = Bot::new(seed, START);
        let mut dice = Seeded::new(seed);
        for (chat, role) in [(2_001, Role::Moderator), (2_002, Role::Coordinator)] {
            let expires = bot.now.plus_hours(48);
            let tokens = bot.core().store().tokens();
            let token = enrol::mint(tokens, &mut dice, role, "genk", true, expires);
            bot.text(chat, chat, &format!("/start i_{token}"), None);
        }
        Self { bot, dice, seen: Vec::new() }
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        let at = usize::try_from(self.dice.below(all.len() as u64)).expect("small");
        &all[at]
    }

    fn step(&mut self) {
        let chat = *self.one_of(&PEOPLE);
        match self.dice.below(20) {
            0..=5 => {
                let text = *self.one_of(&TEXTS);
                let reply = (self.dice.below(4) == 0).then(|| self.message_of(chat));
                self.bot.text(chat, chat, text, reply);
            }
            6 => {
                let units = usize::try_from(self.dice.below(4_097)).expect("small");
                self.bot.text(chat, chat, &"é".repeat(units), None);
            }
            7 | 8 => {
                let (message, text) = (self.message_of(chat), *self.one_of(&TEXTS));
                self.bot.edit(chat, message, text);
            }
            9..=15 => self.press(chat),
            16 => {
                let kind = *self.one_of(&KINDS);
                self.bot.other(chat, kind);
            }
            17 => {
                let data = *self.one_of(&FORGED);
                let message = self.message_of(chat);
                self.bot.press(chat, chat, data, (message % 2 == 0).then_some(message));
            }
            18 => match self.dice.below(3) {
                0 => self.bot.left(chat, chat),
                1 => self.bot.joined(chat, chat),
                _ => self.bot.redeliver(),
            },
            _ => {
                let minutes = i64::try_from(self.dice.below(90)).expect("small");
                self.bot.pass(minutes * 60_000);
            }
        }
        self.look();
    }

    /// A button of this chat or, one time in five, of any other.
    fn press(&mut self, chat: i64) {
        if self.dice.below(2) == 0
            && let Some((message, data)) = self.way_on(chat)
        {
            return self.bot.press(chat, chat, &data, Some(message));
        }
        let anyone = self.dice.below(5) == 0;
        let own: Vec<_> = self.seen.iter().filter(|(of, ..)| anyone || *of == chat).cloned().collect();
        if own.is_empty() {
            return;
        }
        // The newest are what people press most.
        let back = if self.dice.below(2) == 0 { self.dice.below(own.len().min(6) as u64) } else { 0 };
        let at = own.len() - 1 - usize::try_from(back).expect("small");
        let (_, message, data) = own[at].clone();
        let inaccessible = self.dice.below(10) == 0;
        self.bot.press(chat, chat, &data, (!inaccessible).then_some(message));
    }

    /// The newest visible button that leads further: without it a crowd that presses blindly never asks anything.
    fn way_on(&self, chat: i64) -> Option<(i64, String)> {
        const FURTHER: [&str; 6] = ["Verstuur", "Envoyer", "Neem", "Prendre", "Antwoord", "Répondre"];
        let further = |label: &str| FURTHER.iter().any(|word| label.contains(word));
        self.bot.far.chats.get(&chat)?.messages.values().rev().find_map(|message| {
            let button = message.rows.iter().flatten().find(|(label, _)| further(label))?;
            Some((message.id, button.1.clone()))
        })
    }

    fn message_of(&mut self, chat: i64) -> i64 {
        let ids: Vec<i64> =
            self.bot.far.chats.get(&chat).map(|chat| chat.messages.keys().copied().collect()).unwrap_or_default();
        if ids.is_empty() { 1 } else { *self.one_of(&ids) }
    }

    fn look(&mut self) {
        for (chat, known) in &self.bot.far.chats {
            for message in known.messages.values() {
                for button in message.rows.iter().flatten() {
                    let seen = (*chat, message.id, button.1.clone());
                    if !self.seen.contains(&seen) {
                        self.seen.push(seen);
                    }
                }
            }
        }
    }
}

/// Plays one crowd; tells whether it got as far as cases and desk screens.
fn play(seed: u64) -> bool {
    let mut crowd = Crowd::new(seed);
    for step in 0..250 {
        crowd.step();
        assert_eq!(crowd.bot.core().counts.panics, 0, "seed {seed}, step {step}");
        if step % 97 == 96 {
            crowd.bot.crash();
        }
    }
    let saw = |kind: &str| crowd.seen.iter().any(|(_, _, data)| data.starts_with(kind));
    saw("v:") && saw("c:") && saw("d:")
}

#[test]
fn a_crowd_that_presses_and_types_anything_ends_no_turn_badly() {
    assert!([1, 2].map(play).contains(&true), "the crowd got as far as asking and claiming");
}

#[test]
fn another_crowd_ends_no_turn_badly_either() {
    assert!([3, 4].map(play).contains(&true), "the crowd got as far as asking and claiming");
}
