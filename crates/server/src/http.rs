//! One HTTP/1 connection: who may call at all (Host, Origin), which app and which door a request is for, and the change
//! to a WebSocket. Knows no call and no rule of chat. Addresses are never logged: there are tokens in them.

mod base;
mod compress;

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use http::header::{CONTENT_TYPE, HOST, ORIGIN};
use http::uri::PathAndQuery;
use http::{HeaderValue, Method, Request, Response, StatusCode, Uri};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tower::ServiceExt as _;

pub(crate) use base::Base;

use crate::apps::App;
use crate::openim::gateway;
use crate::server::{Peer, Server};

/// For a request's head to arrive, counted from the end of the one before.
const HEAD: Duration = Duration::from_secs(30);
/// The longest head of a request, in bytes.
const HEAD_SIZE: usize = 32 * 1024;

/// The doors of one app.
#[derive(Clone)]
pub(crate) struct Routers {
    openim: Router,
    chat: Router,
}

impl Routers {
    pub(crate) fn new(app: &Arc<App>) -> Self {
        Self {
            openim: crate::openim::router(Arc::clone(app)),
            chat: crate::app::router(Arc::clone(app)),
        }
    }
}

/// Filled when a request became a WebSocket.
type Upgrade = Arc<Mutex<Option<gateway::Admitted>>>;

pub(crate) async fn serve<IO>(server: &Server, io: IO, peer: Peer)
where
    IO: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let upgrade = Upgrade::default();
    // In boxes of their own, so that neither takes room while the other runs.
    Box::pin(requests(server, io, peer, &upgrade)).await;
    let admitted = upgrade.lock().unwrap_or_else(PoisonError::into_inner).take();
    drop(upgrade);
    if let Some(admitted) = admitted
        && let Some(talk) = Box::pin(gateway::open::<IO>(admitted)).await
    {
        Box::pin(talk.run()).await;
    }
}

async fn requests<IO>(server: &Server, io: IO, peer: Peer, upgrade: &Upgrade)
where
    IO: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut draining = server.draining();
    let service = service_fn(|request| {
        let answer = answer(server.clone(), request, peer, Arc::clone(upgrade));
        Box::pin(async { Ok::<_, Infallible>(answer.await) })
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_SIZE)
        .serve_connection(TokioIo::new(io), service)
        .with_upgrades();
    tokio::pin!(connection);
    let drained = async {
        // The guard inside the answer must not live over an await.
        let _ = draining.wait_for(|draining| *draining).await.is_ok();
    };
    let ended = tokio::select! {
        biased;
        ended = connection.as_mut() => Some(ended),
        () = drained => None,
    };
    let ended = match ended {
        Some(ended) => ended,
        None => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        // Ordinary life on a network; the text of hyper's errors holds nothing of the request.
        tracing::debug!(%error, "A connection ended early");
    }
}

async fn answer(server: Server, request: Request<Incoming>, peer: Peer, upgrade: Upgrade) -> Response<Body> {
    let config = server.config();
    let header = |name| {
        request
            .headers()
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
    };
    // A web page can point a name of its own at this machine, or call it by loopback; its browser says so here.
    if !header(HOST).is_some_and(|host| config.host_allowed(host)) {
        return refuse(StatusCode::MISDIRECTED_REQUEST, "This server does not go by that name");
    }
    let origin = request.headers().get(ORIGIN).cloned();
    if let Some(origin) = &origin
        && !origin.to_str().is_ok_and(|origin| config.origin_allowed(origin))
    {
        return refuse(
            StatusCode::FORBIDDEN,
            "Web pages of this origin may not call this server",
        );
    }
    let compress = compress::wanted(request.headers(), peer);
    let mut response = match (origin.is_some(), request.method() == Method::OPTIONS) {
        (true, true) => Response::new(Body::empty()),
        _ => route(&server, request, peer, upgrade).await,
    };
    if compress {
        response = compress::gzip(response).await;
    }
    if let Some(origin) = origin {
        let headers = response.headers_mut();
        headers.insert("access-control-allow-origin", origin);
        headers.insert("access-control-allow-headers", HeaderValue::from_static("*"));
        headers.insert("access-control-allow-methods", HeaderValue::from_static("*"));
        headers.insert("access-control-max-age", HeaderValue::from_static("86400"));
        headers.append("vary", HeaderValue::from_static("origin"));
    }
    response
}

async fn route(server: &Server, request: Request<Incoming>, peer: Peer, upgrade: Upgrade) -> Response<Body> {
    let path = request.uri().path();
    if path == "/healthz" {
        return plain(StatusCode::OK, "ok\n");
    }
    let (app, path) = match path
        .strip_prefix("/app/")
        .map(|rest| rest.split_once('/').unwrap_or((rest, "")))
    {
        Some((key, rest)) => match server.apps().get(key) {
            Some(app) => (app, format!("/{rest}")),
            None => return refuse(StatusCode::NOT_FOUND, "There is no such app"),
        },
        None => (Arc::clone(server.apps().default_app()), path.to_owned()),
    };
    if gateway::is_upgrade(&request) {
        let (response, admitted) = gateway::handshake(server, &app, request).await;
        *upgrade.lock().unwrap_or_else(PoisonError::into_inner) = admitted;
        return response;
    }
    let by_app_key = ["app-key", "rc-app-key"]
        .iter()
        .any(|name| request.headers().contains_key(*name));
    let base = Base::reached(server.config(), peer, request.headers(), request.uri().path());
    let (router, path) = if by_app_key {
        (server.rongcloud(), path)
    } else if path == "/chat" || path.starts_with("/chat/") {
        (server.routers(&app).chat, path)
    } else {
        let path = path
            .strip_prefix("/api")
            .filter(|rest| rest.starts_with('/'))
            .map(str::to_owned)
            .unwrap_or(path);
        (server.routers(&app).openim, path)
    };
    let Some(mut request) = with_path(request, &path) else {
        return refuse(StatusCode::BAD_REQUEST, "The address cannot be read");
    };
    request.extensions_mut().insert(peer);
    request.extensions_mut().insert(base);
    match router.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

fn with_path(request: Request<Incoming>, path: &str) -> Option<Request<Body>> {
    let (mut head, body) = request.into_parts();
    if head.uri.path() != path {
        let path = match head.uri.query() {
            Some(query) => PathAndQuery::try_from(format!("{path}?{query}")),
            None => PathAndQuery::try_from(path),
        };
        head.uri = Uri::from(path.ok()?);
    }
    Some(Request::from_parts(head, Body::new(body)))
}

fn refuse(status: StatusCode, reason: &'static str) -> Response<Body> {
    plain(status, reason)
}

fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
