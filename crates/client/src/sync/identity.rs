//! Is it still the server that we know, with the history that we know? Asked before anything else on a connection.

use crate::account::Account;
use crate::calls::CallError;
use crate::server;
use crate::view::ServerKind;

pub(super) async fn settle(account: &Account) -> anyhow::Result<()> {
    let known = account.owner();
    let told = match account.rest().capabilities().await {
        Ok(told) => Some(told),
        Err(CallError::Network(error)) => return Err(error.into()),
        // A proxy's page is no reason to believe that all is new: a plain OpenIM has to show itself as one.
        Err(_) if known.server_kind == ServerKind::Selkie => {
            server::is_openim(&account.rest()).await?;
            None
        }
        Err(_) => None,
    };
    let kind = if told.is_some() {
        ServerKind::Selkie
    } else {
        ServerKind::OpenIm
    };
    let told = told.unwrap_or_default();
    // A first visit brings these too; then there is nothing to forget.
    let other = known.epoch != told.epoch || known.server_id != told.server_id || known.server_kind != kind;
    if other {
        tracing::warn!("The server's history is another one");
        super::forget(account).await?;
    }
    account
        .change_owner(|owner| {
            owner.server_kind = kind;
            owner.server_id = told.server_id;
            owner.epoch = told.epoch;
            owner.server_name = told.name;
            owner.max_message = told.max_message_bytes;
            owner.max_file = told.max_file_bytes;
            owner.features = told.features.join(" ");
            owner.revoke_ms = told.revoke_ms;
        })
        .await
}
