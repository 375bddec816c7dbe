//! The codes with which the desk sorts questions (research/encounters.md §4.4), and what a code decides by itself.
//!
//! Never true of this file: a guess lowers anything; a case that ever bore a code which two must read, or which no liaison may
//! see, loses that rule by getting another one; something is put to a liaison without a [`ForLiaison`].

use super::StaffId;
use super::case::{Case, Refusal};
use serde::{Deserialize, Serialize};

/// What a question is about. Closed, the gravest first; names, routes and times are in `content/triage.toml`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Triage {
    /// Somebody may die.
    X1,
    /// Violence, abuse, an unsafe home.
    X2,
    /// Violence by the police.
    X3,
    /// Rights at a check or a search.
    A1,
    /// Arrested, questioned, fined.
    A2,
    /// A complaint.
    A3,
    /// A victim or a witness.
    A4,
    /// School, bullying, pictures.
    B1,
    /// Drugs, going out, traffic.
    B2,
    /// Papers, residence.
    B3,
    /// How the police works.
    C1,
    /// An encounter, practically.
    C2,
    /// An idea, a sign from the neighbourhood.
    C3,
    /// Spam, a test, insults.
    Z,
}

impl Triage {
    pub const ALL: [Triage; 14] = [
        Triage::X1,
        Triage::X2,
        Triage::X3,
        Triage::A1,
        Triage::A2,
        Triage::A3,
        Triage::A4,
        Triage::B1,
        Triage::B2,
        Triage::B3,
        Triage::C1,
        Triage::C2,
        Triage::C3,
        Triage::Z,
    ];

    /// As the desk reads and types it.
    pub fn name(self) -> &'static str {
        match self {
            Triage::X1 => "X1",
            Triage::X2 => "X2",
            Triage::X3 => "X3",
            Triage::A1 => "A1",
            Triage::A2 => "A2",
            Triage::A3 => "A3",
            Triage::A4 => "A4",
            Triage::B1 => "B1",
            Triage::B2 => "B2",
            Triage::B3 => "B3",
            Triage::C1 => "C1",
            Triage::C2 => "C2",
            Triage::C3 => "C3",
            Triage::Z => "Z",
        }
    }

    /// Somebody is called to it at once, at any hour.
    pub fn is_urgent(self) -> bool {
        matches!(self, Triage::X1 | Triage::X2)
    }

    /// Two read every answer, whatever the content says: an editor cannot take that away.
    pub fn is_always_read_by_two(self) -> bool {
        match self {
            Triage::X1 | Triage::X2 | Triage::X3 | Triage::A2 | Triage::A3 | Triage::A4 | Triage::B3 => true,
            Triage::A1 | Triage::B1 | Triage::B2 | Triage::C1 | Triage::C2 | Triage::C3 | Triage::Z => false,
        }
    }

    /// No liaison of the police is ever asked, whatever the content says.
    pub fn is_never_for_liaison(self) -> bool {
        match self {
            Triage::X3 | Triage::A3 | Triage::B3 => true,
            Triage::X1
            | Triage::X2
            | Triage::A1
            | Triage::A2
            | Triage::A4
            | Triage::B1
            | Triage::B2
            | Triage::C1
            | Triage::C2
            | Triage::C3
            | Triage::Z => false,
        }
    }

    /// How grave a guess is: what two must read weighs more than what one may.
    fn gravity(self) -> (u8, bool) {
        (super::queue::rank(Some(self), false), !self.is_always_read_by_two())
    }

    fn bit(self) -> u16 {
        1 << (self as u16)
    }
}

/// The gravest of what was guessed. `None` of nothing.
pub fn gravest(guesses: impl IntoIterator<Item = Triage>) -> Option<Triage> {
    guesses.into_iter().min_by_key(|guess| (guess.gravity(), *guess))
}

/// How a case is sorted now, and every code that it ever bore.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct Sorted {
    now: Option<Triage>,
    guessed: bool,
    borne: u16,
}

/// The code as a list shows it, in two bytes: many cases are held.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shown {
    now: Option<Triage>,
    guessed: bool,
}

impl Shown {
    pub fn code(self) -> Option<Triage> {
        self.now
    }

    pub fn is_guessed(self) -> bool {
        self.guessed
    }
}

impl Sorted {
    pub fn shown(self) -> Shown {
        Shown { now: self.now, guessed: self.guessed }
    }

    /// The code; `None` while nobody set one and nothing could be guessed.
    pub fn code(self) -> Option<Triage> {
        self.now
    }

    /// Nobody of the desk has said so yet.
    pub fn is_guessed(self) -> bool {
        self.guessed
    }

    /// What words, topic and card point at. It raises, and otherwise leaves the code as it is; all of it counts for who must
    /// read and who never may.
    pub fn guess(&mut self, guesses: impl IntoIterator<Item = Triage>) {
        let guesses: Vec<Triage> = guesses.into_iter().collect();
        for guess in &guesses {
            self.borne |= guess.bit();
        }
        let Some(guess) = gravest(guesses) else { return };
        if self.now.is_none_or(|now| guess.gravity() < now.gravity()) {
            (self.now, self.guessed) = (Some(guess), true);
        }
    }

    /// What a holder makes of it.
    pub fn set(&mut self, code: Triage) {
        (self.now, self.guessed) = (Some(code), false);
        self.borne |= code.bit();
    }

    /// Every code that it ever bore.
    pub fn borne(self) -> impl Iterator<Item = Triage> {
        Triage::ALL.into_iter().filter(move |code| self.borne & code.bit() != 0)
    }

    /// Must two read the answer because of its code? A code that says so once goes on saying so when it is lowered: whoever
    /// wrote the answer cannot send it alone by sorting the case anew. A wrong guess costs a colleague's minute.
    pub fn is_read_by_two(self, also: impl Fn(Triage) -> bool) -> bool {
        self.borne().any(|code| code.is_always_read_by_two() || also(code))
    }

    /// Was it ever about danger, abuse or violence by the police?
    pub fn is_grave(self) -> bool {
        self.borne().any(|code| matches!(code, Triage::X1 | Triage::X2 | Triage::X3))
    }

    /// Was it ever about violence by the police? Then the second reader is of another organisation.
    pub fn is_read_outside(self) -> bool {
        self.borne().any(|code| code == Triage::X3)
    }

    /// May it be put to a liaison? `allows` is what the content says of a code. Here too every code counts that it ever bore: a
    /// complaint does not reach the police because somebody tapped another code.
    pub fn for_liaison(self, allows: impl Fn(Triage) -> bool) -> Option<ForLiaison> {
        let code = self.now?;
        let is_open = |code: Triage| !code.is_never_for_liaison() && allows(code);
        (is_open(code) && !self.borne().any(Triage::is_never_for_liaison))
            .then_some(ForLiaison { code, _made_here: () })
    }
}

impl Case {
    /// What its words, its topic and its card point at. It goes up, never down.
    pub fn guess(&mut self, guesses: impl IntoIterator<Item = Triage>) {
        self.sorted.guess(guesses);
        self.urgent |= self.sorted.code().is_some_and(Triage::is_urgent);
    }

    /// Its holder says what it is about. What was previewed under another code is not to be sent under this one.
    pub fn sort(&mut self, by: StaffId, code: Triage) -> Result<(), Refusal> {
        self.held_by(by)?;
        self.sorted.set(code);
        self.urgent |= code.is_urgent();
        if let Some(draft) = &mut self.draft {
            draft.version = draft.version.wrapping_add(1);
        }
        Ok(())
    }

    /// The mark of what is urgent, on or off. Not off while the code itself says so.
    pub fn toggle_urgent(&mut self) -> Result<(), Refusal> {
        if self.urgent && self.sorted.code().is_some_and(Triage::is_urgent) {
            return Err(Refusal::UrgentByCode);
        }
        self.urgent = !self.urgent;
        Ok(())
    }
}

/// Proof that a case may be put to a liaison of the police, in general words. Only [`Sorted::for_liaison`] makes one, so that
/// a request to a liaison without the question cannot be written.
pub struct ForLiaison {
    code: Triage,
    _made_here: (),
}

impl ForLiaison {
    pub fn code(&self) -> Triage {
        self.code
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Clone, Debug)]
    enum Step {
        Guess(Vec<Triage>),
        Set(Triage),
    }

    fn code() -> impl Strategy<Value = Triage> {
        (0..Triage::ALL.len()).prop_map(|at| Triage::ALL[at])
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![prop::collection::vec(code(), 0..3).prop_map(Step::Guess), code().prop_map(Step::Set)]
    }

    fn done(steps: &[Step]) -> (Sorted, Vec<Triage>) {
        let (mut sorted, mut borne) = (Sorted::default(), Vec::new());
        for step in steps {
            match step {
                Step::Guess(codes) => {
                    sorted.guess(codes.iter().copied());
                    borne.extend(codes);
                }
                Step::Set(code) => {
                    sorted.set(*code);
                    borne.push(*code);
                }
            }
        }
        (sorted, borne)
    }

    proptest! {
        #[test]
        fn police_violence_a_complaint_and_papers_never_reach_a_liaison(steps in prop::collection::vec(step(), 0..8)) {
            let (sorted, borne) = done(&steps);
            // Whatever an editor wrote into the content.
            let request = sorted.for_liaison(|_| true);
            let never = borne.iter().any(|code| matches!(code, Triage::X3 | Triage::A3 | Triage::B3));
            prop_assert_eq!(request.is_some(), !never && !borne.is_empty());
            prop_assert!(sorted.for_liaison(|_| false).is_none());
        }

        #[test]
        fn who_must_read_is_not_got_rid_of_by_another_code(steps in prop::collection::vec(step(), 0..8)) {
            let (sorted, borne) = done(&steps);
            let must = borne.iter().any(|code| code.is_always_read_by_two());
            prop_assert_eq!(sorted.is_read_by_two(|_| false), must);
            prop_assert_eq!(sorted.is_read_outside(), borne.contains(&Triage::X3));
        }

        #[test]
        fn a_guess_only_raises(steps in prop::collection::vec(step(), 0..8), guess in prop::collection::vec(code(), 0..3)) {
            let (before, _) = done(&steps);
            let mut after = before;
            after.guess(guess.iter().copied());
            if let (Some(before), Some(after)) = (before.code(), after.code()) {
                prop_assert!(after == before || after.gravity() < before.gravity());
            }
            prop_assert!(before.code().is_none() || after.code().is_some());
        }
    }

    #[test]
    fn the_codes_that_two_must_read_and_that_no_liaison_sees_are_those_of_the_research() {
        let named = |is: fn(Triage) -> bool| -> Vec<&str> {
            Triage::ALL.into_iter().filter(|code| is(*code)).map(Triage::name).collect()
        };
        assert_eq!(named(Triage::is_always_read_by_two), ["X1", "X2", "X3", "A2", "A3", "A4", "B3"]);
        assert_eq!(named(Triage::is_never_for_liaison), ["X3", "A3", "B3"]);
        assert_eq!(named(Triage::is_urgent), ["X1", "X2"]);
        assert!(Triage::ALL.is_sorted() && Triage::ALL.is_sorted_by_key(|code| code.gravity().0));
        assert_eq!(gravest([Triage::C1, Triage::B3, Triage::A1]), Some(Triage::B3), "two must read it");
    }
}
