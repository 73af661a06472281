//! Hearing what others said: the bytes for a player, and what was heard. Knows no player.

use anyhow::Context as _;
use protocol::content::VOICE;

use crate::account::Account;
use crate::error::{Code, Problem};
use crate::media;
use crate::store::{heard, messages};

/// A player has all of it in memory.
const LARGEST: u64 = 32 << 20;

/// The person has heard a message.
pub(crate) async fn hear(account: &Account, client_msg_id: &str) -> anyhow::Result<()> {
    let id = client_msg_id.to_owned();
    account
        .change(move |db, changes| {
            let message = messages::by_id(db, &id)?.ok_or(Problem::from(Code::NotFound))?;
            if message.content_type == VOICE && !message.mine && heard::note(db, message.local)? {
                changes.message(&message.conversation, message.local);
            }
            Ok(())
        })
        .await
        .context("Note what was heard")
}

/// The sound of a message, fetched where it is not here.
pub(crate) async fn sound(account: &Account, client_msg_id: &str) -> anyhow::Result<Vec<u8>> {
    let whole = media::fetch(account, client_msg_id).await?;
    bytes(account, &whole.content, &whole.kind, whole.size).await
}

/// The sound that was recorded and is not sent yet.
pub(crate) async fn brought_sound(account: &Account, id: &str) -> anyhow::Result<Vec<u8>> {
    let file = media::brought_file(account, id)?;
    bytes(account, &file.content, &file.kind, u64::try_from(file.size)?).await
}

/// What is no sound is not given to a player, whatever its sender calls it. Some write sound into files for film.
async fn bytes(account: &Account, content: &str, kind: &str, size: u64) -> anyhow::Result<Vec<u8>> {
    if size > LARGEST {
        return Err(Problem::from(Code::FileTooLarge).into());
    }
    if !kind.starts_with("audio/") && !kind.starts_with("video/") {
        return Err(Problem::from(Code::BadSound).into());
    }
    media::read(account, content, 0, size).await
}
