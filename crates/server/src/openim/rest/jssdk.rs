//! What OpenIM's pure JavaScript SDK asks for its list: `/jssdk/…`, as protobuf or as JSON.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::routing::post;
use http::header::CONTENT_TYPE;
use http::{Request, Response};
use prost::Message;
use protocol::pb::{
    ConversationMsg, GetActiveConversationsReq, GetActiveConversationsResp, GetConversationsReq, GetConversationsResp,
    MsgData,
};
use protocol::rest::Call;
use protocol::rest::jssdk::{encode_data, is_protobuf};

use super::{Ask, Calls, body, header, json, reply};
use crate::apps::App;
use crate::im::{Active, Failure};

/// Conversations that are answered when the caller does not say, and at most.
const SOME: i64 = 100;
const MOST: i64 = 1000;

pub(super) fn add(calls: Calls) -> Calls {
    either::<GetConversationsReq, _, _>(either::<GetActiveConversationsReq, _, _>(calls, get_active), get_some)
}

/// Adds a call in both forms.
fn either<C, F, A>(calls: Calls, handler: F) -> Calls
where
    C: Call + Message + Default + 'static,
    C::Answer: Message,
    F: Fn(Ask, C) -> A + Clone + Send + Sync + 'static,
    A: Future<Output = Result<C::Answer, Failure>> + Send,
{
    calls.route(
        C::PATH,
        post(move |State(app): State<Arc<App>>, request: Request<Body>| async move {
            let protobuf = header(request.headers(), CONTENT_TYPE.as_str()).is_some_and(is_protobuf);
            let answer = async {
                let ask = Ask::of(app, &request).await?;
                let body = body(request).await?;
                let request = if protobuf {
                    C::decode(body).map_err(|_| Failure::args("the body is not the protobuf that this call takes"))?
                } else {
                    json(&body)?
                };
                handler(ask, request).await
            };
            let answer = answer.await;
            let response: Response<Body> = if protobuf {
                reply(answer.map(|answer| encode_data(&answer)))
            } else {
                reply(answer)
            };
            response
        }),
    )
}

async fn get_active(ask: Ask, request: GetActiveConversationsReq) -> Result<GetActiveConversationsResp, Failure> {
    let of = ask.viewer(&request.owner_user_id).await?;
    let count = if request.count > 0 {
        request.count.min(MOST)
    } else {
        SOME
    };
    let active = ask.im().active_conversations(of.clone(), None, count).await?;
    let unread_count = ask.im().unread(of).await?;
    Ok(GetActiveConversationsResp {
        unread_count,
        conversations: active.into_iter().map(row).collect(),
    })
}

async fn get_some(ask: Ask, request: GetConversationsReq) -> Result<GetConversationsResp, Failure> {
    let of = ask.viewer(&request.owner_user_id).await?;
    let active = ask
        .im()
        .active_conversations(of, Some(request.conversation_ids), MOST)
        .await?;
    let unread_count = active.iter().map(Active::unread).sum();
    Ok(GetConversationsResp {
        unread_count,
        conversations: active.into_iter().map(row).collect(),
    })
}

fn row(active: Active) -> ConversationMsg {
    ConversationMsg {
        last_msg: active.last.and_then(|body| MsgData::decode(body).ok()),
        conversation: Some(active.row),
        user: active.user.map(super::users::info),
        friend: active.friend,
        group: active.group,
        max_seq: active.seqs.max_seq,
        read_seq: active.seqs.has_read_seq,
    }
}
