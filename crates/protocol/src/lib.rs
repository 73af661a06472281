//! The wire, in both ends' words: OpenIM's protocol as it is read in its public sources, and the few fields that
//! Selkie adds to it. Knows no socket, no clock, no database and no randomness; it fails only on bad bytes.
//!
//! Everything that arrives may be hostile: decoders never panic, never read beyond their input and never allocate
//! before the bytes that justify it are there.

#[macro_use]
mod lenient;

pub mod code;
pub mod content;
pub mod envelope;
pub mod frame;
pub mod handshake;
pub mod ids;
pub mod options;
pub mod pb;
pub mod platform;
pub mod rest;
pub mod search;

pub use code::Code;
