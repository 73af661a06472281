//! What a video file says of itself: how wide and high it is, and how long it lasts. Reads only its tables, wherever in the
//! file they stand. Knows nothing of pictures and sound.

mod boxes;
mod matroska;
#[cfg(test)]
mod tests;

use std::io::{Read, Seek};

/// A table is never larger; the films themselves are.
const LARGEST_TABLE: u64 = 16 << 20;
/// Steps through a file, or one that is made up could be endless.
const MOST_STEPS: usize = 4_096;
/// No screen shows more, and nobody sends a whole day.
const LARGEST_SIDE: u32 = 16_384;
const LONGEST_MS: u64 = 24 * 60 * 60 * 1000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Film {
    /// In pixels, upright.
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// 0: it does not tell.
    pub(crate) millis: u64,
}

/// `None`: it is no video, or says nothing that can be used.
pub(super) fn look(kind: &str, file: &mut (impl Read + Seek)) -> Option<Film> {
    let film = match kind {
        "video/mp4" | "video/quicktime" => boxes::look(file),
        "video/webm" => matroska::look(file),
        _ => None,
    }?;
    let side = |side: u32| (1..=LARGEST_SIDE).contains(&side);
    (side(film.width) && side(film.height)).then_some(Film {
        millis: if film.millis <= LONGEST_MS { film.millis } else { 0 },
        ..film
    })
}

/// The next bytes, as many as are wanted or nothing.
fn exactly<const N: usize>(file: &mut impl Read) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}
