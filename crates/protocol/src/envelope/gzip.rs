//! Gzip with an end: what a hostile frame may grow to is limited while it grows. Knows no envelope.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

use super::Error;

/// Compresses. Level 1: frames are short and share little, so higher levels cost time and win next to nothing.
pub(super) fn deflate(plain: &[u8]) -> Result<Vec<u8>, Error> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 2 + 32), Compression::fast());
    encoder.write_all(plain).map_err(|_| Error::Gzip)?;
    encoder.finish().map_err(|_| Error::Gzip)
}

/// Inflates all members of `packed`, and stops with [`Error::TooMuch`] at the first byte beyond `limit`.
pub(super) fn inflate(packed: &[u8], limit: usize) -> Result<Vec<u8>, Error> {
    let room = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut plain = Vec::new();
    MultiGzDecoder::new(packed)
        .take(room)
        .read_to_end(&mut plain)
        .map_err(|_| Error::Gzip)?;
    if plain.len() > limit {
        Err(Error::TooMuch)
    } else {
        Ok(plain)
    }
}
