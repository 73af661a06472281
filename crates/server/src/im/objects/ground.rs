//! One upload on disk: its bytes, each at its place in one file, and beside them a list of the parts that came, by which
//! the upload goes on after the process was killed. Knows neither people nor the rules of uploads.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use bytes::Bytes;
use md5::Md5;
use protocol::ids::hex;
use sha2::{Digest as _, Sha256};

use super::disk::{CHUNK, create, entries};
use super::kinds::HEAD;
use crate::private;

const BYTES: &str = "bytes";
const LIST: &str = "list";

#[derive(Debug)]
pub(super) struct Ground {
    bytes: PathBuf,
    list: PathBuf,
    /// Nothing is written any more. Held while a piece is, so that none comes late.
    closed: RwLock<bool>,
}

/// What came, as it is read from the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Measured {
    /// The SHA-256 of the bytes, in hex.
    pub(super) content: String,
    /// The MD5 of each part, in hex.
    pub(super) parts: Vec<String>,
    pub(super) head: Vec<u8>,
}

/// An upload of an earlier process.
pub(super) struct Found {
    pub(super) id: String,
    /// The first line of its list: what was announced.
    pub(super) announced: String,
    /// Numbers of parts, and when each came.
    pub(super) parts: Vec<(u64, i64)>,
    pub(super) ground: Ground,
}

impl Ground {
    fn new(folder: &Path, id: &str) -> Self {
        Self {
            bytes: folder.join(format!("{id}.{BYTES}")),
            list: folder.join(format!("{id}.{LIST}")),
            closed: RwLock::new(false),
        }
    }

    pub(super) fn bytes(&self) -> &Path {
        &self.bytes
    }

    pub(super) fn make(folder: &Path, id: &str, announced: &str) -> io::Result<Self> {
        private::make_folder(folder)?;
        let ground = Self::new(folder, id);
        create(&ground.bytes)?;
        create(&ground.list)?.write_all(format!("{announced}\n").as_bytes())?;
        Ok(ground)
    }

    /// All that earlier processes left and that can go on; the rest is removed.
    pub(super) fn find(folder: &Path) -> io::Result<Vec<Found>> {
        let mut found = Vec::new();
        for path in entries(folder)? {
            let is = |ending: &str| path.extension().is_some_and(|its| its == ending);
            let (Some(id), true) = (path.file_stem().and_then(|stem| stem.to_str()), is(LIST)) else {
                if !is(BYTES) || !path.with_extension(LIST).try_exists()? {
                    fs::remove_file(&path)?;
                }
                continue;
            };
            let ground = Self::new(folder, id);
            let text = fs::read_to_string(&path).unwrap_or_default();
            let (announced, lines) = text.split_once('\n').unwrap_or_default();
            if announced.is_empty() || !ground.bytes.try_exists()? {
                fs::remove_file(&path)?;
                continue;
            }
            let part = |line: &str| {
                let (number, time) = line.split_once(' ')?;
                Some((number.parse().ok()?, time.parse().ok()?))
            };
            found.push(Found {
                id: id.to_owned(),
                announced: announced.to_owned(),
                // A last line that was cut says nothing that another would need.
                parts: lines
                    .split_inclusive('\n')
                    .filter_map(|line| part(line.strip_suffix('\n')?))
                    .collect(),
                ground,
            });
        }
        Ok(found)
    }

    pub(super) fn open(&self) -> io::Result<File> {
        OpenOptions::new().write(true).open(&self.bytes)
    }

    pub(super) fn write(&self, mut file: &File, at: u64, bytes: &Bytes) -> io::Result<()> {
        let closed = self.closed.read().unwrap_or_else(PoisonError::into_inner);
        if *closed {
            return Err(io::Error::other("The upload is being put together"));
        }
        file.seek(SeekFrom::Start(at))?;
        file.write_all(bytes)
    }

    /// Notes a part that came, and when.
    pub(super) fn note(&self, number: u64, time: i64) -> io::Result<()> {
        let mut list = OpenOptions::new().append(true).open(&self.list)?;
        list.write_all(format!("{number} {time}\n").as_bytes())
    }

    pub(super) fn reopen(&self) {
        *self.closed.write().unwrap_or_else(PoisonError::into_inner) = false;
    }

    /// Lets nothing more in, reads all of it and waits until it is on disk.
    pub(super) fn measure(&self, part_size: u64) -> io::Result<Measured> {
        *self.closed.write().unwrap_or_else(PoisonError::into_inner) = true;
        let mut file = OpenOptions::new().read(true).write(true).open(&self.bytes)?;
        let (mut content, mut head, mut parts) = (Sha256::default(), Vec::new(), Vec::new());
        let mut piece = vec![0; CHUNK];
        loop {
            let (mut md5, mut left) = (Md5::default(), part_size);
            while left > 0 {
                let most = usize::try_from(left).unwrap_or(CHUNK).min(CHUNK);
                let length = file.read(piece.get_mut(..most).unwrap_or_default())?;
                let Some(bytes) = piece.get(..length).filter(|bytes| !bytes.is_empty()) else {
                    break;
                };
                md5.update(bytes);
                content.update(bytes);
                head.extend(bytes.iter().take(HEAD.saturating_sub(head.len())));
                left -= length as u64;
            }
            if left == part_size {
                break;
            }
            parts.push(hex(&md5.finalize()));
            if left > 0 {
                break;
            }
        }
        file.sync_all()?;
        Ok(Measured {
            content: hex(&content.finalize()),
            parts,
            head,
        })
    }

    pub(super) fn remove(&self) {
        for path in [&self.list, &self.bytes] {
            match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    tracing::warn!(kind = %error.kind(), "An upload that is over could not be removed");
                }
                _ => {}
            }
        }
    }
}
