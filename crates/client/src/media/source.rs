//! Where the bytes of a message are: at an address, and perhaps on this device. Knows no network.

use protocol::content::{
    self, FileContent, Media, Notification, OfficialContent, PictureContent, VideoContent, VoiceContent,
};
use rusqlite::{Connection, Result};
use url::Url;

use super::naming;
use crate::changes::Changes;
use crate::ex;
use crate::store::files::{self, File};
use crate::store::messages::{self, Message};
use crate::views::{PICTURE, VIDEO};

/// The picture that a message is, or that a notice shows.
fn picture(message: &Message) -> Option<PictureContent> {
    match message.content_type {
        content::PICTURE => PictureContent::decode(&message.content).ok(),
        content::OA_NOTIFICATION => Notification::decode::<OfficialContent>(&message.content)
            .ok()
            .map(|told| told.picture_elem),
        _ => None,
    }
}

/// The address of what a message is about; empty where it says none.
pub(crate) fn address(message: &Message) -> String {
    match message.content_type {
        content::PICTURE | content::OA_NOTIFICATION => {
            picture(message).map_or_else(String::new, |told| told.source_picture.url)
        }
        content::VOICE => VoiceContent::decode(&message.content).map_or_else(|_| String::new(), |told| told.source_url),
        content::VIDEO => VideoContent::decode(&message.content).map_or_else(|_| String::new(), |told| told.video_url),
        content::FILE => FileContent::decode(&message.content).map_or_else(|_| String::new(), |told| told.source_url),
        _ => String::new(),
    }
}

/// The bytes of a message, if they lie here.
pub(crate) fn behind(db: &Connection, message: &Message) -> Result<Option<File>> {
    if let Some(attached) = files::attached(db, message.local)? {
        return files::get(db, &attached.content);
    }
    match address(message).as_str() {
        "" => Ok(None),
        url => files::at(db, url),
    }
}

/// Notes that these bytes lie at an address, and tells all messages that show whether they are here.
pub(super) fn place(db: &Connection, changes: &mut Changes, url: &str, content: &str) -> Result<()> {
    files::place(db, url, content)?;
    for message in showing(db, url)? {
        changes.message(&message.conversation, message.local);
    }
    Ok(())
}

/// Messages that show whether the bytes at an address are here.
fn showing(db: &Connection, url: &str) -> Result<Vec<Message>> {
    // As others write an address it may have another look, but not the last piece of it.
    let last = url.rsplit('/').next().unwrap_or(url);
    let mut found = messages::with_file_at(db, last)?;
    found.retain(|message| address(message) == url);
    Ok(found)
}

/// Whether another message that is there shows that the bytes of this one are here.
pub(super) fn has_another(db: &Connection, message: &Message) -> Result<bool> {
    let mut others = showing(db, &address(message))?.into_iter();
    Ok(others.any(|other| other.local != message.local && !other.gone))
}

/// What a server that makes small pictures is asked for.
const SNAPSHOT: [(&str, &str); 3] = [("type", "image"), ("width", "640"), ("height", "640")];

/// The address of a small picture of the one at `url`, as OpenIM's clients write it.
pub(crate) fn snapshot_of(url: &str) -> String {
    let Ok(mut small) = Url::parse(url) else {
        return url.to_owned();
    };
    small.query_pairs_mut().extend_pairs(SNAPSHOT);
    small.into()
}

/// The message's content once its bytes lie at `url`, and the picture of a video at `poster`.
pub(super) fn with_address(message: &Message, url: &str, poster: &str) -> Vec<u8> {
    match message.content_type {
        content::PICTURE => PictureContent::decode(&message.content).map_or_else(
            |_| message.content.clone(),
            |mut told| {
                url.clone_into(&mut told.source_picture.url);
                told.big_picture = told.source_picture.clone();
                told.snapshot_picture.url = snapshot_of(url);
                told.encode()
            },
        ),
        content::VOICE => VoiceContent::decode(&message.content).map_or_else(
            |_| message.content.clone(),
            |mut told| {
                url.clone_into(&mut told.source_url);
                told.encode()
            },
        ),
        content::VIDEO => VideoContent::decode(&message.content).map_or_else(
            |_| message.content.clone(),
            |mut told| {
                url.clone_into(&mut told.video_url);
                poster.clone_into(&mut told.snapshot_url);
                told.encode()
            },
        ),
        _ => FileContent::decode(&message.content).map_or_else(
            |_| message.content.clone(),
            |mut told| {
                url.clone_into(&mut told.source_url);
                told.encode()
            },
        ),
    }
}

/// The address of a small picture of a message; empty where it says none.
pub(super) fn snapshot(message: &Message) -> String {
    match message.content_type {
        content::PICTURE | content::OA_NOTIFICATION => {
            picture(message).map_or_else(String::new, |told| told.snapshot_picture.url)
        }
        content::VIDEO => {
            VideoContent::decode(&message.content).map_or_else(|_| String::new(), |told| told.snapshot_url)
        }
        _ => String::new(),
    }
}

/// Bytes of what a message is about, as its sender told; 0: he has not.
pub(super) fn size(message: &Message) -> u64 {
    let told = match message.content_type {
        content::PICTURE | content::OA_NOTIFICATION => Ok(picture(message).map_or(0, |told| told.source_picture.size)),
        content::VOICE => VoiceContent::decode(&message.content).map(|told| told.data_size),
        content::VIDEO => VideoContent::decode(&message.content).map(|told| told.video_size),
        _ => FileContent::decode(&message.content).map(|told| told.file_size),
    };
    u64::try_from(told.unwrap_or_default()).unwrap_or_default()
}

/// A name for the file of a message, as it may be written to a disk.
pub(super) fn name(message: &Message) -> String {
    let told = match message.content_type {
        content::FILE => FileContent::decode(&message.content).map_or_else(|_| String::new(), |told| told.file_name),
        content::VIDEO => ex::text(&message.ex, VIDEO, "name"),
        content::VOICE => String::new(),
        _ => ex::text(&message.ex, PICTURE, "name"),
    };
    naming::safe(&told)
}
