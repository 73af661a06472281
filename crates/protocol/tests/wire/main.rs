//! The wire against what was read and tried in public: byte vectors of a real gob encoder, field numbers and names as
//! published, and bytes from people who mean no good.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod allocation;
mod content;
mod envelope;
mod frame;
mod gob;
mod handshake;
mod hostile;
mod hostile_json;
mod ids;
mod numbers;
mod options;
mod pb_table;
mod pb_table_notices;
mod rest;
mod rest_json;
mod samples;
mod search;
mod search_index;
