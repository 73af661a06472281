//! What a file is said to be when it is asked for. Only pictures that are what they say are anything but bytes: a browser
//! that is sent a page of somebody's making would run it in this server's name.

/// Begin a picture, by kind.
const PICTURES: [(&str, &[u8], usize); 4] = [
    ("image/png", b"\x89PNG\r\n\x1a\n", 0),
    ("image/jpeg", b"\xff\xd8\xff", 0),
    ("image/gif", b"GIF8", 0),
    ("image/webp", b"WEBP", 8),
];

pub(super) const BYTES: &str = "application/octet-stream";

/// By what was claimed and what the file begins with.
pub(super) fn of(claimed: &str, head: &[u8]) -> &'static str {
    let claimed = claimed.split(';').next().unwrap_or_default().trim();
    let claimed = if claimed.eq_ignore_ascii_case("image/jpg") {
        "image/jpeg"
    } else {
        claimed
    };
    let is = |magic: &[u8], at: usize| head.get(at..).is_some_and(|rest| rest.starts_with(magic));
    let found = PICTURES
        .iter()
        .find(|(kind, magic, at)| kind.eq_ignore_ascii_case(claimed) && is(magic, *at));
    found.map_or(BYTES, |(kind, ..)| kind)
}

#[cfg(test)]
mod tests {
    use super::{BYTES, of};

    #[test]
    fn only_a_picture_that_is_one_is_called_one() {
        assert_eq!(of("image/png", b"\x89PNG\r\n\x1a\n..."), "image/png");
        assert_eq!(of("IMAGE/JPG; q=1", b"\xff\xd8\xff\xe0"), "image/jpeg");
        assert_eq!(of("image/webp", b"RIFF\0\0\0\0WEBPVP8 "), "image/webp");
        for (claimed, head) in [
            ("image/png", b"<html>".as_slice()),
            ("image/svg+xml", b"<svg onload='x'>"),
            ("text/html", b"<script>"),
            ("image/gif", b"\x89PNG\r\n\x1a\n"),
            ("", b""),
            ("image/webp", b"RIFF"),
        ] {
            assert_eq!(of(claimed, head), BYTES, "{claimed}");
        }
    }
}
