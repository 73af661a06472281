//! What the shell says by itself, beside the page: the menu of its icon, notifications. In the language of the page, which
//! knows what was chosen and what the system wants.

use serde::Deserialize;
use tokio::sync::watch;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Locale {
    #[default]
    #[serde(rename = "en")]
    English,
    #[serde(rename = "zh-CN")]
    Chinese,
}

/// The language in which the page speaks.
pub struct Spoken(watch::Sender<Locale>);

impl Spoken {
    pub fn new() -> Self {
        Self(watch::Sender::new(Locale::default()))
    }

    pub fn set(&self, locale: Locale) {
        self.0.send_replace(locale);
    }

    pub fn now(&self) -> Locale {
        *self.0.borrow()
    }

    pub fn watch(&self) -> watch::Receiver<Locale> {
        self.0.subscribe()
    }
}

impl Locale {
    pub fn open(self) -> &'static str {
        match self {
            Self::English => "Open Selkie",
            Self::Chinese => "打开 Selkie",
        }
    }

    pub fn quit(self) -> &'static str {
        match self {
            Self::English => "Quit Selkie",
            Self::Chinese => "退出 Selkie",
        }
    }

    pub fn save_as(self) -> &'static str {
        match self {
            Self::English => "Save as",
            Self::Chinese => "另存为",
        }
    }

    pub fn sticker_folder(self) -> &'static str {
        match self {
            Self::English => "Add a folder of stickers",
            Self::Chinese => "添加贴纸文件夹",
        }
    }

    pub fn deleted_account(self) -> &'static str {
        match self {
            Self::English => "Deleted account",
            Self::Chinese => "已注销的账号",
        }
    }

    pub fn unread(self, count: i64) -> String {
        match (self, count) {
            (Self::English, 0) => "No unread messages".into(),
            (Self::English, 1) => "1 unread message".into(),
            (Self::English, _) => format!("{count} unread messages"),
            (Self::Chinese, 0) => "没有未读消息".into(),
            (Self::Chinese, _) => format!("{count} 条未读消息"),
        }
    }
}
