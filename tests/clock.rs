//! A clock that is wrong by a month, while the bot runs or while it is stopped, and right again: nothing is destroyed
//! early, nothing is kept longer than promised, nobody waits.
//!
//! Never true of this file: the channel's time is wrong. A press does not tell it; a message does.

mod support;

use rechtdoor::domain::Moment;
use rechtdoor::domain::case::{Closing, Stage};
use rechtdoor::domain::moment::{DAY_MS, HOUR_MS, MINUTE_MS};
use rechtdoor::domain::roles::Role;
use rechtdoor::messenger::wire::{Arrival, Place};
use rechtdoor::messenger::{Input, MessageRef, UserText};
use rechtdoor::runtime::Incoming;
use rechtdoor::store::CaseSummary;
use rechtdoor::store::engine::{EngineError, Landing};
use rechtdoor::store::tables::{Cases, Table};
use rechtdoor::vault::Address;
use support::bot::Bot;

/// A Monday at ten.
const BEGIN: Moment = Moment(1_796_634_000_000);
const LINA: i64 = 5_000_000_001;
const NORA: i64 = 5_000_000_002;
const SAM: i64 = 6_000_000_001;
const MONTH_MS: i64 = 30 * DAY_MS;
const QUESTION: &str = "Mag de politie in mijn gsm kijken?";
const ANSWER: &str = "Enkel als er een reden voor is.";

/// A bot with a moderator, on a clock that is right.
fn begin(seed: u64) -> Bot {
    let mut bot = Bot::new(seed, BEGIN);
    bot.staffs(SAM, Role::Moderator);
    bot
}

/// Somebody sets the clock of the machine; the truth stays where it is.
fn set_clock(bot: &mut Bot, ahead_ms: i64) {
    bot.now = bot.now.plus_ms(ahead_ms - bot.ahead_ms);
    bot.ahead_ms = ahead_ms;
}

/// The bot looks at the clock, as it does at least once a minute.
fn look(bot: &mut Bot) {
    bot.pass(1_000);
}

fn answers_next(bot: &mut Bot) {
    bot.says(SAM, "/volgende");
    bot.taps(SAM, "✍️ Antwoord");
    bot.says(SAM, ANSWER);
    bot.taps(SAM, "✅ Verstuur");
}

fn cases(bot: &mut Bot) -> u64 {
    bot.core().store().live_records(Cases::LETTER)
}

fn case(bot: &mut Bot, code: &str) -> Option<CaseSummary> {
    bot.core().store().index.cases.values().find(|case| case.code.to_string() == code).cloned()
}

fn stage(bot: &mut Bot, code: &str) -> Option<Stage> {
    case(bot, code).map(|case| case.stage())
}

/// From a right clock on, a question that was asked today lives exactly as long as any other.
fn lives_its_whole_time(mut bot: Bot, code: &str, asked: Moment) {
    let until = |bot: &mut Bot, days: i64| {
        let ms = asked.day().start().plus_days(days).since_ms(bot.now);
        bot.pass(ms);
        // A message a day, so that nothing can be put off by a doubt that nobody ends.
        bot.says(SAM, "/desk");
    };
    until(&mut bot, 20);
    assert_eq!(stage(&mut bot, code), Some(Stage::Waiting), "open for three weeks");
    until(&mut bot, 21);
    bot.pass(HOUR_MS);
    let closed = bot.now.day();
    let why = stage(&mut bot, code);
    assert_eq!(why, Some(Stage::Closed { since: closed, why: Closing::Unanswered }), "and then closed");
    until(&mut bot, 21 + 29);
    assert!(case(&mut bot, code).is_some(), "the text is there for thirty days");
    until(&mut bot, 21 + 30);
    bot.pass(HOUR_MS);
    assert_eq!(cases(&mut bot), 0, "and nothing is kept for longer");
}

#[test]
fn what_is_asked_while_the_clock_is_a_month_off_lives_as_long_as_anything_else() {
    for month in [MONTH_MS, -MONTH_MS] {
        let mut bot = begin(1);
        let old = bot.asks(LINA, QUESTION);
        answers_next(&mut bot);
        bot.taps(LINA, "👍 Dit helpt");
        set_clock(&mut bot, month);
        look(&mut bot);
        bot.pass(3 * HOUR_MS);
        assert!(bot.core().clock_is_doubted() && cases(&mut bot) == 1, "a jump destroys nothing");

        // The first message tells the time, before anything is decided by a wrong one.
        let asked = bot.true_time();
        let code = bot.asks(NORA, QUESTION);
        assert!(!bot.core().clock_is_doubted());
        let ahead = bot.core().clock_is_ahead_ms();
        assert!((ahead - month).abs() < MINUTE_MS, "{ahead}");
        let fresh = case(&mut bot, &code).expect("it is there");
        assert_eq!(fresh.opened, asked.day());
        assert!((0..8 * DAY_MS).contains(&fresh.promised().since_ms(asked)), "an answer is promised within days");
        assert!(matches!(stage(&mut bot, &old), Some(Stage::Closed { .. })), "nothing that was there went");

        // A lease by a wrong clock lasts minutes all the same, while it is wrong and when it is right again.
        bot.says(SAM, "/volgende");
        let held = stage(&mut bot, &code);
        let now = bot.true_time();
        assert!(matches!(held, Some(Stage::Claimed { until, .. }) if (0..=HOUR_MS).contains(&until.since_ms(now))));
        set_clock(&mut bot, 0);
        bot.pass(MINUTE_MS);
        assert!(!bot.core().clock_is_doubted() && bot.core().clock_is_ahead_ms() == 0, "it was known to be wrong");
        assert_eq!(stage(&mut bot, &code), held);
        bot.pass(21 * MINUTE_MS);
        assert_eq!(stage(&mut bot, &code), Some(Stage::Waiting), "the lease ended in its time");
        assert_eq!(bot.core().outbox_len(), 0, "nothing waits for a moment that comes in a month");
        lives_its_whole_time(bot, &code, asked);
    }
}

#[test]
fn a_question_that_is_sent_by_a_press_alone_lives_as_long_as_anything_else() {
    // A press tells no time, and the clock goes wrong between the question and its press.
    for (month, restarts) in [(MONTH_MS, false), (MONTH_MS, true), (-MONTH_MS, false), (-MONTH_MS, true)] {
        let mut bot = begin(2);
        bot.says(LINA, "/vraag");
        bot.says(LINA, QUESTION);
        let asked = bot.true_time();
        set_clock(&mut bot, month);
        if restarts {
            bot.crash();
        }
        bot.taps(LINA, "✅ Verstuur");
        assert!(bot.core().clock_is_doubted());
        if month > 0 {
            // By what is believed, the draft's half hour is long over. She is told that her text is not sent.
            let told = bot.far.outgoing.iter().any(|(chat, text)| *chat == LINA && text.starts_with("⌛"));
            assert!(told && cases(&mut bot) == 0);
            continue;
        }
        let code = bot.core().store().index.cases.values().next().expect("taken in").code.to_string();
        set_clock(&mut bot, 0);
        if restarts {
            bot.crash();
        }
        bot.says(SAM, "/desk");
        assert!(!bot.core().clock_is_doubted());
        let dated = case(&mut bot, &code).expect("it is there");
        assert_eq!(dated.opened, asked.day(), "{month} {restarts}");
        assert!((0..8 * DAY_MS).contains(&dated.promised().since_ms(asked)));
        lives_its_whole_time(bot, &code, asked);
    }
}

#[test]
fn what_a_press_alone_dated_ahead_is_put_right_when_the_time_is_known() {
    for restarts in [false, true] {
        let mut bot = begin(3);
        let code = bot.asks(LINA, QUESTION);
        answers_next(&mut bot);
        set_clock(&mut bot, MONTH_MS);
        bot.crash();
        bot.taps(LINA, "👍 Dit helpt");
        let ahead = bot.now.day();
        assert!(matches!(stage(&mut bot, &code), Some(Stage::Closed { since, .. }) if since == ahead));

        set_clock(&mut bot, 0);
        if restarts {
            bot.crash();
            look(&mut bot);
        } else {
            bot.says(NORA, "/hulp");
        }
        assert!(!bot.core().clock_is_doubted(), "the last commit that was sure was dated rightly");
        let today = bot.now.day();
        assert!(matches!(stage(&mut bot, &code), Some(Stage::Closed { since, .. }) if since == today));
        bot.pass(29 * DAY_MS);
        assert!(case(&mut bot, &code).is_some());
        bot.pass(DAY_MS);
        assert!(case(&mut bot, &code).is_none(), "a text lives for thirty days");
    }
}

#[test]
fn a_first_start_on_a_wrong_clock_learns_the_time_from_the_first_message() {
    for month in [MONTH_MS, -MONTH_MS] {
        let mut bot = Bot::new(4, BEGIN.plus_ms(month));
        bot.ahead_ms = month;
        bot.staffs(SAM, Role::Moderator);
        let asked = bot.true_time();
        let code = bot.asks(LINA, QUESTION);
        assert_eq!(case(&mut bot, &code).expect("it is there").opened, asked.day());
        bot.pass(3 * DAY_MS);
        set_clock(&mut bot, 0);
        bot.pass(HOUR_MS);
        assert!(!bot.core().clock_is_doubted());
        lives_its_whole_time(bot, &code, asked);
    }
}

#[test]
fn a_doubted_clock_is_still_doubted_after_a_restart() {
    for month in [2 * MONTH_MS, -2 * MONTH_MS] {
        let mut bot = begin(5);
        bot.asks(LINA, QUESTION);
        set_clock(&mut bot, month);
        bot.pass(HOUR_MS);
        assert!(bot.core().clock_is_doubted());
        // The nightly key has been committed under the wrong clock by now.
        for _ in 0..3 {
            bot.crash();
            assert!(bot.core().clock_is_doubted(), "the restart knows nothing that the process before it did not");
            bot.pass(DAY_MS);
            assert_eq!(cases(&mut bot), 1, "nothing was closed and destroyed for it");
        }
        bot.says(SAM, "/desk");
        assert!(!bot.core().clock_is_doubted());
        bot.pass(HOUR_MS);
        assert_eq!(bot.core().store().index.waiting_count(), 1, "it has waited three days");
    }
}

/// Telegram hands out a message of that time.
fn hears_of(bot: &mut Bot, number: i64, said: Moment) {
    let arrival = Arrival {
        id: number,
        chat: Address::new(NORA),
        sender: Some(Address::new(NORA)),
        place: Place::Private,
        input: Input::Text { text: UserText::new("/hulp".into()), message: MessageRef(number), reply_to: None },
        said_at: Some(said),
        moved_from: None,
    };
    let now = bot.now;
    bot.core().handle(vec![Incoming::Update(Box::new(arrival))], now).expect("the store works");
}

#[test]
fn a_message_that_lay_at_telegram_for_a_day_and_one_with_an_absurd_date_move_no_clock() {
    let mut bot = begin(6);
    let day_old = bot.now.plus_ms(-DAY_MS);
    let odd = [0, -1, 1, i64::MIN, i64::MAX].map(Moment);
    for (number, said) in (1..).zip([day_old].into_iter().chain(odd)) {
        hears_of(&mut bot, number, said);
        assert!(!bot.core().clock_is_doubted() && bot.core().clock_is_ahead_ms() == 0, "{}", said.0);
    }
    // Of one that is older than that, the next one takes back what it said.
    let (now, month_old) = (bot.now, bot.now.plus_ms(-MONTH_MS));
    hears_of(&mut bot, 20, month_old);
    assert_eq!(bot.core().clock_is_ahead_ms(), MONTH_MS);
    hears_of(&mut bot, 21, now);
    assert_eq!(bot.core().clock_is_ahead_ms(), 0);
}

#[test]
fn a_store_that_was_closed_for_want_of_room_opens_again_although_the_clock_went_back() {
    let mut bot = begin(8);
    bot.asks(LINA, QUESTION);
    set_clock(&mut bot, MONTH_MS);
    bot.says(SAM, "/desk");
    bot.store_disk.fail_next_commit(EngineError::Full);
    bot.says(LINA, "/wis");
    assert!(bot.intake().core().is_none());
    set_clock(&mut bot, 0);
    bot.disk_is(None);
    assert!(!bot.core().clock_is_doubted() && bot.core().clock_is_ahead_ms() == 0, "open, and it knows the time");
}

#[test]
fn a_clock_that_was_a_month_ahead_keeps_nobody_waiting() {
    let mut bot = begin(9);
    for ahead in [MONTH_MS, 0] {
        set_clock(&mut bot, ahead);
        for _ in 0..10 {
            let newest = bot.text(LINA, LINA, "/hulp", None);
            let messages = &bot.far.chats[&LINA].messages;
            assert!(messages.values().any(|message| message.from_bot && message.id > newest), "answered at once");
        }
    }
}

#[test]
fn whoever_writes_first_after_an_outage_is_answered() {
    let mut bot = Bot::new(10, BEGIN);
    bot.says(LINA, "/vraag");
    bot.says(LINA, QUESTION);
    // The draft ran out while nobody looked at a clock, and its key goes with the next look.
    bot.now = BEGIN.plus_hours(2);
    let newest = bot.text(LINA, LINA, "/menu", None);
    let messages = &bot.far.chats[&LINA].messages;
    assert!(messages.values().any(|message| message.from_bot && message.id > newest), "answered");
}

/// The link's key goes before the commit: a start that finds the rest must not take it for a link that was due to go.
#[test]
fn a_wipe_that_the_power_cuts_short_is_a_wipe_under_a_clock_that_is_a_month_ahead_too() {
    let mut bot = begin(11);
    bot.asks(LINA, QUESTION);
    answers_next(&mut bot);
    bot.taps(LINA, "👍 Dit helpt");
    bot.says(LINA, "/wis");
    // The time that messages say is believed, and the machine's is ahead: at a start nothing confirms either.
    set_clock(&mut bot, MONTH_MS);
    bot.says(NORA, "/menu");
    assert!(!bot.core().clock_is_doubted() && cases(&mut bot) == 1);
    bot.cut_power_at_next_commit();
    bot.taps(LINA, "🗑️ Ja, wis alles");
    assert_eq!(cases(&mut bot), 0, "the start finished what the cut left");
    assert!(bot.far.chats[&LINA].find("Alles is weg").is_some());
}

/// A link that was due is cut by its key, before the commit: whenever the power goes, a start must not take it for a wipe.
#[test]
fn a_link_that_fell_due_while_the_bot_was_off_takes_no_text_along_however_the_power_goes() {
    for nth in 1..=6 {
        let mut bot = begin(12);
        bot.asks(LINA, QUESTION);
        answers_next(&mut bot);
        bot.taps(LINA, "👍 Dit helpt");
        bot.now = bot.now.plus_ms(9 * DAY_MS);
        bot.crash();
        let attempt = bot.store_disk.attempts() + nth;
        bot.store_disk.power_cut_at_commit(attempt, Landing::Nothing);
        bot.says(NORA, "/menu");
        bot.pass(HOUR_MS);
        assert_eq!(cases(&mut bot), 1, "the text stays for its thirty days: cut at commit {nth}");
        let index = &bot.core().store().index;
        let linked = index.cases.keys().filter(|id| index.people.asker_of(**id).is_some()).count();
        assert_eq!(linked, 0, "and nothing leads to who asked: cut at commit {nth}");
    }
}
