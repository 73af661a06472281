//! The gob form: bytes that Go's own encoder made, and streams that Go might make with another history.

use protocol::envelope::{Error, Request, Response};

use crate::samples::{GOB, hex, request, response};

const REQUEST_TYPE: &str = "66ff810301010c47656e6572616c577352657101ff82000106010d5265714964656e74696669657201040001\
    05546f6b656e010c00010653656e644944010c00010b4f7065726174696f6e4944010c0001074d7367496e6372010c00010444617461010a000000";
const REQUEST_VALUE: &str = "1cff8201fe07d20202753101036f7031010475315f3101040a02753100";
const RESPONSE_TYPE: &str = "60ff83030101045265737001ff84000106010d5265714964656e74696669657201040001074d7367496e6372\
    010c00010b4f7065726174696f6e4944010c000107457272436f646501040001064572724d7367010c00010444617461010a000000";

fn request_bytes() -> Vec<u8> {
    hex(&format!("{REQUEST_TYPE}{REQUEST_VALUE}"))
}

fn response_bytes(value: &str) -> Vec<u8> {
    hex(&format!("{RESPONSE_TYPE}{value}"))
}

/// The answers of the vectors, each with its value message.
fn responses() -> Vec<(Response, Vec<u8>)> {
    let refused = Response {
        req_identifier: 1003,
        err_code: 1302,
        err_msg: "BlockedByPeer".into(),
        data: Vec::new(),
        ..response()
    };
    let kick = Response {
        req_identifier: 2002,
        ..Response::default()
    };
    let push = Response {
        req_identifier: 2001,
        operation_id: "op9".into(),
        data: vec![0xab; 300],
        ..Response::default()
    };
    let push_value = format!("fe013cff8401fe0fa202036f703903fe012c{}00", "ab".repeat(300));
    vec![
        (
            response(),
            response_bytes("17ff8401fe07d2010475315f3101036f7031030301020300"),
        ),
        (
            refused,
            response_bytes("25ff8401fe07d6010475315f3101036f703101fe0a2c010d426c6f636b656442795065657200"),
        ),
        (kick, response_bytes("07ff8401fe0fa400")),
        (push, response_bytes(&push_value)),
    ]
}

#[test]
fn a_request_is_written_as_go_writes_it() {
    assert_eq!(GOB.encode_request(&request()).unwrap(), request_bytes());
}

#[test]
fn answers_and_pushes_are_written_as_go_writes_them() {
    for (response, bytes) in responses() {
        assert_eq!(GOB.encode_response(&response).unwrap(), bytes);
    }
}

#[test]
fn what_go_wrote_is_read() {
    assert_eq!(GOB.decode_request(&request_bytes()).unwrap(), request());
    for (response, bytes) in responses() {
        assert_eq!(GOB.decode_response(&bytes).unwrap(), response);
    }
}

#[test]
fn the_largest_and_smallest_numbers_survive() {
    for number in [
        i32::MIN,
        -65_537,
        -256,
        -129,
        -128,
        -64,
        -1,
        0,
        1,
        63,
        64,
        127,
        128,
        65_535,
        i32::MAX,
    ] {
        let sent = Response {
            req_identifier: number,
            err_code: number,
            ..response()
        };
        assert_eq!(GOB.decode_response(&GOB.encode_response(&sent).unwrap()).unwrap(), sent);
    }
}

/// One struct type and one value of it, put together by hand as a Go program with another history would.
struct Stream {
    type_id: i8,
    name: &'static str,
    /// Name, type id as a coded signed number, and the value's bytes; empty ones are left out as zero values are.
    fields: Vec<(&'static str, u8, Vec<u8>)>,
}

impl Stream {
    fn bytes(&self) -> Vec<u8> {
        let coded = u8::try_from(i16::from(self.type_id) * 2).unwrap();
        let coded_negative = coded - 1;
        let mut definition = vec![0xff, coded_negative, 3, 1, 1, u8::try_from(self.name.len()).unwrap()];
        definition.extend(self.name.as_bytes());
        definition.extend([1, 0xff, coded, 0, 1, u8::try_from(self.fields.len()).unwrap()]);
        for (name, kind, _) in &self.fields {
            definition.extend([1, u8::try_from(name.len()).unwrap()]);
            definition.extend(name.as_bytes());
            definition.extend([1, *kind, 0]);
        }
        definition.extend([0, 0]);
        let mut value = vec![0xff, coded];
        let mut delta = 0;
        for (_, _, bytes) in &self.fields {
            delta += 1;
            if !bytes.is_empty() {
                value.push(delta);
                value.extend(bytes);
                delta = 0;
            }
        }
        value.push(0);
        let mut frame = Vec::new();
        for message in [definition, value] {
            assert!(message.len() < 256);
            if message.len() >= 128 {
                frame.push(0xff);
            }
            frame.push(u8::try_from(message.len()).unwrap());
            frame.extend(message);
        }
        frame
    }
}

const BOOL: u8 = 2;
const INT: u8 = 4;
const UINT: u8 = 6;
const FLOAT: u8 = 8;
const BYTES: u8 = 10;
const STRING: u8 = 12;
const COMPLEX: u8 = 14;

#[test]
fn fields_are_told_by_name_whatever_their_order_and_the_struct_s_name_and_number() {
    let stream = Stream {
        type_id: 93,
        name: "Other",
        fields: vec![
            ("Data", BYTES, vec![1, 7]),
            ("MsgIncr", STRING, b"\x01m".to_vec()),
            ("ReqIdentifier", UINT, vec![0xfe, 0x03, 0xeb]),
            ("SendID", STRING, b"\x02u1".to_vec()),
        ],
    };
    let expected = Request {
        req_identifier: 1003,
        send_id: "u1".into(),
        msg_incr: "m".into(),
        data: vec![7],
        ..Request::default()
    };
    assert_eq!(GOB.decode_request(&stream.bytes()).unwrap(), expected);
}

#[test]
fn a_number_may_have_more_bytes_than_it_needs() {
    let stream = Stream {
        type_id: 65,
        name: "Resp",
        fields: vec![("ErrCode", INT, vec![0xf8, 0, 0, 0, 0, 0, 0, 0x0a, 0x2c])],
    };
    assert_eq!(GOB.decode_response(&stream.bytes()).unwrap().err_code, 1302);
}

#[test]
fn unknown_fields_of_built_in_types_are_passed_over() {
    let stream = Stream {
        type_id: 70,
        name: "Resp",
        fields: vec![
            ("Flag", BOOL, vec![1]),
            ("Ratio", FLOAT, vec![0xfe, 0xf0, 0x3f]),
            ("Plane", COMPLEX, vec![0xfe, 0xf0, 0x3f, 0x40]),
            ("Extra", STRING, b"\x03abc".to_vec()),
            ("Blob", BYTES, vec![2, 1, 2]),
            ("Count", UINT, vec![5]),
            ("ErrMsg", STRING, b"\x02no".to_vec()),
        ],
    };
    assert_eq!(
        GOB.decode_response(&stream.bytes()).unwrap(),
        Response {
            err_msg: "no".into(),
            ..Response::default()
        }
    );
}

#[test]
fn what_is_no_single_well_formed_value_is_refused() {
    let good = request_bytes();
    let value_only = hex(REQUEST_VALUE);
    let definition_only = hex(REQUEST_TYPE);
    let two_values = [good.clone(), value_only.clone()].concat();
    let int_too_wide = Stream {
        type_id: 65,
        name: "R",
        fields: vec![("ReqIdentifier", INT, vec![0xfb, 2, 0, 0, 0, 0])],
    };
    let text_where_a_number_belongs = Stream {
        type_id: 65,
        name: "R",
        fields: vec![("ReqIdentifier", STRING, b"\x041001".to_vec())],
    };
    let bytes_where_text_belongs = Stream {
        type_id: 65,
        name: "R",
        fields: vec![("SendID", BYTES, b"\x02u1".to_vec())],
    };
    let not_utf8 = Stream {
        type_id: 65,
        name: "R",
        fields: vec![("SendID", STRING, b"\x02\xff\xfe".to_vec())],
    };
    let type_of_nothing = Stream {
        type_id: 65,
        name: "R",
        fields: vec![("SendID", 0x30, vec![1])],
    };
    let length_beyond_the_end = [definition_only.clone(), hex("1cff8201fe07d202f8ffffffffffffffff")].concat();
    let field_beyond_the_last = [definition_only.clone(), hex("05ff8207fe0000")].concat();
    for bytes in [
        Vec::new(),
        value_only,
        definition_only,
        two_values,
        int_too_wide.bytes(),
        text_where_a_number_belongs.bytes(),
        bytes_where_text_belongs.bytes(),
        not_utf8.bytes(),
        type_of_nothing.bytes(),
        length_beyond_the_end,
        field_beyond_the_last,
    ] {
        assert_eq!(GOB.decode_request(&bytes), Err(Error::Gob), "{bytes:02x?}");
    }
}

#[test]
fn every_shortened_frame_is_refused() {
    let good = request_bytes();
    for len in 0..good.len() {
        assert_eq!(GOB.decode_request(&good[..len]), Err(Error::Gob), "{len} bytes");
    }
}
