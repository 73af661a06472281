//! Kinds of messages on which apps have agreed among themselves, beyond those of the wire. Each says what its data may hold
//! and the line that stands for it; what does not hold that is drawn by its description, as every unknown kind is. To add
//! one is a file here and a component in the page: docs/kinds.md. Knows no message around it, and no look.

pub(crate) mod poke;
mod red_packet;
mod schema;

use protocol::content::CustomContent;
use serde_json::Value;

use crate::view::Content;
use schema::{Field, checked};

/// Those that Selkie draws.
const KINDS: [&Kind; 2] = [&poke::KIND, &red_packet::KIND];

/// A kind, as it is registered.
struct Kind {
    /// By which the page knows it.
    name: &'static str,
    /// What apps write into `customType`, and what RongCloud's call an object's name.
    called: &'static [&'static str],
    fields: &'static [Field],
    /// A line between the messages, and nothing that somebody said: it is not answered, sent on or reacted to.
    quiet: bool,
    /// What stands for it in lists and notifications. `{field}` is filled in.
    english: &'static str,
    chinese: &'static str,
}

/// A message of a kind that is registered; `None`: it is of another one, or its data are not what the kind says.
pub(crate) fn drawn(custom: &CustomContent) -> Option<Content> {
    let (called, data) = opened(&custom.data)?;
    let kind = KINDS.iter().find(|kind| kind.called.contains(&called.as_str()))?;
    let fields = checked(kind.fields, &data)?;
    let fill = |line: &str| {
        let filled = fields.iter().fold(line.to_owned(), |line, (name, value)| {
            line.replace(&format!("{{{name}}}"), value)
        });
        // What the sender left out leaves no hole.
        let left_out = kind
            .fields
            .iter()
            .fold(filled, |line, field| line.replace(&format!("{{{}}}", field.name), ""));
        left_out.trim().to_owned()
    };
    Some(Content::Special {
        kind: kind.name.to_owned(),
        quiet: kind.quiet,
        english: fill(kind.english),
        chinese: fill(kind.chinese),
        fields,
    })
}

/// What the data are called, and what they hold: `{"customType": …, "data": {…}}` as OpenIM's apps write them, or
/// `{"objectName": …, "content": "{…}"}` as what comes from RongCloud's is kept.
fn opened(data: &str) -> Option<(String, Value)> {
    let form: Value = serde_json::from_str(data).ok()?;
    let called = match form.get("customType").or_else(|| form.get("objectName"))? {
        Value::String(called) => called.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let held = match form.get("data").or_else(|| form.get("content")) {
        Some(Value::String(text)) => serde_json::from_str(text).ok()?,
        Some(held) => held.clone(),
        None => Value::Null,
    };
    Some((called, held))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod tests {
    use super::*;

    fn of(data: &str) -> Option<Content> {
        let data = data.to_owned();
        drawn(&CustomContent {
            data,
            ..CustomContent::default()
        })
    }

    #[test]
    fn a_registered_kind_is_known_by_every_name_that_apps_give_it() {
        for data in [
            r#"{"customType":"selkie.poke","data":{}}"#,
            r#"{"customType":"selkie.poke"}"#,
            r#"{"objectName":"ST:PokeMsg","content":"{\"content\":\"hey\"}"}"#,
        ] {
            let Some(Content::Special { kind, english, .. }) = of(data) else {
                panic!("{data}");
            };
            assert_eq!((kind.as_str(), english.as_str()), ("poke", "[Poke]"), "{data}");
        }
    }

    #[test]
    fn its_line_says_what_the_data_hold_and_leaves_no_hole() {
        let line = |data: &str| match of(data) {
            Some(Content::Special { english, chinese, .. }) => (english, chinese),
            other => panic!("{other:?}"),
        };
        assert_eq!(
            line(r#"{"customType":"redPacket","data":{"greeting":"Happy\nNew Year"}}"#),
            ("[Red packet] Happy New Year".into(), "[红包] Happy New Year".into())
        );
        assert_eq!(
            line(r#"{"customType":"redPacket","data":{}}"#),
            ("[Red packet]".into(), "[红包]".into())
        );
    }

    #[test]
    fn what_nobody_agreed_on_is_not_drawn() {
        for data in [
            "",
            "[]",
            "null",
            r#"{"customType":null}"#,
            r#"{"customType":{"customType":"selkie.poke"}}"#,
            r#"{"customType":200,"data":{}}"#,
            r#"{"customType":"redPacket","data":{"greeting":[7]}}"#,
            r#"{"customType":"redPacket","data":"[1"}"#,
        ] {
            assert_eq!(of(data), None, "{data}");
        }
    }
}
