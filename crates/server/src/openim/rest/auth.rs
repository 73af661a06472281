//! Tokens: `/auth/…`.

use std::sync::Arc;

use protocol::Code;
use protocol::rest::Empty;
use protocol::rest::auth::{
    ForceLogoutReq, GetAdminTokenReq, GetUserTokenReq, ParseTokenReq, ParseTokenResp, TokenResp,
};

use super::{Ask, CLOSED, Calls, open, with_token};
use crate::apps::App;
use crate::im::{Failure, Token};

pub(super) const WRONG_SECRET: Failure = Failure::new(Code::NO_PERMISSION, "the secret is wrong");

pub(super) fn add(calls: Calls) -> Calls {
    let calls = open::<GetAdminTokenReq, _, _>(calls, get_admin_token);
    let calls = open::<ParseTokenReq, _, _>(calls, parse_token);
    let calls = with_token::<GetUserTokenReq, _, _>(calls, get_user_token);
    with_token::<ForceLogoutReq, _, _>(calls, force_logout)
}

pub(super) fn token(token: Token) -> TokenResp {
    TokenResp {
        token: token.token,
        expire_time_seconds: token.expires_in_s,
    }
}

/// Whether the app's secret is shown, and is any use here.
pub(super) fn secret(app: &App, given: &str) -> Result<(), Failure> {
    if !app.config.server_api {
        return Err(CLOSED);
    }
    if app.secret_is(given) {
        Ok(())
    } else {
        Err(WRONG_SECRET)
    }
}

async fn get_admin_token(app: Arc<App>, request: GetAdminTokenReq) -> Result<TokenResp, Failure> {
    secret(&app, &request.secret)?;
    if !app.config.admin_user_ids.contains(&request.user_id) {
        return Err(Failure::new(Code::NO_PERMISSION, "this user is no administrator"));
    }
    Ok(token(app.im.issue_admin(&request.user_id).await?))
}

async fn get_user_token(ask: Ask, request: GetUserTokenReq) -> Result<TokenResp, Failure> {
    ask.must_be_admin()?;
    if ask.app.config.admin_user_ids.contains(&request.user_id) {
        return Err(Failure::new(
            Code::NO_PERMISSION,
            "an administrator's token needs the secret",
        ));
    }
    Ok(token(
        ask.im().issue(&request.user_id, Some(request.platform_id)).await?,
    ))
}

async fn parse_token(app: Arc<App>, request: ParseTokenReq) -> Result<ParseTokenResp, Failure> {
    let caller = app.im.caller(&request.token).await?;
    let expire_time_seconds = caller.expires_s(app.im.now());
    Ok(ParseTokenResp {
        user_id: caller.user.user_id,
        platform_id: caller.platform,
        expire_time_seconds,
    })
}

async fn force_logout(ask: Ask, request: ForceLogoutReq) -> Result<Empty, Failure> {
    ask.must_be_admin()?;
    ask.im().kick(&request.user_id, Some(request.platform_id), None).await?;
    Ok(Empty {})
}
