//! What Selkie notes for whoever has to find out what went wrong: to the terminal, and to a file of the data folder that
//! can be attached to a report. The file is bounded. Knows nothing of what is noted; that no line holds a message, a
//! name or a token is up to those who write them, and to the tests.
//!
//! ```text
//! FOLDER/logs/selkie.log      the newest lines
//! FOLDER/logs/selkie.1.log    those before
//! ```

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use tracing_subscriber::{EnvFilter, Layer as _, fmt, layer::SubscriberExt as _, util::SubscriberInitExt as _};

use crate::paths;

const NAME: &str = "selkie.log";
const BEFORE: &str = "selkie.1.log";
/// A full file becomes the one before.
const LARGEST: u64 = 1024 * 1024;

/// Where the files of a data folder lie.
pub fn folder(data: &Path) -> PathBuf {
    data.join("logs")
}

/// Warnings go to stderr and to the file, where there can be one; `RUST_LOG` asks for more.
pub fn start(data: Option<&Path>) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,selkie=info,client=info"));
    let pages = data.map(|data| Pages::open(folder(data), LARGEST)).transpose();
    let (pages, problem) = match pages {
        Ok(pages) => (pages, None),
        Err(error) => (None, Some(error)),
    };
    let file = pages.map(|pages| fmt::layer().with_ansi(false).with_writer(Arc::new(pages)).boxed());
    tracing_subscriber::registry()
        .with(filter)
        .with(fmt::layer().with_writer(io::stderr))
        .with(file)
        .init();
    if let Some(error) = problem {
        tracing::warn!(kind = ?error.kind(), "Nothing can be noted in the data folder");
    }
}

/// A file and the one before it.
struct Pages {
    folder: PathBuf,
    largest: u64,
    page: Mutex<Page>,
}

struct Page {
    file: File,
    size: u64,
}

impl Pages {
    fn open(folder: PathBuf, largest: u64) -> io::Result<Self> {
        paths::make(&folder)?;
        let page = Mutex::new(Page::open(&folder)?);
        Ok(Self { folder, largest, page })
    }
}

impl Page {
    fn open(folder: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(folder.join(NAME))?;
        let size = file.metadata()?.len();
        Ok(Self { file, size })
    }
}

/// Each call is one whole line.
impl Write for &Pages {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let mut page = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        let long = u64::try_from(line.len()).unwrap_or(u64::MAX);
        if page.size > 0 && page.size.saturating_add(long) > self.largest {
            fs::rename(self.folder.join(NAME), self.folder.join(BEFORE))?;
            *page = Page::open(&self.folder)?;
        }
        page.file.write_all(line)?;
        page.size = page.size.saturating_add(long);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn lines(path: PathBuf) -> Vec<String> {
        let text = fs::read_to_string(path).unwrap();
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn two_files_are_kept_and_neither_grows_beyond_its_size() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        for start in 0..3 {
            let pages = Pages::open(folder.clone(), 100).unwrap();
            for line in 0..10 {
                (&pages)
                    .write_all(format!("start {start} line {line}\n").as_bytes())
                    .unwrap();
            }
        }
        let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|file| file.unwrap()).collect();
        names.sort_by_key(|file| file.file_name());
        assert_eq!(names.len(), 2);
        assert!(names.iter().all(|file| file.metadata().unwrap().len() <= 100));
        let newest = lines(folder.join(NAME));
        assert_eq!(newest.last().unwrap(), "start 2 line 9");
        let before = lines(folder.join(BEFORE));
        let (last, first) = (before.last().unwrap(), newest.first().unwrap());
        let number = |line: &str| line.rsplit(' ').next().unwrap().parse::<u32>().unwrap();
        assert_eq!(
            number(last) + 1,
            number(first),
            "A line was lost between {last} and {first}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn only_their_owner_reads_them() {
        use std::os::unix::fs::PermissionsExt as _;
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        (&Pages::open(folder.clone(), 100).unwrap())
            .write_all(b"a line\n")
            .unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&folder.join(NAME))), (0o700, 0o600));
    }
}
