//! What was seen on whose phone: as a text, on a button, or over one.
//!
//! Never true of this file: what the asker and the newcomer see counts as seen by the team.

use crate::support::far_side::Sight;
use crate::world::{self, NEWCOMER, World};

/// Did anybody but the asker and the newcomer see this, in a text, on a button or over one?
pub fn saw(world: &World, snippet: &str) -> bool {
    let others = [world::ASKER, NEWCOMER];
    world.bot.far.sights.iter().any(|(chat, sight)| !others.contains(chat) && shows(sight, snippet))
}

pub fn is_told(world: &World, who: i64, snippet: &str) -> bool {
    world.bot.far.sights.iter().any(|(chat, sight)| *chat == who && shows(sight, snippet))
}

fn shows(sight: &Sight, snippet: &str) -> bool {
    match sight {
        Sight::New(_, screen) | Sight::Edited(_, screen) => {
            let mut labels = screen.rows.iter().flatten().map(|button| &button.label);
            screen.text.contains(snippet) || labels.any(|label| label.contains(snippet))
        }
        Sight::Toast { text, .. } => text.contains(snippet),
        Sight::File(file) => file.caption.contains(snippet),
        Sight::Deleted(_) | Sight::Left => false,
    }
}
