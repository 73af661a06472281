//! What apps agree on among themselves (110, 119, 120), and the word that somebody is writing (113).

object! {
    /// 110, 119 and 120: three texts in whatever form the apps agreed on.
    pub struct CustomContent {
        pub data: String = "data",
        pub description: String = "description",
        pub extension: String = "extension",
    }

    /// 113. Sent again at most every 10 seconds, and forgotten 15 seconds later.
    pub struct TypingContent {
        /// `yes` or `no`.
        pub msg_tips: String = "msgTips",
    }
}

impl TypingContent {
    /// Somebody writes, or stopped.
    #[must_use]
    pub fn new(typing: bool) -> Self {
        Self {
            msg_tips: if typing { "yes" } else { "no" }.to_owned(),
        }
    }

    /// Whether somebody writes.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        self.msg_tips == "yes"
    }
}
