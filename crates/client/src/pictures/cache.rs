//! Pictures as they are drawn, kept on disk for each account: a bounded number of small files, named by the
//! digest of their address. Nothing here is missed when it is gone. Knows no network.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;

/// Files; each is smaller than a page of text with a photograph.
const MOST: usize = 1_000;
/// So many go at one time, oldest first.
const GOING: usize = 200;
/// Addresses that gave nothing are remembered, so that a list that scrolls does not ask for ever.
const MOST_FAILED: usize = 500;
const FAILED_MS: i64 = 60_000;
/// Fetched at one time.
const MOST_AT_ONCE: usize = 4;

/// The pictures of one account.
pub(crate) struct Pictures {
    folder: PathBuf,
    failed: Mutex<BTreeMap<String, i64>>,
    pub(crate) turns: Semaphore,
}

impl Pictures {
    /// In a folder of the account's.
    pub(crate) fn new(account: &Path, folder: &str) -> Self {
        Self {
            folder: account.join(folder),
            failed: Mutex::default(),
            turns: Semaphore::new(MOST_AT_ONCE),
        }
    }

    fn of(&self, address: &str) -> PathBuf {
        let name = protocol::ids::hex(&Sha256::digest(address.as_bytes()));
        self.folder.join(name)
    }

    pub(crate) fn read(&self, address: &str) -> Option<Vec<u8>> {
        fs::read(self.of(address)).ok().filter(|bytes| !bytes.is_empty())
    }

    /// Without success the next one who asks fetches it again.
    pub(crate) fn keep(&self, address: &str, bytes: &[u8]) {
        let path = self.of(address);
        let new = path.with_extension("new");
        let kept = fs::create_dir_all(&self.folder)
            .and_then(|()| self.make_room())
            .and_then(|()| fs::write(&new, bytes))
            .and_then(|()| fs::rename(&new, &path));
        if let Err(error) = kept {
            tracing::info!(kind = %error.kind(), "A picture is not kept");
        }
    }

    fn make_room(&self) -> std::io::Result<()> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            files.push(entry?.path());
        }
        if files.len() < MOST {
            return Ok(());
        }
        let age = |path: &PathBuf| fs::metadata(path).and_then(|file| file.modified()).ok();
        files.sort_by_cached_key(age);
        files.iter().take(GOING).try_for_each(fs::remove_file)
    }

    /// This one is not to be here any more.
    pub(crate) fn drop_one(&self, address: &str) {
        if let Err(error) = fs::remove_file(self.of(address))
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(kind = %error.kind(), "A picture stays though it is to go");
        }
    }

    /// Bytes of all of them.
    pub(crate) fn total(&self) -> u64 {
        let files = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        files.filter_map(|file| Some(file.metadata().ok()?.len())).sum()
    }

    /// They are made or fetched again when somebody looks.
    pub(crate) fn forget(&self) -> std::io::Result<()> {
        match fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }

    pub(crate) fn has_failed(&self, address: &str, now: i64) -> bool {
        let failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed
            .get(address)
            .is_some_and(|at| (0..FAILED_MS).contains(&now.saturating_sub(*at)))
    }

    pub(crate) fn note_failure(&self, address: &str, now: i64) {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        if failed.len() >= MOST_FAILED {
            failed.clear();
        }
        failed.insert(address.to_owned(), now);
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

    #[test]
    fn what_is_kept_is_bounded_and_the_oldest_goes() {
        let folder = tempfile::tempdir().unwrap();
        let pictures = Pictures::new(folder.path(), "pictures");
        assert_eq!(pictures.read("https://a.example/0"), None);
        for number in 0..=MOST {
            pictures.keep(&format!("https://a.example/{number}"), b"picture");
        }
        let kept = fs::read_dir(folder.path().join("pictures")).unwrap().count();
        assert_eq!(kept, MOST - GOING + 1);
        let newest = pictures.read(&format!("https://a.example/{MOST}"));
        assert_eq!(newest.as_deref(), Some(b"picture".as_slice()));
    }

    #[test]
    fn what_failed_is_asked_for_again_after_a_time_and_never_fills_memory() {
        let folder = tempfile::tempdir().unwrap();
        let pictures = Pictures::new(folder.path(), "pictures");
        for number in 0..MOST_FAILED * 3 {
            pictures.note_failure(&number.to_string(), 1_000);
        }
        let newest = (MOST_FAILED * 3 - 1).to_string();
        assert!(pictures.has_failed(&newest, 1_001) && !pictures.has_failed("0", 1_001));
        assert!(!pictures.has_failed(&newest, 1_000 + FAILED_MS));
        assert!(!pictures.has_failed(&newest, 0), "a clock that was set back forgets");
        assert!(pictures.failed.lock().unwrap().len() <= MOST_FAILED);
    }
}
