//! What the server's owner may do from the command line, and the socket in the data folder over which it reaches a
//! running server, so that it takes effect at once. Knows no prompt and no argument.

mod acts;
#[cfg(unix)]
mod socket;

pub use acts::{Act, THERE, perform};
#[cfg(unix)]
pub use socket::{Control, call};

/// What is printed line by line, or why it was refused, in words for the owner.
pub type Answer = Result<Vec<String>, String>;

/// Elsewhere there is no such socket: the owner's commands need the server to be stopped.
#[cfg(not(unix))]
pub async fn call(_dir: &std::path::Path, _act: &Act) -> std::io::Result<Option<Answer>> {
    Ok(None)
}
