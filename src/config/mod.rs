//! The configuration: one TOML file, every key of which a variable `RECHTDOOR__SECTION__KEY` can override.
//!
//! Never true of this room: a secret is part of the configuration, of a mistake or of anything printable (only the
//! places of secrets are); the master key comes from the environment; the environment is read here (it comes in); a
//! configuration with a mistake is handed out, or only the first of its mistakes is told.
//!
//! One more key: a line in `reader::KEYS`, its reading in [`Config::read`], its lines in `deploy/rechtdoor.toml`, which
//! is what `rechtdoor init` writes.

mod address;
mod mistake;
mod places;
mod reader;
mod secret;
#[cfg(test)]
mod tests;
pub mod username;

use std::ffi::OsString;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

pub use mistake::{Mistake, Place};
pub use places::is_inside;
pub use secret::{FromFile, Secret, TokenSource};

use crate::domain::limits::{BACKUP_RECIPIENTS_MAX, FIGURE_LEAST_MAX, FIGURE_LEAST_MIN, QUESTION_UNITS_MAX};
use crate::domain::retention::Retention;
use address::Refused;
use reader::Reader;

/// The file that is read when no other is named.
pub const FILE_NAME: &str = "rechtdoor.toml";

/// What stands for systemd's folder of credentials at the beginning of a path.
const CREDENTIALS: &str = "$CREDENTIALS_DIRECTORY/";

/// The words of `keys.accepted`. A test of the command line holds them against what the vault can be concerned about.
pub const ACCEPTABLE: [&str; 11] =
    ["btrfs", "overlayfs", "zfs", "bcachefs", "f2fs", "nilfs2", "tmpfs", "ramfs", "one-device", "swap", "unknown"];

const TOKEN_VARIABLE: &str = "TELOXIDE_TOKEN";

/// How updates come in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    Polling,
    Webhook,
}

/// Where Telegram calls us, in the mode `webhook`.
pub struct Webhook {
    pub listen: SocketAddr,
    /// The address Telegram is told.
    pub url: String,
    /// `None`: a secret is drawn at each start.
    pub secret_file: Option<PathBuf>,
}

pub struct Telegram {
    /// Without a slash at its end.
    pub api_url: String,
    pub token: TokenSource,
    pub mode: Mode,
    /// There in the mode `webhook`.
    pub webhook: Option<Webhook>,
    /// Without the `@`.
    pub bot_username: Option<String>,
}

/// Everything that can be set, checked. All paths are absolute.
pub struct Config {
    /// The configuration file itself.
    pub file: PathBuf,
    pub telegram: Telegram,
    pub store_path: PathBuf,
    pub master_file: PathBuf,
    pub ring_path: PathBuf,
    /// What weakens the promises here and is meant so: words of [`ACCEPTABLE`].
    pub accepted: Vec<&'static str>,
    /// Who can open a backup: recipients of age, at most [`BACKUP_RECIPIENTS_MAX`]. Without one there is no backup.
    pub backup_recipients: Vec<String>,
    pub content_path: PathBuf,
    /// On this machine only.
    pub http_listen: SocketAddr,
    /// In UTF-16 units, 100 to [`QUESTION_UNITS_MAX`].
    pub question_units_max: usize,
    /// 1 to 10.
    pub answer_within_working_days: u8,
    /// 5 to 120.
    pub lease_minutes: i64,
    /// The least count of people that figures show: 5 to 50, so never less than what people were promised.
    pub figures_from: u32,
    /// 1 to 7 and 1 to 30: what people were promised can be shortened, never stretched.
    pub link_days_after_close: i64,
    pub text_days_after_close: i64,
    /// What works and is still worth a word to whoever runs the bot.
    pub warnings: Vec<String>,
}

type Environment = Vec<(OsString, OsString)>;

impl Config {
    /// Reads the file.
    ///
    /// # Errors
    /// Every mistake there is; a file that is not there says how to make one.
    pub fn load(
        file: &Path,
        environment: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Config, Vec<Mistake>> {
        let text = std::fs::read_to_string(file).map_err(|error| {
            let (what, mend) = if error.kind() == io::ErrorKind::NotFound {
                let mend = "make one with `rechtdoor init`, or name another with --config";
                ("the configuration does not exist".to_owned(), mend)
            } else if error.kind() == io::ErrorKind::InvalidData {
                ("the file is not UTF-8 text".to_owned(), "save it as UTF-8")
            } else {
                (format!("the file cannot be read ({error})"), "let the bot's user read it")
            };
            vec![Mistake::new(Place::File(file.to_owned()), what, mend)]
        })?;
        Self::read(file, &text, environment)
    }

    /// The configuration in `text`; `file` is its name, and paths in it are relative to its folder.
    ///
    /// # Errors
    /// Every mistake there is.
    pub fn read(
        file: &Path,
        text: &str,
        environment: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Config, Vec<Mistake>> {
        let environment: Environment = environment.into_iter().collect();
        let keys = Keys { reader: Reader::new(file, text, &environment), folder: folder_of(file), environment };
        let retention = Retention::default();
        let telegram = keys.telegram();
        let config = Config {
            file: file.to_owned(),
            telegram,
            store_path: keys.path("store.path", "data"),
            master_file: keys.path("keys.master_file", "secrets/master.key"),
            ring_path: keys.path("keys.ring_path", "keys"),
            accepted: keys.accepted(),
            backup_recipients: keys.recipients(),
            content_path: keys.path("content.path", "content"),
            http_listen: keys
                .address("http.listen", address::listen_here)
                .unwrap_or(SocketAddr::from((Ipv4Addr::LOCALHOST, 9188))),
            question_units_max: to_usize(keys.reader.number("limits.question_chars", 100, units_max(), units_max())),
            answer_within_working_days: to_u8(keys.reader.number("timing.answer_within_working_days", 1, 10, 2)),
            lease_minutes: keys.reader.number("timing.lease_minutes", 5, 120, 20),
            figures_from: to_u32(keys.reader.number(
                "figures.shown_from",
                FIGURE_LEAST_MIN.into(),
                FIGURE_LEAST_MAX.into(),
                FIGURE_LEAST_MIN.into(),
            )),
            link_days_after_close: keys.days("timing.link_days_after_close", retention.link_days),
            text_days_after_close: keys.days("timing.text_days_after_close", retention.text_days),
            warnings: keys.warnings(),
        };
        keys.check_places(&config);
        let mistakes = keys.reader.into_mistakes();
        if mistakes.is_empty() { Ok(config) } else { Err(mistakes) }
    }

    /// How long everything lives under this configuration.
    #[must_use]
    pub fn retention(&self) -> Retention {
        Retention {
            link_days: self.link_days_after_close,
            text_days: self.text_days_after_close,
            ..Retention::default()
        }
    }

    /// The bot's token, read now: what does not need it never holds it.
    ///
    /// # Errors
    /// The file is missing, or what it holds is no token.
    pub fn token(&self) -> Result<FromFile, Mistake> {
        match &self.telegram.token {
            TokenSource::File { path } => {
                let missing = "write the token that @BotFather gave you into it, mode 0600";
                secret::read(path, secret::is_token, "digits, a colon and letters, as @BotFather gave it", missing)
            }
            TokenSource::Variable(token) => {
                Ok(FromFile { secret: Secret::new(token.expose().to_owned()), open_to_others: false })
            }
        }
    }

    /// The webhook's secret, when a file is named for it.
    ///
    /// # Errors
    /// The file is missing, or Telegram would not take what it holds.
    pub fn webhook_secret(&self) -> Result<Option<FromFile>, Mistake> {
        let Some(path) = self.telegram.webhook.as_ref().and_then(|webhook| webhook.secret_file.as_ref()) else {
            return Ok(None);
        };
        let like = "1 to 256 characters of A-Z a-z 0-9 _ -";
        secret::read(path, secret::is_webhook_secret, like, "take secret_file out: one is drawn at each start")
            .map(Some)
    }

    /// The bot's name for links: as configured, else as its last start remembered it.
    #[must_use]
    pub fn bot_username(&self) -> Option<String> {
        self.telegram.bot_username.clone().or_else(|| username::recall(&self.ring_path))
    }
}

/// The keys while they are being read.
struct Keys {
    reader: Reader,
    /// Absolute.
    folder: PathBuf,
    environment: Environment,
}

impl Keys {
    fn telegram(&self) -> Telegram {
        let api_url = self.address("telegram.api_url", address::api_url);
        let mode = match self.reader.text("telegram.mode") {
            None | Some("polling") => Mode::Polling,
            Some("webhook") => Mode::Webhook,
            Some(_) => {
                let place = self.reader.place("telegram.mode");
                self.reader.complain(place, "`telegram.mode` is neither", "write \"polling\" or \"webhook\"");
                Mode::Polling
            }
        };
        let webhook = self.webhook(mode);
        Telegram {
            api_url: api_url.unwrap_or_else(|| "https://api.telegram.org".to_owned()),
            token: self.token(),
            mode,
            webhook: webhook.filter(|_| mode == Mode::Webhook),
            bot_username: self.bot_username(),
        }
    }

    fn webhook(&self, mode: Mode) -> Option<Webhook> {
        let listen = self.address("telegram.webhook.listen", address::listen);
        let url = self.address("telegram.webhook.url", address::webhook_url);
        if mode == Mode::Webhook && !self.reader.is_set("telegram.webhook.url") {
            let mend = "write the https address under which Telegram reaches this machine, or mode = \"polling\"";
            self.reader.complain(self.reader.place("telegram.mode"), "`telegram.webhook.url` is missing", mend);
        }
        let set = self.reader.is_set("telegram.webhook.secret_file");
        let secret_file = set.then(|| self.path("telegram.webhook.secret_file", ""));
        Some(Webhook {
            listen: listen.unwrap_or(SocketAddr::from((Ipv4Addr::LOCALHOST, 8443))),
            url: url?,
            secret_file,
        })
    }

    fn token(&self) -> TokenSource {
        let path = self.path("telegram.token_file", "secrets/token");
        match self.variable(TOKEN_VARIABLE) {
            None => TokenSource::File { path },
            Some(token) if secret::is_token(token.trim()) => {
                TokenSource::Variable(Secret::new(token.trim().to_owned()))
            }
            Some(_) => {
                let place = Place::Variable(TOKEN_VARIABLE.to_owned());
                self.reader.complain(place, "this is no token", "take it out and use telegram.token_file");
                TokenSource::File { path }
            }
        }
    }

    fn bot_username(&self) -> Option<String> {
        let name = self.reader.text("telegram.bot_username")?;
        let name = name.strip_prefix('@').unwrap_or(name);
        if !username::is_username(name) {
            let mend = "write it as Telegram shows it: 4 to 32 letters, digits and underscores";
            let place = self.reader.place("telegram.bot_username");
            self.reader.complain(place, "`telegram.bot_username` is no name of a bot", mend);
            return None;
        }
        Some(name.to_owned())
    }

    fn address<T>(&self, key: &'static str, read: fn(&str) -> Result<T, Refused>) -> Option<T> {
        let text = self.reader.text(key)?;
        match read(text) {
            Ok(address) => Some(address),
            Err((what, mend)) => {
                self.reader.complain(self.reader.place(key), format!("`{key}`: {what}"), mend);
                None
            }
        }
    }

    fn accepted(&self) -> Vec<&'static str> {
        let mut accepted = Vec::new();
        for (word, place) in self.reader.list("keys.accepted") {
            match ACCEPTABLE.into_iter().find(|known| *known == word) {
                Some(known) => accepted.push(known),
                None => {
                    let what = "`keys.accepted` holds a word that is none of its words";
                    self.reader.complain(place, what, format!("write one of {}", ACCEPTABLE.join(", ")));
                }
            }
        }
        accepted
    }

    fn recipients(&self) -> Vec<String> {
        const KEY: &str = "backup.recipients";
        let found = self.reader.list(KEY);
        if found.len() > BACKUP_RECIPIENTS_MAX {
            let mend = format!("keep it to {BACKUP_RECIPIENTS_MAX}");
            self.reader.complain(self.reader.place(KEY), "`backup.recipients` is too long", mend);
        }
        for (word, place) in &found {
            if word.to_uppercase().starts_with("AGE-SECRET-KEY-") {
                let what = "`backup.recipients` holds an identity: whoever reads this file could open every backup";
                let mend = "make a new pair with age-keygen, and write the line that begins with age1 here";
                self.reader.complain(place.clone(), what, mend);
            } else if !secret::is_recipient(word) {
                let what = "`backup.recipients` holds something that is no recipient";
                let mend = "write \"age1…\", 62 characters, as age-keygen prints it";
                self.reader.complain(place.clone(), what, mend);
            }
        }
        found.into_iter().map(|(word, _)| word).collect()
    }

    fn days(&self, key: &'static str, promised: i64) -> i64 {
        self.reader.number(key, 1, promised, promised)
    }

    /// A path, relative to the folder of the configuration file.
    fn path(&self, key: &'static str, default: &str) -> PathBuf {
        let text = self.reader.text(key).unwrap_or(default);
        let place = || self.reader.place(key);
        if secret::is_token(text) || (text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())) {
            self.reader.complain(place(), format!("`{key}` holds the secret itself"), "write the file's name instead");
        }
        if text.contains('\0') {
            self.reader.complain(place(), format!("`{key}` is no path"), "take the zero character out");
        }
        if let Some(name) = text.strip_prefix(CREDENTIALS) {
            let Some(credentials) = self.variable("CREDENTIALS_DIRECTORY") else {
                let what = format!("`{key}` is a systemd credential, and this process was given none");
                self.reader.complain(place(), what, "start it by its systemd unit (LoadCredential=), or name a file");
                return self.folder.join(name);
            };
            return places::tidy(&self.folder.join(credentials).join(name));
        }
        places::tidy(&self.folder.join(text))
    }

    /// A variable that says something.
    fn variable(&self, name: &str) -> Option<&str> {
        let (_, value) = self.environment.iter().find(|(found, _)| found == name)?;
        value.to_str().filter(|value| !value.trim().is_empty())
    }

    /// Who copies one of these folders must not hold another's content with it.
    fn check_places(&self, config: &Config) {
        let store = (config.store_path.as_path(), "the store (store.path)");
        let ring = (config.ring_path.as_path(), "the ring (keys.ring_path)");
        let mut pairs = vec![
            ("keys.master_file", config.master_file.as_path(), store),
            ("keys.master_file", config.master_file.as_path(), ring),
            ("keys.ring_path", config.ring_path.as_path(), store),
            ("store.path", config.store_path.as_path(), ring),
        ];
        if let TokenSource::File { path } = &config.telegram.token {
            pairs.extend([("telegram.token_file", path.as_path(), store), ("telegram.token_file", path, ring)]);
        }
        for (key, path, (folder, name)) in pairs {
            if places::is_inside(path, folder) {
                let what = format!("`{key}` lies inside {name}: whoever copies that folder would hold both");
                self.reader.complain(self.reader.place(key), what, "name a place outside, best on another disk");
            }
        }
    }

    fn warnings(&self) -> Vec<String> {
        let token = self.variable(TOKEN_VARIABLE).map(|_| {
            format!("the token comes from {TOKEN_VARIABLE}, which every child process inherits: a file is safer")
        });
        token.into_iter().collect()
    }
}

fn units_max() -> i64 {
    i64::try_from(QUESTION_UNITS_MAX).unwrap_or(i64::MAX)
}

fn to_usize(number: i64) -> usize {
    usize::try_from(number).unwrap_or_default()
}

fn to_u8(number: i64) -> u8 {
    u8::try_from(number).unwrap_or_default()
}

fn to_u32(number: i64) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

fn folder_of(file: &Path) -> PathBuf {
    let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    absolute.parent().unwrap_or(Path::new("/")).to_owned()
}
