//! Where the server listens, kept in a file beside its data: people have written the ports down, and another profile
//! looks here for the server that runs. Knows no socket.

use std::{fs, path::Path};

use client::error::{Code, Result};
use serde::{Deserialize, Serialize};

const NAME: &str = "listening.json";
/// Larger ones were not written by Selkie.
const LONGEST: u64 = 64 * 1024;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Listening {
    pub(super) port: u16,
    pub(super) server_id: String,
    /// Kept also while others may not join.
    #[serde(default)]
    pub(super) network_port: Option<u16>,
    /// None while others may not join.
    #[serde(default)]
    pub(super) fingerprint: Option<String>,
}

impl Listening {
    /// None where there is nothing to be read; the next start writes it anew.
    pub(super) fn read(data: &Path) -> Option<Self> {
        let path = data.join(NAME);
        if fs::metadata(&path).ok()?.len() > LONGEST {
            return None;
        }
        let read: Self = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
        (read.port != 0 && read.network_port != Some(0)).then_some(read)
    }

    pub(super) fn write(&self, data: &Path) -> Result<()> {
        let mut text = serde_json::to_vec(self).map_err(|_| Code::Internal)?;
        text.push(b'\n');
        server::private::write(&data.join(NAME), &text).map_err(|error| {
            tracing::error!(kind = ?error.kind(), "Where the server listens could not be kept");
            super::copies::code(error.into()).into()
        })
    }

    /// For this computer.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn what_was_written_is_read_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(Listening::read(dir.path()), None);
        let mut listening = Listening {
            port: 10_002,
            server_id: "s1".into(),
            network_port: Some(10_003),
            fingerprint: Some("AB:CD".into()),
        };
        listening.write(dir.path()).unwrap();
        assert_eq!(Listening::read(dir.path()), Some(listening.clone()));
        listening.fingerprint = None;
        listening.write(dir.path()).unwrap();
        assert_eq!(Listening::read(dir.path()), Some(listening));
        for broken in [
            "",
            "{",
            r#"{"port":0,"serverId":"s"}"#,
            r#"{"port":70000,"serverId":"s"}"#,
            r#"{"port":1,"serverId":"s","networkPort":0}"#,
            r#"{"port":1}"#,
        ] {
            fs::write(dir.path().join(NAME), broken).unwrap();
            assert_eq!(Listening::read(dir.path()), None, "{broken}");
        }
        fs::write(dir.path().join(NAME), r#"{"port":7,"serverId":"s","later":1}"#).unwrap();
        assert_eq!(Listening::read(dir.path()).unwrap().address(), "http://127.0.0.1:7");
    }
}
