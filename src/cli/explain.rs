//! `explain`: what the bot would do with a text, for editors and tests. Needs content only.
//!
//! Never true here: a text is kept, or stands in an error.

use std::io::{self, BufRead, IsTerminal, Read};
use std::path::PathBuf;

use serde::Serialize;

use super::{Failure, say};
use crate::content::{Content, Danger, Source};
use crate::domain::Language;
use crate::domain::redact::{MaskKind, MaskNames, Redactor};
use crate::locale::Locale;
use crate::messenger::Msg;

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
        let guess = args.lang.or_else(|| guess(text));
        let language = guess.unwrap_or(Language::Nl);
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
                lang: guess.map_or("unsure", Language::code),
                masked: redaction.text.as_str().to_owned(),
                masks: redaction.masks.iter().map(|mask| MaskWord { kind: mask.kind }).collect(),
                cards: Vec::new(),
                danger: content.danger(text),
            },
        )
    };
    if args.text.is_empty() { each_line(io::stdin().lock(), show) } else { show(&args.text.join(" ")) }
}

fn names(locale: &Locale, language: Language) -> MaskNames {
    MaskNames::new(|kind| {
        let id = mask_message(kind);
        // Before the locales know the word, the kind's own name reads better than a message id.
        if locale.knows(id) { locale.text(language, &Msg::new(id)) } else { kind.key().to_owned() }
    })
}

fn mask_message(kind: MaskKind) -> &'static str {
    match kind {
        MaskKind::Email => "mask-email",
        MaskKind::Link => "mask-link",
        MaskKind::Handle => "mask-handle",
        MaskKind::PvNumber => "mask-pv-number",
        MaskKind::Badge => "mask-badge",
        MaskKind::Iban => "mask-iban",
        MaskKind::RegisterNumber => "mask-register-number",
        MaskKind::Phone => "mask-phone",
        MaskKind::Plate => "mask-plate",
        MaskKind::Address => "mask-address",
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
    say(format_args!("danger    {}", danger))
}

/// Words that stand in one of the two languages only, and that short texts are full of.
const DUTCH: &str = " ik mij mijn het een de van niet mag moet wat wie hoe waarom zijn ben heb heeft hebben naar voor \
                     met politie agent agenten jij je zonder bij als maar ook nog dan ";
const FRENCH: &str = " je j'ai mon ma mes le la les un une des du et est suis sont que qui quoi comment pourquoi pas \
                      police policier policiers peut peuvent droit dois avec sans pour dans sur moi ils elle c'est ";

/// The language most of whose small words stand in the text; `None` when neither does, or both as often.
fn guess(text: &str) -> Option<Language> {
    let lower = text.to_lowercase().replace('’', "'");
    let words =
        || lower.split(|letter: char| !letter.is_alphanumeric() && letter != '\'').filter(|word| !word.is_empty());
    let hits = |list: &str| words().filter(|word| list.contains(&format!(" {word} "))).count();
    let (dutch, french) = (hits(DUTCH), hits(FRENCH));
    match dutch.cmp(&french) {
        std::cmp::Ordering::Greater => Some(Language::Nl),
        std::cmp::Ordering::Less => Some(Language::Fr),
        std::cmp::Ordering::Equal => None,
    }
}
