//! A talk with planted markers, in raw updates as Telegram words them: names, numbers and links included.
//!
//! The bot under it has the real engine and a real ring below a folder of its own, of which a copy is kept after each
//! step, as a thief or a careless backup would.

use crate::scan::Marker;
use crate::support::bot::Bot;
use crate::support::entropy::Seeded;
use rechtdoor::domain::roles::{Role, Staff, Standing};
use rechtdoor::domain::{Language, Moment, StaffId};
use rechtdoor::store::CONFIG;
use rechtdoor::store::records::{Owner, RouteRecord};
use rechtdoor::store::tables::{Members, Routes};
use rechtdoor::vault::Address;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// A Monday at ten, Europe/Brussels.
const START: Moment = Moment(1_796_634_000_000);

pub const NOOR: i64 = 7_345_678_912;
/// Asks too, and is still waiting when the others' things are gone: what a thief can still read.
pub const MEHDI: i64 = 7_298_765_431;
pub const SAM: i64 = 6_745_612_389;
/// Mentioned by Noor; no user of the bot.
const THIRD: i64 = 6_912_345_678;

/// Words that a moderator must read.
pub const QUESTION: &str = "kwartelvogel";
pub const ADDITION: &str = "boomklevertje";
pub const ANSWER: &str = "zilverreiger";
pub const OTHER_QUESTION: &str = "roodborstje";

/// What says who somebody is, and must never be anywhere: in clear, sealed, or on another's screen.
pub fn identity() -> Vec<Marker> {
    let texts = [
        ("first name", "Noortjemarie"),
        ("last name", "Vandermarkeer"),
        ("username", "noortje_markeer_09"),
        ("phone of the contact", "32471239987"),
        ("typed phone", "0471 23 99 88"),
        ("typed phone's digits", "0471239988"),
        ("e-mail", "noor.markeer@voorbeeld.be"),
        ("register number", "09.05.14-123.01"),
        ("register number's digits", "09051412301"),
        ("account", "BE68 5390 0754 7034"),
        ("account's digits", "BE68539007547034"),
        ("plate", "1-ABC-234"),
        ("link's target", "voorbeeld.be/noortje"),
        ("mentioned person's name", "Derdepersoon"),
        ("other asker's name", "Mehdibenmarkeer"),
    ];
    let mut markers: Vec<Marker> = texts.into_iter().map(|(name, text)| Marker::text(name, text)).collect();
    markers.push(Marker::number("mentioned person", THIRD));
    markers
}

/// Where askers can be reached: sealed for as long as it is needed, and nowhere else.
pub fn chats() -> Vec<Marker> {
    vec![Marker::number("Noor's chat", NOOR), Marker::number("Mehdi's chat", MEHDI)]
}

/// What people wrote, as it was read: sealed, and nowhere in clear.
pub fn words() -> Vec<Marker> {
    let all = [("question", QUESTION), ("addition", ADDITION), ("answer", ANSWER), ("other question", OTHER_QUESTION)];
    all.into_iter().map(|(name, word)| Marker::text(name, word)).collect()
}

/// See the file's header.
pub struct Talk {
    pub bot: Bot,
    folder: PathBuf,
    /// Copies of the store, one after each step.
    pub copies: Vec<PathBuf>,
    pub dates: Vec<Moment>,
}

impl Talk {
    pub fn begin(folder: &Path) -> Self {
        let live = folder.join("live");
        std::fs::create_dir(&live).expect("a folder");
        let mut talk = Self {
            bot: Bot::in_folder(5, START, &live),
            folder: folder.to_owned(),
            copies: Vec::new(),
            dates: Vec::new(),
        };
        talk.enrol();
        talk.step();
        talk
    }

    pub fn live(&self) -> PathBuf {
        self.folder.join("live")
    }

    /// Noor asks, adds and is answered; Mehdi asks and waits.
    pub fn run(&mut self) {
        self.writes(NOOR, &question());
        self.presses(NOOR, "🌐 Nederlands");
        self.presses(NOOR, "✅ Verstuur");
        self.sends_contact(NOOR);
        self.writes(MEHDI, &format!("Mag een agent dat? {OTHER_QUESTION}"));
        self.presses(MEHDI, "🌐 Nederlands");
        self.presses(MEHDI, "✅ Verstuur");
        self.writes(NOOR, &format!("En ook nog: {ADDITION}, bel 0471 23 99 88."));
        self.presses(NOOR, "📎");
        self.presses(NOOR, "✅ Verstuur");
        self.writes(SAM, "/volgende");
        self.presses(SAM, "✍️ Antwoord");
        self.writes(SAM, &format!("Nee, dat mag niet. {ANSWER}"));
        self.presses(SAM, "✅ Verstuur");
        assert!(self.sees(NOOR, ANSWER), "Noor was answered");
    }

    pub fn closes(&mut self) {
        self.presses(NOOR, "👍");
    }

    pub fn wipes(&mut self) {
        self.writes(NOOR, "/wis");
        self.presses(NOOR, "🗑️ Ja, wis alles");
    }

    pub fn days_pass(&mut self, days: i64) {
        for _ in 0..days {
            self.bot.pass(24 * 3_600_000);
            self.step();
        }
    }

    pub fn sees(&self, chat: i64, snippet: &str) -> bool {
        self.bot.far.chats.get(&chat).is_some_and(|chat| chat.find(snippet).is_some_and(|message| message.from_bot))
    }

    // --- what people do ------------------------------------------------------------------------------------------

    pub fn writes(&mut self, chat: i64, text: &str) {
        let message = self.bot.stands(chat, text);
        let mut body = self.message(chat, message);
        body["text"] = json!(text);
        let third = json!({"id": THIRD, "is_bot": false, "first_name": "Derdepersoon"});
        body["entities"] = json!([
            {"type": "text_mention", "offset": 0, "length": 3, "user": third},
            {"type": "text_link", "offset": 4, "length": 2, "url": "https://voorbeeld.be/noortje"},
        ]);
        self.update("message", body);
    }

    fn sends_contact(&mut self, chat: i64) {
        let message = self.bot.stands(chat, "");
        let mut body = self.message(chat, message);
        body["contact"] =
            json!({"phone_number": "32471239987", "first_name": "Noortjemarie", "last_name": "Vandermarkeer"});
        self.update("message", body);
    }

    /// The newest button whose label begins so.
    pub fn presses(&mut self, chat: i64, label: &str) {
        let messages = self.bot.far.chats.entry(chat).or_default().messages.values().rev();
        let mut fitting = messages.filter_map(|message| {
            let button = message.rows.iter().flatten().find(|button| button.0.starts_with(label))?;
            Some((message.id, button.1.clone()))
        });
        let (message, data) = fitting.next().unwrap_or_else(|| panic!("no button {label}"));
        let body = json!({
            "id": "4382", "from": person(chat), "chat_instance": "77", "data": data,
            "message": self.message(chat, message),
        });
        self.update("callback_query", body);
    }

    fn message(&self, chat: i64, message: i64) -> Value {
        let mut place = person(chat);
        place["type"] = json!("private");
        let date = self.bot.now.0 / 1_000;
        json!({"message_id": message, "date": date, "from": person(chat), "chat": place})
    }

    fn update(&mut self, kind: &str, body: Value) {
        let number = self.bot.next_update();
        let mut update = json!({"update_id": number});
        update[kind] = body;
        self.bot.receives(update.to_string());
        self.step();
    }

    /// A copy of the store as it is now.
    fn step(&mut self) {
        let copy = self.folder.join(format!("copy-{:03}", self.copies.len()));
        copy_folder(&self.live().join("store"), &copy);
        self.copies.push(copy);
        self.dates.push(self.bot.now);
    }

    /// The ring as it is now, where a thief can play with it.
    pub fn ring_now(&self, name: &str) -> PathBuf {
        let copy = self.folder.join(name);
        copy_folder(&self.live().join("ring"), &copy);
        copy
    }

    fn enrol(&mut self) {
        let id = StaffId::random(&mut Seeded::new(3));
        let since = self.bot.now;
        let member = Staff {
            role: Role::Moderator,
            project: "genk".to_owned(),
            language: Language::Nl,
            standing: Standing::Active,
            words: [0, 1],
            awaiting: None,
            zone: None,
            fresh_until: None,
            others: Vec::new(),
            to_take_back: false,
            since,
        };
        let route = RouteRecord { address: Address::new(SAM), sent: None, messages: Vec::new() };
        let store = self.bot.core().store_mut();
        store.put::<Members>(&id, &member, CONFIG).expect("staged");
        store.put::<Routes>(&Owner::Staff(id), &route, CONFIG).expect("staged");
        store.keep_turn();
        self.bot.pass(1);
    }
}

fn question() -> String {
    format!(
        "Ik ben bang. {QUESTION}: bel 0471 23 99 88 of mail noor.markeer@voorbeeld.be, @noortje_markeer_09. \
         Mijn nummer is 09.05.14-123.01, rekening BE68 5390 0754 7034, de auto was 1-ABC-234. Mag dat?"
    )
}

fn person(chat: i64) -> Value {
    match chat {
        NOOR => json!({
            "id": NOOR, "is_bot": false, "first_name": "Noortjemarie", "last_name": "Vandermarkeer",
            "username": "noortje_markeer_09", "language_code": "nl",
        }),
        MEHDI => json!({"id": MEHDI, "is_bot": false, "first_name": "Mehdibenmarkeer", "language_code": "nl"}),
        _ => json!({"id": chat, "is_bot": false, "first_name": "Sam"}),
    }
}

/// Whole, but for the store's reserve: zeros, and by far the greatest part. The live one is searched too.
fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir(to).expect("a new folder");
    let mode = std::fs::metadata(from).expect("a folder").permissions();
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_name() == "reserve" {
            continue;
        }
        if entry.file_type().expect("a kind").is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
    std::fs::set_permissions(to, mode).expect("the same mode");
}
