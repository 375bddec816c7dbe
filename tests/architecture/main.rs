//! The house, measured: the invariants of ARCHITECTURE.md, read from the source text.
//!
//! Never true of these tests: a rule that is dead. Each is also shown a small wrong file and must complain about it.
//!
//! To add a rule: a function in `arrows.rs` (who names whom) or `words.rs` (what stands where), a test here that holds
//! it against the whole source, and a wrong file in that same test.

mod arrows;
mod source;
mod words;

use source::{Source, read};

/// One breach: where, and what is wrong there.
pub struct Breach {
    path: String,
    line: usize,
    what: String,
}

impl Breach {
    pub fn new(source: &Source, at: usize, what: impl Into<String>) -> Self {
        Self { path: source.path.clone(), line: source.line(at), what: what.into() }
    }
}

type Rule = fn(&Source) -> Vec<Breach>;

fn told(breaches: &[Breach]) -> String {
    breaches.iter().map(|it| format!("\n{}:{}: {}", it.path, it.line, it.what)).collect()
}

/// Holds a rule against all of `src/`, after it was seen to bite: `wrong` must break it and `right` must not.
fn hold(rule: Rule, wrong: &[(&str, &str)], right: &[(&str, &str)]) {
    for (path, text) in wrong {
        assert!(!rule(&Source::new(path, text)).is_empty(), "the rule is dead: it let pass in {path}\n{text}");
    }
    for (path, text) in right {
        let found = rule(&Source::new(path, text));
        assert!(found.is_empty(), "the rule complains about what is right: {}", told(&found));
    }
    let sources = read("src");
    assert!(sources.len() > 60, "only {} files were read", sources.len());
    let breaches: Vec<Breach> = sources.iter().flat_map(rule).collect();
    assert!(breaches.is_empty(), "{}", told(&breaches));
}

#[test]
fn arrows_between_rooms_point_down() {
    hold(
        arrows::pointing_up,
        &[
            ("src/domain/case.rs", "use crate::store::Store;"),
            ("src/store/mod.rs", "use crate::{domain::Case, outbox};"),
            ("src/store/mod.rs", "fn f() { super::dialogue::handle() }"),
            ("src/store/engine/sled.rs", "use super::super::super::runtime::Core;"),
            ("src/outbox/mod.rs", "use crate::domain::{Moment};\nuse\n  crate :: dialogue :: Turn;"),
            ("src/store/mod.rs", "use crate::a_room_nobody_knows::Thing;"),
            ("src/runtime/mod.rs", "use crate::simulator::Simulator;"),
            ("src/vault/mod.rs", "use crate::content::Content;"),
            ("src/cellar/mod.rs", "fn f() {}"),
        ],
        &[
            ("src/store/mod.rs", "use crate::vault::Key; // crate::dialogue\nconst A: &str = \"crate::dialogue\";"),
            ("src/messenger/wire.rs", "use crate::vault::Address;"),
            ("src/store/mod.rs", "#[cfg(test)]\nmod tests { use super::engine::Engine; }"),
        ],
    );
}

#[test]
fn arrows_on_one_floor_are_the_known_ones_and_make_no_circle() {
    let sources = read("src");
    let level = arrows::on_one_floor(&sources);
    let known: Vec<(String, String)> =
        arrows::LEVEL.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect();
    assert_eq!(level, known, "the arrows on one floor, as measured (left), are not those that arrows.rs lists");
    let all: Vec<(String, String)> = arrows::all(&sources).into_iter().collect();
    assert!(all.len() > 30, "only {} arrows were found", all.len());
    assert_eq!(arrows::circle(&all), None);
    let bent = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert!(arrows::circle(&bent).is_some());
}

#[test]
fn the_words_between_rooms_know_addresses_only_on_the_wire() {
    hold(
        arrows::addresses_in_messenger,
        &[("src/messenger/screen.rs", "use crate::vault::KeyRef;"), ("src/messenger/mod.rs", "use super::vault::Key;")],
        &[("src/messenger/wire.rs", "use crate::vault::Address;")],
    );
}

#[test]
fn the_talk_cannot_name_a_chat() {
    hold(
        arrows::chats_in_dialogue,
        &[
            ("src/dialogue/turn.rs", "use crate::vault::routes::Tag;"),
            ("src/dialogue/turn.rs", "use crate::vault::{KeyClass, Address};"),
            ("src/dialogue/youth/ask.rs", "use crate::messenger::wire::Call;"),
            ("src/dialogue/youth/ask.rs", "use crate::messenger::wire::{Outcome, Toast};"),
            ("src/dialogue/youth/ask.rs", "use crate::messenger::{wire, Input};"),
            ("src/dialogue/youth/ask.rs", "fn f() -> RowTo { RowTo::Direct(x) }"),
            ("src/dialogue/youth/ask.rs", "let x: Directory = y;"),
            ("src/dialogue/ending.rs", "send_to(route.address)"),
        ],
        &[
            ("src/dialogue/settled.rs", "//! vault::routes\nuse crate::messenger::wire::Outcome;"),
            ("src/outbox/mod.rs", "RowTo::Direct(address)"),
        ],
    );
}

#[test]
fn outside_crates_stay_in_their_rooms() {
    hold(
        arrows::crates_outside_their_room,
        &[
            ("src/runtime/bot.rs", "use teloxide::Bot;"),
            ("src/cli/check.rs", "let client = reqwest::Client::new();"),
            ("src/store/mod.rs", "use sled::Db;"),
            ("src/dialogue/turn.rs", "use fluent::FluentArgs;"),
            ("src/cli/check.rs", "use fluent_bundle::FluentResource;"),
        ],
        &[("src/telegram/bot.rs", "use teloxide::Bot;"), ("src/store/engine/sled.rs", "use sled::Db;")],
    );
}

#[test]
fn one_file_reads_time_and_randomness() {
    hold(
        arrows::clocks,
        &[
            ("src/domain/moment.rs", "let now = std::time::SystemTime::now();"),
            ("src/runtime/core.rs", "let now = Instant::now();"),
            ("src/runtime/core.rs", "let now = jiff::Timestamp::now();"),
            ("src/vault/key.rs", "getrandom::fill(&mut bytes)"),
            ("src/locale/time.rs", "let now = jiff::Zoned::now();"),
            ("src/dialogue/turn.rs", "std::thread::sleep(long)"),
        ],
        &[("src/runtime/clock.rs", "getrandom::fill(&mut bytes); jiff::Timestamp::now()")],
    );
}

#[test]
fn the_embedded_telegram_and_the_bot_do_not_know_each_other() {
    hold(
        arrows::simulator_walls,
        &[
            ("src/simulator/mod.rs", "use crate::dialogue::Turn;"),
            ("src/simulator/world/mod.rs", "use crate::store::Store;"),
            ("src/simulator/mod.rs", "use crate::vault::Key;"),
            ("src/simulator/api/send.rs", "use crate::outbox::Origin;"),
            ("src/runtime/bot.rs", "use crate::simulator::Simulator;"),
        ],
        &[("src/cli/demo/mod.rs", "use crate::simulator::Simulator;")],
    );
}

#[test]
fn no_text_for_people_stands_in_rust() {
    hold(
        words::letters_of_our_languages,
        &[("src/dialogue/turn.rs", "let a = \"déjà\";"), ("src/domain/case.rs", "let a = \"één\";")],
        &[
            ("src/dialogue/turn.rs", "// déjà\nlet a = \"·\";"),
            ("src/domain/redact/names.rs", "const A: &str = \"é\";"),
            ("src/dialogue/turn.rs", "#[cfg(test)]\nmod tests { const A: &str = \"é\"; }"),
        ],
    );
    hold(
        words::sentences,
        &[
            ("src/dialogue/turn.rs", "turn.say(\"je vraag is nu verstuurd\");"),
            ("src/outbox/mod.rs", "fn f() -> &'static str { \"Op deze vraag komt geen antwoord\" }"),
            ("src/runtime/core.rs", "let text = \"ta question est en route\";"),
        ],
        &[
            ("src/runtime/core.rs", "tracing::warn!(tries, \"a row waits for better weather\");"),
            ("src/runtime/core.rs", "#[error(\"the store does not open at all\")]\nstruct E;"),
            ("src/runtime/clock.rs", "x().expect(\"the operating system gives random bytes\");"),
            ("src/dialogue/turn.rs", "Msg::new(\"ask-too-long-first\")"),
        ],
    );
}

#[test]
fn nothing_is_forwarded_or_copied() {
    hold(
        words::forwarding,
        &[
            ("src/telegram/call.rs", "bot.forward_message(to, from, id).await"),
            ("src/telegram/call.rs", "payloads::CopyMessages::new(to, from, ids)"),
        ],
        &[("src/telegram/update.rs", "fields.contains_key(\"forward_origin\")")],
    );
}

#[test]
fn what_holds_peoples_words_or_keys_cannot_be_printed() {
    hold(
        words::printable_content,
        &[
            ("src/messenger/input.rs", "#[derive(Clone, Debug)]\npub struct UserText(String);"),
            (
                "src/domain/draft.rs",
                "/// A draft.\n#[derive(\n Debug,\n Clone)]\n#[non_exhaustive]\npub struct Draft {}",
            ),
            ("src/domain/case.rs", "pub struct Case {}\nimpl std::fmt::Debug for Case {}"),
            ("src/vault/routes.rs", "impl fmt::Display for Address {}"),
        ],
        &[("src/domain/case.rs", "#[derive(Debug)]\npub enum Stage {}\n#[derive(Clone)]\npub struct Case {}")],
    );
    let all: String = read("src").iter().map(|source| source.code.clone()).collect();
    for name in words::CONTENT {
        let there = ["struct", "enum"].iter().any(|kind| {
            let head = format!("{kind} {name}");
            all.match_indices(&head).any(|(at, _)| !all[at + head.len()..].starts_with(source::is_word))
        });
        assert!(there, "words.rs guards `{name}`, and there is no such type any more");
    }
}

#[test]
fn the_desk_changes_no_case_without_an_entry_in_the_log() {
    hold(
        words::silent_changes,
        &[
            ("src/dialogue/desk/claim.rs", "turn.store.update::<Cases>(&id, &case)?;"),
            ("src/dialogue/desk/claim.rs", "turn.store\n    .put::<Cases>(&id, &case, key)?;"),
            ("src/dialogue/desk/new.rs", "turn.store.audit(deed, turn.now)?;"),
        ],
        &[
            ("src/dialogue/desk/claim.rs", "turn.change(&grant, Act::Claimed, id, &case)?;"),
            ("src/dialogue/settled.rs", "turn.store.update::<Cases>(&id, &case)?;"),
        ],
    );
}

#[test]
fn a_file_says_what_it_is_for_and_stays_short() {
    let long = "//! A file.\n".repeat(500);
    hold(words::shape, &[("src/a/b.rs", "use x;\n"), ("src/a/b.rs", &long)], &[("src/a/b.rs", "//! A file.\n")]);
    let others = ["tests", "benches", "fuzz", "examples"].map(read);
    assert!(others[0].len() > 15, "only {} files of tests were read", others[0].len());
    let breaches: Vec<Breach> = others.iter().flatten().flat_map(words::shape).collect();
    assert!(breaches.is_empty(), "{}", told(&breaches));
}
