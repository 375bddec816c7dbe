//! The bot's clock is wrong by weeks. What is promised: while it is doubted nothing is destroyed and nothing closes, and a start
//! ends no doubt.

use super::model::{DAY_MS, Model, Rule};
use super::remembered::Question;
use std::collections::BTreeSet;

/// See the file's header.
#[derive(Default)]
pub struct Doubts {
    /// What was there when it went wrong.
    known_before: BTreeSet<String>,
    ahead: u32,
    behind: u32,
}

impl Doubts {
    /// What is dated while a clock is ahead ends later for it, never earlier.
    pub fn was_only_ahead(&self) -> bool {
        self.ahead > 0 && self.behind == 0
    }
}

impl Model {
    /// The bot's clock jumps by weeks.
    pub fn clock_goes_wrong(&mut self, known_codes: BTreeSet<String>, is_ahead: bool) {
        self.clock_is_wrong = true;
        self.clock_was_wrong = true;
        self.questions.values_mut().for_each(|question| question.untimed = true);
        self.doubts.known_before = known_codes;
        *(if is_ahead { &mut self.doubts.ahead } else { &mut self.doubts.behind }) += 1;
    }

    /// It is right again, and nobody has looked at it yet.
    pub fn clock_is_right_again(&mut self, known_codes: &BTreeSet<String>) -> Rule {
        self.clock_is_wrong = false;
        let gone = self.doubts.known_before.iter().find(|code| {
            // A power cut while a link is cut, and no way to know the time: then it is taken for a wipe, to be safe.
            let is_linked = |question: &Question| {
                // Silence closes without a word.
                let ended = question.closed_by.unwrap_or(question.may_close_from);
                self.now < ended.plus_ms(6 * DAY_MS)
            };
            let lives = |question: &Question| {
                !question.released && is_linked(question) && self.now < question.may_vanish_from()
            };
            !known_codes.contains(*code) && self.questions.get(*code).is_some_and(lives)
        });
        match gone {
            Some(code) => Err(format!("{code} was destroyed because a clock was wrong")),
            None => Ok(()),
        }
    }
}
