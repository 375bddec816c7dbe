//! `explain`: what the bot would do with a text, for editors and tests. Needs content only.
//!
//! Never true here: a text is kept, or stands in an error.

use std::io::{self, BufRead, IsTerminal, Read};
use std::path::PathBuf;

use serde::Serialize;

use super::{Failure, say};
use crate::content::{Content, Danger, Level, Source, Why};
use crate::domain::Language;
use crate::domain::guess::{Guess, guess_language};
use crate::domain::redact::{MaskKind, MaskNames, Redactor};
use crate::locale::Locale;

/// Bytes of one text. The longest message of Telegram has 4096 UTF-16 units, so at most 12 KiB.
const LINE_BYTES_MAX: usize = 64 * 1024;

/// Show what the bot would do with a text
///
/// Without TEXT, every line of standard input is one text. That is better for real texts: arguments stay in the
/// shell's history and other users of the machine see them. One JSON object a line; on a terminal, words.
#[derive(clap::Args)]
pub(super) struct Args {
    /// The language of the text, nl or fr; left out, it is guessed
    #[arg(long, value_name = "nl|fr", value_parser = language)]
    lang: Option<Language>,
    /// One JSON object a line, on a terminal too
    #[arg(long)]
    json: bool,
    /// A content folder to try; left out, the content inside the program
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
    /// One text; several words count as one
    #[arg(value_name = "TEXT")]
    text: Vec<String>,
}

#[derive(Serialize)]
struct Explained {
    lang: &'static str,
    masked: String,
    masks: Vec<MaskWord>,
    cards: Vec<CardScore>,
    danger: Option<Danger>,
    /// For people only: what programs read has had its form since the beginning.
    #[serde(skip)]
    level: Option<Level>,
    #[serde(skip)]
    why: Option<Why>,
}

#[derive(Serialize)]
struct MaskWord {
    kind: MaskKind,
}

#[derive(Serialize)]
struct CardScore {
    id: String,
    score: f32,
}

fn language(text: &str) -> Result<Language, String> {
    Language::parse(text).ok_or_else(|| "write nl or fr".to_owned())
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let source = args.content.as_ref().map_or_else(Source::embedded, Source::folder);
    let content = Content::load(&source).map_err(|complaints| Failure::usage_of(&complaints))?;
    let locale =
        Locale::embedded().map_err(|errors| Failure::Failed(errors.iter().map(ToString::to_string).collect()))?;
    let redactor = Redactor::new(&content.allowed_numbers(), &content.allowed_hosts());
    let names = Language::ALL.map(|language| names(&locale, language));
    let json = args.json || !io::stdout().is_terminal();
    let show = |text: &str| {
        let (language, lang) = args.lang.map_or_else(|| spoken(text), |language| (language, language.code()));
        let [nl, fr] = &names;
        let redaction = redactor.redact(
            text,
            match language {
                Language::Nl => nl,
                Language::Fr => fr,
            },
        );
        tell(
            json,
            &Explained {
                lang,
                masked: redaction.text.as_str().to_owned(),
                masks: redaction.masks.iter().map(|mask| MaskWord { kind: mask.kind }).collect(),
                cards: cards(&content, redaction.text.as_str()),
                danger: content.danger(text),
                level: content.hears(text).map(|heard| heard.level),
                why: content.why_danger(text),
            },
        )
    };
    if args.text.is_empty() { each_line(io::stdin().lock(), show) } else { show(&args.text.join(" ")) }
}

fn cards(content: &Content, text: &str) -> Vec<CardScore> {
    let found = content.suggestions(text).into_iter();
    found.map(|found| CardScore { id: found.card.as_str().to_owned(), score: found.score }).collect()
}

/// The words that made it danger, as they were compared: without accents, a letter in a row once.
fn because(why: Option<&Why>) -> String {
    match why {
        None => String::new(),
        Some(Why::Phrase(words)) => format!(", for the phrase: {words}"),
        Some(Why::Like(words)) => format!(", for it is like the examples, above all by: {}", words.join(", ")),
    }
}

fn names(locale: &Locale, language: Language) -> MaskNames {
    MaskNames::new(|kind| locale.named(language, &format!("mask-{}", kind.key())))
}

/// The bot would answer in the first language when a text is too short to tell.
fn spoken(text: &str) -> (Language, &'static str) {
    match guess_language(text) {
        Guess::Nl | Guess::Unsure => (Language::Nl, Language::Nl.code()),
        Guess::Fr => (Language::Fr, Language::Fr.code()),
        Guess::Other => (Language::Nl, "other"),
    }
}

/// Calls `show` for each line, without its end. Nothing is skipped: one line in, one answer out.
fn each_line(mut input: impl BufRead, show: impl Fn(&str) -> Result<(), Failure>) -> Result<(), Failure> {
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        // Two bytes more than a text may have: the line feed, and one that shows it is too long.
        let mut piece = input.by_ref().take(LINE_BYTES_MAX as u64 + 2);
        let read = piece.read_until(b'\n', &mut line);
        let read = read.map_err(|error| Failure::failed(format!("standard input, line {number}: {error}")))?;
        if read == 0 {
            break;
        }
        let text = line.strip_suffix(b"\n").unwrap_or(&line);
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        if text.len() > LINE_BYTES_MAX {
            let why = format!("standard input, line {number}: longer than {LINE_BYTES_MAX} bytes; mend: split it");
            return Err(Failure::usage(why));
        }
        let Ok(text) = std::str::from_utf8(text) else {
            return Err(Failure::usage(format!("standard input, line {number}: not UTF-8; mend: save it as UTF-8")));
        };
        show(text)?;
    }
    Ok(())
}

fn tell(json: bool, explained: &Explained) -> Result<(), Failure> {
    if json {
        return say(serde_json::to_string(explained).map_err(Failure::failed)?);
    }
    let kinds: Vec<&str> = explained.masks.iter().map(|mask| mask.kind.key()).collect();
    let danger = explained.danger.map_or("none", |danger| match danger {
        Danger::SelfHarm => "self-harm",
        Danger::Abuse => "abuse",
        Danger::Urgent => "urgent",
        Danger::Threat => "threat",
    });
    say(format_args!("language  {}", explained.lang))?;
    say(format_args!("masked    {}", explained.masked))?;
    say(format_args!("masks     {}", if kinds.is_empty() { "none".to_owned() } else { kinds.join(", ") }))?;
    let cards: Vec<&str> = explained.cards.iter().map(|card| card.id.as_str()).collect();
    say(format_args!("cards     {}", if cards.is_empty() { "none".to_owned() } else { cards.join(", ") }))?;
    let level = match explained.level {
        None => "",
        Some(Level::Perhaps) => " perhaps",
        Some(Level::Likely) => " likely",
        Some(Level::Certain) => " certainly",
    };
    say(format_args!("danger    {danger}{level}{}", because(explained.why.as_ref())))
}
