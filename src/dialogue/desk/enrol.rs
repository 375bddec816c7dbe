//! How somebody gets onto the team: one signed link, used once, and two words that a coordinator has heard.
//!
//! Never true of this file: a wrong link is told apart from a used, an expired or an unknown one; a link gives rights
//! by itself, unless the very first coordinator or the operator at the host is behind it.

use super::{home, team};
use crate::content::{Project, WORDS};
use crate::dialogue::ending;
use crate::dialogue::turn::{Done, Turn, Who};
use crate::domain::audit::{Act, Doer};
use crate::domain::invite::{Invite, TAG_BYTES};
use crate::domain::roles::{Role, Staff, Standing};
use crate::domain::{Entropy, Moment, StaffId};
use crate::messenger::Screen;
use crate::store::records::{KeyedHash, Note, Owner};
use crate::store::tables::{KeyedHashes, Members};
use crate::store::{CONFIG, StoreError};
use crate::vault::MacKey;
use data_encoding::BASE64URL_NOPAD;

/// Of a project, or of one police zone of it: `project/zone`. The token of an invitation link: 51 characters for `t.me/<bot>?start=i_<token>`.
pub fn mint(
    tokens: &MacKey,
    entropy: &mut dyn Entropy,
    role: Role,
    project: &str,
    approved: bool,
    expires: Moment,
) -> String {
    let mut nonce = [0; 8];
    entropy.fill(&mut nonce);
    token(tokens, nonce, role, project, approved, expires)
}

/// The same, for whoever drew the eight bytes that make it one of its own.
pub fn token(tokens: &MacKey, nonce: [u8; 8], role: Role, project: &str, approved: bool, expires: Moment) -> String {
    let invite = Invite { role, approved, expires, project: project_tag(tokens, project), nonce };
    invite.token(&sign(tokens, &invite))
}

/// What an invitation is for.
pub fn scope(project: &str, zone: Option<&str>) -> String {
    zone.map_or_else(|| project.to_owned(), |zone| format!("{project}/{zone}"))
}

fn project_tag(tokens: &MacKey, project: &str) -> [u8; 8] {
    let tag = tokens.tag(&[b"invite project ", project.as_bytes()].concat());
    let mut short = [0; 8];
    short.copy_from_slice(&tag[..8]);
    short
}

fn signed(invite: &Invite) -> Vec<u8> {
    [b"invite ".as_slice(), &invite.body()].concat()
}

fn sign(tokens: &MacKey, invite: &Invite) -> [u8; TAG_BYTES] {
    let mut tag = [0; TAG_BYTES];
    tag.copy_from_slice(&tokens.tag(&signed(invite))[..TAG_BYTES]);
    tag
}

/// Somebody opened an invitation link.
pub fn start(turn: &mut Turn, token: &str) -> Done {
    let Some(who) = turn.who else { return Ok(()) };
    if who.member.is_some() {
        return super::tell(turn, "team-already");
    }
    if turn.memory.guesses_invites(who.conversation, turn.now) {
        turn.memory.wrong_invite(who.conversation, false, turn.now);
        return wrong(turn);
    }
    let Some((invite, meant)) = look(turn, token)? else {
        turn.memory.wrong_invite(who.conversation, true, turn.now);
        return wrong(turn);
    };
    if !turn.own_cases().is_empty() {
        return turn.reply_new(Screen::new("team-wipe-first"), Note::Nothing);
    }
    redeem(turn, who, &invite, meant)
}

/// The one reply to every link that is not good, whatever is wrong with it.
fn wrong(turn: &mut Turn) -> Done {
    let screen = match turn.language()? {
        Some(_) => Screen::new("team-invite-wrong"),
        None => Screen::default().say_in_all("team-invite-wrong"),
    };
    turn.reply_new(screen, Note::Nothing)
}

/// What a token says, when we made it. Whether it is still good is another question.
pub fn proven(tokens: &MacKey, token: &str) -> Option<Invite> {
    let (invite, tag) = Invite::read(token)?;
    tokens.verify(&signed(&invite), &tag).then_some(invite)
}

/// For whom an invitation is.
struct Meant {
    project: Project,
    /// Where it is for one.
    zone: Option<String>,
    /// The member whose second account it is to be.
    of: Option<StaffId>,
}

/// What an invitation to a second account of a member is for: no project has such a name.
pub fn account_scope(of: StaffId) -> String {
    format!("/{}", BASE64URL_NOPAD.encode(&of.0))
}

/// Whose second account is meant, while that member has the role of the invitation.
fn account_of(turn: &Turn, invite: &Invite) -> Option<Meant> {
    let tokens = turn.store.tokens();
    let mut members = turn.store.index.members.iter();
    let (of, member) = members.find(|(id, member)| {
        let is_there = member.standing == Standing::Active && member.role == invite.role;
        is_there && project_tag(tokens, &account_scope(**id)) == invite.project
    })?;
    let project = turn.house.content.projects().iter().find(|project| project.id.as_str() == member.project)?.clone();
    let has_room = turn.store.index.other_accounts(*of).is_empty();
    has_room.then(|| Meant { project, zone: member.zone.clone(), of: Some(*of) })
}

/// The invitation, and what it is for.
fn look(turn: &mut Turn, token: &str) -> Result<Option<(Invite, Meant)>, StoreError> {
    let tokens = turn.store.tokens();
    let Some(invite) = proven(tokens, token).filter(|invite| invite.expires > turn.now) else { return Ok(None) };
    let scopes = turn.house.content.projects().iter().flat_map(|project| {
        let zones = project.zones().into_iter().map(|zone| Some(zone.to_owned()));
        [None].into_iter().chain(zones).map(move |zone| (project, zone))
    });
    let is_meant = |(project, zone): &(&Project, Option<String>)| {
        project_tag(tokens, &scope(project.id.as_str(), zone.as_deref())) == invite.project
    };
    let found =
        scopes.into_iter().find(is_meant).map(|(project, zone)| Meant { project: project.clone(), zone, of: None });
    let Some(meant) = found.or_else(|| account_of(turn, &invite)) else { return Ok(None) };
    let spent = turn.store.secret_tag(&signed(&invite));
    Ok(turn.store.get::<KeyedHashes>(&spent)?.is_none().then_some((invite, meant)))
}

fn redeem(turn: &mut Turn, who: Who, invite: &Invite, Meant { project, zone, of }: Meant) -> Done {
    let first = project.languages.first().copied();
    let language = turn.language()?.or(first).unwrap_or(crate::domain::Language::Nl);
    spend(turn, invite)?;
    forget_youth_side(turn, who)?;
    let at_once = invite.approved
        || (of.is_none() && invite.role == Role::Coordinator && team::coordinators(turn, None).is_empty());
    let words = two_words(turn);
    let staff = StaffId::random(turn.store.random());
    let member = Staff {
        role: invite.role,
        project: project.id.as_str().to_owned(),
        language,
        standing: if at_once { Standing::Active } else { Standing::Unconfirmed },
        words,
        awaiting: None,
        zone,
        fresh_until: None,
        others: of.into_iter().collect(),
        to_take_back: false,
        since: turn.now,
    };
    turn.store.put::<Members>(&staff, &member, CONFIG)?;
    is_back(turn, who, staff)?;
    who.origin.bind(turn.store, Owner::Staff(staff), CONFIG)?;
    turn.who = Some(Who { member: Some(staff), person: None, draft: None, ..who });
    turn.memory.forget(who.conversation);
    turn.note(Doer::Member(staff), Act::MemberJoined, None)?;
    if at_once {
        return home::help(turn, &member);
    }
    turn.to_staff(staff, team::waiting(turn, &member), None)?;
    team::ask_coordinators(turn, staff, &member)
}

/// Was somebody on the team with this account, who was taken off it not long ago? The same person, wherever two must read.
fn is_back(turn: &mut Turn, who: Who, staff: StaffId) -> Done {
    let members = turn.store.index.members.iter();
    let left = members.filter(|(_, member)| member.standing == Standing::Removed);
    let mut left: Vec<StaffId> = left.map(|(id, _)| *id).collect();
    left.sort();
    for before in left {
        let mark = who.origin.mark_of(turn.store, before);
        if turn.store.get::<KeyedHashes>(&mark)?.is_none() {
            continue;
        }
        if let Some(mut member) = turn.store.get::<Members>(&before)? {
            member.others.push(staff);
            turn.store.update::<Members>(&before, &member)?;
        }
    }
    Ok(())
}

/// A used link is remembered until it would have expired anyway.
fn spend(turn: &mut Turn, invite: &Invite) -> Done {
    let spent = turn.store.secret_tag(&signed(invite));
    turn.store.put::<KeyedHashes>(&spent, &KeyedHash { expires: invite.expires }, CONFIG)
}

/// A staff account has no youth side: a record without cases and an unsent draft go, with their keys.
fn forget_youth_side(turn: &mut Turn, who: Who) -> Done {
    if let Some(draft) = who.draft {
        ending::drop_draft(turn, draft)?;
    }
    if let Some(person) = who.person {
        turn.store.forget_person(person)?;
    }
    Ok(())
}

/// Two different words, unlike those of any other member while there is room.
fn two_words(turn: &mut Turn) -> [u8; 2] {
    const TRIES: u32 = 32;
    let count = u8::try_from(WORDS).unwrap_or(u8::MAX);
    let mut words = [0, 1];
    for _ in 0..TRIES {
        turn.store.random().fill(&mut words);
        words = words.map(|word| word % count);
        let taken = turn.store.index.members.values().any(|member| member.words == words);
        if words[0] != words[1] && !taken {
            return words;
        }
    }
    if words[0] == words[1] { [words[0], (words[1] + 1) % count] } else { words }
}
