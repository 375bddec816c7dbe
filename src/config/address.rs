//! Addresses of the configuration: where the Bot API is, and where we listen.
//!
//! Read strictly: what two readers of URLs could understand differently is refused, because the token goes there.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Why an address is refused: what, and the mend.
pub(super) type Refused = (&'static str, &'static str);

/// An address like `https://api.telegram.org`, without a slash at its end.
///
/// # Errors
/// Anything but http and https, with names, passwords, questions or marks in it; and plain http to another machine,
/// which would hand the token to everyone in between.
pub(super) fn api_url(text: &str) -> Result<String, Refused> {
    let (secure, loopback) = look_at(text)?;
    if !secure && !loopback {
        return Err((
            "plain http to another machine would hand over the token",
            "write https://, or run the Bot API server on this machine and name 127.0.0.1",
        ));
    }
    Ok(text.trim_end_matches('/').to_owned())
}

/// The public address of the webhook. Telegram calls https only; a Bot API server on this machine may call http.
pub(super) fn webhook_url(text: &str) -> Result<String, Refused> {
    let (secure, loopback) = look_at(text)?;
    if secure || loopback { Ok(text.to_owned()) } else { Err(("Telegram calls https only", "write https://")) }
}

/// Whether the address is https, and whether it is on this machine.
fn look_at(text: &str) -> Result<(bool, bool), Refused> {
    let (secure, rest) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        (None, None) => return Err(("the address has no scheme", "begin with https://")),
    };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let in_brackets = authority.starts_with('[');
    let host_bytes =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-.:".contains(&byte) || (in_brackets && b"[]".contains(&byte));
    if authority.is_empty() || !path.bytes().all(plain) || !authority.bytes().all(host_bytes) {
        return Err(("the address is not just scheme, host, port and path", "write it like https://api.telegram.org"));
    }
    let (host, port) = if in_brackets {
        let end = authority.find(']').unwrap_or(authority.len() - 1);
        authority.split_at(end + 1)
    } else {
        authority.split_at(authority.find(':').unwrap_or(authority.len()))
    };
    let port_fits = port.is_empty() || port.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok());
    if host.is_empty() || !port_fits {
        return Err(("the address has no host, or a wrong port", "write it like https://api.telegram.org:443"));
    }
    Ok((secure, is_loopback(host)?))
}

fn is_loopback(host: &str) -> Result<bool, Refused> {
    if host.starts_with('[') {
        let inside = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or_default();
        return match inside.parse::<Ipv6Addr>() {
            Ok(address) => Ok(address.is_loopback()),
            Err(_) => Err(("what stands in [ ] is no IPv6 address", "write it like http://[::1]:8081")),
        };
    }
    Ok(host == "localhost" || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback()))
}

/// `127.0.0.1:9188`, `[::1]:9188` or `localhost:9188`.
pub(super) fn listen(text: &str) -> Result<SocketAddr, Refused> {
    if let Some(port) = text.strip_prefix("localhost:").and_then(|port| port.parse().ok()) {
        return Ok(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port));
    }
    text.parse().map_err(|_| ("this is no address to listen on", "write address and port, as 127.0.0.1:9188"))
}

/// As [`listen`], and only this machine can reach it.
pub(super) fn listen_here(text: &str) -> Result<SocketAddr, Refused> {
    let address = listen(text)?;
    if address.ip().is_loopback() {
        return Ok(address);
    }
    Err(("health and metrics would be open to other machines", "write 127.0.0.1 and a port, as 127.0.0.1:9188"))
}
