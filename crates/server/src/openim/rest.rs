//! The IM calls over HTTP: headers, token, body, answer. Each call is one function of a noun's file; none of them sees
//! HTTP.

mod auth;
mod commands;
mod conversations;
mod early;
mod ext;
mod friends;
mod groups;
mod jssdk;
mod messages;
mod objects;
#[cfg(test)]
mod tests;
mod third;
mod users;
mod versioned;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::routing::post;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Request, Response};
use http_body_util::{BodyExt as _, Limited};
use protocol::Code;
use protocol::rest::{Call, OPERATION_ID, Pagination, TOKEN};
use serde::Serialize;

use crate::apps::App;
use crate::http::Base;
use crate::im::{Caller, Failure, Im, Viewer};
use crate::store::users::User;

/// The longest body of a request, in bytes.
const MAX_BODY: usize = 2 << 20;
/// For a request's body to arrive.
const BODY: Duration = Duration::from_secs(30);
/// Rows that one page can have.
const MAX_PAGE: i32 = 1000;

type Calls = Router<Arc<App>>;

/// All calls of one app, at `/`.
pub(super) fn router(app: Arc<App>) -> Router {
    let mut calls = Calls::new();
    for add in [
        auth::add,
        commands::add,
        conversations::add,
        early::add,
        friends::add,
        groups::add,
        jssdk::add,
        messages::add,
        objects::add,
        third::add,
        users::add,
        versioned::add,
    ] {
        calls = add(calls);
    }
    if !app.config.plain {
        calls = ext::add(calls);
    }
    // What is not here, an enterprise client may ask for: it gets an answer, never a hang.
    calls
        .fallback(|| async { refusal(NO_CALL) })
        .method_not_allowed_fallback(|| async { refusal(NO_CALL) })
        .with_state(app)
}

const NO_CALL: Failure = Failure::new(Code::RECORD_NOT_FOUND, "this server has no such call");
const OTHER_USER: Failure = Failure::new(Code::NO_PERMISSION, "the call acts for another user");
const NOT_ADMIN: Failure = Failure::new(Code::NO_PERMISSION, "only an administrator may do this");
const NO_TOKEN: Failure = Failure::args("header must have token");
const CLOSED: Failure = Failure::new(Code::NO_PERMISSION, "this server's administrator doors are closed");

/// Who calls, and the app that is called.
#[derive(Clone)]
pub(super) struct Ask {
    pub(super) app: Arc<App>,
    im: Im,
    pub(super) caller: Caller,
    /// By which address the call came.
    pub(super) base: Base,
}

impl Ask {
    /// Looks at the request at once, and for the caller when polled: a body cannot be shared between threads.
    fn of(app: Arc<App>, request: &Request<Body>) -> impl Future<Output = Result<Self, Failure>> + Send + use<> {
        let headers = request.headers();
        let shown = operation(headers).and_then(|id| Ok((app.im.within(id), header(headers, TOKEN).ok_or(NO_TOKEN)?)));
        let shown = shown.map(|(im, token)| (im, token.to_owned()));
        let base = Base::of(request);
        async move {
            let (im, token) = shown?;
            let caller = im.caller(&token).await?;
            Ok(Self { app, im, caller, base })
        }
    }

    pub(super) fn im(&self) -> &Im {
        &self.im
    }

    pub(super) fn must_be_admin(&self) -> Result<(), Failure> {
        if self.caller.is_admin() { Ok(()) } else { Err(NOT_ADMIN) }
    }

    /// The user that the call acts for: the caller, or anybody for an administrator.
    pub(super) async fn acting(&self, user_id: &str) -> Result<User, Failure> {
        let own = &self.caller.user;
        if own.user_id == user_id || !user_id.is_empty() && own.foreign_id == user_id {
            return Ok(own.clone());
        }
        if !self.caller.is_admin() {
            return Err(OTHER_USER);
        }
        self.im().find_user(user_id).await?.ok_or(Failure::NO_USER)
    }

    pub(super) async fn viewer(&self, user_id: &str) -> Result<Viewer, Failure> {
        Ok(Viewer::from(&self.acting(user_id).await?))
    }
}

/// Adds a call that needs a token.
fn with_token<C, F, A>(calls: Calls, handler: F) -> Calls
where
    C: Call + Send + 'static,
    C::Answer: Send,
    F: Fn(Ask, C) -> A + Clone + Send + Sync + 'static,
    A: Future<Output = Result<C::Answer, Failure>> + Send,
{
    let handle = async move |app: Arc<App>, request: Request<Body>| {
        let ask = Ask::of(app, &request).await?;
        handler(ask, read(request).await?).await
    };
    calls.route(
        C::PATH,
        post(move |State(app): State<Arc<App>>, request| async move { reply(handle(app, request).await) }),
    )
}

/// Adds a call that anybody may make, or that shows the app's secret in its body.
fn open<C, F, A>(calls: Calls, handler: F) -> Calls
where
    C: Call + Send + 'static,
    C::Answer: Send,
    F: Fn(Arc<App>, C) -> A + Clone + Send + Sync + 'static,
    A: Future<Output = Result<C::Answer, Failure>> + Send,
{
    let handle = async move |app: Arc<App>, request: Request<Body>| {
        operation(request.headers())?;
        handler(app, read(request).await?).await
    };
    calls.route(
        C::PATH,
        post(move |State(app): State<Arc<App>>, request| async move { reply(handle(app, request).await) }),
    )
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .filter(|value| !value.is_empty())
}

fn operation(headers: &HeaderMap) -> Result<&str, Failure> {
    header(headers, OPERATION_ID).ok_or(Failure::args("header must have operationID"))
}

async fn body(request: Request<Body>) -> Result<Bytes, Failure> {
    match tokio::time::timeout(BODY, Limited::new(request.into_body(), MAX_BODY).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        _ => Err(Failure::args("the body is too long or too slow, or ended early")),
    }
}

async fn read<C: Call>(request: Request<Body>) -> Result<C, Failure> {
    json(&body(request).await?)
}

fn json<C: Call>(body: &[u8]) -> Result<C, Failure> {
    // A call without anything to say may come without a body.
    let body = if body.is_empty() { b"{}" } else { body };
    serde_json::from_slice(body).map_err(|_| Failure::args("the body is not the JSON that this call takes"))
}

fn reply<T: Serialize>(result: Result<T, Failure>) -> Response<Body> {
    match result.and_then(|data| {
        serde_json::to_string(&data).map_err(|_| Failure::new(Code::INTERNAL, "the answer cannot be written"))
    }) {
        // OpenIM leaves out data that says nothing.
        Ok(data) if data == "{}" => respond(r#"{"errCode":0,"errMsg":"","errDlt":""}"#.to_owned()),
        Ok(data) => respond(format!(r#"{{"errCode":0,"errMsg":"","errDlt":"","data":{data}}}"#)),
        Err(failure) => refusal(failure),
    }
}

fn refusal(failure: Failure) -> Response<Body> {
    let Failure { code, reason, .. } = failure;
    respond(serde_json::json!({ "errCode": code, "errMsg": code.name(), "errDlt": reason }).to_string())
}

fn respond(body: String) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    response.headers_mut().insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/json; charset=utf-8"),
    );
    response
}

/// Rows to skip and to take; pages count from 1.
fn rows(page: Pagination) -> Result<(i64, i64), Failure> {
    if page.page_number < 1 || page.show_number < 1 {
        return Err(Failure::args("pageNumber and showNumber begin at 1"));
    }
    let show = page.show_number.min(MAX_PAGE);
    Ok((i64::from(page.page_number - 1) * i64::from(show), i64::from(show)))
}

/// A page of something that is at hand as a whole.
fn paged<T>(all: Vec<T>, page: Pagination) -> Result<Vec<T>, Failure> {
    let (skip, take) = rows(page)?;
    let count = |number| usize::try_from(number).unwrap_or(usize::MAX);
    Ok(all.into_iter().skip(count(skip)).take(count(take)).collect())
}
