//! Messages bear in them what they quote. When that is taken back, they bear no more of it than that it was.

use db::Tx;
use prost::Message as _;
use protocol::content::{self, REVOKED};
use protocol::pb::MsgData;
use serde_json::{Map, Value};

use super::super::Failure;
use crate::store::{messages, quotes, users};

const QUOTED: &str = "quoteMessage";
const ID: &str = "clientMsgID";

/// What stays of a quoted message: which one it was, whose and when.
const KEPT: [&str; 13] = [
    ID,
    "serverMsgID",
    "createTime",
    "sendTime",
    "sessionType",
    "sendID",
    "recvID",
    "msgFrom",
    "senderPlatformID",
    "senderNickname",
    "senderFaceUrl",
    "groupID",
    "seq",
];

/// What a message quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::im) struct Quoted {
    pub(in crate::im) client_msg_id: String,
    /// As the quoting client says it.
    sender: String,
}

pub(in crate::im) fn quoted(message: &MsgData) -> Option<Quoted> {
    if !matches!(message.content_type, content::QUOTE | content::AT_TEXT) {
        return None;
    }
    let content: Value = serde_json::from_slice(&message.content).ok()?;
    let quote = content.get(QUOTED)?;
    let text = |key: &str| quote.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let client_msg_id = text(ID);
    (!client_msg_id.is_empty()).then(|| Quoted {
        client_msg_id,
        sender: text("sendID"),
    })
}

/// Who quotes what was taken back meanwhile quotes nothing.
pub(in crate::im) fn without_what_is_gone(tx: &Tx<'_>, message: &mut MsgData) -> Result<(), Failure> {
    let Some(quoted) = quoted(message) else {
        return Ok(());
    };
    let Some(sender) = users::find(tx, &quoted.sender)? else {
        return Ok(());
    };
    let there = messages::by_client_id(tx, sender.id, &quoted.client_msg_id)?;
    if there.is_some_and(|there| there.content_type == REVOKED)
        && let Some(content) = emptied(&message.content, &quoted.client_msg_id)
    {
        message.content = content;
    }
    Ok(())
}

/// Takes the words of a message out of all that quote it.
pub(super) fn forget(tx: &Tx<'_>, conversation: i64, client_msg_id: &str) -> Result<(), Failure> {
    for seq in quotes::of(tx, conversation, client_msg_id)? {
        let Some(stored) = messages::get(tx, conversation, seq)? else {
            continue;
        };
        let Some(body) = without(&stored.body, client_msg_id) else {
            continue;
        };
        messages::replace(tx, conversation, seq, stored.content_type, &body)?;
    }
    quotes::delete(tx, conversation, client_msg_id)?;
    Ok(())
}

/// The message without the words that it quotes; `None` where it quotes something else by now.
fn without(body: &[u8], client_msg_id: &str) -> Option<Vec<u8>> {
    let mut message = MsgData::decode(body).ok()?;
    message.content = emptied(&message.content, client_msg_id)?;
    Some(message.encode_to_vec())
}

fn emptied(content: &[u8], client_msg_id: &str) -> Option<Vec<u8>> {
    let mut content: Value = serde_json::from_slice(content).ok()?;
    let quote = content.get_mut(QUOTED)?.as_object_mut()?;
    if quote.get(ID).and_then(Value::as_str) != Some(client_msg_id) {
        return None;
    }
    let kept = KEPT
        .iter()
        .filter_map(|key| Some(((*key).to_owned(), quote.get(*key)?.clone())));
    let mut left: Map<String, Value> = kept.collect();
    left.insert("contentType".to_owned(), REVOKED.into());
    left.insert("content".to_owned(), "".into());
    *quote = left;
    serde_json::to_vec(&content).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn of_what_was_taken_back_no_word_is_left() {
        let content = json!({ "text": "yes", "quoteMessage": { "clientMsgID": "a", "sendID": "7", "seq": 3,
            "contentType": 101, "content": "{\"content\":\"secret\"}", "textElem": { "content": "secret" }, "ex": "secret" } });
        let message = MsgData {
            content_type: 114,
            content: content.to_string().into_bytes(),
            ..MsgData::default()
        };
        let named = Quoted {
            client_msg_id: "a".into(),
            sender: "7".into(),
        };
        assert_eq!(quoted(&message), Some(named));
        assert_eq!(without(&message.encode_to_vec(), "b"), None);
        let left = MsgData::decode(&*without(&message.encode_to_vec(), "a").unwrap()).unwrap();
        let left: Value = serde_json::from_slice(&left.content).unwrap();
        assert_eq!(
            left,
            json!({ "text": "yes", "quoteMessage": { "clientMsgID": "a", "sendID": "7", "seq": 3, "contentType": 2101,
                "content": "" } })
        );
    }

    #[test]
    fn what_only_looks_like_a_quote_is_none() {
        for (content_type, content) in [
            (101, r#"{"quoteMessage":{"clientMsgID":"a"}}"#),
            (114, "{"),
            (114, "null"),
            (114, r#"{"quoteMessage":{"clientMsgID":7}}"#),
            (114, r#"{"quoteMessage":{"clientMsgID":""}}"#),
            (106, r#"{"quoteMessage":null}"#),
        ] {
            let message = MsgData {
                content_type,
                content: content.as_bytes().to_vec(),
                ..MsgData::default()
            };
            assert_eq!(quoted(&message), None, "{content}");
        }
    }
}
