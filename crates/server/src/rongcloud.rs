//! The RongCloud front door: its Server API, for App Servers that were written for it. The app is named by its App Key
//! and every request is signed with the app's secret. Turns words into calls of the IM half and holds no rule of chat.

mod answer;
mod blacklist;
mod groups;
mod kinds;
mod messages;
mod request;
mod routing;
mod users;

pub(crate) use routing::Routing;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use http::{Method, Request};

use crate::apps::Apps;
use crate::config::Limits;
use crate::http::Base;
use crate::limits::Rate;
use answer::Refusal;

const SECOND_MS: i64 = 1_000;

struct Calls {
    apps: Apps,
    /// By app and call, as RongCloud counts.
    rate: Rate,
}

/// The Server API calls, for all apps.
pub(crate) fn router(apps: Apps, limits: &Limits) -> Router {
    let rate = Rate::new(limits.server_calls_per_second, SECOND_MS);
    Router::new().fallback(call).with_state(Arc::new(Calls { apps, rate }))
}

async fn call(State(calls): State<Arc<Calls>>, request: Request<Body>) -> Response {
    match answered(&calls, request).await {
        Ok(fields) => answer::ok(fields),
        Err(refusal) => refusal.into(),
    }
}

async fn answered(calls: &Calls, request: Request<Body>) -> Result<answer::Fields, Refusal> {
    let app = request::signed(&calls.apps, request.headers())?;
    if request.method() != Method::POST {
        return Err(Refusal::METHOD);
    }
    let path = request.uri().path().to_owned();
    let path = path.trim_start_matches('/');
    let path = path.strip_suffix(".json").unwrap_or(path);
    let door = app.im.door();
    let base = Base::of(&request);
    calls
        .rate
        .take(&format!("{} {path}", app.key), door.now())
        .map_err(|_| Refusal::TOO_OFTEN)?;
    let asked = || request::read(request);
    match path {
        "user/getToken" => users::get_token(&door, asked().await?).await,
        "user/refresh" => users::refresh(&door, asked().await?).await,
        "user/info" => users::info(&door, asked().await?).await,
        "user/query" => users::query(&door, asked().await?).await,
        "user/blacklist/add" => blacklist::add(&door, asked().await?).await,
        "user/blacklist/remove" => blacklist::remove(&door, asked().await?).await,
        "user/blacklist/query" => blacklist::query(&door, asked().await?).await,
        "message/private/publish" => messages::publish_private(&app, &base, asked().await?).await,
        "message/group/publish" => messages::publish_group(&app, &base, asked().await?).await,
        "message/recall" => messages::recall(&app, asked().await?).await,
        "group/create" => groups::create(&app.im, asked().await?).await,
        "group/sync" => groups::sync(&app.im, asked().await?).await,
        "group/join" => groups::join(&app.im, asked().await?).await,
        "group/quit" => groups::quit(&app.im, asked().await?).await,
        "group/dismiss" => groups::dismiss(&app.im, asked().await?).await,
        "group/refresh" => groups::refresh(&app.im, asked().await?).await,
        "group/user/query" => groups::query(&app.im, asked().await?).await,
        "group/user/gag/add" => groups::gag(&app.im, asked().await?).await,
        "group/user/gag/rollback" => groups::ungag(&app.im, asked().await?).await,
        "group/user/gag/list" => groups::gagged(&app.im, asked().await?).await,
        "group/ban/add" => groups::ban(&app.im, asked().await?, true).await,
        "group/ban/rollback" => groups::ban(&app.im, asked().await?, false).await,
        "group/user/ban/whitelist/add" => groups::exempt(&app.im, asked().await?, true).await,
        "group/user/ban/whitelist/rollback" => groups::exempt(&app.im, asked().await?, false).await,
        "group/user/ban/whitelist/query" => groups::exempted(&app.im, asked().await?).await,
        // Without a body it asks for all.
        "group/ban/query" => groups::banned(&app.im, asked().await.ok()).await,
        _ => Err(Refusal::UNKNOWN_PATH),
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests;
