//! The query of a socket: as the three families of SDK build it, as we do, and broken.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use proptest::prelude::*;
use protocol::Code;
use protocol::envelope::{Codec, Encoding};
use protocol::handshake::{Error, Handshake, Outcome};
use serde_json::json;

use crate::samples::CODECS;

const NATIVE: &str = "sendID=u1&token=abc.d-e_f&platformID=3&operationID=op1&isBackground=false&sdkVersion=3.8.3\
    &compression=gzip";
const WASM: &str = "sendID=u1&token=t&platformID=5&operationID=op1&isBackground=true&compression=gzip&isMsgResp=true";
const JS: &str = "sendID=u1&token=t&platformID=5&operationID=op1&isBackground=false&isMsgResp=true&sdkType=js";

fn read(query: &str) -> Result<Handshake, Error> {
    Handshake::read(query, None)
}

fn packed(value: &serde_json::Value) -> String {
    format!("v={}", BASE64_URL_SAFE_NO_PAD.encode(value.to_string()))
}

#[test]
fn the_three_families_of_clients_are_understood() {
    let native = read(NATIVE).unwrap();
    assert_eq!(
        (native.user_id.as_str(), native.token.as_str(), native.platform_id),
        ("u1", "abc.d-e_f", 3)
    );
    assert_eq!(
        (native.operation_id.as_str(), native.sdk_version.as_str()),
        ("op1", "3.8.3")
    );
    assert_eq!(
        native.codec,
        Codec {
            encoding: Encoding::Gob,
            gzip: true
        }
    );
    assert!(!native.respond && !native.background);

    let wasm = read(WASM).unwrap();
    assert_eq!(
        wasm.codec,
        Codec {
            encoding: Encoding::Gob,
            gzip: true
        }
    );
    assert!(wasm.respond && wasm.background);

    let js = read(JS).unwrap();
    assert_eq!(
        js.codec,
        Codec {
            encoding: Encoding::Json,
            gzip: false
        }
    );
    assert!(js.respond && !js.background);
}

#[test]
fn the_packed_form_stands_alone() {
    let object = json!({"token": "t", "userID": "u1", "platformID": 7, "operationID": "op", "compression": "gzip",
        "sdkType": "js", "sendResponse": true, "background": true, "sdkVersion": "x", "other": []});
    let read = read(&format!("sendID=u2&isMsgResp=false&{}", packed(&object))).unwrap();
    assert_eq!(
        (read.user_id.as_str(), read.platform_id, read.sdk_version.as_str()),
        ("u1", 7, "x")
    );
    assert_eq!(
        read.codec,
        Codec {
            encoding: Encoding::Json,
            gzip: true
        }
    );
    assert!(read.respond && read.background);
}

#[test]
fn compression_may_come_as_a_header_when_the_query_is_silent() {
    let gzip = |query: &str, header| Handshake::read(query, header).unwrap().codec.gzip;
    assert!(gzip(JS, Some("gzip")));
    assert!(gzip(&format!("{JS}&compression="), Some("gzip")));
    assert!(!gzip(JS, Some("br")));
    assert!(!gzip(JS, None));
    assert!(!gzip(&format!("{JS}&compression=deflate"), Some("gzip")));
}

#[test]
fn every_spelling_of_go_s_truth_values_is_read() {
    for (text, value) in [
        ("1", true),
        ("t", true),
        ("TRUE", true),
        ("True", true),
        ("0", false),
        ("f", false),
    ] {
        assert_eq!(
            read(&JS.replace("isBackground=false", &format!("isBackground={text}")))
                .unwrap()
                .background,
            value
        );
    }
}

#[test]
fn values_may_be_escaped() {
    let read = read(
        &JS.replace("token=t", "token=a%2Bb%20c+d%E4%BD%A0")
            .replace("sendID", "send%49D"),
    )
    .unwrap();
    assert_eq!((read.token.as_str(), read.user_id.as_str()), ("a+b c d你", "u1"));
}

#[test]
fn an_older_client_without_background_is_let_in() {
    assert!(!read(&JS.replace("isBackground=false&", "")).unwrap().background);
}

#[test]
fn what_is_wrong_is_named_and_answered_in_the_way_that_was_asked_for() {
    let wrong = |from: &str, to: &str| read(&JS.replace(from, to)).unwrap_err();
    for (from, to, argument) in [
        ("sendID=u1&", "", "sendID"),
        ("sendID=u1&", "sendID=&", "sendID"),
        ("token=t&", "", "token"),
        ("token=t&", "token=%zz&", "token"),
        ("token=t&", "token=%f&", "token"),
        ("token=t&", "token=%ff&", "token"),
        ("platformID=5&", "", "platformID"),
        ("platformID=5", "platformID=five", "platformID"),
        ("platformID=5", "platformID=0", "platformID"),
        ("platformID=5", "platformID=10", "platformID"),
        ("platformID=5", "platformID=12", "platformID"),
        ("operationID=op1&", "", "operationID"),
        ("isBackground=false", "isBackground=maybe", "isBackground"),
        ("sdkType=js", "sdkType=rust", "sdkType"),
    ] {
        assert_eq!(
            wrong(from, to),
            Error {
                argument,
                respond: true
            },
            "{to}"
        );
    }
    assert_eq!(wrong("isMsgResp=true", "isMsgResp=yes").argument, "isMsgResp");
    assert!(!wrong("isMsgResp=true&sdkType=js", "sdkType=rust").respond);
    for query in [
        "v=%25",
        "v=e30=",
        "v=bm90IGpzb24",
        &packed(&json!({"platformID": "7"})),
        &packed(&json!([])),
    ] {
        assert_eq!(read(query).unwrap_err().argument, "v", "{query}");
    }
    assert_eq!(
        read(&packed(&json!({"userID": "u", "sendResponse": true}))).unwrap_err(),
        Error {
            argument: "token",
            respond: true
        }
    );
    assert_eq!(Error::CODE, Code(1602));
}

#[test]
fn the_result_is_written_as_open_im_writes_it() {
    assert_eq!(
        Outcome::of(Code::OK).write(),
        r#"{"errCode":0,"errMsg":"","errDlt":""}"#
    );
    let refusal = Outcome::of(Code::TOKEN_EXPIRED).write();
    assert_eq!(refusal, r#"{"errCode":1501,"errMsg":"TokenExpiredError","errDlt":""}"#);
    assert_eq!(Outcome::read(&refusal).unwrap().err_code, Code::TOKEN_EXPIRED);
    assert_eq!(
        Outcome::read(r#"{"errCode":1506,"x":1}"#).unwrap().err_code,
        Code::TOKEN_KICKED
    );
    for text in [
        "",
        "{}",
        "[]",
        "404 page not found",
        r#"{"errCode":"0"}"#,
        r#"{"errCode":null}"#,
        r#"{"code":0}"#,
    ] {
        assert_eq!(Outcome::read(text), None, "{text}");
    }
}

#[test]
fn a_token_never_reaches_a_log() {
    assert!(!format!("{:?}", read(NATIVE).unwrap()).contains("abc.d"));
}

proptest! {
    #[test]
    fn what_we_build_comes_back(
        user_id in "\\PC{1,30}", token in "\\PC{1,60}", platform_id in 1i32..=9, operation_id in "\\PC{1,20}",
        background in any::<bool>(), codec in 0usize..4, respond in any::<bool>(), sdk_version in "\\PC{0,9}",
    ) {
        let codec = CODECS[codec];
        let built =
            Handshake { user_id, token, platform_id, operation_id, background, codec, respond, sdk_version };
        prop_assert_eq!(Handshake::read(&built.query(), None), Ok(built.clone()));
        prop_assert_eq!(Handshake::read(&built.packed_query(), None), Ok(built.clone()));
        prop_assert!(built.query().bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#'));
    }
}
