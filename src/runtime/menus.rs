//! The menus of commands at Telegram, made from the one table: for everybody, for groups, for each member of the team.
//!
//! They follow the language of the person's client; both languages stand in the default one. A menu is a comfort: when
//! Telegram does not take one now, it is tried again later.

use crate::dialogue::commands::{Audience, TABLE};
use crate::domain::Language;
use crate::locale::Locale;
use crate::telegram::{Menu, MenuScope, Telegram};
use crate::vault::Address;
use std::collections::VecDeque;
use std::time::Duration;
use tokio::sync::mpsc;

const TRY_AGAIN: Duration = Duration::from_secs(60);

/// Where a member of the team is, and whose commands stand in the menu there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    pub at: Address,
    pub shows: Shows,
}

/// Whose commands: a menu offers nothing that would be refused.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// Whoever reads at the desk.
    Desk,
    /// Who also answers, and looks after people at encounters.
    Senders,
    Coordinators,
}

type Lines = Vec<(String, String)>;

/// The lines of every menu, by the language of the client.
pub struct Menus {
    everybody: Vec<(Option<Language>, Lines)>,
    groups: Vec<(Option<Language>, Lines)>,
    desk: Vec<(Option<Language>, Lines)>,
    senders: Vec<(Option<Language>, Lines)>,
    coordinators: Vec<(Option<Language>, Lines)>,
}

impl Menus {
    pub fn new(locale: &Locale) -> Self {
        let of = |audiences: &[Audience]| {
            let languages = [None, Some(Language::Nl), Some(Language::Fr)];
            languages.map(|language| (language, lines(locale, audiences, language))).to_vec()
        };
        Self {
            everybody: of(&[Audience::Youth]),
            groups: of(&[Audience::Group]),
            desk: of(&[Audience::Desk, Audience::Texts]),
            senders: of(&[Audience::Desk, Audience::Texts, Audience::Sender]),
            coordinators: of(&[Audience::Desk, Audience::Texts, Audience::Sender, Audience::Coordinator]),
        }
    }
}

fn lines(locale: &Locale, audiences: &[Audience], language: Option<Language>) -> Lines {
    let mut lines = Lines::new();
    for row in TABLE.iter().filter(|row| audiences.contains(&row.audience)) {
        for (of, name) in [(Language::Nl, row.nl), (Language::Fr, row.fr)] {
            let wanted = language.is_none_or(|language| language == of);
            if wanted && !lines.iter().any(|(known, _)| known == name) {
                lines.push((name.to_owned(), locale.named(of, &format!("command-{}", row.key))));
            }
        }
    }
    lines
}

fn menus(scope: MenuScope, lines: &[(Option<Language>, Lines)]) -> Vec<Menu> {
    lines.iter().map(|(language, lines)| Menu { scope, language: *language, lines: lines.clone() }).collect()
}

/// Sets the public menus, and those of the team whenever it changes.
pub async fn keep(telegram: Telegram, texts: Menus, mut teams: mpsc::UnboundedReceiver<Vec<Seat>>) {
    let mut waiting: VecDeque<Menu> = menus(MenuScope::Private, &texts.everybody).into();
    waiting.extend(menus(MenuScope::Groups, &texts.groups));
    let mut known: Vec<Seat> = Vec::new();
    loop {
        match set_all(&telegram, &mut waiting).await {
            Ok(()) => {}
            Err(()) => tracing::warn!("Telegram did not take the menus of commands; tried again in a minute"),
        }
        let team = if waiting.is_empty() {
            teams.recv().await
        } else {
            match tokio::time::timeout(TRY_AGAIN, teams.recv()).await {
                Ok(team) => team,
                Err(_) => continue,
            }
        };
        let Some(team) = team else { return };
        for left in known.iter().filter(|known| !team.iter().any(|seat| seat.at == known.at)) {
            // An empty menu lets the one for everybody show again.
            waiting.extend([None, Some(Language::Nl), Some(Language::Fr)].map(|language| Menu {
                scope: MenuScope::Chat(left.at),
                language,
                lines: Lines::new(),
            }));
        }
        for joined in team.iter().filter(|member| !known.contains(member)) {
            let texts = match joined.shows {
                Shows::Desk => &texts.desk,
                Shows::Senders => &texts.senders,
                Shows::Coordinators => &texts.coordinators,
            };
            waiting.extend(menus(MenuScope::Chat(joined.at), texts));
        }
        known = team;
    }
}

async fn set_all(telegram: &Telegram, waiting: &mut VecDeque<Menu>) -> Result<(), ()> {
    while let Some(menu) = waiting.front() {
        telegram.set_menu(menu).await.map_err(drop)?;
        waiting.pop_front();
    }
    Ok(())
}
