//! What a caller hands in and what the longer calls hand back: plain data, mirrored into TypeScript. Knows no rules;
//! the calls check.

mod favourites;
mod media;
mod say;
mod search;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::view::{AccountView, Gender, Notify};

pub use favourites::{Favoured, FavouriteKind};
pub use media::{Attachment, Kept, Manner};
pub use say::Say;
pub use search::{Search, SearchCursor, SearchKind};

/// A new account with a password on the server at `address`.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts", optional_fields)]
pub struct NewAccount {
    pub address: String,
    pub account: String,
    pub password: String,
    pub nickname: String,
    #[serde(default)]
    pub invitation: Option<String>,
    /// The person's mail address or telephone, and the code that the server sent there.
    #[serde(default)]
    pub to: Option<CodeTo>,
    #[serde(default)]
    pub code: Option<String>,
    /// `en` or `zh-CN`: in which the server's assistant greets.
    #[serde(default)]
    pub language: Option<String>,
    /// The time zone of this computer, such as `Asia/Shanghai`: by which the assistant reminds.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// The certificate the person agreed to, as `ServerView` showed it.
    #[serde(default)]
    pub fingerprint: Option<String>,
}

/// What registering gave.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Registered {
    pub account: AccountView,
    /// Shown once; it is kept nowhere on this device. Absent on a server that gives none.
    pub recovery_code: Option<String>,
}

/// What one says of oneself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Profile {
    pub nickname: String,
    pub status: String,
}

/// Signing in with a password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts", optional_fields)]
pub struct SignIn {
    pub address: String,
    pub account: String,
    pub password: String,
    #[serde(default)]
    pub fingerprint: Option<String>,
}

/// Signing in with a token that the person's own App Server issued.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts", optional_fields)]
pub struct TokenSignIn {
    pub address: String,
    pub user_id: String,
    pub token: String,
    /// Where the App Server renews a token: `POST {userID, token}` answers `{token}`.
    #[serde(default)]
    pub renew_url: Option<String>,
    #[serde(default)]
    pub fingerprint: Option<String>,
}

/// A forgotten password is replaced with the help of the recovery code, or of a code that was sent.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts", optional_fields)]
pub struct PasswordReset {
    pub address: String,
    /// Empty where `to` names the account; the recovery code then is too.
    pub account: String,
    pub recovery_code: String,
    pub new_password: String,
    /// Where the code went, and the code.
    #[serde(default)]
    pub to: Option<CodeTo>,
    #[serde(default)]
    pub code: Option<String>,
    #[serde(default)]
    pub fingerprint: Option<String>,
}

/// A place in a conversation: the message from which to page upward, as its `MessageView` gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Cursor {
    #[ts(type = "number | null")]
    pub seq: Option<i64>,
    #[ts(type = "number")]
    pub local: i64,
}

/// Where a code goes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum CodeTo {
    Email {
        email: String,
    },
    Phone {
        /// With its plus sign, such as `+86`.
        area_code: String,
        number: String,
    },
}

/// What a code is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum CodeUse {
    Register,
    SignIn,
    Reset,
}

/// Has the server send a code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts", optional_fields)]
pub struct CodeRequest {
    pub address: String,
    pub to: CodeTo,
    pub purpose: CodeUse,
    /// `en` or `zh-CN`: in which the mail is written.
    #[serde(default)]
    pub language: Option<String>,
    /// Where an invitation is needed to register.
    #[serde(default)]
    pub invitation: Option<String>,
    #[serde(default)]
    pub fingerprint: Option<String>,
}

/// What became of a code that was asked for. Whether somebody has an account is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct CodeSent {
    /// One is on its way; otherwise it was too early for another.
    pub sent: bool,
    pub wait_seconds: u32,
}

/// Signing in with a code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts", optional_fields)]
pub struct CodeSignIn {
    pub address: String,
    pub to: CodeTo,
    pub code: String,
    #[serde(default)]
    pub fingerprint: Option<String>,
}

/// What one says of oneself beside the name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct About {
    pub gender: Gender,
    /// `1990-01-31`; empty: nothing is said.
    pub birthday: String,
}

/// The square of a picture that becomes an avatar, in pixels of the whole picture after it was turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Crop {
    /// Quarters of a turn, clockwise.
    pub turns: u8,
    pub x: u32,
    pub y: u32,
    pub side: u32,
}

/// Somebody who is mentioned in a text that is to be sent: where he stands in it, `@` included, in UTF-16 code units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Meant {
    /// `None`: everybody.
    pub user_id: Option<String>,
    pub from: u32,
    /// The first one behind.
    pub to: u32,
}

/// What somebody wrote, with the places in it that mention somebody, and the message that it answers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export_to = "types.gen.ts")]
pub struct Written {
    pub text: String,
    pub mentions: Vec<Meant>,
    /// A `clientMsgId`.
    pub quote: Option<String>,
}

/// What a person does to messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum MessageAct {
    /// This and the next two are shown at once, and sent by themselves later.
    React {
        emoji: String,
        on: bool,
    },
    Pin {
        on: bool,
    },
    /// An own text says something else from now on.
    Edit {
        text: String,
        mentions: Vec<Meant>,
    },
    /// From everybody, as long as the server lets one; needs a connection.
    Recall,
    /// From this person's sight, on all his devices: at once here, by itself later there.
    Delete,
}

/// Messages that are sent on, each to each conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Forward {
    /// Their `clientMsgId`s, in the order in which they are sent.
    pub messages: Vec<String>,
    pub to: Vec<String>,
    /// All of them as one message.
    pub merged: Option<Merging>,
    /// Said behind them; empty: nothing.
    pub word: String,
}

/// What is written on messages that are sent on as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Merging {
    pub title: String,
    /// The first of them, a line each.
    pub lines: Vec<String>,
}

/// What a person does with conversations of the list. All of it is shown at once, on disk before it is sent, and sent
/// until it is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum ConversationAct {
    Notify {
        notify: Notify,
    },
    /// Above all that are pinned, or no more among them.
    Pin {
        on: bool,
    },
    /// Pinned right below another one; `None`: above all.
    Place {
        below: Option<String>,
    },
    Archive {
        on: bool,
    },
    Read,
    /// What is written there from now on burns so many seconds after it was read; 0: it stays. In conversations of two.
    Burn {
        seconds: u32,
    },
    /// Everything there goes so many seconds after it was sent; 0: it stays.
    Keep {
        seconds: u32,
    },
    /// It is to look unread until somebody opens it.
    Unread,
    /// Everything that was written so far goes out of sight, on all devices of this person and on no other's.
    Clear,
    /// The same, and the row goes from the list until something new is written.
    Delete,
}
