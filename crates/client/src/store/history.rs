//! Statements over several tables at once: forgetting what a server no longer has.

use rusqlite::{Connection, Result, params};

use super::{outbox, search};

/// Drops everything that came with a seq and what the server kept of conversations, so that both can be fetched anew: what
/// it has lost is lost on all devices alike. Own messages without a seq stay; those that the server had taken go on their
/// way again, since it may have lost them. Wishes that it has not confirmed stay too.
pub(crate) fn forget_all(db: &Connection) -> Result<()> {
    let held = outbox::held(db)?;
    // Emptied at once: it would take long to take them out one by one.
    search::clear(db)?;
    db.execute_batch(
        "DELETE FROM messages WHERE seq > 0;
         DELETE FROM spans;
         DELETE FROM erased;
         DELETE FROM notices;
         DELETE FROM marks;
         DELETE FROM deletions;
         DELETE FROM acts WHERE waiting = 0;
         UPDATE conversations SET max_seq = 0, count = 0, min_seq = 0, read_seq = 0, read_count = 0, seen_seq = 0,
             peer_read_seq = 0, unread = 0, last = 0, at_type = 0, recv_msg_opt = 0, pinned = 0, ex = '',
             private = 0, burn = 0, keep = 0,
             wanted = iif(wanted = '', '', json_remove(wanted, '$.cleared', '$.deleted'));
         UPDATE messages SET state = 1 WHERE seq = 0 AND mine = 1 AND state = 0;
         DELETE FROM outbox;
         INSERT INTO outbox (message, conversation_id, tried)
             SELECT local, conversation_id, 1 FROM messages WHERE seq = 0 AND state = 1 ORDER BY local;
         UPDATE account SET list_id = '', list_version = 0;",
    )?;
    // What waits for its file waits on, or it would go without.
    for one in &held {
        outbox::hold(db, one)?;
    }
    search::put_waiting(db)
}

/// Drops what lies before the first seq that its owner may still see.
pub(crate) fn forget_before(db: &Connection, conversation: &str, first: i64) -> Result<()> {
    db.prepare_cached("DELETE FROM messages WHERE conversation_id = ?1 AND seq > 0 AND seq < ?2")?
        .execute(params![conversation, first])?;
    db.prepare_cached("DELETE FROM acts WHERE conversation_id = ?1 AND waiting = 0 AND seq < ?2")?
        .execute(params![conversation, first])?;
    Ok(())
}
