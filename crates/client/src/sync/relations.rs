//! Friends, black list and requests as the server keeps them: the first two by version, the requests whole, because
//! OpenIM counts no versions of them. Each list is written in one transaction.

use anyhow::Context as _;
use protocol::pb::{self, BlackInfo, FriendInfo};
use protocol::rest::friend::{GetBlackListReq, GetFriendApplyListReq, GetFriendListReq, GetSelfFriendApplyListReq};
use protocol::rest::versioned::{GetIncrementalBlacksReq, GetIncrementalFriendsReq};
use protocol::rest::{Call, Pagination};

use crate::account::Account;
use crate::calls::{CallError, Part};
use crate::chores::Chores;
use crate::relations;
use crate::store::versions::{self, List};

/// Rows a page, as OpenIM's clients ask.
const PAGE: i32 = 100;
/// Requests of each direction that are kept: who has more does not read them.
const MOST_REQUESTS: usize = 500;

/// A whole list is read again when it changed meanwhile: what moved from one page to another would be missed for good. A
/// list that never rests is taken as it was read last.
const MOST_READINGS: usize = 3;

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
    if stale.friends {
        settled(friends(account).await).context("Refresh the friends")?;
    }
    if stale.blacks {
        settled(blacks(account).await).context("Refresh the black list")?;
    }
    if stale.requests {
        settled(requests(account).await).context("Refresh the requests")?;
    }
    Ok(())
}

/// A server that does not tell a list leaves what is known of it; that must not hold up the connection.
fn settled(done: anyhow::Result<()>) -> anyhow::Result<()> {
    match done {
        Err(error) if is_refusal(&error) => {
            tracing::info!(error = format!("{error:#}"), "A list of people is not told");
            Ok(())
        }
        done => done,
    }
}

/// Whether the server was reached and has no such answer, as not every OpenIM has.
fn is_refusal(error: &anyhow::Error) -> bool {
    match error.downcast_ref::<CallError>() {
        Some(CallError::Wire(code)) => !code.is_token(),
        Some(CallError::BadAnswer | CallError::TooLong) => true,
        Some(CallError::Network(_)) | None => false,
    }
}

/// What a call answers, or nothing where the server has no such call.
async fn told<C: Call + Sync>(account: &Account, request: &C) -> anyhow::Result<Option<C::Answer>> {
    match call(account, request).await {
        Ok(told) => Ok(Some(told)),
        Err(error) if is_refusal(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn call<C: Call + Sync>(account: &Account, request: &C) -> anyhow::Result<C::Answer> {
    let (tokens, _) = account.tokens();
    let token = tokens.map(|tokens| tokens.im).unwrap_or_default();
    Ok(account.rest().call(Part::Api, &token, request).await?)
}

fn page(page_number: i32) -> Pagination {
    Pagination {
        page_number,
        show_number: PAGE,
    }
}

async fn friends(account: &Account) -> anyhow::Result<()> {
    let (version_id, version) = account.read(|db| Ok(versions::get(db, List::Friends)?)).await?;
    let request = GetIncrementalFriendsReq {
        user_id: account.user_id.clone(),
        version_id,
        version,
    };
    let mut latest = told(account, &request).await?;
    let mut whole = None;
    if latest.as_ref().is_none_or(|latest| latest.full) {
        for _ in 0..MOST_READINGS {
            whole = Some(all_friends(account).await?);
            let before = latest.unwrap_or_default();
            let (version_id, version) = (before.version_id.clone(), before.version);
            let request = GetIncrementalFriendsReq {
                version_id: version_id.clone(),
                version,
                ..request.clone()
            };
            let now = told(account, &request).await?.unwrap_or_default();
            let same = (&now.version_id, now.version) == (&version_id, version);
            latest = Some(now);
            if same {
                break;
            }
        }
    }
    let told = latest.unwrap_or_default();
    let added = whole.as_ref().unwrap_or(&told.insert).iter();
    let watch = added.filter_map(|info| Some(info.friend_user.as_ref()?.user_id.clone()));
    let watch = watch.collect();
    account
        .change(move |db, changes| {
            match whole {
                Some(whole) => relations::only_friends(db, changes, &whole)?,
                None => {
                    for info in told.insert.iter().chain(&told.update) {
                        relations::befriended(db, changes, info)?;
                    }
                    for id in &told.delete {
                        relations::unfriended(db, changes, id)?;
                    }
                }
            }
            Ok(versions::set(db, List::Friends, &told.version_id, told.version)?)
        })
        .await?;
    account.want(Chores {
        watch,
        ..Chores::default()
    });
    Ok(())
}

async fn all_friends(account: &Account) -> anyhow::Result<Vec<FriendInfo>> {
    let mut all = Vec::new();
    for page_number in 1.. {
        let request = GetFriendListReq {
            user_id: account.user_id.clone(),
            pagination: page(page_number),
        };
        let told = call(account, &request).await?;
        let got = told.friends_info.len();
        all.extend(told.friends_info);
        if got == 0 || i64::try_from(all.len()).unwrap_or(i64::MAX) >= i64::from(told.total) {
            break;
        }
    }
    Ok(all)
}

async fn blacks(account: &Account) -> anyhow::Result<()> {
    let (version_id, version) = account.read(|db| Ok(versions::get(db, List::Blacks)?)).await?;
    let request = GetIncrementalBlacksReq {
        user_id: account.user_id.clone(),
        version_id,
        version,
    };
    let mut latest = told(account, &request).await?;
    let mut whole = None;
    if latest.as_ref().is_none_or(|latest| latest.full) {
        for _ in 0..MOST_READINGS {
            whole = Some(all_blacks(account).await?);
            let before = latest.unwrap_or_default();
            let (version_id, version) = (before.version_id.clone(), before.version);
            let request = GetIncrementalBlacksReq {
                version_id: version_id.clone(),
                version,
                ..request.clone()
            };
            let now = told(account, &request).await?.unwrap_or_default();
            let same = (&now.version_id, now.version) == (&version_id, version);
            latest = Some(now);
            if same {
                break;
            }
        }
    }
    let told = latest.unwrap_or_default();
    account
        .change(move |db, changes| {
            match whole {
                Some(whole) => relations::only_blacks(db, changes, &whole)?,
                None => {
                    for info in told.insert.iter().chain(&told.update) {
                        relations::blocked(db, changes, info)?;
                    }
                    for id in &told.delete {
                        relations::unblocked(db, changes, id)?;
                    }
                }
            }
            Ok(versions::set(db, List::Blacks, &told.version_id, told.version)?)
        })
        .await
}

async fn all_blacks(account: &Account) -> anyhow::Result<Vec<BlackInfo>> {
    let mut all = Vec::new();
    for page_number in 1.. {
        let request = GetBlackListReq {
            user_id: account.user_id.clone(),
            pagination: page(page_number),
        };
        let told = call(account, &request).await?;
        let got = told.blacks.len();
        all.extend(told.blacks);
        if got == 0 || i64::try_from(all.len()).unwrap_or(i64::MAX) >= i64::from(told.total) {
            break;
        }
    }
    Ok(all)
}

async fn requests(account: &Account) -> anyhow::Result<()> {
    let mut all: Vec<pb::FriendRequest> = Vec::new();
    for page_number in 1.. {
        let request = GetFriendApplyListReq {
            user_id: account.user_id.clone(),
            pagination: page(page_number),
            handle_results: Vec::new(),
        };
        let got = call(account, &request).await?.friend_requests;
        let last = got.len() < usize::try_from(PAGE).unwrap_or_default();
        all.extend(got);
        if last || all.len() >= MOST_REQUESTS {
            break;
        }
    }
    let received = all.len();
    for page_number in 1.. {
        let request = GetSelfFriendApplyListReq {
            user_id: account.user_id.clone(),
            pagination: page(page_number),
            handle_results: Vec::new(),
        };
        let got = call(account, &request).await?.friend_requests;
        let last = got.len() < usize::try_from(PAGE).unwrap_or_default();
        all.extend(got);
        if last || all.len() - received >= MOST_REQUESTS {
            break;
        }
    }
    let me = account.user_id.clone();
    account
        .change(move |db, changes| Ok(relations::only_requests(db, changes, &me, &all)?))
        .await
}
