//! Tickets of who drew blank: the most used ones there may be, and that a ticket which is not taken then stays good.

#[path = "support/mod.rs"]
mod support;

use rechtdoor::domain::Moment;
use rechtdoor::domain::encounter::{Sharing, Standing, Way};
use rechtdoor::domain::limits::TICKETS_USED_MAX;
use rechtdoor::store::CONFIG;
use rechtdoor::store::records::KeyedHash;
use rechtdoor::store::tables::KeyedHashes;
use support::bot::Bot;

/// A Monday at ten, Europe/Brussels.
const START: Moment = Moment(1_796_634_000_000);
const CROWD: i64 = 5_700_000_000;
const DAY_MS: i64 = 86_400_000;

fn asks(bot: &mut Bot, chat: i64) {
    bot.press(chat, chat, "l:nl", None);
    bot.says(chat, "/agenda");
    for label in ["👀 Nummer 1", "🙋 Ik wil komen", "✅ Oké", "✅ Die is goed"] {
        bot.taps(chat, label);
    }
}

#[test]
fn with_too_many_used_tickets_the_next_is_not_taken_and_stays_good() {
    let mut bot = Bot::new(91, START);
    let by_lot =
        |encounter: &mut rechtdoor::domain::encounter::Encounter| encounter.sharing = Sharing::new(Way::Lottery);
    bot.plans_so("genk", 1, START.plus_days(9), by_lot);
    for chat in [CROWD, CROWD + 1] {
        asks(&mut bot, chat);
    }
    bot.pass(9 * DAY_MS + 60_000);
    let blank = [CROWD, CROWD + 1].into_iter().find(|chat| bot.reads(*chat, "Je bon")).expect("one drew blank");
    let id = bot.plans_so("genk", 1, START.plus_days(20), by_lot);
    bot.says(blank, "/agenda");
    for label in ["👀 Nummer 1", "🙋 Ik wil komen", "✅ Oké", "✅ Die is goed"] {
        bot.taps(blank, label);
    }
    let expires = bot.now.plus_days(60);
    for number in 0..TICKETS_USED_MAX {
        let store = bot.core().store_mut();
        let mut key = [0; 16];
        key[..8].copy_from_slice(&number.to_be_bytes());
        store.put::<KeyedHashes>(&key, &KeyedHash { expires }, CONFIG).expect("staged");
        if number % 100 == 99 {
            store.keep_turn();
            bot.pass(1);
        }
    }
    let stands = |bot: &mut Bot| {
        let seats = bot.core().store().index.encounters.seats(id).expect("planned");
        seats.iter().next().expect("one").1.turn.standing
    };
    bot.taps(blank, "🎟️ Volgende keer");
    assert_eq!(stands(&mut bot), Standing::Ordinary, "one more than may be");
    let store = bot.core().store_mut();
    store.remove::<KeyedHashes>(&[0; 16]).expect("staged");
    store.keep_turn();
    bot.pass(1);
    bot.taps(blank, "🎟️ Volgende keer");
    assert_eq!(stands(&mut bot), Standing::Referred, "it stayed good");
    assert_eq!(bot.core().counts.panics, 0);
}
