//! What a caller says of files that are to be sent.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A file that was brought, and how it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Attachment {
    pub id: String,
    pub manner: Manner,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum Manner {
    /// A picture as one looks at it: no larger than that takes, and without what the camera wrote beside it.
    Picture,
    /// A picture, byte by byte.
    Original,
    File,
    /// A picture, byte by byte, that is drawn without a frame.
    Sticker,
}

/// What of a conversation is looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum Kept {
    /// Videos too.
    Pictures,
    Files,
    Voice,
}
