//! A folder that `rechtdoor init` made, configured for a server on this machine, and the processes that run in it.

use rechtdoor::simulator::{Clock, Limits, Options, Simulator, WorldHandle};
use rechtdoor::vault::Master;
use std::fs::{self, File, OpenOptions};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

/// How long a process may take to end on a busy machine.
const END_PATIENCE: Duration = Duration::from_secs(60);

pub struct Place {
    pub simulator: Simulator,
    pub world: WorldHandle,
    folder: tempfile::TempDir,
}

/// One process. Killed when it is dropped.
pub struct Process {
    child: Child,
}

/// What a process that ended by itself said.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Place {
    pub async fn new() -> Self {
        let options = Options { limits: Limits::none(), ..Options::new(Clock::Live, 7) };
        let simulator = Simulator::start(Options { webhook_retry_ms: 20, ..options }).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let place = Self { world: simulator.world(), simulator, folder };
        assert_eq!(place.says(&["init", "."]).code, 0);
        place.write_token(place.simulator.token());
        place.configure("");
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write_token(&self, token: &str) {
        fs::write(self.path("secrets/token"), token).unwrap();
        fs::set_permissions(self.path("secrets/token"), fs::Permissions::from_mode(0o600)).unwrap();
    }

    /// `more` stands in the section `[telegram]`. The health page takes any port that is free.
    pub fn configure(&self, more: &str) {
        let api_url = self.simulator.api_url();
        let text = format!("[telegram]\napi_url = \"{api_url}\"\n{more}\n[http]\nlisten = \"127.0.0.1:0\"\n");
        fs::write(self.path("rechtdoor.toml"), text).unwrap();
    }

    /// Updates are brought to a port that is free now, and that nobody is given unasked until the process takes it.
    pub fn configure_webhook(&self) {
        let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, port_of_ones_own()));
        self.configure(&format!(
            "mode = \"webhook\"\n[telegram.webhook]\nlisten = \"{listen}\"\nurl = \"http://{listen}/hook\"\n"
        ));
    }

    pub fn master(&self) -> Master {
        Master::load(&self.path("secrets/master.key"), &[]).unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rechtdoor"));
        command.args(arguments).current_dir(self.folder.path()).env_clear().stdin(Stdio::null());
        command
    }

    /// Runs it to its end.
    pub fn says(&self, arguments: &[&str]) -> Said {
        let output = self.command(arguments).output().unwrap();
        Said {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Starts the bot; its log is added to those before it.
    pub fn start(&self, more: &[&str]) -> Process {
        let log: File = OpenOptions::new().create(true).append(true).open(self.path("log")).unwrap();
        let arguments = [&["run"], more].concat();
        // The loudest that an operator can ask for: even then nothing of a person may stand there.
        let mut command = self.command(&arguments);
        command.env("RECHTDOOR_LOG", "trace");
        Process { child: command.stdout(Stdio::null()).stderr(log).spawn().unwrap() }
    }

    /// Starts the bot and ends it as soon as it runs, unless it ends by itself.
    pub fn start_and_stop(&self) -> Said {
        let path = self.path("one-log");
        let log = File::create(&path).unwrap();
        let child = self.command(&["run"]).stdout(Stdio::null()).stderr(log).spawn().unwrap();
        let mut running = Process { child };
        let read = || fs::read_to_string(&path).unwrap_or_default();
        let until = Instant::now() + END_PATIENCE;
        while !running.has_ended() && !read().contains("the bot runs") {
            assert!(Instant::now() < until, "the start comes to nothing");
            std::thread::yield_now();
        }
        // It may not listen to signals yet: then the signal ends it as a kill does, which is as good.
        let code = if running.has_ended() { running.wait().code().unwrap_or(-1) } else { running.terminate().max(0) };
        Said { code, out: String::new(), err: read() }
    }

    /// As [`Place::start`], but a file that may not grow is an error to it and not the end of the process.
    pub fn start_limited(&self) -> Process {
        let log = OpenOptions::new().create(true).append(true).open(self.path("log")).unwrap();
        let mut command = Command::new("sh");
        let program = env!("CARGO_BIN_EXE_rechtdoor");
        command.args(["-c", "trap '' XFSZ; exec \"$0\" run", program]);
        command.current_dir(self.folder.path()).env_clear().stdin(Stdio::null());
        Process { child: command.stdout(Stdio::null()).stderr(log).spawn().unwrap() }
    }

    /// Everything that all runs wrote to standard error.
    pub fn log(&self) -> String {
        fs::read_to_string(self.path("log")).unwrap_or_default()
    }
}

impl Process {
    /// SIGTERM, as a service manager ends it.
    pub fn terminate(mut self) -> i32 {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        self.wait().code().unwrap_or(-1)
    }

    /// SIGHUP: it goes on, with the content as it is edited now.
    pub fn hang_up(&self) {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, rustix::process::Signal::HUP).unwrap();
    }

    /// SIGKILL: as a power cut, but for what the kernel holds.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// No file of this process may grow beyond so many bytes; `None` is no limit.
    pub fn limit_files(&self, bytes: Option<u64>) {
        use rustix::process::{Pid, Resource, Rlimit, prlimit};
        let limit = Rlimit { current: bytes, maximum: None };
        prlimit(Some(Pid::from_child(&self.child)), Resource::Fsize, limit).unwrap();
    }

    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    fn wait(&mut self) -> ExitStatus {
        let until = Instant::now() + END_PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < until, "the process does not end");
            std::thread::yield_now();
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Below the ports that a kernel gives to whoever asks for any: one of those could go to a connection of another test
/// before the process takes it.
fn port_of_ones_own() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = u16::try_from(std::process::id() % 10_000).unwrap();
    let ports = || 20_000 + (first + NEXT.fetch_add(1, Ordering::Relaxed)) % 10_000;
    let is_free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    std::iter::repeat_with(ports).take(100).find(is_free).unwrap()
}

/// Copies a folder and all that is in it, with its rights.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    fs::set_permissions(to, fs::metadata(from).unwrap().permissions()).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else if entry.file_type().unwrap().is_file() {
            // What is left is a socket: it holds nothing.
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
