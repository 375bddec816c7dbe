//! What the desk does with questions, step by step, and the entry that each step leaves.

use super::*;

pub fn a_case_is_worked_on(bot: &mut Bot, known: &mut usize) -> Doer {
    let before = log(bot).len();
    bot.asks(LINA, "Mag de politie in mijn gsm kijken?");
    assert_eq!(log(bot).len(), before, "what a young person does is not in the log");
    let case = *bot.core().store().index.cases.keys().next().expect("a case");
    bot.says(SAM, "/volgende");
    let claimed = did(bot, known, Act::Claimed);
    let name = bot.core().store_mut().case_name(&case).expect("readable");
    assert!(name.is_some() && claimed.case == name, "a case that lives is found by its name");
    bot.taps(SAM, "⋯ Meer");
    bot.taps(SAM, "🚨 Dringend");
    did(bot, known, Act::MarkedUrgent);
    bot.taps(SAM, "⋯ Meer");
    bot.taps(SAM, "🚨 Niet dringend");
    did(bot, known, Act::MarkedPlain);
    bot.taps(SAM, "🏷️ Code");
    bot.taps(SAM, "🏷️ A1");
    let sorted = did(bot, known, Act::Sorted);
    assert_eq!((sorted.case, sorted.code), (name, Some(Triage::A1)), "the code and no word of the question");
    bot.taps(SAM, "✍️ Antwoord");
    bot.says(SAM, "Nee, niet zomaar.");
    did(bot, known, Act::Drafted);
    bot.taps(SAM, "◀️ Terug");
    did(bot, known, Act::Read);
    bot.taps(SAM, "🔓 Laat los");
    did(bot, known, Act::Released);
    bot.pass(60_000);
    bot.says(SAM, "/volgende");
    did(bot, known, Act::Claimed);
    bot.pass(30 * 60_000);
    assert_eq!(did(bot, known, Act::LeaseLapsed).by, Doer::Nobody);
    bot.says(SAM, "/volgende");
    did(bot, known, Act::Claimed);
    bot.taps(SAM, "↩️ Meer info vragen");
    bot.says(SAM, "Was je op straat?");
    did(bot, known, Act::Drafted);
    bot.taps(SAM, "✅ Verstuur");
    did(bot, known, Act::AskedBack);
    bot.taps(LINA, "💬 Aanvullen");
    bot.says(LINA, "Ja, op straat");
    bot.taps(LINA, "✅ Verstuur");
    bot.says(SAM, "/volgende");
    did(bot, known, Act::Claimed);
    bot.taps(SAM, "✍️ Antwoord");
    bot.says(SAM, "Dan mag het niet.");
    did(bot, known, Act::Drafted);
    bot.taps(SAM, "✅ Verstuur");
    did(bot, known, Act::Sent);
    an_answer_is_read_by_two(bot, known);
    an_answer_about_the_police_is_read_within(bot, known);
    colleagues_work_on_one(bot, known);
    a_case_is_taken_out_of_turn(bot, known);
    bot.asks(YANIS, "Wie wint de match?");
    bot.pass(24 * 60 * 60_000);
    bot.taps(CORA, "💛 Hoe gaat het?");
    did(bot, known, Act::CheckInBegun);
    bot.pass(33 * 60 * 60_000);
    let broken = did(bot, known, Act::PromiseBroken);
    assert!(broken.by == Doer::Nobody && broken.case.is_some());
    bot.says(SAM, "/volgende");
    did(bot, known, Act::Claimed);
    for label in ["⋯ Meer", "🗑️ Weiger", "🚫", "🗑️ Ja"] {
        bot.taps(SAM, label);
    }
    did(bot, known, Act::Refused);
    let code = bot.asks(YANIS, "Blablabla");
    bot.says(SAM, "/volgende");
    for label in ["⋯ Meer", "🗑️ Weiger", "⛔ Blokkeer", "📢 Spam", "📅 7 dagen", "⛔ Ja"] {
        bot.taps(SAM, label);
    }
    did(bot, known, Act::Blocked);
    bot.says(CORA, &format!("/deblokkeer {code}"));
    did(bot, known, Act::Unblocked);
    bot.content = Some(Source::embedded());
    bot.says(CORA, "/herlaad");
    assert!(matches!(did(bot, known, Act::ContentReloaded).by, Doer::Member(_)));
    bot.says(CORA, "/uitnodigen");
    bot.taps(CORA, "🌱");
    did(bot, known, Act::Invited);
    bot.says(CORA, "/log");
    did(bot, known, Act::LogRead);
    claimed.by
}

/// Cora reads what Sam wrote, and nobody reads it when it is urgent.
fn an_answer_is_read_by_two(bot: &mut Bot, known: &mut usize) {
    bot.asks(MO + 1, "Ik ben opgepakt, hoelang mogen ze mij vasthouden?");
    bot.says(SAM, "/volgende");
    did(bot, known, Act::Claimed);
    bot.taps(SAM, "✍️ Antwoord");
    bot.says(SAM, "Hoogstens 48 uur.");
    did(bot, known, Act::Drafted);
    bot.taps(SAM, "👀 Laat nalezen");
    did(bot, known, Act::SecondAsked);
    bot.says(CORA, "/nalezen");
    did(bot, known, Act::Claimed);
    bot.taps(CORA, "👁 Toon voorbeeld");
    bot.taps(CORA, "↩️ Stuur terug");
    bot.says(CORA, "En een advocaat?");
    did(bot, known, Act::SentBack);
    bot.taps(SAM, "👁 Lees");
    did(bot, known, Act::Read);
    bot.taps(SAM, "⋯ Meer");
    bot.taps(SAM, "🚨 Dringend");
    did(bot, known, Act::MarkedUrgent);
    bot.taps(SAM, "👁 Toon voorbeeld");
    sends_alone(bot, known);
    bot.says(CORA, "/nalezen");
    did(bot, known, Act::ReadAfter);
    bot.taps(CORA, "💬 Zeg iets");
    bot.says(CORA, "Zet er het nummer van de advocaat bij.");
    did(bot, known, Act::CommentedAfter);
    bot.taps(SAM, "👁 Lees");
    did(bot, known, Act::ReadAfter);
    bot.taps(SAM, "👌 Gelezen");
    another_is_urgent(bot, known);
    sends_alone(bot, known);
    bot.says(CORA, "/nalezen");
    did(bot, known, Act::ReadAfter);
    bot.taps(CORA, "👍 Goed zo");
    did(bot, known, Act::FoundGood);
}

fn another_is_urgent(bot: &mut Bot, known: &mut usize) {
    bot.asks(MO + 40, "Hoelang mag een controle duren?");
    bot.says(SAM, "/volgende");
    did(bot, known, Act::Claimed);
    bot.taps(SAM, "⋯ Meer");
    bot.taps(SAM, "🚨 Dringend");
    did(bot, known, Act::MarkedUrgent);
    bot.taps(SAM, "✍️ Antwoord");
    bot.says(SAM, "Niet langer dan nodig.");
    did(bot, known, Act::Drafted);
}

/// It is urgent, and nobody comes to read it.
fn sends_alone(bot: &mut Bot, known: &mut usize) {
    bot.taps(SAM, "👀 Laat nalezen");
    did(bot, known, Act::SecondAsked);
    bot.pass(11 * 60_000);
    bot.taps(SAM, "🙋 Neem terug");
    did(bot, known, Act::Claimed);
    bot.taps(SAM, "👁 Toon voorbeeld");
    bot.taps(SAM, "✅ Verstuur");
    did(bot, known, Act::SentUnread);
}

/// Nobody of another organisation is on the team: a colleague reads it, and the log says so.
fn an_answer_about_the_police_is_read_within(bot: &mut Bot, known: &mut usize) {
    bot.asks(MO + 2, "Wie is de baas van de politie?");
    bot.says(SAM, "/volgende");
    did(bot, known, Act::Claimed);
    bot.taps(SAM, "🏷️ Code");
    bot.taps(SAM, "🏷️ X3");
    did(bot, known, Act::Sorted);
    bot.taps(SAM, "⋯ Meer");
    bot.taps(SAM, "🔖 Labels");
    bot.taps(SAM, "⚖️");
    did(bot, known, Act::Labelled);
    bot.taps(SAM, "✅ jurist nodig");
    did(bot, known, Act::Unlabelled);
    bot.taps(SAM, "◀️ Terug");
    bot.taps(SAM, "✍️ Antwoord");
    bot.says(SAM, "De korpschef.");
    did(bot, known, Act::Drafted);
    bot.taps(SAM, "👀 Laat nalezen");
    did(bot, known, Act::SecondAsked);
    bot.says(CORA, "/nalezen");
    did(bot, known, Act::Claimed);
    bot.taps(CORA, "👁 Toon voorbeeld");
    bot.taps(CORA, "✅ Verstuur");
    did(bot, known, Act::SentInside);
}

/// Each step names the case, as those of its holder do; nothing names the card.
pub fn somebody_asks_by_card(bot: &mut Bot, known: &mut usize) {
    bot.says(CORA, "/kaart");
    bot.taps(CORA, "❓");
    bot.says(CORA, "Mag de politie mijn fiets meenemen?");
    assert_eq!(log(bot).len(), *known, "what is typed and not sent is not in the log");
    bot.taps(CORA, "✅ Verstuur");
    let asked = did(bot, known, Act::CardAsked);
    assert!(asked.case.is_some() && asked.about.is_none());
    let code = newest_card(bot);
    // Others wait before it.
    let is_it = (0..5).any(|_| {
        bot.says(CORA, "/volgende");
        did(bot, known, Act::Claimed).case == asked.case
    });
    assert!(is_it, "it waits in the queue of everybody");
    bot.taps(CORA, "✍️ Antwoord");
    bot.says(CORA, "Soms wel.");
    did(bot, known, Act::Drafted);
    bot.taps(CORA, "✅ Verstuur");
    did(bot, known, Act::Sent);
    for (label, act) in [("", Act::CardShown), ("👂", Act::CardRead), ("📜", Act::CardRead)] {
        bot.pass(60_000);
        if label.is_empty() {
            bot.says(CORA, &format!("/kaart {code}"))
        } else {
            bot.taps(CORA, label)
        }
        assert_eq!(did(bot, known, act).case, asked.case);
    }
    bot.says(CORA, &format!("/kaart {code}"));
    did(bot, known, Act::CardShown);
    bot.taps(CORA, "💬 Aanvullen");
    bot.says(CORA, "Ook als hij kapot is?");
    bot.taps(CORA, "✅ Verstuur");
    assert_eq!(did(bot, known, Act::CardAdded).case, asked.case);
    bot.says(CORA, "/volgende");
    did(bot, known, Act::Claimed);
    bot.taps(CORA, "✍️ Antwoord");
    bot.says(CORA, "Ja.");
    did(bot, known, Act::Drafted);
    bot.taps(CORA, "✅ Verstuur");
    did(bot, known, Act::Sent);
    bot.says(CORA, &format!("/kaart {code}"));
    did(bot, known, Act::CardShown);
    bot.taps(CORA, "👂");
    did(bot, known, Act::CardRead);
    bot.taps(CORA, "👍");
    assert_eq!(did(bot, known, Act::CardAnswered).case, asked.case);
    bot.pass(60_000);
    bot.says(CORA, &format!("/kaart {code}"));
    did(bot, known, Act::CardShown);
    bot.taps(CORA, "🗑️ Wis");
    bot.taps(CORA, "🗑️ Ja");
    assert_eq!(did(bot, known, Act::CardWiped).case, asked.case);
}

/// Through a filter Sam takes one that is not the next.
fn a_case_is_taken_out_of_turn(bot: &mut Bot, known: &mut usize) {
    bot.asks(MO + 3, "Wie wint de match?");
    bot.asks(MO + 4, "Mag de politie in mijn rugzak kijken?");
    bot.says(SAM, "/desk");
    bot.taps(SAM, "🔎 Filter");
    for _ in 0..2 {
        bot.taps(SAM, "🏷️");
    }
    bot.taps(SAM, "📋 Desk");
    bot.taps(SAM, "🙋 Neem");
    did(bot, known, Act::Picked);
    bot.says(SAM, "/volgende");
    did(bot, known, Act::Claimed);
    for _ in 0..2 {
        bot.says(SAM, "/dossiers");
        bot.taps(SAM, "✍️ ");
        did(bot, known, Act::Read);
        bot.taps(SAM, "⋯ Meer");
        for label in ["🗑️ Weiger", "🤷", "🗑️ Ja"] {
            bot.taps(SAM, label);
        }
        did(bot, known, Act::Refused);
    }
    bot.says(SAM, "/desk");
    bot.taps(SAM, "🔎 Filter");
    bot.taps(SAM, "✖️ Toon alles");
}

/// Sam writes a note and falls silent; Cora takes over, for each reason once.
fn colleagues_work_on_one(bot: &mut Bot, known: &mut usize) {
    let others =
        [(GERD, Role::Moderator, "aalst-gent"), (HANA, Role::Moderator, "aalst-gent"), (EVA, Role::Expert, "genk")];
    let others = others.map(|(chat, role, project)| joins(bot, chat, role, project));
    bot.asks(MO + 5, "Wie wint de match van zaterdag?");
    bot.says(SAM, "/volgende");
    let case = did(bot, known, Act::Claimed).case;
    bot.taps(SAM, "⋯ Meer");
    bot.taps(SAM, "🤝 Met collega");
    bot.taps(SAM, "📝 Notitie");
    bot.says(SAM, "Ik ga naar huis.");
    assert_eq!(did(bot, known, Act::Noted).case, case);
    let labels = ["💤 Antwoordt niet", "🤒", "🚨 Kan niet wachten", "💬 Afgesproken"];
    let mut holders = [SAM, CORA];
    for (label, reason) in labels.into_iter().zip(TakeOverReason::ALL) {
        let [_, taker] = holders;
        bot.pass(11 * 60_000);
        bot.says(taker, "/desk");
        for label in ["🤝 Bij collega", "🤝 ", label, "🤝 Ja"] {
            bot.taps(taker, label);
        }
        let taken = did(bot, known, Act::TakenOver(reason));
        assert!(taken.case == case && taken.about.is_some());
        holders.reverse();
    }
    others_are_asked(bot, known);
    bot.taps(SAM, "⋯ Meer");
    for label in ["🗑️ Weiger", "🤷", "🗑️ Ja"] {
        bot.taps(SAM, label);
    }
    did(bot, known, Act::Refused);
    an_answer_is_put_right(bot, known);
    bot.pass(60_000);
    // Without an entry: who comes and goes is played elsewhere.
    for id in others {
        let store = bot.core().store_mut();
        store.remove::<Members>(&id).expect("staged");
        store.remove::<Routes>(&Owner::Staff(id)).expect("staged");
        store.keep_turn();
    }
    bot.settle();
}

fn joins(bot: &mut Bot, chat: i64, role: Role, project: &str) -> StaffId {
    let id = StaffId([u8::try_from(chat % 251).expect("a byte"); 16]);
    let (words, language) = ([3, 4], Language::Nl);
    let staff = Staff {
        role,
        project: project.to_owned(),
        zone: None,
        language,
        standing: Standing::Active,
        words,
        awaiting: None,
        fresh_until: None,
        others: Vec::new(),
        to_take_back: false,
        since: bot.now,
    };
    let store = bot.core().store_mut();
    store.put::<Members>(&id, &staff, CONFIG).expect("staged");
    Origin::new(Address::new(chat)).bind(store, Owner::Staff(id), CONFIG).expect("staged");
    store.keep_turn();
    bot.settle();
    id
}

/// Another project says no for each reason, is silent once, and takes another one; a lawyer looks, lets go, writes.
fn others_are_asked(bot: &mut Bot, known: &mut usize) {
    bot.says(SAM, "/dossiers");
    bot.taps(SAM, "✍️ ");
    did(bot, known, Act::Read);
    let reasons = ["📍 Gaat over", "🗣 Taal", "🧠", "🧺"];
    let mut answers = vec!["🚫", "⏳ Geen", "🗣 Niet"];
    for (label, reason) in reasons.into_iter().zip(HandReason::ALL) {
        bot.pass(60_000);
        for label in ["⋯ Meer", "🤝 Met collega", "➡️ Overdragen", "→ Lejo", label] {
            bot.taps(SAM, label);
        }
        bot.says(SAM, "Over een fiets.");
        did(bot, known, Act::Offered(reason));
        if answers.is_empty() {
            bot.pass(25 * 3_600_000);
            assert_eq!(did(bot, known, Act::AsideLapsed).by, Doer::Nobody);
        } else {
            let why = HandRefusal::ALL[3 - answers.len()];
            for label in ["👁 Bekijk", "✖️ Nee", answers.remove(0)] {
                bot.taps(GERD, label);
            }
            did(bot, known, Act::OfferRefused(why));
        }
        bot.taps(SAM, "🙋 Neem terug");
        did(bot, known, Act::Claimed);
    }
    bot.pass(60_000);
    for (write, act) in [("✍️ Voorstel", Act::LawyerDrafted), ("💬 Opmerking", Act::LawyerCommented)] {
        for label in ["⋯ Meer", "🤝 Met collega", "⚖️ Vraag"] {
            bot.taps(SAM, label);
        }
        bot.says(SAM, "Mag dat?");
        did(bot, known, Act::LawyerAsked);
        bot.taps(EVA, "⚖️ Bekijk");
        did(bot, known, Act::LawyerRead);
        bot.taps(EVA, "🔓 Laat los");
        did(bot, known, Act::LawyerReleased);
        bot.says(EVA, "/desk");
        bot.taps(EVA, "⚖️ Bekijk");
        did(bot, known, Act::LawyerRead);
        bot.taps(EVA, write);
        bot.says(EVA, "Dat mag niet.");
        did(bot, known, act);
        bot.taps(SAM, "🙋 Neem terug");
        did(bot, known, Act::Claimed);
    }
}

/// Gerd's project takes one over and answers it; Gerd puts that right, and a colleague reads it.
fn an_answer_is_put_right(bot: &mut Bot, known: &mut usize) {
    bot.pass(60_000);
    bot.asks(MO + 6, "Wie wint de match van zondag?");
    bot.says(SAM, "/volgende");
    did(bot, known, Act::Claimed);
    for label in ["⋯ Meer", "🤝 Met collega", "➡️ Overdragen", "→ Lejo", "🧠"] {
        bot.taps(SAM, label);
    }
    bot.says(SAM, "Over voetbal.");
    did(bot, known, Act::Offered(HandReason::TheyKnow));
    bot.taps(GERD, "👁 Bekijk");
    bot.taps(GERD, "✅ Neem aan");
    did(bot, known, Act::OfferTaken);
    bot.taps(GERD, "✍️ Antwoord");
    bot.says(GERD, "Genk.");
    did(bot, known, Act::Drafted);
    bot.taps(GERD, "✅ Verstuur");
    did(bot, known, Act::Sent);
    bot.says(GERD, "/dossiers");
    bot.taps(GERD, "✓ ");
    did(bot, known, Act::Read);
    bot.taps(GERD, "✏️ Verbeter");
    did(bot, known, Act::CorrectionBegun);
    bot.taps(GERD, "✍️ Antwoord");
    bot.says(GERD, "Gent.");
    did(bot, known, Act::Drafted);
    bot.taps(GERD, "👀 Laat nalezen");
    did(bot, known, Act::SecondAsked);
    bot.says(HANA, "/nalezen");
    did(bot, known, Act::Claimed);
    bot.taps(HANA, "👁 Toon voorbeeld");
    bot.taps(HANA, "✅ Verstuur");
    did(bot, known, Act::Corrected);
}
