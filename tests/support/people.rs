//! What people do on their phones when the whole bot is on the other side of the wire.
//!
//! Never true of this file: somebody acts on anything but what stands in their chat, or waits for time to pass.

use rechtdoor::dialogue::desk::enrol;
use rechtdoor::domain::roles::Role;
use rechtdoor::runtime::clock::OsEntropy;
use rechtdoor::simulator::{Seen, WorldHandle};
use rechtdoor::vault::Master;
use std::time::Duration;

/// How long anybody waits for the bot: the machine may be busy, and the bot may be away for a while.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The project of two languages, which speaks French first.
pub const PROJECT: &str = "brussel-zuid";

/// The newest message of the bot in which all `snippets` stand.
pub fn newest(world: &WorldHandle, chat: i64, snippets: &[&str]) -> Option<Seen> {
    let fits = |seen: &Seen| seen.person.is_none() && snippets.iter().all(|snippet| seen.text.contains(snippet));
    world.messages(chat).into_iter().rev().find(fits)
}

/// Waits until such a message stands in the chat.
pub async fn sees(world: &WorldHandle, chat: i64, snippets: &[&str]) -> Seen {
    match world.wait_some(|world| newest(world, chat, snippets), PATIENCE).await {
        Some(seen) => seen,
        None => panic!("{snippets:?} never came; there is:\n{}", told(world, chat)),
    }
}

/// Everything in a chat, for the message of a test that fails.
pub fn told(world: &WorldHandle, chat: i64) -> String {
    let line = |seen: &Seen| format!("{} {}\n", if seen.person.is_some() { ">" } else { "<" }, seen.text);
    world.messages(chat).iter().map(line).collect()
}

/// Waits for a button whose label contains `label`, on the newest message in which all `snippets` stand; presses it.
pub async fn press_on(world: &WorldHandle, person: i64, snippets: &[&str], label: &str) -> String {
    let find = |world: &WorldHandle| {
        let seen = newest(world, person, snippets)?;
        let data = seen.buttons.iter().flatten().find(|(text, data)| text.contains(label) && !data.is_empty())?;
        Some((seen.id, data.1.clone()))
    };
    match world.wait_some(find, PATIENCE).await {
        Some((message, data)) => world.press_data(person, message, &data).expect("a message that is there"),
        None => panic!("no {label} on {snippets:?}; there is:\n{}", told(world, person)),
    }
}

/// Writes a first question in French, chooses the language, sends; gives the code of the receipt.
pub async fn ask(world: &WorldHandle, person: i64, text: &str) -> String {
    world.say(person, text).expect("somebody who exists");
    press_on(world, person, &[], "Français").await;
    press_on(world, person, &["Pas encore envoyé"], "✅").await;
    receipt(world, person).await
}

/// Waits for the receipt and gives its code.
pub async fn receipt(world: &WorldHandle, person: i64) -> String {
    let seen = sees(world, person, &["Ton code : "]).await;
    code_in(&seen.text, "Ton code : ")
}

fn code_in(text: &str, before: &str) -> String {
    let (_, rest) = text.split_once(before).expect("a code");
    rest.chars().take_while(char::is_ascii_alphanumeric).collect()
}

/// The word of an invitation, as `rechtdoor invite` makes it.
pub fn invitation(world: &WorldHandle, master: &Master, role: Role) -> String {
    let expires = world.now().plus_hours(48);
    enrol::mint(master.tokens(), &mut OsEntropy, role, PROJECT, true, expires)
}

/// Somebody new joins the team by a link.
pub async fn joins(world: &WorldHandle, master: &Master, role: Role) -> i64 {
    let staff = world.person("Samira Desk", "fr");
    world.say(staff, &format!("/start i_{}", invitation(world, master, role))).expect("somebody who exists");
    sees(world, staff, &["/suivant"]).await;
    staff
}

/// Takes the next question; gives its code and its card, or `None` when nothing waits.
pub async fn take_next(world: &WorldHandle, staff: i64) -> Option<(String, Seen)> {
    let said = world.say(staff, "/suivant").expect("somebody who exists");
    let find = |world: &WorldHandle| {
        let messages = world.messages(staff);
        // A card from before that comes a second time, because a kill fell between its two halves, is no new one.
        let code = |seen: &Seen| seen.text.starts_with("📨").then(|| code_in(&seen.text, "📨 "));
        let known = |wanted: &Seen| {
            code(wanted).is_some_and(|it| messages.iter().any(|seen| seen.id < said && seen.text.contains(&it)))
        };
        let fits = |seen: &Seen| seen.id > said && (seen.text.starts_with("📨") || seen.text.starts_with("📭"));
        messages.iter().find(|seen| seen.person.is_none() && fits(seen) && !known(seen)).cloned()
    };
    let seen = world.wait_some(find, PATIENCE).await.unwrap_or_else(|| panic!("{}", told(world, staff)));
    seen.text.starts_with("📨").then(|| (code_in(&seen.text, "📨 "), seen))
}

/// Writes an answer to a case in hand and sends it, without waiting for what becomes of it.
pub async fn answers(world: &WorldHandle, staff: i64, code: &str, text: &str) {
    press_until(world, staff, &["📨", code], "✍️", |world| {
        newest(world, staff, &["✍️", code, "Écris ta réponse"]).is_some()
    })
    .await;
    world.say(staff, text).expect("somebody who exists");
    // A copy of the preview that came twice stays behind; the answer is on its way all the same.
    press_until(world, staff, &["👁", code], "✅", |world| {
        let went = |sign| newest(world, staff, &[sign, code, "ta réponse"]).is_some();
        newest(world, staff, &["👁", code]).is_none() || went("⏳") || went("✓")
    })
    .await;
}

/// Presses, and presses again on a copy that came since: a screen whose delivery was not noted before a kill comes
/// twice, and the buttons of the first copy are dead then. People are told so and press the other one.
async fn press_until(
    world: &WorldHandle,
    person: i64,
    snippets: &[&str],
    label: &str,
    done: impl Fn(&WorldHandle) -> bool,
) {
    loop {
        press_on(world, person, snippets, label).await;
        let pressed = newest(world, person, snippets).map(|seen| seen.id);
        let again = |world: &WorldHandle| match newest(world, person, snippets).map(|seen| seen.id) {
            _ if done(world) => Some(false),
            now if now.is_some() && now > pressed => Some(true),
            Some(_) | None => None,
        };
        match world.wait_some(again, PATIENCE).await {
            Some(true) => {}
            Some(false) => return,
            None => panic!("nothing came of {label}; there is:\n{}", told(world, person)),
        }
    }
}

/// From the queue to an answer that arrived: a moderator takes the next question, answers, and sees ✓.
pub async fn answers_next(world: &WorldHandle, staff: i64, text: &str) -> String {
    let (code, _) = take_next(world, staff).await.expect("a question waits");
    answers(world, staff, &code, text).await;
    sees(world, staff, &["✓", &code]).await;
    code
}
