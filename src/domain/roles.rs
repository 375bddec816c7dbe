//! Who is on the team, and what each role may do. Default deny; the doing functions take the [`Grant`].

use super::team_text::Piece;
use super::{CaseId, Day, EncounterId, Language, Moment, RequestId, StaffId, TextId};
use serde::{Deserialize, Serialize};

/// A member's role. `Liaison` excludes every other one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Moderator,
    Trainee,
    Expert,
    Coordinator,
    Liaison,
}

impl Role {
    pub const ALL: [Role; 5] = [Role::Moderator, Role::Trainee, Role::Expert, Role::Coordinator, Role::Liaison];

    pub fn name(self) -> &'static str {
        match self {
            Role::Moderator => "moderator",
            Role::Trainee => "trainee",
            Role::Expert => "expert",
            Role::Coordinator => "coordinator",
            Role::Liaison => "liaison",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// A role that a coordinator may give and take: all but a liaison's, who is removed and invited anew.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum DeskRole {
    Trainee,
    Moderator,
    Expert,
    Coordinator,
}

impl DeskRole {
    pub const ALL: [DeskRole; 4] = [DeskRole::Trainee, DeskRole::Moderator, DeskRole::Expert, DeskRole::Coordinator];

    /// `None` for a liaison.
    pub fn of(role: Role) -> Option<Self> {
        DeskRole::ALL.into_iter().find(|it| it.role() == role)
    }

    pub fn role(self) -> Role {
        match self {
            DeskRole::Trainee => Role::Trainee,
            DeskRole::Moderator => Role::Moderator,
            DeskRole::Expert => Role::Expert,
            DeskRole::Coordinator => Role::Coordinator,
        }
    }

    /// Is there anything that one may do in this role, and not in that one?
    pub fn may_more_than(self, other: Self) -> bool {
        Capability::ALL.into_iter().any(|it| may(self.role(), it) && !may(other.role(), it))
    }
}

/// What somebody on the team wants to do.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Capability {
    /// See how much is waiting, without text.
    SeeDesk,
    /// Claim a case, and so read it.
    Claim,
    /// Write a draft for a case one holds.
    WriteDraft,
    /// Send an answer, ask the asker for more, refuse a case.
    Send,
    /// Change how urgent a case is.
    Triage,
    /// Let somebody onto the team.
    ConfirmMember,
    /// Take somebody off the team.
    RemoveMember,
    /// Give a member of the own project another role.
    ChangeRole,
    /// Read what the own team did.
    ReadLog,
    /// See the figures of the own project and of the shared pool.
    SeeFigures,
    /// Tie a group to a project for content-free alerts.
    LinkGroup,
    /// Close asking to the asker of a case, for a month at most.
    Block,
    /// The same for longer.
    BlockLong,
    /// End a ban before its day.
    Unblock,
    /// Let the running bot read the edited content.
    ReloadContent,
    /// See the texts of the team that two have read, and those that wait for a reader.
    SeeTexts,
    /// Write a text for everybody or for the desk, and read a closed question for it.
    WriteText,
    /// Read such a text as the second one.
    SecondRead,
    /// Take a text of the own project in hand that is another's.
    OverseeTexts,
    /// Plan, publish and cancel an encounter of the own project, and say for a parent that somebody may come.
    PlanEncounter,
    /// At an encounter of the own project: show the code, say who is there, count heads.
    TakePresence,
    /// Ask a question or for a place in the name of somebody without an account, and show what lies behind their paper card.
    HelpByCard,
    /// Say for the zone how many officers come, and that nobody is checked; a liaison's alone.
    AnswerForZone,
    /// Take a case over from a colleague who is silent.
    TakeOver,
    /// The same from one who is not.
    TakeOverAtOnce,
    /// Hand a case over to another project, and say whether one of theirs is taken.
    HandOver,
    /// Read a case that a colleague asked about, and write a proposal or a word; an expert's alone.
    AnswerLegal,
    /// Have a second account of one's own, and cut the other one off.
    OwnAccounts,
    /// Say above the questions of the own project that it is busy, or closed.
    SetBanner,
}

impl Capability {
    pub const ALL: [Capability; 29] = [
        Capability::SeeDesk,
        Capability::Claim,
        Capability::WriteDraft,
        Capability::Send,
        Capability::Triage,
        Capability::ConfirmMember,
        Capability::RemoveMember,
        Capability::ChangeRole,
        Capability::ReadLog,
        Capability::SeeFigures,
        Capability::LinkGroup,
        Capability::Block,
        Capability::BlockLong,
        Capability::Unblock,
        Capability::ReloadContent,
        Capability::SeeTexts,
        Capability::WriteText,
        Capability::SecondRead,
        Capability::OverseeTexts,
        Capability::PlanEncounter,
        Capability::TakePresence,
        Capability::HelpByCard,
        Capability::AnswerForZone,
        Capability::TakeOver,
        Capability::TakeOverAtOnce,
        Capability::HandOver,
        Capability::AnswerLegal,
        Capability::OwnAccounts,
        Capability::SetBanner,
    ];
}

/// A member of the team. Lives until removal and 30 days after. Sealed under the configuration key.
#[derive(Clone, Serialize, Deserialize)]
pub struct Staff {
    pub role: Role,
    /// Project id of `content/projects.toml`.
    pub project: String,
    /// Of a liaison, where the project has more than one police zone.
    pub zone: Option<String>,
    pub language: Language,
    pub standing: Standing,
    /// Indices into `content/words.toml`: how colleagues call this member, and what is read out at enrolment.
    pub words: [u8; 2],
    /// What the next text in this private chat is for.
    pub awaiting: Option<Awaiting>,
    /// Of the questions that this member has read to write about them, the newest may be shown from this day on: a Monday,
    /// see `team_text::first_day`. Nothing that they write for everybody is shown before.
    pub fresh_until: Option<Day>,
    /// Other accounts of the same person, also those that were cut off: what one of them wrote, none of them reads as the second
    /// one. While the two words are not confirmed, only here and not yet there.
    pub others: Vec<StaffId>,
    /// The role became a lesser one, and not all that was held before has been taken back yet: a start goes on with that.
    pub to_take_back: bool,
    pub since: Moment,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Standing {
    /// Redeemed an invitation; a coordinator has not yet confirmed the two words.
    Unconfirmed,
    Active,
    Removed,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Awaiting {
    Answer(CaseId),
    MoreInfo(CaseId),
    /// Why a draft goes back to its author.
    Comment(CaseId),
    /// A word for colleagues about a case.
    Note(CaseId),
    /// What another project reads of a case that it is to take.
    HandNote(CaseId),
    /// What a lawyer is asked about a case; what a lawyer proposes, or says.
    LawyerAsk(CaseId),
    LawyerDraft(CaseId),
    LawyerWord(CaseId),
    /// A text of the team. `screen` is the message in which it is written, so that it stays one message.
    Text {
        id: TextId,
        what: AwaitedText,
        screen: i64,
    },
    /// Heads at an encounter. `screen` is the message in which they will stand.
    Heads {
        id: EncounterId,
        screen: i64,
    },
    /// A message to those who come to an encounter or wait. `screen` is the message in which it is written.
    Message {
        id: EncounterId,
        language: Language,
        screen: i64,
    },
    /// The code of a paper card.
    Card,
    /// What somebody without an account asks, or has to add to their case.
    ForCard(Option<CaseId>),
    /// Something of an encounter. `screen` is the message in which it is planned.
    Encounter {
        id: EncounterId,
        what: AwaitedEncounter,
        screen: i64,
    },
    /// A general question to the police, made of this case.
    Police(CaseId),
    /// What a liaison answers to one.
    FromPolice(RequestId),
}

impl Awaiting {
    /// The case about which a text is awaited; `None` when it is about none.
    pub fn case(self) -> Option<CaseId> {
        match self {
            Awaiting::Answer(id)
            | Awaiting::MoreInfo(id)
            | Awaiting::Comment(id)
            | Awaiting::Note(id)
            | Awaiting::HandNote(id)
            | Awaiting::LawyerAsk(id)
            | Awaiting::LawyerDraft(id)
            | Awaiting::LawyerWord(id)
            | Awaiting::Police(id) => Some(id),
            Awaiting::Text { .. }
            | Awaiting::Heads { .. }
            | Awaiting::Message { .. }
            | Awaiting::Encounter { .. }
            | Awaiting::Card
            | Awaiting::FromPolice(_)
            // Not the desk's word on it.
            | Awaiting::ForCard(_) => None,
        }
    }
}

/// What of a text of the team is typed next.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum AwaitedText {
    Words(Language, Piece),
    Source,
    /// Why the version that was read goes back to its author.
    Comment {
        version: u32,
    },
}

/// What of an encounter is typed next.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum AwaitedEncounter {
    Title(Language),
    Starts,
    Length,
    Venue,
    Places,
    Ages,
}

/// Proof that a capability was checked. Only [`authorize`] makes one, so that a forgotten check does not compile.
pub struct Grant {
    capability: Capability,
    _made_here: (),
}

impl Grant {
    pub fn capability(&self) -> Capability {
        self.capability
    }
}

/// Why not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Denied {
    /// Not (yet, or any more) on the team.
    NotActive,
    /// On the team, in a role that may not.
    Role(Role),
}

/// May this member do this now? Asked again at every press.
pub fn authorize(staff: &Staff, capability: Capability) -> Result<Grant, Denied> {
    if staff.standing != Standing::Active {
        return Err(Denied::NotActive);
    }
    if may(staff.role, capability) { Ok(Grant { capability, _made_here: () }) } else { Err(Denied::Role(staff.role)) }
}

fn may(role: Role, capability: Capability) -> bool {
    match role {
        Role::Coordinator => !matches!(capability, Capability::AnswerForZone | Capability::AnswerLegal),
        Role::Moderator => match capability {
            Capability::SeeDesk
            | Capability::Claim
            | Capability::WriteDraft
            | Capability::Send
            | Capability::Triage
            | Capability::Block
            | Capability::SeeTexts
            | Capability::WriteText
            | Capability::SecondRead
            | Capability::TakePresence
            | Capability::HelpByCard
            | Capability::TakeOver
            | Capability::HandOver
            | Capability::OwnAccounts => true,
            Capability::ConfirmMember
            | Capability::RemoveMember
            | Capability::ChangeRole
            | Capability::ReadLog
            | Capability::SeeFigures
            | Capability::LinkGroup
            | Capability::BlockLong
            | Capability::Unblock
            | Capability::ReloadContent
            | Capability::SetBanner
            | Capability::OverseeTexts
            | Capability::PlanEncounter
            | Capability::AnswerForZone
            | Capability::TakeOverAtOnce
            | Capability::AnswerLegal => false,
        },
        Role::Trainee => match capability {
            Capability::SeeDesk
            | Capability::Claim
            | Capability::WriteDraft
            | Capability::SeeTexts
            | Capability::WriteText
            | Capability::OwnAccounts => true,
            Capability::Send
            | Capability::Triage
            | Capability::ConfirmMember
            | Capability::RemoveMember
            | Capability::ChangeRole
            | Capability::ReadLog
            | Capability::SeeFigures
            | Capability::LinkGroup
            | Capability::Block
            | Capability::BlockLong
            | Capability::Unblock
            | Capability::ReloadContent
            | Capability::SetBanner
            | Capability::SecondRead
            | Capability::OverseeTexts
            | Capability::PlanEncounter
            | Capability::TakePresence
            | Capability::HelpByCard
            | Capability::AnswerForZone
            | Capability::TakeOver
            | Capability::TakeOverAtOnce
            | Capability::HandOver
            | Capability::AnswerLegal => false,
        },
        Role::Expert => match capability {
            Capability::SeeTexts | Capability::SecondRead | Capability::AnswerLegal | Capability::OwnAccounts => true,
            Capability::SeeDesk
            | Capability::Claim
            | Capability::WriteDraft
            | Capability::Send
            | Capability::Triage
            | Capability::ConfirmMember
            | Capability::RemoveMember
            | Capability::ChangeRole
            | Capability::ReadLog
            | Capability::SeeFigures
            | Capability::LinkGroup
            | Capability::Block
            | Capability::BlockLong
            | Capability::Unblock
            | Capability::ReloadContent
            | Capability::SetBanner
            | Capability::WriteText
            | Capability::OverseeTexts
            | Capability::PlanEncounter
            | Capability::TakePresence
            | Capability::HelpByCard
            | Capability::AnswerForZone
            | Capability::TakeOver
            | Capability::TakeOverAtOnce
            | Capability::HandOver => false,
        },
        Role::Liaison => matches!(capability, Capability::AnswerForZone | Capability::OwnAccounts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(role: Role, standing: Standing) -> Staff {
        Staff {
            role,
            project: "genk".to_owned(),
            language: Language::Nl,
            standing,
            words: [0, 1],
            awaiting: None,
            zone: None,
            fresh_until: None,
            others: Vec::new(),
            to_take_back: false,
            since: Moment(0),
        }
    }

    #[test]
    fn nobody_outside_the_team_may_do_anything() {
        for role in Role::ALL {
            for standing in [Standing::Unconfirmed, Standing::Removed] {
                for capability in Capability::ALL {
                    let verdict = authorize(&member(role, standing), capability);
                    assert_eq!(verdict.err(), Some(Denied::NotActive), "{role:?} {capability:?}");
                }
            }
        }
    }

    #[test]
    fn each_role_may_do_what_the_table_says() {
        let table = [
            (Role::Moderator, "yyyyy------y---yyy--yy-y-y-y-"),
            (Role::Trainee, "yyy------------yy----------y-"),
            (Role::Expert, "---------------y-y--------yy-"),
            (Role::Coordinator, "yyyyyyyyyyyyyyyyyyyyyy-yyy-yy"),
            (Role::Liaison, "----------------------y----y-"),
        ];
        for (role, row) in table {
            assert_eq!(row.len(), Capability::ALL.len(), "{role:?}");
            for (capability, mark) in Capability::ALL.into_iter().zip(row.chars()) {
                let allowed = authorize(&member(role, Standing::Active), capability).is_ok();
                assert_eq!(allowed, mark == 'y', "{role:?} {capability:?}");
            }
        }
    }

    #[test]
    fn who_may_less_in_a_role_than_before_is_known() {
        use DeskRole::{Coordinator, Expert, Moderator, Trainee};
        for (less, more) in [(Trainee, Moderator), (Trainee, Coordinator), (Moderator, Coordinator)] {
            assert!(more.may_more_than(less) && !less.may_more_than(more), "{more:?} {less:?}");
        }
        // A lawyer's is another work, neither more nor less.
        for other in [Trainee, Moderator, Coordinator] {
            assert!(Expert.may_more_than(other) && other.may_more_than(Expert), "{other:?}");
        }
        assert_eq!(DeskRole::of(Role::Liaison), None);
    }
}
