//! What a file is said to be when it is asked for: by what it begins with, never by its name or by what was claimed. Only
//! pictures of dots, sound and film are anything but bytes: a browser that is sent a page of somebody's making would run
//! it in this server's name.

pub(super) const BYTES: &str = "application/octet-stream";

/// As much of a file's beginning as tells of what kind it is.
pub(super) const HEAD: usize = 64;

/// What a kind begins with, and what stands further on where that does not tell enough.
struct Kind {
    name: &'static str,
    begins: &'static [u8],
    has: &'static [u8],
    at: usize,
}

const fn kind(name: &'static str, begins: &'static [u8]) -> Kind {
    with(name, begins, b"", 0)
}

const fn with(name: &'static str, begins: &'static [u8], has: &'static [u8], at: usize) -> Kind {
    Kind { name, begins, has, at }
}

/// The first that fits is meant.
const KINDS: [Kind; 25] = [
    kind("image/png", b"\x89PNG\r\n\x1a\n"),
    kind("image/jpeg", b"\xff\xd8\xff"),
    kind("image/gif", b"GIF87a"),
    kind("image/gif", b"GIF89a"),
    with("image/webp", b"RIFF", b"WEBP", 8),
    with("audio/wav", b"RIFF", b"WAVE", 8),
    with("image/avif", b"", b"ftypavif", 4),
    with("image/heic", b"", b"ftypheic", 4),
    with("image/heic", b"", b"ftypheix", 4),
    with("audio/mp4", b"", b"ftypM4A", 4),
    with("video/quicktime", b"", b"ftypqt", 4),
    with("video/3gpp", b"", b"ftyp3g", 4),
    with("video/mp4", b"", b"ftypiso", 4),
    with("video/mp4", b"", b"ftypmp4", 4),
    with("video/mp4", b"", b"ftypavc1", 4),
    with("video/mp4", b"", b"ftypM4V", 4),
    with("video/mp4", b"", b"ftypdash", 4),
    with("audio/ogg", b"OggS", b"OpusHead", 28),
    with("audio/ogg", b"OggS", b"\x01vorbis", 28),
    with("audio/ogg", b"OggS", b"\x7fFLAC", 28),
    with("video/ogg", b"OggS", b"\x80theora", 28),
    kind("audio/flac", b"fLaC"),
    kind("audio/amr", b"#!AMR"),
    kind("audio/mpeg", b"ID3"),
    kind("video/webm", b"\x1a\x45\xdf\xa3"),
];

pub(super) fn of(head: &[u8]) -> &'static str {
    let fits = |kind: &&Kind| {
        let further = head.get(kind.at..).is_some_and(|rest| rest.starts_with(kind.has));
        head.starts_with(kind.begins) && further
    };
    match KINDS.iter().find(fits).map(|kind| kind.name) {
        // Matroska of any other sort begins like WebM.
        Some("video/webm") if !head.windows(4).any(|word| word == b"webm") => BYTES,
        Some(name) => name,
        None if is_mpeg_sound(head) => "audio/mpeg",
        None => BYTES,
    }
}

/// A frame of MPEG sound, layer III: it has no name that it begins with, only bits that are set.
fn is_mpeg_sound(head: &[u8]) -> bool {
    matches!(head, [0xff, second, third, ..]
        if matches!(second, 0xfa | 0xfb | 0xf2 | 0xf3) && third >> 4 != 0xf && third >> 4 != 0 && third & 0x0c != 0x0c)
}

/// What a browser may show in its place; anything else is to be saved.
pub(crate) fn is_shown(kind: &str) -> bool {
    ["image/", "audio/", "video/"]
        .iter()
        .any(|start| kind.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::{BYTES, is_shown, of};

    #[test]
    fn a_file_is_what_it_begins_with() {
        for (head, kind) in [
            (b"\x89PNG\r\n\x1a\n...".as_slice(), "image/png"),
            (b"\xff\xd8\xff\xe0", "image/jpeg"),
            (b"GIF89a", "image/gif"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
            (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
            (b"\0\0\0\x20ftypisom", "video/mp4"),
            (b"\0\0\0\x20ftypM4A ", "audio/mp4"),
            (b"\0\0\0\x14ftypqt  ", "video/quicktime"),
            (
                b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x13OpusHead",
                "audio/ogg",
            ),
            (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm", "video/webm"),
            (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x88matroska", BYTES),
            (b"ID3\x04", "audio/mpeg"),
            (b"\xff\xfb\x90\x64", "audio/mpeg"),
            (b"\xff\xfb\xff\xff", BYTES),
            (b"<html>", BYTES),
            (b"<svg onload='x'>", BYTES),
            (b"GIF8", BYTES),
            (b"RIFF", BYTES),
            (b"%PDF-1.7", BYTES),
            (b"", BYTES),
        ] {
            assert_eq!(of(head), kind, "{}", String::from_utf8_lossy(head));
        }
        assert!(is_shown("video/mp4") && !is_shown(BYTES));
    }
}
