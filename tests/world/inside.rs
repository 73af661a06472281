//! A look into the running server's tables, for what no door shows, and rows that no door writes yet. Knows the
//! server's schema.

use std::collections::BTreeMap;
use std::path::PathBuf;

use protocol::content::FAVOURITES;
use rusqlite::{Connection, params};

use crate::person::Person;
use crate::simulated::World;

impl World {
    fn tables(&self) -> Connection {
        Connection::open(self.app_folder().join("app.db")).expect("The app's tables")
    }

    /// The seqs and client message ids of a conversation, in order.
    pub fn server_rows(&self, conversation_id: &str) -> Vec<(i64, String)> {
        let tables = self.tables();
        let mut rows = tables
            .prepare(
                "SELECT m.seq, m.client_msg_id FROM messages m JOIN conversations c ON c.id = m.conversation
                 WHERE c.wire_id = ?1 ORDER BY m.seq",
            )
            .unwrap();
        let rows = rows
            .query_map([conversation_id], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    }

    /// What stands in a conversation and is nothing that somebody says: acts, and that messages burn from now on.
    pub fn server_acts(&self, conversation_id: &str) -> std::collections::BTreeSet<String> {
        let tables = self.tables();
        let mut rows = tables
            .prepare(
                "SELECT m.client_msg_id FROM messages m JOIN conversations c ON c.id = m.conversation
                 WHERE c.wire_id = ?1 AND m.content_type IN (119, 1701)",
            )
            .unwrap();
        let rows = rows.query_map([conversation_id], |row| row.get(0)).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    }

    /// The messages of a conversation as they are delivered, by their ids.
    pub fn server_contents(&self, conversation_id: &str) -> BTreeMap<String, String> {
        let tables = self.tables();
        let mut rows = tables
            .prepare(
                "SELECT m.client_msg_id, m.body FROM messages m JOIN conversations c ON c.id = m.conversation
                 WHERE c.wire_id = ?1",
            )
            .unwrap();
        let rows = rows.query_map([conversation_id], |row| {
            Ok((
                row.get(0)?,
                String::from_utf8_lossy(&row.get::<_, Vec<u8>>(1)?).into_owned(),
            ))
        });
        rows.unwrap().collect::<Result<_, _>>().unwrap()
    }

    /// Who wrote the messages of a conversation, by their ids.
    pub fn server_senders(&self, conversation_id: &str) -> BTreeMap<String, String> {
        let tables = self.tables();
        let mut rows = tables
            .prepare(
                "SELECT m.client_msg_id, u.user_id FROM messages m JOIN conversations c ON c.id = m.conversation
                 JOIN users u ON u.id = m.sender WHERE c.wire_id = ?1",
            )
            .unwrap();
        let rows = rows.query_map([conversation_id], |row| Ok((row.get(0)?, row.get(1)?)));
        rows.unwrap().collect::<Result<_, _>>().unwrap()
    }

    /// What people put on the server: the random part of each name, and where its bytes lie, with their number.
    pub fn server_objects(&self) -> BTreeMap<String, (PathBuf, u64)> {
        let tables = self.tables();
        let mut rows = tables.prepare("SELECT key, owner, content, size FROM objects").unwrap();
        let folder = self.app_folder().join("objects");
        let rows = rows.query_map([], |row| {
            let (owner, content, size): (i64, String, i64) = (row.get(1)?, row.get(2)?, row.get(3)?);
            let size = u64::try_from(size).unwrap();
            Ok((row.get(0)?, (folder.join(owner.to_string()).join(content), size)))
        });
        rows.unwrap().collect::<Result<_, _>>().unwrap()
    }

    /// The folder of the default app.
    pub fn app_folder(&self) -> PathBuf {
        let apps = self.server.folder().join("apps");
        let key = std::fs::read_to_string(apps.join("default")).expect("The default app");
        apps.join(key.trim())
    }

    /// What a group is called on the server.
    pub fn server_title(&self, group_id: &str) -> String {
        self.tables()
            .query_row("SELECT name FROM groups WHERE group_id = ?1", [group_id], |row| {
                row.get(0)
            })
            .unwrap()
    }

    /// The times of all messages in the order in which they were written.
    pub fn server_times(&self) -> Vec<i64> {
        let tables = self.tables();
        let mut times = tables
            .prepare("SELECT send_time FROM messages ORDER BY position")
            .unwrap();
        times
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap()
    }

    /// What the server takes for unread.
    pub fn server_unread(&self, user_id: &str, conversation_id: &str) -> i64 {
        self.tables()
            .query_row(
                "SELECT coalesce(max(c.count - uc.read_count), 0) FROM user_conversations uc
                 JOIN conversations c ON c.id = uc.conversation JOIN users u ON u.id = uc.owner
                 WHERE u.user_id = ?1 AND c.wire_id = ?2",
                [user_id, conversation_id],
                |row| row.get(0),
            )
            .unwrap()
    }

    /// Whom somebody has as a friend, with the remark and whether he is pinned.
    pub fn server_friends(&self, user_id: &str) -> BTreeMap<String, (String, bool)> {
        let tables = self.tables();
        let mut statement = tables
            .prepare(
                "SELECT u.user_id, f.remark, f.pinned FROM friends f JOIN users u ON u.id = f.friend
                 JOIN users o ON o.id = f.owner WHERE o.user_id = ?1",
            )
            .unwrap();
        let rows = statement.query_map([user_id], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))));
        rows.unwrap().map(Result::unwrap).collect()
    }

    /// What somebody keeps, by its name, and since when.
    pub fn server_favourites(&self, user_id: &str) -> BTreeMap<String, i64> {
        let tables = self.tables();
        let mut statement = tables
            .prepare(
                "SELECT c.uuid, c.created FROM user_commands c JOIN users u ON u.id = c.owner
                 WHERE u.user_id = ?1 AND c.kind = ?2",
            )
            .unwrap();
        let rows = statement.query_map(params![user_id, FAVOURITES], |row| Ok((row.get(0)?, row.get(1)?)));
        rows.unwrap().map(Result::unwrap).collect()
    }

    /// `owner` takes nothing from `other` any more, or again.
    pub async fn black_list(&self, owner: &Person, other: &Person, on: bool) {
        let sql = if on {
            "INSERT INTO blacks (owner, black)
             SELECT o.id, b.id FROM users o, users b WHERE o.user_id = ?1 AND b.user_id = ?2"
        } else {
            "DELETE FROM blacks WHERE owner = (SELECT id FROM users WHERE user_id = ?1)
             AND black = (SELECT id FROM users WHERE user_id = ?2)"
        };
        let changed = self
            .tables()
            .execute(sql, params![&*owner.user_id, &*other.user_id])
            .unwrap();
        assert_eq!(changed, 1);
    }
}
