//! The file of where the window was, one place for each set of screens, newest first. Whatever cannot be read is as if
//! it were not there. Knows no window.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use super::place::Place;

const NAME: &str = "window.json";
/// A laptop meets a few desks and projectors.
const MOST: usize = 12;
/// Larger ones were not written by Selkie.
const LONGEST: u64 = 64 * 1024;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    screens: String,
    #[serde(flatten)]
    place: Place,
}

pub(super) struct Places {
    path: PathBuf,
}

impl Places {
    pub(super) fn new(folder: &Path) -> Self {
        Self {
            path: folder.join(NAME),
        }
    }

    /// Where the window was on these screens; on others, how large it was last.
    pub(super) fn of(&self, screens: &str) -> Option<Place> {
        let known = self.read();
        let here = known.iter().find(|known| known.screens == screens);
        here.or(known.first()).map(|known| known.place)
    }

    pub(super) fn keep(&self, screens: &str, place: Place) -> anyhow::Result<()> {
        let mut known = self.read();
        let now = Known {
            screens: screens.into(),
            place,
        };
        if known.first() == Some(&now) {
            return Ok(());
        }
        known.retain(|known| known.screens != screens);
        known.insert(0, now);
        known.truncate(MOST);
        let mut text = serde_json::to_vec_pretty(&known).context("Write the window's places as JSON")?;
        text.push(b'\n');
        client::settings::replace(&self.path, &text).context("Write the window's places")
    }

    fn read(&self) -> Vec<Known> {
        match fs::metadata(&self.path) {
            Ok(file) if file.len() <= LONGEST => {}
            _ => return Vec::new(),
        }
        let text = fs::read(&self.path).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn at(x: i32) -> Place {
        Place {
            x,
            y: 0,
            width: 900,
            height: 700,
            maximized: false,
        }
    }

    #[test]
    fn each_set_of_screens_has_its_own_place_and_a_new_one_begins_with_the_last() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::new(folder.path());
        assert_eq!(places.of("home"), None);
        places.keep("home", at(1)).unwrap();
        places.keep("work", at(2)).unwrap();
        assert_eq!(places.of("home"), Some(at(1)));
        assert_eq!(places.of("work"), Some(at(2)));
        assert_eq!(places.of("elsewhere"), Some(at(2)));
        for desk in 0..100 {
            places.keep(&format!("desk {desk}"), at(desk)).unwrap();
        }
        assert_eq!(places.read().len(), MOST);
        assert_eq!(places.of("desk 99"), Some(at(99)));
    }

    #[test]
    fn a_damaged_file_is_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::new(folder.path());
        for text in ["", "{", "[{\"screens\":1}]", "[{\"screens\":\"home\",\"x\":\"left\"}]"] {
            fs::write(folder.path().join(NAME), text).unwrap();
            assert_eq!(places.of("home"), None, "{text}");
        }
        places.keep("home", at(3)).unwrap();
        assert_eq!(places.of("home"), Some(at(3)));
    }
}
