//! One's own account on a Selkie server: the devices it is signed in on, another recovery code, and its end.

use anyhow::Context as _;
use protocol::rest::Call;
use protocol::rest::ext::{DeleteAccountReq, DevicesReq, EndDeviceReq, RenewRecoveryReq};

use super::password::hashed;
use crate::account::Account;
use crate::calls::{CallError, Part};
use crate::error::{Code, Problem};
use crate::view::{DeviceView, Offers};

/// Refuses what this server does not offer, without asking it.
pub(crate) fn must_offer(account: &Account, offered: impl Fn(&Offers) -> bool) -> Result<(), Problem> {
    if offered(&account.owner().offers()) {
        Ok(())
    } else {
        Err(Code::NoPermission.into())
    }
}

pub(crate) async fn ask<C: Call + Sync>(account: &Account, part: Part, request: &C) -> anyhow::Result<C::Answer> {
    let (tokens, _) = super::tokens(account).await.map_err(Problem::from)?;
    let tokens = tokens.ok_or(Problem::from(Code::NotSignedIn))?;
    let token = match part {
        Part::Api => &tokens.im,
        Part::Chat => &tokens.chat,
    };
    if token.is_empty() {
        return Err(Problem::from(Code::NoPermission).into());
    }
    Ok(account.rest().call(part, token, request).await?)
}

/// Oldest first.
pub(crate) async fn devices(account: &Account) -> anyhow::Result<Vec<DeviceView>> {
    must_offer(account, |offers| offers.devices)?;
    let told = ask(account, Part::Api, &DevicesReq {})
        .await
        .context("Ask for the devices")?;
    let devices = told.devices.into_iter().map(|device| DeviceView {
        id: device.id,
        platform: device.platform_id,
        this: device.this,
        online: device.online,
        since: device.since,
    });
    Ok(devices.collect())
}

/// Ends one of the person's devices; empty: this one. Whether it was this one.
pub(crate) async fn end_device(account: &Account, device: &str) -> anyhow::Result<bool> {
    must_offer(account, |offers| offers.devices)?;
    // If it is this device, the kick that comes is no news.
    let _exchange = account.exchange.lock().await;
    let request = EndDeviceReq { id: device.to_owned() };
    let ended = ask(account, Part::Api, &request).await.context("Sign a device out")?;
    Ok(ended.this)
}

pub(crate) async fn renew_recovery_code(account: &Account, password: &str) -> anyhow::Result<String> {
    must_offer(account, |offers| offers.recovery_code)?;
    let request = RenewRecoveryReq {
        password: hashed(password),
    };
    let renewed = ask(account, Part::Chat, &request).await.map_err(unproven);
    Ok(renewed.context("Renew the recovery code")?.recovery_code)
}

/// Deletes the account on its server. What is here is for the caller to remove.
pub(crate) async fn delete(account: &Account, password: &str) -> anyhow::Result<()> {
    must_offer(account, |offers| offers.deletion)?;
    let _exchange = account.exchange.lock().await;
    let request = DeleteAccountReq {
        password: hashed(password),
    };
    let deleted = ask(account, Part::Chat, &request).await.map_err(unproven);
    deleted.context("Delete the account")?;
    Ok(())
}

pub(super) fn unproven(error: anyhow::Error) -> anyhow::Error {
    match error.downcast_ref::<CallError>() {
        Some(CallError::Wire(protocol::Code::ARGS)) => Problem::from(Code::WrongPassword).into(),
        Some(CallError::Wire(protocol::Code::FORBIDDEN)) => Problem::from(Code::AccountDisabled).into(),
        _ => error,
    }
}
