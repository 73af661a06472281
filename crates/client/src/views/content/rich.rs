//! Texts that somebody has laid out: of which stretches look otherwise, and notices of system accounts. Where something
//! leads is told only if it is the web.

use std::collections::BTreeSet;

use protocol::content::{AdvancedTextContent, MessageEntity, Notification, OfficialContent};
use serde::de::DeserializeOwned;

use super::media::picture_view;
use crate::text::line;
use crate::view::{Content, TextLook, TextMark};

/// More are not drawn.
const MOST_MARKS: usize = 500;
const LONGEST_URL: usize = 2048;
const LONGEST_NAME: usize = 64;

/// `None`: the bytes are not what their kind says.
pub(super) fn rich(bytes: &[u8]) -> Option<Content> {
    let told: AdvancedTextContent = read(bytes)?;
    let marks = marks(&told.text, told.message_entity_list);
    Some(Content::Rich { text: told.text, marks })
}

/// The same for what a system account tells.
pub(super) fn official(bytes: &[u8], ex: &str) -> Option<Content> {
    let told: OfficialContent = Notification::decode(bytes).ok()?;
    let picture = told.picture().map(|picture| picture_view(picture, ex));
    if told.text.trim().is_empty() && picture.is_none() {
        return None;
    }
    Some(Content::Official {
        title: line(&told.notification_name).chars().take(LONGEST_NAME).collect(),
        text: told.text,
        url: web(told.url),
        picture,
    })
}

fn marks(text: &str, told: Vec<MessageEntity>) -> Vec<TextMark> {
    // Between the two halves of a sign nothing begins.
    let mut ends = BTreeSet::from([0]);
    let mut at: u32 = 0;
    for sign in text.chars() {
        at = at.saturating_add(u32::try_from(sign.len_utf16()).unwrap_or_default());
        ends.insert(at);
    }
    let mut marks: Vec<TextMark> = told
        .into_iter()
        .filter_map(|entity| {
            let from = u32::try_from(entity.offset).ok()?;
            let to = u32::try_from(entity.offset.checked_add(entity.length)?).ok()?;
            (from < to && ends.contains(&from) && ends.contains(&to)).then(|| TextMark {
                from,
                to,
                look: look(&entity.kind),
                url: web(entity.url),
            })
        })
        .collect();
    marks.sort_by_key(|mark| (mark.from, mark.to));
    let mut end = 0;
    marks.retain(|mark| {
        let free = mark.from >= end;
        if free {
            end = mark.to;
        }
        free
    });
    marks.truncate(MOST_MARKS);
    marks
}

fn look(kind: &str) -> TextLook {
    match kind.to_ascii_lowercase().as_str() {
        "bold" | "strong" | "b" => TextLook::Strong,
        "italic" | "em" | "i" => TextLook::Slanted,
        "strike" | "strikethrough" | "del" | "s" => TextLook::Struck,
        "code" | "pre" => TextLook::Code,
        _ => TextLook::Plain,
    }
}

/// An address of the web; empty for any other.
fn web(url: String) -> String {
    let known = ["https://", "http://"].iter().any(|begin| url.starts_with(begin));
    if known && url.len() <= LONGEST_URL {
        url
    } else {
        String::new()
    }
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    serde_json::from_slice(bytes).ok()
}

#[cfg(test)]
#[allow(clippy::panic, reason = "tests")]
mod tests {
    use super::*;

    fn marked(text: &str, told: &[(i64, i64, &str, &str)]) -> Vec<(u32, u32, TextLook, String)> {
        let told = told.iter().map(|(offset, length, kind, url)| MessageEntity {
            kind: (*kind).into(),
            offset: *offset,
            length: *length,
            url: (*url).into(),
            ex: String::new(),
        });
        let marks = marks(text, told.collect()).into_iter();
        marks.map(|mark| (mark.from, mark.to, mark.look, mark.url)).collect()
    }

    #[test]
    fn stretches_stand_in_order_beside_each_other_and_inside_of_the_text() {
        let told = [
            (6, 5, "link", "https://example.org/"),
            (0, 5, "Bold", ""),
            (3, 4, "italic", ""),
            (6, 99, "code", ""),
            (-1, 2, "code", ""),
            (2, 0, "code", ""),
            (i64::MAX, i64::MAX, "code", ""),
        ];
        assert_eq!(
            marked("hello there", &told),
            [
                (0, 5, TextLook::Strong, String::new()),
                (6, 11, TextLook::Plain, "https://example.org/".into()),
            ]
        );
    }

    #[test]
    fn no_sign_is_cut_in_halves_and_only_the_web_is_led_to() {
        assert_eq!(marked("😀", &[(0, 1, "bold", ""), (1, 1, "bold", "")]), []);
        let told = [(0, 2, "x", "javascript:alert(1)")];
        assert_eq!(marked("😀", &told), [(0, 2, TextLook::Plain, String::new())]);
    }

    #[test]
    fn a_notice_of_a_system_account_needs_something_to_show() {
        let notice = |detail: &str| official(serde_json::json!({ "detail": detail }).to_string().as_bytes(), "");
        let told = notice(r#"{"notificationName":"Desk","text":"At nine","url":"file:///etc","mixType":0}"#);
        let wanted = Content::Official {
            title: "Desk".into(),
            text: "At nine".into(),
            url: String::new(),
            picture: None,
        };
        assert_eq!(told, Some(wanted));
        let shown = notice(
            r#"{"mixType":1,"pictureElem":{"sourcePicture":{"url":"https://example.org/a.png","width":4,"height":3}}}"#,
        );
        let Some(Content::Official {
            picture: Some(picture), ..
        }) = shown
        else {
            panic!("{shown:?}");
        };
        assert_eq!((picture.width, picture.height), (4, 3));
        for nothing in ["", "{}", "[]", r#"{"text":" "}"#, r#"{"pictureElem":7}"#] {
            assert_eq!(notice(nothing), None, "{nothing}");
        }
    }
}
