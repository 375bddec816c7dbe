//! The network: partial fetches, redelivery, lost requests and lost answers; and what everybody saw through it.
//!
//! Telegram is the journal here as there: updates that were not confirmed are delivered again, for a day.

use super::absence;
use super::hearing::is_send;
use super::leaving::says_off;
use super::model::{DAY_MS, Rule};
use super::people::{is_sure_to_wipe, newest};
use super::process::Given;
use super::screens::{ANSWERED, ASKED, Says, code_after, says, words_like};
use super::world::{GROUP, LIAISON, SITTERS, Update, World, YOUTH, all_desks};
use crate::support::far_side::Sight;
use rechtdoor::messenger::wire::{Arrival, Call, Moved, Outcome};
use rechtdoor::runtime::{Incoming, Next, Outgoing};
use rechtdoor::vault::Address;

impl World {
    pub fn network(&mut self) -> Rule {
        self.is_helped();
        if self.far.offline && self.dice.below(8) == 0 {
            self.far.offline = false;
            self.note("-- Telegram is there again");
        }
        self.receive()?;
        for _ in 0..self.dice.below(12) {
            if !self.send_one()? {
                break;
            }
        }
        if self.is_quiet() {
            self.model.all_is_settled();
        }
        Ok(())
    }

    fn is_quiet(&self) -> bool {
        self.waiting.is_empty() && self.core().is_some_and(|core| core.outbox_len() == 0)
    }

    /// Until nothing is under way any more; `false` when patience is over first.
    pub fn rests(&mut self) -> Result<bool, String> {
        for _ in 0..8 {
            if self.is_quiet() {
                return Ok(true);
            }
            self.network()?;
        }
        Ok(self.is_quiet())
    }

    /// Some seconds in which all goes in and out that can.
    pub fn in_a_moment(&mut self) -> Rule {
        for _ in 0..4 {
            self.network()?;
        }
        Ok(())
    }

    /// Until a button stands there, or patience is over.
    pub fn waits_for(&mut self, chat: i64, labels: &[&str]) -> Result<bool, String> {
        for _ in 0..8 {
            if newest(self, chat, labels).is_some() {
                return Ok(true);
            }
            self.network()?;
        }
        Ok(false)
    }

    /// A fetch: some of what waits is decided in one batch, committed, and perhaps confirmed.
    pub fn receive(&mut self) -> Rule {
        if self.far.offline {
            return Ok(());
        }
        let (now, model) = (self.now, &mut self.model);
        self.waiting.retain(|update| {
            let is_kept = now.since_ms(update.at) < DAY_MS;
            if !is_kept {
                model.expires(update.chat, update.id, &update.label);
                model.seats.loses(update.chat);
            }
            is_kept
        });
        let count = if self.calm { self.waiting.len() } else { self.waiting.len().min(self.dice.below(6) as usize) };
        let mut batch: Vec<Update> = self.waiting.iter().take(count).cloned().collect();
        if !self.calm && self.dice.below(10) == 0 {
            // What is older than a day is not at Telegram any more.
            let last = self.last_confirmed.iter().filter(|update| self.now.since_ms(update.at) < DAY_MS);
            batch.extend(last.cloned());
        }
        // Who held a case is read between two commits: none may be taken and lost within one.
        let has_desk = batch.iter().any(|update| all_desks().any(|chat| chat == update.chat));
        let size = if has_desk { 1 } else { batch.len().max(1) };
        for part in batch.chunks(size).chain(batch.is_empty().then_some(&batch[..])) {
            let updates = part.iter().map(|update| Incoming::Update(Box::new(self.arrival(update))));
            let incoming = updates.chain([Incoming::Heard]).collect();
            let is_wipe = part.iter().any(|update| is_sure_to_wipe(&update.label));
            if part.iter().any(|update| is_send(&update.label)) {
                self.cut_at_a_send();
            }
            if is_wipe {
                self.cut_at_a_wipe();
            }
            match self.handle(incoming, part)? {
                Given::Committed => self.model.channel_is_heard(),
                Given::Down => {
                    self.model.channel_may_be_heard();
                    return Ok(());
                }
                Given::Held => return Ok(()),
            }
            if is_wipe {
                self.restarts_after_a_wipe();
            }
        }
        let is_lost = !self.calm && self.dice.below(8) == 0;
        if !is_lost {
            for _ in 0..count {
                self.last_confirmed = self.waiting.pop_front();
            }
        }
        Ok(())
    }

    fn arrival(&self, update: &Update) -> Arrival {
        let input = (update.input)();
        Arrival {
            id: update.id,
            chat: Address::new(update.chat),
            sender: Some(Address::new(update.sender)),
            place: self.place_of(update.chat),
            // A press does not say when it happened.
            said_at: input.press().is_none().then_some(update.at),
            input,
            moved_from: update.moved_from.map(Address::new),
        }
    }

    /// One call, with what the seed makes of it. `false` when there is none to make now.
    pub fn send_one(&mut self) -> Result<bool, String> {
        let now = self.bot_now();
        let Some(intake) = self.intake.as_mut() else { return Ok(false) };
        let next = match intake.next_call(now) {
            Ok(next) => next,
            Err(_) => {
                self.crash();
                return Ok(false);
            }
        };
        let outgoing = match next {
            Next::Call(outgoing) => outgoing,
            Next::Wait(at) if self.calm || self.dice.below(2) == 0 => {
                const SHORT_MS: i64 = 2_000;
                let wait = at.since_ms(now).max(0);
                self.now = self.now.plus_ms(wait.min(SHORT_MS));
                self.model.now = self.now;
                return Ok(wait <= SHORT_MS);
            }
            Next::Wait(_) | Next::Idle => return Ok(false),
        };
        let (outcome, moved) = self.fate_of(&outgoing);
        self.look()?;
        self.full_at_an_answer(&outgoing.call);
        let settled = Incoming::Settled { row: outgoing.row, outcome, moved };
        match self.handle(vec![settled], &[])? {
            Given::Committed if matches!(outcome, Outcome::Retry { after_ms: 1.., .. }) => {
                self.cut_while_it_waits(outgoing.to.reveal(), &outgoing.call)?;
            }
            Given::Committed => {}
            Given::Held => self.is_unwritten(outgoing.to.reveal(), outgoing.call, outcome),
            // It arrived, and the power went before that was written down.
            Given::Down if matches!(outcome, Outcome::Delivered(_)) => {
                self.excuse(outgoing.to.reveal(), &outgoing.call);
            }
            Given::Down => {}
        }
        Ok(true)
    }

    fn fate_of(&mut self, outgoing: &Outgoing) -> (Outcome, Option<Moved>) {
        let chat = outgoing.to.reveal();
        let weather = Outcome::Retry { after_ms: 0, everyone: false };
        if chat < 0 && chat != self.group {
            let moved = Moved { to: Address::new(self.group), at: self.bot_now() };
            return (weather, Some(moved));
        }
        let fate = if self.calm { 99 } else { self.dice.below(24) };
        let outcome = match fate {
            0 => Outcome::Retry { after_ms: 1_000, everyone: false },
            1 => Outcome::Retry { after_ms: 60_000, everyone: true },
            // 5xx, or a request that never arrived.
            2 => weather,
            3 => {
                if matches!(self.far.perform(chat, &outgoing.call), Outcome::Delivered(_)) {
                    self.excuse(chat, &outgoing.call);
                }
                Outcome::Retry { after_ms: 500, everyone: false }
            }
            _ => self.far.perform(chat, &outgoing.call),
        };
        (outcome, None)
    }

    /// Arrived, and the answer was lost: one more of the same is excused.
    pub fn excuse(&mut self, chat: i64, call: &Call) {
        self.model.totals.lost += 1;
        let Call::Send(screen) = call else { return };
        self.model.screen_is_doubled(screen);
        if absence::is_said(&screen.text) {
            self.model.absence_is_doubled(chat);
        }
        if says(&screen.text) == Says::Goodbye {
            self.model.talks.entry(chat).or_default().goodbye_is_doubled = true;
        }
        for word in words_like(&screen.text, ANSWERED) {
            if let Some(written) = self.model.written.get_mut(&word) {
                written.doubled += 1;
            }
        }
        let about = ["📨 ", "⏳ ", "👁 "].iter().find_map(|sign| code_after(&screen.text, sign));
        let about = about.or_else(|| self.model.police.officer_on(&screen.text));
        self.model.stray.extend(about.map(|code| (chat, code)));
    }

    /// What everybody saw since the last look.
    pub fn look(&mut self) -> Rule {
        for (chat, sight) in std::mem::take(&mut self.far.sights) {
            let (message, screen, is_new) = match sight {
                Sight::New(message, screen) => (message, screen, true),
                Sight::Edited(message, screen) => (message, screen, false),
                Sight::File(_) | Sight::Deleted(_) | Sight::Toast { .. } | Sight::Left => continue,
            };
            let sign = if is_new { "sees" } else { "sees changed" };
            self.note(&format!("{} {sign} {}", name(chat), screen.text.replace('\n', " / ")));
            if YOUTH.contains(&chat) {
                self.model.youth_sees(chat, message, &screen, is_new)?;
            } else if SITTERS.contains(&chat) {
                self.model.is_heard(chat);
                let delayed = self.model.delayed_since.is_some();
                self.model.seats.sees(chat, &screen.text, self.now, delayed)?;
            } else if chat == LIAISON {
                self.model.labels_stay_inside(chat, &screen.text)?;
                self.model.liaison_sees(message, &screen.text)?;
            } else if GROUP.contains(&chat) {
                self.model.labels_stay_inside(chat, &screen.text)?;
                self.group_sees(&screen.text)?;
            } else {
                if let Some(leaver) = self.is_about(&screen.text, "✅ ").filter(|_| says_off(&screen.text)) {
                    self.model.has_left(leaver);
                }
                self.model.seats.cancelled |= screen.text.contains("❌ Het gaat niet door.");
                self.model.desk_sees(chat, message, &screen.text)?;
            }
        }
        Ok(())
    }

    /// A group hears that something waits, and nothing else.
    fn group_sees(&mut self, text: &str) -> Rule {
        self.model.totals.alerts += u64::from(text.contains("🔔"));
        let tells = [ASKED, ANSWERED].iter().any(|mark| !words_like(text, mark).is_empty())
            || self.model.questions.keys().any(|code| text.contains(code.as_str()));
        if tells { Err("a group was told more than that something waits".to_owned()) } else { Ok(()) }
    }
}

/// Who it is, for the transcript.
pub fn name(chat: i64) -> &'static str {
    match chat {
        5_000_000_001 => "lina",
        5_000_000_002 => "sami",
        5_000_000_003 => "noor",
        5_000_000_004 => "tom",
        5_000_000_005 => "yara",
        7_000_000_001 => "ines",
        7_000_000_002 => "yanis",
        7_000_000_003 => "mila",
        7_000_000_004 => "rayan",
        7_000_000_005 => "bo",
        8_000_000_001.. => "somebody with a card",
        6_000_000_001 => "moderator sam",
        6_000_000_002 => "moderator fien",
        6_000_000_003 => "coordinator kaat",
        6_000_000_004 => "moderator sam's other phone",
        6_000_000_005 => "moderator gerd of the others",
        6_000_000_006 => "moderator tess of the others",
        6_000_000_007 => "coordinator nora of elsewhere",
        6_000_000_009 => "liaison zoe",
        _ => "the group",
    }
}
