//! Who may see whom come and go: everybody who knows an id, but nobody whom that person blocks. He is told that nobody is
//! there, as he is told of the block itself only by what is refused to him. A plain OpenIM hides nothing. Knows no front
//! door.

use std::sync::Arc;

use db::Tx;
use protocol::pb::SubUserOnlineStatusTips;
use rusqlite::Connection;

use super::hub::{Session, Watched};
use super::{Failure, Im};
use crate::store::blacks;
use crate::store::users::User;

impl Im {
    /// Whether this user blocks who wants to see him.
    fn hides(&self, connection: &Connection, user: i64, from: i64) -> Result<bool, Failure> {
        Ok(!self.rules.plain && blacks::has(connection, user, from)?)
    }

    async fn hidden(&self, users: Vec<User>, from: i64) -> Result<Vec<Watched>, Failure> {
        let im = self.clone();
        self.db
            .read(move |connection| {
                let watched = users.into_iter().map(|user| {
                    Ok(Watched {
                        hidden: im.hides(connection, user.id, from)?,
                        user: user.id,
                        user_id: user.user_id,
                    })
                });
                watched.collect()
            })
            .await
    }

    /// Lets a session watch these users, and no longer those.
    pub(crate) async fn watch(
        &self,
        session: &Arc<Session>,
        start: Vec<String>,
        stop: Vec<String>,
    ) -> Result<SubUserOnlineStatusTips, Failure> {
        let start = self.find_users(start).await?;
        let stop: Vec<_> = self.find_users(stop).await?.iter().map(|user| user.id).collect();
        let watched = self.hidden(start.clone(), session.user).await?;
        let tips = self.hub.watch(session, &watched, &stop);
        // Who was blocked between the look and the watch was not there to be hidden from.
        for again in self.hidden(start, session.user).await? {
            let before = watched.iter().find(|one| one.user == again.user);
            if before.is_some_and(|before| before.hidden != again.hidden) {
                self.hub.hide((again.user, &again.user_id), session.user, again.hidden);
            }
        }
        Ok(tips)
    }

    /// From now on somebody sees this user come and go, or does not.
    pub(super) fn hide_in(&self, tx: &mut Tx<'_>, user: &User, from: &User, hidden: bool) {
        if self.rules.plain {
            return;
        }
        let (im, user, user_id, from) = (self.clone(), user.id, user.user_id.clone(), from.id);
        tx.after_commit(move || im.hub.hide((user, &user_id), from, hidden));
    }

    /// The platforms on which each of these is seen by this user, who may be an administrator and sees all then.
    pub(crate) async fn seen_platforms(
        &self,
        ids: Vec<String>,
        by: &User,
        admin: bool,
    ) -> Result<Vec<(String, Vec<i32>)>, Failure> {
        let users = self.find_users(ids).await?;
        let seen = self.hidden(users, by.id).await?.into_iter().map(|one| {
            let platforms = match one.hidden && !admin {
                true => Vec::new(),
                false => self.hub.platforms(one.user),
            };
            (one.user_id, platforms)
        });
        Ok(seen.collect())
    }
}
