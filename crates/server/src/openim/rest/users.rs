//! Profiles and presence: `/user/…`.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::routing::post;
use http::Request;
use protocol::Code;
use protocol::pb::UserInfo;
use protocol::rest::user::{
    AccountCheckReq, AccountCheckResp, AccountCheckResult, GetSubscribeUsersStatusReq, GetUserClientConfigReq,
    GetUserClientConfigResp, GetUsersInfoReq, GetUsersInfoResp, GetUsersOnlineStatusReq, GetUsersReq, GetUsersResp,
    GetUsersStatusReq, OnlineStatus, PlatformStatus, SetGlobalMsgRecvOptReq, SubscribeUsersStatusReq,
    UpdateUserInfoExReq, UserRegisterReq, UserStatus, UsersStatusResp,
};
use protocol::rest::{Call, Empty};

use super::{Ask, Calls, auth, operation, read, reply, rows, with_token};
use crate::app::names;
use crate::apps::App;
use crate::im::{By, Failure, NewUser, ProfileChange, Viewer};
use crate::store::users::User;

/// Ids that one call may name.
const MOST: usize = 2000;

pub(super) fn add(calls: Calls) -> Calls {
    let calls = with_token::<GetUsersInfoReq, _, _>(calls, get_users_info);
    let calls = with_token::<GetUsersReq, _, _>(calls, get_users);
    let calls = with_token::<UpdateUserInfoExReq, _, _>(calls, update_user_info_ex);
    let calls = with_token::<SetGlobalMsgRecvOptReq, _, _>(calls, set_global_msg_recv_opt);
    let calls = with_token::<AccountCheckReq, _, _>(calls, account_check);
    let calls = with_token::<GetUsersOnlineStatusReq, _, _>(calls, get_users_online_status);
    let calls = with_token::<GetUsersStatusReq, _, _>(calls, get_users_status);
    let calls = with_token::<SubscribeUsersStatusReq, _, _>(calls, subscribe_users_status);
    let calls = with_token::<GetSubscribeUsersStatusReq, _, _>(calls, get_subscribe_users_status);
    let calls = with_token::<GetUserClientConfigReq, _, _>(calls, get_user_client_config);
    calls.route(
        UserRegisterReq::PATH,
        post(|State(app): State<Arc<App>>, request| async move { reply(user_register(app, request).await) }),
    )
}

pub(super) fn info(user: User) -> UserInfo {
    UserInfo {
        user_id: user.user_id,
        nickname: user.nickname,
        face_url: user.face_url,
        ex: user.ex,
        create_time: user.created,
        app_manger_level: user.level,
        global_recv_msg_opt: user.recv_msg_opt,
    }
}

/// An administrator's call, or with the secret in the body as before 3.8.2.
async fn user_register(app: Arc<App>, request: Request<Body>) -> Result<Empty, Failure> {
    operation(request.headers())?;
    let ask = Ask::of(Arc::clone(&app), &request).await;
    let request: UserRegisterReq = read(request).await?;
    if request.secret.is_empty() {
        ask?.must_be_admin()?;
    } else {
        auth::secret(&app, &request.secret)?;
    }
    if request.users.is_empty() || request.users.len() > MOST {
        return Err(Failure::args("users is empty or too long"));
    }
    let new = request.users.into_iter().map(|user| NewUser {
        user_id: Some(user.user_id),
        nickname: user.nickname,
        face_url: user.face_url,
        ex: user.ex,
    });
    app.im.register(new.collect()).await?;
    Ok(Empty {})
}

fn not_too_many(ids: &[String]) -> Result<(), Failure> {
    if ids.len() > MOST {
        Err(Failure::args("too many ids in one call"))
    } else {
        Ok(())
    }
}

async fn get_users_info(ask: Ask, request: GetUsersInfoReq) -> Result<GetUsersInfoResp, Failure> {
    not_too_many(&request.user_ids)?;
    let users = match ask.caller.is_admin() {
        true => ask.im().find_users(request.user_ids).await?,
        false => {
            let of = Viewer::from(&ask.caller.user);
            ask.im().find_shown(of, request.user_ids, By::Id).await?
        }
    };
    // What somebody lets through to himself is nobody else's business.
    let own = ask.caller.user.id;
    let admin = ask.caller.is_admin();
    let users_info = users.into_iter().map(|user| {
        let private = user.id != own && !admin;
        let info = info(user);
        if private {
            UserInfo {
                global_recv_msg_opt: 0,
                ..info
            }
        } else {
            info
        }
    });
    Ok(GetUsersInfoResp {
        users_info: users_info.collect(),
    })
}

async fn get_users(ask: Ask, request: GetUsersReq) -> Result<GetUsersResp, Failure> {
    ask.must_be_admin()?;
    let (skip, limit) = rows(request.pagination)?;
    let (users, total) = ask.im().all_users(skip, limit).await?;
    Ok(GetUsersResp {
        total,
        users: users.into_iter().map(info).collect(),
    })
}

async fn update_user_info_ex(ask: Ask, request: UpdateUserInfoExReq) -> Result<Empty, Failure> {
    let change = request.user_info;
    let user = ask.acting(&change.user_id).await?;
    // Under either of its doors the server takes the same names.
    let nickname = match change.nickname {
        Some(written) if !ask.app.config.plain && !ask.caller.is_admin() => {
            let kept = names::nickname(&written);
            Some(kept.ok_or(Failure::args("the nickname is not 1 to 64 characters that are seen"))?)
        }
        written => written,
    };
    let change = ProfileChange {
        nickname,
        face_url: change.face_url,
        ex: change.ex,
        recv_msg_opt: change.global_recv_msg_opt,
    };
    ask.im().update_user(&user.user_id, change).await?;
    Ok(Empty {})
}

async fn set_global_msg_recv_opt(ask: Ask, request: SetGlobalMsgRecvOptReq) -> Result<Empty, Failure> {
    let user = ask.acting(&request.user_id).await?;
    let change = ProfileChange {
        recv_msg_opt: Some(request.global_recv_msg_opt),
        ..ProfileChange::default()
    };
    ask.im().update_user(&user.user_id, change).await?;
    Ok(Empty {})
}

async fn account_check(ask: Ask, request: AccountCheckReq) -> Result<AccountCheckResp, Failure> {
    ask.must_be_admin()?;
    not_too_many(&request.check_user_ids)?;
    let users = ask.im().find_users(request.check_user_ids.clone()).await?;
    let known: BTreeSet<_> = users
        .iter()
        .flat_map(|user| [&user.user_id, &user.foreign_id])
        .collect();
    let results = request.check_user_ids.into_iter().map(|user_id| AccountCheckResult {
        account_status: i32::from(known.contains(&user_id) && !user_id.is_empty()),
        user_id,
    });
    Ok(AccountCheckResp {
        results: results.collect(),
    })
}

async fn get_users_online_status(ask: Ask, request: GetUsersOnlineStatusReq) -> Result<Vec<OnlineStatus>, Failure> {
    ask.must_be_admin()?;
    not_too_many(&request.user_ids)?;
    let users = ask.im().find_users(request.user_ids).await?;
    let answer = users.into_iter().map(|user| {
        let online = ask.im().hub.online(user.id);
        OnlineStatus {
            user_id: user.user_id,
            status: i32::from(!online.is_empty()),
            detail_platform_status: online
                .into_iter()
                .map(|session| PlatformStatus {
                    platform_id: session.platform,
                    conn_id: session.session.to_string(),
                    is_background: session.background,
                    // Nobody gets to see a token a second time.
                    token: String::new(),
                })
                .collect(),
        }
    });
    Ok(answer.collect())
}

async fn status(ask: &Ask, ids: Vec<String>) -> Result<UsersStatusResp, Failure> {
    not_too_many(&ids)?;
    let seen = ask
        .im()
        .seen_platforms(ids, &ask.caller.user, ask.caller.is_admin())
        .await?;
    let status_list = seen.into_iter().map(|(user_id, platform_ids)| UserStatus {
        user_id,
        status: i32::from(!platform_ids.is_empty()),
        platform_ids,
    });
    Ok(UsersStatusResp {
        status_list: status_list.collect(),
    })
}

async fn get_users_status(ask: Ask, request: GetUsersStatusReq) -> Result<UsersStatusResp, Failure> {
    ask.acting(&request.user_id).await?;
    status(&ask, request.user_ids).await
}

/// The socket's subscription has replaced this one; what is left of it is the answer.
async fn subscribe_users_status(ask: Ask, request: SubscribeUsersStatusReq) -> Result<UsersStatusResp, Failure> {
    ask.acting(&request.user_id).await?;
    match request.genre {
        1 => status(&ask, request.user_ids).await,
        2 => Ok(UsersStatusResp::default()),
        _ => Err(Failure::new(Code::ARGS, "genre is 1 or 2")),
    }
}

async fn get_subscribe_users_status(ask: Ask, request: GetSubscribeUsersStatusReq) -> Result<UsersStatusResp, Failure> {
    ask.acting(&request.user_id).await?;
    Ok(UsersStatusResp::default())
}

async fn get_user_client_config(ask: Ask, request: GetUserClientConfigReq) -> Result<GetUserClientConfigResp, Failure> {
    ask.acting(&request.user_id).await?;
    Ok(GetUserClientConfigResp::default())
}
