//! The file that keeps the settings. What it says in words of another version stays in it until the person chooses anew;
//! what nobody can read is put aside. It never keeps Selkie from starting. Knows no setting by name.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde_json::{Map, Value};

use super::Settings;
use crate::error::Result;
use crate::failure::problem;

const NAME: &str = "settings.json";
/// What cannot be read goes here, for whoever wants to look at it.
const ASIDE: &str = "settings.damaged.json";
/// Whatever is longer was not written by Selkie.
const LONGEST: u64 = 256 * 1024;

pub struct SettingsFile {
    path: PathBuf,
}

impl SettingsFile {
    /// The file in this data folder, which need not exist.
    pub fn new(folder: &Path) -> Self {
        Self {
            path: folder.join(NAME),
        }
    }

    /// What the file says, and defaults for everything else.
    pub fn read(&self) -> Settings {
        understood(&self.said()).1
    }

    /// Keeps these; they are on disk when this returns. What the file says beyond them stays.
    pub fn keep(&self, settings: &Settings) -> Result<()> {
        self.write(settings).map_err(|error| problem(&error))
    }

    fn write(&self, settings: &Settings) -> anyhow::Result<()> {
        let mut said = self.said();
        let (before, _) = understood(&said);
        let wanted = serde_json::to_value(settings).context("Write the settings as JSON")?;
        if let (Value::Object(before), Value::Object(wanted)) = (before, wanted) {
            change(&mut said, &before, &wanted);
        }
        let mut text = serde_json::to_vec_pretty(&said).context("Write the settings as JSON")?;
        text.push(b'\n');
        replace(&self.path, &text).context("Write the settings")
    }

    fn said(&self) -> Map<String, Value> {
        match fs::metadata(&self.path) {
            Ok(file) if file.is_file() && file.len() <= LONGEST => match fs::read(&self.path) {
                Ok(text) => match serde_json::from_slice(&text) {
                    Ok(Value::Object(said)) => return said,
                    _ => self.put_aside(),
                },
                Err(error) => tracing::warn!(kind = ?error.kind(), "The settings cannot be read"),
            },
            Ok(_) => self.put_aside(),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => tracing::warn!(kind = ?error.kind(), "The settings cannot be read"),
        }
        Map::new()
    }

    fn put_aside(&self) {
        tracing::warn!("The settings are damaged; they are kept as {ASIDE}");
        if let Err(error) = fs::rename(&self.path, self.path.with_file_name(ASIDE)) {
            tracing::warn!(kind = ?error.kind(), "The damaged settings cannot be put aside");
        }
    }
}

/// What these words mean to this version, as JSON and as what it stands for.
fn understood(said: &Map<String, Value>) -> (Value, Settings) {
    let mut all = serde_json::to_value(Settings::default()).unwrap_or_default();
    take(&mut all, "", said);
    let settings = serde_json::from_value(all.clone()).unwrap_or_default();
    (all, settings)
}

/// Puts each word into its place if it makes sense there.
fn take(all: &mut Value, under: &str, said: &Map<String, Value>) {
    for (name, word) in said {
        let at = format!("{under}/{}", name.replace('~', "~0").replace('/', "~1"));
        let Some(place) = all.pointer_mut(&at) else {
            continue;
        };
        if let (Value::Object(_), Value::Object(inner)) = (&*place, word) {
            take(all, &at, inner);
            continue;
        }
        let before = std::mem::replace(place, word.clone());
        if serde_json::from_value::<Settings>(all.clone()).is_err()
            && let Some(place) = all.pointer_mut(&at)
        {
            *place = before;
        }
    }
}

/// Writes into the file's words what is to be other than it was understood.
fn change(said: &mut Map<String, Value>, before: &Map<String, Value>, wanted: &Map<String, Value>) {
    for (name, wanted) in wanted {
        match (before.get(name), wanted) {
            (Some(before), wanted) if before == wanted => {}
            (Some(Value::Object(before)), Value::Object(wanted)) => {
                let inner = said.entry(name.clone()).or_insert_with(|| Map::new().into());
                if !inner.is_object() {
                    *inner = Map::new().into();
                }
                if let Value::Object(inner) = inner {
                    change(inner, before, wanted);
                }
            }
            _ => {
                said.insert(name.clone(), wanted.clone());
            }
        }
    }
}

/// Puts a file in place of another at once: whatever happens, the one or the other is there in full.
pub fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let fresh = path.with_extension("new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&fresh)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&fresh, path)?;
    // Elsewhere a folder cannot be opened as a file, and need not be.
    if cfg!(unix)
        && let Some(folder) = path.parent()
    {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
