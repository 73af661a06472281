//! How far people have read. Two marks a row: `read` gives the unread count and moves with own messages too, `seen` is
//! what its owner said and what the other side is shown. Neither goes back.

use std::collections::BTreeSet;

use db::Tx;
use protocol::content::{self, session, tips};

use super::conversations::must_have;
use super::notices::Audience;
use super::users::must_find;
use super::{Failure, Im};
use crate::store::messages;
use crate::store::user_conversations::{self, UserConversation};
use crate::store::users::User;

/// More seqs than this are not named one by one in a receipt: `hasReadSeq` says the same.
const NAMED: i64 = 500;

const BEYOND: Failure = Failure::args("hasReadSeq is beyond the last message");

/// What a caller says about his reading.
pub(crate) struct Mark {
    pub(crate) conversation_id: String,
    /// Everything up to here.
    pub(crate) up_to: i64,
    /// Single messages, as older clients name them.
    pub(crate) seqs: Vec<i64>,
    /// Whether the other side of a single conversation is told.
    pub(crate) seen: bool,
    /// Whether the own devices are told.
    pub(crate) quiet: bool,
}

impl Im {
    pub(crate) async fn mark(&self, user_id: &str, mark: Mark) -> Result<(), Failure> {
        let (im, user_id) = (self.clone(), user_id.to_owned());
        self.db
            .write(move |tx| {
                let user = must_find(tx, &user_id)?;
                im.mark_in(tx, &user, &mark)
            })
            .await
    }

    pub(super) fn mark_in(&self, tx: &mut Tx<'_>, user: &User, mark: &Mark) -> Result<(), Failure> {
        let there = must_have(tx, user.id, &mark.conversation_id)?;
        let up_to = mark.seqs.iter().copied().max().unwrap_or(0).max(mark.up_to);
        if up_to > there.last() {
            return Err(BEYOND);
        }
        if mark.up_to < 0 || mark.seqs.iter().any(|seq| *seq < 1) {
            return Err(Failure::args("a seq is below 1"));
        }
        let moved = up_to > there.read_seq;
        if moved {
            let count = match up_to == there.conversation.max_seq {
                true => there.conversation.count,
                false => messages::count_at(tx, there.conversation.id, up_to)?,
            };
            user_conversations::read_up_to(tx, user.id, there.conversation.id, up_to, count)?;
        }
        self.mentions_read(tx, user, &there, up_to)?;
        if mark.seen && up_to > there.seen_seq {
            user_conversations::seen_up_to(tx, user.id, there.conversation.id, up_to)?;
            self.tell_seen(tx, user, &there, up_to, &mark.seqs)?;
        }
        if moved && !mark.quiet {
            let tips = tips::UnreadTips {
                user_id: user.user_id.clone(),
                conversation_id: there.wire_id,
                has_read_seq: up_to,
                unread_count_time: self.time(),
            };
            self.notify_in(tx, user, user, content::UNREAD_CHANGED, &tips)?;
        }
        Ok(())
    }

    /// Whoever has read to the end has seen what mentioned him.
    fn mentions_read(&self, tx: &mut Tx<'_>, user: &User, there: &UserConversation, up_to: i64) -> Result<(), Failure> {
        let mentioned = there.group_at_type != user_conversations::AT_NOBODY;
        if there.kind != session::GROUP || !mentioned || up_to < there.last() {
            return Ok(());
        }
        let conversation = there.conversation;
        user_conversations::mentions_seen(tx, user.id, conversation.id, conversation.at_all_seq)?;
        self.conversation_changed(tx, user, &there.wire_id)
    }

    /// The receipt: to the other one of a single conversation and stored, otherwise to the own devices alone.
    fn tell_seen(
        &self,
        tx: &mut Tx<'_>,
        user: &User,
        there: &UserConversation,
        up_to: i64,
        named: &[i64],
    ) -> Result<(), Failure> {
        let single = there.kind == session::SINGLE;
        let mut seqs = BTreeSet::new();
        if single {
            let from = (there.seen_seq + 1).max(up_to - NAMED + 1);
            seqs.extend(from..=up_to);
            seqs.extend(named.iter().copied().filter(|seq| *seq > up_to - NAMED));
        }
        let tips = tips::MarkAsReadTips {
            mark_as_read_user_id: user.user_id.clone(),
            conversation_id: there.wire_id.clone(),
            seqs: seqs.into_iter().collect(),
            has_read_seq: up_to,
        };
        if single && there.peer != user.id {
            let peer = must_find(tx, &there.peer_id)?;
            self.notify_in(tx, user, &peer, content::READ_RECEIPT, &tips)
        } else {
            self.readers_moved_in(tx, &there.wire_id);
            self.notify_all_in(tx, user, Audience::Person(user), content::READ_RECEIPT, &tips, false)
        }
    }
}
