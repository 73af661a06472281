//! The engine of Selkie, without a face: accounts, links, history, sending, all of it on disk before it is shown. The
//! shell and the tests hold a [`Client`]. Knows nothing of windows, and nothing of the server's inside.

mod account;
mod address;
mod calls;
mod changes;
mod chores;
mod client;
pub mod clock;
mod drafts;
pub mod error;
pub mod event;
mod ex;
mod failure;
mod folder;
mod friends;
mod history;
mod inbox;
pub mod keychain;
mod link;
mod marks;
pub mod network;
mod outbox;
mod people;
mod presence;
mod privacy;
mod profile;
pub mod random;
mod relations;
pub mod requests;
mod server;
mod session;
pub mod settings;
mod setup;
mod spans;
mod store;
mod subscription;
mod sync;
mod text;
pub mod view;
mod views;
mod wishes;
mod world;

pub use client::Client;
pub use setup::Setup;
pub use subscription::Subscription;
