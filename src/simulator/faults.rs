//! Bad weather by order: which calls fail, how, and how often.

use super::chance::Chance;

/// What happens to a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// This HTTP status and description, and nothing is done.
    Status(u16, String),
    /// 429 with this many seconds.
    RetryAfter(u32),
    /// The connection closes and nothing was done.
    DropBefore,
    /// It was done, and the connection closes without an answer.
    DropAfter,
    /// A proxy's error page.
    Html502,
    /// Done, but answered this many real milliseconds later.
    Delay(u64),
}

/// A fault and the calls that it falls on: all of them, until limited.
#[derive(Clone)]
pub struct Rule {
    fault: Fault,
    method: Option<String>,
    chat: Option<i64>,
    left: Option<u32>,
    percent: u32,
}

impl Rule {
    pub fn new(fault: Fault) -> Self {
        Self { fault, method: None, chat: None, left: None, percent: 100 }
    }

    /// Only this method (in any case).
    pub fn method(mut self, name: &str) -> Self {
        self.method = Some(name.to_lowercase());
        self
    }

    /// Only calls whose `chat_id` is this.
    pub fn chat(mut self, chat: i64) -> Self {
        self.chat = Some(chat);
        self
    }

    /// Only the next `count` calls that fit.
    pub fn times(mut self, count: u32) -> Self {
        self.left = Some(count);
        self
    }

    /// Only on so many calls of a hundred, drawn from the seed.
    pub fn chance(mut self, percent: u32) -> Self {
        self.percent = percent;
        self
    }
}

/// The fault that falls on this call, from the first rule that fits.
pub(super) fn strike(rules: &mut Vec<Rule>, chance: &mut Chance, method: &str, chat: Option<i64>) -> Option<Fault> {
    let at = rules.iter().position(|rule| {
        rule.method.as_deref().is_none_or(|name| name == method)
            && rule.chat.is_none_or(|wanted| Some(wanted) == chat)
            && (rule.percent >= 100 || chance.next() % 100 < u64::from(rule.percent))
    })?;
    let fault = rules[at].fault.clone();
    if let Some(left) = &mut rules[at].left {
        *left = left.saturating_sub(1);
        if *left == 0 {
            rules.remove(at);
        }
    }
    Some(fault)
}
