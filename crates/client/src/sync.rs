//! Catching up with the server: on every connection, and whenever pushes had to be dropped. Compares how far
//! conversations have come and fetches what is missing, newest first; the rest is filled up in the background.

mod chores;
mod compare;
pub(crate) mod favourites;
mod follow;
pub(crate) mod groups;
mod identity;
pub(crate) mod list;
pub(crate) mod profiles;
pub(crate) mod relations;

pub(crate) use chores::run as chores;

use anyhow::Context as _;
use protocol::ids::conversation_id::{self, Kind};
use tokio::sync::watch;

use crate::account::Account;
use crate::calls::wire;
use crate::chores::Chores;
use crate::error::{Code, Problem};
use crate::history::pull;
use crate::inbox::reading;
use crate::link::{Conn, Stage};
use crate::presence;
use crate::store::{conversations, history, notices, users};
use crate::view::LinkState;
use compare::{Known, Plan};

/// The first thing on a new connection.
pub(crate) async fn first(account: &Account, conn: &Conn, stage: &watch::Sender<Stage>) -> anyhow::Result<()> {
    identity::settle(account)
        .await
        .context("Compare the server's identity")?;
    stage.send_replace(Stage::Known);
    everything(account, conn).await?;
    stage.send_replace(Stage::Synced);
    account.set_link(LinkState::Online);
    Ok(())
}

/// A server whose history goes back again and again is given up until the next connection.
const MOST_FORGETTING: usize = 3;

/// Compares everything with the server and fetches the newest of what is missing.
pub(super) async fn everything(account: &Account, conn: &Conn) -> anyhow::Result<()> {
    for _ in 0..MOST_FORGETTING {
        list::refresh(account)
            .await
            .context("Refresh the list of conversations")?;
        if catch_up(account, conn).await? {
            relations::refresh(account, relations::Stale::ALL).await?;
            account.want(groups::once(account, groups::Stale::LISTS).await?);
            people(account, conn).await?;
            // Behind all that is looked at first.
            account.want(groups::absent(account).await?);
            account.want(Chores {
                favourites: true,
                ..Chores::default()
            });
            account.wakes.fill.notify_one();
            return Ok(());
        }
        tracing::warn!("The server's history is not the one that was here");
        forget(account).await?;
    }
    Err(Problem::from(Code::Server).into())
}

/// `false`: what is known here is not what the server has under the same seqs.
async fn catch_up(account: &Account, conn: &Conn) -> anyhow::Result<bool> {
    // Read before asking: what is pushed meanwhile must not look like something that the server has lost.
    let known = account.read(|db| Ok(Known::read(db)?)).await?;
    let newest = wire::newest_seqs(conn)
        .await
        .context("Ask for the newest seqs")?
        .max_seqs;
    let seqs = wire::reading(conn, Vec::new())
        .await
        .context("Ask how far was read")?
        .seqs;
    if known.has_lost(&newest) || (account.counted() && known.differs(&seqs)) {
        return Ok(false);
    }
    let (fresh, me) = (known.is_empty(), account.user_id.clone());
    let plan = account
        .change(move |db, changes| {
            for (id, seqs) in &seqs {
                list::ensure(db, changes, id, &me)?;
                reading::told(db, changes, id, seqs)?;
            }
            for (id, max) in &newest {
                match conversation_id::kind(id) {
                    // Nothing to work through: what is pulled from now on shows what the notices said.
                    Some(Kind::Notification) if fresh => notices::reach(db, id, *max)?,
                    Some(Kind::Notification) | None => {}
                    Some(_) => {
                        list::ensure(db, changes, id, &me)?;
                        conversations::reach(db, id, *max)?;
                        changes.behind(id);
                    }
                }
            }
            Ok(Plan::make(db, &newest, fresh)?)
        })
        .await
        .context("Compare with the server")?;
    pull(account, conn, plan.wants).await.context("Fetch what was missed")?;
    if account.take_divergence() {
        return Ok(false);
    }
    if plan.resync {
        account
            .change(|_, changes| {
                changes.resync();
                Ok(())
            })
            .await?;
    }
    Ok(true)
}

/// Drops all history that came from the server, so that it is fetched anew.
pub(super) async fn forget(account: &Account) -> anyhow::Result<()> {
    account
        .change(move |db, changes| {
            for row in conversations::all(db)? {
                changes.behind(&row.id);
            }
            history::forget_all(db)?;
            changes.resync();
            Ok(())
        })
        .await
        .context("Forget history")?;
    account.wakes.outbox.notify_one();
    Ok(())
}

/// Profiles that were never fetched or may be old, and who is online.
async fn people(account: &Account, conn: &Conn) -> anyhow::Result<()> {
    let me = account.user_id.clone();
    let (missing, watched) = account
        .read(|db| Ok((users::to_fetch(db)?, users::watched(db)?)))
        .await?;
    profiles::fetch(account, std::iter::once(me).chain(missing).collect()).await?;
    presence::watch(account, conn, watched).await
}
