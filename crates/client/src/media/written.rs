//! Files that are ready to go, as the content of messages: each as OpenIM's clients write its kind, with what only Selkie
//! knows beside it. Addresses are empty until the bytes are anywhere. Knows no disk.

use protocol::content::{self, FileContent, Media as _, PictureContent, PictureInfo, VideoContent, VoiceContent};
use serde_json::{Value, json};

use super::bringing::seconds;
use super::film::Film;
use super::naming;
use super::poster::Poster;
use crate::ex;
use crate::outbox::Waits;
use crate::store::files::{Attached, File};
use crate::store::messages::Message;
use crate::views;
use crate::voice::{Voice, wave};

/// What is written behind a smaller file waits until that is up; a larger one is passed.
const LARGE: i64 = 4 << 20;

/// A file as it is sent.
pub(super) struct Ready {
    pub(super) file: File,
    pub(super) name: String,
    pub(super) shown: Shown,
}

pub(super) enum Shown {
    Picture(Picture),
    Voice(Voice),
    Video(Film, Option<Poster>),
    File,
}

pub(super) struct Picture {
    pub(super) sticker: bool,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) hash: String,
    pub(super) moves: bool,
}

pub(super) fn message(blank: Message, ready: Ready, album: &str) -> (Message, Attached, Waits) {
    let Ready { file, name, shown } = ready;
    let waits = if file.size > LARGE {
        Waits::LargeUpload
    } else {
        Waits::Upload
    };
    let ending = match &shown {
        Shown::File => naming::plain_ending(&name),
        _ => ending(&file.kind),
    };
    let content = file.content.clone();
    let (what, content_type, bytes, key, extra, poster) = match shown {
        Shown::Picture(picture) => {
            let mut extra = json!({ "name": name, "hash": picture.hash, "moves": picture.moves });
            if let Some(extra) = extra.as_object_mut()
                && !album.is_empty()
            {
                extra.insert("album".to_owned(), album.into());
            }
            if let Some(extra) = extra.as_object_mut().filter(|_| picture.sticker) {
                extra.insert("sticker".to_owned(), true.into());
            }
            let bytes = of_picture(&file, &picture);
            ("picture", content::PICTURE, bytes, views::PICTURE, extra, None)
        }
        Shown::Voice(voice) => {
            let extra = json!({ "wave": wave::write(&voice.wave) });
            (
                "voice",
                content::VOICE,
                of_voice(file, &voice),
                views::VOICE,
                extra,
                None,
            )
        }
        Shown::Video(film, poster) => {
            let hash = poster.as_ref().map_or("", |poster| poster.look.hash.as_str());
            let extra = json!({ "name": name, "hash": hash });
            let bytes = of_video(file, film, poster.as_ref());
            ("video", content::VIDEO, bytes, views::VIDEO, extra, poster)
        }
        Shown::File => ("file", content::FILE, of_file(file, name), "", Value::Null, None),
    };
    let attached = Attached {
        content,
        name: format!("msg_{what}_{}{ending}", blank.client_msg_id),
        poster: poster.map(|poster| poster.file.content).unwrap_or_default(),
    };
    let message = Message {
        content_type,
        content: bytes,
        ex: match extra {
            Value::Null => String::new(),
            extra => ex::set("", key, Some(extra)).unwrap_or_default(),
        },
        ..blank
    };
    (message, attached, waits)
}

/// OpenIM's clients call each file by a name of its own.
fn uuid(file: &File) -> String {
    file.content.chars().take(32).collect()
}

/// As files of this kind end.
pub(super) fn ending(kind: &str) -> String {
    match kind {
        "video/quicktime" => ".mov".to_owned(),
        kind => kind
            .split_once('/')
            .map_or_else(String::new, |(_, kind)| format!(".{kind}")),
    }
}

fn of_picture(file: &File, picture: &Picture) -> Vec<u8> {
    let info = PictureInfo {
        uuid: uuid(file),
        kind: file.kind.clone(),
        size: file.size,
        width: i64::from(picture.width),
        height: i64::from(picture.height),
        url: String::new(),
    };
    let content = PictureContent {
        source_path: String::new(),
        snapshot_picture: snapshot(&info),
        big_picture: info.clone(),
        source_picture: info,
    };
    content.encode()
}

fn snapshot(info: &PictureInfo) -> PictureInfo {
    let (width, height) = small(info.width, info.height);
    PictureInfo {
        width,
        height,
        size: 0,
        ..info.clone()
    }
}

/// As OpenIM's clients write it: no larger than 640 pixels a side.
fn small(width: i64, height: i64) -> (i64, i64) {
    const SIDE: i64 = 640;
    let longer = width.max(height).max(1);
    let scaled = |side: i64| {
        if longer > SIDE {
            (side * SIDE / longer).max(1)
        } else {
            side
        }
    };
    (scaled(width), scaled(height))
}

fn of_voice(file: File, voice: &Voice) -> Vec<u8> {
    let content = VoiceContent {
        uuid: uuid(&file),
        sound_path: String::new(),
        source_url: String::new(),
        data_size: file.size,
        duration: seconds(voice.millis).into(),
        sound_type: file.kind,
    };
    content.encode()
}

/// Without a poster the sides are the film's own: they are what a window leaves room for.
fn of_video(file: File, film: Film, poster: Option<&Poster>) -> Vec<u8> {
    let (width, height) = match poster {
        Some(poster) => small(poster.look.width.into(), poster.look.height.into()),
        None => (film.width.into(), film.height.into()),
    };
    let content = VideoContent {
        video_path: String::new(),
        video_uuid: uuid(&file),
        video_url: String::new(),
        video_size: file.size,
        duration: seconds(film.millis).into(),
        video_type: file.kind,
        snapshot_path: String::new(),
        snapshot_uuid: poster.map(|poster| uuid(&poster.file)).unwrap_or_default(),
        snapshot_size: poster.map_or(0, |poster| poster.file.size),
        snapshot_url: String::new(),
        snapshot_width: width,
        snapshot_height: height,
        snapshot_type: poster.map(|poster| poster.file.kind.clone()).unwrap_or_default(),
    };
    content.encode()
}

fn of_file(file: File, name: String) -> Vec<u8> {
    let content = FileContent {
        file_path: String::new(),
        uuid: uuid(&file),
        source_url: String::new(),
        file_name: name,
        file_size: file.size,
        file_type: file.kind,
    };
    content.encode()
}
