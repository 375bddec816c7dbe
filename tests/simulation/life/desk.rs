//! What the team does, by seed: claims, answers, sends, sends again, asks back, refuses, lets go.

use super::accounts::one_person_acts;
use super::at_the_desk::HAVE_IT_READ;
use super::banners::a_banner_is_set;
use super::colleagues::colleagues_act;
use super::handing::a_case_is_offered;
use super::labels::labels_are_put;
use super::leaving::{is_off_the_team, somebody_leaves};
use super::model::{MINUTE_MS, Rule};
use super::network::name;
use super::people::{
    Button, SURE_TO_WIPE, asks, newest, next_number, own_message, pick, press, press_any, press_new, press_old, says,
};
use super::police::the_police_are_asked;
use super::reload::asks_for_it;
use super::remembered::{Question, Written};
use super::screens::code_after;
use super::world::{COORDINATOR, DESK, GROUP, OTHERS, SPARE, Update, World};
use rechtdoor::messenger::{Input, MessageRef, UserText};
use std::rc::Rc;

pub const SEND: [&str; 2] = ["✅ Verstuur", "✅ Envoyer"];
pub const PREVIEW: [&str; 2] = ["👁 Toon", "👁 Voir"];

/// Whoever works now and then beside the three: the other team, and a second account.
const BESIDE: [i64; 3] = [OTHERS[0], OTHERS[1], SPARE];

/// What is done more seldom stands behind the one, and a refusal behind that.
pub const MORE: [&str; 2] = ["⋯ Meer", "⋯ Plus"];
const REFUSE: [&str; 2] = ["🗑️ W", "🗑️ R"];

/// What a ban asks, the last question first.
const BAN_STEPS: [&[&str]; 4] =
    [&["⛔ Ja, blokkeer", "⛔ Oui, bloquer"], &["📅"], &["😠", "📢", "🎭"], &["⛔ Blokkeer", "⛔ Bloquer"]];

/// Somebody works through the queue; now and then something else comes in between.
pub fn moderator_acts(world: &mut World) -> Rule {
    let chat = if world.dice.below(6) == 0 { pick(world, &BESIDE) } else { pick(world, &DESK) };
    if world.model.leaving.contains(&chat) && world.dice.below(4) > 0 {
        is_off_the_team(world, chat);
        return Ok(());
    }
    if world.model.gone.contains(&chat) {
        return Ok(());
    }
    if newest(world, chat, &BAN_STEPS.concat()).is_some() && world.dice.below(2) == 0 {
        block(world, chat);
        return Ok(());
    }
    if world.dice.below(5) < 2 {
        return something_else(world, chat);
    }
    if is_shown_without(world, chat, &HAVE_IT_READ, &SEND) && world.dice.below(6) > 0 {
        press_new(world, chat, &HAVE_IT_READ);
    } else if newest(world, chat, &SEND).is_some() && world.dice.below(6) > 0 {
        press_new(world, chat, &SEND);
    } else if newest(world, chat, &PREVIEW).is_some() && world.dice.below(2) == 0 {
        press_new(world, chat, &PREVIEW);
    } else if newest(world, chat, &["✍️ A", "✍️ R"]).is_some() && world.dice.below(6) > 0 {
        answer(world, chat);
    } else {
        says(world, chat, "/volgende".to_owned());
    }
    Ok(())
}

/// Is there a message with the one button, and no newer one with one of the others?
pub fn is_shown_without(world: &mut World, chat: i64, one: &[&str], others: &[&str]) -> bool {
    let mut at = |labels: &[&str]| newest(world, chat, labels).map(|(message, _)| message);
    let (one, others) = (at(one), at(others));
    one > others
}

/// Does the newest card show what somebody wrote?
fn card_has_a_draft(world: &mut World, chat: i64) -> bool {
    let messages = &world.far.chats.entry(chat).or_default().messages;
    let card = messages.values().rev().find(|message| message.from_bot && code_after(&message.text, "📨 ").is_some());
    let mut labels = card.into_iter().flat_map(|card| card.rows.iter().flatten()).map(|(label, _)| label);
    labels.any(|label| PREVIEW.iter().any(|begin| label.starts_with(begin)))
}

impl World {
    /// Reads what a colleague wrote, or writes, and sends; or gives it to a colleague when two must read it.
    pub fn finishes(&mut self, chat: i64) -> Rule {
        if card_has_a_draft(self, chat) {
            press_new(self, chat, &PREVIEW);
            self.pass(MINUTE_MS)?;
            if self.is_in_their_words(chat) {
                answer(self, chat);
            }
        } else {
            press_new(self, chat, &["✍️ Antwoord", "✍️ Répondre"]);
            self.pass(MINUTE_MS)?;
            answer(self, chat);
        }
        self.pass(MINUTE_MS)?;
        if is_shown_without(self, chat, &HAVE_IT_READ, &SEND) {
            press_new(self, chat, &HAVE_IT_READ);
            self.pass(11 * MINUTE_MS)?;
        } else {
            press_new(self, chat, &SEND);
        }
        self.pass(MINUTE_MS)
    }
}

/// One lets a colleague read what was just written, and the colleague sends it.
pub fn finishes_with_a_reader(world: &mut World, chat: i64, colleague: i64) -> Rule {
    if !world.waits_for(chat, &HAVE_IT_READ)? {
        return Ok(());
    }
    press_new(world, chat, &HAVE_IT_READ);
    world.in_a_moment()?;
    says(world, colleague, "/nalezen".to_owned());
    for labels in [PREVIEW, SEND] {
        if !world.waits_for(colleague, &labels)? {
            return Ok(());
        }
        press_new(world, colleague, &labels);
        world.in_a_moment()?;
    }
    Ok(())
}

fn something_else(world: &mut World, chat: i64) -> Rule {
    match world.dice.below(47) {
        0 | 1 => press_any(world, chat),
        2 => press_old(world, chat, ""),
        3 => press_new(world, chat, &["✍️ Antwoord", "✍️ Répondre"]),
        4 | 5 => press_new(world, chat, &["↩️ Meer info", "↩️ Demander"]),
        6 => press_new(world, chat, &["🙋", "🔓", "🚨", "👁 ", "👀", "⋯", "🏷️"]),
        7 => press_new(world, chat, &["👁 Lees", "👁 Lire", "◀️"]),
        8 => answer(world, chat),
        9 => says(world, chat, "/dossiers".to_owned()),
        10 => block(world, chat),
        11 | 17 | 19 => return a_ban_comes_between(world),
        12 => lift(world),
        13 | 41 | 42 => return an_addition_comes_between(world),
        14 => return somebody_leaves(world),
        15 => return asks_for_it(world),
        16 => return something_is_opened_again(world),
        18 => return a_wipe_comes_between(world),
        21..=26 => return colleagues_act(world, chat),
        27..=32 => return the_police_are_asked(world),
        33..=36 => return a_case_is_offered(world),
        37..=40 => return one_person_acts(world),
        43 | 44 => return labels_are_put(world),
        45 | 46 => return a_banner_is_set(world),
        _ => refuse(world, chat),
    }
    Ok(())
}

/// Types an answer as a reply to the newest card, so that it is clear for which case it is.
pub fn answer(world: &mut World, chat: i64) {
    let names_law = world.dice.below(4) == 0;
    answer_in_words(world, chat, None, if names_law { "Ja, zie art. 12." } else { "Ja." });
}

/// The same in these words, to the newest card of all or of one case.
pub fn answer_in_words(world: &mut World, chat: i64, about: Option<&str>, words: &str) {
    let cards = world.far.chats.entry(chat).or_default();
    let card = cards.messages.values().rev().find_map(|message| {
        let code = code_after(&message.text, "📨 ").filter(|code| about.is_none_or(|about| about == code))?;
        message.from_bot.then_some((message.id, code))
    });
    let Some((card, code)) = card else { return };
    let word = format!("antwoord-{code}-{}", next_number(world));
    let text = format!("{words} {word}");
    let names_law = text.contains("art.");
    let message = own_message(world, chat, &text);
    world.note(&format!("{} answers {code}: {text}", name(chat)));
    let written = Written {
        code,
        by: world.model.accounts.of(chat),
        by_two: names_law,
        puts_right: false,
        confirmed: false,
        second_reader: false,
        was_first: false,
        seen: 0,
        doubled: 0,
    };
    world.model.written.insert(word, written);
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
        None if world.dice.below(3) == 0 => opens_refusal(world, chat),
        None => {}
    }
}

/// Closes asking to somebody, one question of the bot after the other.
fn block(world: &mut World, chat: i64) {
    for labels in BAN_STEPS {
        if newest(world, chat, labels).is_some() {
            return press_new(world, chat, labels);
        }
    }
    opens_refusal(world, chat);
}

fn opens_refusal(world: &mut World, chat: i64) {
    let labels = if newest(world, chat, &REFUSE).is_some() { REFUSE } else { MORE };
    press_new(world, chat, &labels);
}

/// Somebody has a text ready to be sent when asking is closed to them, hears of it, and presses ✅ all the same.
fn a_ban_comes_between(world: &mut World) -> Rule {
    let on_card = |(code, chat): (&String, &i64)| {
        let asker = world.model.questions.get(code)?.asker;
        let shown = &world.far.chats.get(chat)?.messages;
        let card = shown.values().rev().find(|message| code_after(&message.text, "📨 ").as_ref() == Some(code))?;
        let mut buttons = card.rows.iter().flatten();
        let more = buttons.find(|(label, _)| MORE.iter().any(|begin| label.starts_with(begin)))?;
        Some((asker, *chat, (card.id, more.clone())))
    };
    let Some((asker, chat, more)) = world.model.holds.iter().find_map(on_card) else { return Ok(()) };
    asks(world, asker);
    if world.waits_for(asker, &["🆕 N"])? {
        press_new(world, asker, &["🆕 N"]);
    }
    press(world, chat, more);
    for labels in [REFUSE.as_slice()].into_iter().chain(BAN_STEPS.into_iter().rev()) {
        if !world.waits_for(chat, labels)? {
            return Ok(());
        }
        press_new(world, chat, labels);
    }
    world.in_a_moment()?;
    says(world, asker, "/vraag".to_owned());
    world.in_a_moment()?;
    press_new(world, asker, &SEND);
    Ok(())
}

/// Somebody wipes everything while a question of theirs lies on a desk.
fn a_wipe_comes_between(world: &mut World) -> Rule {
    let asker = |code: &String| world.model.questions.get(code).map(|question| question.asker);
    let Some(asker) = world.model.holds.keys().find_map(asker) else { return Ok(()) };
    says(world, asker, "/wis".to_owned());
    if world.waits_for(asker, &SURE_TO_WIPE)? {
        press_new(world, asker, &SURE_TO_WIPE);
        world.in_a_moment()?;
    }
    Ok(())
}

/// Somebody adds to a question that was answered.
pub fn something_is_opened_again(world: &mut World) -> Rule {
    let is_answered = |it: &Question| it.heard_back && it.closed_by.is_none() && !it.released;
    let all: Vec<(String, i64)> = world
        .model
        .questions
        .iter()
        .filter(|(_, it)| is_answered(it))
        .map(|(code, it)| (code.clone(), it.asker))
        .collect();
    let at = world.dice.below(all.len().max(1) as u64) as usize;
    let Some((code, asker)) = all.get(at) else { return Ok(()) };
    asks(world, *asker);
    world.in_a_moment()?;
    press_new(world, *asker, &[&format!("📎 Bij {code}"), &format!("📎 Avec {code}")]);
    world.in_a_moment()?;
    press_new(world, *asker, &SEND);
    Ok(())
}

/// The coordinator opens it again.
fn lift(world: &mut World) {
    let codes: Vec<String> = world.model.banned_codes.iter().cloned().collect();
    let at = world.dice.below(codes.len().max(1) as u64) as usize;
    if let Some(code) = codes.get(at) {
        world.model.lifts(code);
        says(world, COORDINATOR, format!("/deblokkeer {code}"));
    }
}

/// Somebody adds to a question while the answer to it is read once more, by who wrote it or by a second reader; both press in the
/// same minute.
fn an_addition_comes_between(world: &mut World) -> Rule {
    if stands_ready(world).is_none()
        && let Some((code, chat)) = world.model.holds.iter().next().map(|(code, chat)| (code.clone(), *chat))
    {
        answer_in_words(world, chat, Some(&code), "Ja.");
        world.in_a_moment()?;
    }
    let Some((chat, preview, code)) = stands_ready(world) else { return Ok(()) };
    let Some(asker) = world.model.questions.get(&code).map(|it| it.asker) else { return Ok(()) };
    asks(world, asker);
    let with_it = [format!("📎 Bij {code}"), format!("📎 Avec {code}")];
    for labels in [&with_it.each_ref().map(String::as_str)[..], &SEND] {
        world.in_a_moment()?;
        if !world.waits_for(asker, labels)? {
            return Ok(());
        }
        press_new(world, asker, labels);
    }
    press(world, chat, preview);
    world.in_a_moment()
}

/// A preview that can be sent: where, its button, and for which case.
fn stands_ready(world: &mut World) -> Option<(i64, Button, String)> {
    DESK.into_iter().chain(BESIDE).find_map(|chat| {
        let preview = newest(world, chat, &SEND)?;
        let code = code_after(&world.far.chats.get(&chat)?.messages.get(&preview.0)?.text, "👁 ")?;
        (world.model.holds.get(&code) == Some(&chat)).then_some((chat, preview, code))
    })
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
