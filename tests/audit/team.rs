//! What a coordinator does with the team and for the project, and a member with accounts of their own: each leaves its entry.

use super::*;
use rechtdoor::domain::roles::DeskRole;

/// The log tells who gave whom which role.
pub fn roles_change(bot: &mut Bot, known: &mut usize, by_sam: Doer) {
    for (label, to) in [
        ("🌱", DeskRole::Trainee),
        ("⚖️", DeskRole::Expert),
        ("🧭", DeskRole::Coordinator),
        ("🙋", DeskRole::Moderator),
    ] {
        bot.says(CORA, "/team");
        for label in ["👤", "🔄 Andere rol", label, "✅ Ja, verander"] {
            bot.taps(CORA, label);
        }
        // What Sam still had on the desk may have been taken back since.
        let entries = log(bot);
        let changed = entries[..entries.len() - *known].iter().find(|entry| entry.act == Act::RoleChanged(to));
        assert_eq!(changed.and_then(|entry| entry.about).map(Doer::Member), Some(by_sam));
        *known = entries.len();
    }
}

pub fn a_banner_stands_for_a_while(bot: &mut Bot, known: &mut usize) {
    bot.says(CORA, "/banner");
    for label in ["🔒 Gesloten", "📅", "✅ Ja, toon dit"] {
        bot.taps(CORA, label);
    }
    did(bot, known, Act::BannerSet);
    bot.says(CORA, "/banner");
    bot.taps(CORA, "🗑️ Haal weg");
    did(bot, known, Act::BannerEnded);
}

/// Sam makes a link, comes by it with another phone, and cuts that one off again.
pub fn somebody_has_two_accounts(bot: &mut Bot, known: &mut usize, by_sam: Doer) {
    bot.says(SAM, "/account");
    bot.taps(SAM, "➕ Tweede account");
    assert_eq!(did(bot, known, Act::AccountInvited).by, by_sam);
    let link = bot.far.outgoing.iter().rev().find_map(|(_, text)| text.split("?start=").nth(1).map(str::to_owned));
    let token = link.and_then(|rest| rest.split_whitespace().next().map(str::to_owned)).expect("a link");
    bot.says(SAM + 500, &format!("/start {token}"));
    let joined = did(bot, known, Act::MemberJoined);
    bot.taps(CORA, "✅ Ja");
    did(bot, known, Act::MemberConfirmed);
    bot.says(SAM, "/account");
    for label in ["✂️ Sluit ander af", "✂️ Ja, sluit af"] {
        bot.taps(SAM, label);
    }
    let cut = did(bot, known, Act::AccountCutOff);
    assert!(cut.by == by_sam && cut.about.map(Doer::Member) == Some(joined.by));
}
