//! A button at a desk works for two days, through every night between.

use super::model::{HOUR_MS, Model, Rule};
use super::screens::code_in;
use rechtdoor::domain::Moment;
use rechtdoor::messenger::Rendered;

/// A button works for 48 hours from when it was written, and may come hours later; this many are sure.
const WORKS_MS: i64 = 40 * HOUR_MS;

/// A press that must work: where, since when its screen stood there, and about which question.
pub struct LivePress {
    pub chat: i64,
    secret: String,
    shown: Moment,
    about: Option<String>,
    /// The question that its screen names, whoever has it.
    names: Option<String>,
}

const DEAD: [&str; 2] = ["Deze knop werkt niet meer.", "Ce bouton ne marche plus."];

impl Model {
    /// A desk screen came, or changed.
    pub fn desk_is_shown(&mut self, chat: i64, message: i64) {
        // After an outage comes what was written at its beginning.
        self.shown.insert((chat, message), self.delayed_since.unwrap_or(self.now));
    }

    /// A button that stands there was pressed. Only the first press on a screen is sure to do something.
    pub fn desk_button(&mut self, (chat, message): (i64, i64), data: &str, press: &str, text: &str) {
        let Some(secret) = secret_of(data) else { return };
        // Whoever was off the team meanwhile has new screens.
        if self.left_up_to.get(&chat) >= Some(&message) {
            return;
        }
        if self.used_screens.insert(secret.to_owned())
            && !self.leaving.contains(&chat)
            && let Some(shown) = self.shown.get(&(chat, message))
        {
            let live = LivePress {
                chat,
                secret: secret.to_owned(),
                shown: *shown,
                about: work_on(text),
                names: code_in(text),
            };
            self.live_presses.insert(press.to_owned(), live);
        }
    }

    /// A screen may stand there twice: only one of them works.
    pub fn screen_is_doubled(&mut self, screen: &Rendered) {
        let buttons = screen.rows.iter().flatten();
        let secrets: Vec<&str> = buttons.filter_map(|button| secret_of(&button.data)).collect();
        self.live_presses.retain(|_, live| !secrets.contains(&live.secret.as_str()));
        self.used_screens.extend(secrets.into_iter().map(str::to_owned));
    }

    /// What was said over a pressed button.
    pub fn desk_toast(&self, press: &str, text: &str) -> Rule {
        // What was written under another clock runs out by it.
        let works = |live: &LivePress| {
            let is_young = self.now.since_ms(live.shown) < WORKS_MS && self.clock_moved.is_none();
            // Meanwhile it may have been wiped, or gone back into the queue.
            let is_ours = !self.handing.went_away(live.names.as_deref(), live.chat);
            is_young && is_ours && live.about.as_ref().is_none_or(|code| self.holds.get(code) == Some(&live.chat))
        };
        if DEAD.iter().any(|dead| text.contains(dead)) && self.live_presses.get(press).is_some_and(works) {
            return Err(format!("{press} at a desk was the first on its screen, and the button was dead"));
        }
        Ok(())
    }
}

/// The question on which somebody works by this screen, as long as it is theirs. Whoever is called to one because its time runs
/// out may find that it was taken or wiped meanwhile.
fn work_on(text: &str) -> Option<String> {
    let is_work = ["📨", "👁", "✍️", "↩️", "🗑️", "⛔", "⏳", "⌛"].iter().any(|sign| text.starts_with(sign));
    code_in(text).filter(|_| is_work)
}

/// What all buttons of one screen have in common.
fn secret_of(data: &str) -> Option<&str> {
    let mut parts = data.splitn(3, ':');
    (parts.next() == Some("d")).then(|| parts.next())?
}
