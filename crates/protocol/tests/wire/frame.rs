//! Text frames.

use protocol::frame::{MAX_TEXT, Text};

#[test]
fn a_ping_is_answered_with_the_same_body_byte_for_byte() {
    for (ping, pong) in [
        (r#"{"type":"ping","body":"abc"}"#, r#"{"type":"pong","body":"abc"}"#),
        (r#"{"type":"ping"}"#, r#"{"type":"pong","body":null}"#),
        (r#"{"type":"ping","body":null}"#, r#"{"type":"pong","body":null}"#),
        (r#"{"body":1.50,"type":"ping"}"#, r#"{"type":"pong","body":1.50}"#),
        (
            r#"{"type":"ping","body":{"b": 1, "a":[true , 2e3]}}"#,
            r#"{"type":"pong","body":{"b": 1, "a":[true , 2e3]}}"#,
        ),
        (
            r#"{"type":"ping","body":"\u4f60\/","at":7}"#,
            r#"{"type":"pong","body":"\u4f60\/"}"#,
        ),
    ] {
        assert_eq!(Text::read(ping).unwrap().answer().unwrap().write(), pong);
    }
}

#[test]
fn a_body_as_deep_as_fits_is_echoed_too() {
    let deep = format!("{}{}", "[".repeat(2_000), "]".repeat(2_000));
    let ping = format!(r#"{{"type":"ping","body":{deep}}}"#);
    assert_eq!(
        Text::read(&ping).unwrap().answer().unwrap().write(),
        ping.replace("ping", "pong")
    );
}

#[test]
fn a_pong_is_known_and_not_answered() {
    let pong = Text::read(r#"{"type":"pong","body":"7"}"#).unwrap();
    assert_eq!(pong, Text::Pong { body: "\"7\"".into() });
    assert_eq!(pong.answer(), None);
}

#[test]
fn our_ping_has_a_string_for_a_body() {
    assert_eq!(Text::ping("op \"1\"").write(), r#"{"type":"ping","body":"op \"1\""}"#);
}

#[test]
fn any_other_text_is_none() {
    let long = format!(r#"{{"type":"ping","body":"{}"}}"#, "x".repeat(MAX_TEXT));
    for text in [
        "",
        "ping",
        "{}",
        "[]",
        "null",
        r#"{"type":"pang"}"#,
        r#"{"type":1}"#,
        r#"{"type":"ping"} x"#,
        &long,
    ] {
        assert_eq!(Text::read(text), None, "{text}");
    }
}
