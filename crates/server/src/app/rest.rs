//! The account calls over HTTP, in OpenIM's words, below `/chat`. Turns them into calls of [`super::Accounts`] and holds
//! no rule.

mod accounts;
mod ext;
mod people;

use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Request, StatusCode};
use protocol::Code;
use protocol::rest::account::SendCodeResp;
use protocol::rest::{Call, Envelope, OPERATION_ID, TOKEN};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::apps::App;
use crate::config::Config;
use crate::im::Failure;
use crate::server::Peer;

/// The longest body that is read, in bytes.
const MAX_BODY: usize = 64 * 1024;

/// The `/chat` calls of one app.
pub fn router(app: Arc<App>) -> Router {
    let mut calls = people::route(accounts::route(Router::new()));
    if !app.config.plain {
        calls = ext::route(calls);
    }
    Router::new().nest("/chat", calls.fallback(unknown).with_state(app))
}

/// What a call says beside its body.
pub(super) struct Context {
    pub(super) from: super::From,
    pub(super) token: String,
}

/// Binds a call to its path.
pub(super) fn bind<C, A, F, Answered>(router: Router<Arc<App>>, call: F) -> Router<Arc<App>>
where
    C: Call + Send,
    A: Serialize,
    F: Fn(Arc<App>, Context, C) -> Answered + Clone + Send + Sync + 'static,
    Answered: Future<Output = Result<A, Failure>> + Send,
{
    let handler = move |State(app): State<Arc<App>>, request: Request<Body>| async move {
        let plain = app.config.plain;
        let answered = async {
            let (context, asked) = read::<C>(&app.config, request).await?;
            call(app, context, asked).await
        };
        match answered.await {
            Ok(data) => json(StatusCode::OK, &Envelope::ok(data)),
            Err(failure) => json(StatusCode::OK, &refusal(failure, plain)),
        }
    };
    router.route(C::PATH, post(handler))
}

async fn read<C: DeserializeOwned>(config: &Config, request: Request<Body>) -> Result<(Context, C), Failure> {
    let (head, body) = request.into_parts();
    if header(&head.headers, OPERATION_ID).is_empty() {
        return Err(Failure::new(Code::ARGS, "header must have operationID"));
    }
    let peer = head.extensions.get::<Peer>().copied().unwrap_or_default();
    let context = Context {
        from: address(config, peer, &head.headers),
        token: header(&head.headers, TOKEN).to_owned(),
    };
    let body = to_bytes(body, MAX_BODY)
        .await
        .map_err(|_| Failure::new(Code::ARGS, "the body is too long"))?;
    let body: &[u8] = if body.trim_ascii().is_empty() { b"{}" } else { &body };
    let asked = serde_json::from_slice(body);
    // The error would repeat what was sent.
    Ok((
        context,
        asked.map_err(|_| Failure::new(Code::ARGS, "the body is not the JSON of this call"))?,
    ))
}

fn address(config: &Config, peer: Peer, headers: &HeaderMap) -> Option<IpAddr> {
    let forwarded = headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()
        .and_then(|value| value.to_str().ok());
    peer.addr.map(|addr| config.counted_address(addr.ip(), forwarded))
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

/// An error, and beside it how long to wait, where that is known.
fn refusal(failure: Failure, plain: bool) -> Envelope<SendCodeResp> {
    let mut envelope = Envelope::error(failure.code, failure.reason);
    if failure.wait_seconds > 0 && !plain {
        envelope.data = Some(SendCodeResp {
            wait_seconds: failure.wait_seconds,
        });
    }
    envelope
}

async fn unknown() -> Response {
    json(
        StatusCode::NOT_FOUND,
        &Envelope::<()>::error(Code::ARGS, "there is no such call"),
    )
}

fn json(status: StatusCode, answer: &impl Serialize) -> Response {
    match serde_json::to_vec(answer) {
        Ok(body) => {
            let kind = HeaderValue::from_static("application/json; charset=utf-8");
            (status, [(CONTENT_TYPE, kind)], body).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "An answer could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
