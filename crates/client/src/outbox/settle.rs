//! One try of one message, and what the server's answer means for it.

use anyhow::Context as _;
use protocol::Code as Wire;

use super::post;
use crate::account::Account;
use crate::acts;
use crate::calls::{CallError, wire};
use crate::error::Code;
use crate::failure;
use crate::history::{Want, pull};
use crate::inbox;
use crate::link::Conn;
use crate::store::messages::{self, State};
use crate::store::outbox::{self, Head};
use crate::store::{conversations, spans};

/// A server in trouble is asked so often before the person is told: some ten minutes. It is hardly the message's fault,
/// and those behind it should not overtake it.
const MOST_TRIES: u32 = 40;

/// How a try ended.
pub(super) enum Tried {
    /// The message is sent, or failed for good: the next one's turn.
    Settled,
    /// The server could not take it now.
    Later,
}

/// What a refusal means.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    /// It would be refused again.
    Final(Code),
    /// The server's own trouble, which may pass.
    Trouble(Code),
}

pub(super) async fn settle(account: &Account, conn: &Conn, head: &Head, tries: u32) -> anyhow::Result<Tried> {
    // Only a server that remembers ids takes the same message twice without harm.
    if !account.counted() {
        if head.tried && has_arrived(account, conn, head).await? {
            return Ok(Tried::Settled);
        }
        note_try(account, head).await?;
    }
    let (local, platform) = (head.message, account.world.platform);
    let waiting = account
        .read(move |db| {
            let Some(message) = messages::get(db, local)? else {
                return Ok(None);
            };
            let Some(row) = conversations::get(db, &message.conversation)? else {
                return Ok(None);
            };
            Ok(Some(post::wire(&message, &row, platform)?))
        })
        .await
        .context("Read a message")?;
    let Some(waiting) = waiting else {
        account.change(move |db, _| Ok(outbox::remove(db, local)?)).await?;
        return Ok(Tried::Settled);
    };
    let failed = match wire::send(conn, &waiting).await {
        Ok(sent) => {
            account
                .change(move |db, changes| {
                    let modified = sent.modify.as_ref();
                    Ok(inbox::sent(
                        db,
                        changes,
                        local,
                        &sent.server_msg_id,
                        sent.send_time,
                        modified,
                    )?)
                })
                .await
                .context("Note that a message is sent")?;
            return Ok(Tried::Settled);
        }
        Err(CallError::Wire(code)) if !code.is_token() => verdict(code),
        Err(CallError::BadAnswer | CallError::TooLong) => Verdict::Trouble(Code::Server),
        Err(error) => return Err(error.into()),
    };
    match failed {
        Verdict::Trouble(_) if tries < MOST_TRIES => Ok(Tried::Later),
        Verdict::Trouble(code) | Verdict::Final(code) => {
            fail(account, local, code).await?;
            Ok(Tried::Settled)
        }
    }
}

fn verdict(code: Wire) -> Verdict {
    match code {
        // OpenIM says so when the receiver takes no messages.
        Wire::ARGS | Wire::WEBHOOK => Verdict::Final(Code::Refused),
        Wire::RECORD_NOT_FOUND => Verdict::Final(Code::UserNotFound),
        code => match failure::of_wire(code) {
            Code::Server | Code::TooManyTries => Verdict::Trouble(Code::Server),
            code => Verdict::Final(code),
        },
    }
}

pub(crate) async fn fail(account: &Account, local: i64, code: Code) -> anyhow::Result<()> {
    account
        .change(move |db, changes| {
            // Whatever came in meanwhile knows better.
            if outbox::remove(db, local)?
                && let Some(mut message) = messages::get(db, local)?
            {
                if message.hidden {
                    return Ok(acts::refused(db, changes, &message, code)?);
                }
                message.state = State::Failed;
                message.failure = failure::written(code);
                messages::update(db, &message)?;
                changes.message(&message.conversation, local);
            }
            Ok(())
        })
        .await
        .context("Note that a message failed")
}

/// Whether an earlier try reached the server after all: everything that came after it is fetched first.
async fn has_arrived(account: &Account, conn: &Conn, head: &Head) -> anyhow::Result<bool> {
    let answer = wire::reading(conn, vec![head.conversation.clone()])
        .await
        .context("Ask for the newest seq")?;
    let newest = answer.seqs.get(&head.conversation).map_or(0, |seqs| seqs.max_seq);
    let (id, after) = (head.conversation.clone(), head.tried_after);
    let holes = account
        .read(move |db| Ok(spans::of(db, &id)?.holes(after + 1, newest)))
        .await?;
    let wants = holes.into_iter().rev().map(|hole| Want::new(&head.conversation, hole));
    // One at a time: a request names a conversation once.
    for want in wants {
        pull(account, conn, vec![want]).await?;
    }
    let place = head.place;
    account.read(move |db| Ok(!outbox::waits(db, place)?)).await
}

async fn note_try(account: &Account, head: &Head) -> anyhow::Result<()> {
    if head.tried {
        return Ok(());
    }
    let head = head.clone();
    account
        .change(move |db, _| {
            let after = conversations::get(db, &head.conversation)?.map_or(0, |row| row.max_seq);
            Ok(outbox::try_now(db, head.place, after)?)
        })
        .await
        .context("Note a try")
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_final_and_trouble_is_not() {
        assert_eq!(verdict(Wire::BLOCKED_BY_PEER), Verdict::Final(Code::Blocked));
        assert_eq!(verdict(Wire::ARGS), Verdict::Final(Code::Refused));
        assert_eq!(verdict(Wire::USER_NOT_FOUND), Verdict::Final(Code::UserNotFound));
        assert_eq!(verdict(Wire::MUTED), Verdict::Final(Code::Muted));
        assert_eq!(verdict(Wire::DUPLICATE_KEY), Verdict::Final(Code::BadRequest));
        for trouble in [Wire::INTERNAL, Wire::DATABASE, Wire::NETWORK, Wire(77_777)] {
            assert_eq!(verdict(trouble), Verdict::Trouble(Code::Server));
        }
    }
}
