//! A case goes to another project: offered with a line about it, taken, refused, taken back, or forgotten there.
//!
//! What is promised: a case is always with one team; another one has it only after its yes, and reads of the question nothing
//! before; the date stays; whoever offered it hears what became of that, and whoever asked hears who answers now.

use super::colleagues::follows;
use super::desk::{MORE, SEND};
use super::model::{HOUR_MS, Model, Rule};
use super::network::name;
use super::people::{asks, newest, next_number, pick, press, press_new, says};
use super::police::presses_on_card;
use super::remembered::Question;
use super::screens::{Says, code_after, code_in, words_like};
use super::world::{DESK, OTHERS, PROJECT, World, YOUTH, all_desks, project_of};
use rechtdoor::domain::Moment;
use std::collections::{BTreeMap, BTreeSet};

/// How every word of a line about an offered case begins.
const LINE: &str = "regel-";

const HAND: [&str; 2] = ["➡️ Overdragen", "➡️ Transmettre"];
const WITH_COLLEAGUES: [&str; 2] = ["🤝 Met", "🤝 Avec"];
const BECAUSE: [&str; 1] = ["🧠"];
const ACCEPT: [&str; 2] = ["✅ Neem aan", "✅ Accepter"];
const REFUSE: [&str; 2] = ["✖️ Nee", "✖️ Non"];
const WHY_NOT: [&str; 2] = ["🚫", "⏳ G"];
const TAKE: [&str; 2] = ["🙋 Neem", "🙋 Prendre"];
const TAKE_BACK: [&str; 2] = ["🙋 Neem terug", "🙋 Reprendre"];

/// A case that was offered, as it stands between two commits.
#[derive(Clone, PartialEq, Eq)]
struct Offer {
    to: &'static str,
    by: i64,
}

/// Whose a case is, and whether that project has nobody who answers for it.
struct Lies {
    project: Option<String>,
    is_alone: bool,
}

/// A yes to an offer, as its screen was when it was pressed.
struct Yes {
    chat: i64,
    promised: Option<String>,
}

/// See the file's header.
#[derive(Default)]
pub struct Handing {
    /// Which cases are offered, and to whom: at the last look, and now.
    looked: BTreeMap<String, Offer>,
    now: BTreeMap<String, Offer>,
    yes: BTreeMap<String, Yes>,
    lies: BTreeMap<String, Lies>,
    /// What changed its project in no way that there is.
    astray: Vec<String>,
    /// Of which cases another team said yes, or a coordinator elsewhere took them, and which team that is.
    taken: BTreeMap<String, &'static str>,
    /// Whose asker has not heard of that, and whose card is not yet there.
    untold: BTreeMap<String, Moment>,
    promises: BTreeMap<String, (Moment, String)>,
    /// Offers that ended, and at which desk that is to be heard.
    unheard: BTreeMap<String, i64>,
    /// The lines that were typed, and about which case.
    lines: BTreeMap<String, String>,
    /// They asked for no more messages: of a word that nobody waits for they hear nothing.
    quiet: BTreeSet<i64>,
}

impl Handing {
    /// What is offered after a commit. By whoever had it until then.
    pub fn stands(&mut self, offers: BTreeMap<String, &'static str>, before: &BTreeMap<String, i64>) {
        let as_offer = |(code, to): (String, &'static str)| {
            let known = self.now.get(&code).map(|offer| offer.by);
            let by = known.or_else(|| before.get(&code).copied()).unwrap_or_default();
            (code, Offer { to, by })
        };
        self.now = offers.into_iter().map(as_offer).collect();
    }

    /// Whose a case is after a commit: another project's only by a yes, or because it was taken out of one that nobody answers for.
    pub fn lies(&mut self, code: &str, project: Option<&str>, is_alone: bool, coordinator: Option<i64>) {
        let now = Lies { project: project.map(str::to_owned), is_alone };
        let Some(before) = self.lies.insert(code.to_owned(), now) else { return };
        let was_offered = self.looked.get(code).is_some_and(|offer| Some(offer.to) == project);
        if before.project.as_deref() == project || was_offered {
            return;
        }
        match coordinator.filter(|_| before.is_alone) {
            Some(chat) => drop(self.taken.insert(code.to_owned(), project_of(chat))),
            None => self.astray.push(code.to_owned()),
        }
    }

    /// Is it another team's by now? Of a screen that names none, any may be.
    pub fn went_away(&self, code: Option<&str>, chat: i64) -> bool {
        let mut taken = self.taken.iter().filter(|(it, _)| code.is_none_or(|code| code == *it));
        taken.any(|(_, team)| *team != project_of(chat))
    }

    pub fn lines_of(&self, codes: &BTreeSet<String>) -> Vec<String> {
        let lines = self.lines.iter().filter(|(_, code)| codes.contains(*code));
        lines.map(|(word, _)| word.clone()).collect()
    }

    pub fn all_lines(&self) -> impl Iterator<Item = &String> {
        self.lines.keys()
    }

    pub fn leaves(&mut self, chat: i64) {
        self.quiet.insert(chat);
    }
}

/// The date on a desk's screen, in Dutch.
fn promised_on(text: &str) -> Option<String> {
    let rest = text.split_once("eloofd: ")?.1;
    rest.lines().next().map(str::to_owned)
}

impl Model {
    /// What was offered and is not any more: taken with a yes, or back with its own team.
    pub fn offers_go_on(&mut self) -> Rule {
        if let Some(code) = self.handing.astray.first() {
            return Err(format!("{code} is another project's, and nobody said yes or had to step in"));
        }
        let offers = self.handing.now.clone();
        for (code, offer) in std::mem::replace(&mut self.handing.looked, offers) {
            if self.handing.now.get(&code) == Some(&offer) {
                continue;
            }
            let holder = self.holds.get(&code).copied();
            if holder.is_some_and(|holder| project_of(holder) == offer.to) {
                let holder = holder.unwrap_or_default();
                let yes = self.handing.yes.remove(&code).filter(|yes| yes.chat == holder);
                if yes.is_none() && holder == offer.by {
                    // Out of the shared pool for one's own project, and taken back: until somebody says yes it is whose it was.
                    continue;
                }
                let Some(yes) = yes else {
                    return Err(format!("{code} went to {} before anybody there said yes", name(holder)));
                };
                self.totals.handing.taken += 1;
                self.handing.taken.insert(code.clone(), offer.to);
                self.handing.unheard.insert(code.clone(), offer.by);
                self.handing.untold.insert(code.clone(), self.now);
                let promise = yes.promised.filter(|_| self.delayed_since.is_none());
                self.handing.promises.extend(promise.map(|promised| (code, (self.now, promised))));
            } else if holder != Some(offer.by) && !self.handing.now.contains_key(&code) {
                // Refused, or nobody said anything; or somebody else took it back; or it is over.
                self.handing.unheard.insert(code, offer.by);
            }
        }
        self.handing.taken.iter().try_for_each(|(code, team)| match self.holds.get(code) {
            Some(holder) if project_of(*holder) != *team && !self.police.is_read_outside(code) => {
                Err(format!("{code} is with another team, and {} has it", name(*holder)))
            }
            Some(_) | None => Ok(()),
        })
    }

    pub fn handing_presses(&mut self, chat: i64, label: &str, text: &str) {
        if ACCEPT.contains(&label)
            && let Some(code) = code_after(text, "➡️ ")
        {
            self.handing.yes.insert(code, Yes { chat, promised: promised_on(text) });
        }
    }

    pub fn handing_at_desk(&mut self, chat: i64, text: &str) -> Rule {
        let code = code_in(text);
        for word in words_like(text, LINE) {
            let of = self.handing.lines.get(&word);
            let had_it = of.and_then(|of| self.holders.get(of)).is_some_and(|chats| chats.contains(&chat));
            let is_asked = text.starts_with("➡️ ") && of == code.as_ref();
            if !is_asked && !had_it {
                return Err(format!("{word} was a line for another team, and {} reads it", name(chat)));
            }
        }
        let Some(code) = code else { return Ok(()) };
        let ends = ["✅ ", "✖️ ", "⏱ ", "🙋 "].iter().any(|sign| text.starts_with(sign));
        if ends && self.handing.unheard.get(&code) == Some(&chat) {
            self.handing.unheard.remove(&code);
            self.totals.handing.refused += u64::from(text.starts_with("✖️ "));
            self.totals.handing.lapsed += u64::from(text.starts_with("⏱ "));
        }
        if text.starts_with("📨 ")
            && self.handing.taken.get(&code) == Some(&project_of(chat))
            && let Some(now) = promised_on(text)
            && let Some((at, before)) = self.handing.promises.remove(&code)
            && at.plus_ms(HOUR_MS) > self.now
            && before != now
        {
            return Err(format!("{code} was promised for {before}, and is for {now} since it went to another team"));
        }
        Ok(())
    }

    /// Whoever asked reads who answers now. A neutral notice says of nothing what it is about.
    pub fn hears_who_answers(&mut self, chat: i64, kind: Says, text: &str) -> Rule {
        if let Some(word) = words_like(text, LINE).first() {
            return Err(format!("{word} was a line for another team, and {} reads it", name(chat)));
        }
        let is_told = [" is nu bij ", " est maintenant chez "].iter().any(|words| text.contains(words));
        if let Some(code) = code_in(text).filter(|_| is_told && text.starts_with("➡️ ")) {
            if !self.handing.taken.contains_key(&code) {
                return Err(format!("{code} is said to be with another team, and nobody there said yes"));
            }
            self.totals.handing.told += 1;
            self.handing.untold.remove(&code);
        }
        let ends = [Says::Answer, Says::AsksBack, Says::Refused, Says::Unanswered, Says::Banned];
        if let Some(code) = code_in(text).filter(|_| ends.contains(&kind)) {
            // Answered or over before anybody said who would answer: that waits for the morning, and for its turn.
            self.handing.untold.remove(&code);
        }
        if kind == Says::Neutral {
            let own = self.questions.iter().filter(|(_, it)| it.asker == chat).map(|(code, _)| code);
            own.for_each(|code| _ = self.handing.untold.remove(code));
        }
        Ok(())
    }

    /// After days of calm.
    pub fn everybody_heard_of_it(&self) -> Rule {
        let of = |code: &String| self.questions.get(code).filter(|it| !it.released && !it.untimed);
        let is_quiet = |chat: &i64| self.handing.quiet.contains(chat);
        let untold = self.handing.untold.keys();
        if let Some(code) = untold.into_iter().find(|code| of(code).is_some_and(|it| !is_quiet(&it.asker))) {
            return Err(format!("{code} went to another team, and whoever asked never heard it"));
        }
        let here = |chat: &i64| !self.leaving.contains(chat) && !self.left_up_to.contains_key(chat);
        let mut unheard = self.handing.unheard.iter();
        let is_open = |code: &String| {
            let discreet = |it: &Question| self.talks.get(&it.asker).is_some_and(|talk| talk.discreet_since.is_some());
            !self.banned_codes.contains(code) && of(code).is_some_and(|it| it.closed_by.is_none() && !discreet(it))
        };
        match unheard.find(|(code, chat)| here(chat) && is_open(code)) {
            Some((code, chat)) => Err(format!("{} offered {code} and never heard what became of it", name(*chat))),
            None => Ok(()),
        }
    }
}

// --- what people do ----------------------------------------------------------------------------------------------

/// Somebody offers what they have, and the other team says yes, no or nothing; or it is taken back.
pub fn a_case_is_offered(world: &mut World) -> Rule {
    let mut held = world.model.holds.iter().filter(|(_, chat)| !world.model.leaving.contains(chat));
    let Some((code, chat)) = held.next().map(|(code, chat)| (code.clone(), *chat)) else { return Ok(()) };
    if world.dice.below(2) == 0 {
        // They read it once more first, in another message.
        says(world, chat, "/dossiers".to_owned());
        follows(world, chat, &[&[&format!("✍️ {code}")]])?;
    }
    if !is_offered(world, chat, &code)? {
        return Ok(());
    }
    world.model.totals.handing.offered += 1;
    if world.rests()? {
        world.no_desk_keeps_what_ended()?;
    }
    let taker = pick(world, if project_of(chat) == PROJECT { &OTHERS } else { &DESK });
    if world.dice.below(2) == 0 {
        let all: Vec<i64> = all_desks().collect();
        let somebody = if world.dice.below(2) == 0 { taker } else { pick(world, &all) };
        an_older_call_is_followed(world, somebody)?;
    }
    if world.dice.below(6) == 0 {
        return follows(world, chat, &[&TAKE_BACK]).map(drop);
    }
    if !opens_the_offer(world, taker)? {
        return Ok(());
    }
    match world.dice.below(5) {
        0..=2 => follows(world, taker, &[&ACCEPT]).map(drop),
        3 => follows(world, taker, &[&REFUSE, &WHY_NOT]).map(drop),
        // Nobody says anything; and now and then that is too late.
        _ if world.dice.below(2) == 0 => {
            world.pass(25 * HOUR_MS)?;
            follows(world, taker, &[&ACCEPT]).map(drop)
        }
        _ => Ok(()),
    }
}

impl World {
    /// In calm.
    pub fn a_case_changes_hands(&mut self) -> Rule {
        if self.model.holds.is_empty() {
            somebody_takes_one(self)?;
        }
        a_case_is_offered(self)
    }
}

fn somebody_takes_one(world: &mut World) -> Rule {
    let asker = pick(world, &YOUTH);
    asks(world, asker);
    for labels in [&["🌐 Nederlands", "🆕 N"][..], &SEND] {
        if world.waits_for(asker, labels)? {
            press_new(world, asker, labels);
            world.in_a_moment()?;
        }
    }
    let chat = pick(world, &DESK);
    says(world, chat, "/volgende".to_owned());
    world.in_a_moment()
}

fn is_offered(world: &mut World, chat: i64, code: &str) -> Result<bool, String> {
    if !presses_on_card(world, chat, code, &MORE)? || !follows(world, chat, &[&WITH_COLLEAGUES, &HAND])? {
        return Ok(false);
    }
    let project = if project_of(chat) == PROJECT { ["→ Lejo"] } else { ["→ Gigos"] };
    for _ in 0..2 {
        if newest(world, chat, &project).is_none() {
            press_new(world, chat, &["▶️"]);
            world.in_a_moment()?;
        }
    }
    if !follows(world, chat, &[&project, &BECAUSE])? || !is_asked_for_a_line(world, chat, code) {
        return Ok(false);
    }
    let word = format!("{LINE}{}", next_number(world));
    world.model.handing.lines.insert(word.clone(), code.to_owned());
    says(world, chat, format!("Jullie weten hier meer van. {word}"));
    world.in_a_moment()?;
    Ok(true)
}

fn is_asked_for_a_line(world: &World, chat: i64, code: &str) -> bool {
    let messages = world.far.chats.get(&chat).into_iter().flat_map(|known| known.messages.values().rev());
    let newest = messages.into_iter().find(|message| message.from_bot);
    let is_asked = |text: &str| ["➡️ Schrijf ", "➡️ Écris "].iter().any(|begin| text.starts_with(begin));
    newest.is_some_and(|it| is_asked(&it.text) && it.text.contains(code))
}

/// The button of an earlier call, for this case or another one.
fn an_older_call_is_followed(world: &mut World, chat: i64) -> Rule {
    let all = world.far.chats.entry(chat).or_default();
    let messages = all.messages.values().chain(all.gone.values()).filter(|message| message.from_bot);
    let buttons = messages.flat_map(|message| message.once.iter().map(|button| (message.id, button.clone())));
    let calls = buttons.filter(|(_, (label, _))| TAKE.contains(&label.as_str()));
    if let Some(button) = calls.max_by_key(|(message, _)| *message) {
        press(world, chat, button);
    }
    world.in_a_moment()
}

/// By the button under the call.
fn opens_the_offer(world: &mut World, chat: i64) -> Result<bool, String> {
    for _ in 0..8 {
        let messages = world.far.chats.entry(chat).or_default().messages.values().rev();
        let call = messages.into_iter().find_map(|message| {
            let button = message.rows.iter().flatten().find(|(label, _)| label.starts_with("👁"))?;
            message.text.starts_with("➡️ ").then_some((message.id, button.clone()))
        });
        if let Some(button) = call {
            press(world, chat, button);
            world.in_a_moment()?;
            return Ok(true);
        }
        world.network()?;
    }
    Ok(false)
}
