//! The search on a handful of cards: each way in which a word can meet another.

use super::{Lexicon, Search};
use crate::content::cards::{Card, Confidence, Region, Review};
use crate::content::{CardId, Localised, TopicId};

fn card(id: &str, nl: &str, fr: &str) -> Card {
    let text = Localised { nl: nl.to_owned(), fr: fr.to_owned() };
    Card {
        id: CardId::parse(id).expect("an id"),
        topic: TopicId::parse("topic").expect("an id"),
        region: Region::Belgium,
        label: Localised::same(""),
        title: text,
        body: Localised::same(""),
        legal_basis: Vec::new(),
        sources: Vec::new(),
        confidence: Confidence::OneSource,
        review_note: String::new(),
        review: Review::NotYet,
        new_cc: false,
        by_team: None,
        code: None,
        may_be_danger: false,
    }
}

fn search() -> Search {
    let mut lexicon = Lexicon::default();
    let meanings: [&[&str]; 5] = [
        &["politie", "flik*", "keuf*"],
        &["gsm", "telefoon*", "tel"],
        &["afpakken", "pakken af", "pakt af", "prendre"],
        &["agent de securite", "bewaker*"],
        &["agent"],
    ];
    for entries in meanings {
        let term = lexicon.new_term();
        assert!(entries.iter().all(|entry| lexicon.add(entry, term)));
    }
    assert!(["mag", "ik", "de", "mijn", "le", "peut", "mon", "un"].iter().all(|word| lexicon.add_filler(word)));
    lexicon.entries_done();
    let cards = [
        card("cell", "eten in de cel", "manger en cellule"),
        card("guards", "een bewaker wil mij fouilleren", "un agent de sécurité me fouille"),
        card("phone", "mag de politie mijn gsm afpakken", "la police peut prendre mon gsm"),
        card("silence", "moet ik antwoorden tijdens het verhoor", "dois je répondre pendant une audition"),
    ];
    let asks = [vec!["krijg ik een maaltijd"], vec![], vec!["de flik heeft mijn telefoon"], vec!["zwijgrecht"]];
    let asks = asks.map(|asks| asks.into_iter().map(str::to_owned).collect());
    let elsewhere = ["mijn gsm is kapot", "hoe gaat het", "ik heb honger"].map(str::to_owned);
    Search::new(lexicon, &cards, &asks, &elsewhere)
}

fn first(text: &str) -> Option<String> {
    search().hits(text).nearest.first().map(|found| found.card.as_str().to_owned())
}

#[test]
fn words_of_one_meaning_meet_in_both_languages() {
    for text in ["les keufs peuvent prendre mon tel", "kan een flik mijn telefoontje afpakken", "POLITIE!! GSM??"] {
        assert_eq!(first(text).as_deref(), Some("phone"), "{text}");
    }
}

#[test]
fn slips_sounds_and_words_typed_as_one_meet_too() {
    for text in ["mag de poltiie dat", "poliesie gsm", "gsmafpakken", "mgaik zwigjrecht hebben tijdens vrehoor"] {
        let wanted = if text.contains("recht") { "silence" } else { "phone" };
        assert_eq!(first(text).as_deref(), Some(wanted), "{text}");
    }
}

#[test]
fn a_word_without_end_is_not_tried_in_two_everywhere() {
    let mut lexicon = Lexicon::default();
    let term = lexicon.new_term();
    let longest = "ab".repeat(22) + "x";
    assert!(lexicon.add("gsm", term) && lexicon.add(&longest, term) && lexicon.add(&(longest.clone() + "y"), term));
    lexicon.entries_done();
    lexicon.words_done();
    let reads = |word: &str| lexicon.read(word).into_iter().filter(|read| read.term.is_some()).count();
    assert_eq!(reads(&format!("gsm{longest}")), 2, "48 letters");
    assert_eq!(reads(&format!("gsm{longest}y")), 0, "49 letters");
}

#[test]
fn a_phrase_uses_up_its_words_and_may_be_torn_apart() {
    assert_eq!(first("un agent de sécurité").as_deref(), Some("guards"));
    assert_eq!(first("hij pakt mijn ding af").as_deref(), Some("phone"));
}

#[test]
fn what_lies_nearer_to_elsewhere_finds_nothing_unasked() {
    let search = search();
    assert!(!search.hits("mijn gsm is kapot").is_sure);
    assert!(!search.hits("mijn gsm is kapot").nearest.is_empty(), "who searches sees the nearest");
    assert!(search.hits("mag de politie mijn gsm afpakken").is_sure, "the control");
}

#[test]
fn nothing_typed_finds_nothing_and_the_longest_text_is_read_in_bounds() {
    for text in ["", "?!", "\u{200b}", "xq"] {
        assert!(!search().hits(text).is_sure, "{text:?}");
    }
    let long = "qsdfghjk zwxcvbnm ".repeat(4_000);
    assert!(!search().hits(&long).is_sure);
    assert!(
        search()
            .hits(&format!("politie gsm {long}"))
            .nearest
            .first()
            .is_some_and(|found| found.card.as_str() == "phone")
    );
}

#[test]
fn the_same_text_finds_the_same_cards_in_the_same_order() {
    let found = search().hits("agent vraagt gsm tijdens verhoor").nearest;
    assert!((0..20).all(|_| search().hits("agent vraagt gsm tijdens verhoor").nearest == found));
}

#[test]
fn a_word_has_one_meaning() {
    let mut lexicon = Lexicon::default();
    let (one, other) = (lexicon.new_term(), lexicon.new_term());
    assert!(lexicon.add("agent", one) && lexicon.add("agent", one));
    assert!(!lexicon.add("Agent", other) && !lexicon.add_filler("agent") && !lexicon.add("?", other));
}
