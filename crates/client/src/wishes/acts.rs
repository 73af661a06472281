//! What becomes of an act at once, on this device: the wishes in the rows, and what goes out of sight. Knows no network.

use protocol::content::session;
use rusqlite::{Connection, Result};

use super::ranks;
use super::wanted::{self, Wanted};
use crate::changes::Changes;
use crate::error::{Code, Problem};
use crate::inbox::reading;
use crate::requests::ConversationAct;
use crate::store::conversations::{self, Conversation};
use crate::store::messages::{self, State};
use crate::store::{draft_files, history, outbox};

/// Does something with conversations, in the order in which they are named. `true`: a read mark waits to be sent.
pub(super) fn act(
    db: &Connection,
    changes: &mut Changes,
    ids: &[String],
    act: &ConversationAct,
    now: i64,
) -> anyhow::Result<bool> {
    let mut marked = false;
    // The last one that is put on top stays there.
    for id in ids.iter().rev() {
        let row = conversations::get(db, id)?.ok_or(Problem::from(Code::NotFound))?;
        let wanted = match act {
            ConversationAct::Notify { notify } => notified(db, &row, *notify)?,
            ConversationAct::Pin { on: true } if wanted::pinned(&row).is_some() => continue,
            ConversationAct::Pin { on: true } => pin(&row, ranks::top(db, now)?),
            ConversationAct::Pin { on: false } => pin(&row, 0),
            ConversationAct::Place { below } => {
                let (place, moved) = ranks::below(db, id, below.as_deref(), now)?;
                for (other, place) in moved {
                    if let Some(other) = conversations::get(db, &other)? {
                        want(db, changes, &other, pin(&other, place))?;
                    }
                }
                pin(&row, place)
            }
            ConversationAct::Archive { on } => archive(&row, *on)?,
            ConversationAct::Read => {
                marked |= reading::mark(db, changes, id, row.max_seq)?;
                unmark(db, changes, id)?;
                continue;
            }
            ConversationAct::Unread if row.unread > 0 || wanted::marked_unread(&row) => continue,
            ConversationAct::Unread => {
                room(&row)?;
                Wanted {
                    unread: Some(row.read_seq + 1),
                    ..row.wanted.clone()
                }
            }
            ConversationAct::Burn { seconds } => Wanted {
                burn: Some(burning(&row, *seconds)?),
                ..row.wanted.clone()
            },
            ConversationAct::Keep { seconds } => Wanted {
                keep: Some((*seconds).into()),
                ..row.wanted.clone()
            },
            ConversationAct::Clear => {
                let row = clear(db, changes, row, false)?;
                changes.conversation(&row.id);
                continue;
            }
            ConversationAct::Delete => {
                let row = clear(db, changes, row, true)?;
                changes.conversation(&row.id);
                continue;
            }
        };
        want(db, changes, &row, wanted)?;
    }
    Ok(marked)
}

/// Somebody looks at the conversation: nothing is left to come back to.
pub(super) fn unmark(db: &Connection, changes: &mut Changes, id: &str) -> Result<()> {
    match conversations::get(db, id)? {
        Some(row) if wanted::marked_unread(&row) => {
            let wanted = Wanted {
                unread: Some(0),
                ..row.wanted.clone()
            };
            want(db, changes, &row, wanted)
        }
        _ => Ok(()),
    }
}

fn want(db: &Connection, changes: &mut Changes, row: &Conversation, wanted: Wanted) -> Result<()> {
    if wanted == row.wanted {
        return Ok(());
    }
    let row = Conversation { wanted, ..row.clone() };
    conversations::put(db, &row)?;
    changes.conversation(&row.id);
    Ok(())
}

fn room(row: &Conversation) -> std::result::Result<(), Problem> {
    match wanted::has_room(row) {
        true => Ok(()),
        // Another app keeps its own text where this would have to stand.
        false => Err(Code::NoPermission.into()),
    }
}

/// Only between two is it certain who has read.
fn burning(row: &Conversation, seconds: u32) -> std::result::Result<i64, Problem> {
    match row.kind {
        session::SINGLE => Ok(seconds.into()),
        _ => Err(Code::NoPermission.into()),
    }
}

/// What was sent before `until` goes, as if somebody had cleared it.
pub(crate) fn expire(db: &Connection, changes: &mut Changes, id: &str, until: i64) -> Result<bool> {
    let Some(mut row) = conversations::get(db, id)? else {
        return Ok(false);
    };
    let Some(seq) = messages::newest_before(db, id, row.first(), until)? else {
        return Ok(false);
    };
    row.wanted.cleared = Some(row.wanted.cleared.unwrap_or_default().max(seq));
    hide(db, changes, &mut row, seq + 1)?;
    conversations::put(db, &row)?;
    changes.conversation(id);
    Ok(true)
}

fn pin(row: &Conversation, place: i64) -> Wanted {
    Wanted {
        pin: Some(place),
        // What is to be at hand is not put away.
        archived: match wanted::archived(row) {
            0 => row.wanted.archived,
            _ if place > 0 => Some(0),
            _ => row.wanted.archived,
        },
        ..row.wanted.clone()
    }
}

fn archive(row: &Conversation, on: bool) -> std::result::Result<Wanted, Problem> {
    let mut wanted = row.wanted.clone();
    if !on {
        wanted.archived = Some(0);
        return Ok(wanted);
    }
    room(row)?;
    wanted.archived = Some(row.max_seq + 1);
    if wanted::pinned(row).is_some() {
        wanted.pin = Some(0);
    }
    Ok(wanted)
}

fn notified(db: &Connection, row: &Conversation, notify: crate::view::Notify) -> Result<Wanted> {
    let mut wanted = row.wanted.clone();
    if wanted::notify(row) == notify {
        return Ok(wanted);
    }
    wanted.notify = Some(notify);
    // One that came back stays when it is muted now.
    let last = match row.last {
        0 => None,
        local => messages::get(db, local)?,
    };
    if wanted::archived(row) > 0 && !is_archived(row, last.as_ref().map(|last| last.seq)) {
        wanted.archived = Some(0);
    }
    Ok(wanted)
}

/// Whether a conversation is put away, by the seq of its last message. An own one that has none yet brings it back too.
pub(crate) fn is_archived(row: &Conversation, last: Option<i64>) -> bool {
    let until = wanted::archived(row);
    let muted = wanted::notify(row) != crate::view::Notify::All;
    until > 0 && (muted || last.is_none_or(|seq| 0 < seq && seq < until))
}

/// Everything so far goes out of sight, and with `delete` the row. What is still on its way stays: nobody has it yet.
fn clear(db: &Connection, changes: &mut Changes, mut row: Conversation, delete: bool) -> Result<Conversation> {
    for waiting in messages::newest_without_seq(db, &row.id, i64::MAX, i64::MAX)? {
        if waiting.state == State::Failed {
            outbox::remove(db, waiting.local)?;
            messages::delete(db, waiting.local)?;
            changes.discarded(&row.id, &waiting.client_msg_id);
        }
    }
    let seq = row.max_seq;
    row.wanted.cleared = Some(seq);
    row.opened = true;
    if delete {
        row.draft.clear();
        draft_files::clear(db, &row.id)?;
        row.opened = false;
        row.deleted = true;
        row.wanted.deleted = true;
        if wanted::marked_unread(&row) {
            row.wanted.unread = Some(0);
        }
        if wanted::archived(&row) > 0 {
            row.wanted.archived = Some(0);
        }
        if wanted::pinned(&row).is_some() {
            row.wanted.pin = Some(0);
        }
    }
    hide(db, changes, &mut row, seq + 1)?;
    conversations::put(db, &row)?;
    Ok(row)
}

/// What lies before `first` is out of its owner's sight from now on, and read. `true`: how far it was read has to be
/// asked for.
pub(crate) fn hide(db: &Connection, changes: &mut Changes, row: &mut Conversation, first: i64) -> Result<bool> {
    if first <= row.min_seq {
        return Ok(false);
    }
    row.min_seq = first;
    let all = first > row.max_seq;
    // How much that was is told by what is forgotten next.
    reading::advance(db, row, (first - 1).min(row.max_seq))?;
    history::forget_before(db, &row.id, first)?;
    changes.cleared(&row.id, first);
    Ok(!all)
}
