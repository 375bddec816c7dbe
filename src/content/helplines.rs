//! The help lines of "Hulp nu / Aide".

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::cards::{CONFIDENCES, Confidence, LABEL_UNITS_MAX, REGIONS, Region, addresses, at_most};
use super::page::{At, Fields};
use super::text::{host, utf16_units};
use super::{Content, HelpLineId, Localised};
use crate::domain::Language;

/// UTF-16 units of what a line is for.
pub const FOR_WHAT_UNITS_MAX: usize = 60;
/// UTF-16 units of a line's name: it stands on one row with its number.
pub const LINE_NAME_UNITS_MAX: usize = 24;
/// UTF-16 units of the acute lines (name, number, two for the row): 300 fit a screen, the rest is for its sentence.
pub const ACUTE_UNITS_MAX: usize = 200;
/// UTF-16 units of all lines of one category in one language, with their addresses and hours.
pub const CATEGORY_UNITS_MAX: usize = 900;
/// Places on the first help screen.
const SCREEN_PLACES_MAX: u8 = 8;

/// What a line helps with: each is a button of the help screen, save `Emergency`, whose lines are on it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum HelpCategory {
    Emergency,
    Listen,
    Violence,
    Legal,
    Complaint,
    Practical,
}

impl HelpCategory {
    pub const ALL: [HelpCategory; 6] = [
        HelpCategory::Emergency,
        HelpCategory::Listen,
        HelpCategory::Violence,
        HelpCategory::Legal,
        HelpCategory::Complaint,
        HelpCategory::Practical,
    ];

    /// The word of the content files, also for button data.
    pub fn word(self) -> &'static str {
        match self {
            HelpCategory::Emergency => "emergency",
            HelpCategory::Listen => "listen",
            HelpCategory::Violence => "violence",
            HelpCategory::Legal => "legal",
            HelpCategory::Complaint => "complaint",
            HelpCategory::Practical => "practical",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        HelpCategory::ALL.into_iter().find(|category| category.word() == word)
    }
}

/// Where a number was found. What is not verified is shown only after someone called it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum NumberFrom {
    Verified,
    GeneralKnowledge,
    Before2015,
}

const NUMBERS_FROM: [(&str, NumberFrom); 3] = [
    ("verified", NumberFrom::Verified),
    ("general_knowledge", NumberFrom::GeneralKnowledge),
    ("before_2015", NumberFrom::Before2015),
];

/// A help line or a service. Its number cannot be read but through [`HelpLine::number`], which hides unsure ones.
#[derive(Clone, Debug)]
pub struct HelpLine {
    pub id: HelpLineId,
    pub name: Localised,
    pub sites: Vec<String>,
    /// In words, for people; `None` when nobody is sure.
    pub hours: Option<Localised>,
    /// ISO 639-1 codes, also of languages the bot does not speak.
    pub languages: Vec<String>,
    pub category: HelpCategory,
    pub region: Region,
    /// At most [`FOR_WHAT_UNITS_MAX`].
    pub for_what: Localised,
    pub confidence: Confidence,
    /// The day someone called the number and found it right.
    pub called_on: Option<Date>,
    number: Option<(String, NumberFrom)>,
    other_numbers: Vec<String>,
    places: [Option<u8>; Language::ALL.len()],
}

impl HelpLine {
    /// The number as people dial it, when it is sure enough to be shown.
    pub fn number(&self) -> Option<&str> {
        let (number, from) = self.number.as_ref()?;
        (self.shown() && (*from == NumberFrom::Verified || self.called_on.is_some())).then_some(number.as_str())
    }

    /// Whether young people may see this line at all.
    pub fn shown(&self) -> bool {
        self.confidence != Confidence::GeneralKnowledge || self.called_on.is_some()
    }

    pub fn speaks(&self, language: Language) -> bool {
        self.languages.iter().any(|spoken| spoken == language.code())
    }

    /// Its place among the acute lines of the first help screen.
    pub fn place(&self, language: Language) -> Option<u8> {
        match language {
            Language::Nl => self.places[0],
            Language::Fr => self.places[1],
        }
    }

    /// Its first site without the `https://www.`, as people type it.
    pub fn host(&self) -> Option<String> {
        self.sites.first().and_then(|site| host(site))
    }

    /// Every number of this line, shown or not.
    pub(super) fn numbers(&self) -> impl Iterator<Item = &str> {
        self.number.iter().map(|(number, _)| number.as_str()).chain(self.other_numbers.iter().map(String::as_str))
    }

    fn units(&self, language: Language) -> usize {
        let hours = self.hours.as_ref().map_or(0, |hours| utf16_units(hours.get(language)) + 2);
        let reach = self.number().map_or(0, |number| number.len() + 2) + self.host().map_or(0, |host| host.len() + 2);
        utf16_units(self.name.get(language)) + utf16_units(self.for_what.get(language)) + hours + reach + 2
    }
}

/// Everything of `helplines.toml`.
pub(super) struct HelpFile {
    pub(super) lines: Vec<HelpLine>,
    pub(super) labels: BTreeMap<HelpCategory, Localised>,
}

pub(super) fn read(file: &Fields<'_>) -> HelpFile {
    let labels = labels(file);
    let mut lines = Vec::new();
    let mut ids = BTreeSet::new();
    let mut places = BTreeSet::new();
    let mut all_read = true;
    for fields in file.tables("line") {
        let Some((line, at)) = line(&fields) else {
            all_read = false;
            continue;
        };
        if !ids.insert(line.id.clone()) {
            fields.complain(at, format!("the line \"{}\" is there twice", line.id.as_str()), "give it its own id");
        }
        for language in Language::ALL {
            if let Some(place) = line.place(language) {
                place_is_right(&fields, &line, language, !places.insert((language.code(), place)));
            }
        }
        lines.push(line);
    }
    // A line that does not load is complaint enough: a screen is not called empty for it.
    for language in Language::ALL.into_iter().filter(|_| all_read) {
        screens_fit(file, &lines, language);
    }
    HelpFile { lines, labels }
}

fn labels(file: &Fields<'_>) -> BTreeMap<HelpCategory, Localised> {
    let mut labels = BTreeMap::new();
    let Some(fields) = file.table("categories") else { return labels };
    for category in HelpCategory::ALL {
        let Some((label, at)) = fields.localised(category.word()) else { continue };
        at_most(&fields, category.word(), &label.nl, at, LABEL_UNITS_MAX);
        at_most(&fields, category.word(), &label.fr, at, LABEL_UNITS_MAX);
        labels.insert(category, label);
    }
    labels
}

fn line(fields: &Fields<'_>) -> Option<(HelpLine, At)> {
    let id = fields.id("id");
    let name = bounded(fields, "name", LINE_NAME_UNITS_MAX);
    let for_what = bounded(fields, "for_what", FOR_WHAT_UNITS_MAX);
    let hours = fields.localised_if_any("hours").map(|(hours, _)| hours);
    fields.text_if_any("hours_note");
    fields.text_if_any("note");
    let category = fields.one_of("category", &HelpCategory::ALL.map(|category| (category.word(), category)));
    let region = fields.one_of("region", &REGIONS);
    let confidence = fields.one_of("confidence", &CONFIDENCES);
    let sites = addresses(fields, "sites");
    let sources = addresses(fields, "sources");
    if sources.is_empty() && confidence.is_some_and(|confidence| confidence != Confidence::GeneralKnowledge) {
        let mend = "add sources = [\"https://…\"], or write confidence = \"general_knowledge\"";
        fields.complain(fields.start(), "the line has no source", mend);
    }
    let number = number(fields);
    if number == Some(None) && sites.is_empty() {
        fields.complain(fields.start(), "the line has no number and no site", "add number = \"…\" or sites = [\"…\"]");
    }
    let other_numbers = fields.texts("other_numbers").into_iter().filter_map(|(text, at)| dialled(fields, text, at));
    let other_numbers = other_numbers.collect();
    let called_on = fields.day_if_any("called_on").map(|(day, _)| day);
    let languages = spoken(fields);
    let places = places(fields);
    let (id, at) = id?;
    let line = HelpLine {
        id: HelpLineId(id.to_owned()),
        name: name?,
        sites,
        hours,
        languages: languages?,
        category: category?,
        region: region?,
        for_what: for_what?,
        confidence: confidence?,
        called_on,
        number: number?,
        other_numbers,
        places,
    };
    Some((line, at))
}

fn bounded(fields: &Fields<'_>, key: &'static str, units_max: usize) -> Option<Localised> {
    let (text, at) = fields.localised(key)?;
    at_most(fields, key, &text.nl, at, units_max);
    at_most(fields, key, &text.fr, at, units_max);
    Some(text)
}

/// The inner `None` is a line without a number; the outer one a number that was complained of.
fn number(fields: &Fields<'_>) -> Option<Option<(String, NumberFrom)>> {
    let Some((text, at)) = fields.text_if_any("number") else {
        if let Some((_, at)) = fields.text_if_any("number_from") {
            fields.complain(at, "`number_from` without a `number`", "take it out, or add number = \"…\"");
        }
        return Some(None);
    };
    let from = fields.one_of("number_from", &NUMBERS_FROM);
    Some(Some((dialled(fields, text, at)?, from?)))
}

/// Digits and spaces, perhaps a plus in front.
fn dialled(fields: &Fields<'_>, text: &str, at: At) -> Option<String> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let fine = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ')
        && (3..=20).contains(&digits.len())
        && !digits.starts_with(' ')
        && !digits.ends_with(' ');
    if !fine {
        fields.complain(at, format!("\"{text}\" is not a number to dial"), "write digits and spaces: \"0800 12 800\"");
    }
    fine.then(|| text.to_owned())
}

fn spoken(fields: &Fields<'_>) -> Option<Vec<String>> {
    let languages = fields.texts("languages");
    if languages.is_empty() {
        fields.complain(fields.start(), "the line speaks no language", "add languages = [\"nl\", \"fr\"]");
        return None;
    }
    for (code, at) in &languages {
        if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_lowercase()) {
            fields.complain(*at, format!("\"{code}\" is not a language code"), "write two letters: \"nl\"");
        }
    }
    Some(languages.into_iter().map(|(code, _)| code.to_owned()).collect())
}

fn places(fields: &Fields<'_>) -> [Option<u8>; Language::ALL.len()] {
    let Some(screen) = fields.table_if_any("help_screen") else { return [None; Language::ALL.len()] };
    ["nl", "fr"].map(|code| screen.count_if_any(code, SCREEN_PLACES_MAX).map(|(place, _)| place))
}

fn place_is_right(fields: &Fields<'_>, line: &HelpLine, language: Language, taken: bool) {
    let (at, id, code) = (fields.at_of("help_screen"), line.id.as_str(), language.code());
    if taken {
        fields.complain(at, format!("two lines have the same place for {code}"), "give each its own number");
    }
    if !line.speaks(language) {
        let mend = format!("take {code} out of help_screen, or add it to languages");
        fields.complain(at, format!("the line \"{id}\" does not speak {code}"), mend);
    }
    if line.number().is_none() {
        let mend = "take it off the first screen, or call it and add called_on = 2026-12-01";
        fields.complain(at, format!("the number of \"{id}\" may not be shown yet"), mend);
    }
}

fn screens_fit(file: &Fields<'_>, lines: &[HelpLine], language: Language) {
    let code = language.code();
    let acute = acute(lines, language);
    if acute.is_empty() {
        let mend = format!("add help_screen = {{ {code} = 1 }} to a line");
        file.complain(file.start(), format!("the first help screen is empty for {code}"), mend);
    }
    let row = |line: &&HelpLine| utf16_units(line.name.get(language)) + line.number().map_or(0, str::len) + 2;
    let units: usize = acute.iter().map(row).sum();
    if units > ACUTE_UNITS_MAX {
        let what = format!("the first help screen has {units} characters for {code}, {ACUTE_UNITS_MAX} fit");
        file.complain(file.start(), what, "shorten names, or take a line off it");
    }
    for category in HelpCategory::ALL {
        let units: usize = in_category(lines, language, category).iter().map(|line| line.units(language)).sum();
        if units > CATEGORY_UNITS_MAX {
            let word = category.word();
            let what = format!("the lines of \"{word}\" have {units} characters for {code}, {CATEGORY_UNITS_MAX} fit");
            file.complain(file.start(), what, "shorten for_what, or move a line to another category");
        }
    }
}

/// The lines of the first help screen, in their order.
pub(super) fn acute(lines: &[HelpLine], language: Language) -> Vec<&HelpLine> {
    let mut acute: Vec<&HelpLine> = lines.iter().filter(|line| line.place(language).is_some()).collect();
    acute.sort_by_key(|line| line.place(language));
    acute
}

/// The lines that may be shown to someone who reads `language`: those that speak it first, those that speak only
/// languages the bot does not know after them, and never those that speak only its other language.
pub(super) fn for_readers(lines: &[HelpLine], language: Language) -> Vec<&HelpLine> {
    let speaks = lines.iter().filter(|line| line.shown() && line.speaks(language));
    let elsewhere =
        lines.iter().filter(|line| line.shown() && !Language::ALL.into_iter().any(|spoken| line.speaks(spoken)));
    speaks.chain(elsewhere).collect()
}

pub(super) fn in_category(lines: &[HelpLine], language: Language, category: HelpCategory) -> Vec<&HelpLine> {
    for_readers(lines, language).into_iter().filter(|line| line.category == category).collect()
}

impl Content {
    /// Every number of every line, shown or not, as written and as bare digits: redaction leaves these readable.
    pub fn allowed_numbers(&self) -> Vec<String> {
        let mut numbers = BTreeSet::new();
        for number in self.files.lines.iter().flat_map(HelpLine::numbers) {
            numbers.insert(number.to_owned());
            numbers.insert(number.replace(' ', ""));
        }
        numbers.into_iter().collect()
    }
}
