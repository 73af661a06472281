//! The folders of this Selkie that a person may want to see, shown in the system's file manager. The page names them by
//! word and never by path.

use std::path::PathBuf;

use client::error::{Code, Result};
use serde::Deserialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Which {
    /// The data of this profile.
    Data,
    /// The data of the server inside the app.
    Server,
    /// What Selkie notes.
    Logs,
}

pub struct Folders {
    pub data: PathBuf,
    pub server: PathBuf,
    pub logs: PathBuf,
}

impl Folders {
    fn of(&self, which: Which) -> &PathBuf {
        match which {
            Which::Data => &self.data,
            Which::Server => &self.server,
            Which::Logs => &self.logs,
        }
    }

    /// Fails with `NotFound` where the folder does not exist yet.
    pub fn show(&self, which: Which) -> Result<()> {
        let folder = self.of(which);
        if !folder.is_dir() {
            return Err(Code::NotFound.into());
        }
        open::that_detached(folder).map_err(|error| {
            tracing::error!("No file manager could be started: {error}");
            Code::Internal.into()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_there_is_said() {
        let folders = Folders {
            data: "/nowhere/data".into(),
            server: "/nowhere/server".into(),
            logs: "/nowhere/data/logs".into(),
        };
        assert_eq!(folders.show(Which::Server), Err(Code::NotFound.into()));
    }
}
