//! Objects as files. Knows folders and names that are digests or its own, and nothing of what anybody calls a file.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;

use super::ground::Ground;
use crate::private;

/// Read or written at one time.
pub(crate) const CHUNK: usize = 256 * 1024;

const FOLDER: &str = "objects";
/// Beside the objects and not among them: what is not whole goes into no copy.
const COMING: &str = "uploads";
const SMALL: &str = "thumbnails";

pub(super) struct Disk {
    folder: PathBuf,
    coming: PathBuf,
    small: PathBuf,
    mode: db::Mode,
}

/// An object from which is read.
pub(crate) struct Reading {
    file: Option<File>,
}

impl Disk {
    pub(super) fn open(folder: &Path, mode: db::Mode) -> Self {
        Self {
            folder: folder.join(FOLDER),
            coming: folder.join(COMING),
            small: folder.join(SMALL),
            mode,
        }
    }

    /// Where uploads lie.
    pub(super) fn coming(&self) -> &Path {
        &self.coming
    }

    /// Away from the threads that serve people, but in a simulation.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> io::Result<T> + Send + 'static,
    ) -> io::Result<T> {
        if self.mode == db::Mode::Inline {
            return work();
        }
        #[expect(clippy::disallowed_methods, reason = "a simulation has it inline, above")]
        let worked = tokio::task::spawn_blocking(work).await;
        worked.unwrap_or_else(|_| Err(io::Error::other("The work ended early")))
    }

    fn of(&self, owner: i64) -> PathBuf {
        self.folder.join(owner.to_string())
    }

    pub(super) fn object(&self, owner: i64, content: &str) -> PathBuf {
        self.of(owner).join(content)
    }

    /// Where a small picture of an object lies, if one was made.
    pub(super) fn thumbnail(&self, owner: i64, content: &str, side: u32) -> PathBuf {
        self.small.join(owner.to_string()).join(format!("{content}-{side}"))
    }

    /// Gives a file its lasting name, which is the digest of its bytes, and waits until that is on disk too.
    pub(super) async fn keep(&self, owner: i64, ground: Arc<Ground>, content: String) -> io::Result<()> {
        let folder = self.of(owner);
        self.run(move || {
            if !folder.try_exists()? {
                private::make_folder(&folder)?;
                private::sync_folder(folder.parent())?;
            }
            // Where it lies already, these are the same bytes.
            fs::rename(ground.bytes(), folder.join(content))?;
            private::sync_folder(Some(&folder))
        })
        .await
    }

    pub(super) async fn size(&self, owner: i64, content: &str) -> io::Result<u64> {
        let path = self.object(owner, content);
        self.run(move || Ok(fs::metadata(path)?.len())).await
    }

    /// To be read from a place on.
    pub(super) async fn read_from(&self, owner: i64, content: &str, from: u64) -> io::Result<Reading> {
        let path = self.object(owner, content);
        self.run(move || {
            let mut file = File::open(path)?;
            file.seek(SeekFrom::Start(from))?;
            Ok(Reading { file: Some(file) })
        })
        .await
    }

    /// The next bytes; none at the end.
    pub(super) async fn read(&self, reading: &mut Reading, most: usize) -> io::Result<Bytes> {
        let mut file = reading
            .file
            .take()
            .ok_or_else(|| io::Error::other("An earlier piece was not read"))?;
        let (file, bytes) = self
            .run(move || {
                let mut bytes = Vec::with_capacity(most);
                (&mut file).take(most as u64).read_to_end(&mut bytes)?;
                Ok((file, bytes))
            })
            .await?;
        reading.file = Some(file);
        Ok(bytes.into())
    }

    /// Removes everything of a person.
    pub(super) fn remove_all(&self, owner: i64) {
        for folder in [self.of(owner), self.small.join(owner.to_string())] {
            removed(fs::remove_dir_all(folder));
        }
    }

    /// Removes the bytes of an object that lies elsewhere from now on.
    pub(super) async fn leave(&self, owner: i64, content: &str) -> io::Result<()> {
        let path = self.object(owner, content);
        self.run(move || {
            removed(fs::remove_file(path));
            Ok(())
        })
        .await
    }

    /// Removes one object that nobody names any more, with its small pictures.
    pub(super) fn remove(&self, owner: i64, content: &str, sides: &[u32]) {
        removed(fs::remove_file(self.object(owner, content)));
        for side in sides {
            removed(fs::remove_file(self.thumbnail(owner, content, *side)));
        }
    }

    /// Removes what no row names, which a process that died between a file and its row left; tells what stays.
    pub(super) fn keep_only(&self, named: impl Fn(i64, &str) -> bool) -> io::Result<Vec<(i64, String)>> {
        let mut kept = Vec::new();
        for folder in entries(&self.folder)? {
            let Some(owner) = folder.file_name().and_then(|name| name.to_str()?.parse().ok()) else {
                continue;
            };
            for file in entries(&folder)? {
                let name = file.file_name().and_then(|name| name.to_str());
                match name.filter(|name| named(owner, name)) {
                    Some(name) => kept.push((owner, name.to_owned())),
                    None => fs::remove_file(file)?,
                }
            }
        }
        Ok(kept)
    }

    /// Copies everything that is whole and lies here to the folder of an app elsewhere.
    pub(super) async fn copy_to(&self, folder: &Path) -> io::Result<()> {
        let (from, to) = (self.folder.clone(), folder.join(FOLDER));
        self.run(move || {
            let entries = match fs::read_dir(&from) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
                entries => entries?,
            };
            private::make_folder(&to)?;
            for entry in entries {
                let entry = entry?;
                if entry.file_type()?.is_dir() {
                    copy_folder(&entry.path(), &to.join(entry.file_name()))?;
                }
            }
            private::sync_folder(Some(&to))
        })
        .await
    }
}

/// What lies in a folder; nothing where there is none.
pub(super) fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        entries => entries?.map(|entry| Ok(entry?.path())).collect(),
    }
}

fn removed(result: io::Result<()>) {
    match result {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            tracing::warn!(kind = %error.kind(), "A file that nobody needs any more could not be removed");
        }
        _ => {}
    }
}

pub(super) fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Whoever deletes his account meanwhile takes along what was not copied yet.
fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    private::make_folder(to)?;
    let entries = match fs::read_dir(from) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let mut source = match File::open(entry.path()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            source => source?,
        };
        let mut copy = create(&to.join(entry.file_name()))?;
        io::copy(&mut source, &mut copy)?;
        copy.sync_all()?;
    }
    private::sync_folder(Some(to))
}
