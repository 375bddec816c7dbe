//! A whole talk at the loudest level of logging: nothing of anybody stands in the log.
//!
//! The positive control is a line of our own that the same search must find.

#[path = "support/mod.rs"]
mod support;

use rechtdoor::dialogue::desk::enrol;
use rechtdoor::domain::Moment;
use rechtdoor::domain::roles::Role;
use std::io::Write;
use std::sync::{Arc, Mutex};
use support::bot::Bot;
use support::entropy::Seeded;
use tracing::Level;
use tracing_subscriber::fmt::MakeWriter;

const START: Moment = Moment(1_796_637_600_000);
const ASKER: i64 = 7_316_004_211;
const MODERATOR: i64 = 7_316_004_377;
const QUESTION: &str = "zevenslaper: mag de politie mijn rugzak doorzoeken?";
const ANSWER: &str = "winterkoning: enkel met een goede reden.";
const PLANTED: &str = "planted-marker-aubergine";

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

impl<'a> MakeWriter<'a> for Log {
    type Writer = Log;

    fn make_writer(&'a self) -> Log {
        self.clone()
    }
}

/// Presses the newest button of a chat whose label contains a word; its data and message are told.
fn press(bot: &mut Bot, chat: i64, label: &str) -> String {
    let messages = &bot.far.chats[&chat].messages;
    let found = messages.values().rev().find_map(|message| {
        let button = message.rows.iter().flatten().find(|(shown, _)| shown.contains(label))?;
        Some((message.id, button.1.clone()))
    });
    let (message, data) = found.unwrap_or_else(|| panic!("no button {label}"));
    bot.press(chat, chat, &data, Some(message));
    data
}

/// A question asked, answered and wiped, a failing network between; everything that must not be logged.
fn talk() -> Vec<String> {
    let mut bot = Bot::new(5, START);
    let expires = bot.now.plus_hours(48);
    let token = enrol::mint(bot.master().tokens(), &mut Seeded::new(6), Role::Moderator, "genk", true, expires);
    bot.text(MODERATOR, MODERATOR, &format!("/start i_{token}"), None);
    bot.text(ASKER, ASKER, "/start i_wrong-link-of-nobody", None);
    bot.text(ASKER, ASKER, QUESTION, None);
    press(&mut bot, ASKER, "Nederlands");
    let draft = press(&mut bot, ASKER, "Verstuur");
    bot.text(MODERATOR, MODERATOR, "/volgende", None);
    let desk = press(&mut bot, MODERATOR, "Antwoord");
    bot.text(MODERATOR, MODERATOR, ANSWER, None);
    press(&mut bot, MODERATOR, "Verstuur");
    assert!(bot.far.chats[&ASKER].find("winterkoning").is_some(), "the answer arrived");
    bot.crash();
    bot.text(ASKER, ASKER, "/wis", None);
    press(&mut bot, ASKER, "wis");
    bot.left(ASKER, ASKER);
    vec![token, draft, desk, ASKER.to_string(), MODERATOR.to_string(), "wrong-link".to_owned()]
}

#[test]
fn a_log_at_the_loudest_level_names_nobody() {
    let log = Log::default();
    let loud = tracing_subscriber::fmt().with_max_level(Level::TRACE).with_writer(log.clone()).finish();
    let mut secrets = tracing::subscriber::with_default(loud, || {
        let secrets = talk();
        tracing::trace!("{PLANTED}");
        secrets
    });
    secrets.extend(["zevenslaper", "rugzak", "winterkoning", "reden"].map(str::to_owned));
    let written = String::from_utf8_lossy(&log.0.lock().expect("one thread")).to_lowercase();
    assert!(written.contains(PLANTED), "the search finds what is there");
    for secret in secrets {
        assert!(!written.contains(&secret.to_lowercase()), "in the log: {secret}");
    }
}
