//! Notices about friends, requests and the black list. What a notice tells of friends is written down without asking, if
//! it is the next version: otherwise a change before it may be missing.

use protocol::content::{self, tips};
use protocol::pb::{FriendRequest, MsgData};
use protocol::rest::versioned::Known;
use rusqlite::{Connection, Result};

use super::notice::read;
use crate::changes::Changes;
use crate::chores::Chores;
use crate::relations;
use crate::store::friends;
use crate::store::versions::{self, List};
use crate::sync::relations::Stale;

/// Whether it was one of these.
pub(super) fn apply(
    db: &Connection,
    changes: &mut Changes,
    chores: &mut Chores,
    me: &str,
    message: &MsgData,
) -> Result<bool> {
    let stale = &mut chores.relations;
    match message.content_type {
        content::FRIEND_REQUEST => {
            let told = read::<tips::FriendApplicationTips>(message).and_then(|tips| tips.request);
            request(db, changes, stale, me, told)?;
        }
        content::FRIEND_REQUEST_REJECTED => {
            let told = read::<tips::FriendApplicationRejectedTips>(message).and_then(|tips| tips.request);
            request(db, changes, stale, me, told)?;
        }
        content::FRIEND_REQUEST_ACCEPTED => {
            let told = read::<tips::FriendApplicationApprovedTips>(message).and_then(|tips| tips.request);
            // It names the two and does not tell all that a list of friends shows; a Selkie server has told that before.
            let other = told.as_ref().map(|told| {
                let mine = told.from_user_id == me;
                if mine { &told.to_user_id } else { &told.from_user_id }
            });
            stale.friends |= match other {
                Some(other) => friends::get(db, other)?.is_none(),
                None => true,
            };
            request(db, changes, stale, me, told)?;
        }
        content::FRIEND_ADDED => {
            let added = read::<tips::FriendAddedTips>(message)
                .filter(|tips| tips.friend.as_ref().is_some_and(|friend| friend.owner_user_id == me));
            match added {
                Some(tips) if follows(db, &tips.friend_version_id, tips.friend_version)? => {
                    if let Some(friend) = &tips.friend {
                        relations::befriended(db, changes, friend)?;
                        chores
                            .watch
                            .extend(friend.friend_user.as_ref().map(|user| user.user_id.clone()));
                    }
                }
                _ => stale.friends = true,
            }
        }
        content::FRIEND_DELETED => {
            let deleted = read::<tips::FriendDeletedTips>(message);
            match deleted
                .as_ref()
                .and_then(|tips| Some((tips, tips.from_to_user_id.as_ref()?)))
            {
                // A plain OpenIM tells the other one too, whose list is as it was.
                Some((_, pair)) if pair.from_user_id != me => {}
                Some((tips, pair)) if follows(db, &tips.friend_version_id, tips.friend_version)? => {
                    relations::unfriended(db, changes, &pair.to_user_id)?;
                }
                _ => stale.friends = true,
            }
        }
        content::FRIEND_REMARK_SET | content::FRIENDS_SETTINGS_UPDATED => stale.friends = true,
        // They bear no version: what is asked for meanwhile could be older.
        content::BLACK_ADDED | content::BLACK_REMOVED => stale.blacks = true,
        _ => return Ok(false),
    }
    Ok(true)
}

/// A request is shown at once. It bears no version, so that a list which was asked for before may lack it: the list is
/// fetched once more.
fn request(
    db: &Connection,
    changes: &mut Changes,
    stale: &mut Stale,
    me: &str,
    told: Option<FriendRequest>,
) -> Result<()> {
    stale.requests = true;
    match told {
        Some(told) => relations::requested(db, changes, me, &told),
        None => Ok(()),
    }
}

/// Whether this is the version behind the one that is known, of the same log; it is the known one from now on.
fn follows(db: &Connection, log: &str, version: u64) -> Result<bool> {
    let next = next(&versions::get(db, List::Friends)?, log, version);
    if let Some(next) = &next {
        versions::set(db, List::Friends, next)?;
    }
    Ok(next.is_some())
}

/// How far a list is known with a version, if that is the one behind what is known, of the same log.
pub(super) fn next(known: &Known, log: &str, version: u64) -> Option<Known> {
    let follows = !log.is_empty() && known.version_id == log && known.version.checked_add(1) == Some(version);
    follows.then(|| Known {
        version_id: log.to_owned(),
        version,
    })
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use protocol::content::Notification;
    use protocol::pb::{FriendInfo, UserInfo};
    use serde::Serialize;

    use super::*;
    use crate::store::scratch;

    const ME: &str = "alice";
    const LOG: &str = "0123456789abcdef01234567";

    fn at(version: u64) -> Known {
        Known {
            version_id: LOG.into(),
            version,
        }
    }

    /// A client that knows version 4 of its list.
    fn known() -> Connection {
        let db = scratch();
        versions::set(&db, List::Friends, &at(4)).unwrap();
        db
    }

    fn hears(db: &Connection, content_type: i32, tips: &impl Serialize) -> Stale {
        let message = MsgData {
            content_type,
            content: Notification::encode(tips).unwrap(),
            ..MsgData::default()
        };
        let mut chores = Chores::default();
        assert!(apply(db, &mut Changes::new(true), &mut chores, ME, &message).unwrap());
        chores.relations
    }

    fn added(owner: &str, log: &str, version: u64) -> tips::FriendAddedTips {
        tips::FriendAddedTips {
            friend: Some(FriendInfo {
                owner_user_id: owner.into(),
                friend_user: Some(UserInfo {
                    user_id: "bob".into(),
                    nickname: "Bob".into(),
                    ..UserInfo::default()
                }),
                ..FriendInfo::default()
            }),
            friend_version: version,
            friend_version_id: log.into(),
            ..tips::FriendAddedTips::default()
        }
    }

    fn deleted(by: &str, version: u64) -> tips::FriendDeletedTips {
        tips::FriendDeletedTips {
            from_to_user_id: Some(tips::FromToUserId {
                from_user_id: by.into(),
                to_user_id: "bob".into(),
            }),
            friend_version: version,
            friend_version_id: LOG.into(),
        }
    }

    #[test]
    fn the_next_version_is_applied_without_asking() {
        let db = known();
        assert_eq!(hears(&db, content::FRIEND_ADDED, &added(ME, LOG, 5)), Stale::default());
        assert!(friends::get(&db, "bob").unwrap().is_some());
        assert_eq!(hears(&db, content::FRIEND_DELETED, &deleted(ME, 6)), Stale::default());
        assert!(friends::get(&db, "bob").unwrap().is_none());
        assert_eq!(versions::get(&db, List::Friends).unwrap(), at(6));
    }

    #[test]
    fn any_other_version_is_asked_about_and_changes_nothing() {
        let db = known();
        for tips in [
            added(ME, LOG, 4),
            added(ME, LOG, 6),
            added(ME, "another log", 5),
            added(ME, "", 0),
            added("bob", LOG, 5),
        ] {
            assert_eq!(hears(&db, content::FRIEND_ADDED, &tips), Stale::FRIENDS);
        }
        assert_eq!(hears(&db, content::FRIEND_DELETED, &deleted(ME, 9)), Stale::FRIENDS);
        assert_eq!(hears(&db, content::FRIEND_DELETED, &"nonsense"), Stale::FRIENDS);
        assert!(friends::all(&db).unwrap().is_empty());
        assert_eq!(versions::get(&db, List::Friends).unwrap(), at(4));
    }

    #[test]
    fn what_another_does_in_his_own_list_changes_none_here() {
        let db = known();
        hears(&db, content::FRIEND_ADDED, &added(ME, LOG, 5));
        assert_eq!(
            hears(&db, content::FRIEND_DELETED, &deleted("bob", 6)),
            Stale::default()
        );
        assert!(friends::get(&db, "bob").unwrap().is_some());
    }
}
