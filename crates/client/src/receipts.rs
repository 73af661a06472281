//! Who has read what this person wrote in a group, where the server tells it. It is asked for by whoever looks, and kept
//! nowhere: it is another answer a moment later. A server that can tells what changes meanwhile; a new connection asks
//! again about what is looked at.

use std::convert::Infallible;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use protocol::ids::conversation_id;
use protocol::rest::ext::receipts::{GroupReadersReq, GroupReceipt, GroupReceiptsReq, GroupReceiptsTold, WATCHED_MS};
use tokio::time::Instant;

use crate::account::Account;
use crate::calls::Part;
use crate::error::{Code, Problem};
use crate::event::Event;
use crate::session::ask;
use crate::store::users;
use crate::view::{Readers, Receipt, UserView};

/// Messages of one question.
const MOST: usize = 100;

/// What somebody looks at, since when.
#[derive(Default)]
pub(crate) struct Looking(Mutex<Option<(String, Vec<i64>, Instant)>>);

impl Looking {
    /// At none of them: no more, if it was at this conversation.
    fn look(&self, conversation: &str, seqs: &[i64]) {
        let mut looking = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !seqs.is_empty() {
            *looking = Some((conversation.to_owned(), seqs.to_vec(), Instant::now()));
        } else if looking.as_ref().is_some_and(|(at, ..)| at == conversation) {
            *looking = None;
        }
    }

    fn now(&self) -> Option<(String, Vec<i64>)> {
        let looking = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let (conversation, seqs, since) = looking?;
        (since.elapsed() < Duration::from_millis(WATCHED_MS)).then_some((conversation, seqs))
    }
}

/// Of these messages, and from now on also what changes; of none: nobody looks there any more.
pub(crate) async fn counts(account: &Account, conversation: &str, mut seqs: Vec<i64>) -> anyhow::Result<Vec<Receipt>> {
    let group_id = group_of(account, conversation)?;
    seqs.truncate(MOST);
    account.looking.look(conversation, &seqs);
    if seqs.is_empty() {
        return Ok(Vec::new());
    }
    asked(account, group_id, seqs).await
}

async fn asked(account: &Account, group_id: String, seqs: Vec<i64>) -> anyhow::Result<Vec<Receipt>> {
    let request = GroupReceiptsReq {
        group_id,
        seqs,
        watch: account.owner().offers().receipt_pushes,
    };
    let told = ask(account, Part::Api, &request).await.context("Ask who has read")?;
    Ok(told.receipts.iter().map(receipt).collect())
}

/// The server tells this connection what changes, if somebody looks.
pub(crate) async fn run(account: &Account) -> anyhow::Result<Infallible> {
    let looking = account
        .looking
        .now()
        .filter(|_| account.owner().offers().receipt_pushes);
    if let Some((conversation_id, seqs)) = looking {
        let group_id = group_of(account, &conversation_id)?;
        match asked(account, group_id, seqs).await {
            Ok(changed) => tell(account, conversation_id, changed),
            Err(error) => tracing::info!(error = format!("{error:#}"), "Nobody tells who has read"),
        }
    }
    std::future::pending().await
}

pub(crate) fn note(account: &Account, told: &GroupReceiptsTold) {
    let changed = told.receipts.iter().map(receipt).collect();
    tell(account, told.conversation_id.clone(), changed);
}

fn tell(account: &Account, conversation_id: String, changed: Vec<Receipt>) {
    account.teller.tell(&[Event::Receipts {
        account: account.id.clone(),
        conversation_id,
        changed,
    }]);
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
