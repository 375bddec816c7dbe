//! A question that its asker adds to after two weeks: three weeks of silence are counted from what was asked last, and
//! from the day of its end the link and the text, to the hour that was promised.

use super::model::{DAY_MS, MINUTE_MS, Rule};
use super::people;
use super::world::{World, YOUTH};
use rechtdoor::domain::Moment;

/// Days until the addition, and from there until the question is over for certain.
const ADDED_AFTER: i64 = 15;
const OVER_AFTER: i64 = 24;
/// What was promised: a chat can be found for so many days after the end, a text can be read for so many.
pub const LINK_DAYS: i64 = 7;
const TEXT_DAYS: i64 = 30;
/// By this hour the night's work is done.
pub const NIGHT_HOURS: i64 = 3;

impl World {
    /// Somebody asks, adds something, and nobody ever answers.
    pub fn nobody_answers(&mut self) -> Rule {
        let Some(chat) = self.whoever_may_ask() else { return Ok(()) };
        let known: Vec<String> = self.model.questions.keys().cloned().collect();
        self.asks_all(chat, &["🆕 N"])?;
        let asked = self.model.questions.iter().find(|(code, it)| it.asker == chat && !known.contains(*code));
        // As many questions as somebody may have: it was said, and the text stays a while.
        let Some(code) = asked.map(|(code, _)| code.clone()) else { return Ok(()) };
        self.pass(ADDED_AFTER * DAY_MS)?;
        let (dutch, french) = (format!("📎 Bij {code}"), format!("📎 Avec {code}"));
        let before = self.model.questions.get(&code).map(|question| question.asked);
        self.asks_all(chat, &[&dutch, &french])?;
        let after = self.model.questions.get(&code).map(|question| question.asked);
        self.pass(OVER_AFTER * DAY_MS)?;
        match self.model.questions.get(&code) {
            Some(question) if question.closed_by.is_none() => Err(format!("nobody answers {code}, and nobody says so")),
            Some(question) => {
                self.model.totals.put_off += u64::from(before < after);
                self.it_is_forgotten_to_the_day(question.closed_by.unwrap_or(self.now))
            }
            None => Ok(()),
        }
    }

    /// By a clock that is right nothing is doubted: what lives for so many days is gone when they are over.
    /// Everything else of this life ended long before.
    fn it_is_forgotten_to_the_day(&mut self, closed: Moment) -> Rule {
        let midnight = |days: i64| closed.day().start().plus_days(days);
        self.until(midnight(LINK_DAYS).plus_hours(NIGHT_HOURS))?;
        self.no_address_is_left(|_, _| false)?;
        self.until(midnight(TEXT_DAYS).plus_hours(NIGHT_HOURS))?;
        self.no_word_is_left()
    }

    pub fn whoever_may_ask(&self) -> Option<i64> {
        YOUTH.into_iter().find(|chat| {
            let is_blocked = self.far.chats.get(chat).is_some_and(|known| known.blocked);
            let talk = self.model.talks.get(chat);
            !is_blocked && talk.is_some_and(|talk| talk.discreet_since.is_none() && talk.banned.is_none())
        })
    }

    /// From the text to the receipt.
    pub fn asks_all(&mut self, chat: i64, purpose: &[&str]) -> Rule {
        people::asks(self, chat);
        for labels in [&["🌐 Nederlands"][..], purpose, &["✅ Verstuur", "✅ Envoyer"]] {
            self.pass(MINUTE_MS)?;
            people::press_new(self, chat, labels);
        }
        self.pass(MINUTE_MS)
    }
}
