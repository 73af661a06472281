//! Arriving messages of one conversation. Knows the rules of seqs, unread and receipts.

use protocol::content::{self, TypingContent, session};
use protocol::ids::conversation_id::{self, Kind};
use protocol::pb::MsgData;
use rusqlite::{Connection, Result};

use super::place::{Placed, countable, place};
use super::{Arrivals, reading};
use crate::acts;
use crate::changes::Changes;
use crate::chores::Chores;
use crate::spans::Span;
use crate::store::conversations::{self, Conversation};
use crate::store::users::{self, User};
use crate::store::{groups, spans};
use crate::wishes;

pub(super) fn take(
    db: &Connection,
    changes: &mut Changes,
    chores: &mut Chores,
    me: &str,
    id: &str,
    arrivals: Arrivals,
) -> Result<()> {
    let Arrivals {
        mut messages,
        asked,
        silent,
    } = arrivals;
    for message in messages.iter().filter(|message| message.seq == 0) {
        passing(changes, me, id, message);
    }
    // Without a seq it was never stored: typing and the like.
    messages.retain(|message| message.seq > 0);
    messages.sort_by_key(|message| message.seq);
    let mut row = match conversations::get(db, id)? {
        Some(row) => row,
        None => match messages.first().and_then(|message| fresh(id, me, message)) {
            Some(row) => {
                if row.kind == session::SINGLE {
                    chores.watch.insert(row.peer.clone());
                }
                // It did not begin with this one: what lies before may have been deleted elsewhere, and count no more.
                chores.list |= messages.first().is_some_and(|first| first.seq > 1);
                row
            }
            None => return Ok(()),
        },
    };
    let marked = wishes::marked_unread(&row);
    // What it was set to when it was deleted may be otherwise now.
    chores.list |= row.deleted;
    // What was asked for before it went out of sight stays there.
    messages.retain(|message| message.seq >= row.min_seq);
    // Only what really came counts: of what a server merely told, the pull may never arrive.
    let known = spans::of(db, id)?.iter().last().map(|span| span.to);
    let mut peer_read = 0;
    changes.behind(id);
    changes.burning = true;
    for message in &messages {
        match place(db, changes, me, id, message)? {
            Placed::New(local) if !silent => changes.message(id, local),
            Placed::Changed(local) => changes.message(id, local),
            Placed::Dropped(key) => changes.discarded(id, &key),
            Placed::New(_) | Placed::Unseen => {}
            Placed::Other => chores.diverged = true,
        }
        acts::take(db, changes, id, message)?;
        acts::quoted(db, changes, id, &message.client_msg_id)?;
        if asked.is_none() {
            spans::add(
                db,
                id,
                Span {
                    from: message.seq,
                    to: message.seq,
                },
            )?;
        }
        if message.seq >= row.max_seq {
            row.max_seq = message.seq;
            row.count = row.count.max(message.count);
        }
        if message.send_id == me {
            // Who writes has read. A quiet line about what he did says nothing of that.
            if countable(message) {
                reading::advance(db, &mut row, message.seq)?;
            }
            if message.is_read {
                peer_read = peer_read.max(message.seq);
            }
        } else {
            meet(db, changes, chores, message, !silent)?;
        }
        if message.seq <= row.read_seq {
            row.read_count = row.read_count.max(message.count);
        }
    }
    if let Some(asked) = asked {
        spans::add(db, id, asked)?;
    } else if let Some(first) = messages
        .iter()
        .map(|message| message.seq)
        .find(|seq| Some(*seq) > known)
        && let Some(gap) = Span::new(known.unwrap_or(0).max(row.first() - 1) + 1, first - 1)
    {
        if known.is_some() {
            chores.gaps.insert(id.to_owned(), gap);
        } else {
            // Nothing was known: the page is fetched by whoever looks. If own rows on their way are shown already, what
            // lies before them would come without a word.
            changes.resync();
        }
    }
    if row.kind == session::GROUP && groups::get(db, &row.peer)?.is_none() {
        chores.groups.info.insert(row.peer.clone());
    }
    // Reading on ends the mark for later, also where no count changes by it.
    if wishes::marked_unread(&row) != marked {
        changes.conversation(id);
    }
    conversations::put(db, &row)?;
    // Those before it are read too, and were shown as sent until now.
    reading::peer(db, changes, id, peer_read)
}

/// A word to those online only.
fn passing(changes: &mut Changes, me: &str, id: &str, message: &MsgData) {
    if message.content_type == content::TYPING
        && message.send_id != me
        && let Ok(said) = serde_json::from_slice::<TypingContent>(&message.content)
    {
        changes.typing(id, &message.send_id, said.is_typing());
    }
}

/// A conversation that begins on this device.
fn fresh(id: &str, me: &str, message: &MsgData) -> Option<Conversation> {
    let other = || {
        if message.send_id == me {
            &message.recv_id
        } else {
            &message.send_id
        }
    };
    let (kind, peer) = match conversation_id::kind(id)? {
        Kind::Single => (
            session::SINGLE,
            conversation_id::peer(id, me).map_or_else(|| other().clone(), str::to_owned),
        ),
        Kind::Notice => (
            session::NOTIFICATION,
            conversation_id::peer(id, me).map_or_else(|| other().clone(), str::to_owned),
        ),
        Kind::Group | Kind::WriteGroup => (session::GROUP, conversation_id::group_of(id)?.to_owned()),
        Kind::Notification => return None,
    };
    Some(Conversation {
        id: id.to_owned(),
        kind,
        peer,
        ..Conversation::default()
    })
}

/// Somebody wrote: what the message says of him is better than nothing, and may be news.
fn meet(db: &Connection, changes: &mut Changes, chores: &mut Chores, message: &MsgData, news: bool) -> Result<()> {
    let known = users::get(db, &message.send_id)?;
    match known {
        None => {
            let met = User {
                id: message.send_id.clone(),
                nickname: message.sender_nickname.clone(),
                face_url: message.sender_face_url.clone(),
                ..User::default()
            };
            users::put(db, &met)?;
            changes.user(db, &message.send_id)?;
            changes.renamed(db, &message.send_id)?;
            chores.profiles.insert(message.send_id.clone());
        }
        Some(known) => {
            let differs = |known: &str, said: &str| !said.is_empty() && known != said;
            if news
                && (differs(&known.nickname, &message.sender_nickname)
                    || differs(&known.face_url, &message.sender_face_url))
            {
                chores.profiles.insert(message.send_id.clone());
            }
        }
    }
    Ok(())
}
