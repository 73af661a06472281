//! Pictures and files as the UI is shown them. What others say of theirs is believed as far as it can be drawn.

use protocol::content::{self, FileContent, Media, PictureContent};
use rusqlite::{Connection, Result};

use crate::ex;
use crate::media::{naming, probe, source};
use crate::store::messages::Message;
use crate::view::{Content, FileKind, FileView, PictureView};

/// Nobody's picture is larger, and no layout can do anything with more.
const LARGEST_SIDE: i64 = 100_000;
/// Bytes of a hash, and of an album's name.
const LONGEST_WORD: usize = 64;
const LONGEST: u32 = 24 * 60 * 60;

/// The key in a message's `ex` for what a picture element has no word for.
pub(crate) const PICTURE: &str = "picture";

/// `None`: it is not what its type says.
pub(super) fn content(db: &Connection, message: &Message) -> Result<Option<Content>> {
    let file = match message.content_type {
        content::PICTURE => {
            let decoded = PictureContent::decode(&message.content);
            return Ok(decoded.ok().map(|picture| Content::Picture {
                picture: picture_view(&picture, &message.ex),
            }));
        }
        _ => FileContent::decode(&message.content).ok().map(|file| {
            let name = naming::safe(&file.file_name);
            let program = naming::is_program(&name) || file.file_type == probe::PROGRAM;
            FileView {
                kind: kind(&name, &file.file_type, program),
                program,
                name,
                size: size(file.file_size),
                here: false,
            }
        }),
    };
    let Some(file) = file else { return Ok(None) };
    let here = source::behind(db, message)?.is_some();
    Ok(Some(Content::File {
        file: FileView { here, ..file },
    }))
}

pub(super) fn picture_view(picture: &PictureContent, extra: &str) -> PictureView {
    let source = &picture.source_picture;
    let (width, height) = sides(source.width, source.height);
    PictureView {
        width,
        height,
        size: size(source.size),
        name: naming::safe(&ex::text(extra, PICTURE, "name")),
        hash: short(extra, PICTURE, "hash"),
        album: short(extra, PICTURE, "album"),
        sticker: ex::flag(extra, PICTURE, "sticker"),
        moves: source.kind == "image/gif" || ex::flag(extra, PICTURE, "moves"),
    }
}

/// Both of them, or none.
pub(super) fn sides(width: i64, height: i64) -> (u32, u32) {
    let side = |side: i64| {
        u32::try_from(side)
            .ok()
            .filter(|told| *told > 0 && side <= LARGEST_SIDE)
    };
    side(width).zip(side(height)).unwrap_or_default()
}

pub(super) fn short(extra: &str, key: &str, part: &str) -> String {
    let mut told = ex::text(extra, key, part);
    if told.len() > LONGEST_WORD {
        told.clear();
    }
    told
}

pub(super) fn size(told: i64) -> u64 {
    u64::try_from(told).unwrap_or_default()
}

/// How long something lasts; nobody sends a whole day.
pub(super) fn seconds(told: i64) -> u32 {
    u32::try_from(told)
        .ok()
        .filter(|told| *told < LONGEST)
        .unwrap_or_default()
}

/// For the sign beside its name.
pub(crate) fn kind(name: &str, mime: &str, program: bool) -> FileKind {
    if program {
        return FileKind::Program;
    }
    let of_mime = match mime.split('/').next() {
        Some("image") => FileKind::Picture,
        Some("video") => FileKind::Video,
        Some("audio") => FileKind::Audio,
        Some("text") => FileKind::Document,
        _ => FileKind::Other,
    };
    match naming::ending(name).as_str() {
        "doc" | "docx" | "odt" | "pages" | "rtf" | "pdf" | "txt" | "md" | "csv" | "xls" | "xlsx" | "ods"
        | "numbers" | "ppt" | "pptx" | "odp" | "key" | "epub" | "wps" | "et" | "dps" => FileKind::Document,
        "zip" | "7z" | "rar" | "tar" | "gz" | "tgz" | "bz2" | "xz" | "zst" => FileKind::Archive,
        "jpg" | "jpeg" | "png" | "gif" | "webp" | "heic" | "avif" | "bmp" | "tif" | "tiff" => FileKind::Picture,
        "mp4" | "mov" | "mkv" | "webm" | "avi" | "m4v" => FileKind::Video,
        "mp3" | "m4a" | "ogg" | "opus" | "wav" | "flac" | "aac" | "amr" => FileKind::Audio,
        _ => of_mime,
    }
}
