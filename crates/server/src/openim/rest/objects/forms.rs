//! A file in a form: the way of clients that cannot cut one into parts. The form is read as it comes, and of all that is
//! in it only the file is taken. Knows no token: nobody guesses the address.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use bytes::BytesMut;
use http::header::CONTENT_TYPE;
use http::{Request, Response};
use http_body_util::BodyExt as _;

use super::putting::{PATIENCE, SLOWEST, answered};
use crate::apps::App;
use crate::im::Failure;

/// The field in which the file comes.
pub(super) const FIELD: &str = "file";
/// What stands before a field's value, at most.
const HEAD: usize = 8 * 1024;

const NO_FORM: Failure = Failure::args("this is no form with a file in it");
const ENDED: Failure = Failure::args("the form is too slow, or ended early");

pub(super) async fn post(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response<Body> {
    let taken = tokio::time::timeout(SLOWEST, take(&app, &id, request)).await;
    answered(taken.unwrap_or(Err(ENDED)))
}

async fn take(app: &App, id: &str, request: Request<Body>) -> Result<(), Failure> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let boundary = format!("\r\n--{}", kind.and_then(boundary).ok_or(NO_FORM)?).into_bytes();
    let mut form = Form {
        body: request.into_body(),
        // The first line is a boundary without the line's end before it.
        come: BytesMut::from("\r\n"),
        boundary,
    };
    loop {
        form.skip().await?;
        match form.head().await? {
            None => return Err(NO_FORM),
            Some(head) if is_file(&head) => break,
            Some(_) => {}
        }
    }
    let mut part = app.im.begin_part(id, 1).await?;
    while let Some(bytes) = form.value().await? {
        part.take(bytes.freeze()).await?;
    }
    part.end().await
}

/// What parts the fields, as the header says it.
fn boundary(kind: &str) -> Option<&str> {
    let mut words = kind.split(';').map(str::trim);
    if !words.next()?.eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let word = words.find_map(|word| {
        let (name, value) = word.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("boundary")
            .then_some(value.trim().trim_matches('"'))
    })?;
    (1..=70).contains(&word.len()).then_some(word)
}

/// Whether a field's head names it as the file.
fn is_file(head: &str) -> bool {
    let line = head
        .lines()
        .find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"));
    let mut words = line.unwrap_or_default().split(';').map(str::trim);
    words.any(|word| {
        let value = word.strip_prefix("name=").map(|value| value.trim_matches('"'));
        value == Some(FIELD)
    })
}

struct Form {
    body: Body,
    come: BytesMut,
    boundary: Vec<u8>,
}

impl Form {
    async fn more(&mut self) -> Result<(), Failure> {
        loop {
            match tokio::time::timeout(PATIENCE, self.body.frame()).await {
                Ok(Some(Ok(frame))) => {
                    if let Ok(bytes) = frame.into_data() {
                        self.come.extend_from_slice(&bytes);
                        return Ok(());
                    }
                }
                _ => return Err(ENDED),
            }
        }
    }

    /// To behind the next boundary.
    async fn skip(&mut self) -> Result<(), Failure> {
        while self.value().await?.is_some() {}
        Ok(())
    }

    /// The next piece of a value; none at its end, behind the boundary.
    async fn value(&mut self) -> Result<Option<BytesMut>, Failure> {
        loop {
            match find(&self.come, &self.boundary) {
                Some(0) => {
                    let _ = self.come.split_to(self.boundary.len());
                    return Ok(None);
                }
                Some(at) => return Ok(Some(self.come.split_to(at))),
                // What could be the beginning of a boundary waits.
                None if self.come.len() > self.boundary.len() => {
                    let sure = self.come.len() - self.boundary.len();
                    return Ok(Some(self.come.split_to(sure)));
                }
                None => self.more().await?,
            }
        }
    }

    /// The head of the field that begins here; none behind the last.
    async fn head(&mut self) -> Result<Option<String>, Failure> {
        loop {
            if self.come.starts_with(b"--") {
                return Ok(None);
            }
            if let Some(at) = find(&self.come, b"\r\n\r\n") {
                let head = self.come.split_to(at);
                // The line's end before a boundary is the boundary's: of an empty value it is the one that stays.
                let _ = self.come.split_to(4);
                return Ok(Some(String::from_utf8_lossy(&head).into_owned()));
            }
            if self.come.len() > HEAD {
                return Err(NO_FORM);
            }
            self.more().await?;
        }
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
