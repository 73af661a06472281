//! Pictures made ready: what is known of one before it is there, and the smaller one that is sent in its place, upright and
//! without what the camera wrote beside it. Knows no disk and no message.

use std::fs::File;
use std::io::Cursor;

use image::DynamicImage;

use super::{blur, moving};
use crate::error::Code;
use crate::pictures::{Limits, upright, write_as_png, written};

/// What people send and get; a picture that costs more is sent as a file, and not unpacked when it comes.
pub(super) const LIMITS: Limits = Limits {
    bytes: 32 << 20,
    side: 12_000,
    pixels: 64_000_000,
};

/// Sides in pixels: of what a conversation shows, and of what is sent unless the original is wanted.
const THUMB: u32 = 640;
const SENT: u32 = 2_560;
/// Of what is copied for other programs.
const COPIED: u32 = 4_096;

/// A picture of few colours, as of a screen, stays sharp up to so many bytes.
const SHARP: usize = 1_500_000;

/// What is known of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) width: u32,
    pub(super) height: u32,
    /// See [`blur`].
    pub(super) hash: String,
    /// A small one, as PNG or JPEG.
    pub(super) thumb: Vec<u8>,
}

pub(super) fn look(file: &[u8]) -> Result<Look, Code> {
    let picture = upright(file, LIMITS)?;
    let (width, height) = (picture.width(), picture.height());
    if !moving::bearable(Cursor::new(file), u64::from(width) * u64::from(height)) {
        return Err(Code::PictureTooLarge);
    }
    let small = within(picture, THUMB);
    Ok(Look {
        width,
        height,
        hash: blur::hash(&small),
        thumb: written(&small)?.1,
    })
}

/// Whether a window may unpack a picture, and all frames of one that moves, as far as its form says.
pub(super) fn fits(path: &std::path::Path) -> bool {
    let side = image::ImageReader::open(path).and_then(image::ImageReader::with_guessed_format);
    let side = side.ok().and_then(|reader| reader.into_dimensions().ok());
    side.is_some_and(|(width, height)| {
        let pixels = u64::from(width) * u64::from(height);
        width <= LIMITS.side
            && height <= LIMITS.side
            && pixels <= LIMITS.pixels
            && File::open(path).is_ok_and(|file| moving::bearable(file, pixels))
    })
}

/// The small one alone.
pub(super) fn thumb(file: &[u8]) -> Result<Vec<u8>, Code> {
    Ok(written(&within(upright(file, LIMITS)?, THUMB))?.1)
}

/// The whole one for other programs, which all know PNG.
pub(super) fn as_png(file: &[u8]) -> Result<Vec<u8>, Code> {
    write_as_png(&within(upright(file, LIMITS)?, COPIED))
}

/// A picture as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Made {
    pub(super) kind: &'static str,
    pub(super) bytes: Vec<u8>,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// Written anew. One that moves would stand still: of it there is none.
pub(super) fn smaller(file: &[u8], kind: &str) -> Result<Option<Made>, Code> {
    if moves(file, kind) {
        return Ok(None);
    }
    let picture = within(upright(file, LIMITS)?, SENT);
    let (width, height) = (picture.width(), picture.height());
    let sharp = match kind {
        "image/png" => Some(write_as_png(&picture)?).filter(|bytes| bytes.len() <= SHARP),
        _ => None,
    };
    let (kind, bytes) = match sharp {
        Some(bytes) => ("image/png", bytes),
        None => written(&picture)?,
    };
    Ok(Some(Made {
        kind,
        bytes,
        width,
        height,
    }))
}

fn within(picture: DynamicImage, side: u32) -> DynamicImage {
    if picture.width().max(picture.height()) > side {
        picture.thumbnail(side, side)
    } else {
        picture
    }
}

/// Whether a picture is one of those that may move.
pub(super) fn moves(file: &[u8], kind: &str) -> bool {
    const ANIMATED: u8 = 2;
    match kind {
        "image/gif" => true,
        "image/webp" => file.get(12..16) == Some(b"VP8X") && file.get(20).is_some_and(|flags| flags & ANIMATED != 0),
        _ => false,
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use image::{ImageFormat, Rgb, RgbImage};

    use super::*;

    fn file(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let picture = RgbImage::from_pixel(width, height, Rgb([200, 40, 40]));
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_large_picture_is_sent_smaller_and_a_small_one_as_large_as_it_is() {
        let made = smaller(&file(5_120, 2_560, ImageFormat::Jpeg), "image/jpeg")
            .unwrap()
            .unwrap();
        assert_eq!((made.width, made.height, made.kind), (2_560, 1_280, "image/jpeg"));
        let made = smaller(&file(300, 200, ImageFormat::Png), "image/png")
            .unwrap()
            .unwrap();
        assert_eq!((made.width, made.height, made.kind), (300, 200, "image/png"));
    }

    #[test]
    fn nothing_of_what_a_camera_wrote_is_sent() {
        let mut jpeg = file(40, 20, ImageFormat::Jpeg);
        let said = b"Exif\0\0II*\0\x08\0\0\0\0\0 52.5N 13.4E";
        let length = u16::try_from(said.len() + 2).unwrap().to_be_bytes();
        jpeg.splice(2..2, [b"\xff\xe1".as_slice(), &length, said].concat());
        let made = smaller(&jpeg, "image/jpeg").unwrap().unwrap();
        assert!(!made.bytes.windows(5).any(|five| five == b"52.5N"));
    }

    #[test]
    fn one_that_moves_stays_as_it_is() {
        assert_eq!(smaller(&file(4, 4, ImageFormat::Gif), "image/gif"), Ok(None));
    }

    #[test]
    fn what_would_cost_too_much_is_not_unpacked() {
        // A header that promises 60,000 times 60,000 and has nothing behind it.
        let mut png = file(1, 1, ImageFormat::Png);
        png[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        assert!(look(&png).is_err());
        let whole = file(40, 40, ImageFormat::Png);
        assert_eq!(look(&whole[..whole.len() / 2]).unwrap_err(), Code::BadPicture);
        assert_eq!(look(b"<svg/>").unwrap_err(), Code::BadPicture);
    }
}
