//! The vendors' own packages, unchanged, against the real server: what they do is our measure of compatibility.
//! Needs Node and `npm ci` in this folder; without them it fails, it never skips.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod bucket;
mod calls;
mod conversations;
mod examples;
mod friends;
mod groups;
mod openim;
mod package;
mod rongcloud;
mod spoken;
