//! One HTTP request and its answer over a pipe, by hyper's own client. Knows no path and no answer's meaning.

use std::pin::pin;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;

use crate::pipe::End;

/// The far end went away before the answer was complete.
#[derive(Debug)]
pub struct Gone;

pub struct Request<'a> {
    pub method: http::Method,
    pub url: &'a str,
    pub headers: &'a [(String, String)],
    pub body: Vec<u8>,
}

pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// The `Host` header unless the request names one itself.
pub fn authority(url: &str) -> String {
    url.parse::<http::Uri>()
        .ok()
        .and_then(|uri| uri.authority().map(ToString::to_string))
        .unwrap_or_default()
}

pub async fn exchange(end: End, request: Request<'_>) -> Result<Answer, Gone> {
    let uri: http::Uri = request.url.parse().expect("A usable URL");
    let path = uri
        .path_and_query()
        .map_or("/", http::uri::PathAndQuery::as_str)
        .to_owned();
    let mut builder = http::Request::builder().method(request.method).uri(path);
    if !request
        .headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("host"))
    {
        builder = builder.header("host", authority(request.url));
    }
    for (name, value) in request.headers {
        builder = builder.header(name, value);
    }
    let message = builder
        .body(Full::new(Bytes::from(request.body)))
        .expect("A usable request");
    let (mut sender, connection) = http1::handshake(TokioIo::new(end)).await.map_err(|_| Gone)?;
    let mut connection = pin!(connection);
    let mut answer = pin!(async move {
        let response = sender.send_request(message).await.map_err(|_| Gone)?;
        let (parts, body) = response.into_parts();
        let body = body.collect().await.map_err(|_| Gone)?.to_bytes().to_vec();
        let headers = parts
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
        Ok(Answer {
            status: parts.status.as_u16(),
            headers: headers.collect(),
            body,
        })
    });
    tokio::select! {
        biased;
        answer = &mut answer => answer,
        // The connection may end with the last bytes of the answer still on their way through hyper.
        _ = &mut connection => answer.await,
    }
}
