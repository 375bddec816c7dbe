//! The sentences of both languages, held side by side: nothing missing, nothing unused, nothing too long.
//!
//! Never true of these tests: a rule that is dead. Each of those that look at one sentence is also shown a wrong one.
//!
//! To add a rule about sentences: a function in `rules.rs`, one line in [`rules::ALL`] with a sentence it refuses.

mod files;
mod rules;

use files::{Message, Messages};
use rechtdoor::domain::Language;
use rechtdoor::locale::Locale;
use rechtdoor::messenger::{Arg, Msg};
use std::collections::BTreeSet;
use std::path::Path;

/// Families of ids that are put together in the source, with the place where that is done.
const PUT_TOGETHER: [&str; 2] = [
    // dialogue/turn.rs, from domain::redact's kinds.
    "mask-", // runtime/bot.rs, from the table of commands.
    "command-",
];

/// Messages that need a value in one language only. A full hour has no minutes in French.
const VALUES_APART: [&str; 1] = ["time-hour"];

const LABEL_UNITS_MAX: usize = 20;
const SCREEN_UNITS_MAX: usize = 300;

/// Files whose screens are for the desk and its groups: the length of a young person's screen does not bind them.
const DESK_FILES: [&str; 6] = ["desk.ftl", "group.ftl", "notices.ftl", "plan.ftl", "team.ftl", "time.ftl"];

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn messages(language: Language) -> Messages {
    let mut twice = Vec::new();
    let messages = files::read(&home().join("locales").join(language.code()), &mut twice);
    assert!(twice.is_empty(), "{}", twice.join("\n"));
    assert!(messages.len() > 100, "only {} messages were read", messages.len());
    messages
}

/// Every message of every language, with where it stands.
fn all() -> Vec<(Language, String, Message)> {
    let of = |language| messages(language).into_iter().map(move |(id, message)| (language, id, message));
    Language::ALL.into_iter().flat_map(of).collect()
}

fn place(language: Language, id: &str, message: &Message) -> String {
    format!("locales/{}/{}:{}: `{id}`", language.code(), message.file, message.line)
}

fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

#[test]
fn both_languages_have_the_same_files_messages_and_values() {
    let first = messages(Language::ALL[0]);
    for language in &Language::ALL[1..] {
        let other = messages(*language);
        let shape = |messages: &Messages| -> BTreeSet<(String, String, BTreeSet<String>)> {
            let values = |id: &String, message: &Message| match VALUES_APART.contains(&id.as_str()) {
                true => BTreeSet::new(),
                false => message.values.clone(),
            };
            messages.iter().map(|(id, it)| (it.file.clone(), id.clone(), values(id, it))).collect()
        };
        let (left, right) = (shape(&first), shape(&other));
        let apart: Vec<String> = left
            .symmetric_difference(&right)
            .map(|(file, id, values)| format!("{file}: `{id}` {values:?} has no twin of the same file, id and values"))
            .collect();
        assert_none(&apart);
    }
}

#[test]
fn a_message_stands_in_the_file_of_its_family() {
    // masks.ftl and commands.ftl hold `mask-` and `command-`: one of each.
    let is_at_home = |id: &str, file: &str| {
        let family = file.trim_end_matches(".ftl");
        id.starts_with(&format!("{family}-")) || id.starts_with(&format!("{}-", family.trim_end_matches('s')))
    };
    let lost = all().into_iter().filter(|(_, id, message)| !is_at_home(id, &message.file));
    assert_none(&lost.map(|(language, id, message)| place(language, &id, &message)).collect::<Vec<_>>());
}

#[test]
fn no_message_is_unused_and_none_is_missing() {
    let known: BTreeSet<String> = messages(Language::ALL[0]).into_keys().collect();
    let families: BTreeSet<&str> = known.iter().filter_map(|id| id.split('-').next()).collect();
    let source = files::source(&home().join("src"));
    let spoken = files::ids_in(&source);
    let unused = known.iter().filter(|id| !spoken.contains(*id) && !PUT_TOGETHER.iter().any(|it| id.starts_with(it)));
    assert_none(&unused.map(|id| format!("`{id}` is in the files and nowhere in src/")).collect::<Vec<_>>());
    // An id reaches a person only by these ways; other texts of that form are data of buttons or keys of content.
    let said = files::said_in(&source);
    assert!(said.len() > 100, "only {} ids were found in src/", said.len());
    let is_ours = |id: &&String| families.contains(id.split('-').next().unwrap_or_default());
    let missing = said.iter().filter(is_ours).filter(|id| !known.contains(*id));
    assert_none(&missing.map(|id| format!("`{id}` is said in src/ and in no file")).collect::<Vec<_>>());
}

#[test]
fn the_families_that_are_put_together_are_whole() {
    let known = messages(Language::ALL[0]);
    let commands = rechtdoor::dialogue::commands::TABLE.iter().map(|row| format!("command-{}", row.key));
    let masks = rechtdoor::domain::redact::MaskKind::ALL.iter().map(|kind| format!("mask-{}", kind.key()));
    let wanted: BTreeSet<String> = commands.chain(masks).collect();
    let there = known.keys().filter(|id| PUT_TOGETHER.iter().any(|family| id.starts_with(family)));
    // Commands have flow messages of their own nowhere: what begins like the family belongs to it.
    assert_eq!(there.cloned().collect::<BTreeSet<_>>(), wanted);
}

#[test]
fn labels_are_short_and_begin_with_a_picture() {
    let labels = files::labels_in(&files::source(&home().join("src/dialogue")));
    for id in ["home-ask", "review-send", "privacy-wipe-button", "desk-do-send", "answer-helped", "team-do-confirm"] {
        assert!(labels.contains(id), "the label `{id}` was not found in src/dialogue");
    }
    let is_label = |id: &str| labels.contains(id) || id.starts_with("desk-do-") || id.starts_with("first-language-");
    let locale = locale();
    let mut seen = 0;
    let mut wrong = Vec::new();
    for (language, id, message) in all().into_iter().filter(|(_, id, _)| is_label(id)) {
        seen += 1;
        let text = locale.text(language, &sample(&id, &message, 2));
        if units(&text) > LABEL_UNITS_MAX {
            wrong.push(format!("{} is a label of {} units: {text}", place(language, &id, &message), units(&text)));
        }
        if !rules::begins_with_a_picture(&text) {
            wrong.push(format!("{} is a label without an emoji in front: {text}", place(language, &id, &message)));
        }
    }
    assert!(seen > 80, "only {seen} labels were found");
    assert!(rules::begins_with_a_picture("✅ Ja") && !rules::begins_with_a_picture("Ja"));
    assert_none(&wrong);
}

#[test]
fn the_labels_that_the_product_fixes_are_verbatim() {
    let fixed = [
        ("home-ask", "❓ Vraag stellen", "❓ Poser une question"),
        ("home-encounters", "📅 Ontmoetingen", "📅 Rencontres"),
        ("home-rights", "📚 Mijn rechten", "📚 Mes droits"),
        ("home-mine", "📬 Mijn vragen", "📬 Mes questions"),
        ("home-help", "🆘 Hulp nu", "🆘 Aide"),
        ("home-privacy", "🔒 Privacy", "🔒 Vie privée"),
        ("home-switch", "🌐 Français", "🌐 Nederlands"),
        ("review-send", "✅ Verstuur", "✅ Envoyer"),
        ("review-edit", "✏️ Pas aan", "✏️ Modifier"),
        ("review-stop", "✖️ Stop", "✖️ Arrêter"),
        ("review-police-no", "💭 Agent: nee", "💭 Policier : non"),
        ("answer-helped", "👍 Dit helpt", "👍 Ça m'aide"),
        ("answer-not-really", "🤷 Niet echt", "🤷 Pas vraiment"),
        ("answer-unclear", "❓ Snap het niet", "❓ Pas compris"),
        ("answer-add", "💬 Aanvullen", "💬 Ajouter"),
        ("desk-take", "🙋 Neem", "🙋 Prendre"),
        ("desk-do-answer", "✍️ Antwoord", "✍️ Répondre"),
        ("desk-do-more-info", "↩️ Meer info vragen", "↩️ Demander infos"),
        ("desk-do-urgent", "🚨 Dringend", "🚨 Urgent"),
        ("desk-do-release", "🔓 Laat los", "🔓 Libérer"),
        ("desk-do-refuse", "🗑️ Weiger", "🗑️ Refuser"),
        ("desk-do-send", "✅ Verstuur", "✅ Envoyer"),
    ];
    let locale = locale();
    for (id, nl, fr) in fixed {
        assert_eq!(locale.text(Language::Nl, &Msg::new(id)), nl, "{id}");
        assert_eq!(locale.text(Language::Fr, &Msg::new(id)), fr, "{id}");
    }
}

#[test]
fn a_young_persons_screens_are_short() {
    let locale = locale();
    let mut wrong = Vec::new();
    for (language, id, message) in all().into_iter().filter(|(_, _, it)| !DESK_FILES.contains(&it.file.as_str())) {
        let text = locale.text(language, &sample(&id, &message, 2));
        if units(&text) > SCREEN_UNITS_MAX {
            wrong.push(format!("{} has {} units:\n{text}", place(language, &id, &message), units(&text)));
        }
    }
    assert_none(&wrong);
}

#[test]
fn every_number_can_be_said() {
    let locale = locale();
    for (language, id, message) in all() {
        for number in [0, 1, 2, 11, 21] {
            let text = locale.text(language, &sample(&id, &message, number));
            let shown = place(language, &id, &message);
            assert!(text != id && !text.contains(['{', '}', '$']), "{shown} is not whole with {number}: {text}");
            assert!(!text.trim().is_empty(), "{shown} says nothing with {number}");
        }
    }
}

#[test]
fn one_of_something_is_not_said_as_many() {
    // "1 vragen", "1 questions": a number before a noun needs a variant of its own for one.
    let locale = locale();
    let mut wrong = Vec::new();
    for (language, id, message) in all().into_iter().filter(|(_, _, it)| !it.selectors.is_empty()) {
        let text = locale.text(language, &sample(&id, &message, 1));
        if let Some(found) = rules::one_as_many(&text) {
            wrong.push(format!("{}: {found}", place(language, &id, &message)));
        }
    }
    assert!(rules::one_as_many("Er wachten 1 vragen.").is_some() && rules::one_as_many("Er wacht 1 vraag.").is_none());
    assert_none(&wrong);
}

#[test]
fn every_sentence_keeps_the_rules_of_its_language() {
    let mut wrong = Vec::new();
    for (_, language, rule, bad) in rules::ALL {
        assert!(rule(bad).is_some(), "the rule is dead: it let pass {bad:?} ({language:?})");
    }
    for (language, id, message) in all() {
        for (name, of, rule, _) in rules::ALL {
            // Officers are adults, and are spoken to like it.
            let is_to_adults = id.starts_with("service-") && ["je, not u", "tu, not vous"].contains(&name);
            if of.is_some_and(|of| of != language) || is_to_adults {
                continue;
            }
            if let Some(found) = rule(&message.text) {
                wrong.push(format!("{}: {name}: {found:?}", place(language, &id, &message)));
            }
        }
    }
    assert_none(&wrong);
}

fn locale() -> Locale {
    Locale::embedded().unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// A message with values of ordinary length. Those that choose a variant are `number`.
fn sample(id: &str, message: &Message, number: i64) -> Msg {
    let mut msg = Msg::new(Box::leak(id.to_owned().into_boxed_str()));
    for name in &message.values {
        let value = match name.as_str() {
            _ if message.selectors.contains(name) => Arg::Number(number),
            "code" => Arg::Text("K7Q4MN".to_owned()),
            "promised" => Arg::Text("woensdag 23 december, 17.30 uur".to_owned()),
            "max" | "over" | "units" | "cut" | "more" | "all" | "count" => Arg::Text("1000".to_owned()),
            "hours" | "minutes" | "link" | "text" => Arg::Text("48".to_owned()),
            "day" => Arg::Text("woensdag 23 september".to_owned()),
            "days" => Arg::Text("180".to_owned()),
            "number" | "shown" | "of" => Arg::Text("12".to_owned()),
            "mark" => Arg::Text("⏳".to_owned()),
            _ => Arg::Text("iets van hier".to_owned()),
        };
        msg = msg.with(Box::leak(name.clone().into_boxed_str()), value);
    }
    msg
}
