//! Buttons that are pressed, and answered once.

use super::bench;
use serde_json::json;
use teloxide::prelude::*;
use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup, UpdateKind};

const TOO_OLD: &str = "Bad Request: query is too old and response timeout expired or query ID is invalid";

#[tokio::test]
async fn a_press_is_answered_once_and_in_time() {
    let bench = bench().await;
    let lina = bench.started("Lina").await;
    let keys = InlineKeyboardMarkup::new([[InlineKeyboardButton::callback("✅ Verstuur", "send:1")]]);
    bench.bot.send_message(ChatId(lina), "Klaar?").reply_markup(keys).await.unwrap();
    bench.world.press(lina, "Verstuur").unwrap();
    let updates = bench.bot.get_updates().await.unwrap();
    let UpdateKind::CallbackQuery(query) = &updates[0].kind else { panic!("a press") };
    assert_eq!(query.data.as_deref(), Some("send:1"));
    bench.bot.answer_callback_query(query.id.clone()).text("Verstuurd").show_alert(true).await.unwrap();
    let toasts = bench.world.toasts(lina);
    assert!(toasts.len() == 1 && toasts[0].text == "Verstuurd" && toasts[0].alert);
    let again = bench.call("answerCallbackQuery", json!({ "callback_query_id": query.id.0 })).await;
    assert_eq!(again.error(), (400, TOO_OLD));
    let late = bench.world.press(lina, "Verstuur").unwrap();
    bench.world.pass_ms(150_000);
    assert_eq!(bench.call("answerCallbackQuery", json!({ "callback_query_id": late })).await.error(), (400, TOO_OLD));
    let long = json!({ "callback_query_id": late, "text": "x".repeat(201) });
    assert_eq!(bench.call("answerCallbackQuery", long).await.error(), (400, "Bad Request: MESSAGE_TOO_LONG"));
}

#[tokio::test]
async fn a_press_may_come_without_its_text() {
    let bench = bench().await;
    let lina = bench.started("Lina").await;
    bench.world.press_inaccessible(lina, 1, "x").unwrap();
    let updates = bench.bot.get_updates().await.unwrap();
    let UpdateKind::CallbackQuery(query) = &updates[0].kind else { panic!("a press") };
    assert!(query.regular_message().is_none() && query.message.is_some());
}
