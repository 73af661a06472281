//! The folder of an account's files: each under the SHA-256 of its bytes, and beside them what is still coming. Knows no
//! table and no server.

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use protocol::ids::hex;
use sha2::{Digest as _, Sha256};

use crate::error::{Code, Problem};

const FOLDER: &str = "files";
/// What a person brings and did not send yet. It is gone with the program.
const BROUGHT: &str = "brought";
/// Copies that other programs were given to open. They are gone with the program.
const OPENED: &str = "opened";
/// What is being fetched, which goes on after a restart.
const COMING: &str = "coming";

/// Away from the threads that serve the window, but in a simulation.
pub(crate) async fn off_thread<T: Send + 'static>(
    mode: db::Mode,
    work: impl FnOnce() -> anyhow::Result<T> + Send + 'static,
) -> anyhow::Result<T> {
    if mode == db::Mode::Inline {
        return work();
    }
    #[expect(clippy::disallowed_methods, reason = "a simulation has it inline, above")]
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|_| Err(Problem::from(Code::Internal).into()))
}

#[derive(Debug, Clone)]
pub(crate) struct Disk {
    folder: PathBuf,
}

impl Disk {
    /// What somebody brought before the program ended was sent, or is not to be.
    pub(super) fn new(account: &Path) -> Self {
        let folder = account.join(FOLDER);
        // Without success it only takes room, and the next start tries again.
        for gone in [BROUGHT, OPENED] {
            let _ = fs::remove_dir_all(folder.join(gone));
        }
        Self { folder }
    }

    pub(crate) fn of(&self, content: &str) -> PathBuf {
        self.folder.join(content)
    }

    /// A folder for a copy of this file.
    pub(super) fn for_opening(&self, content: &str) -> PathBuf {
        self.folder.join(OPENED).join(content)
    }

    /// A file to be written from its beginning.
    pub(super) fn bring(&self, id: &str) -> std::io::Result<Coming> {
        let folder = self.folder.join(BROUGHT);
        fs::create_dir_all(&folder)?;
        let path = folder.join(id);
        Ok(Coming {
            file: OpenOptions::new().write(true).create_new(true).open(&path)?,
            path,
            digest: Sha256::new(),
            size: 0,
            stays: false,
        })
    }

    /// What has come of a file so far, to be written on. `key` is a name for where it comes from.
    pub(super) fn go_on(&self, key: &str) -> std::io::Result<Coming> {
        let folder = self.folder.join(COMING);
        fs::create_dir_all(&folder)?;
        let path = folder.join(hex(&Sha256::digest(key)));
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)?;
        let (mut digest, mut size) = (Sha256::new(), 0);
        let mut piece = vec![0; 1 << 16];
        loop {
            let read = file.read(&mut piece)?;
            if read == 0 {
                break;
            }
            digest.update(piece.get(..read).unwrap_or_default());
            size += read as u64;
        }
        Ok(Coming {
            file,
            path,
            digest,
            size,
            stays: true,
        })
    }

    /// A stretch of a file; shorter where it ends.
    pub(crate) fn read(&self, content: &str, from: u64, length: u64) -> std::io::Result<Vec<u8>> {
        let mut file = File::open(self.of(content))?;
        file.seek(SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        file.take(length).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Bytes of all that is half here.
    pub(super) fn half_here(&self) -> u64 {
        let files = fs::read_dir(self.folder.join(COMING)).into_iter().flatten().flatten();
        files.filter_map(|file| Some(file.metadata().ok()?.len())).sum()
    }

    pub(super) fn forget_half(&self) -> std::io::Result<()> {
        absent(fs::remove_dir_all(self.folder.join(COMING)))
    }

    pub(super) fn remove(&self, content: &str) -> std::io::Result<()> {
        absent(fs::remove_file(self.of(content)))
    }
}

fn absent(done: std::io::Result<()>) -> std::io::Result<()> {
    match done {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// A file that is being written.
pub(super) struct Coming {
    file: File,
    path: PathBuf,
    digest: Sha256,
    size: u64,
    /// What is written stays for another try.
    stays: bool,
}

impl Coming {
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    pub(super) fn add(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.file.write_all(bytes)?;
        self.digest.update(bytes);
        self.size += bytes.len() as u64;
        Ok(())
    }

    /// The digest of all of it, which is on disk now.
    pub(super) fn seal(&mut self) -> std::io::Result<String> {
        self.file.sync_all()?;
        Ok(hex(&self.digest.clone().finalize()))
    }

    pub(super) fn bytes(&self, most: u64) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(&self.path)?.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// A stretch of what is there.
    pub(super) fn read(&self, from: u64, length: u64) -> std::io::Result<Vec<u8>> {
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        file.take(length).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Gives it its lasting name.
    pub(super) fn keep(mut self, disk: &Disk, content: &str) -> std::io::Result<()> {
        let place = disk.of(content);
        if place.exists() {
            self.stays = false;
            return Ok(());
        }
        fs::rename(&self.path, place)?;
        self.stays = true;
        Ok(())
    }

    /// It is not wanted, and nothing of it.
    pub(super) fn discard(mut self) {
        self.stays = false;
    }
}

impl Drop for Coming {
    fn drop(&mut self) {
        if !self.stays {
            let _ = fs::remove_file(&self.path);
        }
    }
}
