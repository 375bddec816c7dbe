//! The whole way of a question, and what every call on that way must not carry.

use super::{Running, Stage};
use crate::support::people::{answers, answers_next, ask, press_on, sees, take_next};
use rechtdoor::simulator::{Called, WorldHandle};
use serde_json::Value;

const NAME: &str = "Zinnebeke";
const USERNAME: &str = "zinne_on_wheels";
const QUESTION: &str = "La police peut fouiller mon sac sans raison ?";
const ANSWER: &str = "Non, il faut toujours une raison. Demande laquelle.";

/// Asks, is answered, says that it helped. Gives the asker and the moderator.
pub async fn whole_way(stage: &Stage) -> (i64, i64) {
    let world = &stage.world;
    let staff = stage.moderator().await;
    let asker = world.person_with_username(NAME, USERNAME, "fr");
    let code = ask(world, asker, QUESTION).await;
    let (taken, card) = take_next(world, staff).await.unwrap();
    assert_eq!(taken, code);
    assert!(card.text.contains(QUESTION) && card.protect);
    answers(world, staff, &code, ANSWER).await;
    sees(world, asker, &["💬", &code, ANSWER]).await;
    sees(world, staff, &["✓", &code]).await;
    press_on(world, asker, &["💬", &code], "👍").await;
    sees(world, asker, &["👍", &code]).await;
    sees(world, staff, &["👍", &code]).await;
    (asker, staff)
}

fn chat_of(call: &Called) -> Option<i64> {
    call.params.get("chat_id").and_then(|id| id.as_i64().or_else(|| id.as_str()?.parse().ok()))
}

/// Calls to anybody but `asker` in which one of `words` stands.
fn leaks<'a>(calls: &'a [Called], asker: i64, words: &[&str]) -> Vec<&'a Called> {
    let told = |call: &&Called| {
        let told = Value::Object(call.params.clone()).to_string().to_lowercase();
        words.iter().any(|word| told.contains(&word.to_lowercase()))
    };
    calls.iter().filter(|call| chat_of(call) != Some(asker)).filter(told).collect()
}

/// Plain text only: nothing that Telegram would make something else of.
fn assert_plain(world: &WorldHandle) {
    let calls = world.calls();
    let texts: Vec<&Called> = calls.iter().filter(|call| call.params.contains_key("text")).collect();
    let spoken = |call: &&&Called| !call.method.eq_ignore_ascii_case("answerCallbackQuery");
    assert!(texts.iter().filter(spoken).count() > 8, "the talk is in the log");
    for call in texts.iter().filter(spoken) {
        for field in ["parse_mode", "entities", "link_preview", "disable_web_page_preview"] {
            assert!(!call.params.contains_key(field), "{} carries {field}", call.method);
        }
        assert_eq!(call.params["link_preview_options"]["is_disabled"], true, "{}", call.method);
    }
    for call in &calls {
        let method = call.method.to_lowercase();
        assert!(!method.starts_with("forward") && !method.starts_with("copy"), "{method}");
    }
}

/// Whatever shows an asker's words to somebody else cannot be passed on from there.
fn assert_protected(world: &WorldHandle, staff: i64) {
    let mut shown = 0;
    for call in world.calls() {
        let quotes = call.params.get("text").is_some_and(|text| text.as_str().is_some_and(|it| it.contains(QUESTION)));
        if call.method.eq_ignore_ascii_case("sendMessage") && chat_of(&call) == Some(staff) && quotes {
            shown += 1;
            assert_eq!(call.params.get("protect_content"), Some(&Value::Bool(true)));
        }
    }
    assert!(shown > 0, "the desk read the question");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_is_asked_answered_and_rated() {
    let stage = Stage::new().await;
    let running: Running = stage.start().await;
    let (asker, staff) = whole_way(&stage).await;
    let world = &stage.world;
    assert_plain(world);
    assert_protected(world, staff);
    let number = asker.to_string();
    let words = [NAME, USERNAME, number.as_str()];
    assert!(leaks(&world.calls(), asker, &words).is_empty());
    // The scanner sees what it must: the question itself, which the desk was shown, and a planted name.
    assert!(!leaks(&world.calls(), asker, &[QUESTION]).is_empty());
    let mut planted = world.calls();
    let spoken = |call: &&mut Called| chat_of(call) == Some(staff) && call.params.contains_key("text");
    let call = planted.iter_mut().find(spoken).unwrap();
    call.params.insert("text".to_owned(), Value::String(format!("de {}", NAME.to_uppercase())));
    assert_eq!(leaks(&planted, asker, &words).len(), 1);
    assert_eq!(running.metric("bugs_total").await, 0);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_between_question_and_answer_changes_nothing() {
    let stage = Stage::new().await;
    let running = stage.start().await;
    let staff = stage.moderator().await;
    let asker = stage.world.person("Lina", "fr");
    let code = ask(&stage.world, asker, QUESTION).await;
    running.stop().await;
    let running = stage.start().await;
    assert_eq!(answers_next(&stage.world, staff, ANSWER).await, code);
    sees(&stage.world, asker, &["💬", &code, ANSWER]).await;
    running.stop().await;
}
