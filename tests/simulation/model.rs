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
    /// Words of wiped questions, looked for in vain.
    pub forgotten: u64,
    /// Words of questions that nobody wiped, found by the same search.
    pub kept: u64,
    /// Questions that waited after the storm and were answered then.
    pub caught_up: u64,
}

impl Totals {
    pub fn add(&mut self, other: &Totals) {
        self.receipts += other.receipts;
        self.answers += other.answers;
        self.crashes += other.crashes;
        self.lost += other.lost;
        self.wipes += other.wipes;
        self.forgotten += other.forgotten;
        self.kept += other.kept;
        self.caught_up += other.caught_up;
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
    /// Every question's word that was typed, by chat.
    pub typed: BTreeMap<i64, BTreeSet<String>>,
    /// A wipe that was pressed and not yet confirmed by its goodbye: what it must take along, words and codes.
    pub wiping: BTreeMap<i64, (BTreeSet<String>, BTreeSet<String>)>,
    /// Words and codes of which a goodbye said that nobody can read them any more.
    pub forgotten: (BTreeSet<String>, BTreeSet<String>),
    /// Who ever held which case: only they may read it.
    pub holders: BTreeMap<String, BTreeSet<i64>>,
    /// Words that a desk read, and on a card of which cases.
    pub read: Vec<(String, Vec<String>)>,
    pub totals: Totals,
}

impl Model {
    /// Telegram took in the press that wipes everything. What was typed before it is decided before it.
    pub fn wipe_is_pressed(&mut self, chat: i64) {
        let words = self.typed.get(&chat).cloned().unwrap_or_default();
        let codes = self.promised.iter().filter(|(_, asker)| **asker == chat).map(|(code, _)| code.clone()).collect();
        // Of several presses the first is the one that is sure to be covered by the goodbye that comes next.
        self.wiping.entry(chat).or_insert((words, codes));
    }

    /// A moderator's screen, as it arrived.
    pub fn desk_sees(&mut self, chat: i64, text: &str) -> Result<(), String> {
        let quoted = words_like(text, "vraag-");
        let codes = text.split(|letter: char| !letter.is_ascii_alphanumeric());
        let held: Vec<&str> =
            codes.filter(|word| self.holders.get(*word).is_some_and(|chats| chats.contains(&chat))).collect();
        for word in quoted {
            if held.is_empty() {
                return Err(format!("{word} was shown at a desk that never held it"));
            }
            self.read.push((word, held.iter().map(|code| (*code).to_owned()).collect()));
        }
        Ok(())
    }

    /// A young person's screen, as it arrived.
    pub fn youth_sees(&mut self, chat: i64, text: &str, is_new: bool) -> Result<(), String> {
        if ["Alles is weg", "Tout est effacé"].iter().any(|words| text.contains(words)) {
            let (words, codes) = self.wiping.remove(&chat).unwrap_or_default();
            self.forgotten.0.extend(words);
            self.forgotten.1.extend(codes);
        }
        if let Some(code) = code_after(text, "Jouw code: ").or_else(|| code_after(text, "Ton code : ")) {
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
            if self.forgotten.1.contains(&code) {
                return Err(format!("{word} for {code} came after the goodbye"));
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
        // Judged at the end: a card may be quicker than its asker's receipt.
        for (word, codes) in &self.read {
            let is_of = |code: &String| self.promised.get(code).is_none_or(|asker| word.starts_with(&own_mark(*asker)));
            if !codes.iter().any(is_of) {
                return Err(format!("{word} was shown on the card of somebody else's question"));
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
