//! Brings a file to the newest schema: all missing steps in one transaction, after a copy was kept. Knows no table.
//!
//! One transaction for all steps, so that a failing step leaves a file that the previous version of the program still
//! opens. The copy is for what no transaction helps against: a step that succeeds and is wrong.

use std::path::Path;

use rusqlite::Connection;

use crate::OpenError;
use crate::copy::copy;
use crate::lock::beside;

/// One step of the schema. Numbers grow; a step is never changed after its release.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    pub number: u32,
    pub name: &'static str,
    pub sql: &'static str,
}

/// Written into every file of ours: "SELK".
const APPLICATION_ID: i32 = 0x5345_4c4b;

/// The schema version of a file: 0 for a new one.
pub(crate) fn version(connection: &Connection, migrations: &[Migration]) -> Result<u32, OpenError> {
    let application: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let empty = application == 0
        && found == 0
        && connection.query_row("SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)", [], |row| row.get(0))?;
    if application != APPLICATION_ID && !empty {
        return Err(OpenError::Foreign);
    }
    let known = migrations.last().map_or(0, |last| last.number);
    if found > known {
        return Err(OpenError::NewerSchema { found, known });
    }
    Ok(found)
}

/// Runs what is missing.
pub(crate) fn migrate(
    connection: &mut Connection,
    path: &Path,
    found: u32,
    migrations: &[Migration],
    vfs: Option<&str>,
) -> Result<(), OpenError> {
    let missing = || migrations.iter().filter(|step| step.number > found);
    let Some(first) = missing().next() else { return Ok(()) };
    if found > 0 {
        let kept = beside(path, &format!(".before-{}", first.number));
        copy(connection, &kept, vfs)?;
        forget_other_copies(path, &kept);
    }
    // Rebuilding a table drops it for a moment; the references are checked as a whole at the end.
    connection.pragma_update(None, "foreign_keys", false)?;
    connection.execute_batch("BEGIN IMMEDIATE")?;
    // A step that commits by itself would take the others' way back.
    connection.commit_hook(Some(|| true))?;
    let migrated = run(connection, found, missing());
    connection.commit_hook(None::<fn() -> bool>)?;
    let migrated = migrated.and_then(|reached| finish(connection, reached));
    if !connection.is_autocommit() {
        connection.execute_batch("ROLLBACK")?;
    }
    connection.pragma_update(None, "foreign_keys", true)?;
    migrated
}

fn run<'a>(
    connection: &Connection,
    found: u32,
    missing: impl Iterator<Item = &'a Migration>,
) -> Result<u32, OpenError> {
    let mut reached = found;
    for step in missing {
        let failed = |source| match OpenError::from(source) {
            OpenError::Sql(source) => OpenError::Migration {
                number: step.number,
                source,
            },
            other => other,
        };
        if step.number <= reached {
            return Err(failed(rusqlite::Error::InvalidQuery));
        }
        connection.execute_batch(step.sql).map_err(failed)?;
        let broken: bool = connection
            .query_row("SELECT EXISTS (SELECT 1 FROM pragma_foreign_key_check)", [], |row| {
                row.get(0)
            })
            .map_err(failed)?;
        if broken || connection.is_autocommit() {
            return Err(failed(rusqlite::Error::InvalidQuery));
        }
        tracing::info!(number = step.number, name = step.name, "Migrated");
        reached = step.number;
    }
    Ok(reached)
}

fn finish(connection: &Connection, reached: u32) -> Result<(), OpenError> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", reached)?;
    connection.execute_batch("COMMIT")?;
    Ok(())
}

/// Only the newest copy is kept. One that cannot be removed is no reason not to start.
fn forget_other_copies(path: &Path, kept: &Path) {
    let (Some(folder), Some(name)) = (
        path.parent(),
        beside(path, ".before-").file_name().map(ToOwned::to_owned),
    ) else {
        return;
    };
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for other in entries.flatten().map(|entry| entry.path()) {
        let older = other.file_name().is_some_and(|other| {
            other
                .as_encoded_bytes()
                .strip_prefix(name.as_encoded_bytes())
                .is_some_and(|number| !number.is_empty() && number.iter().all(u8::is_ascii_digit))
        });
        if older && other != kept {
            let _ = std::fs::remove_file(other);
        }
    }
}
