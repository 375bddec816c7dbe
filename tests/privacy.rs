//! A whole talk on a real store and a real ring, and then a search through every byte of both for what must not be
//! there: who asked, from which chat, with which words. RAW.
//!
//! The same scanner must find all of it where it was planted in clear: a scanner that finds nothing proves nothing.

#[path = "support/mod.rs"]
mod support;

use rechtdoor::domain::Moment;
use rechtdoor::domain::roles::{Role, Staff, Standing};
use rechtdoor::domain::{Language, StaffId};
use rechtdoor::messenger::wire::{Arrival, Place};
use rechtdoor::messenger::{Input, MessageRef, PressRef, UserText};
use rechtdoor::outbox::Pace;
use rechtdoor::runtime::clock::OsEntropy;
use rechtdoor::runtime::open::{self, Opened, Places};
use rechtdoor::runtime::{Core, Incoming, Next};
use rechtdoor::store::CONFIG;
use rechtdoor::store::boot::OnLoss;
use rechtdoor::store::engine::{Batch, Engine, Options, SledEngine};
use rechtdoor::store::records::{Owner, RouteRecord};
use rechtdoor::store::tables::{Members, Routes};
use rechtdoor::vault::{Address, Master};
use regex::bytes::Regex;
use std::fs;
use std::path::Path;
use support::bot::house;
use support::far_side::FarSide;

const ASKER: i64 = 5_123_456_789;
const STAFF: i64 = 6_987_654_321;
const QUESTION: &str = "Mag de agent mijn zonnebloemfiets meenemen";
const ANSWER: &str = "Enkel met een regenboogpapier";
const PHONE: &str = "0470123456";
const NOW: Moment = Moment(1_796_634_000_000);

/// Everything by which somebody could be found or read, in every form in which it might lie there.
fn traces() -> Vec<(String, Vec<u8>)> {
    let mut traces = Vec::new();
    for id in [ASKER, STAFF] {
        traces.push((format!("{id} in digits"), id.to_string().into_bytes()));
        traces.push((format!("{id} in hex"), format!("{id:x}").into_bytes()));
        traces.push((format!("{id} in HEX"), format!("{id:X}").into_bytes()));
        traces.push((format!("{id} little-endian"), id.to_le_bytes().to_vec()));
        traces.push((format!("{id} big-endian"), id.to_be_bytes().to_vec()));
        traces.push((format!("{id} as the records write numbers"), postcard::to_stdvec(&id).expect("a number")));
        let base64 = data_encoding::BASE64_NOPAD.encode(id.to_string().as_bytes());
        traces.push((format!("{id} in base64"), base64.into_bytes()));
    }
    for text in ["zonnebloemfiets", "regenboogpapier", PHONE] {
        traces.push((format!("{text} as it is"), text.as_bytes().to_vec()));
        traces.push((format!("{text} in UTF-16"), text.encode_utf16().flat_map(u16::to_le_bytes).collect()));
        traces.push((format!("{text} in hex"), data_encoding::HEXLOWER.encode(text.as_bytes()).into_bytes()));
    }
    traces
}

/// The traces that stand in any file of a folder, with the file's name.
fn found_in(folder: &Path, traces: &[(String, Vec<u8>)]) -> Vec<String> {
    let pattern = |trace: &[u8]| {
        let bytes: String = trace.iter().map(|byte| format!("\\x{byte:02x}")).collect();
        Regex::new(&format!("(?-u){bytes}")).expect("a pattern of bytes")
    };
    let patterns: Vec<_> = traces.iter().map(|(name, trace)| (name.as_str(), pattern(trace))).collect();
    let mut found = Vec::new();
    search(folder, &patterns, &mut found);
    found
}

fn search(folder: &Path, patterns: &[(&str, Regex)], found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().is_dir() {
            search(&entry.path(), patterns, found);
            continue;
        }
        let bytes = fs::read(entry.path()).expect("a readable file");
        for (name, pattern) in patterns {
            if pattern.is_match(&bytes) {
                found.push(format!("{name} in {}", entry.file_name().display()));
            }
        }
    }
}

#[test]
fn neither_store_nor_ring_tells_who_asked_or_what() {
    let home = tempfile::tempdir().expect("a folder");
    let [data, keys] = ["data", "keys"].map(|name| home.path().join(name));
    let master = home.path().join("master.key");
    Master::create(&master, &[&data, &keys], &mut OsEntropy).expect("a key");
    let places = Places { store: &data, master_file: &master, ring: &keys };
    let Opened { mut core, .. } =
        open::open(&places, house(), Pace::default(), NOW, OnLoss::Refuse).expect("a new place opens");
    enrol(&mut core);
    let mut talk = Talk { core, far: FarSide::default(), now: NOW, update: 1 };
    talk.says(ASKER, &format!("{QUESTION}? Bel me op {PHONE}"));
    talk.presses(ASKER, "🌐 Nederlands");
    talk.presses(ASKER, "✅ Verstuur");
    talk.says(STAFF, "/volgende");
    talk.presses(STAFF, "✍️ Antwoord");
    talk.says(STAFF, ANSWER);
    talk.presses(STAFF, "✅ Verstuur");
    let shown = |chat: i64, word: &str| talk.far.outgoing.iter().any(|(to, text)| *to == chat && text.contains(word));
    assert!(shown(STAFF, "zonnebloemfiets") && shown(ASKER, "regenboogpapier"), "the talk went its whole way");
    assert!(!shown(STAFF, PHONE), "what was masked reached nobody");
    for (chat, text) in &talk.far.outgoing {
        let of_the_other = if *chat == STAFF { ASKER } else { STAFF };
        assert!(!text.contains(&of_the_other.to_string()), "a screen names a chat");
    }
    drop(talk);
    assert_eq!(found_in(home.path(), &traces()), Vec::<String>::new());
}

#[test]
fn the_scanner_finds_each_trace_where_it_lies_in_clear() {
    let traces = traces();
    let home = tempfile::tempdir().expect("a folder");
    fs::create_dir(home.path().join("plain")).expect("a folder");
    for (number, (_, trace)) in traces.iter().enumerate() {
        let around = [b"before ".as_slice(), trace, b" after"].concat();
        fs::write(home.path().join("plain").join(number.to_string()), around).expect("a file");
    }
    assert!(found_in(&home.path().join("plain"), &traces).len() >= traces.len());
    // And in a store of the same engine, whose records nobody sealed.
    let path = home.path().join("unsealed");
    let mut engine = SledEngine::open(&path, Options::default()).expect("opens");
    let mut batch = Batch::new();
    for (number, (_, trace)) in traces.iter().enumerate() {
        batch.put(vec![u8::try_from(number).expect("few")], trace.clone());
    }
    engine.commit(batch).expect("committed");
    drop(engine);
    assert!(found_in(&path, &traces).len() >= traces.len());
}

struct Talk {
    core: Core,
    far: FarSide,
    now: Moment,
    update: i64,
}

impl Talk {
    fn says(&mut self, chat: i64, text: &str) {
        let message = MessageRef(self.far.chats.entry(chat).or_default().next_id());
        let text = UserText::new(text.to_owned());
        self.happens(chat, Input::Text { text, message, reply_to: None });
    }

    fn presses(&mut self, chat: i64, label: &str) {
        let messages = self.far.chats.entry(chat).or_default().messages.values().rev();
        let found = messages.into_iter().find_map(|message| {
            let button = message.rows.iter().flatten().find(|(text, _)| text == label)?;
            Some((message.id, button.1.clone()))
        });
        let (message, data) = found.unwrap_or_else(|| panic!("no button {label}"));
        let press = PressRef(format!("press {}", self.update));
        self.happens(chat, Input::Press { press, data, message: Some(MessageRef(message)) });
    }

    fn happens(&mut self, chat: i64, input: Input) {
        self.update += 1;
        let arrival = Arrival {
            id: self.update,
            chat: Address::new(chat),
            sender: Some(Address::new(chat)),
            place: Place::Private,
            input,
            said_at: Some(self.now),
            moved_from: None,
        };
        self.core.handle(vec![Incoming::Update(Box::new(arrival))], self.now).expect("the store works");
        loop {
            match self.core.next_call(self.now).expect("the store works") {
                Next::Call(outgoing) => {
                    let outcome = self.far.perform(outgoing.to.reveal(), &outgoing.call);
                    let settled = Incoming::Settled { row: outgoing.row, outcome, moved: None };
                    self.core.handle(vec![settled], self.now).expect("the store works");
                }
                Next::Wait(at) if at.since_ms(self.now) < 10_000 => self.now = at,
                Next::Wait(_) | Next::Idle => return,
            }
        }
    }
}

fn enrol(core: &mut Core) {
    let id = StaffId::random(&mut OsEntropy);
    let member = Staff {
        role: Role::Moderator,
        project: "genk".to_owned(),
        language: Language::Nl,
        standing: Standing::Active,
        words: [0, 1],
        awaiting: None,
        since: NOW,
    };
    let route = RouteRecord { address: Address::new(STAFF), person: None, messages: Vec::new() };
    let store = core.store_mut();
    store.put::<Members>(&id, &member, CONFIG).expect("staged");
    store.put::<Routes>(&Owner::Staff(id), &route, CONFIG).expect("staged");
    store.keep_turn();
}
