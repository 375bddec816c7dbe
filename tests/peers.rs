//! What broke other help lines' bots: a class that writes at once, a busy desk, two moderators on one question.
//!
//! Never true of this file: a call is made faster than Telegram lets through, or somebody acts on what is not in the
//! own chat.

#[path = "support/mod.rs"]
mod support;

use rechtdoor::domain::roles::{Role, Staff, Standing};
use rechtdoor::domain::{Language, Moment, StaffId};
use rechtdoor::messenger::wire::{Arrival, Call, Place};
use rechtdoor::messenger::{Input, MessageRef, PressRef, Rendered, UserText};
use rechtdoor::outbox::{self, NewRow};
use rechtdoor::runtime::{Incoming, Next};
use rechtdoor::store::CONFIG;
use rechtdoor::store::records::{Job, Note, Owner, Rank, RouteRecord, RowTo};
use rechtdoor::store::tables::{Members, Routes};
use rechtdoor::vault::Address;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use support::bot::Bot;
use support::entropy::Seeded;

/// A Monday at ten, Europe/Brussels.
const START: Moment = Moment(1_796_634_000_000);
const TICK_MS: i64 = 50;
const FIRST_YOUTH: i64 = 5_200_000_001;
const FIRST_STAFF: i64 = 6_200_000_001;
const GROUP: i64 = -4_200_000_001;

/// Something that somebody did, as often as Telegram tells it.
#[derive(Clone)]
struct Done {
    number: i64,
    chat: i64,
    sender: i64,
    place: Place,
    input: Rc<dyn Fn() -> Input>,
}

/// One call that got out.
struct Sent {
    at: Moment,
    chat: i64,
    is_new: bool,
    text: String,
}

/// A bot whose clock ticks while people write and the network takes its time.
struct Rush {
    bot: Bot,
    random: Seeded,
    number: i64,
    /// At Telegram and not confirmed.
    waiting: Vec<Done>,
    sent: Vec<Sent>,
    /// What was said over a press, and to whom.
    toasts: Vec<(i64, String)>,
}

impl Rush {
    fn new() -> Self {
        let mut rush = Self {
            bot: Bot::new(21, START),
            random: Seeded::new(22),
            number: 0,
            waiting: vec![],
            sent: vec![],
            toasts: vec![],
        };
        rush.tick(1);
        rush
    }

    // --- what people do ------------------------------------------------------------------------------------------

    fn does(&mut self, chat: i64, sender: i64, input: impl Fn() -> Input + 'static) {
        self.number += 1;
        let place = if chat == GROUP { Place::Group } else { Place::Private };
        self.waiting.push(Done { number: self.number, chat, sender, place, input: Rc::new(input) });
    }

    fn writes(&mut self, chat: i64, sender: i64, text: &str) {
        let message = self.bot.stands(chat, text);
        let text = text.to_owned();
        self.does(chat, sender, move || Input::Text {
            text: UserText::new(text.clone()),
            message: MessageRef(message),
            reply_to: None,
        });
    }

    /// The newest button whose label begins so. False when there is none yet.
    fn presses(&mut self, chat: i64, label: &str) -> bool {
        let messages = self.bot.far.chats.entry(chat).or_default().messages.values().rev();
        let mut fitting = messages.filter_map(|message| {
            let button = message.rows.iter().flatten().find(|button| button.0.starts_with(label))?;
            Some((message.id, button.1.clone()))
        });
        let Some((message, data)) = fitting.next() else { return false };
        let press = PressRef(chat.to_string());
        self.does(chat, chat, move || Input::Press {
            press: press.clone(),
            data: data.clone(),
            message: Some(MessageRef(message)),
        });
        true
    }

    fn sees(&self, chat: i64, snippet: &str) -> bool {
        let chat = self.bot.far.chats.get(&chat);
        chat.is_some_and(|chat| {
            chat.messages.values().any(|message| message.from_bot && message.text.contains(snippet))
        })
    }

    fn enrol(&mut self, place: u8, role: Role) -> (i64, StaffId) {
        let (chat, id) = (FIRST_STAFF + i64::from(place), StaffId::random(&mut self.random));
        let member = Staff {
            role,
            project: "genk".to_owned(),
            language: Language::Nl,
            standing: Standing::Active,
            words: [place, place + 1],
            awaiting: None,
            zone: None,
            fresh_until: None,
            others: Vec::new(),
            to_take_back: false,
            since: START,
        };
        let route = RouteRecord { address: Address::new(chat), sent: None, messages: Vec::new() };
        let store = self.bot.core().store_mut();
        store.put::<Members>(&id, &member, CONFIG).expect("staged");
        store.put::<Routes>(&Owner::Staff(id), &route, CONFIG).expect("staged");
        store.keep_turn();
        self.tick(1);
        (chat, id)
    }

    fn talks_to_the_group(&mut self, count: usize) {
        let now = self.bot.now;
        let store = self.bot.core().store_mut();
        let group = store.index.group_at(Address::new(GROUP)).expect("a linked group");
        for _ in 0..count {
            let to = RowTo::Owner(Owner::Group(group));
            outbox::stage(store, plain_row(to, "een melding", now), now).expect("staged");
        }
        store.keep_turn();
    }

    // --- what the clock and the network do -----------------------------------------------------------------------

    /// One batch of everything that waits at Telegram, and all calls that may be made, `count` times.
    fn tick(&mut self, count: usize) {
        for _ in 0..count {
            self.bot.now = self.bot.now.plus_ms(TICK_MS);
            self.decide();
            self.waiting.clear();
            while self.send_one() {}
        }
    }

    fn decide(&mut self) {
        let now = self.bot.now;
        let batch = self.waiting.iter().map(|done| Incoming::Update(Box::new(arrival(done, now)))).collect();
        for toast in self.bot.core().handle(batch, now).expect("the store works") {
            let chat = toast.press.0.parse().expect("who pressed");
            self.toasts.extend(toast.text.map(|text| (chat, text)));
        }
    }

    fn send_one(&mut self) -> bool {
        let now = self.bot.now;
        let Next::Call(outgoing) = self.bot.core().next_call(now).expect("the store works") else { return false };
        let chat = outgoing.to.reveal();
        let outcome = self.bot.far.perform(chat, &outgoing.call);
        let (is_new, text) = match &outgoing.call {
            Call::Send(screen) => (true, screen.text.clone()),
            Call::Document(file) => (true, file.caption.clone()),
            Call::Edit { to, .. } => (false, to.text.clone()),
            Call::Delete(_) | Call::Unbutton(_) | Call::Leave => (false, String::new()),
        };
        self.sent.push(Sent { at: now, chat, is_new, text });
        let settled = Incoming::Settled { row: outgoing.row, outcome, moved: None };
        self.bot.core().handle(vec![settled], now).expect("the store works");
        true
    }

    /// The power goes after the commit, before anything of this batch was confirmed: Telegram tells it all again.
    fn crash_before_confirming(&mut self) {
        self.decide();
        self.bot.crash();
        self.bot.far.sights.clear();
    }

    /// Telegram's limits, looked at from outside.
    fn assert_pace(&self) {
        let most = |among: &dyn Fn(&Sent) -> bool, window_ms: i64| {
            let times: Vec<Moment> = self.sent.iter().filter(|sent| among(sent)).map(|sent| sent.at).collect();
            let within = |from: &Moment| times.iter().filter(|at| (0..window_ms).contains(&at.since_ms(*from))).count();
            times.iter().map(within).max().unwrap_or_default()
        };
        assert!(most(&|_| true, 1_000) <= 30, "more than 30 in a second");
        assert!(most(&|sent| sent.chat == GROUP, 60_000) <= 20, "more than 20 in a minute to a group");
        let chats: BTreeSet<i64> = self.sent.iter().map(|sent| sent.chat).filter(|chat| *chat != GROUP).collect();
        for chat in chats {
            // A short burst of three, then one a second.
            assert!(most(&|sent| sent.chat == chat, 10_000) <= 3 + 10, "more than one a second to one chat");
        }
    }

    fn asks(&mut self, chat: i64, text: &str) -> String {
        self.writes(chat, chat, text);
        self.tick(20);
        _ = self.presses(chat, "🌐 Nederlands");
        self.tick(20);
        assert!(self.presses(chat, "✅ Verstuur"), "a review");
        self.tick(20);
        self.codes(chat).pop().expect("a receipt")
    }

    /// The codes that a chat was told, the newest last.
    fn codes(&self, chat: i64) -> Vec<String> {
        let Some(chat) = self.bot.far.chats.get(&chat) else { return Vec::new() };
        let texts = chat.messages.values().map(|message| &message.text);
        texts.filter_map(|text| Some(text.split_once("Jouw code: ")?.1.chars().take(6).collect())).collect()
    }

    fn waiting_codes(&mut self) -> BTreeSet<String> {
        let index = &self.bot.core().store().index;
        let waiting: BTreeSet<_> = index.waiting().map(|(id, _)| id).collect();
        let codes = index.codes.iter().filter(|(_, id)| waiting.contains(id));
        codes.map(|(code, _)| code.to_string()).collect()
    }
}

fn arrival(done: &Done, now: Moment) -> Arrival {
    Arrival {
        id: 700_000_000 + done.number,
        chat: Address::new(done.chat),
        sender: Some(Address::new(done.sender)),
        place: done.place,
        input: (done.input)(),
        said_at: Some(now),
        moved_from: None,
    }
}

fn plain_row(to: RowTo, text: &str, now: Moment) -> NewRow {
    NewRow {
        to,
        job: Job::Send(Rendered { text: text.to_owned(), rows: Vec::new(), protect: false }),
        rank: Rank::Desk,
        note: Note::Nothing,
        about: None,
        not_before: now,
    }
}

fn class(size: i64) -> Vec<i64> {
    (0..size).map(|place| FIRST_YOUTH + place).collect()
}

/// A workshop: sixty new people write within ten seconds, a group listens in, and the power goes twice.
#[test]
fn sixty_at_once_are_all_acknowledged_through_a_crash() {
    let mut rush = Rush::new();
    let (cora, _) = rush.enrol(0, Role::Coordinator);
    rush.bot.far.chats.entry(GROUP).or_default().group = true;
    rush.does(GROUP, cora, || Input::Joined);
    rush.writes(GROUP, cora, "/koppel");
    rush.tick(40);
    let class = class(60);
    // 0 has not written, 1 has written, 2 has chosen a language, 3 has pressed "send".
    let mut at: BTreeMap<i64, u8> = class.iter().map(|chat| (*chat, 0)).collect();
    for tick in 0..1_200 {
        for (place, chat) in class.iter().enumerate() {
            let step = at.entry(*chat).or_default();
            let now = *step;
            let went_on = match now {
                0 if tick >= place * 3 => {
                    rush.writes(*chat, *chat, &format!("Mag de politie mij zomaar stoppen? Vraag {}", letters(place)));
                    true
                }
                1 => rush.presses(*chat, "🌐 Nederlands"),
                2 => rush.presses(*chat, "✅ Verstuur"),
                _ => false,
            };
            *at.entry(*chat).or_default() = now + u8::from(went_on);
        }
        if tick == 100 || tick == 137 {
            rush.crash_before_confirming();
        }
        if tick == 150 {
            rush.talks_to_the_group(30);
        }
        rush.tick(1);
    }
    rush.tick(1_200);
    rush.assert_pace();
    let alerts = rush.sent.iter().filter(|sent| sent.chat == GROUP && sent.text == "een melding").count();
    assert_eq!(alerts, 30, "the control: the group had more to read than one minute lets through");
    let mut told = BTreeSet::new();
    for chat in &class {
        let codes = rush.codes(*chat);
        assert_eq!(codes.len(), 1, "one receipt each");
        told.extend(codes);
    }
    assert_eq!(told.len(), 60, "no code was given twice");
    assert_eq!(rush.waiting_codes(), told, "what was acknowledged waits at the desk, and nothing else");
    assert_eq!(rush.bot.core().outbox_len(), 0);
    assert_eq!(rush.bot.core().counts.flooded, 0, "nobody was taken for a flood");
}

/// Letters only: long numbers are masked.
fn letters(number: usize) -> String {
    let letter = |number: usize| char::from(b'a' + u8::try_from(number % 26).unwrap_or_default());
    format!("w{}{}w", letter(number / 26), letter(number))
}

/// A desk of twenty with ten screens each to come: the answer to one young person goes first.
#[test]
fn an_answer_does_not_wait_for_two_hundred_desk_screens() {
    let mut rush = Rush::new();
    let staff: Vec<(i64, StaffId)> = (0..20).map(|place| rush.enrol(place, Role::Moderator)).collect();
    let (asker, sam) = (FIRST_YOUTH, staff[0].0);
    rush.asks(asker, "Mag de politie in mijn gsm kijken?");
    rush.writes(sam, sam, "/volgende");
    rush.tick(20);
    assert!(rush.presses(sam, "✍️ Antwoord"));
    rush.tick(20);
    rush.writes(sam, sam, "Nee, niet zomaar.");
    rush.tick(60);
    let now = rush.bot.now;
    let store = rush.bot.core().store_mut();
    for (_, id) in staff.iter().cycle().take(200) {
        let row = plain_row(outbox::to_staff(*id), "een scherm", now);
        outbox::stage(store, row, now).expect("staged");
    }
    store.keep_turn();
    rush.tick(10);
    let pressed = rush.bot.now;
    assert!(rush.presses(sam, "✅ Verstuur"));
    rush.tick(600);
    let answered = rush.sent.iter().find(|sent| sent.chat == asker && sent.text.contains("Nee, niet zomaar."));
    let delay = answered.expect("the answer arrived").at.since_ms(pressed);
    assert!(delay <= 1_500, "the answer waited {delay} ms");
    let last = rush.sent.iter().filter(|sent| sent.text == "een scherm").map(|sent| sent.at).max();
    assert!(last.is_some_and(|last| last.since_ms(pressed) > 5_000), "the control: the desk's screens took longer");
    assert_eq!(rush.sent.iter().filter(|sent| sent.text == "een scherm").count(), 200);
    rush.assert_pace();
}

/// Eight questions, four moderators, everything in the same batches: each answer reaches who asked.
#[test]
fn answers_given_at_the_same_time_reach_who_asked() {
    let mut rush = Rush::new();
    let desk: Vec<i64> = (0..4).map(|place| rush.enrol(place, Role::Moderator).0).collect();
    let askers = class(8);
    let mut asker_of = BTreeMap::new();
    for chat in &askers {
        asker_of.insert(rush.asks(*chat, &format!("Mag dat? {}", letters(*chat as usize % 26))), *chat);
    }
    for round in 0..2 {
        for sam in &desk {
            rush.writes(*sam, *sam, "/volgende");
        }
        rush.tick(40);
        for sam in &desk {
            assert!(rush.presses(*sam, "✍️ Antwoord"), "round {round}");
        }
        rush.tick(40);
        for sam in &desk {
            let code = rush.asked_to_answer(*sam);
            // Long numbers are asked about; the code itself is six characters and stays.
            rush.writes(*sam, *sam, &format!("Antwoord voor {code}."));
        }
        rush.tick(60);
        for sam in &desk {
            assert!(rush.presses(*sam, "✅ Verstuur"));
            // Twice, in the same batch: a thumb that trembles.
            assert!(rush.presses(*sam, "✅ Verstuur"));
        }
        rush.tick(80);
    }
    assert_eq!(asker_of.len(), 8);
    for (code, asker) in &asker_of {
        let answer = format!("Antwoord voor {code}.");
        let new_at = |chat: &i64| {
            let arrived = rush.sent.iter().filter(|sent| sent.chat == *chat && sent.is_new);
            arrived.filter(|sent| sent.text.contains(&answer)).count()
        };
        for chat in &askers {
            assert_eq!(new_at(chat), usize::from(chat == asker), "the answer to {code}");
        }
    }
}

impl Rush {
    /// The case for which a moderator is asked to type an answer.
    fn asked_to_answer(&self, chat: i64) -> String {
        let messages = self.bot.far.chats[&chat].messages.values().rev();
        let mut asked = messages.filter_map(|message| message.text.split_once("Typ je antwoord op "));
        asked.next().expect("a prompt").1.chars().take(6).collect()
    }
}

/// Not an addition to a case that is over: somebody would wait for an answer that nobody writes.
#[test]
fn a_message_after_closing_is_a_new_question() {
    let mut rush = Rush::new();
    let (sam, _) = rush.enrol(0, Role::Moderator);
    let asker = FIRST_YOUTH;
    let first = rush.asks(asker, "Moet ik mijn naam zeggen?");
    rush.writes(sam, sam, "/volgende");
    rush.tick(20);
    assert!(rush.presses(sam, "✍️ Antwoord"));
    rush.tick(20);
    rush.writes(sam, sam, "Ja, meestal wel.");
    rush.tick(40);
    assert!(rush.presses(sam, "✅ Verstuur"));
    rush.tick(60);
    assert!(rush.presses(asker, "👍"));
    rush.tick(40);
    let second = rush.asks(asker, "En mijn gsm, moet ik die tonen?");
    assert_ne!(first, second);
    assert_eq!(rush.waiting_codes(), BTreeSet::from([second]));
}

/// Both see the same question and press in the same batch; the one who was first presses twice.
#[test]
fn of_two_who_take_the_same_question_one_has_it() {
    let mut rush = Rush::new();
    let desk = [rush.enrol(0, Role::Moderator).0, rush.enrol(1, Role::Moderator).0];
    let code = rush.asks(FIRST_YOUTH, "Mag de politie mij filmen? kwartelvogel");
    for sam in desk {
        rush.writes(sam, sam, "/desk");
    }
    rush.tick(20);
    assert!(rush.presses(desk[0], "🙋 Neem"));
    assert!(rush.presses(desk[1], "🙋 Neem"));
    assert!(rush.presses(desk[0], "🙋 Neem"));
    rush.tick(40);
    assert!(rush.sees(desk[0], "kwartelvogel"), "who was first reads the question");
    assert!(!rush.sees(desk[1], "kwartelvogel"), "who was second does not");
    let told = rush.toasts.iter().any(|(chat, text)| *chat == desk[1] && text.contains("Een collega was je net voor"));
    assert!(told, "and is told why, kindly");
    assert!(!rush.waiting_codes().contains(&code), "it is in one pair of hands");
}
