//! The table `users`: profiles of people.

use rusqlite::{Connection, OptionalExtension as _, Result, Row, params};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct User {
    pub(crate) id: String,
    /// Empty where the server did not tell it.
    pub(crate) account: String,
    pub(crate) nickname: String,
    pub(crate) face_url: String,
    /// `None`: whoever told of the person did not tell this.
    pub(crate) about: Option<About>,
    /// When the profile was fetched; 0: it is only what a message said.
    pub(crate) fetched: i64,
    /// What this person has to do with him. Read with him, and written by other tables.
    pub(crate) relation: Relation,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Relation {
    pub(crate) friend: bool,
    /// What a friend is called here; empty: by his own name.
    pub(crate) remark: String,
    pub(crate) blocked: bool,
}

impl User {
    /// The one name by which he is called everywhere: the remark goes before his own, and his id stands where neither is
    /// known.
    pub(crate) fn called(&self) -> &str {
        let names = [&self.relation.remark, &self.nickname, &self.id];
        names.into_iter().find(|name| !name.is_empty()).unwrap_or(&self.id)
    }
}

/// Somebody of whom nothing is known.
pub(crate) fn nobody(id: &str) -> User {
    User {
        id: id.to_owned(),
        ..User::default()
    }
}

/// What only a whole profile tells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct About {
    pub(crate) status: String,
    pub(crate) robot: bool,
    /// The account is gone; what it wrote stays.
    pub(crate) deleted: bool,
}

macro_rules! columns {
    () => {
        "u.user_id, u.account, u.nickname, u.face_url, u.status, u.robot, u.deleted, u.fetched,
             f.user_id IS NOT NULL, coalesce(f.remark, ''), b.user_id IS NOT NULL
         FROM users u LEFT JOIN friends f ON f.user_id = u.user_id LEFT JOIN blacks b ON b.user_id = u.user_id "
    };
}

/// A row that begins with the columns of `get`.
pub(super) fn read(row: &Row<'_>) -> Result<User> {
    Ok(User {
        id: row.get(0)?,
        account: row.get(1)?,
        nickname: row.get(2)?,
        face_url: row.get(3)?,
        about: Some(About {
            status: row.get(4)?,
            robot: row.get(5)?,
            deleted: row.get(6)?,
        }),
        fetched: row.get(7)?,
        relation: Relation {
            friend: row.get(8)?,
            remark: row.get(9)?,
            blocked: row.get(10)?,
        },
    })
}

pub(crate) fn get(db: &Connection, id: &str) -> Result<Option<User>> {
    db.prepare_cached(concat!("SELECT ", columns!(), "WHERE u.user_id = ?1"))?
        .query_row([id], read)
        .optional()
}

/// Writes a profile and tells whether anything changed. An empty account name says nothing and keeps the known one, and
/// so does what was not told.
pub(crate) fn put(db: &Connection, user: &User) -> Result<bool> {
    let known = get(db, &user.id)?;
    let mut fresh = user.clone();
    fresh.relation = known.as_ref().map(|known| known.relation.clone()).unwrap_or_default();
    if let Some(known) = &known {
        fresh.fetched = fresh.fetched.max(known.fetched);
        if fresh.account.is_empty() {
            fresh.account.clone_from(&known.account);
        }
        fresh.about = fresh.about.or_else(|| known.about.clone());
    }
    let about = fresh.about.get_or_insert_default();
    db.prepare_cached(
        "INSERT OR REPLACE INTO users (user_id, account, nickname, face_url, status, robot, deleted, fetched)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        fresh.id,
        fresh.account,
        fresh.nickname,
        fresh.face_url,
        about.status,
        about.robot,
        about.deleted,
        fresh.fetched
    ])?;
    Ok(known.is_none_or(|known| {
        User {
            fetched: fresh.fetched,
            ..known
        } != fresh
    }))
}

/// The other people of conversations whose profile was never fetched, and those of the newest conversations, who are
/// looked at: nobody says what changed while this device was away.
pub(crate) fn to_fetch(db: &Connection) -> Result<Vec<String>> {
    db.prepare_cached(
        "SELECT peer_id FROM conversations LEFT JOIN users ON user_id = peer_id
         WHERE kind <> 3 AND peer_id <> '' AND coalesce(fetched, 0) = 0
         UNION
         SELECT peer_id FROM (
             SELECT peer_id FROM conversations WHERE kind <> 3 AND peer_id <> '' ORDER BY time DESC LIMIT 100)",
    )?
    .query_map([], |row| row.get(0))?
    .collect()
}

/// Friends and the other people of single conversations: those whose coming and going is watched.
pub(crate) fn watched(db: &Connection) -> Result<Vec<String>> {
    db.prepare_cached(
        "SELECT peer_id FROM conversations WHERE kind = 1 AND peer_id <> ''
         UNION SELECT user_id FROM friends ORDER BY 1",
    )?
    .query_map([], |row| row.get(0))?
    .collect()
}

/// Known people whose account name or id is `query`, whatever the case of letters, or whose nickname or remark holds it.
pub(crate) fn find(db: &Connection, query: &str) -> Result<Vec<User>> {
    let pattern = query.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    db.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        "WHERE u.user_id = ?1 OR u.account = ?1 COLLATE NOCASE OR u.nickname LIKE '%' || ?2 || '%' ESCAPE '\\'
             OR f.remark LIKE '%' || ?2 || '%' ESCAPE '\\'
         ORDER BY u.user_id LIMIT 50",
    ))?
    .query_map(params![query, pattern], read)?
    .collect()
}
