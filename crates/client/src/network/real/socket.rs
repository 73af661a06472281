//! A WebSocket over TCP, in the clear or through TLS. Knows nothing of what the frames hold.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{self, Message};
use url::Url;

use crate::network::{Frame, FrameSink, FrameStream, NetworkError, Socket};

use super::{LONGEST, tls};

/// Read at a time; most frames are smaller.
const READ_BUFFER: usize = 16 << 10;

pub(super) async fn open(url: &str, config: Arc<rustls::ClientConfig>) -> Result<Socket, NetworkError> {
    let parsed = Url::parse(url).map_err(|_| NetworkError::Unreachable)?;
    let (Some(host), Some(port)) = (parsed.host_str(), parsed.port_or_known_default()) else {
        return Err(NetworkError::Unreachable);
    };
    let bare = host.trim_matches(['[', ']']);
    let stream = TcpStream::connect((bare, port))
        .await
        .map_err(|_| NetworkError::Unreachable)?;
    // Messages are small and must not wait for each other. A stream that cannot be told so still works.
    let _ = stream.set_nodelay(true);
    if parsed.scheme() == "wss" {
        let name = ServerName::try_from(bare.to_owned()).map_err(|_| NetworkError::Unreachable)?;
        let stream = tokio_rustls::TlsConnector::from(config)
            .connect(name, stream)
            .await
            .map_err(|error| tls_failure(&error))?;
        upgrade(url, stream).await
    } else {
        upgrade(url, stream).await
    }
}

async fn upgrade<S>(url: &str, stream: S) -> Result<Socket, NetworkError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let config = WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER)
        .max_message_size(Some(LONGEST))
        .max_frame_size(Some(LONGEST));
    match tokio_tungstenite::client_async_with_config(url, stream, Some(config)).await {
        Ok((stream, _)) => Ok(websocket(stream)),
        Err(tungstenite::Error::Http(response)) => Err(NetworkError::Refused {
            status: response.status().as_u16(),
            body: response.into_body().unwrap_or_default(),
        }),
        Err(_) => Err(NetworkError::Unreachable),
    }
}

/// Makes a socket of an open WebSocket, whatever it runs over.
pub fn websocket<S>(stream: WebSocketStream<S>) -> Socket
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (sink, stream) = stream.split();
    Socket {
        sink: Box::new(Sink(sink)),
        stream: Box::new(Stream(stream)),
    }
}

struct Sink<S>(SplitSink<WebSocketStream<S>, Message>);

impl<S> FrameSink for Sink<S>
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    fn send(&mut self, frame: Frame) -> BoxFuture<'_, Result<(), NetworkError>> {
        let message = match frame {
            Frame::Binary(bytes) => Message::Binary(bytes),
            Frame::Text(text) => Message::text(text),
            Frame::Ping(bytes) => Message::Ping(bytes),
            Frame::Pong(bytes) => Message::Pong(bytes),
            Frame::Close => Message::Close(None),
        };
        Box::pin(async move { self.0.send(message).await.map_err(|_| NetworkError::Closed) })
    }
}

struct Stream<S>(SplitStream<WebSocketStream<S>>);

impl<S> FrameStream for Stream<S>
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    fn next(&mut self) -> BoxFuture<'_, Result<Frame, NetworkError>> {
        Box::pin(async move {
            loop {
                return match self.0.next().await {
                    Some(Ok(Message::Binary(bytes))) => Ok(Frame::Binary(bytes)),
                    Some(Ok(Message::Text(text))) => Ok(Frame::Text(text.as_str().to_owned())),
                    Some(Ok(Message::Ping(bytes))) => Ok(Frame::Ping(bytes)),
                    Some(Ok(Message::Pong(bytes))) => Ok(Frame::Pong(bytes)),
                    Some(Ok(Message::Close(_))) => Ok(Frame::Close),
                    Some(Ok(Message::Frame(_))) => continue,
                    Some(Err(_)) | None => Err(NetworkError::Closed),
                };
            }
        })
    }
}

fn tls_failure(error: &std::io::Error) -> NetworkError {
    match tls::refusal(error) {
        Some(fingerprint) => NetworkError::Certificate { fingerprint },
        None => NetworkError::Unreachable,
    }
}
