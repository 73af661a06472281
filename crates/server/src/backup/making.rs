//! A backup of a server that runs, while everybody goes on. Knows which files a server has, not what is in them.

use std::fs;
use std::io;
use std::path::Path;

use super::BackupError;
use super::kept::{self, Backup, Note};
use crate::private;
use crate::server::Server;

/// Copies everything of the server into a new folder in `backups`, which is made where there is none.
pub async fn make(server: &Server, backups: &Path) -> Result<Backup, BackupError> {
    let _one_at_a_time = server.copying().lock().await;
    private::make_folder(backups)?;
    // Of this server only: others may keep their backups here too.
    let ending = format!(".{}.part", server.apps().default_app().key);
    sweep(backups, &ending)?;
    let time = server.now();
    let name = kept::free_name(backups, time)?;
    let (path, part) = (backups.join(&name), backups.join(format!("{name}{ending}")));
    if let Err(error) = fill(server, &part, time).await {
        // What stays behind has no backup's name and is swept by the next one.
        let _ = fs::remove_dir_all(&part);
        return Err(error);
    }
    fs::rename(&part, &path)?;
    private::sync_folder(Some(backups))?;
    kept::read(&path)?.ok_or(BackupError::NotOne)
}

async fn fill(server: &Server, part: &Path, time: i64) -> Result<(), BackupError> {
    let apps = part.join("apps");
    for app in server.apps().all() {
        let folder = apps.join(&app.key);
        private::make_folder(&folder)?;
        app.copy_to(&folder).await?;
    }
    let dir = server.dir();
    for name in ["config.toml", "apps/default", "tls/key.pem", "tls/certificate.pem"] {
        copy_file(&dir.join(name), &part.join(name))?;
    }
    Note::write(part, time)?;
    Ok(())
}

/// Does nothing where there is no such file.
fn copy_file(from: &Path, to: &Path) -> io::Result<()> {
    let bytes = match fs::read(from) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        bytes => bytes?,
    };
    if let Some(folder) = to.parent() {
        private::make_folder(folder)?;
    }
    private::write(to, &bytes)
}

/// Removes what earlier tries left when the process died.
fn sweep(backups: &Path, ending: &str) -> io::Result<()> {
    for entry in fs::read_dir(backups)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().ends_with(ending) {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}
