//! The table `groups`: what groups are called and how they are joined. Who is in them stands elsewhere.

use protocol::pb::GroupInfo;
use protocol::rest::versioned::Known;
use rusqlite::{Connection, OptionalExtension as _, Result, Row, params};

/// `status` of a group that is no more.
pub(crate) const DISMISSED: i32 = 2;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) face_url: String,
    pub(crate) introduction: String,
    pub(crate) announcement: String,
    pub(crate) announced: i64,
    pub(crate) announcer: String,
    pub(crate) owner: String,
    pub(crate) members: u32,
    pub(crate) created: i64,
    pub(crate) status: i32,
    pub(crate) need_verification: i32,
    pub(crate) look_member_info: i32,
    pub(crate) apply_member_friend: i32,
    /// This person is in it.
    pub(crate) joined: bool,
    /// All its members are here.
    pub(crate) whole: bool,
}

impl From<&GroupInfo> for Group {
    fn from(told: &GroupInfo) -> Self {
        Self {
            id: told.group_id.clone(),
            name: told.group_name.clone(),
            face_url: told.face_url.clone(),
            introduction: told.introduction.clone(),
            announcement: told.notification.clone(),
            announced: told.notification_update_time,
            announcer: told.notification_user_id.clone(),
            owner: told.owner_user_id.clone(),
            members: told.member_count,
            created: told.create_time,
            status: told.status,
            need_verification: told.need_verification,
            look_member_info: told.look_member_info,
            apply_member_friend: told.apply_member_friend,
            joined: false,
            whole: false,
        }
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT group_id, name, face_url, introduction, announcement, announced, announcer, owner_id, members,
                 created, status, need_verification, look_member_info, apply_member_friend, joined, whole
             FROM groups ",
            $rest
        )
    };
}

fn read(row: &Row<'_>) -> Result<Group> {
    Ok(Group {
        id: row.get(0)?,
        name: row.get(1)?,
        face_url: row.get(2)?,
        introduction: row.get(3)?,
        announcement: row.get(4)?,
        announced: row.get(5)?,
        announcer: row.get(6)?,
        owner: row.get(7)?,
        members: row.get(8)?,
        created: row.get(9)?,
        status: row.get(10)?,
        need_verification: row.get(11)?,
        look_member_info: row.get(12)?,
        apply_member_friend: row.get(13)?,
        joined: row.get(14)?,
        whole: row.get(15)?,
    })
}

pub(crate) fn get(db: &Connection, id: &str) -> Result<Option<Group>> {
    db.prepare_cached(select!("WHERE group_id = ?1"))?
        .query_row([id], read)
        .optional()
}

pub(crate) fn all(db: &Connection) -> Result<Vec<Group>> {
    db.prepare_cached(select!("ORDER BY group_id"))?
        .query_map([], read)?
        .collect()
}

/// Ids of those that this person is in.
pub(crate) fn joined(db: &Connection) -> Result<Vec<String>> {
    db.prepare_cached("SELECT group_id FROM groups WHERE joined = 1 ORDER BY group_id")?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// Groups of conversations that this person is not in, or of which nothing is known: nobody says what becomes of them.
pub(crate) fn to_fetch(db: &Connection) -> Result<Vec<String>> {
    db.prepare_cached(
        "SELECT DISTINCT c.peer_id FROM conversations c LEFT JOIN groups g ON g.group_id = c.peer_id
         WHERE c.kind = 3 AND c.peer_id <> '' AND coalesce(g.joined, 0) = 0 ORDER BY c.peer_id",
    )?
    .query_map([], |row| row.get(0))?
    .collect()
}

/// Writes what a group shows; how far its members are known stays.
pub(crate) fn put(db: &Connection, group: &Group) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO groups (group_id, name, face_url, introduction, announcement, announced, announcer, owner_id,
             members, created, status, need_verification, look_member_info, apply_member_friend, joined, whole)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
         ON CONFLICT (group_id) DO UPDATE SET name = excluded.name, face_url = excluded.face_url,
             introduction = excluded.introduction, announcement = excluded.announcement,
             announced = excluded.announced, announcer = excluded.announcer, owner_id = excluded.owner_id,
             members = excluded.members, created = excluded.created, status = excluded.status,
             need_verification = excluded.need_verification, look_member_info = excluded.look_member_info,
             apply_member_friend = excluded.apply_member_friend, joined = excluded.joined, whole = excluded.whole",
    )?
    .execute(params![
        group.id,
        group.name,
        group.face_url,
        group.introduction,
        group.announcement,
        group.announced,
        group.announcer,
        group.owner,
        group.members,
        group.created,
        group.status,
        group.need_verification,
        group.look_member_info,
        group.apply_member_friend,
        group.joined,
        group.whole
    ])?;
    Ok(())
}

pub(crate) fn remove(db: &Connection, id: &str) -> Result<()> {
    db.prepare_cached("DELETE FROM groups WHERE group_id = ?1")?
        .execute([id])?;
    Ok(())
}

/// How far a group's members were fetched.
pub(crate) fn version(db: &Connection, id: &str) -> Result<Known> {
    let found = db
        .prepare_cached("SELECT log, version FROM groups WHERE group_id = ?1")?
        .query_row([id], |row| {
            Ok(Known {
                version_id: row.get(0)?,
                version: row.get::<_, i64>(1)?.unsigned_abs(),
            })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

pub(crate) fn set_version(db: &Connection, id: &str, known: &Known) -> Result<()> {
    db.prepare_cached("UPDATE groups SET log = ?2, version = ?3 WHERE group_id = ?1")?
        .execute(params![id, known.version_id, i64::try_from(known.version).unwrap_or(0)])?;
    Ok(())
}
