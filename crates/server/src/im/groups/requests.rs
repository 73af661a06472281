//! Asking to be let in, and the answer. A request is answered once: of two admins who answer at the same time the second
//! is told that it was handled, whatever his answer was.

use std::collections::BTreeMap;

use db::Tx;
use protocol::content::{self, tips};
use protocol::pb::{self, PublicUserInfo};
use protocol::rest::group::{GroupApplicationResponseReq, JoinGroupReq};
use protocol::{Code, ids};
use rusqlite::Connection;

use super::super::notices::Audience;
use super::super::{Failure, Im, Viewer};
use super::members::{DIRECT, INVITED};
use super::telling::Line;
use super::{Actor, act, group_info, living, must_find, shown_in, texts};
use crate::store::group_members;
use crate::store::group_requests::{self, GroupRequest, WAITING};
use crate::store::groups::{self, Group};
use crate::store::users::{self, User};

/// `joinSource` of whom nobody asked in.
const SEARCHED: i32 = 3;
const BY_CODE: i32 = 4;

pub(super) const AGREED: i32 = 1;
pub(super) const REFUSED: i32 = -1;

/// `receiverAs` of an answer's notice.
const AS_APPLICANT: i32 = 0;
const AS_ADMIN: i32 = 1;

const ANSWERED: Failure = Failure::new(Code::GROUP_REQUEST_HANDLED, "the request is answered already");
const IN_ALREADY: Failure = Failure::args("the user is in the group");
pub(super) const NO_REQUEST: Failure = Failure::new(Code::RECORD_NOT_FOUND, "there is no such request");

/// Whose requests a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RequestSide {
    /// To groups of which the viewer is owner or admin.
    Received,
    Sent,
    /// Those that the viewer answers himself.
    Invited,
}

fn public(user: &User) -> PublicUserInfo {
    PublicUserInfo {
        user_id: user.user_id.clone(),
        nickname: user.nickname.clone(),
        face_url: user.face_url.clone(),
        ex: user.ex.clone(),
    }
}

/// A request as it travels; `None` when its group or user is no more.
fn travelling(connection: &Connection, request: GroupRequest) -> Result<Option<pb::GroupRequest>, Failure> {
    let user = users::get(connection, request.user)?;
    let group = groups::get(connection, request.group)?;
    let (Some(user), Some(group)) = (user, group) else {
        return Ok(None);
    };
    Ok(Some(pb::GroupRequest {
        user_info: Some(public(&user)),
        group_info: Some(group_info(group)),
        handle_result: request.result,
        req_msg: request.req_msg,
        handle_msg: request.handle_msg,
        req_time: request.created,
        handle_user_id: request.handler,
        handle_time: request.handled,
        ex: request.ex,
        join_source: request.join_source,
        inviter_user_id: request.inviter,
    }))
}

impl Im {
    pub(crate) async fn join_group(&self, actor: Actor, request: JoinGroupReq) -> Result<(), Failure> {
        self.change(actor, move |im, tx, actor| im.join_group_in(tx, actor, &request))
            .await
    }

    fn join_group_in(&self, tx: &mut Tx<'_>, actor: &Actor, request: &JoinGroupReq) -> Result<(), Failure> {
        texts::word(&request.req_message)?;
        texts::ex(&request.ex)?;
        let source = match request.join_source {
            0 => SEARCHED,
            source @ INVITED..=BY_CODE => source,
            _ => return Err(Failure::args("there is no such joinSource")),
        };
        let group = living(tx, &request.group_id)?;
        if group_members::find(tx, group.id, actor.user.id)?.is_some() {
            return Err(IN_ALREADY);
        }
        // Only who is in can have brought somebody.
        let inviter = match users::find(tx, &request.inviter_user_id)? {
            Some(inviter) if group_members::find(tx, group.id, inviter.id)?.is_some() => Some(inviter),
            _ => None,
        };
        if group.need_verification == DIRECT {
            self.newcomers(tx, &group, vec![actor.user.clone()])?;
            let inviter = inviter.map(|inviter| inviter.user_id).unwrap_or_default();
            return self.walk_in(tx, actor, &group, &actor.user, source, &inviter);
        }
        let (words, ex) = (&request.req_message, &request.ex);
        self.ask_for(tx, &group, &actor.user, source, inviter.as_ref(), actor, words, ex)
    }

    /// Puts a request before owner and admins, in the place of an earlier one.
    #[allow(clippy::too_many_arguments, reason = "the columns of one row")]
    pub(super) fn ask_for(
        &self,
        tx: &mut Tx<'_>,
        group: &Group,
        user: &User,
        source: i32,
        inviter: Option<&User>,
        actor: &Actor,
        words: &str,
        ex: &str,
    ) -> Result<(), Failure> {
        let request = GroupRequest {
            group: group.id,
            user: user.id,
            result: WAITING,
            req_msg: words.to_owned(),
            created: self.time(),
            ex: ex.to_owned(),
            join_source: source,
            inviter: inviter.map(|inviter| inviter.user_id.clone()).unwrap_or_default(),
            ..GroupRequest::default()
        };
        group_requests::put(tx, &request)?;
        let tips = tips::JoinGroupApplicationTips {
            group: Some(self.group_now(tx, group.id)?),
            applicant: Some(public(user)),
            req_msg: words.to_owned(),
            uuid: ids::hex(&self.random_bytes::<16>()),
            request: travelling(tx, request)?,
        };
        let mut told: BTreeMap<i64, User> = BTreeMap::new();
        for leader in group_members::leaders(tx, group.id)? {
            told.insert(leader.user, must_find(tx, &leader.user_id)?);
        }
        for user in [Some(&actor.user), inviter].into_iter().flatten() {
            told.insert(user.id, user.clone());
        }
        for to in told.values() {
            self.notify_all_in(tx, user, Audience::Only(to), content::JOIN_REQUEST, &tips, false)?;
        }
        Ok(())
    }

    pub(crate) async fn answer_group_request(
        &self,
        actor: Actor,
        request: GroupApplicationResponseReq,
    ) -> Result<(), Failure> {
        self.change(actor, move |im, tx, actor| {
            im.answer_group_request_in(tx, actor, &request)
        })
        .await
    }

    fn answer_group_request_in(
        &self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        answer: &GroupApplicationResponseReq,
    ) -> Result<(), Failure> {
        texts::word(&answer.handled_msg)?;
        if !matches!(answer.handle_result, AGREED | REFUSED) {
            return Err(Failure::args("handleResult is 1 or -1"));
        }
        let acting = act(tx, actor, &answer.group_id)?;
        acting.must_lead()?;
        let group = &acting.group;
        let applicant = must_find(tx, &answer.from_user_id)?;
        let mut request = group_requests::find(tx, group.id, applicant.id, false)?.ok_or(NO_REQUEST)?;
        self.answered(tx, &mut request, actor, answer.handle_result, &answer.handled_msg)?;
        let out = group_members::find(tx, group.id, applicant.id)?.is_none() && !applicant.deleted;
        if answer.handle_result == AGREED && out {
            self.newcomers(tx, group, vec![applicant.clone()])?;
        }
        self.tell_answered(tx, actor, group, &applicant, &request)?;
        // He may have come in another way since.
        if answer.handle_result == AGREED && out {
            self.walk_or_bring(tx, actor, group, &applicant, &request)?;
        }
        Ok(())
    }

    /// Writes the answer to a request down, if it is the first.
    pub(super) fn answered(
        &self,
        tx: &Tx<'_>,
        request: &mut GroupRequest,
        by: &Actor,
        result: i32,
        words: &str,
    ) -> Result<(), Failure> {
        if request.result != WAITING {
            return Err(ANSWERED);
        }
        request.result = result;
        request.handler.clone_from(&by.user.user_id);
        words.clone_into(&mut request.handle_msg);
        request.handled = self.time();
        group_requests::put(tx, request)?;
        Ok(())
    }

    /// As OpenIM tells it: whoever was invited was invited by whom he names, others entered.
    fn walk_or_bring(
        &self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        group: &Group,
        applicant: &User,
        request: &GroupRequest,
    ) -> Result<(), Failure> {
        let inviter = match request.join_source {
            INVITED => users::find(tx, &request.inviter)?,
            _ => None,
        };
        let Some(inviter) = inviter else {
            let (source, inviter) = (request.join_source, request.inviter.as_str());
            return self.walk_in(tx, actor, group, applicant, source, inviter);
        };
        let by = Actor {
            user: inviter,
            privileged: false,
        };
        let (_, asked) = self.willing(tx, &by, vec![applicant.clone()])?;
        if !asked.is_empty() {
            return self.ask_himself(tx, group, applicant, &by.user, &request.req_msg);
        }
        self.bring_in(tx, &by, group, vec![applicant.clone()], Line::Quiet)
    }

    fn tell_answered(
        &self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        group: &Group,
        applicant: &User,
        request: &GroupRequest,
    ) -> Result<(), Failure> {
        let kind = if request.result == AGREED {
            content::JOIN_REQUEST_ACCEPTED
        } else {
            content::JOIN_REQUEST_REJECTED
        };
        let mut tips = tips::GroupApplicationHandledTips {
            group: Some(self.group_now(tx, group.id)?),
            op_user: Some(shown_in(tx, group, &actor.user)?),
            handle_msg: request.handle_msg.clone(),
            receiver_as: AS_APPLICANT,
            uuid: ids::hex(&self.random_bytes::<16>()),
            request: travelling(tx, request.clone())?,
        };
        self.notify_all_in(tx, &actor.user, Audience::Only(applicant), kind, &tips, false)?;
        tips.receiver_as = AS_ADMIN;
        for leader in group_members::leaders(tx, group.id)? {
            let leader = must_find(tx, &leader.user_id)?;
            self.notify_all_in(tx, &actor.user, Audience::Only(&leader), kind, &tips, false)?;
        }
        Ok(())
    }

    /// Requests of these groups and with these results, where any are named; the newest first.
    pub(crate) async fn group_requests(
        &self,
        of: Viewer,
        side: RequestSide,
        group_ids: Vec<String>,
        results: Vec<i32>,
    ) -> Result<Vec<pb::GroupRequest>, Failure> {
        self.db
            .read(move |connection| {
                let all = match side {
                    RequestSide::Received => group_requests::received(connection, of.row)?,
                    RequestSide::Sent => group_requests::sent(connection, of.row)?,
                    RequestSide::Invited => group_requests::invitations(connection, of.row)?,
                };
                let mut found = Vec::new();
                for request in all {
                    if !results.is_empty() && !results.contains(&request.result) {
                        continue;
                    }
                    let Some(request) = travelling(connection, request)? else {
                        continue;
                    };
                    let group = request.group_info.as_ref().map(|group| &group.group_id);
                    if group_ids.is_empty() || group.is_some_and(|group| group_ids.contains(group)) {
                        found.push(request);
                    }
                }
                Ok(found)
            })
            .await
    }

    /// The requests of some users to one group: for its owner and admins, and everybody's own.
    pub(crate) async fn group_requests_of(
        &self,
        actor: Actor,
        group_id: String,
        user_ids: Vec<String>,
    ) -> Result<Vec<pb::GroupRequest>, Failure> {
        self.db
            .read(move |connection| {
                let group = groups::find(connection, &group_id)?.ok_or(super::NO_GROUP)?;
                let own = |id: &String| *id == actor.user.user_id;
                if !user_ids.iter().all(own) {
                    act(connection, &actor, &group_id)?.must_lead()?;
                }
                let mut found = Vec::new();
                for user_id in &user_ids {
                    let Some(user) = users::row_of(connection, user_id)? else {
                        continue;
                    };
                    if let Some(request) = group_requests::find(connection, group.id, user, false)? {
                        found.extend(travelling(connection, request)?);
                    }
                }
                Ok(found)
            })
            .await
    }

    /// Open requests to the groups of which somebody is owner or admin, made after a time.
    pub(crate) async fn waiting_group_requests(&self, of: Viewer, after: i64) -> Result<i64, Failure> {
        self.db
            .read(move |connection| Ok(group_requests::waiting(connection, of.row, after)?))
            .await
    }

    /// After a commit the marker knows how far version entries have come.
    pub(super) fn moved_after(&self, tx: &mut Tx<'_>, position: Option<i64>) {
        let Some(versions) = position else {
            return;
        };
        let im = self.clone();
        tx.after_commit(move || {
            let reached = super::super::identity::Reached { messages: 0, versions };
            im.marker.moved(reached, im.now());
        });
    }
}
