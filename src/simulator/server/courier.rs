//! Brings updates to a webhook, one after the other, until each was taken with a 2xx.

use crate::simulator::Shared;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Bytes of an answer's head that are read.
const HEAD_BYTES_MAX: usize = 8_192;
const ANSWER_MS_MAX: u64 = 10_000;

struct Parcel {
    id: i64,
    url: String,
    secret: Option<String>,
    body: String,
}

pub(in crate::simulator) async fn deliver(shared: Arc<Shared>, retry_ms: u64) {
    let mut changed = shared.changed.subscribe();
    loop {
        changed.borrow_and_update();
        let parcel = shared.with(|state| {
            let now = state.now();
            state.queue.expire(now);
            let webhook = state.queue.webhook.as_ref()?;
            let update = state.queue.first()?;
            let (url, secret) = (webhook.url.clone(), webhook.secret.clone());
            Some(Parcel { id: update.id, url, secret, body: update.body.to_string() })
        });
        let Some(parcel) = parcel else {
            if changed.changed().await.is_err() {
                return;
            }
            continue;
        };
        let brought = tokio::time::timeout(Duration::from_millis(ANSWER_MS_MAX), bring(&parcel)).await;
        let error = match brought {
            Ok(Ok(status)) if (200..300).contains(&status) => None,
            Ok(Ok(status)) => Some(format!("Wrong response from the webhook: {status}")),
            Ok(Err(_)) => Some("Connection refused".to_owned()),
            Err(_) => Some("Read timeout expired".to_owned()),
        };
        let failed = error.is_some();
        shared.with(|state| match error {
            None => {
                state.queue.take(parcel.id);
                state.touch();
            }
            Some(what) => {
                let now = state.now();
                if let Some(webhook) = &mut state.queue.webhook {
                    webhook.last_error = Some((now, what));
                }
            }
        });
        if failed {
            tokio::time::sleep(Duration::from_millis(retry_ms)).await;
        }
    }
}

async fn bring(parcel: &Parcel) -> std::io::Result<u16> {
    let rest = parcel.url.trim_start_matches("http://");
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let secret = parcel.secret.as_ref().map(|it| format!("X-Telegram-Bot-Api-Secret-Token: {it}\r\n"));
    let head = format!(
        "POST /{path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nConnection: close\r\n{}\
         Content-Length: {}\r\n\r\n",
        secret.unwrap_or_default(),
        parcel.body.len()
    );
    let mut stream = TcpStream::connect(host).await?;
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(parcel.body.as_bytes()).await?;
    let mut read = Vec::new();
    let mut buffer = [0; 512];
    while !read.windows(2).any(|two| two == b"\r\n") && read.len() < HEAD_BYTES_MAX {
        let count = stream.read(&mut buffer).await?;
        if count == 0 {
            break;
        }
        read.extend_from_slice(&buffer[..count]);
    }
    let line = String::from_utf8_lossy(&read);
    let status = line.split_whitespace().nth(1).and_then(|code| code.parse().ok());
    status.ok_or_else(|| std::io::ErrorKind::InvalidData.into())
}
