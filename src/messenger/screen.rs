//! A screen before and after it has a language.
//!
//! A flow composes a [`Screen`] from message ids and quoted text and does not know a language; `locale` turns it
//! into a [`Rendered`] one. Everything goes out as plain text, without parse mode and without entities, so that
//! nothing a person typed can become formatting, a mention or a link target of ours.

use crate::domain::{CaseId, Code, Day, DraftId, Language, Moment};
use serde::{Deserialize, Serialize};

/// A value that is put into a message. None of them is text that a young person typed: that goes into [`Line::Quote`].
#[derive(Clone, PartialEq, Eq)]
pub enum Arg {
    Text(String),
    Number(i64),
    Code(Code),
    /// A day and an hour in words, Europe/Brussels.
    When(Moment),
    /// A day in words.
    On(Day),
    /// A month and its year in words.
    Month(Day),
    /// A clock time, Europe/Brussels.
    Clock(Moment),
    /// Another message, rendered in the same language first.
    Msg(&'static str),
    /// Ours in both languages, from `content/`.
    Both {
        nl: String,
        fr: String,
    },
}

/// A message of `locales/*/*.ftl` with its values.
#[derive(Clone, PartialEq, Eq)]
pub struct Msg {
    pub id: &'static str,
    pub args: Vec<(&'static str, Arg)>,
}

impl Msg {
    pub fn new(id: &'static str) -> Self {
        Self { id, args: Vec::new() }
    }

    pub fn with(mut self, name: &'static str, arg: Arg) -> Self {
        self.args.push((name, arg));
        self
    }
}

impl From<&'static str> for Msg {
    fn from(id: &'static str) -> Self {
        Msg::new(id)
    }
}

/// One paragraph of a screen. It has no `Debug`: a quote is somebody's words.
#[derive(Clone)]
pub enum Line {
    Say(Msg),
    /// The same message in every language, one under the other: for a first contact, before a language is known.
    SayInAll(Msg),
    /// Somebody's words, or a card's, as they are.
    Quote(String),
    /// Content of ours in both languages.
    Content {
        nl: String,
        fr: String,
    },
    /// A whole screen as somebody else will see it, in that person's language: the preview at the desk.
    Preview {
        language: Language,
        screen: Box<Screen>,
    },
}

/// What a button means. `dialogue::action` turns it into the channel's data and back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// A public menu: closed, without side effects beyond the presser's own flow.
    Menu(String),
    /// An act of the desk: resolved by a server-side token, authorised when pressed. The bytes are the encoded action.
    Desk(Vec<u8>),
}

/// A label (a message id, or content in both languages) and what it means.
#[derive(Clone)]
pub struct Button {
    pub label: Label,
    pub target: Target,
}

#[derive(Clone)]
pub enum Label {
    Msg(Msg),
    Both { nl: String, fr: String },
    Raw(String),
}

impl Button {
    pub fn menu(label: impl Into<Msg>, data: String) -> Self {
        Self { label: Label::Msg(label.into()), target: Target::Menu(data) }
    }
}

/// What a person sees, before it has a language.
#[derive(Clone, Default)]
pub struct Screen {
    pub lines: Vec<Line>,
    pub rows: Vec<Vec<Button>>,
}

impl Screen {
    pub fn new(line: impl Into<Msg>) -> Self {
        Self::default().say(line)
    }

    pub fn say(mut self, line: impl Into<Msg>) -> Self {
        self.lines.push(Line::Say(line.into()));
        self
    }

    pub fn say_in_all(mut self, line: impl Into<Msg>) -> Self {
        self.lines.push(Line::SayInAll(line.into()));
        self
    }

    pub fn quote(mut self, text: impl Into<String>) -> Self {
        self.lines.push(Line::Quote(text.into()));
        self
    }

    pub fn content(mut self, nl: impl Into<String>, fr: impl Into<String>) -> Self {
        self.lines.push(Line::Content { nl: nl.into(), fr: fr.into() });
        self
    }

    pub fn preview(mut self, language: Language, screen: Screen) -> Self {
        self.lines.push(Line::Preview { language, screen: Box::new(screen) });
        self
    }

    pub fn row(mut self, buttons: Vec<Button>) -> Self {
        self.rows.push(buttons);
        self
    }

    /// Two buttons beside each other, as many rows as it takes.
    pub fn pairs(mut self, buttons: impl IntoIterator<Item = Button>) -> Self {
        let buttons: Vec<Button> = buttons.into_iter().collect();
        self.rows.extend(buttons.chunks(2).map(<[Button]>::to_vec));
        self
    }
}

/// A screen in one language, as the channel sends it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendered {
    pub text: String,
    pub rows: Vec<Vec<RenderedButton>>,
    /// The clients' "no forwarding, no saving" mark: on every desk screen, because it can only be set when a message is
    /// sent, and any of them may be edited into a question later.
    pub protect: bool,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenderedButton {
    pub label: String,
    pub data: String,
}

/// A file in a chat, with our words under it. No `Debug`: it tells where somebody goes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// What the file is called, with its ending.
    pub name: String,
    pub kind: FileKind,
    pub bytes: Vec<u8>,
    pub caption: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum FileKind {
    Calendar,
    Picture,
}

impl FileKind {
    /// As the channel and the reader's programs name it.
    pub fn mime(self) -> &'static str {
        match self {
            FileKind::Calendar => "text/calendar",
            FileKind::Picture => "image/png",
        }
    }
}

/// To whom a screen goes, in the talk's own words. Who that is at Telegram is the vault's business.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum About {
    Nothing,
    Case(CaseId),
    Draft(DraftId),
}
