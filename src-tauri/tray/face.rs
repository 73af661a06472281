//! What the icon says, made anew whenever that changes. Knows no panel.

use tokio::sync::watch;

use crate::{
    unread::{Chat, Waiting},
    words::Locale,
};

/// Letters of a name in a menu; the rest is cut.
const LONGEST: usize = 32;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    /// Whether the picture has its dot.
    pub dot: bool,
    /// How much is unread.
    pub line: String,
    /// Where it is: what the menu says, and what it opens.
    pub chats: Vec<(String, Chat)>,
    pub open: &'static str,
    pub quit: &'static str,
}

impl Face {
    fn new(waiting: &Waiting, locale: Locale) -> Self {
        Self {
            dot: waiting.messages > 0,
            line: locale.unread(waiting.messages),
            chats: waiting
                .newest
                .iter()
                .map(|chat| (label(chat, locale), chat.clone()))
                .collect(),
            open: locale.open(),
            quit: locale.quit(),
        }
    }
}

/// The name in one short line, whatever it holds, and how much is unread.
fn label(chat: &Chat, locale: Locale) -> String {
    let plain = |c: &char| {
        !c.is_control() && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut name: String = chat.name.chars().filter(plain).take(LONGEST + 1).collect();
    if name.trim().is_empty() {
        name = locale.deleted_account().into();
    }
    if name.chars().count() > LONGEST {
        name = name.chars().take(LONGEST - 1).chain(['…']).collect();
    }
    format!("{name} ({})", chat.unread)
}

/// The face of now, and every later one.
pub struct Faces {
    pub waiting: watch::Receiver<Waiting>,
    pub locale: watch::Receiver<Locale>,
}

impl Faces {
    pub fn now(&mut self) -> Face {
        Face::new(&self.waiting.borrow_and_update(), *self.locale.borrow_and_update())
    }

    /// None when nothing will change any more: the app is ending.
    pub async fn next(&mut self) -> Option<Face> {
        let still = tokio::select! {
            biased;
            changed = self.waiting.changed() => changed,
            changed = self.locale.changed() => changed,
        };
        still.ok().map(|()| self.now())
    }
}

#[cfg(test)]
mod tests {
    use client::view::AccountId;

    use super::*;

    fn with(messages: i64) -> Waiting {
        Waiting {
            messages,
            newest: Vec::new(),
        }
    }

    #[test]
    fn a_name_is_one_short_line_of_the_menu() {
        for (name, line) in [
            ("Bob", "Bob (2)"),
            ("小明", "小明 (2)"),
            ("two\nlines\u{202e}", "twolines (2)"),
            ("", "Deleted account (2)"),
            (
                "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
                "abcdefghijklmnopqrstuvwxyzabcde… (2)",
            ),
        ] {
            let chat = Chat {
                account: AccountId("one".into()),
                conversation_id: "si_1_2".into(),
                name: name.into(),
                unread: 2,
            };
            assert_eq!(label(&chat, Locale::English), line);
        }
    }

    #[test]
    fn the_dot_comes_with_the_first_message_and_goes_with_the_last() {
        let face = |messages, locale| Face::new(&with(messages), locale);
        assert!(!face(0, Locale::English).dot);
        assert!(face(1, Locale::English).dot);
        assert_eq!(face(0, Locale::English).line, "No unread messages");
        assert_eq!(face(1, Locale::English).line, "1 unread message");
        assert_eq!(face(12, Locale::English).line, "12 unread messages");
        assert_eq!(face(0, Locale::Chinese).line, "没有未读消息");
        assert_eq!(face(12, Locale::Chinese).line, "12 条未读消息");
    }

    #[tokio::test]
    async fn another_language_changes_everything_at_once() {
        let (count, waiting) = watch::channel(with(1));
        let (speak, locale) = watch::channel(Locale::English);
        let mut faces = Faces { waiting, locale };
        assert_eq!(faces.now().open, "Open Selkie");
        speak.send_replace(Locale::Chinese);
        assert_eq!(
            faces.next().await.map(|face| (face.open, face.quit)),
            Some(("打开 Selkie", "退出 Selkie"))
        );
        count.send_replace(with(2));
        assert_eq!(faces.next().await.map(|face| face.line), Some("2 条未读消息".into()));
    }
}
