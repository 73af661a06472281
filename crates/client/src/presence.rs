//! Who is online: told by the server for the people of single conversations, known only while connected.

use protocol::pb::SubUserOnlineStatusTips;

use crate::account::Account;
use crate::calls::{CallError, wire};
use crate::event::Event;
use crate::link::Conn;
use crate::store::users::{self, User};

/// People in one request, well below the longest frame.
const TOGETHER: usize = 300;

/// Asks to be told of these people.
pub(crate) async fn watch(account: &Account, conn: &Conn, people: Vec<String>) -> anyhow::Result<()> {
    for some in people.chunks(TOGETHER) {
        match wire::watch(conn, some.to_vec()).await {
            Ok(tips) => note(account, tips).await?,
            // Presence is no reason to give a connection up.
            Err(CallError::Wire(code)) if !code.is_token() => tracing::info!(%code, "Presence is not told"),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

pub(crate) async fn note(account: &Account, tips: SubUserOnlineStatusTips) -> anyhow::Result<()> {
    let told = tips
        .subscribers
        .into_iter()
        .map(|one| (one.user_id, !one.online_platform_ids.is_empty()));
    let news = account.teller.note_presence(told);
    tell(account, news).await
}

/// The connection is gone: nobody knows any more.
pub(crate) async fn forget(account: &Account) {
    let known = account.teller.forget_presence();
    if let Err(error) = tell(account, known).await {
        tracing::warn!(error = format!("{error:#}"), "Presence cannot be told");
    }
}

async fn tell(account: &Account, people: Vec<String>) -> anyhow::Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let known = account
        .read(move |db| {
            let mut known = Vec::new();
            for id in people {
                known.push(users::get(db, &id)?.unwrap_or_else(|| User { id, ..User::default() }));
            }
            Ok(known)
        })
        .await?;
    let changed = known.iter().map(|user| account.teller.user_view(user)).collect();
    account.teller.tell(&[Event::Users {
        account: account.id.clone(),
        changed,
    }]);
    Ok(())
}
