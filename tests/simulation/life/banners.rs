//! What a coordinator sets above the questions of a project for a while, busy or closed, and takes away; and young people who ask
//! under it, for a place of that project or elsewhere.
//!
//! What is promised: it is read before anything is sent and with the receipt, as long as it stands and no longer; closed days are
//! no days in which anybody answers; and who asks elsewhere is not told that it is closed, while other teams read there.

use super::colleagues::follows;
use super::desk::SEND;
use super::model::{Model, Rule};
use super::network::name;
use super::people::{asks, pick, press, press_new, says};
use super::screens::{Says, words_like};
use super::world::{COORDINATOR, DEFAULT_COORDINATOR, World, YOUTH};
use rechtdoor::domain::{Day, Moment};
use rechtdoor::messenger::Rendered;
use std::collections::BTreeMap;

const KINDS: [&str; 4] = ["🕒 Druk", "🕒 Très", "🔒 Gesloten", "🔒 Fermé"];
const SET: [&str; 2] = ["✅ Ja, toon dit", "✅ Oui, afficher"];
const END: [&str; 2] = ["🗑️ Haal weg", "🗑️ Enlever"];
const ELSEWHERE: [&str; 2] = ["📍 Elders", "📍 Ailleurs"];
const HERE: [&str; 1] = ["📍 Genk"];

const IS_SET: [&str; 2] = ["✅ Dit staat er nu:", "✅ On lit maintenant"];
const IS_ENDED: [&str; 2] = ["✅ Weggehaald.", "✅ Enlevé."];
const BUSY: [&str; 2] = ["📣 Het is druk", "📣 Beaucoup de demandes"];
const CLOSED: [&str; 2] = ["📣 Gesloten tot en met", "📣 Fermé jusqu'au"];
const CLOSED_ELSEWHERE: [&str; 2] = ["📣 Tot en met", "📣 Jusqu'au"];

const MONTHS: [[&str; 2]; 12] = [
    ["januari", "janvier"],
    ["februari", "février"],
    ["maart", "mars"],
    ["april", "avril"],
    ["mei", "mai"],
    ["juni", "juin"],
    ["juli", "juillet"],
    ["augustus", "août"],
    ["september", "septembre"],
    ["oktober", "octobre"],
    ["november", "novembre"],
    ["december", "décembre"],
];

/// Of the choices that a coordinator has, the shortest and the longest.
const DAYS: (i32, i32) = (3, 42);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Busy,
    Closed,
}

/// What a coordinator read last of it.
#[derive(Clone, Copy)]
struct Stand {
    kind: Option<Kind>,
    since: Moment,
}

/// Above the questions of one project.
#[derive(Default)]
struct Above {
    /// `None` from a press on until its word comes.
    read: Option<Stand>,
    /// The same once nothing is under way any more.
    sure: Option<Stand>,
}

/// See the file's header.
#[derive(Default)]
pub struct Banners {
    /// By the chat of their coordinator.
    above: BTreeMap<i64, Above>,
    /// For which place each review is.
    reviews: BTreeMap<(i64, i64), i64>,
}

impl Banners {
    /// Nothing is under way.
    pub fn are_sure(&mut self) {
        self.above.values_mut().for_each(|above| above.sure = above.read);
    }
}

fn says_one(text: &str, words: &[&str]) -> bool {
    words.iter().any(|words| text.contains(words))
}

/// The days named in a text, as months of 31 days.
fn days_in(text: &str) -> Vec<i32> {
    let words: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric()).collect();
    let day = |pair: &[&str]| {
        let [day, month] = pair else { return None };
        let month = MONTHS.iter().position(|names| names.contains(month))?;
        let first_in_french = day.strip_suffix("er").unwrap_or(day);
        Some(first_in_french.parse::<i32>().ok()? + 31 * i32::try_from(month).ok()?)
    };
    words.windows(2).filter_map(day).collect()
}

/// Is the one later in the year, or early in the next one?
fn is_after(one: i32, other: i32) -> bool {
    (1..200).contains(&(one - other).rem_euclid(12 * 31))
}

impl Model {
    /// A coordinator presses: until it is told, nobody knows what stands there.
    pub fn banner_press(&mut self, chat: i64, label: &str) {
        if SET.contains(&label) || END.contains(&label) {
            self.banners.above.insert(chat, Above::default());
        }
    }

    pub fn banner_at_desk(&mut self, chat: i64, text: &str) {
        let is_set = says_one(text, &IS_SET);
        if !is_set && !says_one(text, &IS_ENDED) {
            return;
        }
        let closed_or_busy = if says_one(text, &CLOSED) { Kind::Closed } else { Kind::Busy };
        let stand = Stand { kind: is_set.then_some(closed_or_busy), since: self.now };
        self.totals.banners += 1;
        self.banners.above.insert(chat, Above { read: Some(stand), sure: None });
    }

    /// A review, or the receipt that stands in its place.
    pub fn banner_is_read(&mut self, (chat, message): (i64, i64), kind: Says, screen: &Rendered) -> Rule {
        let text = &screen.text;
        if kind == Says::Review {
            let mut labels = screen.rows.iter().flatten().map(|button| button.label.as_str());
            let of = labels.find_map(|label| match () {
                () if ELSEWHERE.contains(&label) => Some(DEFAULT_COORDINATOR),
                () if HERE.contains(&label) => Some(COORDINATOR),
                () => None,
            });
            self.banners.reviews.remove(&(chat, message));
            self.banners.reviews.extend(of.map(|of| ((chat, message), of)));
        }
        let is_receipt = matches!(kind, Says::Receipt | Says::UrgentReceipt);
        if kind != Says::Review && !is_receipt {
            return Ok(());
        }
        let Some(of) = self.banners.reviews.get(&(chat, message)).copied() else { return Ok(()) };
        let is_elsewhere = of == DEFAULT_COORDINATOR;
        if is_elsewhere && says_one(text, &CLOSED) {
            return Err(format!("{} asks elsewhere, and is told that it is closed", name(chat)));
        }
        let is_closed = says_one(text, &CLOSED) || says_one(text, &CLOSED_ELSEWHERE);
        if is_receipt && is_closed {
            let (said, until) = text.split_once('📣').unwrap_or_default();
            let dates = (days_in(said).last().copied(), days_in(until).first().copied());
            let (Some(promised), Some(until)) = dates else {
                return Err("no date stands beside a banner".to_owned());
            };
            self.totals.beyond_closed += 1;
            if !is_after(promised, until) {
                return Err(format!("{} is promised an answer on a day on which it is closed", name(chat)));
            }
        }
        let of_words = match kind {
            Says::Review => words_like(text, super::screens::ASKED),
            _ => self.talks.get(&chat).and_then(|talk| talk.reviews.get(&message)).cloned().unwrap_or_default(),
        };
        self.banner_is_as_it_stands(chat, of, &of_words, text)
    }

    /// When every word was typed since it is known what stands there.
    fn banner_is_as_it_stands(&self, chat: i64, of: i64, words: &[String], text: &str) -> Rule {
        let is_odd = self.clock_moved.is_some() || self.talks.get(&of).is_some_and(|talk| talk.deleted);
        let never = Above { read: None, sure: Some(Stand { kind: None, since: Moment(0) }) };
        let Some(stand) = self.banners.above.get(&of).unwrap_or(&never).sure.filter(|_| !is_odd) else {
            return Ok(());
        };
        let typed_since = |word: &String| self.typed_at.get(word).is_some_and(|at| *at > stand.since);
        if words.is_empty() || !words.iter().all(typed_since) {
            return Ok(());
        }
        let last = |days: i32| Day(stand.since.day().0 + days);
        let closed = if of == DEFAULT_COORDINATOR { CLOSED_ELSEWHERE } else { CLOSED };
        let wanted = stand.kind.map(|kind| if kind == Kind::Busy { BUSY } else { closed });
        match wanted {
            Some(wanted) if self.now.day() < last(DAYS.0) && !says_one(text, &wanted) => {
                Err(format!("{} is not told what stands above the questions", name(chat)))
            }
            Some(_) if self.now.day() <= Day(last(DAYS.1).0 + 1) => Ok(()),
            Some(wanted) if says_one(text, &wanted) => {
                Err(format!("{} reads a banner whose last day is over", name(chat)))
            }
            None if text.contains('📣') => Err(format!("{} reads a banner, and none was set", name(chat))),
            Some(_) | None => Ok(()),
        }
    }
}

// --- what people do ----------------------------------------------------------------------------------------------

/// A coordinator sets one, or takes away what stands there; and somebody asks.
pub fn a_banner_is_set(world: &mut World) -> Rule {
    let chat = pick(world, &[COORDINATOR, DEFAULT_COORDINATOR]);
    says(world, chat, "/banner".to_owned());
    world.in_a_moment()?;
    let stands = world.model.banners.above.get(&chat).and_then(|above| above.read).is_some_and(|it| it.kind.is_some());
    if stands && world.dice.below(2) == 0 {
        follows(world, chat, &[&END])?;
    } else {
        let kind = if world.dice.below(3) == 0 { &KINDS[..2] } else { &KINDS[2..] };
        if !follows(world, chat, &[kind])? {
            return Ok(());
        }
        chooses_a_day(world, chat);
        world.in_a_moment()?;
        follows(world, chat, &[&SET])?;
    }
    somebody_asks(world)
}

fn chooses_a_day(world: &mut World, chat: i64) {
    let messages = world.far.chats.entry(chat).or_default().messages.values().rev();
    let newest = messages.into_iter().find(|message| message.from_bot);
    let Some((message, days)) = newest.map(|it| (it.id, it.rows.iter().flatten().cloned().collect::<Vec<_>>())) else {
        return;
    };
    let days: Vec<_> = days.into_iter().filter(|(label, _)| label.starts_with("📅")).collect();
    let at = world.dice.below(days.len().max(1) as u64) as usize;
    if let Some(day) = days.get(at) {
        press(world, chat, (message, day.clone()));
    }
}

/// Of the place or elsewhere.
pub fn somebody_asks(world: &mut World) -> Rule {
    let chat = pick(world, &YOUTH);
    asks(world, chat);
    let language = if chat == YOUTH[4] { "🌐 Français" } else { "🌐 Nederlands" };
    world.in_a_moment()?;
    press_new(world, chat, &[language, "🆕 N"]);
    world.in_a_moment()?;
    if world.dice.below(2) == 0 {
        for labels in [&ELSEWHERE[..], &HERE] {
            press_new(world, chat, labels);
            world.in_a_moment()?;
        }
    }
    press_new(world, chat, &SEND);
    world.in_a_moment()
}
