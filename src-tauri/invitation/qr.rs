//! Draws a text as a QR code. Knows nothing of what the text says.

use std::fmt::Write as _;
use std::io::Cursor;

use client::{
    error::{Code, Result},
    view::QrView,
};
use image::{GrayImage, ImageFormat, Luma};
use qrcode::{Color, EcLevel, QrCode};

/// The code as a path of horizontal runs of dark squares.
pub fn draw(text: &str) -> Result<QrView> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| Code::Internal)?;
    let width = code.width();
    let colors = code.to_colors();
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, other| one == other) {
            if run.first() == Some(&Color::Dark) {
                // Writing to a string does not fail.
                let _ = write!(path, "M{x} {y}h{0}v1h-{0}z", run.len());
            }
            x += run.len();
        }
    }
    Ok(QrView {
        size: u32::try_from(width).map_err(|_| Code::Internal)?,
        path,
    })
}

/// Dots for a square, and the quiet squares around, in a file.
const SCALE: u32 = 12;
const QUIET: u32 = 4;

/// The code as a PNG to be kept.
pub fn file(text: &str) -> Result<Vec<u8>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| Code::Internal)?;
    let width = u32::try_from(code.width()).map_err(|_| Code::Internal)?;
    let colors = code.to_colors();
    let side = (width + 2 * QUIET) * SCALE;
    let picture = GrayImage::from_fn(side, side, |x, y| {
        let square = |dot: u32| (dot / SCALE).checked_sub(QUIET).filter(|square| *square < width);
        let at = square(x).zip(square(y)).map(|(x, y)| (y * width + x) as usize);
        match at.and_then(|at| colors.get(at)) {
            Some(Color::Dark) => Luma([0]),
            _ => Luma([u8::MAX]),
        }
    });
    let mut bytes = Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, ImageFormat::Png)
        .map_err(|_| Code::Internal)?;
    Ok(bytes.into_inner())
}
