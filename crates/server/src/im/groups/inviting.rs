//! Asking somebody whether he wants to be in a group, where he lets nobody put him into one.

use db::Tx;
use protocol::content;
use serde::Serialize;

use super::super::notices::Audience;
use super::super::privacy::may_pull;
use super::super::{Failure, Im, Viewer};
use super::members::INVITED;
use super::requests::{AGREED, NO_REQUEST, REFUSED};
use super::telling::Line;
use super::{Actor, Group, living, texts};
use crate::im::lists::look_into;
use crate::store::group_members;
use crate::store::group_requests::{self, GroupRequest, WAITING};
use crate::store::users::{self, User};

/// What whoever is asked hears at once; the list tells the rest. OpenIM's clients hand it on and do nothing.
#[derive(Serialize)]
struct Hint {
    key: &'static str,
    data: &'static str,
}

impl Im {
    /// Who is put into a group, and who is asked first. Nobody is brought in by somebody whom he blocks; OpenIM asks
    /// nobody.
    pub(super) fn willing(
        &self,
        tx: &Tx<'_>,
        actor: &Actor,
        users: Vec<User>,
    ) -> Result<(Vec<User>, Vec<User>), Failure> {
        let (mut willing, mut asked) = (Vec::new(), Vec::new());
        for user in users {
            let own = user.id == actor.user.id || actor.privileged || self.rules.plain;
            if own || may_pull(tx, actor.user.id, user.id)? {
                willing.push(user);
            } else {
                asked.push(user);
            }
        }
        Ok((willing, asked))
    }

    /// Puts it before the person himself, in the place of what he was asked before.
    pub(super) fn ask_himself(
        &self,
        tx: &mut Tx<'_>,
        group: &Group,
        user: &User,
        inviter: &User,
        words: &str,
    ) -> Result<(), Failure> {
        let request = GroupRequest {
            group: group.id,
            user: user.id,
            result: WAITING,
            req_msg: words.to_owned(),
            created: self.time(),
            join_source: INVITED,
            inviter: inviter.user_id.clone(),
            consent: true,
            ..GroupRequest::default()
        };
        group_requests::put(tx, &request)?;
        self.hint(tx, inviter, user)
    }

    fn hint(&self, tx: &mut Tx<'_>, from: &User, to: &User) -> Result<(), Failure> {
        let hint = Hint {
            key: protocol::rest::ext::groups::INVITATIONS,
            data: "",
        };
        self.notify_all_in(
            tx,
            from,
            Audience::Only(to),
            content::BUSINESS_NOTIFICATION,
            &hint,
            false,
        )
    }

    /// Whoever was asked answers, once. It holds as long as whoever asked is in the group.
    pub(crate) async fn answer_invitation(
        &self,
        actor: Actor,
        group_id: String,
        accept: bool,
        message: String,
    ) -> Result<(), Failure> {
        self.change(actor, move |im, tx, actor| {
            im.answer_invitation_in(tx, actor, &group_id, accept, &message)
        })
        .await
    }

    fn answer_invitation_in(
        &self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        group_id: &str,
        accept: bool,
        message: &str,
    ) -> Result<(), Failure> {
        texts::word(message)?;
        let group = living(tx, group_id)?;
        let mut request = group_requests::find(tx, group.id, actor.user.id, true)?.ok_or(NO_REQUEST)?;
        let result = if accept { AGREED } else { REFUSED };
        self.answered(tx, &mut request, actor, result, message)?;
        if accept {
            let inviter = users::find(tx, &request.inviter)?.ok_or(NO_REQUEST)?;
            group_members::find(tx, group.id, inviter.id)?.ok_or(NO_REQUEST)?;
            let new = self.newcomers(tx, &group, vec![actor.user.clone()])?;
            let by = Actor {
                user: inviter,
                privileged: false,
            };
            self.bring_in(tx, &by, &group, new, Line::Quiet)?;
        }
        self.hint(tx, &actor.user, &actor.user)
    }

    /// Those of the users who were asked to come into a group, and have not answered.
    pub(crate) async fn invited(
        &self,
        of: Option<Viewer>,
        group_id: String,
        user_ids: Vec<String>,
    ) -> Result<Vec<String>, Failure> {
        self.db
            .read(move |connection| {
                let group = look_into(connection, of.as_ref(), &group_id)?;
                let mut waiting = Vec::new();
                for user_id in user_ids {
                    let Some(user) = users::row_of(connection, &user_id)? else {
                        continue;
                    };
                    let asked = group_requests::find(connection, group.id, user, true)?;
                    if asked.is_some_and(|asked| asked.result == WAITING) {
                        waiting.push(user_id);
                    }
                }
                Ok(waiting)
            })
            .await
    }
}
