//! `/herlaad`: a coordinator lets the running bot read the edited content, and hears what came of it.
//!
//! Never true of this file: somebody else than a coordinator does so; a mistake in a file is hidden, or takes the old
//! content with it. The reading itself happens beside the writer (`runtime/core/reload.rs`).

use super::{allowed, tell as tell_here};
use crate::content::{Complaint, utf16_units};
use crate::dialogue::Reading;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::audit::{Act, Doer};
use crate::domain::limits::SCREEN_UNITS_MAX;
use crate::domain::roles::{Capability, authorize};
use crate::domain::{Language, StaffId};
use crate::messenger::{Arg, Msg, Screen};
use crate::store::tables::Members;

/// What is left out at the end of a mistake that does not fit.
const CUT: &str = "…";

/// The command.
pub fn ask(turn: &mut Turn) -> Done {
    let Some((staff, _, _grant)) = allowed(turn, Capability::ReloadContent)? else { return Ok(()) };
    turn.memory.wish_reload(staff);
    tell_here(turn, "reload-begun")
}

/// The content was read: whoever asked is told, and the log when the bot goes on with it.
pub fn tell(turn: &mut Turn, askers: &[StaffId], reading: &Reading) -> Done {
    for asker in askers {
        // Asked again: the reading took a moment.
        let Some(member) = turn.store.get::<Members>(asker)? else { continue };
        let Ok(grant) = authorize(&member, Capability::ReloadContent) else { continue };
        if let Reading::Fresh { .. } = reading {
            turn.note_by(&grant, Doer::Member(*asker), Act::ContentReloaded, None, None)?;
        }
        let screen = screen(turn, member.language, reading);
        turn.to_staff(*asker, screen, None)?;
    }
    Ok(())
}

fn screen(turn: &Turn, language: Language, reading: &Reading) -> Screen {
    match reading {
        Reading::Fresh { cards, lines, projects } => Screen::new(
            Msg::new("reload-done")
                .with("cards", number(*cards))
                .with("lines", number(*lines))
                .with("projects", number(*projects)),
        ),
        Reading::Wrong(complaints) => {
            let (head, tail) = (Msg::new("reload-wrong").with("all", number(complaints.len())), "reload-all-in-check");
            let ours = [&head, &tail.into()].map(|msg| utf16_units(&turn.house.locale.text(language, msg)));
            // An empty line stands before and after the mistakes.
            let room = SCREEN_UNITS_MAX.saturating_sub(ours.iter().sum::<usize>() + 4);
            Screen::new(head).quote(first(complaints, room)).say(tail)
        }
        Reading::BuiltIn => Screen::new("reload-built-in"),
    }
}

/// The first mistakes, as many as fit into `room` UTF-16 units. The very first is cut if it must be.
fn first(complaints: &[Complaint], room: usize) -> String {
    let mut shown = String::new();
    for Complaint { file, line, what, mend } in complaints {
        let next = format!("{}▫️ {file}:{line} {what} → {mend}", if shown.is_empty() { "" } else { "\n" });
        if utf16_units(&shown) + utf16_units(&next) > room {
            if shown.is_empty() {
                let mut units = utf16_units(CUT);
                let fits = |letter: &char| {
                    units += letter.len_utf16();
                    units <= room
                };
                shown = next.chars().take_while(fits).collect::<String>() + CUT;
            }
            break;
        }
        shown.push_str(&next);
    }
    shown
}

fn number(count: usize) -> Arg {
    Arg::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(what: &str) -> Complaint {
        let (file, mend) = ("danger.toml".to_owned(), "mend it".to_owned());
        Complaint { file, line: 7, what: what.to_owned(), mend }
    }

    #[test]
    fn as_many_mistakes_are_shown_as_fit_and_always_the_first() {
        let two = [complaint("one"), complaint("two")];
        let one = "▫️ danger.toml:7 one → mend it";
        assert_eq!(first(&two, 300), format!("{one}\n▫️ danger.toml:7 two → mend it"));
        assert_eq!(first(&two, utf16_units(one) + 5), one);
        let long = first(&[complaint(&"🚓".repeat(300))], 150);
        assert!(long.starts_with("▫️ danger.toml:7 🚓") && long.ends_with("🚓…"), "{long}");
        assert!((149..=150).contains(&utf16_units(&long)));
    }
}
