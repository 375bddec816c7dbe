//! Plays a talk on a bot of its own and writes down what everybody sees.

mod team;

use crate::script::{self, Step};
use crate::support::bot::{Bot, house_with};
use crate::support::entropy::Seeded;
use crate::support::far_side::Sight;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use rechtdoor::content::{Source, embedded_files};
use rechtdoor::dialogue::desk::enrol;
use rechtdoor::dialogue::{Capacity, Settings};
use rechtdoor::domain::encounter::{Encounter, Sharing, Way};
use rechtdoor::domain::figures::{Counts, FigureOf, Happened, Whose};
use rechtdoor::domain::limits::FIGURE_LEAST_MIN;
use rechtdoor::domain::paper::PaperCode;
use rechtdoor::domain::tally::Reaction;
use rechtdoor::domain::triage::Triage;
use rechtdoor::domain::{Language, Moment};
use rechtdoor::messenger::Rendered;
use rechtdoor::store::engine::{Fill, room};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

const START: &str = "2026-12-07 10:00";
const FIRST_PERSON: i64 = 5_100_000_001;
const FIRST_GROUP: i64 = -4_200_000_001;

/// Plays the steps of a file; gives back the file as it should read.
pub fn play(written: &str) -> Result<String, String> {
    let mut stage = Stage::new();
    let mut seen = String::new();
    for (number, line) in written.lines().enumerate() {
        if line.starts_with("  ") {
            continue;
        }
        seen.push_str(line);
        seen.push('\n');
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let at = |what: String| format!("{}: {what}", number + 1);
        let step = script::parse(line).map_err(at)?;
        stage.play(step).map_err(at)?;
        stage.write_down(&mut seen);
    }
    Ok(seen)
}

struct Stage {
    bot: Bot,
    people: BTreeMap<String, i64>,
    groups: BTreeMap<String, i64>,
    links: BTreeMap<String, String>,
    codes: Vec<String>,
    /// Codes at a door, in the order in which they were shown.
    rooms: Vec<String>,
    cards: Vec<String>,
    ever: BTreeSet<String>,
    /// The content folder, as its editors left it.
    files: BTreeMap<String, Vec<u8>>,
    random: Seeded,
}

impl Stage {
    fn new() -> Self {
        Self {
            bot: Bot::new(7, moment(START).unwrap_or_default()),
            people: BTreeMap::new(),
            groups: BTreeMap::new(),
            links: BTreeMap::new(),
            codes: Vec::new(),
            rooms: Vec::new(),
            cards: Vec::new(),
            ever: BTreeSet::new(),
            files: embedded_files(),
            random: Seeded::new(11),
        }
    }

    fn play(&mut self, step: Step) -> Result<(), String> {
        match step {
            Step::At(text) => {
                let at = moment(&text).ok_or("a day and an hour, as 2026-12-07 10:00")?;
                let ms = at.since_ms(self.bot.now);
                if ms < 0 {
                    return Err("time does not run backwards".to_owned());
                }
                self.bot.pass(ms);
            }
            Step::Pass(ms) => self.bot.pass(ms),
            Step::Staff { name, role, project, language } => self.enrol(&name, role, project, &language)?,
            Step::Account { name, of } => self.link(&name, &of)?,
            Step::Encounter { area, places, starts, with } => {
                let starts = moment(&starts).ok_or("a day and an hour, as 2026-12-12 14:00")?;
                self.bot.plans_so(&area, places, starts, |encounter| with.iter().for_each(|word| so(encounter, word)));
            }
            Step::Counted { whose, month, what } => self.counted(&whose, &month, &what)?,
            Step::Invite { role, project, approved, link } => {
                let expires = self.bot.now.plus_hours(48);
                let master = self.bot.master();
                let token = enrol::mint(master.tokens(), &mut self.random, role, &project, approved, expires);
                self.links.insert(link, format!("i_{token}"));
            }
            Step::Says { who, text } => {
                let (chat, text) = (self.person(&who), self.translate(&text));
                self.bot.text(chat, chat, &text, None);
            }
            Step::SaysInGroup { who, group, text } => {
                let (sender, chat, text) = (self.person(&who), self.group(&group), self.translate(&text));
                self.bot.text(chat, sender, &text, None);
            }
            Step::Replies { who, snippet, text } => {
                let (chat, snippet) = (self.person(&who), self.translate(&snippet));
                let message = self.message(chat, &snippet)?;
                let text = self.translate(&text);
                self.bot.text(chat, chat, &text, Some(message));
            }
            Step::Edits { who, snippet, text } => {
                let (chat, snippet) = (self.person(&who), self.translate(&snippet));
                let message = self.own_message(chat, &snippet)?;
                self.bot.edit(chat, message, &self.translate(&text));
            }
            Step::Presses { who, label, old } => self.press(&who, &label, old)?,
            Step::PressesData { who, data } => {
                let chat = self.person(&who);
                self.bot.press(chat, chat, &data, None);
            }
            Step::PressesStolen { who, label, from } => {
                let (chat, label) = (self.person(&who), self.translate(&label));
                let theirs = self.person(&from);
                let messages = self.bot.far.chats.entry(theirs).or_default().messages.values().rev();
                let mut buttons = messages.flat_map(|message| message.rows.iter().flatten());
                let data = buttons.find(|button| button.0 == label).map(|button| button.1.clone());
                self.bot.press(chat, chat, &data.ok_or_else(|| format!("no button {label}"))?, None);
            }
            Step::Sends { who, kind } => {
                let chat = self.person(&who);
                self.bot.other(chat, kind);
            }
            Step::Blocks { who } => {
                let chat = self.person(&who);
                self.bot.far.chats.entry(chat).or_default().blocked = true;
                self.bot.left(chat, chat);
            }
            Step::Unblocks { who } => {
                let chat = self.person(&who);
                self.bot.far.chats.entry(chat).or_default().blocked = false;
                self.bot.joined(chat, chat);
            }
            Step::GroupAdds { group, by } => {
                let (chat, sender) = (self.group(&group), self.person(&by));
                self.bot.joined(chat, sender);
            }
            Step::GroupRemoves { group, by } => {
                let (chat, sender) = (self.group(&group), self.person(&by));
                self.bot.far.chats.entry(chat).or_default().blocked = true;
                self.bot.left(chat, sender);
            }
            Step::GroupMigrates { group } => {
                let old = self.group(&group);
                let new = old - 1_000_000_000_000;
                self.groups.insert(group, new);
                self.bot.migrate(old, new);
            }
            Step::Offline(ms) => {
                self.bot.far.offline = true;
                self.bot.pass(ms);
                self.bot.far.offline = false;
                // The channel is asked again and has nothing, or hands out what it kept.
                self.bot.fetch();
            }
            Step::Listens => self.bot.listens = true,
            Step::Stopped(ms) => {
                self.bot.intake = None;
                self.bot.now = self.bot.now.plus_ms(ms);
                self.bot.crash();
                self.bot.settle();
            }
            Step::Deaf { who, deaf } => {
                let chat = self.person(&who);
                if deaf {
                    self.bot.far.deaf.insert(chat)
                } else {
                    self.bot.far.deaf.remove(&chat)
                };
            }
            Step::Disk { full: true } => {
                self.bot.disk_is(Some(Fill { free_bytes: room::LAST_WORDS_FREE_BYTES_MIN, used_percent: 99 }));
            }
            Step::Disk { full: false } => self.bot.disk_is(None),
            Step::Room { questions } => {
                let capacity = Capacity { waiting_cases: questions, ..Capacity::default() };
                self.bot.moves_into(house_with(Settings { capacity, ..Settings::default() }));
            }
            Step::Edit { file, old, new } => {
                let bytes = self.files.get_mut(&file).ok_or_else(|| format!("no file {file}"))?;
                let text = String::from_utf8_lossy(bytes).into_owned();
                if !text.contains(&old) {
                    return Err(format!("{file} does not hold: {old}"));
                }
                *bytes = text.replacen(&old, &new, 1).into_bytes();
                self.bot.content = Some(Source::memory(self.files.clone()));
            }
            Step::Remove { file } => {
                self.files.remove(&file).ok_or_else(|| format!("no file {file}"))?;
                self.bot.content = Some(Source::memory(self.files.clone()));
            }
            Step::Hangup => self.bot.hangup(),
            Step::Cut => self.bot.cut_power_at_next_commit(),
            Step::Crash => {
                self.bot.crash();
                self.bot.settle();
            }
            Step::Redeliver => self.bot.redeliver(),
        }
        Ok(())
    }

    /// As the nights of that month wrote it.
    fn counted(&mut self, whose: &str, month: &str, what: &[(String, u32)]) -> Result<(), String> {
        let first = moment(&format!("{month}-01 12:00")).ok_or("a month, as 2026-11")?;
        let whose = match whose {
            "shared" => Whose::Shared,
            project => Whose::Project(project.to_owned()),
        };
        let mut counts = Counts::default();
        for (word, count) in what {
            let happened = happened(word).ok_or_else(|| format!("nothing that is counted: {word}"))?;
            (0..*count).for_each(|_| counts.add(happened));
        }
        let of = FigureOf { month: first.day().month(), whose };
        let (now, store) = (self.bot.now, self.bot.core().store_mut());
        store
            .add_figures(&BTreeMap::from([(of, counts)]), FIGURE_LEAST_MIN, first)
            .map_err(|error| error.to_string())?;
        store.keep_turn();
        store.commit(now).map_err(|error| error.to_string())?;
        Ok(())
    }

    fn press(&mut self, who: &str, label: &str, old: bool) -> Result<(), String> {
        let chat = self.people.get(who).or_else(|| self.groups.get(who)).copied().ok_or("nobody of that name yet")?;
        let label = self.translate(label);
        let messages = self.bot.far.chats.entry(chat).or_default();
        let is = |button: &&(String, String)| button.0 == label;
        let (data, message) = if old {
            let all = messages.messages.values().rev().chain(messages.gone.values().rev());
            let found = all.filter_map(|message| Some((message.once.iter().rev().find(is)?.1.clone(), message.id)));
            let visible = |data: &String| {
                messages.messages.values().any(|message| message.rows.iter().flatten().any(|button| button.1 == *data))
            };
            found.into_iter().find(|(data, _)| !visible(data)).ok_or_else(|| format!("no old button {label}"))?
        } else {
            let mut all = messages.messages.values().rev();
            all.find_map(|message| Some((message.rows.iter().flatten().find(is)?.1.clone(), message.id)))
                .ok_or_else(|| format!("no button {label}"))?
        };
        self.bot.press(chat, chat, &data, Some(message));
        Ok(())
    }

    fn person(&mut self, name: &str) -> i64 {
        let next = FIRST_PERSON + i64::try_from(self.people.len()).unwrap_or_default();
        *self.people.entry(name.to_owned()).or_insert(next)
    }

    fn group(&mut self, name: &str) -> i64 {
        let next = FIRST_GROUP - i64::try_from(self.groups.len()).unwrap_or_default();
        let chat = *self.groups.entry(name.to_owned()).or_insert(next);
        self.bot.far.chats.entry(chat).or_default().group = true;
        chat
    }

    fn message(&mut self, chat: i64, snippet: &str) -> Result<i64, String> {
        let found = self.bot.far.chats.entry(chat).or_default().find(snippet).map(|message| message.id);
        found.ok_or_else(|| format!("no message with \"{snippet}\""))
    }

    /// The bot's screens quote what people type: only what they sent themselves can be edited by them.
    fn own_message(&mut self, chat: i64, snippet: &str) -> Result<i64, String> {
        let all = self.bot.far.chats.entry(chat).or_default().messages.values().rev();
        let found = all.into_iter().find(|message| !message.from_bot && message.text.contains(snippet));
        found.map(|message| message.id).ok_or_else(|| format!("no message of their own with \"{snippet}\""))
    }

    /// CODE1 and LINK1 stand for what is drawn at random.
    fn translate(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (number, code) in self.codes.iter().enumerate() {
            text = text.replace(&format!("CODE{}", number + 1), code);
        }
        for (place, code) in self.rooms.iter().enumerate() {
            text = text.replace(&format!("ROOM{}", place + 1), code);
        }
        for (place, code) in self.cards.iter().enumerate() {
            text = text.replace(&format!("CARD{}", place + 1), code);
        }
        for (name, link) in &self.links {
            text = text.replace(name.as_str(), link);
        }
        text
    }

    // --- writing down --------------------------------------------------------------------------------------------

    fn write_down(&mut self, out: &mut String) {
        let core = self.bot.core();
        let codes: Vec<String> = core.store().index.codes.keys().map(ToString::to_string).collect();
        self.ever.extend(codes);
        for (chat, sight) in std::mem::take(&mut self.bot.far.sights) {
            let who = self.name_of(chat);
            match sight {
                Sight::New(_, screen) => self.show(out, &format!("  {who} ← "), &screen),
                Sight::File(file) => {
                    let text = format!("📎 {}\n{}", file.name, file.caption);
                    self.show(out, &format!("  {who} ← "), &Rendered { text, rows: Vec::new(), protect: false });
                }
                Sight::Edited(_, screen) => self.show(out, &format!("  {who} ✎ "), &screen),
                Sight::Deleted(messages) => _ = writeln!(out, "  {who} ⌫ {}", messages.len()),
                Sight::Toast { text, alert } => {
                    let mark = if alert { '⚠' } else { '⚑' };
                    let text = self.hide_codes(&text);
                    _ = writeln!(out, "  {who} {mark} {}", text.replace('\n', " / "));
                }
                Sight::Left => _ = writeln!(out, "  {who} ⇠ the bot left"),
            }
        }
    }

    fn show(&mut self, out: &mut String, head: &str, screen: &Rendered) {
        let text = self.hide_codes(&screen.text);
        let text = self.name_links(&text);
        let text = self.name_rooms(&text);
        let text = self.name_cards(&text);
        for (number, line) in text.lines().enumerate() {
            let before = if number == 0 { head.to_owned() } else { "       | ".to_owned() };
            _ = writeln!(out, "{}", format!("{before}{line}").trim_end());
        }
        for row in &screen.rows {
            let labels: Vec<String> =
                row.iter().map(|button| format!("[{}]", self.hide_codes(&button.label))).collect();
            _ = writeln!(out, "       {}", labels.join(" "));
        }
    }

    /// The first link that the bot shows is `LINK1`; in a step that stands for what follows on `/start`.
    fn name_links(&mut self, text: &str) -> String {
        const BEFORE: &str = "?start=";
        let Some((before, rest)) = text.split_once(BEFORE) else { return text.to_owned() };
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && !"_-".contains(letter));
        let (payload, rest) = rest.split_at(end.unwrap_or(rest.len()));
        let known = self.links.iter().find(|(_, known)| *known == payload).map(|(name, _)| name.clone());
        let name = known.unwrap_or_else(|| format!("LINK{}", self.links.len() + 1));
        self.links.insert(name.clone(), payload.to_owned());
        format!("{before}{BEFORE}{name}{}", self.name_links(rest))
    }

    /// The first code at a door is `ROOM1`.
    fn name_rooms(&mut self, text: &str) -> String {
        let digits = text.strip_prefix("🔢 ").and_then(|rest| rest.get(..4));
        let Some(code) = digits.filter(|code| code.bytes().all(|byte| byte.is_ascii_digit())) else {
            return text.to_owned();
        };
        let at = self.rooms.iter().position(|known| known == code).unwrap_or_else(|| {
            self.rooms.push(code.to_owned());
            self.rooms.len() - 1
        });
        text.replacen(code, &format!("ROOM{}", at + 1), 1)
    }

    /// The first code for a card is `CARD1`. It stands on a line of its own.
    fn name_cards(&mut self, text: &str) -> String {
        let Some(rest) = text.strip_prefix("📇 ") else { return text.to_owned() };
        let code = rest.lines().next().unwrap_or_default().to_owned();
        if PaperCode::parse(&code).is_err() {
            return text.to_owned();
        }
        let at = self.cards.iter().position(|known| *known == code).unwrap_or_else(|| {
            self.cards.push(code.clone());
            self.cards.len() - 1
        });
        text.replacen(&code, &format!("CARD{}", at + 1), 1)
    }

    fn hide_codes(&mut self, text: &str) -> String {
        let mut shown = String::new();
        let mut word = String::new();
        for letter in text.chars().chain(['\0']) {
            if letter.is_ascii_alphanumeric() {
                word.push(letter);
                continue;
            }
            if self.ever.contains(&word) {
                let at = self.codes.iter().position(|code| *code == word).unwrap_or_else(|| {
                    self.codes.push(word.clone());
                    self.codes.len() - 1
                });
                _ = write!(shown, "CODE{}", at + 1);
            } else {
                shown.push_str(&word);
            }
            word.clear();
            if letter != '\0' {
                shown.push(letter);
            }
        }
        shown
    }

    fn name_of(&self, chat: i64) -> String {
        let everybody = self.people.iter().chain(&self.groups);
        everybody.into_iter().find(|(_, id)| **id == chat).map_or("?".to_owned(), |(name, _)| name.clone())
    }
}

/// What stands behind an encounter in its step.
fn so(encounter: &mut Encounter, word: &str) {
    match word {
        "consent" => encounter.consent = Some(true),
        "lottery" => encounter.sharing = Sharing::new(Way::Lottery),
        "codes" => encounter.sharing = Sharing::new(Way::CodesFirst),
        other => panic!("an encounter with {other}?"),
    }
}

fn moment(text: &str) -> Option<Moment> {
    let local: DateTime = text.trim().replace(' ', "T").parse().ok()?;
    let zone = TimeZone::get("Europe/Brussels").ok()?;
    Some(Moment(local.to_zoned_datetime(zone).ok()?.timestamp().as_millisecond()))
}

fn happened(word: &str) -> Option<Happened> {
    let answered = |in_time, about| Happened::Answered { in_time, about: Some(about) };
    Some(match word {
        "nl" => Happened::Asked(Language::Nl),
        "fr" => Happened::Asked(Language::Fr),
        "in-time" => answered(true, Triage::A1),
        "in-time-danger" => answered(true, Triage::X2),
        "late" => answered(false, Triage::C1),
        "helped" => Happened::Rated(Reaction::Helped),
        "not-really" => Happened::Rated(Reaction::NotReally),
        "unclear" => Happened::Rated(Reaction::Unclear),
        "deflected" => Happened::Rated(Reaction::Deflected),
        "held" => Happened::Held,
        "cancelled" => Happened::Cancelled,
        "present" => Happened::Present(1),
        _ => return None,
    })
}
