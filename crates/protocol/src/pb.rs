//! The protobuf messages inside envelopes, with OpenIM's field numbers. Those that REST uses too are JSON objects with
//! OpenIM's names, which are kept where they are odd. Knows nothing of who sends what when.
//!
//! Fields with tags from 100 on are Selkie's additions: others pass over them, and a plain OpenIM leaves them zero.

mod bounds;
mod conversation;
mod friend;
mod group;
mod jssdk;
mod message;
mod presence;
mod seq;
mod user;

pub use bounds::{Bounded, BoundedError, MAX_THINGS};
pub use conversation::{Conversation, ConversationReq};
pub use friend::{BlackInfo, FriendInfo, FriendInfoOnly, FriendRequest};
pub use group::{GroupInfo, GroupMemberFullInfo, GroupRequest};
pub use jssdk::{
    ConversationMsg, GetActiveConversationsReq, GetActiveConversationsResp, GetConversationsReq, GetConversationsResp,
};
pub use message::{
    GetLastMessageReq, GetLastMessageResp, MsgData, OfflinePushInfo, PullMsgs, PushMessages, SendMsgResp,
};
pub use presence::{
    DelUserPushTokenReq, DelUserPushTokenResp, SetAppBackgroundStatusReq, SubUserOnlineStatus, SubUserOnlineStatusElem,
    SubUserOnlineStatusTips,
};
pub use seq::{
    ConversationSeqs, GetConversationsHasReadAndMaxSeqReq, GetConversationsHasReadAndMaxSeqResp, GetMaxSeqReq,
    GetMaxSeqResp, GetSeqMessageReq, GetSeqMessageResp, ORDER_ASCENDING, ORDER_DESCENDING, PullMessageBySeqsReq,
    PullMessageBySeqsResp, SeqRange, Seqs,
};
pub use user::{PublicUserInfo, UserInfo};

pub use prost::{DecodeError, Message};
