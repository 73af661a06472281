//! Somebody at the server's doors without our client: raw REST and raw sockets, for bad input, for App Servers and for
//! what only a stranger would do. Knows no client.

use std::net::SocketAddr;

use serde_json::{Value, json};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::Role;

use crate::exchange::{self, Answer, Gone, Request};
use crate::hosts::Hosts;
use crate::link::Link;
use crate::pipe::End;

pub struct Visitor {
    pub(crate) hosts: Hosts,
    pub link: Link,
    pub(crate) address: SocketAddr,
    pub(crate) site: String,
}

impl Visitor {
    /// A new connection to the server, as bare bytes.
    pub fn connect(&self) -> Result<End, Gone> {
        let (near, far) = self.link.connect();
        let host = self.hosts.get(&self.site).ok_or(Gone)?;
        host.accept(far, self.address).map_err(|_| Gone)?;
        Ok(near)
    }

    pub async fn request(
        &self,
        method: http::Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Vec<u8>>,
    ) -> Result<Answer, Gone> {
        let headers: Vec<_> = headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let url = format!("https://{}{path}", self.site);
        exchange::exchange(
            self.connect()?,
            Request {
                method,
                url: &url,
                headers: &headers,
                body: body.into(),
            },
        )
        .await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.request(http::Method::GET, path, &[], "").await.expect("An answer")
    }

    /// A call in OpenIM's manner; the whole answer as JSON.
    pub async fn call(&self, path: &str, token: Option<&str>, body: &Value) -> Value {
        let token = token.map(|token| ("token", token));
        let headers: Vec<_> = [("operationID", "visit"), ("content-type", "application/json")]
            .into_iter()
            .chain(token)
            .collect();
        let answer = self
            .request(http::Method::POST, path, &headers, body.to_string())
            .await
            .expect("An answer");
        serde_json::from_slice(&answer.body).unwrap_or_else(|_| {
            panic!(
                "No JSON from {path}: {} {}",
                answer.status,
                String::from_utf8_lossy(&answer.body)
            )
        })
    }

    /// The same, of which only the `data` of a success is wanted.
    pub async fn ask(&self, path: &str, token: Option<&str>, body: &Value) -> Value {
        let mut answer = self.call(path, token, body).await;
        assert_eq!(answer["errCode"], json!(0), "{path} with {body}: {answer}");
        answer["data"].take()
    }

    /// A socket at the gateway with a token's own parameters.
    pub async fn socket(&self, user_id: &str, token: &str, platform: i32, more: &str) -> Result<Socket, Refusal> {
        let query = format!(
            "/msg_gateway?sendID={user_id}&token={token}&platformID={platform}&operationID=visit&isBackground=false{more}"
        );
        self.socket_at(&query, &[]).await
    }

    pub async fn socket_at(&self, path: &str, headers: &[(&str, &str)]) -> Result<Socket, Refusal> {
        use tokio_tungstenite::tungstenite::{Error, client::IntoClientRequest};
        let end = self.connect().map_err(|_| Refusal {
            status: 0,
            body: String::new(),
        })?;
        let mut request = format!("wss://{}{path}", self.site)
            .into_client_request()
            .expect("A usable URL");
        for (name, value) in headers {
            let name: http::HeaderName = name.parse().expect("A header name");
            request
                .headers_mut()
                .insert(name, value.parse().expect("A header value"));
        }
        match tokio_tungstenite::client_async(request, end).await {
            Ok((socket, _)) => Ok(socket),
            Err(Error::Http(answer)) => Err(Refusal {
                status: answer.status().as_u16(),
                body: String::from_utf8_lossy(answer.body().as_deref().unwrap_or_default()).into_owned(),
            }),
            Err(error) => Err(Refusal {
                status: 0,
                body: error.to_string(),
            }),
        }
    }

    /// A socket whose upgrade nobody negotiated: for bytes that no WebSocket library would send.
    pub async fn bare(end: End) -> Socket {
        WebSocketStream::from_raw_socket(end, Role::Client, None).await
    }
}

pub type Socket = WebSocketStream<End>;

/// The handshake was answered without an upgrade.
#[derive(Debug)]
pub struct Refusal {
    pub status: u16,
    pub body: String,
}
