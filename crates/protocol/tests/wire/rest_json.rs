//! Request and answer bodies as OpenIM's clients and servers write them.

use protocol::rest::{account, auth, conversation, friend, group, msg, user, versioned};
use protocol::{Code, pb, rest};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Reads `value`, and checks that writing gives the same back.
fn both_ways<T: Serialize + DeserializeOwned>(value: Value) -> T {
    let read: T = serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{value}: {error}"));
    assert_eq!(serde_json::to_value(&read).unwrap(), value);
    read
}

#[test]
fn tokens_old_and_new() {
    both_ways::<auth::GetAdminTokenReq>(json!({"secret": "s", "userID": "imAdmin"}));
    both_ways::<auth::GetUserTokenReq>(json!({"platformID": 3, "userID": "u"}));
    both_ways::<auth::ParseTokenResp>(json!({"userID": "u", "platformID": 3, "expireTimeSeconds": 1_800_000_000}));
    let platform = |value| {
        serde_json::from_value::<auth::UserTokenReq>(value)
            .unwrap()
            .any_platform()
    };
    assert_eq!(platform(json!({"secret": "s", "platform": 3, "userID": "u"})), Some(3));
    assert_eq!(
        platform(json!({"secret": "s", "platformID": 5, "userID": "u"})),
        Some(5)
    );
    assert_eq!(platform(json!({"secret": "s", "userID": "u"})), None);
    let flat: auth::UserRegisterReq = serde_json::from_value(json!({"secret": "s", "platform": 1, "userID": "u",
        "nickname": "n", "faceURL": "f", "gender": 1, "birth": "1990-01-01", "operationID": "op"}))
    .unwrap();
    assert_eq!(
        (flat.any_platform(), flat.user_id.as_str(), flat.nickname.as_str()),
        (Some(1), "u", "n")
    );
    let many: user::UserRegisterReq =
        serde_json::from_value(json!({"secret": "s", "users": [{"userID": "u", "nickname": "n"}]})).unwrap();
    assert_eq!((many.secret.as_str(), many.users[0].user_id.as_str()), ("s", "u"));
}

#[test]
fn odd_spellings_are_kept() {
    both_ways::<friend::GetFriendApplyListResp>(json!({"FriendRequests": [], "total": 0}));
    both_ways::<friend::GetSelfFriendApplyListResp>(json!({"friendRequests": [], "total": 0}));
    both_ways::<user::ProcessUserCommandGetResp>(
        json!({"CommandResp": [{"type": 1, "createTime": 2, "uuid": "x", "value": "v", "ex": ""}]}),
    );
    both_ways::<msg::DeleteMsgsReq>(json!({"conversationID": "si_1_2", "seqs": [1], "userID": "1",
        "deleteSyncOpt": {"IsSyncSelf": true, "IsSyncOther": false}}));
    both_ways::<pb::PullMsgs>(json!({"Msgs": [], "isEnd": true, "endSeq": 4}));
    let sorted: conversation::ConversationElem = serde_json::from_value(json!({"IsPinned": true})).unwrap();
    assert!(sorted.is_pinned);
    let update: account::UpdateUserReq = serde_json::from_value(json!({"userID": "1", "RegisterType": 1})).unwrap();
    assert_eq!(update.register_type, Some(1));
}

#[test]
fn optional_fields_tell_absent_from_empty() {
    let update: user::UpdateUserInfoExReq =
        serde_json::from_value(json!({"userInfo": {"userID": "1", "nickname": "", "faceURL": null}})).unwrap();
    assert_eq!(update.user_info.nickname.as_deref(), Some(""));
    assert_eq!(
        (update.user_info.face_url, update.user_info.global_recv_msg_opt),
        (None, None)
    );
    let update: group::SetGroupInfoExReq =
        serde_json::from_value(json!({"groupID": "1", "needVerification": 0})).unwrap();
    assert_eq!((update.need_verification, update.group_name), (Some(0), None));
    let update: friend::UpdateFriendsReq = serde_json::from_value(json!({"isPinned": false})).unwrap();
    assert_eq!((update.is_pinned, update.remark), (Some(false), None));
}

#[test]
fn pulled_content_is_base64_and_sent_content_is_an_object() {
    let pulled: pb::PullMessageBySeqsResp = serde_json::from_value(json!({"msgs": {"si_1_2": {"Msgs": [
        {"sendID": "1", "content": "eyJjb250ZW50IjoiaGkifQ==", "options": null, "atUserIDList": null,
         "offlinePushInfo": null, "seq": 9_007_199_254_740_993_i64}], "isEnd": false, "endSeq": 0}},
        "notificationMsgs": null}))
    .unwrap();
    let message = &pulled.msgs["si_1_2"].msgs[0];
    assert_eq!(message.content, br#"{"content":"hi"}"#);
    assert_eq!(message.seq, 9_007_199_254_740_993);
    let sent: msg::SendMsgReq = serde_json::from_value(
        json!({"sendID": "1", "recvID": "2", "content": {"content": "hi"}, "contentType": 101, "sessionType": 1}),
    )
    .unwrap();
    assert_eq!(sent.content["content"], "hi");
}

#[test]
fn seqs_by_conversation() {
    let answer: pb::GetConversationsHasReadAndMaxSeqResp = serde_json::from_value(
        json!({"seqs": {"si_1_2": {"maxSeq": 9, "hasReadSeq": 4, "maxSeqTime": 5}}, "pinnedConversationIDs": null}),
    )
    .unwrap();
    let seqs = &answer.seqs["si_1_2"];
    assert_eq!((seqs.max_seq, seqs.has_read_seq, seqs.count), (9, 4, 0));
}

#[test]
fn accounts() {
    let register = both_ways::<account::RegisterReq>(json!({"invitationCode": "", "verifyCode": "", "deviceID": "d",
        "platform": 7, "autoLogin": true, "user": {"userID": "", "nickname": "Alice", "faceURL": "", "birth": 0,
        "gender": 0, "areaCode": "", "phoneNumber": "", "email": "", "account": "alice", "password": "p"}}));
    assert_eq!(register.user.account, "alice");
    let answer: account::RegisterResp =
        serde_json::from_value(json!({"imToken": "i", "chatToken": "c", "userID": "1"})).unwrap();
    assert_eq!(answer.recovery_code, "");
    assert_eq!(
        serde_json::to_value(&answer).unwrap(),
        json!({"imToken": "i", "chatToken": "c", "userID": "1"})
    );
    both_ways::<account::RegisterResp>(
        json!({"imToken": "i", "chatToken": "c", "userID": "1", "recoveryCode": "abcd-efgh"}),
    );
    let reset: account::ResetPasswordReq =
        serde_json::from_value(json!({"account": "alice", "verifyCode": "abcd-efgh", "password": "p"})).unwrap();
    assert_eq!(
        (reset.account.as_str(), reset.verify_code.as_str()),
        ("alice", "abcd-efgh")
    );
    both_ways::<account::ChangePasswordReq>(json!({"userID": "1", "currentPassword": "a", "newPassword": "b"}));
    both_ways::<account::UsersFullPageResp>(json!({"total": 1, "users": [{"userID": "1", "password": "",
        "account": "alice", "phoneNumber": "", "areaCode": "", "email": "", "nickname": "Alice", "faceURL": "",
        "gender": 0, "level": 0, "birth": 0, "allowAddFriend": 1, "allowBeep": 1, "allowVibration": 1,
        "globalRecvMsgOpt": 0, "registerType": 0}]}));
}

#[test]
fn versioned_lists() {
    let diff: versioned::GetIncrementalFriendsResp = serde_json::from_value(json!({"version": 3,
        "versionID": "65f0a1b2c3d4e5f6a7b8c9d0", "full": false, "delete": null, "insert": null, "update": null,
        "sortVersion": 0}))
    .unwrap();
    assert_eq!((diff.version, diff.insert.len()), (3, 0));
    both_ways::<versioned::GetFullFriendUserIdsReq>(json!({"idHash": u64::MAX, "userID": "1"}));
    let batch: versioned::GetIncrementalGroupMembersBatchResp =
        serde_json::from_value(json!({"respList": {"77": {"full": true, "group": null}}})).unwrap();
    assert!(batch.resp_list["77"].full && batch.resp_list["77"].group.is_none());
}

#[test]
fn wrong_types_are_errors() {
    fn refused<T: DeserializeOwned>(value: Value) {
        assert!(serde_json::from_value::<T>(value.clone()).is_err(), "{value}");
    }
    refused::<auth::GetUserTokenReq>(json!({"platformID": "3", "userID": "u"}));
    refused::<auth::GetUserTokenReq>(json!({"platformID": 3.5, "userID": "u"}));
    refused::<auth::GetUserTokenReq>(json!({"platformID": 3, "userID": 7}));
    refused::<auth::GetUserTokenReq>(json!("text"));
    // serde would read the fields of a struct from an array in their order.
    refused::<auth::GetUserTokenReq>(json!([3, "u"]));
    refused::<pb::UserInfo>(json!(["1"]));
    refused::<pb::MsgData>(json!([]));
    refused::<friend::GetFriendListReq>(json!({"userID": "1", "pagination": [1, 20]}));
    refused::<rest::Envelope<rest::Empty>>(json!([0]));
    refused::<rest::Envelope<rest::Empty>>(json!({"errCode": 0, "data": []}));
    refused::<user::GetUsersInfoReq>(json!({"userIDs": "1"}));
    refused::<user::GetUsersInfoReq>(json!({"userIDs": [1]}));
    refused::<msg::MarkConversationAsReadReq>(json!({"hasReadSeq": "4"}));
    refused::<msg::MarkConversationAsReadReq>(json!({"seqs": {"0": 1}}));
    refused::<pb::MsgData>(json!({"content": {"content": "hi"}}));
    refused::<pb::MsgData>(json!({"options": {"history": 1}}));
    refused::<pb::MsgData>(json!({"seq": 9_223_372_036_854_775_808_u64}));
    refused::<rest::Envelope<rest::Empty>>(json!({"errCode": 0, "data": "x"}));
    assert_eq!(
        serde_json::from_value::<Code>(json!(1501)).unwrap(),
        Code::TOKEN_EXPIRED
    );
}
