//! What Telegram does to a text: cleaning, HTML, entities in UTF-16 units.
//!
//! Sources: `clean_input_string` in TDLib's `misc.cpp`, `parse_html` in its `MessageEntity.cpp`.

use serde_json::{Value, json};

/// Control characters become spaces, carriage returns and U+2028..202E go, the ends are trimmed.
pub(super) fn clean(text: &str) -> String {
    let kept = text.chars().filter(|&letter| letter != '\r' && !('\u{2028}'..='\u{202E}').contains(&letter));
    let spaced: String = kept.map(|letter| if letter < ' ' && letter != '\n' { ' ' } else { letter }).collect();
    spaced.trim().to_owned()
}

pub(super) fn utf16(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Commands, mentions and addresses that the server finds by itself.
pub(super) fn find_entities(text: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut units = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let kind = match bare.chars().next() {
            Some('/') if bare.len() > 1 && bare[1..].chars().all(|c| c.is_ascii_alphanumeric() || "_@".contains(c)) => {
                Some("bot_command")
            }
            Some('@') if bare.len() > 4 => Some("mention"),
            _ if bare.starts_with("https://") || bare.starts_with("http://") => Some("url"),
            _ => None,
        };
        if let Some(kind) = kind {
            found.push(json!({ "type": kind, "offset": units, "length": utf16(bare) }));
        }
        units += utf16(word);
    }
    found
}

const TAGS: [(&str, &str); 13] = [
    ("b", "bold"),
    ("strong", "bold"),
    ("i", "italic"),
    ("em", "italic"),
    ("u", "underline"),
    ("ins", "underline"),
    ("s", "strikethrough"),
    ("del", "strikethrough"),
    ("code", "code"),
    ("pre", "pre"),
    ("blockquote", "blockquote"),
    ("tg-spoiler", "spoiler"),
    ("a", "text_link"),
];

/// Text and entities of an HTML message; the error is what stands behind `can't parse entities: `.
pub(super) fn parse_html(source: &str) -> Result<(String, Vec<Value>), String> {
    let mut text = String::new();
    let mut open: Vec<(String, &'static str, usize, Option<String>)> = Vec::new();
    let mut entities = Vec::new();
    let mut at = 0;
    while let Some(letter) = source[at..].chars().next() {
        if letter == '&' {
            let (decoded, width) = entity(&source[at..]).unwrap_or(('&', 1));
            text.push(decoded);
            at += width;
        } else if letter != '<' {
            text.push(letter);
            at += letter.len_utf8();
        } else if source[at..].starts_with("</") {
            let end = source[at..].find('>').ok_or(format!("Unclosed end tag at byte offset {at}"))?;
            let name = source[at + 2..at + end].trim().to_lowercase();
            let (tag, kind, from, url) = open.pop().ok_or(format!("Unexpected end tag at byte offset {at}"))?;
            if !name.is_empty() && name != tag {
                return Err(format!(
                    "Unmatched end tag at byte offset {at}, expected \"</{tag}>\", found \"</{name}>\""
                ));
            }
            let length = utf16(&text) - from;
            if length > 0 {
                let mut made = json!({ "type": kind, "offset": from, "length": length });
                if let Some(url) = url {
                    made["url"] = json!(url);
                }
                entities.push(made);
            }
            at += end + 1;
        } else {
            let end = source[at..].find('>').ok_or(format!("Unclosed start tag at byte offset {at}"))?;
            let inside = &source[at + 1..at + end];
            let name = inside.split(char::is_whitespace).next().unwrap_or_default().to_lowercase();
            let kind = TAGS.iter().find(|(tag, _)| *tag == name).map(|(_, kind)| *kind);
            let kind = kind.ok_or(format!("Unsupported start tag \"{name}\" at byte offset {at}"))?;
            let url = inside.split("href=").nth(1).map(|rest| rest.trim_matches(['"', '\'', ' ']).to_owned());
            open.push((name, kind, utf16(&text), url));
            at += end + 1;
        }
    }
    match open.pop() {
        Some((tag, ..)) => Err(format!("Can't find end tag corresponding to start tag \"{tag}\"")),
        None => Ok((text, entities)),
    }
}

fn entity(rest: &str) -> Option<(char, usize)> {
    let end = rest.find(';').filter(|&end| end <= 10)?;
    let name = &rest[1..end];
    let letter = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((letter, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleaning_is_telegrams() {
        assert_eq!(clean(" a\tb\r\nc\u{202E}d \u{7}"), "a b\ncd");
    }

    #[test]
    fn html_gives_text_and_utf16_entities() {
        let Ok((text, found)) = parse_html("🔒 <b>x&lt;y</b>") else { panic!("it parses") };
        assert_eq!(text, "🔒 x<y");
        assert_eq!(found, vec![json!({ "type": "bold", "offset": 3, "length": 3 })]);
    }

    #[test]
    fn broken_html_names_its_fault() {
        let error = |source: &str| parse_html(source).err().unwrap_or_default();
        assert_eq!(error("<b>a"), "Can't find end tag corresponding to start tag \"b\"");
        assert_eq!(error("<b>a</i>"), "Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\"");
        assert_eq!(error("a <x>"), "Unsupported start tag \"x\" at byte offset 2");
        assert_eq!(error("a <b"), "Unclosed start tag at byte offset 2");
        assert_eq!(error("a</b>"), "Unexpected end tag at byte offset 1");
    }

    #[test]
    fn a_command_is_found_where_it_stands() {
        assert_eq!(find_entities("é /start")[0], json!({ "type": "bot_command", "offset": 2, "length": 6 }));
    }
}
