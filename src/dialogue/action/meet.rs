//! The buttons of encounters and of own places. A seat's random id is not enough: it must be one of the presser's own.

use crate::content::MunicipalityId;
use crate::dialogue::drawing::Ticket;
use crate::domain::encounter::{FriendLink, Pass, Proof, Referral};
use crate::domain::{EncounterId, Language, SeatId, SquareId};
use data_encoding::BASE64URL_NOPAD;

/// What is looked at, or done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Meet {
    /// The areas in which something is planned: a page, from 0.
    Areas(u8),
    /// What is planned in one area, or everywhere: a page, from 0.
    List(Option<MunicipalityId>, u8),
    Card(EncounterId),
    /// The same once a language was chosen.
    CardIn(EncounterId, Language),
    /// The other dates of its series: a page, from 0.
    Dates(EncounterId, u8),
    /// What holds there, before anything else.
    Join(EncounterId, Party),
    /// The rules were read: a name is suggested, or another one.
    Name(EncounterId, Party),
    /// Under this name.
    Take(EncounterId, Party, [u8; 2]),
    Places,
    /// What was cancelled, for the calendar of who has it there.
    Uncalendar(EncounterId),
    Seat(SeatId, SeatVerb),
    /// Looking back on an encounter where one was.
    Review(SeatId, ReviewVerb),
    /// First in line at the next draw.
    Ticket(Ticket),
    /// A square; and the same once a language was chosen.
    Square(SquareId),
    SquareIn(SquareId, Language),
    Follow(SquareId),
    Unfollow(SquareId),
    /// What is done with the link of a friend. Whoever holds the link may do it.
    Friend(FriendLink, FriendVerb),
    /// What is done with a code of a youth worker, or with the pass of who was at what came before.
    Code(Proof, CodeVerb),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReviewVerb {
    Start,
    /// Not now, and not again.
    Stop,
    /// The answer to a question, by their numbers; none is the joker.
    Answer(u8, Option<u8>),
}

/// With whom somebody wants to come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Party {
    Alone,
    WithFriend,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FriendVerb {
    /// The language was chosen, with the link waiting.
    In(Language),
    View,
    Rules,
    Name,
    Take([u8; 2]),
    No,
}

/// As with the link of a friend; there is nobody to whom a no would be said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CodeVerb {
    /// The language was chosen, with the code waiting.
    In(Language),
    View,
    Rules,
    Name,
    Take([u8; 2]),
}

/// What is done with an own place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SeatVerb {
    View,
    Leave,
    Accept,
    Decline,
    /// "I come", to a reminder.
    Stay,
    /// The file for a calendar.
    Calendar,
    /// Ask somebody along, or see the link again.
    Friend,
    /// Rather wait for two places than come alone.
    Together,
}

impl Party {
    fn word(self) -> &'static str {
        match self {
            Party::Alone => "",
            Party::WithFriend => "2",
        }
    }
}

impl SeatVerb {
    const ALL: [(SeatVerb, &'static str); 8] = [
        (SeatVerb::View, "view"),
        (SeatVerb::Leave, "leave"),
        (SeatVerb::Accept, "yes"),
        (SeatVerb::Decline, "no"),
        (SeatVerb::Stay, "stay"),
        (SeatVerb::Calendar, "ics"),
        (SeatVerb::Friend, "pal"),
        (SeatVerb::Together, "two"),
    ];

    fn word(self) -> &'static str {
        SeatVerb::ALL.iter().find(|(verb, _)| *verb == self).map_or("view", |(_, word)| word)
    }
}

impl Meet {
    pub fn encode(&self) -> String {
        let id = |bytes: &[u8; 16]| BASE64URL_NOPAD.encode(bytes);
        match self {
            Meet::Areas(page) => format!("e:areas:{page}"),
            Meet::List(area, page) => format!("e:list:{page}:{}", area.as_ref().map_or("", MunicipalityId::as_str)),
            Meet::Card(encounter) => format!("e:card:{}", id(&encounter.0)),
            Meet::CardIn(encounter, language) => format!("e:card-in:{}:{}", id(&encounter.0), language.code()),
            Meet::Dates(encounter, page) => format!("e:dates:{}:{page}", id(&encounter.0)),
            Meet::Join(encounter, party) => format!("e:join{}:{}", party.word(), id(&encounter.0)),
            Meet::Name(encounter, party) => format!("e:name{}:{}", party.word(), id(&encounter.0)),
            Meet::Take(encounter, party, [colour, animal]) => {
                format!("e:take{}:{}:{colour}.{animal}", party.word(), id(&encounter.0))
            }
            Meet::Ticket(ticket) => format!("e:ticket:{}", BASE64URL_NOPAD.encode(&ticket.bytes())),
            Meet::Friend(link, verb) => {
                let link = id(link);
                match verb {
                    FriendVerb::In(language) => format!("e:f-in:{link}:{}", language.code()),
                    FriendVerb::View => format!("e:f-view:{link}"),
                    FriendVerb::Rules => format!("e:f-rules:{link}"),
                    FriendVerb::Name => format!("e:f-name:{link}"),
                    FriendVerb::Take([colour, animal]) => format!("e:f-take:{link}:{colour}.{animal}"),
                    FriendVerb::No => format!("e:f-no:{link}"),
                }
            }
            Meet::Code(proof, verb) => {
                let (kind, code) = match proof {
                    Proof::Code(code) => ('c', BASE64URL_NOPAD.encode(&code.bytes())),
                    Proof::Pass(pass) => ('p', BASE64URL_NOPAD.encode(&pass.bytes())),
                };
                match verb {
                    CodeVerb::In(language) => format!("e:{kind}-in:{code}:{}", language.code()),
                    CodeVerb::View => format!("e:{kind}-view:{code}"),
                    CodeVerb::Rules => format!("e:{kind}-rules:{code}"),
                    CodeVerb::Name => format!("e:{kind}-name:{code}"),
                    CodeVerb::Take([colour, animal]) => format!("e:{kind}-take:{code}:{colour}.{animal}"),
                }
            }
            Meet::Places => "e:mine".to_owned(),
            Meet::Review(seat, verb) => {
                let seat = id(&seat.0);
                match verb {
                    ReviewVerb::Start => format!("e:rv:{seat}:go"),
                    ReviewVerb::Stop => format!("e:rv:{seat}:no"),
                    ReviewVerb::Answer(question, None) => format!("e:rv:{seat}:{question}.x"),
                    ReviewVerb::Answer(question, Some(answer)) => format!("e:rv:{seat}:{question}.{answer}"),
                }
            }
            Meet::Square(square) => format!("e:sq:{}", id(&square.0)),
            Meet::SquareIn(square, language) => format!("e:sq-in:{}:{}", id(&square.0), language.code()),
            Meet::Follow(square) => format!("e:sq-on:{}", id(&square.0)),
            Meet::Unfollow(square) => format!("e:sq-off:{}", id(&square.0)),
            Meet::Uncalendar(encounter) => format!("e:unics:{}", id(&encounter.0)),
            Meet::Seat(seat, verb) => format!("e:{}:{}", verb.word(), id(&seat.0)),
        }
    }

    /// What stands behind `e:`. Spellings that are not ours are refused by [`super::Press::parse`].
    pub(super) fn parse(verb: &str, first: Option<&str>, second: Option<&str>) -> Option<Self> {
        let id = || -> Option<[u8; 16]> { BASE64URL_NOPAD.decode(first?.as_bytes()).ok()?.try_into().ok() };
        let name = || -> Option<[u8; 2]> {
            let (colour, animal) = second?.split_once('.')?;
            Some([colour.parse().ok()?, animal.parse().ok()?])
        };
        if let Some(verb) = verb.strip_prefix("f-") {
            return Some(Meet::Friend(
                id()?,
                match verb {
                    "in" => FriendVerb::In(Language::parse(second?)?),
                    "view" => FriendVerb::View,
                    "rules" => FriendVerb::Rules,
                    "name" => FriendVerb::Name,
                    "take" => FriendVerb::Take(name()?),
                    "no" => FriendVerb::No,
                    _ => return None,
                },
            ));
        }
        if let Some((kind @ ("c" | "p"), verb)) = verb.split_once('-') {
            let bytes = BASE64URL_NOPAD.decode(first?.as_bytes()).ok()?;
            return Some(Meet::Code(
                if kind == "c" { Proof::Code(Referral::read(&bytes)?) } else { Proof::Pass(Pass::read(&bytes)?) },
                match verb {
                    "in" => CodeVerb::In(Language::parse(second?)?),
                    "view" => CodeVerb::View,
                    "rules" => CodeVerb::Rules,
                    "name" => CodeVerb::Name,
                    "take" => CodeVerb::Take(name()?),
                    _ => return None,
                },
            ));
        }
        let (verb, party) = match verb.strip_suffix('2') {
            Some(verb) => (verb, Party::WithFriend),
            None => (verb, Party::Alone),
        };
        Some(match verb {
            "areas" => Meet::Areas(first?.parse().ok()?),
            "list" => {
                let area = match second? {
                    "" => None,
                    area => Some(MunicipalityId::parse(area)?),
                };
                Meet::List(area, first?.parse().ok()?)
            }
            "card" => Meet::Card(EncounterId(id()?)),
            "card-in" => Meet::CardIn(EncounterId(id()?), Language::parse(second?)?),
            "dates" => Meet::Dates(EncounterId(id()?), second?.parse().ok()?),
            "join" => Meet::Join(EncounterId(id()?), party),
            "name" => Meet::Name(EncounterId(id()?), party),
            "take" => Meet::Take(EncounterId(id()?), party, name()?),
            "ticket" => Meet::Ticket(Ticket::read(&BASE64URL_NOPAD.decode(first?.as_bytes()).ok()?)?),
            "mine" => Meet::Places,
            "rv" => Meet::Review(
                SeatId(id()?),
                match second? {
                    "go" => ReviewVerb::Start,
                    "no" => ReviewVerb::Stop,
                    told => {
                        let (question, answer) = told.split_once('.')?;
                        let answer = if answer == "x" { None } else { Some(answer.parse().ok()?) };
                        ReviewVerb::Answer(question.parse().ok()?, answer)
                    }
                },
            ),
            "sq" => Meet::Square(SquareId(id()?)),
            "sq-in" => Meet::SquareIn(SquareId(id()?), Language::parse(second?)?),
            "sq-on" => Meet::Follow(SquareId(id()?)),
            "sq-off" => Meet::Unfollow(SquareId(id()?)),
            "unics" => Meet::Uncalendar(EncounterId(id()?)),
            _ => {
                let (verb, _) = SeatVerb::ALL.iter().find(|(_, word)| *word == verb)?;
                Meet::Seat(SeatId(id()?), *verb)
            }
        })
    }

    /// One of each, with the longest values.
    #[cfg(test)]
    pub(super) fn samples() -> Vec<Meet> {
        let encounter = EncounterId([0xfb; 16]);
        let mut all = vec![
            Meet::Areas(255),
            Meet::List(None, 0),
            Meet::List(MunicipalityId::parse(&"m".repeat(20)), 255),
            Meet::Card(encounter),
            Meet::CardIn(encounter, Language::Fr),
            Meet::Dates(encounter, 255),
            Meet::Join(encounter, Party::Alone),
            Meet::Name(encounter, Party::WithFriend),
            Meet::Take(encounter, Party::WithFriend, [255, 255]),
            Meet::Places,
            Meet::Uncalendar(encounter),
            Meet::Review(SeatId([0xfb; 16]), ReviewVerb::Start),
            Meet::Review(SeatId([0xfb; 16]), ReviewVerb::Stop),
            Meet::Review(SeatId([0xfb; 16]), ReviewVerb::Answer(255, None)),
            Meet::Review(SeatId([0xfb; 16]), ReviewVerb::Answer(255, Some(255))),
            Meet::Square(SquareId([0xfb; 16])),
            Meet::SquareIn(SquareId([0xfb; 16]), Language::Fr),
            Meet::Follow(SquareId([0xfb; 16])),
            Meet::Unfollow(SquareId([0xfb; 16])),
        ];
        all.push(Meet::Ticket(Ticket { nonce: [0xfb; 8], until: crate::domain::Day(i32::MAX), tag: [0xfb; 16] }));
        let verbs = [
            FriendVerb::In(Language::Fr),
            FriendVerb::View,
            FriendVerb::Rules,
            FriendVerb::Name,
            FriendVerb::Take([255, 255]),
            FriendVerb::No,
        ];
        all.extend(verbs.map(|verb| Meet::Friend([0xfb; 16], verb)));
        let code = Referral { encounter, number: 255, tag: [0xfb; 16] };
        let verbs =
            [CodeVerb::In(Language::Fr), CodeVerb::View, CodeVerb::Rules, CodeVerb::Name, CodeVerb::Take([255, 255])];
        let pass = Pass { nonce: [0xfb; 8], tag: [0xfb; 16] };
        for proof in [Proof::Code(code), Proof::Pass(pass)] {
            all.extend(verbs.map(|verb| Meet::Code(proof, verb)));
        }
        all.extend(SeatVerb::ALL.map(|(verb, _)| Meet::Seat(SeatId([0xfb; 16]), verb)));
        all
    }
}
