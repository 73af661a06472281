//! What the server tells of friends, blocked people and requests, written down. Every list can be told twice or in part
//! without harm. Knows no network.

use std::collections::BTreeSet;

use protocol::pb::{self, BlackInfo, FriendInfo};
use rusqlite::{Connection, Result};

use crate::changes::Changes;
use crate::groups::told;
use crate::store::blacks;
use crate::store::friend_requests::{self, FriendRequest};
use crate::store::friends::{self, Friend};
use crate::store::users::{self, User};
use crate::sync::profiles::told_by;

/// Somebody whose name is told with something else: better than nothing, and no news of who is known.
pub(crate) fn meet(db: &Connection, changes: &mut Changes, id: &str, nickname: &str, face_url: &str) -> Result<()> {
    if users::get(db, id)?.is_none() {
        let met = User {
            id: id.to_owned(),
            nickname: nickname.to_owned(),
            face_url: face_url.to_owned(),
            ..User::default()
        };
        users::put(db, &met)?;
        changes.user(db, id)?;
    }
    Ok(())
}

/// A friend is new or has changed.
pub(crate) fn befriended(db: &Connection, changes: &mut Changes, info: &FriendInfo) -> Result<()> {
    let Some(user) = &info.friend_user else {
        return Ok(());
    };
    let before = users::get(db, &user.user_id)?;
    let mut told = told_by(user.clone(), 0);
    // It tells all that a profile tells, as it is now.
    told.fetched = before.as_ref().map_or(1, |before| before.fetched.max(1));
    let profile = users::put(db, &told)?;
    let friend = Friend {
        id: user.user_id.clone(),
        remark: info.remark.clone(),
        ex: info.ex.clone(),
        pinned: info.is_pinned,
        since: info.create_time,
    };
    let known = friends::put(db, &friend)?;
    if known.as_ref() != Some(&friend) {
        changes.friend(&friend.id);
    }
    let remark = known.as_ref().map(|known| known.remark.as_str()).unwrap_or_default();
    let otherwise = before.filter(|before| before.nickname != user.nickname);
    if profile || otherwise.is_some() || remark != friend.remark || known.is_none() {
        changes.user(db, &friend.id)?;
    }
    if let Some(before) = &otherwise {
        told::renamed(db, changes, before, &user.nickname)?;
    }
    if remark != friend.remark {
        changes.remarked(db, &friend.id)?;
    }
    Ok(())
}

pub(crate) fn unfriended(db: &Connection, changes: &mut Changes, id: &str) -> Result<()> {
    let called = friends::get(db, id)?.is_some_and(|friend| !friend.remark.is_empty());
    if friends::remove(db, id)? {
        changes.friend(id);
        changes.user(db, id)?;
        if called {
            changes.remarked(db, id)?;
        }
    }
    Ok(())
}

/// These are all friends.
pub(crate) fn only_friends(db: &Connection, changes: &mut Changes, all: &[FriendInfo]) -> Result<()> {
    let ids = all
        .iter()
        .filter_map(|info| Some(info.friend_user.as_ref()?.user_id.as_str()));
    let ids: BTreeSet<_> = ids.collect();
    for friend in friends::all(db)? {
        if !ids.contains(friend.id.as_str()) {
            unfriended(db, changes, &friend.id)?;
        }
    }
    for info in all {
        befriended(db, changes, info)?;
    }
    Ok(())
}

pub(crate) fn blocked(db: &Connection, changes: &mut Changes, info: &BlackInfo) -> Result<()> {
    let Some(user) = &info.black_user_info else {
        return Ok(());
    };
    meet(db, changes, &user.user_id, &user.nickname, &user.face_url)?;
    block(db, changes, &user.user_id, info.create_time)
}

pub(crate) fn block(db: &Connection, changes: &mut Changes, id: &str, since: i64) -> Result<()> {
    if blacks::add(db, id, since)? {
        changes.black(id);
        changes.user(db, id)?;
    }
    Ok(())
}

pub(crate) fn unblocked(db: &Connection, changes: &mut Changes, id: &str) -> Result<()> {
    if blacks::remove(db, id)? {
        changes.black(id);
        changes.user(db, id)?;
    }
    Ok(())
}

/// These are all who are blocked.
pub(crate) fn only_blacks(db: &Connection, changes: &mut Changes, all: &[BlackInfo]) -> Result<()> {
    let ids = all
        .iter()
        .filter_map(|info| Some(info.black_user_info.as_ref()?.user_id.as_str()));
    let ids: BTreeSet<_> = ids.collect();
    for id in blacks::all(db)? {
        if !ids.contains(id.as_str()) {
            unblocked(db, changes, &id)?;
        }
    }
    for info in all {
        blocked(db, changes, info)?;
    }
    Ok(())
}

/// A request is new, or was answered.
pub(crate) fn requested(db: &Connection, changes: &mut Changes, me: &str, told: &pb::FriendRequest) -> Result<()> {
    let mine = told.from_user_id == me;
    let (id, nickname, face_url) = if mine {
        (&told.to_user_id, &told.to_nickname, &told.to_face_url)
    } else {
        (&told.from_user_id, &told.from_nickname, &told.from_face_url)
    };
    meet(db, changes, id, nickname, face_url)?;
    // Whoever asks once more wants to be looked at once more.
    let looked = friend_requests::get(db, id, mine)?.is_some_and(|known| known.seen && known.time == told.create_time);
    let request = FriendRequest {
        id: id.clone(),
        mine,
        message: told.req_msg.clone(),
        time: told.create_time,
        result: told.handle_result,
        answer: told.handle_msg.clone(),
        seen: mine || looked,
    };
    if friend_requests::put(db, &request)? {
        changes.request(id, mine);
    }
    Ok(())
}

/// These are all requests.
pub(crate) fn only_requests(db: &Connection, changes: &mut Changes, me: &str, all: &[pb::FriendRequest]) -> Result<()> {
    let keys = all.iter().map(|told| {
        let mine = told.from_user_id == me;
        (if mine { &told.to_user_id } else { &told.from_user_id }, mine)
    });
    let keys: BTreeSet<_> = keys.collect();
    for request in friend_requests::all(db)? {
        if !keys.contains(&(&request.id, request.mine)) {
            friend_requests::remove(db, &request.id, request.mine)?;
            // Only an account that was deleted takes its requests along: nothing is left to be told of one by one.
            changes.resync();
        }
    }
    for told in all {
        requested(db, changes, me, told)?;
    }
    Ok(())
}
