//! Videos of messages as the page's player reads them: over HTTP, on this computer alone, as players of some web views
//! read no scheme of an app's own. Whoever asks has to know a secret that only the page is told, and gets nothing but
//! videos, in stretches that are fetched while they are wanted.

use std::net::Ipv4Addr;

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Path, State as Held},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use client::{
    Client,
    error::{Code, Problem, Result},
    random::{Random as _, SystemRandom},
    view::{AccountId, MediaStretch},
};
use futures_util::stream;
use tauri::{AppHandle, Manager as _};
use tokio::{net::TcpListener, sync::Mutex};

use crate::{engine::Engine, task::Task};

/// Answers until it is dropped, from the first video on.
#[derive(Default)]
pub struct Films(Mutex<Option<Running>>);

struct Running {
    /// With the secret.
    base: String,
    _task: Task,
}

#[derive(Clone)]
struct Asked {
    app: AppHandle,
    secret: String,
}

impl Films {
    /// Where a player finds a message's video.
    pub async fn address(&self, app: &AppHandle, account: &AccountId, id: &str) -> Result<String> {
        let mut running = self.0.lock().await;
        if running.is_none() {
            *running = Some(open(app.clone()).await.map_err(|error| {
                tracing::error!("Videos cannot be played: {error}");
                Problem::from(Code::Internal)
            })?);
        }
        let base = running.as_ref().map(|running| running.base.clone()).unwrap_or_default();
        // What stands inside of another message has slashes in its name.
        let id: String = url::form_urlencoded::byte_serialize(id.as_bytes()).collect();
        Ok(format!("{base}/{}/{id}", account.0))
    }
}

async fn open(app: AppHandle) -> std::io::Result<Running> {
    let mut random = [0; 16];
    SystemRandom.fill(&mut random);
    let secret: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let base = format!("http://{}/{secret}", listener.local_addr()?);
    let routes = Router::new()
        .route("/{secret}/{account}/{id}", get(answer))
        .with_state(Asked { app, secret });
    let task = Task::new(async move {
        if let Err(error) = axum::serve(listener, routes).await {
            tracing::error!("Videos are not answered for any more: {error}");
        }
    });
    Ok(Running { base, _task: task })
}

async fn answer(
    Held(asked): Held<Asked>,
    Path((secret, account, id)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Response {
    if secret != asked.secret {
        return StatusCode::NOT_FOUND.into_response();
    }
    let range = headers.get(header::RANGE).and_then(|range| range.to_str().ok());
    let found = match asked.app.state::<Engine>().client().await {
        Ok(client) => film(client, AccountId(account), id, range).await,
        Err(problem) => Err(problem),
    };
    found.unwrap_or_else(|_| StatusCode::NOT_FOUND.into_response())
}

async fn film(client: Client, account: AccountId, id: String, range: Option<&str>) -> Result<Response> {
    let first = client.stretch(&account, &id, 0).await?;
    if !first.kind.starts_with("video/") {
        return Err(Code::NotFound.into());
    }
    let size = first.size;
    let wanted = range.and_then(|range| within(range, size));
    let (from, end) = wanted.unwrap_or((0, size));
    let kind = HeaderValue::from_str(&first.kind).map_err(|_| Code::Internal)?;
    let begun = (from == 0).then_some(first);
    let mut response = Response::new(Body::from_stream(pieces(client, account, id, from, end, begun)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(end - from));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if wanted.is_some() {
        let said = HeaderValue::from_str(&format!("bytes {from}-{}/{size}", end.saturating_sub(1)));
        headers.insert(header::CONTENT_RANGE, said.map_err(|_| Code::Internal)?);
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(response)
}

/// Stretch by stretch, each when the one before is on its way. A failure cuts the answer short, and the player asks again.
fn pieces(
    client: Client,
    account: AccountId,
    id: String,
    from: u64,
    end: u64,
    begun: Option<MediaStretch>,
) -> impl stream::Stream<Item = Result<Bytes>> + Send + 'static {
    stream::unfold((from, begun), move |(at, begun)| {
        let (client, account, id) = (client.clone(), account.clone(), id.clone());
        async move {
            if at >= end {
                return None;
            }
            let next = match begun {
                Some(begun) => Ok(begun),
                None => client.stretch(&account, &id, at).await,
            };
            Some(match next {
                Ok(MediaStretch { mut bytes, .. }) if !bytes.is_empty() => {
                    bytes.truncate(usize::try_from(end - at).unwrap_or(usize::MAX));
                    let next = at + bytes.len() as u64;
                    (Ok(Bytes::from(bytes)), (next, None))
                }
                Ok(_) => (Err(Code::FileLost.into()), (end, None)),
                Err(problem) => (Err(problem), (end, None)),
            })
        }
    })
}

/// From where and up to where; `None`: the whole is given.
fn within(range: &str, size: u64) -> Option<(u64, u64)> {
    let (first, last) = range.trim().strip_prefix("bytes=")?.split_once('-')?;
    let first: u64 = first.trim().parse().ok()?;
    let end = match last.trim() {
        "" => size,
        last => last.parse::<u64>().ok()?.saturating_add(1).min(size),
    };
    (first < end).then_some((first, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_inside_of_the_film() {
        for (range, found) in [
            ("bytes=0-", Some((0, 10))),
            ("bytes=4-7", Some((4, 8))),
            ("bytes=8-100", Some((8, 10))),
            ("bytes=10-", None),
            ("bytes=3-2", None),
            ("bytes=-3", None),
            ("lines=0-1", None),
        ] {
            assert_eq!(within(range, 10), found, "{range}");
        }
    }
}
