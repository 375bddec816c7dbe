//! A question that its asker adds to after two weeks: three weeks of silence are counted from what was asked last.

use super::model::{DAY_MS, MINUTE_MS, Rule};
use super::people;
use super::world::{World, YOUTH};

/// Days until the addition, and from there until the question is over for certain.
const ADDED_AFTER: i64 = 15;
const OVER_AFTER: i64 = 24;

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
            Some(_) if before < after => {
                self.model.totals.put_off += 1;
                Ok(())
            }
            Some(_) | None => Ok(()),
        }
    }

    fn whoever_may_ask(&self) -> Option<i64> {
        YOUTH.into_iter().find(|chat| {
            let is_blocked = self.far.chats.get(chat).is_some_and(|known| known.blocked);
            let talk = self.model.talks.get(chat);
            !is_blocked && talk.is_some_and(|talk| !talk.discreet && talk.banned.is_none())
        })
    }

    /// From the text to the receipt.
    fn asks_all(&mut self, chat: i64, purpose: &[&str]) -> Rule {
        people::asks(self, chat);
        for labels in [&["🌐 Nederlands"][..], purpose, &["✅ Verstuur", "✅ Envoyer"]] {
            self.pass(MINUTE_MS)?;
            people::press_new(self, chat, labels);
        }
        self.pass(MINUTE_MS)
    }
}
