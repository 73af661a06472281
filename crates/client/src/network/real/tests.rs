//! Real sockets on this computer, with a certificate that nobody but its maker trusts.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::*;
use crate::network::{Frame, Method};

struct Site {
    port: u16,
    fingerprint: Fingerprint,
    /// Ends when dropped.
    _task: JoinSet<()>,
}

/// Listens with a certificate of its own; one visitor at a time.
async fn site(socket: bool) -> Site {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let fingerprint = Fingerprint(Sha256::digest(made.cert.der()).into());
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let mut task = JoinSet::new();
    task.spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            // Who does not trust us hangs up.
            let Ok(stream) = acceptor.accept(stream).await else {
                continue;
            };
            if socket {
                echo(stream).await
            } else {
                answer(stream).await
            }
        }
    });
    Site {
        port,
        fingerprint,
        _task: task,
    }
}

async fn answer(mut stream: TlsStream<TcpStream>) {
    let mut request = [0; 4096];
    let _ = stream.read(&mut request).await;
    let answer = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 9\r\n\r\nheard you";
    let _ = stream.write_all(answer.as_bytes()).await;
    let _ = stream.shutdown().await;
}

async fn echo(stream: TlsStream<TcpStream>) {
    let Ok(mut socket) = tokio_tungstenite::accept_async(stream).await else {
        return;
    };
    while let Some(Ok(message)) = socket.next().await {
        if message.is_binary() && socket.send(message).await.is_err() {
            return;
        }
    }
}

fn post(site: &Site, pin: Option<Fingerprint>) -> Post {
    Post {
        url: format!("https://localhost:{}/api", site.port),
        method: Method::Post,
        longest: LONGEST,
        anywhere: true,
        headers: Vec::new(),
        body: b"{}".to_vec(),
        timeout: Duration::from_secs(10),
        pin,
    }
}

fn dial(site: &Site, pin: Option<Fingerprint>) -> Dial {
    Dial {
        url: format!("wss://localhost:{}/msg_gateway?sendID=1", site.port),
        pin,
    }
}

const OTHER: Option<Fingerprint> = Some(Fingerprint([7; 32]));

#[tokio::test]
async fn an_unknown_certificate_is_named_and_only_the_pinned_one_is_taken() {
    let (network, site) = (RealNetwork::default(), site(false).await);
    let refused = NetworkError::Certificate {
        fingerprint: site.fingerprint,
    };
    assert_eq!(network.post(post(&site, None)).await, Err(refused.clone()));
    assert_eq!(network.post(post(&site, OTHER)).await, Err(refused.clone()));
    let answer = network.post(post(&site, Some(site.fingerprint))).await.unwrap();
    assert_eq!((answer.status, &*answer.body), (200, b"heard you".as_slice()));
    // What was agreed to for one account says nothing for the others.
    assert_eq!(network.post(post(&site, None)).await, Err(refused));
}

#[tokio::test]
async fn the_socket_trusts_whom_the_requests_trust() {
    let (network, site) = (RealNetwork::default(), site(true).await);
    let refused = NetworkError::Certificate {
        fingerprint: site.fingerprint,
    };
    for pin in [None, OTHER] {
        let error = network.open_socket(dial(&site, pin)).await.err();
        assert_eq!(error, Some(refused.clone()));
    }
    let mut socket = network.open_socket(dial(&site, Some(site.fingerprint))).await.unwrap();
    let frame = Frame::Binary(bytes::Bytes::from_static(b"hello"));
    socket.sink.send(frame.clone()).await.unwrap();
    assert_eq!(socket.stream.next().await, Ok(frame));
    socket.sink.send(Frame::Ping(bytes::Bytes::new())).await.unwrap();
    assert_eq!(socket.stream.next().await, Ok(Frame::Pong(bytes::Bytes::new())));
}

#[tokio::test]
async fn where_nobody_listens_nobody_is_reached() {
    let network = RealNetwork::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let dial = Dial {
        url: format!("ws://127.0.0.1:{port}/"),
        pin: None,
    };
    assert_eq!(network.open_socket(dial).await.err(), Some(NetworkError::Unreachable));
}

#[tokio::test]
async fn an_address_that_somebody_else_chose_reaches_nothing_here_or_beside() {
    let site = site(false).await;
    let network = RealNetwork::default();
    for host in ["127.0.0.1", "localhost", "[::1]"] {
        let mut asked = post(&site, Some(site.fingerprint));
        asked.url = format!("https://{host}:{}/", site.port);
        asked.anywhere = false;
        let answer = network.post(asked).await;
        assert_eq!(answer, Err(NetworkError::Unreachable), "{host}");
    }
    let answer = network.post(post(&site, Some(site.fingerprint))).await.unwrap();
    assert_eq!(answer.status, 200, "the own server may be anywhere");
}

#[tokio::test]
async fn a_longer_answer_than_is_wanted_is_not_taken_in() {
    let site = site(false).await;
    let mut asked = post(&site, Some(site.fingerprint));
    asked.longest = 1;
    let answer = RealNetwork::default().post(asked).await;
    assert_eq!(answer, Err(NetworkError::Closed));
}
