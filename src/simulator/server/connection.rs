//! Connections that can be cut in the middle of a call: without that, no test would see what a lost answer does.

use axum::extract::connect_info::Connected;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::serve::{IncomingStream, Listener};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

pub(super) struct Door {
    pub listener: TcpListener,
    pub closed: watch::Receiver<bool>,
}

/// The knife of one connection.
#[derive(Clone)]
pub(super) struct Wire(Arc<AtomicBool>);

impl Wire {
    /// Nothing of the answer reaches the other side: the first write fails, and the connection closes.
    pub fn cut(&self) -> Response {
        self.0.store(true, Ordering::SeqCst);
        StatusCode::BAD_GATEWAY.into_response()
    }
}

pub(super) struct Stream {
    inner: TcpStream,
    wire: Wire,
    closed: watch::Receiver<bool>,
}

impl Stream {
    fn alive(&self) -> io::Result<()> {
        if self.wire.0.load(Ordering::SeqCst) || *self.closed.borrow() {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        Ok(())
    }
}

impl Listener for Door {
    type Io = Stream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Stream, SocketAddr) {
        let (inner, from) = Listener::accept(&mut self.listener).await;
        // Answers are small and a poll's end must not wait for the next packet.
        let _kept_as_it_is = inner.set_nodelay(true);
        (Stream { inner, wire: Wire(Arc::new(AtomicBool::new(false))), closed: self.closed.clone() }, from)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

impl Connected<IncomingStream<'_, Door>> for Wire {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        stream.io().wire.clone()
    }
}

impl AsyncRead for Stream {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, to: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.alive()?;
        Pin::new(&mut self.inner).poll_read(context, to)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.alive()?;
        Pin::new(&mut self.inner).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.alive()?;
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}
