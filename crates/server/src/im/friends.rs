//! Friendships: who may ask whom, what an answer brings about, and what people keep of each other. Each side has the
//! other in a list of its own, so one may end it alone. Every act is one transaction with its versions and its notices:
//! a server that dies before the commit has done and told nothing, one that dies after it has kept everything, and
//! whoever missed the notice finds the change by its version. Knows no front door.

mod answering;
mod asking;
mod list;
mod told;

use protocol::Code;
use rusqlite::Connection;

use super::Failure;
use crate::line;
use crate::store::users::{self, User};

pub(crate) use answering::Answer;
pub(crate) use asking::{Asking, Requests};

/// The longest greeting or word of an answer, and the longest remark, in characters.
const MAX_GREETING: usize = 256;
const MAX_REMARK: usize = 64;
/// The longest `ex`, in bytes.
const MAX_EX: usize = 16_384;
/// People that one call may name.
const MOST: usize = 1_000;

/// Values of `friends.add_source`.
const IMPORTED: i32 = 1;
const ASKED: i32 = 2;

pub(super) const YOURSELF: Failure = Failure::new(Code::CANNOT_ADD_YOURSELF, "the other one is the user himself");
const NO_FRIEND: Failure = Failure::new(Code::RECORD_NOT_FOUND, "there is no such friend");
const BLOCKED: Failure = Failure::new(Code::BLOCKED_BY_PEER, "the other one blocks the user");

fn greeting(written: &str) -> Result<String, Failure> {
    line::seen_line(written, MAX_GREETING).ok_or(Failure::args("the message has more than 256 characters"))
}

fn remark(written: &str) -> Result<String, Failure> {
    line::seen_line(written, MAX_REMARK).ok_or(Failure::args("the remark has more than 64 characters"))
}

pub(super) fn ex(written: &str) -> Result<(), Failure> {
    if written.len() > MAX_EX {
        return Err(Failure::args("ex is too long"));
    }
    Ok(())
}

/// Somebody with whom one can have to do: who was deleted is nobody.
pub(super) fn must_live(connection: &Connection, id: &str) -> Result<User, Failure> {
    users::find(connection, id)?
        .filter(|user| !user.deleted)
        .ok_or(Failure::NO_USER)
}

/// The people that a call names, each once.
fn must_be_some(ids: &[String]) -> Result<(), Failure> {
    let mut seen = std::collections::BTreeSet::new();
    if ids.is_empty() || ids.len() > MOST {
        return Err(Failure::args("friendUserIDs names nobody or more than 1000"));
    }
    if !ids.iter().all(|id| seen.insert(id)) {
        return Err(Failure::args("friendUserIDs names somebody twice"));
    }
    Ok(())
}
