//! One person sends a thousand messages at once: the others hardly notice. Virtual time, the channel's real pace.

use crate::START;
use crate::support::bot::Bot;
use rechtdoor::domain::Moment;
use rechtdoor::domain::limits::EVENTS_BURST;
use rechtdoor::messenger::wire::{Arrival, Call, Place};
use rechtdoor::messenger::{Input, MessageRef, UserText};
use rechtdoor::runtime::{Incoming, Next};
use rechtdoor::vault::Address;
use std::collections::{BTreeMap, VecDeque};

const LOUD: i64 = 5_700_000_001;
const OTHERS: i64 = 5_700_001_000;
const OTHERS_COUNT: i64 = 40;
const MESSAGES: usize = 1_000;
/// One look at what waits, and what a poll brings at most.
const TICK_MS: i64 = 50;
const POLL: usize = 100;

struct Hall {
    bot: Bot,
    number: i64,
    /// At Telegram, in the order of coming.
    waiting: VecDeque<(i64, String)>,
    /// Since when somebody waits for an answer.
    since: BTreeMap<i64, VecDeque<Moment>>,
    /// How long each answer took.
    delays: BTreeMap<i64, Vec<i64>>,
}

impl Hall {
    fn writes(&mut self, chat: i64, text: &str) {
        self.waiting.push_back((chat, text.to_owned()));
        self.since.entry(chat).or_default().push_back(self.bot.now);
    }

    fn tick(&mut self) {
        self.bot.now = self.bot.now.plus_ms(TICK_MS);
        let now = self.bot.now;
        let some = self.waiting.len().min(POLL);
        let batch = self.waiting.drain(..some).collect::<Vec<_>>();
        let batch = batch.into_iter().map(|(chat, text)| self.arrival(chat, text)).collect();
        self.bot.core().handle(batch, now).expect("the store works");
        while let Next::Call(call) = self.bot.core().next_call(now).expect("the store works") {
            let chat = call.to.reveal();
            if matches!(call.call, Call::Send(_))
                && let Some(since) = self.since.entry(chat).or_default().pop_front()
            {
                self.delays.entry(chat).or_default().push(now.since_ms(since));
            }
            let outcome = self.bot.far.perform(chat, &call.call);
            let settled = Incoming::Settled { row: call.row, outcome, moved: None };
            self.bot.core().handle(vec![settled], now).expect("the store works");
        }
    }

    fn arrival(&mut self, chat: i64, text: String) -> Incoming {
        self.number += 1;
        let input = Input::Text { text: UserText::new(text), message: MessageRef(self.number), reply_to: None };
        Incoming::Update(Box::new(Arrival {
            id: 710_000_000 + self.number,
            chat: Address::new(chat),
            sender: Some(Address::new(chat)),
            place: Place::Private,
            input,
            said_at: Some(self.bot.now),
            moved_from: None,
        }))
    }
}

/// The 50th and the 99th of a hundred delays of the others, and the longest of who was loud; in milliseconds.
fn a_minute(is_loud: bool) -> (i64, i64, i64) {
    let bot = Bot::new(71, START);
    let mut hall = Hall { bot, number: 0, waiting: VecDeque::new(), since: BTreeMap::new(), delays: BTreeMap::new() };
    for tick in 0..1_600 {
        if is_loud && tick == 100 {
            for _ in 0..MESSAGES {
                hall.writes(LOUD, "hallo hallo");
            }
        }
        // Each of the others looks something up every four seconds, until the last of them can be answered.
        if tick < 1_400 && tick % 2 == 0 {
            let other = tick / 2 % OTHERS_COUNT;
            hall.writes(OTHERS + other, "/start");
        }
        hall.tick();
    }
    let loud = hall.delays.remove(&LOUD).unwrap_or_default();
    assert!(loud.len() <= EVENTS_BURST as usize + 2, "{} messages back", loud.len());
    let asked: usize = 700;
    let mut delays: Vec<i64> = hall.delays.into_values().flatten().collect();
    assert_eq!(delays.len(), asked, "every one of the others is answered");
    delays.sort_unstable();
    (delays[asked / 2], delays[asked * 99 / 100], loud.into_iter().max().unwrap_or_default())
}

#[test]
fn a_thousand_messages_at_once_leave_the_others_served_within_two_seconds() {
    let (quiet_half, quiet_most, _) = a_minute(false);
    let (half, most, loud) = a_minute(true);
    println!("others without the burst: p50 {quiet_half} ms, p99 {quiet_most} ms");
    println!("others with the burst:    p50 {half} ms, p99 {most} ms; the loud one up to {loud} ms");
    assert!(most < 2_000, "{most} ms");
    assert!(quiet_most < 500, "the control: in quiet nobody waits, {quiet_most} ms");
    assert!(loud > 10_000, "the control: the loud one's own answers had to wait their turn, {loud} ms");
}
