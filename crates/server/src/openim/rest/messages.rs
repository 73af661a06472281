//! Messages: `/msg/…`.

use std::collections::BTreeMap;

use prost::Message as _;
use protocol::options;
use protocol::pb::{
    GetConversationsHasReadAndMaxSeqReq, GetConversationsHasReadAndMaxSeqResp, GetMaxSeqReq, GetMaxSeqResp, MsgData,
    PullMessageBySeqsReq, PullMessageBySeqsResp, SendMsgResp,
};
use protocol::rest::Empty;
use protocol::rest::msg::{
    ClearConversationMsgReq, DeleteMsgsReq, DeleteSyncOpt, GetServerTimeReq, GetServerTimeResp,
    MarkConversationAsReadReq, MarkMsgsAsReadReq, RevokeMsgReq, SendMsgReq, SetConversationHasReadSeqReq,
    UserClearAllMsgReq,
};
use protocol::{Code, content};

use super::{Ask, Calls, with_token};
use crate::im::{Failure, Mark, Scope, Sender};

pub(super) fn add(calls: Calls) -> Calls {
    let calls = with_token::<GetMaxSeqReq, _, _>(calls, newest_seq);
    let calls = with_token::<GetConversationsHasReadAndMaxSeqReq, _, _>(calls, has_read_and_max_seq);
    let calls = with_token::<PullMessageBySeqsReq, _, _>(calls, pull_by_seq);
    let calls = with_token::<MarkConversationAsReadReq, _, _>(calls, mark_conversation);
    let calls = with_token::<MarkMsgsAsReadReq, _, _>(calls, mark_messages);
    let calls = with_token::<SetConversationHasReadSeqReq, _, _>(calls, set_has_read_seq);
    let calls = with_token::<RevokeMsgReq, _, _>(calls, revoke);
    let calls = with_token::<DeleteMsgsReq, _, _>(calls, delete);
    let calls = with_token::<ClearConversationMsgReq, _, _>(calls, clear);
    let calls = with_token::<UserClearAllMsgReq, _, _>(calls, clear_all);
    let calls = with_token::<GetServerTimeReq, _, _>(calls, server_time);
    with_token::<SendMsgReq, _, _>(calls, send)
}

async fn newest_seq(ask: Ask, request: GetMaxSeqReq) -> Result<GetMaxSeqResp, Failure> {
    let of = ask.viewer(&request.user_id).await?;
    Ok(GetMaxSeqResp {
        max_seqs: ask.im().max_seqs(of).await?,
        ..GetMaxSeqResp::default()
    })
}

async fn has_read_and_max_seq(
    ask: Ask,
    request: GetConversationsHasReadAndMaxSeqReq,
) -> Result<GetConversationsHasReadAndMaxSeqResp, Failure> {
    let of = ask.viewer(&request.user_id).await?;
    let (seqs, pinned) = ask.im().seqs(of, request.conversation_ids).await?;
    let pinned_conversation_ids = if request.return_pinned { pinned } else { Vec::new() };
    Ok(GetConversationsHasReadAndMaxSeqResp {
        seqs,
        pinned_conversation_ids,
    })
}

async fn pull_by_seq(ask: Ask, request: PullMessageBySeqsReq) -> Result<PullMessageBySeqsResp, Failure> {
    let of = ask.viewer(&request.user_id).await?;
    let pulled = ask.im().pull_ranges(of, request.seq_ranges, request.order).await?;
    // The one place where bodies are read again: JSON shows their fields.
    PullMessageBySeqsResp::decode(&*pulled.encode_to_vec())
        .map_err(|_| Failure::new(Code::DATA, "a stored message cannot be read"))
}

async fn mark_conversation(ask: Ask, request: MarkConversationAsReadReq) -> Result<Empty, Failure> {
    if request.has_read_seq < 1 {
        return Err(Failure::args("hasReadSeq begins at 1"));
    }
    let user = ask.acting(&request.user_id).await?;
    let mark = Mark {
        conversation_id: request.conversation_id,
        up_to: request.has_read_seq,
        seqs: request.seqs,
        seen: true,
        quiet: false,
    };
    ask.im().mark(&user.user_id, mark).await?;
    Ok(Empty {})
}

async fn mark_messages(ask: Ask, request: MarkMsgsAsReadReq) -> Result<Empty, Failure> {
    if request.seqs.is_empty() {
        return Err(Failure::args("seqs is empty"));
    }
    let user = ask.acting(&request.user_id).await?;
    let mark = Mark {
        conversation_id: request.conversation_id,
        up_to: 0,
        seqs: request.seqs,
        seen: true,
        quiet: false,
    };
    ask.im().mark(&user.user_id, mark).await?;
    Ok(Empty {})
}

async fn set_has_read_seq(ask: Ask, request: SetConversationHasReadSeqReq) -> Result<Empty, Failure> {
    let user = ask.acting(&request.user_id).await?;
    let mark = Mark {
        conversation_id: request.conversation_id,
        up_to: request.has_read_seq,
        seqs: Vec::new(),
        seen: false,
        quiet: request.no_notification,
    };
    ask.im().mark(&user.user_id, mark).await?;
    Ok(Empty {})
}

async fn revoke(ask: Ask, request: RevokeMsgReq) -> Result<Empty, Failure> {
    let user = ask.acting(&request.user_id).await?;
    let by_admin = ask.caller.is_admin();
    ask.im()
        .revoke(user, request.conversation_id, request.seq, by_admin)
        .await?;
    Ok(Empty {})
}

fn scope(option: Option<DeleteSyncOpt>) -> Scope {
    let DeleteSyncOpt {
        is_sync_self,
        is_sync_other,
    } = option.unwrap_or_default();
    Scope {
        own_devices: is_sync_self,
        others: is_sync_other,
    }
}

async fn delete(ask: Ask, request: DeleteMsgsReq) -> Result<Empty, Failure> {
    let user = ask.acting(&request.user_id).await?;
    let scope = scope(request.delete_sync_opt);
    ask.im()
        .delete_messages(user, request.conversation_id, request.seqs, scope)
        .await?;
    Ok(Empty {})
}

async fn clear(ask: Ask, request: ClearConversationMsgReq) -> Result<Empty, Failure> {
    let user = ask.acting(&request.user_id).await?;
    let scope = scope(request.delete_sync_opt);
    ask.im()
        .clear_conversations(user, Some(request.conversation_ids), scope)
        .await?;
    Ok(Empty {})
}

async fn clear_all(ask: Ask, request: UserClearAllMsgReq) -> Result<Empty, Failure> {
    let user = ask.acting(&request.user_id).await?;
    ask.im()
        .clear_conversations(user, None, scope(request.delete_sync_opt))
        .await?;
    Ok(Empty {})
}

async fn server_time(ask: Ask, _: GetServerTimeReq) -> Result<GetServerTimeResp, Failure> {
    Ok(GetServerTimeResp {
        server_time: ask.im().now(),
    })
}

/// On behalf of anyone; an administrator asks.
async fn send(ask: Ask, request: SendMsgReq) -> Result<SendMsgResp, Failure> {
    ask.must_be_admin()?;
    let from = ask.im().find_user(&request.send_id).await?.ok_or(Failure::NO_USER)?;
    let content = match &request.content {
        serde_json::Value::String(text) => text.clone().into_bytes(),
        object => object.to_string().into_bytes(),
    };
    let mut options = BTreeMap::new();
    if request.is_online_only {
        options::set_online_only(&mut options);
    }
    if request.not_offline_push {
        options.insert(options::OFFLINE_PUSH.to_owned(), false);
    }
    let or = |given: String, own: String| if given.is_empty() { own } else { given };
    let sender = Sender {
        row: from.id,
        user_id: from.user_id.as_str().into(),
        privileged: true,
    };
    let message = MsgData {
        recv_id: request.recv_id,
        group_id: request.group_id,
        sender_platform_id: request.sender_platform_id,
        sender_nickname: or(request.sender_nickname, from.nickname),
        sender_face_url: or(request.sender_face_url, from.face_url),
        session_type: request.session_type,
        msg_from: content::from::USER,
        content_type: request.content_type,
        content,
        create_time: ask.im().now(),
        options,
        offline_push_info: request.offline_push_info,
        ex: request.ex,
        ..MsgData::default()
    };
    let sent = ask.im().send(sender, message).await?;
    Ok(SendMsgResp {
        server_msg_id: sent.server_msg_id,
        client_msg_id: sent.client_msg_id,
        send_time: sent.send_time,
        modify: None,
    })
}
