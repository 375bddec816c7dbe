//! A coordinator or the operator lets the bot read its content again, and now and then the folder is half a folder.
//!
//! What is promised: a mistake takes nothing away, and who asked hears which of the two it was. Whatever else is
//! promised of danger, of projects and of words holds on through it.

use super::model::{Model, Rule};
use super::people::says;
use super::world::{COORDINATOR, World};
use rechtdoor::content::Source;
use rechtdoor::runtime::{Incoming, Intake};
use std::collections::BTreeMap;

/// Reading all of it takes as long as half a life: few lives do it, and once.
const FINE_ONE_IN: u64 = 8;

impl Model {
    /// What is said of a reading is so.
    pub fn reading_is_told(&self, text: &str) -> Rule {
        let says = |words: [&str; 2]| words.iter().any(|words| text.starts_with(words));
        if says(["✅ Herladen", "✅ Rechargé"]) && !self.readings.contains(&true) {
            return Err("half a folder is said to be the new content".to_owned());
        }
        if says(["⚠️ Niet herladen", "⚠️ Pas rechargé"]) && !self.readings.contains(&false) {
            return Err("content without a mistake was refused".to_owned());
        }
        Ok(())
    }
}

impl World {
    /// Does what the loader of the running bot does.
    pub fn reads_content(&mut self) -> Rule {
        let now = self.bot_now();
        while let Some(job) = self.intake.as_mut().and_then(Intake::next_load) {
            let is_fine = !self.model.readings.contains(&true) && self.dice.below(FINE_ONE_IN) == 0;
            let source = if is_fine { Source::embedded() } else { Source::memory(BTreeMap::new()) };
            self.note(if is_fine { "-- the content is read" } else { "-- the content is read, and is broken" });
            self.model.readings.insert(is_fine);
            self.model.totals.reloads += u64::from(is_fine);
            self.model.totals.broken_reloads += u64::from(!is_fine);
            let done = Incoming::Loaded(job.perform(Some(&source)));
            self.disk_fails();
            let Some(intake) = self.intake.as_mut() else { return Ok(()) };
            if intake.take(vec![done], self.weather.disk.fill(), now).is_err() {
                self.crash();
                return Ok(());
            }
        }
        Ok(())
    }
}

/// Somebody wants it read.
pub fn asks_for_it(world: &mut World) -> Rule {
    if world.dice.below(2) == 0 {
        says(world, COORDINATOR, "/herlaad".to_owned());
        return Ok(());
    }
    world.note("the operator lets the content be read");
    world.handle(vec![Incoming::Reload], &[]).map(drop)
}
