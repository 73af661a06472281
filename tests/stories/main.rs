//! The stories: people do things with the real client and the real server in a simulated world, and what they then see
//! is compared as plain text. One file a feature; `docs/stories.md` maps each promise to its story.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod accounts;
mod acts;
mod assistant;
mod burning;
mod codes;
mod contacts;
mod devices;
mod drafts;
mod faces;
mod favourites;
mod finding;
mod forwarding;
mod friends;
mod groups;
mod history;
mod kinds;
mod links;
mod lists;
mod logs;
mod media;
mod notices;
mod notify;
mod offline;
mod own;
mod passwords;
mod presence;
mod profiles;
mod reading;
mod real;
mod recalling;
mod resending;
mod routing;
mod searching;
mod sending;
mod stickers;
mod talking;
mod tokens;
mod trouble;
