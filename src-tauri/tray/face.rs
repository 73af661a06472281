//! What the icon says, made anew whenever that changes. Knows no panel.

use tokio::sync::watch;

use crate::{unread::Waiting, words::Locale};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    /// Whether the picture has its dot.
    pub dot: bool,
    /// How much is unread.
    pub line: String,
    pub open: &'static str,
    pub quit: &'static str,
}

impl Face {
    fn new(waiting: &Waiting, locale: Locale) -> Self {
        Self {
            dot: waiting.messages > 0,
            line: locale.unread(waiting.messages),
            open: locale.open(),
            quit: locale.quit(),
        }
    }
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
    use super::*;

    #[test]
    fn the_dot_comes_with_the_first_message_and_goes_with_the_last() {
        let face = |messages, locale| Face::new(&Waiting { messages }, locale);
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
        let (count, waiting) = watch::channel(Waiting { messages: 1 });
        let (speak, locale) = watch::channel(Locale::English);
        let mut faces = Faces { waiting, locale };
        assert_eq!(faces.now().open, "Open Selkie");
        speak.send_replace(Locale::Chinese);
        assert_eq!(
            faces.next().await.map(|face| (face.open, face.quit)),
            Some(("打开 Selkie", "退出 Selkie"))
        );
        count.send_replace(Waiting { messages: 2 });
        assert_eq!(faces.next().await.map(|face| face.line), Some("2 条未读消息".into()));
    }
}
