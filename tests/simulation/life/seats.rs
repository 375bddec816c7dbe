//! What is promised about the places at an encounter, beside the bot: never more than there are, nobody passed by, the
//! address to certain places alone and not before its day, and each told the truth.
//!
//! It goes by what people press and read. Whoever pressed something that ends a place is not counted on until they read
//! what became of it.

use super::cards::Cards;
use super::model::{DAY_MS, HOUR_MS, Rule};
use super::network::name;
use super::standing::{Stands, stands};
use super::totals::Told;
use rechtdoor::domain::Moment;
use std::collections::{BTreeMap, BTreeSet};

/// Stands in no screen but those that may say where it is.
pub const VENUE: &str = "Zeegraslaan 12";
/// Stands in every screen about it.
pub const TITLE: &str = "wolkenveld: samen koken";

fn was_away(text: &str) -> bool {
    ["👋 Je was even weg", "👋 On n'a pas pu te joindre"].iter().any(|words| text.starts_with(words))
}

/// An encounter of this life.
#[derive(Clone, Copy)]
pub struct Meeting {
    pub starts: Moment,
    pub ends: Moment,
    /// As many as there ever were: with fewer nobody loses theirs.
    pub places: usize,
    /// As few as there ever were, as far as was pressed: so many are surely given to who waits.
    pub fewest: usize,
    /// Places are drawn then, or given to who has no code.
    pub draw_at: Option<Moment>,
    /// Whoever has a code of a youth worker goes first.
    pub codes_first: bool,
}

/// One young person who may come, by their own chat or by a card.
#[derive(Default, Clone)]
pub struct Sitter {
    pub told: Option<Stands>,
    /// Presses for a place since there was none, by their order.
    pub takes: Vec<u64>,
    /// Something was pressed that ends a place, and it was not read since what became of it.
    pub leaves: bool,
    /// The order of that press.
    pub left: u64,
    blocked: bool,
    /// They blocked the bot and pressed nothing since: what arrives now may have been said before.
    came_back: bool,
    /// They looked, and what they had was gone without a word: that word is owed to them.
    owed: Option<Stands>,
    /// It took place, and their place is kept for two days more.
    was_there: bool,
    /// They were away, or what they pressed was lost, or it was of a place that they had before.
    pub away: bool,
    /// Or they pressed several times, and nobody can say which press counts: their place in the line is not counted on.
    pub unsure: bool,
    /// They showed a code of a youth worker.
    coded: bool,
}

/// See the file's header.
#[derive(Default)]
pub struct Seats {
    pub meeting: Option<Meeting>,
    sitters: BTreeMap<i64, Sitter>,
    /// Those without an account.
    pub cards: Cards,
    /// Codes that a coordinator read off the screen, as they are opened.
    pub codes: Vec<String>,
    /// Some wait as two: for them a single free place may be held for a while.
    pairs: bool,
    /// The last button of a cancelling was pressed.
    pub cancelling: bool,
    /// The coordinator read that it does not take place.
    pub cancelled: bool,
    /// The bot's clock was wrong: no rule goes by the hour.
    pub untimed: bool,
    pub order: u64,
    pub totals: Told,
}

impl Seats {
    pub fn told(&self, chat: i64) -> Option<Stands> {
        self.sitters.get(&chat)?.told
    }

    pub fn sitter(&mut self, chat: i64) -> &mut Sitter {
        self.sitters.entry(chat).or_default()
    }

    // --- what people do ------------------------------------------------------------------------------------------

    pub fn presses(&mut self, chat: i64, label: &str) {
        self.order += 1;
        let order = self.order;
        let sitter = self.sitter(chat);
        sitter.came_back &= sitter.blocked;
        let begins = |signs: &[&str]| signs.iter().any(|sign| label.starts_with(sign));
        if begins(&["✅ Die is goed", "✅ Ça me va"]) {
            sitter.takes.push(order);
        }
        if begins(&["🙅", "🗑️"]) {
            sitter.leaves = true;
            sitter.left = order;
        }
        self.pairs |= begins(&["👥"]);
    }

    /// Somebody opens a link with a code: whether it is still good is not known.
    pub fn shows_a_code(&mut self, chat: i64) {
        self.sitter(chat).coded = true;
        self.totals.coded += 1;
    }

    /// The coordinator pressed under this card that there are so many places now; whether that arrives is not known.
    pub fn change_places(&mut self, card: &str) {
        let shown = card.split_once("👥 ").and_then(|(_, rest)| rest.split(' ').next()?.parse::<usize>().ok());
        if let (Some(meeting), Some(places)) = (&mut self.meeting, shown) {
            meeting.places = meeting.places.max(places);
            meeting.fewest = meeting.fewest.min(places);
            self.totals.changed += 1;
        }
    }

    pub fn blocks(&mut self, chat: i64, blocked: bool) {
        let sitter = self.sitter(chat);
        sitter.blocked = blocked;
        sitter.away = true;
        sitter.owed = None;
        sitter.came_back = true;
        sitter.unsure = true;
        // Whoever only waits steps out of the line without a word; a place stays until somebody frees it.
        if sitter.told.is_some_and(|told| told != Stands::Certain && told != Stands::Held) {
            sitter.told = None;
        }
    }

    /// Something that they did was too old for Telegram.
    pub fn loses(&mut self, chat: i64) {
        let sitter = self.sitter(chat);
        sitter.unsure = true;
        sitter.away = true;
        if sitter.leaves {
            sitter.leaves = false;
            sitter.told = None;
        }
        for id in self.cards.of(chat) {
            let sitter = self.sitter(id);
            (sitter.unsure, sitter.away) = (true, true);
        }
    }

    // --- what people see -----------------------------------------------------------------------------------------

    pub fn sees(&mut self, chat: i64, text: &str, now: Moment, delayed: bool) -> Rule {
        let said = stands(text);
        self.address_in_its_time(chat, text, said, now, delayed)?;
        self.is_told(chat, said, text)?;
        self.nobody_comes_before_the_time(chat, now)
    }

    /// What a screen says about somebody's place.
    pub fn is_told(&mut self, chat: i64, said: Option<Stands>, text: &str) -> Rule {
        let Some(said) = said else {
            // The button may have been of a place that they had before, or of the one that they have.
            let no_more = ["🎟️ Je hebt bij deze ontmoeting geen plaats meer", "🎟️ Tu n'as plus de place"];
            if no_more.iter().any(|words| text.starts_with(words)) {
                self.sitter(chat).unsure = true;
                self.sitter(chat).away = true;
            }
            return Ok(());
        };
        let who = name(chat);
        let sitter = self.sitter(chat);
        if said.is_known() && sitter.takes.is_empty() && sitter.told == Some(Stands::Nothing) {
            return Err(format!("{who} asked for no place and reads {said:?}"));
        }
        let only_looks = ["🎟️ Je hebt nu geen plaats", "🎟️ Tu n'as pas de place"].iter().any(|it| text.starts_with(it));
        if only_looks && !sitter.takes.is_empty() && sitter.told.is_none_or(|told| told == Stands::Nothing) {
            // They looked before the press was taken in.
            sitter.unsure = true;
            return Ok(());
        }
        if sitter.came_back && matches!(said, Stands::Waiting | Stands::Offered | Stands::Asked) {
            return Ok(());
        }
        let had = sitter.told.filter(|told| told.is_known() && !sitter.leaves && only_looks);
        sitter.owed = if only_looks { sitter.owed.or(had) } else { None };
        match said {
            // A press on another name may be under way, or may have been refused.
            Stands::NotYet => sitter.unsure |= !sitter.takes.is_empty(),
            Stands::Nothing | Stands::Cancelled | Stands::Over => {
                // Of several presses nobody can say which one counts.
                sitter.unsure |= sitter.takes.len() > 1;
                // Somebody who gave it back may have thought again before they read what became of it.
                let left = match said {
                    // And whoever is back may have asked again before they read that they were away.
                    Stands::Nothing if was_away(text) => 0,
                    Stands::Nothing if sitter.leaves => sitter.left,
                    _ => u64::MAX,
                };
                sitter.takes.retain(|take| *take > left);
                sitter.leaves = false;
                sitter.was_there |= said == Stands::Over;
                sitter.told = Some(said);
            }
            Stands::Certain | Stands::Held | Stands::Offered | Stands::Waiting | Stands::Asked => {
                sitter.told = Some(said);
            }
        }
        self.count(said, text);
        self.no_more_than_there_are()
    }

    fn count(&mut self, said: Stands, text: &str) {
        let totals = &mut self.totals;
        totals.certain += u64::from(said == Stands::Certain);
        totals.waiting += u64::from(said == Stands::Waiting);
        totals.offered += u64::from(said == Stands::Offered);
        totals.drawn += u64::from(text.starts_with("🎲 Geloot") || text.starts_with("🎲 Tirage :"));
        totals.cancelled += u64::from(said == Stands::Cancelled);
        totals.addresses += u64::from(text.contains(VENUE));
    }

    fn address_in_its_time(&self, chat: i64, text: &str, said: Option<Stands>, now: Moment, delayed: bool) -> Rule {
        let Some(meeting) = self.meeting.filter(|_| text.contains(VENUE)) else { return Ok(()) };
        if said != Some(Stands::Certain) {
            return Err(format!("{} reads the address without a place", name(chat)));
        }
        let is_early = now < meeting.starts.plus_hours(-24);
        let is_late = !delayed && now >= meeting.ends.plus_hours(2);
        if !self.untimed && (is_early || is_late) {
            return Err(format!(
                "{} reads the address {}",
                name(chat),
                if is_early { "too early" } else { "too late" }
            ));
        }
        Ok(())
    }

    /// Where codes go first, nobody without one has a place, or a place in line, before the moment that was said.
    pub fn nobody_comes_before_the_time(&self, chat: i64, now: Moment) -> Rule {
        let Some(Meeting { draw_at: Some(at), codes_first: true, .. }) = self.meeting else { return Ok(()) };
        let Some(told) = self.sitters.get(&chat).filter(|sitter| !sitter.coded).and_then(|sitter| sitter.told) else {
            return Ok(());
        };
        let is_in = told.takes_one() || told == Stands::Waiting;
        if is_in && now < at && !self.untimed {
            return Err(format!("{} has no code and is told {told:?} before its time", name(chat)));
        }
        Ok(())
    }

    /// Whoever reads that a place is certain has it until they give it back.
    fn no_more_than_there_are(&self) -> Rule {
        let Some(meeting) = self.meeting else { return Ok(()) };
        let is_sure = |sitter: &&Sitter| sitter.told == Some(Stands::Certain) && !sitter.leaves;
        let certain = self.sitters.values().filter(is_sure).count();
        if certain > meeting.places {
            return Err(format!("{certain} people read that one of {} places is theirs", meeting.places));
        }
        Ok(())
    }

    // --- the reckoning -------------------------------------------------------------------------------------------

    /// What each was told until now.
    pub fn before(&self) -> BTreeMap<i64, Stands> {
        // Whoever signed somebody up may be off the team, and hear nothing any more.
        let is_reached = |chat: i64, sitter: &Sitter| !(Cards::is_one(chat) && sitter.away);
        let known = self
            .sitters
            .iter()
            .filter(|(chat, sitter)| is_reached(**chat, sitter) && !sitter.leaves && !sitter.blocked);
        known.filter_map(|(chat, sitter)| Some((*chat, sitter.told?))).collect()
    }

    /// Everybody who can has just looked at their own places, in calm: is it what they were told?
    pub fn all_have_looked(&mut self, before: &BTreeMap<i64, Stands>, looked: &BTreeSet<i64>, now: Moment) -> Rule {
        let Some(meeting) = self.meeting else { return Ok(()) };
        if self.untimed {
            return Ok(());
        }
        if self.cancelled {
            self.totals.looks += 1;
            return self.all_know_of_the_end(before, looked);
        }
        if now.plus_ms(3 * HOUR_MS) >= meeting.starts {
            return Ok(());
        }
        self.totals.looks += 1;
        let after = |chat: &i64| self.told(*chat).unwrap_or(Stands::Nothing);
        if self.cancelling && looked.iter().any(|chat| after(chat) == Stands::Cancelled) {
            return Ok(());
        }
        for (chat, told) in before.iter().filter(|(chat, _)| looked.contains(chat)) {
            let is_true = match told {
                Stands::Certain => after(chat) == Stands::Certain || self.cancelling,
                Stands::Waiting => matches!(after(chat), Stands::Waiting | Stands::Offered) || self.cancelling,
                Stands::Asked => after(chat).is_known() || self.cancelling,
                Stands::Cancelled if self.cancelling => !after(chat).is_known(),
                Stands::Nothing => !after(chat).is_known() || !self.is_empty_handed(*chat),
                _ => true,
            };
            if !is_true {
                return Err(format!("{} was told {told:?}, and it is {:?}", name(*chat), after(chat)));
            }
        }
        self.nobody_waits_beside_a_free_place(looked, meeting, now)?;
        if let Some(at) = meeting.draw_at {
            self.the_drum_is_empty_in_time(looked, at, now)?;
        }
        if meeting.draw_at.is_none() || meeting.codes_first { self.nobody_was_passed_by(looked) } else { Ok(()) }
    }

    fn all_know_of_the_end(&self, before: &BTreeMap<i64, Stands>, looked: &BTreeSet<i64>) -> Rule {
        let sure = self.sitters.iter().filter(|(chat, sitter)| looked.contains(chat) && !sitter.away);
        let had =
            |chat: &i64, sitter: &Sitter| sitter.owed.or(before.get(chat).copied().filter(|told| told.is_known()));
        match sure.filter_map(|(chat, sitter)| Some((chat, had(chat, sitter)?))).next() {
            Some((chat, told)) => {
                Err(format!("{} was told {told:?}, and never that it does not take place", name(*chat)))
            }
            None => Ok(()),
        }
    }

    fn is_empty_handed(&self, chat: i64) -> bool {
        self.sitters.get(&chat).is_none_or(|sitter| sitter.takes.is_empty())
    }

    fn nobody_waits_beside_a_free_place(&self, looked: &BTreeSet<i64>, meeting: Meeting, now: Moment) -> Rule {
        let of = |chat: &i64| self.told(*chat);
        let taken = looked.iter().filter(|chat| of(chat).is_some_and(Stands::takes_one)).count();
        if taken > meeting.places {
            return Err(format!("{taken} people have one of {} places", meeting.places));
        }
        // Whoever cannot be asked may have one.
        let may_have = self.sitters.keys().filter(|chat| !looked.contains(chat)).count();
        // Within the last two days a night and a day at school may leave no hour in which to ask.
        let fits = now.plus_ms(2 * DAY_MS) < meeting.starts;
        let waits = looked.iter().find(|chat| of(chat) == Some(Stands::Waiting));
        match waits.filter(|_| taken + may_have < meeting.fewest && !self.cancelling && !self.pairs && fits) {
            Some(chat) => Err(format!("{} waits beside a free place", name(*chat))),
            None => Ok(()),
        }
    }

    fn the_drum_is_empty_in_time(&self, looked: &BTreeSet<i64>, draw_at: Moment, now: Moment) -> Rule {
        let is_late = now >= draw_at.plus_ms(HOUR_MS);
        match looked.iter().find(|chat| is_late && self.told(**chat) == Some(Stands::Asked)) {
            Some(chat) => Err(format!("{} still waits for a draw that is over", name(*chat))),
            None => Ok(()),
        }
    }

    fn nobody_was_passed_by(&self, looked: &BTreeSet<i64>) -> Rule {
        let sure = || {
            let known = looked.iter().filter_map(|chat| Some((*chat, self.sitters.get(chat)?)));
            known.filter(|(_, sitter)| !sitter.unsure)
        };
        let first = |sitter: &Sitter| sitter.takes.first().copied();
        for (chat, waits) in sure().filter(|(_, sitter)| sitter.told == Some(Stands::Waiting)) {
            let has_one = |sitter: &Sitter| sitter.told.is_some_and(Stands::takes_one) && !sitter.coded;
            let later = sure().find(|(_, has)| has_one(has) && first(has) > first(waits));
            if let Some((other, _)) = later.filter(|_| first(waits).is_some()) {
                return Err(format!("{} was passed by: {} came later and has a place", name(chat), name(other)));
            }
        }
        Ok(())
    }

    /// How many places anybody may have, as far as people know.
    pub fn known_places(&self) -> usize {
        let has = |sitter: &Sitter| sitter.was_there || sitter.told.is_some_and(Stands::is_known);
        // Whoever has a card can still read with it that it does not take place.
        let reads_it = |chat: i64, sitter: &Sitter| Cards::is_one(chat) && sitter.told == Some(Stands::Cancelled);
        let may = |(chat, sitter): &(&i64, &Sitter)| {
            sitter.blocked || sitter.unsure || has(sitter) || reads_it(**chat, sitter)
        };
        self.sitters.iter().filter(may).count()
    }
}
