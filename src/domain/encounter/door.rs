//! The door of an encounter on its day: a code for those who have a place, and a count of heads.
//!
//! Never true of this file: a code of before is good for longer than it takes to type it; the count says who.

use crate::domain::limits::{DOOR_FROM_MINUTES, HEADS_MAX, ROOM_CODE_GRACE_MINUTES, ROOM_CODE_MINUTES};
use crate::domain::{Moment, StaffId};
use serde::{Deserialize, Serialize};

const CODE_DIGITS: usize = 4;

/// Four digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RoomCode(u16);

/// Lives as long as the encounter.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Door {
    pub code: RoomCode,
    before: Option<RoomCode>,
    /// When another code takes its place.
    pub until: Moment,
    /// On whose phone it stands, and in which message: it is written anew there.
    pub shown: Option<(StaffId, i64)>,
}

/// Heads in the room, of people who are not named.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Heads {
    pub youths: u16,
    pub officers: u16,
}

impl RoomCode {
    /// From any two bytes.
    pub fn drawn(bytes: [u8; 2]) -> Self {
        Self(u16::from_le_bytes(bytes) % 10_000)
    }

    /// As people type it who stand at a door: four digits, apart or not. `Some(None)` for one that slipped twice. Fewer may be
    /// a number to call.
    pub fn typed(text: &str) -> Option<Option<Self>> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let is_code = text.chars().all(|letter| letter.is_ascii_digit() || " .-".contains(letter));
        let is_near = is_code && (CODE_DIGITS..=CODE_DIGITS + 1).contains(&digits.len());
        is_near.then(|| Self::parse(&digits))
    }

    /// Exactly four digits, as they stand on the phone.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.len() == CODE_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| digits).map(Self)
    }
}

impl std::fmt::Display for RoomCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

impl Door {
    pub fn open(code: RoomCode, now: Moment) -> Self {
        Self { code, before: None, until: now.plus_minutes(ROOM_CODE_MINUTES), shown: None }
    }

    /// Another code, the same screen.
    pub fn turn(&mut self, code: RoomCode, now: Moment) {
        self.before = (now < self.until.plus_minutes(ROOM_CODE_GRACE_MINUTES)).then_some(self.code);
        (self.code, self.until) = (code, now.plus_minutes(ROOM_CODE_MINUTES));
    }

    /// Does it open the door now? The code of before does for two minutes more, for who had read it already.
    pub fn fits(&self, code: RoomCode, now: Moment) -> bool {
        let since = self.until.plus_minutes(-ROOM_CODE_MINUTES);
        let is_late = self.before == Some(code) && now < since.plus_minutes(ROOM_CODE_GRACE_MINUTES);
        (self.code == code && now < self.until) || is_late
    }
}

/// When a code can be had, of what begins and ends then.
pub fn door_hours(starts: Moment, ends: Moment) -> std::ops::Range<Moment> {
    starts.plus_minutes(-DOOR_FROM_MINUTES)..ends
}

/// `7 3`: young people, then officers. `None` for anything else, and for more than a square holds.
pub fn heads(typed: &str) -> Option<Heads> {
    let words = typed.split(|letter: char| !letter.is_ascii_digit()).filter(|word| !word.is_empty());
    let numbers: Option<Vec<u16>> = words.map(|word| word.parse().ok().filter(|count| *count <= HEADS_MAX)).collect();
    match numbers?.as_slice() {
        [youths, officers] => Some(Heads { youths: *youths, officers: *officers }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(number: u16) -> RoomCode {
        RoomCode(number)
    }

    #[test]
    fn a_code_is_four_digits_and_nothing_else() {
        assert_eq!(RoomCode::parse("0042").map(|code| code.to_string()).as_deref(), Some("0042"));
        for wrong in ["", "42", "00042", "+042", "-042", "0x42", "12 4", "１２３４", "abcd"] {
            assert_eq!(RoomCode::parse(wrong), None, "{wrong}");
        }
        assert_eq!(RoomCode::drawn([0xff, 0xff]).to_string(), "5535");
    }

    #[test]
    fn a_code_is_typed_in_many_ways() {
        for right in ["4238", " 4238 ", "4 2 3 8", "42-38", "4238."] {
            assert_eq!(RoomCode::typed(right).flatten(), RoomCode::parse("4238"), "{right}");
        }
        assert_eq!(RoomCode::typed("42388"), Some(None), "a finger too many");
        for other in ["", "112", "423", "423888", "om 4238", "0470 12 34 56", "4238?"] {
            assert_eq!(RoomCode::typed(other), None, "{other}");
        }
    }

    #[test]
    fn a_code_is_good_for_ten_minutes_and_two_more() {
        let start = Moment(0);
        let mut door = Door::open(code(1), start);
        assert!(door.fits(code(1), start) && !door.fits(code(2), start));
        let end = start.plus_minutes(ROOM_CODE_MINUTES);
        assert!(!door.fits(code(1), end), "the clock was late: it is over all the same");
        door.turn(code(2), end);
        let grace = end.plus_minutes(ROOM_CODE_GRACE_MINUTES);
        assert!(door.fits(code(2), end) && door.fits(code(1), grace.plus_ms(-1)) && !door.fits(code(1), grace));
        // A bot that slept for an hour: what was shown then opens nothing.
        let late = end.plus_hours(1);
        door.turn(code(3), late);
        assert!(door.fits(code(3), late) && !door.fits(code(2), late) && !door.fits(code(1), late));
    }

    #[test]
    fn heads_are_two_numbers() {
        assert_eq!(heads("7 jongeren, 3 agenten"), Some(Heads { youths: 7, officers: 3 }));
        assert_eq!(heads("0 0"), Some(Heads { youths: 0, officers: 0 }));
        for wrong in ["", "7", "7 3 1", "veel", "7 501", "99999 1"] {
            assert_eq!(heads(wrong), None, "{wrong}");
        }
    }
}
