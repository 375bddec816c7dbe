//! What people do on their phones. Each deed becomes the updates that Telegram makes of it.

use super::message::{Author, Message, to_json};
use super::queue::PRESS_MS;
use super::{Place, Press, Standing, State};
use crate::domain::moment::{DAY_MS, Moment};
use serde_json::{Map, Value, json};

/// Characters of one message, from the Bot API's documentation.
const TEXT_MAX: usize = 4_096;

/// Why a person could not do that. It is the world's answer to a test, never a text for people.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    NoSuchPerson,
    NoSuchChat,
    NoSuchMessage,
    NoSuchButton,
    /// The person blocked the bot, and must unblock it first.
    Blocked,
    NotAMember,
    NotYours,
}

/// What can be sent that is not a plain text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Voice,
    Picture,
    Video,
    Document,
    Sticker,
    Location,
    Contact,
    /// Another person's text, forwarded.
    Forward,
}

impl State {
    pub fn add_person(&mut self, name: &str, username: Option<&str>, language: &str) -> i64 {
        let id = self.chance.between(5_000_000_000, 7_900_000_000);
        let (username, language) = (username.map(str::to_owned), language.to_owned());
        self.people.insert(id, super::Person { name: name.to_owned(), username, language });
        self.open_chat(id, Place::Private { started: false, blocked: false, deactivated: false });
        id
    }

    pub fn add_group(&mut self, title: &str, members: &[i64]) -> i64 {
        let id = -self.chance.between(200_000_000, 900_000_000);
        let place = Place::Group {
            title: title.to_owned(),
            members: members.to_vec(),
            bot: Standing::Never,
            supergroup: false,
            moved_to: None,
        };
        self.open_chat(id, place);
        id
    }

    /// May this person write here? A first word in a private chat is the press on *Start*.
    fn enter(&mut self, chat: i64, person: i64) -> Result<(), Refusal> {
        if !self.people.contains_key(&person) {
            return Err(Refusal::NoSuchPerson);
        }
        match &mut self.chats.get_mut(&chat).ok_or(Refusal::NoSuchChat)?.place {
            Place::Private { blocked: true, .. } => Err(Refusal::Blocked),
            Place::Private { .. } if chat != person => Err(Refusal::NotAMember),
            Place::Private { started, .. } => {
                *started = true;
                Ok(())
            }
            Place::Group { members, .. } if !members.contains(&person) => Err(Refusal::NotAMember),
            Place::Group { .. } => Ok(()),
        }
    }

    /// In a group without admin rights the bot hears commands, mentions and replies to itself only.
    fn overhears(&self, chat: i64, message: &Message) -> bool {
        let Some(Place::Group { bot, .. }) = self.chats.get(&chat).map(|chat| &chat.place) else { return true };
        let text = message.text.as_deref().unwrap_or_default();
        let mention = format!("@{}", self.bot_username).to_lowercase();
        let reply = message.reply_to.and_then(|id| self.message(chat, id));
        match bot {
            Standing::Admin => true,
            Standing::Member => {
                text.starts_with('/')
                    || text.to_lowercase().contains(&mention)
                    || reply.is_some_and(|to| to.author == Author::Bot)
            }
            Standing::Never | Standing::Left | Standing::Kicked => false,
        }
    }

    fn tell(&mut self, kind: &str, chat: i64, id: i64) {
        let Some(message) = self.message(chat, id).cloned() else { return };
        if self.overhears(chat, &message) {
            let body = to_json(self, chat, &message);
            self.queue.add(kind, body, message.date.plus_ms(DAY_MS));
        }
    }

    pub fn say(&mut self, chat: i64, person: i64, text: &str, reply_to: Option<i64>) -> Result<i64, Refusal> {
        self.enter(chat, person)?;
        if reply_to.is_some_and(|id| self.message(chat, id).is_none()) {
            return Err(Refusal::NoSuchMessage);
        }
        let letters: Vec<char> = crate::simulator::text::clean(text).chars().collect();
        let mut last = 0;
        // A client cuts a longer text into several messages.
        for part in letters.chunks(TEXT_MAX) {
            let text: String = part.iter().collect();
            let mut message = Message::new(Author::Person(person), self.now(), Some(text.clone()));
            message.entities = crate::simulator::text::find_entities(&text);
            message.reply_to = reply_to;
            last = self.post(chat, message).ok_or(Refusal::NoSuchChat)?;
            self.tell("message", chat, last);
        }
        Ok(last)
    }

    pub fn edit(&mut self, chat: i64, person: i64, id: i64, text: &str) -> Result<(), Refusal> {
        self.enter(chat, person)?;
        let now = self.now();
        let message = self.chats.get_mut(&chat).and_then(|chat| chat.messages.get_mut(&id));
        let message = message.ok_or(Refusal::NoSuchMessage)?;
        if message.author != Author::Person(person) {
            return Err(Refusal::NotYours);
        }
        let text: String = crate::simulator::text::clean(text).chars().take(TEXT_MAX).collect();
        message.entities = crate::simulator::text::find_entities(&text);
        message.text = Some(text);
        message.edited = Some(now);
        self.touch_chat(chat);
        self.tell("edited_message", chat, id);
        Ok(())
    }

    pub fn send_kind(&mut self, chat: i64, person: i64, kind: Kind, words: Option<&str>) -> Result<i64, Refusal> {
        self.enter(chat, person)?;
        let mut message = Message::new(Author::Person(person), self.now(), words.map(str::to_owned));
        message.extra = self.media(kind);
        if kind == Kind::Forward && message.text.is_none() {
            message.text = Some("…".to_owned());
        }
        let id = self.post(chat, message).ok_or(Refusal::NoSuchChat)?;
        self.tell("message", chat, id);
        Ok(id)
    }

    fn media(&mut self, kind: Kind) -> Map<String, Value> {
        let unique = format!("{:016x}", self.chance.next());
        let file = |more: Value| {
            let mut file = json!({ "file_id": format!("F{unique}"), "file_unique_id": unique, "file_size": 1_200 });
            for (key, value) in more.as_object().cloned().unwrap_or_default() {
                file[key] = value;
            }
            file
        };
        let (name, body) = match kind {
            Kind::Voice => ("voice", file(json!({ "duration": 4, "mime_type": "audio/ogg" }))),
            Kind::Picture => ("photo", json!([file(json!({ "width": 90, "height": 67 }))])),
            Kind::Video => ("video", file(json!({ "width": 90, "height": 67, "duration": 3 }))),
            Kind::Document => ("document", file(json!({ "file_name": "brief.pdf", "mime_type": "application/pdf" }))),
            Kind::Sticker => {
                let looks = json!({ "type": "regular", "width": 512, "height": 512, "is_animated": false,
                    "is_video": false, "emoji": "👍" });
                ("sticker", file(looks))
            }
            Kind::Location => ("location", json!({ "latitude": 50.8466, "longitude": 4.3528 })),
            Kind::Contact => ("contact", json!({ "phone_number": "+32470000000", "first_name": "Alex" })),
            Kind::Forward => {
                let date = self.now().0.div_euclid(1_000);
                ("forward_origin", json!({ "type": "hidden_user", "date": date, "sender_user_name": "Robin" }))
            }
        };
        Map::from_iter([(name.to_owned(), body)])
    }

    /// Presses a button by its data; the message may have changed since, as a slow phone's would.
    pub fn press(&mut self, chat: i64, person: i64, id: i64, data: &str, gone: bool) -> Result<String, Refusal> {
        self.enter(chat, person)?;
        let now = self.now();
        let message = self.message(chat, id).cloned();
        let (at, answered) = (now, false);
        let press = self.remember_press(Press { person, chat, message: id, at, answered });
        let told = match message.filter(|_| !gone) {
            Some(message) => to_json(self, chat, &message),
            None => json!({ "message_id": id, "chat": self.chat_json(chat), "date": 0 }),
        };
        let query = json!({ "id": press, "from": self.person_json(person), "message": told,
            "chat_instance": format!("{}", chat.unsigned_abs().wrapping_mul(2_654_435_761)), "data": data });
        self.queue.add("callback_query", query, now.plus_ms(PRESS_MS));
        self.touch_chat(chat);
        Ok(press)
    }

    /// Blocks or unblocks the bot; telling it twice changes nothing.
    pub fn set_blocked(&mut self, person: i64, to: bool) -> Result<(), Refusal> {
        match &mut self.chats.get_mut(&person).ok_or(Refusal::NoSuchPerson)?.place {
            Place::Private { blocked, .. } if *blocked == to => return Ok(()),
            Place::Private { blocked, .. } => *blocked = to,
            Place::Group { .. } => return Err(Refusal::NoSuchPerson),
        }
        let (old, new) = if to { ("member", "kicked") } else { ("kicked", "member") };
        self.tell_standing(person, person, old, new);
        Ok(())
    }

    fn tell_standing(&mut self, chat: i64, by: i64, old: &str, new: &str) {
        let now = self.now();
        let change = json!({ "chat": self.chat_json(chat), "from": self.person_json(by),
            "date": now.0.div_euclid(1_000), "old_chat_member": member_json(self.bot_json(), old),
            "new_chat_member": member_json(self.bot_json(), new) });
        self.queue.add("my_chat_member", change, now.plus_ms(DAY_MS));
        self.touch_chat(chat);
    }

    /// Puts the bot in a group, makes it admin, or takes it out.
    pub fn set_standing(&mut self, group: i64, to: Standing) -> Result<(), Refusal> {
        let chat = self.chats.get_mut(&group).ok_or(Refusal::NoSuchChat)?;
        let Place::Group { bot, members, .. } = &mut chat.place else { return Err(Refusal::NoSuchChat) };
        let old = std::mem::replace(bot, to);
        let by = members.first().copied().unwrap_or_default();
        self.tell_standing(group, by, standing_name(old), standing_name(to));
        let joins =
            !matches!(old, Standing::Member | Standing::Admin) && matches!(to, Standing::Member | Standing::Admin);
        if joins {
            let bot = self.bot_json();
            self.service(group, by, "new_chat_members", json!([bot]));
        }
        Ok(())
    }

    fn service(&mut self, chat: i64, by: i64, what: &str, body: Value) {
        let mut message = Message::new(Author::Person(by), self.now(), None);
        message.extra.insert(what.to_owned(), body);
        let Some(told) = self.post(chat, message).and_then(|id| self.message(chat, id)).cloned() else { return };
        let body = to_json(self, chat, &told);
        let expires = self.now().plus_ms(DAY_MS);
        self.queue.add("message", body, expires);
    }

    /// The group becomes a supergroup with another id, which is returned.
    pub fn migrate(&mut self, group: i64) -> Result<i64, Refusal> {
        let new_id = -1_000_000_000_000 - self.chance.between(1_000_000_000, 2_000_000_000);
        let chat = self.chats.get_mut(&group).ok_or(Refusal::NoSuchChat)?;
        let Place::Group { title, members, bot, supergroup: false, moved_to } = &mut chat.place else {
            return Err(Refusal::NoSuchChat);
        };
        *moved_to = Some(new_id);
        let by = members.first().copied().unwrap_or_default();
        let place = Place::Group {
            title: title.clone(),
            members: members.clone(),
            bot: *bot,
            supergroup: true,
            moved_to: None,
        };
        self.open_chat(new_id, place);
        self.service(group, by, "migrate_to_chat_id", json!(new_id));
        self.service(new_id, by, "migrate_from_chat_id", json!(group));
        for phone in &mut self.phones {
            if phone.person == group {
                phone.person = new_id;
            }
        }
        Ok(new_id)
    }

    /// Lets time pass.
    pub fn pass(&mut self, ms: i64) -> Moment {
        self.hands.shifted_ms = self.hands.shifted_ms.saturating_add(ms.max(0));
        self.touch();
        self.now()
    }
}

pub(crate) fn standing_name(standing: Standing) -> &'static str {
    match standing {
        Standing::Never | Standing::Left => "left",
        Standing::Member => "member",
        Standing::Admin => "administrator",
        Standing::Kicked => "kicked",
    }
}

/// A `ChatMember` of the Bot API.
pub(crate) fn member_json(user: Value, status: &str) -> Value {
    let mut member = json!({ "user": user, "status": status });
    match status {
        "kicked" => member["until_date"] = json!(0),
        "administrator" => {
            for right in [
                "can_be_edited",
                "is_anonymous",
                "can_change_info",
                "can_promote_members",
                "can_restrict_members",
                "can_pin_messages",
                "can_manage_topics",
                "can_post_stories",
                "can_edit_stories",
                "can_delete_stories",
            ] {
                member[right] = json!(false);
            }
            for right in ["can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_invite_users"] {
                member[right] = json!(true);
            }
        }
        _ => {}
    }
    member
}
