//! The network of this computer: the only place that names reqwest, tungstenite and rustls. REST and socket share one
//! TLS configuration: the platform's roots, or one pinned certificate.

mod http;
mod open;
mod socket;
#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests;
mod tls;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::BoxFuture;

use super::{Answer, Dial, Fingerprint, LONGEST, Network, NetworkError, Post, Socket};

pub use socket::websocket;

/// The network of this computer. Connections to one server are kept for its next request.
#[derive(Default)]
pub struct RealNetwork {
    /// One client a kind of way: requests may only share connections that were checked in the same manner.
    clients: Mutex<BTreeMap<http::Way, reqwest::Client>>,
    tls: Mutex<BTreeMap<Option<Fingerprint>, Arc<rustls::ClientConfig>>>,
}

impl Network for RealNetwork {
    fn post(&self, post: Post) -> BoxFuture<'_, Result<Answer, NetworkError>> {
        Box::pin(async move { http::request(&self.client(&post)?, post).await })
    }

    fn open_socket(&self, dial: Dial) -> BoxFuture<'_, Result<Socket, NetworkError>> {
        Box::pin(async move { socket::open(&dial.url, self.tls(dial.pin)?).await })
    }
}

impl RealNetwork {
    fn tls(&self, pin: Option<Fingerprint>) -> Result<Arc<rustls::ClientConfig>, NetworkError> {
        let mut known = self.tls.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(config) = known.get(&pin) {
            return Ok(config.clone());
        }
        let config = Arc::new(tls::config(pin)?);
        known.insert(pin, config.clone());
        Ok(config)
    }

    fn client(&self, post: &Post) -> Result<reqwest::Client, NetworkError> {
        let way = http::Way::of(post);
        let mut known = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = known.get(&way) {
            return Ok(client.clone());
        }
        let client = http::client(&way, self.tls(way.pin)?)?;
        known.insert(way, client.clone());
        Ok(client)
    }
}
