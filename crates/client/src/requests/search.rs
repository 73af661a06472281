//! What is looked for among messages.

use protocol::search::Kind;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which messages. What is empty or absent narrows nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Search {
    /// Words that are contained, whatever stands around them; of pictures, videos, voice and files also the name of whoever
    /// sent them. Blank: all that the rest of it is about.
    pub query: String,
    pub conversation_id: Option<String>,
    pub sender_id: Option<String>,
    pub kind: Option<SearchKind>,
    /// Milliseconds since 1970, both included.
    #[ts(type = "number | null")]
    pub from: Option<i64>,
    #[ts(type = "number | null")]
    pub to: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum SearchKind {
    Text,
    Picture,
    Video,
    Voice,
    File,
    /// What has a link in its words.
    Link,
}

impl From<SearchKind> for Kind {
    fn from(kind: SearchKind) -> Self {
        match kind {
            SearchKind::Text => Self::Text,
            SearchKind::Picture => Self::Picture,
            SearchKind::Video => Self::Video,
            SearchKind::Voice => Self::Voice,
            SearchKind::File => Self::File,
            SearchKind::Link => Self::Link,
        }
    }
}

/// Behind which hit the next ones are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct SearchCursor {
    #[ts(type = "number")]
    pub time: i64,
    #[ts(type = "number")]
    pub id: i64,
}
