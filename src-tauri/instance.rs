//! One running Selkie for each data folder: a second start hands its link to the first and ends. Two folders run side
//! by side. Knows nothing of the lock that keeps two engines apart; that is the client's.

use std::path::Path;

use sha2::{Digest as _, Sha256};
use tauri::{AppHandle, Manager as _, plugin::TauriPlugin};

use crate::{arguments, engine::Engine, link, window};

/// Gives the app an identity of its own for its folder: every platform finds the first instance by the identifier.
pub fn name(config: &mut tauri::Config, folder: &Path) {
    config.identifier = format!("{}.{}", config.identifier, mark(folder));
}

/// The same for every spelling of a folder; it begins with a letter, as names on the session bus must.
fn mark(folder: &Path) -> String {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let digest = Sha256::digest(folder.as_os_str().as_encoded_bytes());
    digest
        .iter()
        .take(8)
        .fold("f".to_owned(), |mark, byte| format!("{mark}{byte:02x}"))
}

/// Must be the first plugin, so that a second start ends before it opens anything.
pub fn plugin() -> TauriPlugin<tauri::Wry> {
    tauri_plugin_single_instance::init(|app, words, _| {
        for word in words.iter().skip(1) {
            take(app, word);
        }
        // The start with the computer comes after a person's own start at times, and has nothing to show.
        if !words.iter().any(|word| word == arguments::HIDDEN) {
            window::raise(app);
        }
    })
}

/// Passes a link on to the window, if it is one that Selkie knows.
pub fn take(app: &AppHandle, word: &str) {
    if let Some(link) = link::read(word) {
        app.state::<Engine>().events().tell(link.into());
        window::raise(app);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn each_folder_has_one_mark() {
        let base = tempfile::tempdir().unwrap();
        let (one, two) = (base.path().join("one"), base.path().join("two"));
        std::fs::create_dir_all(&one).unwrap();
        std::fs::create_dir_all(&two).unwrap();
        assert_ne!(mark(&one), mark(&two));
        assert_eq!(mark(&one), mark(&two.join("../one")));
        assert!(mark(&one).starts_with('f'));
    }
}
