//! From a question that helped to a text for everybody, with power cuts on the way; and its end.
//!
//! What is promised: a question is read for it only after a yes, and when nobody knows any more whose it was; nobody
//! sees the text before a second member has read it and two weeks have passed since the answer, nor after its day; it is
//! there from the Monday that was named.

use super::model::{DAY_MS, HOUR_MS, MINUTE_MS, Model, Rule};
use super::people::{newest, next_number, press_new, says};
use super::remembered::Book;
use super::screens::{ASKED, code_after, words_like};
use super::world::{DESK, World, YOUTH};
use rechtdoor::domain::Moment;
use rechtdoor::messenger::Rendered;

const LINK_DAYS: i64 = 7;
const DAYS_BEFORE_LIVE: i64 = 14;
/// Three months, and the week in which its day may lie.
const SHOWN_DAYS_MAX: i64 = 92 + 7;

const YES: [&str; 2] = ["✅ Ja, dat mag", "✅ Oui, d'accord"];
const NO: &str = "🙅";

impl Model {
    /// A button in a young person's chat: may others read a rewritten form of it?
    pub fn shares(&mut self, label: &str, data: &str) {
        let codes = self.questions.keys().filter(|code| data.contains(code.as_str())).cloned().collect::<Vec<_>>();
        if YES.contains(&label) {
            self.shared.extend(codes);
        } else if label.starts_with(NO) {
            self.shared.retain(|code| !codes.contains(code));
        }
    }

    /// A question is read at a desk, to be rewritten.
    pub fn is_read_for_everybody(&self, code: &str, text: &str) -> Rule {
        let Some(word) = words_like(text, ASKED).into_iter().next() else { return Ok(()) };
        if self.asked_as.get(&word).is_some_and(|known| known != code) {
            return Err(format!("{word} is read for everybody as {code}, and is another question"));
        }
        if !self.shared.contains(code) {
            return Err(format!("{word} is read for everybody, and nobody said that it may be"));
        }
        let closed = self.questions.get(code).and_then(|question| question.closed_by);
        let is_linked = closed.is_some_and(|at| self.now < at.day().start().plus_days(LINK_DAYS));
        if is_linked { Err(format!("{word} is read for everybody while its link stands")) } else { Ok(()) }
    }

    /// A text stands among the cards of a young person.
    pub fn is_shown_in_its_time(&self, screen: &Rendered) -> Rule {
        for button in screen.rows.iter().flatten() {
            let Some(book) = self.books.get(&button.label) else { continue };
            let label = &button.label;
            if !book.second_reader {
                return Err(format!("{label} is shown, and only its author read it"));
            }
            if self.now < book.not_before {
                return Err(format!("{label} is shown before its two weeks"));
            }
            if self.now > book.not_after {
                return Err(format!("{label} is shown after its day"));
            }
        }
        Ok(())
    }
}

impl World {
    /// In calm, but for the power.
    pub fn something_is_published(&mut self) -> Rule {
        let team: Vec<i64> = DESK.into_iter().filter(|chat| !self.model.leaving.contains(chat)).collect();
        let (Some(asker), &[writer, reader, ..]) = (self.whoever_may_ask(), team.as_slice()) else { return Ok(()) };
        let Some((code, answered)) = self.is_helped_and_says_yes(asker, writer)? else { return Ok(()) };
        self.until(self.now.day().start().plus_days(LINK_DAYS).plus_hours(1))?;
        let labels = self.is_written(writer, &code, answered)?;
        self.is_there(asker, &labels, false)?;
        self.is_approved(reader, &labels)?;
        self.until(answered.day().start().plus_days(DAYS_BEFORE_LIVE).plus_ms(-HOUR_MS))?;
        self.is_there(asker, &labels, false)?;
        // Some Monday of the week after that.
        self.until(answered.day().start().plus_days(DAYS_BEFORE_LIVE + 7).plus_hours(1))?;
        self.is_there(asker, &labels, true)?;
        if self.dice.below(2) == 0 {
            self.is_taken_away(writer, &labels)?;
        } else {
            self.pass(SHOWN_DAYS_MAX * DAY_MS)?;
        }
        self.is_there(asker, &labels, false)
    }

    /// A question, its answer, thanks, and a yes. `None` when it was not asked, or nobody is to be asked about it.
    fn is_helped_and_says_yes(&mut self, asker: i64, writer: i64) -> Result<Option<(String, Moment)>, String> {
        let known: Vec<String> = self.model.questions.keys().cloned().collect();
        self.asks_all(asker, &["🆕 N"])?;
        let asked = self.model.questions.iter().find(|(code, it)| it.asker == asker && !known.contains(*code));
        let Some(code) = asked.map(|(code, _)| code.clone()) else { return Ok(None) };
        self.answers_next(writer)?;
        let answered = self.now;
        for labels in [&["👍 D", "👍 Ç"][..], &YES] {
            if newest(self, asker, labels).is_none_or(|(_, (_, data))| !data.contains(code.as_str())) {
                return Ok(None);
            }
            press_new(self, asker, labels);
            self.pass(MINUTE_MS)?;
        }
        Ok(Some((code, answered)))
    }

    /// Takes the next question and answers it.
    pub fn answers_next(&mut self, chat: i64) -> Rule {
        let is_alone = DESK.into_iter().all(|other| other == chat || self.model.leaving.contains(&other));
        let own = ["🙋 Neem terug", "🙋 Reprendre"];
        says(self, chat, "/volgende".to_owned());
        self.pass(MINUTE_MS)?;
        let messages = &self.far.chats.entry(chat).or_default().messages;
        let newest = messages.values().rev().find(|message| message.from_bot);
        if is_alone && newest.is_some_and(|message| message.text.starts_with("📭")) {
            // Nobody comes to read it, and it is urgent.
            press_new(self, chat, &own);
            self.pass(MINUTE_MS)?;
        }
        self.finishes(chat)
    }

    /// In both languages, with a subject and a source, for three months.
    fn is_written(&mut self, chat: i64, code: &str, answered: Moment) -> Result<[String; 2], String> {
        let word = next_number(self);
        let labels = ["Boek", "Livre"].map(|book| format!("📱 {book} {word}"));
        let live = answered.day().start().plus_days(DAYS_BEFORE_LIVE);
        let book = Book { second_reader: false, not_before: live, not_after: live.plus_days(SHOWN_DAYS_MAX) };
        self.model.books.extend(labels.iter().map(|label| (label.clone(), book.clone())));
        self.types(chat, "/bib")?;
        for label in ["📥 ", &format!("📥 {code}"), "✍️"] {
            self.taps(chat, label)?;
        }
        for (flag, label) in [("🇳🇱", &labels[0]), ("🇫🇷", &labels[1])] {
            self.taps(chat, flag)?;
            self.taps(chat, "✏️")?;
            for piece in ["Mag een agent dat?", label, "Niet zomaar. Vraag waarom."] {
                self.types(chat, piece)?;
            }
        }
        for label in ["🏷️", "📱", "🔗", "📱", "👀", "📅"] {
            self.taps(chat, label)?;
        }
        self.pass(3 * HOUR_MS)?;
        let stands = |message: &crate::support::far_side::Message| {
            code_after(&message.text, "📥 ").is_some() && !words_like(&message.text, ASKED).is_empty()
        };
        match self.far.chats.get(&chat).is_some_and(|known| known.messages.values().any(stands)) {
            true => Err(format!("{code} was read for everybody and still stands there")),
            false => Ok(labels),
        }
    }

    fn is_approved(&mut self, chat: i64, labels: &[String; 2]) -> Rule {
        self.opens(chat, labels)?;
        for label in labels {
            self.model.books.entry(label.clone()).and_modify(|book| book.second_reader = true);
        }
        self.taps(chat, "✅")
    }

    fn is_taken_away(&mut self, chat: i64, labels: &[String; 2]) -> Rule {
        self.opens(chat, labels)?;
        self.taps(chat, "📤")?;
        for label in labels {
            self.model.books.entry(label.clone()).and_modify(|book| book.not_after = book.not_before);
        }
        Ok(())
    }

    fn opens(&mut self, chat: i64, labels: &[String; 2]) -> Rule {
        self.types(chat, "/bib")?;
        let is_there = |world: &mut Self, label: &str| newest(world, chat, &[label]).is_some();
        let shown = labels.iter().find(|label| is_there(self, label)).cloned();
        self.taps(chat, &shown.ok_or("a text of the team is not in its list")?)
    }

    /// Does a young person find it among the cards?
    fn is_there(&mut self, chat: i64, labels: &[String; 2], wanted: bool) -> Rule {
        self.types(chat, "/rechten")?;
        self.taps(chat, "📱")?;
        let all: Vec<&str> = labels.iter().map(String::as_str).collect();
        let card = newest(self, chat, &["❓"]).map(|(message, _)| message);
        let found = newest(self, chat, &all).map(|(message, _)| message);
        let is_found = found.is_some() && found == card;
        match (wanted, is_found) {
            (true, false) => Err(format!("{} is not shown in its time", labels[0])),
            (false, true) => Err(format!("{} is shown, and should not be", labels[0])),
            (true, true) | (false, false) => Ok(()),
        }
    }

    fn types(&mut self, chat: i64, text: &str) -> Rule {
        says(self, chat, text.to_owned());
        self.soon(chat)
    }

    fn taps(&mut self, chat: i64, label: &str) -> Rule {
        if newest(self, chat, &[label]).is_none() {
            return Err(format!("{} finds no button {label}", super::network::name(chat)));
        }
        press_new(self, chat, &[label]);
        self.soon(chat)
    }

    /// The power likes to go while somebody of the team writes.
    fn soon(&mut self, chat: i64) -> Rule {
        self.pass(MINUTE_MS)?;
        if !YOUTH.contains(&chat) && self.dice.below(8) == 0 {
            self.crash();
        }
        Ok(())
    }
}
