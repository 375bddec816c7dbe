//! What a liaison of the police is asked: a general question that two of the team have read, and never a question of somebody's.
//!
//! Never true of this file: a request is made, approved or put without a [`ForLiaison`]; whoever wrote it approves it; another
//! version is approved than the one that was read; what an officer wrote goes out word for word.

use super::limits::{COPIED_WORDS, REQUEST_DUE_DAYS};
use super::triage::{ForLiaison, Triage};
use super::{CaseId, Day, Moment, StaffId, dates};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Lives until its question is answered or closed, and what was said until the text of that question is destroyed; sealed under
/// the text key of the case.
#[derive(Clone, Serialize, Deserialize)]
pub struct PoliceRequest {
    /// Where the answer goes. Nothing that a liaison is shown comes from there.
    pub case: CaseId,
    /// Whose liaisons are asked.
    pub project: String,
    pub topic: Triage,
    pub text: String,
    pub author: StaffId,
    pub version: u32,
    pub stage: RequestStage,
    /// Nothing has come in for the case since: nobody need take it before the answer is there.
    pub rests: bool,
    /// What a liaison has typed and not yet said as what.
    pub typed: Option<String>,
    /// The liaisons, and who waits for them, have heard that its day is past.
    pub reminded: bool,
    /// What was said to this case and is over, used or not: known, so that it goes out nowhere word for word.
    pub said: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RequestStage {
    Writing,
    /// For a second one of the team.
    Waiting,
    /// Goes out with all others of that day.
    Approved {
        goes_at: Moment,
    },
    Out {
        due: Day,
    },
    Answered {
        as_what: InputKind,
        text: String,
    },
    /// The liaison has no answer to it.
    Declined,
    /// The case was answered or closed, with what they said or without it. Kept for what they said alone.
    Over,
}

/// As what an officer says something.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum InputKind {
    Official,
    Experience,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RequestRefusal {
    /// Whoever wrote it does not read it as the second one.
    Own,
    /// Another version was read.
    Changed,
    NotNow,
}

impl PoliceRequest {
    pub fn new(may: &ForLiaison, case: CaseId, project: String, text: String, author: StaffId) -> Self {
        let (topic, stage) = (may.code(), RequestStage::Writing);
        let (rests, reminded) = (false, false);
        Self { case, project, topic, text, author, version: 1, stage, rests, typed: None, reminded, said: Vec::new() }
    }

    /// Other words. What was read before was something else.
    pub fn rewrite(&mut self, may: &ForLiaison, text: String, author: StaffId) -> Result<(), RequestRefusal> {
        if !self.is_unread() {
            return Err(RequestRefusal::NotNow);
        }
        (self.topic, self.text, self.author, self.stage) = (may.code(), text, author, RequestStage::Writing);
        self.version = self.version.wrapping_add(1);
        Ok(())
    }

    /// Nobody of the police has seen it.
    pub fn is_unread(&self) -> bool {
        match self.stage {
            RequestStage::Writing | RequestStage::Waiting | RequestStage::Approved { .. } => true,
            RequestStage::Out { .. } | RequestStage::Answered { .. } | RequestStage::Declined | RequestStage::Over => {
                false
            }
        }
    }

    /// Somebody is to do something about it who is not the holder of the case.
    pub fn is_under_way(&self) -> bool {
        match self.stage {
            RequestStage::Waiting | RequestStage::Approved { .. } | RequestStage::Out { .. } => true,
            RequestStage::Writing | RequestStage::Answered { .. } | RequestStage::Declined | RequestStage::Over => {
                false
            }
        }
    }

    pub fn hand_in(&mut self, version: u32) -> Result<(), RequestRefusal> {
        self.is(&RequestStage::Writing, version)?;
        (self.stage, self.rests) = (RequestStage::Waiting, true);
        Ok(())
    }

    /// May this member read it as the second one?
    pub fn is_for(&self, reader: StaffId) -> Result<(), RequestRefusal> {
        match self.stage {
            RequestStage::Waiting if self.author == reader => Err(RequestRefusal::Own),
            RequestStage::Waiting => Ok(()),
            RequestStage::Writing
            | RequestStage::Approved { .. }
            | RequestStage::Out { .. }
            | RequestStage::Answered { .. }
            | RequestStage::Declined
            | RequestStage::Over => Err(RequestRefusal::NotNow),
        }
    }

    pub fn approve(
        &mut self,
        _may: &ForLiaison,
        by: StaffId,
        version: u32,
        goes_at: Moment,
    ) -> Result<(), RequestRefusal> {
        self.is_for(by)?;
        self.is(&RequestStage::Waiting, version)?;
        self.stage = RequestStage::Approved { goes_at };
        Ok(())
    }

    pub fn send_back(&mut self, by: StaffId, version: u32) -> Result<(), RequestRefusal> {
        self.is_for(by)?;
        self.is(&RequestStage::Waiting, version)?;
        (self.stage, self.rests) = (RequestStage::Writing, false);
        Ok(())
    }

    pub fn goes_by(&self, now: Moment) -> bool {
        matches!(self.stage, RequestStage::Approved { goes_at } if goes_at <= now)
    }

    /// Its hour has come, with that of all others of the day.
    pub fn put(&mut self, _may: &ForLiaison, now: Moment) -> Result<(), RequestRefusal> {
        if !self.goes_by(now) {
            return Err(RequestRefusal::NotNow);
        }
        self.stage = RequestStage::Out { due: Day(now.day().0 + REQUEST_DUE_DAYS) };
        Ok(())
    }

    /// By when the liaison answers; `None` when nobody of the police may see it.
    pub fn due(&self) -> Option<Day> {
        match self.stage {
            RequestStage::Out { due } => Some(due),
            RequestStage::Writing
            | RequestStage::Waiting
            | RequestStage::Approved { .. }
            | RequestStage::Answered { .. }
            | RequestStage::Declined
            | RequestStage::Over => None,
        }
    }

    /// Is its day past, and has nobody been told so?
    pub fn is_late(&self, today: Day) -> bool {
        !self.reminded && self.due().is_some_and(|due| due < today)
    }

    /// Said once. Nobody waits any longer before they work on the case.
    pub fn remind(&mut self) {
        (self.reminded, self.rests) = (true, false);
    }

    /// Its case is another project's now, and with this member. What nobody of the police has seen is to be read anew there, and
    /// goes to their liaisons; what lies with a liaison stays there, and its answer comes to whoever has the case.
    pub fn moves(&mut self, project: &str, to: StaffId) {
        self.author = to;
        if self.is_unread() {
            (self.project, self.stage, self.rests) = (project.to_owned(), RequestStage::Writing, false);
            self.version = self.version.wrapping_add(1);
        }
    }

    /// The liaison types an answer, or another one. Said as something it will be what was shown, or not at all.
    pub fn types(&mut self, text: String) {
        self.typed = Some(text);
        self.version = self.version.wrapping_add(1);
    }

    /// The liaison says as what they said it.
    pub fn answer(&mut self, version: u32, as_what: InputKind) -> Result<(), RequestRefusal> {
        if self.due().is_some() && self.typed.is_some() && self.version != version {
            return Err(RequestRefusal::Changed);
        }
        let text = self.due().and_then(|_| self.typed.take()).ok_or(RequestRefusal::NotNow)?;
        (self.stage, self.rests) = (RequestStage::Answered { as_what, text }, false);
        Ok(())
    }

    pub fn decline(&mut self) -> Result<(), RequestRefusal> {
        self.due().ok_or(RequestRefusal::NotNow)?;
        (self.stage, self.rests, self.typed) = (RequestStage::Declined, false, None);
        Ok(())
    }

    /// What an officer said, once it was said.
    pub fn input(&self) -> Option<(InputKind, &str)> {
        match &self.stage {
            RequestStage::Answered { as_what, text } => Some((*as_what, text)),
            RequestStage::Writing
            | RequestStage::Waiting
            | RequestStage::Approved { .. }
            | RequestStage::Out { .. }
            | RequestStage::Declined
            | RequestStage::Over => None,
        }
    }

    /// Nothing more is asked, and nothing of it is used. `false` when nobody need know of it any more, because nothing was said.
    pub fn end(&mut self) -> bool {
        self.said.extend(self.input().map(|(_, text)| text.to_owned()));
        (self.stage, self.rests, self.typed) = (RequestStage::Over, false, None);
        self.text.clear();
        !self.said.is_empty()
    }

    pub fn is_over(&self) -> bool {
        self.stage == RequestStage::Over
    }

    /// An officer's own words, used or not.
    pub fn theirs(&self) -> impl Iterator<Item = &str> {
        self.said.iter().map(String::as_str).chain(self.input().map(|(_, text)| text))
    }

    fn is(&self, stage: &RequestStage, version: u32) -> Result<(), RequestRefusal> {
        match (self.stage == *stage, self.version == version) {
            (true, true) => Ok(()),
            (true, false) => Err(RequestRefusal::Changed),
            (false, _) => Err(RequestRefusal::NotNow),
        }
    }
}

/// What in a general question still tells of somebody.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Betrays {
    /// "I", "my", "we".
    Me,
    Number,
    /// A day or an hour of one's own.
    When,
    Name,
    Place,
}

/// Words that tell of somebody, in one language: small letters, one word each.
#[derive(Default)]
pub struct Telling {
    /// "I" and "we", and what is theirs.
    pub me: Vec<String>,
    /// A day that only somebody who was there knows.
    pub when: Vec<String>,
}

/// What of "I", numbers and days is still in it. Names and places are for who knows the lists.
pub fn betrays(text: &str, telling: &Telling) -> Vec<Betrays> {
    let mut found = Vec::new();
    if words(text).any(|word| telling.me.contains(&word)) {
        found.push(Betrays::Me);
    }
    if text.chars().any(char::is_numeric) {
        found.push(Betrays::Number);
    }
    if dates::names_a_day(text) || words(text).any(|word| telling.when.contains(&word)) {
        found.push(Betrays::When);
    }
    found
}

/// Does it say "complaint" or "violence"? About those nobody of the police is asked, however it is sorted.
pub fn is_complaint(text: &str) -> bool {
    words(text).any(|word| ["klacht", "plainte", "geweld", "violen"].iter().any(|stem| word.starts_with(stem)))
}

/// Are so many words of one of these in a row in the text? Then it was not rewritten.
pub fn is_copied<'a>(mut sources: impl Iterator<Item = &'a str>, text: &str) -> bool {
    let text = text.to_lowercase();
    let there: Vec<&str> = split(&text).collect();
    let mut at: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, word) in there.iter().enumerate() {
        at.entry(word).or_default().push(place);
    }
    let is_at = |run: &[&str], place: &usize| there.get(*place..).is_some_and(|rest| rest.starts_with(run));
    sources.any(|source| {
        let source = source.to_lowercase();
        let source: Vec<&str> = split(&source).collect();
        let run = COPIED_WORDS.min(source.len());
        // Three words are anybody's.
        run > 3
            && source
                .windows(run)
                .any(|run| at.get(run[0]).is_some_and(|places| places.iter().any(|place| is_at(run, place))))
    })
}

fn words(text: &str) -> impl Iterator<Item = String> {
    split(text).map(str::to_lowercase)
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::triage::Sorted;

    const AUTHOR: StaffId = StaffId([1; 16]);
    const READER: StaffId = StaffId([2; 16]);
    const NOW: Moment = Moment(1_796_634_000_000);

    fn proof() -> ForLiaison {
        let mut sorted = Sorted::default();
        sorted.set(Triage::C1);
        sorted.for_liaison(|_| true).expect("allowed")
    }

    fn request() -> PoliceRequest {
        PoliceRequest::new(&proof(), CaseId([3; 16]), "genk".to_owned(), "Mag dat?".to_owned(), AUTHOR)
    }

    #[test]
    fn nobody_of_the_police_sees_what_two_have_not_read() {
        let mut one = request();
        assert_eq!(one.approve(&proof(), READER, 1, NOW), Err(RequestRefusal::NotNow), "not handed in");
        one.hand_in(1).expect("written");
        assert_eq!(one.approve(&proof(), AUTHOR, 1, NOW), Err(RequestRefusal::Own));
        one.rewrite(&proof(), "Mag dat altijd?".to_owned(), AUTHOR).expect("nobody has seen it");
        assert_eq!(one.approve(&proof(), READER, 1, NOW), Err(RequestRefusal::NotNow));
        one.hand_in(2).expect("written");
        assert_eq!(one.approve(&proof(), READER, 1, NOW), Err(RequestRefusal::Changed), "another one was read");
        one.approve(&proof(), READER, 2, NOW.plus_hours(7)).expect("read by two");
        assert_eq!(one.put(&proof(), NOW), Err(RequestRefusal::NotNow), "with the others of the day");
        assert!(one.due().is_none());
        one.put(&proof(), NOW.plus_hours(7)).expect("its hour");
        assert!(one.due().is_some() && one.is_under_way());
        assert_eq!(one.rewrite(&proof(), "Iets anders".to_owned(), AUTHOR), Err(RequestRefusal::NotNow));
        assert_eq!(one.answer(2, InputKind::Official), Err(RequestRefusal::NotNow), "nothing was typed");
        one.types("Ja.".to_owned());
        one.answer(3, InputKind::Official).expect("typed");
        assert!(one.input() == Some((InputKind::Official, "Ja.")) && !one.is_under_way());
        assert_eq!(one.decline(), Err(RequestRefusal::NotNow));
        assert!(one.end() && one.input().is_none() && one.text.is_empty(), "answered, with them or without");
        assert!(one.theirs().eq(["Ja."]) && one.end() && one.theirs().count() == 1, "and still known as theirs");
        assert!(!request().end(), "nothing was said");
    }

    #[test]
    fn an_officer_says_what_was_shown_and_nothing_typed_since() {
        let mut one = request();
        one.stage = RequestStage::Out { due: NOW.day() };
        one.types("Nee.".to_owned());
        let shown = one.version;
        one.types("Ja.".to_owned());
        assert_eq!(one.answer(shown, InputKind::Official), Err(RequestRefusal::Changed));
        assert!(one.input().is_none());
        one.answer(one.version, InputKind::Official).expect("the newest");
        assert!(one.input() == Some((InputKind::Official, "Ja.")));
    }

    #[test]
    fn it_goes_along_with_its_case_and_is_read_anew_unless_it_lies_with_the_police() {
        let mut one = request();
        one.hand_in(1).expect("written");
        one.moves("menen", READER);
        assert!(one.stage == RequestStage::Writing && one.project == "menen" && one.author == READER);
        one.hand_in(2).expect("the other version");
        one.approve(&proof(), AUTHOR, 2, NOW).expect("read by two");
        one.put(&proof(), NOW).expect("its hour");
        one.moves("antwerpen", AUTHOR);
        assert!(one.due().is_some() && one.project == "menen" && one.author == AUTHOR);
        let past = Day(NOW.day().0 + REQUEST_DUE_DAYS + 1);
        assert!(one.is_late(past) && !one.is_late(Day(past.0 - 1)));
        one.remind();
        assert!(!one.is_late(past) && !one.rests, "said once");
    }

    #[test]
    fn what_tells_of_somebody_is_found() {
        let of =
            |me: [&str; 2], when: &str| Telling { me: me.map(str::to_owned).to_vec(), when: vec![when.to_owned()] };
        let (dutch, french) = (of(["ik", "mijn"], "gisteren"), of(["j", "moi"], "lundi"));
        let nl = |text| betrays(text, &dutch);
        assert_eq!(nl("Mag een patrouille iemand twee keer op een dag controleren?"), []);
        assert_eq!(nl("Mochten ze mijn gsm houden?"), [Betrays::Me]);
        assert_eq!(nl("Iemand van 16, gisteren"), [Betrays::Number, Betrays::When]);
        assert_eq!(nl("Kan je weigeren?"), [], "je is you");
        assert!(is_complaint("Hoe dien je klacht in?") && is_complaint("Une plainte ?") && !is_complaint("Mag dat?"));
        let fr = |text| betrays(text, &french);
        assert_eq!(fr("J'ai le droit ?"), [Betrays::Me]);
        assert_eq!(fr("Une patrouille peut-elle fouiller un sac lundi ?"), [Betrays::When]);
    }

    #[test]
    fn an_answer_in_an_officers_own_words_is_known() {
        let theirs = "Een inspecteur mag uw toestel enkel inkijken met uw uitdrukkelijke toestemming.";
        let is_copied = |theirs, text| is_copied(["Iets anders helemaal, en veel langer.", theirs].into_iter(), text);
        assert!(is_copied(
            theirs,
            "Hoi! De politie zegt: een inspecteur mag uw toestel enkel inkijken met uw toestemming."
        ));
        assert!(is_copied(theirs, theirs));
        assert!(!is_copied(theirs, "De politie kijkt alleen in je gsm als jij ja zegt."));
        assert!(!is_copied("Ja, dat mag.", "Ja, dat mag."), "three words are anybody's");
        assert!(is_copied("Nee, dat mag nooit.", "nee: dat mag nooit"));
    }
}
