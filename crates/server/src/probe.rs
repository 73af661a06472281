//! Asks on this machine which Selkie server answers at a port, and notices when it is gone. Knows one call.

use std::future::Future;
use std::net::Ipv4Addr;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use http::header::HOST;
use http_body_util::{BodyExt as _, Empty, Limited};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use protocol::rest::Envelope;
use protocol::rest::ext::{CAPABILITIES, Capabilities, PRODUCT, Registration as Told};
use tokio::net::TcpStream;

use crate::config::Registration;

/// More than anybody on this machine needs who is alive.
const PATIENCE: Duration = Duration::from_secs(3);
const LONGEST: usize = 64 * 1024;

/// A server that answered, on a connection that is still open.
pub struct Answering {
    pub server_id: String,
    pub registration: Registration,
    connection: Pin<Box<dyn Future<Output = ()> + Send>>,
    _requests: SendRequest<Empty<Bytes>>,
}

impl Answering {
    /// Ends when the connection does: the server is gone, or shuts idle connections as all do now and then.
    pub async fn gone(self) {
        self.connection.await;
    }
}

/// None where nothing answers, or something else.
pub async fn probe(port: u16) -> Option<Answering> {
    tokio::time::timeout(PATIENCE, ask(port)).await.ok().flatten()
}

async fn ask(port: u16) -> Option<Answering> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.ok()?;
    let (mut requests, connection) = http1::handshake(TokioIo::new(stream)).await.ok()?;
    let mut connection: Pin<Box<dyn Future<Output = ()> + Send>> = Box::pin(async move {
        // How it ended makes no difference.
        let _ = connection.await;
    });
    let request = Request::get(format!("/api{CAPABILITIES}"))
        .header(HOST, format!("127.0.0.1:{port}"))
        .body(Empty::new())
        .ok()?;
    let answer = async {
        let answer = requests.send_request(request).await.ok()?;
        let body = Limited::new(answer.into_body(), LONGEST).collect().await.ok()?;
        let answer: Envelope<Capabilities> = serde_json::from_slice(&body.to_bytes()).ok()?;
        answer.into_result().ok()
    };
    let told = tokio::select! {
        biased;
        told = answer => told?,
        () = &mut connection => return None,
    };
    (told.product == PRODUCT).then_some(Answering {
        server_id: told.server_id,
        registration: match told.registration {
            Told::Open => Registration::Open,
            Told::Invite => Registration::Invite,
            Told::Closed => Registration::Closed,
        },
        connection,
        _requests: requests,
    })
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
    use tokio::io::AsyncWriteExt as _;
    use tokio::net::TcpListener;

    use super::*;
    use crate::{Config, Env, Server};

    #[tokio::test]
    async fn a_server_is_known_and_its_end_is_noticed() {
        let dir = tempfile::tempdir().unwrap();
        let server = Server::open(dir.path(), Config::default(), Env::real()).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let look = async {
            let found = probe(port).await.unwrap();
            assert_eq!(found.server_id, server.id());
            assert_eq!(found.registration, Registration::Open);
            tokio::join!(found.gone(), server.shut_down());
        };
        tokio::join!(server.serve(listener, None), look);
        assert!(probe(port).await.is_none());
    }

    #[tokio::test]
    async fn something_else_is_no_server() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        for said in [
            "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\ncontent-length: 28\r\n\r\n{\"errCode\":0,\"data\":{\"x\":1}}",
            "garbage",
            "",
        ] {
            let other = async {
                let (mut stream, _) = listener.accept().await.unwrap();
                stream.write_all(said.as_bytes()).await.unwrap();
            };
            let (found, ()) = tokio::join!(probe(port), other);
            assert!(found.is_none(), "{said:?}");
        }
    }
}
