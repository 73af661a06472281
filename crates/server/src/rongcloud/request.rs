//! Requests as RongCloud's SDKs make them: signed by headers with or without `RC-`, with a form or JSON in the body.
//! Knows no call.
//!
//! Neither the nonce's length nor the timestamp's age is looked at: the official SDK for Node signs once per process and
//! sends seconds, the one for Python sends milliseconds and longer nonces.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Form;
use axum::body::{Body, to_bytes};
use axum::extract::FromRequest as _;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Request};
use serde_json::Value;

use super::answer::Refusal;
use crate::apps::{App, Apps};

const MAX_BODY: usize = 100 * 1024;

/// The app whose secret signed the request.
pub(super) fn signed(apps: &Apps, headers: &HeaderMap) -> Result<Arc<App>, Refusal> {
    let header = |plain, prefixed| {
        let value: Option<&HeaderValue> = headers.get(plain).or_else(|| headers.get(prefixed));
        value.and_then(|value| value.to_str().ok()).unwrap_or_default()
    };
    let app = apps.get(header("app-key", "rc-app-key")).ok_or(Refusal::UNKNOWN_APP)?;
    if !app.config.server_api {
        return Err(Refusal::CLOSED);
    }
    let (nonce, timestamp) = (header("nonce", "rc-nonce"), header("timestamp", "rc-timestamp"));
    let signature = header("signature", "rc-signature");
    let whole = !nonce.is_empty() && !timestamp.is_empty();
    if whole && app.signature_is(signature, nonce, timestamp) {
        Ok(app)
    } else {
        Err(Refusal::SIGNATURE)
    }
}

/// The parameters of a call, each with all its values.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Asked(BTreeMap<String, Vec<String>>);

pub(super) async fn read(request: Request<Body>) -> Result<Asked, Refusal> {
    let (mut head, body) = request.into_parts();
    let body = to_bytes(body, MAX_BODY).await.map_err(|_| Refusal::TOO_LARGE)?;
    if body.is_empty() {
        return Err(Refusal::NO_BODY);
    }
    let kind = head
        .headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    if kind.trim_start().to_ascii_lowercase().starts_with("application/json") {
        return match serde_json::from_slice(&body) {
            Ok(Value::Object(fields)) => Ok(Asked(
                fields.into_iter().map(|(name, value)| (name, words(value))).collect(),
            )),
            _ => Err(Refusal::NO_BODY),
        };
    }
    // Whatever else it is called, it is a form.
    head.headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/x-www-form-urlencoded"),
    );
    let form = Request::from_parts(head, Body::from(body));
    let Form(pairs) = Form::<Vec<(String, String)>>::from_request(form, &())
        .await
        .map_err(|_| Refusal::NO_BODY)?;
    let mut asked = Asked::default();
    for (name, value) in pairs {
        asked.0.entry(name).or_default().push(value);
    }
    Ok(asked)
}

fn words(value: Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::String(word) => vec![word],
        Value::Array(values) => values.into_iter().flat_map(words).collect(),
        // Numbers and truth values as they are written; objects as JSON, which is how `content` may arrive.
        other => vec![other.to_string()],
    }
}

impl Asked {
    /// The value of a parameter; empty where it is absent.
    pub(super) fn one(&self, name: &str) -> &str {
        self.0
            .get(name)
            .and_then(|values| values.first())
            .map(String::as_str)
            .unwrap_or_default()
    }

    pub(super) fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// A parameter that must be there and no longer than so many bytes.
    pub(super) fn needed(&self, name: &str, most: usize, missing: &'static str) -> Result<&str, Refusal> {
        match self.one(name) {
            "" => Err(Refusal::parameter(missing)),
            value if value.len() > most => Err(Refusal::too_long(missing)),
            value => Ok(value),
        }
    }

    /// The values of a parameter that bears a key in brackets, by that key.
    pub(super) fn keyed(&self, name: &str) -> BTreeMap<String, String> {
        let keyed = self.0.iter().filter_map(|(whole, values)| {
            let key = whole.strip_prefix(name)?.strip_prefix('[')?.strip_suffix(']')?;
            Some((key.to_owned(), values.first().cloned().unwrap_or_default()))
        });
        keyed.collect()
    }

    /// A switch, which is written as 0 or 1 and by some as a word.
    pub(super) fn switch(&self, name: &str, otherwise: bool) -> Result<bool, Refusal> {
        match self.one(name).to_ascii_lowercase().as_str() {
            "" => Ok(otherwise),
            "1" | "true" => Ok(true),
            "0" | "false" => Ok(false),
            _ => Err(Refusal::parameter("A switch is neither 0 nor 1.")),
        }
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
mod tests {
    use super::*;

    async fn asked(kind: Option<&str>, body: &str) -> Result<Asked, Refusal> {
        let mut request = Request::post("/x");
        if let Some(kind) = kind {
            request = request.header(CONTENT_TYPE, kind);
        }
        read(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    #[tokio::test]
    async fn forms_and_json_say_the_same() {
        let form = asked(
            Some("application/x-www-form-urlencoded"),
            "toUserId=a&toUserId=b%26c&n=1",
        )
        .await
        .unwrap();
        let json = asked(
            Some("application/json; charset=utf-8"),
            r#"{"toUserId":["a","b&c"],"n":1,"x":null}"#,
        );
        let json = json.await.unwrap();
        for asked in [&form, &json] {
            assert_eq!(asked.all("toUserId"), ["a", "b&c"]);
            assert_eq!(asked.one("n"), "1");
            assert_eq!(asked.one("x"), "");
            assert!(asked.switch("n", false).unwrap() && asked.switch("m", true).unwrap());
            assert!(asked.switch("toUserId", true).is_err());
        }
        assert_eq!(asked(None, "a=1").await.unwrap().one("a"), "1");
    }

    #[tokio::test]
    async fn what_cannot_be_read_is_refused() {
        assert_eq!(asked(None, "").await, Err(Refusal::NO_BODY));
        assert_eq!(asked(Some("application/json"), "[1]").await, Err(Refusal::NO_BODY));
        assert_eq!(asked(Some("application/json"), "{").await, Err(Refusal::NO_BODY));
        let long = format!("a={}", "x".repeat(MAX_BODY));
        assert_eq!(asked(None, &long).await, Err(Refusal::TOO_LARGE));
    }
}
