//! A limit on how much memory a short input may claim: an empty message takes two bytes on the wire and some hundred
//! in memory. Things are counted before anything is decoded. Knows where things stand in each answer, nothing else.

use prost::Message;

use super::{
    GetActiveConversationsResp, GetConversationsHasReadAndMaxSeqResp, GetConversationsResp, GetLastMessageResp,
    GetSeqMessageResp, PullMessageBySeqsResp, PushMessages, SubUserOnlineStatusTips,
};

/// The most messages, conversations or users in one answer or push that is still read.
pub const MAX_THINGS: usize = 20_000;

/// Why an answer was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BoundedError {
    #[error("The answer holds more than {MAX_THINGS} things")]
    TooMany,
    #[error("The answer is damaged")]
    Damaged,
}

/// An answer or push that carries many things.
pub trait Bounded: Message + Default {
    /// Field numbers that lead from the whole to a thing. A map's entry is a field, its value field 2 in that.
    const PATHS: &'static [&'static [u64]];

    /// Decodes what does not hold too much. Clients read what a server sent through this.
    ///
    /// # Errors
    /// More than [`MAX_THINGS`], or bytes that are no such message.
    fn decode_bounded(bytes: &[u8]) -> Result<Self, BoundedError> {
        let mut left = MAX_THINGS;
        for path in Self::PATHS {
            count(bytes, path, &mut left)?;
        }
        Self::decode(bytes).map_err(|_| BoundedError::Damaged)
    }
}

const BY_CONVERSATION: &[&[u64]] = &[&[1], &[1, 2, 1], &[2], &[2, 2, 1]];

impl Bounded for PushMessages {
    const PATHS: &'static [&'static [u64]] = BY_CONVERSATION;
}

impl Bounded for PullMessageBySeqsResp {
    const PATHS: &'static [&'static [u64]] = BY_CONVERSATION;
}

impl Bounded for GetSeqMessageResp {
    const PATHS: &'static [&'static [u64]] = BY_CONVERSATION;
}

impl Bounded for GetLastMessageResp {
    const PATHS: &'static [&'static [u64]] = &[&[1]];
}

impl Bounded for GetConversationsHasReadAndMaxSeqResp {
    const PATHS: &'static [&'static [u64]] = &[&[1], &[2]];
}

impl Bounded for SubUserOnlineStatusTips {
    const PATHS: &'static [&'static [u64]] = &[&[1]];
}

impl Bounded for GetActiveConversationsResp {
    const PATHS: &'static [&'static [u64]] = &[&[2]];
}

impl Bounded for GetConversationsResp {
    const PATHS: &'static [&'static [u64]] = &[&[2]];
}

/// Takes one from `left` for each thing at the end of `path`.
fn count(bytes: &[u8], path: &[u64], left: &mut usize) -> Result<(), BoundedError> {
    let Some((wanted, deeper)) = path.split_first() else {
        *left = left.checked_sub(1).ok_or(BoundedError::TooMany)?;
        return Ok(());
    };
    let mut rest = bytes;
    while !rest.is_empty() {
        let (number, inside) = field(&mut rest).ok_or(BoundedError::Damaged)?;
        if let (true, Some(inside)) = (number == *wanted, inside) {
            count(inside, deeper, left)?;
        }
    }
    Ok(())
}

/// The next field's number, and its bytes where it has a length. Groups, which proto3 does not have, are damage.
fn field<'a>(rest: &mut &'a [u8]) -> Option<(u64, Option<&'a [u8]>)> {
    let key = varint(rest)?;
    let inside = match key & 7 {
        0 => varint(rest).map(|_| None)?,
        1 => take(rest, 8).map(|_| None)?,
        2 => {
            let len = usize::try_from(varint(rest)?).ok()?;
            Some(take(rest, len)?)
        }
        5 => take(rest, 4).map(|_| None)?,
        _ => return None,
    };
    Some((key >> 3, inside))
}

fn take<'a>(rest: &mut &'a [u8], len: usize) -> Option<&'a [u8]> {
    let (taken, after) = rest.split_at_checked(len)?;
    *rest = after;
    Some(taken)
}

fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut value: u64 = 0;
    for shift in (0..64).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}
