//! The moderators' side: one file a flow. Who wants to do something here shows that it is allowed, at every press.
//!
//! Never true of this room: a question's words leave the chat of the member who claimed it; a text typed here goes
//! out without a preview that was confirmed; an act is done without the [`Grant`](crate::domain::roles::Grant) for it.
//!
//! To add an act: an arm in `action::DeskAct`, its arm in [`act`] below, a function in the flow's file that takes the
//! grant, its words in both languages, a scenario.

pub mod account;
pub mod answer;
pub mod banner;
pub mod block;
pub mod calls;
pub mod card;
pub mod claim;
pub mod colleagues;
pub mod duty;
pub mod encounters;
pub mod enrol;
pub mod figures;
pub mod filter;
pub mod group;
pub mod home;
pub mod inviting;
pub mod labels;
pub mod log;
pub mod members;
pub mod notices;
pub mod outside;
pub mod paper;
pub mod parked;
pub mod pause;
pub mod police;
pub mod practice;
pub mod refuse;
pub mod reload;
pub mod role;
pub mod rungs;
pub mod second;
pub mod service;
pub mod sort;
pub mod team;
pub mod texts;
pub mod unused;

use super::action::DeskAct;
use super::commands::{self, Command, Parsed, Typed};
use super::turn::{Done, Turn};
use crate::domain::StaffId;
use crate::domain::case::{Refusal, Reply, Stage};
use crate::domain::invite;
use crate::domain::roles::{Awaiting, Capability, Grant, Role, Staff, Standing};
use crate::domain::team_text::TextKind;
use crate::messenger::{Button, Input, MessageRef, Msg, Screen, Target};
use crate::store::records::{Note, Owner};
use crate::store::tables::{Members, Routes};

/// Everything that a member does in the private chat.
pub fn handle(turn: &mut Turn, staff: StaffId, input: Input) -> Done {
    let Some(member) = turn.store.get::<Members>(&staff)? else { return Ok(()) };
    match member.standing {
        Standing::Active => {}
        Standing::Unconfirmed => return team::while_unconfirmed(turn, &member, &input),
        Standing::Removed => return as_stranger(turn, staff, input),
    }
    if member.to_take_back && !role::is_over(turn, staff, &member)? {
        return kindly(turn, "role-in-a-moment");
    }
    turn.memory.duty.at_work(staff, turn.now);
    match input {
        Input::Text { text, message, reply_to } => said(turn, staff, &member, text.as_str(), message, reply_to),
        Input::Edited { text, message } => answer::edited(turn, staff, &member, text.as_str(), message),
        Input::Press { data, .. } => pressed(turn, staff, &member, &data),
        Input::Other { .. } => kindly(turn, "desk-text-only"),
        Input::Joined => home::show(turn, staff, &member),
        Input::Left | Input::Moved => Ok(()),
    }
}

fn said(
    turn: &mut Turn,
    staff: StaffId,
    member: &Staff,
    text: &str,
    message: MessageRef,
    reply_to: Option<MessageRef>,
) -> Done {
    match commands::parse(text) {
        // A code does not stay in the chat, wherever it was typed.
        Parsed::Command(Typed { command: Command::Card, argument, .. }) if !argument.is_empty() => {
            paper::typed(turn, argument, message)
        }
        Parsed::Command(typed) => command(turn, staff, member, typed.command, typed.argument),
        Parsed::Unknown => tell(turn, "desk-unknown-command"),
        Parsed::Text => answer::typed(turn, staff, member, text, message, reply_to),
    }
}

fn command(turn: &mut Turn, staff: StaffId, member: &Staff, command: Command, argument: &str) -> Done {
    turn.memory.practice.close(staff);
    turn.memory.only_buttons.leaves(staff);
    match command {
        Command::Start => match argument.strip_prefix(invite::PREFIX) {
            Some(token) => enrol::start(turn, token),
            None => home::show(turn, staff, member),
        },
        Command::Menu | Command::Desk => home::show(turn, staff, member),
        Command::Next => claim::next(turn, None),
        Command::SecondRead => second::next(turn),
        Command::Duty => duty::typed(turn, argument),
        Command::Dossiers => home::dossiers(turn, staff, member),
        Command::Canned => texts::open_canned(turn, staff, member),
        Command::Library => texts::open(turn, TextKind::Library),
        Command::Correct => colleagues::correct::by_code(turn, argument),
        Command::Unblock => block::lift(turn, argument),
        Command::Reload => reload::ask(turn),
        Command::Team => members::list(turn, 0),
        Command::Invite => inviting::ask(turn),
        Command::Account => account::open(turn),
        Command::Banner => banner::open(turn),
        Command::Log => log::page(turn, None),
        Command::Figures => figures::open(turn, member),
        Command::NewEncounter => encounters::begin(turn),
        Command::Series => encounters::open(turn),
        Command::People => encounters::open_people(turn),
        Command::Message => encounters::open_message(turn),
        Command::Shift => encounters::open_shift(turn),
        // One French word for two screens: no member has both roles.
        Command::Presence if member.role == Role::Liaison => service::open(turn),
        Command::Presence => encounters::room::open(turn),
        Command::Card => paper::open(turn),
        Command::LookBack => encounters::lookback::open(turn),
        Command::Services => service::open(turn),
        Command::Requests => service::requests(turn),
        Command::Practice => practice::open(turn),
        Command::Pause => pause::begin(turn),
        Command::Briefing => service::briefing(turn),
        Command::StaffHelp | Command::Help => home::help(turn, member),
        Command::SwitchLanguage => home::switch_language(turn, staff),
        Command::Stop => {
            expect(turn, staff, None)?;
            paper::drop_words(turn, staff)?;
            kindly(turn, "desk-stopped")
        }
        Command::Link | Command::Unlink => kindly(turn, "desk-in-the-group"),
        Command::Ask
        | Command::MyQuestions
        | Command::Rights
        | Command::Agenda
        | Command::Places
        | Command::Privacy
        | Command::Wipe => kindly(turn, "desk-no-youth-side"),
    }
}

fn pressed(turn: &mut Turn, staff: StaffId, member: &Staff, data: &str) -> Done {
    let Some((tag, meant)) = turn.desk_act(staff, data)? else { return dead(turn, staff) };
    act(turn, staff, member, tag, meant)
}

/// A button that does no more. Under what was sent it says that: a third ✅ must not look like a loss.
fn dead(turn: &mut Turn, staff: StaffId) -> Done {
    let index = &turn.store.index;
    let case = turn.pressed.and_then(|message| index.case_at(staff, message.0)).and_then(|id| index.cases.get(&id));
    let was_sent = case.is_some_and(|case| match case.stage() {
        Stage::WaitingForAsker { holder, .. } | Stage::Sent { holder, .. } => holder == staff,
        Stage::Waiting | Stage::Claimed { .. } | Stage::Closed { .. } => false,
    });
    turn.alert(if was_sent { "desk-already-sent" } else { "desk-dead-button" })
}

/// What each button does. Those that change something spend their screen's token; those that only show do not.
fn act(turn: &mut Turn, staff: StaffId, member: &Staff, tag: [u8; 16], meant: DeskAct) -> Done {
    if !matches!(meant, DeskAct::Practice(_)) {
        turn.memory.practice.close(staff);
    }
    turn.memory.only_buttons.leaves(staff);
    match meant {
        DeskAct::ShowDesk => home::show(turn, staff, member),
        DeskAct::Desk(page) => home::page(turn, staff, member, page),
        DeskAct::AskFilter => filter::choose(turn),
        DeskAct::Filter(filter) => filter::set(turn, filter),
        DeskAct::ClaimShown => claim::shown(turn, tag),
        DeskAct::Dossiers => home::dossiers(turn, staff, member),
        DeskAct::SwitchLanguage => home::switch_language(turn, staff),
        DeskAct::ClaimNext => claim::next(turn, Some(tag)),
        DeskAct::Claim(id) => claim::this(turn, id, Some(tag)),
        DeskAct::Show(id) => claim::show(turn, id),
        DeskAct::Urgent(id) => claim::toggle_urgent(turn, id, tag),
        DeskAct::Release(id) => claim::release(turn, id, tag),
        DeskAct::Answer(id) => answer::ask_for(turn, id, Reply::Answer),
        DeskAct::MoreInfo(id) => answer::ask_for(turn, id, Reply::MoreInfo),
        DeskAct::Preview(id) => answer::preview(turn, id),
        DeskAct::Rewrite(id) => answer::rewrite(turn, id),
        DeskAct::Send(id, version) => answer::send(turn, id, version, tag),
        DeskAct::AskSecond(id, version) => second::ask(turn, id, version, tag),
        DeskAct::AskComment(id) => second::ask_comment(turn, id),
        DeskAct::More(id) => sort::more(turn, id),
        DeskAct::Sort(id, page) => sort::choose(turn, id, page),
        DeskAct::SetCode(id, code) => sort::set(turn, id, code, tag),
        DeskAct::Labels(id, page) => labels::choose(turn, id, page),
        DeskAct::SetLabel(id, label, page) => labels::set(turn, id, label, page, tag),
        DeskAct::AskRefusal(id) => refuse::choose(turn, id),
        DeskAct::RefuseFor(id, reason) => refuse::confirm(turn, id, reason),
        DeskAct::Refuse(id, reason) => refuse::refuse(turn, id, reason, tag),
        DeskAct::AskBlock(id) => block::choose(turn, id),
        DeskAct::BlockFor(id, reason) => block::span(turn, id, reason),
        DeskAct::BlockUntil(id, reason, span) => block::confirm(turn, id, reason, span),
        DeskAct::Block(id, reason, span) => block::block(turn, id, reason, span, tag),
        DeskAct::ParkedFor(id) => parked::belongs_to(turn, id, tag),
        DeskAct::DropParked => parked::drop_it(turn, tag),
        DeskAct::Confirm(newcomer) => team::decide(turn, newcomer, true, tag),
        DeskAct::Reject(newcomer) => team::decide(turn, newcomer, false, tag),
        DeskAct::Team(page) => members::list(turn, page),
        DeskAct::Invite(role, zone) => inviting::link(turn, role, zone, tag),
        DeskAct::Duty(on) => duty::set(turn, on),
        DeskAct::Log(before) => log::page(turn, before),
        DeskAct::Figures(span, back, shared) => figures::of_project(turn, span, back, shared),
        DeskAct::OwnFigures => figures::own(turn),
        DeskAct::AskRemove(leaver) => members::ask(turn, leaver),
        DeskAct::Remove(leaver) => members::remove(turn, leaver, tag),
        DeskAct::RemovePerson(leaver) => members::remove_person(turn, leaver, tag),
        DeskAct::BannerFor(kind) => banner::until(turn, kind),
        DeskAct::BannerUntil(kind, until) => banner::confirm(turn, kind, until),
        DeskAct::SetBanner(kind, until) => banner::set(turn, kind, until, tag),
        DeskAct::EndBanner => banner::end(turn, tag),
        DeskAct::InviteAccount => account::invite(turn, tag),
        DeskAct::AskCutOff(id) => account::ask(turn, id),
        DeskAct::CutOff(id) => account::cut_off(turn, id, tag),
        DeskAct::AskRole(id) => role::ask(turn, id),
        DeskAct::RoleFor(id, from, to) => role::confirm(turn, id, from, to),
        DeskAct::SetRole(id, from, to) => role::set(turn, id, from, to, tag),
        DeskAct::Text(meant) => texts::act(turn, meant, tag),
        DeskAct::Paper(meant) => paper::act(turn, meant, tag),
        DeskAct::Service(meant) => service::act(turn, meant),
        DeskAct::Police(meant) => police::act(turn, meant, tag),
        DeskAct::Practice(meant) => practice::act(turn, meant),
        DeskAct::Pause => pause::begin(turn),
        DeskAct::EndPause => pause::end(turn),
        DeskAct::Meet(meant) => encounters::act(turn, meant, tag),
        DeskAct::Colleague(meant) => colleagues::act(turn, meant, tag),
        DeskAct::Room(meant) => encounters::room::act(turn, meant),
    }
}

/// Who was removed is nobody here any more: where the chat is goes, and what was sent is read as a stranger's. Not before
/// what is still on its way has arrived: it may be what takes a case's text out of that chat. The record lives out its time,
/// leading nowhere: by it, and a mark, nobody reads their own draft as somebody new.
fn as_stranger(turn: &mut Turn, staff: StaffId, input: Input) -> Done {
    if turn.store.index.pending_to(&Owner::Staff(staff)) > 0 {
        return in_a_moment(turn, staff);
    }
    turn.store.remove::<Routes>(&Owner::Staff(staff))?;
    if let Some(who) = turn.who.as_mut() {
        who.member = None;
    }
    crate::dialogue::youth::handle(turn, input)
}

fn in_a_moment(turn: &mut Turn, staff: StaffId) -> Done {
    const WORD: &str = "team-in-a-moment";
    let Some(who) = turn.who else { return Ok(()) };
    if turn.press.is_some() {
        return turn.alert(WORD);
    }
    match turn.memory.may_refuse(who.conversation, WORD, turn.now) {
        true => turn.to_who_left(staff, WORD),
        false => Ok(()),
    }
}

/// The member here with the grant for an act, or the kind word that it is not for this role.
fn allowed(
    turn: &mut Turn,
    capability: Capability,
) -> Result<Option<(StaffId, Staff, Grant)>, crate::store::StoreError> {
    match turn.member_may(capability)? {
        Ok(found) => Ok(Some(found)),
        Err(_) => {
            tell(turn, "desk-not-allowed")?;
            Ok(None)
        }
    }
}

/// What the next text of this member is for.
fn expect(turn: &mut Turn, staff: StaffId, awaiting: Option<Awaiting>) -> Done {
    let Some(mut member) = turn.store.get::<Members>(&staff)? else { return Ok(()) };
    if member.awaiting == awaiting {
        return Ok(());
    }
    member.awaiting = awaiting;
    turn.store.update::<Members>(&staff, &member)
}

/// A short word: over the button when one was pressed, else as a message.
fn tell(turn: &mut Turn, msg: impl Into<Msg>) -> Done {
    match turn.press {
        Some(_) => turn.alert(msg),
        None => turn.reply_new(Screen::new(msg), Note::Nothing),
    }
}

/// A kind refusal, in the chat not more often than people read. Over a button it is gone at the next tap, so it is said
/// at each press, and takes nothing from what is typed afterwards.
fn kindly(turn: &mut Turn, msg: impl Into<Msg>) -> Done {
    let Some(who) = turn.who else { return Ok(()) };
    let msg = msg.into();
    if turn.press.is_none() && !turn.memory.may_refuse(who.conversation, msg.id, turn.now) {
        return Ok(());
    }
    tell(turn, msg)
}

/// A refusal of the domain in words.
fn refusal(why: Refusal) -> &'static str {
    match why {
        Refusal::HeldByOther => "desk-held-by-other",
        Refusal::WaitsForAsker => "desk-waits-for-asker",
        Refusal::LeaseOver => "desk-lease-over",
        Refusal::AlreadySent => "desk-already-sent",
        Refusal::Closed => "desk-closed",
        Refusal::Changed => "desk-changed",
        Refusal::UnreadAddition => "desk-unread",
        Refusal::NothingToSend => "desk-nothing-to-send",
        Refusal::Full => "desk-full",
        Refusal::NeedsReader => "second-needed-now",
        Refusal::UrgentByCode => "sort-urgent-by-code",
    }
}

fn button(label: impl Into<Msg>, act: DeskAct) -> Button {
    Button { label: crate::messenger::screen::Label::Msg(label.into()), target: Target::Desk(act.encode()) }
}

fn raw_button(label: String, act: DeskAct) -> Button {
    Button { label: crate::messenger::screen::Label::Raw(label), target: Target::Desk(act.encode()) }
}

/// A message that shows a case is never turned into something else: it must stay findable, to be taken back.
fn over(turn: &Turn, staff: StaffId) -> Option<MessageRef> {
    turn.pressed.filter(|message| turn.store.index.case_at(staff, message.0).is_none())
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Moderator => "team-role-moderator",
        Role::Trainee => "team-role-trainee",
        Role::Expert => "team-role-expert",
        Role::Coordinator => "team-role-coordinator",
        Role::Liaison => "team-role-liaison",
    }
}
