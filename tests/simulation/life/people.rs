//! What young people do, by seed: they read their screens and press what is there, or what should not be pressed.

use super::accounts::is_cutting_off;
use super::hearing::is_send;
use super::leaving::is_removal;
use super::network::name;
use super::screens::{ANSWERED, ASKED, code_after, in_letters, own_mark, words_like};
use super::world::{DESK, SITTERS, World, YOUTH};
use crate::support::far_side::Message;
use rechtdoor::domain::limits::EVENTS_BURST;
use rechtdoor::messenger::{Input, MessageRef, OtherKind, PressRef, UserText};

/// The last button of a wipe, of everything or of one question.
pub const SURE_TO_WIPE: [&str; 2] = ["🗑️ Ja", "🗑️ Oui"];

/// May an officer think along? Not yet.
pub const POLICE_NO: [&str; 2] = ["💭 Agent: nee", "💭 Policier : non"];

pub fn is_sure_to_wipe(label: &str) -> bool {
    SURE_TO_WIPE.iter().any(|begin| label.starts_with(begin))
}

/// Somebody wants an answer and follows the screens; now and then something else comes in between.
pub fn young_person_acts(world: &mut World) {
    let chat = pick(world, &YOUTH);
    if world.far.chats.entry(chat).or_default().blocked {
        return blocks(world, chat);
    }
    if world.dice.below(3) == 0 && newest(world, chat, &SURE_TO_WIPE).is_some() {
        return press_new(world, chat, &SURE_TO_WIPE);
    }
    if world.dice.below(3) == 0 {
        return something_else(world, chat);
    }
    let language = if chat == YOUTH[4] { "🌐 Français" } else { "🌐 Nederlands" };
    if newest(world, chat, &POLICE_NO).is_some() && world.dice.below(3) == 0 {
        return press_new(world, chat, &POLICE_NO);
    }
    for labels in [&[language, "🆕 N"][..], &["✅ Verstuur", "✅ Envoyer", "📎"], &["👁️"]] {
        if newest(world, chat, labels).is_some() && world.dice.below(8) > 0 {
            return press_new(world, chat, labels);
        }
    }
    match world.dice.below(4) {
        0 => press_new(world, chat, &["💬 A", "🤷", "❓ Snap", "❓ Pas", "👍"]),
        1 if chat == YOUTH[3] => press_new(world, chat, &["🙈 Discreet: nee"]),
        _ => asks(world, chat),
    }
}

/// Somebody writes a line at a time, or leans on the keys: fewer than anybody is stopped for, or more.
fn writes_very_much(world: &mut World, chat: i64) {
    for _ in 0..5 + world.dice.below(2 * u64::from(EVENTS_BURST)) {
        asks(world, chat);
    }
}

/// A press on whatever is there, or was; an edit, a voice message, a command; a wipe.
fn something_else(world: &mut World, chat: i64) {
    match world.dice.below(14) {
        13 if world.dice.below(4) == 0 => writes_very_much(world, chat),
        0..=3 => press_any(world, chat),
        4 => press_old(world, chat, ""),
        5 => other(world, chat),
        6 | 7 => edit(world, chat),
        8 => says(world, chat, "/mijnvragen".to_owned()),
        9 => says(world, chat, "/privacy".to_owned()),
        10 if world.dice.below(2) == 0 => says(world, chat, "/stop".to_owned()),
        11 => says(world, chat, "/wis".to_owned()),
        12 => press_new(world, chat, &["👍", "🗑️"]),
        _ => says(world, chat, "/menu".to_owned()),
    }
}

/// A question, a wish, or words that point at danger.
pub fn asks(world: &mut World, chat: i64) {
    let word = format!("{}{}", own_mark(chat), next_number(world));
    let text = match world.dice.below(8) {
        0 => {
            world.model.urgent.insert(word.clone());
            format!("Ik wil niet meer leven. {word}")
        }
        1 => format!("La police peut faire ça ? {word}"),
        _ => format!("Mag de politie dat? {word}"),
    };
    says(world, chat, text);
}

pub fn says(world: &mut World, chat: i64, text: String) {
    for word in words_like(&text, ASKED) {
        world.model.typed_at.insert(word.clone(), world.now);
        world.model.typed.insert(word, chat);
    }
    if ["/stop", "/wis"].contains(&text.as_str()) {
        world.model.drops(chat);
        world.model.handing.leaves(chat);
    }
    let message = own_message(world, chat, &text);
    world.note(&format!("{} says {text}", name(chat)));
    let label = text.clone();
    world.happens(chat, &label, move || Input::Text {
        text: UserText::new(text.clone()),
        message: MessageRef(message),
        reply_to: None,
    });
}

fn edit(world: &mut World, chat: i64) {
    let own = world.far.chats.entry(chat).or_default();
    let Some(own) = own.messages.values_mut().rev().find(|message| !message.from_bot) else { return };
    let (message, before) = (own.id, words_like(&own.text, ASKED));
    let word = format!("{}{}", own_mark(chat), next_number(world));
    let text = format!("Anders gezegd: {word}");
    let own = world.far.chats.entry(chat).or_default();
    own.messages.entry(message).and_modify(|own| own.text.clone_from(&text));
    world.model.replaced.extend(before);
    world.note(&format!("{} edits: {text}", name(chat)));
    world.model.typed.insert(word, chat);
    world.happens(chat, "edit", move || Input::Edited {
        text: UserText::new(text.clone()),
        message: MessageRef(message),
    });
}

fn other(world: &mut World, chat: i64) {
    let message = own_message(world, chat, "");
    world.note(&format!("{} sends a voice message", name(chat)));
    world.happens(chat, "voice", move || Input::Other { kind: OtherKind::Voice, message: MessageRef(message) });
}

/// On which message it stands, its label and what it carries.
pub type Button = (i64, (String, String));

/// The newest button that begins with one of these.
pub fn newest(world: &mut World, chat: i64, labels: &[&str]) -> Option<Button> {
    let messages = world.far.chats.entry(chat).or_default();
    messages.messages.values().rev().find_map(|message| {
        let mut buttons = message.rows.iter().flatten();
        let button = buttons.find(|(label, _)| labels.iter().any(|wanted| label.starts_with(wanted)))?;
        Some((message.id, button.clone()))
    })
}

/// Presses it, when there is one.
pub fn press_new(world: &mut World, chat: i64, labels: &[&str]) {
    if let Some(button) = newest(world, chat, labels) {
        press(world, chat, button);
        // Some press twice, because nothing seems to happen.
        if !world.calm && world.dice.below(10) == 0 {
            press_new(world, chat, labels);
        }
    }
}

/// Any button of the newest message that has some.
pub fn press_any(world: &mut World, chat: i64) {
    let messages = world.far.chats.entry(chat).or_default();
    let newest = messages.messages.values().rev().find(|message| !message.rows.is_empty());
    let buttons: Vec<Button> = newest
        .map(|message| message.rows.iter().flatten().map(|button| (message.id, button.clone())).collect())
        .unwrap_or_default();
    choose_and_press(world, chat, &buttons);
}

/// A button that has been edited or deleted away, of those whose data begins so.
pub fn press_old(world: &mut World, chat: i64, begins: &str) {
    let messages = world.far.chats.entry(chat).or_default();
    let all = messages.messages.values().chain(messages.gone.values());
    let buttons: Vec<Button> = all
        .flat_map(|message| message.once.iter().map(|button| (message.id, button.clone())))
        .filter(|(_, (_, data))| data.starts_with(begins))
        .collect();
    choose_and_press(world, chat, &buttons);
}

fn choose_and_press(world: &mut World, chat: i64, buttons: &[Button]) {
    let at = world.dice.below(buttons.len().max(1) as u64) as usize;
    if let Some(button) = buttons.get(at) {
        press(world, chat, button.clone());
    }
}

pub fn press(world: &mut World, chat: i64, (message, (label, data)): Button) {
    if is_send(&label) && reads_another_code(world, chat, message) {
        world.note(&format!("{} reads for which case that is, and does not send it", name(chat)));
        return;
    }
    world.note(&format!("{} presses {label}", name(chat)));
    let all = world.far.chats.entry(chat).or_default();
    let text = all.messages.get(&message).or_else(|| all.gone.get(&message)).map(|message| message.text.clone());
    let text = text.unwrap_or_default();
    if YOUTH.contains(&chat) {
        world.model.presses(chat, message, &label, &data);
    } else if SITTERS.contains(&chat) {
        world.model.seats.presses(chat, &label);
    } else {
        let cut_off = || world.is_about(&text, "✂️ ").filter(|_| is_cutting_off(&label));
        if let Some(leaver) = world.is_about(&text, "➖ ").filter(|_| is_removal(&label)).or_else(cut_off) {
            world.model.is_leaving(leaver);
        }
        world.model.desk_presses(chat, message, &label, &text);
    }
    world.counter += 1;
    let press = PressRef(format!("press-{}", world.counter));
    let stands = world.far.chats.entry(chat).or_default().messages.get(&message);
    if stands.is_some_and(|message| message.rows.iter().flatten().any(|button| button.1 == data)) {
        world.model.desk_button((chat, message), &data, &press.0, &text);
    }
    world.happens(chat, &label, move || Input::Press {
        press: press.clone(),
        data: data.clone(),
        message: Some(MessageRef(message)),
    });
}

/// A preview says for which case it is; whoever typed it for another one does not send it.
fn reads_another_code(world: &World, chat: i64, message: i64) -> bool {
    let preview = world.far.chats.get(&chat).and_then(|known| known.messages.get(&message));
    let Some((text, code)) = preview.and_then(|it| Some((&it.text, code_after(&it.text, "👁 ")?))) else {
        return false;
    };
    let mut words = words_like(text, ANSWERED).into_iter();
    words.any(|word| world.model.written.get(&word).is_some_and(|written| written.code != code))
}

pub fn somebody_blocks(world: &mut World) {
    let chat = pick(world, &YOUTH);
    blocks(world, chat);
}

/// Or unblocks.
pub fn blocks(world: &mut World, chat: i64) {
    let blocked = &mut world.far.chats.entry(chat).or_default().blocked;
    *blocked = !*blocked;
    let is_blocked = *blocked;
    world.note(&format!("{} {}", name(chat), if is_blocked { "blocks" } else { "unblocks" }));
    world.model.is_blocked(chat);
    world.model.absences.wants_no_word(chat);
    world.model.seats.blocks(chat, is_blocked);
    if is_blocked {
        world.happens(chat, "block", || Input::Left);
    } else {
        world.happens(chat, "unblock", || Input::Joined);
    }
}

/// Deletes a message of the bot by hand: an edit of it will be refused.
pub fn somebody_deletes(world: &mut World) {
    let all: Vec<i64> = YOUTH.into_iter().chain(DESK).collect();
    let chat = pick(world, &all);
    let messages = world.far.chats.entry(chat).or_default();
    let Some(newest) = messages.messages.values().rev().find(|message| message.from_bot).map(|message| message.id)
    else {
        return;
    };
    if let Some(message) = messages.messages.remove(&newest) {
        messages.gone.insert(newest, message);
    }
    world.model.talks.entry(chat).or_default().deleted = true;
    world.note(&format!("{} deletes the newest message", name(chat)));
}

pub fn own_message(world: &mut World, chat: i64, text: &str) -> i64 {
    let chat = world.far.chats.entry(chat).or_default();
    let id = chat.next_id();
    let (text, rows, once) = (text.to_owned(), Vec::new(), Vec::new());
    chat.messages.insert(id, Message { id, from_bot: false, text, rows, once, protected: false });
    id
}

/// Four letters, never the same: no word is the beginning of another.
pub fn next_number(world: &mut World) -> String {
    const FIRST_OF_FOUR_LETTERS: u64 = 26 * 26 * 26;
    world.counter += 1;
    in_letters(FIRST_OF_FOUR_LETTERS + world.counter)
}

pub fn pick(world: &mut World, chats: &[i64]) -> i64 {
    let at = world.dice.below(chats.len() as u64) as usize;
    chats.get(at).copied().unwrap_or_default()
}
