//! Texts at the edge of what a message, a record or a screen takes: nobody's words stop the bot or go unanswered.

#[path = "support/mod.rs"]
mod support;

use rechtdoor::domain::Moment;
use rechtdoor::domain::roles::Role;
use support::bot::Bot;

/// A Monday at ten, Europe/Brussels.
const START: Moment = Moment(1_796_634_000_000);
const LINA: i64 = 5_200_000_001;
const AYA: i64 = 6_200_000_001;
/// A letter of three bytes, each typed so that folding keeps them.
const GEORGIAN: &str = "რა უფლება მაქვს პოლიციასთან ";

fn of_units(text: &str, units: usize) -> String {
    text.chars().cycle().take(units).collect::<String>().trim_end().to_owned()
}

fn panics(bot: &mut Bot) -> u64 {
    bot.core().counts.panics
}

#[test]
fn a_long_thread_in_letters_of_three_bytes_is_read_answered_and_shown() {
    let mut bot = Bot::new(5, START);
    bot.staffs(AYA, Role::Moderator);
    bot.asks(LINA, &of_units(GEORGIAN, 1_000));
    for _ in 0..3 {
        bot.says(LINA, &of_units(GEORGIAN, 1_000));
        bot.taps(LINA, "📎");
        bot.taps(LINA, "✅");
    }
    bot.says(AYA, "/volgende");
    bot.taps(AYA, "✍️");
    bot.says(AYA, &of_units(GEORGIAN, 900));
    bot.settle();
    bot.says(AYA, "/dossiers");
    bot.taps(AYA, "✍️");
    bot.settle();
    assert!(bot.reads(AYA, "პოლიციასთან"), "the thread stands at the desk");
    assert_eq!(panics(&mut bot), 0);
}

#[test]
fn everything_at_the_desk_is_sent_so_that_it_cannot_be_forwarded() {
    let mut bot = Bot::new(6, START);
    bot.staffs(AYA, Role::Moderator);
    bot.asks(LINA, "Mag de politie mijn gsm afnemen?");
    bot.says(AYA, "/desk");
    bot.settle();
    bot.taps(AYA, "🙋");
    bot.settle();
    assert!(bot.reads(AYA, "gsm afnemen"));
    let desk = &bot.far.chats[&AYA].messages;
    assert!(desk.values().filter(|message| message.from_bot).all(|message| message.protected));
    let asked = &bot.far.chats[&LINA].messages;
    assert!(asked.values().all(|message| !message.protected), "a young person may keep an answer");
}

#[test]
fn masks_that_are_longer_than_what_they_hide_get_a_word_and_lose_nothing() {
    let mut bot = Bot::new(7, START);
    bot.says(LINA, "Mag dat?");
    bot.taps(LINA, "🌐 Français");
    bot.says(LINA, &"a@b.be ".repeat(140));
    bot.settle();
    assert!(bot.reads(LINA, "Mag dat?"), "what was typed before stays");
    assert!(bot.reads(LINA, "✂️"), "and what is too long is said");
    assert_eq!(panics(&mut bot), 0);
}

#[test]
fn the_same_holds_for_words_that_are_looked_for() {
    let mut bot = Bot::new(8, START);
    bot.says(LINA, "/droits");
    bot.settle();
    bot.says(LINA, &format!("/droits {}", "a@b.be ".repeat(130)));
    bot.settle();
    assert!(bot.reads(LINA, "✂️"), "a review of it could not be sent");
    assert_eq!(panics(&mut bot), 0);
}
