//! `run`: the bot itself, until it is told to stop.

use super::{ConfigFile, Failure, surroundings};
use crate::config::{Config, Mode, username};
use crate::content::{Content, Source};
use crate::dialogue::{Capacity, House, Settings};
use crate::domain::Entropy;
use crate::locale::Locale;
use crate::outbox::Pace;
use crate::runtime::clock::{self, OsEntropy};
use crate::runtime::open::{self, Opened, Places};
use crate::runtime::{Door, Health, Parts, Reopen, RunError, bot};
use crate::store::boot::OnLoss;
use crate::store::engine::Disks;
use crate::telegram::{Failure as CallFailure, Secret, SetupError, Telegram, Timeouts};
use data_encoding::BASE64URL_NOPAD;
use std::sync::Arc;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Notify, watch};

/// Run the bot until SIGTERM or Ctrl-C
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    config: ConfigFile,
    /// Go on although records are missing (read what is missing first)
    #[arg(long)]
    accept_loss: bool,
    /// The clock is right although it differs from the last run by more than a day
    #[arg(long)]
    clock_is_right: bool,
    /// Remove a webhook that another program, or an earlier configuration, set for this token
    #[arg(long)]
    take_over: bool,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let config = args.config.load()?;
    for warning in &config.warnings {
        tracing::warn!("{warning}");
    }
    surroundings::refuse_or_warn(&config)?;
    let token = config.token().map_err(Failure::usage)?;
    let telegram = Telegram::new(token.secret.expose(), &config.telegram.api_url, Timeouts::default())
        .map_err(|error: SetupError| Failure::usage(format!("telegram: {error}; mend: look at [telegram]")))?;
    let door = door(&config)?;
    let house = Arc::new(house(&config)?);
    let places = super::places_of(&config);
    let on_loss = if args.accept_loss { OnLoss::Accept } else { OnLoss::Refuse };
    let opened = open::open(&places, house, Pace::default(), clock::now(), on_loss)
        .map_err(|error| if error.is_configuration() { Failure::usage(error) } else { Failure::failed(error) })?;
    let Opened { mut core, report, checkpoint } = opened;
    tracing::info!(records = report.records, purged = report.purged, orphans = report.orphans, "the store is open");
    if args.clock_is_right {
        core.trust_clock().map_err(Failure::failed)?;
    }
    if core.clock_is_doubted() {
        tracing::warn!(
            "the clock differs from the last run by more than a day: nothing is destroyed until a message from Telegram confirms it, or `run --clock-is-right`"
        );
    }
    let reopen = open_again(&config);
    let parts = Parts {
        core,
        telegram: telegram.clone(),
        door,
        health: Some(Health { listen: config.http_listen }),
        checkpoint: Some(checkpoint),
        disks: Some(Disks { store: config.store_path.clone(), ring: config.ring_path.clone() }),
        reopen: Some(reopen),
        content: Some(Source::folder(&config.content_path)),
        reload: Arc::new(Notify::new()),
        clock: clock::Clock::default(),
        operator_pause: bot::OPERATOR_PAUSE,
    };
    let runtime = bot::runtime().map_err(|error| Failure::failed(format!("no threads can be started ({error})")))?;
    runtime.block_on(serve(parts, telegram, &config, args.take_over))
}

/// For after a full disk: the same places once more. What is missing then was there a moment ago, and is no loss to
/// accept.
fn open_again(config: &Config) -> Reopen {
    let (store, master_file, ring) = (config.store_path.clone(), config.master_file.clone(), config.ring_path.clone());
    Box::new(move |house, now| {
        let places = Places { store: &store, master_file: &master_file, ring: &ring };
        open::open(&places, house, Pace::default(), now, OnLoss::Refuse).map(|opened| opened.core)
    })
}

async fn serve(parts: Parts, telegram: Telegram, config: &Config, take_over: bool) -> Result<(), Failure> {
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(until_told(stop));
    tokio::spawn(on_hangup(Arc::clone(&parts.reload)));
    if take_over && telegram.delete_webhook().await.is_err() {
        tracing::warn!("the webhook could not be removed");
    }
    tokio::spawn(learn_name(telegram, config.ring_path.clone()));
    tracing::info!("the bot runs");
    match bot::run(parts, stopped).await {
        Ok(()) => {
            tracing::info!("the bot has stopped");
            Ok(())
        }
        Err(error @ (RunError::Listen { .. } | RunError::Token | RunError::Webhook)) => Err(Failure::usage(error)),
        Err(error @ (RunError::Store(_) | RunError::Reopen(_) | RunError::Bug)) => Err(Failure::failed(error)),
    }
}

/// Waits for SIGTERM or Ctrl-C. Where signals cannot be heard, the process is stopped from outside, which is as good.
pub(super) async fn until_told(stop: watch::Sender<bool>) {
    let (Ok(mut term), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = term.recv() => {}
        _ = interrupt.recv() => {}
    }
    _ = stop.send(true);
    // The receiver must find the value, not a closed channel.
    stop.closed().await;
}

/// SIGHUP asks for the edited content; it does not end the bot.
async fn on_hangup(reload: Arc<Notify>) {
    let Ok(mut hangup) = signal(SignalKind::hangup()) else { return };
    while hangup.recv().await.is_some() {
        reload.notify_one();
    }
}

/// `invite` makes links without asking Telegram: the name is remembered for it.
async fn learn_name(telegram: Telegram, ring: std::path::PathBuf) {
    match telegram.me().await {
        Ok(me) => {
            if let Err(error) = username::remember(&ring, &me.username) {
                tracing::warn!(%error, "the bot's name could not be remembered: `invite` needs telegram.bot_username");
            }
        }
        Err(CallFailure::Token) => {}
        Err(failure) => tracing::warn!(%failure, "Telegram did not tell the bot's name"),
    }
}

fn door(config: &Config) -> Result<Door, Failure> {
    let webhook = match (config.telegram.mode, &config.telegram.webhook) {
        (Mode::Polling, _) | (Mode::Webhook, None) => return Ok(Door::Polling),
        (Mode::Webhook, Some(webhook)) => webhook,
    };
    let given = config.webhook_secret().map_err(Failure::usage)?;
    let secret = match &given {
        Some(given) => Secret::new(given.secret.expose()).ok_or_else(|| {
            Failure::usage("telegram.webhook.secret_file: the secret is too short; mend: 16 to 256 of A-Z a-z 0-9 _ -")
        })?,
        None => drawn()?,
    };
    Ok(Door::Webhook { listen: webhook.listen, url: webhook.url.clone(), path: drawn()?, secret })
}

fn drawn() -> Result<Secret, Failure> {
    let mut bytes = [0; 32];
    OsEntropy.fill(&mut bytes);
    Secret::new(&BASE64URL_NOPAD.encode(&bytes)).ok_or_else(|| Failure::failed("no secret could be drawn"))
}

/// Content, sentences and numbers, as configured.
fn house(config: &Config) -> Result<House, Failure> {
    let content =
        Content::load(&Source::folder(&config.content_path)).map_err(|complaints| Failure::usage_of(&complaints))?;
    let locale = Locale::embedded().map_err(|errors| Failure::usage_of(&errors))?;
    let settings = Settings {
        question_units: config.question_units_max,
        lease_minutes: config.lease_minutes,
        figures_from: config.figures_from,
        answer_within_working_days: u32::from(config.answer_within_working_days),
        retention: config.retention(),
        capacity: Capacity::default(),
        bot_name: config.bot_username(),
    };
    Ok(House::new(content, locale, settings))
}
