//! The details of notices, one type a notice where the forms differ. Each is JSON inside the text of
//! [`Notification`](super::Notification). Knows no delivery.

mod conversation;
mod friend;
mod group;
mod message;
mod user;

pub use conversation::{ClearConversationTips, ConversationSetPrivateTips, ConversationUpdateTips, UnreadTips};
pub use friend::{
    BlackTips, FriendAddedTips, FriendApplicationApprovedTips, FriendApplicationRejectedTips, FriendApplicationTips,
    FriendDeletedTips, FriendInfoChangedTips, FriendsInfoUpdateTips, FromToUserId,
};
pub use group::{
    GroupAnnouncementTips, GroupApplicationHandledTips, GroupCreatedTips, GroupDismissedTips, GroupInfoSetTips,
    GroupMutedTips, GroupNameTips, JoinGroupApplicationTips, MemberEnterTips, MemberInfoSetTips, MemberInvitedTips,
    MemberKickedTips, MemberMutedTips, MemberQuitTips, MemberUnmutedTips, OwnerTransferredTips,
};
pub use message::{BusinessTips, DeleteMsgsTips, MarkAsReadTips, RevokeMsgTips};
pub use user::{UserCommandTips, UserInfoUpdatedTips, UserStatusChangeTips};
