//! Small helpers for texts and addresses.

use serde::{Deserialize, Serialize};

use crate::domain::Language;

/// A text in both languages. There is no text in one language only: a forgotten translation does not load.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Localised {
    pub nl: String,
    pub fr: String,
}

impl Localised {
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Nl => &self.nl,
            Language::Fr => &self.fr,
        }
    }

    /// A name that is the same in both languages.
    pub fn same(text: &str) -> Self {
        Self { nl: text.to_owned(), fr: text.to_owned() }
    }
}

/// The length of a text as Telegram counts it: UTF-16 code units.
pub fn utf16_units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Editors write one sentence a line; people read paragraphs. An empty line starts a new paragraph.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut paragraph = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            paragraph = !folded.is_empty();
            continue;
        }
        if !folded.is_empty() {
            folded.push_str(if paragraph { "\n\n" } else { " " });
        }
        folded.push_str(line);
        paragraph = false;
    }
    folded
}

/// The host of an http(s) address, in small letters and without `www.`; `None` when it is no such address.
pub(super) fn host(address: &str) -> Option<String> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    // What stands before an @ is a name to log in with: "https://awel.be:1@elsewhere.be" leads elsewhere.
    let authority = rest.split(['/', '?', '#', '\\']).next()?.to_ascii_lowercase();
    let (host, port) = authority.split_once(':').unwrap_or((&authority, ""));
    let host = host.strip_prefix("www.").unwrap_or(host);
    let written_well = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-');
    let has_dot = host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    let written_well = written_well && port.bytes().all(|byte| byte.is_ascii_digit());
    (written_well && has_dot && !address.contains(char::is_whitespace)).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fold_into_paragraphs() {
        assert_eq!(fold("\nEen.\nTwee.\n\n\nDrie.\n"), "Een. Twee.\n\nDrie.");
        assert_eq!(fold("\n\n"), "");
    }

    #[test]
    fn an_emoji_counts_as_telegram_counts_it() {
        assert_eq!(utf16_units("🎒 a"), 4);
    }

    #[test]
    fn hosts_are_read_and_nonsense_is_not() {
        assert_eq!(host("https://www.Awel.be/chat?x"), Some("awel.be".to_owned()));
        assert_eq!(host("https://awel.be:443/chat"), Some("awel.be".to_owned()));
        for wrong in ["awel.be", "ftp://awel.be", "https://", "https://awel", "https://a b.be", "https://.be/"] {
            assert_eq!(host(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_address_that_only_begins_like_another_does_not_pass_for_it() {
        for wrong in
            ["https://awel.be:1@boef.be", "https://awel.be:@boef.be/", "https://awel.be@boef.be", "https://awel.be:x"]
        {
            assert_eq!(host(wrong), None, "{wrong}");
        }
        assert_eq!(host("https://awel.be.boef.be"), Some("awel.be.boef.be".to_owned()));
        // A browser reads it as a slash, so this leads to awel.be, and so does its name.
        assert_eq!(host("https://awel.be\\@boef.be"), Some("awel.be".to_owned()));
    }
}
