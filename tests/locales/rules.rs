//! What a single sentence may not hold. A rule answers with what it found, and nothing when all is well.
//!
//! Never true of this file: a rule without a sentence that it refuses.

use super::files::own_words;
use rechtdoor::domain::Language;

type Rule = fn(&str) -> Option<String>;

/// Name, language (`None`: every one), rule, and a sentence that it must refuse.
pub const ALL: [(&str, Option<Language>, Rule, &str); 15] = [
    ("blanks at an end, or two in a row", None, blanks, "Hallo  daar"),
    ("no HTML, no entities, no Markdown", None, markup, "<b>Hallo</b>"),
    ("Telegram knows the account: nobody is anonymous", None, anonymous, "Je bent 100 % anoniem."),
    ("secrecy depends on the project", None, secrecy, "Iedereen heeft beroepsgeheim."),
    ("secrecy depends on the project (fr)", Some(Language::Fr), secrecy, "C'est le secret professionnel."),
    ("three dots are one sign", None, dots, "Wacht..."),
    ("a question is closed once", None, shouting, "Zeker??"),
    ("je, not u", Some(Language::Nl), formal_nl, "Wat is uw vraag?"),
    ("tu, not vous", Some(Language::Fr), formal_fr, "Quelle est votre question ?"),
    ("no blank before ? ! : ;", Some(Language::Nl), blank_before_sign, "Zeker ?"),
    ("an ordinary blank before ? ! : ;", Some(Language::Fr), no_blank_before_sign, "C'est sûr?"),
    ("the ordinary apostrophe", Some(Language::Fr), apostrophe, "C’est tout."),
    ("how long something lives is a value", None, duration, "We bewaren het 30 dagen."),
    ("words of the glossary", Some(Language::Nl), other_words_nl, "Pak je mobieltje."),
    ("words of the glossary (fr)", Some(Language::Fr), other_words_fr, "Prends ton portable."),
];

fn blanks(text: &str) -> Option<String> {
    let words = own_words(text);
    // Lines of one message are indented in the file; Fluent takes that away.
    for line in words.lines() {
        if line.trim_end() != line || line.trim_start().contains("  ") {
            return Some(line.to_owned());
        }
    }
    (words.starts_with(' ') || words.contains('\t')).then_some(words)
}

fn any_of(text: &str, words: &[&str]) -> Option<String> {
    let text = text.to_lowercase();
    words.iter().find(|word| text.contains(**word)).map(|word| (*word).to_owned())
}

fn markup(text: &str) -> Option<String> {
    any_of(&own_words(text), &["<", ">", "&amp;", "&lt;", "&#", "**", "__", "](", "`"])
}

fn anonymous(text: &str) -> Option<String> {
    any_of(text, &["anoniem", "anonym", "100 %", "100%"])
}

fn secrecy(text: &str) -> Option<String> {
    any_of(text, &["beroepsgeheim", "secret professionnel"])
}

fn dots(text: &str) -> Option<String> {
    any_of(text, &["..."])
}

fn shouting(text: &str) -> Option<String> {
    any_of(text, &["??", "!!", "?!", "!?"])
}

/// A number before a unit of time: it belongs to the settings, which an operator may shorten.
fn duration(text: &str) -> Option<String> {
    const UNITS: [&str; 12] =
        ["min", "minuten", "minutes", "uur", "uren", "heure", "heures", "dag", "dagen", "jour", "jours", "maanden"];
    let words = own_words(text);
    let words: Vec<&str> = words.split_whitespace().collect();
    let is_number = |word: &str| word.chars().all(|letter| letter.is_ascii_digit());
    let unit = |word: &str| UNITS.contains(&word.trim_end_matches(|letter: char| !letter.is_alphanumeric()));
    words.windows(2).find(|pair| is_number(pair[0]) && unit(pair[1])).map(|pair| pair.join(" "))
}

/// Whole words only.
fn word_of(text: &str, words: &[&str]) -> Option<String> {
    let text = own_words(text).to_lowercase();
    let mut all = text.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
    all.find(|word| words.contains(word)).map(str::to_owned)
}

fn formal_nl(text: &str) -> Option<String> {
    word_of(text, &["u", "uw", "uzelf"])
}

fn formal_fr(text: &str) -> Option<String> {
    word_of(text, &["vous", "votre", "vos"])
}

fn other_words_nl(text: &str) -> Option<String> {
    // gsm, moderator of the desk: "begeleider" is a youth worker's other role; a "zaak" has no "ticket".
    word_of(text, &["mobieltje", "telefoontje", "ticket", "chatbot", "gebruiker", "app", "flik", "flikken"])
}

fn other_words_fr(text: &str) -> Option<String> {
    word_of(text, &["portable", "mobile", "ticket", "chatbot", "utilisateur", "appli", "flic", "flics", "modo"])
}

/// A sign of punctuation with a blank before it. Emoji and values count as words.
fn blank_before_sign(text: &str) -> Option<String> {
    let words = own_words(text);
    let signs = words.char_indices().filter(|(_, letter)| "?!:;".contains(*letter));
    let mut wrong = signs.filter(|(at, _)| words[..*at].ends_with([' ', '\u{a0}', '\u{202f}']));
    wrong.next().map(|(at, _)| around(&words, at))
}

/// French sets a blank before these; our files use the ordinary one everywhere, so that a search finds the words.
fn no_blank_before_sign(text: &str) -> Option<String> {
    let words = own_words(text);
    for (at, letter) in words.char_indices().filter(|(_, letter)| "?!:;»«".contains(*letter)) {
        let before = words[..at].chars().next_back();
        let after = words[at + letter.len_utf8()..].chars().next();
        let is_right = if letter == '«' { after == Some(' ') } else { before == Some(' ') };
        if !is_right {
            return Some(around(&words, at));
        }
    }
    None
}

fn around(text: &str, at: usize) -> String {
    let from = text[..at].char_indices().rev().nth(12).map_or(0, |(from, _)| from);
    text[from..].chars().take(20).collect()
}

fn apostrophe(text: &str) -> Option<String> {
    any_of(text, &["’", "‘"])
}

/// Is the first sign one of those that are pictures? Letters, digits and plain punctuation are not.
pub fn begins_with_a_picture(text: &str) -> bool {
    text.chars().next().is_some_and(|first| {
        let code = u32::from(first);
        (0x2190..=0x2bff).contains(&code) || (0x1f000..=0x1faff).contains(&code)
    })
}

/// A lone 1 before a word that is plural in either language.
pub fn one_as_many(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_many = |word: &str| {
        let plain = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        ["vragen", "zaken", "dossiers", "questions", "dagen", "jours", "uren", "heures"].contains(&plain)
    };
    words.windows(2).find(|pair| pair[0] == "1" && is_many(pair[1])).map(|pair| pair.join(" "))
}
