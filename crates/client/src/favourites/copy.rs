//! The copy of a message that is kept: made of one of this device, and read again, whoever wrote it.

use protocol::content::{self, KeptMessage, NestedMessage, searchable, session};
use protocol::ids::hex;
use protocol::search::fold;
use rusqlite::{Connection, Result};
use sha2::{Digest as _, Sha256};

use crate::error::{Code, Problem};
use crate::ex;
use crate::outbox;
use crate::store::favourites::{self, Favourite, Wish};
use crate::store::messages::{self, Message};
use crate::store::{conversations, groups};
use crate::text::line;
use crate::views;

/// Before a favourite's own name where one stands in the place of a message.
const AMONG_MESSAGES: &str = "favourite:";

/// Bytes of one, as OpenIM's servers and ours take it.
const LONGEST: usize = 64_000;
const LONGEST_NAME: usize = 64;
/// Of the name of a place.
const LONGEST_PLACE: usize = 120;
/// OpenIM's servers tell seconds.
const IN_SECONDS_BELOW: i64 = 100_000_000_000;

/// Of the message that is called so on this device.
pub(super) fn of(db: &Connection, called: &str, now: i64) -> anyhow::Result<Favourite> {
    let (kept, nested) = match views::inner(db, called)? {
        Some((_, nested)) if content::is_notice(nested.content_type) => {
            return Err(Problem::from(Code::NotFound).into());
        }
        Some((outer, nested)) => {
            let nested = NestedMessage {
                ex: kept_ex(&nested.ex),
                ..nested
            };
            (whole(db, &outer.client_msg_id)?.0.inside(&nested), nested)
        }
        None => whole(db, called)?,
    };
    let id = name(&kept.conversation_id, &nested);
    let value = kept.encode();
    if value.len() > LONGEST {
        return Err(Problem::from(Code::MessageTooLong).into());
    }
    let copy = read(&id, &value, now).ok_or(Problem::from(Code::BadRequest))?;
    Ok(Favourite {
        wish: Wish::Keep,
        ..copy
    })
}

/// With the words that the message has now, and nothing that goes on in its conversation; what is kept already as it is.
fn whole(db: &Connection, called: &str) -> anyhow::Result<(KeptMessage, NestedMessage)> {
    if let Some((kept, nested)) = found(db, called)?.and_then(|kept| kept.message().map(|nested| (kept, nested))) {
        return Ok((kept, nested));
    }
    let message = messages::by_id(db, called)?.filter(outbox::is_sayable);
    let message = message.ok_or(Problem::from(Code::NotFound))?;
    let row = conversations::get(db, &message.conversation)?.ok_or(Problem::from(Code::NotFound))?;
    let nested = NestedMessage {
        ex: kept_ex(&message.ex),
        ..outbox::nested(db, &row, &message)?
    };
    let place = match row.kind {
        session::GROUP => groups::get(db, &row.peer)?.map_or_else(String::new, |group| group.name),
        _ => views::called(db, &row, &row.peer)?,
    };
    Ok((KeptMessage::of(row.id, place, &nested), nested))
}

/// The same for the same message as long as it says the same, so that keeping it on two devices is keeping it once.
fn name(conversation: &str, nested: &NestedMessage) -> String {
    let mut digest = Sha256::new();
    let kind = nested.content_type.to_string();
    for part in [
        conversation,
        &nested.send_id,
        &nested.client_msg_id,
        &kind,
        &nested.content,
    ] {
        digest.update(part.len().to_le_bytes());
        digest.update(part);
    }
    let name = hex(&digest.finalize());
    name.chars().take(32).collect()
}

/// What is known of a picture, a voice or a video before it is there, and the card beside words.
fn kept_ex(told: &str) -> String {
    [views::PICTURE, views::VOICE, views::VIDEO, views::LINK]
        .into_iter()
        .filter_map(|key| Some((key, ex::get(told, key)?)))
        .fold(String::new(), |kept, (key, value)| {
            ex::set(&kept, key, Some(value)).unwrap_or(kept)
        })
}

/// One as the server keeps it; `None`: it cannot be shown. Any program may have written it.
pub(crate) fn read(id: &str, value: &str, kept: i64) -> Option<Favourite> {
    let sign = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_');
    if id.is_empty() || id.len() > LONGEST_NAME || !id.chars().all(sign) {
        return None;
    }
    let read = KeptMessage::decode(value).ok()?;
    let nested = read.message()?;
    if nested.send_id.is_empty() || content::is_notice(nested.content_type) {
        return None;
    }
    let words = searchable(nested.content_type, nested.content.as_bytes(), &nested.ex).unwrap_or_default();
    let found_by = [words.as_str(), &nested.sender_nickname, &read.place].join("\n");
    Some(Favourite {
        id: id.to_owned(),
        value: value.to_owned(),
        kept: match kept {
            seconds if seconds < IN_SECONDS_BELOW => seconds.saturating_mul(1000),
            millis => millis,
        },
        content_type: nested.content_type,
        words: fold(&found_by).signs().collect(),
        wish: Wish::Nothing,
    })
}

/// What a favourite is called in the place of a message.
pub(super) fn among_messages(id: &str) -> String {
    format!("{AMONG_MESSAGES}{id}")
}

fn found(db: &Connection, name: &str) -> Result<Option<KeptMessage>> {
    let Some(id) = name.strip_prefix(AMONG_MESSAGES) else {
        return Ok(None);
    };
    let found = favourites::get(db, id)?.filter(|one| one.wish != Wish::Remove);
    Ok(found.and_then(|one| KeptMessage::decode(&one.value).ok()))
}

/// The message that is kept under a name among messages, as it stands inside of another one.
pub(crate) fn nested(db: &Connection, name: &str) -> Result<Option<NestedMessage>> {
    Ok(found(db, name)?.and_then(|kept| kept.message()))
}

/// The same in the form of a message of this device.
pub(crate) fn message(db: &Connection, name: &str) -> Result<Option<Message>> {
    let Some(nested) = nested(db, name)? else {
        return Ok(None);
    };
    let me = crate::store::account::user_id(db)?;
    Ok(Some(views::apart(&nested, name, &me)))
}

pub(super) fn place(place: &str) -> String {
    line(place).chars().take(LONGEST_PLACE).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use serde_json::json;

    use super::*;

    fn value(message: &serde_json::Value) -> String {
        json!({ "conversationID": "si_ann_bob", "place": "Ann", "message": message }).to_string()
    }

    #[test]
    fn whatever_another_program_keeps_there_is_read_or_passed_over() {
        let text = json!({ "contentType": 101, "sendID": "ann", "textElem": { "content": "The Ａpple" } });
        let read_one = read("a-1", &value(&text), 1_700_000_000).unwrap();
        assert_eq!(read_one.kept, 1_700_000_000_000, "OpenIM counts seconds");
        assert_eq!(
            read_one.words,
            "the apple ann".replace(" ann", "\n\nann").replace('\n', " ")
        );
        for id in ["", "a/b", "a b", "ключ", &"x".repeat(65)] {
            assert_eq!(read(id, &value(&text), 1), None, "{id}");
        }
        for odd in [
            json!(null),
            json!({ "contentType": 101 }),
            json!({ "contentType": 1501, "sendID": "ann" }),
            json!({ "contentType": "x", "sendID": "ann" }),
        ] {
            assert_eq!(read("a", &value(&odd), 1), None, "{odd}");
        }
        for text in ["", "[]", "7", r#"{"conversationID":"si_a"#] {
            assert_eq!(read("a", text, 1), None, "{text}");
        }
    }

    #[test]
    fn the_same_message_has_the_same_name_until_it_says_something_else() {
        let message = |text: &str| NestedMessage {
            client_msg_id: "m1".into(),
            send_id: "ann".into(),
            content_type: 101,
            content: text.into(),
            ..NestedMessage::default()
        };
        let one = name("si_ann_bob", &message("a"));
        assert_eq!(one.len(), 32);
        assert_eq!(one, name("si_ann_bob", &message("a")));
        assert_ne!(one, name("si_ann_bob", &message("b")));
        assert_ne!(one, name("si_ann_eve", &message("a")));
    }

    #[test]
    fn of_what_stands_beside_a_message_only_what_draws_it_is_kept() {
        let told = json!({ "selkie": { "picture": { "name": "a.png" }, "other": 1 }, "theirs": 2 }).to_string();
        let kept = json!({ "selkie": { "picture": { "name": "a.png" } } }).to_string();
        assert_eq!(kept_ex(&told), kept);
        assert_eq!(kept_ex("words"), "");
    }
}
