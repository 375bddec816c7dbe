//! The one table of commands. The parser, the menus at Telegram and the help screens are made from it.
//!
//! To add a command: one line in [`TABLE`], its description `command-<key>` in both `commands.ftl`, an arm where it
//! is answered (the compiler asks for it).

use crate::domain::Language;

/// What a slash command means.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Command {
    Start,
    Menu,
    Ask,
    MyQuestions,
    Rights,
    Agenda,
    Places,
    Help,
    SwitchLanguage,
    Privacy,
    Wipe,
    Stop,
    Desk,
    Next,
    Dossiers,
    Duty,
    SecondRead,
    Library,
    Canned,
    Unblock,
    /// An answer that was sent is put right.
    Correct,
    Reload,
    Team,
    Log,
    /// Of the own project, or a member's own.
    Figures,
    Invite,
    /// The own accounts here.
    Account,
    /// What stands above the questions of the project.
    Banner,
    NewEncounter,
    Series,
    People,
    Message,
    Shift,
    /// The encounters of a liaison's zone, and what officers read before.
    Services,
    Briefing,
    /// The general questions that wait for a liaison.
    Requests,
    Practice,
    /// A break.
    Pause,
    Presence,
    /// A paper card: of whom has no account.
    Card,
    LookBack,
    StaffHelp,
    Link,
    Unlink,
}

/// Who finds a command in the menu. Everybody may type everything; each side answers only its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Audience {
    Youth,
    Desk,
    /// Of the desk too, and of an expert, who reads texts and nothing else.
    Texts,
    /// Of the desk, but not of a trainee.
    Sender,
    /// Beside those of the desk.
    Coordinator,
    Group,
    /// Works, but stands in no menu.
    Hidden,
}

/// One line of the table.
pub struct Row {
    pub command: Command,
    /// The message id of its description is `command-` and this.
    pub key: &'static str,
    pub nl: &'static str,
    pub fr: &'static str,
    pub audience: Audience,
}

const fn row(command: Command, key: &'static str, nl: &'static str, fr: &'static str, audience: Audience) -> Row {
    Row { command, key, nl, fr, audience }
}

pub const TABLE: [Row; 45] = [
    row(Command::Menu, "menu", "menu", "menu", Audience::Youth),
    row(Command::Ask, "ask", "vraag", "question", Audience::Youth),
    row(Command::MyQuestions, "mine", "mijnvragen", "mesquestions", Audience::Youth),
    row(Command::Rights, "rights", "rechten", "droits", Audience::Youth),
    row(Command::Agenda, "agenda", "agenda", "agenda", Audience::Youth),
    row(Command::Places, "places", "plaatsen", "places", Audience::Youth),
    row(Command::Help, "help", "hulp", "aide", Audience::Youth),
    row(Command::SwitchLanguage, "language", "taal", "langue", Audience::Youth),
    row(Command::Privacy, "privacy", "privacy", "vieprivee", Audience::Youth),
    row(Command::Wipe, "wipe", "wis", "effacer", Audience::Youth),
    row(Command::Stop, "stop", "stop", "stop", Audience::Youth),
    row(Command::Start, "start", "start", "start", Audience::Hidden),
    row(Command::Desk, "desk", "desk", "desk", Audience::Desk),
    row(Command::Desk, "queue", "wachtrij", "file", Audience::Hidden),
    row(Command::Next, "next", "volgende", "suivant", Audience::Desk),
    row(Command::Dossiers, "dossiers", "dossiers", "dossiers", Audience::Desk),
    row(Command::Duty, "duty", "dienst", "service", Audience::Desk),
    row(Command::SecondRead, "second", "nalezen", "relire", Audience::Desk),
    row(Command::Practice, "practice", "oefen", "exercice", Audience::Desk),
    row(Command::Pause, "pause", "pauze", "pause", Audience::Desk),
    row(Command::Canned, "canned", "tekst", "texte", Audience::Texts),
    row(Command::Library, "library", "bib", "biblio", Audience::Texts),
    row(Command::Account, "account", "account", "compte", Audience::Texts),
    row(Command::Correct, "correct", "verbeter", "corriger", Audience::Sender),
    row(Command::Unblock, "unblock", "deblokkeer", "debloquer", Audience::Coordinator),
    row(Command::Reload, "reload", "herlaad", "recharger", Audience::Coordinator),
    row(Command::Team, "team", "team", "equipe", Audience::Coordinator),
    row(Command::Invite, "invite", "uitnodigen", "inviter", Audience::Coordinator),
    row(Command::Banner, "banner", "banner", "banniere", Audience::Coordinator),
    row(Command::Log, "log", "log", "journal", Audience::Coordinator),
    row(Command::NewEncounter, "new", "nieuw", "nouveau", Audience::Coordinator),
    row(Command::Series, "series", "reeks", "serie", Audience::Coordinator),
    row(Command::People, "people", "deelnemers", "participants", Audience::Coordinator),
    row(Command::Message, "message", "bericht", "message", Audience::Coordinator),
    row(Command::Shift, "shift", "verzet", "reporter", Audience::Coordinator),
    row(Command::Presence, "presence", "aanwezig", "presences", Audience::Sender),
    row(Command::Card, "card", "kaart", "carte", Audience::Sender),
    row(Command::LookBack, "lookback", "terugblik", "bilan", Audience::Coordinator),
    row(Command::Services, "services", "diensten", "services", Audience::Hidden),
    row(Command::Requests, "requests", "vragen", "demandes", Audience::Hidden),
    row(Command::Briefing, "briefing", "fiche", "fiche", Audience::Hidden),
    row(Command::StaffHelp, "staff-help", "help", "help", Audience::Hidden),
    row(Command::Figures, "figures", "cijfers", "chiffres", Audience::Desk),
    row(Command::Link, "link", "koppel", "lier", Audience::Group),
    row(Command::Unlink, "unlink", "ontkoppel", "delier", Audience::Group),
];

/// A command as it was typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Typed<'a> {
    pub command: Command,
    /// The language whose name was used, when the two differ.
    pub language: Option<Language>,
    pub argument: &'a str,
}

/// What a text that starts with a slash means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Parsed<'a> {
    /// No command at all.
    Text,
    Command(Typed<'a>),
    /// A slash and a word that we do not know.
    Unknown,
}

/// Reads a command in either language, with or without `@bot`.
pub fn parse(text: &str) -> Parsed<'_> {
    let Some(rest) = text.trim_start().strip_prefix('/') else { return Parsed::Text };
    let (word, argument) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let name = word.split('@').next().unwrap_or_default().to_lowercase();
    if name.is_empty() || !name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_') {
        return Parsed::Text;
    }
    let Some(row) = TABLE.iter().find(|row| row.nl == name || row.fr == name) else { return Parsed::Unknown };
    let language = match (row.nl == name, row.fr == name) {
        (true, true) | (false, false) => None,
        (true, false) => Some(Language::Nl),
        (false, true) => Some(Language::Fr),
    };
    Parsed::Command(Typed { command: row.command, language, argument: argument.trim() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_of_both_languages_work_and_tell_the_language() {
        let read = |text| match parse(text) {
            Parsed::Command(typed) => Some((typed.command, typed.language)),
            Parsed::Text | Parsed::Unknown => None,
        };
        assert_eq!(read("/vraag"), Some((Command::Ask, Some(Language::Nl))));
        assert_eq!(read("/QUESTION@rechtdoor_bot"), Some((Command::Ask, Some(Language::Fr))));
        assert_eq!(read("/stop"), Some((Command::Stop, None)));
        assert_eq!(read("  /places "), Some((Command::Places, Some(Language::Fr))));
    }

    #[test]
    fn what_is_no_command_is_text_and_an_unknown_one_is_told_apart() {
        assert_eq!(parse("mag dat?"), Parsed::Text);
        assert_eq!(parse("/ hallo"), Parsed::Text);
        assert_eq!(parse("1/2"), Parsed::Text);
        assert_eq!(parse("/foo"), Parsed::Unknown);
    }

    #[test]
    fn start_keeps_its_payload() {
        let Parsed::Command(typed) = parse("/start i_abc-DEF_1") else { panic!("a command") };
        assert_eq!((typed.command, typed.argument), (Command::Start, "i_abc-DEF_1"));
    }

    #[test]
    fn no_name_means_two_things() {
        for (at, row) in TABLE.iter().enumerate() {
            for other in &TABLE[at + 1..] {
                for name in [row.nl, row.fr] {
                    assert!(other.nl != name && other.fr != name, "{name} stands twice");
                }
            }
        }
    }
}
