//! How large groups get, and what those who come in see.

use serde::{Deserialize, Deserializer};

/// More than this many members were never tried.
const MOST_MEMBERS: u32 = 100_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Groups {
    /// People in one group.
    #[serde(deserialize_with = "members")]
    pub max_members: u32,
    /// Admins of one group, beside its owner.
    pub max_admins: u32,
    /// Whether who comes into a group sees what was written there before.
    pub history_for_new_members: bool,
}

impl Default for Groups {
    fn default() -> Self {
        Self {
            max_members: 3_000,
            max_admins: 10,
            history_for_new_members: true,
        }
    }
}

fn members<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    match u32::deserialize(deserializer) {
        Ok(members @ 2..=MOST_MEMBERS) => Ok(members),
        _ => Err(serde::de::Error::custom("max_members is 2 to 100000")),
    }
}
