//! Finds a code that says something in a picture file that may come from anybody: what it may cost is limited before it is
//! opened. Knows the two formats that screens and cameras write, and not what codes say.

use std::io::Cursor;

use client::error::{Code, Result};
use image::{GrayImage, ImageFormat, ImageReader, Limits, imageops};
use tokio::sync::Mutex;

const LARGEST_FILE: usize = 20 * 1024 * 1024;
const LONGEST_SIDE: u32 = 8192;
/// In bytes, while it is unpacked: a picture of the longest sides in four colours.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;
/// Sides to which larger pictures are made smaller before they are searched: one keeps small codes readable, the other
/// evens out the grain of a photograph.
const FINE: u32 = 1600;
const COARSE: u32 = 640;

/// One at a time, so that many pictures cost no more memory than one.
static TURN: Mutex<()> = Mutex::const_new(());

/// What the first code says that `parse` knows; otherwise `none`. Away from the threads that serve the page.
#[expect(
    clippy::disallowed_methods,
    reason = "no simulation reads pictures, and unpacking one would hold up the page"
)]
pub async fn read<T: Send + 'static>(file: Vec<u8>, parse: fn(&str) -> Option<T>, none: Code) -> Result<T> {
    if file.len() > LARGEST_FILE {
        return Err(none.into());
    }
    let _turn = TURN.lock().await;
    // A defect in what reads foreign files ends that thread's work and nothing else.
    let found = tauri::async_runtime::spawn_blocking(move || find(&file, parse)).await;
    found.ok().flatten().ok_or_else(|| none.into())
}

fn find<T>(file: &[u8], parse: fn(&str) -> Option<T>) -> Option<T> {
    let picture = unpack(file)?;
    search(&shrunk(&picture, FINE), parse).or_else(|| search(&shrunk(&picture, COARSE), parse))
}

fn unpack(file: &[u8]) -> Option<GrayImage> {
    let mut reader = ImageReader::new(Cursor::new(file)).with_guessed_format().ok()?;
    if !matches!(reader.format(), Some(ImageFormat::Png | ImageFormat::Jpeg)) {
        return None;
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    reader.decode().ok().map(image::DynamicImage::into_luma8)
}

fn shrunk(picture: &GrayImage, side: u32) -> GrayImage {
    let (width, height) = picture.dimensions();
    let longest = width.max(height);
    if longest <= side {
        return picture.clone();
    }
    let scaled = |length: u32| u32::try_from(u64::from(length) * u64::from(side) / u64::from(longest)).unwrap_or(side);
    imageops::thumbnail(picture, scaled(width).max(1), scaled(height).max(1))
}

/// There may be other codes beside it.
fn search<T>(picture: &GrayImage, parse: fn(&str) -> Option<T>) -> Option<T> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let light = picture.as_raw();
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        light.get(y * width + x).copied().unwrap_or(u8::MAX)
    });
    let grids = prepared.detect_grids();
    grids
        .iter()
        .filter_map(|grid| grid.decode().ok())
        .find_map(|(_, text)| parse(&text))
}
