//! What the database promises, on real files and on a disk that goes wrong. Knows only the crate's public face.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod copies;
#[path = "../../../tests/world/faults.rs"]
mod faults;
mod kills;
mod modes;
mod opening;
mod place;
mod power;
mod reading;
mod sharing;
mod synced;
mod trouble;
