//! Parts of what a message shows that only some kinds have.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A stretch of a text that looks otherwise or leads somewhere, from and to as in `Mention`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct TextMark {
    pub from: u32,
    /// The first one behind.
    pub to: u32,
    pub look: TextLook,
    /// Where it leads, on the web; empty: nowhere.
    pub url: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum TextLook {
    Plain,
    Strong,
    Slanted,
    Struck,
    Code,
}
