//! Writes a picture anew, with nothing of the file that it came from: no place, no camera, no colour profile.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ExtendedColorType, ImageEncoder as _};

use crate::error::Code;

pub(super) const PNG: &str = "image/png";
pub(super) const JPEG: &str = "image/jpeg";

const QUALITY: u8 = 88;

/// The kind and the bytes: JPEG, unless one sees through it somewhere.
pub(crate) fn write(picture: &DynamicImage) -> Result<(&'static str, Vec<u8>), Code> {
    let seen_through = picture.color().has_alpha() && picture.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX);
    if seen_through {
        return Ok((PNG, png(picture)?));
    }
    Ok((JPEG, jpeg(picture, QUALITY)?))
}

/// Of a quality from 1 to 100.
pub(crate) fn jpeg(picture: &DynamicImage, quality: u8) -> Result<Vec<u8>, Code> {
    let mut bytes = Cursor::new(Vec::new());
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    let written = picture.to_rgb8().write_with_encoder(encoder);
    written.map_err(|_| Code::Internal)?;
    Ok(bytes.into_inner())
}

pub(crate) fn png(picture: &DynamicImage) -> Result<Vec<u8>, Code> {
    let mut bytes = Cursor::new(Vec::new());
    let encoder = PngEncoder::new(&mut bytes);
    let written = if picture.color().has_alpha() {
        let rgba = picture.to_rgba8();
        let (width, height) = rgba.dimensions();
        encoder.write_image(&rgba, width, height, ExtendedColorType::Rgba8)
    } else {
        let rgb = picture.to_rgb8();
        let (width, height) = rgb.dimensions();
        encoder.write_image(&rgb, width, height, ExtendedColorType::Rgb8)
    };
    written.map_err(|_| Code::Internal)?;
    Ok(bytes.into_inner())
}
