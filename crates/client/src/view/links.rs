//! Cards of pages of the web.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a page says of itself, as whoever sends a link to it has gathered. Who reads it asks nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct LinkCard {
    pub url: String,
    pub title: String,
    /// Empty: it says no more.
    pub words: String,
    /// Whose page it is; empty: it does not say.
    pub site: String,
    /// Whether it has a picture.
    #[serde(default)]
    pub pictured: bool,
}
