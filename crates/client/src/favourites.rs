//! What a person keeps for himself: own copies of messages, the same on all his devices, whatever becomes of the messages.
//! A wish is on disk before it is sent, is shown at once, and is sent until it is answered.

mod copy;
mod doing;
mod shown;

pub(crate) use copy::{message, nested, read};
pub(crate) use doing::run;
pub(crate) use shown::list;

use anyhow::Context as _;

use crate::account::Account;
use crate::error::{Code, Problem};
use crate::store::favourites::{self, Wish};

/// As many are kept; the list is told in one answer.
pub(crate) const MOST: i64 = 2_000;
/// So many are kept or let go at one time.
const MOST_AT_ONCE: usize = 100;

/// Keeps messages, all of them or none. What is kept already stays as it is.
pub(crate) async fn keep(account: &Account, client_msg_ids: Vec<String>) -> anyhow::Result<()> {
    bounded(&client_msg_ids)?;
    let now = account.world.clock.now_ms();
    account
        .change(move |db, changes| {
            for id in &client_msg_ids {
                let copy = copy::of(db, id, now)?;
                match favourites::get(db, &copy.id)? {
                    Some(known) if known.wish != Wish::Remove => continue,
                    _ if favourites::count(db)? >= MOST => return Err(Problem::from(Code::FavouritesFull).into()),
                    // The server may have it still, as it was kept first.
                    Some(_) => favourites::wish(db, &copy.id, Wish::Keep)?,
                    None => favourites::put(db, &copy)?,
                }
                changes.favourites();
            }
            Ok(())
        })
        .await
        .context("Keep messages")?;
    account.wakes.favourites.notify_one();
    Ok(())
}

/// Lets some go, on all devices.
pub(crate) async fn remove(account: &Account, ids: Vec<String>) -> anyhow::Result<()> {
    bounded(&ids)?;
    account
        .change(move |db, changes| {
            for id in &ids {
                favourites::wish(db, id, Wish::Remove)?;
            }
            changes.favourites();
            Ok(())
        })
        .await
        .context("Let favourites go")?;
    account.wakes.favourites.notify_one();
    Ok(())
}

fn bounded(ids: &[String]) -> anyhow::Result<()> {
    match ids.len() {
        1..=MOST_AT_ONCE => Ok(()),
        _ => Err(Problem::from(Code::BadRequest).into()),
    }
}
