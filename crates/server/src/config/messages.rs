//! What becomes of messages after they were sent.

use serde::Deserialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Messages {
    /// For so long whoever wrote a message takes it back from everybody; 0: for ever.
    pub revoke_minutes: u32,
}

impl Default for Messages {
    fn default() -> Self {
        Self {
            revoke_minutes: 24 * 60,
        }
    }
}
