//! Parameters of a call, whichever way they came: in the address, a form, JSON or multipart.

use serde_json::{Map, Value};

/// Forms give texts and JSON gives values: both read the same here.
#[derive(Default)]
pub(crate) struct Params(pub Map<String, Value>);

impl Params {
    pub fn text(&self, name: &str) -> Option<String> {
        match self.0.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Null => None,
            other @ (Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => Some(other.to_string()),
        }
    }

    pub fn integer(&self, name: &str) -> Option<i64> {
        self.text(name)?.trim().parse().ok()
    }

    pub fn flag(&self, name: &str) -> bool {
        self.text(name).is_some_and(|text| matches!(text.to_lowercase().as_str(), "true" | "yes" | "1"))
    }

    /// An object or a list, also when it came as JSON in a text; `Err` when that text is no JSON.
    pub fn json(&self, name: &str) -> Result<Option<Value>, ()> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.is_empty() => Ok(None),
            Some(Value::String(text)) => serde_json::from_str(text).map(Some).map_err(|_| ()),
            Some(other) => Ok(Some(other.clone())),
        }
    }

    pub fn add_form(&mut self, form: &str) {
        for pair in form.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            self.0.insert(decode(name), Value::String(decode(value)));
        }
    }
}

/// Undoes percent encoding and `+`; what is no UTF-8 becomes replacement characters.
pub(crate) fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|two| std::str::from_utf8(two).ok());
        match (bytes[at], hex.and_then(|two| u8::from_str_radix(two, 16).ok())) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_json_read_the_same() {
        let mut params = Params::default();
        params.add_form("chat_id=12&text=a%26b+%C3%A9&silent=true&list=%5B1%5D&broken=%zz");
        assert_eq!(params.integer("chat_id"), Some(12));
        assert_eq!(params.text("text").as_deref(), Some("a&b é"));
        assert!(params.flag("silent"));
        assert_eq!(params.json("list"), Ok(Some(serde_json::json!([1]))));
        assert_eq!(params.text("broken").as_deref(), Some("%zz"));
        params.0.insert("chat_id".to_owned(), serde_json::json!(13));
        assert_eq!(params.text("chat_id").as_deref(), Some("13"));
    }
}
