//! Pictures, sound, film and files. What RongCloud carries inside of a message gets an address of its own.

use protocol::content::{FILE, PICTURE, VIDEO, VOICE};
use serde_json::{Value, json};

use super::{Fields, Inside, Turned};

fn picture_of(url: &str, kind: &str, size: i64, (width, height): (i64, i64)) -> Value {
    json!({ "uuid": "", "type": kind, "size": size, "width": width, "height": height, "url": url })
}

/// Its sides are not told, only those of the small one.
pub(super) fn picture(fields: &mut Fields) -> Option<Turned> {
    let url = fields.text("imageUri")?;
    let sides = (fields.whole("thumWidth"), fields.whole("thumHeight"));
    let source = picture_of(&url, by_name(&url), 0, (0, 0));
    let small = picture_of(&url, "image/jpeg", 0, sides);
    let content = json!({ "sourcePath": "", "sourcePicture": source, "bigPicture": source, "snapshotPicture": small });
    let mut turned = Turned::new(PICTURE, content);
    turned.inside.extend(fields.bytes("content").map(|bytes| Inside {
        to: vec!["/snapshotPicture/url"],
        bytes,
        name: "thumbnail.jpg",
    }));
    Some(turned)
}

pub(super) fn moving_picture(fields: &mut Fields) -> Option<Turned> {
    let url = fields.text("remoteUrl")?;
    let sides = (fields.whole("width"), fields.whole("height"));
    let picture = picture_of(&url, "image/gif", fields.whole("gifDataSize"), sides);
    let content =
        json!({ "sourcePath": "", "sourcePicture": picture, "bigPicture": picture, "snapshotPicture": picture });
    Some(Turned::new(PICTURE, content))
}

fn sound(url: &str, size: i64, duration: i64, kind: &str) -> Turned {
    let content = json!({ "uuid": "", "soundPath": "", "sourceUrl": url, "dataSize": size, "duration": duration,
        "soundType": kind });
    Turned::new(VOICE, content)
}

/// The sound itself, in AMR.
pub(super) fn short_voice(fields: &mut Fields) -> Option<Turned> {
    let bytes = fields.bytes("content")?;
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let mut turned = sound("", size, fields.whole("duration"), "audio/amr");
    turned.inside.push(Inside {
        to: vec!["/sourceUrl"],
        bytes,
        name: "voice.amr",
    });
    Some(turned)
}

pub(super) fn voice(fields: &mut Fields) -> Option<Turned> {
    let url = fields.text("remoteUrl")?;
    Some(sound(&url, 0, fields.whole("duration"), "audio/aac"))
}

pub(super) fn file(fields: &mut Fields) -> Option<Turned> {
    let url = fields.text("fileUrl")?;
    let (name, size) = (fields.text("name").unwrap_or_default(), fields.whole("size"));
    let kind = fields.text("type").unwrap_or_default();
    let content = json!({ "filePath": "", "uuid": "", "sourceUrl": url, "fileName": name, "fileSize": size,
        "fileType": kind });
    Some(Turned::new(FILE, content))
}

pub(super) fn video(fields: &mut Fields) -> Option<Turned> {
    let url = fields.text("sightUrl")?;
    let bytes = fields.bytes("content");
    let content = json!({ "videoPath": "", "videoUUID": "", "videoUrl": url, "videoType": "video/mp4",
        "videoSize": fields.whole("size"), "duration": fields.whole("duration"), "snapshotPath": "",
        "snapshotUUID": "", "snapshotSize": bytes.as_ref().map_or(0, Vec::len), "snapshotUrl": "", "snapshotWidth": 0,
        "snapshotHeight": 0, "snapshotType": "image/jpeg" });
    let mut turned = Turned::new(VIDEO, content);
    turned.inside.extend(bytes.map(|bytes| Inside {
        to: vec!["/snapshotUrl"],
        bytes,
        name: "thumbnail.jpg",
    }));
    Some(turned)
}

/// What a picture's address says of its kind, which is all that is known of it.
fn by_name(url: &str) -> &'static str {
    let path = url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    match path.rsplit('.').next() {
        Some("png") => "image/png",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        _ => "image/jpeg",
    }
}
