//! A computer whose clock is wrong by a month and right again, or that slept: nothing is destroyed for it, nobody waits.

mod support;

use rechtdoor::domain::Moment;
use rechtdoor::domain::moment::DAY_MS;
use support::bot::Bot;

/// A Monday at ten.
const BEGIN: Moment = Moment(1_796_634_000_000);
const LINA: i64 = 5_000_000_001;

/// Asks a question and sends it.
fn asks(bot: &mut Bot) {
    bot.text(LINA, LINA, "/vraag", None);
    bot.text(LINA, LINA, "Mag de politie in mijn gsm kijken?", None);
    let review = bot.far.chats[&LINA].find("Nog niet verstuurd").expect("a review");
    let send = review.rows.iter().flatten().find(|(label, _)| label == "✅ Verstuur").expect("a way to send");
    let (message, data) = (review.id, send.1.clone());
    bot.press(LINA, LINA, &data, Some(message));
    assert!(bot.far.chats[&LINA].find("Jouw code").is_some(), "sent");
}

fn cases(bot: &mut Bot) -> usize {
    bot.core().store().index.cases.len()
}

#[test]
fn a_doubted_clock_is_still_doubted_after_a_restart() {
    let mut bot = Bot::new(1, BEGIN);
    asks(&mut bot);
    bot.now = BEGIN.plus_ms(60 * DAY_MS);
    let now = bot.now;
    bot.core().handle(Vec::new(), now).expect("the store works");
    assert!(bot.core().clock_is_doubted());
    // The nightly key has been committed under the wrong clock by now.
    bot.crash();
    assert!(bot.core().clock_is_doubted(), "the restart knows nothing that the process before it did not");
    bot.pass(DAY_MS);
    assert_eq!(cases(&mut bot), 1, "nothing was closed and destroyed for it");
}

#[test]
fn a_clock_that_was_a_month_ahead_keeps_nobody_waiting() {
    let mut bot = Bot::new(2, BEGIN);
    bot.now = BEGIN.plus_ms(30 * DAY_MS);
    for _ in 0..10 {
        bot.text(LINA, LINA, "/hulp", None);
    }
    bot.now = BEGIN;
    for _ in 0..10 {
        let newest = bot.text(LINA, LINA, "/hulp", None);
        let messages = &bot.far.chats[&LINA].messages;
        assert!(messages.values().any(|message| message.from_bot && message.id > newest), "answered at once");
    }
}

#[test]
fn whoever_writes_first_after_an_outage_is_answered() {
    let mut bot = Bot::new(3, BEGIN);
    bot.text(LINA, LINA, "/vraag", None);
    bot.text(LINA, LINA, "Mag de politie in mijn gsm kijken?", None);
    // The draft ran out while nobody looked at a clock, and its key goes with the next look.
    bot.now = BEGIN.plus_ms(DAY_MS / 12);
    let newest = bot.text(LINA, LINA, "/menu", None);
    let messages = &bot.far.chats[&LINA].messages;
    assert!(messages.values().any(|message| message.from_bot && message.id > newest), "answered");
}
