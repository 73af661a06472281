//! What somebody wants, from what he wrote: small talk, a reminder, the server's state, or a question for the help.
//! Knows no table and asks no clock.

mod chinese;
mod english;
mod when;
mod words;

use crate::app::language::is_han;
pub(super) use when::When;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Request {
    Hello,
    Thanks,
    Goodbye,
    /// Who are you, and what can you do?
    About,
    Remind {
        when: When,
        /// May be empty.
        text: String,
    },
    /// Wants to be reminded, and says no time that is understood.
    RemindUnclear,
    Reminders,
    /// By its number, if one was said.
    Cancel(Option<i64>),
    CancelAll,
    State,
    /// A picture, a voice, or whatever else cannot be read.
    NoText,
    /// Something else, as it was written.
    Question(String),
}

/// More of a text than this is not looked at for what it means.
const LOOKED_AT: usize = 2_000;

pub(super) fn understand(written: &str) -> Request {
    let text: String = written.trim().chars().take(LOOKED_AT).map(narrow).collect();
    let understood = match text.chars().any(is_han) {
        true => chinese::understand(&text),
        false => None,
    };
    // "remind me in an hour to 买菜" is English with something in it.
    understood
        .or_else(|| english::understand(&text))
        .unwrap_or(Request::Question(text))
}

/// Letters, digits, colons and spaces of the width of Chinese ones, as input methods write them, in the usual width.
fn narrow(character: char) -> char {
    match character {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        '\u{3000}' => ' ',
        '：' => ':',
        other => other,
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests;
