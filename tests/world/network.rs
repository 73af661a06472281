//! The client's one trait for the network, over the link of a simulated device. Knows no server and no chat.

use std::net::SocketAddr;
use std::time::Duration;

use client::network::{Answer, Dial, Frame, FrameSink, FrameStream, Method, NetworkError, Post, Socket};
use futures_util::future::BoxFuture;
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::{Error, Message};

use crate::exchange::{self, Request};
use crate::hosts::Hosts;
use crate::link::{Cable, Link};
use crate::pipe::End;

/// As long as a system goes on dialling into the void.
const DIALLING: Duration = Duration::from_secs(130);

pub struct Network {
    pub hosts: Hosts,
    pub link: Link,
    pub address: SocketAddr,
}

impl Network {
    async fn dial(&self, url: &str) -> Result<End, NetworkError> {
        let authority = exchange::authority(url);
        let host = authority.split(':').next().unwrap_or_default();
        match self.link.cable() {
            Cable::Up => {}
            Cable::Cut => return Err(NetworkError::Unreachable),
            Cable::Hole => {
                tokio::time::sleep(DIALLING).await;
                return Err(NetworkError::Unreachable);
            }
        }
        let host = self.hosts.get(host).ok_or(NetworkError::Unreachable)?;
        let (near, far) = self.link.connect();
        host.accept(far, self.address).map_err(|_| NetworkError::Unreachable)?;
        Ok(near)
    }

    async fn once(&self, post: &Post) -> Result<Answer, NetworkError> {
        let end = self.dial(&post.url).await?;
        let method = match post.method {
            Method::Get => http::Method::GET,
            Method::Post => http::Method::POST,
            Method::Put => http::Method::PUT,
        };
        let request = Request {
            method,
            url: &post.url,
            headers: &post.headers,
            body: post.body.clone(),
        };
        let answer = exchange::exchange(end, request)
            .await
            .map_err(|_| NetworkError::Closed)?;
        let location = answer.headers.iter().find(|(name, _)| name == "location");
        if answer.body.len() > post.longest {
            return Err(NetworkError::Closed);
        }
        Ok(Answer {
            status: answer.status,
            location: location.map(|(_, value)| value.clone()),
            body: answer.body,
        })
    }

    async fn request(&self, post: Post) -> Result<Answer, NetworkError> {
        let path = post.url.split('?').next().unwrap_or_default();
        self.link.note(format_args!("calls {path}"));
        let answer = tokio::time::timeout(post.timeout, async {
            // Signing up is what no proxy would repeat by itself.
            if post.method == Method::Post && !post.url.contains("/chat/account/") && self.link.take_duplicate() {
                self.link.note("the request arrives twice");
                let _ = self.once(&post).await;
            }
            self.once(&post).await
        });
        let answer = answer.await.unwrap_or(Err(NetworkError::Timeout));
        match &answer {
            Ok(answer) => self.link.note(format_args!("{} from {path}", answer.status)),
            Err(error) => self.link.note(format_args!("{error} from {path}")),
        }
        answer
    }

    async fn socket(&self, dial: Dial) -> Result<Socket, NetworkError> {
        self.link.note("dials");
        let end = self.dial(&dial.url).await?;
        let (stream, _) = tokio_tungstenite::client_async(&dial.url, end)
            .await
            .map_err(|error| match error {
                Error::Http(answer) => {
                    let status = answer.status().as_u16();
                    NetworkError::Refused {
                        status,
                        body: answer.into_body().unwrap_or_default(),
                    }
                }
                _ => NetworkError::Closed,
            })?;
        let (sink, stream) = stream.split();
        Ok(Socket {
            sink: Box::new(Sink(sink)),
            stream: Box::new(Stream(stream)),
        })
    }
}

impl client::network::Network for Network {
    fn post(&self, post: Post) -> BoxFuture<'_, Result<Answer, NetworkError>> {
        Box::pin(self.request(post))
    }

    fn open_socket(&self, dial: Dial) -> BoxFuture<'_, Result<Socket, NetworkError>> {
        Box::pin(self.socket(dial))
    }
}

struct Sink(SplitSink<WebSocketStream<End>, Message>);
struct Stream(SplitStream<WebSocketStream<End>>);

impl FrameSink for Sink {
    fn send(&mut self, frame: Frame) -> BoxFuture<'_, Result<(), NetworkError>> {
        let message = match frame {
            Frame::Binary(bytes) => Message::Binary(bytes),
            Frame::Text(text) => Message::Text(text.into()),
            Frame::Ping(bytes) => Message::Ping(bytes),
            Frame::Pong(bytes) => Message::Pong(bytes),
            Frame::Close => Message::Close(None),
        };
        Box::pin(async move { self.0.send(message).await.map_err(|_| NetworkError::Closed) })
    }
}

impl FrameStream for Stream {
    fn next(&mut self) -> BoxFuture<'_, Result<Frame, NetworkError>> {
        Box::pin(async move {
            loop {
                match self.0.next().await {
                    Some(Ok(Message::Binary(bytes))) => return Ok(Frame::Binary(bytes)),
                    Some(Ok(Message::Text(text))) => return Ok(Frame::Text(text.to_string())),
                    Some(Ok(Message::Ping(bytes))) => return Ok(Frame::Ping(bytes)),
                    Some(Ok(Message::Pong(bytes))) => return Ok(Frame::Pong(bytes)),
                    Some(Ok(Message::Close(_))) => return Ok(Frame::Close),
                    Some(Ok(Message::Frame(_))) => {}
                    Some(Err(_)) | None => return Err(NetworkError::Closed),
                }
            }
        })
    }
}
