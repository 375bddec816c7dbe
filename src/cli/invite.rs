//! `invite`: prints a one-time link for a new member of the team. Needs the key, not the store: the bot may run.

use super::{ConfigFile, Failure, say};
use crate::content::{Content, ProjectId, Source};
use crate::dialogue::desk::enrol;
use crate::domain::retention::Retention;
use crate::domain::roles::Role;
use crate::runtime::clock::{self, OsEntropy};
use crate::vault::Master;
use std::collections::BTreeSet;

/// Print a one-time link for a new member of the team (48 hours)
#[derive(clap::Args)]
pub(super) struct Args {
    /// moderator, trainee, expert, coordinator or liaison
    #[arg(long)]
    role: String,
    /// The id of a project of content/projects.toml
    #[arg(long)]
    project: String,
    /// The police zone of a liaison, where the project has more than one
    #[arg(long)]
    zone: Option<String>,
    /// Rights begin at once, without a coordinator's confirmation
    #[arg(long)]
    approved: bool,
    #[command(flatten)]
    config: ConfigFile,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let Some(role) = Role::parse(&args.role) else {
        let known = Role::ALL.map(Role::name).join(", ");
        return Err(Failure::usage(format!("--role {}: there is no such role; mend: one of {known}", args.role)));
    };
    let config = args.config.load()?;
    super::refuse_half_changed_key(&config)?;
    let content =
        Content::load(&Source::folder(&config.content_path)).map_err(|complaints| Failure::usage_of(&complaints))?;
    let Some(project) = ProjectId::parse(&args.project).and_then(|id| content.project(&id)) else {
        let known: Vec<&str> = content.projects().iter().map(|project| project.id.as_str()).collect();
        let known = known.join(", ");
        return Err(Failure::usage(format!(
            "--project {}: content/projects.toml has no such project; mend: one of {known}",
            args.project
        )));
    };
    let zone = args.zone.as_deref();
    check_zone(role, &project.zones(), zone)?;
    let Some(bot) = config.bot_username() else {
        return Err(Failure::usage(
            "the bot's name is not known yet; mend: start the bot once, or give telegram.bot_username",
        ));
    };
    let guarded = [config.store_path.as_path(), config.ring_path.as_path()];
    let master = Master::load(&config.master_file, &guarded)
        .map_err(|error| Failure::usage(format!("the master key {}: {error}", config.master_file.display())))?;
    let expires = clock::now().plus_hours(Retention::default().token_hours);
    let token =
        enrol::mint(master.tokens(), &mut OsEntropy, role, &enrol::scope(&args.project, zone), args.approved, expires);
    say(format_args!("https://t.me/{bot}?start=i_{token}"))
}

/// A liaison of a project with several zones is one zone's, and nobody else is.
fn check_zone(role: Role, zones: &BTreeSet<&str>, zone: Option<&str>) -> Result<(), Failure> {
    let known = zones.iter().copied().collect::<Vec<_>>().join(", ");
    match zone {
        None if role == Role::Liaison && !zones.is_empty() => {
            Err(Failure::usage(format!("the project has zones of its own; mend: add --zone, one of {known}")))
        }
        Some(zone) if role != Role::Liaison => {
            Err(Failure::usage(format!("--zone {zone}: only a liaison has a zone; mend: leave it out")))
        }
        Some(zone) if !zones.contains(zone) => {
            let known = if known.is_empty() { "none: leave it out".to_owned() } else { format!("one of {known}") };
            Err(Failure::usage(format!("--zone {zone}: the project has no such zone; mend: {known}")))
        }
        Some(_) | None => Ok(()),
    }
}
