//! A square that can be followed: where the link of a poster leads.
//!
//! Never true of this file: following is said to leave nothing; it takes more than one tap to stop; anybody is shown who else
//! follows.

use super::super::super::action::{Meet, Menu};
use super::super::super::street;
use super::super::super::turn::{Done, Turn};
use super::super::{first, home, menu, over};
use super::button;
use crate::content::MunicipalityId;
use crate::domain::encounter::{Encounter, Follow};
use crate::domain::limits::{FOLLOWERS_MAX, FOLLOWS_PER_PERSON_MAX};
use crate::domain::{FollowId, Language, SquareId};
use crate::messenger::{Arg, Msg, Screen};
use crate::store::Owner;
use crate::store::tables::Follows;
use data_encoding::BASE64URL_NOPAD;

/// Begins what the link of a square carries.
pub(in crate::dialogue) const PREFIX: &str = "pl_";

/// What stands behind the beginning of the link.
pub(in crate::dialogue) fn token(id: SquareId) -> String {
    format!("{PREFIX}{}", BASE64URL_NOPAD.encode(&id.0))
}

/// The poster was scanned.
pub(in crate::dialogue) fn arrive(turn: &mut Turn, token: &str) -> Done {
    let read = BASE64URL_NOPAD.decode(token.as_bytes()).ok().and_then(|id| id.try_into().ok()).map(SquareId);
    let Some(id) = read.filter(|id| turn.store.index.streets.square(*id).is_some()) else {
        return if turn.language()?.is_none() { first::screen(turn) } else { gone(turn) };
    };
    if turn.language()?.is_none() {
        return welcome(turn, id);
    }
    show(turn, id)
}

/// Both languages: the square waits behind the tap.
pub(super) fn welcome(turn: &mut Turn, id: SquareId) -> Done {
    let choice = [("first-language-nl", Language::Nl), ("first-language-fr", Language::Fr)];
    let buttons = choice.map(|(label, language)| button(label, Meet::SquareIn(id, language))).to_vec();
    let help = menu("first-help", Menu::Help);
    turn.reply(Screen::default().say_in_all("street-welcome").row(buttons).row(vec![help]))
}

pub(super) fn show_in(turn: &mut Turn, id: SquareId, language: Language) -> Done {
    first::set_language(turn, language)?;
    show(turn, id)
}

/// Who was forgotten but for what they follow is spoken to as when they began.
pub(super) fn speak_as_followed(turn: &mut Turn, id: SquareId) -> Done {
    match own(turn, id) {
        Some((_, follow)) => first::set_language(turn, follow.language),
        None => Ok(()),
    }
}

fn gone(turn: &mut Turn) -> Done {
    turn.reply(Screen::new("street-gone").row(vec![button("meet-others", Meet::Areas(0)), home::button()]))
}

fn own(turn: &Turn, id: SquareId) -> Option<(FollowId, Follow)> {
    turn.own_follows().into_iter().find(|(_, follow)| follow.square == id)
}

/// The square, what is next there, and following it.
pub(super) fn show(turn: &mut Turn, id: SquareId) -> Done {
    let Some(square) = turn.store.index.streets.square(id).cloned() else { return gone(turn) };
    let town = MunicipalityId::parse(&square.area).and_then(|town| turn.house.content.municipality(&town).cloned());
    let area = town.map_or(Arg::Msg("meet-elsewhere"), |town| Arg::Both { nl: town.name.nl, fr: town.name.fr });
    let mut screen = Screen::default().quote(format!("📍 {}", square.name));
    screen = screen.say(Msg::new("street-what").with("area", area));
    let next = next(turn, id);
    screen = match next.as_ref().and_then(|encounter| Some((encounter, encounter.span()?))) {
        Some((encounter, (starts, ends))) => {
            let next = Msg::new("street-next").with("when", Arg::When(starts)).with("until", Arg::Clock(ends));
            street::elsewhere(turn, encounter, screen.say(next))
        }
        None => screen.say("street-none"),
    };
    let follows = own(turn, id).is_some();
    screen = screen.say(if follows { "street-followed" } else { "street-follow-what" });
    let verb = if follows { street::unfollow(id) } else { button("street-follow", Meet::Follow(id)) };
    turn.reply(screen.row(vec![verb]).row(vec![home::button()]))
}

fn next(turn: &Turn, id: SquareId) -> Option<Encounter> {
    let all = turn.store.index.encounters.all().map(|(_, encounter)| encounter);
    let here = all.filter(|it| it.street.is_some_and(|street| street.square == id) && it.is_ahead_or_on(turn.now));
    here.min_by_key(|encounter| encounter.starts).cloned()
}

pub(super) fn follow(turn: &mut Turn, id: SquareId) -> Done {
    if turn.store.index.streets.square(id).is_none() {
        return gone(turn);
    }
    let language = turn.language()?.unwrap_or(Language::Nl);
    let fresh = Follow::new(id, language, turn.now);
    if let Some((follow, _)) = own(turn, id) {
        // Half a year from today on.
        turn.store.update::<Follows>(&follow, &fresh)?;
        return show_followed(turn, id);
    }
    if turn.own_follows().len() >= FOLLOWS_PER_PERSON_MAX {
        let max = Arg::Number(i64::try_from(FOLLOWS_PER_PERSON_MAX).unwrap_or_default());
        return turn.alert(Msg::new("street-enough").with("max", max));
    }
    if turn.store.index.streets.followers(id) >= FOLLOWERS_MAX {
        return turn.alert("street-full");
    }
    let Some(who) = turn.who else { return over(turn) };
    let follow = FollowId::random(turn.store.random());
    let key = turn.store.add_follow(follow, &fresh)?;
    who.origin.bind(turn.store, Owner::Follow(follow), key)?;
    if let Some(mut person) = turn.person()? {
        person.quiet = false;
        person.touch(turn.now);
        turn.keep_person(person)?;
    }
    show_followed(turn, id)
}

fn show_followed(turn: &mut Turn, id: SquareId) -> Done {
    let screen = Screen::new("street-follows").row(vec![street::unfollow(id)]).row(vec![home::button()]);
    turn.reply_to_deed(screen)
}

/// One tap, from wherever the button stands.
pub(super) fn unfollow(turn: &mut Turn, id: SquareId) -> Done {
    if let Some((follow, _)) = own(turn, id) {
        turn.store.forget_follow(follow)?;
    }
    let screen = Screen::new("street-unfollowed");
    let again = button("street-follow", Meet::Follow(id));
    turn.reply_to_deed(screen.row(vec![again]).row(vec![home::button()]))
}
