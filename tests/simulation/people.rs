//! What people do, by seed: they read their screens and press what is there, or what should not be pressed.

use crate::model::{code_after, in_letters, own_mark, words_like};
use crate::world::{DESK, World, YOUTH};
use rechtdoor::messenger::{Input, MessageRef, OtherKind, PressRef, UserText};

/// A young person writes, presses, edits, sends a voice message, wipes.
pub fn young_person_acts(world: &mut World) {
    let chat = pick(world, &YOUTH);
    match world.dice.below(20) {
        0..=3 => {
            let text = format!("Mag de politie dat? {}{}", own_mark(chat), next_number(world));
            says(world, chat, text);
        }
        4..=11 => press_new(world, chat, &["🌐 Nederlands", "✅ Verstuur", "🆕 Nieuwe vraag", "📎"]),
        12..=14 => press_any(world, chat),
        15 => press_old(world, chat),
        16 => other(world, chat),
        17 => edit(world, chat),
        18 => says(world, chat, "/mijnvragen".to_owned()),
        _ => {
            if world.dice.below(6) == 0 {
                says(world, chat, "/wis".to_owned());
            } else {
                says(world, chat, "/menu".to_owned());
            }
        }
    }
}

/// A moderator claims, answers, sends, sends again, asks back, releases.
pub fn moderator_acts(world: &mut World) {
    let chat = pick(world, &DESK);
    match world.dice.below(12) {
        0..=2 => says(world, chat, "/volgende".to_owned()),
        3 | 4 => press_new(world, chat, &["✍️ Antwoord"]),
        5 | 6 => answer(world, chat),
        7 | 8 => press_new(world, chat, &["✅ Verstuur", "👁 Lees"]),
        9 => press_old(world, chat),
        10 => press_any(world, chat),
        _ => says(world, chat, "/dossiers".to_owned()),
    }
}

/// Types an answer as a reply to the newest card, so that it is clear for which case it is.
pub fn answer(world: &mut World, chat: i64) {
    let cards = world.far.chats.entry(chat).or_default();
    let card = cards.messages.values().rev().find_map(|message| {
        let code = code_after(&message.text, "📨 ")?;
        message.from_bot.then_some((message.id, code))
    });
    let Some((card, code)) = card else { return };
    let text = format!("Ja. antwoord-{code}-{}", next_number(world));
    let message = own_message(world, chat, &text);
    world.note(&format!("{chat} answers {code}: {text}"));
    world.model.written.extend(words_like(&text, "antwoord-").into_iter().map(|word| (word, code.clone())));
    world.happens(chat, move || Input::Text {
        text: UserText::new(text.clone()),
        message: MessageRef(message),
        reply_to: Some(MessageRef(card)),
    });
}

pub fn says(world: &mut World, chat: i64, text: String) {
    world.model.typed.entry(chat).or_default().extend(words_like(&text, "vraag-"));
    let message = own_message(world, chat, &text);
    world.note(&format!("{chat} says {text}"));
    world.happens(chat, move || Input::Text {
        text: UserText::new(text.clone()),
        message: MessageRef(message),
        reply_to: None,
    });
}

fn edit(world: &mut World, chat: i64) {
    let own = world.far.chats.entry(chat).or_default();
    let Some(message) = own.messages.values().rev().find(|message| !message.from_bot).map(|message| message.id) else {
        return;
    };
    let text = format!("Anders gezegd: {}{}", own_mark(chat), next_number(world));
    world.note(&format!("{chat} edits: {text}"));
    world.model.typed.entry(chat).or_default().extend(words_like(&text, "vraag-"));
    world.happens(chat, move || Input::Edited { text: UserText::new(text.clone()), message: MessageRef(message) });
}

fn other(world: &mut World, chat: i64) {
    let message = own_message(world, chat, "");
    world.happens(chat, move || Input::Other { kind: OtherKind::Voice, message: MessageRef(message) });
}

/// The newest button that begins with one of these.
pub fn press_new(world: &mut World, chat: i64, labels: &[&str]) {
    let messages = world.far.chats.entry(chat).or_default();
    let found = messages.messages.values().rev().find_map(|message| {
        let mut buttons = message.rows.iter().flatten();
        let button = buttons.find(|(label, _)| labels.iter().any(|wanted| label.starts_with(wanted)))?;
        Some((message.id, button.clone()))
    });
    press(world, chat, found);
}

/// Any button of the newest message that has some.
fn press_any(world: &mut World, chat: i64) {
    let messages = world.far.chats.entry(chat).or_default();
    let newest = messages.messages.values().rev().find(|message| !message.rows.is_empty());
    let buttons: Vec<_> = newest
        .map(|message| message.rows.iter().flatten().map(|button| (message.id, button.clone())).collect())
        .unwrap_or_default();
    choose_and_press(world, chat, buttons);
}

/// A button that has been edited or deleted away.
fn press_old(world: &mut World, chat: i64) {
    let messages = world.far.chats.entry(chat).or_default();
    let all = messages.messages.values().chain(messages.gone.values());
    let buttons: Vec<_> =
        all.flat_map(|message| message.once.iter().map(|button| (message.id, button.clone()))).collect();
    choose_and_press(world, chat, buttons);
}

type Button = (i64, (String, String));

fn choose_and_press(world: &mut World, chat: i64, buttons: Vec<Button>) {
    if buttons.is_empty() {
        return;
    }
    let at = world.dice.below(buttons.len() as u64) as usize;
    press(world, chat, buttons.get(at).cloned());
}

fn press(world: &mut World, chat: i64, button: Option<Button>) {
    let Some((message, (label, data))) = button else { return };
    world.note(&format!("{chat} presses {label}"));
    before_press(world, chat, &label);
    world.counter += 1;
    let press = PressRef(format!("press-{}", world.counter));
    world.happens(chat, move || Input::Press {
        press: press.clone(),
        data: data.clone(),
        message: Some(MessageRef(message)),
    });
}

/// A wipe takes back what was promised.
fn before_press(world: &mut World, chat: i64, label: &str) {
    if YOUTH.contains(&chat) && ["Wis", "wis", "ffacer"].iter().any(|word| label.contains(word)) {
        world.model.released.insert(chat);
        world.model.totals.wipes += 1;
    }
    if ["🗑️ Ja, wis alles", "🗑️ Tout effacer"].contains(&label) {
        world.model.wipe_is_pressed(chat);
    }
}

pub fn somebody_blocks(world: &mut World) {
    let chat = pick(world, &YOUTH);
    let blocked = &mut world.far.chats.entry(chat).or_default().blocked;
    *blocked = !*blocked;
    let is_blocked = *blocked;
    world.note(&format!("{chat} {}", if is_blocked { "blocks" } else { "unblocks" }));
    if is_blocked {
        world.model.released.insert(chat);
        world.happens(chat, || Input::Left);
    } else {
        world.happens(chat, || Input::Joined);
    }
}

fn own_message(world: &mut World, chat: i64, text: &str) -> i64 {
    let chat = world.far.chats.entry(chat).or_default();
    let id = chat.next_id();
    let message = crate::support::far_side::Message {
        id,
        from_bot: false,
        text: text.to_owned(),
        rows: Vec::new(),
        once: Vec::new(),
        protected: false,
    };
    chat.messages.insert(id, message);
    id
}

/// Four letters, never the same: no word is the beginning of another.
fn next_number(world: &mut World) -> String {
    const FIRST_OF_FOUR_LETTERS: u64 = 26 * 26 * 26;
    world.counter += 1;
    in_letters(FIRST_OF_FOUR_LETTERS + world.counter)
}

fn pick(world: &mut World, chats: &[i64]) -> i64 {
    let at = world.dice.below(chats.len() as u64) as usize;
    chats.get(at).copied().unwrap_or_default()
}
