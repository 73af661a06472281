//! One HTTP request over reqwest. Redirects are not followed: a request may carry a password or token, and an address
//! that answers from elsewhere is not the one that the person named.

use std::sync::Arc;

use crate::address::is_loopback_url;
use crate::network::{Answer, Fingerprint, Method, NetworkError, Post, reach};

use super::open::OpenOnly;
use super::tls;

/// What requests must have in common to share connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Way {
    pub(super) pin: Option<Fingerprint>,
    /// No proxy stands between a computer and itself.
    loopback: bool,
    anywhere: bool,
}

impl Way {
    pub(super) fn of(post: &Post) -> Self {
        Self {
            pin: post.pin,
            loopback: is_loopback_url(&post.url),
            anywhere: post.anywhere,
        }
    }
}

pub(super) fn client(way: &Way, tls: Arc<rustls::ClientConfig>) -> Result<reqwest::Client, NetworkError> {
    let mut builder = reqwest::Client::builder()
        .tls_backend_preconfigured(Arc::unwrap_or_clone(tls))
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("Selkie/", env!("CARGO_PKG_VERSION")));
    if way.loopback {
        builder = builder.no_proxy();
    }
    if !way.anywhere {
        builder = builder.dns_resolver(Arc::new(OpenOnly));
    }
    builder.build().map_err(|_| NetworkError::Unreachable)
}

pub(super) async fn request(client: &reqwest::Client, post: Post) -> Result<Answer, NetworkError> {
    if !post.anywhere && is_here(&post.url) {
        return Err(NetworkError::Unreachable);
    }
    let mut request = match post.method {
        Method::Get => client.get(&post.url),
        Method::Post => client.post(&post.url).body(post.body),
        Method::Put => client.put(&post.url).body(post.body),
    };
    for (name, value) in &post.headers {
        request = request.header(name, value);
    }
    let mut response = request
        .timeout(post.timeout)
        .send()
        .await
        .map_err(|error| failure(&error))?;
    let status = response.status().as_u16();
    let location = response.headers().get(reqwest::header::LOCATION);
    let location = location.and_then(|value| value.to_str().ok()).map(str::to_owned);
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| failure(&error))? {
        if body.len() + chunk.len() > post.longest {
            return Err(NetworkError::Closed);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer { status, body, location })
}

/// An address in figures is never looked up, so it is judged here.
fn is_here(url: &str) -> bool {
    let host = url::Url::parse(url).ok();
    match host.as_ref().and_then(url::Url::host) {
        Some(url::Host::Ipv4(address)) => !reach::is_public(address.into()),
        Some(url::Host::Ipv6(address)) => !reach::is_public(address.into()),
        Some(url::Host::Domain(_)) => false,
        None => true,
    }
}

fn failure(error: &reqwest::Error) -> NetworkError {
    if let Some(fingerprint) = tls::refusal(error) {
        NetworkError::Certificate { fingerprint }
    } else if error.is_timeout() {
        NetworkError::Timeout
    } else if error.is_body() || error.is_decode() {
        NetworkError::Closed
    } else {
        NetworkError::Unreachable
    }
}
