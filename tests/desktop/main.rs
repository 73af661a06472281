//! The real app, as a person has it: its window on a virtual screen, steered by WebDriver, against a real
//! `selkie-server` and a friend who sits at a client without a window. Linux only, where WebKitWebDriver is.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod acting;
mod choosing;
mod codes;
mod contacts;
mod dock;
mod dunst;
mod entering;
mod everyone;
mod faces;
mod favourites;
mod friend;
mod groups;
mod here;
mod kinds;
mod links;
mod lists;
mod logs;
mod media;
mod notifications;
mod package;
mod pictures;
mod playing;
mod searching;
mod shell;
mod switching;
mod talking;
mod tray;
mod trouble;
mod typing;

use world::desktop::{desk, files, panel, screen, window};
