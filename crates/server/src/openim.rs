//! OpenIM's front door: the gateway on its WebSocket and the IM calls of its REST. Turns words into calls of `im` and
//! holds no rule of chat.

pub(crate) mod gateway;
mod rest;

use std::sync::Arc;

use axum::Router;

use crate::apps::App;

/// The IM calls of one app, at `/`.
pub(crate) fn router(app: Arc<App>) -> Router {
    rest::router(app)
}
