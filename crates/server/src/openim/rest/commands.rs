//! Small things that a person's clients keep on the server: `/user/process_user_command_…`.

use protocol::rest::Empty;
use protocol::rest::user::{
    ProcessUserCommandAddReq, ProcessUserCommandDeleteReq, ProcessUserCommandGetAllReq, ProcessUserCommandGetReq,
    ProcessUserCommandGetResp, ProcessUserCommandUpdateReq,
};

use super::{Ask, Calls, with_token};
use crate::im::Failure;
use crate::store::user_commands::Command;

pub(super) fn add(calls: Calls) -> Calls {
    let calls = with_token::<ProcessUserCommandAddReq, _, _>(calls, add_one);
    let calls = with_token::<ProcessUserCommandUpdateReq, _, _>(calls, update);
    let calls = with_token::<ProcessUserCommandDeleteReq, _, _>(calls, delete);
    let calls = with_token::<ProcessUserCommandGetReq, _, _>(calls, get);
    with_token::<ProcessUserCommandGetAllReq, _, _>(calls, get_all)
}

async fn add_one(ask: Ask, request: ProcessUserCommandAddReq) -> Result<Empty, Failure> {
    let user = ask.acting(&request.user_id).await?;
    let command = Command {
        kind: request.kind,
        uuid: request.uuid,
        value: request.value.unwrap_or_default(),
        ex: request.ex.unwrap_or_default(),
        created: 0,
    };
    ask.im().add_command(user, command).await?;
    Ok(Empty {})
}

async fn update(ask: Ask, request: ProcessUserCommandUpdateReq) -> Result<Empty, Failure> {
    let user = ask.acting(&request.user_id).await?;
    ask.im()
        .update_command(user, request.kind, request.uuid, request.value, request.ex)
        .await?;
    Ok(Empty {})
}

async fn delete(ask: Ask, request: ProcessUserCommandDeleteReq) -> Result<Empty, Failure> {
    let user = ask.acting(&request.user_id).await?;
    ask.im().delete_command(user, request.kind, request.uuid).await?;
    Ok(Empty {})
}

async fn get(ask: Ask, request: ProcessUserCommandGetReq) -> Result<ProcessUserCommandGetResp, Failure> {
    let user = ask.acting(&request.user_id).await?;
    Ok(ProcessUserCommandGetResp {
        command_resp: ask.im().commands(user.id, Some(request.kind)).await?,
    })
}

async fn get_all(ask: Ask, request: ProcessUserCommandGetAllReq) -> Result<ProcessUserCommandGetResp, Failure> {
    let user = ask.acting(&request.user_id).await?;
    Ok(ProcessUserCommandGetResp {
        command_resp: ask.im().commands(user.id, None).await?,
    })
}
