//! After the storm: what still waits can be taken and answered, and what was wiped cannot be read by anybody.

use crate::people;
use crate::world::{DESK, World};
use rechtdoor::vault::{self, KeyRef, Master, Place, Ring};

/// The schema that all seals of today vouch for.
const SCHEMA: u16 = 1;
const MINUTE_MS: i64 = 60_000;

/// The moderators go through the queue until it is empty.
pub fn all_that_waits_is_answered(world: &mut World) -> Result<(), String> {
    let waiting = world.waiting_here();
    for turn in 0..2 * waiting {
        if world.waiting_here() == 0 {
            break;
        }
        let chat = DESK[turn % DESK.len()];
        people::says(world, chat, "/volgende".to_owned());
        world.pass(MINUTE_MS)?;
        people::press_new(world, chat, &["✍️ Antwoord", "✍️ Répondre"]);
        world.pass(MINUTE_MS)?;
        people::answer(world, chat);
        world.pass(MINUTE_MS)?;
        people::press_new(world, chat, &["✅ Verstuur", "✅ Envoyer"]);
        world.pass(MINUTE_MS)?;
    }
    match world.waiting_here() {
        0 => {
            world.model.totals.caught_up += waiting as u64;
            Ok(())
        }
        left => Err(format!("{left} of {waiting} questions that wait cannot be answered")),
    }
}

/// Looks for every typed word in every record that opens.
pub fn what_was_wiped_cannot_be_read(world: &mut World) -> Result<(), String> {
    let records = world.readable_records()?;
    let is_there =
        |word: &String| records.iter().any(|plain| plain.windows(word.len()).any(|bytes| bytes == word.as_bytes()));
    if let Some(word) = world.model.forgotten.0.iter().find(|word| is_there(word)) {
        return Err(format!("{word} was wiped and can be read"));
    }
    let kept = world.model.typed.values().flatten().filter(|word| is_there(word)).count();
    world.model.totals.forgotten += world.model.forgotten.0.len() as u64;
    world.model.totals.kept += kept as u64;
    Ok(())
}

/// One record, when its key is still there.
pub fn open(ring: &Ring, master: &Master, record: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (table, key) = record.split_first()?;
    let place = Place { table: *table, key, schema: SCHEMA };
    let plain = match vault::header(sealed)?.key {
        KeyRef::Fixed(fixed) => vault::open(master.fixed(fixed), &place, sealed),
        KeyRef::Ring(class, slot) => vault::open(&ring.key(slot, class).ok()??, &place, sealed),
    };
    plain.ok().map(|plain| plain.to_vec())
}
