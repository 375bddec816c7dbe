//! What the bot is about, as pure functions and plain records: no disk, no network, no clock, no text for people.
//!
//! Never true of this room: it names another room, asks the time, or holds a Telegram identifier.

pub mod absence;
pub mod after;
pub mod aside;
pub mod audit;
pub mod ban;
pub mod banner;
pub mod case;
pub mod copies;
pub mod correction;
pub mod dates;
pub mod deadline;
pub mod draft;
pub mod encounter;
pub mod figures;
pub mod guess;
pub mod ids;
pub mod invite;
pub mod label;
pub mod language;
pub mod limits;
pub mod moment;
pub mod note;
pub mod paper;
pub mod person;
pub mod queue;
pub mod redact;
pub mod refusal;
pub mod request;
pub mod retention;
pub mod roles;
pub mod second;
pub mod suppress;
pub mod taken_up;
pub mod takeover;
pub mod tally;
pub mod team_text;
pub mod text;
pub mod triage;

pub use ids::{
    BanId, CaseId, Code, DraftId, EncounterId, Entropy, FarewellId, FollowId, PageId, PersonId, RequestId, RowId,
    SeatId, SeriesId, SquareId, StaffId, TextId,
};
pub use language::Language;
pub use moment::{Day, Moment};
