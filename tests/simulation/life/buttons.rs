//! A button at a desk works for two days, through every night between.

use super::model::{HOUR_MS, Model, Rule};
use rechtdoor::domain::Moment;
use rechtdoor::messenger::Rendered;

/// A button works for 48 hours; this many are sure.
const WORKS_MS: i64 = 46 * HOUR_MS;

const DEAD: [&str; 2] = ["Deze knop werkt niet meer.", "Ce bouton ne marche plus."];

impl Model {
    /// A desk screen came, or changed.
    pub fn desk_is_shown(&mut self, chat: i64, message: i64) {
        self.shown.insert((chat, message), self.now);
    }

    /// A button that stands there was pressed. Only the first press on a screen is sure to do something.
    pub fn desk_button(&mut self, chat: i64, message: i64, data: &str, press: &str) {
        let Some(secret) = secret_of(data) else { return };
        if self.used_screens.insert(secret.to_owned())
            && let Some(shown) = self.shown.get(&(chat, message))
        {
            self.live_presses.insert(press.to_owned(), *shown);
        }
    }

    /// A screen may stand there twice: only one of them works.
    pub fn screen_is_doubled(&mut self, screen: &Rendered) {
        let buttons = screen.rows.iter().flatten();
        self.used_screens.extend(buttons.filter_map(|button| secret_of(&button.data)).map(str::to_owned));
    }

    /// What was said over a pressed button.
    pub fn desk_toast(&self, press: &str, text: &str) -> Rule {
        // What was written under another clock runs out by it.
        let works = |shown: &Moment| self.now.since_ms(*shown) < WORKS_MS && self.clock_moved.is_none();
        if DEAD.iter().any(|dead| text.contains(dead)) && self.live_presses.get(press).is_some_and(works) {
            return Err(format!("{press} at a desk was the first on its screen, and the button was dead"));
        }
        Ok(())
    }
}

/// What all buttons of one screen have in common.
fn secret_of(data: &str) -> Option<&str> {
    let mut parts = data.splitn(3, ':');
    (parts.next() == Some("d")).then(|| parts.next())?
}
