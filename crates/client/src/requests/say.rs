//! What can be said beside words and files.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Written;
use crate::view::LinkCard;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum Say {
    /// Somebody who is recommended.
    Card { user_id: String },
    /// A place on the earth, in degrees.
    Location {
        name: String,
        latitude: f64,
        longitude: f64,
    },
    /// Words in Markdown.
    Markdown { text: String },
    /// Words with the card of a page to which they link.
    Linked { written: Written, card: LinkCard },
    /// To one person, and not too often.
    Poke,
}
