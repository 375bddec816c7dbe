//! A general question to the police, step by step, and the entry that each step leaves.

use super::*;

/// Sam makes it, Cora reads it, the clock puts it, Zoe has no answer, and Sam goes on without.
pub fn somebody_is_asked(bot: &mut Bot, known: &mut usize) {
    let asker = MO + 15;
    bot.says(asker, "Mag de politie in mijn gsm kijken?");
    for label in ["🌐 Nederlands", "💭", "✅ Verstuur"] {
        bot.taps(asker, label);
    }
    let newest = |bot: &mut Bot| {
        let cases = &bot.core().store().index.cases;
        cases.iter().max_by_key(|(_, case)| case.place().arrival_no).map(|(id, _)| *id).expect("a case")
    };
    let case = newest(bot);
    let name = bot.core().store_mut().case_name(&case).expect("readable");
    // Others wait before it.
    let is_it = (0..5).any(|_| {
        bot.says(SAM, "/volgende");
        did(bot, known, Act::Claimed).case == name
    });
    assert!(is_it, "it waits in the queue of everybody");
    for label in ["🏷️ Code", "🏷️ A1"] {
        bot.taps(SAM, label);
    }
    did(bot, known, Act::Sorted);
    bot.taps(SAM, "⋯ Meer");
    bot.taps(SAM, "🚓 Input politie");
    bot.says(SAM, "Welke opleiding volgt een agent?");
    assert_eq!(log(bot).len(), *known, "nobody sees what is being written");
    bot.taps(SAM, "👀 Laat nalezen");
    assert_eq!(did(bot, known, Act::PoliceAsked).case, name);
    bot.taps(CORA, "👀 Bekijk");
    bot.taps(CORA, "↩️ Stuur terug");
    did(bot, known, Act::PoliceSentBack);
    bot.taps(SAM, "🙋 Neem");
    did(bot, known, Act::Claimed);
    for label in ["⋯ Meer", "🚓 Input politie", "👀 Laat nalezen"] {
        bot.taps(SAM, label);
    }
    did(bot, known, Act::PoliceAsked);
    bot.taps(CORA, "👀 Bekijk");
    bot.taps(CORA, "✅ Akkoord");
    did(bot, known, Act::PoliceApproved);
    bot.taps(SAM, "◀️ Terug");
    did(bot, known, Act::Read);
    bot.taps(SAM, "🔓 Laat los");
    did(bot, known, Act::Released);
    bot.pass(24 * 3_600_000);
    let put = did(bot, known, Act::PolicePut);
    assert_eq!((put.by, put.case), (Doer::Nobody, name));
    bot.says(ZOE, "/vragen");
    bot.taps(ZOE, "👀 Nummer 1");
    bot.taps(ZOE, "🤷");
    assert!(did(bot, known, Act::PoliceAnswered).case.is_none(), "what a liaison does leads to no case");
    bot.taps(SAM, "🙋 Neem");
    did(bot, known, Act::Claimed);
    for label in ["⋯ Meer", "🚓 Input politie", "🗑️ Zonder"] {
        bot.taps(SAM, label);
    }
    did(bot, known, Act::PoliceDropped);
}
