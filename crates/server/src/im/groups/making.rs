//! Making a group, with those who are in it from the beginning.

use db::Tx;
use protocol::content::{self, tips};
use protocol::pb::GroupInfo;
use protocol::rest::group::CreateGroupReq;
use protocol::{Code, ids};
use rusqlite::Connection;

use super::super::{Failure, Im};
use super::members::Arrival;
use super::telling::{Line, NAMED, brief};
use super::{Actor, TOO_MANY, TOO_MANY_ADMINS, group_info, named, shown_in, texts};
use crate::store::group_members::{self, ADMIN, ORDINARY, OWNER};
use crate::store::groups::{self, Group};
use crate::store::users::{self, User};

/// The one kind of group that there is: OpenIM's working group.
const WORKING: i32 = 2;
/// The longest id that a foreign App Server may give, in bytes.
const MAX_FOREIGN: usize = 256;
/// How somebody came in.
const BY_INVITATION: i32 = 2;

impl Im {
    pub(crate) async fn create_group(&self, actor: Actor, request: CreateGroupReq) -> Result<GroupInfo, Failure> {
        self.change(actor, move |im, tx, actor| im.create_group_in(tx, actor, &request))
            .await
    }

    pub(in crate::im) fn create_group_in(
        &self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        request: &CreateGroupReq,
    ) -> Result<GroupInfo, Failure> {
        if !actor.privileged && request.owner_user_id != actor.user.user_id {
            return Err(Failure::new(Code::NO_PERMISSION, "a group is made for oneself"));
        }
        let wanted = &request.group_info;
        if wanted.group_type != WORKING {
            return Err(Failure::new(Code::GROUP_TYPE, "only groups of type 2 can be made"));
        }
        let (admins, ordinary) = (&request.admin_user_ids, &request.member_user_ids);
        let all: Vec<String> = std::iter::once(&request.owner_user_id)
            .chain(admins)
            .chain(ordinary)
            .cloned()
            .collect();
        let users = named(tx, &all)?;
        if users.len() > self.rules.groups.members as usize {
            return Err(TOO_MANY);
        }
        if admins.len() > self.rules.groups.admins as usize {
            return Err(TOO_MANY_ADMINS);
        }
        let owner = users.first().ok_or(Failure::NO_USER)?.clone();
        let leading: Vec<i64> = users.iter().skip(1).take(admins.len()).map(|user| user.id).collect();
        let (users, asked) = self.willing(tx, actor, users)?;
        let mut group = self.wanted_group(tx, actor, wanted, &owner)?;
        group.id = groups::insert(tx, &group)?;
        let arrivals = users.into_iter().map(|user| Arrival {
            role: match user.id {
                id if id == owner.id => OWNER,
                id if leading.contains(&id) => ADMIN,
                _ => ORDINARY,
            },
            user,
            source: BY_INVITATION,
            inviter: owner.user_id.clone(),
        });
        self.let_in(tx, &group, actor, arrivals.collect())?;
        let told = self.told(tx, actor, group.id)?;
        let made = told.group.clone().unwrap_or_default();
        let (some, _) = group_members::page(tx, group.id, &group_members::everybody(), 0, NAMED as i64)?;
        let tips = tips::GroupCreatedTips {
            group: told.group,
            op_user: told.op_user,
            member_list: some.into_iter().map(|member| brief(&group.group_id, member)).collect(),
            operation_time: told.time,
            group_owner_user: Some(shown_in(tx, &group, &owner)?),
            group_member_version: told.version,
            group_member_version_id: told.version_id,
        };
        let line = Line::wanted(request.send_message);
        self.tell_group(tx, &actor.user, &group, content::GROUP_CREATED, &tips, line)?;
        for user in asked {
            self.ask_himself(tx, &group, &user, &actor.user, "")?;
        }
        Ok(made)
    }

    fn wanted_group(
        &self,
        connection: &Connection,
        actor: &Actor,
        wanted: &GroupInfo,
        owner: &User,
    ) -> Result<Group, Failure> {
        let name = texts::name(&wanted.group_name)?;
        texts::long(&wanted.notification)?;
        texts::long(&wanted.introduction)?;
        texts::address(&wanted.face_url)?;
        texts::ex(&wanted.ex)?;
        super::settings::switches(
            Some(wanted.need_verification),
            Some(wanted.look_member_info),
            Some(wanted.apply_member_friend),
        )?;
        let (group_id, foreign_id) = match wanted.group_id.as_str() {
            "" => (self.free_group_number(connection)?, String::new()),
            id if groups::find(connection, id)?.is_some() => {
                return Err(Failure::new(Code::GROUP_EXISTS, "there is a group of this ID"));
            }
            // Clients keep people and groups under their ids side by side: one would be shown under the other's name.
            id if users::row_of(connection, id)?.is_some() => {
                return Err(Failure::new(Code::GROUP_EXISTS, "the ID is somebody's"));
            }
            id if ids::is_wire_user_id(id) => (id.to_owned(), String::new()),
            // An App Server's own name for it, which is kept beside a number that can travel.
            id if actor.privileged && id.len() <= MAX_FOREIGN && !id.chars().any(char::is_control) => {
                (self.free_group_number(connection)?, id.to_owned())
            }
            _ => return Err(Failure::args("this is no group ID")),
        };
        Ok(Group {
            group_id,
            foreign_id,
            name,
            notification: wanted.notification.clone(),
            introduction: wanted.introduction.clone(),
            face_url: wanted.face_url.clone(),
            created: self.time(),
            ex: wanted.ex.clone(),
            status: groups::OPEN,
            creator: owner.user_id.clone(),
            kind: WORKING,
            need_verification: wanted.need_verification,
            look_member_info: wanted.look_member_info,
            apply_member_friend: wanted.apply_member_friend,
            ..Group::default()
        })
    }

    /// Ten digits that no group and nobody has.
    fn free_group_number(&self, connection: &Connection) -> Result<String, Failure> {
        loop {
            let number = 1_000_000_000 + u64::from_be_bytes(self.random_bytes()) % 9_000_000_000;
            let id = number.to_string();
            if groups::status(connection, &id)?.is_none() && users::row_of(connection, &id)?.is_none() {
                return Ok(id);
            }
        }
    }

    /// A group as it travels now.
    pub(super) fn group_now(&self, connection: &Connection, row: i64) -> Result<GroupInfo, Failure> {
        Ok(group_info(groups::get(connection, row)?.ok_or(super::NO_GROUP)?))
    }
}
