//! General questions to the police, by seed: whoever has a question rewrites it, a colleague lets it go, an officer answers at
//! five, and now and then somebody sends on what the officer wrote as it stands.
//!
//! What is promised: the police are asked only with the asker's yes, in words that two have read, and of the question itself
//! nothing; what an officer writes stays with whoever has the question, and reaches a young person in other words or not at all.

use super::accounts::Account;
use super::at_the_desk::HAVE_IT_READ;
use super::colleagues::{NOTED, follows};
use super::desk::{MORE, SEND, answer_in_words, finishes_with_a_reader};
use super::model::{HOUR_MS, MINUTE_MS, Model, Rule};
use super::network::name;
use super::people::{POLICE_NO, asks, newest, next_number, pick, press, press_new, says};
use super::screens::{ANSWERED, ASKED, Says, code_after, code_in, words_like};
use super::world::{DESK, LIAISON, World, YOUTH};
use rechtdoor::domain::Moment;
use rechtdoor::messenger::Rendered;
use std::collections::{BTreeMap, BTreeSet};

/// How every word of a general question begins, and every word of an officer's.
const GENERAL: &str = "algemeen-";
const OFFICER: &str = "dienst-";
/// At this hour all of a day go out.
const GOES_AT_HOUR: i64 = 17;
/// An answer of the police is above the card that comes so long after it.
const SURE_AFTER_MS: i64 = HOUR_MS;

const SORT: [&str; 1] = ["🏷️ Code"];
const NEVER: [&str; 1] = ["🏷️ X3"];
const ASK: [&str; 2] = ["🚓 Input", "🚓 Avis"];
const READ: [&str; 2] = ["👀 Bekijk", "👀 Regarder"];
const AGREE: [&str; 2] = ["✅ Akkoord", "✅ D'accord"];
const WITHOUT: [&str; 2] = ["🗑️ Zonder politie", "🗑️ Sans la police"];
const SAID_AS: [&str; 2] = ["🏛️ Officieel", "🙋 Mijn ervaring"];
const NO_ANSWER: &str = "🤷 Geen antwoord";

/// A general question, as it was typed at a desk.
struct General {
    code: String,
    by: Account,
    /// Somebody else let it go.
    agreed: Option<Moment>,
    /// It stood on a screen as what is to be asked.
    kept: bool,
    shown: bool,
}

/// What an officer typed, and for which question.
pub struct Officer {
    pub code: String,
    pub text: String,
    pub said: Option<Moment>,
}

/// See the file's header.
#[derive(Default)]
pub struct Police {
    /// Words of questions whose last review said yes.
    agreed: BTreeSet<String>,
    generals: BTreeMap<String, General>,
    pub officers: BTreeMap<String, Officer>,
    /// The general question that the liaison last opened, and the answer that goes next.
    opened: Option<String>,
    going: Option<String>,
    /// The cases of which a desk read that this goes to no police, and since when.
    never: BTreeMap<String, Moment>,
    outside: BTreeSet<String>,
    /// What the police said that whoever writes must read, by case; and answers that must say so.
    inputs: BTreeMap<String, String>,
    must_tell: BTreeSet<String>,
    /// Desks that read it.
    read_at: BTreeSet<(String, i64)>,
}

/// Does the asker read that the police were asked?
fn has_mark(text: &str) -> bool {
    ["🚓 Met input van de politie.", "🚓 Avec l'avis de la police."].iter().any(|mark| text.contains(mark))
}

impl Police {
    /// What of it was taken in about this case: it is forgotten with it.
    pub fn words_of(&self, codes: &BTreeSet<String>) -> Vec<String> {
        let generals = self.generals.iter().filter(|(_, it)| it.kept && codes.contains(&it.code));
        let officers = self.officers.iter().filter(|(_, it)| it.said.is_some() && codes.contains(&it.code));
        generals.map(|(word, _)| word.clone()).chain(officers.map(|(word, _)| word.clone())).collect()
    }

    pub fn all_words(&self) -> impl Iterator<Item = &String> {
        self.generals.keys().chain(self.officers.keys())
    }

    /// Was it ever about the police itself? Then somebody of another organisation reads along.
    pub fn is_read_outside(&self, code: &str) -> bool {
        self.never.contains_key(code) || self.outside.contains(code)
    }

    /// The case about which an officer wrote what stands here.
    pub fn officer_on(&self, text: &str) -> Option<String> {
        let word = words_like(text, OFFICER).into_iter().next()?;
        self.officers.get(&word).map(|it| it.code.clone())
    }
}

impl Model {
    // --- young people --------------------------------------------------------------------------------------------

    /// On a review stands whether an officer may think along.
    pub fn police_on_review(&mut self, screen: &Rendered, asked: &[String]) {
        let mut labels = screen.rows.iter().flatten().map(|button| button.label.as_str());
        let is_yes = labels.any(|label| ["💭 Agent: ja", "💭 Policier : oui"].contains(&label));
        for word in asked {
            if is_yes {
                self.police.agreed.insert(word.clone());
            } else {
                self.police.agreed.remove(word);
            }
        }
    }

    pub fn said_yes_to_police(&self, code: &str) -> bool {
        let mut words = self.asked_as.iter().filter(|(_, known)| *known == code);
        words.any(|(word, _)| self.police.agreed.contains(word))
    }

    /// What an officer wrote stays inside; that the police were asked is told to whoever wanted that, with the answer.
    pub fn police_stay_outside(&mut self, chat: i64, kind: Says, text: &str) -> Rule {
        if let Some(word) = words_like(text, OFFICER).first() {
            return Err(format!("{word} is what an officer wrote, and {} reads it", name(chat)));
        }
        let is_told =
            ["We stelden de politie nu", "On a posé une question générale"].iter().any(|it| text.contains(it));
        if is_told && let Some(code) = code_in(text) {
            self.totals.police.asked += 1;
            if !self.said_yes_to_police(&code) {
                return Err(format!("the police were asked about {code}, and its asker never said yes"));
            }
        }
        if kind != Says::Answer {
            return Ok(());
        }
        for word in words_like(text, ANSWERED) {
            match (has_mark(text), self.police.must_tell.contains(&word)) {
                (false, true) => {
                    return Err(format!("{word} was written with input of the police, and does not say so"));
                }
                (true, _) => {
                    self.totals.police.used += 1;
                    self.written.entry(word).and_modify(|written| written.by_two = true);
                }
                (false, false) => {}
            }
        }
        Ok(())
    }

    // --- the team ------------------------------------------------------------------------------------------------

    pub fn police_presses(&mut self, chat: i64, label: &str, text: &str) {
        let now = self.now;
        if AGREE.contains(&label) {
            for word in words_like(text, GENERAL) {
                let general = self
                    .police
                    .generals
                    .get_mut(&word)
                    .filter(|it| !self.accounts.is_same(it.by, self.accounts.of(chat)));
                if let Some(general) = general {
                    general.agreed.get_or_insert(now);
                }
            }
        }
        if NEVER.contains(&label) {
            self.police.outside.extend(code_in(text));
        }
        if SAID_AS.contains(&label) {
            self.police.going = words_like(text, OFFICER).into_iter().next();
        }
        let ends = ["🗑️", "⛔"].iter().any(|sign| label.starts_with(sign));
        if let Some(code) = code_in(text).filter(|_| ends) {
            self.police.inputs.remove(&code);
        }
        if SEND.contains(&label)
            && let Some(code) = code_after(text, "👁 ")
            && let Some(word) = self.police.inputs.remove(&code)
        {
            let said = self.police.officers.get(&word).and_then(|it| it.said);
            let is_open = self.questions.get(&code).is_some_and(|it| !it.released && !it.heard_back && !it.untimed);
            if is_open && said.is_some_and(|at| self.is_long_ago(at)) && !text.contains("↩️") {
                self.police.must_tell.extend(words_like(text, ANSWERED));
            }
        }
    }

    /// Whatever was decided then has arrived by now.
    fn is_long_ago(&self, at: Moment) -> bool {
        self.delayed_since.is_none() && at.plus_ms(SURE_AFTER_MS) < self.now
    }

    pub fn police_at_desk(&mut self, chat: i64, text: &str) -> Rule {
        let now = self.now;
        if text.starts_with("🚓 ") && code_after(text, "🚓 ").is_some() {
            for word in words_like(text, GENERAL) {
                self.police.generals.entry(word).and_modify(|it| it.kept = true);
            }
        }
        if ["Gaat nooit naar de politie", "Ne va jamais à la police"].iter().any(|words| text.contains(words))
            && let Some(code) = code_after(text, "📨 ")
        {
            self.police.never.entry(code).or_insert(now);
        }
        for word in words_like(text, OFFICER) {
            // What was only tried stands where it was typed.
            if code_after(text, "👁 ").is_some() || code_after(text, "📨 ").is_some() || !text.starts_with("🚓 ")
            {
                continue;
            }
            let Some(officer) = self.police.officers.get(&word) else { continue };
            if !self.holders.get(&officer.code).is_some_and(|chats| chats.contains(&chat)) {
                return Err(format!("{word} was shown at a desk that never held {}", officer.code));
            }
            self.police.read_at.insert((word, chat));
        }
        self.police_are_heard(chat, text)
    }

    /// Whoever takes a question reads above it what the police said.
    fn police_are_heard(&self, chat: i64, text: &str) -> Rule {
        let is_new_claim = ["🔒 Van jou tot", "🔒 À toi jusqu'à"].iter().any(|words| text.contains(words));
        let Some(code) = code_after(text, "📨 ").filter(|_| is_new_claim) else { return Ok(()) };
        let Some(word) = self.police.inputs.get(&code) else { return Ok(()) };
        let is_open = self.questions.get(&code).is_some_and(|it| !it.released && !it.heard_back && !it.untimed);
        let said = self.police.officers.get(word).and_then(|it| it.said);
        let is_there = self.police.read_at.contains(&(word.clone(), chat));
        if is_open && self.holds.get(&code) == Some(&chat) && said.is_some_and(|at| self.is_long_ago(at)) && !is_there {
            return Err(format!("the police answered about {code}, and whoever has it does not read that"));
        }
        Ok(())
    }

    // --- the police ----------------------------------------------------------------------------------------------

    pub fn liaison_sees(&mut self, message: i64, text: &str) -> Rule {
        self.is_heard(LIAISON);
        self.desk_is_shown(LIAISON, message);
        for mark in [ASKED, ANSWERED, NOTED] {
            if let Some(word) = words_like(text, mark).first() {
                return Err(format!("{word} was shown to the police"));
            }
        }
        if let Some(code) = self.questions.keys().find(|code| text.contains(code.as_str())) {
            return Err(format!("the police were told the code {code}"));
        }
        for word in words_like(text, GENERAL) {
            self.may_be_shown(&word)?;
            self.police.generals.entry(word.clone()).and_modify(|it| it.shown = true);
            self.police.opened = Some(word);
        }
        if text.starts_with("✅ Dank u.")
            && let Some(word) = self.police.going.take()
            && let Some(officer) = self.police.officers.get_mut(&word)
        {
            officer.said = Some(self.now);
            self.totals.police.answered += 1;
            self.police.inputs.insert(officer.code.clone(), word);
        }
        Ok(())
    }

    fn may_be_shown(&self, word: &str) -> Rule {
        let Some(general) = self.police.generals.get(word) else {
            return Err(format!("{word} was shown to the police, and nobody wrote it for them"));
        };
        let code = &general.code;
        if !self.said_yes_to_police(code) {
            return Err(format!("the police read {word} about {code}, and its asker never said yes"));
        }
        let Some(agreed) = general.agreed else {
            return Err(format!("the police read {word}, and only its author did before"));
        };
        if general.shown || self.clock_moved.is_some() {
            return Ok(());
        }
        let goes_at = next_five(agreed).plus_hours(-1);
        if self.now < goes_at {
            return Err(format!("the police read {word} before five o'clock"));
        }
        match self.police.never.get(code).filter(|at| **at < goes_at) {
            Some(_) => Err(format!("the police read {word} about {code}, of which they may never be asked")),
            None => Ok(()),
        }
    }
}

/// In winter, in Belgium; in summer it is an hour earlier.
fn next_five(from: Moment) -> Moment {
    let five = from.day().start().plus_hours(GOES_AT_HOUR - 1);
    if from < five { five } else { five.plus_hours(24) }
}

// --- what people do ----------------------------------------------------------------------------------------------

pub fn the_police_are_asked(world: &mut World) -> Rule {
    match world.dice.below(4) {
        0 => the_police_answer(world),
        1 => their_words_are_sent_on(world),
        _ => somebody_asks(world),
    }
}

/// From the code to the answer that lies at a desk, with whatever comes between.
fn somebody_asks(world: &mut World) -> Rule {
    let found = match has_a_yes(world) {
        // Somebody tries it without a yes.
        _ if world.dice.below(12) == 0 => world.model.holds.iter().next().map(|(code, chat)| (code.clone(), *chat)),
        Some(found) => Some(found),
        None => somebody_says_yes(world)?,
    };
    let Some((code, chat)) = found else { return Ok(()) };
    if !is_sorted_as(world, chat, &code, &["🏷️ A1"])? || !goes_to_general(world, chat, &code)? {
        return Ok(());
    }
    let word = format!("{GENERAL}{}", next_number(world));
    let general =
        General { code: code.clone(), by: world.model.accounts.of(chat), agreed: None, kept: false, shown: false };
    world.model.police.generals.insert(word.clone(), general);
    says(world, chat, format!("Mag een patrouille een gsm bijhouden? {word}"));
    world.in_a_moment()?;
    if !follows(world, chat, &[&HAVE_IT_READ])? {
        return Ok(());
    }
    let reader = DESK.into_iter().find(|other| *other != chat && !world.model.leaving.contains(other));
    if world.dice.below(8) > 0
        && let Some(reader) = reader
        && follows(world, reader, &[&READ, &AGREE])?
    {
        world.model.totals.police.agreed += 1;
    }
    if world.dice.below(5) == 0 && follows(world, chat, &[&["◀️"]])? {
        is_sorted_as(world, chat, &code, &NEVER)?;
    }
    if world.dice.below(4) == 0 {
        world.pass(35 * MINUTE_MS)?;
        the_police_answer(world)?;
    } else {
        let hours = (GOES_AT_HOUR - world.hour()).rem_euclid(24);
        world.pass(hours * HOUR_MS + 3 * MINUTE_MS)?;
        the_police_answer(world)?;
        press_new(world, chat, &["🙋 Neem", "🙋 Prendre"]);
        world.in_a_moment()?;
    }
    Ok(())
}

/// Whoever has a question whose asker said yes.
fn has_a_yes(world: &World) -> Option<(String, i64)> {
    let is_free = |chat: &i64| DESK.contains(chat) && !world.model.leaving.contains(chat);
    let mut all = world.model.holds.iter();
    let found = all.find(|(code, chat)| is_free(chat) && world.model.said_yes_to_police(code));
    found.map(|(code, chat)| (code.clone(), *chat))
}

/// Somebody asks, and wants an officer to think along; a desk takes what comes next.
fn somebody_says_yes(world: &mut World) -> Result<Option<(String, i64)>, String> {
    let asker = pick(world, &YOUTH);
    asks(world, asker);
    for labels in [&["🌐 Nederlands", "🆕 N"][..], &POLICE_NO, &SEND] {
        if world.waits_for(asker, labels)? {
            press_new(world, asker, labels);
            world.in_a_moment()?;
        }
    }
    for chat in DESK {
        if has_a_yes(world).is_none() && !world.model.leaving.contains(&chat) {
            says(world, chat, "/volgende".to_owned());
            world.in_a_moment()?;
        }
    }
    Ok(has_a_yes(world))
}

/// The card of this case with one of these buttons.
pub fn presses_on_card(world: &mut World, chat: i64, code: &str, labels: &[&str]) -> Result<bool, String> {
    let messages = &world.far.chats.entry(chat).or_default().messages;
    let button = messages.values().rev().find_map(|message| {
        let is_card = code_after(&message.text, "📨 ").as_deref() == Some(code);
        let mut buttons = message.rows.iter().flatten().filter(|_| is_card);
        let button = buttons.find(|(label, _)| labels.iter().any(|begin| label.starts_with(begin)))?;
        Some((message.id, button.clone()))
    });
    let Some(button) = button else { return Ok(false) };
    press(world, chat, button);
    world.in_a_moment()?;
    Ok(true)
}

fn is_sorted_as(world: &mut World, chat: i64, code: &str, label: &[&str]) -> Result<bool, String> {
    if !presses_on_card(world, chat, code, &SORT)? {
        return Ok(false);
    }
    for _ in 0..4 {
        if newest(world, chat, label).is_some() {
            press_new(world, chat, label);
            world.in_a_moment()?;
            return Ok(true);
        }
        press_new(world, chat, &["▶️"]);
        world.in_a_moment()?;
    }
    Ok(false)
}

/// Is the text of the general question asked for?
fn goes_to_general(world: &mut World, chat: i64, code: &str) -> Result<bool, String> {
    if !presses_on_card(world, chat, code, &MORE)? || !follows(world, chat, &[&ASK])? {
        return Ok(false);
    }
    let messages = &world.far.chats.entry(chat).or_default().messages;
    let newest = messages.values().rev().find(|message| message.from_bot);
    let is_asked = |text: &str| ["🚓 Herschrijf ", "🚓 Réécris "].iter().any(|begin| text.starts_with(begin));
    Ok(newest.is_some_and(|it| is_asked(&it.text) && it.text.contains(code)))
}

/// The liaison opens the first and answers it, or has no answer.
fn the_police_answer(world: &mut World) -> Rule {
    world.model.police.opened = None;
    says(world, LIAISON, "/vragen".to_owned());
    world.in_a_moment()?;
    if !follows(world, LIAISON, &[&["👀 Nummer"]])? {
        return Ok(());
    }
    let Some(general) = world.model.police.opened.clone() else { return Ok(()) };
    let Some(code) = world.model.police.generals.get(&general).map(|it| it.code.clone()) else { return Ok(()) };
    if world.dice.below(8) == 0 {
        press_new(world, LIAISON, &[NO_ANSWER]);
        return world.in_a_moment();
    }
    if !follows(world, LIAISON, &[&["✍️ Antwoord"]])? {
        return Ok(());
    }
    let word = format!("{OFFICER}{}", next_number(world));
    let text = format!("Een inspecteur mag uw toestel enkel met uw uitdrukkelijke toestemming inkijken, {word}");
    let officer = Officer { code, text: text.clone(), said: None };
    world.model.police.officers.insert(word, officer);
    says(world, LIAISON, text);
    world.in_a_moment()?;
    follows(world, LIAISON, &[&SAID_AS]).map(drop)
}

/// Somebody who has the question sends on what the officer wrote: as it is, after saying that the police are left out, or in
/// the answer to another question.
fn their_words_are_sent_on(world: &mut World) -> Rule {
    let model = &world.model;
    let has = |(word, chat): &&(String, i64)| {
        let code = model.police.officers.get(word).map(|it| &it.code);
        code.is_some_and(|code| model.holds.get(code) == Some(chat)) && !model.leaving.contains(chat)
    };
    let Some((word, chat)) = model.police.read_at.iter().find(has).cloned() else { return Ok(()) };
    let Some(officer) = model.police.officers.get(&word) else { return Ok(()) };
    let (mut code, text) = (officer.code.clone(), officer.text.clone());
    match world.dice.below(3) {
        0 => {}
        1 => {
            if presses_on_card(world, chat, &code, &MORE)? {
                follows(world, chat, &[&ASK, &WITHOUT])?;
            }
        }
        _ => {
            let another = world.model.holds.iter().find(|(other, holder)| **holder == chat && **other != code);
            code = another.map_or(code, |(other, _)| other.clone());
        }
    }
    world.note(&format!("{} sends on what the police wrote", name(chat)));
    answer_in_words(world, chat, Some(&code), &text);
    world.model.totals.police.copied += 1;
    world.in_a_moment()?;
    let reader = DESK.into_iter().find(|other| *other != chat && !world.model.leaving.contains(other));
    match reader {
        Some(reader) if newest(world, chat, &SEND) < newest(world, chat, &HAVE_IT_READ) => {
            finishes_with_a_reader(world, chat, reader)
        }
        Some(_) | None => follows(world, chat, &[&SEND]).map(drop),
    }
}

impl World {
    /// In calm, from the yes to what is made of the answer.
    pub fn the_police_think_along(&mut self) -> Rule {
        somebody_asks(self)?;
        their_words_are_sent_on(self)
    }

    /// Does what stands there repeat an officer's words, so that it cannot go?
    pub fn is_in_their_words(&self, chat: i64) -> bool {
        let messages = self.far.chats.get(&chat).into_iter().flat_map(|known| known.messages.values().rev());
        let preview = messages.into_iter().find(|message| message.from_bot && message.text.starts_with("👁 "));
        let copied = ["✍️ Dit zijn de woorden van de politie", "✍️ Ce sont les mots de la police"];
        preview.is_some_and(|it| copied.iter().any(|words| it.text.contains(words)))
    }
}
