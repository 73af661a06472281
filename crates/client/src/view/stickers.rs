//! Stickers as the UI is shown them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::Code;

/// A picture that somebody keeps to send again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct StickerView {
    /// By which it is called.
    pub content: String,
    /// As it may be shown; empty: it has none.
    pub name: String,
    pub width: u32,
    pub height: u32,
    /// It is one of those that may move.
    pub moves: bool,
}

/// What came of pictures that were added at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct StickersAdded {
    pub kept: u32,
    /// No picture, or too large a one.
    pub left: u32,
    /// Why the rest was not looked at.
    pub code: Option<Code>,
}
