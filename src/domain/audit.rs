//! Who did what to which case, and when: the words of the log that lets a team answer for itself.
//!
//! Never true of this file: an entry holds a text, or an event of a young person. Only the desk, the host and the clock
//! act here; at what minute somebody asked or read is nobody's business.
//!
//! To add an act: an arm of [`Act`] with its number of the disk at the end, its place in [`Act::ALL`], and a step in
//! `tests/audit/`, which fails while nobody does it.

use super::aside::{HandReason, HandRefusal};
use super::moment::MINUTE_MS;
use super::roles::{Capability, DeskRole};
use super::takeover::TakeOverReason;
use super::triage::Triage;
use super::{Day, Moment, StaffId, TextId};
use serde::{Deserialize, Serialize};

/// What was done. Closed; the order is the disk's.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Act {
    /// Took a case, and so read it.
    Claimed,
    /// Opened the card of a case again.
    Read,
    Drafted,
    Sent,
    AskedBack,
    Refused,
    /// Refused, and closed asking to whoever asked.
    Blocked,
    Unblocked,
    Released,
    MarkedUrgent,
    MarkedPlain,
    /// Nobody's act: the lease ran out.
    LeaseLapsed,
    /// Redeemed an invitation.
    MemberJoined,
    MemberConfirmed,
    MemberRejected,
    /// Opened an invitation by mistake, and said so.
    MemberWithdrew,
    GroupLinked,
    GroupUnlinked,
    /// The host said that the clock is right.
    ClockTrusted,
    /// The host went on although records were missing.
    LossAccepted,
    BackupTaken,
    KeysRotated,
    /// The host put the team of a backup into a fresh store.
    BackupRestored,
    /// The bot goes on with edited content: a coordinator or the host asked for it.
    ContentReloaded,
    /// A coordinator took somebody off the team.
    MemberRemoved,
    /// Nobody's act: a case was with a member who was removed.
    TakenBack,
    /// Read a closed question, to write a text for everybody.
    OriginalRead,
    OriginalPutBack,
    TextBegun,
    TextSubmitted,
    TextApproved,
    TextSentBack,
    /// It is shown from now on.
    TextLive,
    /// Taken off the shelf, or back from its reader, by hand.
    TextWithdrawn,
    /// Nobody's act: its day came, and nobody had looked at it.
    TextOverdue,
    TextDropped,
    EncounterPublished,
    EncounterCancelled,
    /// A parent said yes. For whom is not written down.
    ConsentGiven,
    /// Showed the code at the door of an encounter for the first time.
    DoorOpened,
    /// Said that somebody is there, or is not after all. Who is not written down.
    PresenceMarked,
    HeadsCounted,
    /// Nobody's act: places were drawn. The entry has the seed.
    Drawn,
    /// Something of what is published, or of all that follows. What is not written down.
    EncounterChanged,
    /// Put somebody who waits before the others. Who is not written down.
    MovedUp(MoveReason),
    /// Freed the place of somebody who cannot be reached.
    PlaceFreed,
    /// Took a place for somebody who has only a paper card. Neither which nor for whom is written down.
    CardPlaceTaken,
    /// Looked at what lies behind a card.
    CardShown,
    /// Typed a code that is nobody's.
    CardGuessed,
    /// Said for whoever holds a card that they come, or do not, or that an answer helps.
    CardAnswered,
    /// A liaison said how many officers come, or that none does.
    ZoneAnswered,
    /// A liaison promised that nobody is checked.
    ZonePromised,
    /// Made a code for a youth worker or a partner, or took one back. Whoever comes by it is not written down.
    CodeMade,
    CodeEnded,
    /// Wrote to those who come to an encounter, or wait. The entry says to how many, and no word of it.
    MessageSent,
    /// Asked a colleague to read an answer before it goes.
    SecondAsked,
    /// Read an answer as the second one, and gave it back to its author.
    SentBack,
    /// Sent an urgent answer that nobody came to read.
    SentUnread,
    /// Said what a question is about. The entry has the code.
    Sorted,
    /// Sent an answer about violence by the police that nobody of another organisation had read.
    SentInside,
    /// Asked a question for somebody who has only a paper card.
    CardAsked,
    /// Read out what was answered to whoever holds the card.
    CardRead,
    /// Added to a question for whoever holds its card.
    CardAdded,
    /// Wiped a question for whoever holds its card.
    CardWiped,
    /// Looked at this log.
    LogRead,
    /// Took a case although another one was next, and so read it.
    Picked,
    /// Made a link for somebody new.
    Invited,
    /// Wrote a note for colleagues about a case.
    Noted,
    /// Took a case from a colleague who held it. The entry says from whom.
    TakenOver(TakeOverReason),
    /// Gave a general question for the police to a second one of the team.
    PoliceAsked,
    /// Read it as the second one, and let it go; or gave it back.
    PoliceApproved,
    PoliceSentBack,
    /// Nobody's act: it was put to the liaisons, with all others of the day.
    PolicePut,
    /// A liaison answered it, or said that there is no answer.
    PoliceAnswered,
    /// Took it back.
    PoliceDropped,
    /// Took an answered case in hand again, to put the answer right; and sent that.
    CorrectionBegun,
    Corrected,
    /// Offered a case to another project; it said yes, or no.
    Offered(HandReason),
    OfferTaken,
    OfferRefused(HandRefusal),
    /// Nobody's act: whoever was asked, or began to put something right, took too long.
    AsideLapsed,
    /// Asked a lawyer about a case; what the lawyer did.
    LawyerAsked,
    LawyerRead,
    LawyerDrafted,
    LawyerCommented,
    LawyerReleased,
    /// Nobody's act: an answer did not come in the time that was promised.
    PromiseBroken,
    /// Read afterwards what went out urgent and alone: opened it, found it good, said a word of it.
    ReadAfter,
    FoundGood,
    CommentedAfter,
    /// Put a label on a question, or took it off.
    Labelled,
    Unlabelled,
    /// Took an answered case in hand again, to ask how it goes.
    CheckInBegun,
    /// Gave a member another role. The entry says whom.
    RoleChanged(DeskRole),
    /// Made a link for a second account of their own; cut the other one off.
    AccountInvited,
    AccountCutOff,
    /// Put a banner above the questions of the project, or took it away.
    BannerSet,
    BannerEnded,
}

/// Why somebody is put before others who wait.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum MoveReason {
    OurMistake,
    /// Somebody of the team had said so.
    Promised,
    /// Who has more reason than others to be there.
    Needed,
}

impl MoveReason {
    pub const ALL: [MoveReason; 3] = [MoveReason::OurMistake, MoveReason::Promised, MoveReason::Needed];
}

impl Act {
    pub const ALL: [Act; 111] = [
        Act::Claimed,
        Act::Read,
        Act::Drafted,
        Act::Sent,
        Act::AskedBack,
        Act::Refused,
        Act::Blocked,
        Act::Unblocked,
        Act::Released,
        Act::MarkedUrgent,
        Act::MarkedPlain,
        Act::LeaseLapsed,
        Act::MemberJoined,
        Act::MemberConfirmed,
        Act::MemberRejected,
        Act::MemberWithdrew,
        Act::GroupLinked,
        Act::GroupUnlinked,
        Act::ClockTrusted,
        Act::LossAccepted,
        Act::BackupTaken,
        Act::KeysRotated,
        Act::BackupRestored,
        Act::ContentReloaded,
        Act::MemberRemoved,
        Act::TakenBack,
        Act::OriginalRead,
        Act::OriginalPutBack,
        Act::TextBegun,
        Act::TextSubmitted,
        Act::TextApproved,
        Act::TextSentBack,
        Act::TextLive,
        Act::TextWithdrawn,
        Act::TextOverdue,
        Act::TextDropped,
        Act::EncounterPublished,
        Act::EncounterCancelled,
        Act::ConsentGiven,
        Act::DoorOpened,
        Act::PresenceMarked,
        Act::HeadsCounted,
        Act::Drawn,
        Act::EncounterChanged,
        Act::MovedUp(MoveReason::OurMistake),
        Act::MovedUp(MoveReason::Promised),
        Act::MovedUp(MoveReason::Needed),
        Act::PlaceFreed,
        Act::CardPlaceTaken,
        Act::CardShown,
        Act::CardGuessed,
        Act::CardAnswered,
        Act::ZoneAnswered,
        Act::ZonePromised,
        Act::CodeMade,
        Act::CodeEnded,
        Act::MessageSent,
        Act::SecondAsked,
        Act::SentBack,
        Act::SentUnread,
        Act::Sorted,
        Act::SentInside,
        Act::CardAsked,
        Act::CardRead,
        Act::CardAdded,
        Act::CardWiped,
        Act::LogRead,
        Act::Picked,
        Act::Invited,
        Act::Noted,
        Act::TakenOver(TakeOverReason::Silent),
        Act::TakenOver(TakeOverReason::Away),
        Act::TakenOver(TakeOverReason::CannotWait),
        Act::TakenOver(TakeOverReason::Agreed),
        Act::PoliceAsked,
        Act::PoliceApproved,
        Act::PoliceSentBack,
        Act::PolicePut,
        Act::PoliceAnswered,
        Act::PoliceDropped,
        Act::CorrectionBegun,
        Act::Corrected,
        Act::Offered(HandReason::Theirs),
        Act::Offered(HandReason::Language),
        Act::Offered(HandReason::TheyKnow),
        Act::Offered(HandReason::TooMuch),
        Act::OfferTaken,
        Act::OfferRefused(HandRefusal::NotOurs),
        Act::OfferRefused(HandRefusal::NoTime),
        Act::OfferRefused(HandRefusal::NotOurLanguage),
        Act::AsideLapsed,
        Act::LawyerAsked,
        Act::LawyerRead,
        Act::LawyerDrafted,
        Act::LawyerCommented,
        Act::LawyerReleased,
        Act::PromiseBroken,
        Act::ReadAfter,
        Act::FoundGood,
        Act::CommentedAfter,
        Act::Labelled,
        Act::Unlabelled,
        Act::CheckInBegun,
        Act::RoleChanged(DeskRole::Trainee),
        Act::RoleChanged(DeskRole::Moderator),
        Act::RoleChanged(DeskRole::Expert),
        Act::RoleChanged(DeskRole::Coordinator),
        Act::AccountInvited,
        Act::AccountCutOff,
        Act::BannerSet,
        Act::BannerEnded,
    ];

    /// The capability that whoever does this must have shown. `None` when no grant is involved: the clock, the host, or
    /// somebody on the way in or out.
    pub fn needs(self) -> Option<Capability> {
        match self {
            Act::Claimed | Act::Picked | Act::Read | Act::Released => Some(Capability::Claim),
            Act::Drafted | Act::SecondAsked | Act::Noted | Act::LawyerAsked => Some(Capability::WriteDraft),
            Act::CorrectionBegun | Act::Corrected | Act::ReadAfter | Act::FoundGood | Act::CommentedAfter | Act::CheckInBegun => Some(Capability::Send),
            Act::Offered(_) | Act::OfferTaken | Act::OfferRefused(_) => Some(Capability::HandOver),
            Act::LawyerRead | Act::LawyerDrafted | Act::LawyerCommented | Act::LawyerReleased => Some(Capability::AnswerLegal),
            Act::TakenOver(_) => Some(Capability::TakeOver),
            Act::Sent | Act::SentUnread | Act::SentInside | Act::SentBack | Act::AskedBack | Act::Refused => Some(Capability::Send),
            Act::Blocked => Some(Capability::Block),
            Act::Unblocked => Some(Capability::Unblock),
            Act::MarkedUrgent | Act::MarkedPlain | Act::Sorted | Act::Labelled | Act::Unlabelled => Some(Capability::Triage),
            Act::MemberConfirmed | Act::MemberRejected | Act::Invited => Some(Capability::ConfirmMember),
            Act::MemberRemoved => Some(Capability::RemoveMember),
            Act::BannerSet | Act::BannerEnded => Some(Capability::SetBanner),
            Act::AccountInvited | Act::AccountCutOff => Some(Capability::OwnAccounts),
            Act::RoleChanged(_) => Some(Capability::ChangeRole),
            Act::LogRead => Some(Capability::ReadLog),
            Act::GroupLinked => Some(Capability::LinkGroup),
            // The host shows none: it is where the grants come from.
            Act::ContentReloaded => Some(Capability::ReloadContent),
            Act::OriginalRead
            | Act::OriginalPutBack
            | Act::TextBegun
            | Act::TextSubmitted
            | Act::TextWithdrawn
            | Act::TextDropped => Some(Capability::WriteText),
            Act::PoliceAsked | Act::PoliceApproved | Act::PoliceSentBack | Act::PoliceDropped => Some(Capability::Send),
            Act::ZoneAnswered | Act::ZonePromised | Act::PoliceAnswered => Some(Capability::AnswerForZone),
            Act::TextApproved | Act::TextSentBack => Some(Capability::SecondRead),
            Act::EncounterPublished | Act::EncounterCancelled | Act::EncounterChanged | Act::ConsentGiven | Act::MovedUp(_) | Act::PlaceFreed | Act::CodeMade | Act::CodeEnded | Act::MessageSent => Some(Capability::PlanEncounter),
            Act::DoorOpened | Act::PresenceMarked | Act::HeadsCounted => Some(Capability::TakePresence),
            Act::CardPlaceTaken | Act::CardShown | Act::CardGuessed | Act::CardAnswered => Some(Capability::HelpByCard),
            Act::CardAsked | Act::CardRead | Act::CardAdded | Act::CardWiped => Some(Capability::HelpByCard),
            Act::LeaseLapsed
            | Act::AsideLapsed
            | Act::PromiseBroken
            | Act::TakenBack
            | Act::MemberJoined
            | Act::MemberWithdrew
            // Also when the bot is thrown out of a group, by whomever.
            | Act::GroupUnlinked
            | Act::ClockTrusted
            | Act::LossAccepted
            | Act::BackupTaken
            | Act::KeysRotated
            | Act::BackupRestored
            // With the word of the second reader, or by the clock.
            | Act::TextLive
            | Act::TextOverdue
            | Act::PolicePut
            | Act::Drawn => None,
        }
    }
}

/// Who did it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Doer {
    Member(StaffId),
    /// The operator, on the machine itself.
    Host,
    /// The clock, or the channel: nobody's decision.
    Nobody,
}

/// A case as the log names it: a hash under the case's own key. It leads to the case while that lives, and to nothing
/// once the key is destroyed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct CaseName(pub [u8; 16]);

/// What is to be written down.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Deed {
    pub act: Act,
    pub by: Doer,
    pub case: Option<CaseName>,
    /// The member it was done to.
    pub about: Option<StaffId>,
    /// The text of the team. Not when it is begun: beside the question that was read, it would tell where it comes from.
    pub text: Option<TextId>,
    /// Of a draw: with it the draw can be done again.
    pub seed: Option<u64>,
    /// To how many people a message went.
    pub count: Option<u32>,
    /// Of a case that was sorted.
    pub code: Option<Triage>,
}

impl Deed {
    /// An act of which no more is to be said.
    pub fn new(act: Act, by: Doer) -> Self {
        Self { act, by, case: None, about: None, text: None, seed: None, count: None, code: None }
    }
}

/// One line of the log. Lives 180 days, sealed under the key of its month.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AuditEntry {
    /// From 1, without a gap: an entry that was moved says so itself.
    pub number: u64,
    pub act: Act,
    pub by: Doer,
    pub case: Option<CaseName>,
    pub about: Option<StaffId>,
    pub text: Option<TextId>,
    pub seed: Option<u64>,
    pub count: Option<u32>,
    pub code: Option<Triage>,
    /// Minutes since 1970: what staff do is known to the minute.
    pub minute: u32,
}

impl AuditEntry {
    pub fn new(number: u64, deed: Deed, at: Moment) -> Self {
        let minute = u32::try_from(at.0.div_euclid(MINUTE_MS)).unwrap_or_default();
        let Deed { act, by, case, about, text, seed, count, code } = deed;
        Self { number, act, by, case, about, text, seed, count, code, minute }
    }

    pub fn at(&self) -> Moment {
        Moment(i64::from(self.minute) * MINUTE_MS)
    }

    /// Is its lifetime over on this day?
    pub fn is_over(&self, today: Day, audit_days: i64) -> bool {
        i64::from(today.0) - i64::from(self.at().day().0) >= audit_days
    }

    /// Does it say nothing that the one before it did not say in the same minute?
    pub fn repeats(&self, before: &AuditEntry) -> bool {
        *self == AuditEntry { number: self.number, ..*before }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_knows_its_minute_and_its_end() {
        let at = Moment(20_000 * 86_400_000 + 59_999);
        let deed = Deed::new(Act::Claimed, Doer::Host);
        let entry = AuditEntry::new(1, deed, at);
        assert_eq!(entry.at(), Moment(20_000 * 86_400_000));
        assert!(!entry.is_over(Day(20_179), 180) && entry.is_over(Day(20_180), 180));
        assert!(AuditEntry::new(2, deed, at).repeats(&entry));
        assert!(!AuditEntry::new(2, deed, at.plus_minutes(1)).repeats(&entry), "the next minute is another entry");
    }
}
