//! Whatever others write into a message of whatever kind: it is drawn as something, and what stands around it goes on.

use std::sync::Arc;

use proptest::prelude::*;
use protocol::content::{self, encode_text};
use protocol::pb::MsgData;
use rusqlite::Connection;
use serde_json::{Map, Value};

use crate::changes::{Changes, Teller};
use crate::inbox::{self, Delivery};
use crate::store::{conversations, messages, scratch};
use crate::subscription::Bus;
use crate::view::{AccountId, Content, MessageView};
use crate::views;

const CHAT: &str = "sg_7";

/// Every kind that means something to somebody, and some that mean nothing.
const KINDS: [i32; 32] = [
    -1, 0, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 113, 114, 115, 117, 118, 119, 120, 1201, 1400, 1501,
    1509, 1512, 1519, 1520, 1701, 2001, 2101, 2102, 9999,
];

/// Names that occur, so that drawn objects are not all unknown fields.
#[rustfmt::skip]
const NAMES: [&str; 56] = [
    "content", "text", "data", "description", "extension", "customType", "objectName", "greeting", "userID", "nickname",
    "faceURL", "longitude", "latitude", "sourcePicture", "bigPicture", "snapshotPicture", "url", "width", "height",
    "size", "type", "uuid", "sourceUrl", "fileName", "fileSize", "duration", "atUserList", "atUsersInfo", "atUserID",
    "groupNickname", "quoteMessage", "multiMessage", "title", "abstractList", "contentType", "clientMsgID", "sendID",
    "textElem", "quoteElem", "mergeElem", "atTextElem", "customElem", "pictureElem", "messageEntityList", "offset",
    "length", "index", "detail", "notificationName", "mixType", "group", "opUser", "revokerID", "selkie", "act", "ex",
];

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-3i64..2000).prop_map(Value::from),
        proptest::sample::select(&KINDS[..]).prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        ".{0,6}".prop_map(Value::from),
        proptest::sample::select(vec![
            "selkie.poke",
            "redPacket",
            "javascript:alert(1)",
            "https://a.example/x",
            "{}",
            "ann"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 8, |inner| {
        prop_oneof![
            1 => proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            4 => fields(inner.clone()),
            // JSON inside of a text, as notices and custom messages have it.
            1 => inner.prop_map(|inside| Value::from(inside.to_string())),
        ]
    })
}

fn fields(inner: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    let name = proptest::sample::select(&NAMES[..]).prop_map(str::to_owned);
    proptest::collection::vec((name, inner), 0..9)
        .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>()))
}

fn any_content() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        6 => fields(any_json()).prop_map(|json| json.to_string().into_bytes()),
        2 => any_json().prop_map(|json| json.to_string().into_bytes()),
        1 => proptest::collection::vec(any::<u8>(), 0..40),
        // Cut off in the middle.
        1 => (any_json(), 0usize..60).prop_map(|(json, at)| json.to_string().into_bytes().into_iter().take(at).collect()),
    ]
}

fn arrived(seq: i64, content_type: i32, content: Vec<u8>, ex: String) -> MsgData {
    MsgData {
        send_id: "bob".into(),
        group_id: "7".into(),
        client_msg_id: format!("m{seq}"),
        server_msg_id: format!("s{seq}"),
        sender_nickname: "bob".into(),
        session_type: 3,
        content_type,
        content,
        seq,
        send_time: 1000 + seq,
        ex,
        ..MsgData::default()
    }
}

fn shown(messages: Vec<MsgData>) -> (Connection, Vec<MessageView>) {
    let db = scratch();
    let teller = Teller::new(
        AccountId("a".into()),
        Arc::new(Bus::default()),
        Arc::new(crate::clock::SystemClock),
    );
    db.execute_batch(
        "INSERT INTO account (one, address, server_kind, user_id) VALUES (1, 'https://a.example', 1, 'ann')",
    )
    .unwrap();
    let mut delivery = Delivery::default();
    delivery.chats.entry(CHAT.to_owned()).or_default().messages = messages;
    let mut changes = Changes::new(true);
    inbox::take(&db, &mut changes, "ann", delivery).unwrap();
    changes.finish(&db, &teller).unwrap();
    let row = conversations::get(&db, CHAT).unwrap().unwrap();
    let rows = messages::newest(&db, CHAT, 1, i64::MAX, 100).unwrap();
    let views = rows
        .iter()
        .map(|message| views::message(&db, message, &row).unwrap())
        .collect();
    (db, views)
}

/// What the page relies on, whoever wrote it.
fn is_sound(content: &Content) {
    match content {
        Content::Rich { text, marks } => {
            let length = text.encode_utf16().count();
            let mut end = 0;
            for mark in marks {
                assert!(
                    end <= mark.from && mark.from < mark.to && mark.to as usize <= length,
                    "{mark:?}"
                );
                assert!(mark.url.is_empty() || mark.url.starts_with("http"), "{mark:?}");
                end = mark.to;
            }
        }
        Content::Text { text, mentions } => {
            let length = text.encode_utf16().count();
            assert!(
                mentions
                    .iter()
                    .all(|one| one.from < one.to && one.to as usize <= length),
                "{mentions:?}"
            );
        }
        Content::Quote { quoted, .. } => {
            assert!(!matches!(*quoted.content, Content::Quote { .. }));
            is_sound(&quoted.content);
        }
        Content::Location {
            latitude, longitude, ..
        } => {
            assert!(latitude.parse::<f64>().unwrap().abs() <= 90.0);
            assert!(longitude.parse::<f64>().unwrap().abs() <= 180.0);
        }
        Content::Official { url, .. } => assert!(url.is_empty() || url.starts_with("http"), "{url}"),
        Content::Special { english, chinese, .. } => {
            assert!(!english.is_empty() && !chinese.is_empty());
            assert!(!format!("{english}{chinese}").contains(['\n', '\u{202e}']));
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn whatever_arrives_is_drawn_as_something_and_breaks_nothing(
        odd in proptest::collection::vec((proptest::sample::select(&KINDS[..]), any_content(), any_json()), 1..40),
    ) {
        let mut seq = 0;
        let mut next = |content_type, content, ex| {
            seq += 1;
            arrived(seq, content_type, content, ex)
        };
        let mut messages: Vec<_> = odd
            .into_iter()
            .map(|(kind, content, ex)| next(kind, content, ex.to_string()))
            .collect();
        messages.push(next(content::TEXT, encode_text("still here"), String::new()));
        let (db, views) = shown(messages);
        // The newest first.
        prop_assert_eq!(&views[0].content, &Content::text("still here"));
        for view in &views {
            is_sound(&view.content);
            let written = serde_json::to_string(view).unwrap();
            prop_assert_eq!(&serde_json::from_str::<MessageView>(&written).unwrap(), view);
            // Opened, where it can be.
            let row = messages::by_id(&db, &view.client_msg_id).unwrap().unwrap();
            for inside in views::transcript(&db, &row).unwrap().unwrap_or_default() {
                is_sound(&inside.content);
            }
        }
    }
}
