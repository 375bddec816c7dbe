//! What the outbox asks for, as requests: screens, deletions, toasts, menus, and what a start needs to know.
//!
//! Never true of this file: a text goes out with a parse mode, entities or a link preview; a message is forwarded or
//! copied; a call is tried twice here (patience is the outbox's) except a deletion, which can be repeated.

use super::bot::Telegram;
use super::outcome::{Failure, Refusal};
use super::poll;
use super::webhook::Secret;
use crate::domain::Language;
use crate::messenger::wire::{Call, Outcome, Toast};
use crate::messenger::{Attachment, MessageRef, Rendered};
use crate::vault::Address;
use reqwest::multipart::{Form, Part};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use teloxide::payloads::{
    AnswerCallbackQuery, DeleteMessages, DeleteWebhook, EditMessageReplyMarkup, EditMessageText, GetMe, GetWebhookInfo,
    LeaveChat, SendDocument, SendMessage, SetMyCommands,
};
use teloxide::requests::Payload;
use teloxide::types::{
    BotCommand, BotCommandScope, CallbackQueryId, ChatId, InlineKeyboardButton, InlineKeyboardMarkup,
    LinkPreviewOptions, MessageId, Recipient, ReplyMarkup,
};

/// The longest toast, in UTF-16 units (the API says 200 characters; this is the stricter reading).
pub const TOAST_UNITS_MAX: usize = 200;
/// Messages in one deletion; the API's own limit.
const DELETE_MAX: usize = 100;
/// Requests that one batch of deletions may cost when some of it is too old.
const DELETE_TRIES_MAX: usize = 24;

/// What became of a call. `moved_to` when the group has another address now: then the outcome is a retry at once,
/// which goes to the new address when the caller has followed it first.
pub struct Performed {
    pub outcome: Outcome,
    pub moved_to: Option<Address>,
}

/// The bot itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Me {
    pub username: String,
}

/// Where updates go now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WebhookState {
    pub is_set: bool,
    /// Updates that wait at Telegram.
    pub pending: u64,
}

impl WebhookState {
    /// Has all that Telegram had for this bot been taken in?
    pub fn nothing_waits(self) -> bool {
        self.is_set && self.pending == 0
    }
}

/// Who finds a menu. The narrowest wins.
#[derive(Clone, Copy)]
pub enum MenuScope {
    Everybody,
    Private,
    Groups,
    /// One conversation: the menu of a member of the team, or of the team's group.
    Chat(Address),
}

/// One menu of commands. `language` follows the person's client; `None` is for all other languages.
#[derive(Clone)]
pub struct Menu {
    pub scope: MenuScope,
    pub language: Option<Language>,
    /// Name without a slash (1-32 of `a-z 0-9 _`) and description (1-256 characters), at most 100. Empty: no menu here.
    pub lines: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct Sent {
    message_id: i64,
}

impl Telegram {
    /// Does one call of the outbox.
    pub async fn perform(&self, to: Address, call: &Call) -> Performed {
        let done = match call {
            Call::Send(screen) => self.ask(&send(to, screen)).await.map(|answer| message_of(&answer)),
            Call::Document(file) => match document(to, file) {
                Some(form) => self.ask_with_file(SendDocument::NAME, form).await.map(|answer| message_of(&answer)),
                None => Err(Failure::Refused.into()),
            },
            Call::Edit { message, to: screen } => match message_id(*message) {
                Some(id) => self.ask(&edit(to, id, screen)).await.map(|_| Some(*message)),
                None => Err(Failure::Refused.into()),
            },
            Call::Delete(messages) => return self.delete(to, messages).await,
            Call::Unbutton(message) => match message_id(*message) {
                Some(id) => self.ask(&EditMessageReplyMarkup::new(chat(to), id)).await.map(|_| Some(*message)),
                None => Err(Failure::Refused.into()),
            },
            Call::Leave => self.ask(&LeaveChat::new(chat(to))).await.map(|_| None),
        };
        let about = match call {
            Call::Edit { message, .. } | Call::Unbutton(message) => Some(*message),
            Call::Send(_) | Call::Document(_) | Call::Delete(_) | Call::Leave => None,
        };
        match done {
            Ok(message) => Performed { outcome: Outcome::Delivered(message), moved_to: None },
            Err(refusal) => performed(refusal, about),
        }
    }

    /// Deletes what still can be deleted. One message that is too old makes Telegram refuse its whole batch, so a
    /// refused batch is halved, the younger half first. When the tries run out, only the oldest are left undeleted.
    async fn delete(&self, to: Address, messages: &[MessageRef]) -> Performed {
        let mut ids: Vec<_> = messages.iter().filter_map(|message| message_id(*message)).collect();
        ids.sort_unstable_by_key(|id| id.0);
        ids.dedup();
        let mut any = false;
        for whole in ids.rchunks(DELETE_MAX) {
            let mut tries = 0;
            let mut parts = vec![whole];
            while let Some(part) = parts.pop().filter(|_| tries < DELETE_TRIES_MAX) {
                tries += 1;
                match self.ask(&DeleteMessages::new(chat(to), part.to_vec())).await {
                    Ok(_) => any = true,
                    Err(Refusal { failure: Failure::Unreadable | Failure::Unchanged, .. }) => any = true,
                    Err(Refusal { failure: Failure::Refused, .. }) => {
                        if part.len() > 1 {
                            let (older, younger) = part.split_at(part.len() / 2);
                            parts.extend([older, younger]);
                        }
                    }
                    Err(refusal) => return performed(refusal, None),
                }
            }
        }
        let outcome = if any { Outcome::Delivered(None) } else { Outcome::Refused };
        Performed { outcome, moved_to: None }
    }

    /// Acknowledges a press. A toast that fails is not missed: the press has done its work by then.
    pub async fn toast(&self, toast: &Toast) -> Result<(), Failure> {
        let mut answer = AnswerCallbackQuery::new(CallbackQueryId(toast.press.0.clone()));
        answer.text = toast.text.as_deref().map(|text| shortened(text, TOAST_UNITS_MAX));
        answer.show_alert = toast.alert.then_some(true);
        self.do_it(&answer).await
    }

    /// Sets one menu of commands.
    pub async fn set_menu(&self, menu: &Menu) -> Result<(), Failure> {
        let lines = menu.lines.iter().map(|(name, description)| BotCommand::new(name, description));
        let mut set = SetMyCommands::new(lines);
        set.scope = Some(match menu.scope {
            MenuScope::Everybody => BotCommandScope::Default,
            MenuScope::Private => BotCommandScope::AllPrivateChats,
            MenuScope::Groups => BotCommandScope::AllGroupChats,
            MenuScope::Chat(address) => BotCommandScope::Chat { chat_id: chat(address) },
        });
        set.language_code = menu.language.map(|language| language.code().to_owned());
        self.do_it(&set).await
    }

    /// Who the bot is; also the question whether token and server are right.
    pub async fn me(&self) -> Result<Me, Failure> {
        #[derive(Deserialize)]
        struct User {
            #[serde(default)]
            username: String,
        }
        let answer = self.ask(&GetMe::new()).await.map_err(|refusal| refusal.failure)?;
        let user: User = serde_json::from_str(answer.get()).map_err(|_| Failure::Unreadable)?;
        Ok(Me { username: user.username })
    }

    /// Takes any webhook away, so that updates can be fetched. What waits is kept.
    pub async fn delete_webhook(&self) -> Result<(), Failure> {
        self.do_it(&DeleteWebhook::new()).await
    }

    /// Asks Telegram to bring updates to `url` (https, its path the secret one). What waits is kept.
    pub async fn set_webhook(&self, url: &str, secret: &Secret, connections_max: u8) -> Result<(), Failure> {
        let set = SetWebhook {
            url: url.to_owned(),
            secret_token: secret.reveal().to_owned(),
            max_connections: connections_max.clamp(1, 100),
            allowed_updates: poll::ALLOWED,
        };
        self.do_it(&set).await
    }

    pub async fn webhook(&self) -> Result<WebhookState, Failure> {
        #[derive(Deserialize)]
        struct Info {
            #[serde(default)]
            url: String,
            #[serde(default)]
            pending_update_count: u64,
        }
        let answer = self.ask(&GetWebhookInfo::new()).await.map_err(|refusal| refusal.failure)?;
        let info: Info = serde_json::from_str(answer.get()).map_err(|_| Failure::Unreadable)?;
        Ok(WebhookState { is_set: !info.url.is_empty(), pending: info.pending_update_count })
    }

    /// A call of which only the yes matters.
    async fn do_it<P: Payload + Serialize>(&self, payload: &P) -> Result<(), Failure> {
        match self.ask(payload).await {
            Ok(_) => Ok(()),
            Err(Refusal { failure: Failure::Unreadable | Failure::Unchanged, .. }) => Ok(()),
            Err(refusal) => Err(refusal.failure),
        }
    }
}

/// teloxide's own is a form with a file in it, for the certificate that we never send.
#[derive(Serialize)]
struct SetWebhook {
    url: String,
    secret_token: String,
    max_connections: u8,
    allowed_updates: [&'static str; 4],
}

impl Payload for SetWebhook {
    type Output = ();
    const NAME: &'static str = "setWebhook";
}

fn send(to: Address, screen: &Rendered) -> SendMessage {
    let mut send = SendMessage::new(chat(to), &screen.text);
    send.link_preview_options = Some(no_preview());
    send.protect_content = screen.protect.then_some(true);
    send.reply_markup = keyboard(screen).map(ReplyMarkup::InlineKeyboard);
    send
}

/// `None` when the file has a kind that no header can name.
fn document(to: Address, file: &Attachment) -> Option<Form> {
    let part = Part::bytes(file.bytes.clone()).file_name(file.name.clone()).mime_str(file.kind.mime()).ok()?;
    let form = Form::new().text("chat_id", to.reveal().to_string()).part("document", part);
    Some(if file.caption.is_empty() { form } else { form.text("caption", file.caption.clone()) })
}

/// Without a keyboard the message loses the one it had.
fn edit(to: Address, message: MessageId, screen: &Rendered) -> EditMessageText {
    let mut edit = EditMessageText::new(chat(to), message, &screen.text);
    edit.link_preview_options = Some(no_preview());
    edit.reply_markup = keyboard(screen);
    edit
}

fn keyboard(screen: &Rendered) -> Option<InlineKeyboardMarkup> {
    let button =
        |button: &crate::messenger::RenderedButton| InlineKeyboardButton::callback(&button.label, &button.data);
    let rows = screen.rows.iter().filter(|row| !row.is_empty()).map(|row| row.iter().map(button).collect::<Vec<_>>());
    let markup = InlineKeyboardMarkup::new(rows);
    (!markup.inline_keyboard.is_empty()).then_some(markup)
}

fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

fn chat(address: Address) -> Recipient {
    Recipient::Id(ChatId(address.reveal()))
}

/// Telegram's message ids fit 31 bits; one that does not is none of Telegram's.
fn message_id(message: MessageRef) -> Option<MessageId> {
    i32::try_from(message.0).ok().map(MessageId)
}

fn message_of(answer: &RawValue) -> Option<MessageRef> {
    serde_json::from_str::<Sent>(answer.get()).ok().map(|sent| MessageRef(sent.message_id))
}

fn performed(refusal: Refusal, about: Option<MessageRef>) -> Performed {
    Performed { outcome: refusal.failure.outcome(about), moved_to: refusal.moved_to }
}

/// The start of a text, whole characters, at most so many UTF-16 units.
fn shortened(text: &str, units_max: usize) -> String {
    let mut units = 0;
    text.chars()
        .take_while(|letter| {
            units += letter.len_utf16();
            units <= units_max
        })
        .collect()
}

#[cfg(test)]
#[path = "call_tests.rs"]
mod tests;
