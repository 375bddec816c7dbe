//! The updates that wait for the bot: their numbers, how long they are kept, and who is asking for them.
//!
//! Sources: `process_get_updates_query`, `add_update` in tdlib/telegram-bot-api's `Client.cpp`.

use crate::domain::moment::{DAY_MS, Moment};
use serde_json::{Value, json};
use std::collections::VecDeque;

/// A press lives this long in the queue and can be answered this long.
pub(crate) const PRESS_MS: i64 = 150_000;
/// Updates kept at all; the oldest go first.
const WAITING_MAX: usize = 10_000;
/// Bytes of one reply.
const REPLY_BYTES_MAX: usize = 4 << 20;

/// The update types that are off until asked for.
const QUIET: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

pub(crate) struct Waiting {
    pub id: i64,
    pub expires: Moment,
    pub body: Value,
}

pub(crate) struct Webhook {
    pub url: String,
    pub secret: Option<String>,
    pub max_connections: i64,
    pub last_error: Option<(Moment, String)>,
}

pub(crate) struct Queue {
    next_id: i64,
    waiting: VecDeque<Waiting>,
    /// `None` is the default set.
    pub allowed: Option<Vec<String>>,
    pub webhook: Option<Webhook>,
    /// The number of the newest poll; an older one that still waits has lost.
    pub newest_poll: u64,
    /// Why the newest poll, when it lost, lost.
    pub ended_by: &'static str,
    pub strict: bool,
    last_ask: Option<(i64, Moment)>,
    last_given: Option<Value>,
}

/// How a poll was understood.
#[derive(Clone, Copy)]
pub(crate) struct Poll {
    pub number: u64,
    pub limit: usize,
    pub until: Moment,
}

impl Queue {
    pub fn new(first: i64, strict: bool) -> Self {
        Self {
            next_id: first,
            waiting: VecDeque::new(),
            allowed: None,
            webhook: None,
            newest_poll: 0,
            ended_by: "",
            strict,
            last_ask: None,
            last_given: None,
        }
    }

    pub fn add(&mut self, kind: &str, body: Value, expires: Moment) {
        let wanted = match &self.allowed {
            None => !QUIET.contains(&kind),
            Some(allowed) => allowed.iter().any(|name| name == kind),
        };
        if !wanted {
            return;
        }
        let id = self.next_id;
        self.next_id += 1;
        let mut update = json!({ "update_id": id });
        update[kind] = body;
        self.waiting.push_back(Waiting { id, expires, body: update });
        while self.waiting.len() > WAITING_MAX {
            self.waiting.pop_front();
        }
    }

    /// `[]` is the default set; absent keeps what was.
    pub fn allow(&mut self, allowed: Option<Vec<String>>) {
        match allowed {
            None => {}
            Some(list) if list.is_empty() => self.allowed = None,
            Some(list) => self.allowed = Some(list),
        }
    }

    pub fn expire(&mut self, now: Moment) {
        self.waiting.retain(|update| update.expires > now);
    }

    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    pub fn clear(&mut self) {
        self.waiting.clear();
    }

    pub fn first(&self) -> Option<&Waiting> {
        self.waiting.front()
    }

    pub fn take(&mut self, id: i64) {
        self.last_given = self.waiting.iter().find(|update| update.id == id).map(|update| update.body.clone());
        self.waiting.retain(|update| update.id != id);
    }

    /// Numbers of later updates start here: Telegram begins anew, maybe lower, after a silent week.
    pub fn renumber(&mut self, next: i64) {
        self.next_id = next;
    }

    /// Gives the update that was confirmed last once more, under its old number. False when there was none.
    pub fn redeliver(&mut self, now: Moment) -> bool {
        let Some(body) = self.last_given.clone() else { return false };
        let id = body["update_id"].as_i64().unwrap_or_default();
        self.waiting.push_front(Waiting { id, expires: now.plus_ms(DAY_MS), body });
        true
    }

    /// Begins a poll: forgets what its offset confirms, ends the poll that waited.
    pub fn begin(&mut self, offset: i64, limit: usize, timeout_s: i64, now: Moment) -> Poll {
        let (mut limit, mut timeout_s) = (limit, timeout_s);
        if let Some((last, at)) = self.last_ask.filter(|_| self.strict)
            && last == offset
        {
            let ago = now.since_ms(at);
            timeout_s = if ago < 3_000 { timeout_s.max(3) } else { timeout_s };
            limit = if ago < 500 { 1 } else { limit };
        }
        self.last_ask = Some((offset, now));
        self.expire(now);
        // An offset far in the future is from before the numbers began anew (TDLib's `TQueue`): it confirms nothing.
        if offset > 0 && offset <= self.next_id + 10 {
            let gone = self.waiting.iter().rfind(|update| update.id < offset);
            self.last_given = gone.map(|update| update.body.clone()).or(self.last_given.take());
            self.waiting.retain(|update| update.id >= offset);
        } else if offset < 0 {
            let keep = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            let cut = self.waiting.len().saturating_sub(keep);
            self.waiting.drain(..cut);
        }
        self.newest_poll += 1;
        self.ended_by = "other getUpdates request; make sure that only one bot instance is running";
        Poll { number: self.newest_poll, limit, until: now.plus_ms(timeout_s * 1_000) }
    }

    /// What a poll gets now: `Err` when another ended it, `None` when it goes on waiting.
    pub fn ask(&mut self, poll: Poll, now: Moment) -> Result<Option<Vec<Value>>, &'static str> {
        if poll.number != self.newest_poll {
            return Err(self.ended_by);
        }
        self.expire(now);
        let (mut given, mut bytes) = (Vec::new(), 0);
        for update in self.waiting.iter().take(poll.limit) {
            bytes += update.body.to_string().len();
            if bytes > REPLY_BYTES_MAX && !given.is_empty() {
                break;
            }
            given.push(update.body.clone());
        }
        Ok((!given.is_empty() || now >= poll.until).then_some(given))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> Queue {
        let mut queue = Queue::new(10, true);
        for number in 0..5 {
            queue.add("message", json!(number), Moment(1_000_000));
        }
        queue
    }

    fn ids(queue: &mut Queue, offset: i64, limit: usize, now: i64) -> Vec<i64> {
        let poll = queue.begin(offset, limit, 0, Moment(now));
        let given = queue.ask(poll, Moment(now)).ok().flatten().unwrap_or_default();
        given.iter().filter_map(|update| update["update_id"].as_i64()).collect()
    }

    #[test]
    fn offsets_confirm_as_at_telegram() {
        let mut queue = full();
        assert_eq!(ids(&mut queue, 0, 100, 0), [10, 11, 12, 13, 14]);
        assert_eq!(ids(&mut queue, 12, 2, 0), [12, 13]);
        assert_eq!(ids(&mut queue, -1, 100, 0), [14]);
        assert_eq!(ids(&mut queue, 0, 100, 5_000), [14]);
    }

    #[test]
    fn asking_the_same_again_is_slowed() {
        let mut queue = full();
        assert_eq!(ids(&mut queue, 10, 100, 0).len(), 5);
        assert_eq!(ids(&mut queue, 10, 100, 100).len(), 1);
        assert_eq!(ids(&mut queue, 10, 100, 700).len(), 5);
        queue.clear();
        let poll = queue.begin(10, 100, 0, Moment(800));
        assert_eq!(poll.until, Moment(3_800));
    }

    #[test]
    fn what_is_too_old_is_gone_and_quiet_kinds_are_asked_for() {
        let mut queue = full();
        queue.add("chat_member", json!(1), Moment(i64::MAX));
        assert_eq!(queue.len(), 5);
        queue.expire(Moment(1_000_000));
        assert_eq!(queue.len(), 0);
        queue.allow(Some(vec!["chat_member".to_owned()]));
        queue.allow(None);
        queue.add("chat_member", json!(1), Moment(i64::MAX));
        queue.add("message", json!(1), Moment(i64::MAX));
        assert_eq!(queue.len(), 1);
    }
}
