//! A text of which stretches look otherwise or lead somewhere (117). Knows no look.

object! {
    /// 117.
    pub struct AdvancedTextContent {
        pub text: String = "text",
        pub message_entity_list: Vec<MessageEntity> = "messageEntityList",
    }

    /// What is said of a stretch. Places are counted in UTF-16, as the apps that write them count.
    pub struct MessageEntity {
        /// A word on which apps agree.
        pub kind: String = "type",
        pub offset: i64 = "offset",
        pub length: i64 = "length",
        pub url: String = "url",
        pub ex: String = "ex",
    }
}
