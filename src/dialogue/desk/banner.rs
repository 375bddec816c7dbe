//! A banner above the questions of the own project, of a closed set, until a day.
//!
//! Never true of this file: a coordinator writes it freely, or for another project; it stands without an end, or after one tap.

use super::{allowed, button, over, tell};
use crate::dialogue::action::DeskAct;
use crate::dialogue::banner::{of_project, said};
use crate::dialogue::turn::{Done, Turn};
use crate::domain::audit::{Act, Doer};
use crate::domain::banner::{Banner, BannerKind};
use crate::domain::roles::Capability;
use crate::domain::{Day, StaffId};
use crate::messenger::{Arg, Msg, Screen};
use crate::schedule;
use crate::store::CONFIG;
use crate::store::tables::Banners;

/// How many days are offered, from today on.
const DAYS: [i32; 5] = [3, 7, 14, 21, 42];

/// What stands there now, and what may stand there.
pub fn open(turn: &mut Turn) -> Done {
    let Some((staff, member, _grant)) = allowed(turn, Capability::SetBanner)? else { return Ok(()) };
    let now = of_project(turn, &member.project);
    let screen = match &now {
        Some(banner) => Screen::new("banner-now").say(said(banner)),
        None => Screen::new("banner-none"),
    };
    let screen = screen.row(BannerKind::ALL.map(|kind| button(label(kind), DeskAct::BannerFor(kind))).to_vec());
    let screen = match now {
        Some(_) => screen.row(vec![button("banner-do-end", DeskAct::EndBanner)]),
        None => screen,
    };
    show(turn, staff, screen)
}

fn label(kind: BannerKind) -> &'static str {
    match kind {
        BannerKind::Busy => "banner-do-busy",
        BannerKind::Closed => "banner-do-closed",
    }
}

fn show(turn: &mut Turn, staff: StaffId, screen: Screen) -> Done {
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen.row(vec![button("desk-home", DeskAct::ShowDesk)]), None, false)
}

/// Until when?
pub fn until(turn: &mut Turn, kind: BannerKind) -> Done {
    let Some((staff, _, _grant)) = allowed(turn, Capability::SetBanner)? else { return Ok(()) };
    let today = turn.now.day();
    let days: Vec<_> = DAYS
        .into_iter()
        .map(|days| {
            let until = Day(today.0 + days);
            let day = Arg::Text(schedule::day_and_month(until.start().plus_hours(12)));
            button(Msg::new("banner-until").with("date", day), DeskAct::BannerUntil(kind, until))
        })
        .collect();
    let screen = Screen::new("banner-when");
    show(turn, staff, screen.pairs(days))
}

/// So will people read it: sure?
pub fn confirm(turn: &mut Turn, kind: BannerKind, until: Day) -> Done {
    let Some((staff, member, _grant)) = allowed(turn, Capability::SetBanner)? else { return Ok(()) };
    let Some(banner) = Banner::new(kind, turn.now.day(), until) else { return tell(turn, "banner-too-late") };
    let screen = Screen::new("banner-sure").say(said(&banner));
    let is_default = member.project == turn.house.content.default_project().as_str();
    let screen = if is_default { screen.say("banner-sure-elsewhere") } else { screen };
    let screen = if kind == BannerKind::Closed { screen.say("banner-sure-closed") } else { screen };
    show(turn, staff, screen.row(vec![button("banner-do-set", DeskAct::SetBanner(kind, until))]))
}

pub fn set(turn: &mut Turn, kind: BannerKind, until: Day, tag: [u8; 16]) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::SetBanner)? else { return Ok(()) };
    let Some(banner) = Banner::new(kind, turn.now.day(), until) else { return tell(turn, "banner-too-late") };
    turn.spend_token(tag)?;
    turn.store.put::<Banners>(&member.project, &banner, CONFIG)?;
    turn.note_by(&grant, Doer::Member(staff), Act::BannerSet, None, None)?;
    show(turn, staff, Screen::new("banner-set").say(said(&banner)))
}

pub fn end(turn: &mut Turn, tag: [u8; 16]) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::SetBanner)? else { return Ok(()) };
    if of_project(turn, &member.project).is_none() {
        return tell(turn, "banner-gone");
    }
    turn.spend_token(tag)?;
    turn.store.remove::<Banners>(&member.project)?;
    turn.note_by(&grant, Doer::Member(staff), Act::BannerEnded, None, None)?;
    show(turn, staff, Screen::new("banner-ended"))
}
