//! The simulated world of the tests: the real client and the real server in one thread, on paused time, over pipes in
//! memory that can be cut, delayed and made to swallow, all drawn from one seed. And people in it. Beside it, the
//! server as a process of its own. The only crate that sees client and server at once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

pub mod app_server;
pub mod cast;
pub mod clock;
pub mod courier;
#[cfg(target_os = "linux")]
pub mod desktop;
pub mod device;
mod doing;
pub mod exchange;
pub mod faults;
pub mod hook;
pub mod hosts;
mod inside;
pub mod keychain;
pub mod link;
pub mod log;
pub mod microphone;
pub mod mirror;
pub mod narrow;
pub mod network;
mod panics;
pub mod person;
pub mod pipe;
pub mod process;
pub mod random;
pub mod real;
pub mod relay;
pub mod session;
mod settle;
pub mod simulated;
pub mod site;
pub mod store;
mod talk;
pub mod trace;
pub mod transcript;
pub mod visitor;

pub use app_server::AppServer;
pub use courier::Parcel;
pub use device::Device;
pub use link::{Cable, Link};
pub use log::Log;
pub use person::Person;
pub use simulated::{Plan, World, both, observe, simulate};
pub use visitor::Visitor;
