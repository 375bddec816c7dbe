//! The world from outside: what tests and the demo let people do, and what they can see of it.

use super::Shared;
use super::faults::Rule;
use super::options::Phone;
use super::world::deeds::{Kind, Refusal};
use super::world::message::{Author, Message, Seen};
use super::world::{Called, Place, Standing, Toast};
use crate::domain::moment::Moment;
use std::sync::Arc;
use std::time::Duration;

/// People, groups and the weather. A clone is the same world. A private chat's id is the person's.
#[derive(Clone)]
pub struct WorldHandle {
    shared: Arc<Shared>,
}

impl WorldHandle {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// Somebody new, who has not started the bot; `language` is the client's, such as `nl`.
    pub fn person(&self, name: &str, language: &str) -> i64 {
        self.shared.with(|state| state.add_person(name, None, language))
    }

    pub fn person_with_username(&self, name: &str, username: &str, language: &str) -> i64 {
        self.shared.with(|state| state.add_person(name, Some(username), language))
    }

    /// A basic group without the bot; the first member made it.
    pub fn group(&self, title: &str, members: &[i64]) -> i64 {
        self.shared.with(|state| state.add_group(title, members))
    }

    /// Puts a phone on the page.
    pub fn phone(&self, phone: Phone) {
        self.shared.with(|state| {
            let chat = phone.person;
            state.phones.push(phone);
            state.touch_chat(chat);
        });
    }

    /// A text to the bot. The first one is the press on *Start* as well. Gives the id of its (last) message, 0 when
    /// nothing is left of the text and nothing was sent.
    pub fn say(&self, person: i64, text: &str) -> Result<i64, Refusal> {
        self.say_in(person, person, text)
    }

    pub fn say_in(&self, chat: i64, person: i64, text: &str) -> Result<i64, Refusal> {
        self.shared.with(|state| state.say(chat, person, text, None))
    }

    /// A text as a reply to a message of the private chat.
    pub fn reply(&self, person: i64, to: i64, text: &str) -> Result<i64, Refusal> {
        self.reply_in(person, person, to, text)
    }

    pub fn reply_in(&self, chat: i64, person: i64, to: i64, text: &str) -> Result<i64, Refusal> {
        self.shared.with(|state| state.say(chat, person, text, Some(to)))
    }

    pub fn edit(&self, person: i64, message: i64, text: &str) -> Result<(), Refusal> {
        self.shared.with(|state| state.edit(person, person, message, text))
    }

    pub fn send_kind(&self, person: i64, kind: Kind) -> Result<i64, Refusal> {
        self.shared.with(|state| state.send_kind(person, person, kind, None))
    }

    /// With a caption; for [`Kind::Forward`] the forwarded text.
    pub fn send_kind_with(&self, person: i64, kind: Kind, words: &str) -> Result<i64, Refusal> {
        self.shared.with(|state| state.send_kind(person, person, kind, Some(words)))
    }

    /// Presses the newest button whose label has `label` in it. Gives the callback query's id.
    pub fn press(&self, person: i64, label: &str) -> Result<String, Refusal> {
        self.press_in(person, person, label)
    }

    pub fn press_in(&self, chat: i64, person: i64, label: &str) -> Result<String, Refusal> {
        self.shared.with(|state| {
            let messages = &state.chats.get(&chat).ok_or(Refusal::NoSuchChat)?.messages;
            let found = messages.iter().rev().find_map(|(id, message)| {
                let mut buttons = message.buttons().into_iter().flatten();
                buttons.find(|(text, data)| text.contains(label) && !data.is_empty()).map(|(_, data)| (*id, data))
            });
            let (id, data) = found.ok_or(Refusal::NoSuchButton)?;
            state.press(chat, person, id, &data, false)
        })
    }

    /// Presses with any data, as a dishonest client can.
    pub fn press_data(&self, person: i64, message: i64, data: &str) -> Result<String, Refusal> {
        self.shared.with(|state| state.press(person, person, message, data, false))
    }

    /// A press that comes without its message's text, as Telegram sends those on old messages.
    pub fn press_inaccessible(&self, person: i64, message: i64, data: &str) -> Result<String, Refusal> {
        self.shared.with(|state| state.press(person, person, message, data, true))
    }

    pub fn block(&self, person: i64) -> Result<(), Refusal> {
        self.shared.with(|state| state.set_blocked(person, true))
    }

    pub fn unblock(&self, person: i64) -> Result<(), Refusal> {
        self.shared.with(|state| state.set_blocked(person, false))
    }

    /// The account is deleted: sending to it fails from now on, and no update says so.
    pub fn deactivate(&self, person: i64) {
        self.shared.with(|state| {
            if let Some(Place::Private { deactivated, .. }) = state.chats.get_mut(&person).map(|chat| &mut chat.place) {
                *deactivated = true;
            }
            state.touch_chat(person);
        });
    }

    pub fn add_bot(&self, group: i64) -> Result<(), Refusal> {
        self.shared.with(|state| state.set_standing(group, Standing::Member))
    }

    /// The bot hears everything in the group and may delete there.
    pub fn make_admin(&self, group: i64) -> Result<(), Refusal> {
        self.shared.with(|state| state.set_standing(group, Standing::Admin))
    }

    pub fn remove_bot(&self, group: i64) -> Result<(), Refusal> {
        self.shared.with(|state| state.set_standing(group, Standing::Kicked))
    }

    /// The group becomes a supergroup; gives its new id.
    pub fn migrate(&self, group: i64) -> Result<i64, Refusal> {
        self.shared.with(|state| state.migrate(group))
    }

    pub fn messages(&self, chat: i64) -> Vec<Seen> {
        let state = self.shared.lock();
        let messages = state.chats.get(&chat).map(|at| at.messages.values().map(|it| it.seen(chat)).collect());
        messages.unwrap_or_default()
    }

    /// The newest message of the bot in a chat.
    pub fn last_from_bot(&self, chat: i64) -> Option<Seen> {
        let state = self.shared.lock();
        let newest = |message: &&Message| message.author == Author::Bot;
        state.chats.get(&chat)?.messages.values().rev().find(newest).map(|message| message.seen(chat))
    }

    /// Toasts and alerts that this person was shown.
    pub fn toasts(&self, person: i64) -> Vec<Toast> {
        self.shared.lock().toasts.iter().filter(|toast| toast.person == person).cloned().collect()
    }

    /// Every call that the bot made, oldest first: method and parameters as they came in.
    pub fn calls(&self) -> Vec<Called> {
        self.shared.lock().calls.iter().cloned().collect()
    }

    /// How many calls the bot ever made.
    pub fn calls_made(&self) -> u64 {
        self.shared.lock().calls_made
    }

    /// Waits until `holds`, looking again at every change; false when the real time-out passed first.
    pub async fn wait_for(&self, mut holds: impl FnMut(&WorldHandle) -> bool, timeout: Duration) -> bool {
        self.wait_some(|world| holds(world).then_some(()), timeout).await.is_some()
    }

    /// As [`Self::wait_for`], and gives what was found.
    pub async fn wait_some<T>(&self, mut find: impl FnMut(&WorldHandle) -> Option<T>, timeout: Duration) -> Option<T> {
        let mut changed = self.shared.changed.subscribe();
        let look = async {
            loop {
                changed.borrow_and_update();
                if let Some(found) = find(self) {
                    return Some(found);
                }
                changed.changed().await.ok()?;
            }
        };
        tokio::time::timeout(timeout, look).await.ok().flatten()
    }

    /// Adds bad weather; rules are tried in the order they came.
    pub fn fault(&self, rule: Rule) {
        self.shared.with(|state| state.rules.push(rule));
    }

    pub fn clear_faults(&self) {
        self.shared.with(|state| state.rules.clear());
    }

    /// Every message carries fields and an entity that no client knows yet.
    pub fn future_mode(&self, on: bool) {
        self.shared.with(|state| state.future_mode = on);
    }

    /// Delivers the update that was confirmed last once more.
    pub fn redeliver(&self) -> bool {
        self.shared.with(|state| {
            let now = state.now();
            state.touch();
            state.queue.redeliver(now)
        })
    }

    /// Numbers of later updates start here, as after a silent week.
    pub fn renumber_updates(&self, next: i64) {
        self.shared.with(|state| state.queue.renumber(next));
    }

    pub fn updates_waiting(&self) -> usize {
        self.shared.lock().queue.len()
    }

    pub fn now(&self) -> Moment {
        self.shared.lock().now()
    }

    /// Lets this many milliseconds pass, on a live clock as well; gives the new time.
    pub fn pass_ms(&self, ms: i64) -> Moment {
        self.shared.with(|state| state.pass(ms))
    }

    /// How far the clock was pushed in all: a bot that shares this world adds it to its own clock.
    pub fn shifted_ms(&self) -> i64 {
        self.shared.lock().hands.shifted_ms
    }

    /// Resolves at the next change of anything in the world.
    pub async fn changed(&self) {
        let mut changed = self.shared.changed.subscribe();
        let _closed = changed.changed().await;
    }
}
