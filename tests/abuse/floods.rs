//! Eighty accounts make the bot talk to them at once, as fast as it lets them: who needs help, who asks and who works at
//! the desk hardly notice. Virtual time, the channel's real pace.

use crate::hall::{Hall, TICK_MS};
use rechtdoor::domain::Moment;
use rechtdoor::domain::limits::{EVENTS_BURST, LANE_ROWS_MAX};
use rechtdoor::domain::roles::Role;

const FLOOD: i64 = 5_800_001_000;
const ACCOUNTS: i64 = 80;
const LINA: i64 = 5_800_000_001;
const NOOR: i64 = 5_800_000_002;
const SAM: i64 = 6_800_000_001;

struct Siege {
    hall: Hall,
    words: &'static str,
    ticks: i64,
}

impl Siege {
    /// Everybody has chosen a language, Noor has typed something urgent and not sent it, and the desk is open.
    fn before(words: &'static str) -> Self {
        let mut hall = Hall::new(72);
        hall.bot.staffs(SAM, Role::Moderator);
        for chat in (FLOOD..FLOOD + ACCOUNTS).chain([LINA, NOOR]) {
            hall.bot.press(chat, chat, "l:nl", None);
        }
        hall.bot.says(NOOR, "Ik wil dood. De politie heeft mij geslagen.");
        hall.bot.pass(120_000);
        Self { hall, words, ticks: 0 }
    }

    /// The flood goes on for so long: all that the gate lets through at first, then what it lets through in a minute.
    fn lasts(&mut self, ms: i64) {
        for _ in 0..ms / TICK_MS {
            let bursts = if self.ticks == 0 { EVENTS_BURST } else { u32::from(self.ticks % 30 == 0) };
            for chat in FLOOD..FLOOD + ACCOUNTS {
                for _ in 0..bursts {
                    self.hall.writes(chat, self.words);
                }
            }
            self.ticks += 1;
            self.hall.tick();
        }
    }

    /// How long it takes from now until somebody is told this, at most half a minute.
    fn until_told(&mut self, chat: i64, words: &str) -> i64 {
        let (since, known): (Moment, usize) = (self.hall.bot.now, self.hall.sent.len());
        while self.hall.bot.now.since_ms(since) < 30_000 {
            self.lasts(TICK_MS);
            if self.hall.sent[known..].iter().any(|(_, to, text)| *to == chat && text.contains(words)) {
                break;
            }
        }
        self.hall.bot.now.since_ms(since)
    }
}

fn besieged_with(words: &'static str, head_start_ms: i64) {
    let mut siege = Siege::before(words);
    siege.lasts(head_start_ms);
    let waiting = siege.hall.bot.core().outbox_len();
    assert!(waiting > 1_000, "the control: {waiting} rows are a flood");

    siege.hall.writes(LINA, "/hulp");
    let help = siege.until_told(LINA, "112");
    siege.hall.presses(NOOR, "✅");
    let alert = siege.until_told(SAM, "🚨");
    let receipt = siege.hall.sent.iter().any(|(_, to, text)| *to == NOOR && text.contains("Jouw code"));
    siege.hall.writes(SAM, "/volgende");
    let card = siege.until_told(SAM, "geslagen");
    siege.hall.writes(LINA, "/mijnvragen");
    let screen = siege.until_told(LINA, "vragen");
    println!("{words}: help {help} ms, the desk's alert {alert} ms, its card {card} ms, a screen {screen} ms");
    assert!(help <= 2_000, "help after {help} ms");
    assert!(alert <= 3_000 && receipt, "the desk hears after {alert} ms");
    assert!(card <= 3_000, "the desk works: {card} ms");
    assert!(screen <= 5_000, "who looks up something once is served too: {screen} ms");

    // However long it lasts, it grows no further, and nobody who floods is left without a word for ever.
    siege.lasts(60_000);
    let most = usize::try_from(ACCOUNTS).expect("small") * LANE_ROWS_MAX;
    assert!(siege.hall.bot.core().outbox_len() <= most + 10);
    let last_minute = siege.hall.bot.now.plus_ms(-60_000);
    let served = |chat: &i64| siege.hall.sent.iter().any(|(at, to, _)| to == chat && *at > last_minute);
    assert!((FLOOD..FLOOD + ACCOUNTS).all(|chat| served(&chat)));
    assert_eq!(siege.hall.bot.core().counts.panics, 0);
}

#[test]
fn eighty_who_look_around_all_at_once_delay_nobodys_help_and_not_the_desk() {
    besieged_with("/menu", 1_000);
}

#[test]
fn eighty_who_ask_for_help_again_and_again_go_after_who_asks_for_it_once() {
    besieged_with("/hulp", 6_000);
}
