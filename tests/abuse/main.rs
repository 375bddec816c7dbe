//! Floods, crowds and busy thumbs: what one person or fifty thousand may cost the others, the memory and the disk.
//!
//! The whole bot on a clock set by hand. Limits too large for a test are made small where the house keeps them
//! (`Capacity`).

// The figures of the burst are shown with `--nocapture`.
#![allow(clippy::print_stdout)]

#[path = "../support/mod.rs"]
mod support;

mod burst;
mod crowd;
mod floods;
mod hall;
mod limits;
mod night;

use rechtdoor::domain::Moment;

/// A Monday at ten, Europe/Brussels.
const START: Moment = Moment(1_796_634_000_000);
