//! Number plates: Belgian of all times, French and Dutch ones.
//!
//! Never true of this file: `art 422`, `wet 123` or `GAS 350` is read as a plate. Three letters and three figures with
//! a space between count only in capitals and when the text speaks of a plate or a vehicle.

use regex::Regex;

use super::{Found, MaskKind, after, before, pattern, stands_free};

/// How far from a plate the word that explains it may stand, in characters.
const CONTEXT_CHARS: usize = 45;

/// Latin letters and the Cyrillic and Greek ones that look like them.
const LETTER: &str = "[A-Za-zАВЕКМНОРСТХавекмнорстхΑΒΕΚΜΝΟΡΤΧ]";
const CAPITAL: &str = "[A-ZАВЕКМНОРСТХΑΒΕΚΜΝΟΡΤΧ]";

/// Three letters before three figures that are a word of law, money or travel.
const WORDS: [&str; 48] = [
    "art", "wet", "gas", "eur", "kbo", "bus", "tel", "gsm", "loi", "sac", "jgd", "min", "max", "tot", "van", "sur",
    "per", "par", "ans", "les", "des", "une", "een", "het", "der", "que", "est", "pas", "bel", "met", "nog", "cfr",
    "nrs", "ref", "pag", "vol", "wvs", "sms", "btw", "tva", "ong", "met", "dan", "als", "uit", "sms", "jan", "mei",
];

pub(super) struct Plates {
    indexed: Regex,
    indexed_spaced: Regex,
    hyphened: Regex,
    spaced: Regex,
    foreign: Regex,
    named: Regex,
    context: Regex,
}

impl Plates {
    pub(super) fn new() -> Self {
        Self {
            indexed: pattern(&format!(
                r"(?:[1-9IlOQMSTW]\s?[-.·–/]\s?{LETTER}{{3}}\s?[-.·–/ ]?\s?\d{{3}}|[1-9]\s?{LETTER}{{3}}\s?[-.·–/]\s?\d{{3}}|[1-9]{LETTER}{{3}}\d{{3}})"
            )),
            indexed_spaced: pattern(&format!(r"[1-9]\s?{LETTER}{{3}}\s?\d{{3}}")),
            hyphened: pattern(&format!(
                r"{LETTER}{{3}}\s?[-·–]\s?\d{{3}}|{CAPITAL}{{3}}\.\d{{3}}|\d{{3}}\s?[-·–]\s?{CAPITAL}{{3}}"
            )),
            spaced: pattern(&format!(r"{CAPITAL}{{3}} ?\d{{3}}|\d{{3}} ?{CAPITAL}{{3}}|{CAPITAL}{{4}} ?\d{{3}}")),
            foreign: pattern(
                r"[A-Z]{2}-\d{3}-[A-Z]{2}|[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}|\d{1,2}-[A-Z]{3}-\d{1,2}|[A-Z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[A-Z]{2}|\d{2}-[A-Z]{2}-[A-Z]{2}|[A-Z]{2}-[A-Z]{2}-\d{2}",
            ),
            named: pattern(
                r"(?i)(?:nummerplaat|nrplaat|kenteken|plaat|plaque|immatriculation|immatriculée?|nummerpl)(?:\s*(?:d'immatriculation|nr|nummer|n°|num[eé]ro))?\s*(?:[:=]|is|was|est|[eé]tait|c'est|c'[eé]tait|van|met)?\s*[:=]?\s*([A-Za-z0-9][A-Za-z0-9.\-]{2,9}[A-Za-z0-9])",
            ),
            context: pattern(
                r"plaat|platen|kenteken|plaque|immatricul|\bauto|wagen|voiture|camionnette|bestelwagen|combi|busje|brommer|scooter|\bmoto|bagnole|caisse|ottomobiel|bak\b|bolide|v[eé]hicule|voertuig|mobylette",
            ),
        }
    }

    pub(super) fn find(&self, text: &str, found: &mut Vec<Found>) {
        self.each(&self.indexed, text, found, |_| true);
        self.each(&self.indexed_spaced, text, found, |plate| plate.capitals() || self.explained(plate));
        self.each(&self.hyphened, text, found, |plate| !plate.is_word());
        self.each(&self.spaced, text, found, |plate| !plate.is_word() && self.explained(plate));
        self.each(&self.foreign, text, found, |_| true);
        for named in self.named.captures_iter(text) {
            let Some(plate) = named.get(1) else { continue };
            let mixed = plate.as_str().contains(|c: char| c.is_ascii_digit())
                && plate.as_str().chars().filter(char::is_ascii_alphabetic).count() >= 2;
            if mixed && stands_free(text, plate.start(), plate.end()) {
                found.push(Found { start: plate.start(), end: plate.end(), kind: MaskKind::Plate });
            }
        }
    }

    fn each(&self, shape: &Regex, text: &str, found: &mut Vec<Found>, holds: impl Fn(&Seen) -> bool) {
        let mut at = 0;
        while let Some(hit) = shape.find_at(text, at) {
            let seen = Seen { text, start: hit.start(), end: hit.end() };
            if stands_free(text, hit.start(), hit.end()) && holds(&seen) {
                found.push(Found { start: hit.start(), end: hit.end(), kind: MaskKind::Plate });
                at = hit.end();
            } else {
                // The true plate may begin one character further on: "3 1-ABC-123".
                at = hit.start() + hit.as_str().chars().next().map_or(1, char::len_utf8);
            }
        }
    }

    fn explained(&self, plate: &Seen) -> bool {
        if plate.is_word() {
            return false;
        }
        self.context.is_match(&before(plate.text, plate.start, CONTEXT_CHARS))
            || self.context.is_match(&after(plate.text, plate.end, CONTEXT_CHARS))
    }
}

/// What may be a plate, where it stands.
struct Seen<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

impl Seen<'_> {
    fn letters(&self) -> impl Iterator<Item = char> {
        self.text.get(self.start..self.end).unwrap_or_default().chars().filter(|c| c.is_alphabetic())
    }

    fn is_word(&self) -> bool {
        WORDS.contains(&self.letters().collect::<String>().to_lowercase().as_str())
    }

    fn capitals(&self) -> bool {
        !self.is_word() && self.letters().all(char::is_uppercase)
    }
}
