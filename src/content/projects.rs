//! Projects, their municipalities and hours, and the public holidays.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};

use super::cards::{LABEL_UNITS_MAX, at_most};
use super::page::{At, Fields, is_id};
use super::{Content, Localised, MunicipalityId, ProjectId};
use crate::domain::Language;

/// UTF-16 units of a municipality's name: its button carries "📍 " in front.
pub const MUNICIPALITY_UNITS_MAX: usize = LABEL_UNITS_MAX - 3;
/// UTF-16 units of a project's name and of its signature under an answer.
pub const PROJECT_NAME_UNITS_MAX: usize = 40;
/// Bytes of the id of a project or a municipality: it shares a button's 64 bytes with other words.
pub const AREA_ID_BYTES_MAX: usize = 20;
/// Working days a project may promise at most: longer is no promise.
const PROMISE_DAYS_MAX: u8 = 20;

/// A youth-police project: data, so that a seventh one is an edit of `projects.toml`.
#[derive(Clone, Debug)]
pub struct Project {
    pub id: ProjectId,
    pub name: Localised,
    pub organisations: Vec<String>,
    /// The languages of its team, the first one first; never empty.
    pub languages: Vec<Language>,
    pub municipalities: Vec<Municipality>,
    pub opening_hours: OpeningHours,
    /// Working days, when it is not the promise of the configuration.
    pub answer_within_working_days: Option<u8>,
    pub secrecy: Secrecy,
    pub allocation: Allocation,
    /// The last line of an answer.
    pub signature: Localised,
}

impl Project {
    /// Its police zones, where the file names them.
    pub fn zones(&self) -> BTreeSet<&str> {
        self.municipalities.iter().filter_map(|town| town.zone.as_deref()).collect()
    }
}

impl Content {
    /// Have two projects no organisation in common? Where the file names none, each project is one.
    pub fn are_apart(&self, one: &str, other: &str) -> bool {
        let of = |id: &str| self.projects().iter().find(|project| project.id.as_str() == id);
        let shares =
            |one: &Project, other: &Project| one.organisations.iter().any(|it| other.organisations.contains(it));
        one != other && !of(one).zip(of(other)).is_some_and(|(one, other)| shares(one, other))
    }
}

/// An area a young person may choose.
#[derive(Clone, Debug)]
pub struct Municipality {
    pub id: MunicipalityId,
    pub name: Localised,
    pub project: ProjectId,
    /// The police zone, where a project has more than one: its liaisons see the encounters of their own.
    pub zone: Option<String>,
}

/// Whether the staff is bound by professional secrecy. Texts may only name it where it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Secrecy {
    None,
    Article458,
}

const SECRECIES: [(&str, Secrecy); 2] = [("none", Secrecy::None), ("458", Secrecy::Article458)];

/// How the places of an encounter are given, unless the encounter says otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Allocation {
    FirstCome,
    Lottery,
    ReferralFirst,
}

const ALLOCATIONS: [(&str, Allocation); 3] = [
    ("first_come", Allocation::FirstCome),
    ("lottery", Allocation::Lottery),
    ("referral_first", Allocation::ReferralFirst),
];

/// A stretch of a day, in minutes after midnight in Brussels: `from < to <= 1440`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Opening {
    pub from_minute: u16,
    pub to_minute: u16,
}

/// The week of a project, in the time of Europe/Brussels.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpeningHours([Vec<Opening>; 7]);

impl OpeningHours {
    /// From Monday on, each day as in [`OpeningHours::on`].
    pub fn week(&self) -> &[Vec<Opening>; 7] {
        &self.0
    }

    /// Sorted, without overlap; empty on a closed day. Holidays are not in here.
    pub fn on(&self, day: Weekday) -> &[Opening] {
        self.0.get(usize::from(day.to_monday_zero_offset().unsigned_abs())).map_or(&[], Vec::as_slice)
    }
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MINUTES_A_DAY: u16 = 24 * 60;

/// A day on which no deadline runs.
#[derive(Clone, Debug)]
pub struct Holiday {
    pub date: Date,
    pub name: Localised,
}

/// Everything of `projects.toml`.
pub(super) struct ProjectsFile {
    pub(super) projects: Vec<Project>,
    pub(super) default_project: Option<ProjectId>,
}

pub(super) fn read(file: &Fields<'_>) -> ProjectsFile {
    let default_project = file.id("default_project");
    let mut projects: Vec<Project> = Vec::new();
    let mut towns = BTreeSet::new();
    let mut ids = BTreeSet::new();
    let mut all_read = true;
    for fields in file.tables("project") {
        let Some((project, at)) = project(&fields, &mut towns) else {
            all_read = false;
            continue;
        };
        if !ids.insert(project.id.clone()) {
            let what = format!("the project \"{}\" is there twice", project.id.as_str());
            fields.complain(at, what, "give each project its own id");
        }
        projects.push(project);
    }
    let default_project = default_project.and_then(|(id, at)| {
        let known = projects.iter().find(|project| project.id.as_str() == id).map(|project| project.id.clone());
        // It may be the one that does not load, which is complaint enough.
        if known.is_none() && all_read {
            file.complain(at, format!("no project has the id \"{id}\""), "name one of the projects below");
        }
        known
    });
    ProjectsFile { projects, default_project }
}

fn project(fields: &Fields<'_>, towns: &mut BTreeSet<MunicipalityId>) -> Option<(Project, At)> {
    let id = area_id(fields);
    let name = short(fields, "name");
    let signature = short(fields, "signature");
    let organisations = fields.texts("organisations").into_iter().map(|(text, _)| text.to_owned()).collect();
    let languages = languages(fields);
    let answer_within_working_days =
        fields.count_if_any("answer_within_working_days", PROMISE_DAYS_MAX).map(|(days, _)| days);
    let secrecy = fields.one_of("secrecy", &SECRECIES);
    let allocation = fields.one_of("allocation", &ALLOCATIONS);
    let opening_hours = fields.table("opening_hours").and_then(|week| hours(&week));
    let owner = ProjectId(id.map_or_else(String::new, |(id, _)| id.to_owned()));
    let municipalities = municipalities(fields, &owner, towns);
    let (_, at) = id?;
    let project = Project {
        id: owner,
        name: name?,
        organisations,
        languages: languages?,
        municipalities,
        opening_hours: opening_hours?,
        answer_within_working_days,
        secrecy: secrecy?,
        allocation: allocation?,
        signature: signature?,
    };
    Some((project, at))
}

fn area_id<'a>(fields: &Fields<'a>) -> Option<(&'a str, At)> {
    let (id, at) = fields.id("id")?;
    if id.len() > AREA_ID_BYTES_MAX {
        let mend = format!("shorten it to {AREA_ID_BYTES_MAX}");
        fields.complain(at, format!("`id` has {} characters", id.len()), mend);
    }
    Some((id, at))
}

fn short(fields: &Fields<'_>, key: &'static str) -> Option<Localised> {
    let (text, at) = fields.localised(key)?;
    at_most(fields, key, &text.nl, at, PROJECT_NAME_UNITS_MAX);
    at_most(fields, key, &text.fr, at, PROJECT_NAME_UNITS_MAX);
    Some(text)
}

fn languages(fields: &Fields<'_>) -> Option<Vec<Language>> {
    let mut languages = Vec::new();
    for (code, at) in fields.texts("languages") {
        let known = Language::ALL.map(|language| (language.code(), language));
        let Some(language) = fields.pick("languages", code, at, &known) else { continue };
        if languages.contains(&language) {
            fields.complain(at, format!("\"{code}\" is there twice"), "name each language once");
        }
        languages.push(language);
    }
    if languages.is_empty() {
        fields.complain(fields.start(), "the project has no language", "add languages = [\"nl\", \"fr\"]");
        return None;
    }
    Some(languages)
}

fn municipalities(fields: &Fields<'_>, owner: &ProjectId, towns: &mut BTreeSet<MunicipalityId>) -> Vec<Municipality> {
    let mut municipalities = Vec::new();
    for town in fields.tables("municipalities") {
        let (id, name) = (area_id(&town), town.both_languages());
        let (Some((id, at)), Some(name)) = (id, name) else { continue };
        at_most(&town, "nl", &name.nl, town.at_of("nl"), MUNICIPALITY_UNITS_MAX);
        at_most(&town, "fr", &name.fr, town.at_of("fr"), MUNICIPALITY_UNITS_MAX);
        let id = MunicipalityId(id.to_owned());
        if !towns.insert(id.clone()) {
            let what = format!("the municipality \"{}\" is there twice", id.as_str());
            town.complain(at, what, "leave it with one project");
        }
        municipalities.push(Municipality { id, name, project: owner.clone(), zone: zone(&town) });
    }
    municipalities
}

fn zone(town: &Fields<'_>) -> Option<String> {
    let (zone, at) = town.text_if_any("zone")?;
    if !is_id(zone) || zone.len() > AREA_ID_BYTES_MAX {
        let mend = format!("write small letters, digits and dashes, {AREA_ID_BYTES_MAX} at most");
        town.complain(at, format!("`zone` is \"{zone}\""), mend);
    }
    Some(zone.to_owned())
}

fn hours(week: &Fields<'_>) -> Option<OpeningHours> {
    let hours = WEEKDAYS.map(|day| {
        let mut openings: Vec<Opening> = Vec::new();
        for (text, at) in week.texts(day) {
            let Some(opening) = opening(text) else {
                week.complain(at, format!("\"{text}\" are no hours"), "write \"09:00-12:30\", the earlier hour first");
                continue;
            };
            if openings.last().is_some_and(|last| last.to_minute > opening.from_minute) {
                week.complain(at, format!("\"{text}\" starts before the hours in front of it end"), "sort the hours");
            }
            openings.push(opening);
        }
        openings
    });
    if hours.iter().all(Vec::is_empty) {
        week.complain(week.start(), "the project is never open", "add monday = [\"09:00-17:00\"]");
        return None;
    }
    Some(OpeningHours(hours))
}

fn opening(text: &str) -> Option<Opening> {
    let (from, to) = text.split_once('-')?;
    let (from_minute, to_minute) = (minute(from)?, minute(to)?);
    (from_minute < to_minute).then_some(Opening { from_minute, to_minute })
}

/// `HH:MM`, up to `24:00`.
fn minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    if hours.len() != 2 || minutes.len() != 2 || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') {
        return None;
    }
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let minute = hours * 60 + minutes;
    (minutes < 60 && minute <= MINUTES_A_DAY).then_some(minute)
}

pub(super) fn read_holidays(file: &Fields<'_>) -> Vec<Holiday> {
    let mut holidays: Vec<Holiday> = Vec::new();
    for fields in file.tables("holiday") {
        let (day, name) = (fields.day("date"), fields.localised("name"));
        let (Some((date, at)), Some((name, _))) = (day, name) else { continue };
        if holidays.last().is_some_and(|last| last.date >= date) {
            fields.complain(at, format!("{date} is not after the holiday above it"), "sort the days, each day once");
        }
        holidays.push(Holiday { date, name });
    }
    holidays
}
