//! What was found, as the UI is shown it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::MessageView;
use crate::requests::SearchCursor;

/// The newest messages that were found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct FoundView {
    /// Newest first.
    pub hits: Vec<HitView>,
    /// Behind which there is more; absent: that was all.
    pub next: Option<SearchCursor>,
    /// Older messages are not in the index yet.
    pub indexing: Option<IndexingView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct HitView {
    pub message: MessageView,
    /// What stands around the first place, on one line.
    pub text: String,
    /// Where the query stands in `text`.
    pub marks: Vec<HitMark>,
}

/// In UTF-16 code units as pages count them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct HitMark {
    pub from: u32,
    /// The first one behind.
    pub to: u32,
}

/// How far the index has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct IndexingView {
    #[ts(type = "number")]
    pub done: i64,
    #[ts(type = "number")]
    pub of: i64,
}

/// How many messages of a conversation were found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct HitCount {
    pub conversation_id: String,
    #[ts(type = "number")]
    pub count: i64,
}
