//! What people say of themselves beyond what lists show: their picture, gender and birthday, an ID of their own. Whatever
//! others say is taken with care, and what a server has no place for is said to be untold. Nothing of it is kept here.

mod day;
mod together;

use anyhow::Context as _;
use protocol::Code as Wire;
use protocol::rest::account::{FindUserFullReq, UpdateUserReq};
use protocol::rest::ext::{ProfileReq, SetPersonalIdReq, is_personal_id};
use protocol::rest::user::{UpdateUserInfoExReq, UserInfoUpdate};

use crate::account::Account;
use crate::address::Address;
use crate::calls::{CallError, Part};
use crate::error::{Code, Problem};
use crate::event::ServerLink;
use crate::people;
use crate::requests::About;
use crate::session;
use crate::sync::profiles;
use crate::text::line;
use crate::view::{Gender, ProfileView, ServerKind};

const MALE: i32 = 1;
const FEMALE: i32 = 2;

/// Somebody as he is looked at. Without a connection, or where the server does not tell, it is what stands in lists.
pub(crate) async fn profile(account: &Account, user_id: &str) -> anyhow::Result<ProfileView> {
    let told = match tell(account, user_id).await {
        Ok(told) => told,
        Err(CallError::Network(_) | CallError::Wire(Wire::USER_NOT_FOUND | Wire::NO_PERMISSION)) => None,
        Err(error) => return Err(error).context("Ask for a profile"),
    };
    let user = people::get(account, user_id).await?;
    let together = together::with(account, user_id).await?;
    let (said, personal_id, gender, birth) = match told {
        Some(told) => (true, told.0, told.1, told.2),
        None => (false, String::new(), 0, 0),
    };
    Ok(ProfileView {
        user,
        told: said,
        personal_id: line(&personal_id).chars().take(20).collect(),
        gender: match gender {
            MALE => Gender::Male,
            FEMALE => Gender::Female,
            _ => Gender::Unsaid,
        },
        birthday: day::written(birth),
        common: together.groups,
        apart: together.apart,
    })
}

/// The personal ID, the gender and the birthday, if this server tells such to this account.
async fn tell(account: &Account, user_id: &str) -> Result<Option<(String, i32, i64)>, CallError> {
    let tokens = session::tokens(account).await.ok().and_then(|(tokens, _)| tokens);
    let owner = account.owner();
    let Some(chat) = tokens.map(|tokens| tokens.chat).filter(|chat| !chat.is_empty()) else {
        return Ok(None);
    };
    let rest = account.rest();
    if owner.offers().personal_id {
        let request = ProfileReq {
            user_id: user_id.to_owned(),
        };
        let told = rest.call(Part::Chat, &chat, &request).await?;
        return Ok(Some((told.personal_id, told.gender, told.birth)));
    }
    let request = FindUserFullReq {
        user_ids: vec![user_id.to_owned()],
    };
    let found = rest.call(Part::Chat, &chat, &request).await?.users;
    let found = found.into_iter().find(|user| user.user_id == user_id);
    Ok(found.map(|user| (String::new(), user.gender, user.birth)))
}

/// Says of oneself what others may see.
pub(crate) async fn say(account: &Account, about: &About) -> anyhow::Result<()> {
    session::must_offer(account, |offers| offers.about)?;
    let birth = day::read(&about.birthday, account.world.clock.now_ms()).ok_or(Problem::from(Code::BadBirthday))?;
    let request = UpdateUserReq {
        user_id: account.user_id.clone(),
        gender: Some(match about.gender {
            Gender::Unsaid => 0,
            Gender::Male => MALE,
            Gender::Female => FEMALE,
        }),
        birth: Some(birth),
        ..UpdateUserReq::default()
    };
    session::ask(account, Part::Chat, &request)
        .await
        .context("Change what one says of oneself")?;
    Ok(())
}

/// Chooses the ID by which one is found and signs in, once.
pub(crate) async fn set_personal_id(account: &Account, personal_id: &str) -> anyhow::Result<()> {
    session::must_offer(account, |offers| offers.personal_id)?;
    if !is_personal_id(personal_id) {
        return Err(Problem::from(Code::BadPersonalId).into());
    }
    let request = SetPersonalIdReq {
        personal_id: personal_id.to_owned(),
    };
    let asked = session::ask(account, Part::Chat, &request).await;
    asked.map(|_| ()).map_err(|error| {
        let code = match error.downcast_ref() {
            Some(CallError::Wire(Wire::ACCOUNT_REGISTERED)) => Code::PersonalIdTaken,
            Some(CallError::Wire(Wire::DUPLICATE_KEY)) => Code::PersonalIdChosen,
            Some(CallError::Wire(Wire::ARGS)) => Code::BadPersonalId,
            _ => return error.context("Choose a personal ID"),
        };
        Problem::from(code).into()
    })
}

/// Shows everybody the picture at this address from now on; empty: none.
pub(crate) async fn set_face(account: &Account, url: &str) -> anyhow::Result<()> {
    let (tokens, _) = session::tokens(account).await.map_err(Problem::from)?;
    let tokens = tokens.ok_or(Problem::from(Code::NotSignedIn))?;
    let (rest, me) = (account.rest(), account.user_id.clone());
    let request = UpdateUserInfoExReq {
        user_info: UserInfoUpdate {
            user_id: me.clone(),
            face_url: Some(url.to_owned()),
            ..UserInfoUpdate::default()
        },
    };
    rest.call(Part::Api, &tokens.im, &request)
        .await
        .context("Change the own picture")?;
    // OpenIM's account server has a copy; Selkie's has not.
    if account.owner().server_kind == ServerKind::OpenIm && !tokens.chat.is_empty() {
        let request = UpdateUserReq {
            user_id: me.clone(),
            face_url: Some(url.to_owned()),
            ..UpdateUserReq::default()
        };
        rest.call(Part::Chat, &tokens.chat, &request)
            .await
            .context("Change the own account's picture")?;
    }
    profiles::fetch(account, vec![me]).await
}

/// What others need to find the account's server.
pub(crate) fn link(account: &Account) -> ServerLink {
    let owner = account.owner();
    ServerLink {
        addresses: places(&owner.address),
        fingerprint: owner.fingerprint,
        server_id: owner.server_id,
    }
}

/// Whether the account is on the server that a link names. Where both know the server's own name, that decides.
pub(crate) fn is_on(account: &Account, server: &ServerLink) -> bool {
    let owner = account.owner();
    if owner.server_id.is_empty() || server.server_id.is_empty() {
        let own = places(&owner.address);
        return server
            .addresses
            .iter()
            .flat_map(|address| places(address))
            .any(|one| own.contains(&one));
    }
    owner.server_id == server.server_id
}

/// The single places of an address, as they are kept.
fn places(address: &str) -> Vec<String> {
    let parsed = Address::parse(address).ok();
    let all = parsed.iter().flat_map(Address::places).cloned();
    all.map(|place| Address::of(place).to_string()).collect()
}
