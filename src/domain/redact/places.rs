//! Street addresses. A town alone says too little to be taken out and too much to a reader who wants to help.
//!
//! Never true of this file: a street without a number is masked, except where the text says someone lives there.

use regex::Regex;

use super::{Found, MaskKind, after, pattern};

pub(super) struct Places {
    dutch: Regex,
    dutch_first: Regex,
    french: Regex,
    french_first: Regex,
    lives_dutch: Regex,
    lives_french: Regex,
    postcode: Regex,
    tail: Regex,
}

/// Words with a street's ending that are no street, or that a count follows.
const NO_STREETS: [&str; 34] = [
    "onderweg",
    "terugweg",
    "heenweg",
    "snelweg",
    "autoweg",
    "autosnelweg",
    "fietsweg",
    "halfweg",
    "schoolweg",
    "thuisweg",
    "spoorweg",
    "supermarkt",
    "voetpad",
    "fietspad",
    "zebrapad",
    "wandelpad",
    "skatepark",
    "pretpark",
    "speelplein",
    "rijbaan",
    "loopbaan",
    "tennisbaan",
    "hofpark",
    "gerechtshof",
    "winkelstraat",
    "zijstraat",
    "dwarsstraat",
    "speelstraat",
    "arbeidsmarkt",
    "rommelmarkt",
    "kerstmarkt",
    "avondmarkt",
    "schoolplein",
    "dorpsplein",
];

/// Words of a sentence that no French street's name holds.
const NO_STREET_WORDS: &str = " avec à a ai as et il elle on ils elles y depuis pendant vers pas sans par quand où que qui en ou mais je tu nous vous était étaient est sont jusqu'à pour entre dans sur sous chez puis vers environ plus moins y'avait ya y'a j'ai deux trois quatre trop parking mon ma mes ton ta assis assise debout devant derrière juste c'est publique public prise prend libre ";

/// What is counted after a street: "in de Kerkstraat 3 agenten".
const COUNTED: &str = " agenten agent flikken flik keer uur u jaar man mensen personen euro km m meter min minuten combi's combis politie vrienden jongens meisjes gasten maten dagen weken maanden x flics flic policiers agents fois h heures heure ans euros mètres metres minutes jours semaines mois personnes gars filles jeunes potes voitures combis camionnettes € % auto's wagens ";

const TOWNS: &str = "aalst|aarschot|andenne|anderlecht|antwerpen|anvers|arlon|asse|ath|bastogne|beringen|beveren|bilzen|binche|blankenberge|boom|bornem|borgerhout|boussu|braine-l'alleud|brasschaat|brugge|bruges|brussel|bruxelles|charleroi|châtelet|ciney|courtrai|deinze|dendermonde|deurne|diest|dilbeek|dinant|dison|dour|eeklo|elsene|enghien|etterbeek|eupen|evere|fleurus|forest|genk|gent|gand|geraardsbergen|grimbergen|halle|harelbeke|hasselt|herentals|herstal|hoboken|huy|ieper|ixelles|izegem|jambes|jemeppe|jette|knokke|koekelberg|kortrijk|la louvière|ledeberg|lessines|leuven|louvain|lier|liège|luik|lokeren|lommel|maaseik|marche|mechelen|malines|menen|merelbeke|merksem|molenbeek|mol|mons|bergen|mortsel|mouscron|namur|namen|nijvel|nivelles|ninove|oostende|ostende|ottignies|oudenaarde|péruwelz|roeselare|ronse|saint-gilles|saint-josse|sint-gillis|sint-niklaas|sint-truiden|schaarbeek|schaerbeek|seraing|soignies|temse|tienen|tongeren|torhout|tournai|tubize|turnhout|uccle|ukkel|verviers|veurne|vilvoorde|vorst|waregem|waremme|waterloo|wavre|wetteren|willebroek|wilrijk|zaventem|zele|zottegem|zwevegem";

const NUMBER: &str = r"\d{1,4}(?:\s?(?:bis|ter)\b|\s?[a-fA-F]\b|[/\-]\d{1,3})?";

impl Places {
    pub(super) fn new() -> Self {
        let numbered = format!(
            r"\s*,?\s*(?:(?:op\s)?(?:n°|huis|nr\.?|nummer|no\.?|num[eé]ro|huisnummer|huisnr\.?)\s*:?\s*)?(?P<number>{NUMBER})"
        );
        // The first word of a name may be a title ("Koning Albertlaan", "Sint-Jansplein"); a small word ends it.
        let dutch = r"(?P<street>(?:\p{Lu}[\p{L}.'’\-]*\s){0,3}(?:[\p{L}.'’\-]{2,}(?:straat|straatje|laan|plein|steenweg|dreef|kaai|gracht|lei|str\.?|stwg\.?|stw\.?|weg|baan|singel|vest|wegel|steeg)|\p{Lu}[\p{L}.'’\-]+(?:markt|hof|park|pad|veld|dam|berg|plaats|kouter|heide|wijk|dijk|ring|poort)|(?:\p{Lu}[\p{L}.'’\-]+\s)(?:Steenweg|steenweg|Laan|laan|Straat|straat|Plein|plein|Dreef|dreef|Lei|lei|Weg)|(?:[Ss]teenweg\s(?:[Oo]p|[Nn]aar)\s[\p{L}\-]+)|Meir|Groenplaats|Korenmarkt|Vrijdagmarkt|Coupure(?:\s(?:[Ll]inks|[Rr]echts))?|Oude\s[Mm]arkt|Grote\s[Mm]arkt|Grand[\s\-]?[Pp]lace))";
        let kinds = r"rue|r\.|avenue|av\.?|ave|chauss[eé]e|ch[eé]e|chs[eé]e|place|pl\.|boulevard|boul\.?|bd\.?|bld\.?|blvd|all[eé]e|impasse|clos|quai|square|sentier|dr[eè]ve|chemin|r[eé]sidence|route|venelle|esplanade|parvis|rond-point|ruelle|cit[eé]|galerie|faubourg|montagne|vieux-march[eé]";
        let small = r"(?:(?:de\s+la|de\s+l['’]|du|des|de|d['’]|de\s+|aux|au|à\s+la|la|le|les|l['’])\s*)";
        let french =
            format!(r"(?:{kinds})\s+(?P<name>{small}{{0,2}}[\p{{L}}'’.\-]+(?:\s+{small}?[\p{{L}}'’.\-]+){{0,4}}?)");
        Self {
            dutch: pattern(&format!(r"{dutch}{numbered}")),
            dutch_first: pattern(&format!(
                r"(?i:nr\.?|nummer|huisnummer)\s*(?P<number>{NUMBER})\s+(?:in|van|op)\s+(?:de|het|den)\s+{dutch}"
            )),
            french: pattern(&format!(r"(?i)\b{french}{numbered}")),
            french_first: pattern(&format!(
                r"\b(?P<number>{NUMBER})\s*,?\s*(?:à la\s|de la\s)?(?i:{kinds})\s+(?:(?i:{small}){{0,2}}\p{{Lu}}[\p{{L}}'’.\-]+(?:\s+(?i:{small})?\p{{Lu}}[\p{{L}}'’.\-]+){{0,3}}|(?i:{small}){{1,2}}[\p{{L}}\-]{{3,}}|(?i:haute|basse|neuve|royale|courte|longue|verte)\b)"
            )),
            lives_dutch: pattern(&format!(
                r"(?i:woon|woont|wonen|woonde|woonden|adres|thuis|woonplaats|kot)(?:[\s:,]+(?i:is|nu|al|ook|hier|daar|er|samen|in|op|aan|den|de|het|ik|we|wij|ze|hij|vlak|bij)){{0,5}}[\s:,]+{dutch}"
            )),
            lives_french: pattern(&format!(
                r"(?i:vit|vivons|vivent|habite|habites|habitent|habitons|habitais|habitait|adresse|domicili[eé]e?|vis|loge)(?:[\s:,]+(?i:est|c'est|au|aux|à|la|dans|sur|en|mtn|maintenant|avec|ma|mère|toujours)){{0,5}}[\s:,]+(?P<street>(?i:{kinds})\s+(?i:{small}){{0,2}}[\p{{L}}'’\-]{{3,}}(?:[ ](?i:{small})?\p{{Lu}}[\p{{L}}'’\-]+){{0,3}})"
            )),
            postcode: pattern(&format!(r"(?i)\b((?:[BF][\-– ]\s?)?[1-9]\d{{3}})\s+(?:{TOWNS})\b")),
            tail: pattern(
                r"(?i)^(?:\s*,?\s*(?:bus|bte\.?|bo[iî]te|box|b\.?|app\.?|appartement|appt\.?|[eé]tage|verdieping)\s*(?:n°|nr\.?)?\s*[0-9]{1,4}[a-z]?\b|\s*/\s*[0-9]{1,4}\b)?(?:\s*,?\s*(?:[àa]|in|te)?\s*(?:b[\-– ])?[1-9]\d{3}\b)?",
            ),
        }
    }

    /// A street where somebody says that they live.
    pub(super) fn find_homes(&self, text: &str, found: &mut Vec<Found>) {
        for shape in [&self.lives_dutch, &self.lives_french] {
            for street in shape.captures_iter(text).filter_map(|hit| hit.name("street")) {
                let last = street.as_str().split(' ').next_back().unwrap_or_default().to_lowercase();
                if !NO_STREETS.contains(&last.as_str()) && is_street_name(&last) {
                    found.push(self.address(text, street.start(), street.end()));
                }
            }
        }
    }

    /// Streets with a house number, and towns behind a postcode.
    pub(super) fn find_numbered(&self, text: &str, found: &mut Vec<Found>) {
        let mut push = |start: usize, end: usize| found.push(self.address(text, start, end));
        for shape in [&self.dutch, &self.dutch_first] {
            for hit in shape.captures_iter(text) {
                let (Some(all), Some(street), Some(number)) = (hit.get(0), hit.name("street"), hit.name("number"))
                else {
                    continue;
                };
                let street_last = street.start() > number.start();
                let last = street.as_str().split(' ').next_back().unwrap_or_default().to_lowercase();
                if !NO_STREETS.contains(&last.as_str()) && (street_last || !is_count(text, number)) {
                    push(without_opening(text, all.start(), all.end()), all.end());
                }
            }
        }
        for hit in self.french.captures_iter(text) {
            let (Some(all), Some(name), Some(number)) = (hit.get(0), hit.name("name"), hit.name("number")) else {
                continue;
            };
            if is_street_name(name.as_str()) && !is_count(text, number) {
                push(all.start(), all.end());
            }
        }
        for hit in self.french_first.find_iter(text) {
            let name_ends = hit.as_str().split_whitespace().next_back().unwrap_or_default();
            if is_street_name(name_ends) {
                push(hit.start(), hit.end());
            }
        }
        for code in self.postcode.captures_iter(text).filter_map(|hit| hit.get(1)) {
            let year = code
                .as_str()
                .parse::<u16>()
                .is_ok_and(|code| (1950..2040).contains(&code) && !matches!(code, 2000 | 2018));
            if !year {
                found.push(Found { start: code.start(), end: code.end(), kind: MaskKind::Address });
            }
        }
    }

    fn address(&self, text: &str, start: usize, end: usize) -> Found {
        Found { start, end: self.with_tail(text, end), kind: MaskKind::Address }
    }

    /// The end of the address with its box and postcode.
    fn with_tail(&self, text: &str, end: usize) -> usize {
        let rest = text.get(end..).unwrap_or_default();
        self.tail.find(rest).map_or(end, |tail| end + tail.as_str().trim_end().len())
    }
}

/// A capital that only opens the sentence is no part of the street: "In Kerkstraat 3", "De Kerkstraat 3".
fn without_opening(text: &str, start: usize, end: usize) -> usize {
    const OPENINGS: &str = " in de op aan bij het van uit naar ik mijn adres woon ";
    let mut at = start;
    let mut words = text.get(start..end).unwrap_or_default().split_inclusive(' ').peekable();
    while let Some(word) = words.next() {
        let opening = OPENINGS.contains(&format!(" {} ", word.trim().to_lowercase()));
        if !opening || words.peek().is_none() {
            break;
        }
        at += word.len();
    }
    at
}

fn is_street_name(name: &str) -> bool {
    name.split_whitespace()
        .all(|word| !NO_STREET_WORDS.contains(&format!(" {} ", word.trim_matches(['.', ',']).to_lowercase())))
}

/// Whether the number counts something rather than a house: agents, hours, euros, or is a year's or hour's beginning.
fn is_count(text: &str, number: regex::Match<'_>) -> bool {
    let rest = after(text, number.end(), 16);
    let glued = rest.starts_with(|c: char| c.is_alphanumeric() || c == '€' || c == '%');
    let date = rest.starts_with(['/', '-', '.']) && rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    let hour = rest.starts_with(':') && rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    let word = rest
        .trim_start()
        .split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '!' | '?'))
        .next()
        .unwrap_or_default();
    let year =
        matches!(number.as_str().len(), 4) && (number.as_str().starts_with("19") || number.as_str().starts_with("20"));
    glued || date || hour || year || (!word.is_empty() && COUNTED.contains(&format!(" {word} ")))
}
