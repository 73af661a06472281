//! A message inside another one: what is quoted, and what was forwarded together. OpenIM writes it in a form of its own,
//! whose content stands under a name that goes with the type. Knows no message around it.

use serde_json::Value;

use super::kinds::{
    ADVANCED_TEXT, AT_TEXT, CARD, CUSTOM, FACE, FILE, LOCATION, MARKDOWN, MERGED, PICTURE, QUOTE, TEXT, VIDEO, VOICE,
};

object! {
    /// A message as it stands in another one.
    pub struct NestedMessage {
        pub client_msg_id: String = "clientMsgID",
        pub server_msg_id: String = "serverMsgID",
        /// Milliseconds since 1970, by the sender's clock.
        pub create_time: i64 = "createTime",
        /// Milliseconds since 1970, by the server.
        pub send_time: i64 = "sendTime",
        pub session_type: i32 = "sessionType",
        pub send_id: String = "sendID",
        pub recv_id: String = "recvID",
        pub group_id: String = "groupID",
        pub msg_from: i32 = "msgFrom",
        pub content_type: i32 = "contentType",
        pub sender_nickname: String = "senderNickname",
        /// Spelt so by OpenIM in this form alone.
        pub sender_face_url: String = "senderFaceUrl",
        /// JSON by content type; empty where it stands under the type's own name.
        pub content: String = "content",
        pub seq: i64 = "seq",
        pub status: i32 = "status",
        pub ex: String = "ex",
    }
}

/// Under which name the content of a type stands.
fn element(content_type: i32) -> Option<&'static str> {
    Some(match content_type {
        TEXT => "textElem",
        PICTURE => "pictureElem",
        VOICE => "soundElem",
        VIDEO => "videoElem",
        FILE => "fileElem",
        AT_TEXT => "atTextElem",
        MERGED => "mergeElem",
        CARD => "cardElem",
        LOCATION => "locationElem",
        CUSTOM => "customElem",
        QUOTE => "quoteElem",
        FACE => "faceElem",
        ADVANCED_TEXT => "advancedTextElem",
        MARKDOWN => "markdownTextElem",
        _ => return None,
    })
}

impl NestedMessage {
    /// From the form in which it stands in another message; `None` for what is none. The content is then in
    /// [`content`](Self::content), wherever it stood.
    #[must_use]
    pub fn read(form: &Value) -> Option<Self> {
        let mut read: Self = serde_json::from_value(form.clone()).ok()?;
        if let Some(content) = element(read.content_type).and_then(|name| form.get(name))
            && content.is_object()
        {
            read.content = content.to_string();
        }
        Some(read)
    }

    /// The form in which it stands in another message.
    #[must_use]
    pub fn write(&self) -> Value {
        let content: Option<Value> = serde_json::from_str(&self.content).ok();
        match (element(self.content_type), content) {
            (Some(name), Some(content)) if content.is_object() => {
                let bare = Self {
                    content: String::new(),
                    ..self.clone()
                };
                let mut form = serde_json::json!(bare);
                if let Some(fields) = form.as_object_mut() {
                    fields.insert(name.to_owned(), content);
                }
                form
            }
            _ => serde_json::json!(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> NestedMessage {
        NestedMessage {
            client_msg_id: "m1".into(),
            send_id: "ann".into(),
            content_type: TEXT,
            content: serde_json::json!({ "content": words }).to_string(),
            ..NestedMessage::default()
        }
    }

    #[test]
    fn the_content_stands_under_the_name_of_its_type_and_comes_back() {
        let written = text("hello").write();
        assert_eq!(written.pointer("/textElem/content"), Some(&Value::from("hello")));
        assert_eq!(written.get("content"), Some(&Value::from("")));
        assert_eq!(NestedMessage::read(&written), Some(text("hello")));
    }

    #[test]
    fn content_of_an_unknown_type_and_content_that_is_no_object_stay_text() {
        for (content_type, content) in [(9999, "{}"), (TEXT, "words"), (TEXT, "[1]"), (TEXT, "")] {
            let odd = NestedMessage {
                content_type,
                content: content.into(),
                ..text("")
            };
            assert_eq!(NestedMessage::read(&odd.write()), Some(odd));
        }
    }

    #[test]
    fn what_is_no_message_is_none() {
        for form in [Value::Null, Value::from("x"), serde_json::json!({ "contentType": "x" })] {
            assert_eq!(NestedMessage::read(&form), None);
        }
    }
}
