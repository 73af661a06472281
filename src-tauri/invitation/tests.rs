//! Invitations as links and pictures: what was written is read again, and what comes from a stranger costs little.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

use std::io::Cursor;

use client::{
    error::{Code, Problem},
    event::Invitation,
};
use image::{DynamicImage, GrayImage, ImageFormat, Luma};

use super::{draw, parse, read, read_picture, write};

fn invitation() -> Invitation {
    Invitation {
        addresses: vec!["https://192.168.1.20:10003".into(), "https://10.0.0.7:10003".into()],
        fingerprint: ["AB"; 32].join(":"),
        code: "AAAAA-BBBBB-CCCCC-DDDDD".into(),
        inviter: "4681756462".into(),
    }
}

#[test]
fn a_link_is_read_as_it_was_written() {
    let link = write(&invitation());
    assert!(
        link.starts_with("selkie://join?address=https%3A%2F%2F192.168.1.20"),
        "{link}"
    );
    assert!(link.contains(&format!("fingerprint={}&", "AB".repeat(32))), "{link}");
    assert_eq!(parse(&link), Some(invitation()));
    let open = Invitation {
        code: String::new(),
        inviter: String::new(),
        fingerprint: String::new(),
        ..invitation()
    };
    assert_eq!(parse(&write(&open)), Some(open));
    let mut many = invitation();
    many.addresses = (1..9).map(|at| format!("https://10.0.0.{at}:1")).collect();
    assert_eq!(parse(&write(&many)).unwrap().addresses, many.addresses[..3]);
}

#[test]
fn a_link_is_found_among_words() {
    let text = format!("Come and join us:\n  <{}>\nSee you!", write(&invitation()));
    assert_eq!(read(&text), Ok(invitation()));
    assert_eq!(read("Come and join us"), Err(Problem::from(Code::NoInvitation)));
}

#[test]
fn what_is_no_invitation_is_refused() {
    for link in [
        "",
        "selkie://join",
        "selkie://join?address=",
        "selkie://join?code=a",
        "selkie://join?address=a&address=b&address=c&address=d",
        "selkie://join?address=a%20b",
        "selkie://join?address=a,b",
        "selkie://join?address=a%0A",
        "selkie://join?address=a&fingerprint=zz",
        "selkie://join?address=a&fingerprint=abcd",
        "selkie://join?address=a&code=b&code=c",
        "selkie://join?address=a&code=b%00",
        "selkie://join?address=a&by=",
        "selkie://join?address=a&by=b&by=c",
        "selkie://join/x?address=a",
        "selkie://sign-in?address=a&user=b&token=c",
        "https://join?address=a",
    ] {
        assert_eq!(parse(link), None, "{link:?} was taken");
    }
    let long = format!("selkie://join?address=a&code={}", "c".repeat(9000));
    assert_eq!(parse(&long), None);
    assert!(read(&long).is_err());
}

/// A picture of the code as the page shows it, `scale` dots for a square, read from the path.
fn picture(text: &str, scale: u32) -> GrayImage {
    let code = draw(text).unwrap();
    let side = (code.size + 8) * scale;
    let mut picture = GrayImage::from_pixel(side, side, Luma([255]));
    for run in code.path.split('M').filter(|run| !run.is_empty()) {
        let (x, rest) = run.split_once(' ').unwrap();
        let (y, rest) = rest.split_once('h').unwrap();
        let (length, _) = rest.split_once('v').unwrap();
        let [x, y, length] = [x, y, length].map(|number| number.parse::<u32>().unwrap());
        for dot in 0..length * scale {
            for down in 0..scale {
                picture.put_pixel((x + 4) * scale + dot, (y + 4) * scale + down, Luma([0]));
            }
        }
    }
    picture
}

fn file(picture: GrayImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut file, format).unwrap();
    file.into_inner()
}

#[tokio::test]
async fn a_code_is_read_as_it_was_drawn() {
    let link = write(&invitation());
    for (scale, format) in [(4, ImageFormat::Png), (4, ImageFormat::Jpeg), (40, ImageFormat::Png)] {
        let found = read_picture(file(picture(&link, scale), format)).await;
        assert_eq!(found, Ok(invitation()), "{scale} {format:?}");
    }
    let other = read_picture(file(picture("https://example.org", 4), ImageFormat::Png)).await;
    assert_eq!(other, Err(Code::NoInvitation.into()));
}

#[tokio::test]
async fn a_hostile_picture_is_refused() {
    let whole = file(picture(&write(&invitation()), 4), ImageFormat::Png);
    let mut vast = whole.clone();
    // The width in the head, and no matching sum: refused either way, and never unpacked.
    vast[16..20].copy_from_slice(&u32::MAX.to_be_bytes());
    let wide = file(GrayImage::new(8193, 1), ImageFormat::Png);
    let flat = file(GrayImage::new(1, 8000), ImageFormat::Png);
    let half = whole[..whole.len() / 2].to_vec();
    let gif = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;".to_vec();
    let large = vec![0; 20 * 1024 * 1024 + 1];
    for (at, file) in [Vec::new(), vast, wide, flat, half, gif, large, b"<svg/>".to_vec()]
        .into_iter()
        .enumerate()
    {
        assert_eq!(read_picture(file).await, Err(Code::NoInvitation.into()), "{at}");
    }
    assert!(read_picture(whole).await.is_ok());
}
