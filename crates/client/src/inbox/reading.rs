//! How far conversations were read, on this side and on the other. A mark never goes back. Knows no message's content.

use protocol::pb::Seqs;
use rusqlite::{Connection, Result};

use crate::changes::Changes;
use crate::chores::Chores;
use crate::store::conversations::{self, Conversation};
use crate::store::{marks, messages};
use crate::wishes;

/// More own messages than this do not change their receipt one by one.
const MOST_RECEIPTS: i64 = 500;

/// Raises the own mark in a row that its caller writes.
pub(crate) fn advance(db: &Connection, row: &mut Conversation, seq: i64) -> Result<()> {
    if seq > row.read_seq {
        row.read_seq = seq;
        let count = if seq >= row.max_seq {
            // Whoever has read to the end has seen what mentioned him.
            row.at_type = 0;
            row.count
        } else {
            messages::count_up_to(db, &row.id, seq)?
        };
        row.read_count = row.read_count.max(count);
    }
    Ok(())
}

/// The person has read up to `seq`, here or on another device.
pub(crate) fn own(
    db: &Connection,
    changes: &mut Changes,
    chores: &mut Chores,
    conversation: &str,
    seq: i64,
) -> Result<()> {
    let Some(mut row) = conversations::get(db, conversation)? else {
        return Ok(());
    };
    if seq < row.read_seq {
        return Ok(());
    }
    if changes.counted && seq < row.max_seq && messages::at(db, conversation, seq)?.is_none() {
        chores.reading.insert(conversation.to_owned());
    }
    if seq == row.read_seq {
        return Ok(());
    }
    advance(db, &mut row, seq)?;
    conversations::put(db, &row)?;
    changes.conversation(conversation);
    changes.burning = true;
    Ok(())
}

/// The person says, on this device, that he has seen everything up to `seq`. Whether the server is to be told.
pub(crate) fn mark(db: &Connection, changes: &mut Changes, conversation: &str, seq: i64) -> Result<bool> {
    let Some(row) = conversations::get(db, conversation)? else {
        return Ok(false);
    };
    // What is not shown behind it is seen with it: nobody could ever mark it.
    let mut seq = seq.min(row.max_seq);
    while let Some(next) = messages::at(db, conversation, seq + 1)?
        && next.hidden
    {
        seq = next.seq;
    }
    if seq <= row.seen_seq {
        return Ok(false);
    }
    marks::queue(db, conversation, seq, row.seen_seq)?;
    seen(db, changes, conversation, seq)?;
    own(db, changes, &mut Chores::default(), conversation, seq)?;
    Ok(true)
}

/// The person said that he has seen everything up to `seq`, on whichever device.
pub(crate) fn seen(db: &Connection, changes: &mut Changes, conversation: &str, seq: i64) -> Result<()> {
    let Some(mut row) = conversations::get(db, conversation)? else {
        return Ok(());
    };
    if seq > row.seen_seq {
        row.seen_seq = seq;
        changes.burning = true;
        conversations::put(db, &row)?;
        changes.behind(conversation);
    }
    Ok(())
}

/// The other one has read up to `seq`.
pub(crate) fn peer(db: &Connection, changes: &mut Changes, conversation: &str, seq: i64) -> Result<()> {
    let Some(mut row) = conversations::get(db, conversation)? else {
        return Ok(());
    };
    if seq <= row.peer_read_seq {
        return Ok(());
    }
    for local in messages::own_between(db, conversation, row.peer_read_seq, seq, MOST_RECEIPTS)? {
        changes.message(conversation, local);
    }
    row.peer_read_seq = seq;
    changes.burning = true;
    conversations::put(db, &row)
}

/// What the server says of a conversation. Only what is ahead of this device counts: a mark may still be on its way
/// there, and a push may have overtaken the answer.
pub(crate) fn told(db: &Connection, changes: &mut Changes, conversation: &str, seqs: &Seqs) -> Result<()> {
    let Some(mut row) = conversations::get(db, conversation)? else {
        return Ok(());
    };
    let marked = wishes::marked_unread(&row);
    if seqs.max_seq >= row.max_seq {
        row.max_seq = seqs.max_seq;
        row.count = row.count.max(seqs.count);
    }
    let read = if changes.counted {
        seqs.read_seq
    } else {
        seqs.has_read_seq
    };
    if read >= row.read_seq {
        changes.burning |= read > row.read_seq;
        row.read_seq = read;
        row.read_count = row.read_count.max(seqs.read_count);
    }
    if row.time == 0 {
        row.time = seqs.max_seq_time;
    }
    // Reading on ends the mark for later, also where no count changes by it.
    if wishes::marked_unread(&row) == marked {
        changes.behind(conversation);
    } else {
        changes.conversation(conversation);
    }
    conversations::put(db, &row)?;
    peer(db, changes, conversation, seqs.peer_read_seq)
}
