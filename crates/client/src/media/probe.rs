//! What a file is, by what it begins with and never by its name. Knows a few kinds well, and calls the rest bytes.

/// A kind of bytes, as MIME calls it.
pub(crate) const BYTES: &str = "application/octet-stream";

/// So much of the beginning is enough to tell.
pub(super) const HEAD: u64 = 4096;

/// Pictures that are unpacked here, and that a window may be shown as they are.
pub(crate) const PICTURES: [&str; 4] = ["image/jpeg", "image/png", "image/gif", "image/webp"];

const BEGINNINGS: [(&[u8], &str); 27] = [
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf1", "audio/aac"),
    (b"fLaC", "audio/flac"),
    (b"#!AMR", "audio/amr"),
    (b"%PDF-", "application/pdf"),
    (b"{\\rtf", "application/rtf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\0", "application/x-xz"),
    (b"(\xb5\x2f\xfd", "application/zstd"),
    (b"\x7fELF", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"#!", PROGRAM),
];

/// Whatever a system would run.
pub(crate) const PROGRAM: &str = "application/x-executable";

/// The kind of a file that begins so.
pub(crate) fn kind(head: &[u8]) -> &'static str {
    if let Some(kind) = boxed(head) {
        return kind;
    }
    if head.starts_with(b"RIFF") {
        return match head.get(8..12) {
            Some(b"WEBP") => "image/webp",
            Some(b"WAVE") => "audio/wav",
            Some(b"AVI ") => "video/x-msvideo",
            _ => BYTES,
        };
    }
    // An old program and a word of two letters begin alike; the first has zeros in it.
    if head.starts_with(b"MZ") && head.contains(&0) {
        return PROGRAM;
    }
    let found = BEGINNINGS.iter().find(|(beginning, _)| head.starts_with(beginning));
    if let Some((_, kind)) = found {
        return kind;
    }
    if is_drawing(head) {
        "image/svg+xml"
    } else if is_text(head) {
        "text/plain"
    } else {
        BYTES
    }
}

/// Files of boxes say who can read them: MP4, QuickTime, HEIC, AVIF.
fn boxed(head: &[u8]) -> Option<&'static str> {
    (head.get(4..8)? == b"ftyp").then_some(())?;
    Some(match head.get(8..12)? {
        b"heic" | b"heix" | b"hevc" | b"heim" | b"heis" | b"mif1" | b"msf1" => "image/heic",
        b"avif" | b"avis" => "image/avif",
        b"M4A " | b"M4B " => "audio/mp4",
        b"qt  " => "video/quicktime",
        _ => "video/mp4",
    })
}

fn is_drawing(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with("<svg") || ((text.starts_with("<?xml") || text.starts_with("<!")) && text.contains("<svg"))
}

/// Words, as far as one sees; the last sign may be cut.
fn is_text(head: &[u8]) -> bool {
    let whole = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    whole && !head.is_empty() && !head.iter().any(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_nothing_and_the_beginning_everything() {
        for (head, found) in [
            (b"\xff\xd8\xff\xe0\0\x10JFIF".as_slice(), "image/jpeg"),
            (b"GIF89a\x01\0", "image/gif"),
            (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
            (b"\0\0\0\x18ftypheic\0\0\0\0", "image/heic"),
            (b"\0\0\0\x1cftypavif\0\0\0\0", "image/avif"),
            (b"\0\0\0\x18ftypmp42\0\0\0\0", "video/mp4"),
            (b"\0\0\0\x18ftypM4A \0\0\0\0", "audio/mp4"),
            (b"MZ\x90\0\x03\0", PROGRAM),
            (b"#!/bin/sh\nrm -rf /", PROGRAM),
            (b"\x7fELF\x02\x01", PROGRAM),
            (b"<svg onload='alert(1)'/>", "image/svg+xml"),
            (b"\xef\xbb\xbf  <?xml version='1.0'?><svg/>", "image/svg+xml"),
            (b"<html><script>", "text/plain"),
            ("海豹".as_bytes(), "text/plain"),
            (b"\xe6\xb5\xb7\xe8", "text/plain"),
            (b"\xff\xfe\0\0", BYTES),
            (b"RIFF", BYTES),
            (b"\0\0\0\x18ftyp", BYTES),
            (b"", BYTES),
        ] {
            assert_eq!(kind(head), found, "{head:?}");
        }
    }
}
