//! Many short texts in one piece of memory, each with a number: a third of what a map of strings takes.
//!
//! Never true of this file: two texts have one number, or one text two; a number changes.

use super::lines::Rows;

/// Distinct texts, numbered from 0 in the order in which they came.
#[derive(Clone, Default)]
pub(super) struct Names {
    texts: Rows<u8>,
    /// Numbers by the hash of their text, each plus 1; 0 is free. Who types cannot fill it: only content is added.
    slots: Vec<u32>,
}

impl Names {
    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    /// The text of a number; empty for one that was not given away.
    pub(super) fn bytes(&self, number: u32) -> &[u8] {
        self.texts.row(number as usize)
    }

    pub(super) fn get(&self, number: u32) -> &str {
        std::str::from_utf8(self.bytes(number)).unwrap_or_default()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|number| self.get(number))
    }

    pub(super) fn number(&self, name: &str) -> Option<u32> {
        let taken = *self.slots.get(self.slot(name.as_bytes())?)?;
        taken.checked_sub(1)
    }

    /// The number of a text; a new one if it had none.
    pub(super) fn add(&mut self, name: &str) -> u32 {
        // Three of four slots are taken at most: there is always a free one to end a search.
        if (self.len() + 1) * 4 > self.slots.len() * 3 {
            self.grow();
        }
        let next = self.len() as u32;
        let slot = self.slot(name.as_bytes()).and_then(|slot| self.slots.get_mut(slot));
        match slot {
            Some(free) if *free == 0 => *free = next + 1,
            Some(taken) => return *taken - 1,
            None => return next,
        }
        self.texts.push(name.as_bytes());
        next
    }

    fn grow(&mut self) {
        self.slots = vec![0; (self.slots.len() * 2).max(16)];
        for number in 0..self.len() {
            let slot = self.slot(self.texts.row(number));
            if let Some(slot) = slot.and_then(|slot| self.slots.get_mut(slot)) {
                *slot = number as u32 + 1;
            }
        }
    }

    /// Where a text is, or would be.
    fn slot(&self, name: &[u8]) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash(name) & mask;
        loop {
            match self.slots.get(at)?.checked_sub(1) {
                Some(number) if self.bytes(number) != name => at = (at + 1) & mask,
                Some(_) | None => return Some(at),
            }
        }
    }

    pub(super) fn shrink(&mut self) {
        self.texts.shrink();
    }
}

/// FNV-1a.
fn hash(name: &[u8]) -> usize {
    let hash = name
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    (hash ^ (hash >> 32)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_number_however_many_there_are() {
        let mut names = Names::default();
        assert_eq!(names.number("politie"), None);
        let texts: Vec<String> = (0..5_000).map(|number| format!("word{number}")).chain([String::new()]).collect();
        for _ in 0..2 {
            let numbers: Vec<u32> = texts.iter().map(|text| names.add(text)).collect();
            assert_eq!(numbers, (0..=5_000).collect::<Vec<u32>>());
        }
        assert!(texts.iter().zip(0..).all(|(text, number)| names.number(text) == Some(number)));
        assert!(names.iter().eq(&texts) && names.get(9_999).is_empty() && names.number("word5000").is_none());
    }
}
