//! One turn of a talk: what happened, what may be read, what shall be said. Kept or dropped as a whole.
//!
//! A flow reads from the turn, computes, writes and replies. It does not wait, log, ask the time or know a sentence.

mod cards;
mod copies;
mod counted;
mod noted;

use super::action::DeskAct;
use super::house::House;
use super::memory::{Conversation, Memory, Verdict};
use crate::domain::ban::Ban;
use crate::domain::case::Case;
use crate::domain::draft::Draft;
use crate::domain::encounter::Follow;
use crate::domain::limits;
use crate::domain::person::Person;
use crate::domain::roles::{Capability, Denied, Grant, Staff, authorize};
use crate::domain::{CaseId, Code, DraftId, EncounterId, FollowId, Language, Moment, PersonId, SeatId, StaffId};
use crate::messenger::{Input, MessageRef, Msg, PressRef, Rendered, Screen, Target};
use crate::outbox::{self, NewRow, Origin};
use crate::store::records::{Job, Note, Owner, Rank, RowTo, ScreenToken, Shows};
use crate::store::tables::{Cases, Drafts, Members, Tokens};
use crate::store::{Store, StoreError};
use data_encoding::BASE64URL_NOPAD;

/// A press to be acknowledged after the commit.
pub struct ToastRow {
    pub press: PressRef,
    pub text: Option<String>,
    pub alert: bool,
}

/// Who is talking, as far as there are records.
#[derive(Clone, Copy)]
pub struct Who {
    pub origin: Origin,
    pub conversation: Conversation,
    pub member: Option<StaffId>,
    pub person: Option<PersonId>,
    pub draft: Option<DraftId>,
}

/// A case of who talks here, as the index knows it.
#[derive(Clone, Copy)]
pub struct OwnCase {
    pub id: CaseId,
    pub code: Code,
    pub open: bool,
}

/// See the file's header.
pub struct Turn<'a> {
    pub house: &'a House,
    pub store: &'a mut Store,
    pub memory: &'a mut Memory,
    pub now: Moment,
    /// `None` when nobody talks: a timer, an outcome.
    pub who: Option<Who>,
    /// The message whose button was pressed: a reply edits it.
    pub pressed: Option<MessageRef>,
    pub press: Option<PressRef>,
    pub toasts: Vec<ToastRow>,
    /// What this turn has written down about who talks here.
    kept: Option<Person>,
}

pub type Done = Result<(), StoreError>;

impl<'a> Turn<'a> {
    pub fn new(house: &'a House, store: &'a mut Store, memory: &'a mut Memory, now: Moment, who: Option<Who>) -> Self {
        Self { house, store, memory, now, who, pressed: None, press: None, toasts: Vec::new(), kept: None }
    }

    /// Takes note of a press, so that replies edit its message and every press is acknowledged.
    pub fn note_input(&mut self, input: &Input) {
        if let Input::Press { press, message, .. } = input {
            self.press = Some(press.clone());
            self.pressed = *message;
        }
    }

    // --- who is here ---------------------------------------------------------------------------------------------

    pub fn person(&mut self) -> Result<Option<Person>, StoreError> {
        let Some(id) = self.who.and_then(|who| who.person) else { return Ok(None) };
        match &self.kept {
            Some(person) => Ok(Some(person.clone())),
            None => self.store.person(id),
        }
    }

    /// Writes down what is known of who talks here, unless it is known already.
    pub fn keep_person(&mut self, person: Person) -> Done {
        if self.person()?.as_ref() == Some(&person) {
            return Ok(());
        }
        let Some(who) = self.who.as_mut() else { return Ok(()) };
        who.person = Some(who.origin.person(self.store));
        who.origin.keep(self.store, &person)?;
        self.kept = Some(person);
        Ok(())
    }

    /// The cases of who talks here, in the order in which they were asked, until their link is cut.
    pub fn own_cases(&self) -> Vec<OwnCase> {
        let Some(person) = self.who.and_then(|who| who.person) else { return Vec::new() };
        let own = self.store.index.cases_of(person).into_iter();
        own.map(|(id, case)| OwnCase { id, code: case.code, open: case.is_open() }).collect()
    }

    /// The places of who talks here, in no order that tells anything.
    pub fn own_seats(&self) -> Vec<(SeatId, EncounterId)> {
        self.seats_here(false)
    }

    /// Those that went while nobody could be told.
    pub fn lost_seats(&self) -> Vec<(SeatId, EncounterId)> {
        self.seats_here(true)
    }

    fn seats_here(&self, lost: bool) -> Vec<(SeatId, EncounterId)> {
        let Some(who) = self.who else { return Vec::new() };
        let (person, index) = (who.origin.person(self.store), &self.store.index.encounters);
        index.of(person).filter(|(seat, _)| index.is_lost(*seat) == lost).collect()
    }

    /// The squares that who talks here follows.
    pub fn own_follows(&self) -> Vec<(FollowId, Follow)> {
        let Some(who) = self.who else { return Vec::new() };
        let person = who.origin.person(self.store);
        self.store.index.streets.of(person).collect()
    }

    /// Those of them that are not closed.
    pub fn open_cases(&self) -> Vec<OwnCase> {
        self.own_cases().into_iter().filter(|case| case.open).collect()
    }

    /// The unsent draft of this conversation.
    pub fn draft(&mut self) -> Result<Option<(DraftId, Draft)>, StoreError> {
        let Some(id) = self.who.and_then(|who| who.draft) else { return Ok(None) };
        Ok(self.store.get::<Drafts>(&id)?.map(|draft| (id, draft)))
    }

    /// The language of the young person here: chosen, or not yet.
    pub fn language(&mut self) -> Result<Option<Language>, StoreError> {
        if let Some(person) = self.person()? {
            return Ok(Some(person.language));
        }
        if let Some((_, Draft { language: Some(language), .. })) = self.draft()? {
            return Ok(Some(language));
        }
        Ok(self.who.and_then(|who| self.memory.language(who.conversation)))
    }

    /// The ban on who talks here, if it is known and still holds.
    pub fn ban(&self) -> Option<Ban> {
        match self.memory.verdict(self.who?.conversation) {
            Verdict::Banned(id) => self.store.index.bans.get(&id).copied().filter(|ban| ban.holds(self.now.day())),
            Verdict::Unknown | Verdict::Clear => None,
        }
    }

    /// A case of this very person, by its code: the only way to a case from the youth's side.
    pub fn own_case(&mut self, code: Code) -> Result<Option<(CaseId, Case)>, StoreError> {
        let Some(id) = self.own_cases().iter().find(|own| own.code == code).map(|own| own.id) else { return Ok(None) };
        Ok(self.store.get::<Cases>(&id)?.map(|case| (id, case)))
    }

    /// The member who talks, with the proof that this is allowed: the only way to an act of the desk.
    pub fn member_may(
        &mut self,
        capability: Capability,
    ) -> Result<Result<(StaffId, Staff, Grant), Denied>, StoreError> {
        let Some(id) = self.who.and_then(|who| who.member) else { return Ok(Err(Denied::NotActive)) };
        let Some(staff) = self.store.get::<Members>(&id)? else { return Ok(Err(Denied::NotActive)) };
        Ok(authorize(&staff, capability).map(|grant| (id, staff, grant)))
    }

    // --- what is said --------------------------------------------------------------------------------------------

    /// Answers the person here, in the language chosen (or the other one's default): edits the message whose button
    /// was pressed, or sends a new one.
    pub fn reply(&mut self, screen: Screen) -> Done {
        let over = self.pressed;
        self.reply_over(over, screen, Note::Nothing)
    }

    /// Answers with a new message at the bottom, whatever was pressed.
    pub fn reply_new(&mut self, screen: Screen, note: Note) -> Done {
        self.reply_over(None, screen, note)
    }

    /// Answers with numbers to call, before anything else that waits to go out.
    pub fn reply_with_help(&mut self, over: Option<MessageRef>, screen: Screen) -> Done {
        self.reply_ranked(over, screen, Note::Nothing, Rank::Help)
    }

    /// Says what became of what somebody sent: it does not wait behind those who look around.
    pub fn reply_to_deed(&mut self, screen: Screen) -> Done {
        let over = self.pressed;
        self.reply_ranked(over, screen, Note::Nothing, Rank::Person)
    }

    /// The same where an own place is shown: if its address stands there, it is taken off the screen again in time.
    pub fn reply_with_place(&mut self, screen: Screen, seat: SeatId, shows_address: bool) -> Done {
        let over = self.pressed;
        let note = if shows_address { Note::Directions(seat) } else { Note::Nothing };
        self.reply_ranked(over, screen, note, Rank::Person)
    }

    pub fn reply_over(&mut self, over: Option<MessageRef>, screen: Screen, note: Note) -> Done {
        self.reply_ranked(over, screen, note, Rank::Screen)
    }

    fn reply_ranked(&mut self, over: Option<MessageRef>, screen: Screen, note: Note, rank: Rank) -> Done {
        let Some(who) = self.who else { return Ok(()) };
        if let Some(staff) = who.member {
            return self.to_staff_over(staff, over, screen, None, false);
        }
        let language = self.language()?.unwrap_or(Language::Nl);
        let rendered = self.render_for_youth(&screen, language);
        let to = match note {
            // A review is sealed under its draft's one-time key.
            Note::Review(draft) => RowTo::Owner(Owner::Draft(draft)),
            Note::Nothing
            | Note::IfThere
            | Note::Answer(_)
            | Note::Directions(_)
            | Note::Until(_)
            | Note::Offer(_)
            | Note::Awaited(_)
            | Note::Call { .. }
            | Note::Code { .. }
            | Note::Desk { .. } => self.here(),
        };
        self.stage(NewRow { to, job: job(over, rendered), rank, note, about: None, not_before: self.now })
    }

    /// A screen for whoever asked this case, wherever that is.
    pub fn to_asker(&mut self, case: CaseId, language: Language, screen: &Screen, note: Note) -> Done {
        let rendered = self.render_for_youth(screen, language);
        self.stage(NewRow {
            to: outbox::to_asker(case),
            job: Job::Send(rendered),
            rank: Rank::Person,
            note,
            about: Some(case),
            not_before: self.now,
        })
    }

    /// A new message at somebody's desk. `case` when it quotes one: the row dies with the case, and the message is
    /// taken back when the case closes.
    pub fn to_staff(&mut self, staff: StaffId, screen: Screen, case: Option<CaseId>) -> Done {
        self.to_staff_over(staff, None, screen, case, false)
    }

    /// A desk screen over another message, or a new one. `status` when deliveries are to be shown on it.
    pub fn to_staff_over(
        &mut self,
        staff: StaffId,
        over: Option<MessageRef>,
        screen: Screen,
        case: Option<CaseId>,
        status: bool,
    ) -> Done {
        let not_before = self.now;
        self.to_staff_later(staff, over, screen, case, status, not_before)
    }

    /// The same, not before a moment: notices that must not betray by their timing.
    pub fn to_staff_later(
        &mut self,
        staff: StaffId,
        over: Option<MessageRef>,
        screen: Screen,
        case: Option<CaseId>,
        status: bool,
        not_before: Moment,
    ) -> Done {
        let shows = case.map_or(Shows::Nothing, if status { Shows::Delivery } else { Shows::Case });
        let note = |token| Note::Desk { staff, shows, token };
        self.noted_at_staff(staff, over, &screen, case, not_before, note)
    }

    /// What is on offer to a member's project, without a word of the question: taken back when it is on offer no more.
    pub fn offer_at_staff(&mut self, staff: StaffId, over: Option<MessageRef>, screen: &Screen, case: CaseId) -> Done {
        let note = |token| Note::Desk { staff, shows: Shows::Offer(case), token };
        self.noted_at_staff(staff, over, screen, Some(case), self.now, note)
    }

    /// A desk screen with what is to be known of its delivery. `note` gets the token of its buttons.
    fn noted_at_staff(
        &mut self,
        staff: StaffId,
        over: Option<MessageRef>,
        screen: &Screen,
        about: Option<CaseId>,
        not_before: Moment,
        note: impl FnOnce(Option<[u8; 16]>) -> Note,
    ) -> Done {
        let Some(member) = self.store.get::<Members>(&staff)? else { return Ok(()) };
        let (rendered, token) = self.render_for_staff(staff, member.language, screen, about, over)?;
        let (to, job) = (outbox::to_staff(staff), job(over, rendered));
        self.stage(NewRow { to, job, rank: Rank::Desk, note: note(token), about, not_before })
    }

    /// A call to a case that waits, without a word of it: remembered with the case, so that it ends with the waiting.
    pub fn call_staff(&mut self, staff: StaffId, screen: &Screen, case: CaseId) -> Done {
        self.noted_at_staff(staff, None, screen, None, self.now, |token| Note::Call { staff, case, token })
    }

    /// Takes messages out of a member's chat: a typed draft, or a case's text when it closes.
    pub fn erase_at_staff(&mut self, staff: StaffId, messages: Vec<MessageRef>, not_before: Moment) -> Done {
        self.stage(NewRow {
            to: outbox::to_staff(staff),
            job: Job::Delete(messages),
            rank: Rank::Desk,
            note: Note::Nothing,
            about: None,
            not_before,
        })
    }

    /// Takes messages out of the chat here.
    pub fn erase_here(&mut self, messages: Vec<MessageRef>) -> Done {
        let to = self.here();
        self.stage(NewRow {
            to,
            job: Job::Delete(messages),
            rank: Rank::Person,
            note: Note::Nothing,
            about: None,
            not_before: self.now,
        })
    }

    /// A short word over the pressed button. The first one of a turn is said.
    pub fn toast(&mut self, msg: impl Into<Msg>) -> Done {
        self.acknowledge(Some(msg.into()), false)
    }

    /// The same as a box that must be closed: for what must not be missed.
    pub fn alert(&mut self, msg: impl Into<Msg>) -> Done {
        self.acknowledge(Some(msg.into()), true)
    }

    fn acknowledge(&mut self, msg: Option<Msg>, alert: bool) -> Done {
        let Some(press) = self.press.take() else { return Ok(()) };
        let language = match self.who.and_then(|who| who.member) {
            Some(id) => self.store.get::<Members>(&id)?.map(|staff| staff.language),
            None => self.language()?,
        };
        let text = msg.map(|msg| self.house.locale.text(language.unwrap_or(Language::Nl), &msg));
        self.toasts.push(ToastRow { press, text, alert });
        Ok(())
    }

    /// At the end of a turn every press is acknowledged, said or unsaid.
    pub fn finish(&mut self) -> Done {
        self.acknowledge(None, false)
    }

    pub fn stage(&mut self, row: NewRow) -> Done {
        outbox::stage(self.store, row, self.now).map(|_| ())
    }

    /// To whom a reply goes: the best record there is of who talks here.
    pub fn here(&self) -> RowTo {
        match self.who {
            // A group's rows have their own door (`desk::group`); nothing else lacks an origin when it replies.
            None => RowTo::Owner(Owner::Staff(StaffId([0; 16]))),
            Some(who) => who.origin.here(who.member, who.person, who.draft),
        }
    }

    // --- rendering -----------------------------------------------------------------------------------------------

    pub fn render_for_youth(&self, screen: &Screen, language: Language) -> Rendered {
        self.house.locale.render(screen, language, &mut |target| match target {
            Target::Menu(data) => data.clone(),
            // A desk button has no business on a young person's screen.
            Target::Desk(_) => String::new(),
        })
    }

    /// Renders a desk screen. Its buttons become one server-side token, bound to the member and, once delivered, to
    /// the message.
    fn render_for_staff(
        &mut self,
        staff: StaffId,
        language: Language,
        screen: &Screen,
        case: Option<CaseId>,
        over: Option<MessageRef>,
    ) -> Result<(Rendered, Option<[u8; 16]>), StoreError> {
        let mut secret = [0; 16];
        self.store.random().fill(&mut secret);
        let shown = BASE64URL_NOPAD.encode(&secret);
        let mut actions: Vec<Vec<u8>> = Vec::new();
        let mut rendered = self.house.locale.render(screen, language, &mut |target| match target {
            Target::Menu(data) => data.clone(),
            Target::Desk(act) => {
                actions.push(act.clone());
                format!("d:{shown}:{}", actions.len() - 1)
            }
        });
        rendered.protect = true;
        if actions.is_empty() {
            return Ok((rendered, None));
        }
        let tag = self.store.secret_tag(&secret);
        // Under tonight's key: which member saw which case at what moment is nobody's business next week.
        let Some(under) = self.store.epoch() else { return Ok((rendered, None)) };
        let expires = self.now.plus_hours(self.house.settings.retention.token_hours);
        let message = over.map(|message| message.0);
        for old in self.store.index.screens_beyond(staff, limits::DESK_SCREENS_MAX - 1) {
            self.store.remove::<Tokens>(&old)?;
        }
        self.store.put::<Tokens>(&tag, &ScreenToken { staff, case, message, actions, expires }, under)?;
        Ok((rendered, Some(tag)))
    }

    /// What a desk button means, if it is this member's, on this message, and still good.
    pub fn desk_act(&mut self, staff: StaffId, data: &str) -> Result<Option<([u8; 16], DeskAct)>, StoreError> {
        let mut parts = data.splitn(3, ':');
        let (Some("d"), Some(secret), Some(at)) = (parts.next(), parts.next(), parts.next()) else { return Ok(None) };
        let Ok(secret) = BASE64URL_NOPAD.decode(secret.as_bytes()) else { return Ok(None) };
        let Ok(at) = at.parse::<usize>() else { return Ok(None) };
        let tag = self.store.secret_tag(&secret);
        let Some(token) = self.store.get::<Tokens>(&tag)? else { return Ok(None) };
        let elsewhere = token.message.is_some() && token.message != self.pressed.map(|message| message.0);
        if token.staff != staff || token.expires < self.now || elsewhere {
            return Ok(None);
        }
        Ok(token.actions.get(at).and_then(|act| DeskAct::decode(act)).map(|act| (tag, act)))
    }

    /// A screen's buttons have acted: they act no more.
    pub fn spend_token(&mut self, tag: [u8; 16]) -> Done {
        self.store.remove::<Tokens>(&tag)
    }
}

fn job(over: Option<MessageRef>, rendered: Rendered) -> Job {
    match over {
        Some(message) => Job::Edit(message, rendered),
        None => Job::Send(rendered),
    }
}
