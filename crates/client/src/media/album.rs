//! The pictures, the files or the voice messages of a conversation, as far as they are on this device.

use anyhow::Context as _;
use protocol::content::{FILE, PICTURE, VIDEO, VOICE};

use crate::account::Account;
use crate::error::{Code, Problem};
use crate::requests::{Cursor, Kept};
use crate::store::{conversations, messages};
use crate::view::MessageView;
use crate::views;

/// Rows a page at most.
const MOST: u32 = 200;

/// Those before `before`, or the newest; newest first.
pub(crate) async fn album(
    account: &Account,
    conversation: &str,
    kept: Kept,
    before: Option<Cursor>,
    limit: u32,
) -> anyhow::Result<Vec<MessageView>> {
    let id = conversation.to_owned();
    let kinds: &[i32] = match kept {
        Kept::Pictures => &[PICTURE, VIDEO],
        Kept::Files => &[FILE],
        Kept::Voice => &[VOICE],
    };
    let limit = i64::from(limit.min(MOST));
    account
        .read(move |db| {
            let row = conversations::get(db, &id)?.ok_or(Problem::from(Code::NotFound))?;
            let before = before.map(|before| (before.seq.unwrap_or_default(), before.local));
            let found = messages::of_kinds(db, &id, kinds, before, limit)?;
            let views = found.iter().map(|message| views::message(db, message, &row));
            Ok(views.collect::<rusqlite::Result<Vec<_>>>()?)
        })
        .await
        .context("Read what is kept of a conversation")
}
