//! Every lifetime that is promised, by the clock alone: there until its moment, gone after it, with the numbers of the
//! house and with those of an operator who keeps less. And the screens that speak of them.
//!
//! Never true of these tests: a lifetime of the struct is left out (it is taken apart without a rest), or something
//! counts as gone that was never there.

#[path = "support/mod.rs"]
mod support;

use rechtdoor::dialogue::desk::enrol;
use rechtdoor::dialogue::{House, Settings};
use rechtdoor::domain::Moment;
use rechtdoor::domain::case::Stage;
use rechtdoor::domain::moment::{DAY_MS, HOUR_MS, MINUTE_MS};
use rechtdoor::domain::retention::Retention;
use rechtdoor::domain::roles::Role;
use rechtdoor::store::tables::{Audit, Bans, Cases, Drafts, Entries, ParkedTexts, Persons, Routes, Table, Tokens};
use std::sync::Arc;
use support::bot::{Bot, house_with};
use support::entropy::Seeded;
use support::far_side::Sight;

/// A Monday at ten in the morning, Belgian time.
const START: Moment = Moment(1_796_634_000_000);
const LINA: i64 = 5_300_000_001;
const YANIS: i64 = 5_300_000_002;
const SAM: i64 = 6_300_000_001;

/// What an operator may choose who wants to hold less than the house does.
const SHORTER: Retention = Retention {
    draft_minutes: 12,
    person_days: 9,
    unanswered_days: 6,
    silent_days: 2,
    waiting_days: 4,
    link_days: 3,
    text_days: 11,
    farewell_hours: 48,
    token_hours: 20,
    ban_days: 14,
    ban_days_max: 60,
    audit_days: 40,
};

/// A bot with one moderator and one young person, and what they do.
struct Talk {
    bot: Bot,
}

impl Talk {
    fn new(house: &Arc<House>) -> Self {
        Self::with(house, Role::Moderator)
    }

    /// Sam in another role.
    fn with(house: &Arc<House>, role: Role) -> Self {
        let mut bot = Bot::in_house(5, START, Arc::clone(house));
        let expires = bot.now.plus_hours(48);
        let master = bot.master();
        let link = enrol::mint(master.tokens(), &mut Seeded::new(3), role, "genk", true, expires);
        bot.text(SAM, SAM, &format!("/start i_{link}"), None);
        Self { bot }
    }

    fn says(&mut self, chat: i64, text: &str) {
        self.bot.text(chat, chat, text, None);
    }

    /// Presses the newest button whose label contains `label`; gives the data it carried.
    fn presses(&mut self, chat: i64, label: &str) -> String {
        let (message, data) = self.button(chat, label).unwrap_or_else(|| panic!("no button {label}"));
        self.bot.press(chat, chat, &data, Some(message));
        data
    }

    fn button(&self, chat: i64, label: &str) -> Option<(i64, String)> {
        let messages = self.bot.far.chats.get(&chat)?.messages.values().rev();
        messages
            .flat_map(|seen| seen.rows.iter().flatten().map(|button| (seen.id, button)))
            .find_map(|(id, (shown, data))| shown.contains(label).then(|| (id, data.clone())))
    }

    fn sees(&self, chat: i64, snippet: &str) -> bool {
        self.bot.far.chats.get(&chat).is_some_and(|chat| chat.find(snippet).is_some())
    }

    /// A question of Lina, on its way to the desk.
    fn asked(house: &Arc<House>) -> Self {
        let mut talk = Self::new(house);
        talk.asks(LINA);
        talk
    }

    fn asks(&mut self, chat: i64) {
        self.says(chat, "Mag de politie in mijn rugzak kijken?");
        self.presses(chat, "Nederlands");
        self.presses(chat, "✅ Verstuur");
    }

    fn answered(house: &Arc<House>) -> Self {
        let mut talk = Self::asked(house);
        talk.says(SAM, "/volgende");
        talk.presses(SAM, "✍️ Antwoord");
        talk.says(SAM, "Enkel als er een reden voor is.");
        talk.presses(SAM, "✅ Verstuur");
        talk
    }

    fn closed(house: &Arc<House>) -> Self {
        let mut talk = Self::answered(house);
        talk.presses(LINA, "👍 Dit helpt");
        talk
    }

    fn count<T: Table>(&mut self) -> u64 {
        self.bot.core().store().live_records(T::LETTER)
    }

    fn stages(&mut self) -> Vec<Stage> {
        self.bot.core().store().index.cases.values().map(|case| case.stage()).collect()
    }

    fn is_closed(&mut self) -> bool {
        matches!(self.stages().as_slice(), [Stage::Closed { .. }])
    }

    /// To just before the day that begins so many days after today, and over its beginning.
    fn around_day(&mut self, days: i64, mut look: impl FnMut(&mut Self, When)) {
        let edge = self.bot.now.day().start().plus_days(days);
        self.bot.pass(edge.since_ms(self.bot.now) - 2 * MINUTE_MS);
        look(self, When::Before);
        self.bot.pass(4 * MINUTE_MS);
        look(self, When::After);
    }
}

fn house_that_keeps(retention: Retention) -> Arc<House> {
    house_with(Settings { retention, ..Settings::default() })
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum When {
    Before,
    After,
}

#[test]
fn everything_lives_as_long_as_promised_and_no_longer() {
    for retention in [Retention::default(), SHORTER] {
        let Retention {
            draft_minutes,
            person_days,
            unanswered_days,
            silent_days,
            waiting_days,
            link_days,
            text_days,
            farewell_hours,
            token_hours,
            ban_days,
            ban_days_max,
            audit_days,
        } = retention;
        let house = house_that_keeps(retention);
        a_draft(&house, draft_minutes);
        a_parked_text(&house, draft_minutes);
        a_person_without_a_case(&house, person_days);
        a_question_that_nobody_answers(&house, unanswered_days);
        an_answer_without_a_reaction(&house, silent_days);
        a_question_that_waits_for_its_asker(&house, waiting_days);
        the_link(&house, link_days);
        the_text(&house, text_days);
        an_address_for_the_last_words(&house, farewell_hours);
        buttons_of_the_desk(&house, token_hours);
        the_log(&house, audit_days);
        a_ban(&house, Role::Moderator, ban_days);
        a_ban(&house, Role::Coordinator, ban_days_max);
    }
}

fn a_draft(house: &Arc<House>, minutes: i64) {
    let mut talk = Talk::new(house);
    talk.says(LINA, "Mag de politie in mijn rugzak kijken?");
    talk.bot.pass((minutes - 1) * MINUTE_MS);
    assert_eq!(talk.count::<Drafts>(), 1);
    talk.bot.pass(2 * MINUTE_MS);
    assert_eq!(talk.count::<Drafts>(), 0);
}

fn a_parked_text(house: &Arc<House>, minutes: i64) {
    let mut talk = Talk::asked(house);
    talk.says(SAM, "/volgende");
    talk.says(SAM, "Enkel als er een reden voor is.");
    assert!(talk.sees(SAM, &format!("bewaar hem {minutes} minuten")));
    talk.bot.pass((minutes - 1) * MINUTE_MS);
    assert_eq!(talk.count::<ParkedTexts>(), 1);
    talk.bot.pass(2 * MINUTE_MS);
    assert_eq!(talk.count::<ParkedTexts>(), 0);
}

/// Only the week of the last contact is known, so the days count from the end of that week.
fn a_person_without_a_case(house: &Arc<House>, days: i64) {
    const WEEK_MS: i64 = 7 * DAY_MS;
    let mut talk = Talk::new(house);
    talk.says(LINA, "/privacy");
    talk.presses(LINA, "🙈");
    let week_ends = Moment((talk.bot.now.0.div_euclid(WEEK_MS) + 1) * WEEK_MS);
    talk.bot.pass(week_ends.plus_days(days).since_ms(talk.bot.now) - HOUR_MS);
    assert!(talk.count::<Persons>() > 0);
    // The night is at two.
    talk.bot.pass(3 * HOUR_MS + 2 * MINUTE_MS);
    assert_eq!(talk.count::<Persons>(), 0);
}

fn a_question_that_nobody_answers(house: &Arc<House>, days: i64) {
    let mut talk = Talk::asked(house);
    talk.around_day(days, |talk, when| assert_eq!(talk.is_closed(), when == When::After));
}

fn an_answer_without_a_reaction(house: &Arc<House>, days: i64) {
    let mut talk = Talk::answered(house);
    talk.around_day(days, |talk, when| assert_eq!(talk.is_closed(), when == When::After));
}

fn a_question_that_waits_for_its_asker(house: &Arc<House>, days: i64) {
    let mut talk = Talk::asked(house);
    talk.says(SAM, "/volgende");
    talk.presses(SAM, "↩️ Meer info vragen");
    talk.says(SAM, "Was er iemand bij?");
    talk.presses(SAM, "✅ Verstuur");
    talk.around_day(days, |talk, when| assert_eq!(talk.is_closed(), when == When::After));
}

/// The asker's chat is known by the case's route and by the person's page: neither outlives the link of the last case.
fn the_link(house: &Arc<House>, days: i64) {
    let mut talk = Talk::closed(house);
    assert_eq!(talk.count::<Routes>(), 2, "Sam's and that of Lina's case");
    talk.around_day(days, |talk, when| match when {
        When::Before => assert!(talk.count::<Routes>() == 2 && talk.count::<Persons>() > 0),
        When::After => {
            assert_eq!(talk.count::<Routes>(), 1, "Sam's alone");
            assert_eq!(talk.count::<Persons>(), 0);
            assert_eq!(talk.count::<Cases>(), 1, "the text may still be read");
        }
    });
}

/// SHR-4 and SHR-5: up to the last minute the asker can go on with it; after that neither reaches the other.
#[test]
fn a_reply_works_until_the_link_is_cut_and_then_nobody_reaches_the_other() {
    let mut talk = Talk::asked(&house_that_keeps(Retention::default()));
    talk.says(SAM, "/volgende");
    let desk_button = talk.button(SAM, "✍️ Antwoord").expect("a card");
    talk.presses(SAM, "✍️ Antwoord");
    talk.says(SAM, "Enkel als er een reden voor is.");
    talk.presses(SAM, "✅ Verstuur");
    talk.presses(LINA, "👍 Dit helpt");
    talk.around_day(Retention::default().link_days, |talk, when| {
        let shown = talk.bot.far.sights.len();
        talk.presses(LINA, "💬 Aanvullen");
        let invited = talk.bot.far.sights[shown..].iter().any(|(_, sight)| tells(sight, "Wat wil je toevoegen"));
        let refused = talk.bot.far.sights[shown..].iter().any(|(_, sight)| tells(sight, "Deze knop werkt niet meer"));
        assert_eq!((invited, refused), (when == When::Before, when == When::After), "{when:?}");
    });
    assert_eq!(talk.count::<Entries>(), 2, "the text is still there");
    let shown = talk.bot.far.sights.len();
    talk.bot.press(SAM, SAM, &desk_button.1, Some(desk_button.0));
    talk.says(SAM, "Nog iets.");
    talk.bot.pass(HOUR_MS);
    let told: Vec<i64> = talk.bot.far.sights[shown..].iter().map(|(chat, _)| *chat).collect();
    assert!(!told.is_empty() && told.iter().all(|chat| *chat == SAM), "Sam is answered, and Lina hears nothing");
}

fn tells(sight: &Sight, words: &str) -> bool {
    match sight {
        Sight::New(_, screen) | Sight::Edited(_, screen) => screen.text.contains(words),
        Sight::File(file) => file.caption.contains(words),
        Sight::Toast { text, .. } => text.contains(words),
        Sight::Deleted(_) | Sight::Left => false,
    }
}

fn the_text(house: &Arc<House>, days: i64) {
    let mut talk = Talk::closed(house);
    talk.around_day(days, |talk, when| {
        let there = u64::from(when == When::Before);
        assert_eq!((talk.count::<Cases>(), talk.count::<Entries>()), (there, 2 * there));
    });
}

/// The goodbye cannot be said while Telegram is away: its address is given up in time all the same.
fn an_address_for_the_last_words(house: &Arc<House>, hours: i64) {
    let mut talk = Talk::closed(house);
    talk.says(LINA, "/wis");
    talk.bot.far.offline = true;
    talk.presses(LINA, "🗑️ Ja, wis alles");
    talk.bot.pass(HOUR_MS);
    assert_eq!(talk.count::<Routes>(), 2, "Sam's, and one for the last words");
    talk.bot.pass((hours - 1) * HOUR_MS);
    assert_eq!(talk.count::<Routes>(), 1);
}

fn buttons_of_the_desk(house: &Arc<House>, hours: i64) {
    let pressed_after = |wait_ms: i64| {
        let mut talk = Talk::asked(house);
        talk.says(SAM, "/desk");
        assert!(talk.count::<Tokens>() > 0);
        talk.bot.pass(wait_ms);
        talk.presses(SAM, "🙋 Neem");
        talk.stages()
    };
    let taken = pressed_after(hours * HOUR_MS - MINUTE_MS);
    assert!(matches!(taken.as_slice(), [Stage::Claimed { .. }]), "{taken:?}");
    let too_late = pressed_after(hours * HOUR_MS + MINUTE_MS);
    assert_eq!(too_late, [Stage::Waiting]);
}

/// That Sam joined is the one entry; it goes in the night, at two.
fn the_log(house: &Arc<House>, days: i64) {
    let mut talk = Talk::new(house);
    talk.bot.pass(days * DAY_MS - 12 * HOUR_MS);
    assert_eq!(talk.count::<Audit>(), 1);
    talk.bot.pass(6 * HOUR_MS);
    assert_eq!(talk.count::<Audit>(), 0);
}

/// The longest that somebody in this role may give. Asking is closed until the day, and the record goes in its night.
fn a_ban(house: &Arc<House>, role: Role, days: i64) {
    let mut talk = Talk::with(house, role);
    talk.asks(LINA);
    talk.says(SAM, "/volgende");
    for label in ["⋯ Meer", "🗑️ Weiger", "⛔ Blokkeer", "📢 Spam"] {
        talk.presses(SAM, label);
    }
    talk.presses(SAM, &format!("📅 {days} dagen"));
    talk.presses(SAM, "⛔ Ja, blokkeer");
    talk.around_day(days, |talk, when| {
        talk.says(LINA, "Mag ik iets vragen?");
        assert_eq!(talk.count::<Drafts>(), u64::from(when == When::After), "{days} days");
    });
    talk.bot.pass(3 * HOUR_MS);
    assert_eq!(talk.count::<Bans>(), 0);
}

/// What is said about lifetimes is the setting's number, in both languages.
#[test]
fn the_screens_tell_the_numbers_that_are_kept() {
    for retention in [Retention::default(), SHORTER] {
        let Retention { link_days, text_days, farewell_hours, .. } = retention;
        let house = &house_that_keeps(retention);
        let mut dutch = Talk::closed(house);
        dutch.says(LINA, "/privacy");
        assert!(
            dutch.sees(LINA, &format!("{link_days} dagen nadat je vraag klaar is, kunnen we je niet meer bereiken"))
        );
        assert!(dutch.sees(LINA, &format!("Na {text_days} dagen is de tekst weg")));
        dutch.says(LINA, "/wis");
        dutch.presses(LINA, "🗑️ Ja, wis alles");
        assert!(dutch.sees(LINA, &format!("hoogstens {farewell_hours} uur")));

        let mut french = Talk::asked(house);
        french.says(LINA, "/langue");
        french.says(LINA, "/vieprivee");
        assert!(french.sees(LINA, &format!("{link_days} jours")) && french.sees(LINA, &format!("{text_days} jours")));
        french.says(LINA, "/effacer");
        french.presses(LINA, "🗑️ Oui, efface tout");
        assert!(french.sees(LINA, &format!("{farewell_hours} heures")));
    }
}

/// What somebody can ask for is all that is held about them, and nothing of anybody else.
#[test]
fn the_download_holds_all_of_ones_own_and_nothing_of_others() {
    let house = &house_that_keeps(Retention::default());
    let mut talk = Talk::new(house);
    let own = |name: &str| {
        [format!("Mag de politie bij {name} thuis zomaar binnen?"), format!("En mag {name} dat dan filmen van buiten?")]
    };
    for (chat, name) in [(LINA, "tante Jo"), (YANIS, "oom Bert")] {
        for question in own(name) {
            talk.says(chat, "/vraag");
            talk.says(chat, &question);
            if talk.button(chat, "Nederlands").is_some() {
                talk.presses(chat, "Nederlands");
            }
            talk.presses(chat, "✅ Verstuur");
        }
    }
    talk.says(SAM, "/volgende");
    talk.presses(SAM, "✍️ Antwoord");
    talk.says(SAM, "Thuis mag dat niet zonder bevel.");
    talk.presses(SAM, "✅ Verstuur");
    talk.says(LINA, "Dit stuur ik nog niet weg.");

    talk.bot.far.sights.clear();
    talk.says(LINA, "/privacy");
    talk.presses(LINA, "📄 Mijn gegevens");
    let shown: String = talk
        .bot
        .far
        .sights
        .iter()
        .filter_map(|(chat, sight)| match sight {
            Sight::New(_, screen) | Sight::Edited(_, screen) if *chat == LINA => Some(screen.text.as_str()),
            _ => None,
        })
        .collect();
    for text in own("tante Jo").iter().map(String::as_str).chain(["zonder bevel", "Dit stuur ik nog niet weg"]) {
        assert!(shown.contains(text), "{text} is held and was not shown");
    }
    assert!(!shown.contains("oom Bert"), "something of somebody else was shown");
    let told = [
        "Discreet: nee",
        "Vragen: 2",
        "in welke week je hier het laatst was",
        "welke berichten we later kunnen wissen",
    ];
    assert!(told.iter().all(|fact| shown.contains(fact)), "{shown}");
}
