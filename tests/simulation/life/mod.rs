//! Whole lives of the bot by seed: people, moderators, bad weather, power cuts; and a model of what was promised to
//! whom. The test and `examples/simulate.rs` run the very same lives.
//!
//! Never true here: a rule of the model asks the bot what is true. It goes by what people typed, pressed and saw, by
//! the clock on the wall, and by what a thief with all keys can read.

mod absence;
mod accounts;
mod at_the_desk;
mod banners;
mod buttons;
mod cards;
mod coded;
mod colleagues;
mod desk;
mod doubts;
mod handing;
mod hearing;
mod labels;
mod leaving;
mod model;
mod network;
mod people;
mod police;
mod process;
mod publishing;
mod reckoning;
mod reload;
mod remembered;
mod run;
mod screens;
mod seats;
mod sitters;
mod standing;
mod totals;
mod weather;
mod weeks;
mod world;

pub use run::{one, run};
