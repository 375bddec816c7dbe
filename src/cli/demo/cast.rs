//! Who plays in the demo: phones, a team that enrols by real invitation links, a linked group, questions that wait.

use super::past::{self, Day};
use crate::dialogue::desk::enrol;
use crate::domain::Language;
use crate::domain::moment::MINUTE_MS;
use crate::domain::roles::Role;
use crate::runtime::clock::{Clock, OsEntropy};
use crate::schedule;
use crate::simulator::{Phone, PhoneKind, WorldHandle};
use crate::vault::Master;
use serde::Deserialize;
use std::time::Duration;

const SAMPLES: &str = include_str!("samples.toml");
/// All of the team work for the project of two languages, which also has the shared pool's hours.
pub(super) const PROJECT: &str = "brussel-zuid";
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Deserialize)]
struct Samples {
    phone: Vec<OnePhone>,
    past: Vec<Day>,
    asker: Vec<Asker>,
    encounter: Vec<Plan>,
}

#[derive(Deserialize)]
struct OnePhone {
    name: String,
    subtitle: String,
    kind: Kind,
    language: Language,
    samples: Vec<String>,
    /// On what the desk of somebody new opens.
    opens: Option<String>,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Youth,
    Moderator,
    Coordinator,
    Liaison,
}

#[derive(Deserialize)]
struct Asker {
    language: Language,
    text: String,
}

/// An encounter that the coordinator plans, as it is typed.
#[derive(Deserialize)]
struct Plan {
    title_nl: String,
    title_fr: String,
    /// From when the demo opens, rounded up to whole five minutes.
    minutes_ahead: i64,
    venue: String,
    places: String,
    /// People without a phone on the page who have a place already, each in their language.
    guests: Vec<Language>,
}

/// The bot did not answer in time.
pub(super) struct Late;

/// Puts everybody on the page. `empty` leaves out the team's enrolment, what happened before, and the questions.
pub(super) async fn enter(world: &WorldHandle, clock: &Clock, master: &Master, empty: bool) -> Result<(), Late> {
    // A mistake in the samples is ours and caught by a test.
    let Ok(samples) = toml::from_str::<Samples>(SAMPLES) else { return Err(Late) };
    let mut people = Vec::new();
    for phone in &samples.phone {
        let person = world.person(&phone.name, phone.language.code());
        world.phone(Phone {
            person,
            title: phone.name.clone(),
            subtitle: phone.subtitle.clone(),
            kind: phone.kind.on_page(),
            samples: phone.samples.clone(),
        });
        people.push((person, phone));
    }
    if empty {
        return Ok(());
    }
    // The coordinator first: whoever links a group must be enrolled.
    for wanted in [Kind::Coordinator, Kind::Moderator, Kind::Liaison] {
        for (person, phone) in people.iter().filter(|(_, phone)| phone.kind == wanted) {
            enrol_one(world, master, *person, phone).await?;
        }
    }
    let names = people.iter().map(|(person, phone)| (phone.name.as_str(), *person)).collect();
    let lived = past::live(world, clock, names, &samples.past).await;
    team_group(world, &people).await?;
    for asker in &samples.asker {
        ask(world, asker).await?;
    }
    let coordinator = people.iter().find(|(_, phone)| phone.kind == Kind::Coordinator);
    if let Some((coordinator, _)) = coordinator {
        for encounter in &samples.encounter {
            plan(world, *coordinator, encounter).await?;
            for language in &encounter.guests {
                come(world, *language).await?;
            }
        }
    }
    // Each desk opens on what waits, that of somebody new on practice.
    for (person, phone) in &people {
        if matches!(phone.kind, Kind::Moderator | Kind::Coordinator) {
            say(world, *person, phone.opens.as_deref().unwrap_or("/desk")).await?;
        }
    }
    lived
}

async fn enrol_one(world: &WorldHandle, master: &Master, person: i64, phone: &OnePhone) -> Result<(), Late> {
    let role = match phone.kind {
        Kind::Coordinator => Role::Coordinator,
        Kind::Moderator => Role::Moderator,
        Kind::Liaison => Role::Liaison,
        Kind::Youth => return Ok(()),
    };
    let expires = world.now().plus_hours(48);
    let token = enrol::mint(master.tokens(), &mut OsEntropy, role, PROJECT, true, expires);
    say(world, person, &format!("/start i_{token}")).await?;
    if phone.language == Language::Fr {
        return Ok(());
    }
    // The link's project speaks French first; a Dutch speaker switches once.
    press(world, person, "🌐").await
}

async fn team_group(world: &WorldHandle, people: &[(i64, &OnePhone)]) -> Result<(), Late> {
    let of = |wanted| people.iter().filter(move |(_, phone)| phone.kind == wanted).map(|(person, _)| *person);
    let Some(coordinator) = of(Kind::Coordinator).next() else { return Ok(()) };
    let members: Vec<i64> = [coordinator].into_iter().chain(of(Kind::Moderator)).collect();
    let group = world.group("Team Brussel Zuid", &members);
    world.phone(Phone {
        person: group,
        title: "Team Brussel Zuid".to_owned(),
        subtitle: "the team's group".to_owned(),
        kind: PhoneKind::Group,
        samples: Vec::new(),
    });
    let heard = world.messages(group).len();
    world.add_bot(group).map_err(|_| Late)?;
    if !world.wait_for(|world| world.messages(group).len() > heard, PATIENCE).await {
        return Err(Late);
    }
    let heard = world.messages(group).len();
    world.say_in(group, coordinator, "/koppel").map_err(|_| Late)?;
    if world.wait_for(|world| world.messages(group).len() > heard + 1, PATIENCE).await { Ok(()) } else { Err(Late) }
}

/// The coordinator plans an encounter and publishes it, as anybody would: each step is a press or something typed.
async fn plan(world: &WorldHandle, coordinator: i64, plan: &Plan) -> Result<(), Late> {
    const ROUND_MS: i64 = 5 * MINUTE_MS;
    let starts = world.now().plus_minutes(plan.minutes_ahead);
    let starts = starts.plus_ms(ROUND_MS - starts.0.rem_euclid(ROUND_MS));
    let typed = format!("{} {}", schedule::day_and_month(starts), schedule::hour_and_minute(starts));
    say(world, coordinator, "/nieuw").await?;
    press(world, coordinator, "🤝").await?;
    say(world, coordinator, &plan.title_nl).await?;
    say(world, coordinator, &plan.title_fr).await?;
    say(world, coordinator, &typed).await?;
    press(world, coordinator, "⏱️ 2").await?;
    press(world, coordinator, "📍").await?;
    say(world, coordinator, &plan.venue).await?;
    say(world, coordinator, &plan.places).await?;
    for label in ["🎂 14", "Allebei", "Rolstoel", "▶️", "👕", "🤝", "🙂", "📣"] {
        press(world, coordinator, label).await?;
    }
    Ok(())
}

/// A young person without a phone on the page gets a place at the only encounter that there is yet.
async fn come(world: &WorldHandle, language: Language) -> Result<(), Late> {
    let (speaks, first) = match language {
        Language::Nl => ("Nederlands", "👀 Nummer 1"),
        Language::Fr => ("Français", "👀 Numéro 1"),
    };
    let person = world.person("Anonymous", language.code());
    say(world, person, "/start").await?;
    press(world, person, speaks).await?;
    say(world, person, "/agenda").await?;
    for label in [first, "🙋", "✅", "✅"] {
        press(world, person, label).await?;
    }
    Ok(())
}

/// A young person without a phone on the page asks: text, language, send.
async fn ask(world: &WorldHandle, asker: &Asker) -> Result<(), Late> {
    let (language, send) = match asker.language {
        Language::Nl => ("Nederlands", "✅"),
        Language::Fr => ("Français", "✅"),
    };
    let person = world.person("Anonymous", asker.language.code());
    say(world, person, &asker.text).await?;
    press(world, person, language).await?;
    press(world, person, send).await
}

/// Says something and waits for the bot's next message or edit.
pub(super) async fn say(world: &WorldHandle, person: i64, text: &str) -> Result<(), Late> {
    let before = state_of(world, person);
    world.say(person, text).map_err(|_| Late)?;
    changed(world, person, before).await
}

/// Waits for a button, presses it, and waits for what comes of it.
pub(super) async fn press(world: &WorldHandle, person: i64, label: &str) -> Result<(), Late> {
    let there = |world: &WorldHandle| {
        let last = world.last_from_bot(person);
        last.is_some_and(|seen| seen.buttons.iter().flatten().any(|(text, _)| text.contains(label)))
    };
    if !world.wait_for(there, PATIENCE).await {
        return Err(Late);
    }
    let before = state_of(world, person);
    world.press(person, label).map_err(|_| Late)?;
    changed(world, person, before).await
}

async fn changed(world: &WorldHandle, person: i64, before: Option<(i64, String)>) -> Result<(), Late> {
    if world.wait_for(|world| state_of(world, person) != before, PATIENCE).await { Ok(()) } else { Err(Late) }
}

/// The bot's last message with its words and its buttons.
fn state_of(world: &WorldHandle, person: i64) -> Option<(i64, String)> {
    let seen = world.last_from_bot(person)?;
    let labels = seen.buttons.iter().flatten().map(|(label, _)| label.as_str());
    Some((seen.id, std::iter::once(seen.text.as_str()).chain(labels).collect()))
}

impl Kind {
    fn on_page(self) -> PhoneKind {
        match self {
            Kind::Youth => PhoneKind::Youth,
            Kind::Moderator => PhoneKind::Moderator,
            Kind::Coordinator => PhoneKind::Coordinator,
            Kind::Liaison => PhoneKind::Liaison,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_samples_read() {
        let samples: Samples = toml::from_str(SAMPLES).expect("well-formed samples");
        assert!(
            samples.phone.len() >= 6
                && samples.asker.len() >= 2
                && samples.encounter.len() == 2
                && samples.past.len() >= 3
        );
        assert!(samples.past.iter().flat_map(|day| &day.steps).all(|step| past::parse(step).is_some()));
    }
}
