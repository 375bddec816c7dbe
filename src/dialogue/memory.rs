//! What is known of people for whom there is no record: in RAM, bounded, forgotten at a restart.
//!
//! Never true of this file: something here is needed to keep a promise. A language that was forgotten is asked again.

use crate::domain::limits::{BAN_TOLD_EVERY_MS, PING_EVERY_MS, REFUSAL_EVERY_MS, VISITORS_MAX, WRONG_INVITES_PER_HOUR};
use crate::domain::moment::{DAY_MS, HOUR_MS};
use crate::domain::{BanId, Language, Moment, StaffId};
use std::collections::{HashMap, VecDeque};

/// A conversation as this run of the program names it: random-looking, gone with the process.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Conversation(pub [u8; 16]);

/// What is known of a conversation and bans. A restart forgets it, and it is found out again.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum Verdict {
    #[default]
    Unknown,
    /// Nobody who was banned when it was looked at.
    Clear,
    /// The ban itself says whether it still holds.
    Banned(BanId),
}

#[derive(Clone, Copy, Default)]
struct Visitor {
    verdict: Verdict,
    told_ban_at: Option<Moment>,
    language: Option<Language>,
    refused_at: Option<Moment>,
    wrong_invites: u32,
    wrong_since: Moment,
}

/// See the file's header.
#[derive(Default)]
pub struct Memory {
    visitors: HashMap<Conversation, Visitor>,
    order: VecDeque<Conversation>,
    /// When a member was last called to an urgent question. Bounded by the roster.
    pinged: HashMap<StaffId, Moment>,
    /// What a group was last told about: the newest arrival then, and when. Bounded by the linked groups.
    alerted: HashMap<StaffId, (u64, Moment)>,
}

impl Memory {
    /// May this member be called to an urgent question, or was that done a moment ago?
    pub fn may_ping(&mut self, staff: StaffId, now: Moment) -> bool {
        let quiet = self.pinged.get(&staff).is_some_and(|at| now.since_ms(*at) < PING_EVERY_MS);
        if !quiet {
            self.pinged.insert(staff, now);
        }
        !quiet
    }

    /// Is there something to tell a group: a newer arrival than last time, or a day of silence?
    pub fn may_alert(&mut self, group: StaffId, newest_arrival: u64, now: Moment) -> bool {
        let told = self.alerted.get(&group);
        let known = told.is_some_and(|(newest, at)| newest_arrival <= *newest && now.since_ms(*at) < DAY_MS);
        if !known {
            self.alerted.insert(group, (newest_arrival, now));
        }
        !known
    }

    pub fn language(&self, who: Conversation) -> Option<Language> {
        self.visitors.get(&who).and_then(|visitor| visitor.language)
    }

    pub fn set_language(&mut self, who: Conversation, language: Language) {
        self.visitor(who).language = Some(language);
    }

    /// Forgets what somebody chose. That somebody is banned was not their choice: a wipe does not end it.
    pub fn forget(&mut self, who: Conversation) {
        match self.visitors.get_mut(&who) {
            Some(known) if known.verdict != Verdict::Unknown => {
                let Visitor { verdict, told_ban_at, .. } = *known;
                *known = Visitor { verdict, told_ban_at, ..Visitor::default() };
            }
            Some(_) | None => {
                self.visitors.remove(&who);
                self.order.retain(|known| *known != who);
            }
        }
    }

    pub fn verdict(&self, who: Conversation) -> Verdict {
        self.visitors.get(&who).map_or(Verdict::Unknown, |visitor| visitor.verdict)
    }

    pub fn set_verdict(&mut self, who: Conversation, verdict: Verdict) {
        self.visitor(who).verdict = verdict;
    }

    /// May a ban be told now, or was it told within the hour?
    pub fn may_tell_ban(&mut self, who: Conversation, now: Moment) -> bool {
        let visitor = self.visitor(who);
        let quiet = visitor.told_ban_at.is_some_and(|at| now.since_ms(at) < BAN_TOLD_EVERY_MS);
        if !quiet {
            visitor.told_ban_at = Some(now);
        }
        !quiet
    }

    /// May a kind refusal be said now, or was one said a moment ago?
    pub fn may_refuse(&mut self, who: Conversation, now: Moment) -> bool {
        let visitor = self.visitor(who);
        let quiet = visitor.refused_at.is_some_and(|at| now.since_ms(at) < REFUSAL_EVERY_MS);
        if !quiet {
            visitor.refused_at = Some(now);
        }
        !quiet
    }

    /// Is this conversation guessing invitations?
    pub fn guesses_invites(&mut self, who: Conversation, now: Moment) -> bool {
        let visitor = self.visitor(who);
        if now.since_ms(visitor.wrong_since) >= HOUR_MS {
            visitor.wrong_invites = 0;
            visitor.wrong_since = now;
        }
        visitor.wrong_invites >= WRONG_INVITES_PER_HOUR
    }

    pub fn wrong_invite(&mut self, who: Conversation) {
        self.visitor(who).wrong_invites += 1;
    }

    fn visitor(&mut self, who: Conversation) -> &mut Visitor {
        if !self.visitors.contains_key(&who) {
            if self.order.len() >= VISITORS_MAX
                && let Some(oldest) = self.order.pop_front()
            {
                self.visitors.remove(&oldest);
            }
            self.order.push_back(who);
        }
        self.visitors.entry(who).or_default()
    }
}
