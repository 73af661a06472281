//! Which way WebKit draws on Linux. Knows no window: it has to be said before the first one.

use std::{env, path::Path};

/// WebKit's own word for it; whoever has set it knows better.
const PLAIN: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
const CARDS: &str = "/dev/dri";

/// Without a graphics card WebKit plays one on the processor, which takes some 60 MB and the first frame longer, and on a
/// desktop without a compositor leaves grey where another window was. It can draw plainly instead.
pub fn choose() {
    if env::var_os(PLAIN).is_none() && !has_card(Path::new(CARDS)) {
        // SAFETY: `main` has done nothing else yet, so no other thread reads the environment.
        unsafe { env::set_var(PLAIN, "1") };
    }
}

/// Whether a device that renders is among these.
fn has_card(devices: &Path) -> bool {
    let found = std::fs::read_dir(devices).into_iter().flatten().flatten();
    found
        .map(|device| device.file_name())
        .any(|name| name.to_string_lossy().starts_with("renderD"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_screen_alone_is_no_graphics_card() {
        let folder = tempfile::tempdir().unwrap();
        let devices = folder.path().join("dri");
        assert!(!has_card(&devices));
        std::fs::create_dir(&devices).unwrap();
        std::fs::write(devices.join("card0"), "").unwrap();
        assert!(!has_card(&devices));
        std::fs::write(devices.join("renderD128"), "").unwrap();
        assert!(has_card(&devices));
    }
}
