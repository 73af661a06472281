//! A session at the gateway as a foreign SDK would hold it: envelopes in gob, requests answered one by one, pushes
//! collected, a heartbeat. Knows no client of ours.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use prost::Message as _;
use protocol::envelope::{Codec, Encoding, Request, Response};
use protocol::pb::{MsgData, PullMsgs, PushMessages};
use protocol::{content, frame};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;
use tokio_tungstenite::tungstenite::Message;

use crate::visitor::{Socket, Visitor};

const CODEC: Codec = Codec {
    encoding: Encoding::Gob,
    gzip: false,
};
/// As OpenIM's own SDKs do it.
const HEARTBEAT: Duration = Duration::from_secs(24);

pub struct Session {
    user_id: String,
    requests: UnboundedSender<Vec<u8>>,
    responses: UnboundedReceiver<Response>,
    asked: u64,
    pushes: Vec<PushMessages>,
    _socket: JoinSet<()>,
}

impl Session {
    /// Linux, so that it is one more of a person's devices.
    pub async fn open(visitor: &Visitor, user_id: &str, token: &str) -> Self {
        let socket = visitor.socket(user_id, token, 7, "").await.expect("A socket");
        let (requests, to_send) = unbounded_channel();
        let (received, responses) = unbounded_channel();
        let mut tasks = JoinSet::new();
        tasks.spawn(drive(socket, to_send, received));
        Self {
            user_id: user_id.into(),
            requests,
            responses,
            asked: 0,
            pushes: Vec::new(),
            _socket: tasks,
        }
    }

    fn keep(&mut self, response: &Response) {
        if response.req_identifier == frame::PUSH {
            self.pushes.push(PushMessages::decode(&*response.data).expect("A push"));
        }
    }

    /// The answer's code and bytes.
    pub async fn request(&mut self, identifier: i32, data: Vec<u8>) -> (i32, Vec<u8>) {
        self.asked += 1;
        let request = Request {
            req_identifier: identifier,
            send_id: self.user_id.clone(),
            operation_id: "visit".into(),
            msg_incr: self.asked.to_string(),
            data,
            ..Request::default()
        };
        self.requests
            .send(CODEC.encode_request(&request).expect("An envelope"))
            .expect("The socket is open");
        loop {
            let response = self.responses.recv().await.expect("An answer");
            if response.msg_incr == request.msg_incr {
                assert_eq!(response.req_identifier, identifier);
                return (response.err_code, response.data);
            }
            self.keep(&response);
        }
    }

    /// The answer of a request that succeeds.
    pub async fn ask<T: prost::Message + Default>(&mut self, identifier: i32, request: &impl prost::Message) -> T {
        let (code, data) = self.request(identifier, request.encode_to_vec()).await;
        assert_eq!(code, 0, "request {identifier}");
        T::decode(&*data).expect("An answer")
    }

    /// Sends a text as an SDK does.
    pub async fn says(&mut self, to: &str, client_msg_id: &str, text: &str) -> (i32, Vec<u8>) {
        self.sends(to, client_msg_id, content::TEXT, &content::encode_text(text))
            .await
    }

    /// Sends whatever somebody makes up.
    pub async fn sends(&mut self, to: &str, client_msg_id: &str, kind: i32, bytes: &[u8]) -> (i32, Vec<u8>) {
        let message = MsgData {
            send_id: self.user_id.clone(),
            recv_id: to.into(),
            client_msg_id: client_msg_id.into(),
            sender_nickname: self.user_id.clone(),
            session_type: content::session::SINGLE,
            msg_from: content::from::USER,
            content_type: kind,
            content: bytes.to_vec(),
            sender_platform_id: 7,
            ..MsgData::default()
        };
        self.request(frame::SEND, message.encode_to_vec()).await
    }

    /// Everything pushed until nothing more came for a moment.
    pub async fn pushes(&mut self) -> Vec<PushMessages> {
        while let Ok(response) = tokio::time::timeout(Duration::from_secs(1), self.responses.recv()).await {
            self.keep(&response.expect("The session is still open"));
        }
        std::mem::take(&mut self.pushes)
    }

    /// What came as a notice of this content type, with the conversation under which it came.
    pub async fn notices(&mut self, content_type: i32) -> Vec<(String, MsgData)> {
        let of = |(id, list): (String, PullMsgs)| list.msgs.into_iter().map(move |message| (id.clone(), message));
        let pushed = self.pushes().await.into_iter();
        let all = pushed.flat_map(|push| push.notification_msgs.into_iter().flat_map(of));
        all.filter(|(_, message)| message.content_type == content_type)
            .collect()
    }
}

/// Ends with the socket or with the session.
async fn drive(mut socket: Socket, mut to_send: UnboundedReceiver<Vec<u8>>, received: UnboundedSender<Response>) {
    let mut heartbeat = tokio::time::interval(HEARTBEAT);
    loop {
        tokio::select! {
            biased;
            frame = socket.next() => match frame {
                Some(Ok(Message::Binary(bytes))) => {
                    if received.send(CODEC.decode_response(&bytes).expect("An envelope")).is_err() {
                        return;
                    }
                }
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                Some(Ok(_)) => {}
            },
            Some(bytes) = to_send.recv() => {
                if socket.send(Message::binary(bytes)).await.is_err() {
                    return;
                }
            }
            _ = heartbeat.tick() => {
                if socket.send(Message::Ping(Vec::new().into())).await.is_err() {
                    return;
                }
            }
        }
    }
}
