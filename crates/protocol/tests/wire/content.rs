//! Contents.

use proptest::prelude::*;
use protocol::content::tips::MarkAsReadTips;
use protocol::content::{CustomContent, Notification, TypingContent, decode_text, encode_text, searchable, words};
use serde_json::{Value, json};

#[test]
fn text_is_an_object_with_content() {
    assert_eq!(encode_text("hi \"bob\"\n"), br#"{"content":"hi \"bob\"\n"}"#);
    assert_eq!(decode_text(br#"{"content":"\u4f60\u597d","more":1}"#).unwrap(), "你好");
    assert_eq!(decode_text(br#"{"content":null}"#).unwrap(), "");
    for bytes in [
        &b""[..],
        b"hi",
        b"{}",
        b"[]",
        br#"{"content":1}"#,
        b"{\"content\":\"\xff\"}",
        br#"{"content":"\ud800"}"#,
    ] {
        assert!(decode_text(bytes).is_err(), "{bytes:?}");
    }
}

#[test]
fn every_kind_of_text_has_words() {
    assert_eq!(words(101, br#"{"content":"a"}"#).as_deref(), Some("a"));
    assert_eq!(words(118, br#"{"content":"*a*"}"#).as_deref(), Some("*a*"));
    for kind in [106, 114, 117] {
        assert_eq!(
            words(kind, br#"{"text":"a","atUserList":null,"quoteMessage":{}}"#).as_deref(),
            Some("a")
        );
        assert_eq!(words(kind, br#"{"content":"a"}"#), None);
    }
    assert_eq!(words(102, br#"{"content":"a","text":"a"}"#), None);
}

#[test]
fn a_message_is_found_by_what_is_shown_of_it() {
    let found = |kind: i32, content: &str| searchable(kind, content.as_bytes(), "");
    assert_eq!(found(101, r#"{"content":"a"}"#).as_deref(), Some("a"));
    assert_eq!(found(101, r#"{"content":""}"#), None);
    assert_eq!(
        found(105, r#"{"fileName":"plan.pdf","fileSize":9}"#).as_deref(),
        Some("plan.pdf")
    );
    assert_eq!(
        found(107, r#"{"title":"Chat","abstractList":["a"]}"#).as_deref(),
        Some("Chat")
    );
    assert_eq!(found(108, r#"{"nickname":"Ann","userID":"1"}"#).as_deref(), Some("Ann"));
    assert_eq!(
        found(109, r#"{"description":"Market","latitude":1}"#).as_deref(),
        Some("Market")
    );
    assert_eq!(found(102, r#"{"text":"a","fileName":"a"}"#), None);
    let named = |kind: i32, ex: &str| searchable(kind, b"{}", ex);
    let beside = r#"{"selkie":{"picture":{"name":"cat.jpg"},"video":{"name":"cat.mp4"}}}"#;
    assert_eq!(named(102, beside).as_deref(), Some("cat.jpg"));
    assert_eq!(named(104, beside).as_deref(), Some("cat.mp4"));
    assert_eq!(named(103, beside), None);
    assert_eq!(
        named(102, r#"{"selkie":{"picture":{"name":"happy","sticker":true}}}"#),
        None
    );
    for hostile in [
        "",
        "[]",
        "{}",
        r#"{"fileName":1}"#,
        "\u{0}",
        r#"{"selkie":{"picture":{"name":1}}}"#,
    ] {
        assert_eq!((found(105, hostile), named(102, hostile)), (None, None), "{hostile}");
    }
}

#[test]
fn a_mention_is_found_by_the_name_and_not_by_the_number() {
    let content = r#"{"text":"@12 and @1, mail a@b","atUserList":["1","12"],"atUsersInfo":[
        {"atUserID":"1","groupNickname":"Ann"},{"atUserID":"12","groupNickname":"张三"}]}"#;
    assert_eq!(
        searchable(106, content.as_bytes(), "").as_deref(),
        Some("@张三 and @Ann, mail a@b")
    );
    let long = "x".repeat(10_000);
    let content = format!(
        r#"{{"text":"{}","atUsersInfo":[{{"atUserID":"1","groupNickname":"{long}"}}]}}"#,
        "@1".repeat(100)
    );
    assert_eq!(
        searchable(106, content.as_bytes(), "").unwrap().len(),
        6_500,
        "names are cut"
    );
}

#[test]
fn a_notice_is_json_inside_text_inside_json() {
    let tips = MarkAsReadTips {
        mark_as_read_user_id: "2".into(),
        conversation_id: "si_1_2".into(),
        seqs: vec![1, 2],
        has_read_seq: 2,
    };
    let content = Notification::encode(&tips).unwrap();
    let outer: Value = serde_json::from_slice(&content).unwrap();
    let inner: Value = serde_json::from_str(outer["detail"].as_str().unwrap()).unwrap();
    assert_eq!(
        inner,
        json!({"markAsReadUserID": "2", "conversationID": "si_1_2", "seqs": [1, 2], "hasReadSeq": 2})
    );
    assert_eq!(Notification::decode::<MarkAsReadTips>(&content), Ok(tips));
}

#[test]
fn go_s_notices_with_nulls_are_read_and_broken_ones_refused() {
    let read = |detail: &str| Notification::decode::<MarkAsReadTips>(json!({"detail": detail}).to_string().as_bytes());
    let expected = MarkAsReadTips {
        mark_as_read_user_id: "2".into(),
        ..Default::default()
    };
    assert_eq!(read(r#"{"markAsReadUserID":"2","seqs":null,"new":{}}"#), Ok(expected));
    for detail in ["", "2", r#"{"seqs":["1"]}"#, r#"{"hasReadSeq":"1"}"#] {
        assert!(read(detail).is_err(), "{detail}");
    }
    assert!(Notification::decode::<MarkAsReadTips>(b"not json").is_err());
    assert_eq!(Notification::read(br#"{"detail":"{}"}"#).unwrap().detail, "{}");
}

#[test]
fn typing_and_custom_have_open_im_s_names() {
    assert_eq!(
        serde_json::to_value(TypingContent::new(true)).unwrap(),
        json!({"msgTips": "yes"})
    );
    assert_eq!(
        serde_json::to_value(TypingContent::new(false)).unwrap(),
        json!({"msgTips": "no"})
    );
    assert!(TypingContent::new(true).is_typing() && !TypingContent::default().is_typing());
    let custom = CustomContent {
        data: "{}".into(),
        ..Default::default()
    };
    assert_eq!(
        serde_json::to_value(custom).unwrap(),
        json!({"data": "{}", "description": "", "extension": ""})
    );
}

proptest! {
    #[test]
    fn every_text_comes_back(text in any::<String>()) {
        let content = encode_text(&text);
        prop_assert_eq!(decode_text(&content), Ok(text.clone()));
        prop_assert_eq!(words(101, &content), Some(text));
    }
}
