//! `/user/*` and `/friend/search`.

use std::sync::Arc;

use axum::Router;
use protocol::rest::account::{
    FindAppletReq, FindAppletResp, FindUserFullReq, FindUserPublicReq, FriendSearchReq, SearchUserFullReq,
    SearchUserPublicReq, UpdateUserReq, UserFullInfo, UserPublicInfo, UsersFullPageResp, UsersFullResp,
    UsersPublicPageResp, UsersPublicResp,
};
use protocol::rest::{Empty, Pagination};

use super::{Context, bind};
use crate::app::people::{Person, Update};
use crate::app::store::accounts::{Account, Change};
use crate::app::tokens::Caller;
use crate::apps::App;
use crate::im::{Failure, ProfileChange, UserId};

/// The largest page that is answered.
const MOST: usize = 100;

pub(super) fn route(router: Router<Arc<App>>) -> Router<Arc<App>> {
    let router = bind(router, find_public);
    let router = bind(router, find_full);
    let router = bind(router, search_public);
    let router = bind(router, search_full);
    let router = bind(router, search_friends);
    let router = bind(router, update);
    bind(router, find_applets)
}

async fn find_public(app: Arc<App>, context: Context, asked: FindUserPublicReq) -> Result<UsersPublicResp, Failure> {
    let caller = app.accounts.caller(&context.token).await?;
    let people = app.accounts.people_for(&caller, asked.user_ids).await?;
    Ok(UsersPublicResp {
        users: people.into_iter().map(|person| public(person, &caller)).collect(),
    })
}

async fn find_full(app: Arc<App>, context: Context, asked: FindUserFullReq) -> Result<UsersFullResp, Failure> {
    let caller = app.accounts.caller(&context.token).await?;
    let people = app.accounts.people_for(&caller, asked.user_ids).await?;
    Ok(UsersFullResp {
        users: people.into_iter().map(|person| full(person, &caller)).collect(),
    })
}

async fn search_public(
    app: Arc<App>,
    context: Context,
    asked: SearchUserPublicReq,
) -> Result<UsersPublicPageResp, Failure> {
    let caller = app.accounts.caller(&context.token).await?;
    let found = app.accounts.search(&caller, &asked.keyword).await?;
    let (total, page) = page(of_genders(found, &asked.genders), asked.pagination);
    Ok(UsersPublicPageResp {
        total,
        users: page.into_iter().map(|person| public(person, &caller)).collect(),
    })
}

async fn search_full(app: Arc<App>, context: Context, asked: SearchUserFullReq) -> Result<UsersFullPageResp, Failure> {
    let caller = app.accounts.caller(&context.token).await?;
    let found = app.accounts.search(&caller, &asked.keyword).await?;
    let (total, page) = page(of_genders(found, &asked.genders), asked.pagination);
    Ok(UsersFullPageResp {
        total,
        users: page.into_iter().map(|person| full(person, &caller)).collect(),
    })
}

async fn search_friends(app: Arc<App>, context: Context, asked: FriendSearchReq) -> Result<UsersFullPageResp, Failure> {
    let caller = app.accounts.caller(&context.token).await?;
    if !asked.user_id.is_empty() {
        caller.must_be(&UserId(asked.user_id))?;
    }
    let friends = app.im.door().friend_ids(&caller.user).await?;
    let found = app.accounts.search_among(friends, &asked.keyword).await?;
    let (total, page) = page(of_genders(found, &asked.genders), asked.pagination);
    Ok(UsersFullPageResp {
        total,
        users: page.into_iter().map(|person| full(person, &caller)).collect(),
    })
}

async fn update(app: Arc<App>, context: Context, asked: UpdateUserReq) -> Result<Empty, Failure> {
    let caller = app.accounts.caller(&context.token).await?;
    let user = if asked.user_id.is_empty() {
        caller.user.0.clone()
    } else {
        asked.user_id
    };
    let update = Update {
        profile: ProfileChange {
            nickname: asked.nickname,
            face_url: asked.face_url,
            ex: None,
            recv_msg_opt: asked.global_recv_msg_opt,
        },
        account: Change {
            account: asked.account,
            area_code: asked.area_code,
            phone_number: asked.phone_number,
            email: asked.email,
            gender: asked.gender,
            level: asked.level,
            birth: asked.birth,
            allow_beep: asked.allow_beep,
            allow_vibration: asked.allow_vibration,
            register_type: asked.register_type,
            proven: false,
        },
        allow_add_friend: asked.allow_add_friend,
    };
    app.accounts.update(&caller, &user, update).await?;
    Ok(Empty::default())
}

async fn find_applets(app: Arc<App>, context: Context, _: FindAppletReq) -> Result<FindAppletResp, Failure> {
    app.accounts.caller(&context.token).await?;
    Ok(FindAppletResp::default())
}

fn of_genders(mut people: Vec<Person>, genders: &[i32]) -> Vec<Person> {
    let gender = |person: &Person| person.account.as_ref().map_or(0, |account| account.gender);
    people.retain(|person| genders.is_empty() || genders.contains(&gender(person)));
    people
}

fn page(people: Vec<Person>, pagination: Pagination) -> (u32, Vec<Person>) {
    let total = u32::try_from(people.len()).unwrap_or(u32::MAX);
    let size = usize::try_from(pagination.show_number).unwrap_or(0).clamp(1, MOST);
    let before = usize::try_from(pagination.page_number).unwrap_or(0).saturating_sub(1);
    (
        total,
        people
            .into_iter()
            .skip(before.saturating_mul(size))
            .take(size)
            .collect(),
    )
}

/// Whether the caller may see how to reach the person.
fn close(person: &Person, caller: &Caller) -> bool {
    caller.admin || caller.user == person.profile.user_id
}

fn public(person: Person, caller: &Caller) -> UserPublicInfo {
    let close = close(&person, caller);
    let account = person.account.unwrap_or_else(Account::fresh);
    UserPublicInfo {
        user_id: person.profile.user_id.0,
        account: account.account,
        email: if close { account.email } else { String::new() },
        nickname: person.profile.nickname,
        face_url: person.profile.face_url,
        gender: account.gender,
        level: account.level,
    }
}

fn full(person: Person, caller: &Caller) -> UserFullInfo {
    let close = close(&person, caller);
    let account = person.account.unwrap_or_else(Account::fresh);
    let shown = UserFullInfo {
        user_id: person.profile.user_id.0,
        account: account.account,
        nickname: person.profile.nickname,
        face_url: person.profile.face_url,
        gender: account.gender,
        level: account.level,
        allow_add_friend: if person.takes_requests { 1 } else { 2 },
        register_type: account.register_type,
        ..UserFullInfo::default()
    };
    if !close {
        return shown;
    }
    UserFullInfo {
        phone_number: account.phone_number,
        area_code: account.area_code,
        email: account.email,
        birth: account.birth,
        allow_beep: account.allow_beep,
        allow_vibration: account.allow_vibration,
        global_recv_msg_opt: person.profile.recv_msg_opt,
        ..shown
    }
}
