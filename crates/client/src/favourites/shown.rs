//! Favourites as the UI is shown them: each as it was kept, and where it came from, as far as that is still there.

use anyhow::Context as _;
use protocol::content::{
    ADVANCED_TEXT, AT_TEXT, FILE, KeptMessage, MARKDOWN, NestedMessage, PICTURE, QUOTE, TEXT, VIDEO, VOICE, Within,
    session,
};
use protocol::ids::conversation_id;
use protocol::search::query;
use rusqlite::{Connection, Result};

use super::copy::{among_messages, place};
use crate::account::Account;
use crate::requests::{Favoured, FavouriteKind};
use crate::store::favourites::{self, Asked, Favourite, Kinds, Wish};
use crate::store::{conversations, groups, messages, spans};
use crate::view::{FavouriteView, FavouritesView, MessageState, MessageView};
use crate::views;

const MOST: u32 = 2_000;

/// The newest `limit` of those that are asked for.
pub(crate) async fn list(account: &Account, request: &Favoured, limit: u32) -> anyhow::Result<FavouritesView> {
    let words = query(&request.query).map(|query| query.signs().collect::<String>());
    // What has nothing that could be looked for is found by nothing.
    if words.is_none() && !request.query.trim().is_empty() {
        return Ok(FavouritesView::default());
    }
    let limit = usize::try_from(limit.clamp(1, MOST))?;
    let asked = Asked {
        words: words.unwrap_or_default(),
        kinds: kinds(request.kind),
        limit: i64::try_from(limit + 1)?,
    };
    let me = account.user_id.clone();
    account
        .read(move |db| {
            let mut found = favourites::newest(db, &asked)?;
            let more = found.len() > limit;
            found.truncate(limit);
            let mut all = Vec::with_capacity(found.len());
            for one in found {
                all.extend(view(db, &one, &me)?);
            }
            Ok(FavouritesView { all, more })
        })
        .await
        .context("Read favourites")
}

const TEXTS: &[i32] = &[TEXT, AT_TEXT, QUOTE, ADVANCED_TEXT, MARKDOWN];
const PICTURES: &[i32] = &[PICTURE, VIDEO];
const NAMED: &[i32] = &[
    TEXT,
    AT_TEXT,
    QUOTE,
    ADVANCED_TEXT,
    MARKDOWN,
    PICTURE,
    VIDEO,
    FILE,
    VOICE,
];

fn kinds(kind: Option<FavouriteKind>) -> Kinds {
    match kind {
        None => Kinds::All,
        Some(FavouriteKind::Text) => Kinds::Of(TEXTS),
        Some(FavouriteKind::Pictures) => Kinds::Of(PICTURES),
        Some(FavouriteKind::Files) => Kinds::Of(&[FILE]),
        Some(FavouriteKind::Voice) => Kinds::Of(&[VOICE]),
        Some(FavouriteKind::Others) => Kinds::But(NAMED),
    }
}

/// `None`: it is none.
fn view(db: &Connection, one: &Favourite, me: &str) -> Result<Option<FavouriteView>> {
    let Ok(kept) = KeptMessage::decode(&one.value) else {
        return Ok(None);
    };
    let Some(nested) = kept.message() else {
        return Ok(None);
    };
    let there = views::apart(&nested, &among_messages(&one.id), me);
    let content = views::drawn(db, &there, false)?;
    let link = views::link(&there, &content);
    let name = views::called_in(db, "", &nested.send_id)?;
    let message = MessageView {
        client_msg_id: there.client_msg_id,
        conversation_id: kept.conversation_id.clone(),
        seq: None,
        local: 0,
        sender_nickname: if name.is_empty() { there.sender_nickname } else { name },
        sender_face_url: there.sender_face_url,
        mine: there.mine,
        time: there.time,
        content,
        state: MessageState::Received,
        reactions: Vec::new(),
        edited: None,
        pinned: false,
        burns: None,
        link,
        sender_id: there.sender,
    };
    Ok(Some(FavouriteView {
        id: one.id.clone(),
        kept: one.kept,
        waiting: one.wish == Wish::Keep,
        place: called(db, &kept)?,
        group: conversation_id::group_of(&kept.conversation_id).is_some(),
        at: still_at(db, kept, &nested)?,
        message,
    }))
}

/// What the conversation is called now; else what it was called then.
fn called(db: &Connection, kept: &KeptMessage) -> Result<String> {
    let now = match conversations::get(db, &kept.conversation_id)? {
        Some(row) if row.kind == session::GROUP => groups::get(db, &row.peer)?.map(|group| group.name),
        Some(row) => Some(views::called(db, &row, &row.peer)?),
        None => None,
    };
    let now = now.filter(|name| !name.is_empty());
    Ok(place(now.as_ref().unwrap_or(&kept.place)))
}

/// Where the message stands, or the one that it stood in, if it does; what was not fetched yet may be there.
fn still_at(db: &Connection, kept: KeptMessage, nested: &NestedMessage) -> Result<Option<i64>> {
    let conversation = kept.conversation_id.as_str();
    let Within {
        send_id,
        client_msg_id,
        seq,
    } = kept.within.unwrap_or_else(|| Within {
        send_id: nested.send_id.clone(),
        client_msg_id: nested.client_msg_id.clone(),
        seq: nested.seq,
    });
    let Some(row) = conversations::get(db, conversation)?.filter(|row| !row.deleted) else {
        return Ok(None);
    };
    if let Some(known) = messages::by_sender(db, conversation, &send_id, &client_msg_id)? {
        return Ok((!known.gone && known.seq > 0).then_some(known.seq));
    }
    let unknown = seq >= row.first() && seq <= row.max_seq && spans::of(db, conversation)?.around(seq).is_none();
    Ok(unknown.then_some(seq))
}
