//! Encounters of young people with the police: who has a place, who waits, and whose turn it is.
//!
//! Never true of this room: it knows who somebody is, or hands a place to anyone but the first in line.
//!
//! So far it holds the rules of the places alone. No screen offers an encounter yet.

pub mod seats;
