//! Who has read what this person wrote in a group, where the server tells it. It is asked for by whoever looks, and kept
//! nowhere: it is another answer a moment later.

use anyhow::Context as _;
use protocol::ids::conversation_id;
use protocol::rest::ext::receipts::{GroupReadersReq, GroupReceipt, GroupReceiptsReq};

use crate::account::Account;
use crate::calls::Part;
use crate::error::{Code, Problem};
use crate::session::ask;
use crate::store::users;
use crate::view::{Readers, Receipt, UserView};

/// Messages of one question.
const MOST: usize = 100;

pub(crate) async fn counts(account: &Account, conversation: &str, mut seqs: Vec<i64>) -> anyhow::Result<Vec<Receipt>> {
    let group_id = group_of(account, conversation)?;
    seqs.truncate(MOST);
    let request = GroupReceiptsReq { group_id, seqs };
    let told = ask(account, Part::Api, &request).await.context("Ask who has read")?;
    Ok(told.receipts.iter().map(receipt).collect())
}

pub(crate) async fn readers(account: &Account, conversation: &str, seq: i64) -> anyhow::Result<Readers> {
    let group_id = group_of(account, conversation)?;
    let told = ask(account, Part::Api, &GroupReadersReq { group_id, seq })
        .await
        .context("Ask who has read")?;
    let receipt = told
        .receipt
        .as_ref()
        .map(receipt)
        .ok_or(Problem::from(Code::NotFound))?;
    let teller = account.teller.clone();
    account
        .read(move |db| {
            let views = |ids: Vec<String>| -> anyhow::Result<Vec<UserView>> {
                let known = ids.into_iter().map(|id| {
                    let known = users::get(db, &id)?;
                    Ok(teller.user_view(&known.unwrap_or_else(|| users::nobody(&id))))
                });
                known.collect()
            };
            Ok(Readers {
                read: views(told.read)?,
                unread: views(told.unread)?,
                receipt,
            })
        })
        .await
}

/// A plain server is not asked what it cannot know.
fn group_of(account: &Account, conversation: &str) -> Result<String, Problem> {
    let group = conversation_id::group_of(conversation).filter(|_| account.owner().offers().group_receipts);
    Ok(group.ok_or(Code::NotFound)?.to_owned())
}

fn receipt(told: &GroupReceipt) -> Receipt {
    let count = |number: i32| u32::try_from(number).unwrap_or(0);
    Receipt {
        seq: told.seq,
        read: count(told.read),
        members: count(told.members),
    }
}
