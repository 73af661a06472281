//! Somebody as he is looked at, and pictures on their way to become his.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{QrView, UserView};

/// What a drawer shows of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct ProfileView {
    pub user: UserView,
    /// Whether the server told the rest; otherwise nothing is known of it.
    pub told: bool,
    /// Chosen by himself, once; empty: none, or the server knows no such thing.
    pub personal_id: String,
    pub gender: Gender,
    /// `1990-01-31`; empty: not said.
    pub birthday: String,
    /// The IDs of the groups that the person is in too, as far as that is known.
    pub common: Vec<String>,
    /// They are in such groups only whose members may not ask one another to be friends.
    pub apart: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum Gender {
    #[default]
    Unsaid,
    Male,
    Female,
}

/// A chosen picture, upright, to choose a part of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct PicturePreview {
    /// Of the whole picture, in pixels.
    pub width: u32,
    pub height: u32,
    /// The same made smaller, as a `data:` address.
    pub url: String,
}

/// One's own card, to be shown to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct CardView {
    pub link: String,
    pub qr: QrView,
    /// Others reach the server at none of its addresses.
    pub unreachable: bool,
}
