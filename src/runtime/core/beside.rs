//! What may stand in one commit: its records lie side by side in the store's files for ever.
//!
//! Never true of this file: two things of one person go into one commit, or change their order.

use super::{Core, Incoming};
use crate::domain::{Moment, PersonId};
use crate::store::StoreError;
use std::collections::HashMap;

impl Core {
    /// Keeps a decided turn. One commit holds one thing of each person at most, because two cases of one person, or a
    /// case and a place, must not stand side by side: a turn is a person's when they say or read it, and when it writes
    /// anything of a case or a place of theirs, whoever acts. What was kept before goes to the disk first if it holds something of the same person.
    pub(super) fn keep(&mut self, by: Option<PersonId>, now: Moment) -> Result<(), StoreError> {
        let mut whose = self.store.people_in_turn();
        whose.extend(by);
        if !self.beside.is_disjoint(&whose) {
            let turn = self.store.set_aside();
            self.commit(now)?;
            self.store.take_up(turn);
        }
        self.beside.extend(whose);
        self.store.keep_turn();
        Ok(())
    }

    /// The first of everybody, then the second of everybody, and so on: what one conversation says keeps its order, and
    /// [`Core::keep`] needs one commit for a round. A press mostly comes in beside the outcome of the very screen
    /// that was pressed, and as they came, each such pair would cost a commit.
    pub(super) fn in_rounds(&self, incoming: Vec<Incoming>) -> Vec<Incoming> {
        let mut had: HashMap<PersonId, usize> = HashMap::new();
        let mut round_of = |one: &Incoming| {
            let whose = match one {
                Incoming::Update(arrival) => Some(self.store.index.directory.person_at(arrival.chat)),
                Incoming::Settled { row, .. } => self.lanes.lane_of(*row).map(|lane| PersonId(lane.bytes())),
                Incoming::Skipped
                | Incoming::Heard
                | Incoming::Hashed(_)
                | Incoming::Loaded(_)
                | Incoming::Reload
                | Incoming::Host(_) => None,
            };
            let before = had.entry(whose?).or_default();
            *before += 1;
            Some(*before)
        };
        let mut rounds: Vec<_> = incoming.into_iter().map(|one| (round_of(&one), one)).collect();
        rounds.sort_by_key(|(round, _)| *round);
        rounds.into_iter().map(|(_, one)| one).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::content::tests::shipped;
    use crate::dialogue::{House, Settings};
    use crate::locale::Locale;
    use crate::messenger::wire::{Arrival, Place};
    use crate::messenger::{Input, MessageRef, UserText};
    use crate::runtime::open;
    use crate::vault::Address;
    use std::sync::Arc;

    const NOW: Moment = Moment(1_800_000_000_000);

    /// The `number`th message of somebody.
    fn says(chat: i64, number: i64) -> Incoming {
        let text = UserText::new(format!("La police peut fouiller mon sac ? {number}"));
        let input = Input::Text { text, message: MessageRef(number), reply_to: None };
        let address = Address::new(chat);
        Incoming::Update(Box::new(Arrival {
            id: 1_000 * chat + number,
            chat: address,
            sender: Some(address),
            place: Place::Private,
            input,
            said_at: Some(NOW),
            moved_from: None,
        }))
    }

    fn core() -> Core {
        let house = House::new(shipped(), Locale::embedded().unwrap(), Settings::default());
        open::ephemeral(Arc::new(house), NOW).unwrap().0
    }

    #[test]
    fn twenty_people_with_three_messages_each_take_three_commits() {
        let mut core = core();
        let before = core.counts.commits;
        let all = (1..=20).flat_map(|chat| (1..=3).map(move |number| says(chat, number)));
        core.handle(all.collect(), NOW).unwrap();
        assert_eq!(core.counts.commits - before, 3);
    }

    #[test]
    fn what_one_person_says_keeps_its_order() {
        let mut all = vec![says(1, 1), says(1, 2), Incoming::Skipped, says(2, 1), says(3, 1)];
        all.extend([says(2, 2), says(1, 3)]);
        let rounds = core().in_rounds(all);
        let ids: Vec<i64> = rounds
            .iter()
            .filter_map(|one| match one {
                Incoming::Update(arrival) => Some(arrival.id),
                Incoming::Skipped
                | Incoming::Heard
                | Incoming::Settled { .. }
                | Incoming::Hashed(_)
                | Incoming::Loaded(_)
                | Incoming::Reload
                | Incoming::Host(_) => None,
            })
            .collect();
        assert_eq!(rounds.len(), 7, "nothing is left out");
        assert_eq!(ids, [1_001, 2_001, 3_001, 1_002, 2_002, 1_003]);
    }
}
