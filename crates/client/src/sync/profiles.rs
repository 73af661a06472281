//! Profiles of people, fetched when somebody new appears or says that he has changed.

use anyhow::Context as _;
use protocol::pb::UserInfo;
use protocol::rest::user::GetUsersInfoReq;

use crate::account::Account;
use crate::calls::{CallError, Part};
use crate::groups::told;
use crate::profile;
use crate::store::users::{self, Relation, User};

/// In one request.
const TOGETHER: usize = 100;

pub(crate) async fn fetch(account: &Account, people: Vec<String>) -> anyhow::Result<()> {
    for some in people.chunks(TOGETHER) {
        let request = GetUsersInfoReq {
            user_ids: some.to_vec(),
        };
        let token = account.tokens().0.map(|tokens| tokens.im).unwrap_or_default();
        let told = match account.rest().call(Part::Api, &token, &request).await {
            Ok(told) => told.users_info,
            // Messages show without profiles too.
            Err(CallError::Wire(code)) if !code.is_token() => {
                tracing::info!(%code, "Profiles are not told");
                continue;
            }
            Err(error) => return Err(error).context("Fetch profiles"),
        };
        let now = account.world.clock.now_ms().max(1);
        if let Some(own) = told.iter().find(|info| info.user_id == account.user_id) {
            account
                .change_owner(|owner| {
                    owner.nickname.clone_from(&own.nickname);
                    owner.face_url.clone_from(&own.face_url);
                    owner.status = profile::status(&own.ex);
                })
                .await?;
        }
        keep(account, told.into_iter().map(|info| told_by(info, now)).collect()).await?;
    }
    Ok(())
}

/// Somebody as a whole profile shows him.
pub(crate) fn told_by(info: UserInfo, now: i64) -> User {
    User {
        about: Some(profile::about(&info)),
        id: info.user_id,
        account: String::new(),
        nickname: info.nickname,
        face_url: info.face_url,
        fetched: now,
        relation: Relation::default(),
    }
}

/// Writes profiles and tells those that changed.
pub(crate) async fn keep(account: &Account, people: Vec<User>) -> anyhow::Result<()> {
    account
        .change(move |db, changes| {
            for user in &people {
                let before = users::get(db, &user.id)?.unwrap_or_else(|| users::nobody(&user.id));
                if users::put(db, user)? {
                    changes.user(db, &user.id)?;
                    let shown = before.nickname == user.nickname && before.face_url == user.face_url;
                    // Whether an account is gone decides by which name its messages go.
                    if !shown || user.about.as_ref().is_some_and(|about| about.deleted) {
                        told::renamed(db, changes, &before, &user.nickname)?;
                    }
                }
            }
            Ok(())
        })
        .await
        .context("Write profiles")
}
