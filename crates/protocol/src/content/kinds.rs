//! Content types, session types, origins and states, as OpenIM numbers them.

pub const TEXT: i32 = 101;
pub const PICTURE: i32 = 102;
pub const VOICE: i32 = 103;
pub const VIDEO: i32 = 104;
pub const FILE: i32 = 105;
/// Text that mentions members.
pub const AT_TEXT: i32 = 106;
/// Several messages forwarded as one.
pub const MERGED: i32 = 107;
pub const CARD: i32 = 108;
pub const LOCATION: i32 = 109;
pub const CUSTOM: i32 = 110;
/// Sent while somebody writes; never stored.
pub const TYPING: i32 = 113;
pub const QUOTE: i32 = 114;
pub const FACE: i32 = 115;
pub const ADVANCED_TEXT: i32 = 117;
pub const MARKDOWN: i32 = 118;
/// Custom, stored, but leaves the conversation list alone: carries Selkie's reactions and edits.
pub const CUSTOM_QUIET: i32 = 119;
/// Custom, to those online only.
pub const CUSTOM_ONLINE_ONLY: i32 = 120;

// Notices about people
pub const FRIEND_REQUEST_ACCEPTED: i32 = 1201;
pub const FRIEND_REQUEST_REJECTED: i32 = 1202;
pub const FRIEND_REQUEST: i32 = 1203;
pub const FRIEND_ADDED: i32 = 1204;
pub const FRIEND_DELETED: i32 = 1205;
pub const FRIEND_REMARK_SET: i32 = 1206;
pub const BLACK_ADDED: i32 = 1207;
pub const BLACK_REMOVED: i32 = 1208;
/// A friend's profile changed.
pub const FRIEND_INFO_UPDATED: i32 = 1209;
pub const FRIENDS_SETTINGS_UPDATED: i32 = 1210;
/// The own settings of conversations changed.
pub const CONVERSATION_CHANGED: i32 = 1300;
/// The own profile changed.
pub const USER_INFO_UPDATED: i32 = 1303;
pub const USER_STATUS: i32 = 1304;
pub const USER_COMMAND_ADDED: i32 = 1305;
pub const USER_COMMAND_DELETED: i32 = 1306;
pub const USER_COMMAND_UPDATED: i32 = 1307;
/// A notice from a system account, shown as a message.
pub const OA_NOTIFICATION: i32 = 1400;

// Notices about groups
pub const GROUP_CREATED: i32 = 1501;
pub const GROUP_INFO_SET: i32 = 1502;
pub const JOIN_REQUEST: i32 = 1503;
pub const MEMBER_QUIT: i32 = 1504;
pub const JOIN_REQUEST_ACCEPTED: i32 = 1505;
pub const JOIN_REQUEST_REJECTED: i32 = 1506;
pub const GROUP_OWNER_TRANSFERRED: i32 = 1507;
pub const MEMBER_KICKED: i32 = 1508;
pub const MEMBER_INVITED: i32 = 1509;
pub const MEMBER_ENTERED: i32 = 1510;
pub const GROUP_DISMISSED: i32 = 1511;
pub const MEMBER_MUTED: i32 = 1512;
pub const MEMBER_UNMUTED: i32 = 1513;
pub const GROUP_MUTED: i32 = 1514;
pub const GROUP_UNMUTED: i32 = 1515;
pub const MEMBER_INFO_SET: i32 = 1516;
pub const MEMBER_TO_ADMIN: i32 = 1517;
pub const MEMBER_TO_ORDINARY: i32 = 1518;
pub const GROUP_ANNOUNCEMENT_SET: i32 = 1519;
pub const GROUP_NAME_SET: i32 = 1520;

// Notices about conversations and messages
pub const PRIVATE_CHAT_SET: i32 = 1701;
/// The own unread count changed, on whichever device.
pub const UNREAD_CHANGED: i32 = 1702;
pub const CONVERSATION_CLEARED: i32 = 1703;
pub const CONVERSATION_DELETED: i32 = 1704;
pub const BUSINESS_NOTIFICATION: i32 = 2001;
/// A message was taken back; in history also what stands in its place.
pub const REVOKED: i32 = 2101;
pub const MESSAGES_DELETED: i32 = 2102;
pub const READ_RECEIPT: i32 = 2200;

/// `sessionType`, and `conversationType` of a conversation row.
pub mod session {
    pub const SINGLE: i32 = 1;
    /// Switched off in OpenIM.
    pub const WRITE_GROUP: i32 = 2;
    pub const GROUP: i32 = 3;
    /// A system account to a person.
    pub const NOTIFICATION: i32 = 4;
}

/// `msgFrom`.
pub mod from {
    pub const USER: i32 = 100;
    pub const SYSTEM: i32 = 200;
}

/// `status`.
pub mod status {
    pub const SENDING: i32 = 1;
    pub const SENT: i32 = 2;
    pub const FAILED: i32 = 3;
    /// Delivered without content: deleted, or never stored.
    pub const DELETED: i32 = 4;
    pub const FILTERED: i32 = 5;
}

/// The id that stands for everyone in a list of mentions.
pub const AT_ALL: &str = "AtAllTag";

/// The `attachedInfo` that OpenIM's clients write when they have nothing to attach.
pub const NO_ATTACHED_INFO: &str = "null";

/// Whether the type is a notice of the server: its content is a [`Notification`](super::Notification).
#[must_use]
pub const fn is_notice(content_type: i32) -> bool {
    matches!(content_type, 1201..=1210 | 1300..=1307 | 1400 | 1501..=1520 | 1701..=1704 | 2001 | 2101..=2102 | 2200)
}
