//! What colleagues do with each other's work, by seed: a note beside a question, a case taken over from somebody silent, an
//! answer put right that was sent.

use super::desk::{answer, answer_in_words, finishes_with_a_reader};
use super::model::{MINUTE_MS, Model, Rule};
use super::network::name;
use super::people::{next_number, press_new, says};
use super::remembered::Question;
use super::screens::words_like;
use super::world::{DESK, World};

/// How every word of a note begins.
pub const NOTED: &str = "notitie-";
const TAKE_OVER_STEPS: [&[&str]; 4] = [&["🤝 Bij", "🤝 Chez"], &["🤝 "], &["💤", "🤒", "💬"], &["🤝 Ja", "🤝 Oui"]];
const NOTE_STEPS: [&[&str]; 3] = [&["⋯"], &["🤝 Met", "🤝 Avec"], &["📝"]];

/// A card that puts right what was sent, or a preview of that: it is read by two, and gone when it lapses.
const PUTS_RIGHT: [&str; 4] =
    ["✏️ Dit verbetert wat", "✏️ Ceci corrige ce qui", "✏️ Verbetering op ", "✏️ Correction pour "];

pub fn puts_right(text: &str) -> bool {
    PUTS_RIGHT.iter().any(|words| text.contains(words))
}

pub fn colleagues_act(world: &mut World, chat: i64) -> Rule {
    match world.dice.below(3) {
        0 => a_note_is_written(world, chat),
        1 => takes_over(world, chat),
        _ => an_answer_is_put_right(world, chat),
    }
}

/// Follows buttons, each when it stands there; false when one never came.
pub fn follows(world: &mut World, chat: i64, steps: &[&[&str]]) -> Result<bool, String> {
    for labels in steps {
        if !world.waits_for(chat, labels)? {
            return Ok(false);
        }
        press_new(world, chat, labels);
        world.in_a_moment()?;
    }
    Ok(true)
}

fn a_note_is_written(world: &mut World, chat: i64) -> Rule {
    if world.model.holds.values().all(|holder| *holder != chat) || !follows(world, chat, &NOTE_STEPS)? {
        return Ok(());
    }
    let word = format!("{NOTED}{}", next_number(world));
    world.model.noted.insert(word.clone(), chat);
    says(world, chat, format!("Zij is bang. {word}"));
    world.in_a_moment()
}

/// From whoever has one: asked to be silent for as long as it takes, or not.
fn takes_over(world: &mut World, chat: i64) -> Rule {
    if world.dice.below(2) == 0 {
        world.pass(11 * MINUTE_MS)?;
    }
    says(world, chat, "/desk".to_owned());
    world.in_a_moment()?;
    if follows(world, chat, &TAKE_OVER_STEPS)? {
        world.note(&format!("{} took something over, or tried", name(chat)));
        if world.rests()? {
            world.no_desk_keeps_what_ended()?;
        }
    }
    Ok(())
}

fn an_answer_is_put_right(world: &mut World, chat: i64) -> Rule {
    let all = world.model.questions.iter().filter(|(_, it)| is_answered(it)).map(|(code, _)| code.clone());
    let all: Vec<String> = all.collect();
    let at = world.dice.below(all.len().max(1) as u64) as usize;
    all.get(at).map_or(Ok(()), |code| puts_it_right(world, chat, code))
}

fn is_answered(question: &Question) -> bool {
    question.heard_back && !question.asked_back && !question.released
}

/// What the police said of it goes into the correction of what was answered with or without them.
pub fn the_police_are_quoted_later(world: &mut World) -> Rule {
    let model = &world.model;
    let told = model.police.officers.values().filter(|it| it.said.is_some()).map(|it| it.code.clone());
    let mut told = told.filter(|code| model.questions.get(code).is_some_and(is_answered));
    let had_it = |code: &str, chat: &i64| model.holders.get(code).is_some_and(|chats| chats.contains(chat));
    let found = told.find_map(|code| {
        let chat = DESK.into_iter().find(|chat| had_it(&code, chat) && !model.leaving.contains(chat))?;
        Some((code, chat))
    });
    found.map_or(Ok(()), |(code, chat)| puts_it_right(world, chat, &code))
}

fn puts_it_right(world: &mut World, chat: i64, code: &str) -> Rule {
    says(world, chat, format!("/verbeter {code}"));
    world.in_a_moment()?;
    let messages = world.far.chats.entry(chat).or_default().messages.values().rev();
    let card = messages.into_iter().find(|message| message.from_bot && message.text.starts_with("📨 "));
    if !card.is_some_and(|card| puts_right(&card.text) && card.text.contains(code)) {
        return Ok(());
    }
    match officers_words(world, code) {
        Some(theirs) if world.dice.below(2) == 0 => answer_in_words(world, chat, Some(code), &theirs),
        Some(_) | None => answer(world, chat),
    }
    world.in_a_moment()?;
    let colleague = DESK.into_iter().find(|other| *other != chat && !world.model.gone.contains(other));
    let Some(colleague) = colleague else { return Ok(()) };
    finishes_with_a_reader(world, chat, colleague)
}

/// What the police said about it, which whoever answered has read.
fn officers_words(world: &World, code: &str) -> Option<String> {
    let mut officers = world.model.police.officers.values();
    officers.find(|it| it.code == code && it.said.is_some()).map(|it| it.text.clone())
}

impl Model {
    /// What a message at a desk says of it.
    pub fn counts_colleagues(&mut self, text: &str) {
        let says = |words: [&str; 2]| words.iter().any(|words| text.contains(words));
        self.totals.notes += u64::from(says(["📝 Bewaard bij ", "📝 Gardé avec "]));
        self.totals.taken_over += u64::from(says([" van je over: ", " a repris "]));
    }

    /// A note is for colleagues, and for those who had the question.
    pub fn notes_stay_inside(&self, chat: i64, code: Option<&str>, text: &str) -> Rule {
        let Some(word) = words_like(text, NOTED).into_iter().next() else { return Ok(()) };
        let had_it = |code: &str| self.holders.get(code).is_some_and(|chats| chats.contains(&chat));
        match code {
            Some(code) if had_it(code) || self.noted.get(&word) == Some(&chat) => Ok(()),
            _ => Err(format!("{word} was a note for colleagues, and {} reads it", name(chat))),
        }
    }
}
