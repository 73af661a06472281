//! Friends, black list and requests as the server keeps them: the first two by version, the requests whole, because
//! OpenIM counts no versions of them. Each list is written in one transaction.

use anyhow::Context as _;
use protocol::pb::{self, BlackInfo, FriendInfo};
use protocol::rest::friend::{GetBlackListReq, GetFriendApplyListReq, GetFriendListReq, GetSelfFriendApplyListReq};
use protocol::rest::versioned::{Followed, GetIncrementalBlacksReq, GetIncrementalFriendsReq, Known};
use rusqlite::{Connection, Result};

use super::follow::{Listed, Whole, call, follow, pages, settled, told};
use crate::account::Account;
use crate::changes::Changes;
use crate::chores::Chores;
use crate::relations;
use crate::store::versions::{self, List};

/// Requests of each direction that are kept: who has more does not read them.
const MOST_REQUESTS: usize = 500;

/// Which of the lists are to be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Stale {
    pub(crate) friends: bool,
    pub(crate) blacks: bool,
    pub(crate) requests: bool,
}

impl Stale {
    pub(crate) const ALL: Self = Self {
        friends: true,
        blacks: true,
        requests: true,
    };
    pub(crate) const FRIENDS: Self = Self {
        friends: true,
        blacks: false,
        requests: false,
    };
    pub(crate) const BLACKS: Self = Self {
        friends: false,
        blacks: true,
        requests: false,
    };

    pub(crate) fn merge(&mut self, more: Self) {
        self.friends |= more.friends;
        self.blacks |= more.blacks;
        self.requests |= more.requests;
    }
}

impl From<Stale> for Chores {
    fn from(stale: Stale) -> Self {
        Self {
            relations: stale,
            ..Self::default()
        }
    }
}

pub(crate) async fn refresh(account: &Account, stale: Stale) -> anyhow::Result<()> {
    // Two at once would write what the slower one read over what the faster one did.
    let _turn = account.relating.lock().await;
    let mut chores = Chores::default();
    if stale.friends {
        chores.merge(settled(follow(account, &Friends).await).context("Refresh the friends")?);
    }
    if stale.blacks {
        chores.merge(settled(follow(account, &Blacks).await).context("Refresh the black list")?);
    }
    if stale.requests {
        settled(requests(account).await).context("Refresh the requests")?;
    }
    account.want(chores);
    Ok(())
}

#[derive(Clone)]
struct Friends;

impl Listed for Friends {
    type Row = FriendInfo;

    fn known(&self, db: &Connection) -> Result<Known> {
        versions::get(db, List::Friends)
    }

    fn keep(&self, db: &Connection, known: &Known) -> Result<()> {
        versions::set(db, List::Friends, known)
    }

    fn stale(&self) -> Chores {
        Stale::FRIENDS.into()
    }

    async fn since(&self, account: &Account, known: Known) -> anyhow::Result<Option<Followed<FriendInfo>>> {
        let request = GetIncrementalFriendsReq {
            user_id: account.user_id.clone(),
            version_id: known.version_id,
            version: known.version,
        };
        Ok(told(account, &request).await?.map(Into::into))
    }

    async fn all(&self, account: &Account) -> anyhow::Result<Whole<FriendInfo>> {
        let page = |pagination| async move {
            let request = GetFriendListReq {
                user_id: account.user_id.clone(),
                pagination,
            };
            let told = call(account, &request).await?;
            Ok((told.friends_info, i64::from(told.total)))
        };
        Ok(pages(usize::MAX, page).await?.into())
    }

    fn put(&self, db: &Connection, changes: &mut Changes, chores: &mut Chores, row: &FriendInfo) -> Result<()> {
        chores
            .watch
            .extend(row.friend_user.as_ref().map(|user| user.user_id.clone()));
        relations::befriended(db, changes, row)
    }

    fn remove(&self, db: &Connection, changes: &mut Changes, _: &mut Chores, id: &str) -> Result<()> {
        relations::unfriended(db, changes, id)
    }

    fn only(
        &self,
        db: &Connection,
        changes: &mut Changes,
        chores: &mut Chores,
        whole: &Whole<FriendInfo>,
    ) -> Result<()> {
        let users = whole.rows.iter().filter_map(|row| row.friend_user.as_ref());
        chores.watch.extend(users.map(|user| user.user_id.clone()));
        relations::only_friends(db, changes, &whole.rows)
    }
}

#[derive(Clone)]
struct Blacks;

impl Listed for Blacks {
    type Row = BlackInfo;

    fn known(&self, db: &Connection) -> Result<Known> {
        versions::get(db, List::Blacks)
    }

    fn keep(&self, db: &Connection, known: &Known) -> Result<()> {
        versions::set(db, List::Blacks, known)
    }

    fn stale(&self) -> Chores {
        Stale::BLACKS.into()
    }

    async fn since(&self, account: &Account, known: Known) -> anyhow::Result<Option<Followed<BlackInfo>>> {
        let request = GetIncrementalBlacksReq {
            user_id: account.user_id.clone(),
            version_id: known.version_id,
            version: known.version,
        };
        Ok(told(account, &request).await?.map(Into::into))
    }

    async fn all(&self, account: &Account) -> anyhow::Result<Whole<BlackInfo>> {
        let page = |pagination| async move {
            let request = GetBlackListReq {
                user_id: account.user_id.clone(),
                pagination,
            };
            let told = call(account, &request).await?;
            Ok((told.blacks, i64::from(told.total)))
        };
        Ok(pages(usize::MAX, page).await?.into())
    }

    fn put(&self, db: &Connection, changes: &mut Changes, _: &mut Chores, row: &BlackInfo) -> Result<()> {
        relations::blocked(db, changes, row)
    }

    fn remove(&self, db: &Connection, changes: &mut Changes, _: &mut Chores, id: &str) -> Result<()> {
        relations::unblocked(db, changes, id)
    }

    fn only(&self, db: &Connection, changes: &mut Changes, _: &mut Chores, whole: &Whole<BlackInfo>) -> Result<()> {
        relations::only_blacks(db, changes, &whole.rows)
    }
}

async fn requests(account: &Account) -> anyhow::Result<()> {
    let received = |pagination| async move {
        let request = GetFriendApplyListReq {
            user_id: account.user_id.clone(),
            pagination,
            handle_results: Vec::new(),
        };
        let told = call(account, &request).await?;
        Ok((told.friend_requests, i64::from(told.total)))
    };
    let sent = |pagination| async move {
        let request = GetSelfFriendApplyListReq {
            user_id: account.user_id.clone(),
            pagination,
            handle_results: Vec::new(),
        };
        let told = call(account, &request).await?;
        Ok((told.friend_requests, i64::from(told.total)))
    };
    let mut all: Vec<pb::FriendRequest> = pages(MOST_REQUESTS, received).await?;
    all.extend(pages(MOST_REQUESTS, sent).await?);
    let me = account.user_id.clone();
    account
        .change(move |db, changes| Ok(relations::only_requests(db, changes, &me, &all)?))
        .await
}
