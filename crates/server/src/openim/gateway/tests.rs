//! The socket from the handshake to its end, over in-memory pipes on paused time.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod ending;
mod expiry;

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use protocol::envelope::{Codec, Encoding, MAX_REQUEST};
use protocol::pb::{
    GetConversationsHasReadAndMaxSeqReq, GetConversationsHasReadAndMaxSeqResp, GetLastMessageReq, GetLastMessageResp,
    PullMessageBySeqsReq, PullMessageBySeqsResp, SeqRange, SubUserOnlineStatus, SubUserOnlineStatusTips,
};
use protocol::{content, frame};
use tokio_tungstenite::tungstenite::Message;

use crate::Config;
use crate::im::DevicePolicy;
use crate::testing::World;

const LINUX: i32 = 7;
const WEB: i32 = 5;
const IOS: i32 = 1;

fn texts(pulled: &PullMessageBySeqsResp, id: &str) -> Vec<String> {
    pulled.msgs[id]
        .msgs
        .iter()
        .map(|message| content::decode_text(&message.content).unwrap())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_message_reaches_every_device_of_both_and_stays() {
    let mut world = World::start().await;
    world.users(&["alice", "bob"]).await;
    let mut alice = world.dial("alice", LINUX).await;
    let mut phone = world.dial("alice", IOS).await;
    let mut bob = world.dial("bob", LINUX).await;
    let sent = alice.say("bob", "m1", "hello").await;
    assert_eq!((sent.client_msg_id.as_str(), sent.server_msg_id.len()), ("m1", 32));
    for device in [&mut alice, &mut phone, &mut bob] {
        let (id, notice, message) = device.pushed_message().await;
        assert_eq!(
            (id.as_str(), notice, message.seq, message.count),
            ("si_alice_bob", false, 1, 1)
        );
        assert_eq!(
            (message.send_time, message.server_msg_id),
            (sent.send_time, sent.server_msg_id.clone())
        );
        assert_eq!(content::decode_text(&message.content).unwrap(), "hello");
    }
    bob.say("alice", "m2", "hi").await;
    let range = SeqRange {
        conversation_id: "si_alice_bob".into(),
        begin: 1,
        end: 9,
        num: 9,
    };
    let request = PullMessageBySeqsReq {
        user_id: "bob".into(),
        seq_ranges: vec![range],
        order: 0,
    };
    let pulled: PullMessageBySeqsResp = bob.ask(frame::PULL_RANGE, &request).await;
    assert_eq!(texts(&pulled, "si_alice_bob"), ["hello", "hi"]);
    assert!(pulled.msgs["si_alice_bob"].is_end);
    let request = GetConversationsHasReadAndMaxSeqReq {
        user_id: "alice".into(),
        ..Default::default()
    };
    let seqs: GetConversationsHasReadAndMaxSeqResp = alice.ask(frame::READ_AND_MAX_SEQ, &request).await;
    let seqs = &seqs.seqs["si_alice_bob"];
    assert_eq!(
        (seqs.max_seq, seqs.has_read_seq, seqs.count, seqs.read_count),
        (2, 1, 2, 1)
    );
    let request = GetLastMessageReq {
        user_id: "alice".into(),
        conversation_ids: vec!["si_alice_bob".into(), "si_alice_nobody".into()],
    };
    let last: GetLastMessageResp = alice.ask(frame::LAST_MESSAGE, &request).await;
    let last: Vec<_> = last.msgs.iter().collect();
    assert_eq!((last.len(), last[0].0.as_str()), (1, "si_alice_bob"));
    assert_eq!(content::decode_text(&last[0].1.content).unwrap(), "hi");
    let foreign = prost::Message::encode_to_vec(&request);
    assert_eq!(bob.request(frame::LAST_MESSAGE, foreign).await.err_code, 1002);
}

/// OpenIM's SDK knows its own doing by it, and would count its own message as unread otherwise.
#[tokio::test(start_paused = true)]
async fn a_push_says_which_call_it_comes_from() {
    let mut world = World::start().await;
    world.users(&["alice", "bob"]).await;
    let mut alice = world.dial("alice", LINUX).await;
    alice.say("bob", "m1", "hello").await;
    assert_eq!(alice.pushed().await.unwrap().operation_id, "test");
    let token = world.token("bob", LINUX).await;
    let asked = serde_json::json!({ "fromUserID": "bob", "toUserID": "alice", "reqMsg": "" });
    world.post("/friend/add_friend", &token, asked).await;
    assert_eq!(alice.pushed().await.unwrap().operation_id, "test");

    let long = protocol::envelope::Request {
        req_identifier: frame::SEND,
        send_id: "alice".to_owned(),
        operation_id: "x".repeat(129),
        msg_incr: "long".to_owned(),
        data: prost::Message::encode_to_vec(&alice.text("bob", "m2", "hello")),
        ..Default::default()
    };
    let long = alice.codec.encode_request(&long).unwrap();
    alice.socket.send(Message::binary(long)).await.unwrap();
    let mut ids = [alice.pushed().await.unwrap(), alice.pushed().await.unwrap()].map(|push| push.operation_id.len());
    ids.sort_unstable();
    assert_eq!(
        ids,
        ["push".len(), 129],
        "whoever sent it has it back, and nobody else gets it"
    );
}

#[tokio::test(start_paused = true)]
async fn all_four_envelopes_carry_the_same() {
    let mut world = World::start().await;
    world.users(&["alice", "bob"]).await;
    let mut devices = Vec::new();
    for (platform, encoding, gzip) in [
        (LINUX, Encoding::Gob, false),
        (3, Encoding::Gob, true),
        (WEB, Encoding::Json, false),
        (IOS, Encoding::Json, true),
    ] {
        let token = world.token("bob", platform).await;
        devices.push(
            world
                .dial_with("bob", platform, &token, Codec { encoding, gzip })
                .await
                .unwrap(),
        );
    }
    let mut alice = world.dial("alice", LINUX).await;
    alice.say("bob", "m1", "四种").await;
    for device in &mut devices {
        let (_, _, message) = device.pushed_message().await;
        assert_eq!(content::decode_text(&message.content).unwrap(), "四种");
        device.say("alice", &format!("r{:?}", device.codec), "back").await;
    }
}

#[tokio::test(start_paused = true)]
async fn the_largest_frame_passes_and_one_byte_more_ends_the_session() {
    let mut world = World::start().await;
    world.users(&["alice", "bob"]).await;
    let mut alice = world.dial("alice", LINUX).await;
    let frame_of = |device: &crate::testing::Device, size: usize| {
        let message = device.text("bob", "m1", &"x".repeat(size));
        let request = protocol::envelope::Request {
            req_identifier: frame::SEND,
            send_id: "alice".into(),
            operation_id: "op".into(),
            msg_incr: "1".into(),
            data: prost::Message::encode_to_vec(&message),
            ..Default::default()
        };
        device.codec.encode_request(&request).unwrap()
    };
    let overhead = frame_of(&alice, 40_000).len() - 40_000;
    let fits = frame_of(&alice, MAX_REQUEST - overhead);
    assert_eq!(fits.len(), MAX_REQUEST);
    alice.socket.send(Message::binary(fits)).await.unwrap();
    let mut answers = Vec::new();
    for _ in 0..2 {
        let answer = alice.pushed().await.unwrap();
        answers.push((answer.req_identifier, answer.err_code));
    }
    // The push may overtake the answer.
    answers.sort_unstable();
    assert_eq!(answers, [(frame::SEND, 0), (frame::PUSH, 0)]);
    let too_long = frame_of(&alice, MAX_REQUEST - overhead + 1);
    alice.socket.send(Message::binary(too_long)).await.unwrap();
    assert!(alice.pushed().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn words_that_are_no_requests_end_the_session() {
    let mut world = World::start().await;
    world.users(&["alice", "bob"]).await;
    for bad in [Message::text("hello"), Message::binary(b"nonsense".to_vec())] {
        let mut alice = world.dial("alice", LINUX).await;
        alice.socket.send(bad).await.unwrap();
        assert!(alice.pushed().await.is_none());
    }
    let mut alice = world.dial("alice", LINUX).await;
    let request = |identifier, send_id: &str| protocol::envelope::Request {
        req_identifier: identifier,
        send_id: send_id.into(),
        ..Default::default()
    };
    let codec = alice.codec;
    alice
        .socket
        .send(Message::binary(
            codec.encode_request(&request(frame::SEND, "bob")).unwrap(),
        ))
        .await
        .unwrap();
    assert!(alice.pushed().await.is_none());
    let mut alice = world.dial("alice", LINUX).await;
    alice
        .socket
        .send(Message::binary(codec.encode_request(&request(4711, "alice")).unwrap()))
        .await
        .unwrap();
    assert!(alice.pushed().await.is_none());
    // Data of another kind is answered; the session goes on.
    let mut alice = world.dial("alice", LINUX).await;
    assert_eq!(alice.request(frame::PULL_RANGE, vec![0xff; 3]).await.err_code, 1001);
    assert_eq!(alice.request(frame::SEND_SIGNAL, Vec::new()).await.err_code, 1001);
    let other = GetConversationsHasReadAndMaxSeqReq {
        user_id: "bob".into(),
        ..Default::default()
    };
    let other = prost::Message::encode_to_vec(&other);
    assert_eq!(alice.request(frame::READ_AND_MAX_SEQ, other).await.err_code, 1002);
}

#[tokio::test(start_paused = true)]
async fn refusals_are_told_in_both_ways() {
    let mut world = World::start().await;
    world.users(&["alice", "bob"]).await;
    let codec = Codec {
        encoding: Encoding::Gob,
        gzip: false,
    };
    let token = world.token("alice", LINUX).await;
    let wrong = [
        ("bob", LINUX, token.clone(), "1502"),
        ("alice", IOS, token.clone(), "1502"),
        ("alice", LINUX, "A".repeat(43), "1507"),
        ("alice", LINUX, "a.b.c".to_owned(), "1503"),
        ("alice", 10, token.clone(), "1602"),
    ];
    for (user, platform, token, code) in wrong {
        let refused = world.dial_with(user, platform, &token, codec).await.err().unwrap();
        assert!(refused.contains(code), "{refused}");
    }
    let request = http::Request::get(format!(
        "/?sendID=bob&token={token}&platformID=7&operationID=o&isBackground=false"
    ))
    .header("host", "localhost")
    .header("connection", "Upgrade")
    .header("upgrade", "websocket")
    .header("sec-websocket-version", "13")
    .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
    .body(http_body_util::Full::default())
    .unwrap();
    let answer = world.http(request).await;
    assert_eq!(answer.status(), 200);
    let body: serde_json::Value = serde_json::from_slice(answer.body()).unwrap();
    assert_eq!(body["errCode"], 1502);
}

#[tokio::test(start_paused = true)]
async fn presence_is_told_when_it_changes() {
    let mut world = World::start().await;
    world.users(&["alice", "bob"]).await;
    let mut alice = world.dial("alice", LINUX).await;
    let request = SubUserOnlineStatus {
        subscribe_user_id: vec!["bob".into()],
        ..Default::default()
    };
    let now: SubUserOnlineStatusTips = alice.ask(frame::SUBSCRIBE, &request).await;
    assert!(now.subscribers[0].online_platform_ids.is_empty());
    let tips = async |device: &mut crate::testing::Device| -> Vec<i32> {
        let push = device.pushed().await.unwrap();
        assert_eq!((push.req_identifier, push.msg_incr.as_str()), (frame::SUBSCRIBE, ""));
        let tips: SubUserOnlineStatusTips = prost::Message::decode(&*push.data).unwrap();
        assert_eq!(tips.subscribers[0].user_id, "bob");
        tips.subscribers[0].online_platform_ids.clone()
    };
    let bob = world.dial("bob", LINUX).await;
    assert_eq!(tips(&mut alice).await, [LINUX]);
    let phone = world.dial("bob", IOS).await;
    assert_eq!(tips(&mut alice).await, [IOS, LINUX]);
    drop(phone);
    assert_eq!(tips(&mut alice).await, [LINUX]);
    drop(bob);
    assert_eq!(tips(&mut alice).await, [0; 0]);
    let request = SubUserOnlineStatus {
        unsubscribe_user_id: vec!["bob".into()],
        ..Default::default()
    };
    let _: SubUserOnlineStatusTips = alice.ask(frame::SUBSCRIBE, &request).await;
    let _bob = world.dial("bob", LINUX).await;
    assert!(alice.quiet().await);
}

#[tokio::test(start_paused = true)]
async fn requests_of_one_session_take_effect_and_are_answered_in_their_order() {
    let mut world = World::start().await;
    world.users(&["alice", "bob"]).await;
    let mut alice = world.dial("alice", LINUX).await;
    let request = |turn: usize, identifier, data: Vec<u8>| protocol::envelope::Request {
        req_identifier: identifier,
        send_id: "alice".into(),
        operation_id: "op".into(),
        msg_incr: turn.to_string(),
        data,
        ..Default::default()
    };
    let newest = protocol::pb::GetMaxSeqReq {
        user_id: "alice".into(),
    };
    let mut asked = Vec::new();
    for turn in 0..200 {
        let request = if turn % 50 == 49 {
            request(turn, frame::GET_NEWEST_SEQ, prost::Message::encode_to_vec(&newest))
        } else {
            let message = alice.text("bob", &format!("m{turn}"), "x");
            request(turn, frame::SEND, prost::Message::encode_to_vec(&message))
        };
        asked.push(turn.to_string());
        let frame = alice.codec.encode_request(&request).unwrap();
        alice.socket.feed(Message::binary(frame)).await.unwrap();
    }
    alice.socket.flush().await.unwrap();
    let (mut answered, mut pushed) = (Vec::new(), Vec::new());
    while answered.len() < 200 || pushed.len() < 196 {
        let response = alice.pushed().await.unwrap();
        if response.req_identifier == frame::PUSH {
            alice.pushes.push(response);
            pushed.push(alice.pushed_message().await.2.seq);
            continue;
        }
        if response.req_identifier == frame::GET_NEWEST_SEQ {
            let seqs: protocol::pb::GetMaxSeqResp = prost::Message::decode(&*response.data).unwrap();
            let sends_before = answered.len() - answered.len() / 50;
            assert_eq!(seqs.max_seqs["si_alice_bob"], i64::try_from(sends_before).unwrap());
        }
        answered.push(response.msg_incr);
    }
    assert_eq!(answered, asked);
    assert_eq!(pushed, (1..=196).collect::<Vec<i64>>());
}

#[tokio::test(start_paused = true)]
async fn an_idle_session_is_small() {
    use tokio::net::TcpStream;
    let world = World::start().await;
    let (io, _far) = tokio::io::duplex(1);
    let connection = std::mem::size_of_val(&world.server.connection(io, crate::Peer::default()));
    fn future<A, F>(_: impl FnOnce(A) -> F) -> usize {
        std::mem::size_of::<F>()
    }
    // The pieces that live as long as a session does. With the buffers of socket and channel they make up what
    // docs/performance.md measures.
    let talk = future(super::Talk::<super::Lean<TcpStream>>::run);
    assert!(connection <= 400, "{connection}");
    let socket = std::mem::size_of::<super::Talk<super::Lean<TcpStream>>>();
    assert!(talk + socket <= 1_500, "{talk}");
}
