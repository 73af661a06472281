//! What OpenIM's clients report besides chatting: `/third/…`. There is no push of a device's maker behind this server,
//! so their addresses for it are taken and not kept.

use protocol::rest::Empty;
use protocol::rest::third::{FcmUpdateTokenReq, SetAppBadgeReq};

use super::{Ask, Calls, with_token};
use crate::im::Failure;

pub(super) fn add(calls: Calls) -> Calls {
    let calls = with_token::<FcmUpdateTokenReq, _, _>(calls, fcm_update_token);
    with_token::<SetAppBadgeReq, _, _>(calls, set_app_badge)
}

async fn fcm_update_token(ask: Ask, request: FcmUpdateTokenReq) -> Result<Empty, Failure> {
    ask.acting(&request.account).await?;
    Ok(Empty {})
}

async fn set_app_badge(ask: Ask, request: SetAppBadgeReq) -> Result<Empty, Failure> {
    ask.acting(&request.user_id).await?;
    Ok(Empty {})
}
