//! Groups as an App Server drives them, who acts for nobody's role: RongCloud's calls name a group and people, and know
//! neither owner nor admins. Here the first of a group is its owner, and what such a call changes is changed in the
//! owner's name.

use std::collections::{BTreeMap, BTreeSet};

use db::Tx;
use protocol::pb::GroupInfo;
use protocol::rest::group::{CreateGroupReq, SetGroupInfoExReq};
use rusqlite::Connection;

use super::super::{Failure, Im};
use super::telling::Line;
use super::{Actor, NO_GROUP, living, must_find, named};
use crate::store::group_members::{self, Member, OWNER};
use crate::store::groups::{self, Group};
use crate::store::users::{self, User};

/// What an App Server calls somebody.
fn foreign(connection: &Connection, row: i64) -> Result<String, Failure> {
    let user = users::get(connection, row)?.ok_or(Failure::NO_USER)?;
    Ok(if user.foreign_id.is_empty() {
        user.user_id
    } else {
        user.foreign_id
    })
}

/// In whose name an App Server acts on a group.
fn for_owner(connection: &Connection, group: &Group) -> Result<Actor, Failure> {
    Ok(Actor {
        user: must_find(connection, &group.owner)?,
        privileged: true,
    })
}

impl Im {
    /// Makes a group of people; one that is there takes them in.
    pub(crate) async fn serve_group(&self, group_id: String, name: String, people: Vec<String>) -> Result<(), Failure> {
        let im = self.clone();
        self.db
            .write(move |tx| im.serve_group_in(tx, &group_id, &name, &people))
            .await
    }

    fn serve_group_in(&self, tx: &mut Tx<'_>, group_id: &str, name: &str, people: &[String]) -> Result<(), Failure> {
        if groups::find(tx, group_id)?.is_some() {
            return self.serve_in(tx, group_id, people);
        }
        let (owner, others) = people
            .split_first()
            .ok_or(Failure::args("a group has somebody in it"))?;
        let owner = must_find(tx, owner)?;
        let request = CreateGroupReq {
            owner_user_id: owner.user_id.clone(),
            member_user_ids: others.to_vec(),
            group_info: GroupInfo {
                group_id: group_id.to_owned(),
                group_name: name.to_owned(),
                group_type: 2,
                ..GroupInfo::default()
            },
            ..CreateGroupReq::default()
        };
        let actor = Actor {
            user: owner,
            privileged: true,
        };
        self.create_group_in(tx, &actor, &request).map(|_| ())
    }

    /// Puts somebody into these groups, by their ids and names, and takes him out of all others.
    pub(crate) async fn serve_sync(&self, user: String, wanted: BTreeMap<String, String>) -> Result<(), Failure> {
        let im = self.clone();
        self.db
            .write(move |tx| {
                let user = must_find(tx, &user)?;
                let mut kept = BTreeSet::new();
                for (group_id, name) in &wanted {
                    im.serve_group_in(tx, group_id, name, std::slice::from_ref(&user.user_id))?;
                    kept.insert(living(tx, group_id)?.id);
                }
                for row in groups::rows_of(tx, user.id)? {
                    if let Some(group) = groups::get(tx, row)?.filter(|group| !kept.contains(&group.id)) {
                        im.serve_out_in(tx, &group.group_id, user.clone())?;
                    }
                }
                Ok(())
            })
            .await
    }

    pub(crate) async fn serve_into(&self, group_id: String, people: Vec<String>) -> Result<(), Failure> {
        let im = self.clone();
        self.db.write(move |tx| im.serve_in(tx, &group_id, &people)).await
    }

    fn serve_in(&self, tx: &mut Tx<'_>, group_id: &str, people: &[String]) -> Result<(), Failure> {
        let group = living(tx, group_id)?;
        let actor = for_owner(tx, &group)?;
        let new = self.newcomers(tx, &group, named(tx, people)?)?;
        self.bring_in(tx, &actor, &group, new, Line::Quiet)
    }

    /// Takes people out, each as if he had gone himself; who is not in is passed over. What an owner leaves behind goes
    /// to another, or ends with him.
    pub(crate) async fn serve_out(&self, group_id: String, people: Vec<String>) -> Result<(), Failure> {
        let im = self.clone();
        self.db
            .write(move |tx| {
                for user in named(tx, &people)? {
                    if im.serve_out_in(tx, &group_id, user)? {
                        break;
                    }
                }
                Ok(())
            })
            .await
    }

    /// Whether the group ended with him.
    fn serve_out_in(&self, tx: &mut Tx<'_>, group_id: &str, user: User) -> Result<bool, Failure> {
        let group = living(tx, group_id)?;
        let Some(member) = group_members::find(tx, group.id, user.id)? else {
            return Ok(false);
        };
        let actor = Actor { user, privileged: true };
        if member.role == OWNER {
            let Some(heir) = group_members::heir(tx, group.id)? else {
                self.dismiss_in(tx, &actor, group_id, false, Line::Quiet)?;
                return Ok(true);
            };
            let heir = must_find(tx, &heir.user_id)?;
            self.hand_over(tx, &actor, &group, &actor.user, &heir)?;
        }
        self.quit_group_in(tx, &actor, group_id)?;
        Ok(false)
    }

    pub(crate) async fn serve_end(&self, group_id: String, by: Option<String>) -> Result<(), Failure> {
        let im = self.clone();
        self.db
            .write(move |tx| {
                let group = living(tx, &group_id)?;
                let mut actor = for_owner(tx, &group)?;
                if let Some(by) = by {
                    actor.user = must_find(tx, &by)?;
                }
                im.dismiss_in(tx, &actor, &group_id, false, Line::Quiet)
            })
            .await
    }

    pub(crate) async fn serve_name(&self, group_id: String, name: String) -> Result<(), Failure> {
        let im = self.clone();
        self.db
            .write(move |tx| {
                let actor = for_owner(tx, &living(tx, &group_id)?)?;
                let request = SetGroupInfoExReq {
                    group_id,
                    group_name: Some(name),
                    ..SetGroupInfoExReq::default()
                };
                im.set_group_info_in(tx, &actor, &request)
            })
            .await
    }

    /// 0 seconds end it.
    pub(crate) async fn serve_mute(&self, group_id: String, people: Vec<String>, seconds: u32) -> Result<(), Failure> {
        let im = self.clone();
        self.db
            .write(move |tx| {
                let actor = for_owner(tx, &living(tx, &group_id)?)?;
                for user in named(tx, &people)? {
                    im.mute_member_in(tx, &actor, &group_id, &user.user_id, seconds)?;
                }
                Ok(())
            })
            .await
    }

    /// All of the groups or none.
    pub(crate) async fn serve_mute_all(&self, group_ids: Vec<String>, muted: bool) -> Result<(), Failure> {
        let im = self.clone();
        self.db
            .write(move |tx| {
                for group_id in &group_ids {
                    let actor = for_owner(tx, &living(tx, group_id)?)?;
                    im.mute_group_in(tx, &actor, group_id, muted)?;
                }
                Ok(())
            })
            .await
    }

    /// Who writes also where all are muted.
    pub(crate) async fn serve_exempt(
        &self,
        group_id: String,
        people: Vec<String>,
        exempt: bool,
    ) -> Result<(), Failure> {
        let im = self.clone();
        self.db
            .write(move |tx| {
                let actor = for_owner(tx, &living(tx, &group_id)?)?;
                im.set_exempt_in(tx, &actor, &group_id, &people, exempt)
            })
            .await
    }

    /// Those whom [`Im::serve_exempt`] named, as an App Server calls them.
    pub(crate) async fn served_exempt(&self, group_id: String) -> Result<Vec<String>, Failure> {
        self.db
            .read(move |connection| {
                let group = living(connection, &group_id)?;
                let exempt = group_members::exempt(connection, group.id)?.into_iter();
                exempt.map(|member| foreign(connection, member.user)).collect()
            })
            .await
    }

    /// Everybody in a group, as an App Server calls them.
    pub(crate) async fn served_people(&self, group_id: String) -> Result<Vec<String>, Failure> {
        self.db
            .read(move |connection| {
                let group = living(connection, &group_id)?;
                let everybody = group_members::users(connection, group.id)?.into_iter();
                everybody.map(|row| foreign(connection, row)).collect()
            })
            .await
    }

    /// Who is muted in a group, and until when.
    pub(crate) async fn served_muted(&self, group_id: String) -> Result<Vec<(String, i64)>, Failure> {
        let now = self.time();
        self.db
            .read(move |connection| {
                let group = living(connection, &group_id)?;
                let muted = group_members::muted(connection, group.id, now)?.into_iter();
                let named = |member: Member| Ok((foreign(connection, member.user)?, member.mute_end));
                muted.map(named).collect()
            })
            .await
    }

    /// The groups in which only owner and admins speak.
    pub(crate) async fn served_silent(&self) -> Result<Vec<String>, Failure> {
        let named = |group: Group| match group.foreign_id.as_str() {
            "" => group.group_id,
            _ => group.foreign_id,
        };
        self.db
            .read(move |connection| Ok(groups::muted(connection)?.into_iter().map(named).collect()))
            .await
    }

    /// A group's id as it travels.
    pub(crate) async fn served_id(&self, group_id: String) -> Result<String, Failure> {
        self.db
            .read(move |connection| Ok(groups::find(connection, &group_id)?.ok_or(NO_GROUP)?.group_id))
            .await
    }
}
