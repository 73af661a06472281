//! The entry by the freedesktop specification of autostart: a desktop file in the person's own folder of them.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use anyhow::Context as _;

use super::Start;

pub(super) struct Entry {
    path: Option<PathBuf>,
    start: Start,
}

impl Entry {
    pub(super) fn new(id: &str, start: Start) -> Self {
        let folder = dirs::config_dir().map(|config| config.join("autostart"));
        Self {
            path: folder.map(|folder| folder.join(format!("{id}.desktop"))),
            start,
        }
    }

    pub(super) fn is_on(&self) -> anyhow::Result<bool> {
        match fs::read_to_string(self.path()?) {
            Ok(text) => Ok(starts(&text)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error).context("Read the entry"),
        }
    }

    pub(super) fn set(&self, on: bool) -> anyhow::Result<()> {
        let path = self.path()?;
        if on {
            let text = self.start.text()?;
            fs::create_dir_all(path.parent().context("Find the folder of entries")?)
                .context("Make the folder of entries")?;
            return client::settings::replace(path, text.as_bytes()).context("Write the entry");
        }
        match fs::remove_file(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error).context("Remove the entry"),
            _ => Ok(()),
        }
    }

    fn path(&self) -> anyhow::Result<&Path> {
        self.path
            .as_deref()
            .context("Find the folder of the person's configuration")
    }
}

impl Start {
    fn text(&self) -> anyhow::Result<String> {
        let program = self.program.as_deref().context("Find the program itself")?;
        let mut line = Vec::new();
        if let Some(folder) = &self.folder {
            line.push("env".to_owned());
            line.push(format!("SELKIE_DATA_DIR={}", word(folder)?));
        }
        line.push(word(program)?);
        line.extend(self.words.iter().cloned());
        let line: Vec<_> = line.iter().map(|word| quoted(word)).collect();
        Ok(format!(
            "[Desktop Entry]\nType=Application\nName=Selkie\nExec={}\nTerminal=false\nX-GNOME-Autostart-enabled=true\n",
            line.join(" ")
        ))
    }
}

/// Desktop files are UTF-8.
fn word(path: &Path) -> anyhow::Result<String> {
    Ok(path.to_str().context("Write a path that is not UTF-8")?.to_owned())
}

/// One word of `Exec`, as the specification quotes it: inside quotes a backslash before what a shell would take, percent
/// signs doubled, and then every backslash doubled, since the value is a string of the file.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./+:,=@".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    let mut inside = String::new();
    for c in word.chars() {
        match c {
            '"' | '`' | '$' | '\\' => inside.extend(['\\', c]),
            '%' => inside.push_str("%%"),
            _ => inside.push(c),
        }
    }
    format!("\"{}\"", inside.replace('\\', "\\\\").replace('\n', "\\n"))
}

/// Whether a system that reads this entry starts it. A desktop's own list turns entries off instead of removing them.
fn starts(text: &str) -> bool {
    let says = |name: &str, value: &str| {
        text.lines().any(|line| {
            line.split_once('=')
                .is_some_and(|(key, said)| key.trim() == name && said.trim() == value)
        })
    };
    !says("Hidden", "true") && !says("X-GNOME-Autostart-enabled", "false")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn start(program: &str) -> Start {
        Start {
            program: Some(program.into()),
            words: vec!["--hidden".into()],
            folder: None,
        }
    }

    fn exec(start: &Start) -> String {
        let text = start.text().unwrap();
        text.lines()
            .find_map(|line| line.strip_prefix("Exec="))
            .unwrap()
            .to_owned()
    }

    #[test]
    fn words_are_quoted_as_the_specification_says() {
        for (word, line) in [
            ("/usr/bin/selkie", "/usr/bin/selkie"),
            ("/home/a b/selkie", "\"/home/a b/selkie\""),
            ("/opt/100%/selkie", "\"/opt/100%%/selkie\""),
            ("/opt/$HOME/selkie", "\"/opt/\\\\$HOME/selkie\""),
            ("/opt/a\"b", "\"/opt/a\\\\\"b\""),
            ("/opt/a\\b", "\"/opt/a\\\\\\\\b\""),
            ("/opt/海豹/selkie", "\"/opt/海豹/selkie\""),
            ("", "\"\""),
        ] {
            assert_eq!(quoted(word), line, "{word}");
        }
    }

    #[test]
    fn the_same_folder_and_profile_are_started_again() {
        let mut start = start("/usr/bin/selkie");
        assert_eq!(exec(&start), "/usr/bin/selkie --hidden");
        start.words.extend(["--profile".into(), "work".into()]);
        start.folder = Some("/home/alice/my data".into());
        assert_eq!(
            exec(&start),
            "env \"SELKIE_DATA_DIR=/home/alice/my data\" /usr/bin/selkie --hidden --profile work"
        );
    }

    #[test]
    fn an_entry_comes_and_goes_and_may_be_turned_off_by_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("autostart/selkie.desktop");
        let entry = Entry {
            path: Some(path.clone()),
            start: start("/usr/bin/selkie"),
        };
        assert!(!entry.is_on().unwrap());
        entry.set(true).unwrap();
        assert!(entry.is_on().unwrap());
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{text}Hidden=true\n")).unwrap();
        assert!(!entry.is_on().unwrap());
        entry.set(true).unwrap();
        assert!(entry.is_on().unwrap());
        fs::write(&path, text.replace("enabled=true", "enabled=false")).unwrap();
        assert!(!entry.is_on().unwrap());
        entry.set(false).unwrap();
        entry.set(false).unwrap();
        assert!(!entry.is_on().unwrap());
        assert!(!path.exists());
    }
}
