//! Who of those who talk is banned: asked of a slow hash, one at a time, while the talk goes on.
//!
//! Never true of this file: the writer hashes; somebody waits for a hash (until it is known, people are let through);
//! a crowd makes the queue, or the hashing, grow without bound.

use super::Core;
use crate::dialogue::{Conversation, Verdict};
use crate::domain::limits::{BAN_HASHES_PER_MINUTE, BAN_QUEUE_MAX, HASH_LOST_MS};
use crate::domain::moment::MINUTE_MS;
use crate::domain::{BanId, Moment};
use crate::store::StoreError;
use crate::store::bans::{Hashed, Salt};
use crate::vault::Address;
use crate::vault::slow::{SlowCost, SlowHash};
use std::collections::{HashMap, VecDeque};

/// An address to be hashed off the writer's thread.
pub struct HashJob {
    conversation: Conversation,
    address: Address,
    salts: Vec<Salt>,
}

/// What came of a [`HashJob`]. The conversation's name is of one life of the core: an answer to an earlier one fits
/// nobody.
pub struct HashDone {
    conversation: Conversation,
    hashed: Vec<Hashed>,
}

impl HashJob {
    /// Takes a fifth of a second and 64 MiB for each salt, in earnest.
    pub fn perform(self, cost: SlowCost) -> HashDone {
        let Self { conversation, address, salts } = self;
        let hash = |(quarter, salt): Salt| Some((quarter, SlowHash::of(address, &salt, cost)?));
        HashDone { conversation, hashed: salts.into_iter().filter_map(hash).collect() }
    }

    /// How many hashes it takes.
    pub fn hashes(&self) -> usize {
        self.salts.len()
    }
}

struct UnderWay {
    /// By the steady clock, as everything that is counted here.
    since: Moment,
    conversation: Conversation,
    /// The ban whose subject this is, when it is not about a visitor.
    ban: Option<BanId>,
}

/// Conversations that wait to be hashed. RAM only.
#[derive(Default)]
pub(super) struct Watch {
    queue: VecDeque<Conversation>,
    /// Where those in the queue are.
    addresses: HashMap<Conversation, Address>,
    under_way: Option<UnderWay>,
    minute: i64,
    hashes_in_minute: usize,
}

impl Core {
    /// Somebody talks: is this one of those who are banned? Asked once, and only while anybody is.
    pub(super) fn look_at(&mut self, address: Address, conversation: Conversation) {
        let (watch, index) = (&mut self.watch, &self.store.index);
        watch.give_up_lost(self.steady.now());
        let known = match self.memory.verdict(conversation) {
            Verdict::Unknown => false,
            Verdict::Clear => true,
            // One that was lifted, or is over, may have hidden another.
            Verdict::Banned(ban) => index.bans.contains_key(&ban),
        };
        let asked = watch.addresses.contains_key(&conversation)
            || watch.under_way.as_ref().is_some_and(|job| job.conversation == conversation);
        let is_team = index.directory.staff_of(address).is_some();
        if known || asked || is_team || index.bans.is_empty() || watch.queue.len() >= BAN_QUEUE_MAX {
            return;
        }
        watch.queue.push_back(conversation);
        watch.addresses.insert(conversation, address);
    }

    /// The next address to hash, if one may be hashed now: one at a time, so many a minute, new bans first.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn next_hash(&mut self, now: Moment) -> Result<Option<HashJob>, StoreError> {
        let steady = self.steady.tell(now);
        if !self.watch.may_hash(steady) {
            return Ok(None);
        }
        let fresh = self.store.unhashed_ban()?;
        self.store.keep_turn();
        let (address, salts, ban) = match fresh {
            Some((ban, address, salt)) => (address, vec![salt], Some(ban)),
            None => {
                let Some(address) = self.watch.take() else { return Ok(None) };
                let salts = self.store.ban_salts(self.time.now().day())?;
                if salts.is_empty() {
                    self.watch.forget_all();
                    return Ok(None);
                }
                (address, salts, None)
            }
        };
        let conversation = Conversation(self.store.index.directory.tag(address).bytes());
        self.watch.hashes_in_minute += salts.len();
        self.watch.under_way = Some(UnderWay { since: steady, conversation, ban });
        Ok(Some(HashJob { conversation, address, salts }))
    }

    /// The hashes have come: a new ban gets its tag, or a visitor is known for one who is banned or not.
    pub(super) fn hashed(&mut self, done: &HashDone, now: Moment) -> Result<(), StoreError> {
        let Some(job) = self.watch.under_way.take_if(|job| job.conversation == done.conversation) else {
            return Ok(());
        };
        if let Some(ban) = job.ban {
            self.store.tag_ban(ban, &done.hashed)?;
            self.store.keep_turn();
        }
        let verdict = match self.store.ban_on(&done.hashed, now.day())? {
            Some(ban) => Verdict::Banned(ban),
            // A fresh ban was looked for in one quarter only.
            None if job.ban.is_some() => return Ok(()),
            None => Verdict::Clear,
        };
        self.memory.set_verdict(job.conversation, verdict);
        Ok(())
    }
}

impl Watch {
    fn may_hash(&mut self, now: Moment) -> bool {
        self.give_up_lost(now);
        let minute = now.0.div_euclid(MINUTE_MS);
        if minute != self.minute {
            self.minute = minute;
            self.hashes_in_minute = 0;
        }
        self.under_way.is_none() && self.hashes_in_minute < BAN_HASHES_PER_MINUTE
    }

    /// An answer can get lost while the disk is full; whom it was about is asked again.
    fn give_up_lost(&mut self, now: Moment) {
        self.under_way.take_if(|job| now.since_ms(job.since) >= HASH_LOST_MS);
    }

    fn take(&mut self) -> Option<Address> {
        let conversation = self.queue.pop_front()?;
        self.addresses.remove(&conversation)
    }

    fn forget_all(&mut self) {
        self.queue.clear();
        self.addresses.clear();
    }
}
