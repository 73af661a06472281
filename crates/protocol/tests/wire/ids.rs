//! Ids.

use proptest::prelude::*;
use protocol::ids::conversation_id::{self, Kind, kind, members, peer};
use protocol::ids::{client_msg_id, is_wire_user_id};

#[test]
fn conversations_are_named_as_open_im_names_them() {
    assert_eq!(conversation_id::single("200", "1000"), "si_1000_200");
    assert_eq!(conversation_id::single("b", "B"), "si_B_b");
    assert_eq!(conversation_id::group("77"), "sg_77");
    assert_eq!(conversation_id::notice("system", "9"), "sn_9_system");
    assert_eq!(conversation_id::notification_of("si_1_2"), "n_1_2");
    assert_eq!(conversation_id::notification_of("sg_77"), "n_77");
    assert_eq!(conversation_id::notification_of("sn_9_system"), "n_9_system");
    assert_eq!(conversation_id::own_notification("5"), "n_5_5");
}

#[test]
fn a_conversation_id_tells_its_kind_and_members() {
    assert_eq!(kind("si_1_2"), Some(Kind::Single));
    assert_eq!(kind("sg_1"), Some(Kind::Group));
    assert_eq!(kind("g_1"), Some(Kind::WriteGroup));
    assert_eq!(kind("sn_1_2"), Some(Kind::Notice));
    assert_eq!(kind("n_1_2"), Some(Kind::Notification));
    for other in ["", "si", "si_", "_1", "xx_1_2", "si1_2"] {
        assert_eq!(kind(other), None, "{other}");
    }
    assert_eq!(members("si_1_2"), Some(("1", "2")));
    assert_eq!(members("si_1_2_3"), None);
    assert_eq!(members("sg_1"), None);
    assert_eq!(peer("si_1_2", "2"), Some("1"));
    assert_eq!(peer("si_1_1", "1"), Some("1"));
    assert_eq!(peer("si_1_2", "3"), None);
    assert_eq!(peer("n_1_2", "1"), None);
    assert_eq!(conversation_id::group_of("sg_77"), Some("77"));
    assert_eq!(conversation_id::group_of("si_7_7"), None);
}

#[test]
fn a_message_id_is_a_uuid_of_version_7() {
    let id = client_msg_id(0x0123_4567_89ab, [0xff; 10]);
    assert_eq!(id, "0123456789ab7fffbfffffffffffffff");
    assert_eq!(client_msg_id(-5, [0; 10]), "00000000000070008000000000000000");
}

#[test]
fn ids_that_would_break_names_or_addresses_do_not_travel() {
    for good in ["1", "alice.b@example.org", "A-1", &"x".repeat(64)] {
        assert!(is_wire_user_id(good), "{good}");
    }
    for bad in ["", "a_b", "a:b", "a b", "a/b", "a%b", "你", "a\n", &"x".repeat(65)] {
        assert!(!is_wire_user_id(bad), "{bad}");
    }
}

proptest! {
    #[test]
    fn both_sides_give_a_conversation_the_same_name_and_find_each_other(
        a in "[A-Za-z0-9.@_-]{1,12}", b in "[A-Za-z0-9.@_-]{1,12}",
    ) {
        let id = conversation_id::single(&a, &b);
        prop_assert_eq!(&id, &conversation_id::single(&b, &a));
        prop_assert_eq!(kind(&id), Some(Kind::Single));
        // With underscores an id may belong to several pairs; what is found is then one of them.
        let other = peer(&id, &a).unwrap();
        prop_assert_eq!(&conversation_id::single(&a, other), &id);
        if is_wire_user_id(&a) && is_wire_user_id(&b) {
            prop_assert_eq!(other, b.as_str());
            prop_assert!(members(&id) == Some((&a, &b)) || members(&id) == Some((&b, &a)));
        }
    }

    #[test]
    fn message_ids_differ_and_sort_by_time(
        earlier in 0i64..1 << 47, pause in 1i64..1 << 40, r in any::<[u8; 10]>(), s in any::<[u8; 10]>(),
    ) {
        let (first, second) = (client_msg_id(earlier, r), client_msg_id(earlier + pause, s));
        prop_assert!(first < second);
        for id in [&first, &second] {
            prop_assert_eq!(id.len(), 32);
            prop_assert!(id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')));
            prop_assert_eq!(id.as_bytes()[12], b'7');
            prop_assert!(matches!(id.as_bytes()[16], b'8' | b'9' | b'a' | b'b'));
        }
    }

    #[test]
    fn any_text_is_a_name_or_is_not(text in any::<String>(), own in any::<String>()) {
        let _ = (kind(&text), members(&text), peer(&text, &own), conversation_id::group_of(&text));
        prop_assert!(conversation_id::notification_of(&text).starts_with("n_"));
    }
}
