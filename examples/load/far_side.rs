//! A Bot API on loopback that costs as little as it can, and the people behind it, who act the moment they are answered.
//!
//! Bot and far side share the machine's processors, so whatever the far side spends is missing on the other side. The
//! simulator wakes everybody at every change and remembers every call; here a call itself moves the person it reaches.
//!
//! Never true here: somebody presses anything but a button that was sent, or says anything but what a flow waits for;
//! a call is answered before what it means has been understood.

use serde_json::{Value, json};
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

pub const TOKEN: &str = "1234567:load";
/// The parts of the questions. There are more of them than texts of which the bot remembers what it found in them.
const WHO: [&str; 8] = [
    "La police peut",
    "Est-ce que la police peut",
    "Un policier peut",
    "Ils peuvent",
    "Un agent a le droit de",
    "La police a le droit de",
    "Est-ce qu'un agent peut",
    "Un policier en civil peut",
];
const DOES: [&str; 8] = [
    "fouiller mon sac",
    "regarder dans mon gsm",
    "demander ma carte d'identité",
    "regarder dans mon sac",
    "contrôler mon ticket",
    "fouiller mes poches",
    "lire mes messages",
    "contrôler ma trottinette",
];
const WHEN: [&str; 8] = [
    "sans me dire pourquoi ?",
    "à la gare ?",
    "devant l'école ?",
    "dans le bus ?",
    "dans un parc ?",
    "le soir ?",
    "dans un magasin ?",
    "quand je suis avec des amis ?",
];
const ANSWER: &str = "Non. Il faut une raison, et tu peux la demander.";
/// Updates in one answer; the API's own limit.
const UPDATES_MAX: usize = 100;
const FIRST_YOUNG: i64 = 1_000_000_000;
const FIRST_STAFF: i64 = 2_000_000_000;

/// What happened, for the table.
#[derive(Default)]
pub struct Told {
    pub joined: usize,
    /// From the first word to the receipt, and from the last press to the receipt.
    pub asked: Vec<(Duration, Duration)>,
    /// From the moderator's ✅ to the asker's screen.
    pub delivered: Vec<Duration>,
    /// Answers whose ✓ the moderator saw.
    pub ticked: usize,
    pub calls: usize,
}

/// What a young person has seen so far.
enum Young {
    Typed,
    Chose,
    Sent,
    Asked,
}

struct Asker {
    began: Instant,
    pressed: Instant,
    at: Young,
}

/// What a moderator waits for.
#[derive(PartialEq)]
enum Desk {
    Enrolment,
    Nothing,
    Card,
    Prompt,
    Preview,
    Tick,
}

struct Moderator {
    at: Desk,
    left: usize,
    code: String,
}

struct Town {
    updates: VecDeque<(i64, String)>,
    next_update: i64,
    next_message: i64,
    askers: HashMap<i64, Asker>,
    left: usize,
    staff: HashMap<i64, Moderator>,
    /// When the answer to a case left the desk, by the case's code.
    on_the_way: HashMap<String, Instant>,
    told: Told,
}

/// See the file's header.
#[derive(Clone)]
pub struct FarSide {
    town: Arc<Mutex<Town>>,
    news: Arc<Notify>,
    changed: Arc<Notify>,
    address: std::net::SocketAddr,
}

impl FarSide {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let town = Town {
            updates: VecDeque::new(),
            next_update: 700_000_000,
            next_message: 1,
            askers: HashMap::new(),
            left: 0,
            staff: HashMap::new(),
            on_the_way: HashMap::new(),
            told: Told::default(),
        };
        let far = Self {
            town: Arc::new(Mutex::new(town)),
            news: Arc::default(),
            changed: Arc::default(),
            address: listener.local_addr().unwrap(),
        };
        let served = far.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(served.clone().converse(stream));
            }
        });
        far
    }

    pub fn api_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Lets so many questions come, so many people writing at the same time, each from somebody new.
    pub fn ask(&self, questions: usize, young: usize) {
        let mut town = self.town();
        town.left = questions;
        for _ in 0..young.min(questions) {
            town.next_question();
        }
        drop(town);
        self.news.notify_one();
    }

    /// Lets somebody join the team by this invitation.
    pub fn join(&self, invitation: &str) {
        let mut town = self.town();
        let id = FIRST_STAFF + i64::try_from(town.staff.len()).unwrap();
        let moderator = Moderator { at: Desk::Enrolment, left: 0, code: String::new() };
        town.staff.insert(id, moderator);
        town.say(id, &format!("/start i_{invitation}"));
        drop(town);
        self.news.notify_one();
    }

    /// Lets every moderator answer so many questions.
    pub fn answer(&self, each: usize) {
        let mut town = self.town();
        let all: Vec<i64> = town.staff.keys().copied().collect();
        for id in all {
            if let Some(moderator) = town.staff.get_mut(&id) {
                moderator.left = each;
            }
            town.next_answer(id);
        }
        drop(town);
        self.news.notify_one();
    }

    /// Waits until `holds` of what happened so far.
    pub async fn until(&self, holds: impl Fn(&Told) -> bool) {
        loop {
            let changed = self.changed.notified();
            if holds(&self.town().told) {
                return;
            }
            changed.await;
        }
    }

    pub fn take_told(&self) -> Told {
        std::mem::take(&mut self.town().told)
    }

    fn town(&self) -> MutexGuard<'_, Town> {
        self.town.lock().unwrap()
    }

    /// One connection: requests one after the other, as HTTP/1.1 keeps them.
    async fn converse(self, mut stream: TcpStream) {
        stream.set_nodelay(true).unwrap();
        let mut read = Vec::new();
        loop {
            let Some((method, body, length)) = request(&mut stream, &mut read).await else { return };
            let result = match method.as_str() {
                "getupdates" => self.updates(&body).await,
                _ => self.call(&method, &body),
            };
            read.drain(..length);
            let body = format!("{{\"ok\":true,\"result\":{result}}}");
            let head =
                format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", body.len());
            if stream.write_all((head + &body).as_bytes()).await.is_err() {
                return;
            }
        }
    }

    async fn updates(&self, ask: &Value) -> String {
        let hold = Duration::from_secs(ask["timeout"].as_u64().unwrap_or_default());
        let deadline = tokio::time::Instant::now() + hold;
        loop {
            let news = self.news.notified();
            {
                let mut town = self.town();
                let offset = ask["offset"].as_i64().unwrap_or_default();
                while town.updates.front().is_some_and(|(id, _)| *id < offset) {
                    town.updates.pop_front();
                }
                if !town.updates.is_empty() {
                    let updates: Vec<&str> = town.updates.iter().take(UPDATES_MAX).map(|(_, it)| it.as_str()).collect();
                    return format!("[{}]", updates.join(","));
                }
            }
            if tokio::time::timeout_at(deadline, news).await.is_err() {
                return "[]".to_owned();
            }
        }
    }

    fn call(&self, method: &str, body: &Value) -> String {
        let mut town = self.town();
        town.told.calls += 1;
        let waiting = town.updates.len();
        let chat = body["chat_id"].as_i64().unwrap_or_default();
        let result = match method {
            "sendmessage" | "editmessagetext" => {
                let message = body["message_id"].as_i64().unwrap_or_else(|| town.message());
                town.shown(chat, message, body["text"].as_str().unwrap_or_default(), &body["reply_markup"]);
                // The real one says back what was sent, and the bot has to read over it.
                json!({"message_id": message, "date": 1_800_000_000, "chat": {"id": chat, "type": "private"},
                    "from": {"id": 1_234_567, "is_bot": true, "first_name": "Bot"}, "text": body["text"],
                    "reply_markup": body["reply_markup"]})
                .to_string()
            }
            _ => "true".to_owned(),
        };
        let more = town.updates.len() > waiting;
        drop(town);
        if more {
            self.news.notify_one();
        }
        self.changed.notify_waiters();
        result
    }
}

impl Town {
    fn message(&mut self) -> i64 {
        self.next_message += 1;
        self.next_message
    }

    fn push(&mut self, kind: &str, content: &Value) {
        let id = self.next_update;
        self.next_update += 1;
        self.updates.push_back((id, format!("{{\"update_id\":{id},\"{kind}\":{content}}}")));
    }

    fn say(&mut self, id: i64, text: &str) {
        let message = self.message();
        let said = json!({"message_id": message, "date": unix_seconds(), "text": text,
            "chat": {"id": id, "type": "private", "first_name": "Lina"},
            "from": {"id": id, "is_bot": false, "first_name": "Lina", "language_code": "fr"}});
        self.push("message", &said);
    }

    fn press(&mut self, id: i64, message: i64, data: &str) {
        let press = json!({"id": format!("{}", self.next_update), "data": data, "chat_instance": "1",
            "from": {"id": id, "is_bot": false, "first_name": "Lina", "language_code": "fr"},
            "message": {"message_id": message, "date": 1_800_000_000, "chat": {"id": id, "type": "private"}}});
        self.push("callback_query", &press);
    }

    fn next_question(&mut self) {
        let Some(left) = self.left.checked_sub(1) else { return };
        self.left = left;
        let id = FIRST_YOUNG + self.next_update;
        self.askers.insert(id, Asker { began: Instant::now(), pressed: Instant::now(), at: Young::Typed });
        self.say(id, &question(id));
    }

    fn next_answer(&mut self, id: i64) {
        let Some(moderator) = self.staff.get_mut(&id) else { return };
        let left = moderator.left.checked_sub(1);
        moderator.at = if left.is_some() { Desk::Card } else { Desk::Nothing };
        if let Some(left) = left {
            moderator.left = left;
            self.say(id, "/suivant");
        }
    }

    /// A screen stands in a chat: whose it is acts on it.
    fn shown(&mut self, chat: i64, message: i64, text: &str, markup: &Value) {
        let button = |label: &str| {
            let rows = markup["inline_keyboard"].as_array().into_iter().flatten();
            let mut buttons = rows.flat_map(|row| row.as_array().into_iter().flatten());
            let found = buttons.find(|button| button["text"].as_str().is_some_and(|text| text.contains(label)))?;
            found["callback_data"].as_str().map(str::to_owned)
        };
        if self.staff.contains_key(&chat) {
            self.shown_at_desk(chat, message, text, &button);
        } else if self.askers.contains_key(&chat) {
            self.shown_to_young(chat, message, text, &button);
        }
    }

    fn shown_to_young(&mut self, chat: i64, message: i64, text: &str, button: &dyn Fn(&str) -> Option<String>) {
        let Some(asker) = self.askers.get_mut(&chat) else { return };
        match asker.at {
            Young::Typed => {
                let Some(data) = button("Français") else { return };
                asker.at = Young::Chose;
                self.press(chat, message, &data);
            }
            Young::Chose if text.contains("Pas encore envoyé") => {
                let Some(data) = button("✅") else { return };
                asker.at = Young::Sent;
                asker.pressed = Instant::now();
                self.press(chat, message, &data);
            }
            Young::Sent if text.contains("Ton code : ") => {
                asker.at = Young::Asked;
                self.told.asked.push((asker.began.elapsed(), asker.pressed.elapsed()));
                self.next_question();
            }
            Young::Asked if text.contains(ANSWER) => {
                let code = self.on_the_way.keys().find(|code| text.contains(code.as_str())).cloned();
                if let Some(left) = code.and_then(|code| self.on_the_way.remove(&code)) {
                    self.told.delivered.push(left.elapsed());
                }
            }
            Young::Chose | Young::Sent | Young::Asked => {}
        }
    }

    fn shown_at_desk(&mut self, chat: i64, message: i64, text: &str, button: &dyn Fn(&str) -> Option<String>) {
        let Some(moderator) = self.staff.get_mut(&chat) else { return };
        match moderator.at {
            Desk::Enrolment if text.contains("/suivant") => {
                moderator.at = Desk::Nothing;
                self.told.joined += 1;
            }
            Desk::Card if text.starts_with("📨") => {
                let Some(data) = button("✍️") else { return };
                let code = text.trim_start_matches("📨 ").chars().take_while(char::is_ascii_alphanumeric).collect();
                (moderator.at, moderator.code) = (Desk::Prompt, code);
                self.press(chat, message, &data);
            }
            Desk::Prompt if text.contains("Écris ta réponse") => {
                moderator.at = Desk::Preview;
                self.say(chat, ANSWER);
            }
            Desk::Preview if text.starts_with("👁") => {
                let Some(data) = button("✅") else { return };
                moderator.at = Desk::Tick;
                self.on_the_way.insert(moderator.code.clone(), Instant::now());
                self.press(chat, message, &data);
            }
            Desk::Tick if text.contains('✓') && text.contains(&moderator.code) => {
                self.told.ticked += 1;
                self.next_answer(chat);
            }
            Desk::Enrolment | Desk::Nothing | Desk::Card | Desk::Prompt | Desk::Preview | Desk::Tick => {}
        }
    }
}

/// One of the questions, and the next one for the next number.
fn question(number: i64) -> String {
    let part = |parts: [&'static str; 8], step: i64| parts[usize::try_from(number / step % 8).unwrap()];
    [part(WHO, 1), part(DOES, 8), part(WHEN, 64)].join(" ")
}

/// The next request: the last word of its path, its body, and how many bytes of `read` it takes.
async fn request(stream: &mut TcpStream, read: &mut Vec<u8>) -> Option<(String, Value, usize)> {
    loop {
        if let Some(head) = read.windows(4).position(|window| window == b"\r\n\r\n") {
            let text = std::str::from_utf8(&read[..head]).ok()?;
            let path = text.split(' ').nth(1)?;
            let method = path.rsplit('/').next()?.to_ascii_lowercase();
            let header = |line: &str| line.to_ascii_lowercase().strip_prefix("content-length:").map(str::to_owned);
            let length = text.lines().find_map(header).and_then(|value| value.trim().parse().ok()).unwrap_or(0);
            let (from, to) = (head + 4, head + 4 + length);
            if read.len() >= to {
                let body = serde_json::from_slice(&read[from..to]).unwrap_or(Value::Null);
                return Some((method, body, to));
            }
        }
        if stream.read_buf(read).await.ok()? == 0 {
            return None;
        }
    }
}

fn unix_seconds() -> i64 {
    rechtdoor::runtime::clock::now().0 / 1_000
}
