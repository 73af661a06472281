//! JSON of every shape against every reader of JSON: an answer or an error, never a panic; and what was read can be
//! written and read again.

use proptest::prelude::*;
use protocol::content::tips;
use protocol::rest::{
    Call, Envelope, account, auth, conversation, ext, friend, group, msg, object, third, user, versioned,
};
use protocol::{handshake, pb};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Names that occur, so that random objects are not all unknown fields.
const NAMES: [&str; 34] = [
    "userID",
    "userIDs",
    "users",
    "token",
    "secret",
    "platformID",
    "platform",
    "conversationID",
    "conversationIDs",
    "seqs",
    "seqRanges",
    "content",
    "options",
    "data",
    "errCode",
    "errMsg",
    "version",
    "versionID",
    "insert",
    "update",
    "delete",
    "pagination",
    "pageNumber",
    "showNumber",
    "user",
    "userInfo",
    "ex",
    "group",
    "groupInfo",
    "Msgs",
    "msgs",
    "members",
    "keyword",
    "conversation",
];

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        Just(Value::from("YWJj")),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::hash_map(
                prop_oneof![
                    proptest::sample::select(&NAMES[..]).prop_map(str::to_owned),
                    "\\PC{0,6}"
                ],
                inner,
                0..7
            )
            .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn stable<T: Serialize + DeserializeOwned>(text: &str) {
    if let Ok(read) = serde_json::from_str::<T>(text) {
        let written = serde_json::to_value(&read).unwrap();
        let again: T = serde_json::from_value(written.clone()).unwrap();
        assert_eq!(serde_json::to_value(&again).unwrap(), written);
    }
}

/// A request, its answer, and the answer in its wrapper.
fn call<C: Call>(text: &str) {
    stable::<C>(text);
    stable::<C::Answer>(text);
    stable::<Envelope<C::Answer>>(text);
}

fn read_all(text: &str) {
    call::<auth::GetAdminTokenReq>(text);
    call::<auth::ParseTokenReq>(text);
    call::<auth::UserTokenReq>(text);
    call::<auth::UserRegisterReq>(text);
    call::<user::UserRegisterReq>(text);
    call::<user::GetUsersInfoReq>(text);
    call::<user::UpdateUserInfoExReq>(text);
    call::<user::GetUsersOnlineStatusReq>(text);
    call::<user::ProcessUserCommandGetAllReq>(text);
    call::<friend::GetFriendListReq>(text);
    call::<friend::GetSpecifiedFriendsInfoReq>(text);
    call::<friend::GetFriendApplyListReq>(text);
    call::<friend::GetBlackListReq>(text);
    call::<group::CreateGroupReq>(text);
    call::<group::GetGroupMemberListReq>(text);
    call::<group::GetRecvGroupApplicationListReq>(text);
    call::<conversation::SetConversationsReq>(text);
    call::<conversation::GetSortedConversationListReq>(text);
    call::<pb::PullMessageBySeqsReq>(text);
    call::<pb::GetConversationsHasReadAndMaxSeqReq>(text);
    call::<pb::GetActiveConversationsReq>(text);
    call::<msg::SendMsgReq>(text);
    call::<msg::DeleteMsgsReq>(text);
    call::<versioned::GetIncrementalFriendsReq>(text);
    call::<versioned::GetIncrementalGroupMembersBatchReq>(text);
    call::<versioned::GetIncrementalConversationsReq>(text);
    call::<account::RegisterReq>(text);
    call::<account::LoginReq>(text);
    call::<account::ResetPasswordReq>(text);
    call::<account::SearchUserFullReq>(text);
    call::<object::InitiateMultipartUploadReq>(text);
    call::<third::UploadLogsReq>(text);
    stable::<ext::Capabilities>(text);
    stable::<handshake::Outcome>(text);
    stable::<tips::GroupCreatedTips>(text);
    stable::<tips::FriendApplicationApprovedTips>(text);
    stable::<tips::MarkAsReadTips>(text);
    stable::<pb::MsgData>(text);
}

proptest! {
    #[test]
    fn json_of_any_shape_is_answered(value in any_json()) {
        read_all(&value.to_string());
    }

    #[test]
    fn objects_of_known_names_are_answered(
        fields in proptest::collection::btree_map(proptest::sample::select(&NAMES[..]), any_json(), 0..8),
    ) {
        read_all(&serde_json::to_string(&fields).unwrap());
    }

    #[test]
    fn text_that_is_nearly_json_is_answered(text in "[\\[\\]{}:,\"0-9a-zA-Z.\\\\ -]{0,80}") {
        read_all(&text);
    }
}
