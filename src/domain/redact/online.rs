//! E-mail addresses, links and accounts, also as people write them to get past a filter.

use std::collections::BTreeSet;

use regex::Regex;

use super::{Found, MaskKind, pattern};

/// Endings that are no word of Dutch or French, so that `waar.be` counts without more.
const STRONG: &str = "be|com|org|fr|nl|eu|io|app|brussels|vlaanderen|gent|wallonie";
/// Endings that also end a sentence without a space ("gedaan.net toen"): they need a path behind them.
const WEAK: &str = "net|me|de|gg|tv|co|ly|info|link|to|la|it|uk|lu|site|xyz|page|online|us|ch|cc|bio|club|live";
/// Endings that may follow a spoken dot.
const SPOKEN: &str = "be|com|org|net|fr|nl|eu|me|io|lu|de|gg|co|uk";
/// Hosts that count without a path, and with a dot that is spoken or set apart.
const HOSTS: &str = r"instagram|snapchat|facebook|tiktok|discord|telegram|whatsapp|youtube|twitter|linktr|twitch|threads|onlyfans|gmail|hotmail|outlook";
/// Where accounts live, as people say it.
const PLATFORMS: &str = r"instagram|insta|inst|ig|snapchat|snap|snp|sc|tik\s?tok|tiktok|tt|facebook|face|fb|messenger|discord|dc|telegram|tele|tg|twitter|twitch|steam|psn|signal|whatsapp|wapp|bereal|reddit|youtube|yt|vinted|roblox|threads";
/// What stands between "snap" and the account's name.
const ACCOUNT: &str =
    r"(?:\s*[-']?(?:naam|name|account|acc|profiel|profil|pseudo|compte|nom|username|user|handle|ke|je|nick))?";

/// After `@` these are places people say they are at, not accounts.
const PLACES: [&str; 16] = [
    "school", "home", "thuis", "work", "werk", "politie", "police", "maison", "station", "gare", "all", "everyone",
    "iedereen", "tous", "admin", "kot",
];

/// After "snap:" these go on the sentence.
const SENTENCE: [&str; 44] = [
    "ik", "je", "jij", "hij", "ze", "zij", "we", "wij", "de", "het", "een", "en", "of", "maar", "daar", "dat", "dit",
    "is", "mag", "kan", "moet", "mijn", "geen", "niet", "ja", "nee", "il", "elle", "on", "nous", "ils", "les", "des",
    "une", "est", "c'est", "et", "ou", "mais", "pas", "mon", "oui", "non", "que",
];

pub(super) struct Online {
    hosts: BTreeSet<String>,
    emails: [Regex; 4],
    links: [Regex; 5],
    mention: Regex,
    named: Regex,
    told: Regex,
    called: Regex,
    before_platform: Regex,
    underscored: Regex,
    tagged: Regex,
}

impl Online {
    pub(super) fn new(hosts: &[String]) -> Self {
        let at = r"\s?(?:\(at\)|\[at\]|\{at\}|<at>|\(a\)|\(@\)|\[@\]|@)\s?";
        let spoken_at = r"\s+(?:at|apenstaartje|apestaartje|arobase|arobas|aroba|ad|chez)\s+";
        let dot = r"\s?(?:\.|\(punt\)|\(point\)|\(dot\)|\[punt\]|\[point\]|\[dot\]|\(\.\)|\[\.\])\s?|\s+(?:punt|point|dot)\s+";
        let local = r"[\p{L}\p{N}][\p{L}\p{N}._%+'\-]*(?:\s(?:punt|point|dot|underscore|tiret|streepje|liggend streepje)\s[\p{L}\p{N}_\-]+){0,3}";
        let host = r"[\p{L}\p{N}][\p{L}\p{N}\-]*";
        Self {
            hosts: hosts.iter().map(|host| host.trim().trim_start_matches("www.").to_lowercase()).collect(),
            emails: [
                pattern(&format!(r"(?i)[\p{{L}}\p{{N}}._%+'\-]+@{host}(?:\.{host})*")),
                pattern(&format!(
                    r"(?i){local}(?:{at}|{spoken_at}){host}(?:(?:{dot}){host}){{0,2}}(?:{dot})(?:{SPOKEN})\b"
                )),
                pattern(&format!(
                    r"(?i){local}(?:{at}|{spoken_at})(?:gmail|hotmail|outlook|icloud|telenet|skynet|proximus|yahoo|protonmail|live)\b(?:(?:{dot})(?:{SPOKEN})\b)?"
                )),
                pattern(&format!(r"(?i)[\p{{L}}\p{{N}}._%+\-]+\s?@\s?{host}\s?\.\s?(?:{SPOKEN})\b")),
            ],
            links: [
                pattern(r"(?i)\b[a-z][a-z0-9+.\-]{1,15}://[^\s▮]+"),
                pattern(r"(?i)\bwww\s?\.\s?[^\s▮]+"),
                pattern(&format!(
                    r"(?i)(?:{host}\.)+(?:(?:{STRONG})\b(?::\d+)?(?:[/?#][^\s▮]*)?|(?:{WEAK})(?::\d+)?[/?#][^\s▮]+)|\b(?:t|wa|m|fb|telegram|snap)\.me\b(?:/[^\s▮]*)?|\bdiscord\.gg\b(?:/[^\s▮]*)?|\b(?:bit\.ly|youtu\.be|linktr\.ee|msng\.link)\b(?:/[^\s▮]*)?"
                )),
                pattern(&format!(
                    r"(?i)\b(?:{HOSTS})(?:\s?\.\s?|\s+(?:punt|point|dot)\s+)(?:com|be|net|gg|me|tv|ee|fr|nl)\b(?:\s?(?:/|slash)\s?[^\s▮]+)*|\b(?:t|wa|m)\s?(?:\.|punt|point|dot|\(\.\)|\[\.\])\s?me\s?(?:/|slash)\s?[^\s▮]+|\bdiscord\s?\.\s?gg\s?/\s?[^\s▮]+"
                )),
                pattern(&format!(
                    r"(?i){host}\s?(?:\[\.\]|\(\.\)|\[(?:dot|punt|point)\]|\((?:dot|punt|point)\))\s?(?:{SPOKEN})\b(?:/[^\s▮]*)?"
                )),
            ],
            mention: pattern(r"@\s?([\p{L}\p{N}_][\p{L}\p{N}_.\-]*[\p{L}\p{N}_])"),
            named: pattern(&format!(
                r"(?i)\b(?:{PLATFORMS}){ACCOUNT}\s*(?:[:=]|[-=]>|→|=>)\s*@?([\p{{L}}\p{{N}}_][\p{{L}}\p{{N}}_.\-]+)"
            )),
            told: pattern(&format!(
                r"(?i)\b(?:{PLATFORMS}){ACCOUNT}(?:\s+(?:is|was|est|c'est|s'appelle|je m'appelle|jm'appelle|j'm'appelle|heet ik|noem ik|heet|als|onder|sous|met|via|op|sur|of|ou|da's|dat is|gewoon|le|de|van|du))?\s+@?([\p{{L}}\p{{N}}_][\p{{L}}\p{{N}}_.\-]+)"
            )),
            called: pattern(
                r"(?i)\b(?:acc|account|compte|pseudo|username|user|nick|nickname|profiel|profil)\s*(?:[:=]|\s(?:is|heet|noemt|est|c'est|s'appelle)\s)\s*@?([\p{L}\p{N}_][\p{L}\p{N}_.\-]+)",
            ),
            before_platform: pattern(&format!(
                r"(?i)([\p{{L}}_][\p{{L}}\p{{N}}_.\-]+)\s*(?:\((?:{PLATFORMS})\)|,?\s(?:op|on|sur|via|bij)\s(?:mijn\s|men\s|mon\s|zijn\s|son\s)?(?:{PLATFORMS})\b)"
            )),
            underscored: pattern(r"[\p{L}\p{N}_.]*[\p{L}\p{N}]_+[\p{L}\p{N}][\p{L}\p{N}_.]*"),
            tagged: pattern(r"[\p{L}_][\p{L}\p{N}_.]+#\d{4}\b"),
        }
    }

    pub(super) fn find(&self, text: &str, found: &mut Vec<Found>) {
        for (index, shape) in self.emails.iter().enumerate() {
            for hit in shape.find_iter(text) {
                // In the last shape the dot may end a sentence, in all a full stop may follow.
                let end = hit.start() + hit.as_str().trim_end_matches(['.', '-', '\'']).len();
                if index != 0 || !hit.as_str().starts_with('@') {
                    found.push(Found { start: hit.start(), end, kind: MaskKind::Email });
                }
            }
        }
        for shape in &self.links {
            for hit in shape.find_iter(text) {
                let link = trim_link(hit.as_str());
                if !self.is_allowed(link) {
                    found.push(Found { start: hit.start(), end: hit.start() + link.len(), kind: MaskKind::Link });
                }
            }
        }
        self.find_accounts(text, found);
    }

    fn find_accounts(&self, text: &str, found: &mut Vec<Found>) {
        let mut push = |start, end| found.push(Found { start, end, kind: MaskKind::Handle });
        for hit in self.mention.captures_iter(text) {
            let (Some(all), Some(name)) = (hit.get(0), hit.get(1)) else { continue };
            let spaced = name.start() > all.start() + 1;
            let place = PLACES.contains(&name.as_str().to_lowercase().as_str());
            let wordy = name.as_str().contains(char::is_alphabetic) && !is_hour(name.as_str());
            if wordy && !place && (!spaced || looks_made_up(name.as_str())) {
                push(all.start(), name.end());
            }
        }
        for hit in self.named.captures_iter(text) {
            let Some(name) = hit.get(1) else { continue };
            let sentence = SENTENCE.contains(&name.as_str().to_lowercase().as_str());
            if !sentence && name.as_str().chars().count() >= 3 && name.as_str().contains(char::is_alphabetic) {
                push(name.start(), end_of(name));
            }
        }
        for shape in [&self.told, &self.before_platform] {
            for name in shape.captures_iter(text).filter_map(|hit| hit.get(1)) {
                if looks_made_up(name.as_str()) {
                    push(name.start(), end_of(name));
                }
            }
        }
        // An account may be a bank's too: a long row of figures is left to the finder of those.
        for name in self.called.captures_iter(text).filter_map(|hit| hit.get(1)) {
            let figures = name.as_str().chars().filter(char::is_ascii_digit).count();
            if looks_made_up(name.as_str()) && figures < 6 {
                push(name.start(), end_of(name));
            }
        }
        for hit in self.underscored.find_iter(text).filter(|hit| hit.as_str().contains(char::is_alphabetic)) {
            push(hit.start(), end_of(hit));
        }
        for hit in self.tagged.find_iter(text) {
            push(hit.start(), hit.end());
        }
    }

    fn is_allowed(&self, link: &str) -> bool {
        let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
        let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
        if authority.contains('@') {
            return false;
        }
        let host = authority.split(':').next().unwrap_or_default().to_lowercase();
        let mut below = host.as_str();
        loop {
            if self.hosts.contains(below) {
                return true;
            }
            let Some((_, parent)) = below.split_once('.') else { return false };
            below = parent;
        }
    }
}

/// A link without the punctuation of the sentence it stands in.
fn trim_link(link: &str) -> &str {
    link.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '»', '"', '”', '\'', '’', '*'])
}

fn end_of(hit: regex::Match<'_>) -> usize {
    hit.start() + hit.as_str().trim_end_matches(['.', '-']).len()
}

/// `14u30`, `8h`: what follows an `@` that means "at".
fn is_hour(word: &str) -> bool {
    let letters = word.trim_matches(|c: char| c.is_ascii_digit());
    word.starts_with(|c: char| c.is_ascii_digit()) && matches!(letters, "u" | "h" | "U" | "H" | "uur")
}

/// An account's name rather than a word: a figure, an underscore or an inner dot among its letters.
fn looks_made_up(word: &str) -> bool {
    let inner = word.trim_matches(['.', '-']);
    let begins = inner.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let odd = inner.contains('_') || inner.contains(|c: char| c.is_ascii_digit());
    let dotted = inner.split_once('.').is_some_and(|(left, right)| left.len() > 1 && !right.is_empty());
    begins && inner.contains(char::is_alphabetic) && inner.len() >= 3 && (odd || dotted)
}
