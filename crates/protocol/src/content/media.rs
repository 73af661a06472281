//! Pictures, voice, videos and files (102 to 105): where the bytes are, and what is known of them before they are there.
//! Knows no bytes.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::text::Error;
use crate::lenient::object;

object! {
    /// 102. `sourcePath` is a path of whoever sent it, and nobody else's business.
    pub struct PictureContent {
        pub source_path: String = "sourcePath",
        pub source_picture: PictureInfo = "sourcePicture",
        pub big_picture: PictureInfo = "bigPicture",
        pub snapshot_picture: PictureInfo = "snapshotPicture",
    }

    /// One size of a picture.
    pub struct PictureInfo {
        pub uuid: String = "uuid",
        /// A MIME type.
        pub kind: String = "type",
        pub size: i64 = "size",
        pub width: i64 = "width",
        pub height: i64 = "height",
        pub url: String = "url",
    }

    /// 103.
    pub struct VoiceContent {
        pub uuid: String = "uuid",
        pub sound_path: String = "soundPath",
        pub source_url: String = "sourceUrl",
        pub data_size: i64 = "dataSize",
        /// Seconds.
        pub duration: i64 = "duration",
        pub sound_type: String = "soundType",
    }

    /// 104. The snapshot is the picture that stands for it until it plays.
    pub struct VideoContent {
        pub video_path: String = "videoPath",
        pub video_uuid: String = "videoUUID",
        pub video_url: String = "videoUrl",
        pub video_type: String = "videoType",
        pub video_size: i64 = "videoSize",
        /// Seconds.
        pub duration: i64 = "duration",
        pub snapshot_path: String = "snapshotPath",
        pub snapshot_uuid: String = "snapshotUUID",
        pub snapshot_size: i64 = "snapshotSize",
        pub snapshot_url: String = "snapshotUrl",
        pub snapshot_width: i64 = "snapshotWidth",
        pub snapshot_height: i64 = "snapshotHeight",
        pub snapshot_type: String = "snapshotType",
    }

    /// 105.
    pub struct FileContent {
        pub file_path: String = "filePath",
        pub uuid: String = "uuid",
        pub source_url: String = "sourceUrl",
        pub file_name: String = "fileName",
        pub file_size: i64 = "fileSize",
        pub file_type: String = "fileType",
    }
}

/// Content of one of these kinds.
pub trait Media: Serialize + DeserializeOwned {
    /// # Errors
    /// Bytes that are not such an object.
    fn decode(content: &[u8]) -> Result<Self, Error> {
        object(content).map_err(|_| Error)
    }

    #[must_use]
    fn encode(&self) -> Vec<u8> {
        serde_json::json!(self).to_string().into_bytes()
    }
}

impl Media for PictureContent {}
impl Media for VoiceContent {}
impl Media for VideoContent {}
impl Media for FileContent {}
