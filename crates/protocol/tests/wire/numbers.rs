//! Code, content type, request and platform numbers, as published.

use std::collections::BTreeSet;

use protocol::platform::{self, Class};
use protocol::{Code, content, frame};

#[test]
fn requests_and_pushes_have_their_numbers() {
    assert_eq!(
        [
            frame::GET_NEWEST_SEQ,
            frame::PULL_RANGE,
            frame::SEND,
            frame::SEND_SIGNAL,
            frame::PULL_LIST,
            frame::READ_AND_MAX_SEQ,
            frame::LAST_MESSAGE
        ],
        [1001, 1002, 1003, 1004, 1005, 1006, 1007]
    );
    assert_eq!(
        [
            frame::PUSH,
            frame::KICK,
            frame::LOGOUT,
            frame::BACKGROUND,
            frame::SUBSCRIBE,
            frame::DATA_ERROR
        ],
        [2001, 2002, 2003, 2004, 2005, 3001]
    );
}

#[test]
fn codes_have_their_numbers_and_one_name_each() {
    let published = [
        0, 500, 1001, 1002, 1003, 1004, 1050, 1101, 1102, 1201, 1202, 1203, 1204, 1205, 1206, 1301, 1302, 1303, 1304,
        1305, 1401, 1402, 1403, 1404, 1501, 1502, 1503, 1504, 1505, 1506, 1507, 1520, 1601, 1602, 1603, 1604, 1701,
        80000, 90002, 90004, 90007, 19001, 19002, 20001, 20002, 20003, 20004, 20005, 20006, 20007, 20008, 20009, 20010,
        20011, 20012, 20013, 20014, 20101,
    ];
    let known: Vec<i32> = Code::KNOWN.iter().map(|code| code.0).collect();
    assert_eq!(known, published);
    let names: BTreeSet<&str> = Code::KNOWN.iter().map(|code| code.name()).collect();
    assert_eq!(names.len(), published.len());
    assert_eq!(Code::BLOCKED_BY_PEER.name(), "BlockedByPeer");
    assert_eq!(Code(31_337).name(), "UnknownError");
    assert_eq!(Code::TOKEN_KICKED.to_string(), "1506 TokenKickedError");
    let of_tokens: Vec<i32> = known.into_iter().filter(|code| Code(*code).is_token()).collect();
    assert_eq!(of_tokens, [1501, 1502, 1503, 1504, 1505, 1506, 1507]);
    assert!(Code::OK.is_ok() && !Code::INTERNAL.is_ok());
    assert_eq!(Code::OK.name(), "");
}

#[test]
fn platforms_have_their_classes() {
    let classes: Vec<Option<Class>> = (0..=12).map(platform::class).collect();
    let (pc, mobile, pad) = (Some(Class::Pc), Some(Class::Mobile), Some(Class::Pad));
    let rest = [
        Some(Class::Web),
        Some(Class::MiniWeb),
        Some(Class::Admin),
        Some(Class::HarmonyOs),
    ];
    assert_eq!(
        classes,
        [
            None, mobile, mobile, pc, pc, rest[0], rest[1], pc, pad, pad, rest[2], rest[3], None
        ]
    );
    let signing_in: Vec<i32> = (-1..=12).filter(|id| platform::can_sign_in(*id)).collect();
    assert_eq!(signing_in, [1, 2, 3, 4, 5, 6, 7, 8, 9, 11]);
}

#[test]
fn content_types_have_their_numbers() {
    use content::{session, status};
    assert_eq!(
        [
            content::TEXT,
            content::PICTURE,
            content::VOICE,
            content::VIDEO,
            content::FILE
        ],
        [101, 102, 103, 104, 105]
    );
    assert_eq!(
        [
            content::AT_TEXT,
            content::MERGED,
            content::CARD,
            content::LOCATION,
            content::CUSTOM
        ],
        [106, 107, 108, 109, 110]
    );
    assert_eq!(
        [
            content::TYPING,
            content::QUOTE,
            content::FACE,
            content::ADVANCED_TEXT,
            content::MARKDOWN
        ],
        [113, 114, 115, 117, 118]
    );
    assert_eq!(
        [
            content::CUSTOM_QUIET,
            content::CUSTOM_ONLINE_ONLY,
            content::OA_NOTIFICATION
        ],
        [119, 120, 1400]
    );
    assert_eq!(
        [
            content::CONVERSATION_CHANGED,
            content::USER_INFO_UPDATED,
            content::UNREAD_CHANGED,
            content::READ_RECEIPT
        ],
        [1300, 1303, 1702, 2200]
    );
    assert_eq!(
        [
            content::REVOKED,
            content::MESSAGES_DELETED,
            content::BUSINESS_NOTIFICATION
        ],
        [2101, 2102, 2001]
    );
    assert_eq!(
        [
            session::SINGLE,
            session::WRITE_GROUP,
            session::GROUP,
            session::NOTIFICATION
        ],
        [1, 2, 3, 4]
    );
    assert_eq!(
        [
            status::SENDING,
            status::SENT,
            status::FAILED,
            status::DELETED,
            status::FILTERED
        ],
        [1, 2, 3, 4, 5]
    );
    assert_eq!([content::from::USER, content::from::SYSTEM], [100, 200]);
    assert!(
        [1201, 1303, 1400, 1501, 1702, 2001, 2101, 2200]
            .into_iter()
            .all(content::is_notice)
    );
    assert!(
        ![0, 101, 119, 1200, 1211, 1521, 2100, 2201]
            .into_iter()
            .any(content::is_notice)
    );
}
