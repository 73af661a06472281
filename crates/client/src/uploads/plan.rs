//! A file cut into parts: the digest of each, and which of them the server has. Kept on disk, so that an upload goes on
//! where it was interrupted.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::PathBuf;

use md5::{Digest as _, Md5};
use protocol::ids::hex;
use serde::{Deserialize, Serialize};

use crate::error::{Code, Problem};
use crate::media::disk::off_thread;

/// The smallest part that every server takes, and the most parts.
const PART: u64 = 5 << 20;
const MOST_PARTS: u64 = 10_000;

/// Where the bytes are.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    Bytes(Vec<u8>),
    File(PathBuf),
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Plan {
    pub(crate) size: u64,
    /// Bytes a part; the last one may have fewer.
    pub(crate) part: u64,
    /// MD5 of each part, in hex.
    pub(crate) parts: Vec<String>,
    /// The server's name for the upload; empty: none has begun.
    #[serde(default)]
    pub(super) id: String,
    /// The numbers of those that the server has.
    #[serde(default)]
    done: BTreeSet<i32>,
}

pub(super) fn digest(bytes: &[u8]) -> String {
    hex(&Md5::digest(bytes))
}

impl Plan {
    /// Reads all of it once.
    pub(crate) async fn make(source: &Source, mode: db::Mode) -> anyhow::Result<Self> {
        let source = source.clone();
        off_thread(mode, move || {
            let size = source.size()?;
            let part = PART.max(size.div_ceil(MOST_PARTS));
            let mut plan = Self {
                size,
                part,
                ..Self::default()
            };
            let mut from = 0;
            while from < size {
                let length = part.min(size - from);
                plan.parts.push(digest(&source.read_now(from, length)?));
                from += length;
            }
            Ok(plan)
        })
        .await
    }

    /// As OpenIM calls the file: by its parts.
    pub(super) fn hash(&self) -> String {
        digest(self.parts.join(",").as_bytes())
    }

    pub(super) fn has_begun(&self) -> bool {
        !self.id.is_empty()
    }

    pub(super) fn begin(&mut self, id: String) {
        self.id = id;
        self.done.clear();
    }

    pub(super) fn forget(&mut self) {
        self.begin(String::new());
    }

    pub(super) fn note(&mut self, number: i32) {
        let known = usize::try_from(number).is_ok_and(|number| (1..=self.parts.len()).contains(&number));
        if known {
            self.done.insert(number);
        }
    }

    /// The numbers of those that the server does not have, from 1.
    pub(super) fn left(&self) -> impl Iterator<Item = i32> + '_ {
        let all = i32::try_from(self.parts.len()).unwrap_or(i32::MAX);
        (1..=all).filter(|number| !self.done.contains(number))
    }

    /// Where a part begins, and how long it is.
    pub(super) fn stretch(&self, number: i32) -> (u64, u64) {
        let from = u64::try_from(number - 1).unwrap_or_default() * self.part;
        (from, self.part.min(self.size.saturating_sub(from)))
    }

    /// Bytes that the server has.
    pub(crate) fn sent(&self) -> u64 {
        self.done.iter().map(|number| self.stretch(*number).1).sum()
    }
}

impl Source {
    fn size(&self) -> anyhow::Result<u64> {
        match self {
            Self::Bytes(bytes) => Ok(bytes.len() as u64),
            Self::File(path) => Ok(std::fs::metadata(path).map_err(lost)?.len()),
        }
    }

    pub(super) async fn read(&self, from: u64, length: u64, mode: db::Mode) -> anyhow::Result<Vec<u8>> {
        let source = self.clone();
        off_thread(mode, move || source.read_now(from, length)).await
    }

    fn read_now(&self, from: u64, length: u64) -> anyhow::Result<Vec<u8>> {
        match self {
            Self::Bytes(bytes) => {
                let (from, length) = (usize::try_from(from)?, usize::try_from(length)?);
                Ok(bytes.iter().skip(from).take(length).copied().collect())
            }
            Self::File(path) => {
                let mut file = File::open(path).map_err(lost)?;
                file.seek(SeekFrom::Start(from))?;
                let mut bytes = Vec::with_capacity(usize::try_from(length)?);
                file.take(length).read_to_end(&mut bytes)?;
                Ok(bytes)
            }
        }
    }
}

fn lost(error: std::io::Error) -> anyhow::Error {
    match error.kind() {
        std::io::ErrorKind::NotFound => Problem::from(Code::FileLost).into(),
        _ => error.into(),
    }
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

    #[tokio::test]
    async fn a_file_is_cut_and_named_as_openim_does_it() {
        let bytes = vec![7; usize::try_from(PART).unwrap() + 3];
        let mut plan = Plan::make(&Source::Bytes(bytes.clone()), db::Mode::Inline)
            .await
            .unwrap();
        let parts = [digest(&bytes[..bytes.len() - 3]), digest(&[7; 3])];
        assert_eq!(plan.parts, parts);
        assert_eq!(plan.hash(), digest(parts.join(",").as_bytes()));
        assert_eq!((plan.stretch(1), plan.stretch(2)), ((0, PART), (PART, 3)));
        plan.begin("u".to_owned());
        for number in [1, 0, -7, 3, i32::MAX] {
            plan.note(number);
        }
        assert_eq!((plan.left().collect::<Vec<_>>(), plan.sent()), (vec![2], PART));
        let kept: Plan = serde_json::from_str(&serde_json::to_string(&plan).unwrap()).unwrap();
        assert_eq!(kept, plan);
        plan.forget();
        assert_eq!(plan.left().count(), 2);
    }

    #[tokio::test]
    async fn a_file_that_is_gone_is_said_to_be_lost() {
        let gone = Source::File("/nowhere/at/all".into());
        let error = Plan::make(&gone, db::Mode::Inline).await.unwrap_err();
        assert_eq!(crate::failure::code(&error), Code::FileLost);
    }
}
