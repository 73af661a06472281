//! An object as it is given away: piece by piece, all of it or one stretch, or small where it is a picture, and never as
//! anything that a browser would run. Who asks shows a signature or a token, unless the server's owner lets a name do.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use futures_util::stream;
use http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, ETAG, IF_NONE_MATCH, IF_RANGE, RANGE, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use protocol::rest::TOKEN;

use crate::apps::App;
use crate::im::{CHUNK, EXPIRES, Failure, Im, Object, Reading, SIGNATURE, is_shown};

type Asked = BTreeMap<String, String>;

pub(super) async fn get(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Response<Body> {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    if !may(&app.im, &name, &asked, &headers).await {
        return status(StatusCode::FORBIDDEN);
    }
    let answered = async {
        let Some(object) = app.im.object(&name).await? else {
            return Ok(status(StatusCode::NOT_FOUND));
        };
        if let Some((bytes, kind)) = small(&app.im, &object, &asked).await? {
            return Ok(whole(bytes, kind, &object));
        }
        Ok::<_, Failure>(answer(&app.im, object, &headers).await)
    };
    answered
        .await
        .unwrap_or_else(|_| status(StatusCode::INTERNAL_SERVER_ERROR))
}

async fn may(im: &Im, name: &str, asked: &Asked, headers: &HeaderMap) -> bool {
    let expires = asked.get(EXPIRES).and_then(|expires| expires.parse().ok());
    let signature = asked.get(SIGNATURE).map(String::as_str).unwrap_or_default();
    if im.opens_object(name, expires.unwrap_or_default(), signature) {
        return true;
    }
    match headers.get(TOKEN).and_then(|token| token.to_str().ok()) {
        Some(token) if !token.is_empty() => im.caller(token).await.is_ok(),
        _ => false,
    }
}

/// As OpenIM's clients ask for the small picture of a picture.
async fn small(im: &Im, object: &Object, asked: &Asked) -> Result<Option<(Vec<u8>, &'static str)>, Failure> {
    if asked.get("type").map(String::as_str) != Some("image") {
        return Ok(None);
    }
    let side = |name: &str| asked.get(name).and_then(|side| side.parse().ok()).unwrap_or_default();
    im.thumbnail(object, side("width"), side("height")).await
}

fn whole(bytes: Vec<u8>, kind: &str, object: &Object) -> Response<Body> {
    let tag = format!("\"{}-{}\"", object.content, bytes.len());
    let mut response = Response::new(Body::from(bytes));
    describe(&mut response, kind, &tag);
    response
}

async fn answer(im: &Im, object: Object, headers: &HeaderMap) -> Response<Body> {
    let size = u64::try_from(object.size).unwrap_or_default();
    let said = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let tag = format!("\"{}\"", object.content);
    // Part of another file is not wanted.
    let range = said(RANGE).filter(|_| said(IF_RANGE).is_none_or(|known| known == tag));
    let mut response = if said(IF_NONE_MATCH) == Some(tag.as_str()) {
        status(StatusCode::NOT_MODIFIED)
    } else {
        let found = range.and_then(|range| stretch(range, size));
        let (first, length) = match found {
            None => (0, size),
            Some(Some((first, last))) => (first, last - first + 1),
            Some(None) => {
                let mut none = status(StatusCode::RANGE_NOT_SATISFIABLE);
                put(&mut none, CONTENT_RANGE, &format!("bytes */{size}"));
                return none;
            }
        };
        let Ok(reading) = im.read_object(&object, first, length).await else {
            return status(StatusCode::INTERNAL_SERVER_ERROR);
        };
        let mut response = Response::new(body(im.clone(), reading, length));
        put(&mut response, CONTENT_LENGTH, &length.to_string());
        if found.is_some() {
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            let last = first + length.saturating_sub(1);
            put(&mut response, CONTENT_RANGE, &format!("bytes {first}-{last}/{size}"));
        }
        response
    };
    put(&mut response, ACCEPT_RANGES, "bytes");
    describe(&mut response, &object.content_type, &tag);
    response
}

fn describe(response: &mut Response<Body>, kind: &str, tag: &str) {
    put(response, ETAG, tag);
    put(response, CONTENT_TYPE, kind);
    put(response, X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(response, CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    put(
        response,
        CONTENT_DISPOSITION,
        if is_shown(kind) { "inline" } else { "attachment" },
    );
    // Under this name there will never be anything else.
    put(response, CACHE_CONTROL, "private, max-age=31536000, immutable");
}

fn put(response: &mut Response<Body>, name: http::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

fn status(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// The first and the last byte that are wanted; inside none where there are no such. Anything but one stretch is not
/// understood, and then the answer is the whole.
fn stretch(range: &str, size: u64) -> Option<Option<(u64, u64)>> {
    let (first, last) = range.trim().strip_prefix("bytes=")?.split_once('-')?;
    let end = size.checked_sub(1);
    let found = match (first.trim(), last.trim()) {
        ("", last) => {
            let length: u64 = last.parse().ok()?;
            end.filter(|_| length > 0).map(|end| (size.saturating_sub(length), end))
        }
        (first, "") => {
            let first: u64 = first.parse().ok()?;
            end.filter(|end| first <= *end).map(|end| (first, end))
        }
        (first, last) => {
            let (first, last): (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
            if last < first {
                return None;
            }
            end.filter(|end| first <= *end).map(|end| (first, last.min(end)))
        }
    };
    Some(found)
}

/// Read as it is taken. A file that ends too early ends the connection, so that nobody takes it for whole.
fn body(im: Im, reading: Reading, length: u64) -> Body {
    Body::from_stream(stream::try_unfold(
        (im, reading, length),
        |(im, mut reading, left)| async move {
            if left == 0 {
                return Ok(None);
            }
            let wanted = usize::try_from(left).unwrap_or(CHUNK).min(CHUNK);
            let bytes: Bytes = im.read_on(&mut reading, wanted).await?;
            let come = bytes.len() as u64;
            if come == 0 {
                return Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof));
            }
            Ok(Some((bytes, (im, reading, left.saturating_sub(come)))))
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::stretch;

    #[test]
    fn a_stretch_is_one_and_inside() {
        for (range, found) in [
            ("bytes=0-3", Some(Some((0, 3)))),
            ("bytes=4-", Some(Some((4, 9)))),
            ("bytes=-3", Some(Some((7, 9)))),
            ("bytes=-300", Some(Some((0, 9)))),
            ("bytes=8-100", Some(Some((8, 9)))),
            ("bytes=10-", Some(None)),
            ("bytes=-0", Some(None)),
            ("bytes=3-2", None),
            ("bytes=0-1,4-5", None),
            ("lines=0-1", None),
            ("bytes=x-", None),
        ] {
            assert_eq!(stretch(range, 10), found, "{range}");
        }
        assert_eq!(stretch("bytes=0-", 0), Some(None));
    }
}
