//! What was promised to whom, kept beside the bot and knowing nothing of its inside.
//!
//! Every rule is a sentence that a person could say out loud; its words are what a broken seed prints.

use super::absence::Absences;
use super::accounts::Accounts;
use super::banners::Banners;
use super::buttons::LivePress;
use super::doubts::Doubts;
use super::handing::Handing;
use super::hearing::is_send;
use super::labels::Labels;
use super::police::Police;
use super::remembered::{Book, Question, Talk, Wipe, Written};
use super::screens::{ANSWERED, ASKED, Says, code_in, is_discreet, is_opened, is_reopened, own_mark, says, words_like};
use super::seats::Seats;
use super::totals::Totals;
use rechtdoor::domain::Moment;
use rechtdoor::messenger::Rendered;
use std::collections::{BTreeMap, BTreeSet};

pub type Rule = Result<(), String>;

pub const MINUTE_MS: i64 = 60_000;
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
pub const DAY_MS: i64 = 24 * HOUR_MS;

/// Days are counted whole, and a clock may be some hours ahead before anybody doubts it.
pub const DAYS_OF_SLACK: i64 = 2;

/// See the file's header.
#[derive(Default)]
pub struct Model {
    pub now: Moment,
    pub questions: BTreeMap<String, Question>,
    pub talks: BTreeMap<i64, Talk>,
    /// Every question's word that was typed, with its chat.
    pub typed: BTreeMap<String, i64>,
    pub typed_at: BTreeMap<String, Moment>,
    /// Words in whose place their writer typed others, by an edit.
    pub replaced: BTreeSet<String>,
    /// Words that their asker read on a review.
    pub reviewed: BTreeSet<String>,
    /// Words that point at danger.
    pub urgent: BTreeSet<String>,
    /// Under which code a word was acknowledged, and on which card it was read.
    pub asked_as: BTreeMap<String, String>,
    pub on_card: BTreeMap<String, String>,
    pub written: BTreeMap<String, Written>,
    /// The words of notes among colleagues, and at which desk each was typed.
    pub noted: BTreeMap<String, i64>,
    /// When a second reader was first asked for a case, and which cases were ever urgent.
    pub readers_asked: BTreeMap<String, Moment>,
    pub were_urgent: BTreeSet<String>,
    /// The answers that each message at a desk ever showed.
    pub previews: BTreeMap<(i64, i64), BTreeSet<String>>,
    /// When a desk last asked to see a case.
    pub looks: BTreeMap<String, Moment>,
    /// Until when the draft of a case must be on its next card.
    pub drafts: BTreeMap<String, Moment>,
    /// Who ever held which case: only they may read it.
    pub holders: BTreeMap<String, BTreeSet<i64>>,
    /// Who has it claimed now: a card that was under way may come to somebody else.
    pub holds: BTreeMap<String, i64>,
    /// Desk messages with a question of which the bot was not told that they arrived.
    pub stray: BTreeSet<(i64, String)>,
    /// Words and codes of which a goodbye said that nobody can read them any more.
    pub forgotten_words: BTreeSet<String>,
    forgotten_codes: BTreeSet<String>,
    /// Updates that the bot had, and those that wait for room on its disk.
    pub given: BTreeSet<i64>,
    pub held: BTreeMap<i64, String>,
    /// Cases of which a ban came.
    pub banned_codes: BTreeSet<String>,
    /// When each message at a desk last changed; screens whose buttons were used or stand twice; presses that must
    /// work.
    pub shown: BTreeMap<(i64, i64), Moment>,
    pub used_screens: BTreeSet<String>,
    pub live_presses: BTreeMap<String, LivePress>,
    /// Desk messages that say of which question the answer arrived.
    pub statuses: BTreeMap<(i64, i64), String>,
    /// Of which question its asker said that others may read a text made of it, and those texts.
    pub shared: BTreeSet<String>,
    pub books: BTreeMap<String, Book>,
    /// Since when Telegram was away or the disk full, while something of then may still be on its way.
    pub delayed_since: Option<Moment>,
    /// Was content read, without a mistake and with one?
    pub readings: BTreeSet<bool>,
    /// Whose removal a coordinator confirmed, and of whom that was read since.
    pub leaving: BTreeSet<i64>,
    pub gone: BTreeSet<i64>,
    /// Nobody tells them how the answers ended that they sent until then: up to this message, when they are back.
    pub left_up_to: BTreeMap<i64, i64>,
    pub clock_is_wrong: bool,
    /// By hours, which nobody notices.
    pub clock_is_ahead: bool,
    /// When it last changed.
    pub clock_moved: Option<Moment>,
    pub clock_was_wrong: bool,
    pub doubts: Doubts,
    pub absences: Absences,
    /// The places at an encounter.
    pub seats: Seats,
    /// What the police are asked, and what they say.
    pub police: Police,
    /// What goes from team to team.
    pub handing: Handing,
    /// What stands beside codes, and above the questions of a project.
    pub labels: Labels,
    pub banners: Banners,
    pub accounts: Accounts,
    /// When the last answer after the storm was given.
    pub all_answered: Moment,
    pub totals: Totals,
}

impl Model {
    pub fn begins_at(now: Moment) -> Self {
        Self { now, ..Self::default() }
    }

    // --- what people did -----------------------------------------------------------------------------------------

    /// The bot was given something that somebody did.
    pub fn takes_in(&mut self, chat: i64, label: &str) {
        let talk = self.talks.entry(chat).or_default();
        talk.taken_in += 1;
        talk.is_over = false;
        if is_wipe_of_all(label)
            && let Some(wipe) = &mut talk.wiping
        {
            wipe.taken_in.get_or_insert(talk.taken_in);
        }
    }

    /// A button in a young person's chat.
    pub fn presses(&mut self, chat: i64, message: i64, label: &str, data: &str) {
        let now = self.now;
        self.talks.entry(chat).or_default().pressed.insert(message, label.to_owned());
        if label.starts_with("✏️") {
            self.rewrites(chat);
        }
        if ["✖️", "🗑️"].iter().any(|sign| label.starts_with(sign)) {
            self.drops(chat);
        }
        let talk = self.talks.entry(chat).or_default();
        if is_send(label) {
            talk.sent.get_or_insert(now);
        }
        self.shares(label, data);
        let talk = self.talks.entry(chat).or_default();
        if label.starts_with("🙈") {
            talk.lingers = true;
        }
        if label.starts_with("👍") {
            for (code, question) in &mut self.questions {
                if data.contains(code.as_str()) {
                    question.may_close_from = question.may_close_from.min(now);
                }
            }
        }
        if ["🗑️ Ja, wis deze", "🗑️ Oui, l'effacer"].contains(&label) {
            self.totals.wipes += 1;
            self.talks.entry(chat).or_default().lingers = true;
            let named = self.questions.iter_mut().filter(|(code, _)| data.contains(code.as_str()));
            named.for_each(|(_, question)| question.released = true);
        }
        if is_wipe_of_all(label) {
            self.totals.wipes += 1;
            let own = self.typed.iter().filter(|(word, from)| **from == chat && !self.is_unlinked(word));
            let words = own.map(|(word, _)| word.clone()).collect();
            let linked = self.questions.iter().filter(|(_, it)| it.asker == chat && !it.is_unlinked(now));
            let codes = linked.map(|(code, _)| code.clone()).collect();
            // Of several presses the first is the one that is sure to be covered by the goodbye that comes next; but it may have
            // been lost, and what has lost its link since is found by none.
            let unlinked: Vec<String> = self.typed.keys().filter(|word| self.is_unlinked(word)).cloned().collect();
            if let Some(wipe) = &mut self.talks.entry(chat).or_default().wiping {
                wipe.words.retain(|word| !unlinked.contains(word));
            }
            let talk = self.talks.entry(chat).or_default();
            talk.wiping.get_or_insert(Wipe { words, codes, taken_in: None, behind: talk.goodbyes });
            // A wish goes with the rest.
            talk.discreet = false;
            self.release(chat);
        }
    }

    /// The bot cannot write here any more, and cuts the links.
    pub fn is_blocked(&mut self, chat: i64) {
        self.release(chat);
        self.talks.entry(chat).or_default().cut_at = Some(self.now);
        self.questions.values_mut().filter(|it| it.asker == chat).for_each(|it| it.lost = true);
    }

    /// The chat wants no more, or cannot be reached.
    pub fn release(&mut self, chat: i64) {
        self.drops(chat);
        self.is_heard(chat);
        self.talks.entry(chat).or_default().releasing = true;
        self.questions.values_mut().filter(|it| it.asker == chat).for_each(|it| it.released = true);
    }

    /// Nothing is under way any more: what is acknowledged from now on is promised.
    pub fn all_is_settled(&mut self) {
        self.delayed_since = None;
        self.banners.are_sure();
        self.labels.are_sure();
        for talk in self.talks.values_mut() {
            (talk.releasing, talk.cut_at, talk.goodbye_is_doubled, talk.goodbyes) = (false, None, false, 0);
            talk.wiping.iter_mut().for_each(|wipe| wipe.behind = 0);
        }
    }

    // --- what a young person saw ---------------------------------------------------------------------------------

    pub fn youth_sees(&mut self, chat: i64, message: i64, screen: &Rendered, is_new: bool) -> Rule {
        let text = &screen.text;
        let kind = says(text);
        self.is_spoken_to(chat, text)?;
        self.is_shown_in_its_time(screen)?;
        self.is_promised_anew(text)?;
        self.review_follows_edits(chat, kind);
        if self.talks.entry(chat).or_default().is_over && kind != Says::Goodbye {
            return Err("something was shown after the goodbye".to_owned());
        }
        let asked = words_like(text, ASKED);
        self.own_words_once(chat, &asked)?;
        self.notes_stay_inside(chat, None, text)?;
        self.police_stay_outside(chat, kind, text)?;
        self.labels_stay_inside(chat, text)?;
        self.banner_is_read((chat, message), kind, screen)?;
        self.hears_who_answers(chat, kind, text)?;
        if kind == Says::Review {
            self.police_on_review(screen, &asked);
        }
        let arrives = is_new && matches!(kind, Says::Answer | Says::AsksBack) && !is_opened(screen);
        let talk = self.talks.entry(chat).or_default();
        if arrives && talk.discreet {
            return Err("an answer stood open in the chat of somebody discreet".to_owned());
        }
        if is_discreet(text) == Some(true) {
            talk.discreet_since = Some(self.now);
        }
        talk.discreet =
            if is_discreet(text) == Some(true) { true } else { talk.discreet && is_discreet(text).is_none() };
        for word in words_like(text, ANSWERED) {
            self.answer_is_seen(chat, &word, arrives)?;
            self.was_read_by_two(&word)?;
        }
        self.follow(chat, message, kind, text, asked)?;
        self.hears(chat, kind, code_in(text), text)
    }

    fn own_words_once(&self, chat: i64, asked: &[String]) -> Rule {
        for (at, word) in asked.iter().enumerate() {
            if !word.starts_with(&own_mark(chat)) {
                return Err(format!("{word} was shown to another young person"));
            }
            if asked.iter().take(at).any(|other| other == word) {
                return Err(format!("{word} stands twice on one screen"));
            }
        }
        Ok(())
    }

    fn answer_is_seen(&mut self, chat: i64, word: &str, arrives: bool) -> Rule {
        let written = self.written.get_mut(word).ok_or_else(|| format!("{word} was never typed at a desk"))?;
        if self.questions.get(&written.code).is_some_and(|question| question.asker != chat) {
            return Err(format!("{word} for {} reached somebody else", written.code));
        }
        if self.forgotten_codes.contains(&written.code) {
            return Err(format!("{word} for {} came after the goodbye", written.code));
        }
        if !written.confirmed {
            return Err(format!("{word} went out and nobody pressed ✅ on it"));
        }
        if arrives {
            let mut asked = self.asked_as.iter().filter(|(_, code)| **code == written.code);
            let looked = |word: &String| self.looks.get(&written.code) >= self.typed_at.get(word);
            let is_read = |word: &String| written.was_first || self.on_card.contains_key(word) || looked(word);
            if let Some((unread, _)) = asked.find(|(word, _)| !is_read(word)) {
                return Err(format!("{word} answers {}, and no desk ever read {unread}", written.code));
            }
            self.totals.answers += 1;
            self.totals.put_right += u64::from(written.puts_right);
            written.seen += 1;
            if written.seen > 1 + written.doubled {
                return Err(format!("{word} came {} times, {} doubles are excused", written.seen, written.doubled));
            }
        }
        Ok(())
    }

    /// Which words are shown before they are sent, and under which code they went.
    fn follow(&mut self, chat: i64, message: i64, kind: Says, text: &str, asked: Vec<String>) -> Rule {
        let talk = self.talks.entry(chat).or_default();
        let before = talk.reviews.remove(&message).unwrap_or_default();
        match kind {
            Says::Review => {
                if let (Some(word), false) = (asked.iter().find(|word| self.asked_as.contains_key(*word)), talk.deleted)
                {
                    return Err(format!("{word} was sent, and is shown again as not yet sent"));
                }
                self.reviewed.extend(asked.iter().cloned());
                talk.reviews.insert(message, asked);
            }
            Says::Receipt | Says::UrgentReceipt => {
                let code = code_in(text).ok_or("a receipt without a code")?;
                if let (Some(word), Says::Receipt) = (before.iter().find(|word| self.urgent.contains(*word)), kind) {
                    return Err(format!("{word} speaks of danger and was not put first"));
                }
                for word in before {
                    if self.asked_as.insert(word.clone(), code.clone()).is_some_and(|known| known != code) {
                        return Err(format!("{word} was sent under two codes"));
                    }
                }
            }
            Says::TooLate => return self.is_told_too_late(chat, message, &before),
            Says::Added => {
                let code = code_in(text).unwrap_or_default();
                if is_reopened(text) {
                    let answers = self.written.values_mut().filter(|it| it.code == code && it.confirmed);
                    answers.for_each(|answer| answer.was_first = true);
                }
                self.asked_as.extend(before.into_iter().map(|word| (word, code.clone())));
            }
            Says::Answer
            | Says::AsksBack
            | Says::Neutral
            | Says::Refused
            | Says::Unanswered
            | Says::NoReply
            | Says::Thanks
            | Says::WipedOne
            | Says::Banned
            | Says::FirstContact
            | Says::Goodbye
            | Says::Other => {}
        }
        Ok(())
    }

    /// What a screen promises, keeps or ends.
    fn hears(&mut self, chat: i64, kind: Says, code: Option<String>, text: &str) -> Rule {
        let now = self.now;
        match kind {
            Says::Receipt | Says::UrgentReceipt => return self.acknowledged(chat, code.unwrap_or_default()),
            Says::Goodbye => self.goodbye(chat),
            Says::Neutral => {
                self.talks.entry(chat).or_default().neutral += 1;
                // It does not say about which: any may have heard back.
                for question in self.questions.values_mut().filter(|question| question.asker == chat) {
                    question.heard_back = true;
                    question.may_close_from = question.may_close_from.min(now.plus_ms(6 * DAY_MS));
                }
            }
            Says::Banned => return self.is_told_of_a_ban(chat),
            Says::Review | Says::FirstContact | Says::TooLate | Says::Other => {}
            Says::WipedOne => {
                let code = code.unwrap_or_default();
                let words = self.asked_as.iter().filter(|(_, known)| **known == code).map(|(word, _)| word.clone());
                self.forgotten_words.extend(words);
                self.forgotten_codes.insert(code);
            }
            Says::Added => {
                let sent = self.talks.entry(chat).or_default().sent.take().unwrap_or(now);
                if let Some(question) = code.and_then(|code| self.questions.get_mut(&code)) {
                    question.asked = question.asked.max(sent);
                    question.closed_by = None;
                    question.may_close_from = now.plus_ms(5 * DAY_MS);
                }
            }
            Says::Answer | Says::AsksBack => {
                if let Some(question) = code.and_then(|code| self.questions.get_mut(&code)) {
                    question.heard_back = true;
                    question.asked_back = kind == Says::AsksBack;
                    question.may_close_from = question.may_close_from.min(now.plus_ms(6 * DAY_MS));
                }
            }
            Says::Refused | Says::Unanswered | Says::NoReply | Says::Thanks => {
                let Some(code) = code_in(text) else { return Ok(()) };
                let Some(question) = self.questions.get_mut(&code) else { return Ok(()) };
                let early = question.asked.plus_ms((21 - DAYS_OF_SLACK) * DAY_MS);
                let is_timed = !question.untimed && !self.clock_is_wrong;
                if kind == Says::Unanswered && (is_timed || self.doubts.was_only_ahead()) && now < early {
                    return Err(format!("{code} was given up before its time"));
                }
                self.totals.ended += u64::from(kind != Says::Thanks);
                question.heard_back = true;
                question.may_close_from = question.may_close_from.min(now.plus_ms(-DAY_MS));
                question.closed_by.get_or_insert(now);
            }
        }
        Ok(())
    }

    fn acknowledged(&mut self, chat: i64, code: String) -> Rule {
        let now = self.now;
        let talk = self.talks.entry(chat).or_default();
        let (sent, released) = (talk.sent.take().unwrap_or(now), talk.releasing);
        let lost = talk.cut_at.is_some_and(|at| sent <= at);
        if let Some(known) = self.questions.get(&code) {
            // The receipt came twice, or is looked at again.
            return if known.asker == chat { Ok(()) } else { Err(format!("{code} was given to two people")) };
        }
        self.may_be_asked(chat, &code)?;
        self.wish_may_be_forgotten(chat);
        self.talks.entry(chat).or_default().sent_unrecognised = false;
        self.totals.receipts += 1;
        let question = Question {
            asker: chat,
            released,
            lost,
            // Taken in under a wrong clock, it is dated by it.
            untimed: self.clock_is_wrong || (self.clock_was_wrong && self.clock_moved >= Some(sent)),
            heard_back: false,
            asked_back: false,
            asked: sent,
            may_close_from: sent.plus_ms((21 - DAYS_OF_SLACK) * DAY_MS),
            closed_by: None,
        };
        self.questions.insert(code, question);
        Ok(())
    }

    /// A wish lasts as long as somebody is known: until the last question loses its link.
    fn wish_may_be_forgotten(&mut self, chat: i64) {
        let own = self.questions.values().filter(|question| question.asker == chat);
        let unlinked = own.map(|question| question.may_close_from.plus_ms((7 - DAYS_OF_SLACK) * DAY_MS)).max();
        let talk = self.talks.entry(chat).or_default();
        if unlinked.is_some_and(|at| at < self.now && talk.discreet_since < Some(at)) {
            talk.discreet = false;
        }
    }

    fn goodbye(&mut self, chat: i64) {
        let talk = self.talks.entry(chat).or_default();
        talk.goodbyes = talk.goodbyes.saturating_sub(1);
        if let Some(wipe) = talk.wiping.as_mut().filter(|wipe| wipe.behind > 0) {
            // It answers a press of before: this one is still to be done, and may be a stranger's by now.
            wipe.behind -= 1;
            return;
        }
        let Some(wipe) = talk.wiping.take() else { return };
        talk.is_over = wipe.taken_in == Some(talk.taken_in) && talk.goodbyes == 0 && !talk.goodbye_is_doubled;
        self.forgotten_words.extend(wipe.words);
        self.forgotten_codes.extend(wipe.codes);
    }

    // --- the reckoning -------------------------------------------------------------------------------------------

    /// After calm: where is what was promised?
    pub fn judge(&self, known_codes: &BTreeSet<String>) -> Rule {
        for (code, question) in self.questions.iter().filter(|(_, question)| !question.released && !question.untimed) {
            if known_codes.contains(code) {
                continue;
            }
            if !question.heard_back {
                return Err(format!("the question {code} was acknowledged and is nowhere"));
            }
            if self.now < question.may_vanish_from() {
                return Err(format!("the question {code} was forgotten before its time"));
            }
        }
        Ok(())
    }

    /// Is there a copy of a message about it of which the bot does not know?
    pub fn is_stray(&self, code: &str) -> bool {
        self.stray.iter().any(|(_, known)| known == code)
    }

    /// Words that nobody may be able to read any more, whoever has the keys.
    pub fn must_be_gone(&self) -> BTreeSet<String> {
        let is_old = |code: &String| {
            self.questions.get(code).is_some_and(|question| {
                let gone = |closed: Moment| closed.plus_ms((30 + DAYS_OF_SLACK) * DAY_MS) < self.now;
                !question.untimed && question.closed_by.is_some_and(gone)
            })
        };
        let old = self.asked_as.iter().filter(|(_, code)| is_old(code)).map(|(word, _)| word.clone());
        let lines = self.handing.lines_of(&self.forgotten_codes);
        let of_police = self.police.words_of(&self.forgotten_codes);
        old.chain(self.forgotten_words.iter().cloned()).chain(of_police).chain(lines).collect()
    }
}

pub fn is_wipe_of_all(label: &str) -> bool {
    ["🗑️ Ja, wis alles", "🗑️ Oui, efface tout"].contains(&label)
}
