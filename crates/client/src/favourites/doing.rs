//! The way of wishes to the server: in the order in which they came up, each until it is answered.

use std::convert::Infallible;

use anyhow::Context as _;
use protocol::Code as Wire;
use protocol::content::FAVOURITES;
use protocol::rest::Call;
use protocol::rest::user::{ProcessUserCommandAddReq, ProcessUserCommandDeleteReq};
use protocol::rest::versioned::Known;

use crate::account::Account;
use crate::calls::CallError;
use crate::calls::Part;
use crate::chores::Chores;
use crate::error::Code;
use crate::failure::of_wire;
use crate::store::favourites::{self, Favourite, Wish};
use crate::store::versions::{self, List};

/// Sends what is wanted, now and whenever more comes.
pub(crate) async fn run(account: &Account) -> anyhow::Result<Infallible> {
    loop {
        let waiting = account.read(|db| Ok(favourites::wishing(db)?));
        for one in waiting.await.context("Read what is to be kept")? {
            send(account, one).await.context("Keep a favourite on the server")?;
        }
        account.wakes.favourites.notified().await;
    }
}

async fn send(account: &Account, sent: Favourite) -> anyhow::Result<()> {
    // A list that was asked for before would say that it is not there.
    let _turn = account.favouring.lock().await;
    let (user_id, uuid) = (account.user_id.clone(), sent.id.clone());
    let refused = if sent.wish == Wish::Keep {
        let request = ProcessUserCommandAddReq {
            user_id,
            kind: FAVOURITES,
            uuid,
            value: Some(sent.value.clone()),
            ex: None,
        };
        ask(account, &request, Wire::DUPLICATE_KEY).await?
    } else {
        let request = ProcessUserCommandDeleteReq {
            user_id,
            kind: FAVOURITES,
            uuid,
        };
        ask(account, &request, Wire::RECORD_NOT_FOUND).await?
    };
    account
        .change(move |db, changes| {
            let now = favourites::get(db, &sent.id)?;
            // Something else may be wanted by now.
            if now.is_some_and(|now| now.wish == sent.wish) {
                match (sent.wish, refused) {
                    (Wish::Keep, Some(_)) | (Wish::Remove, None) => favourites::forget(db, &sent.id)?,
                    _ => favourites::wish(db, &sent.id, Wish::Nothing)?,
                }
                changes.favourites();
            }
            if let Some(code) = refused {
                changes.favourites_refused(code);
                // What was refused may be there or not: the next reading is of the whole list.
                versions::set(db, List::Favourites, &Known::default())?;
            }
            Ok(())
        })
        .await
        .context("Note that a favourite is known")?;
    if refused.is_some() {
        account.want(Chores {
            favourites: true,
            ..Chores::default()
        });
    }
    Ok(())
}

/// Why the server does not do it; `None`: it is done, by this or before. Asking again after a refusal would bring the
/// same answer.
async fn ask<C: Call + Sync>(account: &Account, request: &C, already: Wire) -> anyhow::Result<Option<Code>> {
    let token = account.tokens().0.map(|tokens| tokens.im).unwrap_or_default();
    let code = match account.rest().call(Part::Api, &token, request).await {
        Ok(_) => return Ok(None),
        Err(CallError::Wire(code)) if code == already => return Ok(None),
        Err(CallError::Wire(code)) if !code.is_token() => of_wire(code),
        // Not every OpenIM has these calls.
        Err(CallError::BadAnswer | CallError::TooLong) => Code::Server,
        Err(error) => return Err(error.into()),
    };
    tracing::info!(?code, "The server does not take a favourite");
    Ok(Some(code))
}
