//! What may happen with a message besides being delivered: the `options` of a MsgData, a map in which an absent key
//! means **true**. Knows the wire's keys and what OpenIM's server forces by content type; knows no delivery.

use std::collections::BTreeMap;

use crate::content;

/// Stored, and given a seq.
pub const HISTORY: &str = "history";
pub const PERSISTENT: &str = "persistent";
/// Told to a device that is offline through its maker's push.
pub const OFFLINE_PUSH: &str = "offlinePush";
/// Raises the receiver's unread count.
pub const UNREAD_COUNT: &str = "unreadCount";
/// Moves the conversation up in the receiver's list.
pub const CONVERSATION_UPDATE: &str = "conversationUpdate";
/// Pushed to the sender's own devices, the sending one included.
pub const SENDER_SYNC: &str = "senderSync";
pub const SENDER_CONVERSATION_UPDATE: &str = "senderConversationUpdate";
/// False for a message that burns after reading.
pub const NOT_PRIVATE: &str = "notPrivate";
/// False for what belongs to the hidden `n_` conversation.
pub const IS_NOT_NOTIFICATION: &str = "isNotNotification";
/// A notice that is copied into the chat as well.
pub const IS_SEND_MSG: &str = "isSendMsg";
pub const REACTION_FROM_CACHE: &str = "reactionFromCache";
pub const SENDER_NOTIFICATION_PUSH: &str = "senderNotificationPush";

/// Switched off together in what is delivered to those online only, and for typing.
const ONLINE_ONLY: [&str; 7] = [
    HISTORY,
    PERSISTENT,
    SENDER_SYNC,
    CONVERSATION_UPDATE,
    SENDER_CONVERSATION_UPDATE,
    UNREAD_COUNT,
    OFFLINE_PUSH,
];

/// Switched off in a read receipt.
const QUIET: [&str; 4] = [
    CONVERSATION_UPDATE,
    SENDER_CONVERSATION_UPDATE,
    UNREAD_COUNT,
    OFFLINE_PUSH,
];

/// A reading view of an options map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options<'a>(pub &'a BTreeMap<String, bool>);

impl Options<'_> {
    /// The value of a key: true unless an entry says false.
    #[must_use]
    pub fn get(&self, key: &str) -> bool {
        self.0.get(key).copied().unwrap_or(true)
    }

    /// Whether the message is stored.
    #[must_use]
    pub fn history(&self) -> bool {
        self.get(HISTORY)
    }

    /// Whether it raises unread counts.
    #[must_use]
    pub fn unread_count(&self) -> bool {
        self.get(UNREAD_COUNT)
    }

    /// Whether the sender's own devices get it.
    #[must_use]
    pub fn sender_sync(&self) -> bool {
        self.get(SENDER_SYNC)
    }

    /// Whether it belongs to the hidden `n_` conversation.
    #[must_use]
    pub fn is_notification(&self) -> bool {
        !self.get(IS_NOT_NOTIFICATION)
    }
}

/// Switches off what makes a message more than a passing word to those online.
pub fn set_online_only(options: &mut BTreeMap<String, bool>) {
    set_false(options, &ONLINE_ONLY);
}

/// What the server forces on a message that it takes in, whatever its sender asked for: typing is online only, a read
/// receipt is quiet.
pub fn apply_content_type(options: &mut BTreeMap<String, bool>, content_type: i32) {
    match content_type {
        content::TYPING => set_false(options, &ONLINE_ONLY),
        content::READ_RECEIPT => set_false(options, &QUIET),
        _ => {}
    }
}

/// Whether a stored message raises unread counts, and so the running count of its conversation: not what is outside
/// history, not what asked for no count, no notice of the hidden conversation, no typing, no custom message that
/// leaves the list alone (119, which carries reactions and edits), none that is online only (120), and neither
/// revocation, deletion nor read receipt, wherever they stand.
#[must_use]
pub fn countable(options: &BTreeMap<String, bool>, content_type: i32) -> bool {
    let view = Options(options);
    view.history()
        && view.unread_count()
        && !view.is_notification()
        && !matches!(
            content_type,
            content::TYPING
                | content::CUSTOM_QUIET
                | content::CUSTOM_ONLINE_ONLY
                | content::REVOKED
                | content::MESSAGES_DELETED
                | content::READ_RECEIPT
        )
}

fn set_false(options: &mut BTreeMap<String, bool>, keys: &[&str]) {
    for key in keys {
        options.insert((*key).to_owned(), false);
    }
}
