//! Conversation rows: `/conversation/…`.

use prost::Message as _;
use protocol::pb::{self, MsgData};
use protocol::rest::Empty;
use protocol::rest::conversation::{
    ConversationElem, ConversationIdsResp, ConversationsResp, DeleteConversationsReq, GetAllConversationsReq,
    GetConversationReq, GetConversationResp, GetConversationsReq, GetNotNotifyConversationIdsReq,
    GetOwnerConversationReq, GetOwnerConversationResp, GetPinnedConversationIdsReq, GetSortedConversationListReq,
    GetSortedConversationListResp, MsgInfo, SetConversationsReq,
};

use super::{Ask, Calls, paged, with_token};
use crate::im::{Active, Failure, NO_CONVERSATION};

pub(super) fn add(calls: Calls) -> Calls {
    let calls = with_token::<GetAllConversationsReq, _, _>(calls, get_all);
    let calls = with_token::<GetConversationsReq, _, _>(calls, get_some);
    let calls = with_token::<GetConversationReq, _, _>(calls, get_one);
    let calls = with_token::<GetOwnerConversationReq, _, _>(calls, get_page);
    let calls = with_token::<SetConversationsReq, _, _>(calls, set);
    let calls = with_token::<DeleteConversationsReq, _, _>(calls, delete);
    let calls = with_token::<GetNotNotifyConversationIdsReq, _, _>(calls, get_not_notified);
    let calls = with_token::<GetPinnedConversationIdsReq, _, _>(calls, get_pinned);
    with_token::<GetSortedConversationListReq, _, _>(calls, get_sorted)
}

async fn all(ask: &Ask, user_id: &str) -> Result<Vec<pb::Conversation>, Failure> {
    ask.im().conversations(ask.viewer(user_id).await?, None).await
}

async fn get_all(ask: Ask, request: GetAllConversationsReq) -> Result<ConversationsResp, Failure> {
    Ok(ConversationsResp {
        conversations: all(&ask, &request.owner_user_id).await?,
    })
}

async fn get_some(ask: Ask, request: GetConversationsReq) -> Result<ConversationsResp, Failure> {
    let of = ask.viewer(&request.owner_user_id).await?;
    Ok(ConversationsResp {
        conversations: ask.im().conversations(of, Some(request.conversation_ids)).await?,
    })
}

async fn get_one(ask: Ask, request: GetConversationReq) -> Result<GetConversationResp, Failure> {
    let of = ask.viewer(&request.owner_user_id).await?;
    let conversation = ask
        .im()
        .conversations(of, Some(vec![request.conversation_id]))
        .await?
        .pop();
    Ok(GetConversationResp {
        conversation: Some(conversation.ok_or(NO_CONVERSATION)?),
    })
}

async fn get_page(ask: Ask, request: GetOwnerConversationReq) -> Result<GetOwnerConversationResp, Failure> {
    let all = all(&ask, &request.user_id).await?;
    let total = all.len() as i64;
    Ok(GetOwnerConversationResp {
        conversations: paged(all, request.pagination)?,
        total,
    })
}

async fn set(ask: Ask, request: SetConversationsReq) -> Result<Empty, Failure> {
    let mut users = Vec::new();
    for user_id in &request.user_ids {
        users.push(ask.acting(user_id).await?.user_id);
    }
    ask.im().set_conversations(users, request.conversation).await?;
    Ok(Empty {})
}

async fn delete(ask: Ask, request: DeleteConversationsReq) -> Result<Empty, Failure> {
    let user = ask.acting(&request.owner_user_id).await?;
    ask.im().delete_conversations(user, request.conversation_ids).await?;
    Ok(Empty {})
}

async fn get_not_notified(ask: Ask, request: GetNotNotifyConversationIdsReq) -> Result<ConversationIdsResp, Failure> {
    ids(all(&ask, &request.user_id).await?, |conversation| {
        conversation.recv_msg_opt == 2
    })
}

async fn get_pinned(ask: Ask, request: GetPinnedConversationIdsReq) -> Result<ConversationIdsResp, Failure> {
    ids(all(&ask, &request.user_id).await?, |conversation| {
        conversation.is_pinned
    })
}

fn ids(all: Vec<pb::Conversation>, wanted: impl Fn(&pb::Conversation) -> bool) -> Result<ConversationIdsResp, Failure> {
    let ids = all
        .into_iter()
        .filter(wanted)
        .map(|conversation| conversation.conversation_id);
    Ok(ConversationIdsResp {
        conversation_ids: ids.collect(),
    })
}

async fn get_sorted(ask: Ask, request: GetSortedConversationListReq) -> Result<GetSortedConversationListResp, Failure> {
    let of = ask.viewer(&request.user_id).await?;
    let only = (!request.conversation_ids.is_empty()).then_some(request.conversation_ids);
    let active = ask.im().active_conversations(of, only, i64::MAX).await?;
    let conversation_total = active.len() as i64;
    let unread_total = active.iter().map(Active::unread).sum();
    let conversation_elems = paged(active, request.pagination)?.into_iter().map(elem).collect();
    Ok(GetSortedConversationListResp {
        conversation_total,
        unread_total,
        conversation_elems,
    })
}

fn elem(active: Active) -> ConversationElem {
    let unread_count = active.unread();
    let last = active.last.and_then(|body| MsgData::decode(body).ok());
    let group = active.group.unwrap_or_default();
    ConversationElem {
        conversation_id: active.row.conversation_id,
        recv_msg_opt: active.row.recv_msg_opt,
        unread_count,
        is_pinned: active.row.is_pinned,
        msg_info: last.map(|last| MsgInfo {
            server_msg_id: last.server_msg_id,
            client_msg_id: last.client_msg_id,
            session_type: last.session_type,
            send_id: last.send_id,
            recv_id: last.recv_id,
            sender_name: last.sender_nickname,
            face_url: last.sender_face_url,
            group_id: last.group_id,
            group_name: group.group_name,
            group_face_url: group.face_url,
            group_type: group.group_type,
            group_member_count: group.member_count,
            latest_msg_recv_time: last.send_time,
            msg_from: last.msg_from,
            content_type: last.content_type,
            content: String::from_utf8_lossy(&last.content).into_owned(),
            ex: last.ex,
        }),
    }
}
