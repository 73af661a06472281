//! Kinds that say in a few fields all that there is to draw: cards, places, and what other apps agreed on.

use protocol::content::{self, CardContent, CustomContent, LocationContent};
use serde::de::DeserializeOwned;

use crate::kinds;
use crate::text::line;
use crate::view::Content;

/// What others wrote is cut where it stands beside a picture.
const LONGEST: usize = 200;

/// `None`: the bytes are not what their kind says.
pub(super) fn drawn(content_type: i32, bytes: &[u8]) -> Option<Content> {
    match content_type {
        content::CARD => {
            let card: CardContent = read(bytes)?;
            (!card.user_id.is_empty()).then(|| Content::Card {
                name: cut(&card.nickname),
                face_url: card.face_url,
                user_id: card.user_id,
            })
        }
        content::LOCATION => {
            let place: LocationContent = read(bytes)?;
            place.is_somewhere().then(|| Content::Location {
                name: cut(&place.description),
                latitude: format!("{:.6}", place.latitude),
                longitude: format!("{:.6}", place.longitude),
            })
        }
        content::CUSTOM => {
            let custom: CustomContent = read(bytes)?;
            Some(kinds::drawn(&custom).unwrap_or_else(|| Content::Custom {
                description: cut(&custom.description),
            }))
        }
        _ => None,
    }
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    serde_json::from_slice(bytes).ok()
}

fn cut(text: &str) -> String {
    line(text).chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_kind_says_is_drawn_and_what_makes_no_sense_is_not() {
        let card = drawn(content::CARD, br#"{"userID":"7","nickname":"An\nn","faceURL":null}"#);
        let (name, face_url) = ("An n".to_owned(), String::new());
        let user_id = "7".to_owned();
        assert_eq!(
            card,
            Some(Content::Card {
                user_id,
                name,
                face_url
            })
        );
        let place = drawn(
            content::LOCATION,
            br#"{"description":"Here","latitude":39.9,"longitude":-116.5}"#,
        );
        assert_eq!(
            place,
            Some(Content::Location {
                name: "Here".into(),
                latitude: "39.900000".into(),
                longitude: "-116.500000".into(),
            })
        );
        for (kind, bytes) in [
            (content::CARD, r#"{"nickname":"nobody"}"#),
            (content::LOCATION, r#"{"latitude":91,"longitude":0}"#),
            (content::LOCATION, r#"{"latitude":"north"}"#),
            (content::LOCATION, r#"{"latitude":1e999}"#),
            (content::CUSTOM, "[]"),
            (content::CUSTOM, "x"),
        ] {
            assert_eq!(drawn(kind, bytes.as_bytes()), None, "{bytes}");
        }
        let custom = drawn(content::CUSTOM, br#"{"data":"{}","description":"A red packet"}"#);
        let description = "A red packet".to_owned();
        assert_eq!(custom, Some(Content::Custom { description }));
    }
}
