//! A message that quotes another: RongCloud carries the quoted content under the name of its kind.

use protocol::content::QUOTE;
use serde_json::{Value, json};

use super::{Fields, Turned, turned};

/// The field of OpenIM's nested messages in which a kind's content stands.
fn element(content_type: i32) -> &'static str {
    use protocol::content as kind;
    match content_type {
        kind::TEXT => "textElem",
        kind::PICTURE => "pictureElem",
        kind::VOICE => "soundElem",
        kind::VIDEO => "videoElem",
        kind::FILE => "fileElem",
        kind::MERGED => "mergeElem",
        kind::CARD => "cardElem",
        kind::LOCATION => "locationElem",
        kind::QUOTE => "quoteElem",
        _ => "customElem",
    }
}

pub(super) fn quote(fields: &mut Fields) -> Option<Turned> {
    let (text, kind) = (fields.text("content")?, fields.text("objName")?);
    let quoted = match fields.take("referMsg")? {
        // The official SDKs nest it as JSON inside of JSON or as an object.
        Value::String(quoted) => quoted,
        quoted => quoted.to_string(),
    };
    let quoted = turned(&kind, &quoted).ok()?;
    // A quote in a quote is a text here, as OpenIM's own clients have it.
    let (content_type, content) = match quoted.content_type {
        QUOTE => {
            let text = quoted.content.get("text").cloned().unwrap_or_default();
            (protocol::content::TEXT, json!({ "content": text }))
        }
        content_type => (content_type, quoted.content),
    };
    let mut message = json!({ "clientMsgID": fields.text("referMsgUid").unwrap_or_default(),
        "sendID": fields.text("referMsgUserId").unwrap_or_default(), "contentType": content_type,
        "content": content.to_string() });
    if let Some(message) = message.as_object_mut() {
        message.insert(element(content_type).to_owned(), content);
    }
    let content = json!({ "text": text, "quoteMessage": message, "messageEntityList": null });
    let mut turned = Turned::new(QUOTE, content);
    turned.people.push("/quoteMessage/sendID".to_owned());
    Some(turned)
}
