//! The second reader of an answer: who may not send alone, how a colleague is asked, and what they may do.
//!
//! Never true of this file: an answer that two must read goes out with nobody but its author having read this very version,
//! unless it is urgent and nobody came; a comment reaches anybody but the desk.

use super::case::{Case, Refusal, Stage};
use super::limits::URGENT_READER_MINUTES;
use super::{Moment, StaffId};
use serde::{Deserialize, Serialize};

/// A second reader was asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Look {
    pub since: Moment,
    /// Its author knows that it may go without: it is urgent, and nobody came.
    pub told: bool,
}

impl Look {
    /// From when on an urgent answer may go without it.
    fn given_up_at(self) -> Moment {
        self.since.plus_minutes(URGENT_READER_MINUTES)
    }
}

impl Case {
    /// Whose draft waits in the queue for a second reader.
    pub fn to_read(&self) -> Option<StaffId> {
        let draft = self.draft.as_ref().filter(|draft| draft.look.is_some())?;
        (self.stage == Stage::Waiting).then_some(draft.author)
    }

    /// Does it wait for a reader of another organisation? What is asked back is read by any colleague.
    pub fn is_read_outside(&self) -> bool {
        let is_answer = self.draft.as_ref().is_some_and(|draft| draft.kind.is_answer());
        self.sorted.is_read_outside() && is_answer
    }

    /// It was sent by a reader of another project: it goes on with whoever wrote it.
    pub fn stays_with(&mut self, author: StaffId) {
        if let Stage::Sent { holder, .. } = &mut self.stage {
            *holder = author;
        }
    }

    /// Gives the case back for a colleague who reads the draft as the second one, ahead of what is new.
    pub fn ask_second(&mut self, by: StaffId, version: u32, now: Moment) -> Result<(), Refusal> {
        self.as_previewed(by, version)?;
        let Some(draft) = &mut self.draft else { return Err(Refusal::NothingToSend) };
        draft.look.get_or_insert(Look { since: now, told: false });
        self.put_back();
        Ok(())
    }

    /// Whoever holds it lets it go because only somebody else may send it: it waits for them, asked for or not.
    pub fn waits_for_reader(&mut self, now: Moment) {
        if let Some(draft) = &mut self.draft {
            draft.look.get_or_insert(Look { since: now, told: false });
        }
    }

    /// Its author takes it back: only minutes in which a colleague could have taken it count as waiting.
    pub fn ends_look(&mut self, by: StaffId, now: Moment) {
        let Some(draft) = self.draft.as_mut().filter(|draft| draft.author == by) else { return };
        draft.look = draft.look.filter(|look| look.given_up_at() <= now);
    }

    /// The wait for a reader begins anew: it is urgent only now, or somebody had it who let go of it unread. In its author's own
    /// hands nobody can come: they ask again.
    pub fn waits_anew(&mut self, now: Moment, is_own: bool) {
        if let Some(draft) = &mut self.draft {
            draft.look = draft.look.filter(|_| !is_own).map(|_| Look { since: now, told: false });
        }
    }

    /// The second reader does not agree: it is its author's again, with a word of what is to be better.
    pub fn send_back(&mut self, by: StaffId, comment: String, now: Moment, until: Moment) -> Result<StaffId, Refusal> {
        self.held_by(by)?;
        let draft = self.draft.as_mut().filter(|draft| draft.author != by).ok_or(Refusal::NothingToSend)?;
        (draft.comment, draft.look) = (Some(comment), None);
        let holder = draft.author;
        self.stage = Stage::Claimed { holder, since: now, until };
        Ok(holder)
    }

    /// May its author send an urgent answer that nobody came to read?
    pub fn waited_for_reader(&self, now: Moment) -> bool {
        let look = self.draft.as_ref().and_then(|draft| draft.look);
        self.urgent && look.is_some_and(|look| look.given_up_at() <= now)
    }

    /// Its author hears it now.
    pub fn nobody_came(&mut self) {
        if let Some(look) = self.draft.as_mut().and_then(|draft| draft.look.as_mut()) {
            look.told = true;
        }
    }

    /// When its author is to hear that nobody came.
    pub fn look_due(&self) -> Option<Moment> {
        let look = self.draft.as_ref()?.look?;
        let waits = self.urgent && !look.told && self.stage == Stage::Waiting && !self.is_aside();
        waits.then(|| look.given_up_at())
    }
}

/// Does a text name an article of law, in Dutch or in French: "art. 34", "artikel 6bis", "l'article 12", "§ 2", "wet van 5
/// augustus", "loi du 8"? A number has to follow: the word alone is anybody's.
pub fn names_law(text: &str) -> bool {
    let lower = text.to_lowercase().replace('\u{e9}', "e");
    let words: Vec<&str> = lower.split(|letter: char| !letter.is_alphanumeric() && letter != '§').collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let is_number =
        |word: Option<&&str>| word.is_some_and(|word| word.starts_with(|first: char| first.is_ascii_digit()));
    words.iter().enumerate().any(|(at, word)| {
        let next = words.get(at + 1);
        match *word {
            "art" | "artt" | "artikel" | "artikels" | "artikelen" | "article" | "articles" | "§" | "§§" => {
                is_number(next)
            }
            "wet" | "wetten" | "loi" | "lois" | "decreet" | "decret" | "ordonnantie" | "ordonnance" => {
                next.is_some_and(|next| ["van", "du", "de"].contains(next)) && is_number(words.get(at + 2))
            }
            _ => word.strip_prefix('§').is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit())),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn an_article_of_law_is_known_by_its_number() {
        for text in [
            "Dat staat in art. 34 van de wet.",
            "Zie artikel 6bis.",
            "C'est l'article 12.",
            "voir art.34",
            "§ 2 zegt iets anders",
            "§2",
            "de wet van 5 augustus 1992",
            "la loi du 8 avril",
        ] {
            assert!(names_law(text), "{text}");
        }
        for text in
            ["Mijn artikel in de krant", "un article de journal", "de wet van de straat", "34 keer", "art en design"]
        {
            assert!(!names_law(text), "{text}");
        }
    }
}
