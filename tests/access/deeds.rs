//! The one table: every act of the desk, and the roles that may do it. Whatever is not marked is refused.
//!
//! Never true of this file: an act, a command or a role of the program is missing. The acts are read from their own
//! encoding, the commands from their own table; and each `match` below names every one of them.

use crate::{colleagues, meetings, papers, police, practice, rooms, services, texts, world};
use rechtdoor::dialogue::action::{DeskAct, PoliceAct};
use rechtdoor::dialogue::commands::{Command, TABLE};
use rechtdoor::domain::ban::{BanReason, BanSpan};
use rechtdoor::domain::label::LabelId;
use rechtdoor::domain::roles::{DeskRole, Role};
use rechtdoor::domain::{CaseId, Day, StaffId, TextId};

/// Something that somebody tries.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Deed {
    Press(DeskAct),
    /// A slash command in a private chat.
    Command(Command),
    /// `/deblokkeer` with the code of a case that led to a ban.
    Unblock,
    Say(Said),
    Group(InGroup),
}

/// A text at the desk.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Said {
    Answer,
    MoreInfo,
    ReplyToCard,
    Edited,
    /// Belongs to no case yet.
    Loose,
    /// The title of a text of the team.
    Title,
    /// Why a text goes back to its author.
    Comment,
    /// Where an encounter is.
    Address,
    /// How many are there.
    Heads,
    /// To those who come to an encounter.
    Message,
    /// The code of a paper card.
    Card,
    /// What somebody with only a card asks.
    ForCard,
    /// Why a draft goes back to its author.
    SendsBack,
    /// For colleagues about a case.
    Note,
    /// A general question for the police, and what a liaison answers to one.
    ToPolice,
    FromPolice,
    HandNote,
    LawyerAsk,
    LawyerDraft,
    LawyerWord,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum InGroup {
    AddsBot,
    Link,
    Unlink,
}

/// Whose business it is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Concerns {
    /// A case, a newcomer or a group: of one project.
    Project,
    /// The member's own screens, or a group that belongs to nobody yet: the same for every project.
    Own,
}

const CASE: CaseId = CaseId([0; 16]);

/// Every act that a button can have, found by its number: an act that is added appears here by itself.
pub fn acts() -> Vec<DeskAct> {
    let numbered = |number: u8| DeskAct::decode(&[&[number][..], &[0; 64]].concat());
    (0..u8::MAX).map_while(numbered).collect()
}

/// The number of the act that all acts of texts are.
pub fn texts_number() -> u8 {
    number_of(|act| matches!(act, DeskAct::Text(_)))
}

/// The same for those of encounters.
pub fn meetings_number() -> u8 {
    number_of(|act| matches!(act, DeskAct::Meet(_)))
}

/// The same for those of an encounter on its day.
pub fn rooms_number() -> u8 {
    number_of(|act| matches!(act, DeskAct::Room(_)))
}

/// The same for those of a liaison.
pub fn services_number() -> u8 {
    number_of(|act| matches!(act, DeskAct::Service(_)))
}

/// The same for those about the police.
pub fn police_number() -> u8 {
    number_of(|act| matches!(act, DeskAct::Police(_)))
}

/// The same for those of practice.
pub fn practice_number() -> u8 {
    number_of(|act| matches!(act, DeskAct::Practice(_)))
}

/// The same for those of paper cards.
pub fn papers_number() -> u8 {
    number_of(|act| matches!(act, DeskAct::Paper(_)))
}

/// The same for those of colleagues.
pub fn colleagues_number() -> u8 {
    number_of(|act| matches!(act, DeskAct::Colleague(_)))
}

fn number_of(is_it: fn(&DeskAct) -> bool) -> u8 {
    acts().iter().position(is_it).and_then(|place| u8::try_from(place).ok()).expect("there is such an act")
}

/// A ban for every span: what is found by its number alone is the shortest.
pub fn spans() -> Vec<DeskAct> {
    let until = |span| [DeskAct::BlockUntil(CASE, BanReason::Spam, span), DeskAct::Block(CASE, BanReason::Spam, span)];
    BanSpan::ALL.into_iter().flat_map(until).collect()
}

pub fn all() -> Vec<Deed> {
    let mut commands: Vec<Command> = Vec::new();
    for row in &TABLE {
        if !commands.contains(&row.command) {
            commands.push(row.command);
        }
    }
    let said = [
        Said::Answer,
        Said::MoreInfo,
        Said::ReplyToCard,
        Said::Edited,
        Said::Loose,
        Said::Title,
        Said::Comment,
        Said::Address,
        Said::Heads,
        Said::Message,
        Said::Card,
        Said::ForCard,
        Said::SendsBack,
        Said::Note,
        Said::ToPolice,
        Said::FromPolice,
        Said::HandNote,
        Said::LawyerAsk,
        Said::LawyerDraft,
        Said::LawyerWord,
    ];
    let in_group = [InGroup::AddsBot, InGroup::Link, InGroup::Unlink];
    acts()
        .into_iter()
        .chain(spans())
        .chain(texts::acts(texts_number()).into_iter().map(DeskAct::Text))
        .chain(meetings::acts(meetings_number()).into_iter().map(DeskAct::Meet))
        .chain(services::acts(services_number()).into_iter().map(DeskAct::Service))
        .chain(rooms::acts(rooms_number()).into_iter().map(DeskAct::Room))
        .chain(papers::acts(papers_number()).into_iter().map(DeskAct::Paper))
        .chain(colleagues::acts(colleagues_number()).into_iter().map(DeskAct::Colleague))
        .chain(police::acts(police_number()).into_iter().map(DeskAct::Police))
        .chain(practice::acts(practice_number()).into_iter().map(DeskAct::Practice))
        .map(Deed::Press)
        .chain([Deed::Unblock])
        .chain(commands.into_iter().map(Deed::Command))
        .chain(said.into_iter().map(Deed::Say))
        .chain(in_group.into_iter().map(Deed::Group))
        .collect()
}

const MAY_NOBODY: &str = "-----";
const MAY_SEE: &str = "yy-y-";
pub const MAY_WRITE: &str = "yy-y-";
/// The texts of the team, which an expert reads too.
pub const MAY_SEE_TEXTS: &str = "yyyy-";
pub const MAY_READ_TEXTS: &str = "y-yy-";
pub const MAY_SEND: &str = "y--y-";
pub const MAY_DECIDE: &str = "---y-";
/// An expert, who was asked.
pub const MAY_ADVISE: &str = "--y--";
/// A liaison of the police, who holds no other role.
pub const MAY_ANSWER: &str = "----y";
const MAY_ALL: &str = "yyyyy";

/// One row: `y` for who may, in the order moderator, trainee, expert, coordinator, liaison.
fn row(deed: Deed) -> (&'static str, Concerns) {
    use Concerns::{Own, Project};
    match deed {
        Deed::Press(act) => match act {
            DeskAct::SwitchLanguage => (MAY_ALL, Own),
            DeskAct::ShowDesk | DeskAct::Dossiers | DeskAct::Desk(_) | DeskAct::ClaimShown => (MAY_SEE, Project),
            // The same three buttons for every project.
            DeskAct::AskFilter | DeskAct::Duty(_) => (MAY_SEE, Own),
            DeskAct::Filter(_) => (MAY_SEE, Project),
            DeskAct::ClaimNext | DeskAct::Claim(_) | DeskAct::Show(_) | DeskAct::Release(_) => (MAY_SEE, Project),
            DeskAct::Answer(_) | DeskAct::MoreInfo(_) | DeskAct::Rewrite(_) | DeskAct::Preview(_) => {
                (MAY_WRITE, Project)
            }
            DeskAct::ParkedFor(_) => (MAY_WRITE, Project),
            DeskAct::DropParked => (MAY_WRITE, Own),
            DeskAct::AskSecond(..) => (MAY_WRITE, Project),
            DeskAct::AskComment(_) | DeskAct::Sort(..) | DeskAct::SetCode(..) => (MAY_SEND, Project),
            DeskAct::Labels(..) | DeskAct::SetLabel(..) => (MAY_SEND, Project),
            DeskAct::More(_) => (MAY_SEE, Project),
            DeskAct::Urgent(_) | DeskAct::Send(..) => (MAY_SEND, Project),
            DeskAct::AskRefusal(_) | DeskAct::RefuseFor(..) | DeskAct::Refuse(..) => (MAY_SEND, Project),
            // For a month at most; longer is a coordinator's.
            DeskAct::AskBlock(_) | DeskAct::BlockFor(..) => (MAY_SEND, Project),
            DeskAct::BlockUntil(_, _, span) | DeskAct::Block(_, _, span) => match span {
                BanSpan::Week | BanSpan::Month => (MAY_SEND, Project),
                BanSpan::Quarter | BanSpan::HalfYear => (MAY_DECIDE, Project),
            },
            DeskAct::Confirm(_) | DeskAct::Reject(_) => (MAY_DECIDE, Project),
            // A lost phone is cut off by any coordinator.
            DeskAct::Team(_) | DeskAct::AskRemove(_) | DeskAct::Remove(_) | DeskAct::RemovePerson(_) => {
                (MAY_DECIDE, Own)
            }
            DeskAct::Log(_) | DeskAct::Invite(..) => (MAY_DECIDE, Own),
            DeskAct::BannerFor(_) | DeskAct::BannerUntil(..) => (MAY_DECIDE, Own),
            // Another one's screen says the same of another project; see `banner/`.
            DeskAct::SetBanner(..) | DeskAct::EndBanner => (MAY_DECIDE, Own),
            DeskAct::InviteAccount | DeskAct::AskCutOff(_) | DeskAct::CutOff(_) => (MAY_ALL, Own),
            // Of the own project alone.
            DeskAct::AskRole(_) | DeskAct::RoleFor(..) | DeskAct::SetRole(..) => (MAY_DECIDE, Project),
            DeskAct::Text(act) => texts::row(act),
            DeskAct::Meet(act) => meetings::row(act),
            DeskAct::Room(act) => rooms::row(act),
            DeskAct::Service(act) => services::row(act),
            DeskAct::Paper(act) => papers::row(act),
            DeskAct::Colleague(act) => colleagues::row(act),
            DeskAct::Police(act) => police::row(act),
            DeskAct::Practice(act) => practice::row(act),
            DeskAct::Pause => (MAY_SEE, Own),
            DeskAct::Figures(..) => (MAY_DECIDE, Own),
            DeskAct::OwnFigures => (MAY_WRITE, Own),
            // Back at the desk, and what waits there.
            DeskAct::EndPause => (MAY_SEE, Project),
        },
        Deed::Command(command) => match command {
            Command::Start | Command::Menu | Command::Desk => (MAY_SEE, Project),
            Command::Practice | Command::Pause => (MAY_SEE, Own),
            Command::Next | Command::Dossiers => (MAY_SEE, Project),
            // Without a code it tells how.
            Command::SecondRead | Command::Correct => (MAY_SEND, Own),
            Command::Duty => (MAY_SEE, Own),
            Command::Account => (MAY_ALL, Own),
            Command::Banner => (MAY_DECIDE, Own),
            Command::Library | Command::Canned => (MAY_SEE_TEXTS, Own),
            Command::Help | Command::StaffHelp | Command::SwitchLanguage | Command::Stop => (MAY_ALL, Own),
            // Without a code it tells how, and that alone.
            // No text of anybody in it: the content is everybody's.
            Command::Reload => (MAY_DECIDE, Own),
            Command::Unblock | Command::Team | Command::Log | Command::Invite => (MAY_DECIDE, Own),
            // A plan of one's own, and the own project's list.
            Command::NewEncounter | Command::Series | Command::People | Command::Message | Command::Shift => {
                (MAY_DECIDE, Own)
            }
            // The own project's list; to a liaison, the own zone's.
            Command::Presence => ("y--yy", Own),
            Command::Services | Command::Briefing | Command::Requests => (MAY_ANSWER, Own),
            Command::Card => (MAY_SEND, Own),
            Command::LookBack => (MAY_DECIDE, Own),
            // Of the project, or their own.
            Command::Figures => (MAY_SEE, Own),
            // In a group only.
            Command::Link | Command::Unlink => (MAY_NOBODY, Own),
            // The young person's side: whoever is on the team has none.
            Command::Ask
            | Command::MyQuestions
            | Command::Rights
            | Command::Agenda
            | Command::Places
            | Command::Privacy
            | Command::Wipe => (MAY_NOBODY, Own),
        },
        Deed::Unblock => (MAY_DECIDE, Project),
        Deed::Say(Said::Title) => (MAY_WRITE, Own),
        Deed::Say(Said::Comment) => (MAY_READ_TEXTS, Own),
        Deed::Say(Said::Address | Said::Message) => (MAY_DECIDE, Project),
        Deed::Say(Said::FromPolice) => (MAY_ANSWER, Project),
        Deed::Say(Said::Heads | Said::SendsBack | Said::ToPolice) => (MAY_SEND, Project),
        Deed::Say(Said::Card | Said::ForCard) => (MAY_SEND, Own),
        // Kept for its author, whatever waits: it becomes a draft only of a case that is held.
        Deed::Say(Said::Loose) => (MAY_WRITE, Own),
        Deed::Say(Said::Note | Said::LawyerAsk) => (MAY_WRITE, Project),
        Deed::Say(Said::HandNote) => (MAY_SEND, Project),
        Deed::Say(Said::LawyerDraft | Said::LawyerWord) => (MAY_ADVISE, Own),
        Deed::Say(Said::Answer | Said::MoreInfo | Said::ReplyToCard | Said::Edited) => (MAY_WRITE, Project),
        Deed::Group(InGroup::AddsBot | InGroup::Link) => (MAY_DECIDE, Own),
        Deed::Group(InGroup::Unlink) => (MAY_DECIDE, Project),
    }
}

/// May an active member of this role do it, in the own project?
pub fn may(role: Role, deed: Deed) -> bool {
    let place = match role {
        Role::Moderator => 0,
        Role::Trainee => 1,
        Role::Expert => 2,
        Role::Coordinator => 3,
        Role::Liaison => 4,
    };
    row(deed).0.as_bytes().get(place) == Some(&b'y')
}

pub fn concerns(deed: Deed) -> Concerns {
    row(deed).1
}

/// The same act, on this case, this newcomer or this colleague, and this text.
pub fn aimed(
    act: DeskAct,
    case: CaseId,
    version: u32,
    [newcomer, colleague]: [StaffId; 2],
    text: (TextId, u32),
) -> DeskAct {
    match act {
        DeskAct::ShowDesk
        | DeskAct::Desk(_)
        | DeskAct::AskFilter
        | DeskAct::Filter(_)
        | DeskAct::ClaimShown
        | DeskAct::Dossiers
        | DeskAct::ClaimNext
        | DeskAct::DropParked
        | DeskAct::SwitchLanguage
        | DeskAct::Pause
        | DeskAct::EndPause
        | DeskAct::Team(_)
        | DeskAct::Log(_)
        | DeskAct::Figures(..)
        | DeskAct::OwnFigures
        | DeskAct::Duty(_)
        | DeskAct::InviteAccount
        | DeskAct::Invite(..) => act,
        DeskAct::BannerFor(_) | DeskAct::EndBanner => act,
        DeskAct::BannerUntil(kind, _) => DeskAct::BannerUntil(kind, banner_day()),
        DeskAct::SetBanner(kind, _) => DeskAct::SetBanner(kind, banner_day()),
        DeskAct::AskCutOff(_) => DeskAct::AskCutOff(colleague),
        DeskAct::CutOff(_) => DeskAct::CutOff(colleague),
        DeskAct::AskRemove(_) => DeskAct::AskRemove(colleague),
        DeskAct::Remove(_) => DeskAct::Remove(colleague),
        DeskAct::RemovePerson(_) => DeskAct::RemovePerson(colleague),
        DeskAct::AskRole(_) => DeskAct::AskRole(colleague),
        DeskAct::RoleFor(..) => DeskAct::RoleFor(colleague, DeskRole::Moderator, DeskRole::Expert),
        DeskAct::SetRole(..) => DeskAct::SetRole(colleague, DeskRole::Moderator, DeskRole::Expert),
        DeskAct::Claim(_) => DeskAct::Claim(case),
        DeskAct::Show(_) => DeskAct::Show(case),
        DeskAct::Answer(_) => DeskAct::Answer(case),
        DeskAct::MoreInfo(_) => DeskAct::MoreInfo(case),
        DeskAct::Urgent(_) => DeskAct::Urgent(case),
        DeskAct::Release(_) => DeskAct::Release(case),
        DeskAct::AskRefusal(_) => DeskAct::AskRefusal(case),
        DeskAct::Refuse(_, why) => DeskAct::Refuse(case, why),
        DeskAct::Send(..) => DeskAct::Send(case, version),
        DeskAct::AskSecond(..) => DeskAct::AskSecond(case, version),
        DeskAct::AskComment(_) => DeskAct::AskComment(case),
        DeskAct::More(_) => DeskAct::More(case),
        DeskAct::Sort(_, page) => DeskAct::Sort(case, page),
        DeskAct::SetCode(_, code) => DeskAct::SetCode(case, code),
        DeskAct::Labels(_, page) => DeskAct::Labels(case, page),
        DeskAct::SetLabel(_, _, page) => DeskAct::SetLabel(case, LabelId::parse("home").expect("an id"), page),
        DeskAct::Rewrite(_) => DeskAct::Rewrite(case),
        DeskAct::ParkedFor(_) => DeskAct::ParkedFor(case),
        DeskAct::Confirm(_) => DeskAct::Confirm(newcomer),
        DeskAct::Reject(_) => DeskAct::Reject(newcomer),
        DeskAct::Preview(_) => DeskAct::Preview(case),
        DeskAct::RefuseFor(_, why) => DeskAct::RefuseFor(case, why),
        DeskAct::AskBlock(_) => DeskAct::AskBlock(case),
        DeskAct::BlockFor(_, why) => DeskAct::BlockFor(case, why),
        DeskAct::BlockUntil(_, why, span) => DeskAct::BlockUntil(case, why, span),
        DeskAct::Block(_, why, span) => DeskAct::Block(case, why, span),
        DeskAct::Practice(act) => DeskAct::Practice(practice::aimed(act)),
        DeskAct::Text(act) => DeskAct::Text(texts::aimed(act, case, text)),
        // See `meetings::aimed` and `rooms::aimed`, which need the house.
        DeskAct::Colleague(_) => act,
        DeskAct::Meet(_) | DeskAct::Room(_) | DeskAct::Service(_) | DeskAct::Paper(_) | DeskAct::Police(_) => act,
    }
}

/// The last day of a banner: the house is never more than some days older than its beginning.
fn banner_day() -> Day {
    Day(world::START.day().0 + 30)
}

/// Must the case be in somebody's hands for this to make sense, or wait in the queue?
pub fn wants_a_held_case(deed: Deed) -> bool {
    match deed {
        Deed::Press(act) => !matches!(
            act,
            DeskAct::ShowDesk
                | DeskAct::Desk(_)
                | DeskAct::AskFilter
                | DeskAct::Filter(_)
                | DeskAct::ClaimShown
                | DeskAct::ClaimNext
                | DeskAct::Claim(_)
                | DeskAct::Confirm(_)
                | DeskAct::Reject(_)
                | DeskAct::Team(_)
                | DeskAct::Log(_)
                | DeskAct::Figures(..)
                | DeskAct::OwnFigures
                | DeskAct::Duty(_)
                | DeskAct::Invite(..)
                | DeskAct::AskRemove(_)
                | DeskAct::Remove(_)
                | DeskAct::RemovePerson(_)
                | DeskAct::BannerFor(_)
                | DeskAct::BannerUntil(..)
                | DeskAct::SetBanner(..)
                | DeskAct::EndBanner
                | DeskAct::InviteAccount
                | DeskAct::AskCutOff(_)
                | DeskAct::CutOff(_)
                | DeskAct::AskRole(_)
                | DeskAct::RoleFor(..)
                | DeskAct::SetRole(..)
                | DeskAct::Text(_)
                | DeskAct::Meet(_)
                | DeskAct::Room(_)
                | DeskAct::Service(_)
                | DeskAct::Paper(_)
                | DeskAct::Colleague(_)
                | DeskAct::Practice(_)
                | DeskAct::Pause
                | DeskAct::EndPause
                | DeskAct::Police(PoliceAct::Read(_) | PoliceAct::Approve(..) | PoliceAct::SendBack(..))
        ),
        Deed::Command(command) => matches!(command, Command::Dossiers | Command::Stop),
        Deed::Say(Said::Title | Said::Comment | Said::Address | Said::Heads | Said::Message) => false,
        Deed::Say(Said::Card | Said::ForCard | Said::FromPolice) => false,
        Deed::Say(_) => true,
        Deed::Unblock | Deed::Group(_) => false,
    }
}

#[test]
fn the_table_knows_every_act() {
    let acts = acts();
    assert!(acts.len() >= 20, "{} acts", acts.len());
    assert!(acts.contains(&DeskAct::ShowDesk) && acts.contains(&DeskAct::Preview(CASE)), "the first and a late one");
    assert!(DeskAct::decode(&[u8::try_from(acts.len()).expect("few"); 80]).is_none(), "there is none behind the last");
}
