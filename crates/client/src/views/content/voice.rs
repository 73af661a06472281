//! Voice as the UI is shown it. What others say of theirs is believed as far as it can be drawn.

use protocol::content::{Media as _, VoiceContent};
use rusqlite::{Connection, Result};

use super::media::{seconds, size};
use crate::ex;
use crate::store::heard;
use crate::store::messages::Message;
use crate::view::{Content, VoiceView};
use crate::voice::wave;

/// The key in a message's `ex` for what a voice element has no word for.
pub(crate) const VOICE: &str = "voice";

/// `None`: it is not what its type says.
pub(super) fn drawn(db: &Connection, message: &Message) -> Result<Option<Content>> {
    let Ok(told) = VoiceContent::decode(&message.content) else {
        return Ok(None);
    };
    // Inside of another message nothing is kept of it.
    let heard = message.mine || message.local == 0 || heard::is(db, message.local)?;
    Ok(Some(Content::Voice {
        voice: VoiceView {
            size: size(told.data_size),
            seconds: seconds(told.duration),
            wave: wave::read(&ex::text(&message.ex, VOICE, "wave")),
            heard,
        },
    }))
}
