//! The memory of one outage: who heard of it, and which updates were answered although they are not confirmed.
//!
//! Never true of this file: it grows without bound; one chat hears of one outage twice, also of one that flutters; a flood of updates that come
//! again and again is answered again and again. RAM only: after a restart somebody may hear it once more.

use super::gate::{Gate, Verdict};
use crate::dialogue::{Conversation, House, outage};
use crate::domain::limits::{OUTAGE_CHATS_MAX, OUTAGE_UPDATES_MAX};
use crate::domain::{Entropy, Moment};
use crate::messenger::Rendered;
use crate::messenger::wire::{Arrival, Place, Toast};
use crate::vault::{Address, Directory};
use std::collections::HashSet;

/// Something that is said at once and never stored.
pub enum Aside {
    Say(Address, Rendered),
    Toast(Toast),
}

/// See the file's header.
pub struct Outage {
    /// Empty: only for the names that it gives to addresses.
    names: Directory,
    gate: Gate,
    told: HashSet<Conversation>,
    answered: HashSet<i64>,
    settled: Vec<i64>,
}

impl Outage {
    pub fn new(random: &mut dyn Entropy) -> Self {
        Self {
            names: Directory::new(random),
            gate: Gate::default(),
            told: HashSet::new(),
            answered: HashSet::new(),
            settled: Vec::new(),
        }
    }

    /// What to say to an update that cannot be taken in. Beyond the limits it is silence: the update waits all the same.
    pub fn answer(&mut self, house: &House, arrival: &Arrival, now: Moment) -> Vec<Aside> {
        let known = self.answered.contains(&arrival.id);
        if arrival.place == Place::Group || known || self.answered.len() >= OUTAGE_UPDATES_MAX {
            return Vec::new();
        }
        self.answered.insert(arrival.id);
        let conversation = Conversation(self.names.tag(arrival.chat).bytes());
        if self.gate.judge(conversation, now) != Verdict::Admit {
            return Vec::new();
        }
        let full = self.told.len() >= OUTAGE_CHATS_MAX;
        let said = outage::answer(house, &arrival.input, full || self.told.contains(&conversation));
        if said.told {
            self.told.insert(conversation);
        }
        if said.settled {
            self.settled.push(arrival.id);
        }
        let toast = said.toast.map(|row| Aside::Toast(Toast { press: row.press, text: row.text, alert: row.alert }));
        toast.into_iter().chain(said.screens.into_iter().map(|screen| Aside::Say(arrival.chat, screen))).collect()
    }

    /// It was over, and is not: who heard of it knows, and what was settled is known to the core.
    pub fn again(self) -> Self {
        Self { settled: Vec::new(), ..self }
    }

    /// Updates about which nothing is left to do when they come again.
    pub fn settled(&self) -> &[i64] {
        &self.settled
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::tests::shipped;
    use crate::dialogue::Settings;
    use crate::locale::Locale;
    use crate::messenger::{Input, MessageRef, OtherKind};
    use crate::runtime::clock::OsEntropy;

    fn voice(id: i64, chat: i64) -> Arrival {
        Arrival {
            id,
            chat: Address::new(chat),
            sender: Some(Address::new(chat)),
            place: Place::Private,
            input: Input::Other { kind: OtherKind::Voice, message: MessageRef(1) },
            said_at: None,
            moved_from: None,
        }
    }

    #[test]
    fn a_crowd_in_an_outage_is_bounded_and_the_same_update_is_answered_once() {
        let house = House::new(shipped(), Locale::embedded().expect("the sentences load"), Settings::default());
        let mut outage = Outage::new(&mut OsEntropy);
        assert_eq!(outage.answer(&house, &voice(0, 1), Moment(0)).len(), 1);
        assert_eq!(outage.answer(&house, &voice(0, 1), Moment(0)).len(), 0, "it came again");
        let most = i64::try_from(OUTAGE_UPDATES_MAX).expect("small");
        let said: usize = (1..most + 100).map(|id| outage.answer(&house, &voice(id, 1 + id), Moment(0)).len()).sum();
        assert_eq!(said, OUTAGE_CHATS_MAX - 1);
        assert_eq!((outage.told.len(), outage.answered.len()), (OUTAGE_CHATS_MAX, OUTAGE_UPDATES_MAX));
    }
}
