//! What this person does to messages. Reactions, edits and pins are messages of their own: on disk before they are sent,
//! and sent until they are answered. What he wants out of his sight goes at once and is told to the server until it has
//! answered. Taking back is different: a server has a time for it and may refuse, and who was told that something is gone
//! relies on it; so it is done with the server's word or not at all.

use std::convert::Infallible;

use anyhow::Context as _;
use protocol::Code as Wire;
use protocol::content::{self, Act, ActContent, AtTextContent, is_editable};
use protocol::rest::msg::{DeleteMsgsReq, DeleteSyncOpt, RevokeMsgReq};
use rusqlite::Connection;

use super::{Stamp, done, touched};
use crate::account::Account;
use crate::calls::{CallError, Part};
use crate::changes::Changes;
use crate::error::{Code, Problem};
use crate::inbox;
use crate::outbox::{self, Author};
use crate::requests::MessageAct;
use crate::store::messages::{self, Message, State};
use crate::store::{acts, conversations, deletions};
use crate::text::is_blank;

/// Messages of one request that puts them out of sight.
const TOGETHER: i64 = 100;

/// Does something to messages, with all of them or with none.
pub(crate) async fn act(account: &Account, ids: &[String], act: MessageAct) -> anyhow::Result<()> {
    match act {
        MessageAct::Recall => {
            for id in ids {
                recall(account, id).await?;
            }
            Ok(())
        }
        MessageAct::Delete => delete(account, ids).await,
        act => write(account, ids, act).await,
    }
}

async fn write(account: &Account, ids: &[String], act: MessageAct) -> anyhow::Result<()> {
    let targets: Vec<_> = ids
        .iter()
        .map(|id| (id.clone(), account.world.client_msg_id()))
        .collect();
    let author = Author::of(account);
    account
        .change(move |db, changes| {
            for (target, act_id) in targets {
                write_one(db, changes, &author, &target, &act_id, &act)?;
            }
            Ok(())
        })
        .await
        .context("Do something to messages")?;
    account.wakes.outbox.notify_one();
    Ok(())
}

fn write_one(
    db: &Connection,
    changes: &mut Changes,
    author: &Author,
    target: &str,
    act_id: &str,
    act: &MessageAct,
) -> anyhow::Result<()> {
    let target = there(db, target)?;
    let row = conversations::get(db, &target.conversation)?.ok_or(Problem::from(Code::NotFound))?;
    let act = match act {
        MessageAct::React { emoji, on } => Act::React {
            emoji: emoji.clone(),
            on: *on,
        },
        MessageAct::Pin { on } => Act::Pin { on: *on },
        MessageAct::Edit { text, mentions } => {
            if !target.mine || !is_editable(target.content_type) {
                return Err(Problem::from(Code::NoPermission).into());
            }
            if is_blank(text) {
                return Err(Problem::from(Code::EmptyMessage).into());
            }
            let words = outbox::mentioning(db, &row, text, mentions)?;
            Act::Edit { words }
        }
        MessageAct::Recall | MessageAct::Delete => return Ok(()),
    };
    let said = ActContent {
        author: target.sender.clone(),
        target: target.sent_as.clone(),
        act,
    };
    let content = said.encode();
    if ActContent::decode(&content).is_none() {
        return Err(Problem::from(Code::BadRequest).into());
    }
    let message = Message {
        conversation: row.id.clone(),
        sent_as: act_id.to_owned(),
        client_msg_id: act_id.to_owned(),
        content_type: content::CUSTOM_QUIET,
        content,
        hidden: true,
        countable: false,
        ..author.message()
    };
    let local = outbox::post(db, author, &row, &message)?;
    let stamp = Stamp {
        conversation: &row.id,
        user: &message.sender,
        act_id,
        seq: local,
        time: message.time,
        waiting: true,
    };
    if let Some(done) = done(&said, &stamp) {
        acts::keep(db, &done)?;
    }
    Ok(touched(db, changes, &row.id, &said)?)
}

/// A message that everybody of the conversation has.
fn there(db: &Connection, id: &str) -> anyhow::Result<Message> {
    let found = messages::by_id(db, id)?.filter(|message| message.seq > 0 && !message.gone);
    Ok(found.ok_or(Problem::from(Code::NotFound))?)
}

async fn recall(account: &Account, id: &str) -> anyhow::Result<()> {
    let wanted = id.to_owned();
    let message = account.read(move |db| there(db, &wanted)).await?;
    if account.conn().is_none() {
        return Err(Problem::from(Code::Network).into());
    }
    let request = RevokeMsgReq {
        conversation_id: message.conversation.clone(),
        seq: message.seq,
        user_id: account.user_id.clone(),
    };
    let token = account.tokens().0.map(|tokens| tokens.im).unwrap_or_default();
    match account.rest().call(Part::Api, &token, &request).await {
        Ok(_) | Err(CallError::Wire(Wire::ALREADY_REVOKED)) => {}
        Err(error) => return Err(anyhow::Error::from(error).context("Take a message back")),
    }
    let by = account.user_id.clone();
    account
        .change(move |db, changes| Ok(inbox::recalled(db, changes, &message.conversation, message.seq, &by)?))
        .await
        .context("Note that a message was taken back")
}

async fn delete(account: &Account, ids: &[String]) -> anyhow::Result<()> {
    let ids = ids.to_vec();
    account
        .change(move |db, changes| {
            for id in &ids {
                let message = messages::by_id(db, id)?.ok_or(Problem::from(Code::NotFound))?;
                match message.state {
                    // It may be with everybody in the next moment.
                    State::Sending => return Err(Problem::from(Code::NotFound).into()),
                    State::Failed => {
                        messages::delete(db, message.local)?;
                        changes.discarded(&message.conversation, &message.client_msg_id);
                    }
                    State::Stored if message.seq == 0 => return Err(Problem::from(Code::NotFound).into()),
                    State::Stored => {
                        deletions::want(db, &message.conversation, message.seq)?;
                        inbox::deleted(db, changes, &message.conversation, message.seq)?;
                    }
                }
            }
            Ok(())
        })
        .await
        .context("Delete messages")?;
    account.wakes.deletions.notify_one();
    Ok(())
}

/// Tells the server what is out of sight, now and whenever more comes.
pub(crate) async fn run(account: &Account) -> anyhow::Result<Infallible> {
    loop {
        let next = account.read(|db| Ok(deletions::next(db, TOGETHER)?));
        match next.await.context("Read what was deleted")? {
            Some((conversation, seqs)) => tell(account, conversation, seqs).await?,
            None => account.wakes.deletions.notified().await,
        }
    }
}

async fn tell(account: &Account, conversation: String, seqs: Vec<i64>) -> anyhow::Result<()> {
    let request = DeleteMsgsReq {
        conversation_id: conversation.clone(),
        seqs: seqs.clone(),
        user_id: account.user_id.clone(),
        delete_sync_opt: Some(DeleteSyncOpt {
            is_sync_self: true,
            is_sync_other: false,
        }),
    };
    let token = account.tokens().0.map(|tokens| tokens.im).unwrap_or_default();
    match account.rest().call(Part::Api, &token, &request).await {
        Ok(_) => {}
        // Asking again would bring the same answer; on this device they stay out of sight.
        Err(CallError::Wire(code)) if !code.is_token() => {
            tracing::info!(%code, "The server does not take that messages are deleted");
        }
        Err(error) => return Err(anyhow::Error::from(error).context("Tell what was deleted")),
    }
    account
        .change(move |db, _| Ok(deletions::done(db, &conversation, &seqs)?))
        .await
}

/// The words as an edit carries them.
pub(crate) fn plain(text: &str) -> AtTextContent {
    AtTextContent {
        text: text.to_owned(),
        ..AtTextContent::default()
    }
}
