//! The hour of the day at which what two have read goes to the liaisons, all of it together: the hour of a question is told to
//! nobody.
//!
//! Never true of this file: a request goes out whose case was sorted, closed or taken back meanwhile; a liaison hears of one
//! request when there are more; they are reminded twice of one, or when nobody works.

use super::{gate, liaisons, reading};
use crate::dialogue::action::{DeskAct, ServiceAct};
use crate::dialogue::desk;
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth::answer;
use crate::domain::RequestId;
use crate::domain::audit::{Act, Doer};
use crate::messenger::{Arg, Msg, Screen};
use crate::schedule;
use crate::store::tables::{Cases, Requests};
use std::collections::BTreeMap;

/// Looked at each half hour.
pub fn half_hour(turn: &mut Turn) -> Done {
    let now = turn.now;
    let all = turn.store.index.requests.all().filter(|(_, request)| request.goes_by(now));
    let going: Vec<RequestId> = all.map(|(id, _)| id).collect();
    let mut by_project: BTreeMap<String, i64> = BTreeMap::new();
    for id in going {
        if let Some(project) = put(turn, id)? {
            *by_project.entry(project).or_default() += 1;
        }
    }
    tell_liaisons(turn, by_project, "service-requests-new")?;
    late(turn)
}

/// One notice for all of a project.
fn tell_liaisons(turn: &mut Turn, by_project: BTreeMap<String, i64>, said: &'static str) -> Done {
    for (project, count) in by_project {
        for liaison in liaisons(turn, &project) {
            let screen = Screen::new(Msg::new(said).with("count", Arg::Number(count)))
                .row(vec![desk::button("service-do-requests", DeskAct::Service(ServiceAct::Requests(0)))]);
            turn.to_staff(liaison, screen, None)?;
        }
    }
    Ok(())
}

/// Whose day is past: the liaisons are reminded once, and whoever waits for them need not wait any longer.
fn late(turn: &mut Turn) -> Done {
    let (now, today) = (turn.now, turn.now.day());
    let is_open = |project: &str| schedule::is_open(&turn.house.content, Some(project), now);
    let all = turn.store.index.requests.all();
    let late = all.filter(|(_, request)| request.is_late(today) && is_open(&request.project));
    let late: Vec<RequestId> = late.map(|(id, _)| id).collect();
    let mut by_project: BTreeMap<String, i64> = BTreeMap::new();
    for id in late {
        let Some(mut request) = turn.store.get::<Requests>(&id)? else { continue };
        request.remind();
        turn.store.update::<Requests>(&id, &request)?;
        super::tell_waiting(turn, &request, "police-late")?;
        *by_project.entry(request.project).or_default() += 1;
    }
    tell_liaisons(turn, by_project, "service-requests-late")
}

/// The project whose liaisons see it from now on; `None` when it may not go any more.
fn put(turn: &mut Turn, id: RequestId) -> Result<Option<String>, crate::store::StoreError> {
    let Some(mut request) = turn.store.get::<Requests>(&id)? else { return Ok(None) };
    let case = turn.store.get::<Cases>(&request.case)?.filter(|case| case.is_open());
    let now = turn.now;
    let may_go = case.as_ref().and_then(|case| gate::pass(turn, case).ok()).map(|may| request.put(&may, now));
    if may_go != Some(Ok(())) {
        turn.store.remove::<Requests>(&id)?;
        if let Some(case) = case {
            reading::tell_author(turn, &request, &case, Msg::new("police-told-withdrawn"))?;
        }
        return Ok(None);
    }
    turn.store.update::<Requests>(&id, &request)?;
    if let Some(case) = case {
        answer::asks_police(turn, request.case, &case)?;
    }
    let name = turn.store.case_name(&request.case)?;
    turn.note(Doer::Nobody, Act::PolicePut, name)?;
    Ok(Some(request.project))
}
