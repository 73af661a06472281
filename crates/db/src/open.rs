//! From a path to connections that can be trusted: lock, whose file it is, whether it is whole, settings, migrations.
//! Knows nothing of who will read and write.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::lock::{Lock, beside, private, sync_folder};
use crate::migrate::{migrate, version};
use crate::{Error, OpenError, Options, whole};

/// An opened file: its lock, the connection that writes, and those that read.
pub(crate) struct Opened {
    pub(crate) lock: Lock,
    pub(crate) writer: Connection,
    pub(crate) readers: Vec<Connection>,
}

pub(crate) fn open(path: &Path, options: &Options, readers: usize) -> Result<Opened, OpenError> {
    let vfs = options.vfs.as_deref();
    let mut lock = Lock::take(path)?;
    // SQLite removes its log when the last connection closes well.
    let log_left = std::fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0);
    if !path.try_exists()? {
        private().create_new(true).open(path)?;
        sync_folder(path)?;
    }
    let mut writer = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, vfs)?;
    let found = version(&writer, options.migrations)?;
    if lock.was_in_use || log_left {
        // Only after an end without close.
        whole::quickly(&writer)?;
    }
    lock.mark()?;
    settle(&writer)?;
    migrate(&mut writer, path, found, options.migrations, vfs)?;
    let readers = (0..readers)
        .map(|_| {
            let reader = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, vfs)?;
            settle(&reader)?;
            reader.pragma_update(None, "query_only", true)?;
            Ok(reader)
        })
        .collect::<Result<_, OpenError>>()?;
    Ok(Opened { lock, writer, readers })
}

/// A bare connection to a file that exists.
pub(crate) fn connect(path: &Path, flags: OpenFlags, vfs: Option<&str>) -> Result<Connection, Error> {
    // Each connection is used by one thread at a time; SQLite's own mutexes would only cost.
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = match vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(path, flags, vfs)?,
        None => Connection::open_with_flags(path, flags)?,
    };
    connection.busy_timeout(Duration::from_secs(5))?;
    Ok(connection)
}

/// The settings that every connection shares.
fn settle(connection: &Connection) -> Result<(), OpenError> {
    let mode: String = connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
    if mode != "wal" {
        return Err(OpenError::Io(std::io::ErrorKind::Unsupported.into()));
    }
    // FULL syncs the log at each commit: that is what an answer to a write promises. On macOS a plain sync stops at
    // the drive's cache. Memory mapping stays off, because it turns a failing disk into a signal instead of an error.
    connection.execute_batch(
        "PRAGMA synchronous = FULL;
         PRAGMA fullfsync = ON;
         PRAGMA checkpoint_fullfsync = ON;
         PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA mmap_size = 0;
         PRAGMA cache_size = -4096;
         PRAGMA journal_size_limit = 67108864;",
    )?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // Otherwise a statement whose plan might profit from what is bound to it, as some near a partial index or a join, is
    // prepared anew each time that something is: several times the cost of running it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}
