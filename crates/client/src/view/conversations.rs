//! Conversations as the list shows them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Content, MessageState, Quoted, UserView};
use crate::requests::Meant;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum ConversationKind {
    Single,
    Group,
    Notice,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct ConversationView {
    pub id: String,
    pub kind: ConversationKind,
    /// The other person of a single conversation; for others an entry whose `nickname` is the title.
    pub peer: UserView,
    /// The newest message, if any is known.
    pub last: Option<Digest>,
    /// Milliseconds since 1970 by which the list is sorted, newest first.
    #[ts(type = "number")]
    pub time: i64,
    #[ts(type = "number")]
    pub unread: i64,
    /// Some own message could not be sent.
    pub failed: bool,
    /// What was written here and not sent.
    pub draft: String,
    /// Whom that mentions.
    pub draft_meant: Vec<Meant>,
    /// What that answers.
    pub draft_quote: Option<Quoted>,
    /// How many files are kept with it.
    pub draft_files: u32,
    pub notify: Notify,
    /// Pinned ones come first, the highest on top.
    #[ts(type = "number | null")]
    pub pinned: Option<i64>,
    /// Put away; it stands among the others again with its next message, unless it is muted.
    pub archived: bool,
    /// The person wants to come back to it, though it is read.
    pub marked_unread: bool,
    /// Somebody mentioned this person, or everybody, and it was not seen yet.
    pub mentioned: Option<Mentioned>,
    /// What is written here burns so many seconds after it was read; 0: it stays.
    pub burn: u32,
    /// Everything goes from this person's devices so many seconds after it was sent; 0: it stays.
    pub keep: u32,
}

/// A mention that was not seen yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Mentioned {
    pub whom: MentionedWhom,
    /// The first message with one, if it is on this device.
    #[ts(type = "number | null")]
    pub seq: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum MentionedWhom {
    /// Everybody, by an announcement.
    Announcement,
    Everybody,
    Me,
}

/// Which messages of a conversation are worth a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum Notify {
    #[default]
    All,
    /// Those that mention this person.
    Mentions,
    None,
}

/// One line about a message, for the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Digest {
    pub mine: bool,
    pub sender: String,
    pub content: Content,
    pub state: MessageState,
}

/// A person or a group with a name on this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct KnownView {
    pub kind: ConversationKind,
    /// The person; for a group an entry whose `nickname` is the title and whose `userId` is the group's ID.
    pub peer: UserView,
    /// None: the list has no conversation with him.
    pub conversation_id: Option<String>,
}
