//! Where sound comes from: a sound card, or what a test makes up. Knows nothing of what becomes of it.

use futures_util::stream::BoxStream;

/// Samples of one channel between -1 and 1, piece by piece as they are heard. It ends where the device goes away, and the
/// device is let go with it.
pub type Sound = BoxStream<'static, Vec<f32>>;

/// A microphone that listens.
pub struct Listening {
    /// Samples a second.
    pub rate: u32,
    pub sound: Sound,
}

/// There is none, or it cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("No microphone can be used")]
pub struct NoMicrophone;

pub trait Microphone: Send + Sync {
    /// Begins to listen. May take its time.
    fn open(&self) -> Result<Listening, NoMicrophone>;
}

/// A computer without one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Deaf;

impl Microphone for Deaf {
    fn open(&self) -> Result<Listening, NoMicrophone> {
        Err(NoMicrophone)
    }
}
