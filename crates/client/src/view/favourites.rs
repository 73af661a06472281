//! What a person keeps, as the UI is shown it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::MessageView;

/// A copy of a message, with where it is from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct FavouriteView {
    pub id: String,
    /// When it was kept.
    #[ts(type = "number")]
    pub kept: i64,
    /// The server does not have it yet.
    pub waiting: bool,
    /// What its conversation is called; empty: nobody knows.
    pub place: String,
    /// That is a group.
    pub group: bool,
    /// Where the message stands in its conversation; absent: it is there no more.
    #[ts(type = "number | null")]
    pub at: Option<i64>,
    /// As it was kept. Its `clientMsgId` names the copy wherever a message is named.
    pub message: MessageView,
}

/// The newest of those that were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct FavouritesView {
    /// The one kept last comes first.
    pub all: Vec<FavouriteView>,
    /// There are older ones.
    pub more: bool,
}
