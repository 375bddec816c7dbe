//! Figures of the two years before the demo opens: no visitor waits for a month to be over.
//!
//! Never true of this file: a count is one of somebody who plays in the demo.

use super::cast::PROJECT;
use crate::domain::figures::{Counts, FigureOf, Happened, Whose, first_kept};
use crate::domain::limits::FIGURE_LEAST_MIN;
use crate::domain::tally::Reaction;
use crate::domain::triage::Triage;
use crate::domain::{Day, Language, Moment};
use crate::store::{Store, StoreError};
use std::collections::BTreeMap;

/// Writes what a project and the shared pool might have counted, a month at a time, up to the one in which the demo opens.
pub(super) fn figures(store: &mut Store, now: Moment, opens: Moment) -> Result<(), StoreError> {
    for month in first_kept(opens.day())..opens.day().month() {
        let of = |whose| FigureOf { month, whose };
        let more = BTreeMap::from([
            (of(Whose::Project(PROJECT.to_owned())), counts(month, true)),
            (of(Whose::Shared), counts(month, false)),
        ]);
        store.add_figures(&more, FIGURE_LEAST_MIN, Day::first_of(month).start())?;
        store.keep_turn();
        store.commit(now)?;
    }
    Ok(())
}

/// Some months are busier than others; in summer hardly anybody asks.
fn counts(month: i32, meets: bool) -> Counts {
    let mut counts = Counts::default();
    let (season, wave) = (month.rem_euclid(12), month.rem_euclid(5).unsigned_abs());
    let mut add = |happened: Happened, times: u32| (0..times).for_each(|_| counts.add(happened));
    let asked = if season == 6 { 2 } else { 14 + 3 * wave };
    add(Happened::Asked(Language::Fr), asked);
    add(Happened::Asked(Language::Nl), asked / 2);
    let answered = |in_time, about| Happened::Answered { in_time, about: Some(about) };
    add(answered(true, Triage::A1), asked / 2 + 3);
    add(answered(true, Triage::B2), asked / 3 + 2);
    add(answered(true, Triage::X2), wave);
    add(answered(false, Triage::C1), asked / 3);
    add(Happened::Rated(Reaction::Helped), asked / 2 + 2);
    add(Happened::Rated(Reaction::NotReally), asked / 4);
    add(Happened::Rated(Reaction::Unclear), wave + 1);
    if meets {
        add(Happened::Held, 1 + wave / 3);
        add(Happened::Cancelled, u32::from(wave == 2));
        add(Happened::Present(1), 9 + 4 * wave);
    } else {
        add(Happened::Rated(Reaction::Deflected), 20 + 7 * wave);
    }
    counts
}
