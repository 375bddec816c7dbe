//! What officers read before an encounter.
//!
//! Never true of this file: a tip stands there without what it rests on; there are more than fit one screen.

use super::page::Fields;
use super::{Content, Localised};

/// As many as a card holds.
const TIPS: usize = 5;
/// UTF-16 units of one tip and its source together: all of them fit one message.
const TIP_UNITS_MAX: usize = 300;

/// One tip, and the rule or the law behind it.
#[derive(Clone)]
pub struct Tip {
    pub text: Localised,
    pub source: Localised,
}

pub(super) fn read(file: &Fields<'_>) -> Vec<Tip> {
    let mut tips = Vec::new();
    for fields in file.tables("tip") {
        let (Some((text, at)), Some((source, _))) = (fields.localised("text"), fields.localised("source")) else {
            continue;
        };
        let longest = [(&text.nl, &source.nl), (&text.fr, &source.fr)]
            .map(|(text, source)| super::utf16_units(text) + super::utf16_units(source));
        if longest.iter().any(|units| *units > TIP_UNITS_MAX) {
            fields.complain(
                at,
                "this tip is too long",
                format!("make it {TIP_UNITS_MAX} letters at most, source included"),
            );
        }
        tips.push(Tip { text, source });
    }
    if tips.len() != TIPS {
        file.complain(file.at_of("tip"), format!("there are {} tips", tips.len()), format!("make them exactly {TIPS}"));
    }
    tips
}

impl Content {
    /// What officers read before an encounter.
    pub fn briefing(&self) -> &[Tip] {
        &self.files.briefing
    }
}
