//! Text that mentions members (106). Whom it means stands beside the words, in which each is `@` and his user ID; what
//! he is called is for whoever draws it. Knows no names.

use super::nested::NestedMessage;
use super::text::Error;
use crate::lenient::object;

object! {
    /// 106.
    pub struct AtTextContent {
        pub text: String = "text",
        /// User IDs; [`AT_ALL`](super::AT_ALL) for everybody.
        pub at_user_list: Vec<String> = "atUserList",
        pub at_users_info: Vec<AtUserInfo> = "atUsersInfo",
        pub is_at_self: bool = "isAtSelf",
        /// The message that it answers, left raw; see [`quoted`](Self::quoted).
        #[serde(skip_serializing_if = "serde_json::Value::is_null")]
        pub quote_message: serde_json::Value = "quoteMessage",
    }

    /// What somebody who is mentioned was called when it was written.
    pub struct AtUserInfo {
        pub at_user_id: String = "atUserID",
        pub group_nickname: String = "groupNickname",
    }
}

impl AtTextContent {
    /// Reads the content of a 106.
    ///
    /// # Errors
    /// Bytes that are not such an object.
    pub fn decode(content: &[u8]) -> Result<Self, Error> {
        object(content).map_err(|_| Error)
    }

    /// The message that is quoted, where one is.
    #[must_use]
    pub fn quoted(&self) -> Option<NestedMessage> {
        NestedMessage::read(&self.quote_message)
    }

    /// The content of a 106.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        serde_json::json!(self).to_string().into_bytes()
    }
}
