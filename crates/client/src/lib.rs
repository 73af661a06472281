//! The engine of Selkie, without a face: accounts, links, history, sending, all of it on disk before it is shown. The
//! shell and the tests hold a [`Client`]. Knows nothing of windows, and nothing of the server's inside.

mod address;
mod client;
pub mod clock;
pub mod error;
pub mod event;
pub mod keychain;
pub mod network;
pub mod random;
pub mod requests;
mod setup;
mod subscription;
pub mod view;

pub use client::Client;
pub use setup::Setup;
pub use subscription::Subscription;
