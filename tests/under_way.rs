//! What was on its way when what it speaks of was forgotten: it arrives, and is taken away again.
//!
//! Never true of this file: a call is thought to have got there before it did.

#[path = "support/mod.rs"]
mod support;

use rechtdoor::domain::Moment;
use rechtdoor::domain::roles::Role;
use support::bot::Bot;
use support::encounters::ADDRESS;

/// A Monday at ten, Europe/Brussels.
const START: Moment = Moment(1_796_634_000_000);
const LINA: i64 = 5_300_000_001;
const SAM: i64 = 6_300_000_001;
const NOOR: i64 = 6_300_000_002;
const QUESTION: &str = "Mag de politie in mijn rugzak kijken?";
const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// Somebody's words, typed for them by a youth worker, may not stand there for longer than a draft lives.
#[test]
fn a_review_by_card_that_comes_after_its_half_hour_goes_again() {
    for is_late in [false, true] {
        let mut bot = Bot::new(61, START);
        bot.staffs(SAM, Role::Moderator);
        bot.says(SAM, "/kaart");
        bot.taps(SAM, "❓");
        bot.slow.insert(SAM);
        bot.says(SAM, QUESTION);
        bot.pass(if is_late { 31 } else { 1 } * MINUTE_MS);
        bot.arrives(SAM);
        bot.pass(1);
        assert_eq!(bot.reads(SAM, QUESTION), !is_late, "in time it stays: {}", !is_late);
        assert_eq!(bot.reads(SAM, "niets verstuurd"), is_late);
    }
}

/// The asker's own words, in the own chat: nothing is left there that looks as if it could still be sent.
#[test]
fn a_review_that_comes_after_its_half_hour_goes_again() {
    for is_late in [false, true] {
        let mut bot = Bot::new(62, START);
        bot.press(LINA, LINA, "l:nl", None);
        bot.slow.insert(LINA);
        bot.says(LINA, QUESTION);
        bot.pass(if is_late { 31 } else { 1 } * MINUTE_MS);
        bot.arrives(LINA);
        bot.pass(1);
        let newest = bot.far.chats[&LINA].messages.values().rev();
        let offers = newest.flat_map(|message| &message.rows).flatten().any(|button| button.0.starts_with("✅"));
        assert_eq!(offers, !is_late);
        assert_eq!(bot.reads(LINA, QUESTION), !is_late);
    }
}

/// Also in the place of a screen that is there, too old to be deleted perhaps.
#[test]
fn a_card_at_the_desk_that_comes_after_its_asker_wiped_it_goes_again() {
    for (is_over, is_late) in [(false, false), (false, true), (true, false), (true, true)] {
        let mut bot = Bot::new(63, START);
        bot.staffs(SAM, Role::Moderator);
        bot.asks(LINA, QUESTION);
        bot.says(SAM, "/desk");
        bot.slow.insert(SAM);
        match is_over {
            true => bot.taps(SAM, "🙋"),
            false => bot.says(SAM, "/volgende"),
        }
        if is_late {
            bot.says(LINA, "/wis");
            bot.taps(LINA, "🗑️ Ja");
        }
        bot.pass(15 * MINUTE_MS);
        bot.arrives(SAM);
        bot.pass(1);
        assert_eq!(bot.reads(SAM, QUESTION), !is_late);
    }
}

/// Whoever had it once reads it no more because it is on offer to their project: they have not said yes.
#[test]
fn a_card_of_an_earlier_claim_that_comes_when_the_case_is_on_offer_goes_again() {
    let mut bot = Bot::new(67, START);
    bot.staffs(SAM, Role::Moderator);
    bot.staffs(NOOR, Role::Moderator);
    bot.asks(LINA, QUESTION);
    for staff in [SAM, NOOR] {
        bot.says(staff, "/desk");
    }
    bot.slow.insert(SAM);
    bot.taps(SAM, "🙋");
    bot.pass(30 * MINUTE_MS);
    bot.says(NOOR, "/volgende");
    for label in ["⋯ Meer", "🤝", "➡️", "→ Gigos Genk", "🧠"] {
        bot.taps(NOOR, label);
    }
    bot.says(NOOR, "Dit is iets voor jullie.");
    bot.arrives(SAM);
    bot.pass(1);
    assert!(!bot.reads(SAM, QUESTION));
    bot.taps(SAM, "👁 Bekijk");
    assert!(bot.reads(SAM, "Dit is iets voor jullie.") && !bot.reads(SAM, QUESTION));
    bot.taps(SAM, "✅");
    assert!(bot.reads(SAM, QUESTION), "they said yes");
}

/// Nobody without a place has the address, however the messages cross.
#[test]
fn an_address_that_comes_after_the_place_was_given_back_goes_again() {
    for (gives_back, takes_place) in [(false, false), (true, false), (true, true)] {
        let mut bot = Bot::new(65, START);
        bot.plans("genk", 2, START.plus_hours(30), false);
        bot.press(LINA, LINA, "l:nl", None);
        bot.says(LINA, "/agenda");
        bot.taps(LINA, "👀 Nummer 1");
        bot.taps(LINA, "🙋 Ik wil komen");
        bot.taps(LINA, "✅ Oké");
        bot.taps(LINA, "✅ Die is goed");
        let leave = bot.far.chats[&LINA].messages.values().rev();
        let leave = leave.flat_map(|message| message.rows.iter().flatten().map(|button| (message.id, button.clone())));
        let (message, leave) = leave.into_iter().find(|(_, button)| button.0.starts_with("🙅")).expect("a way out");
        match takes_place {
            false => bot.slow.insert(LINA),
            true => false,
        };
        bot.pass(7 * HOUR_MS);
        if takes_place {
            // Asked for once more, in the place of the list.
            bot.says(LINA, "/agenda");
            bot.slow.insert(LINA);
            bot.taps(LINA, "👀 Nummer 1");
        }
        if gives_back {
            bot.press(LINA, LINA, &leave.1, Some(message));
        }
        bot.pass(MINUTE_MS);
        bot.arrives(LINA);
        bot.pass(1);
        assert_eq!(bot.reads(LINA, ADDRESS), !gives_back, "{takes_place}");
        assert!(!gives_back || bot.reads(LINA, "je komt niet"));
    }
}

/// The night writes anew what is on its way; that is no reason to take it away.
#[test]
fn what_is_on_its_way_over_the_night_stays() {
    let mut bot = Bot::new(66, START);
    bot.staffs(SAM, Role::Moderator);
    bot.slow.extend([SAM, LINA]);
    bot.says(SAM, "/help");
    bot.says(LINA, "/start");
    bot.pass(24 * HOUR_MS);
    bot.arrives(SAM);
    bot.arrives(LINA);
    bot.pass(1);
    assert!(bot.reads(SAM, "/kaart") && bot.reads(LINA, "🌐") || bot.reads(LINA, "👋"));
}
