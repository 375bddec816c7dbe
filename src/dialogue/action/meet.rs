//! The buttons of encounters and of own places. A seat's random id is not enough: it must be one of the presser's own.

use crate::content::MunicipalityId;
use crate::domain::{EncounterId, SeatId};
use data_encoding::BASE64URL_NOPAD;

/// What is looked at, or done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Meet {
    /// The areas in which something is planned: a page, from 0.
    Areas(u8),
    /// What is planned in one area, or everywhere: a page, from 0.
    List(Option<MunicipalityId>, u8),
    Card(EncounterId),
    /// What holds there, before anything else.
    Join(EncounterId),
    /// The rules were read: a name is suggested, or another one.
    Name(EncounterId),
    /// Under this name.
    Take(EncounterId, [u8; 2]),
    Places,
    /// What was cancelled, for the calendar of who has it there.
    Uncalendar(EncounterId),
    Seat(SeatId, SeatVerb),
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
}

impl SeatVerb {
    const ALL: [(SeatVerb, &'static str); 6] = [
        (SeatVerb::View, "view"),
        (SeatVerb::Leave, "leave"),
        (SeatVerb::Accept, "yes"),
        (SeatVerb::Decline, "no"),
        (SeatVerb::Stay, "stay"),
        (SeatVerb::Calendar, "ics"),
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
            Meet::Join(encounter) => format!("e:join:{}", id(&encounter.0)),
            Meet::Name(encounter) => format!("e:name:{}", id(&encounter.0)),
            Meet::Take(encounter, [colour, animal]) => format!("e:take:{}:{colour}.{animal}", id(&encounter.0)),
            Meet::Places => "e:mine".to_owned(),
            Meet::Uncalendar(encounter) => format!("e:unics:{}", id(&encounter.0)),
            Meet::Seat(seat, verb) => format!("e:{}:{}", verb.word(), id(&seat.0)),
        }
    }

    /// What stands behind `e:`. Spellings that are not ours are refused by [`super::Press::parse`].
    pub(super) fn parse(verb: &str, first: Option<&str>, second: Option<&str>) -> Option<Self> {
        let id = || -> Option<[u8; 16]> { BASE64URL_NOPAD.decode(first?.as_bytes()).ok()?.try_into().ok() };
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
            "join" => Meet::Join(EncounterId(id()?)),
            "name" => Meet::Name(EncounterId(id()?)),
            "take" => {
                let (colour, animal) = second?.split_once('.')?;
                Meet::Take(EncounterId(id()?), [colour.parse().ok()?, animal.parse().ok()?])
            }
            "mine" => Meet::Places,
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
            Meet::Join(encounter),
            Meet::Name(encounter),
            Meet::Take(encounter, [255, 255]),
            Meet::Places,
            Meet::Uncalendar(encounter),
        ];
        all.extend(SeatVerb::ALL.map(|(verb, _)| Meet::Seat(SeatId([0xfb; 16]), verb)));
        all
    }
}
