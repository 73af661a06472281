//! Names of deleted accounts, of which only hashes are kept: enough to say that one is taken, and nothing to be read.

use protocol::ids::hex;
use rusqlite::{Connection, Result, params};
use sha2::{Digest, Sha256};

use super::accounts::key;

fn hash(account: &str) -> String {
    hex(&Sha256::digest(key(account).as_bytes()))
}

pub(crate) fn insert(connection: &Connection, account: &str, now: i64) -> Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO retired_names (hash, since) VALUES (?1, ?2)")?
        .execute(params![hash(account), now])?;
    Ok(())
}

pub(crate) fn is(connection: &Connection, account: &str) -> Result<bool> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM retired_names WHERE hash = ?1)")?
        .query_row([hash(account)], |row| row.get(0))
}
