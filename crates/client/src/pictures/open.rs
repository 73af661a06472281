//! Unpacks a picture file: known by what it begins with, measured before any of it is unpacked, and turned as the camera
//! was held.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, metadata::Orientation};

use crate::error::Code;

/// What a file may cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Of the file.
    pub(crate) bytes: usize,
    /// In pixels.
    pub(crate) side: u32,
    /// Each takes three to eight bytes when it is unpacked, and as many again when it is turned.
    pub(crate) pixels: u64,
}

const KINDS: [ImageFormat; 4] = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif];

/// Of a moving picture it is the first one.
pub(crate) fn upright(file: &[u8], limits: Limits) -> Result<DynamicImage, Code> {
    if file.len() > limits.bytes {
        return Err(Code::PictureTooLarge);
    }
    let reader = ImageReader::new(Cursor::new(file))
        .with_guessed_format()
        .map_err(|_| Code::BadPicture)?;
    if !reader.format().is_some_and(|format| KINDS.contains(&format)) {
        return Err(Code::BadPicture);
    }
    let mut decoder = reader.into_decoder().map_err(|error| failed(&error))?;
    let (width, height) = decoder.dimensions();
    if width > limits.side || height > limits.side || u64::from(width) * u64::from(height) > limits.pixels {
        return Err(Code::PictureTooLarge);
    }
    if width == 0 || height == 0 {
        return Err(Code::BadPicture);
    }
    let mut most = image::Limits::default();
    most.max_image_width = Some(limits.side);
    most.max_image_height = Some(limits.side);
    most.max_alloc = Some(limits.pixels * 8);
    decoder.set_limits(most).map_err(|error| failed(&error))?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| failed(&error))?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn failed(error: &ImageError) -> Code {
    match error {
        ImageError::Limits(_) => Code::PictureTooLarge,
        _ => Code::BadPicture,
    }
}
