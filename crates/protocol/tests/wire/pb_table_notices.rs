//! The details of notices: their JSON names, against the published list.

use protocol::content::{self, Notification, tips};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

fn check<T: Serialize + DeserializeOwned + Default + PartialEq + std::fmt::Debug>(names: &str) {
    let written = serde_json::to_value(T::default()).unwrap();
    let mut written: Vec<&str> = written.as_object().unwrap().keys().map(String::as_str).collect();
    let mut names: Vec<&str> = names.split_whitespace().collect();
    written.sort_unstable();
    names.sort_unstable();
    assert_eq!(written, names, "{}", std::any::type_name::<T>());
    let nulls: serde_json::Map<_, _> = names.iter().map(|name| ((*name).to_owned(), json!(null))).collect();
    assert_eq!(serde_json::from_value::<T>(nulls.into()).unwrap(), T::default());
    let content = Notification::encode(&T::default()).unwrap();
    assert_eq!(Notification::decode::<T>(&content), Ok(T::default()));
}

#[test]
fn about_people() {
    check::<tips::FriendApplicationApprovedTips>("fromToUserID handleMsg friendVersion friendVersionID request");
    check::<tips::FriendApplicationRejectedTips>("fromToUserID handleMsg request");
    check::<tips::FriendApplicationTips>("fromToUserID request");
    check::<tips::FriendAddedTips>("friend operationTime opUser friendVersion friendVersionID");
    check::<tips::FriendDeletedTips>("fromToUserID friendVersion friendVersionID");
    check::<tips::FriendInfoChangedTips>("fromToUserID friendVersion friendVersionID friendSortVersion");
    check::<tips::BlackTips>("fromToUserID");
    check::<tips::FriendsInfoUpdateTips>("fromToUserID friendIDs friendVersion friendVersionID");
    check::<tips::FromToUserId>("fromUserID toUserID");
    check::<tips::UserInfoUpdatedTips>("userID");
    check::<tips::UserStatusChangeTips>("fromUserID toUserID status platformID");
    check::<tips::UserCommandTips>("fromUserID toUserID");
}

#[test]
fn about_conversations_and_messages() {
    check::<tips::ConversationUpdateTips>("userID conversationIDList");
    check::<tips::ConversationSetPrivateTips>("recvID sendID isPrivate conversationID");
    check::<tips::UnreadTips>("userID conversationID hasReadSeq unreadCountTime");
    check::<tips::ClearConversationTips>("userID conversationIDs");
    check::<tips::RevokeMsgTips>("revokerUserID clientMsgID revokeTime sesstionType seq conversationID isAdminRevoke");
    check::<tips::DeleteMsgsTips>("userID conversationID seqs");
    check::<tips::MarkAsReadTips>("markAsReadUserID conversationID seqs hasReadSeq");
    check::<tips::BusinessTips>("key data");
    check::<content::MessageRevokedContent>(
        "revokerID revokerRole clientMsgID revokerNickname revokeTime sourceMessageSendTime sourceMessageSendID \
         sourceMessageSenderNickname sessionType seq ex isAdminRevoke",
    );
}

#[test]
fn about_groups() {
    const VERSION: &str = "groupMemberVersion groupMemberVersionID";
    fn versioned<T: Serialize + DeserializeOwned + Default + PartialEq + std::fmt::Debug>(names: &str) {
        check::<T>(&format!("{names} {VERSION}"));
    }
    versioned::<tips::GroupCreatedTips>("group opUser memberList operationTime groupOwnerUser");
    versioned::<tips::GroupInfoSetTips>("opUser muteTime group");
    check::<tips::JoinGroupApplicationTips>("group applicant reqMsg uuid request");
    versioned::<tips::MemberQuitTips>("group quitUser operationTime");
    check::<tips::GroupApplicationHandledTips>("group opUser handleMsg receiverAs uuid request");
    versioned::<tips::OwnerTransferredTips>("group opUser newGroupOwner oldGroupOwner operationTime oldGroupOwnerInfo");
    versioned::<tips::MemberKickedTips>("group opUser kickedUserList operationTime");
    versioned::<tips::MemberInvitedTips>("group opUser invitedUserList operationTime inviterUser");
    versioned::<tips::MemberEnterTips>("group entrantUser operationTime");
    check::<tips::GroupDismissedTips>("group opUser operationTime");
    versioned::<tips::MemberMutedTips>("group opUser operationTime mutedUser mutedSeconds");
    versioned::<tips::MemberUnmutedTips>("group opUser operationTime mutedUser");
    versioned::<tips::GroupMutedTips>("group opUser operationTime");
    versioned::<tips::MemberInfoSetTips>("group opUser operationTime changedUser groupSortVersion");
    versioned::<tips::GroupAnnouncementTips>("opUser group");
    versioned::<tips::GroupNameTips>("opUser group");
}
