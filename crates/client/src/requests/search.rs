//! What is looked for among messages.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which messages. What is empty or absent narrows nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Search {
    /// Words that are contained, whatever stands around them.
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
    File,
    /// Texts with a link in them.
    Link,
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
