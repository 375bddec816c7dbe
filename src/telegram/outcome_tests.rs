//! Every description we know of, in the server's own spelling, and what it means to us.

use super::*;
use proptest::prelude::*;

fn failure(status: u16, body: &str) -> Failure {
    match read(status, body.as_bytes()) {
        Ok(_) => panic!("a failure was expected"),
        Err(refusal) => refusal.failure,
    }
}

fn said(code: u16, description: &str) -> Failure {
    failure(code, &serde_json::json!({"ok": false, "error_code": code, "description": description}).to_string())
}

#[test]
fn nobody_is_there_any_more() {
    for description in [
        "Forbidden: bot was blocked by the user",
        "Forbidden: user is deactivated",
        "Forbidden: bot can't initiate conversation with a user",
        "Forbidden: bot can't send messages to bots",
        "Forbidden: bot can't send messages to the user",
        "Forbidden: bot was kicked from the group chat",
        "Forbidden: bot was kicked from the supergroup chat",
        "Forbidden: bot is not a member of the supergroup chat",
        "Forbidden: bot is not a member of the channel chat",
        "Forbidden: the group chat was deleted",
    ] {
        assert_eq!(said(403, description), Failure::Gone, "{description}");
    }
    for description in [
        "Bad Request: chat not found",
        "Bad Request: user not found",
        "Bad Request: PEER_ID_INVALID",
        "Bad Request: group chat was deactivated",
        "Bad Request: CHANNEL_PRIVATE",
    ] {
        assert_eq!(said(400, description), Failure::Gone, "{description}");
    }
}

#[test]
fn what_can_never_succeed() {
    for description in [
        "Bad Request: message to edit not found",
        "Bad Request: message to delete not found",
        "Bad Request: message can't be edited",
        "Bad Request: message can't be deleted",
        "Bad Request: message can't be deleted for everyone",
        "Bad Request: there is no text in the message to edit",
        "Bad Request: message to be replied not found",
        "Bad Request: message identifier is not specified",
        "Bad Request: MESSAGE_ID_INVALID",
        "Bad Request: message text is empty",
        "Bad Request: text must be non-empty",
        "Bad Request: message is too long",
        "Bad Request: MESSAGE_TOO_LONG",
        "Bad Request: message caption is too long",
        "Bad Request: can't parse entities: Unclosed start tag at byte offset 3",
        "Bad Request: BUTTON_DATA_INVALID",
        "Bad Request: REPLY_MARKUP_TOO_LONG",
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
        "Bad Request: query is too old and response timeout expired or query id is invalid",
        "Bad Request: message thread not found",
        "Bad Request: TOPIC_CLOSED",
        "Bad Request: TOPIC_DELETED",
        "Bad Request: not enough rights to send text messages to the chat",
        "Bad Request: have no rights to send a message",
        "Bad Request: group chat was upgraded to a supergroup chat",
        "Bad Request: something that no server says today",
        "",
    ] {
        assert_eq!(said(400, description), Failure::Refused, "{description}");
        assert_eq!(said(400, description).outcome(None), Outcome::Refused);
    }
    assert_eq!(said(413, "Request Entity Too Large"), Failure::Refused);
}

#[test]
fn an_edit_without_a_change_is_done() {
    let tail = "specified new message content and reply markup are exactly the same as a current content and reply \
                markup of the message";
    for description in [
        "Bad Request: message is not modified",
        "Bad Request: MESSAGE_NOT_MODIFIED",
        &format!("Bad Request: message is not modified: {tail}"),
    ] {
        let failure = said(400, description);
        assert_eq!(failure.outcome(Some(MessageRef(7))), Outcome::Delivered(Some(MessageRef(7))), "{description}");
    }
}

#[test]
fn a_wait_with_a_number_is_for_one_chat_only() {
    let body = r#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 7",
        "parameters":{"retry_after":7,"something_new":[1]}}"#;
    assert_eq!(failure(429, body), Failure::Weather { after_ms: 7_000, everyone: false });
    assert_eq!(said(429, "Too Many Requests: retry after 12"), Failure::Weather { after_ms: 12_000, everyone: false });
    assert_eq!(said(429, "Too Many Requests"), Failure::Weather { after_ms: PATIENCE_MS, everyone: true });
    assert_eq!(failure(429, "<html>"), Failure::Weather { after_ms: PATIENCE_MS, everyone: true });
}

#[test]
fn no_wait_is_endless_or_negative() {
    for (seconds, after_ms) in [(i64::MAX, PATIENCE_MS_MAX), (-5, 1_000), (0, 1_000)] {
        let body = format!(r#"{{"ok":false,"error_code":429,"parameters":{{"retry_after":{seconds}}}}}"#);
        assert_eq!(failure(429, &body), Failure::Weather { after_ms, everyone: false });
    }
}

#[test]
fn weather_is_tried_again() {
    let alone = Failure::Weather { after_ms: PATIENCE_MS, everyone: false };
    let all = Failure::Weather { after_ms: PATIENCE_MS, everyone: true };
    for (status, body, expected) in [
        (500, r#"{"ok":false,"error_code":500,"description":"Internal Server Error: restart"}"#, alone),
        (500, "<html>oops</html>", alone),
        (502, "<html><body>Bad Gateway</body></html>", all),
        (503, "", all),
        (504, "upstream", all),
        (200, "<html>a captive page</html>", alone),
        (200, r#"{"result":{}}"#, alone),
        (200, "[]", alone),
        (302, "", alone),
        (420, r#"{"ok":false,"error_code":420,"description":"FLOOD_WAIT"}"#, alone),
    ] {
        assert_eq!(failure(status, body), expected, "{status} {body}");
    }
    assert_eq!(unreachable(true).failure, Failure::Weather { after_ms: UNREACHABLE_MS, everyone: true });
    assert_eq!(unreachable(false).failure, Failure::Weather { after_ms: UNREACHABLE_MS, everyone: false });
}

#[test]
fn a_yes_that_cannot_be_read_is_never_sent_twice() {
    for body in
        [r#"{"ok":true}"#, r#"{"ok":true,"result":{"message_id":4"#, "{ \"ok\": true, ", r#"{"ok":true,"result":null}"#]
    {
        assert_eq!(failure(200, body), Failure::Unreadable, "{body}");
        assert_eq!(failure(200, body).outcome(None), Outcome::Delivered(None));
    }
}

#[test]
fn what_an_operator_must_mend_keeps_the_rows() {
    for (code, description, expected) in [
        (401, "Unauthorized", Failure::Token),
        (401, "Unauthorized: invalid token specified", Failure::Token),
        (404, "Not Found", Failure::Token),
        (404, "Not Found: method not found", Failure::Token),
        (
            409,
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            Failure::SecondInstance,
        ),
        (409, "Conflict: terminated by setWebhook request", Failure::ForeignWebhook),
        (
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook \
             first",
            Failure::ForeignWebhook,
        ),
    ] {
        assert_eq!(said(code, description), expected, "{description}");
        assert_eq!(expected.outcome(None), Outcome::Retry { after_ms: OPERATOR_MS, everyone: true });
    }
}

#[test]
fn a_group_that_moved_says_where_to() {
    let body = r#"{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat",
        "parameters":{"migrate_to_chat_id":-1009876543210}}"#;
    let Err(refusal) = read(400, body.as_bytes()) else { panic!("a refusal") };
    assert_eq!(refusal.failure, Failure::Moved);
    assert_eq!(refusal.moved_to.map(Address::reveal), Some(-1_009_876_543_210));
    let positive = body.replace("-100", "100");
    let Err(refusal) = read(400, positive.as_bytes()) else { panic!("a refusal") };
    assert_eq!(refusal.failure, Failure::Refused);
    assert!(refusal.moved_to.is_none());
}

#[test]
fn no_failure_quotes_the_channel() {
    let marker = "GEHEIM-4711";
    for code in [400, 401, 403, 404, 409, 413, 429, 500] {
        let failure = said(code, marker);
        assert!(!format!("{failure} {failure:?}").contains(marker), "{code}");
    }
}

proptest! {
    #[test]
    fn any_answer_means_something(status in 0u16..1000, body in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(status, &body);
    }

    #[test]
    fn any_description_means_something(code in -1000i64..1000, description in ".*") {
        let parameters = Parameters::default();
        let failure = classify(code, &description, &parameters).failure;
        if let Failure::Weather { after_ms, .. } = failure {
            prop_assert!((1_000..=PATIENCE_MS_MAX).contains(&after_ms));
        }
    }
}
