//! Labels beside a code: whoever holds a case puts them on and takes them off, from a closed list in pages.
//!
//! Never true of this file: a label is typed; one that an editor took out of the list is shown; somebody labels a case that
//! they do not hold, or without an entry in the log.

use super::claim::{InHand, in_hand, over_own};
use super::{button, raw_button, tell};
use crate::content::{Content, Label};
use crate::dialogue::action::DeskAct;
use crate::dialogue::paging;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::audit::Act;
use crate::domain::case::Case;
use crate::domain::label::LabelId;
use crate::domain::limits::LABELS_PER_CASE_MAX;
use crate::domain::roles::{Capability, Staff};
use crate::domain::{CaseId, StaffId};
use crate::messenger::{Arg, Msg, Screen};

/// Beside these, the way on and the way back.
const PER_PAGE: usize = 4;

/// Which labels? A page of them, those that the case bears with a tick.
pub fn choose(turn: &mut Turn, id: CaseId, page: u8) -> Done {
    let Some(InHand { staff, member, grant, case }) = in_hand(turn, id, Capability::Triage)? else { return Ok(()) };
    turn.keep_hold(&grant, id, &case)?;
    show(turn, (staff, &member), id, &case, page)
}

fn show(turn: &mut Turn, (staff, member): (StaffId, &Staff), id: CaseId, case: &Case, page: u8) -> Done {
    let labels = turn.house.content.labels();
    let (at, pages) = paging::at(page, labels.len(), PER_PAGE);
    let place = u8::try_from(at).unwrap_or_default();
    let shown = labels.iter().skip(at * PER_PAGE).take(PER_PAGE);
    let buttons: Vec<_> = shown
        .map(|label| {
            let name = label.name.get(member.language);
            let words = name.strip_prefix(label.emoji()).unwrap_or(name);
            let shown = if case.labels.contains(&label.id) { format!("✅{words}") } else { name.to_owned() };
            raw_button(shown, DeskAct::SetLabel(id, label.id, place))
        })
        .collect();
    let max = i64::try_from(LABELS_PER_CASE_MAX).unwrap_or(i64::MAX);
    let msg = Msg::new("labels-choose").with("code", Arg::Code(case.code)).with("max", Arg::Number(max));
    let screen = on_card(&turn.house.content, case).into_iter().fold(Screen::new(msg), Screen::say);
    let screen = screen.pairs(buttons);
    let mut last = vec![button("desk-do-back", DeskAct::Show(id))];
    if let Some(next) = paging::next(at, pages) {
        last.insert(0, button("labels-do-next", DeskAct::Labels(id, next)));
    }
    let over = over_own(turn, staff, id);
    turn.to_staff_over(staff, over, screen.row(last), Some(id), false)
}

/// Puts it on, or takes it off.
pub fn set(turn: &mut Turn, id: CaseId, label: LabelId, page: u8, tag: [u8; 16]) -> Done {
    let Some(InHand { staff, member, grant, mut case }) = in_hand(turn, id, Capability::Triage)? else { return Ok(()) };
    let content = &turn.house.content;
    if content.label(label).is_none() {
        return tell(turn, "labels-gone");
    }
    let Some(is_on) = case.toggle_label(label, |known| content.label(known).is_some()) else {
        let max = i64::try_from(LABELS_PER_CASE_MAX).unwrap_or(i64::MAX);
        return tell(turn, Msg::new("labels-full").with("max", Arg::Number(max)));
    };
    turn.change(&grant, if is_on { Act::Labelled } else { Act::Unlabelled }, id, &case)?;
    turn.spend_token(tag)?;
    show(turn, (staff, &member), id, &case, page)
}

/// What the card says of them; `None` when there are none.
pub fn on_card(content: &Content, case: &Case) -> Option<Msg> {
    let known: Vec<&Label> = case.labels.iter().filter_map(|id| content.label(*id)).collect();
    let joined = |of: fn(&Label) -> &str| known.iter().map(|label| of(label)).collect::<Vec<_>>().join(" \u{b7} ");
    let names = Arg::Both { nl: joined(|label| &label.name.nl), fr: joined(|label| &label.name.fr) };
    (!known.is_empty()).then(|| Msg::new("labels-card").with("labels", names))
}

/// Their emoji, for a line of the desk.
pub fn in_line(content: &Content, labels: &[LabelId]) -> Arg {
    let emoji: Vec<&str> = labels.iter().filter_map(|id| content.label(*id)).map(Label::emoji).collect();
    Arg::Text(if emoji.is_empty() { String::new() } else { format!(" {}", emoji.concat()) })
}
