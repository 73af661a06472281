//! A bare session at the gateway: frames in and out, as little else as possible. Knows no client of ours.

use futures_util::{SinkExt, StreamExt};
use prost::Message as _;
use protocol::envelope::{Codec, Encoding, Request};
use protocol::pb::MsgData;
use protocol::{content, frame};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

pub const CODEC: Codec = Codec {
    encoding: Encoding::Gob,
    gzip: false,
};

/// Linux.
pub const PLATFORM: i32 = 7;

pub type Socket = WebSocketStream<TcpStream>;

/// `address` is `http://HOST:PORT`.
pub async fn dial(address: &str, path: &str) -> Socket {
    let authority = address.trim_start_matches("http://");
    let stream = TcpStream::connect(authority)
        .await
        .expect("A connection (are there enough file descriptors?)");
    stream.set_nodelay(true).expect("A socket option");
    let config = WebSocketConfig::default().read_buffer_size(4 << 10);
    let url = format!("ws://{authority}{path}");
    tokio_tungstenite::client_async_with_config(url, stream, Some(config))
        .await
        .expect("An upgrade")
        .0
}

pub async fn session(address: &str, user_id: &str, token: &str) -> Socket {
    let path = format!(
        "/msg_gateway?sendID={user_id}&token={token}&platformID={PLATFORM}&operationID=load&isBackground=false"
    );
    dial(address, &path).await
}

/// About as long as people's are.
const TEXT: &str = "The quick brown seal jumps over the lazy dogfish, once more.";

/// A text message in its envelope.
pub fn send_frame(from: &str, to: &str, number: u64) -> Vec<u8> {
    text_frame(from, to, number, TEXT)
}

pub fn text_frame(from: &str, to: &str, number: u64, text: &str) -> Vec<u8> {
    let message = MsgData {
        recv_id: to.into(),
        session_type: content::session::SINGLE,
        ..message(from, number, text)
    };
    envelope(from, number, &message)
}

/// The same to a group.
pub fn group_frame(from: &str, group: &str, number: u64) -> Vec<u8> {
    let message = MsgData {
        group_id: group.into(),
        session_type: content::session::GROUP,
        ..message(from, number, TEXT)
    };
    envelope(from, number, &message)
}

/// Whether the frame carries a message that was made here without words of its own.
pub fn says_it(frame_bytes: &[u8]) -> bool {
    frame_bytes.windows(TEXT.len()).any(|some| some == TEXT.as_bytes())
}

fn message(from: &str, number: u64, text: &str) -> MsgData {
    MsgData {
        send_id: from.into(),
        client_msg_id: format!("{from:0>20}{number:012x}"),
        sender_platform_id: PLATFORM,
        sender_nickname: from.into(),
        msg_from: content::from::USER,
        content_type: content::TEXT,
        content: content::encode_text(text),
        ..MsgData::default()
    }
}

fn envelope(from: &str, number: u64, message: &MsgData) -> Vec<u8> {
    let request = Request {
        req_identifier: frame::SEND,
        send_id: from.into(),
        operation_id: format!("load{number}"),
        msg_incr: number.to_string(),
        data: message.encode_to_vec(),
        ..Request::default()
    };
    CODEC.encode_request(&request).expect("An envelope")
}

/// Whether the frame answers one of our sends; a refusal ends the measurement.
pub fn is_answer(frame_bytes: &[u8]) -> bool {
    let response = CODEC.decode_response(frame_bytes).expect("An envelope");
    assert_eq!(response.err_code, 0, "the server refused");
    response.req_identifier == frame::SEND
}

/// The next binary frame.
pub async fn next(socket: &mut Socket) -> Vec<u8> {
    loop {
        match socket.next().await.expect("The socket stays open").expect("A frame") {
            Message::Binary(bytes) => return bytes.to_vec(),
            Message::Close(_) => panic!("The server closed the socket"),
            _ => {}
        }
    }
}

pub async fn send(socket: &mut Socket, bytes: Vec<u8>) {
    socket.send(Message::binary(bytes)).await.expect("Sending");
}
