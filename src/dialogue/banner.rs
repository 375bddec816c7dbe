//! What young people read of a project's banner: on the first screen, before they send, and with the receipt.
//!
//! Who asks elsewhere is promised what the default project's hours allow, its closed days too; but every team reads what is asked
//! there, so such a person is not told that it is closed.
//!
//! Never true of this file: it contradicts the date that is promised (`Content::is_closed` closes the days as holidays do); one
//! whose day is over is read.

use super::turn::Turn;
use crate::domain::banner::{Banner, BannerKind};
use crate::domain::{CaseId, Moment};
use crate::messenger::{Arg, Msg};

/// On the first screen, which holds only so much.
const AT_HOME_MAX: usize = 2;

/// The banner of a project, while its day is not over.
pub fn of_project(turn: &Turn, project: &str) -> Option<Banner> {
    turn.store.index.banners.get(project).filter(|banner| !banner.is_over(turn.now.day()))
}

/// The same for what is asked there; what belongs to no project follows the default one, as its promise does.
pub fn of_question(turn: &Turn, project: Option<&str>) -> Option<Banner> {
    of_project(turn, project.unwrap_or(turn.house.content.default_project().as_str()))
}

pub fn said(banner: &Banner) -> Msg {
    let msg = match banner.kind {
        BannerKind::Busy => "banner-busy",
        BannerKind::Closed => "banner-closed",
    };
    Msg::new(msg).with("until", Arg::On(banner.until))
}

/// Before it is sent.
pub fn before(turn: &Turn, project: Option<&str>) -> Option<Msg> {
    let banner = of_question(turn, project)?;
    Some(match (banner.kind, project) {
        (BannerKind::Closed, None) => Msg::new("banner-closed-elsewhere").with("until", Arg::On(banner.until)),
        (BannerKind::Busy | BannerKind::Closed, _) => said(&banner),
    })
}

/// Beside a date that was promised: just now, or before the days on which it is closed.
pub fn on_receipt(turn: &Turn, project: Option<&str>, promised: Moment) -> Option<Msg> {
    let banner = of_question(turn, project)?;
    match banner.kind {
        BannerKind::Busy => Some(Msg::new("banner-busy-receipt")),
        BannerKind::Closed if turn.now < promised && promised.day() <= banner.until => None,
        BannerKind::Closed => before(turn, project),
    }
}

/// Those of the projects where whoever is here has something open, then of others; each with whose it is.
pub fn at_home(turn: &Turn) -> Vec<Msg> {
    let own: Vec<CaseId> = turn.open_cases().iter().map(|own| own.id).collect();
    let default = turn.house.content.default_project().as_str();
    let is_own = |project: &str| {
        let mut cases = own.iter().filter_map(|id| turn.store.index.cases.get(id));
        cases.any(|case| case.project().unwrap_or(default) == project)
    };
    let projects = turn.house.content.projects().iter();
    let mut found: Vec<_> =
        projects.filter_map(|project| of_project(turn, project.id.as_str()).map(|banner| (project, banner))).collect();
    found.sort_by_key(|(project, _)| !is_own(project.id.as_str()));
    let lines = found.into_iter().take(AT_HOME_MAX).map(|(project, banner)| {
        let msg = match (banner.kind, project.id.as_str() == default) {
            (BannerKind::Busy, false) => "banner-busy-at",
            (BannerKind::Busy, true) => "banner-busy-at-and-elsewhere",
            (BannerKind::Closed, false) => "banner-closed-at",
            (BannerKind::Closed, true) => "banner-closed-at-and-elsewhere",
        };
        let name = Arg::Both { nl: project.name.nl.clone(), fr: project.name.fr.clone() };
        Msg::new(msg).with("project", name).with("until", Arg::On(banner.until))
    });
    lines.collect()
}
