//! In which groups one meets somebody. A Selkie server knows; elsewhere, and without a connection, it is what is known
//! here, where large groups are read only as far as they were looked at.

use protocol::rest::ext::feature;
use protocol::rest::ext::groups::CommonReq;
use rusqlite::{Connection, Result};

use crate::account::Account;
use crate::calls::Part;
use crate::session::ask;
use crate::store::group_members::{self, ADMIN};
use crate::store::groups::{self, DISMISSED};

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Together {
    pub(super) groups: Vec<String>,
    /// In none of them the two may ask each other to be friends.
    pub(super) apart: bool,
}

pub(super) async fn with(account: &Account, user_id: &str) -> anyhow::Result<Together> {
    if user_id == account.user_id {
        return Ok(Together::default());
    }
    if account.owner().has(feature::GROUPS) {
        let request = CommonReq {
            user_id: user_id.to_owned(),
        };
        match ask(account, Part::Api, &request).await {
            Ok(told) => {
                return Ok(Together {
                    groups: told.group_ids,
                    apart: told.apart,
                });
            }
            // A profile is worth showing without.
            Err(error) => tracing::info!(error = format!("{error:#}"), "Which groups are common is not told"),
        }
    }
    let (me, other) = (account.user_id.clone(), user_id.to_owned());
    account.read(move |db| Ok(known(db, &me, &other)?)).await
}

fn known(db: &Connection, me: &str, other: &str) -> Result<Together> {
    let mut together = Together::default();
    let mut open = false;
    for id in group_members::groups_of(db, other)? {
        let Some(group) = groups::get(db, &id)?.filter(|group| group.joined && group.status != DISMISSED) else {
            continue;
        };
        open |= group.apply_member_friend == 0;
        for user in [me, other] {
            open |= group_members::get(db, &id, user)?.is_some_and(|member| member.role >= ADMIN);
        }
        together.groups.push(id);
    }
    together.apart = !open && !together.groups.is_empty();
    Ok(together)
}
