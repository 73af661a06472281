//! The program `selkie`: hands over to the library and knows nothing else.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    selkie::run()
}
