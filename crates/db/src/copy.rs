//! A faithful copy of the database as it is at one moment, while others go on reading and writing. The copy appears
//! under its name only when it was read through, is whole and on disk.

use std::fs::File;
use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use crate::Error;
use crate::lock::{beside, private, sync_folder};
use crate::open::connect;
use crate::whole;

pub(crate) fn copy(from: &Connection, to: &Path, vfs: Option<&str>) -> Result<(), Error> {
    let part = beside(to, ".part");
    private().create(true).truncate(true).open(&part)?;
    let copied = fill(from, &part, vfs);
    if copied.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    copied?;
    std::fs::rename(&part, to)?;
    sync_folder(to)?;
    Ok(())
}

fn fill(from: &Connection, part: &Path, vfs: Option<&str>) -> Result<(), Error> {
    let mut target = connect(part, OpenFlags::SQLITE_OPEN_READ_WRITE, vfs)?;
    // All pages in one step: they are of one moment, and a busy writer cannot make it begin again.
    match Backup::new(from, &mut target)?.step(-1)? {
        StepResult::Done => {}
        _ => return Err(Error::Busy),
    }
    whole::thoroughly(&target)?;
    target.close().map_err(|(_, error)| error)?;
    File::open(part)?.sync_all()?;
    Ok(())
}
