//! `search.toml` and `elsewhere.toml`: words with their meanings, and what no card answers.

use super::Lexicon;
use crate::content::page::Fields;

/// The words that mean something, and those that say nothing.
pub(in crate::content) fn read_words(file: &Fields<'_>) -> Lexicon {
    let mut lexicon = Lexicon::default();
    for meaning in file.tables("meaning") {
        // For editors, and for what they say to each other: the search itself numbers meanings.
        meaning.id("id");
        let term = lexicon.new_term();
        for (entry, at) in both(&meaning) {
            if !lexicon.add(entry, term) {
                let mend = "take it out here or there: a word has one meaning";
                meaning.complain(
                    at,
                    format!("\"{entry}\" means something else already, or nothing is left of it"),
                    mend,
                );
            }
        }
    }
    if let Some(filler) = file.table("filler") {
        for (word, at) in both(&filler) {
            if !lexicon.add_filler(word) {
                let mend = "take it out of [filler], or out of the meaning";
                filler.complain(at, format!("\"{word}\" stands in a meaning"), mend);
            }
        }
    }
    lexicon.entries_done();
    lexicon
}

/// Messages that no card answers.
pub(in crate::content) fn read_elsewhere(file: &Fields<'_>) -> Vec<String> {
    both(file).map(|(line, _)| line.to_owned()).collect()
}

/// The texts of both languages; which is which is for editors only.
fn both<'a>(fields: &Fields<'a>) -> impl Iterator<Item = (&'a str, usize)> {
    fields.texts("nl").into_iter().chain(fields.texts("fr"))
}
