//! Backups as they lie in their folder: their names, their times, how large they are. Knows nothing of how one is made.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::private;

const NOTE: &str = "backup.json";

/// A whole copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The name of its folder.
    pub name: String,
    pub path: PathBuf,
    /// Milliseconds since 1970 of the moment that it shows.
    pub time: i64,
    pub bytes: u64,
}

/// What a backup says of itself.
#[derive(Serialize, Deserialize)]
pub(super) struct Note {
    pub(super) time: i64,
    /// Of the program that made it.
    version: String,
}

impl Note {
    pub(super) fn write(folder: &Path, time: i64) -> io::Result<()> {
        let note = Self {
            time,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let mut text = serde_json::to_vec(&note)?;
        text.push(b'\n');
        private::write(&folder.join(NOTE), &text)
    }

    /// None where the folder is no backup.
    pub(super) fn read(folder: &Path) -> io::Result<Option<Self>> {
        match fs::read(folder.join(NOTE)) {
            Ok(text) => Ok(serde_json::from_slice(&text).ok()),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// The backup in this folder, if it is one.
pub(super) fn read(path: &Path) -> io::Result<Option<Backup>> {
    let name = path.file_name().and_then(|name| name.to_str());
    let (Some(name), Some(note)) = (name, Note::read(path)?) else {
        return Ok(None);
    };
    Ok(Some(Backup {
        name: name.to_owned(),
        path: path.to_owned(),
        time: note.time,
        bytes: size(path)?,
    }))
}

/// All backups in a folder, newest first. One that is not finished is none.
pub fn list(backups: &Path) -> io::Result<Vec<Backup>> {
    let entries = match fs::read_dir(backups) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_none() {
            found.extend(read(&path)?);
        }
    }
    found.sort_by(|one, other| (other.time, &other.name).cmp(&(one.time, &one.name)));
    Ok(found)
}

/// A name that no backup there has yet, made of the time so that people find their way, and fit for every system.
pub(super) fn free_name(backups: &Path, time: i64) -> io::Result<String> {
    let at = OffsetDateTime::from_unix_timestamp(time / 1000).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let name = format!(
        "{:04}-{:02}-{:02}T{:02}-{:02}-{:02}Z",
        at.year(),
        u8::from(at.month()),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    );
    let mut free = name.clone();
    let mut number = 1;
    while backups.join(&free).try_exists()? {
        number += 1;
        free = format!("{name}-{number}");
    }
    Ok(free)
}

fn size(folder: &Path) -> io::Result<u64> {
    let mut size = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        size += if kind.is_dir() {
            self::size(&entry.path())?
        } else if kind.is_file() {
            entry.metadata()?.len()
        } else {
            0
        };
    }
    Ok(size)
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use super::*;

    const TIME: i64 = 1_772_282_096_789;

    #[test]
    fn a_name_says_when_and_is_given_once() {
        let dir = tempfile::tempdir().unwrap();
        let name = free_name(dir.path(), TIME).unwrap();
        assert_eq!(name, "2026-02-28T12-34-56Z");
        fs::create_dir(dir.path().join(&name)).unwrap();
        assert_eq!(free_name(dir.path(), TIME).unwrap(), "2026-02-28T12-34-56Z-2");
        assert_eq!(free_name(dir.path(), i64::MAX).unwrap(), "1970-01-01T00-00-00Z");
    }

    #[test]
    fn only_what_is_finished_is_listed_and_the_newest_first() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(list(&dir.path().join("none")).unwrap(), []);
        for (name, time) in [("one", TIME), ("two", TIME + 1), ("three.part", TIME), ("four", TIME)] {
            fs::create_dir_all(dir.path().join(name).join("apps")).unwrap();
            fs::write(dir.path().join(name).join("apps/data"), "12345").unwrap();
            if name != "four" {
                Note::write(&dir.path().join(name), time).unwrap();
            }
        }
        fs::write(dir.path().join("a file"), "").unwrap();
        fs::create_dir(dir.path().join("garbage")).unwrap();
        fs::write(dir.path().join("garbage").join(NOTE), "{").unwrap();
        let found = list(dir.path()).unwrap();
        let names: Vec<_> = found.iter().map(|backup| (&*backup.name, backup.time)).collect();
        assert_eq!(names, [("two", TIME + 1), ("one", TIME)]);
        assert!(found[0].bytes > 5);
    }
}
