//! The protobuf inside envelopes.

#![no_main]

use libfuzzer_sys::fuzz_target;
use protocol::pb::{self, Bounded, Message};

fn bounded<T: Bounded + PartialEq>(bytes: &[u8]) {
    if let Ok(read) = T::decode_bounded(bytes) {
        assert!(T::decode(bytes).expect("read without the bound") == read);
        again(&read);
    }
}

fn plain<T: Message + Default + PartialEq>(bytes: &[u8]) {
    if let Ok(read) = T::decode(bytes) {
        again(&read);
    }
}

fn again<T: Message + Default + PartialEq>(read: &T) {
    assert!(&T::decode(read.encode_to_vec().as_slice()).expect("read again") == read);
}

fuzz_target!(|bytes: &[u8]| {
    plain::<pb::MsgData>(bytes);
    plain::<pb::PullMessageBySeqsReq>(bytes);
    plain::<pb::GetSeqMessageReq>(bytes);
    plain::<pb::GetConversationsHasReadAndMaxSeqReq>(bytes);
    plain::<pb::SubUserOnlineStatus>(bytes);
    plain::<pb::ConversationReq>(bytes);
    plain::<pb::GetMaxSeqResp>(bytes);
    plain::<pb::SendMsgResp>(bytes);
    bounded::<pb::PushMessages>(bytes);
    bounded::<pb::GetLastMessageResp>(bytes);
    bounded::<pb::GetConversationsHasReadAndMaxSeqResp>(bytes);
    bounded::<pb::SubUserOnlineStatusTips>(bytes);
    bounded::<pb::GetActiveConversationsResp>(bytes);
});
