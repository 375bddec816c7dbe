//! The desk itself: what waits, what is mine, what can be done here.
//!
//! Never true of this file: a line says more of a waiting question than its code, its language, its day, how urgent
//! it is and whose it is.

use super::colleagues::{lawyer, takeover};
use super::{button, card, claim, expect, filter, labels, over, pause, police, service, sort, team, tell};
use crate::content::ProjectId;
use crate::dialogue::action::{DeskAct, TextAct};
use crate::dialogue::commands::{Audience, TABLE};
use crate::dialogue::paging;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::case::Stage;
use crate::domain::deadline::Rung;
use crate::domain::limits::{CLAIMS_PER_MODERATOR_MAX, DESK_LINES_MAX};
use crate::domain::roles::{Awaiting, Capability, Role, Staff, authorize};
use crate::domain::team_text::TextKind;
use crate::domain::triage::Shown;
use crate::domain::{CaseId, Code, Day, Language, StaffId};
use crate::messenger::{Arg, Msg, Screen};
use crate::store::records::Note;
use crate::store::tables::Members;
use crate::store::{CaseSummary, StoreError};

/// A case's line: no text of anybody.
struct Row {
    id: CaseId,
    code: Code,
    language: Language,
    opened: Day,
    whose: &'static str,
    urgent: bool,
    late: bool,
    rung: Rung,
    to_read: bool,
    is_aside: bool,
    rests: bool,
    sorted: Shown,
    labels: Arg,
}

/// May this member see this case in the queue? The own project's and the pool's.
pub fn is_ours(member: &Staff, project: Option<&str>) -> bool {
    project.is_none_or(|project| project == member.project)
}

pub fn show(turn: &mut Turn, staff: StaffId, member: &Staff) -> Done {
    page(turn, staff, member, 0)
}

/// A page of the queue; behind the last one comes the first.
pub fn page(turn: &mut Turn, staff: StaffId, member: &Staff, page: u16) -> Done {
    let over = over(turn, staff);
    let screen = screen(turn, staff, member, usize::from(page))?;
    turn.to_staff_over(staff, over, screen, None, false)
}

/// The first screen: counts by urgency, then a page of lines in the order of the queue.
fn screen(turn: &mut Turn, staff: StaffId, member: &Staff, page: usize) -> Result<Screen, StoreError> {
    if authorize(member, Capability::SeeDesk).is_err() {
        let welcome = team::welcome(turn, member);
        let screen = if authorize(member, Capability::SeeTexts).is_ok() {
            let welcome = welcome.say("desk-reads-texts");
            let welcome = match lawyer::waiting(turn, staff, member) {
                Some(button) => welcome.row(vec![button]),
                None => welcome,
            };
            welcome.row(vec![
                button("texts-do-list", DeskAct::Text(TextAct::List(TextKind::Library, 0))),
                button("texts-do-canned", DeskAct::Text(TextAct::List(TextKind::Canned, 0))),
            ])
        } else {
            let home = Screen::new("service-home");
            service::with_ways_on(service::zone(turn, member).into_iter().fold(home, Screen::say))
        };
        return Ok(screen.row(vec![button("desk-switch", DeskAct::SwitchLanguage)]));
    }
    let filter = filter::of(turn, staff);
    let seen: Vec<(CaseId, &CaseSummary)> = claim::seen_by(turn, staff, member).collect();
    let all = seen.len();
    let shown: Vec<_> = seen.into_iter().filter(|(_, case)| filter.lets(case, member)).collect();
    let (page, pages) = paging::at(page, shown.len(), DESK_LINES_MAX);
    let urgent = shown.iter().filter(|(_, case)| case.urgent).count();
    let late = shown.iter().filter(|(_, case)| case.is_late(turn.now) && !case.urgent).count();
    let rows = shown.iter().skip(page * DESK_LINES_MAX).take(DESK_LINES_MAX);
    let lines: Vec<String> =
        rows.map(|(id, case)| line(turn, member.language, &row(turn, member, *id, case))).collect();
    let behind = shown.len().saturating_sub((page + 1) * DESK_LINES_MAX);
    let mut screen = Screen::default();
    if shown.is_empty() {
        screen = screen.say(if all == 0 { "desk-empty" } else { "filter-nothing" });
    } else {
        let counts = Msg::new("desk-counts").with("all", number(shown.len()));
        screen = screen.say(counts.with("urgent", number(urgent)).with("late", number(late))).quote(lines.join("\n"));
    }
    if behind > 0 {
        screen = screen.say(Msg::new("desk-and-more").with("more", number(behind)));
    }
    if !filter.is_open() {
        screen = screen.say(filter.in_words(&turn.house.content).with("hidden", number(all - shown.len())));
    }
    screen = pause::others(turn, staff, member).into_iter().fold(screen, Screen::say);
    let takes = if filter.is_open() { DeskAct::ClaimNext } else { DeskAct::ClaimShown };
    let mut buttons = Vec::new();
    if claim::first_shown(turn, staff, member, filter).is_some() {
        buttons.push(button("desk-take", takes));
    }
    buttons.push(button("desk-dossiers", DeskAct::Dossiers));
    let mut screen = screen.row(buttons);
    if all > 0 || !filter.is_open() {
        let mut looks = vec![button("filter-do", DeskAct::AskFilter)];
        if let Some(next) = paging::next(page, pages) {
            looks.push(button("filter-do-page", DeskAct::Desk(next)));
        }
        screen = screen.row(looks);
    }
    let mut last: Vec<_> = takeover::do_look(turn, staff, member).into_iter().collect();
    last.push(button("desk-switch", DeskAct::SwitchLanguage));
    Ok(screen.row(last))
}

fn row(turn: &Turn, member: &Staff, id: CaseId, case: &CaseSummary) -> Row {
    let whose = match case.project() {
        None => "desk-pool",
        Some(_) if is_ours(member, case.project()) => "desk-own",
        Some(_) => "desk-outside",
    };
    Row {
        id,
        code: case.code,
        language: case.language,
        opened: case.opened,
        whose,
        urgent: case.urgent,
        late: case.is_late(turn.now),
        rung: case.rung,
        to_read: case.to_read().is_some(),
        is_aside: case.is_aside(),
        rests: police::rests(turn, id, case),
        sorted: case.sorted,
        labels: labels::in_line(&turn.house.content, case.labels()),
    }
}

fn line(turn: &Turn, language: Language, row: &Row) -> String {
    let mark = match (row.urgent, row.late) {
        _ if row.is_aside => "colleagues-mark-aside",
        _ if row.to_read => "desk-mark-to-read",
        _ if row.rests => "police-mark-rests",
        (true, _) => "desk-mark-urgent",
        (false, true) => "desk-mark-late",
        (false, false) if row.rung >= Rung::Half => "desk-mark-soon",
        (false, false) => "desk-mark-plain",
    };
    let msg = Msg::new("desk-line")
        .with("mark", Arg::Msg(mark))
        .with("code", Arg::Code(row.code))
        .with("sort", sort::short(row.sorted))
        .with("language", Arg::Msg(short_language(row.language)))
        .with("day", Arg::On(row.opened))
        .with("whose", Arg::Msg(row.whose))
        .with("labels", row.labels.clone());
    turn.house.locale.text(language, &msg)
}

fn short_language(language: Language) -> &'static str {
    match language {
        Language::Nl => "desk-short-nl",
        Language::Fr => "desk-short-fr",
    }
}

/// My cases: those I hold with a button each, those that wait for the asker as well.
pub fn dossiers(turn: &mut Turn, staff: StaffId, member: &Staff) -> Done {
    // As many as can be held; the sixth place is the way back.
    const SHOWN: usize = CLAIMS_PER_MODERATOR_MAX;
    if authorize(member, Capability::Claim).is_err() {
        return tell(turn, "desk-not-allowed");
    }
    let mut mine = Vec::new();
    #[expect(clippy::iter_over_hash_type, reason = "sorted below, by a key that no two cases share")]
    for (id, case) in &turn.store.index.cases {
        let may_be_guest = case.is_read_outside() && matches!(case.stage(), Stage::Claimed { .. });
        if !is_ours(member, case.project()) && !may_be_guest {
            continue;
        }
        let rank = match case.stage() {
            Stage::Claimed { holder, .. } if holder == staff => 0,
            Stage::WaitingForAsker { holder, .. } if holder == staff => 1,
            Stage::Sent { holder, .. } if holder == staff => 2,
            Stage::Claimed { .. }
            | Stage::WaitingForAsker { .. }
            | Stage::Sent { .. }
            | Stage::Waiting
            | Stage::Closed { .. } => continue,
        };
        mine.push((rank, case.place(), row(turn, member, *id, case)));
    }
    mine.sort_by_key(|(rank, place, row)| (*rank, *place, row.id));
    let over = over(turn, staff);
    if mine.is_empty() {
        let screen = Screen::new("desk-no-dossiers").row(vec![button("desk-home", DeskAct::ShowDesk)]);
        return turn.to_staff_over(staff, over, screen, None, false);
    }
    let mut screen = Screen::new(Msg::new("desk-my-dossiers").with("all", number(mine.len())));
    if mine.len() > SHOWN {
        screen = screen.say(Msg::new("desk-and-more").with("more", number(mine.len() - SHOWN)));
    }
    let shown = mine.iter().take(SHOWN);
    let buttons: Vec<_> = shown
        .map(|(rank, _, row)| {
            let mark = match rank {
                0 => "desk-state-held",
                1 => "desk-state-waiting",
                _ => "desk-state-sent",
            };
            let msg = Msg::new("desk-dossier").with("mark", Arg::Msg(mark)).with("code", Arg::Code(row.code));
            card::opener(row.id, turn.house.locale.text(member.language, &msg))
        })
        .collect();
    screen = screen.pairs(buttons);
    let screen = screen.row(vec![button("desk-home", DeskAct::ShowDesk)]);
    turn.to_staff_over(staff, over, screen, None, false)
}

/// What this role can do, from the table of commands.
pub fn help(turn: &mut Turn, member: &Staff) -> Done {
    let mut lines = Vec::new();
    for row in TABLE.iter().filter(|row| in_help(row.audience, member)) {
        let name = match member.language {
            Language::Nl => row.nl,
            Language::Fr => row.fr,
        };
        let about = turn.house.locale.named(member.language, &format!("command-{}", row.key));
        lines.push(format!("/{name} · {about}"));
    }
    let mut screen = team::welcome(turn, member);
    if lines.is_empty() {
        screen = service::with_ways_on(screen.say("service-home"));
    } else {
        let how = if authorize(member, Capability::SeeDesk).is_ok() { "desk-help-how" } else { "desk-reads-texts" };
        screen = screen.quote(lines.join("\n")).say(how);
    }
    if member.role == Role::Coordinator {
        screen = screen.say("desk-help-coordinator");
    }
    turn.reply_new(screen.row(vec![button("desk-switch", DeskAct::SwitchLanguage)]), Note::Nothing)
}

fn in_help(audience: Audience, member: &Staff) -> bool {
    match audience {
        Audience::Desk => authorize(member, Capability::SeeDesk).is_ok(),
        Audience::Texts => authorize(member, Capability::SeeTexts).is_ok(),
        Audience::Sender => authorize(member, Capability::TakePresence).is_ok(),
        Audience::Coordinator => authorize(member, Capability::ReloadContent).is_ok(),
        Audience::Group => authorize(member, Capability::LinkGroup).is_ok(),
        Audience::Youth | Audience::Hidden => false,
    }
}

pub fn project(turn: &Turn, member: &Staff) -> Arg {
    let id = ProjectId::parse(&member.project);
    match id.and_then(|id| turn.house.content.project(&id).cloned()) {
        Some(project) => Arg::Both { nl: project.name.nl, fr: project.name.fr },
        None => Arg::Text(member.project.clone()),
    }
}

pub fn switch_language(turn: &mut Turn, staff: StaffId) -> Done {
    let Some(mut member) = turn.store.get::<Members>(&staff)? else { return Ok(()) };
    member.language = member.language.other();
    turn.store.update::<Members>(&staff, &member)?;
    show(turn, staff, &member)
}

/// After something that ends a talk about a case: no text is expected any more, if it was for that case.
pub fn expect_no_more(turn: &mut Turn, staff: StaffId, id: CaseId) -> Done {
    let Some(member) = turn.store.get::<Members>(&staff)? else { return Ok(()) };
    let is_for_it = member.awaiting.and_then(Awaiting::case) == Some(id);
    if is_for_it { expect(turn, staff, None) } else { Ok(()) }
}

/// A case was taken away from somebody who may be typing: an answer of theirs is kept from now on, and asked about. What they
/// write for colleagues stays known as that, or it would be asked about as an answer (`unused`).
pub fn expect_no_answer(turn: &mut Turn, staff: StaffId, id: CaseId) -> Done {
    let awaiting = turn.store.get::<Members>(&staff)?.and_then(|member| member.awaiting);
    match awaiting == Some(Awaiting::Answer(id)) || awaiting == Some(Awaiting::MoreInfo(id)) {
        true => expect(turn, staff, None),
        false => Ok(()),
    }
}

fn number(count: usize) -> Arg {
    Arg::Number(i64::try_from(count).unwrap_or(i64::MAX))
}
