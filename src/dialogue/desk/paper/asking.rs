//! A question for somebody without an account: typed by a youth worker, read aloud as the desk will read it, and sent with a
//! yes of whoever sits there. It goes the way of every question, and leads to a card.
//!
//! Never true of this file: a text is kept before it was masked, or stays in the worker's chat once it was taken in, or for
//! longer than a draft lives; more is begun for a case whose card does not lie open; what goes is not what was read aloud; a
//! word of danger waits behind anything else; something that was typed is lost without a word.

use super::{allowed, button, desk_button, draw, expect, over, place, tell, typist};
use crate::content::{Level, MunicipalityId, ProjectId, utf16_units};
use crate::dialogue::action::{DeskAct, PaperAct};
use crate::dialogue::desk::notices;
use crate::dialogue::ending;
use crate::dialogue::memory::Behind;
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth::{draft, help, review, send as sending};
use crate::domain::audit::Act;
use crate::domain::draft::{Draft, Purpose};
use crate::domain::limits::PAPER_QUESTIONS_PER_HOUR;
use crate::domain::roles::{Awaiting, Capability, Grant, Staff};
use crate::domain::{CaseId, DraftId, Language, StaffId};
use crate::messenger::screen::Label;
use crate::messenger::{Arg, Button, MessageRef, Msg, Screen, Target};
use crate::outbox::{self, Origin};
use crate::store::StoreError;
use crate::store::records::Note;
use crate::store::tables::{Cases, Drafts};

/// Where it is typed, while there is room for it. What is typed already comes first.
pub(super) fn open(turn: &mut Turn) -> Done {
    let Some((staff, _, _)) = allowed(turn, Capability::HelpByCard)? else { return Ok(()) };
    if let Some((id, waiting)) = unsent(turn, staff)? {
        turn.toast("paper-unsent")?;
        return post_review(turn, staff, id, waiting);
    }
    if let Some(why) = no_room(turn) {
        return tell(turn, why);
    }
    expect(turn, staff, Some(Awaiting::ForCard(None)))?;
    let screen = Screen::new(Msg::new("paper-type").with("units", units(turn)));
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen.row(vec![button("plan-do-back", PaperAct::Open)]), None, false)
}

fn units(turn: &Turn) -> Arg {
    Arg::Number(i64::try_from(turn.house.settings.question_units).unwrap_or(i64::MAX))
}

/// Why no question can be asked for anybody now.
fn no_room(turn: &Turn) -> Option<Msg> {
    let most = PAPER_QUESTIONS_PER_HOUR;
    if turn.who.is_some_and(|who| turn.memory.has_asked(who.conversation, most, turn.now)) {
        return Some(Msg::new("paper-many").with("max", Arg::Number(most.into())));
    }
    if turn.store.index.cards() >= turn.house.settings.capacity.cards {
        return Some(Msg::new("paper-full"));
    }
    (draft::is_full(turn) || draft::too_busy(turn)).then(|| Msg::new("paper-busy"))
}

/// More for the case behind a card that lies open here.
pub(super) fn open_more(turn: &mut Turn, staff: StaffId, id: CaseId, code: Arg) -> Done {
    if let Some((draft, waiting)) = unsent(turn, staff)? {
        turn.alert("paper-unsent")?;
        return post_review(turn, staff, draft, waiting);
    }
    expect(turn, staff, Some(Awaiting::ForCard(Some(id))))?;
    let screen = Screen::new(Msg::new("paper-type-more").with("code", code).with("units", units(turn)));
    turn.to_staff(staff, screen, None)
}

/// What was typed, for a new question or for a case. Help comes first, then the text leaves the chat.
pub fn asked(turn: &mut Turn, more: Option<CaseId>, raw: &str, message: MessageRef) -> Done {
    let Some((staff, member, _)) = typist(turn)? else { return Ok(()) };
    let current = own(turn, staff)?;
    let before = match &current {
        Some((_, waiting)) if !waiting.replacing => waiting.joined(),
        Some(_) | None => String::new(),
    };
    let whole = format!("{before}\n{raw}");
    if let Some(level) = turn.house.content.newly_heard(&before, &whole) {
        let words = if level == Level::Perhaps { "paper-danger-perhaps" } else { "paper-danger" };
        let help = help::beside(turn.house, words);
        turn.help_at_staff(staff, &help)?;
    }
    // A button that was pressed in time keeps nothing open.
    let is_shut = |id| !turn.memory.open_cards.is_open(staff, Behind::Case(id), turn.now);
    if current.is_none() && more.is_some_and(is_shut) {
        expect(turn, staff, None)?;
        return stays(turn, staff, message, Msg::new("paper-type-again"));
    }
    let language = match &current {
        Some((_, waiting)) => waiting.language.unwrap_or(member.language),
        None => more.and_then(|id| turn.store.index.cases.get(&id)).map_or(member.language, |case| case.language),
    };
    let masked = match draft::fitting(turn, Some(language), utf16_units(&before), raw) {
        Ok(masked) if masked.is_empty() => return tell(turn, "paper-nothing-typed"),
        Ok(masked) => masked,
        Err(too_many) => {
            let cut = Arg::Number(i64::try_from(too_many).unwrap_or(i64::MAX));
            let why = Msg::new("paper-too-long").with("over", cut).with("units", units(turn));
            return stays(turn, staff, message, why);
        }
    };
    let (id, mut waiting) = match current {
        Some(current) => current,
        None => match begin(turn, (staff, &member), more, language)? {
            Some(begun) => begun,
            None => return stays(turn, staff, message, Msg::new("paper-busy")),
        },
    };
    turn.erase_at_staff(staff, vec![message], turn.now)?;
    erase_left(turn, staff)?;
    draft::push(&mut waiting, message, masked);
    post_review(turn, staff, id, waiting)
}

fn stays(turn: &mut Turn, staff: StaffId, message: MessageRef, why: Msg) -> Done {
    leave(turn, staff, message)?;
    turn.reply_new(Screen::new(why), Note::Nothing)
}

/// What cannot be taken in stays in the chat, so that nothing typed is lost: an edit of it is taken in like a new text.
/// It is not masked, so it goes with the next text that is, or by the clock when a draft would.
pub(super) fn leave(turn: &mut Turn, staff: StaffId, message: MessageRef) -> Done {
    if turn.memory.for_cards.is_left(staff, message.0) {
        return Ok(());
    }
    if let Some(oldest) = turn.memory.for_cards.leave(staff, message.0) {
        turn.erase_at_staff(staff, vec![MessageRef(oldest)], turn.now)?;
    }
    let end = turn.now.plus_minutes(turn.house.settings.retention.draft_minutes);
    turn.erase_at_staff(staff, vec![message], end)
}

fn erase_left(turn: &mut Turn, staff: StaffId) -> Done {
    let left: Vec<MessageRef> = turn.memory.for_cards.take_left(staff).into_iter().map(MessageRef).collect();
    if left.is_empty() { Ok(()) } else { turn.erase_at_staff(staff, left, turn.now) }
}

fn begin(
    turn: &mut Turn,
    (staff, member): (StaffId, &Staff),
    more: Option<CaseId>,
    language: Language,
) -> Result<Option<(DraftId, Draft)>, StoreError> {
    let purpose = more.map_or(Purpose::Question, Purpose::Addition);
    let Some((id, mut waiting)) = draft::begin(turn, purpose)? else { return Ok(None) };
    waiting.worker = Some(staff);
    waiting.language = Some(language);
    waiting.area = towns(turn, &member.project).into_iter().next();
    draft::save(turn, id, &mut waiting)?;
    Ok(Some((id, waiting)))
}

/// What this member types for somebody, while its time is not over.
fn own(turn: &mut Turn, staff: StaffId) -> Result<Option<(DraftId, Draft)>, StoreError> {
    let Some((id, waiting)) = turn.draft()?.filter(|(_, waiting)| waiting.worker == Some(staff)) else {
        return Ok(None);
    };
    if waiting.next_due(&turn.house.settings.retention) <= turn.now {
        drop_words(turn, staff)?;
        return Ok(None);
    }
    Ok(Some((id, waiting)))
}

fn unsent(turn: &mut Turn, staff: StaffId) -> Result<Option<(DraftId, Draft)>, StoreError> {
    Ok(own(turn, staff)?.filter(|(_, waiting)| !waiting.is_empty()))
}

/// The draft of a press, and the right to it. It is said when it is there no more.
fn pressed(turn: &mut Turn, id: DraftId) -> Result<Option<(StaffId, Staff, Grant, Draft)>, StoreError> {
    let Some((staff, member, grant)) = allowed(turn, Capability::HelpByCard)? else { return Ok(None) };
    match own(turn, staff)? {
        Some((own, waiting)) if own == id => Ok(Some((staff, member, grant, waiting))),
        Some(_) | None => turn.alert("paper-words-gone").map(|()| None),
    }
}

/// The towns of a project, by their ids.
fn towns(turn: &Turn, project: &str) -> Vec<String> {
    let project = ProjectId::parse(project).and_then(|id| turn.house.content.project(&id));
    let towns = project.into_iter().flat_map(|project| &project.municipalities);
    towns.map(|town| town.id.as_str().to_owned()).collect()
}

/// The review at the bottom; an older one goes, so that there is one. What is typed next joins it.
fn post_review(turn: &mut Turn, staff: StaffId, id: DraftId, mut waiting: Draft) -> Done {
    if let Some(old) = waiting.review.take() {
        turn.erase_at_staff(staff, vec![MessageRef(old)], turn.now)?;
    }
    put_review(turn, staff, id, waiting, None)
}

fn put_review(turn: &mut Turn, staff: StaffId, id: DraftId, mut waiting: Draft, over: Option<MessageRef>) -> Done {
    waiting.replacing = false;
    let is_gone = waiting.purpose.case().is_some_and(|case| !is_there(turn, case));
    if is_gone {
        waiting.purpose = Purpose::Question;
    }
    draft::save(turn, id, &mut waiting)?;
    expect(turn, staff, Some(Awaiting::ForCard(waiting.purpose.case())))?;
    let mut screen = screen(turn, id, &waiting)?;
    if is_gone {
        screen = screen.say("paper-now-new");
    }
    turn.review_at_staff(staff, id, over, &screen)
}

/// Does a card still lead to this case?
fn is_there(turn: &Turn, id: CaseId) -> bool {
    turn.store.index.cases.contains_key(&id) && turn.store.index.people.asker_of(id).is_some()
}

fn screen(turn: &mut Turn, id: DraftId, waiting: &Draft) -> Result<Screen, StoreError> {
    let shown = draft::shown(turn, waiting);
    let text = shown.text.as_str().to_owned();
    let send = button("review-send", PaperAct::Send(id, draft::fingerprint(waiting, &text)));
    let last = vec![button("review-edit", PaperAct::Edit(id)), button("review-stop", PaperAct::Drop(id))];
    let case = match waiting.purpose {
        Purpose::Addition(case) | Purpose::Missing(case) => turn.store.get::<Cases>(&case)?,
        Purpose::Question | Purpose::Unchosen | Purpose::Search => None,
    };
    if let Some(case) = case {
        let title = Msg::new("paper-review-more").with("code", Arg::Code(case.code));
        let screen = review::notes(turn, Screen::new(title).quote(text), &shown);
        return Ok(screen.say("paper-consent").row(vec![send]).row(last));
    }
    let may_ask_police = review::may_ask_police(turn, &text, None);
    let mut screen = review::notes(turn, Screen::new("paper-review").quote(text), &shown);
    let mut set = vec![town_button(turn, id, waiting)];
    if may_ask_police {
        screen = screen.say("paper-police");
        let label = if waiting.police_ok { "review-police-yes" } else { "review-police-no" };
        set.push(button(label, PaperAct::Police(id)));
    }
    let language = match waiting.language {
        Some(Language::Fr) => "paper-answer-fr",
        Some(Language::Nl) | None => "paper-answer-nl",
    };
    let screen = screen.say("paper-consent").row(set).row(vec![button(language, PaperAct::Language(id))]);
    Ok(screen.row(vec![send]).row(last))
}

fn town_button(turn: &Turn, id: DraftId, waiting: &Draft) -> Button {
    let town = waiting.area.as_deref().and_then(MunicipalityId::parse);
    match town.and_then(|town| turn.house.content.municipality(&town)) {
        Some(town) => {
            let name = |language| format!("📍 {}", town.name.get(language));
            let label = Label::Both { nl: name(Language::Nl), fr: name(Language::Fr) };
            Button { label, target: Target::Desk(DeskAct::Paper(PaperAct::Area(id)).encode()) }
        }
        None => button("review-elsewhere", PaperAct::Area(id)),
    }
}

/// The next town of the project, and after the last one elsewhere.
pub(super) fn area(turn: &mut Turn, id: DraftId) -> Done {
    let Some((staff, member, _, mut waiting)) = pressed(turn, id)? else { return Ok(()) };
    let towns = towns(turn, &member.project);
    let at = waiting.area.as_ref().and_then(|town| towns.iter().position(|known| known == town));
    waiting.area = match (&waiting.area, at) {
        (Some(_), Some(at)) => towns.get(at + 1).cloned(),
        (Some(_), None) => None,
        (None, _) => towns.first().cloned(),
    };
    let over = turn.pressed;
    put_review(turn, staff, id, waiting, over)
}

pub(super) fn language(turn: &mut Turn, id: DraftId) -> Done {
    let Some((staff, _, _, mut waiting)) = pressed(turn, id)? else { return Ok(()) };
    let other = match waiting.language {
        Some(Language::Fr) => Language::Nl,
        Some(Language::Nl) | None => Language::Fr,
    };
    waiting.language = Some(other);
    draft::rename_masks(turn, &mut waiting, other);
    let over = turn.pressed;
    put_review(turn, staff, id, waiting, over)
}

pub(super) fn police(turn: &mut Turn, id: DraftId) -> Done {
    let Some((staff, _, _, mut waiting)) = pressed(turn, id)? else { return Ok(()) };
    let shown = draft::shown(turn, &waiting);
    waiting.police_ok = review::may_ask_police(turn, shown.text.as_str(), None) && !waiting.police_ok;
    let over = turn.pressed;
    put_review(turn, staff, id, waiting, over)
}

/// ✏️: the next text comes in the place of what stands there.
pub(super) fn edit(turn: &mut Turn, id: DraftId) -> Done {
    let Some((staff, _, _, mut waiting)) = pressed(turn, id)? else { return Ok(()) };
    waiting.replacing = true;
    draft::save(turn, id, &mut waiting)?;
    expect(turn, staff, Some(Awaiting::ForCard(waiting.purpose.case())))?;
    turn.toast("paper-type-anew")
}

/// ✖️: nothing was sent and nothing stays.
pub(super) fn drop_it(turn: &mut Turn, id: DraftId) -> Done {
    let Some((staff, _, _, _)) = pressed(turn, id)? else { return Ok(()) };
    erase_left(turn, staff)?;
    draft::drop_here(turn)?;
    expect(turn, staff, None)?;
    let over = turn.pressed;
    let home = desk_button("desk-home", DeskAct::ShowDesk);
    turn.to_staff_over(staff, over, Screen::new("paper-dropped").row(vec![home]), None, false)
}

/// What a member types for somebody ends, and its review leaves the chat.
pub fn drop_words(turn: &mut Turn, staff: StaffId) -> Done {
    erase_left(turn, staff)?;
    let Some(id) = outbox::draft_at(turn.store, staff)? else { return Ok(()) };
    let draft = turn.store.get::<Drafts>(&id)?.filter(|draft| draft.worker == Some(staff));
    let Some(draft) = draft else { return Ok(()) };
    if let Some(review) = draft.review {
        turn.erase_at_staff(staff, vec![MessageRef(review)], turn.now)?;
    }
    if let Some(who) = turn.who.as_mut().filter(|who| who.draft == Some(id)) {
        who.draft = None;
    }
    ending::drop_draft(turn, id)
}

/// Its half hour is over: what stood there says so, and the worker hears that nothing went.
pub fn lapsed(turn: &mut Turn, staff: StaffId, review: Option<MessageRef>) -> Done {
    let now = turn.now;
    if let Some(review) = review {
        turn.edit_at_staff(staff, review, "paper-lapsed-here", now)?;
    }
    let minutes = Arg::Number(turn.house.settings.retention.draft_minutes);
    turn.to_staff(staff, Screen::new(Msg::new("paper-lapsed").with("minutes", minutes)), None)
}

/// ✅: sends what was read aloud. If more was typed since, that is read first.
pub(super) fn send(turn: &mut Turn, id: DraftId, seen: u32, tag: [u8; 16]) -> Done {
    let Some((staff, _, grant, waiting)) = pressed(turn, id)? else { return Ok(()) };
    let text = draft::shown(turn, &waiting).text.as_str().to_owned();
    let over = turn.pressed;
    if waiting.is_empty() || draft::fingerprint(&waiting, &text) != seen {
        turn.alert("send-changed")?;
        return put_review(turn, staff, id, waiting, over);
    }
    match waiting.purpose {
        Purpose::Addition(case) | Purpose::Missing(case) => add(turn, (staff, &grant), id, waiting, (case, text), tag),
        Purpose::Question | Purpose::Unchosen | Purpose::Search => {
            question(turn, (staff, &grant), id, waiting, text, tag)
        }
    }
}

/// The case, its card, and the code of it: on this screen, once.
fn question(
    turn: &mut Turn,
    (staff, grant): (StaffId, &Grant),
    id: DraftId,
    waiting: Draft,
    text: String,
    tag: [u8; 16],
) -> Done {
    if let Some(why) = no_room(turn) {
        return tell(turn, why);
    }
    let language = waiting.language.unwrap_or(Language::Nl);
    let Some(code) = draw(turn, language) else { return tell(turn, "paper-full") };
    let (case_id, case) = sending::open_case(turn, Origin::of_card(code), id, &waiting, language, text)?;
    turn.change(grant, Act::CardAsked, case_id, &case)?;
    if let Some(who) = turn.who {
        turn.memory.asked(who.conversation, turn.now);
    }
    draft::spend_here(turn)?;
    turn.spend_token(tag)?;
    if case.urgent {
        notices::urgent(turn, case_id, &case)?;
    }
    let sent = if case.urgent { "paper-sent-urgent" } else { "paper-sent" };
    let screen = Screen::new(Msg::new("paper-code").with("code", Arg::Text(code.as_str().to_owned())))
        .say(Msg::new(sent).with("code", Arg::Code(case.code)).with("promised", Arg::When(case.promised)))
        .say("paper-lost");
    place::show_code(turn, staff, screen)
}

/// More for a case. If it cannot be there any more, the text is not lost: it is a question of its own, with another card.
fn add(
    turn: &mut Turn,
    (staff, grant): (StaffId, &Grant),
    id: DraftId,
    mut waiting: Draft,
    (case_id, text): (CaseId, String),
    tag: [u8; 16],
) -> Done {
    let over = turn.pressed;
    let case = turn.store.get::<Cases>(&case_id)?.filter(|_| is_there(turn, case_id));
    let added = match case {
        Some(mut case) => sending::add(turn, case_id, &mut case, text)?.map(|added| (case, added)),
        None => Err("send-case-over"),
    };
    let (case, added) = match added {
        Ok(done) => done,
        Err(why) => {
            waiting.purpose = Purpose::Question;
            turn.alert(why)?;
            return put_review(turn, staff, id, waiting, over);
        }
    };
    turn.change(grant, Act::CardAdded, case_id, &case)?;
    draft::spend_here(turn)?;
    turn.spend_token(tag)?;
    expect(turn, staff, None)?;
    if added.calls {
        notices::urgent(turn, case_id, &case)?;
    }
    let said = if case.promised <= turn.now { "paper-added-late" } else { "paper-added" };
    let said = Msg::new(said).with("code", Arg::Code(case.code)).with("promised", Arg::When(case.promised));
    let screen = Screen::new(said).row(vec![desk_button("desk-home", DeskAct::ShowDesk)]);
    turn.to_staff_over(staff, over, screen, None, false)
}
