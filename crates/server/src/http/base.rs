//! By which address a call came, so that the answer can name addresses beside it. Knows no call.

use http::header::HOST;
use http::{HeaderMap, Request};

use crate::config::Config;
use crate::server::Peer;

/// Where OpenIM's proxies say by what address the API is reached.
const REACHED_BY: &str = "x-request-api";

/// The address of the API, without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Base(String);

impl Base {
    pub(crate) fn of<B>(request: &Request<B>) -> Self {
        request.extensions().get::<Self>().cloned().unwrap_or_default()
    }

    /// From the path as it was asked for, with all that stands before the call in it.
    pub(super) fn reached(config: &Config, peer: Peer, headers: &HeaderMap, path: &str) -> Self {
        let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let web = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
        if let Some(url) = said(REACHED_BY).filter(web) {
            return Self(url.trim_end_matches('/').to_owned());
        }
        let host = said(HOST.as_str()).unwrap_or_default();
        // The proxy that is named in front of this server speaks TLS to people.
        let proxied = !config.behind_proxy.is_empty() && host.eq_ignore_ascii_case(&config.behind_proxy);
        let scheme = if peer.secure || proxied { "https" } else { "http" };
        let before = path.find("/object/").and_then(|at| path.get(..at)).unwrap_or_default();
        Self(format!("{scheme}://{host}{before}"))
    }

    pub(crate) fn object(&self, name: &str) -> String {
        format!("{}/object/{name}", self.0)
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

    #[test]
    fn an_address_is_the_one_by_which_somebody_came() {
        let config = Config {
            behind_proxy: "chat.example.org".into(),
            ..Config::default()
        };
        let base = |host: &str, secure, path: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, host.parse().unwrap());
            let peer = Peer { addr: None, secure };
            Base::reached(&config, peer, &headers, path).object("7/a.png")
        };
        for (host, secure, path, url) in [
            ("127.0.0.1:1", false, "/object/x", "http://127.0.0.1:1/object/7/a.png"),
            ("10.1.1.1", true, "/api/object/x", "https://10.1.1.1/api/object/7/a.png"),
            ("h", false, "/app/k/api/object/x", "http://h/app/k/api/object/7/a.png"),
            (
                "chat.example.org",
                false,
                "/api/object/x",
                "https://chat.example.org/api/object/7/a.png",
            ),
        ] {
            assert_eq!(base(host, secure, path), url);
        }
        let mut headers = HeaderMap::new();
        headers.insert(HOST, "h".parse().unwrap());
        headers.insert(REACHED_BY, "https://a.example/im/".parse().unwrap());
        let peer = Peer::default();
        assert_eq!(
            Base::reached(&config, peer, &headers, "/object/x").object("n"),
            "https://a.example/im/object/n"
        );
        headers.insert(REACHED_BY, "javascript:x".parse().unwrap());
        assert_eq!(
            Base::reached(&config, peer, &headers, "/object/x").object("n"),
            "http://h/object/n"
        );
    }
}
