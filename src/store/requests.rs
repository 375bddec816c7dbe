//! General questions to the police: what the index knows of them. Each lies under the text key of its case, and dies with it.
//!
//! Never true of this file: a request is found by anything but its own id or its case.

use crate::domain::request::PoliceRequest;
use crate::domain::{CaseId, RequestId};
use std::collections::BTreeMap;

/// Every one of them, in RAM: at most [`REQUESTS_MAX`](crate::domain::limits::REQUESTS_MAX), and those of which only what was
/// said is left, some five weeks of them.
#[derive(Default)]
pub struct Requests(BTreeMap<RequestId, PoliceRequest>);

impl Requests {
    pub fn all(&self) -> impl Iterator<Item = (RequestId, &PoliceRequest)> {
        self.0.iter().map(|(id, request)| (*id, request))
    }

    /// The one that is asked about a case, or was answered; there is one at most.
    pub fn of(&self, case: CaseId) -> Option<(RequestId, &PoliceRequest)> {
        self.whole(case).filter(|(_, request)| !request.is_over())
    }

    /// The same, or what is left of one.
    pub fn whole(&self, case: CaseId) -> Option<(RequestId, &PoliceRequest)> {
        self.all().find(|(_, request)| request.case == case)
    }

    /// Those that are not over.
    pub fn count(&self) -> usize {
        self.0.values().filter(|request| !request.is_over()).count()
    }

    pub(super) fn set(&mut self, id: RequestId, request: Option<PoliceRequest>) {
        match request {
            Some(request) => _ = self.0.insert(id, request),
            None => _ = self.0.remove(&id),
        }
    }
}
