//! General questions to the police: what the index knows of them. Each lies under the text key of its case, and dies with it.
//!
//! Never true of this file: a request is found by anything but its own id or its case.

use crate::domain::request::PoliceRequest;
use crate::domain::{CaseId, RequestId};
use std::collections::BTreeMap;

/// Every one of them, in RAM: there are [`REQUESTS_MAX`](crate::domain::limits::REQUESTS_MAX) at most.
#[derive(Default)]
pub struct Requests(BTreeMap<RequestId, PoliceRequest>);

impl Requests {
    pub fn all(&self) -> impl Iterator<Item = (RequestId, &PoliceRequest)> {
        self.0.iter().map(|(id, request)| (*id, request))
    }

    /// The one of a case; there is one at most.
    pub fn of(&self, case: CaseId) -> Option<(RequestId, &PoliceRequest)> {
        self.all().find(|(_, request)| request.case == case)
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    pub(super) fn set(&mut self, id: RequestId, request: Option<PoliceRequest>) {
        match request {
            Some(request) => _ = self.0.insert(id, request),
            None => _ = self.0.remove(&id),
        }
    }
}
