//! The running bot: one writer, its deliveries and its clock.
//!
//! Never true of this room: two threads change the store, an update is confirmed before its commit, or anything but
//! `clock` asks the time.

mod belief;
pub mod bot;
mod channel;
pub mod clock;
pub mod core;
mod counts;
pub mod door;
mod gate;
pub mod intake;
mod menus;
mod night;
pub mod open;
mod outage;
pub mod rotate;
mod seen;
mod status;
mod steady;
mod writer;

pub use bot::{Door, Health, Parts, RunError};
pub use core::{Core, HashDone, HashJob, Incoming, LoadDone, LoadJob, Next, Outgoing};
pub use counts::Counts;
pub use intake::{Intake, Taken};
pub use outage::Aside;
pub use status::Status;
pub use writer::Reopen;
