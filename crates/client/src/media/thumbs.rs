//! Small pictures of messages, written anew here, so that nothing of a foreign file is drawn in a conversation. Made from
//! what lies on this device, else from the small one that the server has, else from the whole.

use std::time::Duration;

use protocol::content::VIDEO;

use super::disk::off_thread;
use super::{fetching, prepare, source};
use crate::account::Account;
use crate::error::{Code, Problem};
use crate::failure::problem;
use crate::objects::{self, Got, Wanted};
use crate::pictures::work;
use crate::store::files::File;
use crate::store::messages::Message;
use crate::views;

/// A picture up to so many bytes comes whole.
const SMALL: u64 = 400_000;

/// The small one.
const LONGEST: usize = 8 << 20;
const PATIENCE: Duration = Duration::from_secs(30);

/// A PNG or JPEG of at most 640 pixels a side.
pub(crate) async fn thumb(account: &Account, client_msg_id: &str) -> Result<Vec<u8>, Problem> {
    let id = client_msg_id.to_owned();
    let found = account.read(move |db| {
        let message = views::called_by(db, &id)?.filter(|message| !message.gone);
        let message = message.ok_or(Problem::from(Code::NotFound))?;
        let file = source::behind(db, &message)?;
        Ok((message, file))
    });
    let (message, file) = found.await.map_err(|error| problem(&error))?;
    let file = file.filter(|file| account.media.disk.of(&file.content).is_file());
    // By its bytes before it is anywhere, by its address from then on.
    let key = match source::address(&message) {
        url if url.is_empty() => file.as_ref().map_or(String::new(), |file| file.content.clone()),
        url => url,
    };
    let thumbs = &account.media.thumbs;
    let content = file.as_ref().map_or("", |file| file.content.as_str());
    if let Some(known) = thumbs.read(&key).or_else(|| thumbs.read(content)) {
        return Ok(known);
    }
    if key.is_empty() || thumbs.has_failed(&key, account.world.clock.now_ms()) {
        return Err(Code::NotFound.into());
    }
    let made = match bytes(account, &message, file).await {
        Ok(bytes) => work(account.world.db_mode, move || prepare::thumb(&bytes)).await,
        Err(failed) => Err(failed),
    };
    match &made {
        Ok(small) => thumbs.keep(&key, small),
        // Without a connection nothing is known of it.
        Err(Problem {
            code: Code::Network | Code::Timeout,
        }) => {}
        Err(_) => thumbs.note_failure(&key, account.world.clock.now_ms()),
    }
    made
}

/// The whole picture of a message as a PNG, no larger than a clipboard needs it.
pub(crate) async fn as_png(account: &Account, client_msg_id: &str) -> anyhow::Result<Vec<u8>> {
    let fetched = fetching::fetch(account, client_msg_id).await?;
    if !fetched.shown {
        return Err(Problem::from(Code::BadPicture).into());
    }
    let bytes = fetching::read(account, &fetched.content, 0, fetched.size).await?;
    Ok(work(account.world.db_mode, move || prepare::as_png(&bytes)).await?)
}

async fn bytes(account: &Account, message: &Message, file: Option<File>) -> Result<Vec<u8>, Problem> {
    if message.content_type == VIDEO {
        return poster(account, message).await;
    }
    if let Some(file) = file {
        return whole(account, &file).await;
    }
    let small = source::snapshot(message);
    let url = source::address(message);
    if !small.is_empty()
        && (small != url && source::size(message) > SMALL || url.is_empty())
        && let Ok(Got::Whole(bytes)) = ask(account, &small).await
    {
        return Ok(bytes);
    }
    let fetched = fetching::fetch(account, &message.client_msg_id).await;
    let fetched = fetched.map_err(|error| problem(&error))?;
    let file = File {
        content: fetched.content,
        size: i64::try_from(fetched.size).unwrap_or(i64::MAX),
        kind: fetched.kind,
    };
    whole(account, &file).await
}

/// A film is unpacked nowhere here: its sender's picture of it is all there is.
async fn poster(account: &Account, message: &Message) -> Result<Vec<u8>, Problem> {
    let small = source::snapshot(message);
    if small.is_empty() {
        return Err(Code::NotFound.into());
    }
    match ask(account, &small).await? {
        Got::Whole(bytes) => Ok(bytes),
        _ => Err(Code::NotFound.into()),
    }
}

async fn ask(account: &Account, small: &str) -> Result<Got, Problem> {
    let _turn = account.media.thumbs.turns.acquire().await.map_err(|_| Code::Internal)?;
    let wanted = Wanted {
        from: None,
        longest: LONGEST,
        patience: PATIENCE,
    };
    Ok(objects::get(account, small, wanted).await?)
}

async fn whole(account: &Account, file: &File) -> Result<Vec<u8>, Problem> {
    let length = u64::try_from(file.size).unwrap_or_default();
    if length > prepare::LIMITS.bytes as u64 {
        return Err(Code::PictureTooLarge.into());
    }
    let (disk, content) = (account.media.disk.clone(), file.content.clone());
    let read = off_thread(account.world.db_mode, move || Ok(disk.read(&content, 0, length)?));
    read.await.map_err(|error| problem(&error))
}
