//! Messages as the UI is shown them, and the kinds of content. Each kind that Selkie draws is one of [`Content`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{FileView, GroupLine, LinkCard, PictureView, TextMark, UserView, VideoView, VoiceView};
use crate::error::Code;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct MessageView {
    /// The key of a message in every layer.
    pub client_msg_id: String,
    pub conversation_id: String,
    /// Absent until the server has given one. Order: by `seq`, rows without one last, those by `local`.
    #[ts(type = "number | null")]
    pub seq: Option<i64>,
    /// Grows with each row written on this device.
    #[ts(type = "number")]
    pub local: i64,
    pub sender_id: String,
    pub sender_nickname: String,
    /// Where his picture is; empty: there is none, or it is one's own.
    pub sender_face_url: String,
    pub mine: bool,
    /// Milliseconds since 1970: the server's, before that the own clock's.
    #[ts(type = "number")]
    pub time: i64,
    pub content: Content,
    pub state: MessageState,
    /// In the order in which each emoji came first.
    pub reactions: Vec<Reaction>,
    /// When it was edited last.
    #[ts(type = "number | null")]
    pub edited: Option<i64>,
    pub pinned: bool,
    /// It burns after reading.
    pub burns: Option<Burns>,
    /// What the page to which its words link says of itself, as the sender gathered it.
    pub link: Option<LinkCard>,
}

/// How a message burns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Burns {
    /// So long after its reading it is gone.
    pub seconds: u32,
    /// When it is, by this computer's clock; absent: it was not read.
    #[ts(type = "number | null")]
    pub at: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum Content {
    Text {
        /// With everybody who is mentioned by the name that he has now.
        text: String,
        /// In the order of the text.
        mentions: Vec<Mention>,
    },
    Picture {
        picture: PictureView,
    },
    /// A file, and whatever else is kept as one.
    File {
        file: FileView,
    },
    /// Taken back, by nobody knows whom.
    Gone,
    /// The two have become friends.
    Befriended,
    /// From here on messages burn after reading, or stay.
    Burning {
        on: bool,
        /// This person has switched it.
        me: bool,
        name: String,
    },
    /// Something happened to the group.
    Group {
        line: GroupLine,
    },
    /// A kind that this version cannot draw; shown as an honest line.
    Unknown {
        content_type: i32,
    },
    /// Taken back.
    Recalled {
        user_id: String,
        name: String,
        /// This person did it.
        me: bool,
        /// Whoever had written it did.
        own: bool,
    },
    /// Words that answer a message.
    Quote {
        text: String,
        mentions: Vec<Mention>,
        quoted: Quoted,
    },
    /// Somebody who is recommended.
    Card {
        user_id: String,
        name: String,
        face_url: String,
    },
    /// A place, in degrees as they are written.
    Location {
        name: String,
        latitude: String,
        longitude: String,
    },
    /// What other apps agreed on, with what it says of itself.
    Custom {
        description: String,
    },
    /// Several messages as one; they are asked for when somebody opens it.
    Merged {
        title: String,
        /// The first of them.
        lines: Vec<String>,
        count: u32,
    },
    /// What apps agreed on, of a kind that is registered here; docs/kinds.md tells how.
    Special {
        kind: String,
        /// A line between the messages.
        quiet: bool,
        fields: BTreeMap<String, String>,
        /// The line that stands for it.
        english: String,
        chinese: String,
    },
    /// Words whose layout is written into them. The page draws what it knows of it, and the rest as it stands there.
    Markdown {
        text: String,
    },
    /// Words of which stretches look otherwise.
    Rich {
        text: String,
        /// In the order of the text, none of them in another one.
        marks: Vec<TextMark>,
    },
    /// What a system account tells.
    Official {
        /// Who tells it; empty: the account alone does.
        title: String,
        text: String,
        /// Where it leads, on the web; empty: nowhere.
        url: String,
        picture: Option<PictureView>,
    },
    /// A sign out of another app's set, which only that app can draw.
    Face,
    Voice {
        voice: VoiceView,
    },
    Video {
        video: VideoView,
    },
}

/// A message as it stands in one that answers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Quoted {
    /// Empty: it is not on this device.
    pub client_msg_id: String,
    #[ts(type = "number | null")]
    pub seq: Option<i64>,
    pub sender_id: String,
    pub sender_name: String,
    pub mine: bool,
    /// Without a quote of its own.
    pub content: Box<Content>,
}

/// Everybody who reacted to a message with one emoji.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Reaction {
    pub emoji: String,
    pub count: u32,
    /// This person is among them.
    pub mine: bool,
    /// The first of the others.
    pub names: Vec<String>,
}

/// How many have read an own message of a group; its writer is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Receipt {
    #[ts(type = "number")]
    pub seq: i64,
    pub read: u32,
    pub members: u32,
}

/// Who has read an own message of a group, and who not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Readers {
    pub read: Vec<UserView>,
    pub unread: Vec<UserView>,
    pub receipt: Receipt,
}

/// What a message said at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct MessageVersion {
    #[ts(type = "number")]
    pub time: i64,
    pub text: String,
}

impl Content {
    /// Words that mention nobody.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text {
            text: text.into(),
            mentions: Vec::new(),
        }
    }

    /// Whether nothing is left of what it said.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        matches!(self, Self::Gone | Self::Recalled { .. })
    }
}

/// Where a text mentions somebody, `@` included, in UTF-16 code units as pages count them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Mention {
    /// `None`: everybody.
    pub user_id: Option<String>,
    /// This very person is meant by it; not by a mention of everybody.
    pub me: bool,
    pub from: u32,
    /// The first one behind.
    pub to: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum MessageState {
    /// From somebody else.
    Received,
    Sending,
    Sent,
    /// The other person of a single conversation has read it.
    Read,
    Failed {
        code: Code,
    },
}

/// A stretch of a conversation without a hole, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Page {
    pub messages: Vec<MessageView>,
    /// Whether something older exists, on this device or on the server.
    pub older: bool,
    /// The seq of the first message that was unread when the newest page was asked for.
    #[ts(type = "number | null")]
    pub unread_from: Option<i64>,
}

/// The same from a message on towards the newest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Onward {
    pub messages: Vec<MessageView>,
    /// Whether something newer exists. Messages without a seq come with the newest page only.
    pub newer: bool,
}
