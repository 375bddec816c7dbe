//! `demo`: the real bot against an embedded far side, with phones on a web page. No token, no account; nothing leaves
//! the machine and nothing is kept.

mod before;
mod cast;
mod past;

use super::{Failure, say};
use crate::content::{Content, Source};
use crate::dialogue::{House, Settings};
use crate::domain::Entropy;
use crate::locale::Locale;
use crate::runtime::clock::{self, OsEntropy};
use crate::runtime::{Door, Parts, bot, open};
use crate::simulator::{Clock, Options, Simulator, WorldHandle};
use crate::telegram::{Telegram, Timeouts};
use crate::vault::Master;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Show the bot with phones on a web page: no token, no account, nothing leaves this machine
#[derive(clap::Args)]
pub(super) struct Args {
    /// Where the page is served
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8088")]
    listen: SocketAddr,
    /// Without sample questions and without a team
    #[arg(long)]
    empty: bool,
    /// Show this content folder, which can be edited and reloaded, instead of the one in the program
    #[arg(long, value_name = "FOLDER")]
    content: Option<PathBuf>,
    /// Serve the page to other machines too: everybody who reaches it can read and press everything
    #[arg(long)]
    open_to_others: bool,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    if !args.listen.ip().is_loopback() && !args.open_to_others {
        let mend = "use 127.0.0.1, or add --open-to-others when you know who can reach it";
        return Err(Failure::usage(format!("--listen {}: others could reach this address; mend: {mend}", args.listen)));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Failure::failed(format!("no threads can be started ({error})")))?;
    runtime.block_on(show(args))
}

async fn show(args: &Args) -> Result<(), Failure> {
    let mut seed = [0; 8];
    OsEntropy.fill(&mut seed);
    let options = Options {
        listen: args.listen,
        beyond_loopback: args.open_to_others,
        clock_control: true,
        shifted_ms: if args.empty { 0 } else { -past::BEGAN_MS },
        ..Options::new(Clock::Live, u64::from_le_bytes(seed))
    };
    let simulator = Simulator::start(options)
        .await
        .map_err(|error| Failure::usage(format!("--listen {}: {error}; mend: choose another port", args.listen)))?;
    let telegram = Telegram::new(simulator.token(), &simulator.api_url(), Timeouts::default())
        .map_err(|error| Failure::failed(format!("the demo's own server cannot be spoken to ({error})")))?;
    let clock = clock::Clock::default();
    let world = simulator.world();
    clock.set_ahead_ms(world.shifted_ms());
    let (mut core, master) =
        open::ephemeral(Arc::new(house(args.content.as_ref())?), clock.now()).map_err(Failure::failed)?;
    if !args.empty {
        before::figures(core.store_mut(), clock.now(), clock.now().plus_ms(past::BEGAN_MS)).map_err(Failure::failed)?;
    }
    let parts = Parts {
        core,
        telegram,
        door: Door::Polling,
        health: None,
        checkpoint: None,
        disks: None,
        reopen: None,
        content: args.content.as_ref().map(Source::folder),
        reload: Arc::default(),
        clock: clock.clone(),
        operator_pause: bot::OPERATOR_PAUSE,
    };
    let (stop, stopped) = watch::channel(false);
    let page = simulator.page_url();
    tokio::spawn(open_the_curtain(world, clock, master, args.empty, page));
    tokio::spawn(super::run::until_told(stop));
    let ended = bot::run(parts, stopped).await.map_err(Failure::failed);
    simulator.stop();
    ended
}

/// The cast comes on; then the page is told on standard output.
async fn open_the_curtain(world: WorldHandle, clock: clock::Clock, master: Master, empty: bool, page: String) {
    let ready = cast::enter(&world, &clock, &master, empty).await;
    if ready.is_err() {
        tracing::warn!("the samples of the demo did not all arrive");
    }
    tokio::spawn(follow(world, clock));
    // Whoever reads standard output may have gone: the page works all the same.
    _ = say(format_args!("The demo is on {page}  (Ctrl-C ends it; nothing is kept)"));
}

/// Lets the bot's clock follow the page's, in steps that no part of the bot takes for a broken clock.
async fn follow(world: WorldHandle, clock: clock::Clock) {
    loop {
        catch_up(&world, &clock).await;
        world.changed().await;
    }
}

async fn catch_up(world: &WorldHandle, clock: &clock::Clock) {
    const STEP_MS: i64 = 6 * 3_600_000;
    const PAUSE: Duration = Duration::from_millis(40);
    while clock.ahead_ms() < world.shifted_ms() {
        clock.set_ahead_ms(world.shifted_ms().min(clock.ahead_ms() + STEP_MS));
        tokio::time::sleep(PAUSE).await;
    }
}

fn house(folder: Option<&PathBuf>) -> Result<House, Failure> {
    let source = folder.map_or_else(Source::embedded, Source::folder);
    let content = Content::load(&source).map_err(|complaints| Failure::usage_of(&complaints))?;
    let locale = Locale::embedded().map_err(|errors| Failure::usage_of(&errors))?;
    // The stand-in's own name: else nothing could be shown that leads back to the bot, nor printed.
    let bot_name = Some(Options::new(Clock::Live, 0).bot_username);
    Ok(House::new(content, locale, Settings { bot_name, ..Settings::default() }))
}
