//! Field numbers, kinds and JSON names of the protobuf messages, against the published list in its own notation:
//! `s` text, `by` bytes, `b` flag, `m` message, `?x` a wrapper that may be absent, `[]x` a list, `{s,x}` a map.

use prost::Message;
use protocol::pb;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// A value other than the empty one, and its wire type.
fn sample(kind: &str) -> (Value, u8) {
    match kind {
        "s" | "by" => (json!("YWJj"), 2),
        "b" => (json!(true), 0),
        "i32" | "i64" | "u32" => (json!(7), 0),
        "m" => (json!({}), 2),
        _ => {
            let value = if let Some(inner) = kind.strip_prefix("[]") {
                json!([sample(inner).0])
            } else if let Some(inner) = kind.strip_prefix('?') {
                sample(inner).0
            } else {
                let inner = kind
                    .strip_prefix("{s,")
                    .and_then(|rest| rest.strip_suffix('}'))
                    .unwrap();
                json!({ "key": sample(inner).0 })
            };
            (value, 2)
        }
    }
}

/// Number and wire type of the first field.
fn first_field(bytes: &[u8]) -> (u64, u8) {
    let low = u64::from(bytes[0]);
    let key = if low < 128 {
        low
    } else {
        (low & 127) | u64::from(bytes[1]) << 7
    };
    (key >> 3, u8::try_from(key & 7).unwrap())
}

/// Checks a message against rows of the form `number name:kind`, separated by dots in the middle of the line.
fn check<T: Message + Default + PartialEq + std::fmt::Debug + Serialize + DeserializeOwned>(rows: &str) {
    let mut names = Vec::new();
    for row in rows.split(" · ") {
        let (number, rest) = row.trim().split_once(' ').unwrap();
        let (name, kind) = rest.split_once(':').unwrap();
        let (value, wire_type) = sample(kind);
        let message: T =
            serde_json::from_value(json!({ name: value })).unwrap_or_else(|error| panic!("{row}: {error}"));
        let bytes = message.encode_to_vec();
        assert!(!bytes.is_empty(), "{row}: the JSON name is not known");
        assert_eq!(first_field(&bytes), (number.parse().unwrap(), wire_type), "{row}");
        assert_eq!(T::decode(bytes.as_slice()).unwrap(), message, "{row}");
        let written = serde_json::to_value(&message).unwrap();
        let written_value = written.get(name).unwrap_or_else(|| panic!("{row}: not written"));
        if !kind.ends_with('m') && !kind.ends_with("m}") {
            assert_eq!(written_value, &value, "{row}");
        }
        let absent: T = serde_json::from_value(json!({})).unwrap();
        let null: T = serde_json::from_value(json!({ name: null })).unwrap();
        assert!(absent == T::default() && null == T::default(), "{row}: null or absent");
        names.push(name);
    }
    // Selkie's own fields are left out of JSON when zero, so that OpenIM's readers see OpenIM's objects.
    let written = serde_json::to_value(T::default()).unwrap();
    let mut written: Vec<&str> = written.as_object().unwrap().keys().map(String::as_str).collect();
    names.retain(|name| !matches!(*name, "count" | "readCount" | "readSeq" | "peerReadSeq") || written.contains(name));
    written.sort_unstable();
    names.sort_unstable();
    assert_eq!(written, names);
}

#[test]
fn messages() {
    check::<pb::MsgData>(
        "1 sendID:s · 2 recvID:s · 3 groupID:s · 4 clientMsgID:s · 5 serverMsgID:s · 6 senderPlatformID:i32 · \
         7 senderNickname:s · 8 senderFaceURL:s · 9 sessionType:i32 · 10 msgFrom:i32 · 11 contentType:i32 · \
         12 content:by · 14 seq:i64 · 15 sendTime:i64 · 16 createTime:i64 · 17 status:i32 · 18 isRead:b · \
         19 options:{s,b} · 20 offlinePushInfo:m · 21 atUserIDList:[]s · 22 attachedInfo:s · 23 ex:s · 100 count:i64",
    );
    check::<pb::OfflinePushInfo>(
        "1 title:s · 2 desc:s · 3 ex:s · 4 iOSPushSound:s · 5 iOSBadgeCount:b · 6 signalInfo:s",
    );
    check::<pb::PullMsgs>("1 Msgs:[]m · 2 isEnd:b · 3 endSeq:i64");
    check::<pb::PushMessages>("1 msgs:{s,m} · 2 notificationMsgs:{s,m}");
    check::<pb::SendMsgResp>("1 serverMsgID:s · 2 clientMsgID:s · 3 sendTime:i64 · 4 modify:m");
    check::<pb::GetLastMessageReq>("1 userID:s · 2 conversationIDs:[]s");
    check::<pb::GetLastMessageResp>("1 msgs:{s,m}");
}

#[test]
fn seqs() {
    check::<pb::GetMaxSeqReq>("1 userID:s");
    check::<pb::GetMaxSeqResp>("1 maxSeqs:{s,i64} · 2 minSeqs:{s,i64}");
    check::<pb::SeqRange>("1 conversationID:s · 2 begin:i64 · 3 end:i64 · 4 num:i64");
    check::<pb::PullMessageBySeqsReq>("1 userID:s · 2 seqRanges:[]m · 3 order:i32");
    check::<pb::PullMessageBySeqsResp>("1 msgs:{s,m} · 2 notificationMsgs:{s,m}");
    check::<pb::ConversationSeqs>("2 conversationID:s · 3 seqs:[]i64");
    check::<pb::GetSeqMessageReq>("1 userID:s · 2 conversations:[]m · 3 order:i32");
    check::<pb::GetSeqMessageResp>("1 msgs:{s,m} · 2 notificationMsgs:{s,m}");
    check::<pb::GetConversationsHasReadAndMaxSeqReq>("1 userID:s · 2 conversationIDs:[]s · 3 returnPinned:b");
    check::<pb::GetConversationsHasReadAndMaxSeqResp>("1 seqs:{s,m} · 2 pinnedConversationIDs:[]s");
    check::<pb::Seqs>(
        "1 maxSeq:i64 · 2 hasReadSeq:i64 · 3 maxSeqTime:i64 · 100 count:i64 · 101 readCount:i64 · 102 readSeq:i64 · \
         103 peerReadSeq:i64",
    );
}

#[test]
fn presence() {
    check::<pb::SubUserOnlineStatus>("1 subscribeUserID:[]s · 2 unsubscribeUserID:[]s");
    check::<pb::SubUserOnlineStatusElem>("1 userID:s · 2 onlinePlatformIDs:[]i32");
    check::<pb::SubUserOnlineStatusTips>("1 subscribers:[]m");
    check::<pb::SetAppBackgroundStatusReq>("1 userID:s · 2 isBackground:b");
    check::<pb::DelUserPushTokenReq>("1 userID:s · 2 platformID:i32");
}

#[test]
fn people() {
    check::<pb::UserInfo>(
        "1 userID:s · 2 nickname:s · 3 faceURL:s · 4 ex:s · 5 createTime:i64 · 6 appMangerLevel:i32 · \
         7 globalRecvMsgOpt:i32",
    );
    check::<pb::PublicUserInfo>("1 userID:s · 2 nickname:s · 3 faceURL:s · 4 ex:s");
    check::<pb::FriendInfo>(
        "1 ownerUserID:s · 2 remark:s · 3 createTime:i64 · 4 friendUser:m · 5 addSource:i32 · 6 operatorUserID:s · \
         7 ex:s · 8 isPinned:b",
    );
    check::<pb::FriendInfoOnly>(
        "1 ownerUserID:s · 2 friendUserID:s · 3 remark:s · 4 createTime:i64 · 5 addSource:i32 · 6 operatorUserID:s · \
         7 ex:s · 8 isPinned:b",
    );
    check::<pb::BlackInfo>(
        "1 ownerUserID:s · 2 createTime:i64 · 3 blackUserInfo:m · 4 addSource:i32 · 5 operatorUserID:s · 6 ex:s",
    );
    check::<pb::FriendRequest>(
        "1 fromUserID:s · 2 fromNickname:s · 3 fromFaceURL:s · 4 toUserID:s · 5 toNickname:s · 6 toFaceURL:s · \
         7 handleResult:i32 · 8 reqMsg:s · 9 createTime:i64 · 10 handlerUserID:s · 11 handleMsg:s · \
         12 handleTime:i64 · 13 ex:s",
    );
}

#[test]
fn groups() {
    check::<pb::GroupInfo>(
        "1 groupID:s · 2 groupName:s · 3 notification:s · 4 introduction:s · 5 faceURL:s · 6 ownerUserID:s · \
         7 createTime:i64 · 8 memberCount:u32 · 9 ex:s · 10 status:i32 · 11 creatorUserID:s · 12 groupType:i32 · \
         13 needVerification:i32 · 14 lookMemberInfo:i32 · 15 applyMemberFriend:i32 · 16 notificationUpdateTime:i64 · \
         17 notificationUserID:s",
    );
    check::<pb::GroupMemberFullInfo>(
        "1 groupID:s · 2 userID:s · 3 roleLevel:i32 · 4 joinTime:i64 · 5 nickname:s · 6 faceURL:s · \
         7 appMangerLevel:i32 · 8 joinSource:i32 · 9 operatorUserID:s · 10 ex:s · 11 muteEndTime:i64 · 12 inviterUserID:s",
    );
    check::<pb::GroupRequest>(
        "1 userInfo:m · 2 groupInfo:m · 3 handleResult:i32 · 4 reqMsg:s · 5 handleMsg:s · 6 reqTime:i64 · \
         7 handleUserID:s · 8 handleTime:i64 · 9 ex:s · 10 joinSource:i32 · 11 inviterUserID:s",
    );
}

#[test]
fn conversations() {
    check::<pb::Conversation>(
        "1 ownerUserID:s · 2 conversationID:s · 3 recvMsgOpt:i32 · 4 conversationType:i32 · 5 userID:s · 6 groupID:s · \
         7 isPinned:b · 8 attachedInfo:s · 9 isPrivateChat:b · 10 groupAtType:i32 · 11 ex:s · 12 burnDuration:i32 · \
         13 minSeq:i64 · 14 maxSeq:i64 · 15 msgDestructTime:i64 · 16 latestMsgDestructTime:i64 · 17 isMsgDestruct:b",
    );
    check::<pb::ConversationReq>(
        "1 conversationID:s · 2 conversationType:i32 · 3 userID:s · 4 groupID:s · 5 recvMsgOpt:?i32 · 6 isPinned:?b · \
         7 attachedInfo:?s · 8 isPrivateChat:?b · 9 ex:?s · 10 burnDuration:?i32 · 11 minSeq:?i64 · 12 maxSeq:?i64 · \
         13 groupAtType:?i32 · 14 msgDestructTime:?i64 · 15 isMsgDestruct:?b",
    );
    check::<pb::ConversationMsg>(
        "1 conversation:m · 2 lastMsg:m · 3 user:m · 4 friend:m · 5 group:m · 6 maxSeq:i64 · 7 readSeq:i64",
    );
    check::<pb::GetActiveConversationsReq>("1 ownerUserID:s · 2 count:i64");
    check::<pb::GetActiveConversationsResp>("1 unreadCount:i64 · 2 conversations:[]m");
    check::<pb::GetConversationsReq>("1 ownerUserID:s · 2 conversationIDs:[]s");
    check::<pb::GetConversationsResp>("1 unreadCount:i64 · 2 conversations:[]m");
}

#[test]
fn a_wrapper_of_zero_is_not_an_absent_one() {
    let set: pb::ConversationReq =
        serde_json::from_value(json!({"isPinned": false, "recvMsgOpt": 0, "ex": ""})).unwrap();
    assert_eq!(
        (set.is_pinned, set.recv_msg_opt, set.ex.as_deref()),
        (Some(false), Some(0), Some(""))
    );
    assert_eq!(
        pb::ConversationReq::decode(set.encode_to_vec().as_slice()).unwrap(),
        set
    );
    // google.protobuf.Int32Value{2} in field 5.
    let two = pb::ConversationReq {
        recv_msg_opt: Some(2),
        ..Default::default()
    };
    assert_eq!(two.encode_to_vec(), [0x2a, 0x02, 0x08, 0x02]);
}

#[test]
fn a_map_entry_is_a_key_in_1_and_a_value_in_2() {
    let seqs = pb::GetMaxSeqResp {
        max_seqs: [("n_1_1".to_owned(), 300)].into(),
        ..Default::default()
    };
    assert_eq!(seqs.encode_to_vec(), b"\x0a\x0a\x0a\x05n_1_1\x10\xac\x02");
}

#[test]
fn numbers_in_a_list_may_come_packed_or_one_by_one() {
    let packed = pb::ConversationSeqs::decode(&[0x1a, 3, 1, 0xac, 2][..]).unwrap();
    let single = pb::ConversationSeqs::decode(&[0x18, 1, 0x18, 0xac, 2][..]).unwrap();
    assert_eq!(packed.seqs, [1, 300]);
    assert_eq!(packed, single);
    assert_eq!(packed.encode_to_vec(), [0x1a, 3, 1, 0xac, 2]);
}

#[test]
fn selkie_s_fields_are_unknown_to_others_and_absent_from_their_json() {
    let mine = pb::Seqs {
        max_seq: 9,
        count: 5,
        read_count: 3,
        read_seq: 4,
        peer_read_seq: 2,
        ..Default::default()
    };
    let theirs = pb::GetMaxSeqReq::decode(mine.encode_to_vec().as_slice());
    assert!(theirs.is_err(), "field 1 is a number here and a text there");
    let theirs = pb::DelUserPushTokenResp::decode(mine.encode_to_vec().as_slice()).unwrap();
    assert_eq!(theirs, pb::DelUserPushTokenResp {});
    assert_eq!(
        serde_json::to_value(pb::Seqs {
            max_seq: 9,
            ..Default::default()
        })
        .unwrap(),
        json!({"maxSeq": 9, "hasReadSeq": 0, "maxSeqTime": 0})
    );
    let json = serde_json::to_value(&mine).unwrap();
    assert_eq!(
        (&json["count"], &json["readCount"], &json["peerReadSeq"]),
        (&json!(5), &json!(3), &json!(2))
    );
}
