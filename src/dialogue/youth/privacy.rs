//! What is held here, what Telegram holds, one's own data, discretion.
//!
//! Never true of this file: it promises a number of days that is not the setting's, or full anonymity.

use super::super::action::Menu;
use super::super::turn::{Done, Turn};
use super::{ask, draft, home, meet, menu, mine, rights, send};
use crate::content::utf16_units;
use crate::domain::Language;
use crate::domain::case::{By, Sharing};
use crate::domain::encounter::Square;
use crate::domain::limits::{DISCREET_OPEN_MINUTES, SEATS_LIVE_HOURS};
use crate::domain::person::Person;
use crate::messenger::{Arg, Msg, Screen};
use crate::store::StoreError;
use crate::store::records::Note;
use crate::store::tables::{Cases, SeatRecords};

/// UTF-16 units and bytes of one message of the download: the channel's limit is 4096 units, a row's 8 KiB.
const CHUNK_UNITS_MAX: usize = 3_000;
const CHUNK_BYTES_MAX: usize = 6_000;

pub(super) fn open(turn: &mut Turn) -> Done {
    let discreet = turn.person()?.is_some_and(|person| person.discreet);
    let retention = &turn.house.settings.retention;
    let held = Msg::new("privacy-held")
        .with("link", Arg::Number(retention.link_days))
        .with("text", Arg::Number(retention.text_days));
    let mut screen = Screen::new(held);
    if !turn.own_seats().is_empty() {
        screen = screen.say(Msg::new("privacy-places").with("hours", Arg::Number(SEATS_LIVE_HOURS)));
    }
    if !turn.own_follows().is_empty() {
        screen = screen.say("street-privacy");
    }
    let toggle = if discreet { "privacy-discreet-on" } else { "privacy-discreet-off" };
    turn.reply(
        screen
            .row(vec![
                menu("privacy-telegram-button", Menu::PrivacyTelegram),
                menu("privacy-data-button", Menu::PrivacyData),
            ])
            .row(vec![menu(toggle, Menu::Discreet), menu("privacy-wipe-button", Menu::Wipe)])
            .row(vec![home::button()]),
    )
}

pub(super) fn telegram(turn: &mut Turn) -> Done {
    turn.reply(Screen::new("privacy-telegram").row(vec![menu("privacy-back", Menu::Privacy), home::button()]))
}

/// Answers as a neutral notice, or plainly again. It must outlive a restart, so it makes a record.
pub(super) fn toggle_discreet(turn: &mut Turn) -> Done {
    let is_known = turn.who.is_some_and(|who| who.person.is_some());
    if !is_known && turn.store.index.people.len() >= turn.house.settings.capacity.choosers {
        return ask::busy(turn);
    }
    let language = turn.language()?.unwrap_or(Language::Nl);
    let mut person = send::person_here(turn, language)?;
    person.discreet = !person.discreet;
    person.touch(turn.now);
    let discreet = person.discreet;
    turn.keep_person(person)?;
    let text = match discreet {
        true => Msg::new("privacy-now-discreet").with("minutes", Arg::Number(DISCREET_OPEN_MINUTES)),
        false => Msg::new("privacy-now-plain"),
    };
    turn.reply(Screen::new(text).row(vec![menu("privacy-back", Menu::Privacy), home::button()]))
}

/// Everything that is held about who asks, as plain text.
pub(super) fn data(turn: &mut Turn) -> Done {
    let language = turn.language()?.unwrap_or(Language::Nl);
    let person = turn.person()?;
    let waiting = turn.draft()?.map(|(_, waiting)| waiting).filter(|waiting| !waiting.is_empty());
    let ban = turn.ban();
    let seats = about_seats(turn, language)?;
    if person.is_none() && waiting.is_none() && ban.is_none() && seats.is_empty() && turn.own_follows().is_empty() {
        return turn
            .reply(Screen::new("privacy-data-none").row(vec![menu("privacy-back", Menu::Privacy), home::button()]));
    }
    let mut lines = Vec::new();
    if let Some(person) = &person {
        about_person(turn, language, person, &mut lines)?;
    }
    lines.extend(seats);
    lines.extend(about_follows(turn, language));
    if let Some(ban) = ban {
        lines.push(say(turn, language, Msg::new("privacy-data-ban").with("day", Arg::On(ban.until))));
    }
    if let Some(waiting) = waiting {
        lines.push(say(turn, language, "privacy-data-draft".into()));
        lines.push(draft::shown(turn, &waiting).text.as_str().to_owned());
        about_topic(turn, language, waiting.topic.as_deref(), &mut lines);
    }
    for chunk in chunks(&lines) {
        turn.reply_new(Screen::default().quote(chunk), Note::Nothing)?;
    }
    turn.reply_new(
        Screen::new("privacy-data-end").row(vec![menu("privacy-back", Menu::Privacy), home::button()]),
        Note::Nothing,
    )
}

fn about_person(turn: &mut Turn, language: Language, person: &Person, lines: &mut Vec<String>) -> Done {
    let yes_no = |yes: bool| Arg::Msg(if yes { "common-yes" } else { "common-no" });
    let cases = turn.own_cases();
    let head = Msg::new("privacy-data-person")
        .with("discreet", yes_no(person.discreet))
        .with("quiet", yes_no(person.quiet))
        .with("count", Arg::Number(i64::try_from(cases.len()).unwrap_or(i64::MAX)));
    lines.push(say(turn, language, head));
    for own in cases {
        let Some(case) = turn.store.get::<Cases>(&own.id)? else { continue };
        lines.push(say(turn, language, mine::state(&case)));
        let town = case.area.as_deref().and_then(crate::content::MunicipalityId::parse);
        let area = match town.and_then(|town| turn.house.content.municipality(&town)) {
            Some(town) => Arg::Both { nl: town.name.nl.clone(), fr: town.name.fr.clone() },
            None => Arg::Msg("privacy-data-elsewhere"),
        };
        let facts = Msg::new("privacy-data-case")
            .with("opened", Arg::On(case.opened))
            .with("area", area)
            .with("police", yes_no(case.police_ok));
        lines.push(say(turn, language, facts));
        about_topic(turn, language, case.topic.as_deref(), lines);
        if case.is_helped() && case.sharing == Sharing::Yes {
            lines.push(say(turn, language, Msg::new("mine-shared")));
        }
        for entry in turn.thread(own.id, &case)? {
            let who = match entry.by {
                By::Asker => "mine-by-me",
                By::Desk(_) => "mine-by-desk",
            };
            lines.push(say(turn, language, Msg::new(who).with("day", Arg::On(entry.day))));
            lines.push(entry.text);
        }
    }
    Ok(())
}

fn about_seats(turn: &mut Turn, language: Language) -> Result<Vec<String>, StoreError> {
    let mut lines = Vec::new();
    for (seat, id) in turn.own_seats() {
        let record = turn.store.get::<SeatRecords>(&seat)?;
        let (Some(record), Some(encounter)) = (record, turn.store.index.encounters.get(id)) else { continue };
        lines.extend(meet::in_words(turn, &record, encounter).map(|words| say(turn, language, words)));
    }
    Ok(lines)
}

fn about_follows(turn: &Turn, language: Language) -> Vec<String> {
    let own = turn.own_follows().into_iter();
    let known = own.filter_map(|(_, follow)| Some((turn.store.index.streets.square(follow.square)?, follow.until)));
    let line = |square: &Square, until| {
        Msg::new("street-data").with("square", Arg::Text(square.name.clone())).with("until", Arg::On(until))
    };
    known.map(|(square, until)| say(turn, language, line(square, until))).collect()
}

fn about_topic(turn: &Turn, language: Language, topic: Option<&str>, lines: &mut Vec<String>) {
    if let Some(topic) = rights::topic_in_words(&turn.house.content, topic) {
        lines.push(say(turn, language, Msg::new("rights-about").with("topic", topic)));
    }
}

fn say(turn: &Turn, language: Language, msg: Msg) -> String {
    turn.house.locale.text(language, &msg)
}

/// Paragraphs gathered into messages that fit. A paragraph by itself always fits: a text is shorter than a message.
fn chunks(lines: &[String]) -> Vec<String> {
    let mut chunks: Vec<String> = Vec::new();
    for line in lines {
        match chunks.last_mut() {
            Some(last)
                if utf16_units(last) + utf16_units(line) < CHUNK_UNITS_MAX
                    && last.len() + line.len() < CHUNK_BYTES_MAX =>
            {
                last.push_str("\n\n");
                last.push_str(line);
            }
            Some(_) | None => chunks.push(line.clone()),
        }
    }
    chunks
}
