//! Nobody speaks into a void: what was taken in is answered, what was to wait is taken in later, what was sent in time
//! is sent, and asking is closed to whom the desk closed it, and to nobody else.

use super::leaving::is_link;
use super::model::{DAY_MS, DAYS_OF_SLACK, MINUTE_MS, Model, Rule, is_wipe_of_all};
use super::network::name;
use super::screens::{Says, code_in};
use super::world::{SITTERS, Update, YOUTH};
use rechtdoor::domain::Moment;
use rechtdoor::messenger::Input;

/// A text that is not sent stays for half an hour; this much of it is sure, whatever the clocks said.
const DRAFT_MS: i64 = 25 * MINUTE_MS;
/// The shortest ban is a week; this much of it is sure.
const BAN_MS: i64 = 5 * DAY_MS;

impl Model {
    // --- what the bot was given ----------------------------------------------------------------------------------

    /// It has these. `heard` when somebody must hear of each; in a flood nobody does.
    pub fn are_taken_in(&mut self, given: &[Update], heard: bool) {
        for update in given {
            self.takes_in(update.chat, &update.label);
            self.absences.takes_in(update.chat, &update.label);
            self.held.remove(&update.id);
            let is_first = self.given.insert(update.id);
            let is_typed = (update.input)().press().is_none();
            if is_typed {
                self.absences.learns_the_time(self.now);
            }
            let (is_closed, now) = (self.is_closed(update.chat), self.now);
            self.wish_outlives_silence(update.chat, is_typed);
            let talk = self.talks.entry(update.chat).or_default();
            talk.goodbyes += u64::from(is_first && is_wipe_of_all(&update.label));
            if is_send(&update.label) && !is_closed {
                talk.may_send = true;
                talk.sent_unrecognised |= !talk.recognised;
            }
            let must_hear = match (update.input)() {
                // The same kind word is not said twice in a while: not to who sends what is no text, and not to a desk
                // that types without a question in its hands.
                Input::Other { .. } => false,
                Input::Text { .. } => {
                    YOUTH.contains(&update.chat) || (update.chat > 0 && update.label.starts_with('/'))
                }
                // While the first screen or a rewriting stands there, an edit is taken in without a word.
                Input::Edited { .. } => talk.shows_edits,
                Input::Press { .. } | Input::Joined | Input::Left | Input::Moved => continue,
            };
            // Somebody who is banned hears so once an hour.
            if !heard || talk.banned.is_some() {
                talk.unheard = None;
            } else if is_first && must_hear {
                talk.unheard = Some((update.label.clone(), now));
            }
        }
    }

    /// There was no room for these: they wait at Telegram.
    pub fn are_held(&mut self, given: &[Update]) {
        for update in given {
            // What was taken in before the store was closed comes again, and nobody can tell.
            self.talks.entry(update.chat).or_default().is_over = false;
        }
        for update in given.iter().filter(|update| !self.given.contains(&update.id)) {
            // By the time that there is room, the question may be somebody else's.
            if let Some(press) = (update.input)().press() {
                self.live_presses.remove(&press.0);
            }
            self.totals.held += u64::from(self.held.insert(update.id, update.label.clone()).is_none());
        }
    }

    /// Telegram keeps nothing longer than a day.
    pub fn expires(&mut self, chat: i64, update: i64, label: &str) {
        self.held.remove(&update);
        // Whoever was to come back by it is not back.
        if is_link(label) && !self.given.contains(&update) {
            self.leaving.insert(chat);
        }
        // It may have been given to a bot that went down over it.
        self.is_heard(chat);
    }

    /// After hours of calm: does anybody still wait for a word?
    pub fn everybody_heard(&self, is_blocked: impl Fn(i64) -> bool) -> Rule {
        if let Some(label) = self.held.values().next() {
            return Err(format!("\"{label}\" was to wait at Telegram and was never taken in"));
        }
        // Under a clock that is a month ahead an encounter is over, and nobody is sent an address of it any more.
        let may_be_over = |chat: i64| self.clock_was_wrong && SITTERS.contains(&chat);
        let talks = self.talks.iter().filter(|(chat, _)| !may_be_over(**chat));
        let unheard = talks.filter_map(|(chat, talk)| Some((*chat, talk.unheard.as_ref()?))).next();
        match unheard {
            Some((chat, (label, _))) if !is_blocked(chat) => {
                Err(format!("{} said \"{label}\" and never heard a word", name(chat)))
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Something new stands in a chat.
    pub fn is_heard(&mut self, chat: i64) {
        self.talks.entry(chat).or_default().unheard = None;
    }

    /// "We are late: a new date." Of what is over there is none.
    pub fn is_promised_anew(&self, text: &str) -> Rule {
        let is_late = ["🙏 Sorry, we zijn te laat met ", "🙏 Désolé, on est en retard pour "];
        let Some(code) = code_in(text).filter(|_| is_late.iter().any(|begin| text.starts_with(begin))) else {
            return Ok(());
        };
        match self.questions.get(&code).is_some_and(|question| question.closed_by.is_some()) {
            true => Err(format!("{code} is over, and a new date is promised for it")),
            false => Ok(()),
        }
    }

    /// Is a review what stands there last?
    pub fn review_follows_edits(&mut self, chat: i64, kind: Says) {
        let shows = &mut self.talks.entry(chat).or_default().shows_edits;
        *shows = kind == Says::Review || (*shows && kind == Says::Other);
    }

    /// The next text comes in the place of what stands there.
    pub fn rewrites(&mut self, chat: i64) {
        self.talks.entry(chat).or_default().shows_edits = false;
    }

    /// Somebody is here again: after a month without a word, and without a question, a wish may be forgotten.
    pub fn wish_outlives_silence(&mut self, chat: i64, writes: bool) {
        const MONTH_MS: i64 = (30 - DAYS_OF_SLACK) * DAY_MS;
        let is_known = self.questions.values().any(|question| question.asker == chat);
        let now = self.now;
        let talk = self.talks.entry(chat).or_default();
        let last = talk.discreet_since.max(talk.wrote);
        if !is_known && last.is_some_and(|at| at.plus_ms(MONTH_MS) < now) {
            talk.discreet = false;
        }
        if writes {
            talk.wrote = Some(now);
        }
    }

    // --- sent in time --------------------------------------------------------------------------------------------

    /// What was typed before this is wanted no more.
    pub fn drops(&mut self, chat: i64) {
        self.talks.entry(chat).or_default().dropped = Some(self.now);
    }

    /// The bot's clock changed: what was counted by it is not counted on.
    pub fn clock_moves(&mut self) {
        self.clock_moved = Some(self.now);
        self.seats.untimed = true;
        self.absences_are_untimed();
        self.knows_nobody_yet();
    }

    /// "This button is too old", in the place of a review of these words.
    pub fn is_told_too_late(&self, chat: i64, message: i64, reviewed: &[String]) -> Rule {
        // Whoever starts under a wrong clock learns the time from the next message; a press does not tell it.
        let is_odd = self.clock_is_wrong || self.clock_is_ahead;
        let Some(talk) = self.talks.get(&chat).filter(|_| !is_odd) else { return Ok(()) };
        if talk.pressed.get(&message).is_some_and(|label| !is_send(label)) {
            // It may have been a button of an older text, pressed before this one stood there.
            return Ok(());
        }
        let fresh =
            |at: &Moment| self.now.since_ms(*at) < DRAFT_MS && Some(*at) > talk.dropped && Some(*at) > self.clock_moved;
        let lost = reviewed
            .iter()
            .filter(|word| !self.asked_as.contains_key(*word) && !self.replaced.contains(*word))
            .find(|word| self.typed_at.get(*word).is_some_and(fresh));
        lost.map_or(Ok(()), |word| Err(format!("{word} was sent in time, and is said to be too late")))
    }

    /// Was it of a question that ended a week ago? Then nobody can tell any more whose it was, and no wipe finds it:
    /// its text goes on its own day.
    pub fn is_unlinked(&self, word: &str) -> bool {
        let question = self.asked_as.get(word).and_then(|code| self.questions.get(code));
        // It was read at a desk and its receipt never came: two weeks after it was typed it may have ended like any other.
        let is_old = self.typed_at.get(word).is_some_and(|at| at.plus_ms(13 * DAY_MS) < self.now);
        if question.is_none() && self.on_card.contains_key(word) && is_old {
            return true;
        }
        question.is_some_and(|question| question.is_unlinked(self.now))
    }

    // --- bans ----------------------------------------------------------------------------------------------------

    /// A desk pressed the last button of a ban.
    pub fn bans(&mut self, code: &str) {
        let by_card = |model: &Self| {
            let (word, _) = model.on_card.iter().find(|(_, known)| *known == code)?;
            model.typed.get(word).copied()
        };
        let Some(asker) = self.questions.get(code).map(|it| it.asker).or_else(|| by_card(self)) else { return };
        self.totals.bans += 1;
        self.banned_codes.insert(code.to_owned());
        let now = self.now;
        self.talks.entry(asker).or_default().banned = Some(now);
    }

    /// A coordinator typed that it is over.
    pub fn lifts(&mut self, code: &str) {
        let Some(asker) = self.questions.get(code).map(|it| it.asker) else { return };
        let talk = self.talks.entry(asker).or_default();
        (talk.lifted, talk.closed_until) = (true, None);
    }

    /// A fresh start, or another clock: everybody is looked at again when they talk.
    pub fn knows_nobody_yet(&mut self) {
        for talk in self.talks.values_mut() {
            (talk.recognised, talk.closed_until) = (false, None);
        }
    }

    /// Those who just talked were told from all who are banned.
    pub fn are_recognised(&mut self, given: &[Update]) {
        for update in given {
            self.talks.entry(update.chat).or_default().recognised = true;
        }
    }

    /// "From that day on you can ask again."
    pub fn is_told_of_a_ban(&mut self, chat: i64) -> Rule {
        let is_odd = self.clock_is_wrong || self.clock_is_ahead;
        let talk = self.talks.entry(chat).or_default();
        let Some(since) = talk.banned else {
            return Err(format!("{} was told of a ban, and nobody was banned who is called so", name(chat)));
        };
        if talk.recognised && !talk.lifted && !is_odd {
            talk.closed_until = Some(since.plus_ms(BAN_MS));
            talk.may_send = talk.sent_unrecognised;
        }
        for (_, question) in self.questions.iter_mut().filter(|(code, _)| self.banned_codes.contains(*code)) {
            question.heard_back |= question.asker == chat;
        }
        Ok(())
    }

    /// A new question was acknowledged: could it be asked?
    pub fn may_be_asked(&self, chat: i64, code: &str) -> Rule {
        let may_send = self.talks.get(&chat).is_some_and(|talk| talk.may_send);
        if may_send || !self.is_closed(chat) {
            return Ok(());
        }
        Err(format!("{code} was acknowledged to somebody to whom asking is closed"))
    }

    fn is_closed(&self, chat: i64) -> bool {
        self.talks.get(&chat).is_some_and(|talk| talk.closed_until.is_some_and(|until| self.now < until))
    }
}

pub fn is_send(label: &str) -> bool {
    ["✅ Verstuur", "✅ Envoyer"].contains(&label)
}
