//! The door: who may come in, which way parameters came, and how a fault looks on the wire.
//!
//! Never true here: a page of another site reads or presses something (Host and Origin are checked on every request,
//! there is no CORS), or a body without a bound is read.

mod connection;
pub mod courier;
mod guard;
mod page;

use super::api::params::{Params, decode};
use super::api::{self, Failure};
use super::faults::{Fault, strike};
use super::{Shared, world};
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, FromRequest, Multipart, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use connection::{Door, Wire};
use data_encoding::BASE64;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// Bytes of a call's body.
const BODY_BYTES_MAX: usize = 4 << 20;

pub(super) async fn serve(listener: TcpListener, shared: Arc<Shared>, beyond_loopback: bool) {
    let closed = shared.closed.subscribe();
    let app = Router::new()
        .merge(page::routes())
        .fallback(call)
        .layer(middleware::from_fn_with_state(beyond_loopback, guard::check))
        .with_state(shared)
        .into_make_service_with_connect_info::<Wire>();
    // It ends only by being stopped; a failed accept is retried inside.
    let _ended = axum::serve(Door { listener, closed }, app).await;
}

fn answer(code: u16, body: &Value) -> Response {
    let status = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}

fn refuse(failure: &Failure) -> Response {
    let mut response = answer(failure.code, &failure.body());
    let seconds = failure.parameters.as_ref().and_then(|it| it["retry_after"].as_i64());
    if let Some(value) = seconds.and_then(|seconds| HeaderValue::from_str(&seconds.to_string()).ok()) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

/// The method's name, or what is wrong with the address.
fn method_of(path: &str, token: &str) -> Result<String, Failure> {
    let not_found = || Failure::new(404, "Not Found");
    let rest = path.strip_prefix("/bot").ok_or_else(not_found)?;
    let (given, method) = rest.split_once('/').ok_or_else(not_found)?;
    let given = decode(given);
    let number = given.split(':').next().unwrap_or_default();
    if !given.contains(':') || number.is_empty() || !number.chars().all(|c| c.is_ascii_digit()) {
        return Err(Failure::new(401, "Unauthorized: invalid token specified"));
    }
    if given != token {
        return Err(Failure::new(401, "Unauthorized"));
    }
    if method.is_empty() || method.contains('/') { Err(not_found()) } else { Ok(method.to_owned()) }
}

async fn read_params(request: Request) -> Result<Params, Failure> {
    let mut params = Params::default();
    params.add_form(request.uri().query().unwrap_or_default());
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.to_lowercase();
    if kind.starts_with("multipart/form-data") {
        read_multipart(request, &mut params).await?;
        return Ok(params);
    }
    let body = axum::body::to_bytes(request.into_body(), BODY_BYTES_MAX).await;
    let body = body.map_err(|_| Failure::new(413, "Request Entity Too Large"))?;
    if kind.starts_with("application/json") && !body.is_empty() {
        let wrong = || Failure::new(400, "Bad Request: can't parse JSON object");
        match serde_json::from_slice(&body).map_err(|_| wrong())? {
            Value::Object(fields) => params.0.extend(fields),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => return Err(wrong()),
        }
    } else if kind.starts_with("application/x-www-form-urlencoded") {
        params.add_form(&String::from_utf8_lossy(&body));
    }
    Ok(params)
}

/// A part with a file name becomes its name, type, size and content, the latter in base64.
async fn read_multipart(request: Request, params: &mut Params) -> Result<(), Failure> {
    let wrong = || Failure::new(400, "Bad Request: can't parse multipart body");
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| wrong())?;
    let mut total = 0;
    while let Some(part) = parts.next_field().await.map_err(|_| wrong())? {
        let name = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        let kind = part.content_type().unwrap_or("application/octet-stream").to_owned();
        let bytes = part.bytes().await.map_err(|_| Failure::new(413, "Request Entity Too Large"))?;
        total += bytes.len();
        if total > BODY_BYTES_MAX {
            return Err(Failure::new(413, "Request Entity Too Large"));
        }
        let value = match file {
            Some(file) => {
                json!({ "file_name": file, "mime_type": kind, "file_size": bytes.len(), "content": BASE64.encode(&bytes) })
            }
            None => Value::String(String::from_utf8_lossy(&bytes).into_owned()),
        };
        params.0.insert(name, value);
    }
    Ok(())
}

async fn call(State(shared): State<Arc<Shared>>, ConnectInfo(wire): ConnectInfo<Wire>, request: Request) -> Response {
    let token = shared.lock().token.clone();
    let named = match method_of(request.uri().path(), &token) {
        Ok(named) => named,
        Err(failure) => return refuse(&failure),
    };
    let params = match read_params(request).await {
        Ok(params) => params,
        Err(failure) => return refuse(&failure),
    };
    let method = named.to_lowercase();
    let fault = shared.with(|state: &mut world::State| {
        state.log_call(&named, &params.0);
        strike(&mut state.rules, &mut state.chance, &method, params.integer("chat_id"))
    });
    match &fault {
        Some(Fault::Status(code, description)) => return refuse(&Failure::new(*code, description.clone())),
        Some(Fault::RetryAfter(seconds)) => return refuse(&Failure::retry_after(i64::from(*seconds))),
        Some(Fault::DropBefore) => return wire.cut(),
        Some(Fault::Html502) => return bad_gateway(),
        Some(Fault::DropAfter | Fault::Delay(_)) | None => {}
    }
    let result = match method.as_str() {
        "getupdates" => api::updates::get(&shared, &params).await,
        _ => shared.with(|state| api::run(state, &method, &params)),
    };
    match fault {
        Some(Fault::DropAfter) => return wire.cut(),
        Some(Fault::Delay(ms)) => tokio::time::sleep(Duration::from_millis(ms)).await,
        // These were answered above, before anything was done.
        Some(Fault::Status(..) | Fault::RetryAfter(_) | Fault::DropBefore | Fault::Html502) | None => {}
    }
    match result {
        Ok(result) => answer(200, &json!({ "ok": true, "result": result })),
        Err(failure) => refuse(&failure),
    }
}

fn bad_gateway() -> Response {
    let page = "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>";
    (StatusCode::BAD_GATEWAY, [(header::CONTENT_TYPE, "text/html")], Body::from(page)).into_response()
}
