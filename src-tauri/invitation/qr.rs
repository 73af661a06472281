//! Draws a text as a QR code. Knows nothing of what the text says.

use std::fmt::Write as _;

use client::{
    error::{Code, Result},
    view::QrView,
};
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
