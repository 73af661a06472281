//! Who is mentioned. Somebody mentioned by name gets a mark in his own row; a mention of everybody is one number of the
//! conversation, which each member's row is compared with, so that it costs the same in every group.

use db::Tx;
use protocol::content::{self, tips::ConversationUpdateTips};
use protocol::ids;
use protocol::pb::MsgData;

use super::super::{Failure, Im, Sender};
use crate::store::conversations::Conversation;
use crate::store::user_conversations::{self, AT_ALL};
use crate::store::{group_members, groups, users};

/// Marks the conversation when everybody is mentioned in the message that comes next.
pub(in crate::im) fn mention_all(conversation: &mut Conversation, message: &MsgData, countable: bool) {
    if countable && message.at_user_id_list.iter().any(|id| id == content::AT_ALL) {
        conversation.at_all_seq = conversation.max_seq + 1;
        conversation.at_all_type = AT_ALL;
    }
}

impl Im {
    /// Marks those whom a stored group message mentions by name; whoever wrote it has seen what mentioned him.
    pub(in crate::im) fn mention_in(
        &self,
        tx: &mut Tx<'_>,
        from: &Sender,
        conversation: &Conversation,
        message: &MsgData,
    ) -> Result<(), Failure> {
        let wire_id = ids::conversation_id::group(&message.group_id);
        if user_conversations::mentions_seen(tx, from.row, conversation.id, conversation.at_all_seq)?
            // His own mention of everybody was never one for him.
            && conversation.at_all_seq != message.seq
            && let Some(user) = users::get(tx, from.row)?
        {
            self.conversation_changed(tx, &user, &wire_id)?;
        }
        if message.at_user_id_list.is_empty() {
            return Ok(());
        }
        let Some((group, _)) = groups::status(tx, &message.group_id)? else {
            return Ok(());
        };
        if conversation.at_all_seq == message.seq {
            self.call_everybody(tx, group, &message.group_id, from.row)?;
        }
        for id in message.at_user_id_list.iter().filter(|id| *id != content::AT_ALL) {
            let Some(user) = users::find(tx, id)? else {
                continue;
            };
            let member = group_members::find(tx, group, user.id)?.is_some();
            if member && user.id != from.row && user_conversations::mention(tx, user.id, conversation.id)? {
                self.conversation_changed(tx, &user, &wire_id)?;
            }
        }
        Ok(())
    }

    /// Tells the devices of those who are there that their row has another mark now. Nothing is written for it: who comes
    /// later reads his row anyway.
    pub(super) fn call_everybody(&self, tx: &mut Tx<'_>, group: i64, group_id: &str, but: i64) -> Result<(), Failure> {
        let members = group_members::users(tx, group)?;
        let there = self.hub.present(&members).into_iter();
        for row in there.filter(|row| *row != but) {
            let Some(user) = users::get(tx, row)? else {
                continue;
            };
            let tips = ConversationUpdateTips {
                user_id: user.user_id.clone(),
                conversation_id_list: vec![ids::conversation_id::group(group_id)],
            };
            self.notify_in(tx, &user, &user, content::CONVERSATION_CHANGED, &tips)?;
        }
        Ok(())
    }
}
