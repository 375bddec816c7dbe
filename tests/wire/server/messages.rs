//! Sending, editing and deleting.

use super::{Bench, bench, bench_with};
use data_encoding::BASE64;
use rechtdoor::messenger::wire::{Call, Outcome};
use rechtdoor::messenger::{Attachment, FileKind, MessageRef, picture};
use rechtdoor::simulator::Limits;
use rechtdoor::telegram::{Telegram, Timeouts};
use rechtdoor::vault::Address;
use serde_json::{Value, json};
use teloxide::prelude::*;
use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup, InputFile, ReplyParameters};
use teloxide::{ApiError, RequestError};

fn keyboard(label: &str) -> InlineKeyboardMarkup {
    InlineKeyboardMarkup::new([[InlineKeyboardButton::callback(label, "data")]])
}

#[tokio::test]
async fn the_client_sends_edits_and_deletes() {
    let bench = bench().await;
    let lina = bench.started("Lina").await;
    let chat = ChatId(lina);
    let sent = bench.bot.send_message(chat, " hallo\r\n").protect_content(true).disable_notification(true);
    let sent = sent.reply_markup(keyboard("Ja")).await.unwrap();
    let seen = bench.world.last_from_bot(lina).unwrap();
    assert!(seen.text == "hallo" && seen.protect && seen.silent && seen.buttons[0][0].0 == "Ja");
    assert_eq!((sent.text(), sent.chat.id), (Some("hallo"), chat));
    bench.world.pass_ms(1_000);
    let edited = bench.bot.edit_message_text(chat, sent.id, "dag").await.unwrap();
    assert!(edited.edit_date().is_some() && bench.world.last_from_bot(lina).unwrap().buttons.is_empty());
    bench.bot.edit_message_reply_markup(chat, sent.id).reply_markup(keyboard("Nee")).await.unwrap();
    assert!(bench.world.last_from_bot(lina).unwrap().buttons[0][0].0 == "Nee");
    let again = bench.bot.edit_message_reply_markup(chat, sent.id).reply_markup(keyboard("Nee")).await;
    assert!(matches!(again, Err(RequestError::Api(ApiError::MessageNotModified))));
    let reply = bench.bot.send_message(chat, "antwoord").reply_parameters(ReplyParameters::new(sent.id)).await.unwrap();
    assert_eq!(reply.reply_to_message().map(|message| message.id), Some(sent.id));
    bench.bot.delete_message(chat, sent.id).await.unwrap();
    let gone = bench.bot.delete_message(chat, sent.id).await;
    assert!(matches!(gone, Err(RequestError::Api(ApiError::MessageToDeleteNotFound))));
    bench.bot.delete_messages(chat, [sent.id, reply.id]).await.unwrap();
    assert!(bench.world.last_from_bot(lina).is_none());
}

async fn refused(bench: &Bench, method: &str, mut params: Value, chat: i64, why: &str) {
    params["chat_id"] = json!(chat);
    assert_eq!(bench.call(method, params).await.error(), (400, format!("Bad Request: {why}").as_str()));
}

#[tokio::test]
async fn texts_are_checked_as_telegram_does() {
    let bench = bench().await;
    let lina = bench.started("Lina").await;
    let send = async |params: Value, why: &str| refused(&bench, "sendMessage", params, lina, why).await;
    send(json!({}), "message text is empty").await;
    send(json!({ "text": " \r\n\u{202E}" }), "text must be non-empty").await;
    send(json!({ "text": "x".repeat(4_097) }), "message is too long").await;
    let html = |text: &str| json!({ "text": text, "parse_mode": "HTML" });
    send(html("<b>a"), "can't parse entities: Can't find end tag corresponding to start tag \"b\"").await;
    send(html("a<q>"), "can't parse entities: Unsupported start tag \"q\" at byte offset 1").await;
    send(json!({ "text": "a", "parse_mode": "Wiki" }), "unsupported parse_mode").await;
    send(json!({ "text": "a", "entities": [1] }), "can't parse entities: expected an Array of MessageEntity").await;
    send(json!({ "text": "a", "reply_parameters": { "message_id": 99 } }), "message to be replied not found").await;
    let lenient = json!({ "message_id": 99, "allow_sending_without_reply": true });
    bench.call("sendMessage", json!({ "chat_id": lina, "text": "a", "reply_parameters": lenient })).await.result();
    let full = bench.call("sendMessage", json!({ "chat_id": lina, "text": "é".repeat(4_096) })).await;
    assert_eq!(full.result()["message_id"], 3);
    let bold = json!({ "chat_id": lina, "text": "🔒 <b>a&amp;b</b>", "parse_mode": "HTML" });
    let bold = bench.call("sendMessage", bold).await;
    assert_eq!(bold.result()["entities"], json!([{ "type": "bold", "offset": 3, "length": 3 }]));
}

#[tokio::test]
async fn button_data_has_at_most_64_bytes() {
    let bench = bench().await;
    let lina = bench.started("Lina").await;
    let with = |button: Value| json!({ "text": "a", "reply_markup": { "inline_keyboard": [[button]] } });
    let data = |data: String| with(json!({ "text": "ok", "callback_data": data }));
    refused(&bench, "sendMessage", data("é".repeat(33)), lina, "BUTTON_DATA_INVALID").await;
    refused(&bench, "sendMessage", data(String::new()), lina, "BUTTON_DATA_INVALID").await;
    let bare = with(json!({ "text": "ok" }));
    refused(&bench, "sendMessage", bare, lina, "text buttons are unallowed in the inline keyboard").await;
    let mut most = data("é".repeat(32));
    most["chat_id"] = json!(lina);
    bench.call("sendMessage", most).await.result();
}

#[tokio::test]
async fn edits_and_deletions_have_their_limits() {
    let bench = bench().await;
    let lina = bench.started("Lina").await;
    let sent = bench.bot.send_message(ChatId(lina), "een").await.unwrap();
    let edit = |id: i32, text: &str| json!({ "message_id": id, "text": text });
    refused(&bench, "editMessageText", edit(99, "a"), lina, "message to edit not found").await;
    refused(&bench, "editMessageText", edit(1, "a"), lina, "message can't be edited").await;
    refused(&bench, "editMessageText", json!({ "text": "a" }), lina, "message identifier is not specified").await;
    let same = bench.call("editMessageText", json!({ "chat_id": lina, "message_id": sent.id.0, "text": "een " })).await;
    assert!(same.error().1.starts_with("Bad Request: message is not modified: specified new message content"));
    bench.world.pass_ms(48 * 3_600_000);
    let id = json!({ "message_id": sent.id.0 });
    refused(&bench, "deleteMessage", id, lina, "message can't be deleted").await;
    let ids = json!({ "message_ids": [sent.id.0, 99] });
    refused(&bench, "deleteMessages", ids, lina, "message can't be deleted").await;
    let many: Vec<i32> = (0..101).collect();
    let many = json!({ "message_ids": many });
    refused(&bench, "deleteMessages", many, lina, "too many message identifiers specified").await;
    bench.bot.edit_message_text(ChatId(lina), sent.id, "gewist").await.unwrap();
}

#[tokio::test]
async fn a_long_text_of_a_person_comes_in_parts() {
    let bench = bench().await;
    let lina = bench.started("Lina").await;
    bench.world.say(lina, &"é".repeat(5_000)).unwrap();
    let lengths: Vec<_> =
        bench.drain().await.iter().map(|it| it["message"]["text"].as_str().unwrap().chars().count()).collect();
    assert_eq!(lengths, [4_096, 904]);
}

#[tokio::test]
async fn a_file_arrives_with_its_name() {
    let bench = bench().await;
    let lina = bench.started("Lina").await;
    let file = InputFile::memory("BEGIN:VCALENDAR").file_name("ontmoeting.ics");
    let sent = bench.bot.send_document(ChatId(lina), file).caption("Tot dan").await.unwrap();
    assert_eq!(sent.document().and_then(|it| it.file_name.clone()).as_deref(), Some("ontmoeting.ics"));
    assert!(bench.world.last_from_bot(lina).unwrap().text == "Tot dan");
    // It can be opened from the page, as a file and never as a page of ours.
    let url = format!("{}api/file/{}", bench.simulator.page_url(), sent.document().unwrap().file.id);
    let opened = bench.http.get(url).send().await.unwrap();
    assert_eq!(opened.headers()["content-disposition"], "attachment");
    assert_eq!(opened.headers()["content-type"], "application/octet-stream");
    assert_eq!(opened.bytes().await.unwrap(), "BEGIN:VCALENDAR");
    let qr = InputFile::memory(picture::of_link("https://t.me/a?start=b").unwrap()).file_name("qr.png");
    let sent = bench.bot.send_document(ChatId(lina), qr).await.unwrap();
    let url = format!("{}api/file/{}", bench.simulator.page_url(), sent.document().unwrap().file.id);
    let seen = bench.http.get(url).send().await.unwrap();
    assert_eq!(seen.headers()["content-type"], "image/png", "the page shows it");
    assert_eq!(seen.headers()["content-disposition"], "attachment");
    let long = json!({ "document": "x", "caption": "a" });
    refused(&bench, "sendDocument", long, lina, "there is no document in the request").await;
}

#[tokio::test]
async fn the_bots_own_client_sends_a_file_whole() {
    let bench = bench().await;
    let lina = bench.started("Lina").await;
    let client = Telegram::new(bench.simulator.token(), &bench.simulator.api_url(), Timeouts::default()).unwrap();
    let file = Attachment {
        name: "rencontre à Évere.ics".to_owned(),
        kind: FileKind::Calendar,
        bytes: b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".to_vec(),
        caption: "📆 <b>Ouvre</b> ce fichier".to_owned(),
    };
    let performed = client.perform(Address::new(lina), &Call::Document(file.clone())).await;
    let seen = bench.world.last_from_bot(lina).unwrap();
    assert_eq!(performed.outcome, Outcome::Delivered(Some(MessageRef(seen.id))));
    assert!(seen.text == file.caption && seen.kind.as_deref() == Some("document"), "as it was written");
    let sent = bench.world.calls().pop().unwrap().params;
    assert_eq!(
        (&sent["document"]["file_name"], &sent["document"]["mime_type"]),
        (&json!(file.name), &json!("text/calendar"))
    );
    assert_eq!(sent["document"]["content"], BASE64.encode(&file.bytes));
    assert!(!sent.contains_key("parse_mode"));
    // A person who blocked the bot is gone, for a file as for a text.
    bench.world.block(lina).unwrap();
    assert_eq!(client.perform(Address::new(lina), &Call::Document(file)).await.outcome, Outcome::Gone);
}

#[tokio::test]
async fn too_many_messages_are_told_when_to_come_back() {
    let bench = bench_with(|options| options.limits = Limits::telegram()).await;
    let lina = bench.started("Lina").await;
    let send = || bench.call("sendMessage", json!({ "chat_id": lina, "text": "a" }));
    for _ in 0..4 {
        send().await.result();
    }
    let reply = send().await;
    assert_eq!(reply.error(), (429, "Too Many Requests: retry after 1"));
    assert_eq!((&reply.body["parameters"]["retry_after"], reply.retry_after.as_deref()), (&json!(1), Some("1")));
    bench.world.pass_ms(1_000);
    send().await.result();
}
