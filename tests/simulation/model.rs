//! What was promised to whom, kept beside the bot and knowing nothing of its inside.

use std::collections::{BTreeMap, BTreeSet};

/// What happened in one life, or in all.
#[derive(Default, Debug, Clone)]
pub struct Totals {
    pub receipts: u64,
    pub answers: u64,
    pub crashes: u64,
    /// Calls that arrived and whose answer was lost.
    pub lost: u64,
    pub wipes: u64,
}

impl Totals {
    pub fn add(&mut self, other: &Totals) {
        self.receipts += other.receipts;
        self.answers += other.answers;
        self.crashes += other.crashes;
        self.lost += other.lost;
        self.wipes += other.wipes;
    }
}

/// See the file's header.
#[derive(Default)]
pub struct Model {
    /// Whose chat was told which code.
    pub promised: BTreeMap<String, i64>,
    /// Chats that wiped or blocked at some time: nothing is promised about their questions any more.
    pub released: BTreeSet<i64>,
    /// Which moderator's words were typed for which code.
    pub written: BTreeMap<String, String>,
    /// Codes of which a desk was told that the answer was sent.
    pub told: BTreeSet<String>,
    /// How often each answer was seen, and where.
    pub seen: BTreeMap<String, Vec<i64>>,
    /// Ambiguous sends: arrived, and the bot was told otherwise.
    pub doubled: BTreeMap<String, u64>,
    pub totals: Totals,
}

impl Model {
    /// A young person's screen, as it arrived.
    pub fn youth_sees(&mut self, chat: i64, text: &str, is_new: bool) -> Result<(), String> {
        if let Some(code) = code_after(text, "Jouw code: ") {
            self.totals.receipts += u64::from(!self.promised.contains_key(&code));
            if self.promised.insert(code.clone(), chat).is_some_and(|known| known != chat) {
                return Err(format!("the code {code} was given to two people"));
            }
        }
        for word in words_like(text, "antwoord-") {
            let code = self.written.get(&word).cloned().ok_or_else(|| format!("{word} was never typed at a desk"))?;
            if self.promised.get(&code).is_some_and(|asker| *asker != chat) {
                return Err(format!("{word} for {code} reached somebody else"));
            }
            if is_new {
                self.totals.answers += 1;
                self.seen.entry(word).or_default().push(chat);
            }
        }
        for word in words_like(text, "vraag-") {
            if !word.starts_with(&own_mark(chat)) {
                return Err(format!("{word} was shown to another young person"));
            }
        }
        Ok(())
    }

    /// The end of a life, after days of calm.
    pub fn judge(&self, known_codes: &BTreeSet<String>) -> Result<(), String> {
        for (code, asker) in &self.promised {
            if !self.released.contains(asker) && !known_codes.contains(code) {
                return Err(format!("the question {code} was acknowledged and is nowhere"));
            }
        }
        for (word, chats) in &self.seen {
            let doubles = self.doubled.get(word).copied().unwrap_or_default();
            if chats.len() as u64 > 1 + doubles {
                return Err(format!("{word} was seen {} times, {doubles} doubles are excused", chats.len()));
            }
        }
        for code in &self.told {
            let arrived = self.seen.keys().any(|word| self.written.get(word) == Some(code));
            let released = self.promised.get(code).is_none_or(|asker| self.released.contains(asker));
            if !released && !arrived {
                return Err(format!("an answer for {code} was said to be sent and never arrived"));
            }
        }
        Ok(())
    }
}

/// The six characters after a mark.
pub fn code_after(text: &str, mark: &str) -> Option<String> {
    let rest = text.split_once(mark)?.1;
    let code: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    (code.len() == 6).then_some(code)
}

/// Words that begin with a mark, whole.
pub fn words_like(text: &str, mark: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
    words.filter(|word| word.starts_with(mark)).map(str::to_owned).collect()
}

/// What all questions of one chat have in common: letters only, because long numbers are masked.
pub fn own_mark(chat: i64) -> String {
    format!("vraag-{}-", in_letters(chat.unsigned_abs() % 1_000))
}

pub fn in_letters(mut number: u64) -> String {
    let mut letters = String::new();
    loop {
        letters.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or_default()));
        number /= 26;
        if number == 0 {
            return letters;
        }
    }
}
