//! `/jssdk/…`: as protobuf or as JSON, as the request's content type says. A protobuf request is answered in the usual
//! JSON wrapper with `data` as base64 of the answer's protobuf.

use base64::Engine as _;
use prost::Message;

use crate::lenient::BASE64;
use crate::pb::{GetActiveConversationsReq, GetActiveConversationsResp, GetConversationsReq, GetConversationsResp};

call! {
    "/jssdk/get_active_conversations", GetActiveConversationsReq, GetActiveConversationsResp;
    "/jssdk/get_conversations", GetConversationsReq, GetConversationsResp;
}

/// Whether a content type asks for protobuf.
#[must_use]
pub fn is_protobuf(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    ["application/x-protobuf", "application/protobuf"]
        .iter()
        .any(|known| kind.eq_ignore_ascii_case(known))
}

/// The `data` of an answer to a protobuf request.
#[must_use]
pub fn encode_data<M: Message>(answer: &M) -> String {
    BASE64.encode(answer.encode_to_vec())
}

/// Reads such `data`; `None` for what is not base64 of that message.
#[must_use]
pub fn decode_data<M: Message + Default>(data: &str) -> Option<M> {
    M::decode(BASE64.decode(data).ok()?.as_slice()).ok()
}
