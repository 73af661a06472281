//! Groups and their members, as they travel.

use protocol::pb::{GroupInfo, GroupMemberFullInfo};
use protocol::rest::group::{GroupAbstractInfo, OwnedGroup};
use rusqlite::Connection;

use super::super::groups::{NO_GROUP, NOT_MEMBER};
use super::super::{Failure, Im, Viewer};
use crate::store::group_members::{self, Member, Wanted};
use crate::store::groups::{self, Group};
use crate::store::users;
use crate::store::versions::{self, List};

pub(crate) fn group_info(group: Group) -> GroupInfo {
    GroupInfo {
        group_id: group.group_id,
        group_name: group.name,
        notification: group.notification,
        introduction: group.introduction,
        face_url: group.face_url,
        owner_user_id: group.owner,
        create_time: group.created,
        member_count: group.members,
        ex: group.ex,
        status: group.status,
        creator_user_id: group.creator,
        group_type: group.kind,
        need_verification: group.need_verification,
        look_member_info: group.look_member_info,
        apply_member_friend: group.apply_member_friend,
        notification_update_time: group.notification_time,
        notification_user_id: group.notification_user,
    }
}

pub(crate) fn member_info(group_id: &str, member: Member) -> GroupMemberFullInfo {
    GroupMemberFullInfo {
        group_id: group_id.to_owned(),
        user_id: member.user_id,
        role_level: member.role,
        join_time: member.joined,
        nickname: member.nickname,
        face_url: member.face_url,
        app_manger_level: member.level,
        join_source: member.join_source,
        operator_user_id: member.operator,
        ex: member.ex,
        mute_end_time: member.mute_end,
        inviter_user_id: member.inviter,
        exempt: member.exempt,
    }
}

/// The group, if this viewer may look into it; `None` as a viewer is an administrator.
pub(crate) fn look_into(connection: &Connection, of: Option<&Viewer>, group_id: &str) -> Result<Group, Failure> {
    let group = groups::find(connection, group_id)?.ok_or(NO_GROUP)?;
    match of {
        Some(of) if group_members::find(connection, group.id, of.row)?.is_none() => Err(NOT_MEMBER),
        _ => Ok(group),
    }
}

impl Im {
    /// Those of the groups that exist.
    pub(crate) async fn groups(&self, group_ids: Vec<String>) -> Result<Vec<GroupInfo>, Failure> {
        self.db
            .read(move |connection| {
                let mut found = Vec::new();
                for group_id in &group_ids {
                    found.extend(groups::find(connection, group_id)?.map(group_info));
                }
                Ok(found)
            })
            .await
    }

    /// A page of all groups that live and bear a part of this name, and how many they are; or the group of this id.
    pub(crate) async fn all_groups(
        &self,
        group_id: String,
        name: String,
        skip: i64,
        limit: i64,
    ) -> Result<(Vec<OwnedGroup>, u32), Failure> {
        self.db
            .read(move |connection| {
                let (page, total) = match group_id.as_str() {
                    "" => groups::named(connection, &name, skip, limit)?,
                    id => {
                        let one: Vec<_> = groups::find(connection, id)?.into_iter().collect();
                        let total = u32::from(!one.is_empty());
                        (one, total)
                    }
                };
                let mut owned = Vec::with_capacity(page.len());
                for group in page {
                    let owner = users::find(connection, &group.owner)?;
                    owned.push(OwnedGroup {
                        group_owner_user_name: owner.map(|owner| owner.nickname).unwrap_or_default(),
                        group_owner_user_id: group.owner.clone(),
                        group_info: group_info(group),
                    });
                }
                Ok((owned, total))
            })
            .await
    }

    /// How many each of the groups has, and what tells that these are the same as before. All of them or none.
    pub(crate) async fn abstracts(&self, group_ids: Vec<String>) -> Result<Vec<GroupAbstractInfo>, Failure> {
        let im = self.clone();
        self.db
            .read(move |connection| {
                let mut all = Vec::with_capacity(group_ids.len());
                for group_id in &group_ids {
                    let group = groups::find(connection, group_id)?.ok_or(NO_GROUP)?;
                    // OpenIM hashes the whole list for it; every change raises the version of that list.
                    let version = versions::version(connection, List::Members, group.id)?;
                    all.push(GroupAbstractInfo {
                        group_member_list_hash: im.identity.version_hash(List::Members, group.id, version),
                        group_member_number: group.members,
                        group_id: group.group_id,
                    });
                }
                Ok(all)
            })
            .await
    }

    /// A page of the groups that a user is in, and how many they are.
    pub(crate) async fn joined_groups(
        &self,
        of: Viewer,
        skip: i64,
        limit: i64,
    ) -> Result<(Vec<GroupInfo>, usize), Failure> {
        self.db
            .read(move |connection| {
                let page = groups::joined(connection, of.row, skip, limit)?;
                let total = groups::joined_ids(connection, of.row)?.len();
                Ok((page.into_iter().map(group_info).collect(), total))
            })
            .await
    }

    /// A page of members, the owner, admins, then the others as they came, and how many there are of those wanted.
    pub(crate) async fn members(
        &self,
        of: Option<Viewer>,
        group_id: String,
        wanted: Wanted,
        skip: i64,
        limit: i64,
    ) -> Result<(Vec<GroupMemberFullInfo>, u32), Failure> {
        self.db
            .read(move |connection| {
                let group = look_into(connection, of.as_ref(), &group_id)?;
                let (members, total) = group_members::page(connection, group.id, &wanted, skip, limit)?;
                let members = members.into_iter().map(|member| member_info(&group.group_id, member));
                Ok((members.collect(), total))
            })
            .await
    }

    /// Those of the users who are members.
    pub(crate) async fn some_members(
        &self,
        of: Option<Viewer>,
        group_id: String,
        user_ids: Vec<String>,
    ) -> Result<Vec<GroupMemberFullInfo>, Failure> {
        self.db
            .read(move |connection| {
                let group = look_into(connection, of.as_ref(), &group_id)?;
                let mut found = Vec::new();
                for user_id in &user_ids {
                    let Some(user) = users::row_of(connection, user_id)? else {
                        continue;
                    };
                    let member = group_members::find(connection, group.id, user)?;
                    found.extend(member.map(|member| member_info(&group.group_id, member)));
                }
                Ok(found)
            })
            .await
    }
}
