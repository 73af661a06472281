//! The largest frame and one byte more, gzip bombs, and bytes that mean nothing, at the gateway.

use std::io::Write;
use std::time::Duration;

use flate2::{Compression, write::GzEncoder};
use futures_util::{SinkExt, StreamExt};
use prost::Message as _;
use protocol::envelope::{Codec, Encoding, MAX_REQUEST, Request};
use protocol::frame;
use protocol::pb::GetMaxSeqReq;
use tokio_tungstenite::tungstenite::Message;
use world::visitor::Socket;
use world::{AppServer, World, both};

const GOB: Codec = Codec {
    encoding: Encoding::Gob,
    gzip: false,
};
const GZIP: Codec = Codec {
    encoding: Encoding::Gob,
    gzip: true,
};

async fn socket(apps: &AppServer, more: &str) -> Socket {
    let token = apps.token("gina").await;
    apps.visitor.socket("gina", &token, 7, more).await.expect("A socket")
}

fn request(padding: usize) -> Request {
    Request {
        req_identifier: frame::GET_NEWEST_SEQ,
        send_id: "gina".into(),
        operation_id: "o".repeat(padding),
        msg_incr: "1".into(),
        data: GetMaxSeqReq { user_id: "gina".into() }.encode_to_vec(),
        ..Request::default()
    }
}

/// A good request of exactly so many bytes.
fn of_length(bytes: usize) -> Vec<u8> {
    let short = GOB.encode_request(&request(1_000)).unwrap().len();
    let mut padding = 1_000 + bytes - short;
    loop {
        let frame = GOB.encode_request(&request(padding)).unwrap();
        match frame.len().cmp(&bytes) {
            std::cmp::Ordering::Equal => return frame,
            std::cmp::Ordering::Less => padding += bytes - frame.len(),
            std::cmp::Ordering::Greater => padding -= frame.len() - bytes,
        }
    }
}

/// The answer's bytes, or none when the server closed instead.
async fn answer(socket: &mut Socket) -> Option<Vec<u8>> {
    let next = async {
        loop {
            match socket.next().await {
                Some(Ok(Message::Binary(bytes))) => return Some(bytes.to_vec()),
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(10), next)
        .await
        .expect("An answer or an end, no silence")
}

async fn gina(world: &World) -> AppServer {
    let apps = world.app_server();
    apps.admit("gina", "Gina").await;
    apps
}

#[test]
fn the_largest_frame_is_answered_and_one_byte_more_ends_the_connection() {
    both(async |world: &World| {
        let apps = gina(world).await;
        let mut largest = socket(&apps, "").await;
        largest.send(Message::binary(of_length(MAX_REQUEST))).await.unwrap();
        let answered = answer(&mut largest).await.expect("An answer");
        assert_eq!(GOB.decode_response(&answered).unwrap().err_code, 0);

        let mut larger = socket(&apps, "").await;
        larger.send(Message::binary(of_length(MAX_REQUEST + 1))).await.unwrap();
        assert_eq!(answer(&mut larger).await, None);

        largest.send(Message::binary(of_length(2_000))).await.unwrap();
        assert!(answer(&mut largest).await.is_some(), "the others go on");
    });
}

#[test]
fn a_gzip_bomb_ends_its_own_connection_only() {
    both(async |world: &World| {
        let apps = gina(world).await;
        let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
        for _ in 0..45 {
            bomb.write_all(&vec![0; 1 << 20]).unwrap();
        }
        let bomb = bomb.finish().unwrap();
        assert!(bomb.len() <= MAX_REQUEST, "it passes the door: {}", bomb.len());
        let mut victim = socket(&apps, "&compression=gzip").await;
        let mut other = socket(&apps, "&compression=gzip").await;
        victim.send(Message::binary(bomb)).await.unwrap();
        assert_eq!(answer(&mut victim).await, None);
        other
            .send(Message::binary(GZIP.encode_request(&request(5)).unwrap()))
            .await
            .unwrap();
        assert!(answer(&mut other).await.is_some());
    });
}

#[test]
fn bytes_that_mean_nothing_end_their_connection_only() {
    both(async |world: &World| {
        let apps = gina(world).await;
        let stranger = Request {
            send_id: "somebody-else".into(),
            ..request(5)
        };
        let unknown = Request {
            req_identifier: 4_711,
            ..request(5)
        };
        let frames = [
            Message::binary(Vec::new()),
            Message::binary(vec![0xff; 300]),
            Message::binary(GZIP.encode_request(&request(5)).unwrap()),
            Message::binary(&br#"{"reqIdentifier":"no number"}"#[..]),
            Message::binary(GOB.encode_request(&stranger).unwrap()),
            Message::binary(GOB.encode_request(&unknown).unwrap()),
            Message::text("no ping"),
            Message::text(r#"{"type":"unheard of"}"#),
        ];
        for frame in frames {
            let mut socket = socket(&apps, "").await;
            socket.send(frame.clone()).await.unwrap();
            assert_eq!(answer(&mut socket).await, None, "{frame:?}");
        }
        let mut good = socket(&apps, "").await;
        good.send(Message::binary(GOB.encode_request(&request(5)).unwrap()))
            .await
            .unwrap();
        assert!(answer(&mut good).await.is_some());
    });
}

#[test]
fn protobuf_that_means_nothing_is_answered_with_a_code() {
    both(async |world: &World| {
        let apps = gina(world).await;
        let mut socket = socket(&apps, "").await;
        for identifier in [
            frame::GET_NEWEST_SEQ,
            frame::PULL_RANGE,
            frame::SEND,
            frame::PULL_LIST,
            frame::READ_AND_MAX_SEQ,
        ] {
            let nonsense = Request {
                req_identifier: identifier,
                data: vec![0xff; 40],
                ..request(5)
            };
            socket
                .send(Message::binary(GOB.encode_request(&nonsense).unwrap()))
                .await
                .unwrap();
            let answered = answer(&mut socket).await.expect("An answer");
            assert_eq!(GOB.decode_response(&answered).unwrap().err_code, 1001, "{identifier}");
        }
    });
}
