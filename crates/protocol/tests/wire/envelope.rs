//! Envelopes in all four forms, the JSON form's words, and the limits.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use protocol::envelope::{Codec, Encoding, Error, MAX_INFLATED, MAX_INFLATED_REQUEST, MAX_REQUEST, MAX_RESPONSE};
use protocol::envelope::{Request, Response};
use serde_json::{Value, json};

use crate::samples::{CODECS, GOB, JSON, request, response};

fn parsed(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

fn zipped(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn json_has_open_im_s_keys_and_base64() {
    assert_eq!(
        parsed(&JSON.encode_request(&request()).unwrap()),
        json!({"reqIdentifier": 1001, "token": "", "sendID": "u1", "operationID": "op1", "msgIncr": "u1_1", "data": "CgJ1MQ=="})
    );
    assert_eq!(
        parsed(&JSON.encode_response(&response()).unwrap()),
        json!({"reqIdentifier": 1001, "msgIncr": "u1_1", "operationID": "op1", "errCode": 0, "errMsg": "", "data": "AQID"})
    );
    let empty = Response {
        data: Vec::new(),
        ..response()
    };
    assert_eq!(parsed(&JSON.encode_response(&empty).unwrap())["data"], Value::Null);
}

#[test]
fn json_may_leave_out_and_add_fields() {
    let read = |value: Value| JSON.decode_request(value.to_string().as_bytes());
    let short = read(json!({"reqIdentifier": 2002})).unwrap();
    assert_eq!(
        short,
        Request {
            req_identifier: 2002,
            ..Request::default()
        }
    );
    let nulls =
        read(json!({"reqIdentifier": 1, "token": null, "sendID": null, "msgIncr": null, "data": null})).unwrap();
    assert_eq!(
        nulls,
        Request {
            req_identifier: 1,
            ..Request::default()
        }
    );
    let more = read(json!({"reqIdentifier": 1, "data": "AQ", "new": {"deep": [1, {}]}})).unwrap();
    assert_eq!(
        more,
        Request {
            req_identifier: 1,
            data: vec![1],
            ..Request::default()
        }
    );
    let whole = JSON
        .decode_response(br#"{"errCode":1302,"errMsg":"BlockedByPeer","data":null,"errDlt":"x"}"#)
        .unwrap();
    assert_eq!(
        whole,
        Response {
            err_code: 1302,
            err_msg: "BlockedByPeer".into(),
            ..Response::default()
        }
    );
}

#[test]
fn json_of_wrong_types_is_refused() {
    for text in [
        "",
        "null",
        "[]",
        "1001",
        r#"{"reqIdentifier":"1001"}"#,
        r#"{"reqIdentifier":1.5}"#,
        r#"{"reqIdentifier":4294967296}"#,
        r#"{"sendID":7}"#,
        r#"{"data":[1,2]}"#,
        r#"{"data":"not base64!"}"#,
        r#"{"data":"AQ==="}"#,
        r#"{"reqIdentifier":1} trailing"#,
        "{\"sendID\":\"\u{1}\"}",
    ] {
        assert_eq!(JSON.decode_request(text.as_bytes()), Err(Error::Json), "{text}");
    }
}

#[test]
fn gzip_really_shortens_and_other_levels_are_read() {
    let sent = Request {
        data: vec![b'a'; 20_000],
        ..request()
    };
    for plain in [GOB, JSON] {
        let codec = Codec { gzip: true, ..plain };
        let frame = codec.encode_request(&sent).unwrap();
        assert!(frame.len() < 1_000, "{}", frame.len());
        let other = zipped(&plain.encode_request(&sent).unwrap());
        assert_eq!(codec.decode_request(&other).unwrap(), sent);
    }
}

#[test]
fn a_frame_in_another_form_is_refused_not_guessed() {
    for written in CODECS {
        for read in CODECS {
            let frame = written.encode_request(&request()).unwrap();
            assert_eq!(
                read.decode_request(&frame).is_ok(),
                written == read,
                "{written:?} read as {read:?}"
            );
        }
    }
}

#[test]
fn the_longest_frame_passes_and_one_byte_more_does_not() {
    let overhead = GOB
        .encode_request(&Request {
            data: vec![1; 50_000],
            ..request()
        })
        .unwrap()
        .len()
        - 50_000;
    let sent = Request {
        data: vec![1; MAX_REQUEST - overhead],
        ..request()
    };
    let frame = GOB.encode_request(&sent).unwrap();
    assert_eq!(frame.len(), MAX_REQUEST);
    assert_eq!(GOB.decode_request(&frame).unwrap(), sent);
    let longer = Request {
        data: vec![1; MAX_REQUEST - overhead + 1],
        ..request()
    };
    assert_eq!(
        GOB.decode_request(&GOB.encode_request(&longer).unwrap()),
        Err(Error::TooLong)
    );
    assert_eq!(GOB.decode_response(&vec![0; MAX_RESPONSE + 1]), Err(Error::TooLong));
}

#[test]
fn a_gzipped_frame_may_grow_to_the_limit_and_no_further() {
    let codec = Codec {
        encoding: Encoding::Json,
        gzip: true,
    };
    // White space around JSON is no part of it, so a frame can be made of any inflated size.
    let padded = |json: Vec<u8>, size: usize| {
        let mut plain = json;
        plain.resize(size, b' ');
        zipped(&plain)
    };
    let request_json = JSON.encode_request(&request()).unwrap();
    let response_json = JSON.encode_response(&response()).unwrap();
    assert_eq!(
        codec
            .decode_request(&padded(request_json.clone(), MAX_INFLATED_REQUEST))
            .unwrap(),
        request()
    );
    assert_eq!(
        codec.decode_request(&padded(request_json, MAX_INFLATED_REQUEST + 1)),
        Err(Error::TooMuch)
    );
    assert_eq!(
        codec
            .decode_response(&padded(response_json.clone(), MAX_INFLATED))
            .unwrap(),
        response()
    );
    assert_eq!(
        codec.decode_response(&padded(response_json, MAX_INFLATED + 1)),
        Err(Error::TooMuch)
    );
}

#[test]
fn gzip_that_ends_early_or_goes_on_with_rubbish_is_refused() {
    let codec = Codec {
        encoding: Encoding::Gob,
        gzip: true,
    };
    let good = codec.encode_request(&request()).unwrap();
    for len in 0..good.len() {
        assert!(codec.decode_request(&good[..len]).is_err(), "{len} bytes");
    }
    let mut damaged = good.clone();
    let sum = damaged.len() - 6;
    damaged[sum] ^= 1;
    assert_eq!(codec.decode_request(&damaged), Err(Error::Gzip));
    assert_eq!(
        codec.decode_request(&[good, b"rubbish".to_vec()].concat()),
        Err(Error::Gzip)
    );
}

#[test]
fn nothing_private_reaches_a_log() {
    let shown = format!(
        "{:?}",
        Request {
            token: "tok-1".into(),
            data: b"hello bob".to_vec(),
            ..request()
        }
    );
    assert!(
        !shown.contains("tok-1") && !shown.contains("hello") && !shown.contains("104, 101"),
        "{shown}"
    );
    let shown = format!(
        "{:?}",
        Response {
            data: b"hello bob".to_vec(),
            ..response()
        }
    );
    assert!(!shown.contains("104, 101"), "{shown}");
}

fn any_request() -> impl Strategy<Value = Request> {
    (
        any::<i32>(),
        any::<String>(),
        any::<String>(),
        any::<String>(),
        any::<String>(),
        any::<Vec<u8>>(),
    )
        .prop_map(
            |(req_identifier, token, send_id, operation_id, msg_incr, data)| Request {
                req_identifier,
                token,
                send_id,
                operation_id,
                msg_incr,
                data,
            },
        )
}

fn any_response() -> impl Strategy<Value = Response> {
    (
        any::<i32>(),
        any::<String>(),
        any::<String>(),
        any::<i32>(),
        any::<String>(),
        any::<Vec<u8>>(),
    )
        .prop_map(
            |(req_identifier, msg_incr, operation_id, err_code, err_msg, data)| Response {
                req_identifier,
                msg_incr,
                operation_id,
                err_code,
                err_msg,
                data,
            },
        )
}

proptest! {
    #[test]
    fn every_request_comes_back(request in any_request()) {
        for codec in CODECS {
            prop_assert_eq!(codec.decode_request(&codec.encode_request(&request).unwrap()), Ok(request.clone()));
        }
    }

    #[test]
    fn every_answer_comes_back(response in any_response()) {
        for codec in CODECS {
            prop_assert_eq!(codec.decode_response(&codec.encode_response(&response).unwrap()), Ok(response.clone()));
        }
    }

    #[test]
    fn long_data_comes_back(len in 0usize..40_000, byte in any::<u8>()) {
        let sent = Request { data: vec![byte; len], ..request() };
        for codec in [GOB, Codec { gzip: true, ..GOB }] {
            prop_assert_eq!(codec.decode_request(&codec.encode_request(&sent).unwrap()), Ok(sent.clone()));
        }
    }
}
