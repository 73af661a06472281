//! Bodies of calls. What was read must survive being written and read again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use protocol::pb;
use protocol::rest::{Call, Envelope, account, auth, conversation, friend, group, msg, user, versioned};

fn call<C: Call>(bytes: &[u8]) {
    again::<C>(bytes);
    again::<Envelope<C::Answer>>(bytes);
}

fn again<T: serde::Serialize + serde::de::DeserializeOwned>(bytes: &[u8]) {
    if let Ok(read) = serde_json::from_slice::<T>(bytes) {
        let written = serde_json::to_vec(&read).expect("written");
        let read: T = serde_json::from_slice(&written).expect("read again");
        assert!(serde_json::to_vec(&read).expect("written again") == written);
    }
}

fuzz_target!(|bytes: &[u8]| {
    call::<auth::UserTokenReq>(bytes);
    call::<user::UserRegisterReq>(bytes);
    call::<user::UpdateUserInfoExReq>(bytes);
    call::<user::GetUsersOnlineStatusReq>(bytes);
    call::<friend::GetSpecifiedFriendsInfoReq>(bytes);
    call::<group::CreateGroupReq>(bytes);
    call::<conversation::SetConversationsReq>(bytes);
    call::<msg::SendMsgReq>(bytes);
    call::<pb::PullMessageBySeqsReq>(bytes);
    call::<versioned::GetIncrementalGroupMembersBatchReq>(bytes);
    call::<account::RegisterReq>(bytes);
    call::<account::SearchUserFullReq>(bytes);
});
