//! Where the data lies: `SELKIE_DATA_DIR`, else the platform's place for application data; in it, a profile's own
//! folder. Knows nothing of what is kept there.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::Context as _;

/// The name of a set of accounts, safe as the name of a folder on every platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile(String);

impl Profile {
    /// The error is a sentence for the person at the terminal.
    pub fn new(name: &str) -> Result<Self, String> {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if (1..=32).contains(&name.len()) && name.chars().all(plain) {
            Ok(Self(name.into()))
        } else {
            Err("A profile's name has 1 to 32 letters a to z, digits, - or _.".into())
        }
    }

    pub fn name(&self) -> &str {
        &self.0
    }
}

/// What the choice of a folder depends on.
pub struct Places {
    /// `SELKIE_DATA_DIR`; empty counts as not set.
    pub chosen: Option<PathBuf>,
    /// The platform's place for application data.
    pub platform: Option<PathBuf>,
    /// Relative choices start here.
    pub current: PathBuf,
}

impl Places {
    pub fn of_this_process() -> Self {
        Self {
            chosen: std::env::var_os("SELKIE_DATA_DIR")
                .map(PathBuf::from)
                .filter(|path| !path.as_os_str().is_empty()),
            platform: dirs::data_local_dir(),
            current: std::env::current_dir().unwrap_or_default(),
        }
    }
}

/// The absolute path of the data folder, which need not exist yet.
pub fn folder(places: &Places, profile: Option<&Profile>) -> anyhow::Result<PathBuf> {
    let base = base(places)?;
    Ok(match profile {
        Some(Profile(name)) => base.join("profiles").join(name),
        None => base,
    })
}

/// The folder in which those of all profiles lie, and what they share.
pub fn base(places: &Places) -> anyhow::Result<PathBuf> {
    Ok(match &places.chosen {
        Some(chosen) => places.current.join(chosen),
        None => places
            .platform
            .as_ref()
            .context("Find the platform's folder for application data")?
            .join("selkie"),
    })
}

/// Makes the folder, for its owner alone, before the engine or the page's web view write into it.
pub fn make(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(chosen: Option<&str>) -> Places {
        Places {
            chosen: chosen.map(PathBuf::from),
            platform: Some("/home/alice/.local/share".into()),
            current: "/tmp".into(),
        }
    }

    fn chosen(variable: Option<&str>, profile: Option<&str>) -> Option<PathBuf> {
        let profile = profile.and_then(|name| Profile::new(name).ok());
        folder(&places(variable), profile.as_ref()).ok()
    }

    #[test]
    fn the_variable_wins_and_a_profile_lies_inside() {
        assert_eq!(chosen(None, None), Some("/home/alice/.local/share/selkie".into()));
        assert_eq!(chosen(Some("/data"), None), Some("/data".into()));
        assert_eq!(chosen(Some("data"), None), Some("/tmp/data".into()));
        assert_eq!(chosen(Some("/data"), Some("work")), Some("/data/profiles/work".into()));
        assert_eq!(
            chosen(None, Some("work")),
            Some("/home/alice/.local/share/selkie/profiles/work".into())
        );
    }

    #[test]
    fn without_any_place_it_fails() {
        assert!(
            folder(
                &Places {
                    platform: None,
                    ..places(None)
                },
                None
            )
            .is_err()
        );
    }
}
