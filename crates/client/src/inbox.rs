//! The one door for what the server delivers: pushes and pulled history alike end here, in one transaction each, so
//! that two devices that have seen the same seqs hold the same rows. Knows no socket.

mod chat;
mod groups;
mod notice;
mod place;
pub(crate) mod reading;
mod relations;
#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests;

pub(crate) use notice::{deleted, recalled};

use std::collections::BTreeMap;

use protocol::pb::{MsgData, PullMsgs};
use rusqlite::{Connection, Result};

use crate::changes::Changes;
use crate::chores::Chores;
use crate::spans::Span;
use crate::store::{messages, outbox};

/// One delivery.
#[derive(Default)]
pub(crate) struct Delivery {
    pub(crate) chats: BTreeMap<String, Arrivals>,
    pub(crate) notices: BTreeMap<String, Arrivals>,
}

/// What arrived of one conversation.
#[derive(Default)]
pub(crate) struct Arrivals {
    pub(crate) messages: Vec<MsgData>,
    /// The stretch that was asked for: all of it is known now, whatever is missing in it. `None` for a push.
    pub(crate) asked: Option<Span>,
    /// Whether new rows are told one by one. Old pages are not: whoever shows them has asked for them.
    pub(crate) silent: bool,
}

impl Delivery {
    pub(crate) fn pushed(chats: BTreeMap<String, PullMsgs>, notices: BTreeMap<String, PullMsgs>) -> Self {
        let arrived = |pulled: BTreeMap<String, PullMsgs>| {
            pulled
                .into_iter()
                .map(|(id, pulled)| {
                    (
                        id,
                        Arrivals {
                            messages: pulled.msgs,
                            ..Arrivals::default()
                        },
                    )
                })
                .collect()
        };
        Self {
            chats: arrived(chats),
            notices: arrived(notices),
        }
    }
}

impl Delivery {
    /// Adds what arrived right behind.
    pub(crate) fn extend(&mut self, more: Self) {
        for (all, more) in [(&mut self.chats, more.chats), (&mut self.notices, more.notices)] {
            for (id, arrivals) in more {
                all.entry(id).or_default().messages.extend(arrivals.messages);
            }
        }
    }
}

/// Takes a delivery in. What it shows to be missing comes back as chores.
pub(crate) fn take(db: &Connection, changes: &mut Changes, me: &str, delivery: Delivery) -> Result<Chores> {
    let mut chores = Chores::default();
    for (conversation, arrivals) in delivery.chats {
        chat::take(db, changes, &mut chores, me, &conversation, arrivals)?;
    }
    for (conversation, arrivals) in delivery.notices {
        notice::take(db, changes, &mut chores, me, &conversation, arrivals)?;
    }
    Ok(chores)
}

/// An own message is on the server; its seq comes with its push.
pub(crate) fn sent(
    db: &Connection,
    changes: &mut Changes,
    local: i64,
    server_msg_id: &str,
    time: i64,
    modified: Option<&MsgData>,
) -> Result<()> {
    outbox::remove(db, local)?;
    let Some(mut message) = messages::get(db, local)? else {
        return Ok(());
    };
    if message.seq == 0 {
        message.state = messages::State::Stored;
        message.failure.clear();
        message.server_msg_id = server_msg_id.to_owned();
        if time > 0 {
            message.time = time;
        }
        if let Some(modified) = modified {
            message.content_type = modified.content_type;
            message.content.clone_from(&modified.content);
        }
        messages::update(db, &message)?;
        changes.message(&message.conversation, local);
    }
    Ok(())
}
