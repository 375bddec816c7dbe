//! Inline keyboards: which Telegram takes. Other keyboards are taken and not shown.

use super::params::Params;
use super::{Failure, bad};
use serde_json::Value;

/// Bytes of `callback_data`, from the Bot API's documentation.
const DATA_BYTES_MAX: usize = 64;

/// The rows of the inline keyboard, when one is asked for.
pub(super) fn keyboard(params: &Params) -> Result<Option<Value>, Failure> {
    let asked = params.json("reply_markup").map_err(|()| bad("can't parse reply keyboard markup JSON object"))?;
    let Some(rows) = asked.as_ref().and_then(|markup| markup.get("inline_keyboard")) else { return Ok(None) };
    let rows = rows.as_array().ok_or_else(|| bad("field \"inline_keyboard\" must be of type Array"))?;
    let mut kept = Vec::new();
    for row in rows {
        let row = row.as_array().ok_or_else(|| bad("field \"inline_keyboard\" must be an Array of Arrays"))?;
        for button in row {
            check(button)?;
        }
        if !row.is_empty() {
            kept.push(Value::Array(row.clone()));
        }
    }
    Ok((!kept.is_empty()).then_some(Value::Array(kept)))
}

fn check(button: &Value) -> Result<(), Failure> {
    if button["text"].as_str().is_none_or(|text| text.trim().is_empty()) {
        return Err(bad("can't parse inline keyboard button: field \"text\" must be non-empty"));
    }
    match button.get("callback_data").and_then(Value::as_str) {
        Some(data) if data.is_empty() || data.len() > DATA_BYTES_MAX => Err(bad("BUTTON_DATA_INVALID")),
        Some(_) => Ok(()),
        None => {
            let others = ["url", "copy_text", "web_app", "login_url", "switch_inline_query", "pay"];
            let known = others.iter().any(|kind| button.get(*kind).is_some());
            if known { Ok(()) } else { Err(bad("text buttons are unallowed in the inline keyboard")) }
        }
    }
}
