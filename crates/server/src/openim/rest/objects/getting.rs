//! An object as it is given away: piece by piece, all of it or one stretch, and never as anything that a browser would
//! run. Knows no token; who knows the name may have it.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use futures_util::stream;
use http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, ETAG, IF_NONE_MATCH, RANGE, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderValue, Response, StatusCode};

use crate::apps::App;
use crate::im::{CHUNK, Im, Object};

pub(super) async fn get(State(app): State<Arc<App>>, Path(name): Path<String>, headers: HeaderMap) -> Response<Body> {
    match app.im.object(&name).await {
        Ok(Some(object)) => answer(&app.im, object, &headers),
        Ok(None) => status(StatusCode::NOT_FOUND),
        Err(_) => status(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

fn answer(im: &Im, object: Object, headers: &HeaderMap) -> Response<Body> {
    let size = u64::try_from(object.size).unwrap_or_default();
    let said = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let tag = format!("\"{}\"", object.content);
    let picture = object.content_type.starts_with("image/");
    let mut response = if said(IF_NONE_MATCH) == Some(tag.as_str()) {
        status(StatusCode::NOT_MODIFIED)
    } else {
        match said(RANGE).and_then(|range| stretch(range, size)) {
            None => {
                let mut whole = Response::new(body(im.clone(), object.clone(), 0, size));
                put(&mut whole, CONTENT_LENGTH, &size.to_string());
                whole
            }
            Some(Some((first, last))) => {
                let length = last - first + 1;
                let mut part = Response::new(body(im.clone(), object.clone(), first, length));
                *part.status_mut() = StatusCode::PARTIAL_CONTENT;
                put(&mut part, CONTENT_LENGTH, &length.to_string());
                put(&mut part, CONTENT_RANGE, &format!("bytes {first}-{last}/{size}"));
                part
            }
            Some(None) => {
                let mut none = status(StatusCode::RANGE_NOT_SATISFIABLE);
                put(&mut none, CONTENT_RANGE, &format!("bytes */{size}"));
                none
            }
        }
    };
    put(&mut response, ETAG, &tag);
    put(&mut response, ACCEPT_RANGES, "bytes");
    put(&mut response, CONTENT_TYPE, &object.content_type);
    put(&mut response, X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(&mut response, CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    put(
        &mut response,
        CONTENT_DISPOSITION,
        if picture { "inline" } else { "attachment" },
    );
    // Under this name there will never be anything else.
    put(&mut response, CACHE_CONTROL, "private, max-age=31536000, immutable");
    response
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
fn body(im: Im, object: Object, from: u64, length: u64) -> Body {
    Body::from_stream(stream::try_unfold(
        (im, object, from, length),
        |(im, object, from, left)| async move {
            if left == 0 {
                return Ok(None);
            }
            let wanted = usize::try_from(left).unwrap_or(CHUNK).min(CHUNK);
            let bytes = im.object_bytes(&object, from, wanted).await?;
            let come = bytes.len() as u64;
            if come == 0 {
                return Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof));
            }
            Ok(Some((
                Bytes::from(bytes),
                (im, object, from + come, left.saturating_sub(come)),
            )))
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
