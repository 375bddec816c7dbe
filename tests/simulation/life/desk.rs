//! What the team does, by seed: claims, answers, sends, sends again, asks back, refuses, lets go.

use super::network::name;
use super::people::{newest, next_number, own_message, pick, press_any, press_new, press_old, says};
use super::remembered::Written;
use super::screens::code_after;
use super::world::{COORDINATOR, DESK, GROUP, Update, World};
use rechtdoor::messenger::{Input, MessageRef, UserText};
use std::rc::Rc;

/// Somebody works through the queue; now and then something else comes in between.
pub fn moderator_acts(world: &mut World) {
    let chat = pick(world, &DESK);
    if world.dice.below(3) == 0 {
        return something_else(world, chat);
    }
    if newest(world, chat, &["✅ Verstuur", "✅ Envoyer"]).is_some() && world.dice.below(6) > 0 {
        return press_new(world, chat, &["✅ Verstuur", "✅ Envoyer"]);
    }
    if newest(world, chat, &["✍️ A", "✍️ R"]).is_some() && world.dice.below(6) > 0 {
        return answer(world, chat);
    }
    says(world, chat, "/volgende".to_owned());
}

fn something_else(world: &mut World, chat: i64) {
    match world.dice.below(12) {
        0 | 1 => press_any(world, chat),
        2 => press_old(world, chat),
        3 => press_new(world, chat, &["✍️ Antwoord", "✍️ Répondre"]),
        4 | 5 => press_new(world, chat, &["↩️ Meer info", "↩️ Demander"]),
        6 => press_new(world, chat, &["🙋", "🔓", "🚨", "👁 "]),
        7 => press_new(world, chat, &["👁 Lees", "👁 Lire", "◀️"]),
        8 => answer(world, chat),
        9 => says(world, chat, "/dossiers".to_owned()),
        _ => refuse(world, chat),
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
    let word = format!("antwoord-{code}-{}", next_number(world));
    let text = format!("Ja. {word}");
    let message = own_message(world, chat, &text);
    world.note(&format!("{} answers {code}: {text}", name(chat)));
    world.model.written.insert(word, Written { code, confirmed: false, seen: 0, doubled: 0 });
    world.happens(chat, "answer", move || Input::Text {
        text: UserText::new(text.clone()),
        message: MessageRef(message),
        reply_to: Some(MessageRef(card)),
    });
}

fn refuse(world: &mut World, chat: i64) {
    const SURE: [&str; 2] = ["🗑️ Ja, weiger", "🗑️ Oui, refuser"];
    match newest(world, chat, &SURE) {
        Some(_) => press_new(world, chat, &SURE),
        None if newest(world, chat, &["🚫"]).is_some() => press_new(world, chat, &["🚫"]),
        None if world.dice.below(3) == 0 => press_new(world, chat, &["🗑️ W", "🗑️ R"]),
        None => {}
    }
}

/// The coordinator types something in the group.
pub fn in_the_group(world: &mut World, text: &'static str) {
    let group = world.group;
    let message = own_message(world, group, text);
    world.note(&format!("the group reads {text}"));
    world.happens_in(group, COORDINATOR, text, move || Input::Text {
        text: UserText::new(text.to_owned()),
        message: MessageRef(message),
        reply_to: None,
    });
}

/// The group becomes a supergroup. Telegram tells by an update, by a refusal of the next message, or by both.
pub fn the_group_moves(world: &mut World) {
    if world.group != GROUP[0] {
        return;
    }
    let chat = world.far.chats.remove(&GROUP[0]).unwrap_or_default();
    world.far.chats.insert(GROUP[1], chat);
    world.group = GROUP[1];
    world.note("the group moves");
    if world.dice.below(2) == 0 {
        world.next_update += 1;
        world.waiting.push_back(Update {
            id: world.next_update,
            chat: GROUP[1],
            sender: GROUP[1],
            input: Rc::new(|| Input::Moved),
            at: world.now,
            label: "moved".to_owned(),
            moved_from: Some(GROUP[0]),
        });
    }
}
