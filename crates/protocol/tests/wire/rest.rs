//! The wrapper of answers, and where calls go.

use std::collections::BTreeSet;

use protocol::Code;
use protocol::rest::ext::{Capabilities, Registration};
use protocol::rest::versioned::id_hash;
use protocol::rest::{Call, Empty, Envelope, account, auth, conversation, friend, group, jssdk, msg, user, versioned};
use serde_json::json;

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<Envelope<T>, serde_json::Error> {
    serde_json::from_str(text)
}

#[test]
fn success_and_failure_are_written_as_open_im_writes_them() {
    let data = auth::TokenResp {
        token: "t".into(),
        expire_time_seconds: 7_776_000,
    };
    assert_eq!(
        serde_json::to_string(&Envelope::ok(data)).unwrap(),
        r#"{"errCode":0,"errMsg":"","errDlt":"","data":{"token":"t","expireTimeSeconds":7776000}}"#
    );
    assert_eq!(
        serde_json::to_string(&Envelope::done()).unwrap(),
        r#"{"errCode":0,"errMsg":"","errDlt":""}"#
    );
    assert_eq!(
        serde_json::to_string(&Envelope::<Empty>::error(Code::ARGS, "header must have operationID")).unwrap(),
        r#"{"errCode":1001,"errMsg":"ArgsError","errDlt":"header must have operationID"}"#
    );
}

#[test]
fn answers_may_leave_out_and_null_data_but_not_the_code() {
    for text in [
        r#"{"errCode":0}"#,
        r#"{"errCode":0,"errMsg":null,"data":null}"#,
        r#"{"errCode":0,"data":{}}"#,
    ] {
        let users = read::<user::GetUsersInfoResp>(text).unwrap().into_result();
        assert_eq!(users, Ok(user::GetUsersInfoResp::default()), "{text}");
    }
    for text in [
        "{}",
        "[]",
        "null",
        r#"{"code":200}"#,
        r#"{"errCode":"0"}"#,
        r#"{"errCode":0,"data":[]}x"#,
    ] {
        assert!(read::<Empty>(text).is_err(), "{text}");
    }
    let refused = read::<user::GetUsersInfoResp>(r#"{"errCode":1501,"errMsg":"TokenExpiredError","errDlt":"x"}"#);
    assert_eq!(refused.unwrap().into_result(), Err(Code::TOKEN_EXPIRED));
    let bare = read::<Vec<user::OnlineStatus>>(r#"{"errCode":0,"data":[{"userID":"1","status":1}]}"#).unwrap();
    assert_eq!(bare.into_result().unwrap()[0].user_id, "1");
}

#[test]
fn calls_go_where_open_im_has_them_and_no_path_has_two() {
    fn path<C: Call>() -> &'static str {
        C::PATH
    }
    let paths = [
        (path::<auth::GetUserTokenReq>(), "/auth/get_user_token"),
        (path::<auth::UserTokenReq>(), "/auth/user_token"),
        (path::<auth::UserRegisterReq>(), "/auth/user_register"),
        (path::<user::UserRegisterReq>(), "/user/user_register"),
        (path::<user::UpdateUserInfoExReq>(), "/user/update_user_info_ex"),
        (path::<friend::GetFriendApplyListReq>(), "/friend/get_friend_apply_list"),
        (
            path::<group::GetRecvGroupApplicationListReq>(),
            "/group/get_recv_group_applicationList",
        ),
        (
            path::<conversation::SetConversationsReq>(),
            "/conversation/set_conversations",
        ),
        (path::<protocol::pb::PullMessageBySeqsReq>(), "/msg/pull_msg_by_seq"),
        (
            path::<msg::MarkConversationAsReadReq>(),
            "/msg/mark_conversation_as_read",
        ),
        (
            path::<versioned::GetIncrementalFriendsReq>(),
            "/friend/get_incremental_friends",
        ),
        (
            path::<versioned::GetIncrementalGroupMembersBatchReq>(),
            "/group/get_incremental_group_members_batch",
        ),
        (
            path::<protocol::pb::GetActiveConversationsReq>(),
            "/jssdk/get_active_conversations",
        ),
        (path::<account::RegisterReq>(), "/account/register"),
        (path::<account::ResetPasswordReq>(), "/account/password/reset"),
        (path::<account::SearchUserFullReq>(), "/user/search/full"),
    ];
    for (ours, theirs) in paths {
        assert_eq!(ours, theirs);
    }
    assert_eq!(
        paths.iter().map(|(path, _)| path).collect::<BTreeSet<_>>().len(),
        paths.len()
    );
}

#[test]
fn capabilities_have_their_names_and_strange_registration_is_closed() {
    let written = serde_json::to_value(Capabilities {
        registration: Registration::Invite,
        ..Default::default()
    });
    assert_eq!(
        written.unwrap(),
        json!({"product": "", "version": "", "serverID": "", "epoch": "", "name": "", "registration": "invite",
            "features": [], "maxMessageBytes": 0, "maxFileBytes": 0, "revokeMs": 0})
    );
    let read = |word: &str| {
        serde_json::from_value::<Capabilities>(json!({"registration": word}))
            .unwrap()
            .registration
    };
    assert_eq!(
        (read("open"), read("invite"), read("closed")),
        (Registration::Open, Registration::Invite, Registration::Closed)
    );
    assert_eq!(read("by telegram"), Registration::Closed);
}

#[test]
fn what_selkie_adds_is_left_out_where_it_says_nothing() {
    let written = |language: &str| {
        let asked = account::RegisterReq {
            language: language.into(),
            ..Default::default()
        };
        serde_json::to_value(asked).unwrap().get("language").cloned()
    };
    assert_eq!((written(""), written("zh-CN")), (None, Some(json!("zh-CN"))));
}

#[test]
fn a_protobuf_call_is_answered_in_base64() {
    use protocol::pb::GetConversationsResp;
    let answer = GetConversationsResp {
        unread_count: 300,
        ..Default::default()
    };
    let data = jssdk::encode_data(&answer);
    assert_eq!(data, "CKwC");
    assert_eq!(jssdk::decode_data(&data), Some(answer));
    assert_eq!(jssdk::decode_data::<GetConversationsResp>("!"), None);
    assert_eq!(jssdk::decode_data::<GetConversationsResp>("CA=="), None);
    for (kind, protobuf) in [
        ("application/x-protobuf", true),
        ("Application/Protobuf; charset=utf-8", true),
        ("application/json", false),
        ("", false),
    ] {
        assert_eq!(jssdk::is_protobuf(kind), protobuf, "{kind}");
    }
}

#[test]
fn lists_of_ids_are_hashed_as_go_hashes_them() {
    let of = |ids: &[&str]| id_hash(&ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>());
    assert_eq!(of(&[]), 0);
    // MD5 of ["1","2"] and of ["a\u003cb\u0026c"], first eight bytes.
    assert_eq!(of(&["1", "2"]), HASH_OF_1_2);
    assert_eq!(of(&["a<b&c"]), HASH_OF_ESCAPED);
    assert_ne!(of(&["2", "1"]), of(&["1", "2"]));
}

const HASH_OF_1_2: u64 = 0x8583_8d95_13d8_40ff;
const HASH_OF_ESCAPED: u64 = 0x2beb_1ea0_db01_7bd4;

#[test]
fn nothing_secret_reaches_a_log() {
    let shown = [
        format!(
            "{:?}",
            account::LoginReq {
                password: "hush".into(),
                ..Default::default()
            }
        ),
        format!(
            "{:?}",
            account::RegisterResp {
                recovery_code: "hush".into(),
                ..Default::default()
            }
        ),
        format!(
            "{:?}",
            auth::GetAdminTokenReq {
                secret: "hush".into(),
                ..Default::default()
            }
        ),
        format!(
            "{:?}",
            Envelope::ok(auth::TokenResp {
                token: "hush".into(),
                expire_time_seconds: 1
            })
        ),
        format!(
            "{:?}",
            user::UserRegisterReq {
                secret: "hush".into(),
                ..Default::default()
            }
        ),
    ];
    for text in shown {
        assert!(!text.contains("hush"), "{text}");
    }
}
