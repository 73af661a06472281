//! Calls over the socket, one function a request. Knows the numbers and the messages, not what is done with them.

use protocol::frame;
use protocol::pb::{self, Message};

use super::CallError;
use crate::link::Conn;

async fn call<A: Message + Default>(conn: &Conn, request: i32, body: &impl Message) -> Result<A, CallError> {
    let data = conn.call(request, body.encode_to_vec()).await?;
    A::decode(data.as_slice()).map_err(|_| CallError::BadAnswer)
}

/// The newest seq of every conversation, hidden ones included.
pub(crate) async fn newest_seqs(conn: &Conn) -> Result<pb::GetMaxSeqResp, CallError> {
    call(
        conn,
        frame::GET_NEWEST_SEQ,
        &pb::GetMaxSeqReq {
            user_id: conn.user_id().to_owned(),
        },
    )
    .await
}

/// How far these conversations have come and how far they were read; none asks for all.
pub(crate) async fn reading(
    conn: &Conn,
    conversations: Vec<String>,
) -> Result<pb::GetConversationsHasReadAndMaxSeqResp, CallError> {
    let request = pb::GetConversationsHasReadAndMaxSeqReq {
        user_id: conn.user_id().to_owned(),
        conversation_ids: conversations,
        return_pinned: false,
    };
    call(conn, frame::READ_AND_MAX_SEQ, &request).await
}

/// What lies in these stretches.
pub(crate) async fn pull(conn: &Conn, ranges: Vec<pb::SeqRange>) -> Result<pb::PullMessageBySeqsResp, CallError> {
    let request = pb::PullMessageBySeqsReq {
        user_id: conn.user_id().to_owned(),
        seq_ranges: ranges,
        order: pb::ORDER_ASCENDING,
    };
    call(conn, frame::PULL_RANGE, &request).await
}

pub(crate) async fn send(conn: &Conn, message: &pb::MsgData) -> Result<pb::SendMsgResp, CallError> {
    call(conn, frame::SEND, message).await
}

/// Whether these people are online, now and whenever it changes.
pub(crate) async fn watch(conn: &Conn, users: Vec<String>) -> Result<pb::SubUserOnlineStatusTips, CallError> {
    let request = pb::SubUserOnlineStatus {
        subscribe_user_id: users,
        unsubscribe_user_id: Vec::new(),
    };
    call(conn, frame::SUBSCRIBE, &request).await
}

/// Tells the server that this device signs out; it closes the socket after its answer.
pub(crate) async fn log_out(conn: &Conn, platform: i32) -> Result<pb::DelUserPushTokenResp, CallError> {
    let request = pb::DelUserPushTokenReq {
        user_id: conn.user_id().to_owned(),
        platform_id: platform,
    };
    call(conn, frame::LOGOUT, &request).await
}
