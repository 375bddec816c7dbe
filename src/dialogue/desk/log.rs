//! What the team did, for a coordinator: the newest first, some at a time.
//!
//! Never true of this file: a word of a question stands here, or anything that leads to a young person; somebody reads
//! what another project's team did; reading it leaves no entry.

use super::{allowed, button, home, over, team};
use crate::dialogue::action::DeskAct;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::aside::{HandReason, HandRefusal};
use crate::domain::audit::{Act, AuditEntry, CaseName, Doer, MoveReason};
use crate::domain::case::Stage;
use crate::domain::limits::{LOG_LOOKED_AT_MAX, LOG_READ_AT_ONCE};
use crate::domain::roles::{Capability, DeskRole, Staff};
use crate::domain::takeover::TakeOverReason;
use crate::domain::{Code, StaffId};
use crate::messenger::{Arg, Msg, Screen};
use crate::store::{CaseSummary, StoreError};

/// Each is a line of a phone's screen, or two.
const PER_PAGE: usize = 8;

/// Entries older than `before`, or the newest.
pub fn page(turn: &mut Turn, before: Option<u64>) -> Done {
    let Some((staff, reader, grant)) = allowed(turn, Capability::ReadLog)? else { return Ok(()) };
    let page = entries(turn, &reader, before)?;
    let codes = codes(turn, &reader, &page.shown)?;
    let mut lines: Vec<String> = Vec::new();
    let mut day = None;
    for entry in &page.shown {
        let at = entry.at();
        if day.replace(at.day()) != Some(at.day()) {
            lines.push(turn.house.locale.text(reader.language, &Msg::new("log-day").with("day", Arg::On(at.day()))));
        }
        let shown_case = entry.case.filter(|_| !is_by_card(entry.act));
        let code = shown_case.and_then(|name| codes.iter().find(|(known, _)| *known == name).map(|(_, code)| *code));
        lines.push(line(turn, &reader, entry, code));
    }
    let mut screen = Screen::new("log-title");
    if lines.is_empty() {
        screen = screen.say("log-nothing");
    } else {
        screen = screen.quote(lines.join("\n"));
    }
    let mut row = Vec::new();
    if before.is_some() {
        row.push(button("log-newest", DeskAct::Log(None)));
    }
    if let Some(older) = page.older {
        row.push(button("log-older", DeskAct::Log(Some(older))));
    }
    let screen = if row.is_empty() { screen } else { screen.row(row) };
    let over = over(turn, staff);
    let screen = screen.row(vec![button("desk-home", DeskAct::ShowDesk)]);
    turn.to_staff_over(staff, over, screen, None, false)?;
    turn.note_by(&grant, Doer::Member(staff), Act::LogRead, None, None)
}

/// One page, and behind which entry the next one begins.
struct Page {
    shown: Vec<AuditEntry>,
    older: Option<u64>,
}

/// What concerns the reader's project, from so many entries at most: whoever wants older ones turns the page.
fn entries(turn: &mut Turn, reader: &Staff, before: Option<u64>) -> Result<Page, StoreError> {
    let (mut shown, mut last, mut looked_at) = (Vec::new(), None, 0);
    'page: while looked_at < LOG_LOOKED_AT_MAX {
        // Most pages are full after a few: opening an entry costs more than all else on the screen.
        let some = turn.store.audit_before(last.or(before), LOG_READ_AT_ONCE)?;
        if some.is_empty() {
            break;
        }
        for entry in some {
            (last, looked_at) = (Some(entry.number), looked_at + 1);
            if concerns(turn, reader, &entry) {
                shown.push(entry);
            }
            if shown.len() == PER_PAGE {
                break 'page;
            }
        }
    }
    let has_older = match last {
        Some(last) => !turn.store.audit_before(Some(last), 1)?.is_empty(),
        None => false,
    };
    Ok(Page { shown, older: last.filter(|_| has_older) })
}

/// What a member of the project did, or what was done to one; and what the host and the clock did. Nobody knows any more
/// of which project somebody was who is gone: what they did is everybody's business.
fn concerns(turn: &Turn, reader: &Staff, entry: &AuditEntry) -> bool {
    let is_ours = |id: &StaffId| turn.store.index.members.get(id).is_none_or(|it| it.project == reader.project);
    match entry.by {
        Doer::Member(id) => is_ours(&id) || entry.about.is_some_and(|about| is_ours(&about)),
        Doer::Host | Doer::Nobody => entry.about.is_none_or(|about| is_ours(&about)),
    }
}

/// The codes of those cases that live and that the reader may see.
fn codes(turn: &mut Turn, reader: &Staff, shown: &[AuditEntry]) -> Result<Vec<(CaseName, Code)>, StoreError> {
    let mut wanted: Vec<CaseName> = shown.iter().filter_map(|entry| entry.case).collect();
    let cases = turn.store.index.cases.iter();
    let ours = cases.filter(|(_, case)| home::is_ours(reader, case.project()));
    // Nobody has had in hand yet what waits for the first time: the log hardly ever names it, so it is opened last.
    let is_untouched = |case: &CaseSummary| case.stage() == Stage::Waiting && case.place().is_new;
    let mut ours: Vec<_> = ours.map(|(id, case)| (is_untouched(case), *id, case.code)).collect();
    ours.sort_unstable_by_key(|(is_untouched, id, _)| (*is_untouched, *id));
    let mut found = Vec::new();
    for (_, id, code) in ours {
        if wanted.is_empty() {
            break;
        }
        if let Some(name) = turn.store.case_name(&id)?.filter(|name| wanted.contains(name)) {
            wanted.retain(|wanted| *wanted != name);
            found.push((name, code));
        }
    }
    Ok(found)
}

fn line(turn: &Turn, reader: &Staff, entry: &AuditEntry, code: Option<Code>) -> String {
    let locale = &turn.house.locale;
    let words = |id: StaffId| match turn.store.index.members.get(&id) {
        Some(member) => team::words(turn, member),
        None => Arg::Msg("log-somebody"),
    };
    let who = match entry.by {
        Doer::Member(id) => words(id),
        Doer::Host => Arg::Msg("log-host"),
        Doer::Nobody => Arg::Msg("log-nobody"),
    };
    let what = locale.text(reader.language, &Msg::new(said(entry.act)));
    let mut what = vec![what];
    if let Some(code) = code {
        what.push(code.to_string());
    }
    if let Some(about) = entry.about {
        what.push(locale.text(reader.language, &Msg::new("log-about").with("who", words(about))));
    }
    if let Some(sorted) = entry.code {
        what.push(sorted.name().to_owned());
    }
    if let Some(count) = entry.count {
        what.push(format!("({count})"));
    }
    if is_by_card(entry.act) {
        let line = Msg::new("log-line-of-day").with("who", who).with("what", Arg::Text(what.join(" ")));
        return locale.text(reader.language, &line);
    }
    let line = Msg::new("log-line")
        .with("hour", Arg::Clock(entry.at()))
        .with("who", who)
        .with("what", Arg::Text(what.join(" ")));
    locale.text(reader.language, &line)
}

/// Of a card no hour and no code is shown: beside a list of places the minute would join a made-up name to a question.
fn is_by_card(act: Act) -> bool {
    act.needs() == Some(Capability::HelpByCard)
}

/// What each act is called.
fn said(act: Act) -> &'static str {
    match act {
        Act::Claimed => "log-claimed",
        Act::Picked => "log-picked",
        Act::Read => "log-read",
        Act::Drafted => "log-drafted",
        Act::Sent => "log-sent",
        Act::AskedBack => "log-asked-back",
        Act::Refused => "log-refused",
        Act::Blocked => "log-blocked",
        Act::Unblocked => "log-unblocked",
        Act::Released => "log-released",
        Act::MarkedUrgent => "log-marked-urgent",
        Act::MarkedPlain => "log-marked-plain",
        Act::PromiseBroken => "log-promise-broken",
        Act::LeaseLapsed => "log-lease-lapsed",
        Act::MemberJoined => "log-member-joined",
        Act::MemberConfirmed => "log-member-confirmed",
        Act::MemberRejected => "log-member-rejected",
        Act::MemberWithdrew => "log-member-withdrew",
        Act::GroupLinked => "log-group-linked",
        Act::GroupUnlinked => "log-group-unlinked",
        Act::ClockTrusted => "log-clock-trusted",
        Act::LossAccepted => "log-loss-accepted",
        Act::BackupTaken => "log-backup-taken",
        Act::KeysRotated => "log-keys-rotated",
        Act::BackupRestored => "log-backup-restored",
        Act::ContentReloaded => "log-content-reloaded",
        Act::MemberRemoved => "log-member-removed",
        Act::TakenBack => "log-taken-back",
        Act::OriginalRead => "log-original-read",
        Act::OriginalPutBack => "log-original-put-back",
        Act::TextBegun => "log-text-begun",
        Act::TextSubmitted => "log-text-submitted",
        Act::TextApproved => "log-text-approved",
        Act::TextSentBack => "log-text-sent-back",
        Act::TextLive => "log-text-live",
        Act::TextWithdrawn => "log-text-withdrawn",
        Act::TextOverdue => "log-text-overdue",
        Act::TextDropped => "log-text-dropped",
        Act::EncounterPublished => "log-encounter-published",
        Act::EncounterCancelled => "log-encounter-cancelled",
        Act::ConsentGiven => "log-consent-given",
        Act::DoorOpened => "log-door-opened",
        Act::PresenceMarked => "log-presence-marked",
        Act::HeadsCounted => "log-heads-counted",
        Act::Drawn => "log-drawn",
        Act::EncounterChanged => "log-encounter-changed",
        Act::MovedUp(MoveReason::OurMistake) => "log-moved-up-mistake",
        Act::MovedUp(MoveReason::Promised) => "log-moved-up-promised",
        Act::MovedUp(MoveReason::Needed) => "log-moved-up-needed",
        Act::PlaceFreed => "log-place-freed",
        Act::CardPlaceTaken => "log-card-place-taken",
        Act::CardShown => "log-card-shown",
        Act::CardGuessed => "log-card-guessed",
        Act::CardAnswered => "log-card-answered",
        Act::ZoneAnswered => "log-zone-answered",
        Act::ZonePromised => "log-zone-promised",
        Act::CodeMade => "log-code-made",
        Act::CodeEnded => "log-code-ended",
        Act::MessageSent => "log-message-sent",
        Act::SecondAsked => "log-second-asked",
        Act::SentBack => "log-sent-back",
        Act::SentUnread => "log-sent-unread",
        Act::Sorted => "log-sorted",
        Act::SentInside => "log-sent-inside",
        Act::CardAsked => "log-card-asked",
        Act::CardRead => "log-card-read",
        Act::CardAdded => "log-card-added",
        Act::CardWiped => "log-card-wiped",
        Act::Invited => "log-invited",
        Act::Noted => "log-noted",
        Act::TakenOver(TakeOverReason::Silent) => "log-taken-over-silent",
        Act::TakenOver(TakeOverReason::Away) => "log-taken-over-away",
        Act::TakenOver(TakeOverReason::CannotWait) => "log-taken-over-cannot-wait",
        Act::TakenOver(TakeOverReason::Agreed) => "log-taken-over-agreed",
        Act::PoliceAsked => "log-police-asked",
        Act::PoliceApproved => "log-police-approved",
        Act::PoliceSentBack => "log-police-sent-back",
        Act::PolicePut => "log-police-put",
        Act::PoliceAnswered => "log-police-answered",
        Act::PoliceDropped => "log-police-dropped",
        Act::CorrectionBegun => "log-correction-begun",
        Act::Corrected => "log-corrected",
        Act::Offered(HandReason::Theirs) => "log-offered-theirs",
        Act::Offered(HandReason::Language) => "log-offered-language",
        Act::Offered(HandReason::TheyKnow) => "log-offered-they-know",
        Act::Offered(HandReason::TooMuch) => "log-offered-too-much",
        Act::OfferTaken => "log-offer-taken",
        Act::OfferRefused(HandRefusal::NotOurs) => "log-offer-not-ours",
        Act::OfferRefused(HandRefusal::NoTime) => "log-offer-no-time",
        Act::OfferRefused(HandRefusal::NotOurLanguage) => "log-offer-language",
        Act::AsideLapsed => "log-aside-lapsed",
        Act::LawyerAsked => "log-lawyer-asked",
        Act::LawyerRead => "log-lawyer-read",
        Act::LawyerDrafted => "log-lawyer-drafted",
        Act::LawyerCommented => "log-lawyer-commented",
        Act::LawyerReleased => "log-lawyer-released",
        Act::ReadAfter => "log-read-after",
        Act::FoundGood => "log-found-good",
        Act::CommentedAfter => "log-commented-after",
        Act::Labelled => "log-labelled",
        Act::Unlabelled => "log-unlabelled",
        Act::CheckInBegun => "log-check-in-begun",
        Act::LogRead => "log-log-read",
        Act::RoleChanged(DeskRole::Trainee) => "log-made-trainee",
        Act::RoleChanged(DeskRole::Moderator) => "log-made-moderator",
        Act::RoleChanged(DeskRole::Expert) => "log-made-expert",
        Act::RoleChanged(DeskRole::Coordinator) => "log-made-coordinator",
        Act::AccountInvited => "log-account-invited",
        Act::AccountCutOff => "log-account-cut-off",
        Act::BannerSet => "log-banner-set",
        Act::BannerEnded => "log-banner-ended",
    }
}
