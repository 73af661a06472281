//! The licences of others' software inside Selkie, as `make licences` collects them. Knows nothing of what they ask for.

pub const TEXT: &str = include_str!("licences.txt");
