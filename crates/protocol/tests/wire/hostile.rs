//! Bytes from people who mean no good: whatever comes, decoders answer, and never with a panic.

use proptest::prelude::*;
use protocol::content::tips::{GroupCreatedTips, MarkAsReadTips};
use protocol::content::{Notification, decode_text, words};
use protocol::frame::Text;
use protocol::handshake::{Handshake, Outcome};
use protocol::pb::{self, Bounded, BoundedError, MAX_THINGS, Message};
use protocol::rest::jssdk;

use crate::samples::{CODECS, request, response};

/// Everything that reads bytes.
fn read_all(bytes: &[u8]) {
    for codec in CODECS {
        let _ = codec.decode_request(bytes);
        let _ = codec.decode_response(bytes);
    }
    read_protobuf(bytes);
    let _ = decode_text(bytes);
    for kind in [101, 106, 114, 117, 118] {
        let _ = words(kind, bytes);
    }
    let _ = Notification::decode::<MarkAsReadTips>(bytes);
    let _ = Notification::decode::<GroupCreatedTips>(bytes);
    read_text(&String::from_utf8_lossy(bytes));
}

fn read_text(text: &str) {
    if let Some(read) = Text::read(text) {
        let again = Text::read(&read.write());
        assert_eq!(again, Some(read));
    }
    let _ = Outcome::read(text);
    let _ = Handshake::read(text, Some(text));
    let _ = jssdk::decode_data::<pb::GetConversationsResp>(text);
}

fn read_protobuf(bytes: &[u8]) {
    let _ = pb::MsgData::decode(bytes);
    let _ = pb::GetMaxSeqReq::decode(bytes);
    let _ = pb::PullMessageBySeqsReq::decode(bytes);
    let _ = pb::GetSeqMessageReq::decode(bytes);
    let _ = pb::GetConversationsHasReadAndMaxSeqReq::decode(bytes);
    let _ = pb::GetLastMessageReq::decode(bytes);
    let _ = pb::SubUserOnlineStatus::decode(bytes);
    let _ = pb::SetAppBackgroundStatusReq::decode(bytes);
    let _ = pb::DelUserPushTokenReq::decode(bytes);
    let _ = pb::ConversationReq::decode(bytes);
    let _ = pb::GetMaxSeqResp::decode(bytes);
    let _ = pb::SendMsgResp::decode(bytes);
    bounded_agrees::<pb::PushMessages>(bytes);
    bounded_agrees::<pb::PullMessageBySeqsResp>(bytes);
    bounded_agrees::<pb::GetSeqMessageResp>(bytes);
    bounded_agrees::<pb::GetLastMessageResp>(bytes);
    bounded_agrees::<pb::GetConversationsHasReadAndMaxSeqResp>(bytes);
    bounded_agrees::<pb::SubUserOnlineStatusTips>(bytes);
    bounded_agrees::<pb::GetActiveConversationsResp>(bytes);
    bounded_agrees::<pb::GetConversationsResp>(bytes);
}

/// What is small enough is read as without the bound.
fn bounded_agrees<T: Bounded + PartialEq>(bytes: &[u8]) {
    if let Ok(read) = T::decode_bounded(bytes) {
        assert!(T::decode(bytes) == Ok(read));
    }
}

fn push() -> pb::PushMessages {
    let message = pb::MsgData {
        send_id: "1".into(),
        content: br#"{"content":"hi"}"#.to_vec(),
        seq: 4,
        options: [("history".to_owned(), false)].into(),
        offline_push_info: Some(pb::OfflinePushInfo::default()),
        ..Default::default()
    };
    let messages = pb::PullMsgs {
        msgs: vec![message.clone(), message],
        is_end: true,
        end_seq: 4,
    };
    pb::PushMessages {
        msgs: [("si_1_2".to_owned(), messages.clone())].into(),
        notification_msgs: [("n_1_2".to_owned(), messages)].into(),
    }
}

/// Valid bytes of every kind, to be damaged.
fn valid() -> Vec<Vec<u8>> {
    let mut all = vec![
        push().encode_to_vec(),
        br#"{"type":"ping","body":{"a":[1,2,"x"]}}"#.to_vec(),
        br#"{"errCode":1501,"errMsg":"TokenExpiredError","errDlt":""}"#.to_vec(),
        br#"{"content":"hi \u4f60"}"#.to_vec(),
        Notification::encode(&MarkAsReadTips::default()).unwrap(),
        b"sendID=u1&token=a%2Bb&platformID=5&operationID=op&isBackground=0&compression=gzip&isMsgResp=1".to_vec(),
        b"v=eyJ0b2tlbiI6InQiLCJ1c2VySUQiOiJ1IiwicGxhdGZvcm1JRCI6N30".to_vec(),
    ];
    let answer = protocol::envelope::Response {
        data: push().encode_to_vec(),
        ..response()
    };
    for codec in CODECS {
        all.push(codec.encode_request(&request()).unwrap());
        all.push(codec.encode_response(&answer).unwrap());
    }
    all
}

#[test]
fn every_shortened_valid_input_is_answered() {
    for bytes in valid() {
        for len in 0..bytes.len() {
            read_all(&bytes[..len]);
        }
    }
}

#[test]
fn every_single_changed_bit_is_answered() {
    for bytes in valid() {
        for at in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[at / 8] ^= 1 << (at % 8);
            read_all(&changed);
        }
    }
}

#[test]
fn deep_nesting_is_answered() {
    read_all("[".repeat(100_000).as_bytes());
    read_all(r#"{"body":"#.repeat(10_000).as_bytes());
    for opened in [r#"{"msgs":"#, r#"{"user":"#, "["] {
        assert!(serde_json::from_str::<protocol::rest::account::RegisterReq>(&opened.repeat(10_000)).is_err());
    }
    // A protobuf group that is opened again and again.
    read_all(&vec![0x0b; 50_000]);
    read_all(&[0x0a, 0x7f].repeat(20_000));
}

#[test]
fn an_answer_of_too_many_things_is_refused_before_it_is_read() {
    let messages = |count: usize| {
        let inner = [0x0a, 0x00].repeat(count);
        pb::PushMessages::decode_bounded(&entry(1, &inner)).map(|read| read.msgs[""].msgs.len())
    };
    assert_eq!(messages(MAX_THINGS - 1), Ok(MAX_THINGS - 1));
    assert_eq!(messages(MAX_THINGS), Err(BoundedError::TooMany));
    assert_eq!(
        pb::PushMessages::decode_bounded(&[0x12, 0x00].repeat(MAX_THINGS + 1)),
        Err(BoundedError::TooMany)
    );
    assert_eq!(
        pb::GetLastMessageResp::decode_bounded(&[0x0a, 0x00].repeat(MAX_THINGS + 1)),
        Err(BoundedError::TooMany)
    );
    assert_eq!(
        pb::GetConversationsResp::decode_bounded(&[0x12, 0x00].repeat(MAX_THINGS + 1)),
        Err(BoundedError::TooMany)
    );
    assert_eq!(
        pb::PushMessages::decode_bounded(&[0x0a, 0x05, 0x00]),
        Err(BoundedError::Damaged)
    );
    assert_eq!(pb::PushMessages::decode_bounded(&push().encode_to_vec()), Ok(push()));
}

/// A map entry in `field` without a key, its value being `inner`.
fn entry(field: u8, inner: &[u8]) -> Vec<u8> {
    let mut value = vec![0x12];
    prost::encoding::encode_varint(inner.len() as u64, &mut value);
    value.extend(inner);
    let mut whole = vec![field << 3 | 2];
    prost::encoding::encode_varint(value.len() as u64, &mut whole);
    whole.extend(value);
    whole
}

proptest! {
    #[test]
    fn random_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        read_all(&bytes);
    }

    #[test]
    fn random_text_is_answered(text in "\\PC{0,120}") {
        read_text(&text);
    }

    #[test]
    fn a_gob_stream_with_a_random_tail_is_answered(
        keep in 0usize..140, tail in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        for codec in &CODECS[..1] {
            let mut bytes = codec.encode_request(&request()).unwrap();
            bytes.truncate(keep);
            bytes.extend(tail.clone());
            let _ = codec.decode_request(&bytes);
            let _ = codec.decode_response(&bytes);
        }
    }

    #[test]
    fn damaged_valid_input_is_answered(
        which in any::<prop::sample::Index>(),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0u8..4), 1..12),
    ) {
        let all = valid();
        let mut bytes = which.get(&all).clone();
        for (at, byte, kind) in damage {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => drop(bytes.remove(at)),
                _ => bytes.truncate(at),
            }
        }
        read_all(&bytes);
    }
}
