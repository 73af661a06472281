//! Black lists.

use protocol::rest::Empty;
use protocol::rest::friend::{
    AddBlackReq, GetBlackListReq, GetBlackListResp, GetSpecifiedBlacksReq, GetSpecifiedBlacksResp, RemoveBlackReq,
};

use super::super::{Ask, Calls, rows, with_token};
use super::{not_too_many, total};
use crate::im::Failure;

pub(super) fn add(calls: Calls) -> Calls {
    let calls = with_token::<AddBlackReq, _, _>(calls, add_black);
    let calls = with_token::<RemoveBlackReq, _, _>(calls, remove_black);
    let calls = with_token::<GetBlackListReq, _, _>(calls, black_list);
    with_token::<GetSpecifiedBlacksReq, _, _>(calls, specified_blacks)
}

async fn add_black(ask: Ask, request: AddBlackReq) -> Result<Empty, Failure> {
    let owner = ask.acting(&request.owner_user_id).await?;
    ask.im().block(owner, vec![request.black_user_id], request.ex).await?;
    Ok(Empty {})
}

async fn remove_black(ask: Ask, request: RemoveBlackReq) -> Result<Empty, Failure> {
    let owner = ask.acting(&request.owner_user_id).await?;
    ask.im().unblock(owner, vec![request.black_user_id]).await?;
    Ok(Empty {})
}

async fn black_list(ask: Ask, request: GetBlackListReq) -> Result<GetBlackListResp, Failure> {
    let (skip, limit) = rows(request.pagination)?;
    let (blacks, count) = ask
        .im()
        .blacks(ask.viewer(&request.user_id).await?, skip, limit)
        .await?;
    Ok(GetBlackListResp {
        blacks,
        total: total(count),
    })
}

async fn specified_blacks(ask: Ask, request: GetSpecifiedBlacksReq) -> Result<GetSpecifiedBlacksResp, Failure> {
    not_too_many(&request.user_id_list)?;
    let of = ask.viewer(&request.owner_user_id).await?;
    let blacks = ask.im().some_blacks(of, request.user_id_list).await?;
    let count = total(blacks.len());
    Ok(GetSpecifiedBlacksResp { blacks, total: count })
}
