//! The Selkie server as a library: accounts, chat and their front doors on SQLite, over any byte stream. Knows no
//! desktop and no window; `selkie-server` and the desktop app both run it.

pub mod app;
pub mod apps;
pub mod backup;
pub mod cli;
pub mod config;
pub mod control;
pub mod courier;
pub mod env;
pub mod http;
pub mod im;
pub mod limits;
mod line;
mod lock;
mod openim;
mod outward;
pub mod private;
pub mod probe;
mod rongcloud;
pub mod server;
mod store;
#[cfg(test)]
mod testing;
pub mod tls;

pub use config::Config;
pub use courier::{Courier, Form, Letter, Text, Undelivered};
pub use env::{Clock, Env, HashCost, Hashing, Random};
pub use server::{OpenError, Peer, Server};
