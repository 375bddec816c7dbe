//! One life, and after the storm the reckoning: what waits can be taken and answered; what was promised is there; what
//! was to be forgotten cannot be read by anybody, at the hour that was promised.

use super::colleagues::the_police_are_quoted_later;
use super::model::{DAY_MS, HOUR_MS, MINUTE_MS, Rule};
use super::process::Stop;
use super::screens::{ASKED, code_after, waits_for_telegram, words_like};
use super::seats::VENUE;
use super::totals::Totals;
use super::weeks::{LINK_DAYS, NIGHT_HOURS};
use super::world::{SITTERS, World, YOUTH, all_desks};
use super::{desk, people, sitters};
use crate::support::entropy::Seeded;
use rechtdoor::domain::Moment;
use rechtdoor::domain::case::Stage;
use rechtdoor::store::engine::{Engine, MemoryEngine};
use rechtdoor::vault::{self, Address, KeyClass, KeyRef, Master, Place, Ring, Slot};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

/// The schema that all seals of today vouch for.
const SCHEMA: u16 = 1;
/// Things that happen in one life before it is calm.
const STEPS: usize = 100;
/// Weeks go by until a text is live: few lives wait for it.
const PUBLISHED_ONE_IN: u64 = 10;

/// What somebody reads who has disk, ring and master key.
struct Loot {
    plain: Vec<Vec<u8>>,
    /// Records by the letter of their table.
    counts: BTreeMap<u8, u64>,
}

impl World {
    /// Many things at once, then calm, then the reckoning.
    pub fn live(&mut self) -> Result<Totals, String> {
        for _ in 0..STEPS {
            let seconds = i64::try_from(self.dice.below(40)).unwrap_or_default();
            self.now = self.now.plus_ms(seconds * 1_000);
            self.model.now = self.now;
            let is_for_a_place = self.model.seats.meeting.is_some() && self.dice.below(2) == 0;
            match self.dice.below(120) {
                _ if is_for_a_place => sitters::somebody_acts(self)?,
                0..=64 => people::young_person_acts(self),
                65..=112 => desk::moderator_acts(self)?,
                113..=116 => self.time_passes()?,
                _ => self.misfortune()?,
            }
            if self.dice.below(4) > 0 {
                self.network()?;
            }
        }
        self.calms_down()?;
        match self.dice.below(5) {
            0 | 1 => self.the_police_think_along()?,
            2 => self.a_case_changes_hands()?,
            _ => {}
        }
        if self.dice.below(2) == 0 {
            desk::something_is_opened_again(self)?;
        }
        self.all_that_waits_is_answered()?;
        the_police_are_quoted_later(self)?;
        if self.waiting_here() > 0 || !self.model.holds.is_empty() {
            self.all_that_waits_is_answered()?;
        }
        self.everybody_is_heard()?;
        self.stop_and_look()?;
        self.lots_are_drawn()?;
        if self.dice.below(PUBLISHED_ONE_IN) == 0 && !self.model.clock_was_wrong {
            self.something_is_published()?;
        }
        if self.dice.below(4) == 0 {
            self.months_pass()?;
        }
        self.model.totals.seats = self.model.seats.totals;
        Ok(self.model.totals.clone())
    }

    fn calms_down(&mut self) -> Rule {
        self.ends_in_trouble()?;
        self.calm = true;
        self.far.offline = false;
        self.note("-- calm");
        // What was still to go wrong goes wrong now.
        self.crash();
        self.is_helped();
        self.clock_is_right_again()?;
        // A goodbye that was said under a clock that was ahead waits until the clock is there again.
        let hours = if self.model.clock_moved.is_some() { 21 } else { 6 };
        for _ in 0..hours {
            self.pass(HOUR_MS)?;
        }
        self.nothing_is_left_over()?;
        self.nobody_speaks_into_a_void()?;
        self.places_are_true()?;
        self.model.judge(&self.known_codes()?)
    }

    fn nobody_speaks_into_a_void(&self) -> Rule {
        self.model.absences_were_told(|chat| self.far.chats.get(&chat).is_some_and(|known| known.blocked))?;
        self.model.everybody_heard(|chat| self.far.chats.get(&chat).is_some_and(|known| known.blocked))
    }

    fn nothing_is_left_over(&self) -> Rule {
        let core = self.core().ok_or_else(|| self.why_down())?;
        let rows = core.outbox_len();
        if rows > 0 && !self.offers_may_wait(rows) && !self.apologies_may_wait(rows) {
            return Err(format!("{rows} rows still wait after hours of calm"));
        }
        if core.counts.panics > 0 {
            return Err("a turn panicked".to_owned());
        }
        Ok(())
    }

    /// An offer of a place waits for an hour in which somebody can say yes: not at night, not at school.
    fn offers_may_wait(&self, rows: usize) -> bool {
        rows <= SITTERS.len() && self.model.seats.meeting.is_some_and(|it| self.bot_now() < it.starts)
    }

    /// Nobody is woken to hear that an answer is late.
    fn apologies_may_wait(&self, rows: usize) -> bool {
        let asked = self.model.questions.len();
        // Nor that the bot was away.
        let told = if self.model.absences.is_none() { 0 } else { self.model.talks.len() + all_desks().count() };
        rows <= asked + told && !(9..20).contains(&self.hour())
    }

    /// Codes that lead to a question.
    pub fn known_codes(&self) -> Result<BTreeSet<String>, String> {
        let core = self.core().ok_or_else(|| self.why_down())?;
        Ok(core.store().index.codes.keys().map(ToString::to_string).collect())
    }

    /// The moderators go through the queue until it is empty.
    fn all_that_waits_is_answered(&mut self) -> Rule {
        // Hands that are full let go: a lease is twenty minutes, from a clock that may have been some hours ahead.
        self.pass(21 * HOUR_MS)?;
        self.until_nothing_rests()?;
        self.model.everybody_heard_of_it()?;
        let waiting = self.waiting_here();
        let team: Vec<i64> = all_desks().filter(|chat| !self.model.leaving.contains(chat)).collect();
        // Twice: what two must read goes through two hands.
        for chat in team.iter().copied().cycle().take(2 * team.len() * waiting) {
            if self.waiting_here() == 0 {
                break;
            }
            self.answers_next(chat)?;
        }
        self.model.totals.caught_up += waiting as u64;
        match self.waiting_here() {
            0 => self.no_status_is_stuck(),
            left => Err(format!("{left} of {waiting} questions that wait cannot be answered")),
        }
    }

    /// What rests while the police are asked comes back before its answer is due, and what is offered a day later.
    pub fn until_nothing_rests(&mut self) -> Rule {
        const DAYS_MAX: usize = 60;
        for _ in 0..2 * DAYS_MAX {
            let rests = self.core().is_some_and(|core| {
                let index = &core.store().index;
                index.requests.all().any(|(_, it)| it.rests) || index.cases.values().any(|case| case.is_aside())
            });
            if !rests {
                break;
            }
            self.pass(12 * HOUR_MS)?;
        }
        Ok(())
    }

    /// What was sent is ✓ or ✗ by now.
    fn no_status_is_stuck(&self) -> Rule {
        for (chat, known) in all_desks().filter_map(|chat| Some((chat, self.far.chats.get(&chat)?))) {
            let left_up_to = self.model.left_up_to.get(&chat).copied().unwrap_or_default();
            let of_the_bot = || known.messages.values().filter(|message| message.from_bot);
            let of_a_member = || of_the_bot().filter(|message| message.id > left_up_to);
            let stuck = of_a_member().find_map(|message| {
                let code = waits_for_telegram(&message.text)?;
                let asker = self.model.questions.get(&code)?;
                // Whoever deleted the message by hand finds the end of it in another.
                let ends = |text: &str| ["✓ ", "✗ "].iter().any(|end| code_after(text, end).as_ref() == Some(&code));
                let is_over = of_the_bot().any(|message| ends(&message.text));
                (!asker.released && !self.model.is_stray(&code) && !is_over).then_some(code)
            });
            if let Some(code) = stuck {
                return Err(format!("the desk still waits to hear whether the answer to {code} arrived"));
            }
        }
        Ok(())
    }

    /// Whoever did not block the bot gets a word when asking for one, and no desk keeps a text that it should not.
    fn everybody_is_heard(&mut self) -> Rule {
        for chat in YOUTH.into_iter().chain(all_desks()) {
            let known = self.far.chats.entry(chat).or_default();
            if known.blocked {
                continue;
            }
            let newest = known.next_id();
            people::says(self, chat, "/menu".to_owned());
            self.pass(MINUTE_MS)?;
            let messages = &self.far.chats.entry(chat).or_default().messages;
            if !messages.values().any(|message| message.from_bot && message.id > newest) {
                return Err(format!("{} types /menu and hears nothing", super::network::name(chat)));
            }
        }
        // What a member typed for a case that had slipped away stays with them for half an hour, to be copied.
        self.pass(HOUR_MS / 2 + MINUTE_MS)?;
        self.nothing_is_left_over()?;
        self.no_desk_keeps_what_ended()
    }

    /// The text of a case stands in the chat of who works on it, and nowhere else.
    pub fn no_desk_keeps_what_ended(&self) -> Rule {
        let core = self.core().ok_or_else(|| self.why_down())?;
        let mut with = BTreeMap::new();
        for case in core.store().index.cases.values() {
            if let Stage::Claimed { holder, .. } | Stage::WaitingForAsker { holder, .. } | Stage::Sent { holder, .. } =
                case.stage()
            {
                with.insert(case.code.to_string(), self.desk_of.get(&holder).copied().unwrap_or_default());
            }
        }
        for chat in all_desks() {
            for message in self.far.chats.get(&chat).into_iter().flat_map(|known| known.messages.values()) {
                let preview = code_after(&message.text, "👁 ").filter(|_| self.model.gone.contains(&chat));
                let of_police = self.model.police.officer_on(&message.text).filter(|_| message.from_bot);
                let shown = code_after(&message.text, "📨 ").or(preview.clone()).or(of_police.clone());
                let Some(code) = shown else { continue };
                let is_quoted =
                    preview.is_some() || of_police.is_some() || !words_like(&message.text, ASKED).is_empty();
                if is_quoted && with.get(&code) != Some(&chat) && !self.model.stray.contains(&(chat, code.clone())) {
                    return Err(format!(
                        "{code} is over for {} and its text still stands there",
                        super::network::name(chat)
                    ));
                }
            }
        }
        Ok(())
    }

    // --- what can be read ----------------------------------------------------------------------------------------

    /// A clean stop: every key belongs to a record, the store's account of itself is right, and of the words only
    /// those can be read that were promised to be kept.
    fn stop_and_look(&mut self) -> Rule {
        let loot = self.loot()?;
        let is_there = |word: &String| loot.plain.iter().any(|plain| holds(plain, word.as_bytes()));
        let gone = self.model.must_be_gone();
        if let Some(word) = gone.iter().find(|word| is_there(word)) {
            return Err(format!("{word} is to be forgotten and can be read"));
        }
        let kept = self.model.typed.keys().filter(|word| is_there(word)).count();
        self.places_are_forgotten(&loot)?;
        self.model.totals.forgotten += gone.len() as u64;
        self.model.totals.kept += kept as u64;
        Ok(())
    }

    /// No more records of places than people know of, and after its time nothing of the encounter.
    fn places_are_forgotten(&mut self, loot: &Loot) -> Rule {
        let count = |letter: u8| loot.counts.get(&letter).copied().unwrap_or_default();
        let (places, known) = (count(b'z'), self.model.seats.known_places() as u64);
        // Once it has begun nobody reads of a place any more, and it is kept for two days.
        let has_begun = self.model.seats.meeting.is_some_and(|it| self.now >= it.starts);
        if places > known && !has_begun {
            return Err(format!("{places} places are written down, and {known} are known to anybody"));
        }
        let is_there = |words: &str| loot.plain.iter().any(|plain| holds(plain, words.as_bytes()));
        if self.the_encounter_is_forgotten() && (places > 0 || is_there(VENUE)) {
            return Err("something of an encounter is left after its time".to_owned());
        }
        self.model.seats.totals.forgotten += u64::from(self.the_encounter_is_forgotten());
        Ok(())
    }

    /// Every record that opens with the keys that are left. The bot is stopped for it, and starts again.
    fn loot(&mut self) -> Result<Loot, String> {
        let intake = self.intake.take().ok_or_else(|| self.why_down())?;
        let core = intake.core().ok_or("the store is closed")?;
        let live = |letter: u8| core.store().live_records(letter);
        let master = self.master();
        let mut loot = Loot { plain: Vec::new(), counts: BTreeMap::new() };
        let accounts: BTreeMap<u8, u64> = (b'A'..=b'z').map(|letter| (letter, live(letter))).collect();
        drop(intake);
        let ring = self.open_ring(&mut Seeded::new(1)).map_err(|error| error.to_string())?;
        let engine = MemoryEngine::open(&self.store_disk).map_err(|error| error.to_string())?;
        let mut used: BTreeSet<Slot> = BTreeSet::new();
        let mut each = |record: &[u8], sealed: &[u8]| {
            if let Some(KeyRef::Ring(_, slot)) = vault::header(sealed).map(|header| header.key) {
                used.insert(slot);
            }
            *loot.counts.entry(record.first().copied().unwrap_or_default()).or_default() += 1;
            loot.plain.extend(open(&ring, &master, record, sealed));
            ControlFlow::Continue(())
        };
        engine.scan(&[], &mut each).map_err(|error| error.to_string())?;
        drop(engine);
        every_key_is_needed(&ring, &used)?;
        // The store's own account is a record that it does not count.
        for (letter, count) in loot.counts.iter().filter(|(letter, _)| **letter != b'm') {
            if accounts.get(letter) != Some(count) {
                return Err(format!("{count} records of table {} and an account of others", char::from(*letter)));
            }
        }
        self.stop = Stop::InCalm;
        self.boot();
        Ok(loot)
    }

    // --- weeks later ---------------------------------------------------------------------------------------------

    /// Nobody does anything any more. Silence closes, seven days later nobody can be reached, after thirty no word is
    /// left.
    fn months_pass(&mut self) -> Rule {
        self.note("-- from here on nobody does anything");
        if self.model.clock_was_wrong {
            // Some dates were written down under a wrong clock: only the end is the same for all.
            self.pass(45 * DAY_MS)?;
            self.model.all_answered = self.now;
        } else {
            self.model.all_answered = self.now;
            self.until_day(14)?;
            let waits = |world: &Self, chat| world.waits_elsewhere(chat) || world.lingers(chat);
            self.no_address_is_left(|world, chat| world.has_a_question_back(chat) || waits(world, chat))?;
            self.until_day(21)?;
            self.no_address_is_left(waits)?;
            self.nobody_answers()?;
        }
        self.until_day(14 + 30)?;
        self.no_address_is_left(|_, _| false)?;
        let loot = self.loot()?;
        self.places_are_forgotten(&loot)?;
        if loot.counts.contains_key(&b'B') {
            return Err("a banner is kept after its last day".to_owned());
        }
        self.no_word_is_left()
    }

    fn has_a_question_back(&self, chat: i64) -> bool {
        self.model.questions.values().any(|question| question.asker == chat && question.asked_back)
    }

    /// Its area is that of a team that is not in this life: it ends after three weeks, and its link a week later.
    fn waits_elsewhere(&self, chat: i64) -> bool {
        let is_linked = |at: Moment| self.now < at.day().start().plus_days(LINK_DAYS).plus_hours(NIGHT_HOURS);
        let mut own = self.model.questions.values().filter(|question| question.asker == chat);
        own.any(|question| !question.heard_back || question.closed_by.is_some_and(is_linked))
    }

    fn lingers(&self, chat: i64) -> bool {
        self.model.talks.get(&chat).is_some_and(|talk| talk.lingers)
    }

    /// Whoever has disk and keys finds nobody to write to but those of whom that was said.
    pub fn no_address_is_left(&mut self, but: impl Fn(&Self, i64) -> bool) -> Rule {
        let loot = self.loot()?;
        for chat in YOUTH.into_iter().filter(|chat| !but(self, *chat)) {
            let address = postcard::to_stdvec(&Address::new(chat)).map_err(|error| error.to_string())?;
            if loot.plain.iter().any(|plain| holds(plain, &address)) {
                return Err(format!("{} could still be written to", super::network::name(chat)));
            }
        }
        Ok(())
    }

    pub fn no_word_is_left(&mut self) -> Rule {
        if let Some(code) = self.known_codes()?.first() {
            return Err(format!("{code} is still known after all its time"));
        }
        let loot = self.loot()?;
        let words = self.model.typed.keys().chain(self.model.written.keys()).chain(self.model.noted.keys());
        let words = words.chain(self.model.police.all_words()).chain(self.model.handing.all_lines());
        let mut left = words.filter(|word| loot.plain.iter().any(|plain| holds(plain, word.as_bytes())));
        if let Some(word) = left.next() {
            return Err(format!("{word} can still be read after all its time"));
        }
        let labels = self.model.labels_ever_put()?;
        let mut left = labels.iter().filter(|(_, label)| loot.plain.iter().any(|plain| holds(plain, label)));
        left.next().map_or(Ok(()), |(name, _)| Err(format!("the label {name} is left of a case that is forgotten")))
    }

    /// Three in the morning, so many days after the calm began.
    fn until_day(&mut self, days: i64) -> Rule {
        self.until(self.model.all_answered.day().start().plus_days(days).plus_hours(3))
    }

    pub fn until(&mut self, until: Moment) -> Rule {
        while self.now < until {
            self.pass(until.since_ms(self.now).min(4 * DAY_MS))?;
            self.model.judge(&self.known_codes()?)?;
        }
        Ok(())
    }
}

fn every_key_is_needed(ring: &Ring, used: &BTreeSet<Slot>) -> Rule {
    let mut epochs = 0;
    for (slot, class) in ring.occupied() {
        match class {
            KeyClass::Epoch => epochs += 1,
            _ if !used.contains(&slot) => return Err("a key of the ring belongs to no record".to_owned()),
            _ => {}
        }
    }
    if epochs == 1 { Ok(()) } else { Err(format!("{epochs} keys of one night")) }
}

fn holds(plain: &[u8], wanted: &[u8]) -> bool {
    plain.windows(wanted.len()).any(|bytes| bytes == wanted)
}

/// One record, when its key is still there.
fn open(ring: &Ring, master: &Master, record: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (table, key) = record.split_first()?;
    let place = Place { table: *table, key, schema: SCHEMA };
    let plain = match vault::header(sealed)?.key {
        KeyRef::Fixed(fixed) => vault::open(master.fixed(fixed), &place, sealed),
        KeyRef::Ring(class, slot) => vault::open(&ring.key(slot, class).ok()??, &place, sealed),
    };
    plain.ok().map(|plain| plain.to_vec())
}
