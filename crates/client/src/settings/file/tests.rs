//! The settings file in the states in which it may be found.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::settings::{Accent, Language, SendWith, Theme};
use crate::view::Registration;

fn folder_with(text: &[u8]) -> (TempDir, SettingsFile) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(NAME), text).unwrap();
    let file = SettingsFile::new(folder.path());
    (folder, file)
}

fn written(folder: &TempDir) -> Value {
    serde_json::from_slice(&fs::read(folder.path().join(NAME)).unwrap()).unwrap()
}

#[test]
fn what_was_chosen_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut chosen = SettingsFile::new(folder.path()).read();
    assert_eq!(chosen, Settings::default());
    chosen.theme = Theme::Dark;
    chosen.language = Language::Chinese;
    chosen.builtin.registration = Registration::Invite;
    chosen.layout.list = 400;
    chosen.emoji = vec!["🦭".into()];
    SettingsFile::new(folder.path()).keep(&chosen).unwrap();
    assert_eq!(SettingsFile::new(folder.path()).read(), chosen);
    chosen.builtin.registration = Registration::Open;
    SettingsFile::new(folder.path()).keep(&chosen).unwrap();
    assert_eq!(SettingsFile::new(folder.path()).read(), chosen);
    let names: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, [NAME], "Something was left behind");
}

#[test]
fn words_of_a_newer_version_have_their_defaults_and_stay() {
    let text = br#"{
        "theme": "sepia", "accent": "rose", "sendWith": 7, "spelling": {"on": true},
        "builtin": {"on": true, "network": [], "registration": {"from": 5}, "sound": "bell"},
        "layout": {"list": -1, "details": 280}, "emoji": ["a", 1]
    }"#;
    let (folder, file) = folder_with(text);
    let mut settings = file.read();
    let mut expected = Settings {
        accent: Accent::Rose,
        ..Settings::default()
    };
    expected.builtin.on = true;
    expected.layout.details = 280;
    assert_eq!(settings, expected);

    settings.accent = Accent::Blue;
    settings.layout.list = 320;
    file.keep(&settings).unwrap();
    assert_eq!(file.read(), settings);
    let written = written(&folder);
    assert_eq!(written["theme"], "sepia", "A word that was not touched is kept");
    assert_eq!(written["spelling"]["on"], true);
    assert_eq!(written["builtin"]["sound"], "bell");
    assert_eq!(written["accent"], "blue");
    assert_eq!(written["layout"]["list"], 320);

    settings.theme = Theme::Light;
    file.keep(&settings).unwrap();
    assert_eq!(file.read().theme, Theme::Light, "What is chosen anew is written");
}

#[test]
fn what_cannot_be_read_is_put_aside_and_does_not_stop_anything() {
    let huge = vec![b' '; usize::try_from(LONGEST).unwrap() + 1];
    for text in [&b"{\"theme\": \"dar"[..], b"", b"[]", b"\xff\xfe\0", &huge] {
        let (folder, file) = folder_with(text);
        assert_eq!(file.read(), Settings::default());
        assert_eq!(fs::read(folder.path().join(ASIDE)).unwrap(), text);
        let chosen = Settings {
            send_with: SendWith::CtrlEnter,
            ..Settings::default()
        };
        file.keep(&chosen).unwrap();
        assert_eq!(file.read(), chosen);
        assert_eq!(fs::read(folder.path().join(ASIDE)).unwrap(), text);
    }
}

#[test]
fn a_folder_in_its_place_is_put_aside_too() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(NAME)).unwrap();
    let file = SettingsFile::new(folder.path());
    assert_eq!(file.read(), Settings::default());
    file.keep(&Settings::default()).unwrap();
    assert!(folder.path().join(ASIDE).is_dir());
}

#[test]
fn where_nothing_can_be_written_it_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = SettingsFile::new(&folder.path().join("nowhere"));
    assert_eq!(file.read(), Settings::default());
    assert_eq!(file.keep(&Settings::default()), Err(crate::error::Code::Storage.into()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_and_any_words_are_survived(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        name in "theme|accent|layout|emoji|builtin|~1|/",
        inner in "on|list|registration",
        number in any::<i64>(),
    ) {
        let words = serde_json::json!({ &name: { &inner: number } }).to_string();
        for text in [&bytes[..], words.as_bytes()] {
            let (_folder, file) = folder_with(text);
            let read = file.read();
            file.keep(&read).unwrap();
            prop_assert_eq!(file.read(), read);
        }
    }
}
