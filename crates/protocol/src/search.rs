//! The rules by which messages are found, the same on both ends: a message is found when its folded words contain the
//! folded query, wherever in them. Knows no database; what is written into an index of SQLite's FTS5 and what is asked
//! of it is made here as text, for a table with `tokenize = 'ascii'` and `detail = full`.
//!
//! Each pair of neighbouring signs is one word of the index, so that a query is a phrase of its own pairs, in whatever
//! script and without a dictionary; each sign by itself is one too, for queries of a single sign.

mod fold;
mod simplified;

pub use fold::{Folded, Hit, fold};

/// Grows when anything here changes what is written into an index: one that was written by other rules is made anew.
pub const VERSION: i64 = 1;

/// Signs of a query that are looked at.
const MOST: usize = 64;

/// Begins a word that stands for something beside the text. No folded text holds it.
const BESIDE: char = '\u{f8ff}';

/// A word of the index that no text holds: something that belongs to the message, by which finding can be narrowed.
#[must_use]
pub fn mark(what: char, number: i64) -> String {
    format!("{BESIDE}{what}{number}")
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

/// What is asked of the index: texts that contain the query, of those that bear one mark of each group.
#[must_use]
pub fn expression(query: Option<&Folded>, marks: &[Vec<String>]) -> String {
    let phrase = query.map(|query| {
        let signs: Vec<char> = query.signs().map(indexed).collect();
        let words: Vec<String> = match signs.as_slice() {
            [sign] => vec![sign.to_string()],
            signs => signs
                .iter()
                .zip(signs.iter().skip(1))
                .map(|(sign, next)| format!("{sign}{next}"))
                .collect(),
        };
        format!("\"{}\"", words.join(" "))
    });
    let groups = marks.iter().map(|group| {
        let any: Vec<String> = group.iter().map(|mark| format!("\"{mark}\"")).collect();
        format!("({})", any.join(" OR "))
    });
    phrase.into_iter().chain(groups).collect::<Vec<_>>().join(" AND ")
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
