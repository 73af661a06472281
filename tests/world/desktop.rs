//! A desk with the real window on it: for the tests of the window, and for whoever measures it. Linux only, where
//! WebKitWebDriver is.

pub mod desk;
pub mod files;
pub mod panel;
pub mod process;
pub mod screen;
pub mod window;
pub mod wire;
