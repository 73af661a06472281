//! The settings in use: read at the start, before the engine is there and whoever holds the folder; written only by the
//! Selkie that holds it. Whoever follows them watches. Knows nothing of what a choice means.

use std::path::Path;

use client::{
    error::Result,
    settings::{Settings, SettingsFile},
};
use tokio::sync::watch;

pub struct Choices {
    file: SettingsFile,
    now: watch::Sender<Settings>,
}

impl Choices {
    /// What is kept in this data folder.
    pub fn new(folder: &Path) -> Self {
        let file = SettingsFile::new(folder);
        let now = watch::Sender::new(file.read());
        Self { file, now }
    }

    /// Sees every change from now on.
    pub fn watch(&self) -> watch::Receiver<Settings> {
        self.now.subscribe()
    }

    /// Keeps these, and lets everybody follow them. The folder has to be held.
    pub fn set(&self, settings: Settings) -> Result<()> {
        self.file.keep(&settings)?;
        self.follow(settings);
        Ok(())
    }

    /// What is kept now: another Selkie may have held the folder before, and written.
    pub fn read(&self) -> Settings {
        let settings = self.file.read();
        self.follow(settings.clone());
        settings
    }

    fn follow(&self, settings: Settings) {
        self.now.send_if_modified(|now| {
            let news = *now != settings;
            *now = settings;
            news
        });
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use client::settings::Theme;

    use super::*;

    fn with(theme: Theme) -> Settings {
        Settings {
            theme,
            ..Settings::default()
        }
    }

    #[test]
    fn whoever_watches_sees_what_was_kept_and_nothing_twice() {
        let folder = tempfile::tempdir().unwrap();
        let choices = Choices::new(folder.path());
        let mut watch = choices.watch();
        choices.set(with(Theme::Dark)).unwrap();
        assert!(watch.has_changed().unwrap());
        assert_eq!(watch.borrow_and_update().theme, Theme::Dark);
        choices.set(with(Theme::Dark)).unwrap();
        choices.read();
        assert!(!watch.has_changed().unwrap());

        let other = Choices::new(folder.path());
        other.set(with(Theme::Light)).unwrap();
        assert_eq!(choices.read().theme, Theme::Light);
        assert!(watch.has_changed().unwrap());
    }
}
