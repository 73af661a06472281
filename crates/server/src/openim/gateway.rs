//! The gateway: OpenIM's WebSocket. A handshake, then requests one after the other, pushes in between.

use std::sync::Arc;

use axum::body::Body;
use http::{Request, Response};
use hyper::body::Incoming;
use tokio::io::{AsyncRead, AsyncWrite};

use crate::apps::App;
use crate::server::Server;

/// A connection that may become a session.
pub(crate) struct Admitted {}

pub(crate) fn is_upgrade(_request: &Request<Incoming>) -> bool {
    false
}

pub(crate) async fn handshake(_server: &Server, _app: &Arc<App>, _request: Request<Incoming>) -> (Response<Body>, Option<Admitted>) {
    (Response::new(Body::empty()), None)
}

pub(crate) async fn run<IO: AsyncRead + AsyncWrite + Unpin + Send + 'static>(_admitted: Admitted) {}
