//! What the model remembers of a question, of a chat and of an answer.

use super::accounts::Account;
use super::model::{DAY_MS, DAYS_OF_SLACK};
use rechtdoor::domain::Moment;
use std::collections::{BTreeMap, BTreeSet};

/// A question that was acknowledged.
pub struct Question {
    pub asker: i64,
    /// Wiped, or its asker blocked the bot: nothing is promised about it any more.
    pub released: bool,
    /// Its asker blocked the bot since: from then on nobody can tell whose it was, and no wipe finds it.
    pub lost: bool,
    /// The clock was wrong by weeks while it was alive: no rule counts its days.
    pub untimed: bool,
    /// An answer, a question back or a neutral notice about it was seen, a refusal or an end.
    pub heard_back: bool,
    /// The last word from the desk was a question back.
    pub asked_back: bool,
    /// The asker last pressed ✅ for it not before this moment.
    pub asked: Moment,
    /// It cannot have closed before this moment.
    pub may_close_from: Moment,
    /// It had closed by this moment, and nothing opened it again.
    pub closed_by: Option<Moment>,
}

impl Question {
    /// Nobody can tell any more whose it was. Silence closes without a word: then it is known only from when on.
    pub fn is_unlinked(&self, now: Moment) -> bool {
        self.lost || self.closed_by.unwrap_or(self.may_close_from).plus_ms(6 * DAY_MS) < now
    }

    /// Its text is kept for thirty days after it closed.
    pub fn may_vanish_from(&self) -> Moment {
        self.may_close_from.plus_ms((30 - DAYS_OF_SLACK) * DAY_MS)
    }
}

/// A wipe that was pressed and not yet confirmed by its goodbye: what it must take along.
#[derive(Default, Clone)]
pub struct Wipe {
    pub words: BTreeSet<String>,
    pub codes: BTreeSet<String>,
    /// How many updates of this chat the bot had taken in with the press.
    pub taken_in: Option<u64>,
    /// Goodbyes that come before its own: to presses of before whose goodbye was not read yet.
    pub behind: u64,
}

/// One young person's chat.
#[derive(Default)]
pub struct Talk {
    /// Until all that is under way has settled, nothing is promised about new codes either.
    pub releasing: bool,
    /// The last block: a receipt may be under way of a question that was sent before and whose link it cut.
    pub cut_at: Option<Moment>,
    pub wiping: Option<Wipe>,
    /// A goodbye was said and nothing came from here since.
    pub is_over: bool,
    pub taken_in: u64,
    /// Presses of the last button that were taken in, and whose goodbye was not read: each has one of its own. Whoever is a stranger
    /// by then has none, so that there may be fewer.
    pub goodbyes: u64,
    /// A goodbye may come twice: the second says nothing of what came between.
    pub goodbye_is_doubled: bool,
    /// Messages of the bot were deleted here by hand.
    pub deleted: bool,
    /// A wish or a wipe of one question may leave a record without a question, for a month and some days.
    pub lingers: bool,
    /// The first ✅ since the last acknowledgement.
    pub sent: Option<Moment>,
    /// "Discreet is on" was the last that was heard of it.
    pub discreet: bool,
    pub discreet_since: Option<Moment>,
    /// When something was last written here.
    pub wrote: Option<Moment>,
    /// Neutral notices that came.
    pub neutral: u64,
    /// Typed or sent, taken in, and nothing was shown since: what, and when.
    pub unheard: Option<(String, Moment)>,
    /// A review stands here, and an edit of what was typed changes it.
    pub shows_edits: bool,
    /// When what was typed until then was given up, by a button or a command.
    pub dropped: Option<Moment>,
    /// When a desk last closed asking to who is here, and whether that was lifted since.
    pub banned: Option<Moment>,
    pub lifted: bool,
    /// Told from all who are banned since the last start.
    pub recognised: bool,
    /// The ban was read here: until then no question can be asked.
    pub closed_until: Option<Moment>,
    /// A ✅ was taken in while asking was open, and no ban was read since.
    pub may_send: bool,
    /// That was before anybody knew who it is, since the last start: its receipt may come after word of the ban.
    pub sent_unrecognised: bool,
    /// What was pressed last on each message.
    pub pressed: BTreeMap<i64, String>,
    /// The words on each review that stands here.
    pub reviews: BTreeMap<i64, Vec<String>>,
}

/// A text for everybody, under the button by which young people find it.
#[derive(Clone)]
pub struct Book {
    /// ✅ was pressed by another member than its author.
    pub second_reader: bool,
    pub not_before: Moment,
    pub not_after: Moment,
}

/// An answer as it was typed.
pub struct Written {
    pub code: String,
    /// Who typed it at which desk.
    pub by: Account,
    /// It names an article of law, or puts right what was sent: then two must read it.
    pub by_two: bool,
    pub puts_right: bool,
    /// ✅ was pressed on a preview that showed it, and at a desk other than its author's.
    pub confirmed: bool,
    pub second_reader: bool,
    /// It was sent, and an addition came while it was under way.
    pub was_first: bool,
    /// New messages with it.
    pub seen: u64,
    /// Sends that arrived and of which the bot was told otherwise.
    pub doubled: u64,
}
