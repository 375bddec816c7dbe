//! The bot did not hear its channel for longer than that keeps anything: whoever has a question open is told so, once.

use super::model::{HOUR_MS, Model, Rule, is_wipe_of_all};
use super::network::name;
use rechtdoor::domain::Moment;
use std::collections::{BTreeMap, BTreeSet};

/// Nobody is woken up.
const NIGHT_MS: i64 = 12 * HOUR_MS;

/// The channel keeps messages for a day, and the bot writes down once an hour that it heard it.
const MAY_BE_TOLD_MS: i64 = 23 * HOUR_MS;
const IS_TOLD_MS: i64 = 26 * HOUR_MS;

const SAID: [&str; 2] = [
    "🙏 Sorry, een tijd lang kreeg ik geen berichten.",
    "🙏 Désolé, pendant un certain temps, je n'ai reçu aucun message.",
];

/// See the file's header.
#[derive(Default)]
pub struct Absences {
    heard: Option<Moment>,
    /// The power went when it may have heard it: it is not known whether that was written down.
    supposed: Option<Moment>,
    /// The end of the last one, and when somebody last typed something, by which a clock that was doubted is believed again.
    back: Option<Moment>,
    typed: Option<Moment>,
    /// How often it was away so long that somebody may be told; and of whom a message may have come twice.
    count: u32,
    doubled: BTreeMap<i64, u32>,
    told: BTreeMap<i64, u32>,
    /// Who must be told before all is calm: since when the bot can know that it was away. Whoever was off or without room for more
    /// than a day doubts the clock, and judges nothing by it, until a message says what time it is.
    owed: BTreeMap<i64, Option<Moment>>,
    /// Whoever left with `/stop` once is told nothing of the kind for a while.
    stopped: BTreeSet<i64>,
    /// The bot's clock was moved: nobody can say what it takes for a day.
    untimed: bool,
}

impl Absences {
    /// By a clock that was moved the bot may take hours for days.
    pub fn is_none(&self) -> bool {
        self.count == 0 && !self.untimed
    }

    pub fn takes_in(&mut self, chat: i64, label: &str) {
        if label == "/stop" || label.starts_with("🗑️") || is_wipe_of_all(label) {
            self.wants_no_word(chat);
        }
    }

    fn ends(&mut self, now: Moment) {
        self.count += 1;
        self.back = Some(now);
    }

    /// Every message carries the moment in which the channel had it; a press does not.
    pub fn learns_the_time(&mut self, now: Moment) {
        self.typed = Some(now);
        self.owed.values_mut().for_each(|since| _ = since.get_or_insert(now));
    }

    /// With `/stop`, or because nothing of theirs is to be known any more.
    pub fn wants_no_word(&mut self, chat: i64) {
        self.stopped.insert(chat);
        self.owed.remove(&chat);
    }
}

pub fn is_said(text: &str) -> bool {
    SAID.iter().any(|said| text.contains(said))
}

impl Model {
    /// A fetch was answered and committed.
    pub fn channel_is_heard(&mut self) {
        let now = self.now;
        let Some(before) = self.absences.heard.replace(now) else { return };
        let supposed = self.absences.supposed.take();
        let away_ms = now.since_ms(before);
        if now.since_ms(supposed.unwrap_or(before)) >= MAY_BE_TOLD_MS {
            self.absences.ends(now);
            self.totals.absences += 1;
        }
        // Whoever was told already, by what was supposed, is owed nothing.
        if supposed.is_some() || away_ms < IS_TOLD_MS || self.absences.untimed {
            return;
        }
        let is_open = |question: &&super::remembered::Question| {
            question.closed_by.is_none() && !question.released && !question.lost && now < question.may_close_from
        };
        let askers = self.questions.values().filter(is_open).map(|question| question.asker);
        let since = self.absences.typed.filter(|at| *at == now);
        let owed: Vec<(i64, Option<Moment>)> =
            askers.filter(|chat| !self.absences.stopped.contains(chat)).map(|chat| (chat, since)).collect();
        self.absences.owed.extend(owed);
    }

    /// A fetch was answered, and the power went at its commit.
    pub fn channel_may_be_heard(&mut self) {
        let (now, absences) = (self.now, &mut self.absences);
        let is_away = |before: Moment| now.since_ms(before) >= MAY_BE_TOLD_MS;
        if absences.supposed.or(absences.heard).is_some_and(is_away) {
            absences.ends(now);
        }
        if absences.heard.is_some_and(is_away) {
            absences.supposed = Some(now);
        }
    }

    pub fn absences_are_untimed(&mut self) {
        self.absences.untimed = true;
        self.absences.owed.clear();
    }

    pub fn absence_is_doubled(&mut self, chat: i64) {
        *self.absences.doubled.entry(chat).or_default() += 1;
    }

    /// Something new stands in a chat. That the bot was away answers nobody.
    pub fn is_spoken_to(&mut self, chat: i64, text: &str) -> Rule {
        if is_said(text) {
            let unheard = self.talks.get(&chat).and_then(|talk| talk.unheard.as_ref()).map(|(_, at)| *at);
            // And what they had typed before is gone. By a clock that was moved, what came since may be taken for that.
            if text.contains('⌛') && (self.absences.untimed || unheard < self.absences.back) {
                self.is_heard(chat);
            }
            return self.is_told_of_absence(chat);
        }
        self.is_heard(chat);
        Ok(())
    }

    fn is_told_of_absence(&mut self, chat: i64) -> Rule {
        self.absences.owed.remove(&chat);
        self.totals.told_of_absence += 1;
        let told = self.absences.told.entry(chat).or_default();
        *told += 1;
        let most = self.absences.count + self.absences.doubled.get(&chat).copied().unwrap_or_default();
        match *told > most && !self.absences.untimed {
            true => Err(format!("{} was told of an absence that was none, or twice", name(chat))),
            false => Ok(()),
        }
    }

    /// After hours of calm, by day.
    pub fn absences_were_told(&self, is_blocked: impl Fn(i64) -> bool) -> Rule {
        let mut owed = self.absences.owed.iter();
        let is_late = |since: Moment| self.now.since_ms(since) > NIGHT_MS;
        let owed = owed.find(|(chat, since)| since.is_some_and(is_late) && !is_blocked(**chat));
        owed.map_or(Ok(()), |(chat, _)| Err(format!("{} was not told that the bot was away", name(*chat))))
    }
}
