//! Answers made smaller for the way to another machine. Knows no call.

use std::io::Write as _;

use axum::body::{Body, Bytes};
use flate2::Compression;
use flate2::write::GzEncoder;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, VARY};
use http::{HeaderMap, HeaderValue, Response};
use http_body_util::BodyExt as _;
use hyper::body::Body as _;

use crate::server::Peer;

/// Shorter answers go as they are: nothing is won, and all that bear a token are shorter, so that nobody who can have
/// his own words put beside one learns of it from the length.
const SHORTEST: u64 = 2 * 1024;

/// Whether an answer to this request may be compressed: its client takes it, and there is a network in between. A proxy
/// on this machine does it as it is told to.
pub(super) fn wanted(headers: &HeaderMap, peer: Peer) -> bool {
    let leaves = peer.addr.is_some_and(|addr| !addr.ip().to_canonical().is_loopback());
    leaves
        && headers
            .get_all(ACCEPT_ENCODING)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|list| list.split(','))
            .any(takes_gzip)
}

/// `gzip`, with a weight that is not nothing.
fn takes_gzip(entry: &str) -> bool {
    let mut parts = entry.split(';').map(str::trim);
    let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
    let nothing = |part: &str| {
        let weight = part.strip_prefix("q=").or_else(|| part.strip_prefix("Q="));
        weight.is_some_and(|weight| weight.parse::<f32>().is_ok_and(|weight| weight <= 0.0))
    };
    named && !parts.any(nothing)
}

/// The same answer with a gzipped body, where that is worth while.
pub(super) async fn gzip(response: Response<Body>) -> Response<Body> {
    let long = response
        .body()
        .size_hint()
        .exact()
        .is_some_and(|length| length >= SHORTEST);
    if !long || response.headers().contains_key(CONTENT_ENCODING) {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let plain = match body.collect().await {
        Ok(collected) => collected.to_bytes(),
        // Its length was known, so it lay in memory.
        Err(_) => Bytes::new(),
    };
    let Ok(packed) = pack(&plain) else {
        return Response::from_parts(head, Body::from(plain));
    };
    head.headers.remove(CONTENT_LENGTH);
    head.headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    head.headers.append(VARY, HeaderValue::from_static("accept-encoding"));
    Response::from_parts(head, Body::from(packed))
}

/// At the lowest level: an answer is made once and read once.
fn pack(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 4 + 64), Compression::fast());
    encoder.write_all(plain)?;
    encoder.finish()
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
    use std::io::Read as _;

    use http::Request;
    use http_body_util::Full;

    use super::*;
    use crate::testing::World;

    #[test]
    fn a_client_says_that_it_takes_gzip() {
        for yes in ["gzip", "GZIP", "br, gzip;q=0.5", "deflate,gzip ; q=1"] {
            assert!(yes.split(',').any(takes_gzip), "{yes}");
        }
        for no in ["", "identity", "br", "gzip;q=0", "gzip; q=0.0", "x-gzip", "*"] {
            assert!(!no.split(',').any(takes_gzip), "{no}");
        }
    }

    /// The encoding and the body of an answer.
    async fn asked(world: &mut World, from: &str, accepts: &str, (path, token, body): Ask<'_>) -> (String, Vec<u8>) {
        let peer = Peer {
            addr: (!from.is_empty()).then(|| from.parse().unwrap()),
            secure: true,
        };
        let request = Request::post(path)
            .header("host", "localhost")
            .header("operationID", "test")
            .header("token", token)
            .header("accept-encoding", accepts)
            .body(Full::from(body.to_owned()))
            .unwrap();
        let answer = world.http_from(peer, request).await;
        let header = |name| {
            let value = answer.headers().get(name);
            value.map_or("", |value: &HeaderValue| value.to_str().unwrap())
        };
        let encoding = header(CONTENT_ENCODING).to_owned();
        assert_eq!(header(VARY), if encoding.is_empty() { "" } else { "accept-encoding" });
        assert_eq!(header(CONTENT_LENGTH), answer.body().len().to_string());
        (encoding, answer.body().to_vec())
    }

    type Ask<'a> = (&'a str, &'a str, &'a str);

    #[tokio::test(start_paused = true)]
    async fn long_answers_to_other_machines_are_gzipped_where_they_are_taken() {
        let mut world = World::start().await;
        let ids: Vec<String> = (0..200).map(|number| format!("user{number}")).collect();
        world.users(&ids.iter().map(String::as_str).collect::<Vec<_>>()).await;
        let token = world.token("user1", protocol::platform::LINUX).await;
        let body = serde_json::json!({ "userIDs": ids }).to_string();
        let many: Ask<'_> = ("/user/get_users_info", &token, &body);
        let few: Ask<'_> = ("/user/get_users_info", &token, r#"{"userIDs":["user1"]}"#);
        let afar = "203.0.113.7:5000";
        assert_eq!(asked(&mut world, afar, "gzip", few).await.0, "", "too short");
        let (none, plain) = asked(&mut world, afar, "identity", many).await;
        assert_eq!(none, "");
        let (gzip, packed) = asked(&mut world, afar, "gzip", many).await;
        assert_eq!(gzip, "gzip");
        assert!(packed.len() * 4 < plain.len(), "{} of {}", packed.len(), plain.len());
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(&*packed)
            .read_to_end(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, plain);
        for near in ["127.0.0.1:1", "[::1]:1", "[::ffff:127.0.0.1]:1", ""] {
            assert_eq!(asked(&mut world, near, "gzip", many).await.0, "", "{near}");
        }
    }
}
