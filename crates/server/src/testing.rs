//! A whole server for this crate's own tests: inline storage, paused time, in-memory pipes, one seed. Stories between
//! the real client and this server are not here.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use futures_util::future::BoxFuture;
use futures_util::{SinkExt as _, StreamExt as _};
use http::Request;
use http_body_util::{BodyExt as _, Full};
use hyper_util::rt::TokioIo;
use prost::Message as _;
use protocol::content::{self, session};
use protocol::envelope::{Codec, Encoding, Response};
use protocol::frame;
use protocol::handshake::Handshake;
use protocol::pb::{MsgData, PushMessages, SendMsgResp};
use rand::{Rng as _, SeedableRng as _};
use tokio::io::DuplexStream;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;

use crate::config::{Mail, Routing, Sms};
use crate::im::{Im, NewUser};
use crate::{Clock, Config, Courier, Env, Form, HashCost, Hashing, Letter, Peer, Random, Server, Text, Undelivered};

/// 2026-01-01.
const BEGIN: i64 = 1_767_225_600_000;

pub(crate) struct PausedClock {
    start: Instant,
    /// Added to what the clock says; a test moves it to make the clock jump.
    pub(crate) jump: AtomicI64,
}

impl Clock for PausedClock {
    fn now_ms(&self) -> i64 {
        let elapsed = i64::try_from(self.start.elapsed().as_millis()).unwrap();
        BEGIN + elapsed + self.jump.load(Ordering::Relaxed)
    }
}

struct Seeded(Mutex<rand::rngs::ChaCha8Rng>);

impl Random for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap().fill_bytes(bytes);
    }
}

/// A courier for whom nothing is too far: these tests look at what is answered.
struct Anywhere;

impl Courier for Anywhere {
    fn mail<'a>(&'a self, _: &'a Mail, _: &'a Letter) -> BoxFuture<'a, Result<(), Undelivered>> {
        Box::pin(async { Ok(()) })
    }

    fn text<'a>(&'a self, _: &'a Sms, _: &'a Text) -> BoxFuture<'a, Result<(), Undelivered>> {
        Box::pin(async { Ok(()) })
    }

    fn route<'a>(&'a self, _: &'a Routing, _: &'a Form) -> BoxFuture<'a, Result<(), Undelivered>> {
        Box::pin(async { Ok(()) })
    }
}

pub(crate) struct World {
    pub(crate) server: Server,
    pub(crate) clock: Arc<PausedClock>,
    _folder: Option<tempfile::TempDir>,
    connections: JoinSet<()>,
}

pub(crate) fn env(seed: u64) -> (Env, Arc<PausedClock>) {
    let clock = Arc::new(PausedClock {
        start: Instant::now(),
        jump: AtomicI64::new(0),
    });
    let env = Env {
        clock: clock.clone(),
        random: Arc::new(Seeded(Mutex::new(rand::rngs::ChaCha8Rng::seed_from_u64(seed)))),
        db_mode: db::Mode::Inline,
        hashing: Hashing::Inline,
        hash_cost: HashCost::CHEAP,
        courier: Arc::new(Anywhere),
        time_zone: "UTC",
        vfs: None,
    };
    (env, clock)
}

impl World {
    pub(crate) async fn start() -> Self {
        Self::with(Config::default()).await
    }

    pub(crate) async fn with(config: Config) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut world = Self::at(folder.path(), config, env(1)).await;
        world._folder = Some(folder);
        world
    }

    /// On data that stays.
    pub(crate) async fn at(data: &std::path::Path, config: Config, (env, clock): (Env, Arc<PausedClock>)) -> Self {
        let server = Server::open(data, config, env).await.unwrap();
        Self {
            server,
            clock,
            _folder: None,
            connections: JoinSet::new(),
        }
    }

    pub(crate) fn im(&self) -> Im {
        self.server.apps().default_app().im.clone()
    }

    pub(crate) async fn users(&self, ids: &[&str]) {
        for id in ids {
            let new = NewUser {
                user_id: Some((*id).to_owned()),
                nickname: id.to_uppercase(),
                ..NewUser::default()
            };
            self.im().door().create_user(new).await.unwrap();
        }
    }

    pub(crate) async fn token(&self, user_id: &str, platform: i32) -> String {
        self.im().issue(user_id, Some(platform)).await.unwrap().token
    }

    pub(crate) fn pipe(&mut self) -> DuplexStream {
        self.pipe_from(Peer::default())
    }

    fn pipe_from(&mut self, peer: Peer) -> DuplexStream {
        let (near, far) = tokio::io::duplex(64 * 1024);
        let server = self.server.clone();
        self.connections
            .spawn(async move { server.connection(far, peer).await });
        near
    }

    /// The raw answer to a request.
    pub(crate) async fn http(&mut self, request: Request<Full<bytes::Bytes>>) -> http::Response<bytes::Bytes> {
        self.http_from(Peer::default(), request).await
    }

    /// The same to a request from another machine.
    pub(crate) async fn http_from(
        &mut self,
        peer: Peer,
        request: Request<Full<bytes::Bytes>>,
    ) -> http::Response<bytes::Bytes> {
        let pipe = self.pipe_from(peer);
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(pipe)).await.unwrap();
        self.connections.spawn(async move {
            let _ = connection.await;
        });
        let (head, body) = sender.send_request(request).await.unwrap().into_parts();
        http::Response::from_parts(head, body.collect().await.unwrap().to_bytes())
    }

    /// The JSON that a call answers.
    pub(crate) async fn post(&mut self, path: &str, token: &str, body: serde_json::Value) -> serde_json::Value {
        let request = Request::post(path)
            .header("host", "localhost")
            .header("operationID", "test")
            .header("token", token)
            .header("content-type", "application/json")
            .body(Full::from(body.to_string()))
            .unwrap();
        let answer = self.http(request).await;
        assert_eq!(answer.status(), 200, "{path}");
        serde_json::from_slice(answer.body()).unwrap()
    }

    pub(crate) async fn dial(&mut self, user_id: &str, platform: i32) -> Device {
        let token = self.token(user_id, platform).await;
        let codec = Codec {
            encoding: Encoding::Gob,
            gzip: false,
        };
        self.dial_with(user_id, platform, &token, codec).await.unwrap()
    }

    pub(crate) async fn dial_with(
        &mut self,
        user_id: &str,
        platform: i32,
        token: &str,
        codec: Codec,
    ) -> Result<Device, String> {
        let handshake = Handshake {
            user_id: user_id.to_owned(),
            token: token.to_owned(),
            platform_id: platform,
            operation_id: "test".to_owned(),
            background: false,
            codec,
            respond: true,
            sdk_version: String::new(),
        };
        let url = format!("ws://localhost/msg_gateway?{}", handshake.query());
        let pipe = self.pipe();
        let (mut socket, _) = tokio_tungstenite::client_async(url, pipe)
            .await
            .map_err(|error| error.to_string())?;
        let first = socket.next().await.unwrap().unwrap().into_text().unwrap().to_string();
        if first.contains(r#""errCode":0"#) {
            Ok(Device {
                socket,
                codec,
                user_id: user_id.to_owned(),
                turn: 0,
                pushes: Vec::new(),
            })
        } else {
            Err(first)
        }
    }
}

/// A connected client that keeps what was pushed to it.
pub(crate) struct Device {
    pub(crate) socket: WebSocketStream<DuplexStream>,
    pub(crate) codec: Codec,
    user_id: String,
    turn: u32,
    pub(crate) pushes: Vec<Response>,
}

impl Device {
    /// The next binary frame, or `None` when the server closed.
    async fn next(&mut self) -> Option<Response> {
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Binary(bytes))) => return Some(self.codec.decode_response(&bytes).unwrap()),
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
        }
    }

    pub(crate) async fn request(&mut self, identifier: i32, data: Vec<u8>) -> Response {
        self.turn += 1;
        let request = protocol::envelope::Request {
            req_identifier: identifier,
            send_id: self.user_id.clone(),
            operation_id: "test".to_owned(),
            msg_incr: self.turn.to_string(),
            data,
            ..Default::default()
        };
        let frame = self.codec.encode_request(&request).unwrap();
        self.socket.send(Message::binary(frame)).await.unwrap();
        loop {
            let response = self.next().await.expect("an answer");
            if response.msg_incr == request.msg_incr {
                return response;
            }
            self.pushes.push(response);
        }
    }

    pub(crate) async fn ask<M: prost::Message + Default>(
        &mut self,
        identifier: i32,
        request: &impl prost::Message,
    ) -> M {
        let response = self.request(identifier, request.encode_to_vec()).await;
        assert_eq!(response.err_code, 0, "{}", response.err_msg);
        M::decode(&*response.data).unwrap()
    }

    pub(crate) fn text(&self, to: &str, id: &str, text: &str) -> MsgData {
        MsgData {
            send_id: self.user_id.clone(),
            recv_id: to.to_owned(),
            client_msg_id: id.to_owned(),
            session_type: session::SINGLE,
            msg_from: content::from::USER,
            content_type: content::TEXT,
            content: content::encode_text(text),
            ..MsgData::default()
        }
    }

    pub(crate) async fn say(&mut self, to: &str, id: &str, text: &str) -> SendMsgResp {
        let message = self.text(to, id, text);
        self.ask(frame::SEND, &message).await
    }

    /// The next push, wherever it waits.
    pub(crate) async fn pushed(&mut self) -> Option<Response> {
        if self.pushes.is_empty() {
            self.next().await
        } else {
            Some(self.pushes.remove(0))
        }
    }

    /// The next pushed message: its conversation, whether it is a notice, and itself.
    pub(crate) async fn pushed_message(&mut self) -> (String, bool, MsgData) {
        let push = self.pushed().await.expect("a push");
        assert_eq!(push.req_identifier, frame::PUSH);
        let all = PushMessages::decode(&*push.data).unwrap();
        let notice = all.msgs.is_empty();
        let (id, pulled) = all.msgs.into_iter().chain(all.notification_msgs).next().unwrap();
        (id, notice, pulled.msgs.into_iter().next().unwrap())
    }

    /// Whether nothing comes for a second.
    pub(crate) async fn quiet(&mut self) -> bool {
        let wait = std::time::Duration::from_secs(1);
        self.pushes.is_empty() && tokio::time::timeout(wait, self.next()).await.is_err()
    }
}
