//! Pictures and files as the UI is shown them: what is known of one before it is there, and how its transfer goes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::Code;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct PictureView {
    /// In pixels, upright; 0: the sender has not told.
    pub width: u32,
    pub height: u32,
    /// Bytes; 0: the sender has not told.
    #[ts(type = "number")]
    pub size: u64,
    /// As it may be shown and written; empty: it has none.
    pub name: String,
    /// A ThumbHash in base64; empty: none was sent.
    pub hash: String,
    /// It is one of those that may move.
    pub moves: bool,
    /// Those beside it of the same album stand together with it; empty: it stands alone.
    pub album: String,
    /// It is drawn without a frame, as what one says.
    pub sticker: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct FileView {
    pub kind: FileKind,
    /// As it may be shown and written; empty: it has none.
    pub name: String,
    /// Bytes; 0: the sender has not told.
    #[ts(type = "number")]
    pub size: u64,
    /// Opening it may run something.
    pub program: bool,
    /// It lies on this device.
    pub here: bool,
}

/// What was spoken into a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct VoiceView {
    /// Bytes; 0: the sender has not told.
    #[ts(type = "number")]
    pub size: u64,
    /// 0: the sender has not told.
    pub seconds: u32,
    /// How loud it is along its length, each from 0 to 31; empty: the sender has not told.
    pub wave: Vec<u8>,
    /// The person has heard it, or spoken it.
    pub heard: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct VideoView {
    /// As it may be shown and written; empty: it has none.
    pub name: String,
    /// Bytes; 0: the sender has not told.
    #[ts(type = "number")]
    pub size: u64,
    /// 0: the sender has not told.
    pub seconds: u32,
    /// In pixels, upright; 0: the sender has not told.
    pub width: u32,
    pub height: u32,
    /// A ThumbHash in base64; empty: none was sent.
    pub hash: String,
    /// There is a picture that stands for it.
    pub poster: bool,
    /// It lies on this device.
    pub here: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum FileKind {
    Picture,
    Video,
    Audio,
    Document,
    Archive,
    Program,
    Other,
}

/// A file that somebody brings, before he sends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct BroughtView {
    pub id: String,
    pub name: String,
    #[ts(type = "number")]
    pub size: u64,
    pub kind: FileKind,
    /// It can be sent as a picture, of this many pixels.
    pub picture: Option<SideView>,
    /// Why what looks like a picture can only be sent as a file.
    pub odd: Option<Code>,
    /// It can be sent as a video.
    pub film: Option<FilmView>,
}

/// What a video says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct FilmView {
    /// In pixels, upright.
    pub width: u32,
    pub height: u32,
    pub seconds: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct SideView {
    pub width: u32,
    pub height: u32,
}

/// What was recorded, before it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct RecordedView {
    /// As of a file that was brought.
    pub id: String,
    #[ts(type = "number")]
    pub millis: u64,
    #[ts(type = "number")]
    pub size: u64,
    /// See [`VoiceView`].
    pub wave: Vec<u8>,
}

/// How far a file of a message has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct TransferView {
    pub client_msg_id: String,
    /// To the server; otherwise to this device.
    pub up: bool,
    /// Bytes.
    #[ts(type = "number")]
    pub done: u64,
    #[ts(type = "number")]
    pub total: u64,
    pub state: TransferState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum TransferState {
    Running,
    /// The person has stopped it.
    Paused,
    /// It is there, or given up.
    Ended,
    Failed {
        code: Code,
    },
}

/// What files take of this device, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct StorageView {
    /// Can be freed: the server has it.
    #[ts(type = "number")]
    pub files: u64,
    /// Small pictures, of which others are made again.
    #[ts(type = "number")]
    pub thumbs: u64,
    /// Is still to be sent.
    #[ts(type = "number")]
    pub waiting: u64,
    /// Messages and everything that is known of people.
    #[ts(type = "number")]
    pub messages: u64,
}

/// Some bytes of a file, for the shell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaStretch {
    pub bytes: Vec<u8>,
    /// Of the whole.
    pub size: u64,
    /// A MIME type, by what the beginning is.
    pub kind: String,
}

/// A whole file on this device, for the shell. The page never learns where it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaFile {
    pub path: std::path::PathBuf,
    /// The SHA-256 of its bytes.
    pub content: String,
    pub size: u64,
    /// A MIME type, by what the bytes are.
    pub kind: String,
    /// As it may be written to a disk; empty: it has none.
    pub name: String,
    /// A picture of a kind that a window may be shown as it is.
    pub shown: bool,
}
