//! Where the window goes: where it was when the same screens were last there, and never where nobody can reach it.
//! Numbers only; knows no window and no file.

use serde::{Deserialize, Serialize};

/// Of the title, this much has to be on a screen, in physical pixels: enough to take hold of.
const HOLD: i64 = 80;
/// The height of what a window is taken by.
const BAR: i64 = 32;

/// Physical pixels; the place is that of the frame, the size that of what is inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: u32,
    pub(super) height: u32,
    #[serde(default)]
    pub(super) maximized: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(super) struct Screen {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) scale: f64,
}

/// The name of a set of screens; the same in whatever order they are listed.
pub(super) fn arrangement(screens: &[Screen]) -> String {
    let mut names: Vec<_> = screens
        .iter()
        .map(|screen| {
            let Screen {
                x,
                y,
                width,
                height,
                scale,
            } = screen;
            format!("{width}x{height}{x:+}{y:+}@{scale}")
        })
        .collect();
    names.sort();
    names.join(" ")
}

/// The place in which a window can be used on these screens: not smaller than `least` nor larger than the screen it is
/// on. None where its own screen is gone: then only its size holds, and the system puts it somewhere.
pub(super) fn fit(place: Place, least: (u32, u32), screens: &[Screen]) -> (Option<(i32, i32)>, (u32, u32)) {
    let place = Place {
        width: place.width.max(least.0),
        ..place
    };
    let on = screens.iter().find(|screen| holds(screen, &place));
    let largest = on.or_else(|| {
        screens
            .iter()
            .max_by_key(|screen| u64::from(screen.width) * u64::from(screen.height))
    });
    let scaled = |length: u32| scale(length, largest.map_or(1.0, |screen| screen.scale));
    let within = |wanted: u32, least: u32, most: Option<u32>| wanted.min(most.unwrap_or(wanted)).max(scaled(least));
    let size = (
        within(place.width, least.0, largest.map(|screen| screen.width)),
        within(place.height, least.1, largest.map(|screen| screen.height)),
    );
    (on.map(|_| (place.x, place.y)), size)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "lengths of screens, far below the limits"
)]
fn scale(length: u32, by: f64) -> u32 {
    (f64::from(length) * by).round().max(0.0) as u32
}

/// Whether one can take hold of the window's title on this screen.
fn holds(screen: &Screen, place: &Place) -> bool {
    let (left, top) = (i64::from(screen.x), i64::from(screen.y));
    let (right, bottom) = (left + i64::from(screen.width), top + i64::from(screen.height));
    let (x, y) = (i64::from(place.x), i64::from(place.y));
    let across = (x + i64::from(place.width)).min(right) - x.max(left);
    across >= HOLD && y >= top && y + BAR <= bottom
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAST: (u32, u32) = (360, 480);

    fn screen(x: i32, y: i32, width: u32, height: u32) -> Screen {
        Screen {
            x,
            y,
            width,
            height,
            scale: 1.0,
        }
    }

    fn place(x: i32, y: i32, width: u32, height: u32) -> Place {
        Place {
            x,
            y,
            width,
            height,
            maximized: false,
        }
    }

    #[test]
    fn a_window_is_put_back_only_where_it_can_be_reached() {
        let laptop = screen(0, 0, 1280, 800);
        let beside = screen(1280, -200, 1920, 1080);
        let left = screen(-1920, 0, 1920, 1080);
        for (name, place, screens, at, size) in [
            (
                "where it was",
                place(100, 50, 900, 700),
                vec![laptop],
                Some((100, 50)),
                (900, 700),
            ),
            (
                "on the second",
                place(1500, -150, 900, 700),
                vec![laptop, beside],
                Some((1500, -150)),
                (900, 700),
            ),
            (
                "to the left",
                place(-1800, 20, 900, 700),
                vec![laptop, left],
                Some((-1800, 20)),
                (900, 700),
            ),
            (
                "the second is gone",
                place(1500, -150, 900, 700),
                vec![laptop],
                None,
                (900, 700),
            ),
            (
                "the left one is gone",
                place(-1800, 20, 900, 700),
                vec![laptop],
                None,
                (900, 700),
            ),
            (
                "half outside",
                place(-500, 50, 900, 700),
                vec![laptop],
                Some((-500, 50)),
                (900, 700),
            ),
            (
                "all but outside",
                place(-860, 50, 900, 700),
                vec![laptop],
                None,
                (900, 700),
            ),
            (
                "its title above",
                place(100, -20, 900, 700),
                vec![laptop],
                None,
                (900, 700),
            ),
            (
                "its title below",
                place(100, 790, 900, 700),
                vec![laptop],
                None,
                (900, 700),
            ),
            (
                "larger than all",
                place(0, 0, 3000, 2000),
                vec![laptop],
                Some((0, 0)),
                (1280, 800),
            ),
            ("too small", place(0, 0, 10, 10), vec![laptop], Some((0, 0)), (360, 480)),
            ("no screen is told", place(5, 5, 900, 700), vec![], None, (900, 700)),
            (
                "far numbers",
                place(i32::MAX, i32::MIN, u32::MAX, u32::MAX),
                vec![laptop],
                None,
                (1280, 800),
            ),
        ] {
            assert_eq!(fit(place, LEAST, &screens), (at, size), "{name}");
        }
    }

    #[test]
    fn the_least_size_grows_with_the_scale() {
        let fine = Screen {
            scale: 2.0,
            ..screen(0, 0, 2560, 1600)
        };
        assert_eq!(fit(place(0, 0, 10, 10), LEAST, &[fine]).1, (720, 960));
    }

    #[test]
    fn screens_have_one_name_in_any_order() {
        let (one, two) = (screen(0, 0, 1280, 800), screen(1280, 0, 1920, 1080));
        assert_eq!(arrangement(&[one, two]), arrangement(&[two, one]));
        assert_ne!(arrangement(&[one, two]), arrangement(&[one]));
        assert_eq!(arrangement(&[one]), "1280x800+0+0@1");
    }
}
