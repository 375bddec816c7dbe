//! A hall full of people on a clock set by hand: what they write waits at Telegram, comes in by polls, and what goes out
//! keeps the channel's real pace.

use crate::START;
use crate::support::bot::Bot;
use rechtdoor::domain::Moment;
use rechtdoor::messenger::wire::{Arrival, Call, Place};
use rechtdoor::messenger::{Input, MessageRef, PressRef, UserText};
use rechtdoor::runtime::{Incoming, Next};
use rechtdoor::vault::Address;
use std::collections::{BTreeMap, VecDeque};

/// One look at what waits, and what a poll brings at most.
pub const TICK_MS: i64 = 50;
const POLL: usize = 100;

pub enum Deed {
    Says(String),
    /// A button of a message.
    Presses(String, i64),
}

pub struct Hall {
    pub bot: Bot,
    number: i64,
    /// At Telegram, in the order of coming.
    waiting: VecDeque<(i64, Deed)>,
    /// Since when somebody waits for an answer.
    since: BTreeMap<i64, VecDeque<Moment>>,
    /// How long each answer took.
    pub delays: BTreeMap<i64, Vec<i64>>,
    /// What went out to whom, and when.
    pub sent: Vec<(Moment, i64, String)>,
}

impl Hall {
    pub fn new(seed: u64) -> Self {
        Self {
            bot: Bot::new(seed, START),
            number: 0,
            waiting: VecDeque::new(),
            since: BTreeMap::new(),
            delays: BTreeMap::new(),
            sent: Vec::new(),
        }
    }

    pub fn writes(&mut self, chat: i64, text: &str) {
        self.waiting.push_back((chat, Deed::Says(text.to_owned())));
        self.since.entry(chat).or_default().push_back(self.bot.now);
    }

    /// The newest button in the chat whose label begins so.
    pub fn presses(&mut self, chat: i64, label: &str) {
        let messages = self.bot.far.chats.entry(chat).or_default().messages.values().rev();
        let mut buttons = messages.flat_map(|message| message.rows.iter().flatten().map(move |it| (it, message.id)));
        let ((_, data), message) =
            buttons.find(|((known, _), _)| known.starts_with(label)).expect("the button is there");
        let deed = Deed::Presses(data.clone(), message);
        self.waiting.push_back((chat, deed));
    }

    pub fn tick(&mut self) {
        self.bot.now = self.bot.now.plus_ms(TICK_MS);
        let now = self.bot.now;
        let some = self.waiting.len().min(POLL);
        let batch = self.waiting.drain(..some).collect::<Vec<_>>();
        let batch = batch.into_iter().map(|(chat, deed)| self.arrival(chat, deed)).collect();
        self.bot.core().handle(batch, now).expect("the store works");
        while let Next::Call(call) = self.bot.core().next_call(now).expect("the store works") {
            let chat = call.to.reveal();
            if let Call::Send(screen) | Call::Edit { to: screen, .. } = &call.call {
                self.sent.push((now, chat, screen.text.clone()));
            }
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

    fn arrival(&mut self, chat: i64, deed: Deed) -> Incoming {
        self.number += 1;
        let (input, said_at) = match deed {
            Deed::Says(text) => {
                let message = MessageRef(1_000_000 + self.number);
                (Input::Text { text: UserText::new(text), message, reply_to: None }, Some(self.bot.now))
            }
            Deed::Presses(data, message) => {
                let press = PressRef(format!("press-{}", self.number));
                (Input::Press { press, data, message: Some(MessageRef(message)) }, None)
            }
        };
        Incoming::Update(Box::new(Arrival {
            id: 710_000_000 + self.number,
            chat: Address::new(chat),
            sender: Some(Address::new(chat)),
            place: Place::Private,
            input,
            said_at,
            moved_from: None,
        }))
    }
}
