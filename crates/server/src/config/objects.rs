//! How much people may keep on the server.

use serde::Deserialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Objects {
    /// The largest file; 0: none are taken.
    pub max_file_mb: u32,
    /// All files of one person.
    pub max_person_mb: u32,
    /// Whether whoever knows the address of a file may read it, also without being signed in.
    pub plain_names: bool,
    /// Files go that nothing names for so many days.
    pub unused_days: u32,
}

impl Default for Objects {
    fn default() -> Self {
        Self {
            max_file_mb: 4096,
            max_person_mb: 16_384,
            plain_names: false,
            unused_days: 30,
        }
    }
}
