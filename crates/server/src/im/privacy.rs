//! What people let others do: find them, ask them, put them into groups; and what members of a group see of one another.
//! Knows no front door.

use std::collections::BTreeSet;

use protocol::Code;
use protocol::content::{self, tips::UserInfoUpdatedTips};
use rusqlite::Connection;

use super::friends::must_live;
use super::notices::Audience;
use super::{Failure, Im, Viewer};
use crate::store::blacks;
use crate::store::privacy::{self, CONSENT, EVERYBODY, NOBODY, Privacy};
use crate::store::users::{self, User};

/// What somebody changes about it; `None` leaves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PrivacyChange {
    pub by_contact: Option<bool>,
    pub by_id: Option<bool>,
    pub adding: Option<i32>,
    pub pulled: Option<bool>,
}

/// How somebody is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A telephone number or mail address.
    Contact,
    /// An ID or account name.
    Id,
}

const BLOCKED: Failure = Failure::new(Code::BLOCKED_BY_PEER, "somebody blocks the caller");

/// Whether `inviter` may put `invited` into a group without asking him, by rows of users. Nobody is even asked by whom he
/// blocks.
pub(super) fn may_pull(connection: &Connection, inviter: i64, invited: i64) -> Result<bool, Failure> {
    if blacks::has(connection, invited, inviter)? {
        return Err(BLOCKED);
    }
    Ok(privacy::get(connection, invited)?.pulled)
}

/// Whether the viewer may be shown that this user is there.
fn shows(connection: &Connection, user: &User, of: &Viewer, by: By) -> Result<bool, Failure> {
    if user.id == of.row {
        return Ok(true);
    }
    let chosen = privacy::get(connection, user.id)?;
    Ok(match by {
        By::Contact => chosen.by_contact,
        By::Id => chosen.by_id || privacy::acquainted(connection, user.id, of.row)?,
    })
}

impl Im {
    /// Whether the viewer is to see name and picture of this user alone. OpenIM leaves that to its apps.
    fn veils(&self, connection: &Connection, user: &User, of: &Viewer) -> Result<bool, Failure> {
        Ok(!self.rules.plain && privacy::veiled(connection, user.id, of.row)?)
    }

    pub(crate) async fn privacy(&self, of: Viewer) -> Result<Privacy, Failure> {
        self.db
            .read(move |connection| Ok(privacy::get(connection, of.row)?))
            .await
    }

    /// The user's other devices are told that something about him changed.
    pub(crate) async fn set_privacy(&self, user: User, change: PrivacyChange) -> Result<(), Failure> {
        let im = self.clone();
        self.db
            .write(move |tx| im.set_privacy_in(tx, &user.user_id, change))
            .await
    }

    pub(crate) fn set_privacy_in(
        &self,
        tx: &mut db::Tx<'_>,
        user_id: &str,
        change: PrivacyChange,
    ) -> Result<(), Failure> {
        if change
            .adding
            .is_some_and(|adding| ![EVERYBODY, CONSENT, NOBODY].contains(&adding))
        {
            return Err(Failure::args("there is no such choice"));
        }
        let user = must_live(tx, user_id)?;
        let before = privacy::get(tx, user.id)?;
        let after = Privacy {
            by_contact: change.by_contact.unwrap_or(before.by_contact),
            by_id: change.by_id.unwrap_or(before.by_id),
            adding: change.adding.unwrap_or(before.adding),
            pulled: change.pulled.unwrap_or(before.pulled),
        };
        if after == before {
            return Ok(());
        }
        privacy::put(tx, user.id, after)?;
        let tips = UserInfoUpdatedTips {
            user_id: user.user_id.clone(),
        };
        self.notify_all_in(
            tx,
            &user,
            Audience::Person(&user),
            content::USER_INFO_UPDATED,
            &tips,
            false,
        )
    }

    /// Those of the ids of whom the viewer is to see name and picture alone.
    pub(crate) async fn veiled(&self, of: Viewer, ids: Vec<String>) -> Result<BTreeSet<String>, Failure> {
        let im = self.clone();
        self.db
            .read(move |connection| {
                let mut veiled = BTreeSet::new();
                for id in ids {
                    if let Some(user) = users::find(connection, &id)?
                        && im.veils(connection, &user, &of)?
                    {
                        veiled.insert(user.user_id);
                    }
                }
                Ok(veiled)
            })
            .await
    }

    /// Those of the ids that exist and let themselves be found so, in the order asked, with as much of them as the viewer
    /// is to see.
    pub(crate) async fn find_shown(&self, of: Viewer, ids: Vec<String>, by: By) -> Result<Vec<User>, Failure> {
        let im = self.clone();
        self.db
            .read(move |connection| {
                let mut found = Vec::new();
                for id in &ids {
                    let Some(mut user) = users::find(connection, id)? else {
                        continue;
                    };
                    if !shows(connection, &user, &of, by)? {
                        continue;
                    }
                    // That somebody is no more is for everybody to know.
                    if !user.deleted && im.veils(connection, &user, &of)? {
                        (user.ex, user.created) = (String::new(), 0);
                    }
                    found.push(user);
                }
                Ok(found)
            })
            .await
    }
}
