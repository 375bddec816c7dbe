//! What the operator does from the command line to a bot that is about to run. Each leaves an entry in the audit log.
//!
//! Never true of this file: an act of the host that the log does not tell of.

use super::Core;
use crate::domain::audit::{Act, Deed, Doer};
use crate::store::StoreError;

impl Core {
    /// The operator says that the clock is right. On disk with the first commit.
    ///
    /// # Errors
    /// The entry of the log cannot be made; the clock stays doubted.
    pub fn trust_clock(&mut self) -> Result<(), StoreError> {
        self.note(Act::ClockTrusted)?;
        self.clock_doubted = false;
        Ok(())
    }

    /// Writes down what the host did. On disk with the next commit.
    ///
    /// # Errors
    /// The log cannot be read or written.
    pub fn note(&mut self, act: Act) -> Result<(), StoreError> {
        self.store.audit(Deed { act, by: Doer::Host, case: None, about: None }, self.now)?;
        self.store.keep_turn();
        Ok(())
    }
}
