//! Files that a person wants to have, in the folder where downloads go. Never in the place of one that is there.

use std::{
    fs::OpenOptions,
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
};

use client::error::{Code, Result};

/// So many of one name and no more.
const MOST: u32 = 1_000;

/// Where it lies now.
pub fn keep(name: &str, ending: &str, bytes: &[u8]) -> Result<String> {
    keep_in(&folder()?, name, ending, bytes)
}

pub fn folder() -> Result<PathBuf> {
    let folder = dirs::download_dir().filter(|folder| folder.is_dir());
    Ok(folder.or_else(dirs::home_dir).ok_or(Code::Storage)?)
}

/// By whatever program the system has for it.
pub fn open(path: &Path) -> Result<()> {
    open::that_detached(path).map_err(|error| {
        tracing::error!("Nothing could be started to open a file: {}", error.kind());
        Code::Internal.into()
    })
}

fn keep_in(folder: &Path, name: &str, ending: &str, bytes: &[u8]) -> Result<String> {
    for number in 1..=MOST {
        let name = match number {
            1 => format!("{name}.{ending}"),
            number => format!("{name} ({number}).{ending}"),
        };
        let path = folder.join(name);
        let written = match OpenOptions::new().write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            Err(error) => Err(error),
            Ok(mut file) => file.write_all(bytes).and_then(|()| file.sync_all()),
        };
        return match written {
            Ok(()) => Ok(path.to_string_lossy().into_owned()),
            Err(error) => {
                tracing::error!("A file could not be kept: {}", error.kind());
                Err(Code::Storage.into())
            }
        };
    }
    Err(Code::Storage.into())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn what_is_there_stays() {
        let folder = tempfile::tempdir().unwrap();
        let keep = |bytes: &[u8]| keep_in(folder.path(), "Selkie", "png", bytes).unwrap();
        let (one, other) = (keep(b"one"), keep(b"other"));
        assert!(one.ends_with("Selkie.png") && other.ends_with("Selkie (2).png"));
        assert_eq!(std::fs::read(one).unwrap(), b"one");
        let nowhere = keep_in(&folder.path().join("none"), "Selkie", "png", b"x");
        assert_eq!(nowhere, Err(Code::Storage.into()));
    }
}
