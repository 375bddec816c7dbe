//! What is known of people for whom there is no record: in RAM, bounded, forgotten at a restart.
//!
//! Never true of this file: something here is needed to keep a promise. A language that was forgotten is asked again.

mod calls;
mod duty;
mod for_cards;
mod only_buttons;
mod open_cards;
mod pauses;
mod practice;

use super::desk::filter::Filter;
use crate::domain::encounter::review::{Answers, Question, ReviewOf};
use crate::domain::figures::{Counts, FigureOf, Happened};
use crate::domain::limits::{
    BAN_TOLD_EVERY_MS, CARD_TALLIES_MAX, FIGURES_MAX, FILTER_HOURS, NEW_CASES_PER_HOUR, PAPER_GUESSES_PER_DAY,
    PING_EVERY_MS, REFUSAL_EVERY_MS, REVIEWS_IGNORED_MAX, REVIEWS_MAX, VISITORS_MAX, WRONG_INVITES_ALARM_PER_HOUR,
    WRONG_INVITES_PER_HOUR,
};
use crate::domain::moment::{DAY_MS, HOUR_MS};
use crate::domain::tally::{Reaction, Tally, TallyOf};
use crate::domain::{BanId, Language, Moment, StaffId};
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use calls::Calls;
use duty::Duty;
use for_cards::ForCards;
pub use only_buttons::AtButtons;
use only_buttons::OnlyButtons;
pub use open_cards::Behind;
use open_cards::OpenCards;
use pauses::Pauses;
use practice::PracticeStore;

/// A conversation as this run of the program names it: random-looking, gone with the process.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Conversation(pub [u8; 16]);

/// What is known of a conversation and bans. A restart forgets it, and it is found out again.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum Verdict {
    #[default]
    Unknown,
    /// Nobody who was banned when it was looked at.
    Clear,
    /// The ban itself says whether it still holds.
    Banned(BanId),
}

#[derive(Clone, Default)]
struct Visitor {
    verdict: Verdict,
    told_ban_at: Option<Moment>,
    language: Option<Language>,
    /// Kind refusals of the last minute, each by its sentence: as many as there are kinds.
    refused: Vec<(&'static str, Moment)>,
    wrong_invites: u32,
    wrong_since: Moment,
    /// The message under which a card was last judged; not which card.
    judged_at: Option<i64>,
    /// Invitations to look back that were left as they were. On the disk it would say who was at encounters, for longer
    /// than their places do.
    reviews_ignored: u8,
}

/// See the file's header.
#[derive(Default)]
pub struct Memory {
    visitors: HashMap<Conversation, Visitor>,
    order: VecDeque<Conversation>,
    /// When a member was last called to an urgent question. Bounded by the roster.
    pinged: HashMap<StaffId, Moment>,
    /// When a member was last called to read a draft. Bounded by the roster.
    called_to_read: HashMap<StaffId, Moment>,
    /// When a member was last told that the time for something is almost over. Bounded by the roster.
    hurried: HashMap<StaffId, Moment>,
    /// When a coordinator was last told that something is late. Bounded by the roster.
    told_of_late: HashMap<StaffId, Moment>,
    /// What of the queue a member wants to see, and when that was last used. Bounded by the roster.
    filters: HashMap<StaffId, (Filter, Moment)>,
    /// What a group was last told about: the newest arrival then, and when. Bounded by the linked groups.
    alerted: HashMap<StaffId, (u64, Moment)>,
    guesses: Guesses,
    /// Codes of cards that were nobody's, by who typed them. Bounded by the roster.
    card_guesses: HashMap<StaffId, (u32, Moment)>,
    /// The case behind the card that a member has just been shown.
    pub open_cards: OpenCards,
    /// Practice, and nothing of it anywhere else.
    pub practice: PracticeStore,
    pub pauses: Pauses,
    /// At which question of a plan somebody stands that has nothing but buttons.
    pub only_buttons: OnlyButtons,
    /// Urgent questions that are to be called out again.
    pub calls: Calls,
    /// Who of the team is on duty.
    pub duty: Duty,
    /// What members did for people with cards.
    pub for_cards: ForCards,
    /// Coordinators who wait for the edited content. Bounded by the roster.
    reload_wishes: BTreeSet<StaffId>,
    /// New questions of the last hour. A wipe does not forget them, or asking and wiping would go on for ever.
    asked: HashMap<Conversation, Asked>,
    /// What cards were found to be since the last night, of everybody together. The night writes it down: a press that
    /// was written down at once would lie beside the chat that it came from. A restart forgets it.
    tallies: BTreeMap<TallyOf, Tally>,
    /// What was answered to reviews of encounters since the last night, for the same reason.
    reviews: BTreeMap<ReviewOf, Answers>,
    /// What happened in each project since the last night, for the same reason.
    figures: BTreeMap<FigureOf, Counts>,
}

#[derive(Clone, Copy)]
struct Asked {
    questions: u32,
    since: Moment,
}

/// Wrong invitation links of everybody together.
#[derive(Default)]
struct Guesses {
    ever: u64,
    this_hour: u32,
    since: Moment,
    alarm: bool,
}

/// Was it not done in the last minutes? Then it is now.
fn not_within(done: &mut HashMap<StaffId, Moment>, staff: StaffId, now: Moment) -> bool {
    let quiet = done.get(&staff).is_some_and(|at| now.since_ms(*at) < PING_EVERY_MS);
    if !quiet {
        done.insert(staff, now);
    }
    !quiet
}

impl Memory {
    /// May this member be called to an urgent question, or was that done a moment ago?
    pub fn may_ping(&mut self, staff: StaffId, now: Moment) -> bool {
        not_within(&mut self.pinged, staff, now)
    }

    /// May this member be called to read a draft, or was that done a moment ago?
    pub fn may_call_reader(&mut self, staff: StaffId, now: Moment) -> bool {
        not_within(&mut self.called_to_read, staff, now)
    }

    /// May this member be told that the time for a case is almost over, or was that done a moment ago, of another one?
    pub fn may_hurry(&mut self, staff: StaffId, now: Moment) -> bool {
        not_within(&mut self.hurried, staff, now)
    }

    /// May this coordinator be told that something is late, or was that done a moment ago, with how many there are?
    pub fn may_tell_of_late(&mut self, staff: StaffId, now: Moment) -> bool {
        not_within(&mut self.told_of_late, staff, now)
    }

    /// What of the queue this member wants to see; everything when nothing was set, or not used for a shift.
    pub fn filter(&mut self, staff: StaffId, now: Moment) -> Filter {
        let used = self.filters.get_mut(&staff).filter(|(_, at)| now.since_ms(*at) < FILTER_HOURS * HOUR_MS);
        let Some((filter, at)) = used else {
            self.filters.remove(&staff);
            return Filter::default();
        };
        *at = now;
        *filter
    }

    pub fn set_filter(&mut self, staff: StaffId, filter: Filter, now: Moment) {
        if filter.is_open() {
            self.filters.remove(&staff);
        } else {
            self.filters.insert(staff, (filter, now));
        }
    }

    /// Is there something to tell a group: a newer arrival than last time, or a day of silence?
    pub fn may_alert(&mut self, group: StaffId, newest_arrival: u64, now: Moment) -> bool {
        let told = self.alerted.get(&group);
        let known = told.is_some_and(|(newest, at)| newest_arrival <= *newest && now.since_ms(*at) < DAY_MS);
        if !known {
            self.alerted.insert(group, (newest_arrival, now));
        }
        !known
    }

    /// A coordinator wants the content read anew.
    pub fn wish_reload(&mut self, staff: StaffId) {
        self.reload_wishes.insert(staff);
    }

    pub fn take_reload_wishes(&mut self) -> Vec<StaffId> {
        std::mem::take(&mut self.reload_wishes).into_iter().collect()
    }

    pub fn language(&self, who: Conversation) -> Option<Language> {
        self.visitors.get(&who).and_then(|visitor| visitor.language)
    }

    pub fn set_language(&mut self, who: Conversation, language: Language) {
        self.visitor(who).language = Some(language);
    }

    /// Forgets what somebody chose. That somebody is banned was not their choice: a wipe does not end it.
    pub fn forget(&mut self, who: Conversation) {
        match self.visitors.get_mut(&who) {
            Some(known) if known.verdict != Verdict::Unknown => {
                let Visitor { verdict, told_ban_at, .. } = *known;
                *known = Visitor { verdict, told_ban_at, ..Visitor::default() };
            }
            Some(_) | None => {
                self.visitors.remove(&who);
                self.order.retain(|known| *known != who);
            }
        }
    }

    /// May somebody be asked to look back? It counts as left alone until they begin.
    pub fn may_ask_review(&mut self, who: Conversation) -> bool {
        let ignored = &mut self.visitor(who).reviews_ignored;
        let may = *ignored < REVIEWS_IGNORED_MAX;
        *ignored = ignored.saturating_add(1);
        may
    }

    pub fn review_is_begun(&mut self, who: Conversation) {
        self.visitor(who).reviews_ignored = 0;
    }

    pub fn verdict(&self, who: Conversation) -> Verdict {
        self.visitors.get(&who).map_or(Verdict::Unknown, |visitor| visitor.verdict)
    }

    pub fn set_verdict(&mut self, who: Conversation, verdict: Verdict) {
        self.visitor(who).verdict = verdict;
    }

    /// May a ban be told now, or was it told within the hour?
    pub fn may_tell_ban(&mut self, who: Conversation, now: Moment) -> bool {
        let visitor = self.visitor(who);
        let quiet = visitor.told_ban_at.is_some_and(|at| now.since_ms(at) < BAN_TOLD_EVERY_MS);
        if !quiet {
            visitor.told_ban_at = Some(now);
        }
        !quiet
    }

    /// A new question was taken in.
    pub fn asked(&mut self, who: Conversation, now: Moment) {
        if self.asked.len() >= VISITORS_MAX {
            self.asked.retain(|_, asked| now.since_ms(asked.since) < HOUR_MS);
            // So many within an hour: forgiving all is cheaper than remembering all.
            if self.asked.len() >= VISITORS_MAX {
                self.asked.clear();
            }
        }
        let asked = self.asked.entry(who).or_insert(Asked { questions: 0, since: now });
        if now.since_ms(asked.since) >= HOUR_MS {
            *asked = Asked { questions: 0, since: now };
        }
        asked.questions += 1;
    }

    /// Has this conversation sent as many new questions as one may within an hour?
    pub fn has_asked_enough(&self, who: Conversation, now: Moment) -> bool {
        self.has_asked(who, NEW_CASES_PER_HOUR, now)
    }

    /// Has it sent so many?
    pub fn has_asked(&self, who: Conversation, most: u32, now: Moment) -> bool {
        let asked = self.asked.get(&who).filter(|asked| now.since_ms(asked.since) < HOUR_MS);
        asked.is_some_and(|asked| asked.questions >= most)
    }

    /// May this kind refusal be said now, or was it said a moment ago? Another one may.
    pub fn may_refuse(&mut self, who: Conversation, sentence: &'static str, now: Moment) -> bool {
        let visitor = self.visitor(who);
        visitor.refused.retain(|(_, at)| now.since_ms(*at) < REFUSAL_EVERY_MS);
        let quiet = visitor.refused.iter().any(|(said, _)| *said == sentence);
        if !quiet {
            visitor.refused.push((sentence, now));
        }
        !quiet
    }

    /// Is this conversation guessing invitations?
    pub fn guesses_invites(&mut self, who: Conversation, now: Moment) -> bool {
        let visitor = self.visitor(who);
        if now.since_ms(visitor.wrong_since) >= HOUR_MS {
            visitor.wrong_invites = 0;
            visitor.wrong_since = now;
        }
        visitor.wrong_invites >= WRONG_INVITES_PER_HOUR
    }

    /// A link was refused. `looked_at` when it was tried, and not turned away unread.
    pub fn wrong_invite(&mut self, who: Conversation, looked_at: bool, now: Moment) {
        self.visitor(who).wrong_invites += u32::from(looked_at);
        let guesses = &mut self.guesses;
        if now.since_ms(guesses.since) >= HOUR_MS {
            guesses.this_hour = 0;
            guesses.since = now;
        }
        guesses.ever += 1;
        guesses.this_hour = guesses.this_hour.saturating_add(1);
        guesses.alarm |= guesses.this_hour == WRONG_INVITES_ALARM_PER_HOUR + 1;
    }

    /// Refused links since the start.
    pub fn wrong_invites(&self) -> u64 {
        self.guesses.ever
    }

    /// Have there been too many of them within an hour? `true` once for each such hour.
    pub fn take_guessing_alarm(&mut self) -> bool {
        std::mem::take(&mut self.guesses.alarm)
    }

    /// Has this member tried as many codes of nobody as one may on a day?
    pub fn guesses_cards(&self, staff: StaffId, now: Moment) -> bool {
        let recent = self.card_guesses.get(&staff).filter(|(_, since)| now.since_ms(*since) < DAY_MS);
        recent.is_some_and(|(guesses, _)| *guesses >= PAPER_GUESSES_PER_DAY)
    }

    /// A code that is nobody's was typed.
    pub fn wrong_card(&mut self, staff: StaffId, now: Moment) {
        let (guesses, since) = self.card_guesses.entry(staff).or_insert((0, now));
        if now.since_ms(*since) >= DAY_MS {
            (*guesses, *since) = (0, now);
        }
        *guesses += 1;
    }

    /// Somebody looks at a card (again).
    pub fn card_opened(&mut self, who: Conversation) {
        if let Some(visitor) = self.visitors.get_mut(&who) {
            visitor.judged_at = None;
        }
    }

    /// May what is pressed under this message be counted, or was it already?
    pub fn may_judge(&mut self, who: Conversation, message: i64) -> bool {
        self.visitor(who).judged_at.replace(message) != Some(message)
    }

    /// Counts a card, and nobody. Beyond the maximum a card that was not counted yet stays uncounted.
    pub fn count(&mut self, of: TallyOf, reaction: Reaction) {
        if self.tallies.contains_key(&of) || self.tallies.len() < CARD_TALLIES_MAX {
            self.tallies.entry(of).or_default().add(reaction);
        }
    }

    /// What was counted since this was last asked.
    pub fn take_tallies(&mut self) -> BTreeMap<TallyOf, Tally> {
        std::mem::take(&mut self.tallies)
    }

    /// Counts an answer for its project and week, and for nobody. Beyond the maximum another week stays uncounted.
    pub fn count_review(&mut self, of: ReviewOf, question: Question, answer: u8) {
        if self.reviews.contains_key(&of) || self.reviews.len() < REVIEWS_MAX {
            self.reviews.entry(of).or_default().add(question, answer);
        }
    }

    /// What was counted since this was last asked.
    pub fn take_reviews(&mut self) -> BTreeMap<ReviewOf, Answers> {
        std::mem::take(&mut self.reviews)
    }

    /// Counts something for a project or a member and a month. Beyond the maximum another one stays uncounted.
    pub fn count_figure(&mut self, of: FigureOf, happened: Happened) {
        if self.figures.contains_key(&of) || self.figures.len() < FIGURES_MAX {
            self.figures.entry(of).or_default().add(happened);
        }
    }

    /// What was counted here since the last night.
    pub fn figures_of(&self, of: &FigureOf) -> Counts {
        self.figures.get(of).copied().unwrap_or_default()
    }

    /// What was counted since this was last asked.
    pub fn take_figures(&mut self) -> BTreeMap<FigureOf, Counts> {
        std::mem::take(&mut self.figures)
    }

    fn visitor(&mut self, who: Conversation) -> &mut Visitor {
        if !self.visitors.contains_key(&who) {
            if self.order.len() >= VISITORS_MAX
                && let Some(oldest) = self.order.pop_front()
            {
                self.visitors.remove(&oldest);
            }
            self.order.push_back(who);
        }
        self.visitors.entry(who).or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(number: u32) -> Conversation {
        let mut id = [0; 16];
        id[..4].copy_from_slice(&number.to_le_bytes());
        Conversation(id)
    }

    #[test]
    fn a_crowd_of_visitors_is_bounded_and_the_newest_are_known() {
        let mut memory = Memory::default();
        let crowd = u32::try_from(VISITORS_MAX).expect("small") + 500;
        for number in 0..crowd {
            memory.set_language(one(number), Language::Fr);
            memory.wrong_invite(one(number), true, Moment(0));
            memory.asked(one(number), Moment(0));
        }
        assert!(memory.visitors.len() == VISITORS_MAX && memory.order.len() == VISITORS_MAX);
        assert!(memory.asked.len() <= VISITORS_MAX);
        assert_eq!(memory.language(one(crowd - 1)), Some(Language::Fr));
        assert_eq!(memory.language(one(0)), None);
    }

    #[test]
    fn cards_are_counted_up_to_the_maximum_and_those_that_are_counted_go_on_beyond_it() {
        let mut memory = Memory::default();
        let of = |card: usize| TallyOf { month: 683, card: format!("card-{card}"), language: Language::Nl };
        for card in 0..CARD_TALLIES_MAX + 5 {
            memory.count(of(card), Reaction::Helped);
            memory.count(of(0), Reaction::Unclear);
        }
        let tallies = memory.take_tallies();
        assert_eq!(tallies.len(), CARD_TALLIES_MAX);
        assert_eq!(usize::try_from(tallies[&of(0)].unclear), Ok(CARD_TALLIES_MAX + 5));
        assert!(memory.take_tallies().is_empty(), "what was taken is not counted twice");
    }

    #[test]
    fn guessing_is_heard_of_once_an_hour_and_only_when_there_is_much_of_it() {
        let mut memory = Memory::default();
        for hour in 1..4 {
            let now = Moment(hour * HOUR_MS);
            for guess in 0..WRONG_INVITES_ALARM_PER_HOUR {
                memory.wrong_invite(one(guess), true, now);
            }
            assert!(!memory.take_guessing_alarm(), "mistakes of people");
            for guess in 0..1_000 {
                memory.wrong_invite(one(guess), false, now);
            }
            assert!(memory.take_guessing_alarm() && !memory.take_guessing_alarm(), "hour {hour}");
        }
        assert_eq!(memory.wrong_invites(), 3 * 1_020);
    }

    #[test]
    fn asking_and_wiping_come_to_an_end_within_the_hour() {
        let (mut memory, who) = (Memory::default(), one(7));
        for question in 0..NEW_CASES_PER_HOUR {
            assert!(!memory.has_asked_enough(who, Moment(i64::from(question))));
            memory.asked(who, Moment(i64::from(question)));
            memory.forget(who);
        }
        assert!(memory.has_asked_enough(who, Moment(HOUR_MS - 1)));
        assert!(!memory.has_asked_enough(one(8), Moment(HOUR_MS - 1)), "others notice nothing");
        assert!(!memory.has_asked_enough(who, Moment(HOUR_MS)));
    }
}
