//! What a person keeps of groups, the same on all his devices: whether one stands among the contacts, and which
//! announcement he has put away. It lies with the small things that OpenIM keeps for each user.

use std::collections::BTreeMap;

use anyhow::Context as _;
use protocol::Code;
use protocol::rest::Call;
use protocol::rest::user::{
    ProcessUserCommandAddReq, ProcessUserCommandDeleteReq, ProcessUserCommandUpdateReq, UserCommand,
};

use super::told;
use crate::account::Account;
use crate::calls::{CallError, Part};
use crate::error::{self, Problem};
use crate::session::ask;
use crate::store::group_marks::{self, Marks};
use crate::store::groups;

/// Under which the server keeps them: a number that no other program is known to use.
pub(crate) const KIND: i32 = 73_001;

const SAVED: &str = "saved/";
const READ: &str = "read/";

/// What the server keeps, by group.
pub(crate) fn read(kept: &[UserCommand]) -> BTreeMap<String, Marks> {
    let mut all: BTreeMap<String, Marks> = BTreeMap::new();
    for one in kept {
        if let Some(group) = one.uuid.strip_prefix(SAVED) {
            all.entry(group.to_owned()).or_default().saved = true;
        } else if let Some(group) = one.uuid.strip_prefix(READ) {
            all.entry(group.to_owned()).or_default().read = one.value.parse().unwrap_or(0);
        }
    }
    all
}

/// Does it, unless the server says that it is so already.
async fn does<C: Call + Sync>(account: &Account, request: &C, already: Code) -> anyhow::Result<bool> {
    match ask(account, Part::Api, request).await {
        Ok(_) => Ok(true),
        Err(error)
            if error
                .downcast_ref::<CallError>()
                .is_some_and(|error| matches!(error, CallError::Wire(code) if *code == already)) =>
        {
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

async fn keep(account: &Account, group: &str, change: impl FnOnce(&mut Marks) + Send + 'static) -> anyhow::Result<()> {
    let group = group.to_owned();
    account
        .change(move |db, changes| {
            let mut marks = group_marks::get(db, &group)?;
            change(&mut marks);
            Ok(told::mark(db, changes, &group, marks)?)
        })
        .await
}

/// Puts a group among the contacts, or takes it away.
pub(crate) async fn save(account: &Account, group: &str, saved: bool) -> anyhow::Result<()> {
    let (user_id, uuid) = (account.user_id.clone(), format!("{SAVED}{group}"));
    if saved {
        let request = ProcessUserCommandAddReq {
            user_id,
            kind: KIND,
            uuid,
            ..ProcessUserCommandAddReq::default()
        };
        does(account, &request, Code::DUPLICATE_KEY)
            .await
            .context("Save a group")?;
    } else {
        let request = ProcessUserCommandDeleteReq {
            user_id,
            kind: KIND,
            uuid,
        };
        does(account, &request, Code::RECORD_NOT_FOUND)
            .await
            .context("Save a group no more")?;
    }
    keep(account, group, move |marks| marks.saved = saved).await
}

/// Puts the banner of a group's announcement away.
pub(crate) async fn read_announcement(account: &Account, group: &str) -> anyhow::Result<()> {
    let id = group.to_owned();
    let known = account.read(move |db| Ok(groups::get(db, &id)?)).await?;
    let time = known.ok_or(Problem::from(error::Code::NotFound))?.announced;
    let (user_id, uuid) = (account.user_id.clone(), format!("{READ}{group}"));
    let add = ProcessUserCommandAddReq {
        user_id: user_id.clone(),
        kind: KIND,
        uuid: uuid.clone(),
        value: Some(time.to_string()),
        ex: None,
    };
    if !does(account, &add, Code::DUPLICATE_KEY)
        .await
        .context("Put an announcement away")?
    {
        let update = ProcessUserCommandUpdateReq {
            user_id,
            kind: KIND,
            uuid,
            value: Some(time.to_string()),
            ex: None,
        };
        ask(account, Part::Api, &update)
            .await
            .context("Put another announcement away")?;
    }
    keep(account, group, move |marks| marks.read = marks.read.max(time)).await
}
