//! Whether a file can be trusted from its first page to its last. Knows no table.

use rusqlite::Connection;

use crate::Error;

/// Reads every page. Takes as long as the file is large.
pub(crate) fn quickly(connection: &Connection) -> Result<(), Error> {
    said_well(connection, "PRAGMA quick_check(1)")
}

/// Also compares every index with its table.
pub(crate) fn thoroughly(connection: &Connection) -> Result<(), Error> {
    said_well(connection, "PRAGMA integrity_check(1)")
}

fn said_well(connection: &Connection, question: &str) -> Result<(), Error> {
    let found: String = connection.query_row(question, [], |row| row.get(0))?;
    if found == "ok" { Ok(()) } else { Err(Error::Damaged) }
}
