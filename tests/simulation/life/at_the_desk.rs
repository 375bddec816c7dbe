//! What was promised to a desk, and about it: who may read a question, and what becomes of what is written.

use super::colleagues::puts_right;
use super::hearing::is_send;
use super::model::{DAY_MS, Model, Rule};
use super::screens::{ANSWERED, ASKED, code_after, code_in, waits_for_telegram, words_like};
use rechtdoor::domain::Moment;
use rechtdoor::domain::limits::URGENT_READER_MINUTES;

pub const HAVE_IT_READ: [&str; 2] = ["👀 Laat nalezen", "👀 Faire relire"];

impl Model {
    /// A button at a desk.
    pub fn desk_presses(&mut self, chat: i64, message: i64, label: &str, text: &str) {
        if self.gone.contains(&chat) {
            return;
        }
        if ["⛔ Ja, blokkeer", "⛔ Oui, bloquer"].contains(&label)
            && let Some(code) = code_in(text)
        {
            self.bans(&code);
        }
        self.seats.desk_presses(chat, label, text);
        self.police_presses(chat, label, text);
        self.handing_presses(chat, label, text);
        self.labels_press(label, text);
        self.banner_press(chat, label);
        if label.starts_with("✅ Voer") {
            self.seats.change_places(text);
        }
        if is_send(label) {
            for word in self.previews.get(&(chat, message)).into_iter().flatten() {
                if let Some(written) = self.written.get_mut(word) {
                    written.confirmed = true;
                    written.second_reader |= !self.accounts.is_same(written.by, self.accounts.of(chat));
                    self.drafts.remove(&written.code);
                }
            }
        }
        if HAVE_IT_READ.contains(&label)
            && text.starts_with("👁 ")
            && let Some(code) = code_in(text)
        {
            self.readers_asked.entry(code).or_insert(self.now);
        }
        if ["👁 L", "◀️", "🚨", "🙋"].iter().any(|sign| label.starts_with(sign)) {
            let held = self.holders.iter().filter(|(_, chats)| chats.contains(&chat)).map(|(code, _)| code.clone());
            self.looks.extend(held.map(|code| (code, self.now)));
        }
        if ["🗑️", "⛔"].iter().any(|sign| label.starts_with(sign)) {
            // A refusal: of which case is not on the button, and a moment is all it takes.
            let now = self.now;
            let held = self.holders.iter().filter(|(_, chats)| chats.contains(&chat)).map(|(code, _)| code.clone());
            for code in held.collect::<Vec<_>>() {
                self.drafts.remove(&code);
                if let Some(question) = self.questions.get_mut(&code) {
                    question.may_close_from = question.may_close_from.min(now);
                }
            }
        }
    }

    pub fn desk_sees(&mut self, chat: i64, message: i64, text: &str) -> Rule {
        self.is_heard(chat);
        self.desk_is_shown(chat, message);
        self.counts_colleagues(text);
        self.status_goes_on(chat, message, text)?;
        self.is_for_the_team(chat, text)?;
        self.reading_is_told(text)?;
        self.seats.desk_sees(text, self.now)?;
        self.notes_stay_inside(chat, code_after(text, "📨 ").as_deref(), text)?;
        self.police_at_desk(chat, text)?;
        self.handing_at_desk(chat, text)?;
        self.labels_at_desk(chat, text)?;
        self.banner_at_desk(chat, text);
        if let Some(code) = code_after(text, "📨 ") {
            self.card(chat, &code, text)?;
        } else if let Some(code) = code_after(text, "📥 ") {
            self.is_read_for_everybody(&code, text)?;
        } else if let Some(word) = words_like(text, ASKED).first() {
            return Err(format!("{word} was shown at a desk, and not on a card"));
        }
        if let Some(code) = code_after(text, "👁 ") {
            self.preview(chat, message, code, text);
        }
        if let Some(code) = code_after(text, "✓ ") {
            self.arrived(&code)?;
        }
        Ok(())
    }

    fn card(&mut self, chat: i64, code: &str, text: &str) -> Rule {
        for word in words_like(text, ASKED) {
            if !self.holders.get(code).is_some_and(|chats| chats.contains(&chat)) {
                return Err(format!("{word} was shown at a desk that never held it"));
            }
            let asker = self.typed.get(&word).copied().unwrap_or_default();
            if self.questions.get(code).is_some_and(|question| question.asker != asker) {
                return Err(format!("{word} was shown on the card of somebody else's question"));
            }
            if !self.reviewed.contains(&word) {
                return Err(format!("{word} reached a desk and its asker never read it as it was sent"));
            }
            if self.on_card.entry(word.clone()).or_insert_with(|| code.to_owned()) != code {
                return Err(format!("{word} was asked once and is two questions"));
            }
        }
        let is_new_claim = ["🔒 Van jou tot", "🔒 À toi jusqu'à"].iter().any(|words| text.contains(words));
        if is_new_claim
            && self.holds.get(code) == Some(&chat)
            && self.drafts.get(code).is_some_and(|until| self.now < *until)
            && words_like(text, ANSWERED).is_empty()
        {
            return Err(format!("what was written for {code} is lost"));
        }
        Ok(())
    }

    /// What has arrived is not said to wait again: what is written later comes later.
    fn status_goes_on(&mut self, chat: i64, message: i64, text: &str) -> Rule {
        let before = self.statuses.remove(&(chat, message));
        let waits = waits_for_telegram(text);
        if let (Some(code), true) = (&waits, before == waits) {
            return Err(format!("{code} arrived, and then is said to wait"));
        }
        self.statuses.extend(code_after(text, "✓ ").map(|code| ((chat, message), code)));
        Ok(())
    }

    fn preview(&mut self, chat: i64, message: i64, code: String, text: &str) {
        for word in words_like(text, ANSWERED) {
            let is_first = self.previews.values().all(|words| !words.contains(&word));
            // What puts right what was sent is dropped when nobody finishes it: nothing was promised.
            if is_first && !self.clock_is_wrong && !puts_right(text) {
                self.drafts.insert(code.clone(), self.now.plus_ms(DAY_MS));
            }
            if let Some(written) = self.written.get_mut(&word).filter(|_| puts_right(text)) {
                (written.by_two, written.puts_right) = (true, true);
            }
            self.previews.entry((chat, message)).or_default().insert(word);
        }
    }

    /// An answer reached somebody: did two read it, if two must?
    pub fn was_read_by_two(&self, word: &str) -> Rule {
        let Some(written) = self.written.get(word).filter(|it| it.by_two && !it.second_reader) else {
            return Ok(());
        };
        let waited = |asked: &Moment| asked.plus_minutes(URGENT_READER_MINUTES) <= self.now;
        let may_go_alone = !written.puts_right
            && self.were_urgent.contains(&written.code)
            && (self.readers_asked.get(&written.code).is_some_and(waited)
                || self.clock_was_wrong
                || self.clock_is_ahead);
        if may_go_alone {
            Ok(())
        } else {
            Err(format!("{word} had to be read by two, and nobody but its author read it"))
        }
    }

    /// ✓ is said at a desk.
    fn arrived(&mut self, code: &str) -> Rule {
        let Some(question) = self.questions.get(code).filter(|question| !question.released) else { return Ok(()) };
        let neutral = self.talks.get(&question.asker).is_some_and(|talk| talk.neutral > 0);
        let seen = self.written.values().any(|written| written.code == code && written.seen > 0);
        if seen || neutral { Ok(()) } else { Err(format!("✓ was said for {code} and nothing arrived")) }
    }
}
