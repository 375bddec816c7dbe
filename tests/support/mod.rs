//! What the tests of the whole bot share.

#![allow(dead_code, reason = "each test program uses its own part")]

pub mod bot;
pub mod encounters;
pub mod entropy;
pub mod far_side;
pub mod hands;
pub mod history;
pub mod ledger;
pub mod logs;
pub mod passing;
pub mod people;
