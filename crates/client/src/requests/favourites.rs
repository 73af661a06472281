//! What is looked for among favourites.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which ones. What is empty or absent narrows nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Favoured {
    /// Contained in what they say, in who said it, or in where.
    pub query: String,
    pub kind: Option<FavouriteKind>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum FavouriteKind {
    Text,
    /// Videos too.
    Pictures,
    Files,
    Voice,
    Others,
}
