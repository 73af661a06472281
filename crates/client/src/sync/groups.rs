//! Groups, their members and requests as the server keeps them. The groups and the members of each are followed by
//! version; the requests are read whole, because OpenIM counts no versions of them, and so is what the person keeps of
//! groups.

mod members;

pub(crate) use members::GATHERED;

use std::collections::BTreeSet;

use anyhow::Context as _;
use protocol::pb::GroupInfo;
use protocol::rest::ext::{feature, groups::InvitationsReq};
use protocol::rest::group::{
    GetGroupsInfoReq, GetJoinedGroupListReq, GetRecvGroupApplicationListReq, GetUserReqGroupApplicationListReq,
};
use protocol::rest::user::ProcessUserCommandGetReq;
use protocol::rest::versioned::{Followed, GetIncrementalJoinGroupsReq, Known};
use rusqlite::{Connection, Result};

use super::follow::{Listed, Whole, call, follow, pages, settled, told};
use crate::account::Account;
use crate::changes::Changes;
use crate::chores::Chores;
use crate::groups::{marks, told as written};
use crate::store::versions::{self, List};
use crate::store::{conversations, groups};
use crate::view::RequestSide;

/// Requests of each side that are kept: who has more does not read them.
const MOST_REQUESTS: usize = 500;
/// Groups in one request.
const TOGETHER: usize = 100;
/// So often what an act brings up is asked for before the act is done; the rest follows by itself.
const MOST_TURNS: usize = 3;

/// What is to be fetched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Stale {
    /// Which groups the person is in.
    pub(crate) joined: bool,
    pub(crate) requests: bool,
    /// What he keeps of groups.
    pub(crate) marks: bool,
    /// Groups whose members changed.
    pub(crate) members: BTreeSet<String>,
    /// Groups that he may not be in, and of which nobody tells otherwise.
    pub(crate) info: BTreeSet<String>,
}

impl Stale {
    /// Which groups there are.
    pub(crate) const JOINED: Self = Self {
        joined: true,
        requests: false,
        marks: false,
        members: BTreeSet::new(),
        info: BTreeSet::new(),
    };
    /// All that is told at once.
    pub(crate) const LISTS: Self = Self {
        joined: true,
        requests: true,
        marks: true,
        members: BTreeSet::new(),
        info: BTreeSet::new(),
    };

    /// One group, with its members.
    pub(crate) fn of(group: &str) -> Self {
        Self {
            members: [group.to_owned()].into(),
            ..Self::JOINED
        }
    }

    pub(crate) fn merge(&mut self, more: Self) {
        self.joined |= more.joined;
        self.requests |= more.requests;
        self.marks |= more.marks;
        self.members.extend(more.members);
        self.info.extend(more.info);
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl From<Stale> for Chores {
    fn from(stale: Stale) -> Self {
        Self {
            groups: stale,
            ..Self::default()
        }
    }
}

/// Fetches these, and what they bring up.
pub(crate) async fn refresh(account: &Account, mut stale: Stale) -> anyhow::Result<()> {
    for _ in 0..MOST_TURNS {
        if stale.is_empty() {
            return Ok(());
        }
        let mut chores = once(account, stale).await?;
        stale = std::mem::take(&mut chores.groups);
        account.want(chores);
    }
    account.want(stale.into());
    Ok(())
}

/// Reads all members of a group, unless it has more than anybody looks through. Whether they are known now.
pub(crate) async fn gather(account: &Account, group: &str) -> anyhow::Result<bool> {
    {
        let _turn = account.grouping.lock().await;
        let chores = members::gather(account, group)
            .await
            .context("Read all members of a group")?;
        account.want(chores);
    }
    let id = group.to_owned();
    account
        .read(move |db| Ok(groups::get(db, &id)?.is_some_and(|group| group.whole)))
        .await
}

/// Fetches these. What they bring up comes back.
pub(crate) async fn once(account: &Account, stale: Stale) -> anyhow::Result<Chores> {
    let mut chores = Chores::default();
    if stale.is_empty() {
        return Ok(chores);
    }
    // Two at once would write what the slower one read over what the faster one did.
    let _turn = account.grouping.lock().await;
    if stale.joined {
        chores.merge(settled(follow(account, &Joined).await).context("Refresh the groups")?);
    }
    if stale.marks {
        settled(kept(account).await).context("Refresh what is kept of groups")?;
    }
    if stale.requests {
        chores.merge(settled(requests(account).await).context("Refresh the requests to be let in")?);
    }
    chores.merge(members::refresh(account, stale.members).await?);
    info(account, stale.info).await?;
    Ok(chores)
}

/// What is asked on every connection once the lists are there: nobody says what changed while this device was away.
pub(crate) async fn absent(account: &Account) -> anyhow::Result<Chores> {
    let stale = account.read(|db| {
        Ok(Stale {
            members: groups::joined(db)?.into_iter().collect(),
            info: groups::to_fetch(db)?.into_iter().collect(),
            ..Stale::default()
        })
    });
    Ok(stale.await?.into())
}

#[derive(Clone)]
struct Joined;

impl Listed for Joined {
    type Row = GroupInfo;

    fn known(&self, db: &Connection) -> Result<Known> {
        versions::get(db, List::Groups)
    }

    fn keep(&self, db: &Connection, known: &Known) -> Result<()> {
        versions::set(db, List::Groups, known)
    }

    fn told(&self, db: &Connection) -> Result<i64> {
        versions::told(db, List::Groups)
    }

    fn stale(&self) -> Chores {
        Stale::JOINED.into()
    }

    async fn since(&self, account: &Account, known: Known) -> anyhow::Result<Option<Followed<GroupInfo>>> {
        let request = GetIncrementalJoinGroupsReq {
            user_id: account.user_id.clone(),
            version_id: known.version_id,
            version: known.version,
        };
        Ok(told(account, &request).await?.map(Into::into))
    }

    async fn all(&self, account: &Account) -> anyhow::Result<Whole<GroupInfo>> {
        let page = |pagination| async move {
            let request = GetJoinedGroupListReq {
                from_user_id: account.user_id.clone(),
                pagination,
            };
            let told = call(account, &request).await?;
            Ok((told.groups, i64::from(told.total)))
        };
        Ok(pages(usize::MAX, page).await?.into())
    }

    fn put(&self, db: &Connection, changes: &mut Changes, chores: &mut Chores, row: &GroupInfo) -> Result<()> {
        written::joined(db, changes, chores, row)
    }

    fn remove(&self, db: &Connection, changes: &mut Changes, chores: &mut Chores, id: &str) -> Result<()> {
        written::left(db, changes, chores, id)
    }

    fn only(
        &self,
        db: &Connection,
        changes: &mut Changes,
        chores: &mut Chores,
        whole: &Whole<GroupInfo>,
    ) -> Result<()> {
        written::only_groups(db, changes, chores, &whole.rows)
    }
}

/// Groups of which the person has the conversation only. One that the server does not know is forgotten with it.
async fn info(account: &Account, groups: BTreeSet<String>) -> anyhow::Result<()> {
    let groups: Vec<String> = groups.into_iter().collect();
    for some in groups.chunks(TOGETHER) {
        let request = GetGroupsInfoReq {
            group_ids: some.to_vec(),
        };
        let Some(answer) = told(account, &request).await.context("Fetch groups")? else {
            tracing::info!("Groups are not told");
            continue;
        };
        let asked = some.to_vec();
        account
            .change(move |db, changes| {
                for info in &answer.group_infos {
                    written::group(db, changes, info)?;
                }
                for id in asked {
                    let told = answer.group_infos.iter().any(|info| info.group_id == id);
                    let joined = groups::get(db, &id)?.is_some_and(|group| group.joined);
                    let row = conversations::get(db, &protocol::ids::conversation_id::group(&id))?;
                    let shown = row.is_some_and(|row| row.last > 0 || row.opened);
                    if !told && !joined && !shown {
                        written::forget(db, changes, &id)?;
                    }
                }
                Ok(())
            })
            .await
            .context("Write groups")?;
    }
    Ok(())
}

async fn requests(account: &Account) -> anyhow::Result<Chores> {
    let received = |pagination| async move {
        let request = GetRecvGroupApplicationListReq {
            from_user_id: account.user_id.clone(),
            pagination,
            group_ids: Vec::new(),
            handle_results: Vec::new(),
        };
        let told = call(account, &request).await?;
        Ok((told.group_requests, i64::from(told.total)))
    };
    let sent = |pagination| async move {
        let request = GetUserReqGroupApplicationListReq {
            user_id: account.user_id.clone(),
            pagination,
            group_ids: Vec::new(),
            handle_results: Vec::new(),
        };
        let told = call(account, &request).await?;
        Ok((told.group_requests, i64::from(told.total)))
    };
    let mut all = Vec::new();
    for told in pages(MOST_REQUESTS, received).await? {
        all.push((RequestSide::Leading, told));
    }
    for told in pages(MOST_REQUESTS, sent).await? {
        all.push((RequestSide::Asking, told));
    }
    if account.owner().has(feature::GROUPS) {
        let asked = |pagination| async move {
            let told = call(account, &InvitationsReq { pagination }).await?;
            Ok((told.group_requests, i64::from(told.total)))
        };
        for told in pages(MOST_REQUESTS, asked).await? {
            all.push((RequestSide::Invited, told));
        }
    }
    let sides = [RequestSide::Leading, RequestSide::Asking, RequestSide::Invited];
    account
        .change(move |db, changes| {
            let mut chores = Chores::default();
            written::only_requests(db, changes, &mut chores, &sides, &all)?;
            Ok(chores)
        })
        .await
}

async fn kept(account: &Account) -> anyhow::Result<()> {
    let request = ProcessUserCommandGetReq {
        user_id: account.user_id.clone(),
        kind: marks::KIND,
    };
    let told = marks::read(&call(account, &request).await?.command_resp);
    account
        .change(move |db, changes| Ok(written::only_marks(db, changes, &told)?))
        .await
}
