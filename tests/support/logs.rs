//! The log at its loudest, as whoever runs the bot could see it: every line is held against a closed list the moment it
//! is written, in every test of the whole bot.
//!
//! Never true of this file: a sentence that could hold something of a person is on the list; a value passes that is
//! neither a number, a place in our source, nor a word of ours or of the content's editors.

use std::fmt::{Debug, Write as _};
use std::io::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, Once};

use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};

/// Every sentence that the bot may log. One more is one more line here, after somebody asked what its values can hold.
pub const SENTENCES: [&str; 26] = [
    "no socket can be made beside the ring: stop the bot for a backup",
    "a bug: something of ours came to a bad end",
    "a turn came to a bad end and was dropped",
    "an update without a number was dropped",
    "many wrong invitation links within an hour: somebody is guessing",
    "another program fetches updates with this token: stop it, or give this bot its own token",
    "a webhook was set for this token by another program: updates go there and not here",
    "the channel did not hand out updates",
    "Telegram did not take the menus of commands; tried again in a minute",
    "Telegram did not tell the bot's name",
    "the disk is full: the reserve was released for the start",
    "the disk is full: nothing is taken in until there is room again",
    "there is room on the disk again: what waited is taken in",
    "the store is open again",
    "the bot runs",
    "the bot has stopped",
    "the samples of the demo did not all arrive",
    "the store is open",
    "the webhook could not be removed",
    "the clock differs from the last run by more than a day: nothing is destroyed until a message from Telegram confirms it, or `run --clock-is-right`",
    "the clock of this machine is wrong: the times of Telegram's messages count instead",
    "the bot's name could not be remembered: `invite` needs telegram.bot_username",
    "the content was reloaded",
    "the content was not reloaded, the old one stays; `rechtdoor check` names every mistake",
    "a mistake in the content",
    "the content is built into the program: there is nothing to reload",
];

/// Values that are numbers, and such that are yes or no. The others are a place in the source or a word of ours.
const NUMBERS: [&str; 7] = ["records", "purged", "orphans", "cards", "lines", "projects", "mistakes"];
const YES_OR_NO: [&str; 2] = ["released", "reserve"];

/// What a [`rechtdoor::telegram::Failure`] can say, as it stands in its source.
const FAILURES: [&str; 9] = [
    "the channel does not know this token",
    "another instance fetches updates with the same token",
    "a webhook is set, so updates cannot be fetched",
    "the channel cannot be reached or asks for patience",
    "nobody is there any more",
    "the message is as it should be already",
    "the group got another address",
    "the channel refuses this request",
    "the channel's answer cannot be read",
];

/// One line: its sentence and its values.
#[derive(Default)]
pub struct Line {
    pub sentence: String,
    pub values: Vec<(String, String)>,
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let mut text = String::new();
        _ = write!(text, "{value:?}");
        self.record_str(field, &text);
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "message" => value.clone_into(&mut self.sentence),
            name => self.values.push((name.to_owned(), value.to_owned())),
        }
    }
}

/// Why a line must not be in the log.
///
/// # Errors
/// An unknown sentence, an unknown value, or a value that is not of its kind.
pub fn judge(line: &Line) -> Result<(), String> {
    if !SENTENCES.contains(&line.sentence.as_str()) {
        return Err(format!("a sentence that is on no list: {:?}", line.sentence));
    }
    for (name, value) in &line.values {
        let fits = match name.as_str() {
            name if NUMBERS.contains(&name) => !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()),
            name if YES_OR_NO.contains(&name) => ["true", "false"].contains(&value.as_str()),
            "place" => is_place(value),
            "mistake" => is_mistake(value),
            "failure" => FAILURES.contains(&value.as_str()),
            _ => false,
        };
        if !fits {
            return Err(format!("{:?} with {name} = {value:?}", line.sentence));
        }
    }
    Ok(())
}

/// `content/danger.toml:12: …; mend: …`. What it quotes stands in a file of the editors; nobody else writes there.
fn is_mistake(value: &str) -> bool {
    let place = value.strip_prefix("content/").and_then(|rest| rest.split_once(": ")).map(|(place, _)| place);
    let line = place.and_then(|place| place.rsplit_once(':')).map(|(_, line)| line);
    line.is_some_and(|line| line.bytes().all(|byte| byte.is_ascii_digit())) && value.contains("; mend: ")
}

/// `src/some/file.rs:12`.
fn is_place(value: &str) -> bool {
    let Some((file, line)) = value.rsplit_once(':') else { return false };
    let letters = file.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte));
    letters && file.ends_with(".rs") && !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit())
}

static SEEN: AtomicUsize = AtomicUsize::new(0);
static KEPT: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Lines so far in this program of tests.
pub fn seen() -> usize {
    SEEN.load(Ordering::SeqCst)
}

/// The sentences so far, in order.
pub fn sentences() -> Vec<String> {
    KEPT.lock().expect("nobody fails while holding it").clone()
}

/// From now on every line of this program of tests is judged. A line that is on no list ends the program: a panic
/// would be caught by the bot's own fence.
pub fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let ours = rechtdoor::cli::log::only_ours(LevelFilter::TRACE);
        let ear = tracing_subscriber::registry().with(Ear.with_filter(ours));
        tracing::subscriber::set_global_default(ear).expect("nobody else listens");
    });
}

struct Ear;

impl Ear {
    fn hear(line: &Line) {
        SEEN.fetch_add(1, Ordering::SeqCst);
        if let Err(why) = judge(line) {
            // Not by `eprintln!`, which the test runner keeps to itself.
            _ = writeln!(std::io::stderr(), "the log holds {why}");
            #[expect(clippy::disallowed_methods, reason = "whoever wrote the line would catch a panic")]
            std::process::exit(101);
        }
        KEPT.lock().expect("nobody fails while holding it").push(line.sentence.clone());
    }
}

impl<S: Subscriber> Layer<S> for Ear {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut line = Line::default();
        event.record(&mut line);
        Self::hear(&line);
    }

    /// We have no spans: their values would stand before every line.
    fn on_new_span(&self, span: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        let mut line = Line { sentence: format!("a span: {}", span.metadata().name()), values: Vec::new() };
        span.record(&mut line);
        Self::hear(&line);
    }

    fn on_record(&self, _: &Id, values: &Record<'_>, _: Context<'_, S>) {
        let mut line = Line { sentence: "a span's value".to_owned(), values: Vec::new() };
        values.record(&mut line);
        Self::hear(&line);
    }
}
