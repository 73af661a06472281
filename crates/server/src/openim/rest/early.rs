//! What App Servers of earlier OpenIM generations call, with the app's secret in the body instead of a token. The
//! third path, `/user/user_register` with a secret, is with the users.

use std::sync::Arc;

use protocol::Code;
use protocol::rest::auth::{UserRegisterReq, UserTokenReq, UserTokenResp};

use super::{Calls, auth, open};
use crate::apps::App;
use crate::im::{Failure, NewUser};

pub(super) fn add(calls: Calls) -> Calls {
    let calls = open::<UserTokenReq, _, _>(calls, user_token);
    open::<UserRegisterReq, _, _>(calls, user_register)
}

async fn user_token(app: Arc<App>, request: UserTokenReq) -> Result<UserTokenResp, Failure> {
    auth::secret(&app, &request.secret)?;
    issue(&app, request.user_id.clone(), request.any_platform()).await
}

async fn user_register(app: Arc<App>, request: UserRegisterReq) -> Result<UserTokenResp, Failure> {
    auth::secret(&app, &request.secret)?;
    let platform = request.any_platform();
    let new = NewUser {
        user_id: Some(request.user_id.clone()),
        nickname: request.nickname,
        face_url: request.face_url,
        ex: request.ex,
    };
    app.im.door().create_user(new).await?;
    issue(&app, request.user_id, platform).await
}

async fn issue(app: &App, user_id: String, platform: Option<i32>) -> Result<UserTokenResp, Failure> {
    if app.config.admin_user_ids.contains(&user_id) {
        return Err(Failure::new(
            Code::NO_PERMISSION,
            "an administrator's token is got another way",
        ));
    }
    let token = app
        .im
        .issue(&user_id, platform.filter(|platform| *platform != 0))
        .await?;
    Ok(UserTokenResp {
        token: token.token,
        expire_time_seconds: token.expires_in_s,
        uid: user_id,
        expired_time: app.im.now() / 1000 + token.expires_in_s,
    })
}
