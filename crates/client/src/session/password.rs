//! Accounts with a password: registering, signing in, a forgotten and a changed password. What is sent is the MD5 of the
//! password in lower-case hex, as OpenIM's apps do, so that the same account works with theirs.

use anyhow::Context as _;
use md5::{Digest as _, Md5};
use protocol::Code as Wire;
use protocol::rest::Call;
use protocol::rest::account::{
    ChangePasswordReq, LoginReq, LoginResp, NewAccount as NewUser, RegisterReq, ResetPasswordReq,
};
use serde::{Deserialize, Serialize};

use super::contact::Named;
use super::credentials::{Tokens, replace};
use super::{Admitted, codes};
use crate::account::Account;
use crate::calls::{CallError, Part, Rest};
use crate::error::{Code, Problem, Result};
use crate::failure::of_wire;
use crate::requests::{NewAccount, PasswordReset, SignIn};
use crate::server::{self, Found};
use crate::text::is_blank;
use crate::view::{Registration, ServerKind};
use crate::world::World;

/// The account server's answer to a changed password. A Selkie server hands out the tokens that are good from then on.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Change(ChangePasswordReq);

impl Call for Change {
    const PATH: &'static str = ChangePasswordReq::PATH;
    type Answer = LoginResp;
}

pub(super) fn hashed(password: &str) -> String {
    protocol::ids::hex(&Md5::digest(password.as_bytes()))
}

/// Only this side sees how long a password is.
fn check_password(password: &str) -> Result<()> {
    if (8..=128).contains(&password.chars().count()) {
        Ok(())
    } else {
        Err(Code::BadPassword.into())
    }
}

fn check_account(account: &str) -> Result<()> {
    let begins = account.starts_with(|first: char| first.is_ascii_alphabetic());
    let fits = (3..=32).contains(&account.len());
    let kinds = account
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'));
    if begins && fits && kinds {
        Ok(())
    } else {
        Err(Code::BadAccountName.into())
    }
}

fn check_nickname(nickname: &str) -> Result<()> {
    if !is_blank(nickname) && nickname.chars().count() <= 64 {
        Ok(())
    } else {
        Err(Code::BadNickname.into())
    }
}

fn problem(error: &CallError) -> Problem {
    Code::from(error).into()
}

/// Makes an account; the recovery code is the server's, to be shown once.
pub(crate) async fn register(world: &World, request: &NewAccount) -> Result<(Admitted, Option<String>)> {
    check_account(&request.account)?;
    check_password(&request.password)?;
    check_nickname(&request.nickname)?;
    let to = request.to.as_ref();
    let named = to.map(Named::try_from).transpose()?.unwrap_or_default();
    let found = server::trusted(world, &request.address, request.fingerprint.as_deref()).await?;
    let invitation = request.invitation.clone().unwrap_or_default();
    let call = RegisterReq {
        invitation_code: invitation.clone(),
        verify_code: request.code.as_deref().unwrap_or_default().trim().to_owned(),
        platform: world.platform,
        auto_login: true,
        user: NewUser {
            nickname: request.nickname.clone(),
            account: request.account.clone(),
            password: hashed(&request.password),
            area_code: named.area_code,
            phone_number: named.number,
            email: named.email,
            ..NewUser::default()
        },
        language: request.language.clone().unwrap_or_default(),
        time_zone: request.time_zone.clone().unwrap_or_default(),
        ..RegisterReq::default()
    };
    let answer = found
        .rest
        .call(Part::Chat, "", &call)
        .await
        .map_err(|error| match error {
            CallError::Wire(Wire::FORBIDDEN | Wire::NO_PERMISSION) => match found.view().registration {
                Registration::Invite => Code::InvitationNeeded.into(),
                _ => Code::RegistrationClosed.into(),
            },
            // A plain OpenIM refuses so whoever shows no code; a Selkie server says beforehand that it will.
            CallError::Wire(Wire::ARGS) if to.is_none() && wants_code(&found) => Code::CodeNeeded.into(),
            // The names were looked at here, by the same rules; what is left is the nickname.
            CallError::Wire(Wire::ARGS) => Code::BadNickname.into(),
            CallError::Wire(code) if to.is_some() => codes::refused(code).unwrap_or_else(|| of_wire(code)).into(),
            error => problem(&error),
        })?;
    let tokens = Tokens {
        im: answer.im_token,
        chat: answer.chat_token,
    };
    let mut admitted = Admitted::new(&found, answer.user_id, request.account.clone(), tokens);
    admitted.owner.nickname.clone_from(&request.nickname);
    Ok((admitted, Some(answer.recovery_code).filter(|code| !code.is_empty())))
}

fn wants_code(found: &Found) -> bool {
    found.kind == ServerKind::OpenIm || found.view().codes.required
}

pub(crate) async fn sign_in(world: &World, request: &SignIn) -> Result<Admitted> {
    let found = server::trusted(world, &request.address, request.fingerprint.as_deref()).await?;
    let answer = log_in(&found.rest, world.platform, &request.account, &request.password).await?;
    let tokens = Tokens {
        im: answer.im_token,
        chat: answer.chat_token,
    };
    let named = Named::of(&request.account);
    let account = if named.account.is_empty() {
        codes::called(&found, &answer.user_id, &tokens, &named).await
    } else {
        named.account
    };
    let admitted = Admitted::new(&found, answer.user_id, account, tokens);
    Ok(admitted.introduce(&found).await)
}

async fn log_in(rest: &Rest, platform: i32, account: &str, password: &str) -> Result<LoginResp> {
    let named = Named::of(account);
    let call = LoginReq {
        account: named.account,
        email: named.email,
        area_code: named.area_code,
        phone_number: named.number,
        password: hashed(password),
        platform,
        ..LoginReq::default()
    };
    rest.call(Part::Chat, "", &call).await.map_err(|error| match error {
        CallError::Wire(Wire::FORBIDDEN) => Code::AccountDisabled.into(),
        // A name or password of no allowed form is no name or password of anybody.
        CallError::Wire(Wire::ARGS) => Code::WrongPassword.into(),
        error => problem(&error),
    })
}

/// Sets a new password with the recovery code, of which the next comes back, or with a code that was sent.
pub(crate) async fn reset_password(world: &World, request: &PasswordReset) -> Result<String> {
    check_password(&request.new_password)?;
    let (named, code) = match &request.to {
        Some(to) => (Named::try_from(to)?, request.code.clone().unwrap_or_default()),
        None => (Named::of(&request.account), request.recovery_code.clone()),
    };
    let found = server::trusted(world, &request.address, request.fingerprint.as_deref()).await?;
    let call = ResetPasswordReq {
        account: named.account,
        area_code: named.area_code,
        phone_number: named.number,
        email: named.email,
        verify_code: code.trim().to_owned(),
        password: hashed(&request.new_password),
    };
    let answer = found
        .rest
        .call(Part::Chat, "", &call)
        .await
        .map_err(|error| match (error, &request.to) {
            (CallError::Wire(Wire::FORBIDDEN), Some(to)) if codes::sends_none(&found, to) => {
                Code::CodesNotOffered.into()
            }
            (CallError::Wire(Wire::FORBIDDEN), _) => Code::AccountDisabled.into(),
            (CallError::Wire(Wire::ARGS), Some(_)) => Code::WrongCode.into(),
            (CallError::Wire(Wire::ARGS), None) => Code::WrongRecoveryCode.into(),
            (CallError::Wire(code), Some(_)) => codes::refused(code).unwrap_or_else(|| of_wire(code)).into(),
            (error, _) => problem(&error),
        })?;
    Ok(answer.recovery_code)
}

/// Changes the password and goes on with the tokens that are good from then on; the old ones are not.
pub(crate) async fn change_password(account: &Account, current: &str, new: &str) -> anyhow::Result<()> {
    check_password(new)?;
    // The kick that this brings belongs to the old tokens: the link waits here before it believes it.
    let _exchange = account.exchange.lock().await;
    let (tokens, _) = super::tokens(account).await.map_err(Problem::from)?;
    let chat = tokens
        .filter(|tokens| !tokens.chat.is_empty())
        .ok_or(Problem::from(Code::NoPermission))?
        .chat;
    let owner = account.owner();
    let rest = account.rest();
    let call = Change(ChangePasswordReq {
        user_id: account.user_id.clone(),
        current_password: hashed(current),
        new_password: hashed(new),
    });
    let mut answer = rest.call(Part::Chat, &chat, &call).await.map_err(|error| match error {
        CallError::Wire(code) if of_wire(code) == Code::WrongPassword => Problem::from(Code::WrongPassword),
        error => problem(&error),
    })?;
    if answer.im_token.is_empty() {
        answer = log_in(&rest, account.world.platform, &owner.account, new).await?;
    }
    let tokens = Tokens {
        im: answer.im_token,
        chat: answer.chat_token,
    };
    replace(account, tokens)
        .await
        .context("Keep the tokens of a changed password")
}
