//! selkie-server: the Selkie server as a program. Everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::main()
}
