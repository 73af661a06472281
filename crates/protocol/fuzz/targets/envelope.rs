//! Frames in each form. What was read must survive being written and read again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use protocol::envelope::{Codec, Encoding};

fuzz_target!(|input: (u8, &[u8])| {
    let (form, bytes) = input;
    let codec = Codec {
        encoding: if form & 1 == 0 { Encoding::Gob } else { Encoding::Json },
        gzip: form & 2 != 0,
    };
    if let Ok(request) = codec.decode_request(bytes) {
        let frame = codec.encode_request(&request).expect("written");
        // Bytes as base64 may come out longer than they went in.
        if let Ok(again) = codec.decode_request(&frame) {
            assert!(again == request);
        }
    }
    if let Ok(response) = codec.decode_response(bytes) {
        let frame = codec.encode_response(&response).expect("written");
        assert!(codec.decode_response(&frame).expect("read again") == response);
    }
});
