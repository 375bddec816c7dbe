//! Every kind of update that reaches us, in the Bot API's spelling, and what it is to us.

#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};

/// One line that says all that is left of an update.
fn told(update: &Value) -> String {
    let arrival = match parse(&update.to_string()).1 {
        Ok(arrival) => arrival,
        Err(skipped) => return format!("{skipped:?}"),
    };
    let sender = arrival.sender.map_or("nobody".to_owned(), |sender| sender.reveal().to_string());
    let from = arrival.moved_from.map_or(String::new(), |from| format!(" from {}", from.reveal()));
    let what = match arrival.input {
        Input::Text { text, message, reply_to } => {
            let reply = reply_to.map_or(String::new(), |to| format!(" to {}", to.0));
            format!("text {}{reply}: {}", message.0, text.as_str())
        }
        Input::Edited { text, message } => format!("edited {}: {}", message.0, text.as_str()),
        Input::Press { press, data, message } => format!("press {} {data} {:?}", press.0, message.map(|m| m.0)),
        Input::Other { kind, message } => format!("{kind:?} {}", message.0),
        Input::Left => "left".to_owned(),
        Input::Joined => "joined".to_owned(),
        Input::Moved => "moved".to_owned(),
    };
    format!("{:?} {} by {sender}: {what}{from}", arrival.place, arrival.chat.reveal())
}

fn private() -> Value {
    json!({"message_id": 7, "date": 1, "chat": {"id": 5, "type": "private", "first_name": "Lina"},
        "from": {"id": 5, "is_bot": false, "first_name": "Lina", "username": "lina", "language_code": "nl"}})
}

fn group() -> Value {
    json!({"message_id": 7, "date": 1, "chat": {"id": -100_123, "type": "supergroup", "title": "Team"},
        "from": {"id": 9, "is_bot": false, "first_name": "Sam"}})
}

fn with(mut base: Value, more: &Value) -> Value {
    for (name, value) in more.as_object().unwrap() {
        base[name] = value.clone();
    }
    base
}

fn update(kind: &str, content: Value) -> Value {
    json!({"update_id": 41, kind: content})
}

fn message(more: &Value) -> String {
    told(&update("message", with(private(), more)))
}

fn team(more: &Value) -> String {
    told(&update("message", with(group(), more)))
}

#[test]
fn text_is_kept_and_all_around_it_dropped() {
    let entities = json!([{"type": "text_link", "offset": 0, "length": 3, "url": "https://example.org/LINK"},
        {"type": "text_mention", "offset": 0, "length": 3, "user": {"id": 77, "first_name": "NAAM"}},
        {"type": "date_time", "brand_new": {"a": []}}, 17]);
    let loaded = json!({"text": "dag allemaal", "entities": entities, "external_reply": {"x": 1}, "quote": {"text": "Q"},
        "reply_markup": {"inline_keyboard": "strange"}, "link_preview_options": 3, "message_thread_id": "x",
        "reply_to_message": {"message_id": 3, "text": "VROEGER", "chat": 4}});
    assert_eq!(message(&loaded), "Private 5 by 5: text 7 to 3: dag allemaal");
    assert_eq!(message(&json!({"text": "a", "reply_to_message": {"no": 1}})), "Private 5 by 5: text 7: a");
    assert_eq!(message(&json!({"text": "/start i_abc"})), "Private 5 by 5: text 7: /start i_abc");
}

#[test]
fn text_is_cleaned_as_the_server_cleans_it() {
    let dirty = " \u{0}een\r\ntwee\u{7}drie\u{202E}vier\u{2028} \n";
    assert_eq!(message(&json!({"text": dirty})), "Private 5 by 5: text 7: een\ntwee drievier");
    assert_eq!(message(&json!({"text": " \r\n\u{1}"})), "Private 5 by 5: Unreadable 7");
}

#[test]
fn nothing_but_text_is_kept() {
    for (more, kind) in [
        (json!({"voice": {"file_id": "F"}, "caption": "GEHEIM"}), "Voice"),
        (json!({"audio": {}}), "Voice"),
        (json!({"video_note": {}}), "Voice"),
        (json!({"photo": [{"file_id": "F"}], "caption": "GEHEIM", "media_group_id": "1"}), "Picture"),
        (json!({"video": {}, "has_media_spoiler": true}), "Picture"),
        (json!({"animation": {}, "document": {}}), "Picture"),
        (json!({"live_photo": {}}), "Picture"),
        (json!({"paid_media": {}}), "Picture"),
        (json!({"contact": {"phone_number": "+32470000000", "user_id": 8}}), "Contact"),
        (json!({"location": {"latitude": 51.0, "longitude": 3.7}}), "Location"),
        (json!({"venue": {}, "location": {}}), "Location"),
        (json!({"document": {"file_name": "NAAM.pdf"}}), "File"),
        (json!({"sticker": {}}), "Sticker"),
        (json!({"dice": {}}), "Sticker"),
        (json!({"game": {}}), "Sticker"),
        (json!({"story": {}}), "Forwarded"),
        (json!({"poll": {}}), "Unreadable"),
        (json!({"checklist": {}}), "Unreadable"),
        (json!({"rich_message": {}}), "Unreadable"),
        (json!({"something_of_next_year": {}}), "Unreadable"),
        (json!({"text": {"not": "a text"}}), "Unreadable"),
        (json!({}), "Unreadable"),
    ] {
        assert_eq!(message(&more), format!("Private 5 by 5: {kind} 7"), "{more}");
    }
}

#[test]
fn somebody_elses_words_are_never_a_question() {
    for more in [
        json!({"forward_origin": {"type": "user", "sender_user": {"id": 8}}}),
        json!({"forward_origin": {"type": "brand_new"}, "forward_date": 1}),
        json!({"forward_from": {"id": 8}}),
        json!({"forward_from_chat": {"id": -8}}),
        json!({"forward_sender_name": "NAAM"}),
        json!({"via_bot": {"id": 8, "is_bot": true}}),
    ] {
        let text = with(more.clone(), &json!({"text": "GEHEIM"}));
        assert_eq!(message(&text), "Private 5 by 5: Forwarded 7", "{more}");
        assert_eq!(told(&update("edited_message", with(private(), &text))), "EditedOther", "{more}");
        assert_eq!(message(&with(more, &json!({"voice": {}}))), "Private 5 by 5: Forwarded 7");
    }
}

#[test]
fn an_edit_of_text_is_followed_and_no_other() {
    let edit = |more: Value| told(&update("edited_message", with(private(), &more)));
    assert_eq!(edit(json!({"text": "beter", "edit_date": 2})), "Private 5 by 5: edited 7: beter");
    assert_eq!(edit(json!({"caption": "GEHEIM", "photo": []})), "EditedOther");
    assert_eq!(edit(json!({"location": {"live_period": 60}})), "EditedOther");
}

#[test]
fn a_press_is_known_by_its_chat_even_under_an_inaccessible_message() {
    let press = |more: &Value| {
        let base = json!({"id": "4382bfdwdsb323b2d9", "from": {"id": 5, "is_bot": false}, "chat_instance": "1",
            "data": "m:home", "message": private()});
        told(&update("callback_query", with(base, more)))
    };
    let whole = "Private 5 by 5: press 4382bfdwdsb323b2d9 m:home Some(7)";
    assert_eq!(press(&json!({})), whole);
    let gone = json!({"message": {"message_id": 7, "date": 0, "chat": {"id": 5, "type": "private"}}});
    assert_eq!(press(&gone), whole);
    let nameless = json!({"message": {"chat": {"id": 5, "type": "private"}}});
    assert_eq!(press(&nameless), "Private 5 by 5: press 4382bfdwdsb323b2d9 m:home None");
    assert_eq!(
        press(&json!({"message": group(), "from": {"id": 9}})),
        "Group -100123 by 9: press 4382bfdwdsb323b2d9 m:home Some(7)"
    );
    let anonymous = json!({"message": group(), "from": {"id": 1_087_968_824, "is_bot": true}});
    assert_eq!(press(&anonymous), "Group -100123 by nobody: press 4382bfdwdsb323b2d9 m:home Some(7)");
    assert_eq!(press(&json!({"from": {"id": 6, "is_bot": false}})), "Stranger");
    assert_eq!(press(&json!({"data": null})), "Malformed");
    assert_eq!(press(&json!({"data": "x".repeat(65)})), "Malformed");
    assert_eq!(press(&json!({"id": 4})), "Malformed");
    let inline = json!({"id": "4", "from": {"id": 5}, "inline_message_id": "9", "data": "m:home"});
    assert_eq!(told(&update("callback_query", inline)), "Inline");
}

#[test]
fn only_somebody_who_can_be_held_to_it_is_a_sender() {
    assert_eq!(team(&json!({"text": "a"})), "Group -100123 by 9: text 7: a");
    let basic = json!({"text": "a", "chat": {"id": -4, "type": "group"}});
    assert_eq!(team(&basic), "Group -4 by 9: text 7: a");
    let anonymous =
        json!({"text": "a", "from": {"id": 1_087_968_824, "is_bot": true}, "sender_chat": {"id": -100_123}});
    assert_eq!(team(&anonymous), "Group -100123 by nobody: text 7: a");
    let channel = json!({"text": "a", "from": {"id": 136_817_688, "is_bot": true}, "sender_chat": {"id": -100_999}});
    assert_eq!(team(&channel), "Group -100123 by nobody: text 7: a");
    // A server that names a person beside a channel does not make the channel's words that person's.
    assert_eq!(team(&json!({"text": "a", "sender_chat": {"id": -8}})), "Group -100123 by nobody: text 7: a");
    let telegram = json!({"text": "a", "from": {"id": 777_000, "is_bot": false}});
    assert_eq!(team(&telegram), "Group -100123 by nobody: text 7: a");
    for id in ANONYMOUS {
        let own = json!({"text": "a", "from": {"id": id}, "chat": {"id": id, "type": "private"}});
        assert_eq!(message(&own), "Stranger", "{id} has no private chat");
    }
    assert_eq!(team(&json!({"text": "a", "from": {"id": 3, "is_bot": true}})), "OtherBot");
    assert_eq!(team(&json!({"text": "a", "is_automatic_forward": true})), "Channel");
    assert_eq!(message(&json!({"text": "a", "from": {"id": 6, "is_bot": false}})), "Stranger");
    assert_eq!(message(&json!({"text": "a", "from": {"id": 5, "is_bot": true}})), "OtherBot");
    assert_eq!(message(&json!({"text": "a", "from": null})), "Malformed");
    assert_eq!(message(&json!({"text": "a", "business_connection_id": "b"})), "Stranger");
}

#[test]
fn coming_and_going() {
    let member = |base: Value, old: &str, new: Value| {
        let more = json!({"old_chat_member": {"status": old}, "new_chat_member": new});
        told(&update("my_chat_member", with(base, &more)))
    };
    assert_eq!(member(private(), "member", json!({"status": "kicked", "until_date": 0})), "Private 5 by 5: left");
    assert_eq!(member(private(), "kicked", json!({"status": "member"})), "Private 5 by 5: joined");
    assert_eq!(member(group(), "left", json!({"status": "administrator"})), "Group -100123 by 9: joined");
    assert_eq!(member(group(), "left", json!({"status": "brand_new"})), "Group -100123 by 9: joined");
    assert_eq!(member(group(), "member", json!({"status": "left"})), "Group -100123 by 9: left");
    let muted_out = json!({"status": "restricted", "is_member": false});
    assert_eq!(member(group(), "member", muted_out), "Group -100123 by 9: left");
    assert_eq!(member(group(), "member", json!({"status": "administrator"})), "Rights");
    assert_eq!(member(group(), "kicked", json!({"status": "left"})), "Rights");
    assert_eq!(member(group(), "member", json!({"rank": 1})), "Malformed");
    let alone = with(private(), &json!({"new_chat_member": {"status": "kicked"}}));
    assert_eq!(told(&update("my_chat_member", alone)), "Private 5 by 5: left");
    let channel = json!({"chat": {"id": -1_005, "type": "channel"}});
    assert_eq!(member(with(group(), &channel), "left", json!({"status": "member"})), "Channel");
}

#[test]
fn a_group_that_moved_tells_both_addresses_from_either_side() {
    let old = json!({"chat": {"id": -44, "type": "group"}, "migrate_to_chat_id": -100_123});
    assert_eq!(team(&old), "Group -100123 by nobody: moved from -44");
    assert_eq!(team(&json!({"migrate_from_chat_id": -44})), "Group -100123 by nobody: moved from -44");
    assert_eq!(team(&json!({"migrate_from_chat_id": 44})), "Malformed");
    assert_eq!(team(&json!({"migrate_from_chat_id": -100_123})), "Malformed");
    assert_eq!(team(&json!({"migrate_to_chat_id": "x"})), "Malformed");
    assert_eq!(message(&json!({"migrate_to_chat_id": -100_123})), "Malformed");
}

#[test]
fn what_telegram_itself_says_is_no_message() {
    for name in [
        "new_chat_members",
        "new_chat_title",
        "new_chat_photo",
        "left_chat_member",
        "pinned_message",
        "group_chat_created",
        "message_auto_delete_timer_changed",
        "forum_topic_created",
        "video_chat_started",
        "chat_background_set",
        "write_access_allowed",
    ] {
        assert_eq!(team(&json!({name: {"a": "NAAM"}})), "Service", "{name}");
    }
}

#[test]
fn what_nobody_asked_for_is_counted_and_confirmed() {
    assert_eq!(told(&update("channel_post", json!({"text": "a"}))), "Channel");
    assert_eq!(told(&update("edited_channel_post", json!({}))), "Channel");
    for kind in ["inline_query", "poll", "chat_member", "guest_message", "subscription", "of_next_year"] {
        assert_eq!(told(&update(kind, json!({"x": 1}))), "UnknownKind");
    }
    assert_eq!(message(&json!({"chat": {"id": 5, "type": "of_next_year"}})), "UnknownKind");
    assert_eq!(told(&json!({"update_id": 3})), "UnknownKind");
}

#[test]
fn an_update_that_misses_something_still_has_its_number() {
    for content in [json!(null), json!("x"), json!([]), json!({}), json!({"chat": {"id": 5}}), json!({"chat": 5})] {
        for kind in ["message", "edited_message", "my_chat_member"] {
            let (id, what) = parse(&update(kind, content.clone()).to_string());
            assert_eq!((id, what.err()), (Some(41), Some(Skipped::Malformed)), "{kind} {content}");
        }
    }
    assert_eq!(message(&json!({"text": "a", "message_id": 1.5})), "Malformed");
    // A lone surrogate is no text; the update costs nobody else theirs.
    let broken = update("message", with(private(), &json!({"text": "@"}))).to_string().replace('@', "\\ud83d");
    assert!(matches!(parse(&broken).1, Ok(Arrival { input: Input::Other { kind: OtherKind::Unreadable, .. }, .. })));
}

#[test]
fn numbers_beyond_what_telegram_has_today_are_kept_whole() {
    let huge = json!({"update_id": i64::MAX, "message": {"message_id": i64::MAX, "text": "a",
        "chat": {"id": i64::MAX, "type": "private"}, "from": {"id": i64::MAX}}});
    let max = i64::MAX;
    assert_eq!(told(&huge), format!("Private {max} by {max}: text {max}: a"));
    assert_eq!(parse(&huge.to_string()).0, Some(max));
    for id in ["9223372036854775808", "-9223372036854775809", "1e3", "\"41\"", "null", "41.0"] {
        let (id, what) = parse(&format!(r#"{{"update_id":{id},"message":{{}}}}"#));
        assert_eq!((id, what.err()), (None, Some(Skipped::Malformed)));
    }
}

#[test]
fn junk_is_malformed() {
    let deep = "[".repeat(100_000);
    for junk in ["", " ", "null", "[]", "\"\"", "{", "{\"update_id\":1", "\u{0}", &deep] {
        assert_eq!((parse(junk).0, parse(junk).1.err()), (None, Some(Skipped::Malformed)));
    }
    let deep_inside = format!(r#"{{"update_id":1,"message":{{"chat":{deep}{}}}}}"#, "]".repeat(100_000));
    assert_eq!(parse(&deep_inside).1.err(), Some(Skipped::Malformed));
}

fn any_json() -> impl Strategy<Value = Value> {
    let names = prop::sample::select(vec![
        "update_id",
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
        "chat",
        "id",
        "type",
        "from",
        "is_bot",
        "text",
        "message_id",
        "data",
        "sender_chat",
        "new_chat_member",
        "status",
        "migrate_to_chat_id",
        "reply_to_message",
        "forward_origin",
        "photo",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop::sample::select(vec!["private", "group", "channel", "kicked", "tekst", ""]).prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((names.clone(), inner), 0..8)
                .prop_map(|pairs| pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()),
        ]
    })
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in ".*") {
        let _ = parse(&text);
    }

    #[test]
    fn no_json_makes_it_panic_or_lose_its_number(content in any_json(), id in any::<i64>(), kind in 0usize..4) {
        let kind = crate::telegram::poll::ALLOWED[kind];
        let update = json!({"update_id": id, kind: content});
        prop_assert_eq!(parse(&update.to_string()).0, Some(id));
    }

    /// Whatever surrounds it: in a private chat the sender is the chat, or there is no arrival.
    #[test]
    fn in_a_private_chat_the_sender_is_the_chat(more in any_json(), from in any::<i64>()) {
        let mut base = with(private(), &json!({"from": {"id": from}}));
        if let Some(more) = more.as_object() {
            for (name, value) in more.iter().filter(|(name, _)| *name != "chat") {
                base[name] = value.clone();
            }
        }
        if let Ok(arrival) = parse(&update("message", base).to_string()).1 {
            prop_assert!(arrival.sender.is_some_and(|sender| sender.reveal() == 5));
        }
    }
}
