//! The drawings of the icon, from `icons/tray.svg` and `icons/tray-unread.svg`. They show on light and on dark ground.

use anyhow::Context as _;
use image::{ImageFormat, RgbaImage};

const QUIET: &[u8] = include_bytes!("../../icons/tray.png");
const DOTTED: &[u8] = include_bytes!("../../icons/tray-unread.png");

/// With the dot of what is unread, or without.
pub fn picture(dot: bool) -> anyhow::Result<RgbaImage> {
    let file = if dot { DOTTED } else { QUIET };
    let picture = image::load_from_memory_with_format(file, ImageFormat::Png).context("Read the icon of the panel")?;
    Ok(picture.into_rgba8())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn the_dot_is_all_that_differs() {
        let (quiet, dotted) = (picture(false).unwrap(), picture(true).unwrap());
        assert_eq!(quiet.dimensions(), dotted.dimensions());
        let (width, height) = quiet.dimensions();
        let differs = |x, y| quiet.get_pixel(x, y) != dotted.get_pixel(x, y);
        assert!(!differs(width / 4, height / 4));
        assert!(differs(width * 3 / 4, height * 3 / 4));
    }
}
