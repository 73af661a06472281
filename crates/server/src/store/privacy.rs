//! What people let others do. Knows nothing of who asks.

use rusqlite::{Connection, OptionalExtension, Result, params};

/// One person's choice. The default is that of everybody who has chosen nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Privacy {
    /// Found by his telephone number or mail address.
    pub(crate) by_contact: bool,
    /// Found by his ID or account name.
    pub(crate) by_id: bool,
    /// See [`EVERYBODY`], [`CONSENT`] and [`NOBODY`].
    pub(crate) adding: i32,
    /// Put into groups without being asked.
    pub(crate) pulled: bool,
}

/// Who asks becomes a friend at once.
pub(crate) const EVERYBODY: i32 = 0;
/// Who asks becomes a friend when he is accepted.
pub(crate) const CONSENT: i32 = 1;
/// Nobody may ask.
pub(crate) const NOBODY: i32 = 2;

impl Default for Privacy {
    fn default() -> Self {
        Self {
            by_contact: true,
            by_id: true,
            adding: CONSENT,
            pulled: true,
        }
    }
}

pub(crate) fn get(connection: &Connection, user: i64) -> Result<Privacy> {
    let chosen = connection
        .prepare_cached("SELECT by_contact, by_id, adding, pulled FROM privacy WHERE user = ?1")?
        .query_row([user], |row| {
            Ok(Privacy {
                by_contact: row.get(0)?,
                by_id: row.get(1)?,
                adding: row.get(2)?,
                pulled: row.get(3)?,
            })
        })
        .optional()?;
    Ok(chosen.unwrap_or_default())
}

pub(crate) fn put(connection: &Connection, user: i64, chosen: Privacy) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO privacy (user, by_contact, by_id, adding, pulled) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            user,
            chosen.by_contact,
            chosen.by_id,
            chosen.adding,
            chosen.pulled
        ])?;
    Ok(())
}

/// Whether somebody has dealings with another by his own doing or with his consent: as a friend of either's list, by
/// having asked him, having read what he writes, or in a group with him. That the other wrote or asked is not enough,
/// or it would be a way to see whoever cannot be found.
pub(crate) fn acquainted(connection: &Connection, user: i64, other: i64) -> Result<bool> {
    let together = connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM group_members a JOIN group_members b ON b.group_row = a.group_row
                 WHERE a.user = ?1 AND b.user = ?2)",
        )?
        .query_row([user, other], |row| row.get(0))?;
    Ok(together || beside_groups(connection, user, other)?)
}

/// The same without the groups.
fn beside_groups(connection: &Connection, user: i64, other: i64) -> Result<bool> {
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM friends WHERE owner = ?1 AND friend = ?2)
                 OR EXISTS (SELECT 1 FROM friends WHERE owner = ?2 AND friend = ?1)
                 OR EXISTS (SELECT 1 FROM friend_requests WHERE from_user = ?1 AND to_user = ?2)
                 OR EXISTS (SELECT 1 FROM user_conversations WHERE owner = ?1 AND peer = ?2 AND read_seq > 0)",
        )?
        .query_row([user, other], |row| row.get(0))
}

/// Whether another is to see no more of somebody than members of a group have to: they meet in such groups only whose
/// members may not look at one another, none of which the other leads, and have no dealings beside.
pub(crate) fn veiled(connection: &Connection, user: i64, other: i64) -> Result<bool> {
    let closed: bool = connection
        .prepare_cached(
            "SELECT count(*) > 0 AND coalesce(max(g.look_member_info = 0 OR b.role > 20), 0) = 0
             FROM group_members a JOIN group_members b ON b.group_row = a.group_row JOIN groups g ON g.id = a.group_row
             WHERE a.user = ?1 AND b.user = ?2 AND g.status <> 2",
        )?
        .query_row([user, other], |row| row.get(0))?;
    Ok(closed && user != other && !beside_groups(connection, user, other)?)
}
