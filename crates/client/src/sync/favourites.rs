//! Favourites as the server keeps them: by version, or whole where it counts none, as OpenIM does; written in one
//! transaction. What is wanted here and not known there yet stays.

use std::collections::BTreeSet;

use anyhow::Context as _;
use protocol::content::FAVOURITES;
use protocol::rest::ext::feature;
use protocol::rest::user::{ProcessUserCommandGetReq, UserCommand};
use protocol::rest::versioned::{Followed, GetIncrementalCommandsReq, Known};
use rusqlite::{Connection, Result};

use super::follow::{Listed, Whole, call, follow, settled, told};
use crate::account::Account;
use crate::changes::Changes;
use crate::chores::Chores;
use crate::favourites;
use crate::store::favourites::{self as kept, Wish};
use crate::store::versions::{self, List};

pub(crate) async fn refresh(account: &Account) -> anyhow::Result<()> {
    // What is sent meanwhile would be missing in an answer that was asked for before.
    let turn = account.favouring.lock().await;
    let chores = settled(follow(account, &Favourites).await).context("Refresh the favourites")?;
    drop(turn);
    account.want(chores);
    Ok(())
}

#[derive(Clone)]
struct Favourites;

impl Listed for Favourites {
    type Row = UserCommand;

    fn known(&self, db: &Connection) -> Result<Known> {
        versions::get(db, List::Favourites)
    }

    fn keep(&self, db: &Connection, known: &Known) -> Result<()> {
        // What found no room is not forgotten: as long as there is none, the list is read whole.
        if kept::count(db)? >= favourites::MOST {
            return versions::set(db, List::Favourites, &Known::default());
        }
        versions::set(db, List::Favourites, known)
    }

    fn stale(&self) -> Chores {
        Chores {
            favourites: true,
            ..Chores::default()
        }
    }

    async fn since(&self, account: &Account, known: Known) -> anyhow::Result<Option<Followed<UserCommand>>> {
        if !account.owner().has(feature::KEPT_VERSIONS) {
            return Ok(None);
        }
        let request = GetIncrementalCommandsReq {
            user_id: account.user_id.clone(),
            kind: FAVOURITES,
            version_id: known.version_id,
            version: known.version,
        };
        Ok(told(account, &request).await?.map(Into::into))
    }

    async fn all(&self, account: &Account) -> anyhow::Result<Whole<UserCommand>> {
        let request = ProcessUserCommandGetReq {
            user_id: account.user_id.clone(),
            kind: FAVOURITES,
        };
        Ok(call(account, &request).await?.command_resp.into())
    }

    fn put(&self, db: &Connection, changes: &mut Changes, _: &mut Chores, row: &UserCommand) -> Result<()> {
        let Some(now) = favourites::read(&row.uuid, &row.value, row.create_time) else {
            return self.gone(db, changes, &row.uuid);
        };
        match kept::get(db, &now.id)? {
            // It is to go from there.
            Some(known) if known.wish == Wish::Remove || known == now => return Ok(()),
            // Somebody else's program may have no bounds.
            None if kept::count(db)? >= favourites::MOST => return Ok(()),
            _ => {}
        }
        changes.favourites();
        kept::put(db, &now)
    }

    fn remove(&self, db: &Connection, changes: &mut Changes, _: &mut Chores, id: &str) -> Result<()> {
        self.gone(db, changes, id)
    }

    fn only(
        &self,
        db: &Connection,
        changes: &mut Changes,
        chores: &mut Chores,
        whole: &Whole<UserCommand>,
    ) -> Result<()> {
        let there: BTreeSet<&str> = whole.rows.iter().map(|row| row.uuid.as_str()).collect();
        for known in kept::all(db)? {
            if !there.contains(known.id.as_str()) {
                self.gone(db, changes, &known.id)?;
            }
        }
        let mut rows: Vec<&UserCommand> = whole.rows.iter().collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.create_time));
        rows.into_iter().try_for_each(|row| self.put(db, changes, chores, row))
    }
}

impl Favourites {
    /// The server has it no more; what is wanted here is told to it.
    fn gone(&self, db: &Connection, changes: &mut Changes, id: &str) -> Result<()> {
        if kept::get(db, id)?.is_some_and(|known| known.wish == Wish::Nothing) {
            kept::forget(db, id)?;
            changes.favourites();
        }
        Ok(())
    }
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
        let take = |told: Vec<UserCommand>| {
            let (mut changes, mut chores) = (Changes::new(true), Chores::default());
            Favourites.only(&db, &mut changes, &mut chores, &told.into()).unwrap();
        };
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
