//! Encounters of young people with the police: what is planned, who has a place, who waits, and whose turn it is.
//!
//! Never true of this room: it knows who somebody is, or hands a place to anyone but the first in line.

pub mod camp;
pub mod change;
pub mod circular;
pub mod codes;
pub mod door;
pub mod officers;
pub mod phases;
pub mod plan;
pub mod record;
pub mod review;
pub mod seats;
pub mod series;
pub mod sharing;
pub mod street;

pub use change::{Changes, Facts, News, NewsStep};
pub use circular::{Audience, Circular, CircularStage};
pub use codes::{CodeRefusal, Codes, Referral};
pub use door::{Door, Heads, RoomCode};
pub use officers::{Officers, Worry, ZoneSays};
pub use phases::{After, Pass, Proof};
pub use plan::{Access, Dress, Encounter, Kind, Places, Reminded, Spoken, Stage, Step};
pub use record::{FriendLink, SeatRecord, Told};
pub use seats::{End, Filled, Seat, SeatRefusal, SeatState, Seats, Standing, Terms, Turn, Two, friend_until};
pub use series::Repeats;
pub use sharing::{Sharing, Way};
pub use street::{Follow, Said, Square, Street};

/// The classes of an encounter's places, by their number.
pub const YOUTHS: seats::ClassNo = 0;
