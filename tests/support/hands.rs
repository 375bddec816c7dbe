//! What people do with a bot of a test: write, press what they see, be on the team.
//!
//! Never true of this file: somebody presses what does not stand in the own chat.

use super::bot::Bot;
use super::entropy::Seeded;
use rechtdoor::dialogue::desk::enrol;
use rechtdoor::domain::roles::{Role, Staff, Standing};
use rechtdoor::domain::{Language, StaffId};
use rechtdoor::store::CONFIG;
use rechtdoor::store::records::Owner;
use rechtdoor::store::tables::Members;

impl Bot {
    /// Somebody writes in a private chat.
    pub fn says(&mut self, chat: i64, text: &str) {
        self.text(chat, chat, text, None);
    }

    /// The newest button whose label begins so.
    pub fn taps(&mut self, chat: i64, label: &str) {
        let messages = self.far.chats.entry(chat).or_default().messages.values().rev();
        let found = messages.filter_map(|message| {
            let button = message.rows.iter().flatten().find(|button| button.0.starts_with(label))?;
            Some((button.1.clone(), message.id))
        });
        let (data, message) = found.into_iter().next().unwrap_or_else(|| panic!("{chat} sees no button {label}"));
        self.press(chat, chat, &data, Some(message));
    }

    /// Does a message of the bot with these words stand in the chat?
    pub fn reads(&mut self, chat: i64, snippet: &str) -> bool {
        let messages = self.far.chats.entry(chat).or_default().messages.values();
        messages.into_iter().any(|message| message.from_bot && message.text.contains(snippet))
    }

    /// Asks a question in Dutch, from the first word to the receipt; gives the code.
    pub fn asks(&mut self, chat: i64, text: &str) -> String {
        let before: Vec<_> = self.core().store().index.codes.keys().copied().collect();
        self.says(chat, text);
        if self.reads(chat, "kies je taal") {
            self.taps(chat, "🌐 Nederlands");
        }
        self.taps(chat, "✅ Verstuur");
        let codes = self.core().store().index.codes.keys();
        codes.into_iter().find(|code| !before.contains(code)).expect("a question with a code").to_string()
    }

    /// An invitation, as the host makes it.
    pub fn invitation(&mut self, role: Role, seed: u64) -> String {
        let expires = self.now.plus_hours(48);
        let master = self.master();
        enrol::mint(master.tokens(), &mut Seeded::new(seed), role, "genk", false, expires)
    }

    /// An active member of the project in Genk, written as an enrolment would leave it.
    pub fn staffs(&mut self, chat: i64, role: Role) -> StaffId {
        let id = StaffId::random(&mut Seeded::new(u64::from_le_bytes(chat.to_le_bytes())));
        let since = self.now;
        let place = u8::try_from(self.core().store().index.members.len()).unwrap_or_default();
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
            since,
        };
        let store = self.core().store_mut();
        store.put::<Members>(&id, &member, CONFIG).expect("staged");
        rechtdoor::outbox::Origin::new(rechtdoor::vault::Address::new(chat))
            .bind(store, Owner::Staff(id), CONFIG)
            .expect("staged");
        store.keep_turn();
        self.pass(1);
        id
    }
}
