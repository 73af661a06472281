//! Small pictures of pictures, made when somebody asks and kept beside. Unpacking is bounded: the server of many people
//! must not be brought down by one of them.

use std::fs::{self, File};
use std::io::{self, Cursor, Write as _};
use std::path::Path;

use image::{DynamicImage, ImageDecoder as _, ImageReader, metadata::Orientation};

use super::super::{Failure, Im};
use super::disk::create;
use super::{Object, failed};
use crate::private;

/// The longer sides that are made; what is asked for is rounded up.
pub(super) const SIDES: [u32; 4] = [160, 320, 640, 1_280];

/// What a picture may cost that is made small.
const BYTES: i64 = 64 << 20;
const SIDE: u32 = 16_384;
const PIXELS: u64 = 40_000_000;
/// Unpacked at one time.
pub(super) const AT_ONCE: usize = 2;

impl Im {
    /// The bytes of a picture that is small enough for `width` and `height`, and their kind; `None` where the object is
    /// no picture that can be made small, or is small already.
    pub(crate) async fn thumbnail(
        &self,
        object: &Object,
        width: u32,
        height: u32,
    ) -> Result<Option<(Vec<u8>, &'static str)>, Failure> {
        let side = SIDES.into_iter().find(|side| *side >= width.max(height));
        let picture = object.content_type.starts_with("image/") && object.size <= BYTES;
        let Some(side) = side.filter(|side| picture && *side > 0 && width.max(height) > 0) else {
            return Ok(None);
        };
        let objects = &self.objects;
        let small = objects.disk.thumbnail(object.owner, &object.content, side);
        let _turn = objects.unpacking.acquire().await.map_err(|_| super::OFF)?;
        let path = small.clone();
        let kept = objects.disk.run(move || match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            read => read.map(Some),
        });
        let bytes = match kept.await.map_err(failed)? {
            Some(bytes) => bytes,
            None => {
                let whole = self.read_whole(object).await.map_err(failed)?;
                let number = protocol::ids::hex(&self.random_bytes::<8>());
                let made = objects.disk.run(move || {
                    let made = make(&whole, side);
                    keep(&small, &number, &made)?;
                    Ok(made)
                });
                made.await.map_err(failed)?
            }
        };
        let kind = super::kinds::of(&bytes);
        Ok((!bytes.is_empty()).then_some((bytes, kind)))
    }
}

/// Nothing where it cannot be unpacked, or is no larger.
fn make(file: &[u8], side: u32) -> Vec<u8> {
    let Some(picture) = unpack(file) else {
        return Vec::new();
    };
    if picture.width().max(picture.height()) <= side {
        return Vec::new();
    }
    let small = picture.thumbnail(side, side);
    let mut made = Cursor::new(Vec::new());
    let written = if small.color().has_alpha() {
        small.write_to(&mut made, image::ImageFormat::Png)
    } else {
        let jpeg = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut made, 82);
        small.to_rgb8().write_with_encoder(jpeg)
    };
    if written.is_ok() { made.into_inner() } else { Vec::new() }
}

fn unpack(file: &[u8]) -> Option<DynamicImage> {
    let reader = ImageReader::new(Cursor::new(file)).with_guessed_format().ok()?;
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if width > SIDE || height > SIDE || u64::from(width) * u64::from(height) > PIXELS {
        return None;
    }
    let mut most = image::Limits::default();
    most.max_image_width = Some(SIDE);
    most.max_image_height = Some(SIDE);
    most.max_alloc = Some(PIXELS * 8);
    decoder.set_limits(most).ok()?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    Some(picture)
}

/// Under its name it is there as a whole or not at all.
fn keep(path: &Path, number: &str, bytes: &[u8]) -> io::Result<()> {
    private::make_folder(path.parent().unwrap_or(path))?;
    let coming = path.with_extension(number);
    let mut file: File = create(&coming)?;
    file.write_all(bytes)?;
    fs::rename(coming, path)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn what_is_large_gets_small_and_what_cannot_be_unpacked_nothing() {
        let mut png = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(400, 200)
            .write_to(&mut png, image::ImageFormat::Png)
            .unwrap();
        let small = image::load_from_memory(&make(png.get_ref(), 160)).unwrap();
        assert_eq!((small.width(), small.height()), (160, 80));
        assert!(make(png.get_ref(), 640).is_empty(), "it is small already");
        let mut huge = png.into_inner();
        // The width and the height that a PNG claims.
        huge.splice(16..24, [0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        for bytes in [huge.as_slice(), b"\x89PNG\r\n\x1a\n", b"<svg/>", b""] {
            assert!(make(bytes, 160).is_empty());
        }
    }
}
