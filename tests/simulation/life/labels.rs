//! Labels beside a code: whoever has a case puts some on, takes some off, and lets the case go.
//!
//! What is promised: what was put on stays until somebody takes it off, whoever has the case; three at most; none reaches a young
//! person, a group or an officer; and they are gone with their case.

use super::model::{DAY_MS, Model, Rule};
use super::network::name;
use super::people::{newest, press, press_new};
use super::police::presses_on_card;
use super::screens::{code_after, code_in};
use super::world::World;
use super::{colleagues::follows, desk::MORE};
use crate::support::bot::house;
use rechtdoor::content::Label;
use rechtdoor::domain::Moment;
use std::collections::{BTreeMap, BTreeSet};

const OPEN: [&str; 2] = ["🔖 Labels", "🔖 Étiquettes"];
const WHICH: [&str; 2] = ["🔖 Welke labels", "🔖 Quelles étiquettes"];
const MAX: usize = 3;

/// By their emoji, which no two have in common.
type Borne = BTreeSet<String>;

/// See the file's header.
#[derive(Default)]
pub struct Labels {
    /// What each case bears, as its holder read it last, where and when. Not while a press is under way: a list that comes after one
    /// may have been written before it, and of several lists only the last may come.
    known: BTreeMap<String, (Borne, i64, Moment)>,
    /// Presses whose list is yet to come, and the last list that came.
    under_way: BTreeMap<String, (u32, String)>,
    /// What was ever put on it.
    ever: BTreeMap<String, Borne>,
}

impl Labels {
    /// Nothing is under way.
    pub fn are_sure(&mut self) {
        self.under_way.clear();
    }

    /// A list came: does it say what all presses made of it?
    fn is_last(&mut self, code: &str, text: &str) -> bool {
        let (presses, before) = self.under_way.entry(code.to_owned()).or_default();
        if before != text {
            *presses = presses.saturating_sub(1);
            text.clone_into(before);
        }
        *presses == 0
    }
}

fn names(label: &Label) -> [&str; 2] {
    [label.name.nl.as_str(), label.name.fr.as_str()]
}

/// Those whose whole names stand in a line of labels.
fn borne(text: &str) -> Borne {
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with("🔖 ")).collect();
    let house = house();
    let all = house.content.labels().iter();
    let stands = |label: &&Label| names(label).iter().any(|name| lines.iter().any(|line| line.contains(name)));
    all.filter(stands).map(|label| label.emoji().to_owned()).collect()
}

impl Model {
    pub fn labels_press(&mut self, label: &str, text: &str) {
        // Another screen may stand by now where the list stood.
        let Some(code) = code_in(text) else { return };
        let is_list = WHICH.iter().any(|begin| text.starts_with(begin)) && !label.starts_with('◀');
        if is_list || OPEN.contains(&label) {
            self.labels.under_way.entry(code.clone()).or_default().0 += 1;
        }
        let house = house();
        let mut all = house.content.labels().iter();
        let words = label.strip_prefix('✅');
        let ends = |it: &Label, words: &str| names(it).iter().any(|name| *name == format!("{}{words}", it.emoji()));
        let Some(chosen) = all.find(|it| words.map_or(names(it).contains(&label), |words| ends(it, words))) else {
            return;
        };
        // Two presses that cross may put on what one of them was to take off.
        self.labels.ever.entry(code.clone()).or_default().insert(chosen.emoji().to_owned());
        self.labels.known.remove(&code);
        self.totals.labelled += 1;
    }

    pub fn labels_at_desk(&mut self, chat: i64, text: &str) -> Rule {
        let is_list = WHICH.iter().any(|begin| text.starts_with(begin));
        let on_card = code_after(text, "📨 ").filter(|_| text.starts_with("📨 ") && text.contains(" · 🗣 "));
        let Some(code) = on_card.or_else(|| code_in(text).filter(|_| is_list)) else { return Ok(()) };
        let now = borne(text);
        if now.len() > MAX {
            return Err(format!("{code} bears {} labels", now.len()));
        }
        let ever = self.labels.ever.get(&code);
        if let Some(stranger) = now.iter().find(|label| !ever.is_some_and(|ever| ever.contains(*label))) {
            return Err(format!("{code} bears {stranger}, and nobody put it there"));
        }
        if is_list {
            if self.labels.is_last(&code, text) {
                self.labels.known.insert(code, (now, chat, self.now));
            }
            return Ok(());
        }
        let Some((before, desk, at)) = self.labels.known.get(&code) else { return Ok(()) };
        // Elsewhere a card may come that was written before.
        let is_later = *desk == chat || (at.plus_ms(DAY_MS) < self.now && self.delayed_since.is_none());
        if is_later && *before != now {
            return Err(format!("{code} bore the labels {before:?}, and its card says {now:?}"));
        }
        self.totals.labels_kept += u64::from(!now.is_empty());
        Ok(())
    }

    /// For nobody but the desk.
    pub fn labels_stay_inside(&self, chat: i64, text: &str) -> Rule {
        let house = house();
        let mut all = house.content.labels().iter();
        let is_told = all.any(|label| names(label).iter().any(|name| text.contains(name)));
        if is_told || text.contains('🔖') {
            return Err(format!("{} reads a label of the desk", name(chat)));
        }
        Ok(())
    }

    /// All cases are over and forgotten. Gives what nobody may find any more, as it would lie there.
    pub fn labels_ever_put(&self) -> Result<Vec<(String, Vec<u8>)>, String> {
        let ever: BTreeSet<&String> = self.labels.ever.values().flatten().collect();
        let house = house();
        let put = house.content.labels().iter().filter(|label| ever.iter().any(|emoji| *emoji == label.emoji()));
        let as_it_lies = put.map(|label| Ok((label.name.nl.clone(), postcard::to_stdvec(&label.id)?)));
        as_it_lies.collect::<Result<_, postcard::Error>>().map_err(|error| error.to_string())
    }
}

/// Somebody puts labels on what they have, or takes them off, and now and then lets it go.
pub fn labels_are_put(world: &mut World) -> Rule {
    let mut held = world.model.holds.iter().filter(|(_, chat)| !world.model.leaving.contains(chat));
    let Some((code, chat)) = held.next().map(|(code, chat)| (code.clone(), *chat)) else { return Ok(()) };
    if !presses_on_card(world, chat, &code, &MORE)? || !follows(world, chat, &[&OPEN])? {
        return Ok(());
    }
    for _ in 0..4 + world.dice.below(6) {
        presses_one(world, chat);
        world.in_a_moment()?;
    }
    press_new(world, chat, &["◀️"]);
    world.in_a_moment()?;
    if world.dice.below(3) == 0 && presses_on_card(world, chat, &code, &["🔓"])? {
        return world.in_a_moment();
    }
    Ok(())
}

/// One of those on the newest list, or the next page of it.
fn presses_one(world: &mut World, chat: i64) {
    let messages = world.far.chats.entry(chat).or_default().messages.values().rev();
    let list = messages.into_iter().find(|message| WHICH.iter().any(|begin| message.text.starts_with(begin)));
    let Some((message, buttons)) = list.map(|list| (list.id, list.rows.iter().flatten().cloned().collect::<Vec<_>>()))
    else {
        return;
    };
    let labels: Vec<_> = buttons.iter().filter(|(label, _)| !label.starts_with('◀')).collect();
    let at = world.dice.below(labels.len().max(1) as u64) as usize;
    if let Some(button) = labels.get(at) {
        press(world, chat, (message, (*button).clone()));
    } else if newest(world, chat, &OPEN).is_some() {
        press_new(world, chat, &OPEN);
    }
}
