//! What Selkie adds: where this answers, the server is one of ours.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::get;
use protocol::envelope::MAX_REQUEST;
use protocol::rest::ext::{CAPABILITIES, Capabilities, PRODUCT, Registration};

use super::{Calls, reply};
use crate::apps::App;
use crate::config;

pub(super) fn add(calls: Calls) -> Calls {
    calls.route(
        CAPABILITIES,
        get(|State(app): State<Arc<App>>| async move { reply(Ok(capabilities(&app))) }),
    )
}

fn capabilities(app: &App) -> Capabilities {
    Capabilities {
        product: PRODUCT.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        server_id: app.im.identity.server_id.clone(),
        epoch: app.im.identity.epoch.clone(),
        name: app.config.name.clone(),
        registration: match app.config.registration {
            config::Registration::Open => Registration::Open,
            config::Registration::Invite => Registration::Invite,
            config::Registration::Closed => Registration::Closed,
        },
        features: ["deduplication", "counts"].map(str::to_owned).to_vec(),
        max_message_bytes: MAX_REQUEST as i64,
    }
}
