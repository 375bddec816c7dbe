//! The second reader of an answer about violence by the police: somebody of another organisation than its author, so that nobody
//! covers for a colleague or a partner. They see the case only while its draft waits for them, and only read.
//!
//! Never true of this file: a member of another project sees a case whose answer was not given to a reader, or writes at, refuses
//! or sorts one; a colleague sends it while somebody of another organisation could read it.

use super::home::is_ours;
use super::second::reads;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::StaffId;
use crate::domain::case::{AnswerDraft, Case, Refusal};
use crate::domain::roles::{Staff, Standing};
use crate::store::CaseSummary;

/// Does this member's project share no organisation with the author's? Who is of which of them is not known: one that two
/// projects share is one too many.
fn is_apart(turn: &Turn, author: StaffId, reader: &Staff) -> bool {
    let author = turn.store.index.members.get(&author);
    author.is_some_and(|author| turn.house.content.are_apart(&author.project, &reader.project))
}

/// Is there anybody who could read it from outside?
pub fn somebody(turn: &Turn, author: StaffId) -> bool {
    let mut members = turn.store.index.members.values();
    members.any(|member| member.standing == Standing::Active && reads(member) && is_apart(turn, author, member))
}

/// May this member read what this author wrote about violence by the police, as the one whom it needs?
pub fn counts(turn: &Turn, author: StaffId, reader: &Staff) -> bool {
    is_apart(turn, author, reader) || !somebody(turn, author)
}

/// Is the draft of somebody of another organisation than this member's?
pub fn is_by_stranger(turn: &Turn, case: &Case, staff: StaffId) -> bool {
    let author = case.draft.as_ref().map(|draft| draft.author);
    let reader = turn.store.index.members.get(&staff);
    author.zip(reader).is_some_and(|(author, reader)| is_apart(turn, author, reader))
}

/// Does it wait in the queue for a reader from outside, and is this member one?
pub fn waits_for(turn: &Turn, case: &CaseSummary, staff: StaffId, member: &Staff) -> bool {
    let author = case.to_read().filter(|author| *author != staff && case.is_read_outside() && !case.is_aside());
    author.is_some_and(|author| reads(member) && is_apart(turn, author, member))
}

/// Has this member only come to read it? Nothing else is theirs to do with it.
pub fn is_guest(turn: &Turn, case: &Case, staff: StaffId, member: &Staff) -> bool {
    let waits = |draft: &&AnswerDraft| draft.look.is_some() && draft.kind.is_answer() && !case.is_aside();
    let draft = case.draft.as_ref().filter(waits);
    let author = draft.map(|draft| draft.author).filter(|author| *author != staff && case.sorted.is_read_outside());
    let is_theirs = is_ours(member, case.project.as_deref());
    !is_theirs && author.is_some_and(|author| reads(member) && is_apart(turn, author, member))
}

/// A guest has sent it: its text leaves their chat, and it goes on with whoever wrote it.
pub fn goes_home(turn: &mut Turn, case: &mut Case, author: StaffId) -> Done {
    case.stays_with(author);
    let now = turn.now;
    turn.recall_copies(case, now)
}

/// See [`super::claim::held`]; for what a guest may do as well: read it, send it on, give it back.
pub fn held_to_read(turn: &Turn, case: &Case, staff: StaffId) -> Result<(), Refusal> {
    let member = turn.store.index.members.get(&staff);
    match member.is_some_and(|member| is_guest(turn, case, staff, member)) {
        true => super::claim::held_in_time(turn, case, staff),
        false => super::claim::held(turn, case, staff),
    }
}

/// As [`super::claim::renew`], for a guest as well.
pub fn renew_to_read(turn: &Turn, case: &mut Case, staff: StaffId) -> Result<(), Refusal> {
    held_to_read(turn, case, staff)?;
    case.renew(staff, super::claim::lease(turn))
}
