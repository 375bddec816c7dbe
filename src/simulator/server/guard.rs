//! Who may speak to this server: a program or a page that named it by its own address, and no other site.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::{IpAddr, SocketAddr};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                      img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A name that somebody else's DNS points at this machine is no address of ours, so only numbers and localhost pass.
fn host_is_ours(host: &str, beyond_loopback: bool) -> bool {
    let ip = host.parse::<SocketAddr>().map(|at| at.ip()).or_else(|_| host.trim_matches(['[', ']']).parse::<IpAddr>());
    match ip {
        Ok(ip) => ip.is_loopback() || beyond_loopback,
        Err(_) => host.split(':').next() == Some("localhost"),
    }
}

fn allowed(headers: &HeaderMap, beyond_loopback: bool) -> bool {
    let text = |name| headers.get(name).map(|value: &HeaderValue| value.to_str().unwrap_or("?"));
    let Some(host) = text(header::HOST) else { return false };
    let origin_fits = text(header::ORIGIN).is_none_or(|origin| origin.strip_prefix("http://") == Some(host));
    let site_fits = headers.get("sec-fetch-site").is_none_or(|site| site != "cross-site");
    host_is_ours(host, beyond_loopback) && origin_fits && site_fits
}

pub(super) async fn check(State(beyond_loopback): State<bool>, request: Request, next: Next) -> Response {
    let mut response = if allowed(request.headers(), beyond_loopback) {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    };
    let headers = response.headers_mut();
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cache-control", "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_address_is_a_host() {
        for host in ["127.0.0.1:8088", "localhost:8088", "[::1]:8088", "127.0.0.1", "localhost"] {
            assert!(host_is_ours(host, false), "{host}");
        }
        for host in ["evil.example:8088", "192.168.1.5:80", "localhost.evil.example", "127.0.0.1.evil.example", ""] {
            assert!(!host_is_ours(host, false), "{host}");
        }
        assert!(host_is_ours("192.168.1.5:80", true));
        assert!(!host_is_ours("evil.example", true));
    }

    #[test]
    fn another_site_is_refused() {
        let ask = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, HeaderValue::from_static(value));
            }
            allowed(&headers, false)
        };
        assert!(ask(&[("host", "127.0.0.1:1"), ("origin", "http://127.0.0.1:1")]));
        assert!(!ask(&[("host", "127.0.0.1:1"), ("origin", "http://evil.example")]));
        assert!(!ask(&[("host", "127.0.0.1:1"), ("origin", "null")]));
        assert!(!ask(&[("host", "127.0.0.1:1"), ("sec-fetch-site", "cross-site")]));
        assert!(!ask(&[]));
    }
}
