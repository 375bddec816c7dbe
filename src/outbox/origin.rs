//! Where an event came from, as an opaque thing: the talk can answer it and tie records to it, and cannot look inside.

use crate::domain::{DraftId, PersonId, StaffId};
use crate::messenger::MessageRef;
use crate::store::records::{Owner, RouteRecord, RowTo};
use crate::store::tables::Routes;
use crate::store::{Store, StoreError};
use crate::vault::{Address, KeyRef};

/// The conversation of the event in hand.
#[derive(Clone, Copy)]
pub struct Origin(Address);

impl Origin {
    pub fn new(address: Address) -> Self {
        Self(address)
    }

    /// Ties a record's route to this conversation.
    pub fn bind(
        self,
        store: &mut Store,
        owner: Owner,
        person: Option<PersonId>,
        under: KeyRef,
    ) -> Result<(), StoreError> {
        let messages = store.get::<Routes>(&owner)?.map(|route| route.messages).unwrap_or_default();
        store.put::<Routes>(&owner, &RouteRecord { address: self.0, person, messages }, under)
    }

    /// Who is here, by what is known best: a member, a person, an unsent draft, or nobody of whom there is a record.
    pub fn here(self, member: Option<StaffId>, person: Option<PersonId>, draft: Option<DraftId>) -> RowTo {
        match (member, person, draft) {
            (Some(staff), _, _) => RowTo::Owner(Owner::Staff(staff)),
            (None, Some(person), _) => RowTo::Owner(Owner::Person(person)),
            (None, None, Some(draft)) => RowTo::Owner(Owner::Draft(draft)),
            (None, None, None) => RowTo::Direct(self.0),
        }
    }

    /// Only this address, whatever record may come or go in this turn.
    pub fn direct(self) -> RowTo {
        RowTo::Direct(self.0)
    }

    /// The messages that a record's route remembers.
    pub fn remembered(store: &mut Store, owner: Owner) -> Result<Vec<MessageRef>, StoreError> {
        let route = store.get::<Routes>(&owner)?;
        Ok(route.map(|route| route.messages.iter().map(|(id, _)| MessageRef(*id)).collect()).unwrap_or_default())
    }
}
