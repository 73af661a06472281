//! The folders of the apps: `DIR/apps/<key>/` with the app's secret and its database, and `DIR/apps/default`, which
//! names the one that answers where no app is named. Knows nothing of what runs in them.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::env::Random;
use crate::private;

const SECRET: &str = "secret";
const DEFAULT: &str = "default";
const KEY_LENGTH: usize = 13;
const SECRET_LENGTH: usize = 40;
const LONGEST: usize = 64;

/// Letters that cannot be taken for one another, in one case: keys become folder names, and not all systems tell upper
/// from lower case in those.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// One app as it lies on disk.
#[derive(Clone, PartialEq, Eq)]
pub struct Folder {
    pub key: String,
    pub path: PathBuf,
    pub secret: String,
}

/// All apps by key, and the key of the default one. Makes the first app where there is none.
pub fn open(dir: &Path, random: &dyn Random) -> io::Result<(Vec<Folder>, String)> {
    let apps = dir.join("apps");
    private::make_folder(&apps)?;
    let mut found = read(&apps)?;
    if found.is_empty() {
        found.push(make(&apps, &word(random, KEY_LENGTH), random)?);
    }
    let named = match fs::read_to_string(apps.join(DEFAULT)) {
        Ok(text) => text.trim().to_owned(),
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    if found.iter().any(|folder| folder.key == named) {
        return Ok((found, named));
    }
    let first = found.first().map(|folder| folder.key.clone()).unwrap_or_default();
    private::write(&apps.join(DEFAULT), format!("{first}\n").as_bytes())?;
    Ok((found, first))
}

/// Gives an app another secret and answers with it. The old one is worth nothing from then on.
pub fn rotate(folder: &Path, random: &dyn Random) -> io::Result<String> {
    let secret = word(random, SECRET_LENGTH);
    keep_secret(folder, &secret)?;
    Ok(secret)
}

pub fn keep_secret(folder: &Path, secret: &str) -> io::Result<()> {
    private::write(&folder.join(SECRET), format!("{secret}\n").as_bytes())
}

/// Whether a key can be the name of a folder on every system.
pub fn is_key(key: &str) -> bool {
    (1..=LONGEST).contains(&key.len())
        && key
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && key.starts_with(|first: char| first != '-')
        && key != DEFAULT
}

/// Every app in `DIR/apps` by key.
pub fn read(apps: &Path) -> io::Result<Vec<Folder>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(apps)? {
        let entry = entry?;
        let Ok(key) = entry.file_name().into_string() else {
            continue;
        };
        if !is_key(&key) || !entry.file_type()?.is_dir() {
            continue;
        }
        let path = entry.path();
        let secret = match fs::read_to_string(path.join(SECRET)) {
            Ok(text) => text.trim().to_owned(),
            // A start that was cut off between the folder and its secret; nothing was in use yet.
            Err(error) if error.kind() == ErrorKind::NotFound && !path.join("app.db").exists() => continue,
            Err(error) => return Err(error),
        };
        if secret.is_empty() {
            return Err(io::Error::new(
                ErrorKind::InvalidData,
                format!("The secret of app {key} is empty"),
            ));
        }
        found.push(Folder { key, path, secret });
    }
    found.sort_by(|one, other| one.key.cmp(&other.key));
    Ok(found)
}

/// Makes the folder of another app. One of that name which holds an app already is an error.
pub fn add(dir: &Path, key: &str, random: &dyn Random) -> io::Result<Folder> {
    let apps = dir.join("apps");
    if read(&apps)?.iter().any(|folder| folder.key == key) {
        return Err(ErrorKind::AlreadyExists.into());
    }
    make(&apps, key, random)
}

fn make(apps: &Path, key: &str, random: &dyn Random) -> io::Result<Folder> {
    let path = apps.join(key);
    private::make_folder(&path)?;
    let secret = rotate(&path, random)?;
    Ok(Folder {
        key: key.to_owned(),
        path,
        secret,
    })
}

fn word(random: &dyn Random, length: usize) -> String {
    let mut bytes = vec![0; length];
    random.fill(&mut bytes);
    bytes
        .iter()
        .filter_map(|byte| ALPHABET.get(usize::from(byte % 32)))
        .map(|byte| char::from(*byte))
        .collect()
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
    use crate::env::Env;

    #[test]
    fn one_app_is_made_and_kept() {
        let dir = tempfile::tempdir().unwrap();
        let random = Env::real().random;
        let (first, default) = open(dir.path(), &*random).unwrap();
        assert_eq!(first.len(), 1);
        assert!(is_key(&first[0].key) && first[0].key == default);
        assert_eq!(first[0].secret.len(), SECRET_LENGTH);
        let (again, _) = open(dir.path(), &*random).unwrap();
        assert!(again == first);
        let rotated = rotate(&first[0].path, &*random).unwrap();
        assert_ne!(rotated, first[0].secret);
        assert_eq!(open(dir.path(), &*random).unwrap().0[0].secret, rotated);

        let (other, _) = open(tempfile::tempdir().unwrap().path(), &*random).unwrap();
        assert!(other[0].key != first[0].key && other[0].secret != first[0].secret);
    }

    #[test]
    fn a_second_folder_is_a_second_app() {
        let dir = tempfile::tempdir().unwrap();
        let random = Env::real().random;
        let (_, default) = open(dir.path(), &*random).unwrap();
        add(dir.path(), "0-test", &*random).unwrap();
        let twice = add(dir.path(), "0-test", &*random).map(drop).unwrap_err();
        assert_eq!(twice.kind(), ErrorKind::AlreadyExists);
        fs::create_dir(dir.path().join("apps/Not-A-Key")).unwrap();
        fs::create_dir(dir.path().join("apps/half-made")).unwrap();
        let (both, still) = open(dir.path(), &*random).unwrap();
        assert_eq!(both.len(), 2);
        assert_eq!(still, default, "the first stays the default");
        fs::write(dir.path().join("apps/0-test/secret"), "").unwrap();
        assert!(open(dir.path(), &*random).is_err(), "an empty secret is no secret");
    }

    #[test]
    fn keys() {
        for good in ["a", "8luwapkv8wd3l", "my-app"] {
            assert!(is_key(good));
        }
        for bad in ["", "-a", "A", "..", "a/b", "default", "a b", &"a".repeat(65)] {
            assert!(!is_key(bad), "{bad}");
        }
    }
}
