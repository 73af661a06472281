//! Files as they come: good ones, turned ones, huge ones and none.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use super::*;

const RED: Rgb<u8> = Rgb([250, 0, 0]);
const BLUE: Rgb<u8> = Rgb([0, 0, 250]);

fn file(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Red on the left, blue on the right.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x * 2 < width { RED } else { BLUE })
}

/// What a camera that was held sideways writes: `turn` is EXIF's number.
fn held(jpeg: &[u8], turn: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([turn, 0, 0, 0, 0, 0, 0, 0]);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], b"\xff\xe1", &length, &exif, &jpeg[2..]].concat()
}

fn is_red(picture: &DynamicImage, x: u32, y: u32) -> bool {
    let [red, _, blue] = picture.to_rgb8().get_pixel(x, y).0;
    red > 128 && blue < 128
}

#[test]
fn every_kind_that_people_have_is_read() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif] {
        let picture = open::upright(&file(halves(40, 20), format), OWN).unwrap();
        assert_eq!((picture.width(), picture.height()), (40, 20), "{format:?}");
        assert!(is_red(&picture, 2, 10) && !is_red(&picture, 38, 10), "{format:?}");
    }
}

#[test]
fn a_picture_stands_as_the_camera_was_held() {
    let jpeg = file(halves(40, 20), ImageFormat::Jpeg);
    let turned = open::upright(&held(&jpeg, 6), OWN).unwrap();
    assert_eq!((turned.width(), turned.height()), (20, 40));
    assert!(
        is_red(&turned, 10, 2) && !is_red(&turned, 10, 38),
        "the left has come to the top"
    );
    let over = open::upright(&held(&jpeg, 3), OWN).unwrap();
    assert!(!is_red(&over, 2, 10) && is_red(&over, 38, 10));
}

#[test]
fn what_is_too_large_is_said_to_be_before_it_is_unpacked() {
    let wide = file(RgbImage::new(30_000, 1), ImageFormat::Png);
    assert_eq!(open::upright(&wide, OWN).err(), Some(Code::PictureTooLarge));
    // A few bytes that claim more than any memory holds.
    let mut bomb = file(RgbImage::new(1, 1), ImageFormat::Png);
    for side in [11_000_u32, u32::MAX >> 1] {
        bomb[16..20].copy_from_slice(&side.to_be_bytes());
        bomb[20..24].copy_from_slice(&side.to_be_bytes());
        let sum = crc(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&sum.to_be_bytes());
        assert_eq!(open::upright(&bomb, OWN).err(), Some(Code::PictureTooLarge), "{side}");
    }
    assert_eq!(
        open::upright(&vec![0; OWN.bytes + 1], OWN).err(),
        Some(Code::PictureTooLarge)
    );
    let fine = file(RgbImage::new(4_097, 1), ImageFormat::Png);
    assert!(open::upright(&fine, OWN).is_ok());
    assert_eq!(open::upright(&fine, OTHERS).err(), Some(Code::PictureTooLarge));
}

/// The sum that ends each part of a PNG.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 }
        })
    })
}

#[test]
fn what_is_no_picture_is_said_to_be_none() {
    let png = file(halves(40, 20), ImageFormat::Png);
    let cut = &png[..png.len() / 2];
    for no_picture in [
        b"".as_slice(),
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>",
        b"BM\x3a\0\0\0",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"\xff\xd8\xff",
        b"RIFF\0\0\0\0WEBP",
        cut,
    ] {
        assert_eq!(open::upright(no_picture, OWN).err(), Some(Code::BadPicture));
    }
}

#[test]
fn the_chosen_square_is_cut_after_the_turn_and_made_small() {
    let picture = DynamicImage::from(halves(2_000, 1_000));
    let crop = |turns, x, y, side| Crop { turns, x, y, side };
    let left = square(picture.clone(), crop(0, 0, 0, 1_000), AVATAR).unwrap();
    assert_eq!((left.width(), left.height()), (512, 512));
    assert!(is_red(&left, 500, 500));
    let top = square(picture.clone(), crop(1, 0, 0, 1_000), AVATAR).unwrap();
    assert!(is_red(&top, 1, 1), "a quarter clockwise brings the left to the top");
    let bottom = square(picture.clone(), crop(3, 0, 0, 1_000), AVATAR).unwrap();
    assert!(!is_red(&bottom, 1, 1));
    let small = square(picture.clone(), crop(4, 900, 0, 200), AVATAR).unwrap();
    assert_eq!((small.width(), small.height()), (200, 200), "nothing is made up");
    for outside in [
        crop(0, 0, 0, 1_001),
        crop(0, 1_001, 0, 1_000),
        crop(1, 1, 0, 1_000),
        crop(0, 0, 0, 0),
        crop(0, u32::MAX, 0, 9),
    ] {
        assert_eq!(
            square(picture.clone(), outside, AVATAR).err(),
            Some(Code::BadRequest),
            "{outside:?}"
        );
    }
}

#[test]
fn what_is_written_holds_nothing_of_the_file_it_came_from() {
    let photograph = held(&file(halves(600, 400), ImageFormat::Jpeg), 1);
    let small = face(&photograph).unwrap();
    assert_eq!(image::guess_format(&small).unwrap(), ImageFormat::Jpeg);
    assert!(!small.windows(4).any(|four| four == b"Exif"));
    let seen_through = RgbaImage::from_pixel(300, 300, Rgba([0, 0, 0, 9]));
    let small = face(&file(seen_through, ImageFormat::WebP)).unwrap();
    assert_eq!(image::guess_format(&small).unwrap(), ImageFormat::Png);
    let picture = image::load_from_memory(&small).unwrap();
    assert_eq!((picture.width(), picture.height()), (FACE, FACE));
}

#[tokio::test]
async fn a_preview_is_upright_and_no_larger_than_a_window() {
    let jpeg = held(&file(halves(3_000, 1_000), ImageFormat::Jpeg), 6);
    let shown = preview(db::Mode::Inline, jpeg).await.unwrap();
    assert_eq!((shown.width, shown.height), (1_000, 3_000));
    let (kind, bytes) = shown.url.split_once(',').unwrap();
    assert_eq!(kind, "data:image/jpeg;base64");
    let picture = image::load_from_memory(&STANDARD.decode(bytes).unwrap()).unwrap();
    assert_eq!((picture.width(), picture.height()), (341, 1_024));
    let refused = preview(db::Mode::Threads, b"hello".to_vec()).await.unwrap_err();
    assert_eq!(refused.code, Code::BadPicture);
}
