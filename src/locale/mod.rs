//! The only room that knows sentences: Fluent messages from `locales/`, and screens turned into one language.
//!
//! Never true of this room: a text of a person is put *into* a message (it is a paragraph of its own), or a screen
//! goes out with an unknown message or a missing value without the tests having seen it.
//!
//! To add a text: the flow's `.ftl` in both languages (`tests/locales.rs` compares ids, variables and lengths). To add
//! a language: a folder in `locales/`, one arm in `domain::Language`.

mod time;

use crate::domain::Language;
use crate::messenger::screen::Label;
use crate::messenger::{Arg, Line, Msg, Rendered, RenderedButton, Screen, Target};
use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource, FluentValue};
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use unic_langid::LanguageIdentifier;

/// Characters of a label that a phone of 390 points shows uncut, where it shares its row with one other button.
const HALF_ROW_CHARS: usize = 16;
/// The same with two others.
const THIRD_ROW_CHARS: usize = 10;

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/locales");

/// All sentences of all languages.
pub struct Locale {
    bundles: BTreeMap<Language, FluentBundle<FluentResource>>,
}

/// A mistake in a translation file.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("locales/{file}:{line}: {what}; mend: {mend}")]
pub struct LocaleError {
    pub file: String,
    pub line: usize,
    pub what: String,
    pub mend: &'static str,
}

impl Locale {
    /// Reads the sentences built into the program.
    ///
    /// # Errors
    /// One [`LocaleError`] per mistake: a file that cannot be parsed, an id that is there twice.
    pub fn embedded() -> Result<Self, Vec<LocaleError>> {
        let mut bundles = BTreeMap::new();
        let mut errors = Vec::new();
        for language in Language::ALL {
            match bundle(language) {
                Ok(bundle) => drop(bundles.insert(language, bundle)),
                Err(found) => errors.extend(found),
            }
        }
        if errors.is_empty() { Ok(Self { bundles }) } else { Err(errors) }
    }

    /// One message in one language. An unknown id gives the id itself: visible, and caught by the tests.
    pub fn text(&self, language: Language, msg: &Msg) -> String {
        let Some(bundle) = self.bundles.get(&language) else { return msg.id.to_owned() };
        let Some(pattern) = bundle.get_message(msg.id).and_then(|message| message.value()) else {
            return msg.id.to_owned();
        };
        let mut args = FluentArgs::new();
        for (name, arg) in &msg.args {
            args.set(*name, self.value(language, arg));
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        debug_assert!(errors.is_empty(), "message {} was formatted without a value it needs", msg.id);
        text
    }

    /// A message without values, by an id that is put together elsewhere (`mask-` and a kind).
    pub fn named(&self, language: Language, id: &str) -> String {
        let Some(bundle) = self.bundles.get(&language) else { return id.to_owned() };
        let pattern = bundle.get_message(id).and_then(|message| message.value());
        pattern.map_or(id.to_owned(), |pattern| bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned())
    }

    /// Is there such a message in every language?
    pub fn knows(&self, id: &str) -> bool {
        self.bundles.values().all(|bundle| bundle.has_message(id))
    }

    /// A screen in one language. `data` turns what a button means into the channel's data.
    pub fn render(&self, screen: &Screen, language: Language, data: &mut dyn FnMut(&Target) -> String) -> Rendered {
        let rows = screen.rows.iter().map(|row| {
            row.iter()
                .map(|button| RenderedButton { label: self.label(language, &button.label), data: data(&button.target) })
                .collect()
        });
        let rows = rows.flat_map(fitting).collect();
        Rendered { text: self.body(screen, language), rows, protect: false }
    }

    /// The text of a screen: its lines, an empty line between them.
    pub fn body(&self, screen: &Screen, language: Language) -> String {
        let lines: Vec<String> = screen.lines.iter().map(|line| self.line(language, line)).collect();
        lines.join("\n\n")
    }

    fn line(&self, language: Language, line: &Line) -> String {
        match line {
            Line::Say(msg) => self.text(language, msg),
            Line::SayInAll(msg) => Language::ALL.map(|each| self.text(each, msg)).join("\n\n"),
            Line::Quote(text) => text.clone(),
            Line::Content { nl, fr } => pick(language, nl, fr).clone(),
            Line::Preview { language, screen } => self.body(screen, *language),
        }
    }

    fn label(&self, language: Language, label: &Label) -> String {
        match label {
            Label::Msg(msg) => self.text(language, msg),
            Label::Both { nl, fr } => pick(language, nl, fr).clone(),
            Label::Raw(text) => text.clone(),
        }
    }

    fn value(&self, language: Language, arg: &Arg) -> FluentValue<'static> {
        match arg {
            Arg::Text(text) => FluentValue::from(text.clone()),
            Arg::Number(number) => FluentValue::from(*number),
            Arg::Code(code) => FluentValue::from(code.to_string()),
            Arg::When(moment) => FluentValue::from(self.when(language, *moment)),
            Arg::On(day) => FluentValue::from(self.day(language, *day)),
            Arg::Month(day) => FluentValue::from(self.month(language, *day)),
            Arg::Clock(moment) => FluentValue::from(self.clock(language, *moment)),
            Arg::Msg(id) => FluentValue::from(self.text(language, &Msg::new(id))),
            Arg::Both { nl, fr } => FluentValue::from(pick(language, nl, fr).clone()),
        }
    }
}

fn pick<'a>(language: Language, nl: &'a String, fr: &'a String) -> &'a String {
    match language {
        Language::Nl => nl,
        Language::Fr => fr,
    }
}

fn bundle(language: Language) -> Result<FluentBundle<FluentResource>, Vec<LocaleError>> {
    let id: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Without this, every value is wrapped in invisible marks that count as characters and sit in copied text.
    bundle.set_use_isolating(false);
    let mut errors = Vec::new();
    let files = FILES.get_dir(language.code()).map(Dir::files).into_iter().flatten();
    for file in files {
        let name = file.path().display().to_string();
        let source = file.contents_utf8().unwrap_or_default().to_owned();
        let resource = match FluentResource::try_new(source.clone()) {
            Ok(resource) => resource,
            Err((_, found)) => {
                errors.extend(found.into_iter().map(|error| LocaleError {
                    file: name.clone(),
                    line: source.get(..error.pos.start).unwrap_or(&source).lines().count().max(1),
                    what: error.kind.to_string(),
                    mend: "see projectfluent.org for the form of a message",
                }));
                continue;
            }
        };
        if let Err(found) = bundle.add_resource(resource) {
            errors.extend(found.into_iter().map(|error| LocaleError {
                file: name.clone(),
                line: 1,
                what: error.to_string(),
                mend: "give each message an id of its own",
            }));
        }
    }
    if errors.is_empty() { Ok(bundle) } else { Err(errors) }
}

/// A row as a small phone can show it. Clients cut a label that does not fit in its part of the row, and whether it does
/// differs with the language: what is too long for its part has a row of its own.
fn fitting(row: Vec<RenderedButton>) -> Vec<Vec<RenderedButton>> {
    let longest = row.iter().map(|button| shown_chars(&button.label)).max().unwrap_or_default();
    let at_most = match row.len() {
        0 | 1 => usize::MAX,
        2 => HALF_ROW_CHARS,
        _ => THIRD_ROW_CHARS,
    };
    if longest <= at_most {
        return vec![row];
    }
    let part = if row.len() > 2 { 2 } else { 1 };
    row.chunks(part).flat_map(|part| fitting(part.to_vec())).collect()
}

/// The mark behind a sign that makes it an emoji takes no room.
fn shown_chars(label: &str) -> usize {
    label.chars().filter(|letter| *letter != '\u{fe0f}').count()
}
