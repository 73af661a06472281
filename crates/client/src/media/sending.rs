//! Takes files on their way: made ready, then written in one transaction, messages and what they wait for, before anything
//! is said to anybody.

use anyhow::Context as _;

use super::bringing::{Here, here, keep_bytes};
use super::disk::off_thread;
use super::written::{Picture, Ready, Shown, message};
use super::{albums, prepare};
use crate::account::Account;
use crate::acts;
use crate::error::{Code, Problem};
use crate::outbox::{self, Author, Waits, post_waiting};
use crate::pictures::work;
use crate::requests::{Attachment, Manner, Meant};
use crate::store::conversations;
use crate::store::files;
use crate::store::messages::Message;
use crate::text::is_blank;
use crate::view::MessageView;
use crate::views;

/// So many at one time.
const MOST: usize = 100;

/// In the order in which they stand; the words come behind the last one.
pub(crate) async fn send(
    account: &Account,
    conversation: &str,
    attachments: &[Attachment],
    words: &str,
    meant: &[Meant],
) -> anyhow::Result<Vec<MessageView>> {
    if attachments.is_empty() {
        return Err(Problem::from(Code::EmptyMessage).into());
    }
    if attachments.len() > MOST {
        return Err(Problem::from(Code::BadRequest).into());
    }
    if !account.owner().offers().avatars {
        return Err(Problem::from(Code::NoFiles).into());
    }
    let author = Author::of(account);
    let mut files = Vec::new();
    for attachment in attachments {
        let ready = ready(account, attachment).await?;
        files.push((blank(account, &author, conversation), ready));
    }
    let named: Vec<_> = files
        .iter()
        .map(|(blank, ready)| (blank.client_msg_id.as_str(), matches!(ready.shown, Shown::Picture(_))))
        .collect();
    let albums = albums::of(&named);
    let messages: Vec<_> = files
        .into_iter()
        .zip(&albums)
        .map(|((blank, ready), album)| message(blank, ready, album))
        .collect();
    let words = (!is_blank(words)).then(|| (blank(account, &author, conversation), words.to_owned(), meant.to_vec()));
    let id = conversation.to_owned();
    let views = account
        .change(move |db, changes| {
            let row = conversations::get(db, &id)?.ok_or(Problem::from(Code::NotFound))?;
            let mut views = Vec::new();
            let mut last = 0;
            for (message, attached, waits) in messages {
                let (local, place) = post_waiting(db, &author, &row, &message, waits, 0)?;
                files::attach(db, local, &attached)?;
                last = place;
                changes.message(&row.id, local);
                views.push(views::message(db, &Message { local, ..message }, &row)?);
            }
            if let Some((blank, words, meant)) = words {
                let words = outbox::mentioning(db, &row, &words, &meant)?;
                let (content_type, content) = acts::written(words, serde_json::Value::Null, false);
                let message = Message {
                    content_type,
                    content,
                    ..blank
                };
                let (local, _) = post_waiting(db, &author, &row, &message, Waits::Nothing, last)?;
                changes.message(&row.id, local);
                views.push(views::message(db, &Message { local, ..message }, &row)?);
            }
            Ok(views)
        })
        .await
        .context("Write messages with files")?;
    for attachment in attachments {
        super::forget(account, &attachment.id).await?;
    }
    account.wakes.uploads.notify_one();
    account.wakes.outbox.notify_one();
    Ok(views)
}

async fn ready(account: &Account, attachment: &Attachment) -> anyhow::Result<Ready> {
    let here = here(account, &attachment.id)?;
    let shown = match (attachment.manner, here.look.clone()) {
        (Manner::File, _) => Shown::File,
        (manner, Some(look)) => return picture(account, here, look, manner).await,
        _ => match (here.voice, here.film) {
            (Some(voice), _) => Shown::Voice(voice),
            (None, Some(film)) => {
                if let Some(poster) = &here.poster {
                    // What it shows is known before it is anywhere.
                    account.media.thumbs.keep(&here.file.content, &poster.look.thumb);
                }
                Shown::Video(film, here.poster)
            }
            (None, None) => Shown::File,
        },
    };
    Ok(Ready {
        file: here.file,
        name: here.name,
        shown,
    })
}

async fn picture(account: &Account, here: Here, look: prepare::Look, manner: Manner) -> anyhow::Result<Ready> {
    let (disk, file) = (account.media.disk.clone(), here.file.clone());
    let length = u64::try_from(file.size)?;
    let bytes = off_thread(account.world.db_mode, move || {
        Ok(disk.read(&file.content, 0, length)?)
    });
    let bytes = bytes.await.map_err(|_| Problem::from(Code::FileLost))?;
    let kind = here.file.kind.clone();
    let moves = prepare::moves(&bytes, &kind);
    let mut picture = Picture {
        sticker: manner == Manner::Sticker,
        width: look.width,
        height: look.height,
        hash: look.hash,
        moves,
    };
    let made = match manner {
        Manner::Picture => work(account.world.db_mode, move || prepare::smaller(&bytes, &kind)).await?,
        Manner::Original | Manner::Sticker | Manner::File => None,
    };
    let file = match made {
        Some(made) => {
            picture.width = made.width;
            picture.height = made.height;
            keep_bytes(account, made.bytes).await?
        }
        None => here.file,
    };
    // What it shows is known before it is anywhere.
    account.media.thumbs.keep(&file.content, &look.thumb);
    Ok(Ready {
        file,
        name: here.name,
        shown: Shown::Picture(picture),
    })
}

fn blank(account: &Account, author: &Author, conversation: &str) -> Message {
    let client_msg_id = account.world.client_msg_id();
    Message {
        conversation: conversation.to_owned(),
        sent_as: client_msg_id.clone(),
        client_msg_id,
        ..author.message()
    }
}
