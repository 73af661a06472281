//! What OpenIM's groups do not have.

use protocol::rest::Empty;
use protocol::rest::ext::groups::{
    Departed, DepartedReq, DepartedResp, GroupExtrasReq, GroupExtrasResp, SetGroupExtrasReq,
};

use super::super::{Ask, Calls, rows, with_token};
use crate::im::Failure;

pub(super) fn add(calls: Calls) -> Calls {
    let calls = with_token::<GroupExtrasReq, _, _>(calls, extras);
    let calls = with_token::<SetGroupExtrasReq, _, _>(calls, set_extras);
    with_token::<DepartedReq, _, _>(calls, departed)
}

async fn extras(ask: Ask, request: GroupExtrasReq) -> Result<GroupExtrasResp, Failure> {
    Ok(GroupExtrasResp {
        history: ask.im().group_history(ask.group_viewer(), request.group_id).await?,
    })
}

async fn set_extras(ask: Ask, request: SetGroupExtrasReq) -> Result<Empty, Failure> {
    if let Some(on) = request.history {
        ask.im().set_group_history(ask.actor(), request.group_id, on).await?;
    }
    Ok(Empty {})
}

async fn departed(ask: Ask, request: DepartedReq) -> Result<DepartedResp, Failure> {
    let (skip, limit) = rows(request.pagination)?;
    let (all, total) = ask.im().departed(ask.actor(), request.group_id, skip, limit).await?;
    let departed = all.into_iter().map(|one| Departed {
        user_id: one.user_id,
        nickname: one.nickname,
        face_url: one.face_url,
        time: one.time,
        removed_by: one.removed_by,
    });
    Ok(DepartedResp {
        departed: departed.collect(),
        total,
    })
}
