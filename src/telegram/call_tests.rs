//! Each call as it goes over the wire, and what the answer becomes.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::messenger::{PressRef, RenderedButton};
use crate::telegram::stub::Stub;
use serde_json::json;

const CHAT: i64 = 9_007_199_254_740_991;

fn screen(rows: Vec<Vec<RenderedButton>>) -> Rendered {
    Rendered { text: "<b>*hallo*</b> https://example.org".to_owned(), rows, protect: true }
}

fn button() -> RenderedButton {
    RenderedButton { label: "🆘 Hulp nu".to_owned(), data: "m:help".to_owned() }
}

async fn perform(answers: &[(u16, &str)], call: Call) -> (Performed, Vec<(String, serde_json::Value)>) {
    let stub = Stub::start(answers).await;
    let performed = stub.telegram().perform(Address::new(CHAT), &call).await;
    (performed, stub.asked())
}

const REFUSED: (u16, &str) =
    (400, r#"{"ok":false,"error_code":400,"description":"Bad Request: message can't be deleted for everyone"}"#);
const YES: (u16, &str) = (200, r#"{"ok":true,"result":true}"#);

#[tokio::test]
async fn a_screen_goes_out_plain_without_preview_and_protected() {
    let sent = (200, r#"{"ok":true,"result":{"message_id":77,"chat":{},"something_new":{}}}"#);
    let (performed, asked) = perform(&[sent], Call::Send(screen(vec![vec![button()], vec![]]))).await;
    assert_eq!(performed.outcome, Outcome::Delivered(Some(MessageRef(77))));
    let body = json!({"chat_id": CHAT, "text": "<b>*hallo*</b> https://example.org",
        "link_preview_options": {"is_disabled": true}, "protect_content": true,
        "reply_markup": {"inline_keyboard": [[{"text": "🆘 Hulp nu", "callback_data": "m:help"}]]}});
    assert_eq!(asked, [("/bot12345:abc/SendMessage".to_owned(), body)]);
}

#[tokio::test]
async fn an_edit_without_buttons_takes_them_off() {
    let to = screen(vec![]);
    let (performed, asked) = perform(&[YES], Call::Edit { message: MessageRef(8), to }).await;
    assert_eq!(performed.outcome, Outcome::Delivered(Some(MessageRef(8))));
    let body = json!({"chat_id": CHAT, "message_id": 8, "text": "<b>*hallo*</b> https://example.org",
        "link_preview_options": {"is_disabled": true}});
    assert_eq!(asked, [("/bot12345:abc/EditMessageText".to_owned(), body)]);
}

#[tokio::test]
async fn the_small_calls_are_as_the_api_wants_them() {
    let (performed, asked) = perform(&[YES], Call::Unbutton(MessageRef(8))).await;
    assert_eq!(performed.outcome, Outcome::Delivered(Some(MessageRef(8))));
    let body = json!({"chat_id": CHAT, "message_id": 8});
    assert_eq!(asked, [("/bot12345:abc/EditMessageReplyMarkup".to_owned(), body)]);
    let (performed, asked) = perform(&[YES], Call::Leave).await;
    assert_eq!(performed.outcome, Outcome::Delivered(None));
    assert_eq!(asked, [("/bot12345:abc/LeaveChat".to_owned(), json!({"chat_id": CHAT}))]);
}

#[tokio::test]
async fn a_message_number_that_cannot_be_telegrams_asks_nothing() {
    for call in [
        Call::Unbutton(MessageRef(i64::MAX)),
        Call::Edit { message: MessageRef(i64::MIN), to: screen(vec![]) },
        Call::Delete(vec![MessageRef(i64::MAX)]),
        Call::Delete(vec![]),
    ] {
        let (performed, asked) = perform(&[], call).await;
        assert_eq!(performed.outcome, Outcome::Refused);
        assert!(asked.is_empty());
    }
}

#[tokio::test]
async fn deletions_go_in_hundreds_youngest_first() {
    let (performed, asked) = perform(&[YES, YES], Call::Delete((1..=150).map(MessageRef).collect())).await;
    assert_eq!(performed.outcome, Outcome::Delivered(None));
    let ids: Vec<_> = asked.iter().map(|(_, body)| body["message_ids"].clone()).collect();
    assert_eq!(ids, [json!((51..=150).collect::<Vec<_>>()), json!((1..=50).collect::<Vec<_>>())]);
}

#[tokio::test]
async fn a_message_that_is_too_old_does_not_keep_the_younger_ones() {
    let (performed, asked) =
        perform(&[REFUSED, YES, REFUSED, YES, REFUSED], Call::Delete([4, 1, 3, 2].map(MessageRef).to_vec())).await;
    assert_eq!(performed.outcome, Outcome::Delivered(None));
    let ids: Vec<_> = asked.iter().map(|(_, body)| body["message_ids"].clone()).collect();
    assert_eq!(ids, [json!([1, 2, 3, 4]), json!([3, 4]), json!([1, 2]), json!([2]), json!([1])]);
}

#[tokio::test]
async fn a_hundred_messages_that_are_all_too_old_cost_a_bounded_number_of_requests() {
    let (performed, asked) = perform(&[REFUSED; 300], Call::Delete((1..=100).map(MessageRef).collect())).await;
    assert_eq!(performed.outcome, Outcome::Refused);
    assert_eq!(asked.len(), DELETE_TRIES_MAX);
}

#[tokio::test]
async fn weather_amid_deletions_is_tried_again_whole() {
    let busy = (429, r#"{"ok":false,"error_code":429,"parameters":{"retry_after":3}}"#);
    let (performed, _) = perform(&[YES, busy], Call::Delete((1..=150).map(MessageRef).collect())).await;
    assert_eq!(performed.outcome, Outcome::Retry { after_ms: 3_000, everyone: false });
}

#[tokio::test]
async fn a_group_that_moved_is_followed() {
    let moved = r#"{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat",
        "parameters":{"migrate_to_chat_id":-100123}}"#;
    let (performed, _) = perform(&[(400, moved)], Call::Send(screen(vec![]))).await;
    assert_eq!(performed.outcome, Outcome::Retry { after_ms: 0, everyone: false });
    assert_eq!(performed.moved_to.map(Address::reveal), Some(-100_123));
}

#[tokio::test]
async fn a_server_that_stumbles_keeps_nobody_waiting_here() {
    // teloxide's own sending would sleep ten seconds on this.
    let (performed, asked) = perform(&[(502, "<html>")], Call::Send(screen(vec![]))).await;
    assert_eq!(performed.outcome, Outcome::Retry { after_ms: 5_000, everyone: true });
    assert_eq!(asked.len(), 1);
}

#[tokio::test]
async fn a_toast_fits_whatever_its_text() {
    let stub = Stub::start(&[]).await;
    let press = PressRef("123456789012345678".to_owned());
    let long = Toast { press: press.clone(), text: Some("🆘".repeat(150)), alert: true };
    stub.telegram().toast(&long).await.unwrap();
    stub.telegram().toast(&Toast { press, text: None, alert: false }).await.unwrap();
    let bodies: Vec<_> = stub.asked().into_iter().map(|(_, body)| body).collect();
    let id = "123456789012345678";
    let first = json!({"callback_query_id": id, "text": "🆘".repeat(100), "show_alert": true});
    assert_eq!(bodies, [first, json!({"callback_query_id": id})]);
}

#[tokio::test]
async fn menus_are_set_by_scope_and_language() {
    let stub = Stub::start(&[]).await;
    let lines = vec![("vraag".to_owned(), "…".to_owned())];
    for (scope, language, expected) in [
        (MenuScope::Everybody, None, json!({"type": "default"})),
        (MenuScope::Private, Some(Language::Fr), json!({"type": "all_private_chats"})),
        (MenuScope::Groups, Some(Language::Nl), json!({"type": "all_group_chats"})),
        (MenuScope::Chat(Address::new(-100_123)), None, json!({"type": "chat", "chat_id": -100_123})),
    ] {
        stub.telegram().set_menu(&Menu { scope, language, lines: lines.clone() }).await.unwrap();
        let (path, body) = stub.asked().pop().unwrap();
        assert_eq!(path, "/bot12345:abc/SetMyCommands");
        assert_eq!(body["scope"], expected);
        assert_eq!(body["commands"], json!([{"command": "vraag", "description": "…"}]));
        assert_eq!(body.get("language_code").and_then(|code| code.as_str()), language.map(Language::code));
    }
}

#[tokio::test]
async fn a_start_learns_who_it_is_and_where_updates_go() {
    let stub = Stub::start(&[
        (200, r#"{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"R","username":"rechtdoor_bot"}}"#),
        (200, r#"{"ok":true,"result":{"url":"https://example.org/x","pending_update_count":3}}"#),
        (200, r#"{"ok":true,"result":{"url":""}}"#),
        (401, r#"{"ok":false,"error_code":401,"description":"Unauthorized"}"#),
    ])
    .await;
    let telegram = stub.telegram();
    assert_eq!(telegram.me().await, Ok(Me { username: "rechtdoor_bot".to_owned() }));
    assert_eq!(telegram.webhook().await, Ok(WebhookState { is_set: true, pending: 3 }));
    assert_eq!(telegram.webhook().await, Ok(WebhookState { is_set: false, pending: 0 }));
    assert_eq!(telegram.me().await, Err(Failure::Token));
    let waits = |is_set, pending| !WebhookState { is_set, pending }.nothing_waits();
    assert_eq!(
        [waits(true, 0), waits(true, 3), waits(false, 0)],
        [false, true, true],
        "an unset one keeps nothing for us"
    );
}

#[tokio::test]
async fn a_webhook_is_set_with_its_secret_and_never_drops_what_waits() {
    let stub = Stub::start(&[]).await;
    let secret = Secret::new("a-word-that-nobody-guesses").unwrap();
    stub.telegram().set_webhook("https://example.org/path", &secret, 0).await.unwrap();
    stub.telegram().delete_webhook().await.unwrap();
    let bodies: Vec<_> = stub.asked().into_iter().map(|(_, body)| body).collect();
    let set = json!({"url": "https://example.org/path", "secret_token": "a-word-that-nobody-guesses",
        "max_connections": 1, "allowed_updates": poll::ALLOWED});
    assert_eq!(bodies, [set, json!({})]);
}
