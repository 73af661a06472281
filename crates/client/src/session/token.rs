//! Tokens that an App Server issued: signing in with one, and getting the next.

use std::time::Duration;

use anyhow::Context as _;
use protocol::rest::auth::ParseTokenReq;
use protocol::rest::user::GetUsersInfoReq;
use serde::Deserialize;
use url::Url;

use super::Admitted;
use super::credentials::{Tokens, replace};
use crate::account::Account;
use crate::address::is_loopback_url;
use crate::calls::{CallError, Part, Rest};
use crate::error::{Code, Problem, Result};
use crate::network::{Answer, LONGEST, Method, Post};
use crate::requests::TokenSignIn;
use crate::server;
use crate::world::World;

const PATIENCE: Duration = Duration::from_secs(10);

/// How the renewal of a token ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Renewal {
    Done,
    /// The App Server could not be asked; it may be later.
    Later(Code),
    /// Only the person can help.
    Impossible,
}

/// What an App Server answers, in its own words or wrapped like an answer of OpenIM.
#[derive(Deserialize)]
struct Renewed {
    #[serde(default)]
    token: String,
    data: Option<Inner>,
}

#[derive(Deserialize)]
struct Inner {
    #[serde(default)]
    token: String,
}

pub(crate) async fn sign_in_with_token(world: &World, request: &TokenSignIn) -> Result<Admitted> {
    if let Some(url) = request.renew_url.as_deref().filter(|url| !url.is_empty()) {
        check_renew_url(url)?;
    }
    let found = server::trusted(world, &request.address, request.fingerprint.as_deref()).await?;
    let user_id = owner_of(&found.rest, &request.token, request.user_id.trim()).await?;
    let tokens = Tokens {
        im: request.token.clone(),
        chat: String::new(),
    };
    let mut admitted = Admitted::new(&found, user_id, String::new(), tokens);
    admitted.owner.renew_url = request.renew_url.clone().unwrap_or_default();
    Ok(admitted.introduce(&found).await)
}

/// Whose token it is, as the wire calls him. He must be the one that was named, under whichever of his names.
async fn owner_of(rest: &Rest, token: &str, named: &str) -> Result<String> {
    let problem = |error: CallError| match Code::from(&error) {
        Code::BadRequest => Problem::from(Code::TokenInvalid),
        code => code.into(),
    };
    let parsed = rest
        .call(
            Part::Api,
            "",
            &ParseTokenReq {
                token: token.to_owned(),
            },
        )
        .await
        .map_err(problem)?;
    if parsed.user_id == named {
        return Ok(parsed.user_id);
    }
    // An App Server may call him otherwise than the wire does.
    let request = GetUsersInfoReq {
        user_ids: vec![named.to_owned()],
    };
    let told = rest.call(Part::Api, token, &request).await.map_err(problem)?;
    if told.users_info.iter().any(|info| info.user_id == parsed.user_id) {
        Ok(parsed.user_id)
    } else {
        Err(Code::WrongUser.into())
    }
}

/// The person, or somebody on his behalf, has another token.
pub(crate) async fn renew_token(account: &Account, token: &str) -> anyhow::Result<()> {
    let user = owner_of(&account.rest(), token, &account.user_id).await?;
    if user != account.user_id {
        return Err(Problem::from(Code::WrongUser).into());
    }
    // A keychain that is gone keeps nobody from a new token.
    let known = super::tokens(account).await.ok().and_then(|(tokens, _)| tokens);
    let chat = known.map(|tokens| tokens.chat).unwrap_or_default();
    replace(
        account,
        Tokens {
            im: token.to_owned(),
            chat,
        },
    )
    .await
    .context("Keep a renewed token")
}

/// Asks the App Server for the next token, where the account has one that renews. `again`: the last renewed token was
/// refused at once, and another would be too.
pub(crate) async fn renew(account: &Account, code: Code, again: bool) -> Renewal {
    let owner = account.owner();
    let kicked = matches!(code, Code::Kicked | Code::NotSignedIn);
    let Some((tokens, false)) = account.tokens().0.map(|tokens| (tokens, owner.renew_url.is_empty())) else {
        return Renewal::Impossible;
    };
    if kicked || again {
        return Renewal::Impossible;
    }
    let body = serde_json::json!({ "userID": owner.user_id, "token": tokens.im })
        .to_string()
        .into_bytes();
    let post = Post {
        url: owner.renew_url,
        method: Method::Post,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body,
        timeout: PATIENCE,
        pin: None,
        longest: LONGEST,
        anywhere: true,
    };
    let token = match account.world.network.post(post).await {
        Ok(Answer {
            status: 200..=299,
            body,
            ..
        }) => match serde_json::from_slice::<Renewed>(&body) {
            Ok(renewed) if !renewed.token.is_empty() => renewed.token,
            Ok(Renewed { data: Some(data), .. }) if !data.token.is_empty() => data.token,
            _ => return Renewal::Impossible,
        },
        Ok(Answer { status: 500..=599, .. }) => return Renewal::Later(code),
        Ok(_) => return Renewal::Impossible,
        Err(error) => return Renewal::Later(Code::from(&error)),
    };
    match replace(account, Tokens { im: token, ..tokens }).await {
        Ok(()) => Renewal::Done,
        Err(error) => {
            tracing::warn!(
                error = format!("{error:#}"),
                "A renewed token is used but could not be kept"
            );
            Renewal::Done
        }
    }
}

/// A token travels there: in the clear it may not leave this computer.
fn check_renew_url(url: &str) -> Result<()> {
    match Url::parse(url) {
        Ok(parsed) if parsed.scheme() == "https" => Ok(()),
        Ok(parsed) if parsed.scheme() == "http" && is_loopback_url(url) => Ok(()),
        Ok(parsed) if parsed.scheme() == "http" => Err(Code::InsecureAddress.into()),
        _ => Err(Code::BadAddress.into()),
    }
}
