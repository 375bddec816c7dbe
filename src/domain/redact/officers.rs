//! Officers' names and service numbers, and the numbers of their reports.
//!
//! A name is taken out only right behind a rank: anyone else's name is a hint (see `names`).

use regex::Regex;

use super::{Found, MaskKind, pattern};

const RANKS: &str = r"hoofdinspecteur|inspecteur|insp\.|hinp|agente?|wijkagente?|politieagente?|politieman|politievrouw|flik|commissaris|commissaire|inspectrice|brigadier|policier|polici[eè]re|flic|keuf|officier|rechercheur|wijkinspecteur|motard|chef";
const TITLES: &str = r"(?:(?:mevrouw|mevr\.?|meneer|mr\.?|dhr\.?|madame|mme\.?|monsieur|m\.|principal|première?|de naam|met naam|genaamd|nomm[eé]e?|du nom de|qui s'appelle|die heet|heet|s'appelle|son nom est|zijn naam is|haar naam is)[:\s]+)?";
const PARTICLES: &str =
    r"(?:[Vv]an|[Dd]e|[Dd]er|[Dd]en|[Dd]u|[Ll]e|[Ee]l|[Bb]en|[Vv]ande|[Vv]ander|[Tt]en|[Dd]'|[Aa]l|[Vv]er)";

/// Words that go on the sentence after a rank, at the start of a line or in shouted text, and bodies with agents.
const NO_NAMES: &str = " mag mogen kan kunnen moet moest was had heeft hebben zei zegt zegde vroeg wou wilde is zijn het een hij zij ze ik we wij wat waarom wanneer wie hoe welke dan daarna toen maar en of als omdat nu ook dat dit die dus wallah politie police il elle on ils elles je tu nous vous est a peut puis doit que qui quoi quand pourquoi comment mais et ou donc alors car si c'est ça la les un une mon ma mes au aux en sur dans pour avec par sans gas nmbs sncb stib mivb tec lijn securail federale fédéral fédérale local locale lokale judiciaire gemeenschapswacht gerechtelijk gerechtelijke niet geen ben mijn men in op bij naar na antwerpen gent brussel bruxelles charleroi liège luik namur ecr zone ";

pub(super) struct Officers {
    named: Regex,
    numbered: Regex,
    ranked: Regex,
    pv: Regex,
    pv_told: Regex,
}

impl Officers {
    pub(super) fn new() -> Self {
        let link = r"(?:(?:\s|^|\b)(?:nr\.?|nummer|n°|n º|no\.?|num[eé]ro|num\.?|cijfer|is|was|est|[eé]tait|c'est|c'[eé]tait|van|de|du|het|le|l'|die|met|avec|op|sur|zijn|haar|son|sa|ne|agente?|flik|flic|inspecteur|policier|id|en|dat|dus|dit)\b[.]?|\bn°|[\s:=#°.,\-(]){0,8}";
        Self {
            named: pattern(&format!(
                r"\b(?i:{RANKS})\s(?i:{TITLES})((?:{PARTICLES}\s?){{0,2}}\p{{Lu}}[\p{{Ll}}'’]+(?:-\p{{Lu}}\p{{Ll}}+)?(?:\s(?:{PARTICLES}\s?){{0,2}}\p{{Lu}}\p{{Ll}}+){{0,2}})"
            )),
            numbered: pattern(&format!(
                r"(?i)(?:badge(?:nummer|nr)?|matricule|stamnummer|stamnr\.?|dienstnummer|personeelsnummer|legitimatienummer|identificatienummer|interventienummer|num[eé]ro de service|num[eé]ro d'intervention|num[eé]ro d'identification|naamplaatje|naamkaartje|plaquette){link}([0-9](?:[ .\-]?[0-9]){{3,8}})\b"
            )),
            ranked: pattern(&format!(
                r"(?i)\b(?:{RANKS})(?:\s(?:{TITLES})[\p{{L}}]+)?\s*(?:(?:met\s|avec\s(?:le\s)?|het\s|le\s)?(?:nr\.?|nummer|n°|num[eé]ro|#)\s*:?\s*([0-9]{{3,9}})|\(?([0-9]{{5,9}})\)?)\b"
            )),
            pv: pattern(
                r"(?i)\b[a-z]{2}\s?[.\-]?\s?\d{2}\s?[.\-]\s?[a-z0-9]{2}\s?[.\-]\s?\d{3,7}\s?[/\-]\s?(?:\d{4}|\d{2})\b|\b[a-z]{2}\s?\d{2}\s?[a-z][0-9a-z]\s?\d{5,7}\s?[/\-]\s?(?:\d{4}|\d{2})\b",
            ),
            pv_told: pattern(
                r"(?i)\b(?:p\.?-?v\.?|proces[- ]verbaal|proc[eè]s[- ]verbal|notitie|notice|dossier|systeem)[\s-]*(?:(?:nr\.?|nummer|n°|no\.?|num[eé]ro|notitienummer|is|est|met|avec|de|le|van|het|dossier|notices?|pv)\s*|[:#=]\s*){0,5}([a-z]{0,2}[.\-]?\d[a-z0-9]*(?:[./\-][a-z0-9]+)*)",
            ),
        }
    }

    pub(super) fn find_names(&self, text: &str, found: &mut Vec<Found>) {
        for name in self.named.captures_iter(text).filter_map(|hit| hit.get(1)) {
            self.push_name(text, name.start(), name.end(), found);
        }
    }

    /// Service numbers, and those of police reports.
    pub(super) fn find_numbers(&self, text: &str, found: &mut Vec<Found>) {
        for hit in self.numbered.captures_iter(text).chain(self.ranked.captures_iter(text)) {
            let Some(number) = hit.get(1).or_else(|| hit.get(2)) else { continue };
            if !is_year(number.as_str()) {
                found.push(Found { start: number.start(), end: number.end(), kind: MaskKind::Badge });
            }
        }
        for hit in self.pv.find_iter(text) {
            found.push(Found { start: hit.start(), end: hit.end(), kind: MaskKind::PvNumber });
        }
        for number in self.pv_told.captures_iter(text).filter_map(|hit| hit.get(1)) {
            let digits = number.as_str().chars().filter(char::is_ascii_digit).count();
            let date = number.as_str().split(['/', '-', '.']).all(|part| part.len() <= 2 || is_year(part));
            if digits >= 5 && !date {
                found.push(Found { start: number.start(), end: number.end(), kind: MaskKind::PvNumber });
            }
        }
    }

    /// The capitalised words behind a rank, as far as they can be a name.
    fn push_name(&self, text: &str, start: usize, end: usize, found: &mut Vec<Found>) {
        let Some(name) = text.get(start..end) else { return };
        let mut cursor = start;
        let mut stop = start;
        let mut has_name = false;
        for word in name.split_inclusive(char::is_whitespace) {
            let bare = word.trim().to_lowercase();
            let particle = matches!(
                bare.as_str(),
                "van" | "de" | "der" | "den" | "du" | "le" | "el" | "vande" | "ten" | "al" | "ver"
            );
            if !particle && is_sentence(&bare) {
                break;
            }
            cursor += word.len();
            if !particle {
                has_name = true;
                stop = cursor - (word.len() - word.trim_end().len());
            }
        }
        if has_name {
            found.push(Found { start, end: stop, kind: MaskKind::Badge });
        }
    }
}

fn is_sentence(word: &str) -> bool {
    NO_NAMES.split(' ').any(|other| !other.is_empty() && other == word)
}

fn is_year(number: &str) -> bool {
    number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
}
