//! Two who come to an encounter together: a place is kept for the one who was asked along, not for ever, and nothing ties the
//! two afterwards.

#[path = "support/mod.rs"]
mod support;

use rechtdoor::domain::limits::FRIENDS_ASKED_MAX;
use rechtdoor::domain::{EncounterId, Moment, SeatId};
use rechtdoor::store::tables::SeatRecords;
use support::bot::Bot;

/// A Monday at ten, Europe/Brussels.
const START: Moment = Moment(1_796_634_000_000);
const CROWD: i64 = 5_700_000_000;

/// The payload of the newest link that somebody was shown.
fn link_of(bot: &Bot, chat: i64) -> String {
    let texts = bot.far.outgoing.iter().rev().filter(|(to, _)| *to == chat);
    let link = texts.filter_map(|(_, text)| text.split_once("?start=")).next().expect("a link");
    link.1.split_whitespace().next().expect("a payload").to_owned()
}

fn asks_along(bot: &mut Bot, chat: i64) -> String {
    bot.press(chat, chat, "l:nl", None);
    bot.says(chat, "/agenda");
    for label in ["👀 Nummer 1", "👥 Met een vriend", "✅ Oké", "✅ Die is goed"] {
        bot.taps(chat, label);
    }
    link_of(bot, chat)
}

fn seats(bot: &mut Bot, id: EncounterId) -> Vec<SeatId> {
    let seats = bot.core().store().index.encounters.seats(id).expect("planned");
    seats.iter().map(|(seat, _)| seat).collect()
}

#[test]
fn a_place_beside_one_s_own_is_kept_three_times_and_no_more() {
    let mut bot = Bot::new(77, START);
    let id = bot.plans("aalst", 2, START.plus_days(9), false);
    let first = asks_along(&mut bot, CROWD);
    for _ in 1..FRIENDS_ASKED_MAX {
        bot.pass(25 * 3_600_000);
        assert!(bot.reads(CROWD, "zei niet op tijd ja"));
        bot.taps(CROWD, "🎟️ Mijn plaats");
        bot.taps(CROWD, "👥 Met een vriend");
        assert_ne!(link_of(&bot, CROWD), first, "each link is another");
    }
    bot.pass(25 * 3_600_000);
    let seats = bot.core().store().index.encounters.seats(id).expect("planned");
    assert_eq!(seats.free(0), 1, "the place is free for others");
    let data = format!("e:pal:{}", data_encoding::BASE64URL_NOPAD.encode(&seats.iter().next().expect("one").0.0));
    bot.press(CROWD, CROWD, &data, None);
    let seats = bot.core().store().index.encounters.seats(id).expect("planned");
    assert_eq!(seats.free(0), 1, "and stays so, whatever is pressed");
}

#[test]
fn a_link_for_a_friend_is_good_for_nobody_after_a_wipe_and_leaves_nothing_that_ties_two() {
    let mut bot = Bot::new(78, START);
    let id = bot.plans("aalst", 4, START.plus_days(9), false);
    let link = asks_along(&mut bot, CROWD);
    // Both have a place: nothing says any more that they came together.
    let friend = CROWD + 1;
    bot.press(friend, friend, "l:nl", None);
    bot.says(friend, &format!("/start {link}"));
    for label in ["📖 Lees verder", "✅ Oké", "✅ Die is goed"] {
        bot.taps(friend, label);
    }
    assert!(bot.reads(CROWD, "Je vriend komt mee"));
    let own = seats(&mut bot, id);
    for seat in &own {
        let record = bot.core().store_mut().get::<SeatRecords>(seat).expect("readable").expect("there");
        assert_eq!((record.seat.buddy, record.seat.friend, record.link), (None, None, None));
    }
    // Who wipes everything takes the link along.
    let other = CROWD + 2;
    let link = asks_along(&mut bot, other);
    bot.says(other, "/wis");
    bot.taps(other, "🗑️ Ja, wis alles");
    let late = CROWD + 3;
    bot.press(late, late, "l:nl", None);
    bot.says(late, &format!("/start {link}"));
    assert!(bot.reads(late, "Deze link werkt niet meer"));
    assert_eq!(seats(&mut bot, id).len(), 2);
    // Guessed ones read the same.
    for guess in ["b_", "b_AAAA", "b_AAAAAAAAAAAAAAAAAAAAAA", "b_!!!"] {
        bot.says(late, &format!("/start {guess}"));
        assert!(bot.reads(late, "Deze link werkt niet meer"), "{guess}");
    }
}
