//! Options: absent means true.

use std::collections::BTreeMap;

use proptest::prelude::*;
use protocol::content;
use protocol::options::{self, Options, apply_content_type, countable, set_online_only};
use protocol::pb::{Message, MsgData};

const KEYS: [&str; 12] = [
    "history",
    "persistent",
    "offlinePush",
    "unreadCount",
    "conversationUpdate",
    "senderSync",
    "senderConversationUpdate",
    "notPrivate",
    "isNotNotification",
    "isSendMsg",
    "reactionFromCache",
    "senderNotificationPush",
];

fn off(map: &BTreeMap<String, bool>) -> Vec<&str> {
    KEYS.into_iter().filter(|key| !Options(map).get(key)).collect()
}

#[test]
fn an_absent_key_is_true_and_an_entry_without_value_is_false() {
    assert!(off(&BTreeMap::new()).is_empty());
    // MsgData.options, an entry with a key only, as Go writes false.
    let message = MsgData::decode(&b"\x9a\x01\x09\x0a\x07history"[..]).unwrap();
    assert_eq!(off(&message.options), ["history"]);
    let explicit = MsgData::decode(&b"\x9a\x01\x0b\x0a\x07history\x10\x01"[..]).unwrap();
    assert!(Options(&explicit.options).history());
    assert_eq!(message.encode_to_vec(), b"\x9a\x01\x09\x0a\x07history");
}

#[test]
fn typing_is_online_only_and_a_read_receipt_is_quiet() {
    let seven = [
        "history",
        "persistent",
        "offlinePush",
        "unreadCount",
        "conversationUpdate",
        "senderSync",
        "senderConversationUpdate",
    ];
    for prepare in [(|map| apply_content_type(map, 113)) as fn(&mut _), set_online_only] {
        let mut map = BTreeMap::from([("history".to_owned(), true)]);
        prepare(&mut map);
        assert_eq!(off(&map), seven);
    }
    let mut map = BTreeMap::new();
    apply_content_type(&mut map, 2200);
    assert_eq!(
        off(&map),
        [
            "offlinePush",
            "unreadCount",
            "conversationUpdate",
            "senderConversationUpdate"
        ]
    );
    let mut map = BTreeMap::from([("unreadCount".to_owned(), false)]);
    apply_content_type(&mut map, content::TEXT);
    assert_eq!(off(&map), ["unreadCount"]);
}

#[test]
fn only_what_people_should_notice_counts() {
    let none = BTreeMap::new();
    for counts in [101, 102, 105, 106, 110, 114, 118, 1201, 1400, 1501, 1701] {
        assert!(countable(&none, counts), "{counts}");
    }
    for passes in [113, 119, 120, 2101, 2102, 2200] {
        assert!(!countable(&none, passes), "{passes}");
    }
    for key in [options::HISTORY, options::UNREAD_COUNT, options::IS_NOT_NOTIFICATION] {
        assert!(
            !countable(&BTreeMap::from([(key.to_owned(), false)]), content::TEXT),
            "{key}"
        );
        assert!(
            countable(&BTreeMap::from([(key.to_owned(), true)]), content::TEXT),
            "{key}"
        );
    }
    assert!(countable(
        &BTreeMap::from([(options::OFFLINE_PUSH.to_owned(), false)]),
        content::TEXT
    ));
}

proptest! {
    #[test]
    fn every_map_of_options_comes_back(
        map in proptest::collection::btree_map(prop_oneof![proptest::sample::select(&KEYS[..]).prop_map(str::to_owned), any::<String>()], any::<bool>(), 0..20),
    ) {
        let sent = MsgData { options: map.clone(), ..MsgData::default() };
        let read = MsgData::decode(sent.encode_to_vec().as_slice()).unwrap();
        prop_assert_eq!(off(&read.options), off(&map));
        prop_assert_eq!(&read, &sent);
        let json: MsgData = serde_json::from_slice(&serde_json::to_vec(&sent).unwrap()).unwrap();
        prop_assert_eq!(&json, &sent);
    }
}
