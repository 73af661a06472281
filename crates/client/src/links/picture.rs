//! The picture of a card. It is made by whoever sends the card, so small that it lies in the message itself, and made anew
//! by whoever draws it: nobody who reads fetches anything, and no bytes of somebody else's are drawn.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::{DynamicImage, Rgba, RgbaImage, imageops};
use serde_json::Value;

use crate::account::Account;
use crate::error::{Code, Problem};
use crate::failure::problem;
use crate::pictures::{self, Limits};
use crate::{ex, views};

/// Of the file that a page names.
pub(super) const LIMITS: Limits = Limits {
    bytes: 4 << 20,
    side: 8_192,
    pixels: 24_000_000,
};
/// Of what lies in a message.
const SMALL: Limits = Limits {
    bytes: MOST,
    side: SIDE,
    pixels: SIDE as u64 * SIDE as u64,
};
/// Pixels.
const SIDE: u32 = 320;
/// Bytes: with a text of [`super::LONGEST_BESIDE`] a message of this still fits into one request.
const MOST: usize = 9_000;
/// Sides and qualities, tried until one is small enough.
const TRIES: [(u32, u8); 4] = [(SIDE, 80), (SIDE, 55), (200, 60), (120, 50)];

/// The small JPEG of a picture file.
pub(super) fn made(file: &[u8]) -> Result<Vec<u8>, Code> {
    let whole = on_white(pictures::upright(file, LIMITS)?);
    for (side, quality) in TRIES {
        let jpeg = pictures::jpeg(
            &whole.thumbnail(side.min(whole.width()), side.min(whole.height())),
            quality,
        )?;
        if jpeg.len() <= MOST {
            return Ok(jpeg);
        }
    }
    Err(Code::PictureTooLarge)
}

/// A JPEG is not seen through.
fn on_white(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture;
    }
    let mut ground = RgbaImage::from_pixel(picture.width(), picture.height(), Rgba([u8::MAX; 4]));
    imageops::overlay(&mut ground, &picture, 0, 0);
    ground.into()
}

/// As it lies beside a card.
pub(super) fn written(jpeg: &[u8]) -> Value {
    STANDARD.encode(jpeg).into()
}

fn beside(told: &str) -> Option<String> {
    let text = ex::text(told, views::LINK, PICTURE);
    (!text.is_empty() && text.len() <= MOST.div_ceil(3) * 4).then_some(text)
}

/// The key in the card.
pub(super) const PICTURE: &str = "picture";

/// Whether one lies beside the card in a message's `ex`.
pub(crate) fn has(told: &str) -> bool {
    beside(told).is_some()
}

/// What stands beside a message without the picture of its card: inside another message there is no room for it.
pub(crate) fn without(told: &str) -> String {
    let Some(Value::Object(mut card)) = ex::get(told, views::LINK).filter(|_| has(told)) else {
        return told.to_owned();
    };
    card.remove(PICTURE);
    ex::set(told, views::LINK, Some(card.into())).unwrap_or_default()
}

/// The picture of a message's card, written anew.
pub(crate) async fn of(account: &Account, client_msg_id: &str) -> Result<Vec<u8>, Problem> {
    let id = client_msg_id.to_owned();
    let found = account.read(move |db| {
        let message = views::called_by(db, &id)?.filter(|message| !message.gone);
        Ok(message.and_then(|message| beside(&message.ex)))
    });
    let found = found.await.map_err(|error| problem(&error))?;
    let file = STANDARD
        .decode(found.ok_or(Code::NotFound)?)
        .map_err(|_| Code::BadPicture)?;
    pictures::work(account.world.db_mode, move || {
        Ok(pictures::written(&pictures::upright(&file, SMALL)?)?.1)
    })
    .await
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::io::Cursor;

    use image::{ImageFormat, RgbImage};
    use serde_json::json;

    use super::*;

    fn file(picture: &DynamicImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn whatever_a_page_shows_becomes_small() {
        // Noise is the worst that there can be.
        let mut sign = 1_u32;
        let noise = RgbImage::from_fn(1_200, 630, |_, _| {
            sign = sign.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let [red, green, blue, _] = sign.to_le_bytes();
            image::Rgb([red, green, blue])
        });
        let small = made(&file(&noise.into())).unwrap();
        assert!(small.len() <= MOST, "{}", small.len());
        assert!(pictures::upright(&small, SMALL).is_ok());
        let tiny = made(&file(&RgbImage::new(3, 2).into())).unwrap();
        let tiny = pictures::upright(&tiny, SMALL).unwrap();
        assert_eq!((tiny.width(), tiny.height()), (3, 2));
        assert!(made(b"<svg/>").is_err());
    }

    #[test]
    fn what_is_seen_through_stands_on_white() {
        let clear = RgbaImage::new(8, 8);
        let small = pictures::upright(&made(&file(&clear.into())).unwrap(), SMALL).unwrap();
        assert!(small.to_rgb8().pixels().all(|pixel| pixel.0 > [250; 3]));
    }

    #[test]
    fn a_card_loses_its_picture_and_nothing_else() {
        let told = json!({ "selkie": { "link": { "title": "A", "picture": "AAAA" }, "voice": 1 }, "theirs": 2 });
        assert!(has(&told.to_string()));
        let kept: Value = serde_json::from_str(&without(&told.to_string())).unwrap();
        assert_eq!(
            kept,
            json!({ "selkie": { "link": { "title": "A" }, "voice": 1 }, "theirs": 2 })
        );
        let long = json!({ "selkie": { "link": { "picture": "A".repeat(20_000) } } });
        assert!(!has(&long.to_string()));
        assert_eq!(without("not ours"), "not ours");
    }
}
