//! The gateway: OpenIM's WebSocket. A handshake, then requests one after the other, pushes in between. The token stands
//! in the address, so nothing here logs one.

mod answer;
mod lean;
mod talk;
#[cfg(test)]
mod tests;
mod under_way;

use std::sync::Arc;

use axum::body::Body;
use futures_util::SinkExt as _;
use http::header::{CONNECTION, CONTENT_TYPE, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use protocol::envelope::MAX_REQUEST;
use protocol::handshake::{self, Handshake, Outcome};
use protocol::{Code, platform};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};

use self::lean::Lean;
use self::talk::Talk;
use crate::apps::App;
use crate::im::{Failure, Im, Joining};
use crate::server::Server;

/// What a connection holds for reading while nothing arrives, in bytes. Thousands of them are idle at a time.
const READ_BUFFER: usize = 512;

/// A connection on its way from HTTP to a WebSocket.
pub(crate) struct Admitted {
    upgrade: OnUpgrade,
    im: Im,
    /// Absent for a refusal that is to be told as a frame.
    joining: Option<Joining>,
    /// The text frame that was asked for.
    first: Option<String>,
}

pub(crate) fn is_upgrade(request: &Request<Incoming>) -> bool {
    says(request.headers(), UPGRADE, "websocket") && says(request.headers(), CONNECTION, "upgrade")
}

/// Whether a header that is a list has this word.
fn says(headers: &HeaderMap, name: HeaderName, word: &str) -> bool {
    let mut lists = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    lists.any(|list| list.split(',').any(|entry| entry.trim().eq_ignore_ascii_case(word)))
}

/// Answers the request that opens the socket. A refusal has status 200 and no upgrade, or is told as the first frame
/// where the client asked for that.
pub(crate) async fn handshake(
    server: &Server,
    app: &Arc<App>,
    mut request: Request<Incoming>,
) -> (Response<Body>, Option<Admitted>) {
    let headers = request.headers();
    let key = headers
        .get(SEC_WEBSOCKET_KEY)
        .map(|key| derive_accept_key(key.as_bytes()));
    let thirteen = headers
        .get(SEC_WEBSOCKET_VERSION)
        .is_some_and(|version| version == "13");
    let (Some(key), true, &Method::GET) = (key, thirteen, request.method()) else {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::BAD_REQUEST;
        return (response, None);
    };
    let compression = headers.get("compression").and_then(|value| value.to_str().ok());
    let handshake = Handshake::read(request.uri().query().unwrap_or_default(), compression);
    let (respond, result) = match handshake {
        Ok(handshake) => (handshake.respond, admit(server, app, handshake).await),
        Err(error) => (error.respond, Err(Failure::new(handshake::Error::CODE, error.argument))),
    };
    let (joining, outcome) = match result {
        Ok(joining) => (Some(joining), Outcome::of(Code::OK)),
        Err(failure) => (
            None,
            Outcome {
                err_dlt: failure.reason.to_owned(),
                ..Outcome::of(failure.code)
            },
        ),
    };
    if joining.is_none() && !respond {
        let mut response = Response::new(Body::from(outcome.write()));
        response.headers_mut().insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/json; charset=utf-8"),
        );
        return (response, None);
    }
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    if let Ok(key) = HeaderValue::try_from(key) {
        headers.insert(SEC_WEBSOCKET_ACCEPT, key);
    }
    let upgrade = hyper::upgrade::on(&mut request);
    let first = respond.then(|| outcome.write());
    (
        response,
        Some(Admitted {
            upgrade,
            im: app.im.clone(),
            joining,
            first,
        }),
    )
}

async fn admit(server: &Server, app: &Arc<App>, handshake: Handshake) -> Result<Joining, Failure> {
    if app.im.sessions() >= server.config().limits.connections as usize {
        return Err(Failure::new(Code::TOO_MANY_CONNECTIONS, "too many connections"));
    }
    if !platform::can_sign_in(handshake.platform_id) {
        return Err(Failure::new(handshake::Error::CODE, "platformID"));
    }
    let caller = app
        .im
        .admit(&handshake.token, &handshake.user_id, handshake.platform_id)
        .await?;
    let admin = caller.is_admin();
    Ok(Joining {
        user: caller.user.id,
        user_id: caller.user.user_id.into(),
        foreign_id: caller.user.foreign_id.into(),
        platform: handshake.platform_id,
        admin,
        token: caller.token,
        expires: caller.expires,
        codec: handshake.codec,
        background: handshake.background,
    })
}

/// Makes the socket, says what is to be said first, and hands over the session unless that was a refusal.
pub(crate) async fn open<IO>(admitted: Admitted) -> Option<Box<Talk<Lean<IO>>>>
where
    IO: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let Admitted {
        upgrade,
        im,
        joining,
        first,
    } = admitted;
    let parts = upgrade.await.ok()?.downcast::<TokioIo<IO>>().ok()?;
    let config = WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER)
        .max_message_size(Some(MAX_REQUEST))
        .max_frame_size(Some(MAX_REQUEST));
    let stream = Lean::new(parts.io.into_inner(), parts.read_buf.to_vec());
    let mut socket = WebSocketStream::from_raw_socket(stream, Role::Server, Some(config)).await;
    if let Some(first) = first {
        socket.send(Message::text(first)).await.ok()?;
    }
    match joining.and_then(|joining| im.join(joining)) {
        Some(session) => Some(Box::new(Talk::new(socket, im, session))),
        None => {
            // The refusal is told, or the server is ending.
            let _ = socket.close(None).await;
            None
        }
    }
}
