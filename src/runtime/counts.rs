//! What this run has done, in numbers.
//!
//! Never true of this file: a number is about one person.

/// Plain numbers about this run; none is about a person.
#[derive(Clone, Copy, Default, Debug)]
pub struct Counts {
    pub updates: u64,
    pub redelivered: u64,
    pub skipped: u64,
    pub flooded: u64,
    pub commits: u64,
    pub sent: u64,
    pub retried: u64,
    pub gone: u64,
    pub refused: u64,
    /// Screens that were left unsent because too much waited for their reader.
    pub given_way: u64,
    /// Invitation links that were refused.
    pub wrong_links: u64,
    /// Turns of ours that came to a bad end. Each is a bug.
    pub panics: u64,
}
