//! Objects as files. Knows folders and names that are digests or its own, and nothing of what anybody calls a file.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use md5::Md5;
use protocol::ids::hex;
use sha2::{Digest as _, Sha256};

use crate::private;

/// Read or written at one time.
pub(crate) const CHUNK: usize = 128 * 1024;
/// As much of a file's beginning as tells of what kind it is.
const HEAD: usize = 16;

const FOLDER: &str = "objects";
const PART: &str = "part";

pub(super) struct Disk {
    folder: PathBuf,
    mode: db::Mode,
}

/// A part that came as a whole. Its file goes with it.
pub(super) struct Come {
    path: Temporary,
    pub(super) md5: String,
}

/// A part that is coming.
pub(super) struct Coming {
    path: Temporary,
    /// Away while a piece is written.
    open: Option<(File, Md5)>,
    length: u64,
}

/// A whole file that has no lasting name yet.
pub(super) struct Whole {
    path: Temporary,
    content: String,
    pub(super) head: Vec<u8>,
}

/// Removes its file when nobody has any more use for it.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        // One that got its lasting name is not here any more.
        let _ = fs::remove_file(&self.0);
    }
}

impl Disk {
    /// Removes what was on its way when the process ended.
    pub(super) fn open(folder: &Path, mode: db::Mode) -> io::Result<Self> {
        let folder = folder.join(FOLDER);
        let entries = match fs::read_dir(&folder) {
            // Nobody has put anything here yet.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self { folder, mode }),
            entries => entries?,
        };
        for entry in entries {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == PART) {
                fs::remove_file(path)?;
            }
        }
        Ok(Self { folder, mode })
    }

    /// Away from the threads that serve people, but in a simulation.
    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
        if self.mode == db::Mode::Inline {
            return work();
        }
        #[expect(clippy::disallowed_methods, reason = "a simulation has it inline, above")]
        let worked = tokio::task::spawn_blocking(work).await;
        worked.unwrap_or_else(|_| Err(io::Error::other("The work ended early")))
    }

    fn part(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.{PART}"))
    }

    fn of(&self, owner: i64) -> PathBuf {
        self.folder.join(owner.to_string())
    }

    pub(super) async fn begin(&self, name: &str) -> io::Result<Coming> {
        let path = self.part(name);
        let file = {
            let (folder, path) = (self.folder.clone(), path.clone());
            let made = self.run(move || {
                private::make_folder(&folder)?;
                create(&path)
            });
            made.await?
        };
        Ok(Coming {
            path: Temporary(path),
            open: Some((file, Md5::default())),
            length: 0,
        })
    }

    /// One file of several, in their order.
    pub(super) async fn join(&self, name: &str, parts: Vec<Come>) -> io::Result<Whole> {
        let path = self.part(name);
        self.run(move || {
            let mut whole = create(&path)?;
            let path = Temporary(path);
            let (mut content, mut head) = (Sha256::default(), Vec::new());
            let mut piece = vec![0; CHUNK];
            for part in &parts {
                let mut file = File::open(&part.path.0)?;
                loop {
                    let length = file.read(&mut piece)?;
                    let Some(bytes) = piece.get(..length).filter(|bytes| !bytes.is_empty()) else {
                        break;
                    };
                    content.update(bytes);
                    head.extend(bytes.iter().take(HEAD.saturating_sub(head.len())));
                    whole.write_all(bytes)?;
                }
            }
            whole.sync_all()?;
            Ok(Whole {
                path,
                content: hex(&content.finalize()),
                head,
            })
        })
        .await
    }

    /// Gives a file its lasting name, which is the digest of its bytes, and waits until that is on disk too.
    pub(super) async fn keep(&self, owner: i64, whole: Whole) -> io::Result<String> {
        let folder = self.of(owner);
        self.run(move || {
            if !folder.try_exists()? {
                private::make_folder(&folder)?;
                private::sync_folder(folder.parent())?;
            }
            // Where it lies already, these are the same bytes.
            fs::rename(&whole.path.0, folder.join(&whole.content))?;
            private::sync_folder(Some(&folder))?;
            Ok(whole.content.clone())
        })
        .await
    }

    /// Fewer bytes than asked for are the last ones.
    pub(super) async fn read(&self, owner: i64, content: &str, from: u64, length: usize) -> io::Result<Vec<u8>> {
        let path = self.of(owner).join(content);
        self.run(move || {
            let mut file = File::open(path)?;
            file.seek(SeekFrom::Start(from))?;
            let mut bytes = Vec::with_capacity(length.min(CHUNK));
            file.take(length.min(CHUNK) as u64).read_to_end(&mut bytes)?;
            Ok(bytes)
        })
        .await
    }

    pub(super) fn remove(&self, owner: i64) {
        match fs::remove_dir_all(self.of(owner)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(kind = %error.kind(), "Files of somebody who is gone could not be removed");
            }
            _ => {}
        }
    }

    /// Copies everything that is whole to the folder of an app elsewhere.
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

impl Coming {
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    pub(super) async fn write(&mut self, disk: &Disk, bytes: Bytes) -> io::Result<()> {
        let Some((mut file, mut md5)) = self.open.take() else {
            return Err(io::Error::other("An earlier piece was not written"));
        };
        self.length += bytes.len() as u64;
        let written = disk
            .run(move || {
                file.write_all(&bytes)?;
                md5.update(&bytes);
                Ok((file, md5))
            })
            .await?;
        self.open = Some(written);
        Ok(())
    }

    pub(super) fn end(self) -> Come {
        let md5 = self.open.map(|(_, md5)| hex(&md5.finalize())).unwrap_or_default();
        Come { path: self.path, md5 }
    }
}

fn create(path: &Path) -> io::Result<File> {
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
