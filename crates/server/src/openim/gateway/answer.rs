//! From a request's frame to its answer's.

use std::sync::Arc;

use prost::Message;
use protocol::Code;
use protocol::envelope::{Request, Response};
use protocol::frame;
use protocol::pb::{
    GetConversationsHasReadAndMaxSeqReq, GetConversationsHasReadAndMaxSeqResp, GetLastMessageReq, GetMaxSeqReq,
    GetMaxSeqResp, GetSeqMessageReq, MsgData, PullMessageBySeqsReq, SendMsgResp, SetAppBackgroundStatusReq,
    SubUserOnlineStatus,
};

use crate::im::{Failure, Im, Sender, Session, Viewer};

pub(super) enum Answer {
    Reply(Vec<u8>),
    /// The session ends after it.
    Last(Vec<u8>),
    /// What cannot be a client's ends the session without a word.
    Close,
}

const UNREADABLE: Failure = Failure::new(Code::ARGS, "the request's data cannot be read");
const OTHER_USER: Failure = Failure::new(Code::NO_PERMISSION, "the request names another user");

/// Reads a request; `None` for what cannot be one of this session's client.
pub(super) fn open(session: &Session, bytes: &[u8]) -> Option<Request> {
    let request = session.codec.decode_request(bytes).ok()?;
    session.is(&request.send_id).then_some(request)
}

pub(super) async fn answer(im: &Im, session: &Arc<Session>, request: Request) -> Answer {
    let Request {
        req_identifier,
        operation_id,
        msg_incr,
        data,
        ..
    } = request;
    let result = match req_identifier {
        frame::SEND => send(im, session, &data).await,
        frame::GET_NEWEST_SEQ => max_seqs(im, session, &data).await,
        frame::PULL_RANGE => pull_ranges(im, session, &data).await,
        frame::PULL_LIST => pull_lists(im, session, &data).await,
        frame::READ_AND_MAX_SEQ => seqs(im, session, &data).await,
        frame::LAST_MESSAGE => last_messages(im, session, &data).await,
        frame::SEND_SIGNAL => Err(Failure::new(Code::ARGS, "signals are not sent this way")),
        frame::BACKGROUND => read::<SetAppBackgroundStatusReq>(&data).map(|request| {
            session.set_background(request.is_background);
            Vec::new()
        }),
        frame::SUBSCRIBE => subscribe(im, session, &data).await,
        frame::LOGOUT => Ok(Vec::new()),
        _ => return Answer::Close,
    };
    let mut response = Response {
        req_identifier,
        msg_incr,
        operation_id,
        ..Response::default()
    };
    match result {
        Ok(data) => response.data = data,
        Err(failure) => {
            response.err_code = failure.code.0;
            response.err_msg = failure.code.name().to_owned();
        }
    }
    match session.codec.encode_response(&response) {
        Ok(reply) if req_identifier == frame::LOGOUT => Answer::Last(reply),
        Ok(reply) => Answer::Reply(reply),
        Err(error) => {
            tracing::error!(%error, "An answer could not be encoded");
            Answer::Close
        }
    }
}

fn read<M: Message + Default>(data: &[u8]) -> Result<M, Failure> {
    M::decode(data).map_err(|_| UNREADABLE)
}

/// The user a request acts for: the session's own, or for an administrator any.
async fn viewer(im: &Im, session: &Session, user_id: &str) -> Result<Viewer, Failure> {
    if session.is(user_id) {
        return Ok(Viewer {
            row: session.user,
            user_id: session.user_id.clone(),
        });
    }
    if !session.admin {
        return Err(OTHER_USER);
    }
    Ok(Viewer::from(&im.find_user(user_id).await?.ok_or(Failure::NO_USER)?))
}

async fn send(im: &Im, session: &Session, data: &[u8]) -> Result<Vec<u8>, Failure> {
    let message: MsgData = read(data)?;
    if !session.is(&message.send_id) {
        return Err(OTHER_USER);
    }
    let from = Sender {
        row: session.user,
        user_id: session.user_id.clone(),
        privileged: false,
    };
    let sent = im
        .send(
            from,
            MsgData {
                sender_platform_id: session.platform,
                ..message
            },
        )
        .await?;
    let answer = SendMsgResp {
        server_msg_id: sent.server_msg_id,
        client_msg_id: sent.client_msg_id,
        send_time: sent.send_time,
        modify: None,
    };
    Ok(answer.encode_to_vec())
}

async fn max_seqs(im: &Im, session: &Session, data: &[u8]) -> Result<Vec<u8>, Failure> {
    let request: GetMaxSeqReq = read(data)?;
    let of = viewer(im, session, &request.user_id).await?;
    let answer = GetMaxSeqResp {
        max_seqs: im.max_seqs(of).await?,
        ..GetMaxSeqResp::default()
    };
    Ok(answer.encode_to_vec())
}

async fn pull_ranges(im: &Im, session: &Session, data: &[u8]) -> Result<Vec<u8>, Failure> {
    let request: PullMessageBySeqsReq = read(data)?;
    let of = viewer(im, session, &request.user_id).await?;
    Ok(im
        .pull_ranges(of, request.seq_ranges, request.order)
        .await?
        .encode_to_vec())
}

async fn pull_lists(im: &Im, session: &Session, data: &[u8]) -> Result<Vec<u8>, Failure> {
    let request: GetSeqMessageReq = read(data)?;
    let of = viewer(im, session, &request.user_id).await?;
    Ok(im
        .pull_lists(of, request.conversations, request.order)
        .await?
        .encode_to_vec())
}

async fn seqs(im: &Im, session: &Session, data: &[u8]) -> Result<Vec<u8>, Failure> {
    let request: GetConversationsHasReadAndMaxSeqReq = read(data)?;
    let of = viewer(im, session, &request.user_id).await?;
    let (seqs, pinned) = im.seqs(of, request.conversation_ids).await?;
    let pinned_conversation_ids = if request.return_pinned { pinned } else { Vec::new() };
    Ok(GetConversationsHasReadAndMaxSeqResp {
        seqs,
        pinned_conversation_ids,
    }
    .encode_to_vec())
}

async fn last_messages(im: &Im, session: &Session, data: &[u8]) -> Result<Vec<u8>, Failure> {
    let request: GetLastMessageReq = read(data)?;
    let of = viewer(im, session, &request.user_id).await?;
    Ok(im.last_messages(of, request.conversation_ids).await?.encode_to_vec())
}

async fn subscribe(im: &Im, session: &Arc<Session>, data: &[u8]) -> Result<Vec<u8>, Failure> {
    let SubUserOnlineStatus {
        subscribe_user_id,
        unsubscribe_user_id,
    } = read(data)?;
    let tips = im.watch(session, subscribe_user_id, unsubscribe_user_id).await?;
    Ok(tips.encode_to_vec())
}
