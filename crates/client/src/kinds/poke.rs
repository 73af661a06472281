//! A poke: one wants to be looked at, and says nothing. It has no data.

use protocol::content::CustomContent;
use serde_json::json;

use super::Kind;

/// Nobody is poked again by the same person sooner.
pub(crate) const PAUSE_MS: i64 = 10_000;

const NAME: &str = "selkie.poke";

pub(super) const KIND: Kind = Kind {
    name: "poke",
    called: &[NAME, "ST:PokeMsg"],
    fields: &[],
    quiet: true,
    english: "[Poke]",
    chinese: "[戳一下]",
};

/// As it is sent. Apps that do not know it show its description.
pub(crate) fn content() -> CustomContent {
    CustomContent {
        data: json!({ "customType": NAME, "data": {} }).to_string(),
        description: "[戳一下] Poke".to_owned(),
        extension: String::new(),
    }
}

/// Whether a message is one.
pub(crate) fn is(custom: &CustomContent) -> bool {
    super::opened(&custom.data).is_some_and(|(called, _)| KIND.called.contains(&called.as_str()))
}
