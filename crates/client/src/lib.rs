//! client
pub mod error;
pub mod event;
pub mod view;
