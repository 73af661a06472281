//! The words of a message by which it is found: texts of all kinds, and of other kinds the words that are
//! shown of them, as a file's name.

use serde::Deserialize;
use serde_json::Value;

use super::kinds::{AT_TEXT, CARD, FILE, LOCATION, MERGED, OA_NOTIFICATION, PICTURE, VIDEO};
use super::{AtTextContent, Notification, OfficialContent, words};
use crate::lenient::{nullable, object};

/// A longer name is cut where it is mentioned.
const LONGEST_NAME: usize = 64;

/// Each kind has one of these fields.
#[derive(Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[derive(Default)]
struct Named {
    #[serde(deserialize_with = "nullable")]
    file_name: String,
    #[serde(deserialize_with = "nullable")]
    nickname: String,
    #[serde(deserialize_with = "nullable")]
    title: String,
    #[serde(deserialize_with = "nullable")]
    description: String,
}

/// What a message is found by. `None`: no words.
#[must_use]
pub fn searchable(content_type: i32, content: &[u8], ex: &str) -> Option<String> {
    let field: fn(Named) -> String = match content_type {
        AT_TEXT => {
            return AtTextContent::decode(content)
                .ok()
                .map(|content| spoken(&content))
                .filter(|text| !text.is_empty());
        }
        PICTURE => return name_beside(ex, "picture"),
        VIDEO => return name_beside(ex, "video"),
        FILE => |named| named.file_name,
        CARD => |named| named.nickname,
        MERGED => |named| named.title,
        LOCATION => |named| named.description,
        OA_NOTIFICATION => {
            return Notification::decode::<OfficialContent>(content)
                .ok()
                .map(|told| told.text)
                .filter(|text| !text.is_empty());
        }
        _ => return words(content_type, content).filter(|text| !text.is_empty()),
    };
    object::<Named>(content).ok().map(field).filter(|text| !text.is_empty())
}

/// What the file of a picture or a video is called.
fn name_beside(ex: &str, of: &str) -> Option<String> {
    let name = beside(ex, of)?.get("name")?.as_str()?.to_owned();
    (!name.is_empty() && !is_sticker(ex)).then_some(name)
}

/// A picture that says what an emoji says is none that people look for.
pub(crate) fn is_sticker(ex: &str) -> bool {
    beside(ex, "picture").is_some_and(|picture| picture.get("sticker") == Some(&Value::Bool(true)))
}

/// What Selkie writes beside a picture or a video, as their elements have no word for it.
fn beside(ex: &str, of: &str) -> Option<Value> {
    let ex = serde_json::from_str::<Value>(ex).ok()?;
    ex.get("selkie")?.get(of).cloned()
}

/// A text with everybody whom it mentions by the name that he had when it was written.
fn spoken(content: &AtTextContent) -> String {
    let mut named: Vec<(&str, String)> = content
        .at_users_info
        .iter()
        .filter(|info| !info.at_user_id.is_empty() && !info.group_nickname.is_empty())
        .map(|info| {
            (
                info.at_user_id.as_str(),
                info.group_nickname.chars().take(LONGEST_NAME).collect(),
            )
        })
        .collect();
    // Of two IDs of which one begins with the other, the longer one is meant.
    named.sort_by_key(|(id, _)| std::cmp::Reverse(id.len()));
    let mut text = String::with_capacity(content.text.len());
    let mut rest = content.text.as_str();
    while let Some((before, behind)) = rest.split_once('@') {
        text.push_str(before);
        text.push('@');
        let found = named
            .iter()
            .find_map(|(id, name)| Some((name, behind.strip_prefix(id)?)));
        if let Some((name, _)) = found {
            text.push_str(name);
        }
        rest = found.map_or(behind, |(_, rest)| rest);
    }
    text.push_str(rest);
    text
}
