//! Videos as the UI is shown them. What others say of theirs is believed as far as it can be drawn.

use protocol::content::{Media as _, VideoContent};
use rusqlite::{Connection, Result};

use super::media::{seconds, short, sides, size};
use crate::ex;
use crate::media::{naming, source};
use crate::store::messages::Message;
use crate::view::{Content, VideoView};

/// The key in a message's `ex` for what a video element has no word for.
pub(crate) const VIDEO: &str = "video";

/// `None`: it is not what its type says.
pub(super) fn drawn(db: &Connection, message: &Message) -> Result<Option<Content>> {
    let Ok(told) = VideoContent::decode(&message.content) else {
        return Ok(None);
    };
    let (width, height) = sides(told.snapshot_width, told.snapshot_height);
    let hash = short(&message.ex, VIDEO, "hash");
    Ok(Some(Content::Video {
        video: VideoView {
            name: naming::safe(&ex::text(&message.ex, VIDEO, "name")),
            size: size(told.video_size),
            seconds: seconds(told.duration),
            width,
            height,
            // One's own has its picture before that is anywhere.
            poster: !hash.is_empty() || !told.snapshot_url.is_empty(),
            hash,
            here: source::behind(db, message)?.is_some(),
        },
    }))
}
