//! Voice messages: recording them, and hearing what others said. Knows no page and no sound card.

mod hearing;
mod ogg;
mod rate;
mod recording;
mod spoken;
pub(crate) mod wave;

pub(crate) use hearing::{brought_sound, hear, sound};
pub(crate) use recording::{Recorder, end, record};
pub(crate) use spoken::Voice;
