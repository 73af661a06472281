//! What the person chose for this computer, whichever accounts are signed in: plain data, mirrored into TypeScript, and
//! the file that keeps it. Knows nothing of what a choice changes; each reader does.

mod file;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::view::Registration;

pub use file::{SettingsFile, replace};

/// Every choice. A field that a file lacks, or says in words that this version does not know, has its default.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export_to = "types.gen.ts")]
pub struct Settings {
    pub theme: Theme,
    pub accent: Accent,
    pub text_size: TextSize,
    pub language: Language,
    pub send_with: SendWith,
    pub closing: Closing,
    pub notifications: Notifications,
    pub builtin: BuiltinSettings,
    pub layout: Layout,
    /// Emoji used last, newest first.
    pub emoji: Vec<String>,
    pub privacy: PrivacySettings,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum Accent {
    #[default]
    Teal,
    Blue,
    Violet,
    Rose,
    Amber,
    Green,
}

/// The size of text, of which everything else is a multiple.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum TextSize {
    Small,
    #[default]
    Normal,
    Large,
    Larger,
    Largest,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub enum Language {
    #[default]
    #[serde(rename = "system")]
    System,
    #[serde(rename = "en")]
    English,
    #[serde(rename = "zh-CN")]
    Chinese,
}

/// The key that sends; the other one makes a new line. Shift and Enter always do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum SendWith {
    #[default]
    Enter,
    CtrlEnter,
}

/// What closing the window does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum Closing {
    /// The first time, the person is asked.
    #[default]
    Ask,
    /// Selkie runs on without a window.
    Background,
    Quit,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export_to = "types.gen.ts")]
pub struct Notifications {
    pub on: bool,
    /// Whether they say who wrote, and what.
    pub content: bool,
    pub quiet: Quiet,
}

impl Default for Notifications {
    fn default() -> Self {
        Self {
            on: true,
            content: true,
            quiet: Quiet::default(),
        }
    }
}

/// Hours without notifications, every day, in minutes since local midnight: from the first up to and without the last.
/// They may go over midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export_to = "types.gen.ts")]
pub struct Quiet {
    pub on: bool,
    pub from: u16,
    pub to: u16,
}

impl Default for Quiet {
    fn default() -> Self {
        Self {
            on: false,
            from: 22 * 60,
            to: 7 * 60,
        }
    }
}

/// What this computer tells others while it is used. What a server keeps of that kind is the account's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export_to = "types.gen.ts")]
pub struct PrivacySettings {
    /// Others see that the person writes, and he sees it of others.
    pub typing: bool,
    /// Others see how far the person has read, and he sees it of others.
    pub receipts: bool,
    /// Pages to which the person is about to send a link are asked what they are, so that a card goes with it.
    pub link_cards: bool,
}

impl Default for PrivacySettings {
    fn default() -> Self {
        Self {
            typing: true,
            receipts: true,
            link_cards: false,
        }
    }
}

/// The server inside the app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export_to = "types.gen.ts")]
pub struct BuiltinSettings {
    pub on: bool,
    /// Whether others on the network may join, under TLS.
    pub network: bool,
    pub registration: Registration,
}

impl Default for BuiltinSettings {
    fn default() -> Self {
        Self {
            on: false,
            network: false,
            registration: Registration::Open,
        }
    }
}

/// Widths of the panes, in CSS pixels at normal text size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export_to = "types.gen.ts")]
pub struct Layout {
    pub list: u16,
    pub details: u16,
    pub details_open: bool,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            list: 304,
            details: 304,
            details_open: false,
        }
    }
}
