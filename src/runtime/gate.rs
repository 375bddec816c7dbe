//! How much one conversation may ask of the writer: a burst, then so many a minute. One calm sentence, then silence.
//!
//! Never true of this file: a person's flood costs others more than the reading of its updates, or RAM without bound.

use crate::dialogue::{Capacity, Conversation};
use crate::domain::Moment;
use crate::domain::limits::{EVENTS_BURST, EVENTS_PER_MINUTE, VISITORS_MAX};
use crate::domain::moment::MINUTE_MS;
use std::collections::HashMap;

/// What becomes of one event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    Admit,
    /// The first one too many: say so once.
    SayOnce,
    Drop,
}

#[derive(Clone, Copy)]
struct Bucket {
    /// Thousandths of an event that may still come.
    level: i64,
    at: Moment,
    told: bool,
}

/// See the file's header.
#[derive(Default)]
pub struct Gate {
    buckets: HashMap<Conversation, Bucket>,
}

const FULL: i64 = EVENTS_BURST as i64 * 1_000;

impl Gate {
    pub fn judge(&mut self, who: Conversation, now: Moment) -> Verdict {
        if self.buckets.len() >= VISITORS_MAX {
            // A full bucket says nothing: whoever was quiet for a minute is forgotten.
            self.buckets.retain(|_, bucket| now.since_ms(bucket.at) < MINUTE_MS);
            // So many within a minute: forgiving all is cheaper than remembering all.
            if self.buckets.len() >= VISITORS_MAX {
                self.buckets.clear();
            }
        }
        let bucket = self.buckets.entry(who).or_insert(Bucket { level: FULL, at: now, told: false });
        let passed = now.since_ms(bucket.at).clamp(0, 10 * MINUTE_MS);
        bucket.level = FULL.min(bucket.level + passed * i64::from(EVENTS_PER_MINUTE) * 1_000 / MINUTE_MS);
        bucket.at = bucket.at.max(now);
        if bucket.level >= 1_000 {
            bucket.level -= 1_000;
            // Told again only after the flood was over for a while.
            bucket.told &= bucket.level < FULL / 2;
            return Verdict::Admit;
        }
        if std::mem::replace(&mut bucket.told, true) { Verdict::Drop } else { Verdict::SayOnce }
    }
}

/// May an event be decided with so many rows waiting to go out? Beyond the limit a stranger gets no word: each word is
/// a row on the disk, and a crowd of throw-away accounts could fill it. Whoever we know is always heard.
pub fn has_room(known: bool, rows_waiting: usize, capacity: &Capacity) -> bool {
    known || rows_waiting < capacity.outbox_rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::limits::OUTBOX_ROWS_MAX;

    #[test]
    fn a_flood_gets_one_sentence_and_a_quiet_minute_opens_the_gate_again() {
        let (mut gate, who, other) = (Gate::default(), Conversation([1; 16]), Conversation([2; 16]));
        let start = Moment(1_000_000);
        let verdicts: Vec<Verdict> = (0..1_000).map(|_| gate.judge(who, start)).collect();
        let count = |wanted| verdicts.iter().filter(|verdict| **verdict == wanted).count();
        assert_eq!(count(Verdict::Admit), EVENTS_BURST as usize);
        assert_eq!(count(Verdict::SayOnce), 1);
        assert_eq!(gate.judge(other, start), Verdict::Admit, "others notice nothing");
        assert_eq!(gate.judge(who, start.plus_minutes(1)), Verdict::Admit);
    }

    #[test]
    fn a_full_outbox_is_closed_to_strangers_only() {
        let capacity = Capacity::default();
        assert!(has_room(false, OUTBOX_ROWS_MAX - 1, &capacity));
        assert!(!has_room(false, OUTBOX_ROWS_MAX, &capacity));
        assert!(has_room(true, OUTBOX_ROWS_MAX, &capacity));
    }

    #[test]
    fn a_crowd_is_bounded() {
        let mut gate = Gate::default();
        for person in 0..u32::try_from(VISITORS_MAX).expect("small") + 10 {
            let mut id = [0; 16];
            id[..4].copy_from_slice(&person.to_le_bytes());
            gate.judge(Conversation(id), Moment(i64::from(person)));
        }
        assert!(gate.buckets.len() <= VISITORS_MAX);
    }
}
