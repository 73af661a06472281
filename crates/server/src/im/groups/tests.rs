//! The rules of groups: who may do what, what it costs, and what those see who came late or left.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod cost;
mod input;
mod leaving;
mod mentions;
mod requests;
mod roles;
mod versions;

use protocol::content::{self, session};
use protocol::pb::{GroupInfo, MsgData};
use protocol::rest::group::{CreateGroupReq, InviteUserToGroupReq, KickGroupReq, SetGroupInfoExReq};

use super::super::tests::App;
use crate::im::{Actor, Failure, NewUser, Rules, Sent};

impl App {
    /// Alice's group with Bob as its admin and Carol and Dave in it; Eve is out.
    async fn seals(rules: Rules) -> (Self, String) {
        let app = Self::with(rules).await;
        for id in ["dave", "eve"] {
            app.user(id).await;
        }
        let group = app.make("alice", &["bob"], &["carol", "dave"]).await.unwrap();
        (app, group.group_id)
    }

    async fn user(&self, id: &str) {
        let new = NewUser {
            user_id: Some(id.into()),
            ..NewUser::default()
        };
        self.im.door().create_user(new).await.unwrap();
    }

    async fn actor(&self, id: &str) -> Actor {
        Actor {
            user: self.im.find_user(id).await.unwrap().unwrap(),
            privileged: false,
        }
    }

    async fn make(&self, owner: &str, admins: &[&str], members: &[&str]) -> Result<GroupInfo, Failure> {
        let request = CreateGroupReq {
            owner_user_id: owner.into(),
            admin_user_ids: ids(admins),
            member_user_ids: ids(members),
            group_info: GroupInfo {
                group_name: "Seals".into(),
                group_type: 2,
                ..GroupInfo::default()
            },
            ..CreateGroupReq::default()
        };
        self.im.create_group(self.actor(owner).await, request).await
    }

    async fn invites(&self, by: &str, group: &str, whom: &[&str]) -> Result<(), Failure> {
        let request = InviteUserToGroupReq {
            group_id: group.into(),
            invited_user_ids: ids(whom),
            ..InviteUserToGroupReq::default()
        };
        self.im.invite_to_group(self.actor(by).await, request).await
    }

    async fn removes(&self, by: &str, group: &str, whom: &[&str]) -> Result<(), Failure> {
        let request = KickGroupReq {
            group_id: group.into(),
            kicked_user_ids: ids(whom),
            ..KickGroupReq::default()
        };
        self.im.kick_from_group(self.actor(by).await, request).await
    }

    async fn sets(&self, by: &str, request: SetGroupInfoExReq) -> Result<(), Failure> {
        self.im.set_group_info(self.actor(by).await, request).await
    }

    async fn tells(&self, from: &str, group: &str, text: &str) -> Result<Sent, Failure> {
        self.send(from, text_in(group, text)).await
    }

    /// User ids and roles, as they are listed.
    async fn people(&self, group: &str) -> Vec<(String, i32)> {
        let everybody = crate::store::group_members::everybody();
        let (members, total) = self.im.members(None, group.into(), everybody, 0, 1_000).await.unwrap();
        assert_eq!(total as usize, members.len());
        members
            .into_iter()
            .map(|member| (member.user_id, member.role_level))
            .collect()
    }
}

fn ids(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn text_in(group: &str, text: &str) -> MsgData {
    MsgData {
        group_id: group.into(),
        session_type: session::GROUP,
        content_type: content::TEXT,
        content: content::encode_text(text),
        ..MsgData::default()
    }
}

fn code<T>(result: Result<T, Failure>) -> i32 {
    result.map_or_else(|failure| failure.code.0, |_| 0)
}

/// The codes of two acts at one time, whichever came first.
fn sorted<T>(one: Result<T, Failure>, other: Result<T, Failure>) -> [i32; 2] {
    let mut both = [code(one), code(other)];
    both.sort_unstable();
    both
}
