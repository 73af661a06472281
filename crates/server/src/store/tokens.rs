//! The tokens that were given out, by the hash of each. Knows no policy.

use rusqlite::{Connection, OptionalExtension, Result, params};

/// SHA-256 of a token.
pub(crate) type Hash = [u8; 32];

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TokenRow {
    pub(crate) user: i64,
    /// 0: not bound to one yet.
    pub(crate) platform: i32,
    pub(crate) kicked: bool,
    /// 0: never.
    pub(crate) expires: i64,
}

/// A living token of a user, oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Living {
    pub(crate) id: i64,
    pub(crate) platform: i32,
    pub(crate) hash: Hash,
    pub(crate) created: i64,
}

pub(crate) fn insert(
    connection: &Connection,
    hash: &Hash,
    user: i64,
    platform: i32,
    created: i64,
    expires: i64,
) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO tokens (hash, user, platform, created, expires) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![hash, user, platform, created, expires])?;
    Ok(())
}

pub(crate) fn find(connection: &Connection, hash: &Hash) -> Result<Option<TokenRow>> {
    connection
        .prepare_cached("SELECT user, platform, kicked, expires FROM tokens WHERE hash = ?1")?
        .query_row([hash], |row| {
            Ok(TokenRow {
                user: row.get(0)?,
                platform: row.get(1)?,
                kicked: row.get(2)?,
                expires: row.get(3)?,
            })
        })
        .optional()
}

/// Those that are neither kicked nor expired at `now`.
pub(crate) fn living(connection: &Connection, user: i64, now: i64) -> Result<Vec<Living>> {
    connection
        .prepare_cached(
            "SELECT id, platform, hash, created FROM tokens
             WHERE user = ?1 AND kicked = 0 AND (expires = 0 OR expires > ?2) ORDER BY id",
        )?
        .query_map([user, now], |row| {
            Ok(Living {
                id: row.get(0)?,
                platform: row.get(1)?,
                hash: row.get(2)?,
                created: row.get(3)?,
            })
        })?
        .collect()
}

pub(crate) fn kick(connection: &Connection, id: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE tokens SET kicked = 1 WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

pub(crate) fn bind(connection: &Connection, hash: &Hash, platform: i32) -> Result<()> {
    connection
        .prepare_cached("UPDATE tokens SET platform = ?2 WHERE hash = ?1 AND platform = 0")?
        .execute(params![hash, platform])?;
    Ok(())
}

/// Forgets a user's tokens that were made before `made` and have ended: whoever still shows one hears that it is
/// unknown instead of why.
pub(crate) fn prune(connection: &Connection, user: i64, made: i64, now: i64) -> Result<()> {
    connection
        .prepare_cached(
            "DELETE FROM tokens
             WHERE user = ?1 AND created < ?2 AND (kicked = 1 OR (expires <> 0 AND expires <= ?3))",
        )?
        .execute([user, made, now])?;
    Ok(())
}
