//! Where what people write is told to an App Server. Knows no message.

use serde::Deserialize;

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Routing {
    /// Empty: nobody is told.
    #[serde(deserialize_with = "super::codes::hook")]
    pub url: String,
    pub timeout_seconds: u16,
}

impl Default for Routing {
    fn default() -> Self {
        Self {
            url: String::new(),
            timeout_seconds: 10,
        }
    }
}

impl Routing {
    pub fn on(&self) -> bool {
        !self.url.is_empty()
    }
}
