//! Who can be written to, groups, and the bot's menus and words.

use super::bench;
use serde_json::json;
use teloxide::prelude::*;
use teloxide::types::{BotCommand, BotCommandScope, ChatAction, ChatMemberStatus};
use teloxide::{ApiError, RequestError};

#[tokio::test]
async fn a_chat_that_cannot_be_written_to_says_why() {
    let bench = bench().await;
    let lina = bench.world.person("Lina", "nl");
    let send = |chat: i64| bench.call("sendMessage", json!({ "chat_id": chat, "text": "a" }));
    assert_eq!(send(1).await.error(), (400, "Bad Request: chat not found"));
    let empty = bench.call("sendMessage", json!({ "text": "a" })).await;
    assert_eq!(empty.error(), (400, "Bad Request: chat_id is empty"));
    assert_eq!(send(lina).await.error(), (403, "Forbidden: bot can't initiate conversation with a user"));
    bench.world.say(lina, "/start").unwrap();
    bench.world.block(lina).unwrap();
    assert_eq!(send(lina).await.error(), (403, "Forbidden: bot was blocked by the user"));
    let blocked = bench.bot.send_message(ChatId(lina), "a").await;
    assert!(matches!(blocked, Err(RequestError::Api(ApiError::BotBlocked))));
    bench.world.unblock(lina).unwrap();
    send(lina).await.result();
    let standings: Vec<_> = bench
        .drain()
        .await
        .iter()
        .skip(1)
        .map(|update| update["my_chat_member"]["new_chat_member"]["status"].clone())
        .collect();
    assert_eq!(standings, ["kicked", "member"]);
    bench.world.deactivate(lina);
    assert_eq!(send(lina).await.error(), (403, "Forbidden: user is deactivated"));
}

#[tokio::test]
async fn groups_take_the_bot_in_and_put_it_out() {
    let bench = bench().await;
    let sara = bench.started("Sara").await;
    let group = bench.world.group("Team", &[sara]);
    let send = |chat: i64| bench.call("sendMessage", json!({ "chat_id": chat, "text": "a" }));
    assert_eq!(send(group).await.error(), (400, "Bad Request: chat not found"));
    bench.world.add_bot(group).unwrap();
    send(group).await.result();
    let moved = bench.world.migrate(group).unwrap();
    let reply = send(group).await;
    assert_eq!(reply.error(), (400, "Bad Request: group chat was upgraded to a supergroup chat"));
    assert_eq!(reply.body["parameters"]["migrate_to_chat_id"], moved);
    send(moved).await.result();
    bench.world.remove_bot(moved).unwrap();
    assert_eq!(send(moved).await.error(), (403, "Forbidden: bot was kicked from the supergroup chat"));
    bench.world.add_bot(moved).unwrap();
    bench.bot.leave_chat(ChatId(moved)).await.unwrap();
    assert_eq!(send(moved).await.error(), (403, "Forbidden: bot is not a member of the supergroup chat"));
}

#[tokio::test]
async fn in_a_group_the_bot_hears_only_what_is_meant_for_it() {
    let bench = bench().await;
    let sara = bench.started("Sara").await;
    let group = bench.world.group("Team", &[sara]);
    bench.world.add_bot(group).unwrap();
    bench.drain().await;
    let own = bench.bot.send_message(ChatId(group), "hallo").await.unwrap();
    bench.world.say_in(group, sara, "onder ons").unwrap();
    bench.world.say_in(group, sara, "/koppel").unwrap();
    bench.world.say_in(group, sara, "dag @rechtdoor_bot").unwrap();
    bench.world.reply_in(group, sara, i64::from(own.id.0), "ok").unwrap();
    let heard: Vec<_> = bench.drain().await.iter().map(|it| it["message"]["text"].clone()).collect();
    assert_eq!(heard, ["/koppel", "dag @rechtdoor_bot", "ok"]);
    let theirs = json!({ "chat_id": group, "message_id": 3 });
    assert_eq!(bench.call("deleteMessage", theirs).await.error(), (400, "Bad Request: message can't be deleted"));
    bench.world.make_admin(group).unwrap();
    bench.world.say_in(group, sara, "alles").unwrap();
    assert_eq!(bench.drain().await.len(), 2);
}

#[tokio::test]
async fn the_client_asks_about_chats_and_members() {
    let bench = bench().await;
    let (sara, tom) = (bench.started("Sara").await, bench.started("Tom").await);
    let group = bench.world.group("Team", &[sara]);
    bench.world.make_admin(group).unwrap();
    assert_eq!(bench.bot.get_chat(ChatId(group)).await.unwrap().title(), Some("Team"));
    assert_eq!(bench.bot.get_chat(ChatId(sara)).await.unwrap().first_name(), Some("Sara"));
    let status = async |user: i64| {
        let user = UserId(u64::try_from(user).unwrap());
        bench.bot.get_chat_member(ChatId(group), user).await.unwrap().status()
    };
    assert_eq!((status(sara).await, status(tom).await), (ChatMemberStatus::Owner, ChatMemberStatus::Left));
    let me = bench.bot.get_me().await.unwrap();
    let mine = bench.bot.get_chat_member(ChatId(group), me.id).await.unwrap();
    assert_eq!(mine.status(), ChatMemberStatus::Administrator);
    assert_eq!(bench.bot.get_chat_member_count(ChatId(group)).await.unwrap(), 2);
    let nobody = bench.call("getChatMember", json!({ "chat_id": group, "user_id": 5 })).await;
    assert_eq!(nobody.error(), (400, "Bad Request: member not found"));
}

#[tokio::test]
async fn typing_is_shown_and_a_strange_action_refused() {
    let bench = bench().await;
    let lina = bench.started("Lina").await;
    bench.bot.send_chat_action(ChatId(lina), ChatAction::Typing).await.unwrap();
    let odd = bench.call("sendChatAction", json!({ "chat_id": lina, "action": "dancing" })).await;
    assert_eq!(odd.error(), (400, "Bad Request: wrong parameter action in request"));
}

#[tokio::test]
async fn menus_are_kept_by_scope_and_language() {
    let bench = bench().await;
    let scope = BotCommandScope::AllPrivateChats;
    let menu = vec![BotCommand::new("vraag", "Stel een vraag")];
    let set = bench.bot.set_my_commands(menu.clone()).scope(scope.clone()).language_code("nl");
    set.await.unwrap();
    let get = || bench.bot.get_my_commands().scope(scope.clone());
    assert_eq!(get().language_code("nl").await.unwrap(), menu);
    assert!(get().language_code("fr").await.unwrap().is_empty());
    bench.bot.delete_my_commands().scope(scope.clone()).language_code("nl").await.unwrap();
    assert!(get().language_code("nl").await.unwrap().is_empty());
    let odd = |command: &str, words: &str| json!({ "commands": [{ "command": command, "description": words }] });
    let reply = bench.call("setMyCommands", odd("Vraag!", "x")).await;
    assert_eq!(reply.error(), (400, "Bad Request: BOT_COMMAND_INVALID"));
    let reply = bench.call("setMyCommands", odd("vraag", "")).await;
    assert_eq!(reply.error(), (400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"));
}

#[tokio::test]
async fn the_bots_words_are_kept_by_language() {
    let bench = bench().await;
    bench.bot.set_my_description().description("Hallo").language_code("nl").await.unwrap();
    bench.bot.set_my_short_description().short_description("Kort").await.unwrap();
    let words = bench.bot.get_my_description().language_code("nl").await.unwrap();
    assert_eq!(words.description, "Hallo");
    assert_eq!(bench.bot.get_my_short_description().language_code("fr").await.unwrap().short_description, "Kort");
    let long = json!({ "short_description": "x".repeat(121) });
    assert_eq!(bench.call("setMyShortDescription", long).await.error().0, 400);
}
