//! What a person does with friends, requests and the black list. All of it needs the server, and nothing is kept for
//! later: a friendship that comes about days after it was wanted would surprise both. What the server takes is read back
//! before a call returns, so that it shows here at once; the person's other devices hear of it by notices.

use anyhow::Context as _;
use protocol::rest::Call;
use protocol::rest::ext::EndFriendshipReq;
use protocol::rest::friend::{
    AddBlackReq, AddFriendReq, AddFriendResponseReq, DeleteFriendReq, RemoveBlackReq, UpdateFriendsReq,
};

use crate::account::Account;
use crate::calls::Part;
use crate::error::{Code, Problem};
use crate::ex;
use crate::session::{ask, must_offer};
use crate::store::friends::{self, Friend};
use crate::store::{blacks, friend_requests, users};
use crate::sync::relations::{self, Stale};
use crate::text;
use crate::view::{Asked, FriendRequestView, FriendView, UserView};
use crate::views;

/// The longest remark and note, in characters.
const MAX_REMARK: usize = 64;
const MAX_NOTE: usize = 400;

const NOTE: &str = "note";

/// What a person keeps about a friend.
pub(crate) fn note(friend: &Friend) -> String {
    let kept = ex::get(&friend.ex, NOTE);
    kept.as_ref()
        .and_then(|note| note.as_str())
        .map(str::to_owned)
        .unwrap_or_default()
}

async fn does<C: Call + Sync>(account: &Account, request: &C, stale: Stale) -> anyhow::Result<()> {
    ask(account, Part::Api, request).await?;
    // It is done; if reading it back fails, the notice or the next connection brings it.
    if let Err(error) = relations::refresh(account, stale).await {
        tracing::info!(error = format!("{error:#}"), "What was done is not read back yet");
        account.want(stale.into());
    }
    Ok(())
}

/// Friends, pinned ones first.
pub(crate) async fn all(account: &Account) -> anyhow::Result<Vec<FriendView>> {
    let teller = account.teller.clone();
    account
        .read(move |db| {
            let mut views = Vec::new();
            for friend in friends::all(db)? {
                views.push(views::friend(db, &friend, |user| teller.presence(user))?);
            }
            views.sort_by(|one, other| other.pinned.cmp(&one.pinned).then(one.since.cmp(&other.since)));
            Ok(views)
        })
        .await
}

/// Requests of both directions, the newest first.
pub(crate) async fn requests(account: &Account) -> anyhow::Result<Vec<FriendRequestView>> {
    let teller = account.teller.clone();
    account
        .read(move |db| {
            let all = friend_requests::all(db)?;
            let views = all.iter().map(|request| views::request(db, request, &teller));
            Ok(views.collect::<Result<_, _>>()?)
        })
        .await
}

/// Whom this person blocks, the newest first.
pub(crate) async fn blocked(account: &Account) -> anyhow::Result<Vec<UserView>> {
    let teller = account.teller.clone();
    account
        .read(move |db| {
            let mut views = Vec::new();
            for id in blacks::all(db)? {
                views.push(teller.user_view(&users::get(db, &id)?.unwrap_or_else(|| users::nobody(&id))));
            }
            Ok(views)
        })
        .await
}

/// The person has looked at all that came.
pub(crate) async fn see_requests(account: &Account) -> anyhow::Result<()> {
    account
        .change(|db, changes| {
            for mut request in friend_requests::all(db)?.into_iter().filter(|request| !request.seen) {
                request.seen = true;
                friend_requests::put(db, &request)?;
                changes.request(&request.id, request.mine);
            }
            Ok(())
        })
        .await
        .context("Note that requests were looked at")
}

pub(crate) async fn request(account: &Account, user_id: &str, message: &str) -> anyhow::Result<Asked> {
    let request = AddFriendReq {
        from_user_id: account.user_id.clone(),
        to_user_id: user_id.to_owned(),
        req_msg: message.to_owned(),
        ex: String::new(),
    };
    does(account, &request, Stale::ALL).await.context("Ask to be friends")?;
    let id = user_id.to_owned();
    let friend = account.read(move |db| Ok(friends::get(db, &id)?)).await?;
    Ok(if friend.is_some() {
        Asked::Friends
    } else {
        Asked::Waiting
    })
}

pub(crate) async fn answer(account: &Account, user_id: &str, accept: bool, message: &str) -> anyhow::Result<()> {
    let request = AddFriendResponseReq {
        from_user_id: user_id.to_owned(),
        to_user_id: account.user_id.clone(),
        handle_result: if accept { 1 } else { -1 },
        handle_msg: message.to_owned(),
    };
    does(account, &request, Stale::ALL).await.context("Answer a request")
}

/// What a friend is called here and what is kept about him.
pub(crate) async fn describe(account: &Account, user_id: &str, remark: &str, note: &str) -> anyhow::Result<()> {
    let remark = text::line(remark);
    if remark.chars().count() > MAX_REMARK {
        return Err(Problem::from(Code::BadNickname).into());
    }
    if note.chars().count() > MAX_NOTE {
        return Err(Problem::from(Code::BadRequest).into());
    }
    let id = user_id.to_owned();
    let known = account.read(move |db| Ok(friends::get(db, &id)?)).await?;
    let known = known.ok_or(Problem::from(Code::NotFound))?;
    let kept = Some(note.trim()).filter(|note| !note.is_empty()).map(Into::into);
    let request = UpdateFriendsReq {
        owner_user_id: account.user_id.clone(),
        friend_user_ids: vec![user_id.to_owned()],
        remark: Some(remark),
        // Where somebody else's text fills it, a note has no place.
        ex: ex::set(&known.ex, NOTE, kept),
        is_pinned: None,
    };
    does(account, &request, Stale::FRIENDS)
        .await
        .context("Describe a friend")
}

pub(crate) async fn pin(account: &Account, user_id: &str, pinned: bool) -> anyhow::Result<()> {
    let request = UpdateFriendsReq {
        owner_user_id: account.user_id.clone(),
        friend_user_ids: vec![user_id.to_owned()],
        is_pinned: Some(pinned),
        ..UpdateFriendsReq::default()
    };
    does(account, &request, Stale::FRIENDS).await.context("Pin a friend")
}

/// On this side or, where the server offers it, on both.
pub(crate) async fn delete(account: &Account, user_id: &str, both: bool) -> anyhow::Result<()> {
    if both {
        must_offer(account, |offers| offers.friendships)?;
        let request = EndFriendshipReq {
            friend_user_id: user_id.to_owned(),
        };
        return does(account, &request, Stale::FRIENDS)
            .await
            .context("End a friendship");
    }
    let request = DeleteFriendReq {
        owner_user_id: account.user_id.clone(),
        friend_user_id: user_id.to_owned(),
    };
    does(account, &request, Stale::FRIENDS).await.context("Delete a friend")
}

pub(crate) async fn block(account: &Account, user_id: &str, blocked: bool) -> anyhow::Result<()> {
    let (owner_user_id, black_user_id) = (account.user_id.clone(), user_id.to_owned());
    if blocked {
        let request = AddBlackReq {
            owner_user_id,
            black_user_id,
            ex: String::new(),
        };
        return does(account, &request, Stale::BLACKS).await.context("Block");
    }
    let request = RemoveBlackReq {
        owner_user_id,
        black_user_id,
    };
    does(account, &request, Stale::BLACKS).await.context("Unblock")
}
