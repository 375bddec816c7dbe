//! What the clock and the network do while nobody does anything: rows go out, slow work is done, time passes.

use super::bot::Bot;
use rechtdoor::domain::Moment;
use rechtdoor::messenger::wire::Call;
use rechtdoor::runtime::{Core, Incoming, Next, Outgoing};
use rechtdoor::store::StoreError;
use rechtdoor::vault::slow::SlowCost;

impl Bot {
    /// Sends what may be sent, waiting a little for the channel's pace, until nothing more is due soon.
    pub fn settle(&mut self) {
        const PATIENCE_MS: i64 = 30_000;
        let until = self.now.plus_ms(PATIENCE_MS);
        self.hash();
        self.load();
        for _ in 0..10_000 {
            match self.try_send() {
                Ok(Step::Sent) => {}
                Ok(Step::Wait(at)) if at <= until && !self.far.offline => self.now = self.now.max(at),
                Ok(Step::Wait(_) | Step::Idle) => return,
                // The power went before the outcome was written down.
                Err(_) => self.crash(),
            }
        }
        panic!("the bot does not come to rest");
    }

    /// Does what a thread of the running bot does: the slow hashes, cheaply.
    pub fn hash(&mut self) {
        let now = self.now;
        while let Some(job) = self.intake().next_hash(now).expect("the store works") {
            let done = Incoming::Hashed(job.perform(SlowCost::CHEAP));
            let fill = self.fill;
            self.intake().take(vec![done], fill, now).expect("the store works");
        }
    }

    /// Does what the loader of the running bot does. A start after this begins with what was read.
    pub fn load(&mut self) {
        while let Some(job) = self.intake().next_load() {
            let done = Incoming::Loaded(job.perform(self.content.as_ref()));
            self.takes(done);
            self.house = self.intake().house();
        }
    }

    /// The operator asks for the edited content.
    pub fn hangup(&mut self) {
        self.takes(Incoming::Reload);
        self.settle();
    }

    fn takes(&mut self, incoming: Incoming) {
        let (fill, now) = (self.fill, self.now);
        self.intake().take(vec![incoming], fill, now).expect("the store works");
    }

    /// One call to the far side, if there is one to make.
    pub fn try_send(&mut self) -> Result<Step, StoreError> {
        let now = self.now;
        let outgoing = match self.intake().next_call(now)? {
            Next::Call(outgoing) => outgoing,
            Next::Wait(at) => return Ok(Step::Wait(at)),
            Next::Idle => return Ok(Step::Idle),
        };
        let is_message = matches!(outgoing.call, Call::Send(_) | Call::Edit { .. } | Call::Document(_));
        if is_message && self.slow.contains(&outgoing.to.reveal()) {
            self.under_way.push(*outgoing);
            return Ok(Step::Sent);
        }
        self.perform(&outgoing)?;
        Ok(Step::Sent)
    }

    /// What is under way to this chat gets there at last; nothing is slow there any more.
    pub fn arrives(&mut self, chat: i64) {
        self.slow.remove(&chat);
        let (there, others) = std::mem::take(&mut self.under_way).into_iter().partition(|one| one.to.reveal() == chat);
        self.under_way = others;
        let there: Vec<Outgoing> = there;
        there.iter().for_each(|one| self.perform(one).expect("the store works"));
        self.settle();
    }

    fn perform(&mut self, outgoing: &Outgoing) -> Result<(), StoreError> {
        let now = self.now;
        let outcome = self.far.perform(outgoing.to.reveal(), &outgoing.call);
        let settled = Incoming::Settled { row: outgoing.row, outcome, moved: None };
        let fill = self.fill;
        self.intake().take(vec![settled], fill, now).map(|_| ())
    }

    /// Lets time pass, with everything that falls due on the way.
    pub fn pass(&mut self, ms: i64) {
        const HOUR_MS: i64 = 3_600_000;
        let until = self.now.plus_ms(ms);
        while self.now < until {
            let due = self.intake().core().map_or(until, Core::next_due).max(self.now.plus_ms(1_000));
            self.now = due.min(until).min(self.now.plus_ms(HOUR_MS));
            let now = self.now;
            let fill = self.fill;
            // The channel is asked all the time, and has nothing.
            let heard = self.heard().into_iter().collect();
            if self.intake().take(heard, fill, now).is_err() {
                self.crash();
            }
            self.settle();
        }
    }
}

pub enum Step {
    Sent,
    Wait(Moment),
    Idle,
}
