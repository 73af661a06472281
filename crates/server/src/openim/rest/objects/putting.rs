//! A part of a file as it comes: written piece by piece, so that none of it stays in memory, and no longer than was
//! announced. Knows no token.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path, State};
use http::{Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use protocol::Code;

use crate::apps::App;
use crate::im::Failure;

/// Without a piece for so long, nothing more comes.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// A part that is not here after so long, though something of it comes, never will be.
pub(super) const SLOWEST: Duration = Duration::from_secs(2 * 60 * 60);

const SLOW: Failure = Failure::args("the part is too slow, or ended early");

pub(super) async fn put(
    State(app): State<Arc<App>>,
    Path((id, part)): Path<(String, u64)>,
    request: Request<Body>,
) -> Response<Body> {
    let taken = tokio::time::timeout(SLOWEST, take(&app, &id, part, request.into_body())).await;
    answered(taken.unwrap_or(Err(SLOW)))
}

/// Clients look at the status alone.
pub(super) fn answered(taken: Result<(), Failure>) -> Response<Body> {
    let status = match taken {
        Ok(()) => StatusCode::OK,
        Err(Failure {
            code: Code::NO_SPACE, ..
        }) => StatusCode::INSUFFICIENT_STORAGE,
        Err(Failure {
            code: Code::INTERNAL, ..
        }) => StatusCode::INTERNAL_SERVER_ERROR,
        Err(_) => StatusCode::BAD_REQUEST,
    };
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

async fn take(app: &App, id: &str, part: u64, mut body: Body) -> Result<(), Failure> {
    let mut coming = app.im.begin_part(id, part).await?;
    loop {
        match tokio::time::timeout(PATIENCE, body.frame()).await {
            Ok(None) => return coming.end().await,
            Ok(Some(Ok(frame))) => {
                if let Ok(bytes) = frame.into_data() {
                    coming.take(bytes).await?;
                }
            }
            Ok(Some(Err(_))) | Err(_) => return Err(SLOW),
        }
    }
}
