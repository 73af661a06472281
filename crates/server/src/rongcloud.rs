//! The RongCloud front door: its Server API, for App Servers that were written for it. The app is named by its App Key
//! and every request is signed with the app's secret. Turns words into calls of the IM half and holds no rule of chat.

mod answer;
mod messages;
mod request;
mod users;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use http::{Method, Request};

use crate::apps::Apps;
use answer::Refusal;

/// The Server API calls, for all apps.
pub(crate) fn router(apps: Apps) -> Router {
    Router::new().fallback(call).with_state(apps)
}

async fn call(State(apps): State<Apps>, request: Request<Body>) -> Response {
    match answered(&apps, request).await {
        Ok(fields) => answer::ok(fields),
        Err(refusal) => refusal.into(),
    }
}

async fn answered(apps: &Apps, request: Request<Body>) -> Result<answer::Fields, Refusal> {
    let app = request::signed(apps, request.headers())?;
    if request.method() != Method::POST {
        return Err(Refusal::METHOD);
    }
    let path = request.uri().path().to_owned();
    let path = path.trim_start_matches('/');
    let path = path.strip_suffix(".json").unwrap_or(path);
    let door = app.im.door();
    let asked = || request::read(request);
    match path {
        "user/getToken" => users::get_token(&door, asked().await?).await,
        "user/refresh" => users::refresh(&door, asked().await?).await,
        "user/info" => users::info(&door, asked().await?).await,
        "message/private/publish" => messages::publish_private(&app, asked().await?).await,
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
