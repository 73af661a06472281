//! Members of groups. Of a small group all are kept; of a large one the first, and the person himself, because nobody
//! looks at a hundred thousand. Where somebody looks for a member, all of a group are kept that is not too large for it.

use std::collections::BTreeSet;

use anyhow::Context as _;
use protocol::pb::GroupMemberFullInfo;
use protocol::rest::Pagination;
use protocol::rest::group::{GetGroupMemberListReq, GetGroupMembersInfoReq};
use protocol::rest::versioned::{
    Followed, GetIncrementalGroupMembersBatchReq, GetIncrementalGroupMembersReq, Known, MAX_GROUPS,
};
use rusqlite::{Connection, Result};

use super::Stale;
use crate::account::Account;
use crate::changes::Changes;
use crate::chores::Chores;
use crate::groups::told as written;
use crate::store::groups;
use crate::sync::follow::{Listed, State, Whole, call, follow, pages_of, settle, settled, told};

/// A group with more members is a large one.
const SMALL: u32 = 200;
/// Members that are read of a large one.
const FIRST: i32 = 100;
/// A group with more members is not read whole for anything.
pub(crate) const GATHERED: u32 = 5_000;
/// Rows a page of a list that is read whole.
const LONG_PAGE: i32 = 500;

#[derive(Clone)]
pub(super) struct Members {
    group: String,
    /// A group with more members is not read whole.
    most: u32,
}

/// Brings the members of these groups up to date, as far as the person is in them.
pub(super) async fn refresh(account: &Account, wanted: BTreeSet<String>) -> anyhow::Result<Chores> {
    let mut chores = Chores::default();
    let wanted: Vec<String> = wanted.into_iter().collect();
    for some in wanted.chunks(MAX_GROUPS) {
        chores.merge(settled(together(account, some.to_vec()).await).context("Refresh members")?);
    }
    Ok(chores)
}

async fn together(account: &Account, wanted: Vec<String>) -> anyhow::Result<Chores> {
    let mut chores = Chores::default();
    let lists = account
        .read(move |db| {
            let mut lists = Vec::new();
            for group in wanted {
                let list = Members { group, most: SMALL };
                if list.is_ours(db)? {
                    let state = State::read(db, &list)?;
                    lists.push((list, state));
                }
            }
            Ok(lists)
        })
        .await?;
    let request = GetIncrementalGroupMembersBatchReq {
        user_id: account.user_id.clone(),
        req_list: lists.iter().map(|(list, state)| list.question(&state.known)).collect(),
    };
    let Some(mut answers) = told(account, &request).await?.map(|answer| answer.resp_list) else {
        for (list, _) in lists {
            chores.merge(settled(follow(account, &list).await)?);
        }
        return Ok(chores);
    };
    let infos: Vec<_> = answers.values().filter_map(|answer| answer.group.clone()).collect();
    account
        .change(move |db, changes| {
            for info in &infos {
                written::group(db, changes, info)?;
            }
            Ok(())
        })
        .await?;
    for (list, state) in lists {
        // One that is left out cannot be looked into any more; the list of groups says why.
        let Some(answer) = answers.remove(&list.group) else {
            continue;
        };
        let followed = Followed::from(answer);
        if followed.full || followed.known() != state.known {
            chores.merge(settled(settle(account, &list, state, Some(followed)).await)?);
        }
    }
    Ok(chores)
}

/// Reads all members of a large group; from now on it is followed as a small one.
pub(super) async fn gather(account: &Account, group: &str) -> anyhow::Result<Chores> {
    let list = Members {
        group: group.to_owned(),
        most: GATHERED,
    };
    let read = list.clone();
    let waits = account.read(move |db| {
        let group = groups::get(db, &read.group)?;
        let waits = group.is_some_and(|group| group.joined && !group.whole);
        Ok(waits.then(|| State::read(db, &read)).transpose()?)
    });
    let Some(state) = waits.await? else {
        return Ok(Chores::default());
    };
    let told = list.since(account, state.known.clone()).await?;
    let told = told.map(|told| Followed { full: true, ..told });
    settled(settle(account, &list, state, told).await)
}

impl Members {
    fn question(&self, known: &Known) -> GetIncrementalGroupMembersReq {
        GetIncrementalGroupMembersReq {
            group_id: self.group.clone(),
            version_id: known.version_id.clone(),
            version: known.version,
        }
    }

    fn is_ours(&self, db: &Connection) -> Result<bool> {
        Ok(groups::get(db, &self.group)?.is_some_and(|group| group.joined))
    }

    /// The person himself, wherever he stands in the list.
    async fn own(&self, account: &Account) -> anyhow::Result<Vec<GroupMemberFullInfo>> {
        let request = GetGroupMembersInfoReq {
            group_id: self.group.clone(),
            user_ids: vec![account.user_id.clone()],
        };
        Ok(call(account, &request).await?.members)
    }

    async fn page(&self, account: &Account, pagination: Pagination) -> anyhow::Result<(Vec<GroupMemberFullInfo>, u32)> {
        let request = GetGroupMemberListReq {
            group_id: self.group.clone(),
            pagination,
            filter: 0,
            keyword: String::new(),
        };
        let told = call(account, &request).await?;
        Ok((told.members, told.total))
    }
}

impl Listed for Members {
    type Row = GroupMemberFullInfo;

    fn known(&self, db: &Connection) -> Result<Known> {
        groups::version(db, &self.group)
    }

    fn keep(&self, db: &Connection, known: &Known) -> Result<()> {
        match self.is_ours(db)? {
            true => groups::set_version(db, &self.group, known),
            false => Ok(()),
        }
    }

    fn stale(&self) -> Chores {
        let members = [self.group.clone()].into();
        let stale = Stale {
            members,
            ..Stale::default()
        };
        stale.into()
    }

    async fn since(&self, account: &Account, known: Known) -> anyhow::Result<Option<Followed<GroupMemberFullInfo>>> {
        Ok(told(account, &self.question(&known)).await?.map(Into::into))
    }

    async fn all(&self, account: &Account) -> anyhow::Result<Whole<GroupMemberFullInfo>> {
        let first = Pagination {
            page_number: 1,
            show_number: FIRST,
        };
        let (mut rows, total) = self.page(account, first).await?;
        if u32::try_from(rows.len()).unwrap_or(u32::MAX) >= total {
            return Ok(rows.into());
        }
        if total <= self.most {
            let all = pages_of(LONG_PAGE, usize::MAX, |page| async move {
                let (rows, total) = self.page(account, page).await?;
                Ok((rows, i64::from(total)))
            });
            return Ok(all.await?.into());
        }
        if rows.iter().all(|row| row.user_id != account.user_id) {
            rows.extend(self.own(account).await?);
        }
        Ok(Whole { rows, complete: false })
    }

    fn put(&self, db: &Connection, changes: &mut Changes, _: &mut Chores, row: &GroupMemberFullInfo) -> Result<()> {
        match self.is_ours(db)? {
            true => written::member(db, changes, &self.group, row),
            false => Ok(()),
        }
    }

    fn remove(&self, db: &Connection, changes: &mut Changes, _: &mut Chores, id: &str) -> Result<()> {
        match self.is_ours(db)? {
            true => written::not_member(db, changes, &self.group, id),
            false => Ok(()),
        }
    }

    fn only(
        &self,
        db: &Connection,
        changes: &mut Changes,
        _: &mut Chores,
        whole: &Whole<GroupMemberFullInfo>,
    ) -> Result<()> {
        match self.is_ours(db)? {
            // They were in it all the time: that all of them are known now is no news.
            true if self.most > SMALL && whole.complete => written::gathered(db, changes, &self.group, &whole.rows),
            true => written::only_members(db, changes, &self.group, &whole.rows, whole.complete),
            false => Ok(()),
        }
    }
}
