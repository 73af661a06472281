//! The rules by which messages are found, the same on both ends: a message is found when its folded words contain the
//! folded query, wherever in them. Knows no database; what is written into an index of SQLite's FTS5 and what is asked
//! of it is made here as text, for a table with `tokenize = 'ascii'` and `detail = full`.
//!
//! Each pair of neighbouring signs is one word of the index, so that a query is a phrase of its own pairs, in whatever
//! script and without a dictionary; each sign by itself is one too, for queries of a single sign. Where a message stands,
//! who sent it and of which kind it is are words too, one for each way of narrowing by them together: whatever is asked
//! for without words is one word of the index, and its newest messages are read off it.

mod findable;
mod fold;
mod simplified;

pub use findable::{Findable, Kind};
pub use fold::{Folded, Hit, fold};

use std::iter::once;

/// Grows when anything here changes what is written into an index: one that was written by other rules is made anew.
pub const VERSION: i64 = 2;

/// Signs of a query that are looked at.
const MOST: usize = 64;

/// Begins a word that stands for something beside the text. No folded text holds it.
const BESIDE: char = '\u{f8ff}';

/// A word of the index that no text holds: by what finding is narrowed, with the numbers by which an index knows
/// conversations and people. Of nothing it is the mark of every message.
#[must_use]
pub fn mark(conversation: Option<i64>, sender: Option<i64>, kind: Option<Kind>) -> String {
    let kind = kind.map(|kind| i64::from(kind.number()));
    let parts = [('c', conversation), ('s', sender), ('k', kind)];
    let parts = parts
        .into_iter()
        .filter_map(|(what, number)| Some(format!("{what}{}", number?)));
    once(BESIDE.to_string()).chain(parts).collect()
}

/// All marks of a message: one for each way in which it can be asked for.
#[must_use]
pub fn marks(conversation: i64, sender: i64, kinds: &[Kind]) -> Vec<String> {
    let mut marks = Vec::new();
    for conversation in [None, Some(conversation)] {
        for sender in [None, Some(sender)] {
            marks.push(mark(conversation, sender, None));
            marks.extend(kinds.iter().map(|kind| mark(conversation, sender, Some(*kind))));
        }
    }
    marks
}

/// What somebody looks for. `None`: nothing that could be found.
#[must_use]
pub fn query(text: &str) -> Option<Folded> {
    let query = fold(text.trim()).cut(MOST);
    (!query.is_blank()).then_some(query)
}

/// The words of an index for one message: its marks, each of its signs, each pair of neighbours in their order.
#[must_use]
pub fn index_words(text: &Folded, marks: &[String]) -> String {
    let signs: Vec<char> = text.signs().map(indexed).collect();
    let mut each = signs.clone();
    each.sort_unstable();
    each.dedup();
    let mut words = String::with_capacity(signs.len() * 12 + 32);
    for mark in marks {
        words.push_str(mark);
        words.push(' ');
    }
    for sign in each {
        words.push(sign);
        words.push(' ');
    }
    for (sign, next) in signs.iter().zip(signs.iter().skip(1)) {
        words.push(*sign);
        words.push(*next);
        words.push(' ');
    }
    words
}

/// What is asked of the index: texts that contain the query, of those that bear one of the marks, and whatever bears one
/// of the others. Without a query it is whatever bears one of the marks.
#[must_use]
pub fn expression(query: Option<&Folded>, among: &[String], also: &[String]) -> String {
    let any = |marks: &[String]| {
        let marks: Vec<String> = marks.iter().map(|mark| format!("\"{mark}\"")).collect();
        format!("({})", marks.join(" OR "))
    };
    let Some(query) = query else {
        return any(among);
    };
    let signs: Vec<char> = query.signs().map(indexed).collect();
    let words: Vec<String> = match signs.as_slice() {
        [sign] => vec![sign.to_string()],
        signs => signs
            .iter()
            .zip(signs.iter().skip(1))
            .map(|(sign, next)| format!("{sign}{next}"))
            .collect(),
    };
    let mut asked = format!("\"{}\"", words.join(" "));
    if !among.contains(&mark(None, None, None)) {
        asked = format!("{asked} AND {}", any(among));
    }
    if !also.is_empty() {
        asked = format!("({asked}) OR {}", any(also));
    }
    asked
}

/// A sign as it stands in words of the index. What would part them has a place in the private use area, which no folded
/// text uses.
fn indexed(sign: char) -> char {
    if sign.is_ascii() && !sign.is_ascii_alphanumeric() {
        char::from_u32(0xe000 + u32::from(sign)).unwrap_or(sign)
    } else {
        sign
    }
}
