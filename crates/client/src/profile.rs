//! What one says of oneself: a nickname, and what one is doing in a few words. OpenIM has no place for the second, so it
//! stands in the profile's `ex`, where every client may read it. Everything that others put there is taken with care.

use anyhow::Context as _;
use protocol::Code as Wire;
use protocol::pb::UserInfo;
use protocol::rest::account::UpdateUserReq;
use protocol::rest::user::{GetUsersInfoReq, UpdateUserInfoExReq, UserInfoUpdate};

use crate::account::Account;
use crate::calls::{CallError, Part};
use crate::error::{Code, Problem};
use crate::requests::Profile;
use crate::store::users::About;
use crate::sync::profiles;
use crate::text::{is_blank, line};
use crate::view::ServerKind;
use crate::{ex, session};

const STATUS: &str = "status";
const DELETED: &str = "deleted";

/// The longest status, in characters.
const LONGEST: usize = 100;
const LONGEST_NICKNAME: usize = 64;

/// What an OpenIM server calls a robot.
const ROBOT: i32 = 4;

pub(crate) fn about(info: &UserInfo) -> About {
    About {
        status: status(&info.ex),
        robot: info.app_manger_level == ROBOT,
        deleted: ex::get(&info.ex, DELETED).is_some_and(|value| value == true),
    }
}

/// What the owner of this `ex` is doing, on one line and no longer than it may be.
pub(crate) fn status(ex: &str) -> String {
    let told = ex::get(ex, STATUS);
    let status = line(told.as_ref().and_then(|value| value.as_str()).unwrap_or_default());
    if is_blank(&status) {
        return String::new();
    }
    status.chars().take(LONGEST).collect()
}

/// Changes the own profile, of which only what differs is said: two devices may be at it.
pub(crate) async fn update(account: &Account, wanted: &Profile) -> anyhow::Result<()> {
    let nickname = line(&wanted.nickname);
    if is_blank(&nickname) || nickname.chars().count() > LONGEST_NICKNAME {
        return Err(Problem::from(Code::BadNickname).into());
    }
    let mut wished = line(&wanted.status);
    if is_blank(&wished) {
        wished.clear();
    }
    if wished.chars().count() > LONGEST {
        return Err(Problem::from(Code::BadStatus).into());
    }
    let (tokens, _) = session::tokens(account).await.map_err(Problem::from)?;
    let tokens = tokens.ok_or(Problem::from(Code::NotSignedIn))?;
    let (rest, me) = (account.rest(), account.user_id.clone());
    let request = GetUsersInfoReq {
        user_ids: vec![me.clone()],
    };
    let told = rest.call(Part::Api, &tokens.im, &request).await;
    let told = told.context("Ask for the own profile")?.users_info;
    let own = told.into_iter().find(|info| info.user_id == me);
    let own = own.ok_or(Problem::from(Code::UserNotFound))?;
    let ex = if status(&own.ex) == wished {
        None
    } else {
        let value = (!wished.is_empty()).then(|| wished.into());
        Some(ex::set(&own.ex, STATUS, value).ok_or(Problem::from(Code::NoPermission))?)
    };
    let renamed = (own.nickname != nickname).then(|| nickname.clone());
    if renamed.is_some() || ex.is_some() {
        let request = UpdateUserInfoExReq {
            user_info: UserInfoUpdate {
                user_id: me.clone(),
                nickname: renamed,
                ex,
                ..UserInfoUpdate::default()
            },
        };
        let done = rest.call(Part::Api, &tokens.im, &request).await;
        done.map_err(refused).context("Change the own profile")?;
    }
    // OpenIM's account server has a copy of the nickname; Selkie's has not.
    if account.owner().server_kind == ServerKind::OpenIm && !tokens.chat.is_empty() {
        let request = UpdateUserReq {
            user_id: me.clone(),
            nickname: Some(nickname),
            ..UpdateUserReq::default()
        };
        let done = rest.call(Part::Chat, &tokens.chat, &request).await;
        done.map_err(refused).context("Change the own account's nickname")?;
    }
    profiles::fetch(account, vec![me]).await
}

/// The lengths were looked at here; what is left to refuse is the nickname.
fn refused(error: CallError) -> anyhow::Error {
    match error {
        CallError::Wire(Wire::ARGS) => Problem::from(Code::BadNickname).into(),
        error => error.into(),
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use super::*;

    fn ex(status: &str) -> String {
        ex::set("", STATUS, Some(status.into())).unwrap()
    }

    #[test]
    fn a_status_of_others_is_one_line_of_a_hundred_characters() {
        assert_eq!(status(&ex("at lunch")), "at lunch");
        assert_eq!(status(&ex("at\n\u{202e}lunch\u{7}")), "at lunch");
        assert_eq!(status(&ex(&"忙".repeat(5_000))), "忙".repeat(100));
        assert_eq!(status(&ex("\u{200b}\u{2066}")), "");
    }

    #[test]
    fn whatever_else_stands_there_says_nothing() {
        for ex in [
            "",
            "words",
            "[]",
            r#"{"selkie":7}"#,
            r#"{"selkie":{"status":{"a":1}}}"#,
            "\u{0}",
        ] {
            assert_eq!(status(ex), "", "{ex}");
            let info = UserInfo {
                ex: ex.to_owned(),
                ..UserInfo::default()
            };
            assert_eq!(about(&info), About::default());
        }
    }
}
