//! A question's life at the desk: who holds it, what is drafted, what was promised, when it is forgotten.
//!
//! Nothing here knows who asked. The link between a case and a person is a route, and routes are the vault's.

use super::after::Alone;
use super::aside::Aside;
use super::ban::BanReason;
pub use super::copies::DeskCopy;
use super::correction::Correcting;
use super::deadline::Clock;
use super::label::LabelId;
use super::limits::{HOLD_WITHOUT_TEXT_MS, THREAD_ENTRIES_MAX};
pub use super::refusal::RefusalReason;
use super::retention::Retention;
pub use super::second::Look;
use super::triage::Sorted;
use super::{Code, Day, Language, Moment, StaffId};
use serde::{Deserialize, Serialize};

/// Lives until 30 days after closing; sealed under the case's own text key.
#[derive(Clone, Serialize, Deserialize)]
pub struct Case {
    pub code: Code,
    /// The language the asker reads.
    pub language: Language,
    /// The question itself seems to be in another language than Dutch or French.
    pub foreign: bool,
    /// Municipality id; `None` is "elsewhere".
    pub area: Option<String>,
    /// The topic of the rights card that it was asked from; `None` when it was simply typed.
    pub topic: Option<String>,
    /// Project id; `None` is the shared pool.
    pub project: Option<String>,
    /// The asker agrees that police give input on a rewritten, general question.
    pub police_ok: bool,
    /// Day precision: the disk does not say at what hour a child asked.
    pub opened: Day,
    /// The day on which the asker last sent something: from it counts when nobody has answered.
    pub asked: Day,
    /// The order of arrival.
    pub arrival_no: u64,
    /// By when a person answers: the closing hour of a working day, not a distance from the asking.
    pub promised: Moment,
    /// By when somebody is to have looked at it: a closing hour too.
    pub look_by: Moment,
    /// How much of the time until then is used up.
    pub clock: Clock,
    /// Somebody took it although another one was next: the desk sees it.
    pub picked: bool,
    pub urgent: bool,
    /// What it is about, as the desk sorts it.
    pub sorted: Sorted,
    /// What the desk put on it beside that.
    pub labels: Vec<LabelId>,
    /// Back in the queue ahead of those that were never claimed.
    pub front: bool,
    pub stage: Stage,
    pub draft: Option<AnswerDraft>,
    /// The asker added something that the holder has not yet seen.
    pub unread: bool,
    pub entries: u16,
    /// Words among colleagues about it.
    pub notes: u8,
    /// It waits for another project, or for a lawyer.
    pub aside: Option<Aside>,
    /// Its answer went out urgent, and is to be read afterwards.
    pub alone: Option<Alone>,
    /// When whoever answered something grave is reminded to ask how it goes: an opening hour.
    pub check_in: Option<Moment>,
    /// Its answer is being put right.
    pub correcting: Option<Correcting>,
    /// Desk messages that quote this case.
    pub copies: Vec<DeskCopy>,
    /// Messages without a word of the case that call to it while it waits.
    pub calls: Vec<DeskCopy>,
    /// How often it was called out again because it is urgent and nobody took it; see `limits::CALLS_AGAIN`.
    pub called_again: u8,
    pub delivery: Delivery,
    /// Where the desk sees the delivery of what was sent last.
    pub status_at: Option<DeskCopy>,
    /// The link to the asker is gone: nobody can reply any more.
    pub severed: bool,
    pub sharing: Sharing,
    /// Somebody has read it to write something for everybody.
    pub taken_up: bool,
    /// Who has it on the desk for that now.
    pub reading: Option<Reading>,
    /// The member who asked it for somebody without an account: it leads to a paper card and to no chat, so that one hears
    /// when there is news.
    pub helper: Option<StaffId>,
    /// Why the desk does not answer it.
    pub refused: Option<RefusalReason>,
}

/// May others read, one day, what a member makes of this question and its answer?
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Sharing {
    NotAsked,
    /// And not said yes to, or said yes and taken back.
    Asked,
    Yes,
}

/// A closed question on a desk, to be rewritten for everybody.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reading {
    pub by: StaffId,
    pub until: Moment,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Stage {
    Waiting,
    /// Since when: since it was taken, or since something was last written for it.
    Claimed {
        holder: StaffId,
        since: Moment,
        until: Moment,
    },
    WaitingForAsker {
        holder: StaffId,
        since: Day,
    },
    Sent {
        holder: StaffId,
        since: Day,
    },
    Closed {
        since: Day,
        why: Closing,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Closing {
    Helped,
    Silence,
    NoReply,
    Unanswered,
    Refused,
    Gone,
    Wiped,
    /// And asking is closed to the asker until that day.
    Blocked {
        until: Day,
        reason: BanReason,
    },
}

/// What a moderator wrote and has not sent. Its version makes sure that what was previewed is what is sent.
#[derive(Clone, Serialize, Deserialize)]
pub struct AnswerDraft {
    pub text: String,
    pub author: StaffId,
    pub kind: Reply,
    pub version: u32,
    /// A colleague was asked to read it before it goes.
    pub look: Option<Look>,
    /// What a second reader says of it; for the desk alone, and gone with the next version.
    pub comment: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Reply {
    Answer,
    /// The desk needs to know more first.
    MoreInfo,
    /// What was sent was not right.
    Correction,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Delivery {
    Nothing,
    Waiting,
    Sent,
    /// The asker blocked the bot or deleted the account.
    Gone,
}

/// One contribution to a case's thread; sealed under the same key as the case.
#[derive(Clone, Serialize, Deserialize)]
pub struct Entry {
    pub by: By,
    pub text: String,
    pub day: Day,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum By {
    Asker,
    Desk(Reply),
}

/// The domain says no, and the person is told what to do now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// Somebody else holds it.
    HeldByOther,
    /// It is theirs, and waits for the young person's word: they can take it back first.
    WaitsForAsker,
    /// The lease has run out; the case is in the queue again.
    LeaseOver,
    /// It was sent already.
    AlreadySent,
    Closed,
    /// What is to be sent is not what was previewed.
    Changed,
    /// The asker added something; it must be read first.
    UnreadAddition,
    NothingToSend,
    /// The thread is as long as it may become.
    Full,
    /// Somebody else must read it first, or must send it.
    NeedsReader,
    /// Its code says that it is urgent: another code first.
    UrgentByCode,
}

impl Case {
    /// A question that was asked today, without anything in its thread yet.
    pub fn new(code: Code, language: Language, today: Day, arrival_no: u64, promised: Moment) -> Self {
        Self {
            code,
            language,
            foreign: false,
            area: None,
            topic: None,
            project: None,
            police_ok: false,
            opened: today,
            asked: today,
            arrival_no,
            promised,
            look_by: promised,
            clock: Clock::default(),
            picked: false,
            urgent: false,
            sorted: Sorted::default(),
            labels: Vec::new(),
            front: false,
            stage: Stage::Waiting,
            draft: None,
            unread: false,
            entries: 0,
            notes: 0,
            aside: None,
            alone: None,
            check_in: None,
            correcting: None,
            copies: Vec::new(),
            calls: Vec::new(),
            called_again: 0,
            delivery: Delivery::Nothing,
            status_at: None,
            severed: false,
            sharing: Sharing::NotAsked,
            taken_up: false,
            reading: None,
            helper: None,
            refused: None,
        }
    }

    pub fn is_open(&self) -> bool {
        !matches!(self.stage, Stage::Closed { .. })
    }

    pub fn holder(&self) -> Option<StaffId> {
        match self.stage {
            Stage::Claimed { holder, .. } => Some(holder),
            Stage::Waiting | Stage::WaitingForAsker { .. } | Stage::Sent { .. } | Stage::Closed { .. } => None,
        }
    }

    /// See [`Stage::is_with`]; and whoever reads it after its end.
    pub fn is_with(&self, staff: StaffId) -> bool {
        self.stage.is_with(staff) || self.reader() == Some(staff)
    }

    /// On whose desk it is after its end, to be written about for everybody.
    pub fn reader(&self) -> Option<StaffId> {
        self.reading.filter(|_| !self.is_open()).map(|reading| reading.by)
    }

    /// Takes the case, or renews the lease of who has it.
    pub fn claim(&mut self, by: StaffId, now: Moment, until: Moment) -> Result<(), Refusal> {
        match self.stage {
            Stage::Waiting => self.ends_look(by, now),
            Stage::Claimed { holder, .. } if holder == by => return self.renew(by, until),
            Stage::Claimed { .. } => return Err(Refusal::HeldByOther),
            Stage::WaitingForAsker { holder, .. } if holder == by => {}
            Stage::WaitingForAsker { .. } => return Err(Refusal::HeldByOther),
            Stage::Sent { .. } => return Err(Refusal::AlreadySent),
            Stage::Closed { .. } => return Err(Refusal::Closed),
        }
        self.stage = Stage::Claimed { holder: by, since: now, until };
        (self.front, self.aside, self.called_again) = (false, None, 0);
        Ok(())
    }

    /// The holder looked at it or pressed something: the lease goes on, but not for ever without a word written.
    pub fn renew(&mut self, by: StaffId, wanted: Moment) -> Result<(), Refusal> {
        self.held_by(by)?;
        if let Stage::Claimed { since, until, .. } = &mut self.stage {
            *until = (*until).max(wanted.min(since.plus_ms(HOLD_WITHOUT_TEXT_MS)));
        }
        Ok(())
    }

    /// The holder wrote something for it: the lease begins anew.
    pub fn worked(&mut self, by: StaffId, now: Moment, wanted: Moment) -> Result<(), Refusal> {
        self.held_by(by)?;
        self.stage = Stage::Claimed { holder: by, since: now, until: wanted };
        Ok(())
    }

    /// Is this the member who may work on it now?
    pub fn held_by(&self, staff: StaffId) -> Result<(), Refusal> {
        match self.stage {
            Stage::Claimed { holder, .. } if holder == staff => Ok(()),
            Stage::WaitingForAsker { holder, .. } if holder == staff => Err(Refusal::WaitsForAsker),
            Stage::Claimed { .. } | Stage::WaitingForAsker { .. } => Err(Refusal::HeldByOther),
            Stage::Waiting => Err(Refusal::LeaseOver),
            Stage::Sent { .. } => Err(Refusal::AlreadySent),
            Stage::Closed { .. } => Err(Refusal::Closed),
        }
    }

    /// Back to the front of the queue, by hand or because the lease ran out. The draft stays.
    pub fn release(&mut self) {
        if !self.drops_correction() {
            self.put_back();
        }
    }

    /// The same, whatever it was.
    pub(super) fn put_back(&mut self) {
        self.stage = Stage::Waiting;
        self.aside = self.aside.take().filter(Aside::is_whole);
        self.front = true;
    }

    /// Replaces the draft and gives it a new version, so that an older preview can no longer be sent. The first version
    /// of a round grows with the thread: a preview of an earlier round means nothing in this one.
    pub fn write(&mut self, text: String, author: StaffId, kind: Reply) -> u32 {
        let kind = if self.correcting.is_some() && kind == Reply::Answer { Reply::Correction } else { kind };
        let first = (u32::from(self.entries) << 16) + 1;
        let version = self.draft.as_ref().map_or(first, |draft| draft.version.wrapping_add(1));
        self.draft = Some(AnswerDraft { text, author, kind, version, look: None, comment: None });
        version
    }

    /// It is held, nothing came in between, and the draft is the one that was previewed.
    pub(super) fn as_previewed(&self, by: StaffId, version: u32) -> Result<(), Refusal> {
        self.held_by(by)?;
        if self.unread {
            return Err(Refusal::UnreadAddition);
        }
        match &self.draft {
            None => Err(Refusal::NothingToSend),
            Some(draft) if draft.version != version => Err(Refusal::Changed),
            Some(_) => Ok(()),
        }
    }

    /// Takes the draft for sending, once: afterwards there is none. `alone` says that it may go although nobody but its author
    /// has read it.
    pub fn send(&mut self, by: StaffId, version: u32, alone: bool, today: Day) -> Result<AnswerDraft, Refusal> {
        self.as_previewed(by, version)?;
        if !alone && self.draft.as_ref().is_some_and(|draft| draft.author == by) {
            return Err(Refusal::NeedsReader);
        }
        if self.entries >= THREAD_ENTRIES_MAX {
            return Err(Refusal::Full);
        }
        let draft = self.draft.take().ok_or(Refusal::NothingToSend)?;
        self.stage = match draft.kind {
            Reply::Answer | Reply::Correction => Stage::Sent { holder: by, since: today },
            Reply::MoreInfo => {
                self.clock.stop(today);
                Stage::WaitingForAsker { holder: by, since: today }
            }
        };
        self.delivery = Delivery::Waiting;
        self.is_corrected(draft.kind);
        Ok(draft)
    }

    /// The asker wrote more. An answered case is open again, ahead of the others.
    pub fn add(&mut self, today: Day) -> Result<(), Refusal> {
        if self.entries >= THREAD_ENTRIES_MAX {
            return Err(Refusal::Full);
        }
        match self.stage {
            Stage::Waiting | Stage::Claimed { .. } => {}
            Stage::WaitingForAsker { .. } | Stage::Sent { .. } => self.release(),
            Stage::Closed { .. } if self.severed => return Err(Refusal::Closed),
            Stage::Closed { .. } => self.release(),
        }
        // The word was given about another answer.
        (self.sharing, self.correcting) = (Sharing::NotAsked, None);
        self.unread = true;
        // The card that shows this may be under way for long: what was previewed before it is not to be sent after it.
        if let Some(draft) = &mut self.draft {
            draft.version = draft.version.wrapping_add(1);
        }
        self.asked = today;
        Ok(())
    }

    pub fn close(&mut self, today: Day, why: Closing) {
        self.stage = Stage::Closed { since: today, why };
        self.draft = None;
        self.unread = false;
        (self.reading, self.aside, self.correcting) = (None, None, None);
    }

    /// When something is next to be done about this case by the clock alone.
    pub fn next_due(&self, retention: &Retention) -> Moment {
        let due = match (&self.aside, self.correcting) {
            (Some(aside), _) if self.is_aside() => aside.until,
            (_, Some(correcting)) if self.stage == Stage::Waiting => correcting.until,
            _ => self.stage.next_due(self.asked, self.severed, retention),
        };
        let due = [self.look_due(), self.alone_due(), self.check_in_due()].into_iter().flatten().fold(due, Moment::min);
        self.reading.map_or(due, |reading| reading.until.min(due))
    }

    /// When its holder is reminded that nothing came back: not once it is closed, or the desk's again.
    pub fn check_in_due(&self) -> Option<Moment> {
        self.check_in.filter(|_| matches!(self.stage, Stage::Sent { .. } | Stage::WaitingForAsker { .. }))
    }

    /// No date of it lies in the future any more, and no lease is longer than one that begins now.
    pub fn put_dates_right(&mut self, today: Day, lease_until: Moment) {
        self.opened = self.opened.min(today);
        self.asked = self.asked.min(today);
        self.stage = self.stage.not_later(today, lease_until);
    }
}

impl Stage {
    /// Is it the desk's turn?
    pub fn is_desks(self) -> bool {
        matches!(self, Stage::Waiting | Stage::Claimed { .. })
    }

    /// Does this member have the case, whoever's turn it is to say something?
    pub fn is_with(self, staff: StaffId) -> bool {
        match self {
            Stage::Claimed { holder, .. } | Stage::WaitingForAsker { holder, .. } | Stage::Sent { holder, .. } => {
                holder == staff
            }
            Stage::Waiting | Stage::Closed { .. } => false,
        }
    }

    /// See [`Case::next_due`].
    pub fn next_due(self, asked: Day, severed: bool, retention: &Retention) -> Moment {
        let after = |day: Day, days: i64| day.start().plus_days(days);
        match self {
            Stage::Waiting => after(asked, retention.unanswered_days),
            Stage::Claimed { until, .. } => until,
            Stage::WaitingForAsker { since, .. } => after(since, retention.waiting_days),
            Stage::Sent { since, .. } => after(since, retention.silent_days),
            Stage::Closed { since, .. } if !severed => after(since, retention.link_days),
            Stage::Closed { since, .. } => after(since, retention.text_days),
        }
    }

    /// The same stage, entered no later than today.
    pub fn not_later(self, today: Day, lease_until: Moment) -> Self {
        match self {
            Stage::Waiting => Stage::Waiting,
            Stage::Claimed { holder, since, until } => {
                Stage::Claimed { holder, since: since.min(lease_until), until: until.min(lease_until) }
            }
            Stage::WaitingForAsker { holder, since } => Stage::WaitingForAsker { holder, since: since.min(today) },
            Stage::Sent { holder, since } => Stage::Sent { holder, since: since.min(today) },
            Stage::Closed { since, why } => Stage::Closed { since: since.min(today), why },
        }
    }
}

#[cfg(test)]
#[path = "case_tests.rs"]
mod tests;
