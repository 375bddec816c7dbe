//! The two languages of the bot.

use serde::{Deserialize, Serialize};

/// A language the bot speaks. A third one is one more arm here, a folder in `locales/` and texts in `content/`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    Nl,
    Fr,
}

impl Language {
    pub const ALL: [Language; 2] = [Language::Nl, Language::Fr];

    /// The ISO 639-1 code, as used in file names and by Telegram.
    pub fn code(self) -> &'static str {
        match self {
            Language::Nl => "nl",
            Language::Fr => "fr",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Language::ALL.into_iter().find(|language| language.code() == code)
    }

    pub fn other(self) -> Self {
        match self {
            Language::Nl => Language::Fr,
            Language::Fr => Language::Nl,
        }
    }
}
