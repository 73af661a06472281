//! Codes that a server sends to a mail address or a telephone: asking for one, signing in by one, and the addresses of one's
//! own account. Registering and a forgotten password stand with the passwords.

use anyhow::Context as _;
use protocol::Code as Wire;
use protocol::rest::account::{FindUserFullReq, LoginReq, SendCodeReq, used_for};
use protocol::rest::ext::{ContactsReq, ProveContactReq, RemoveContactReq};

use super::Admitted;
use super::contact::Named;
use super::credentials::Tokens;
use super::own::{ask, must_offer, unproven};
use super::password::hashed;
use crate::account::Account;
use crate::calls::{CallError, Part, Rest};
use crate::error::{Code, Problem, Result};
use crate::requests::{CodeRequest, CodeSent, CodeSignIn, CodeTo, CodeUse};
use crate::server::{self, Found};
use crate::view::{ContactsView, ServerKind};
use crate::world::World;

/// What an answer means where a code that was sent is shown.
pub(super) fn refused(code: Wire) -> Option<Code> {
    match code {
        Wire::CODE_MISMATCH => Some(Code::WrongCode),
        Wire::CODE_EXPIRED | Wire::CODE_USED => Some(Code::CodeExpired),
        Wire::CODE_MAX_COUNT => Some(Code::CodeVoid),
        Wire::PHONE_REGISTERED | Wire::EMAIL_REGISTERED => Some(Code::ContactTaken),
        _ => None,
    }
}

fn problem(error: &CallError) -> Problem {
    match error {
        CallError::Wire(code) => refused(*code).unwrap_or_else(|| error.into()).into(),
        _ => Code::from(error).into(),
    }
}

pub(crate) async fn send_code(world: &World, request: &CodeRequest) -> Result<CodeSent> {
    let call = SendCodeReq {
        used_for: match request.purpose {
            CodeUse::Register => used_for::REGISTER,
            CodeUse::SignIn => used_for::LOGIN,
            CodeUse::Reset => used_for::RESET_PASSWORD,
        },
        invitation_code: request.invitation.clone().unwrap_or_default(),
        platform: world.platform,
        ..sending(&request.to, request.language.as_deref())?
    };
    let found = server::trusted(world, &request.address, request.fingerprint.as_deref()).await?;
    send(&found.rest, "", &call).await.map_err(|error| match error {
        CallError::Wire(Wire::FORBIDDEN | Wire::NO_PERMISSION) => Code::CodesNotOffered.into(),
        CallError::Wire(Wire::ARGS) => Code::BadContact.into(),
        // OpenIM says this where Selkie says nothing.
        CallError::Wire(Wire::ACCOUNT_NOT_FOUND) => Code::AccountNotFound.into(),
        error => problem(&error),
    })
}

fn sending(to: &CodeTo, language: Option<&str>) -> Result<SendCodeReq> {
    let named = Named::try_from(to)?;
    Ok(SendCodeReq {
        area_code: named.area_code,
        phone_number: named.number,
        email: named.email,
        language: language.unwrap_or_default().to_owned(),
        ..SendCodeReq::default()
    })
}

async fn send(rest: &Rest, token: &str, call: &SendCodeReq) -> std::result::Result<CodeSent, CallError> {
    let asked = rest.send_code(token, call).await?;
    let (Ok(wait_seconds) | Err(wait_seconds)) = asked;
    Ok(CodeSent {
        sent: asked.is_ok(),
        wait_seconds,
    })
}

pub(crate) async fn sign_in_with_code(world: &World, request: &CodeSignIn) -> Result<Admitted> {
    let named = Named::try_from(&request.to)?;
    let call = LoginReq {
        area_code: named.area_code.clone(),
        phone_number: named.number.clone(),
        email: named.email.clone(),
        verify_code: request.code.trim().to_owned(),
        platform: world.platform,
        ..LoginReq::default()
    };
    let found = server::trusted(world, &request.address, request.fingerprint.as_deref()).await?;
    let answer = found.rest.call(Part::Chat, "", &call).await;
    let answer = answer.map_err(|error| match error {
        CallError::Wire(Wire::FORBIDDEN) if sends_none(&found, &request.to) => Code::CodesNotOffered.into(),
        CallError::Wire(Wire::FORBIDDEN) => Code::AccountDisabled.into(),
        CallError::Wire(Wire::ARGS) => Code::WrongCode.into(),
        error => problem(&error),
    })?;
    let tokens = Tokens {
        im: answer.im_token,
        chat: answer.chat_token,
    };
    let account = called(&found, &answer.user_id, &tokens, &named).await;
    let admitted = Admitted::new(&found, answer.user_id, account, tokens);
    Ok(admitted.introduce(&found).await)
}

/// Whether the server says of itself that no code goes there.
pub(super) fn sends_none(found: &Found, to: &CodeTo) -> bool {
    let codes = found.view().codes;
    found.kind == ServerKind::Selkie
        && !match to {
            CodeTo::Email { .. } => codes.email,
            CodeTo::Phone { .. } => codes.phone,
        }
}

/// The account's name; where it has none, or it cannot be asked for, what the person named it by: it opens it too.
pub(super) async fn called(found: &Found, user_id: &str, tokens: &Tokens, named: &Named) -> String {
    let request = FindUserFullReq {
        user_ids: vec![user_id.to_owned()],
    };
    let told = found.rest.call(Part::Chat, &tokens.chat, &request).await;
    let own = told.ok().and_then(|told| told.users.into_iter().next());
    let told = own.map(|own| own.account).unwrap_or_default();
    let words = [told, named.account.clone(), named.email.clone()];
    let number = || format!("{} {}", named.area_code, named.number);
    words.into_iter().find(|words| !words.is_empty()).unwrap_or_else(number)
}

/// The addresses that the account has proven.
pub(crate) async fn contacts(account: &Account) -> anyhow::Result<ContactsView> {
    must_offer(account, |offers| offers.codes.email || offers.codes.phone)?;
    let told = ask(account, Part::Chat, &ContactsReq {}).await;
    let told = told.context("Ask for the proven addresses")?;
    Ok(ContactsView {
        email: told.email,
        phone: format!("{} {}", told.area_code, told.phone_number).trim().to_owned(),
    })
}

/// Has a code sent to an address that is to be the account's.
pub(crate) async fn send_proof(account: &Account, to: &CodeTo, language: &str) -> anyhow::Result<CodeSent> {
    must_offer_to(account, to)?;
    let (tokens, _) = super::tokens(account).await.map_err(Problem::from)?;
    let chat = tokens.map(|tokens| tokens.chat).unwrap_or_default();
    let call = SendCodeReq {
        used_for: used_for::PROVE,
        platform: account.world.platform,
        ..sending(to, Some(language))?
    };
    let sent = send(&account.rest(), &chat, &call).await;
    sent.map_err(|error| match error {
        CallError::Wire(Wire::FORBIDDEN) => Problem::from(Code::CodesNotOffered).into(),
        CallError::Wire(Wire::ARGS) => Problem::from(Code::BadContact).into(),
        error => anyhow::Error::from(error).context("Have a code sent to an own address"),
    })
}

pub(crate) async fn prove_contact(account: &Account, to: &CodeTo, code: &str, password: &str) -> anyhow::Result<()> {
    must_offer_to(account, to)?;
    let named = Named::try_from(to)?;
    let call = ProveContactReq {
        email: named.email,
        area_code: named.area_code,
        phone_number: named.number,
        verify_code: code.trim().to_owned(),
        password: hashed(password),
    };
    let proven = ask(account, Part::Chat, &call).await.map_err(shown);
    proven.context("Prove an address")?;
    Ok(())
}

pub(crate) async fn remove_contact(account: &Account, phone: bool, password: &str) -> anyhow::Result<()> {
    must_offer(account, |offers| offers.codes.email || offers.codes.phone)?;
    let call = RemoveContactReq {
        phone,
        password: hashed(password),
    };
    let removed = ask(account, Part::Chat, &call).await.map_err(unproven);
    removed.context("Remove an address")?;
    Ok(())
}

fn must_offer_to(account: &Account, to: &CodeTo) -> Result<()> {
    let codes = account.owner().offers().codes;
    let offered = match to {
        CodeTo::Email { .. } => codes.email,
        CodeTo::Phone { .. } => codes.phone,
    };
    if offered {
        Ok(())
    } else {
        Err(Code::CodesNotOffered.into())
    }
}

fn shown(error: anyhow::Error) -> anyhow::Error {
    match error.downcast_ref::<CallError>() {
        Some(CallError::Wire(code)) => match refused(*code) {
            Some(code) => Problem::from(code).into(),
            None => unproven(error),
        },
        _ => error,
    }
}
