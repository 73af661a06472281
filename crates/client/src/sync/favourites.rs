//! Favourites as the server keeps them: read whole, because OpenIM counts no versions of them, and written in one
//! transaction. What is wanted here and not known there yet stays.

use std::collections::BTreeMap;

use anyhow::Context as _;
use protocol::content::FAVOURITES;
use protocol::rest::user::{ProcessUserCommandGetReq, UserCommand};
use rusqlite::{Connection, Result};

use super::follow::{settled, told};
use crate::account::Account;
use crate::changes::Changes;
use crate::favourites;
use crate::store::favourites::{self as kept, Favourite, Wish};

pub(crate) async fn refresh(account: &Account) -> anyhow::Result<()> {
    // What is sent meanwhile would be missing in an answer that was asked for before.
    let _turn = account.favouring.lock().await;
    settled(once(account).await).context("Refresh the favourites")
}

async fn once(account: &Account) -> anyhow::Result<()> {
    let request = ProcessUserCommandGetReq {
        user_id: account.user_id.clone(),
        kind: FAVOURITES,
    };
    let Some(told) = told(account, &request).await? else {
        return Ok(());
    };
    account
        .change(move |db, changes| Ok(only(db, changes, told.command_resp)?))
        .await
}

/// The server has these and no others.
fn only(db: &Connection, changes: &mut Changes, told: Vec<UserCommand>) -> Result<()> {
    let mut there: BTreeMap<String, Favourite> = BTreeMap::new();
    for one in told {
        if let Some(read) = favourites::read(&one.uuid, &one.value, one.create_time) {
            there.insert(read.id.clone(), read);
        }
    }
    for known in kept::all(db)? {
        let now = there.remove(&known.id);
        match (known.wish, now) {
            (Wish::Remove, _) | (Wish::Keep, None) => {}
            (Wish::Nothing, None) => {
                kept::forget(db, &known.id)?;
                changes.favourites();
            }
            (_, Some(now)) if now != known => {
                kept::put(db, &now)?;
                changes.favourites();
            }
            (_, Some(_)) => {}
        }
    }
    // Somebody else's program may have no bounds.
    let room = usize::try_from(favourites::MOST.saturating_sub(kept::count(db)?)).unwrap_or_default();
    let mut new: Vec<Favourite> = there.into_values().collect();
    new.sort_by_key(|one| std::cmp::Reverse(one.kept));
    for one in new.iter().take(room) {
        kept::put(db, one)?;
        changes.favourites();
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use protocol::content::{KeptMessage, NestedMessage, TEXT};

    use super::*;

    fn told(uuid: &str, text: &str, create_time: i64) -> UserCommand {
        let nested = NestedMessage {
            send_id: "ann".into(),
            content_type: TEXT,
            content: serde_json::json!({ "content": text }).to_string(),
            ..NestedMessage::default()
        };
        UserCommand {
            kind: FAVOURITES,
            create_time,
            uuid: uuid.into(),
            value: KeptMessage::of("si_ann_bob".into(), "Ann".into(), &nested).encode(),
            ex: String::new(),
        }
    }

    fn known(db: &Connection) -> String {
        let all = kept::all(db).unwrap().into_iter();
        all.map(|one| format!("{}{:?} ", one.id, one.wish)).collect()
    }

    #[test]
    fn the_servers_list_counts_but_for_what_is_wanted_here() {
        let db = crate::store::scratch();
        let take = |told: Vec<UserCommand>| only(&db, &mut Changes::new(true), told).unwrap();
        take(vec![told("a", "one", 1), told("b", "two", 2), told("c", "three", 3)]);
        // Twice is once, and what cannot be read is passed over.
        let odd = UserCommand {
            value: "words".into(),
            ..told("d", "", 4)
        };
        take(vec![told("a", "one", 1), told("a", "one", 1), told("b", "two", 2), odd]);
        assert_eq!(known(&db), "aNothing bNothing ");
        kept::wish(&db, "a", Wish::Remove).unwrap();
        kept::wish(&db, "b", Wish::Keep).unwrap();
        take(vec![told("a", "one", 1)]);
        assert_eq!(known(&db), "aRemove bKeep ");
        take(vec![told("a", "one", 1), told("b", "two", 2)]);
        assert_eq!(known(&db), "aRemove bNothing ");
        take(Vec::new());
        assert_eq!(known(&db), "aRemove ");
    }
}
