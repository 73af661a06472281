//! Writes a picture anew, with nothing of the file that it came from: no place, no camera, no colour profile.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageEncoder as _};

use crate::error::Code;

pub(super) const PNG: &str = "image/png";
pub(super) const JPEG: &str = "image/jpeg";

const QUALITY: u8 = 88;

/// The kind and the bytes: JPEG, unless one sees through it somewhere.
pub(super) fn write(picture: &DynamicImage) -> Result<(&'static str, Vec<u8>), Code> {
    let mut bytes = Cursor::new(Vec::new());
    let seen_through = picture.color().has_alpha() && picture.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX);
    let (kind, written) = if seen_through {
        let rgba = picture.to_rgba8();
        let (width, height) = rgba.dimensions();
        let encoder = PngEncoder::new(&mut bytes);
        (
            PNG,
            encoder.write_image(&rgba, width, height, image::ExtendedColorType::Rgba8),
        )
    } else {
        let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
        (JPEG, picture.to_rgb8().write_with_encoder(encoder))
    };
    written.map_err(|_| Code::Internal)?;
    Ok((kind, bytes.into_inner()))
}
