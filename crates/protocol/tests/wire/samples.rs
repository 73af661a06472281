//! Envelopes that the other files try, and hex.

use protocol::envelope::{Codec, Encoding, Request, Response};

pub const GOB: Codec = Codec {
    encoding: Encoding::Gob,
    gzip: false,
};
pub const JSON: Codec = Codec {
    encoding: Encoding::Json,
    gzip: false,
};
pub const CODECS: [Codec; 4] = [
    GOB,
    JSON,
    Codec {
        encoding: Encoding::Gob,
        gzip: true,
    },
    Codec {
        encoding: Encoding::Json,
        gzip: true,
    },
];

pub fn request() -> Request {
    Request {
        req_identifier: 1001,
        token: String::new(),
        send_id: "u1".into(),
        operation_id: "op1".into(),
        msg_incr: "u1_1".into(),
        data: vec![0x0a, 0x02, 0x75, 0x31],
    }
}

pub fn response() -> Response {
    Response {
        req_identifier: 1001,
        msg_incr: "u1_1".into(),
        operation_id: "op1".into(),
        err_code: 0,
        err_msg: String::new(),
        data: vec![1, 2, 3],
    }
}

pub fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| u8::try_from(c.to_digit(16).unwrap()).unwrap())
        .collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}
