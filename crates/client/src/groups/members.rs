//! Members as somebody looks at them: those of a small group are all here, of a large one a page is fetched when it is
//! looked at, or else what is known of it is shown. Who looks for one by name has them all fetched first, because the
//! server knows no pinyin; only where they are too many the server looks.

use anyhow::Context as _;
use protocol::pb::GroupMemberFullInfo;
use protocol::rest::Pagination;
use protocol::rest::ext::{feature, groups::DepartedReq};
use protocol::rest::group::GetGroupMemberListReq;
use rusqlite::Connection;

use super::{told, views};
use crate::account::Account;
use crate::calls::{CallError, Part};
use crate::chores::Chores;
use crate::error::{Code, Problem};
use crate::names::Query;
use crate::session::ask;
use crate::store::group_members::{self, Member};
use crate::store::groups;
use crate::sync::groups::{self as lists, GATHERED};
use crate::view::{DepartedView, MemberPage};

/// The most of one page.
const MOST: u32 = 100;
/// As many of those who left as a list shows.
const MOST_DEPARTED: i32 = 500;

/// A page as the server tells it.
struct Told {
    members: Vec<GroupMemberFullInfo>,
    total: u32,
}

pub(crate) async fn page(
    account: &Account,
    group: &str,
    query: &str,
    offset: u32,
    limit: u32,
) -> anyhow::Result<MemberPage> {
    let (limit, query) = (limit.clamp(1, MOST), query.trim().to_owned());
    let id = group.to_owned();
    let known = account.read(move |db| Ok(groups::get(db, &id)?)).await?;
    let known = known.ok_or(Problem::from(Code::NotFound))?;
    // Nobody tells any more who is in a group that this person has left.
    if known.whole || !known.joined {
        return here(account, group, query, offset, limit).await;
    }
    let looked_for = !query.is_empty();
    if looked_for && known.members <= GATHERED && gathered(account, group).await {
        return here(account, group, query, offset, limit).await;
    }
    match fetch(account, group, &query, offset, limit).await {
        Ok(told) => Ok(MemberPage {
            letters_only: looked_for,
            ..keep(account, group, told).await?
        }),
        Err(error) if matches!(error.downcast_ref(), Some(CallError::Network(_))) => {
            tracing::info!("Members are looked for on this device only");
            here(account, group, query, offset, limit).await
        }
        Err(error) => Err(error),
    }
}

/// Whether all members are here now.
async fn gathered(account: &Account, group: &str) -> bool {
    match lists::gather(account, group).await {
        Ok(whole) => whole,
        Err(error) => {
            tracing::info!(error = format!("{error:#}"), "The members of a group are not all read");
            false
        }
    }
}

/// What is known on this device.
async fn here(account: &Account, group: &str, query: String, offset: u32, limit: u32) -> anyhow::Result<MemberPage> {
    let (teller, group) = (account.teller.clone(), group.to_owned());
    let (page, unknown) = account
        .read(move |db| {
            let (rows, total) = if query.is_empty() {
                let rows = group_members::page(db, &group, offset, limit)?;
                (rows, group_members::count(db, &group)?)
            } else {
                let found = find(db, &group, &Query::new(&query))?;
                let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
                let rows = found.into_iter().skip(offset as usize).take(limit as usize);
                (rows.collect::<Vec<Member>>(), total)
            };
            let members = rows.iter().map(|row| views::member(db, &teller, row));
            let members = members.collect::<Result<_, _>>()?;
            let page = MemberPage {
                members,
                total,
                letters_only: false,
            };
            Ok((page, unfetched(db, rows.iter().map(|row| row.id.as_str()))?))
        })
        .await?;
    account.want(unknown);
    Ok(page)
}

/// Members by what they are called anywhere, the best fits first; among equals in the order of a page.
fn find(db: &Connection, group: &str, query: &Query) -> rusqlite::Result<Vec<Member>> {
    let mut found = Vec::new();
    for row in group_members::all(db, group)? {
        let user = views::user(db, &row.id)?;
        let names = [
            &row.nickname,
            &user.relation.remark,
            &user.nickname,
            &user.account,
            &row.id,
        ];
        if let Some(rank) = names.into_iter().filter_map(|name| query.rank(name)).min() {
            found.push((rank, row));
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    Ok(found.into_iter().map(|(_, row)| row).collect())
}

/// Whose profile is to be fetched, now that somebody looks at him.
fn unfetched<'a>(db: &Connection, ids: impl Iterator<Item = &'a str>) -> rusqlite::Result<Chores> {
    let mut chores = Chores::default();
    for id in ids {
        if views::user(db, id)?.fetched == 0 {
            chores.profiles.insert(id.to_owned());
        }
    }
    Ok(chores)
}

/// From any offset, though the server tells whole pages.
async fn fetch(account: &Account, group: &str, query: &str, offset: u32, limit: u32) -> anyhow::Result<Told> {
    let (first, skip) = (offset / limit, offset % limit);
    let mut told = Told {
        members: Vec::new(),
        total: 0,
    };
    for page in first..=first + u32::from(skip > 0) {
        let request = GetGroupMemberListReq {
            group_id: group.to_owned(),
            pagination: Pagination {
                page_number: i32::try_from(page).unwrap_or(i32::MAX - 1) + 1,
                show_number: i32::try_from(limit).unwrap_or(1),
            },
            filter: 0,
            keyword: query.to_owned(),
        };
        let answer = ask(account, Part::Api, &request).await.context("Ask for members")?;
        told.total = answer.total;
        told.members.extend(answer.members);
    }
    told.members = told
        .members
        .into_iter()
        .skip(skip as usize)
        .take(limit as usize)
        .collect();
    Ok(told)
}

/// Writes down what the server told, and shows it.
async fn keep(account: &Account, group: &str, told: Told) -> anyhow::Result<MemberPage> {
    let (teller, group) = (account.teller.clone(), group.to_owned());
    let (page, unknown) = account
        .change(move |db, changes| {
            let joined = groups::get(db, &group)?.is_some_and(|group| group.joined);
            let mut page = MemberPage {
                members: Vec::new(),
                total: told.total,
                letters_only: false,
            };
            for info in told.members.iter().filter(|_| joined) {
                told::looked_at(db, changes, &group, info)?;
                let row = group_members::get(db, &group, &info.user_id)?.unwrap_or_default();
                page.members.push(views::member(db, &teller, &row)?);
            }
            let ids = told.members.iter().map(|info| info.user_id.as_str());
            Ok((page, unfetched(db, ids)?))
        })
        .await?;
    account.want(unknown);
    Ok(page)
}

/// Who was in a group, the last one first; `None` where the server does not keep it.
pub(crate) async fn departed(account: &Account, group: &str) -> anyhow::Result<Option<Vec<DepartedView>>> {
    if !account.owner().has(feature::GROUPS) {
        return Ok(None);
    }
    let request = DepartedReq {
        group_id: group.to_owned(),
        pagination: Pagination {
            page_number: 1,
            show_number: MOST_DEPARTED,
        },
    };
    let told = ask(account, Part::Api, &request)
        .await
        .context("Ask who was in a group")?
        .departed;
    let teller = account.teller.clone();
    account
        .change(move |db, changes| {
            let mut all = Vec::new();
            for one in told {
                crate::relations::meet(db, changes, &one.user_id, &one.nickname, &one.face_url)?;
                all.push(DepartedView {
                    user: teller.user_view(&views::user(db, &one.user_id)?),
                    time: one.time,
                    removed_by: match one.removed_by.as_str() {
                        "" => None,
                        id => Some(teller.user_view(&views::user(db, id)?)),
                    },
                });
            }
            Ok(Some(all))
        })
        .await
}
