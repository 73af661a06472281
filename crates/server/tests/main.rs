//! selkie-server from outside: the real program, in data folders of the tests' own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod apps;
mod cli;
mod running;
