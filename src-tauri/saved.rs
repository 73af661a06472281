//! Where the files of messages were saved since the app started: the page has one shown in its folder by the message and
//! names no path. Knows nothing of what is saved.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use client::{
    error::{Code, Result},
    view::AccountId,
};

use crate::downloads;

#[derive(Default)]
pub struct Saved(Mutex<BTreeMap<(AccountId, String), PathBuf>>);

impl Saved {
    /// Answers how the place is called.
    pub fn keep(&self, account: AccountId, client_msg_id: String, path: PathBuf) -> String {
        let name = path.to_string_lossy().into_owned();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert((account, client_msg_id), path);
        name
    }

    /// Where it was saved last. Fails with `NotFound` where it was not.
    pub fn of(&self, account: AccountId, client_msg_id: String) -> Result<PathBuf> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(known.get(&(account, client_msg_id)).cloned().ok_or(Code::NotFound)?)
    }
}

/// Shows a file among the others of its folder; the folder alone where it is gone, or no file manager can mark it.
#[expect(
    clippy::disallowed_methods,
    reason = "a file manager may take its time to start, and no simulation has one"
)]
pub async fn show(path: PathBuf) -> Result<()> {
    tauri::async_runtime::spawn_blocking(move || shown(&path))
        .await
        .map_err(|_| Code::Internal)?
}

fn shown(path: &Path) -> Result<()> {
    if tauri_plugin_opener::reveal_item_in_dir(path).is_ok() {
        return Ok(());
    }
    match path.parent().filter(|folder| folder.is_dir()) {
        Some(folder) => downloads::open(folder),
        None => Err(Code::Storage.into()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn each_account_knows_its_own_and_the_last_place_holds() {
        let saved = Saved::default();
        let (one, other) = (AccountId("1".into()), AccountId("2".into()));
        assert_eq!(
            saved.keep(one.clone(), "m".into(), "/here/plan.txt".into()),
            "/here/plan.txt"
        );
        saved.keep(one.clone(), "m".into(), "/there/plan.txt".into());
        assert_eq!(saved.of(one, "m".into()), Ok("/there/plan.txt".into()));
        assert_eq!(saved.of(other, "m".into()), Err(Code::NotFound.into()));
        assert_eq!(shown(Path::new("/nowhere/at/all")), Err(Code::Storage.into()));
    }
}
