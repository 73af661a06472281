//! Lists that clients follow by version.

use protocol::pb::{self, BlackInfo, FriendInfo, GroupInfo, GroupMemberFullInfo};
use protocol::rest::user::UserCommand;
use protocol::rest::versioned::{Followed, Ids, Known, MAX_CHANGES, id_hash};
use rusqlite::Connection;

use super::super::commands::told;
use super::super::conversations::row;
use super::super::{Failure, Im, Shared, Viewer};
use super::relations::{black_info, friend_info};
use super::{group_info, look_into, member_info};
use crate::store::versions::{self, List};
use crate::store::{blacks, friends, group_members, groups, user_commands, user_conversations, users};

impl Shared {
    fn followed<T>(
        &self,
        connection: &Connection,
        list: List,
        owner: i64,
        known: &Known,
        find: impl Fn(&str) -> Result<Option<T>, Failure>,
    ) -> Result<Followed<T>, Failure> {
        let version_id = self.identity.version_id(list, owner);
        // Another id means another history: versions cannot be compared.
        let since = if known.version_id == version_id {
            i64::try_from(known.version).unwrap_or(0)
        } else {
            0
        };
        let difference = versions::difference(connection, list, owner, since, MAX_CHANGES)?;
        let mut followed = Followed {
            version_id,
            version: difference.version.unsigned_abs(),
            full: difference.full,
            deleted: difference.deleted,
            inserted: Vec::new(),
            updated: Vec::new(),
            sorted: 0,
        };
        let ordered = difference.updated.iter().any(|element| element == versions::ORDER);
        followed.sorted = if ordered { followed.version } else { 0 };
        for (ids, found) in [
            (difference.inserted, &mut followed.inserted),
            (difference.updated, &mut followed.updated),
        ] {
            for id in ids {
                found.extend(find(&id)?);
            }
        }
        Ok(followed)
    }

    fn ids(
        &self,
        connection: &Connection,
        list: List,
        owner: i64,
        hash: u64,
        ids: Vec<String>,
    ) -> Result<Ids, Failure> {
        let equal = hash == id_hash(&ids);
        Ok(Ids {
            version_id: self.identity.version_id(list, owner),
            version: versions::version(connection, list, owner)?.unsigned_abs(),
            equal,
            ids: if equal { Vec::new() } else { ids },
        })
    }
}

impl Im {
    pub(crate) async fn follow_friends(&self, of: Viewer, known: Known) -> Result<Followed<FriendInfo>, Failure> {
        let im = self.clone();
        self.db
            .read(move |connection| {
                im.followed(connection, List::Friends, of.row, &known, |user_id| {
                    let friend = friends::find(connection, of.row, user_id)?;
                    Ok(friend.map(|friend| friend_info(&of.user_id, friend)))
                })
            })
            .await
    }

    pub(crate) async fn all_friend_ids(&self, of: Viewer, hash: u64) -> Result<Ids, Failure> {
        let im = self.clone();
        self.db
            .read(move |connection| {
                im.ids(
                    connection,
                    List::Friends,
                    of.row,
                    hash,
                    friends::ids(connection, of.row)?,
                )
            })
            .await
    }

    pub(crate) async fn follow_blacks(&self, of: Viewer, known: Known) -> Result<Followed<BlackInfo>, Failure> {
        let im = self.clone();
        self.db
            .read(move |connection| {
                im.followed(connection, List::Blacks, of.row, &known, |user_id| {
                    let black = blacks::find(connection, of.row, user_id)?;
                    Ok(black.map(|black| black_info(&of.user_id, black)))
                })
            })
            .await
    }

    pub(crate) async fn follow_groups(&self, of: Viewer, known: Known) -> Result<Followed<GroupInfo>, Failure> {
        let im = self.clone();
        self.db
            .read(move |connection| {
                im.followed(connection, List::JoinedGroups, of.row, &known, |group_id| {
                    Ok(groups::find(connection, group_id)?.map(group_info))
                })
            })
            .await
    }

    pub(crate) async fn all_group_ids(&self, of: Viewer, hash: u64) -> Result<Ids, Failure> {
        let im = self.clone();
        self.db
            .read(move |connection| {
                im.ids(
                    connection,
                    List::JoinedGroups,
                    of.row,
                    hash,
                    groups::joined_ids(connection, of.row)?,
                )
            })
            .await
    }

    /// Members, and the group itself. `None` for the viewer is an administrator.
    pub(crate) async fn follow_members(
        &self,
        of: Option<Viewer>,
        group_id: String,
        known: Known,
    ) -> Result<(Followed<GroupMemberFullInfo>, GroupInfo), Failure> {
        let im = self.clone();
        self.db
            .read(move |connection| {
                let group = look_into(connection, of.as_ref(), &group_id)?;
                let followed = im.followed(connection, List::Members, group.id, &known, |user_id| {
                    let Some(user) = users::row_of(connection, user_id)? else {
                        return Ok(None);
                    };
                    let member = group_members::find(connection, group.id, user)?;
                    Ok(member.map(|member| member_info(&group.group_id, member)))
                })?;
                Ok((followed, group_info(group)))
            })
            .await
    }

    pub(crate) async fn all_member_ids(&self, of: Option<Viewer>, group_id: String, hash: u64) -> Result<Ids, Failure> {
        let im = self.clone();
        self.db
            .read(move |connection| {
                let group = look_into(connection, of.as_ref(), &group_id)?;
                let ids = group_members::ids(connection, group.id)?;
                im.ids(connection, List::Members, group.id, hash, ids)
            })
            .await
    }

    pub(crate) async fn follow_conversations(
        &self,
        of: Viewer,
        known: Known,
    ) -> Result<Followed<pb::Conversation>, Failure> {
        let im = self.clone();
        self.db
            .read(move |connection| {
                im.followed(connection, List::Conversations, of.row, &known, |wire_id| {
                    let there = user_conversations::find(connection, of.row, wire_id)?;
                    Ok(there.map(|there| row(&of.user_id, there)))
                })
            })
            .await
    }

    /// What somebody keeps under one number; the log tells of all of them.
    pub(crate) async fn follow_commands(
        &self,
        of: Viewer,
        kind: i32,
        known: Known,
    ) -> Result<Followed<UserCommand>, Failure> {
        let im = self.clone();
        let prefix = format!("{kind}/");
        self.db
            .read(move |connection| {
                let mut followed = im.followed(connection, List::Commands, of.row, &known, |element| {
                    let Some(uuid) = element.strip_prefix(&prefix) else {
                        return Ok(None);
                    };
                    Ok(user_commands::find(connection, of.row, kind, uuid)?.map(told))
                })?;
                let deleted = followed.deleted.iter();
                followed.deleted = deleted
                    .filter_map(|one| one.strip_prefix(&prefix))
                    .map(str::to_owned)
                    .collect();
                Ok(followed)
            })
            .await
    }

    pub(crate) async fn all_conversation_ids(&self, of: Viewer, hash: u64) -> Result<Ids, Failure> {
        let im = self.clone();
        self.db
            .read(move |connection| {
                let all = user_conversations::all(connection, of.row)?;
                let ids = all.into_iter().map(|there| there.wire_id).collect();
                im.ids(connection, List::Conversations, of.row, hash, ids)
            })
            .await
    }
}
