//! What a person does with groups. All of it needs the server, and nothing is kept for later: somebody who is removed
//! days after that was wanted may be wanted again. What the server takes is read back before a call returns, so that it
//! shows here at once; other devices and people hear of it by notices.

pub(crate) mod lines;
pub(crate) mod marks;
pub(crate) mod members;
pub(crate) mod settings;
pub(crate) mod told;
pub(crate) mod views;

use anyhow::Context as _;
use protocol::content::session;
use protocol::ids::conversation_id;
use protocol::pb::GroupInfo;
use protocol::rest::Call;
use protocol::rest::ext::feature;
use protocol::rest::ext::groups::{AnswerInvitationReq, InvitedReq};
use protocol::rest::group::{
    CreateGroupReq, DismissGroupReq, GetGroupMembersInfoReq, GetGroupsInfoReq, GroupApplicationResponseReq,
    InviteUserToGroupReq, JoinGroupReq, KickGroupReq, QuitGroupReq, TransferGroupReq,
};

use crate::account::Account;
use crate::calls::Part;
use crate::error::{Code, Problem};
use crate::session::ask;
use crate::store::conversations::{self, Conversation};
use crate::store::group_requests;
use crate::store::groups::{self, Group};
use crate::sync::groups::{self as lists, Stale};
use crate::text;
use crate::view::{Brought, ConversationView, GroupRequestView, GroupView, MadeGroup};
use crate::views as all_views;

/// The longest name, in characters.
const MAX_NAME: usize = 64;

/// OpenIM's only kind of group.
const WORKING: i32 = 2;
/// `joinSource` of whom nobody asked in.
const SEARCHED: i32 = 3;

/// Does something, and reads back what it may have changed.
async fn does<C: Call + Sync>(account: &Account, request: &C, stale: Stale) -> anyhow::Result<C::Answer> {
    let answer = ask(account, Part::Api, request).await?;
    // It is done; if reading it back fails, the notice or the next connection brings it.
    if let Err(error) = lists::refresh(account, stale.clone()).await {
        tracing::info!(error = format!("{error:#}"), "What was done is not read back yet");
        account.want(stale.into());
    }
    Ok(answer)
}

/// A name as it may be given.
fn name(wanted: &str) -> Result<String, Problem> {
    let name = text::line(wanted);
    if text::is_blank(&name) || name.chars().count() > MAX_NAME {
        return Err(Code::BadNickname.into());
    }
    Ok(name)
}

async fn view(account: &Account, group: &str) -> anyhow::Result<Option<GroupView>> {
    let id = group.to_owned();
    account
        .read(move |db| {
            let known = groups::get(db, &id)?;
            Ok(known.map(|group| views::group(db, &group)).transpose()?)
        })
        .await
}

/// Those that the person is in, and those of which he has the conversation.
pub(crate) async fn all(account: &Account) -> anyhow::Result<Vec<GroupView>> {
    account
        .read(move |db| {
            let all = groups::all(db)?;
            let views = all.iter().map(|group| views::group(db, group));
            Ok(views.collect::<Result<_, _>>()?)
        })
        .await
}

/// Of all groups and sides, the newest first.
pub(crate) async fn requests(account: &Account) -> anyhow::Result<Vec<GroupRequestView>> {
    let teller = account.teller.clone();
    account
        .read(move |db| {
            let all = group_requests::all(db)?;
            let views = all.iter().map(|request| views::request(db, &teller, request));
            Ok(views.collect::<Result<_, _>>()?)
        })
        .await
}

/// Any group, as whoever wants to join it sees it; one's own as it is known here.
pub(crate) async fn look_up(account: &Account, group: &str) -> anyhow::Result<GroupView> {
    if let Some(own) = view(account, group).await?.filter(|own| own.role.is_some()) {
        return Ok(own);
    }
    let request = GetGroupsInfoReq {
        group_ids: vec![group.to_owned()],
    };
    let told = ask(account, Part::Api, &request).await.context("Look a group up")?;
    let found = told.group_infos.iter().find(|info| info.group_id == group);
    Ok(views::looked_up(&Group::from(
        found.ok_or(Problem::from(Code::NotFound))?,
    )))
}

/// The conversation of a group that the person knows, put into the list.
pub(crate) async fn open(account: &Account, group: &str) -> anyhow::Result<ConversationView> {
    let (group, now, teller) = (group.to_owned(), account.world.clock.now_ms(), account.teller.clone());
    account
        .change(move |db, changes| {
            let id = conversation_id::group(&group);
            let mut row = match conversations::get(db, &id)? {
                Some(row) => row,
                None => {
                    groups::get(db, &group)?.ok_or(Problem::from(Code::NotFound))?;
                    Conversation {
                        id,
                        kind: session::GROUP,
                        peer: group,
                        ..Conversation::default()
                    }
                }
            };
            row.opened = true;
            if row.time == 0 {
                row.time = now;
            }
            conversations::put(db, &row)?;
            changes.conversation(&row.id);
            Ok(all_views::conversation(db, &row, |user| teller.presence(user))?)
        })
        .await
        .context("Open a group's conversation")
}

pub(crate) async fn create(
    account: &Account,
    wanted: &str,
    user_ids: Vec<String>,
    face_url: &str,
) -> anyhow::Result<MadeGroup> {
    let request = CreateGroupReq {
        member_user_ids: user_ids.clone(),
        owner_user_id: account.user_id.clone(),
        group_info: GroupInfo {
            group_name: name(wanted)?,
            face_url: face_url.to_owned(),
            group_type: WORKING,
            ..GroupInfo::default()
        },
        ..CreateGroupReq::default()
    };
    let made = does(account, &request, Stale::JOINED).await.context("Make a group")?;
    let made = made.group_info;
    let group = match view(account, &made.group_id).await? {
        Some(view) => view,
        // It could not be read back: as it was made.
        None => views::looked_up(&Group::from(&made)),
    };
    // It is made, whatever becomes of the question.
    let asked = asked_first(account, &made.group_id, user_ids)
        .await
        .unwrap_or_else(|error| {
            tracing::info!(error = format!("{error:#}"), "Who is asked first is not told");
            Vec::new()
        });
    Ok(MadeGroup { group, asked })
}

/// Which of these are asked themselves whether they want to be in a group. OpenIM asks nobody.
async fn asked_first(account: &Account, group: &str, user_ids: Vec<String>) -> anyhow::Result<Vec<String>> {
    if user_ids.is_empty() || !account.owner().has(feature::GROUPS) {
        return Ok(Vec::new());
    }
    let request = InvitedReq {
        group_id: group.to_owned(),
        user_ids,
    };
    let asked = ask(account, Part::Api, &request).await.context("Ask who is asked")?;
    Ok(asked.user_ids)
}

/// Whether the person is in now; otherwise he waits.
pub(crate) async fn join(account: &Account, group: &str, message: &str) -> anyhow::Result<bool> {
    let request = JoinGroupReq {
        group_id: group.to_owned(),
        req_message: message.to_owned(),
        join_source: SEARCHED,
        inviter_user_id: account.user_id.clone(),
        ex: String::new(),
    };
    let mut stale = Stale::JOINED;
    stale.requests = true;
    does(account, &request, stale).await.context("Join a group")?;
    Ok(view(account, group).await?.is_some_and(|view| view.role.is_some()))
}

pub(crate) async fn invite(
    account: &Account,
    group: &str,
    user_ids: Vec<String>,
    message: &str,
) -> anyhow::Result<Brought> {
    let request = InviteUserToGroupReq {
        group_id: group.to_owned(),
        invited_user_ids: user_ids.clone(),
        reason: message.to_owned(),
        send_message: None,
    };
    let mut stale = Stale::of(group);
    stale.requests = true;
    does(account, &request, stale).await.context("Invite into a group")?;
    let request = GetGroupMembersInfoReq {
        group_id: group.to_owned(),
        user_ids: user_ids.clone(),
    };
    let told = ask(account, Part::Api, &request).await.context("Ask who came in")?;
    let waits = |id: &String| told.members.iter().all(|member| member.user_id != *id);
    let waiting: Vec<String> = user_ids.into_iter().filter(waits).collect();
    let asked = asked_first(account, group, waiting.clone()).await?;
    let (consent, approval) = waiting.into_iter().partition(|id| asked.contains(id));
    Ok(Brought { approval, consent })
}

pub(crate) async fn remove(account: &Account, group: &str, user_ids: Vec<String>) -> anyhow::Result<()> {
    let request = KickGroupReq {
        group_id: group.to_owned(),
        kicked_user_ids: user_ids,
        reason: String::new(),
        send_message: None,
    };
    does(account, &request, Stale::of(group))
        .await
        .context("Remove from a group")?;
    Ok(())
}

pub(crate) async fn leave(account: &Account, group: &str) -> anyhow::Result<()> {
    let request = QuitGroupReq {
        group_id: group.to_owned(),
        user_id: account.user_id.clone(),
    };
    does(account, &request, Stale::JOINED).await.context("Leave a group")?;
    Ok(())
}

pub(crate) async fn dismiss(account: &Account, group: &str) -> anyhow::Result<()> {
    let request = DismissGroupReq {
        group_id: group.to_owned(),
        delete_member: false,
        send_message: None,
    };
    does(account, &request, Stale::JOINED)
        .await
        .context("Dismiss a group")?;
    Ok(())
}

pub(crate) async fn transfer(account: &Account, group: &str, user_id: &str) -> anyhow::Result<()> {
    let request = TransferGroupReq {
        group_id: group.to_owned(),
        old_owner_user_id: account.user_id.clone(),
        new_owner_user_id: user_id.to_owned(),
    };
    let mut stale = Stale::of(group);
    stale.requests = true;
    does(account, &request, stale).await.context("Hand a group over")?;
    Ok(())
}

pub(crate) async fn answer(
    account: &Account,
    group: &str,
    user_id: &str,
    accept: bool,
    message: &str,
) -> anyhow::Result<()> {
    let mut stale = Stale::of(group);
    stale.requests = true;
    if user_id == account.user_id {
        let request = AnswerInvitationReq {
            group_id: group.to_owned(),
            accept,
            message: message.to_owned(),
        };
        does(account, &request, stale)
            .await
            .context("Answer whether to come into a group")?;
        return Ok(());
    }
    let request = GroupApplicationResponseReq {
        group_id: group.to_owned(),
        from_user_id: user_id.to_owned(),
        handled_msg: message.to_owned(),
        handle_result: if accept { 1 } else { -1 },
    };
    does(account, &request, stale)
        .await
        .context("Answer a request to be let in")?;
    Ok(())
}
