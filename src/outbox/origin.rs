//! Where an event came from, as an opaque thing: the talk can answer it and tie records to it, and cannot look inside.

use crate::domain::paper::PaperCode;
use crate::domain::person::Person;
use crate::domain::{CaseId, DraftId, Moment, PersonId, StaffId};
use crate::messenger::MessageRef;
use crate::store::people::hour_of;
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

    /// Somebody without an account, by the card that they hold: a youth worker acts for them.
    pub fn of_card(code: PaperCode) -> Self {
        Self(Address::of_card(code))
    }

    /// Ties a record's route to this conversation.
    pub fn bind(self, store: &mut Store, owner: Owner, under: KeyRef) -> Result<(), StoreError> {
        let messages = store.get::<Routes>(&owner)?.map(|route| route.messages).unwrap_or_default();
        store.put::<Routes>(&owner, &RouteRecord { address: self.0, sent: None, messages }, under)
    }

    /// Ties a new case to this conversation, and remembers which draft became it.
    pub fn bind_case(self, store: &mut Store, case: CaseId, sent: DraftId, under: KeyRef) -> Result<(), StoreError> {
        let route = RouteRecord { address: self.0, sent: Some(sent), messages: Vec::new() };
        store.put::<Routes>(&Owner::Case(case), &route, under)
    }

    /// Writes down what is known of who talks here.
    pub fn keep(self, store: &mut Store, person: &Person) -> Result<(), StoreError> {
        store.write_page(self.0, Some(person.clone()), Vec::new())
    }

    /// Remembers messages of this conversation that belong to no case, for a later wipe.
    pub fn remember(self, store: &mut Store, messages: Vec<MessageRef>, now: Moment) -> Result<(), StoreError> {
        let hour = hour_of(now);
        store.write_page(self.0, None, messages.into_iter().map(|message| (message.0, hour)).collect())
    }

    /// The name of this conversation in this run.
    pub fn person(self, store: &Store) -> PersonId {
        store.index.directory.person_at(self.0)
    }

    /// Who is here, by what is known best: a member, a person, an unsent draft, or nobody of whom there is a record.
    pub fn here(self, member: Option<StaffId>, person: Option<PersonId>, draft: Option<DraftId>) -> RowTo {
        match (member, person, draft) {
            (Some(staff), _, _) => RowTo::Owner(Owner::Staff(staff)),
            (None, None, Some(draft)) => RowTo::Owner(Owner::Draft(draft)),
            // A row that named a person's record would tie to each other whatever such rows were written beside.
            (None, Some(_), _) | (None, None, None) => RowTo::Direct(self.0),
        }
    }

    /// Only this address, whatever record may come or go in this turn.
    pub fn direct(self) -> RowTo {
        RowTo::Direct(self.0)
    }

    /// Where a member's chat is, while that is known.
    pub fn of_member(store: &mut Store, staff: StaffId) -> Result<Option<Self>, StoreError> {
        Ok(store.get::<Routes>(&Owner::Staff(staff))?.map(|route| Self(route.address)))
    }

    /// A mark by which this conversation is known again as that of a member who left, and neither is read from it.
    pub fn mark_of(self, store: &Store, staff: StaffId) -> [u8; 16] {
        store.secret_tag(&[b"left ".as_slice(), &staff.0, &self.0.reveal().to_be_bytes()].concat())
    }

    /// The messages that a record's route remembers.
    pub fn remembered(store: &mut Store, owner: Owner) -> Result<Vec<MessageRef>, StoreError> {
        let route = store.get::<Routes>(&owner)?;
        Ok(route.map(|route| route.messages.iter().map(|(id, _)| MessageRef(*id)).collect()).unwrap_or_default())
    }
}
