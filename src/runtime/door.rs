//! The operator's door: a Unix socket beside the ring, by which a command asks the running bot for what a backup holds.
//!
//! Never true of this file: somebody other than the bot's own user (or root) gets an answer; anything of a young person
//! goes out; the store is read on another thread than the writer's.
//!
//! One question, one answer, as JSON. The roster crosses the socket in clear, between two processes of one user, and is
//! written nowhere on the way.

use super::writer::Letter;
use crate::store::roster::Roster;
use rustix::fs::{Mode, OFlags};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, Permissions};
use std::io::{self, Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixListener;
use tokio::sync::oneshot;

/// The socket's name in the ring's folder, which nobody else may enter.
const NAME: &str = "door";
/// The only question there is.
const QUESTION: &[u8] = b"rechtdoor roster 1\n";
/// How long either side waits for the other.
const PATIENCE: Duration = Duration::from_secs(20);
/// Bytes of an answer: far more than any team has.
const ANSWER_BYTES_MAX: u64 = 4 * 1024 * 1024;
/// A socket's address holds 107 bytes of a path; longer ones go by way of the open folder.
const ADDRESS_BYTES_MAX: usize = 107;

/// What the bot says.
#[derive(Serialize, Deserialize)]
enum Answer {
    Roster(Roster),
    /// The disk is full: not even the log could say that a backup was taken.
    NoRoom,
}

/// Why the running bot gave no roster.
#[derive(Debug, thiserror::Error)]
pub enum DoorError {
    #[error("the bot takes nothing in, because its disk is full")]
    NoRoom,
    #[error("the bot that runs is of another version, or did not answer in time")]
    NoAnswer,
    #[error("the bot's socket cannot be used: {0}")]
    Io(#[from] io::Error),
}

/// Where the socket is bound. The folder stays open as long as the path is needed.
struct Address {
    path: PathBuf,
    _folder: Option<File>,
}

fn address(ring: &Path) -> io::Result<Address> {
    let path = ring.join(NAME);
    if path.as_os_str().len() <= ADDRESS_BYTES_MAX {
        return Ok(Address { path, _folder: None });
    }
    let folder = File::from(rustix::fs::open(ring, OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?);
    let path = PathBuf::from(format!("/proc/self/fd/{}", folder.as_raw_fd())).join(NAME);
    Ok(Address { path, _folder: Some(folder) })
}

/// Makes the socket. The caller holds the ring's lock, so one that lies there is of a bot that is gone.
///
/// # Errors
/// The folder's.
pub fn bind(ring: &Path) -> io::Result<UnixListener> {
    match fs::remove_file(ring.join(NAME)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let listener = UnixListener::bind(&address(ring)?.path)?;
    fs::set_permissions(ring.join(NAME), Permissions::from_mode(0o600))?;
    Ok(listener)
}

/// Answers one caller after the other, until the writer is gone.
pub async fn serve(listener: UnixListener, letters: Sender<Letter>) {
    loop {
        let Ok((mut caller, _)) = listener.accept().await else {
            // Too many open files, say: weather. The door opens again, and does not spin meanwhile.
            tokio::time::sleep(PATIENCE).await;
            continue;
        };
        let mine = rustix::process::geteuid().as_raw();
        if !caller.peer_cred().is_ok_and(|peer| peer.uid() == mine || peer.uid() == 0) {
            continue;
        }
        let answered = async {
            let mut question = [0; QUESTION.len()];
            caller.read_exact(&mut question).await.ok()?;
            if question != *QUESTION {
                return None;
            }
            let (answer, roster) = oneshot::channel();
            letters.send(Letter::Roster { answer }).ok()?;
            let answer = roster.await.ok()?.map_or(Answer::NoRoom, Answer::Roster);
            let bytes = zeroize::Zeroizing::new(serde_json::to_vec(&answer).ok()?);
            caller.write_all(&bytes).await.ok()?;
            caller.shutdown().await.ok()
        };
        // Whoever asks and does not wait has to ask again.
        _ = tokio::time::timeout(PATIENCE, answered).await;
    }
}

/// Asks the bot that runs. `None` when none does.
///
/// # Errors
/// It runs and does not answer.
pub fn ask(ring: &Path) -> Result<Option<Roster>, DoorError> {
    let mut stream = match UnixStream::connect(&address(ring)?.path) {
        Ok(stream) => stream,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused) => {
            return Ok(None);
        }
        Err(error) => return Err(error.into()),
    };
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.write_all(QUESTION)?;
    let mut bytes = zeroize::Zeroizing::new(Vec::new());
    stream.take(ANSWER_BYTES_MAX).read_to_end(&mut bytes).map_err(|_| DoorError::NoAnswer)?;
    match serde_json::from_slice(&bytes).map_err(|_| DoorError::NoAnswer)? {
        Answer::Roster(roster) => Ok(Some(roster)),
        Answer::NoRoom => Err(DoorError::NoRoom),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use std::os::unix::fs::DirBuilderExt;

    fn ring(home: &Path, name: &str) -> PathBuf {
        let ring = home.join(name);
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&ring).unwrap();
        ring
    }

    /// Answers every question with an empty roster, as the writer's thread would.
    fn writer() -> Sender<Letter> {
        let (letters, inbox) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            while let Ok(letter) = inbox.recv() {
                if let Letter::Roster { answer } = letter {
                    _ = answer.send(Some(Roster::default()));
                }
            }
        });
        letters
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_running_bot_is_asked_however_long_the_path_is() {
        let home = tempfile::tempdir().unwrap();
        let long = format!("{}/{}", "a".repeat(120), "b".repeat(120));
        for name in ["keys", &long] {
            let ring = ring(home.path(), name);
            assert!(ask(&ring).unwrap().is_none(), "nobody runs yet");
            // A socket of a bot that was killed.
            drop(bind(&ring).unwrap());
            assert!(ask(&ring).unwrap().is_none());
            let listener = bind(&ring).unwrap();
            assert_eq!(fs::metadata(ring.join(NAME)).unwrap().permissions().mode() & 0o777, 0o600);
            tokio::spawn(serve(listener, writer()));
            for _ in 0..3 {
                let ring = ring.clone();
                let asked = tokio::task::spawn_blocking(move || ask(&ring)).await.unwrap();
                assert!(asked.unwrap().is_some_and(|roster| roster.members.is_empty()));
            }
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn another_question_gets_no_answer_and_the_next_caller_does() {
        let home = tempfile::tempdir().unwrap();
        let ring = ring(home.path(), "keys");
        tokio::spawn(serve(bind(&ring).unwrap(), writer()));
        let asked = tokio::task::spawn_blocking(move || {
            let mut stream = UnixStream::connect(ring.join(NAME)).unwrap();
            stream.write_all(b"rechtdoor persons 1\n").unwrap();
            let mut answer = Vec::new();
            // The bot may close before it has read all of it.
            drop(stream.read_to_end(&mut answer));
            assert!(answer.is_empty());
            ask(&ring)
        });
        assert!(asked.await.unwrap().unwrap().is_some());
    }
}
