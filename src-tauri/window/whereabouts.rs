//! Where the window is, kept for the next time whenever it is left: when another window gets the focus, when it is
//! hidden, and when the app ends. Knows nothing of what makes a place good.

use std::path::Path;

use tauri::{AppHandle, PhysicalPosition, PhysicalSize, WebviewWindow};

use super::{
    place::{Place, Screen, arrangement, fit},
    places::Places,
};

pub struct Whereabouts {
    places: Places,
    /// In logical pixels, from `tauri.conf.json`.
    least: (u32, u32),
}

impl Whereabouts {
    /// Kept in this data folder; the window is never put back smaller than `least`, in logical pixels.
    pub fn new(folder: &Path, least: (u32, u32)) -> Self {
        Self {
            places: Places::new(folder),
            least,
        }
    }

    /// Puts the window where it was with these screens.
    pub(super) fn put(&self, window: &WebviewWindow) {
        let screens = screens(window);
        let Some(place) = self.places.of(&arrangement(&screens)) else {
            return;
        };
        let (at, (width, height)) = fit(place, self.least, &screens);
        let mut done = vec![window.set_size(PhysicalSize::new(width, height))];
        if let Some((x, y)) = at {
            done.push(window.set_position(PhysicalPosition::new(x, y)));
        }
        if place.maximized {
            done.push(window.maximize());
        }
        super::told(&done);
    }

    /// Remembers where the window is now, if it is to be seen.
    pub fn keep(&self, app: &AppHandle) {
        let Some(window) = super::main(app) else {
            return;
        };
        let screens = arrangement(&screens(&window));
        let now = now(&window, self.places.of(&screens));
        let kept = now.map_or(Ok(()), |place| self.places.keep(&screens, place));
        if let Err(error) = kept {
            tracing::warn!("Where the window is could not be kept: {error:#}");
        }
    }
}

/// None while the window has no place of its own. That of a maximized one is where it was before.
fn now(window: &WebviewWindow, before: Option<Place>) -> Option<Place> {
    if super::is_hidden(window) || window.is_minimized().ok()? || window.is_fullscreen().ok()? {
        return None;
    }
    let maximized = window.is_maximized().ok()?;
    if maximized && let Some(before) = before {
        return Some(Place { maximized, ..before });
    }
    let (at, size) = (window.outer_position().ok()?, window.inner_size().ok()?);
    Some(Place {
        x: at.x,
        y: at.y,
        width: size.width,
        height: size.height,
        maximized,
    })
}

fn screens(window: &WebviewWindow) -> Vec<Screen> {
    let screens = window.available_monitors().unwrap_or_default();
    let screens = screens.iter().map(|screen| Screen {
        x: screen.position().x,
        y: screen.position().y,
        width: screen.size().width,
        height: screen.size().height,
        scale: screen.scale_factor(),
    });
    screens.collect()
}
