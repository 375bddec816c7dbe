//! What a button means, to and from the channel's 64 bytes.
//!
//! A young person's button is the client's own data and so proves nothing: menus have no effect, a draft is found by a
//! random id *and* must belong to the chat that presses, a case is found by its code among the presser's own. The
//! desk's buttons are server-side tokens (see `desk::token`).

mod colleagues;
mod look;
mod meet;
mod paper;
mod plan;
mod police;
mod practice;
mod room;
mod service;
mod text;

pub use colleagues::ColleagueAct;
pub use look::Look;
pub use meet::{CodeVerb, FriendVerb, Meet, Party, ReviewVerb, SeatVerb};
pub use paper::PaperAct;
pub use plan::{MeetAct, Page};
pub use police::PoliceAct;
pub use practice::PracticeAct;
pub use room::RoomAct;
pub use service::ServiceAct;
pub use text::{ContentRef, TextAct};

use crate::content::{CardId, TopicId};
use crate::dialogue::desk::filter::Filter;
use crate::domain::ban::{BanReason, BanSpan};
use crate::domain::banner::BannerKind;
pub use crate::domain::case::RefusalReason;
use crate::domain::figures::Span;
use crate::domain::label::LabelId;
use crate::domain::roles::{DeskRole, Role};
use crate::domain::triage::Triage;
use crate::domain::{CaseId, Code, Day, DraftId, Language, StaffId};
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};

/// A young person's button.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Press {
    Language(Language),
    Menu(Menu),
    Draft(DraftId, DraftVerb),
    Case(Code, CaseVerb),
    /// Something of the library of rights cards, which is the same for everybody.
    Look(Look),
    /// Encounters, and own places at them.
    Meet(Meet),
}

/// A place to go to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Menu {
    Home,
    Ask,
    Encounters,
    Rights,
    Mine,
    Help,
    HelpLegal,
    HelpComplaint,
    HelpViolence,
    HelpListen,
    HelpPractical,
    Privacy,
    PrivacyTelegram,
    PrivacyData,
    Discreet,
    Wipe,
    WipeYes,
}

impl Menu {
    const ALL: [(Menu, &'static str); 17] = [
        (Menu::Home, "home"),
        (Menu::Ask, "ask"),
        (Menu::Encounters, "meet"),
        (Menu::Rights, "rights"),
        (Menu::Mine, "mine"),
        (Menu::Help, "help"),
        (Menu::HelpLegal, "help-legal"),
        (Menu::HelpComplaint, "help-complaint"),
        (Menu::HelpViolence, "help-violence"),
        (Menu::HelpListen, "help-listen"),
        (Menu::HelpPractical, "help-practical"),
        (Menu::Privacy, "privacy"),
        (Menu::PrivacyTelegram, "privacy-telegram"),
        (Menu::PrivacyData, "privacy-data"),
        (Menu::Discreet, "discreet"),
        (Menu::Wipe, "wipe"),
        (Menu::WipeYes, "wipe-yes"),
    ];

    /// The numbers to call: shown to whoever has not chosen a language yet, and while nothing can be stored.
    pub fn is_help(self) -> bool {
        match self {
            Menu::Help
            | Menu::HelpLegal
            | Menu::HelpComplaint
            | Menu::HelpViolence
            | Menu::HelpListen
            | Menu::HelpPractical => true,
            Menu::Home
            | Menu::Ask
            | Menu::Encounters
            | Menu::Rights
            | Menu::Mine
            | Menu::Privacy
            | Menu::PrivacyTelegram
            | Menu::PrivacyData
            | Menu::Discreet
            | Menu::Wipe
            | Menu::WipeYes => false,
        }
    }

    fn word(self) -> &'static str {
        Menu::ALL.iter().find(|(menu, _)| *menu == self).map_or("home", |(_, word)| word)
    }
}

/// What is done with a draft.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DraftVerb {
    /// Send what was shown. The number stands for exactly that: more typed in the meantime is read before it goes.
    Send(u32),
    Edit,
    Drop,
    Police,
    /// A page of the list of areas.
    Areas(u8),
    /// A municipality id; empty is "elsewhere".
    Area(String),
    /// The language chosen at a first contact, with a text already typed.
    Language(Language),
    /// It belongs to this open case.
    Belongs(Code),
    NewQuestion,
    /// Back to the review; for words that were looked for, back to what was found.
    Review,
    /// The cards that may answer what was typed.
    Cards,
    Card(CardId),
    /// What the law says behind a card, and where to read it.
    Law(CardId),
    /// A topic whose cards differ by region: which one?
    Regions(TopicId),
    /// This card is the answer: nothing is sent.
    Answered(CardId),
    /// The words that were looked for become a question, about this topic; empty is about none.
    AskThis(String),
}

/// What is done with an own case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CaseVerb {
    Helped,
    NotReally,
    Unclear,
    Add,
    View,
    Wipe,
    WipeYes,
    /// Discreet mode: open the answer, close it again.
    Open,
    Hide,
    /// Discreet mode: why the desk does not answer.
    Why(RefusalReason),
    /// Discreet mode: why asking is closed.
    WhyBlocked,
    /// Others may read a rewritten form of it, or may not after all.
    Share,
    KeepPrivate,
}

impl CaseVerb {
    const ALL: [(CaseVerb, &'static str); 16] = [
        (CaseVerb::Helped, "up"),
        (CaseVerb::NotReally, "meh"),
        (CaseVerb::Unclear, "huh"),
        (CaseVerb::Add, "add"),
        (CaseVerb::View, "view"),
        (CaseVerb::Wipe, "wipe"),
        (CaseVerb::WipeYes, "wiped"),
        (CaseVerb::Open, "open"),
        (CaseVerb::Hide, "hide"),
        (CaseVerb::Why(RefusalReason::OffTopic), "why-topic"),
        (CaseVerb::Why(RefusalReason::OtherService), "why-other"),
        (CaseVerb::Why(RefusalReason::NotAQuestion), "why-none"),
        (CaseVerb::Why(RefusalReason::Insult), "why-words"),
        (CaseVerb::WhyBlocked, "why-shut"),
        (CaseVerb::Share, "share"),
        (CaseVerb::KeepPrivate, "private"),
    ];

    fn word(self) -> &'static str {
        CaseVerb::ALL.iter().find(|(verb, _)| *verb == self).map_or("view", |(_, word)| word)
    }
}

impl Press {
    /// At most 64 bytes.
    pub fn encode(&self) -> String {
        match self {
            Press::Language(language) => format!("l:{}", language.code()),
            Press::Menu(menu) => format!("m:{}", menu.word()),
            Press::Case(code, verb) => format!("c:{code}:{}", verb.word()),
            Press::Look(look) => look.encode(),
            Press::Meet(meet) => meet.encode(),
            Press::Draft(id, verb) => {
                let id = BASE64URL_NOPAD.encode(&id.0);
                match verb {
                    DraftVerb::Send(shown) => format!("v:{id}:send:{shown:08x}"),
                    DraftVerb::Edit => format!("v:{id}:edit"),
                    DraftVerb::Drop => format!("v:{id}:drop"),
                    DraftVerb::Police => format!("v:{id}:police"),
                    DraftVerb::Review => format!("v:{id}:review"),
                    DraftVerb::NewQuestion => format!("v:{id}:new"),
                    DraftVerb::Areas(page) => format!("v:{id}:areas:{page}"),
                    DraftVerb::Area(area) => format!("v:{id}:area:{area}"),
                    DraftVerb::Language(language) => format!("v:{id}:lang:{}", language.code()),
                    DraftVerb::Belongs(code) => format!("v:{id}:case:{code}"),
                    DraftVerb::Cards => format!("v:{id}:cards"),
                    DraftVerb::Card(card) => format!("v:{id}:card:{}", card.as_str()),
                    DraftVerb::Law(card) => format!("v:{id}:law:{}", card.as_str()),
                    DraftVerb::Regions(topic) => format!("v:{id}:reg:{}", topic.as_str()),
                    DraftVerb::Answered(card) => format!("v:{id}:isit:{}", card.as_str()),
                    DraftVerb::AskThis(topic) => format!("v:{id}:ask:{topic}"),
                }
            }
        }
    }

    /// `None` for anything that we did not make, to the letter: two spellings of one button would be two buttons to
    /// whatever remembers or counts them.
    pub fn parse(data: &str) -> Option<Self> {
        Self::read(data).filter(|press| press.encode() == data)
    }

    fn read(data: &str) -> Option<Self> {
        let mut parts = data.splitn(4, ':');
        let (kind, first) = (parts.next()?, parts.next()?);
        let (second, third) = (parts.next(), parts.next());
        match kind {
            "l" => Language::parse(first).map(Press::Language),
            "r" => Look::parse(first, second, third).map(Press::Look),
            "e" => Meet::parse(first, second, third).map(Press::Meet),
            "m" => Menu::ALL.iter().find(|(_, word)| *word == first).map(|(menu, _)| Press::Menu(*menu)),
            "c" => {
                let code = Code::parse(first)?;
                let verb = second?;
                CaseVerb::ALL.iter().find(|(_, word)| *word == verb).map(|(verb, _)| Press::Case(code, *verb))
            }
            "v" => {
                let id = BASE64URL_NOPAD.decode(first.as_bytes()).ok()?;
                Some(Press::Draft(DraftId(id.try_into().ok()?), DraftVerb::parse(second?, third)?))
            }
            _ => None,
        }
    }
}

impl DraftVerb {
    fn parse(verb: &str, argument: Option<&str>) -> Option<Self> {
        Some(match verb {
            "send" => DraftVerb::Send(u32::from_str_radix(argument?, 16).ok()?),
            "edit" => DraftVerb::Edit,
            "drop" => DraftVerb::Drop,
            "police" => DraftVerb::Police,
            "review" => DraftVerb::Review,
            "new" => DraftVerb::NewQuestion,
            "areas" => DraftVerb::Areas(argument?.parse().ok()?),
            "area" => DraftVerb::Area(argument?.to_owned()),
            "lang" => DraftVerb::Language(Language::parse(argument?)?),
            "case" => DraftVerb::Belongs(Code::parse(argument?)?),
            "cards" => DraftVerb::Cards,
            "card" => DraftVerb::Card(CardId::parse(argument?)?),
            "law" => DraftVerb::Law(CardId::parse(argument?)?),
            "reg" => DraftVerb::Regions(TopicId::parse(argument?)?),
            "isit" => DraftVerb::Answered(CardId::parse(argument?)?),
            "ask" => DraftVerb::AskThis(argument?.to_owned()),
            _ => return None,
        })
    }
}

/// A button at the desk: kept on the server, found by a token, authorised when pressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum DeskAct {
    ShowDesk,
    Dossiers,
    /// Claim the next in line.
    ClaimNext,
    /// Claim this one (again).
    Claim(CaseId),
    Show(CaseId),
    Answer(CaseId),
    MoreInfo(CaseId),
    Urgent(CaseId),
    Release(CaseId),
    AskRefusal(CaseId),
    Refuse(CaseId, RefusalReason),
    /// Send the draft of this version.
    Send(CaseId, u32),
    Rewrite(CaseId),
    /// What was typed while it was not clear for which case.
    ParkedFor(CaseId),
    DropParked,
    Confirm(StaffId),
    Reject(StaffId),
    SwitchLanguage,
    /// The preview of what is drafted.
    Preview(CaseId),
    /// A reason was chosen; it is confirmed once more.
    RefuseFor(CaseId, RefusalReason),
    /// Closing the bot for an asker: why, until when, sure?
    AskBlock(CaseId),
    BlockFor(CaseId, BanReason),
    BlockUntil(CaseId, BanReason, BanSpan),
    Block(CaseId, BanReason, BanSpan),
    /// A page of the team.
    Team(u16),
    /// Taking a member off the team: sure?
    AskRemove(StaffId),
    Remove(StaffId),
    /// Texts of the team.
    Text(TextAct),
    /// Encounters of the own project.
    Meet(MeetAct),
    /// One of them, on its day.
    Room(RoomAct),
    /// What a liaison of the police does.
    Service(ServiceAct),
    /// Paper cards.
    Paper(PaperAct),
    /// A colleague is to read the draft of this version before it goes.
    AskSecond(CaseId, u32),
    /// The second reader does not agree, and says why.
    AskComment(CaseId),
    /// What is done more seldom with a case that is held.
    More(CaseId),
    /// A page of the codes that a case may get.
    Sort(CaseId, u8),
    SetCode(CaseId, Triage),
    /// The log of the team: what is older than this entry, or the newest.
    Log(Option<u64>),
    /// A page of the queue.
    Desk(u16),
    /// What of it is shown.
    AskFilter,
    Filter(Filter),
    /// Claim the first that the filter shows.
    ClaimShown,
    /// A link for somebody new in this role; for a liaison with the place of the zone in the project's list.
    Invite(Role, Option<u8>),
    /// What colleagues do with each other's cases.
    Colleague(ColleagueAct),
    /// A general question to the police.
    Police(PoliceAct),
    Practice(PracticeAct),
    /// A break, and its end.
    Pause,
    EndPause,
    /// On duty, or not any more.
    Duty(bool),
    /// A page of the labels that a case may bear; one of them, on or off, from that page.
    Labels(CaseId, u8),
    SetLabel(CaseId, LabelId, u8),
    /// Figures of the own project, or of the shared pool: how long a time, and how many of those before the newest.
    Figures(Span, u8, bool),
    /// Another role for a member: which; from this one to that one, sure?; and done.
    AskRole(StaffId),
    RoleFor(StaffId, DeskRole, DeskRole),
    SetRole(StaffId, DeskRole, DeskRole),
    /// A link for a second account of one's own; cutting the other one off: sure?; and done.
    InviteAccount,
    AskCutOff(StaffId),
    CutOff(StaffId),
    /// A banner above the questions of the project: which; until when; sure?; and done; or away.
    BannerFor(BannerKind),
    BannerUntil(BannerKind, Day),
    SetBanner(BannerKind, Day),
    EndBanner,
    /// Taking a member off the team with all their accounts.
    RemovePerson(StaffId),
    /// One's own figures.
    OwnFigures,
}

impl DeskAct {
    pub fn encode(self) -> Vec<u8> {
        postcard::to_stdvec(&self).unwrap_or_default()
    }

    pub fn decode(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn longest_card() -> CardId {
        CardId::parse(&"c".repeat(32)).expect("an id")
    }

    fn longest_topic() -> TopicId {
        TopicId::parse(&"t".repeat(32)).expect("an id")
    }

    #[test]
    fn every_button_fits_and_reads_back() {
        let id = DraftId([0xfb; 16]);
        let code = Code::parse("ZZZZZZ").expect("a code");
        let mut all = vec![Press::Language(Language::Fr)];
        all.extend(Menu::ALL.map(|(menu, _)| Press::Menu(menu)));
        all.extend(CaseVerb::ALL.map(|(verb, _)| Press::Case(code, verb)));
        all.extend(
            [
                DraftVerb::Send(u32::MAX),
                DraftVerb::Edit,
                DraftVerb::Drop,
                DraftVerb::Police,
                DraftVerb::Review,
                DraftVerb::NewQuestion,
                DraftVerb::Areas(250),
                DraftVerb::Area("sint-pieters-woluwe-en-nog".to_owned()),
                DraftVerb::Area(String::new()),
                DraftVerb::Language(Language::Nl),
                DraftVerb::Belongs(code),
                DraftVerb::Cards,
                DraftVerb::Card(longest_card()),
                DraftVerb::Law(longest_card()),
                DraftVerb::Regions(longest_topic()),
                DraftVerb::Answered(longest_card()),
                DraftVerb::AskThis(longest_topic().as_str().to_owned()),
                DraftVerb::AskThis(String::new()),
            ]
            .map(|verb| Press::Draft(id, verb)),
        );
        all.extend(Look::samples(longest_card(), longest_topic()).map(Press::Look));
        all.extend(Meet::samples().into_iter().map(Press::Meet));
        for press in all {
            let data = press.encode();
            assert!(data.len() <= 64, "{data}");
            assert_eq!(Press::parse(&data), Some(press), "{data}");
        }
    }

    #[test]
    fn what_we_did_not_make_means_nothing() {
        for data in ["", "x", "l:xx", "m:", "m:nope", "c:K7Q4MN", "c:K7Q4MN:kill", "v:short:send", "v::", "d:a:b"] {
            assert_eq!(Press::parse(data), None, "{data}");
        }
        for data in
            ["r:", "r:topics", "r:topics:300", "r:topics:01", "r:card:", "r:card:A", "r:card:a:b", "r:up", "r:find:"]
        {
            assert_eq!(Press::parse(data), None, "{data}");
        }
        // Spelled as a person might, or with something behind it.
        let id = BASE64URL_NOPAD.encode(&[0xfb; 16]);
        for data in ["m:home:", "m:home:x:y", "c:k7q4mn:up", "c:K7Q4MN:up:more", "l:nl:nl"] {
            assert_eq!(Press::parse(data), None, "{data}");
        }
        for verb in ["send:+0000001", "send:1", "send:0000ABCD", "areas:+1", "areas:01", "edit:x"] {
            assert_eq!(Press::parse(&format!("v:{id}:{verb}")), None, "{verb}");
        }
    }
}
