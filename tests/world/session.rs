//! A session at the gateway as a foreign SDK would hold it: envelopes in gob, requests answered one by one, pushes
//! collected. Knows no client of ours.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use prost::Message as _;
use protocol::envelope::{Codec, Encoding, Request, Response};
use protocol::pb::{MsgData, PullMsgs, PushMessages};
use protocol::{content, frame};
use tokio_tungstenite::tungstenite::Message;

use crate::visitor::{Socket, Visitor};

const CODEC: Codec = Codec {
    encoding: Encoding::Gob,
    gzip: false,
};

pub struct Session {
    user_id: String,
    socket: Socket,
    asked: u64,
    pushes: Vec<PushMessages>,
}

impl Session {
    /// Linux, so that it is one more of a person's devices.
    pub async fn open(visitor: &Visitor, user_id: &str, token: &str) -> Self {
        let socket = visitor.socket(user_id, token, 7, "").await.expect("A socket");
        Self {
            user_id: user_id.into(),
            socket,
            asked: 0,
            pushes: Vec::new(),
        }
    }

    async fn next(&mut self) -> Option<Response> {
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Binary(bytes))) => return Some(CODEC.decode_response(&bytes).expect("An envelope")),
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
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
        let bytes = CODEC.encode_request(&request).expect("An envelope");
        self.socket.send(Message::binary(bytes)).await.expect("Sending");
        loop {
            let response = self.next().await.expect("An answer");
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
        let message = MsgData {
            send_id: self.user_id.clone(),
            recv_id: to.into(),
            client_msg_id: client_msg_id.into(),
            session_type: content::session::SINGLE,
            msg_from: content::from::USER,
            content_type: content::TEXT,
            content: content::encode_text(text),
            sender_platform_id: 7,
            ..MsgData::default()
        };
        self.request(frame::SEND, message.encode_to_vec()).await
    }

    /// Everything pushed until nothing more came for a moment.
    pub async fn pushes(&mut self) -> Vec<PushMessages> {
        while let Ok(Some(response)) = tokio::time::timeout(Duration::from_secs(1), self.next()).await {
            self.keep(&response);
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
