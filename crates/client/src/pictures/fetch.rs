//! Fetches pictures of others, once each, and keeps them small. Whatever goes wrong, there is no picture, and that is all.

use super::{OTHERS, face, work};
use crate::account::Account;
use crate::calls::PATIENCE;
use crate::error::{Code, Problem};
use crate::objects::{self, Got, Wanted};

/// What was fetched before.
pub(crate) fn at_hand(account: &Account, address: &str) -> Option<Vec<u8>> {
    account.pictures.read(address)
}

/// The picture at this address, made small: a PNG or JPEG.
pub(crate) async fn get(account: &Account, address: &str) -> Result<Vec<u8>, Problem> {
    let pictures = &account.pictures;
    let failed = || pictures.has_failed(address, account.world.clock.now_ms());
    if let Some(known) = pictures.read(address) {
        return Ok(known);
    }
    if failed() {
        return Err(Code::NotFound.into());
    }
    let _turn = pictures.turns.acquire().await.map_err(|_| Code::Internal)?;
    // Others may have wanted the same meanwhile.
    if let Some(known) = pictures.read(address) {
        return Ok(known);
    }
    if failed() {
        return Err(Code::NotFound.into());
    }
    let fetched = match fetch(account, address).await {
        Ok(file) => work(account.world.db_mode, move || face(&file)).await,
        Err(code) => Err(code.into()),
    };
    match &fetched {
        Ok(small) => pictures.keep(address, small),
        // Without a connection nothing is known of it.
        Err(Problem {
            code: Code::Network | Code::Timeout,
        }) if account.conn().is_none() => {}
        Err(_) => pictures.note_failure(address, account.world.clock.now_ms()),
    }
    fetched
}

async fn fetch(account: &Account, address: &str) -> Result<Vec<u8>, Code> {
    let wanted = Wanted {
        from: None,
        longest: OTHERS.bytes,
        patience: PATIENCE,
    };
    match objects::get(account, address, wanted).await? {
        Got::Whole(body) | Got::Stretch(body) => Ok(body),
        Got::Nothing => Err(Code::NotFound),
    }
}
