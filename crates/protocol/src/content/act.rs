//! What is done to a message by another one: a reaction, an edit, a pin. It travels as a custom message that leaves lists
//! and counts alone (119), so that servers and apps which know nothing of it carry it and show nothing. Knows no message
//! around it, and not who may do what.

use serde_json::{Value, json};

use super::custom::CustomContent;
use super::kinds::{AT_TEXT, MARKDOWN, QUOTE, TEXT};
use super::mention::AtTextContent;
use crate::lenient::object;

/// The form of an act. A reader that does not know it leaves the act alone.
const VERSION: i64 = 1;

/// Longer names of messages and of people are nobody's.
const LONGEST_NAME: usize = 128;

/// Bytes of the longest emoji: families and flags are made of many signs.
const LONGEST_EMOJI: usize = 64;

/// An act and the message that it is done to.
#[derive(Debug, Clone, PartialEq)]
pub struct ActContent {
    /// Who wrote the message.
    pub author: String,
    /// Its `clientMsgID`.
    pub target: String,
    pub act: Act,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// Of one person and one emoji the last word counts.
    React { emoji: String, on: bool },
    /// What the message says from now on. Only its author may.
    Edit { words: AtTextContent },
    /// Of a message the last word counts, whoever says it.
    Pin { on: bool },
}

/// Whether the words of such a message can become others.
#[must_use]
pub const fn is_editable(content_type: i32) -> bool {
    matches!(content_type, TEXT | MARKDOWN | AT_TEXT | QUOTE)
}

impl ActContent {
    /// The content of a 119.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut form = json!({ "selkie": VERSION, "author": self.author, "target": self.target });
        let more = match &self.act {
            Act::React { emoji, on } => json!({ "act": if *on { "react" } else { "unreact" }, "emoji": emoji }),
            Act::Edit { words } => json!({
                "act": "edit",
                "text": words.text,
                "atUserList": words.at_user_list,
                "atUsersInfo": words.at_users_info,
            }),
            Act::Pin { on } => json!({ "act": if *on { "pin" } else { "unpin" } }),
        };
        if let (Some(form), Value::Object(more)) = (form.as_object_mut(), more) {
            form.extend(more);
        }
        let custom = CustomContent {
            data: form.to_string(),
            ..CustomContent::default()
        };
        json!(custom).to_string().into_bytes()
    }

    /// Reads the content of a 119. `None`: it is another app's, or of a later form, or makes no sense.
    #[must_use]
    pub fn decode(content: &[u8]) -> Option<Self> {
        let custom: CustomContent = object(content).ok()?;
        let form: Value = serde_json::from_str(&custom.data).ok()?;
        if form.get("selkie")?.as_i64()? != VERSION {
            return None;
        }
        let word = |name: &str| form.get(name)?.as_str();
        let on = |yes: &str| word("act") == Some(yes);
        let act = match word("act")? {
            "react" | "unreact" => Act::React {
                emoji: word("emoji").filter(|emoji| is_emoji(emoji))?.to_owned(),
                on: on("react"),
            },
            "edit" => {
                let words: AtTextContent = object(custom.data.as_bytes()).ok()?;
                Act::Edit { words }
            }
            "pin" | "unpin" => Act::Pin { on: on("pin") },
            _ => return None,
        };
        let named = |name: &str| word(name).filter(|id| !id.is_empty() && id.len() <= LONGEST_NAME);
        Some(Self {
            author: named("author")?.to_owned(),
            target: named("target")?.to_owned(),
            act,
        })
    }
}

/// Short, and no words: letters of scripts would let somebody write on another's message.
fn is_emoji(text: &str) -> bool {
    // The digits of keycaps are followed by signs that are none, and some emoji are letters by their name.
    let is_letter = |c: char| c.is_alphabetic() && !matches!(c, 'ℹ' | 'Ⓜ' | '\u{1f170}'..='\u{1f189}');
    !text.is_empty()
        && !text.is_ascii()
        && text.len() <= LONGEST_EMOJI
        && !text
            .chars()
            .any(|c| is_letter(c) || c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(act: Act) -> ActContent {
        ActContent {
            author: "ann".into(),
            target: "m1".into(),
            act,
        }
    }

    fn react(emoji: &str, on: bool) -> ActContent {
        act(Act::React {
            emoji: emoji.into(),
            on,
        })
    }

    #[test]
    fn acts_come_back_as_they_were_sent() {
        let words = AtTextContent {
            text: "better @7".into(),
            at_user_list: vec!["7".into()],
            ..AtTextContent::default()
        };
        for one in [
            react("👍", true),
            react("👨‍👩‍👧‍👦", false),
            react("1️⃣", true),
            react("❤️", true),
            react("🅰️", true),
            act(Act::Edit { words }),
            act(Act::Pin { on: true }),
            act(Act::Pin { on: false }),
        ] {
            assert_eq!(ActContent::decode(&one.encode()), Some(one));
        }
    }

    #[test]
    fn words_and_nothing_are_no_reaction() {
        for emoji in ["", "no", "坏", " ", "👍 👍", "🏴\u{7}", &"👍".repeat(20), "1"] {
            assert_eq!(ActContent::decode(&react(emoji, true).encode()), None, "{emoji:?}");
        }
    }

    #[test]
    fn other_apps_later_forms_and_nonsense_are_left_alone() {
        let custom = |data: &str| {
            let custom = CustomContent {
                data: data.into(),
                ..CustomContent::default()
            };
            json!(custom).to_string().into_bytes()
        };
        for data in [
            "",
            "words",
            "[]",
            r#"{"act":"pin","author":"ann","target":"m1"}"#,
            r#"{"selkie":2,"act":"pin","author":"ann","target":"m1"}"#,
            r#"{"selkie":1,"act":"burn","author":"ann","target":"m1"}"#,
            r#"{"selkie":1,"act":"pin","author":"","target":"m1"}"#,
            r#"{"selkie":1,"act":"pin","author":"ann","target":7}"#,
            r#"{"selkie":1,"act":"react","author":"ann","target":"m1"}"#,
            r#"{"selkie":1,"act":"edit","text":7,"author":"ann","target":"m1"}"#,
        ] {
            assert_eq!(ActContent::decode(&custom(data)), None, "{data}");
        }
        let long = ActContent {
            target: "m".repeat(LONGEST_NAME + 1),
            ..act(Act::Pin { on: true })
        };
        assert_eq!(ActContent::decode(&long.encode()), None);
        assert_eq!(ActContent::decode(b"\xff"), None);
    }
}
