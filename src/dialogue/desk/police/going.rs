//! The hour of the day at which what two have read goes to the liaisons, all of it together: the hour of a question is told to
//! nobody.
//!
//! Never true of this file: a request goes out whose case was sorted, closed or taken back meanwhile; a liaison hears of one
//! request when there are more.

use super::{gate, liaisons, reading};
use crate::dialogue::action::{DeskAct, ServiceAct};
use crate::dialogue::desk;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::RequestId;
use crate::domain::audit::{Act, Doer};
use crate::messenger::{Arg, Msg, Screen};
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
    for (project, count) in by_project {
        for liaison in liaisons(turn, &project) {
            let screen = Screen::new(Msg::new("service-requests-new").with("count", Arg::Number(count)))
                .row(vec![desk::button("service-do-requests", DeskAct::Service(ServiceAct::Requests(0)))]);
            turn.to_staff(liaison, screen, None)?;
        }
    }
    Ok(())
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
    let name = turn.store.case_name(&request.case)?;
    turn.note(Doer::Nobody, Act::PolicePut, name)?;
    Ok(Some(request.project))
}
