//! A text as its words, each with its place, so that what is left of a text can be cut out as it was written. Knows no
//! meaning.

use std::ops::Range;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// In lower case.
    pub(super) text: String,
    /// In bytes.
    pub(super) place: Range<usize>,
}

/// Letters with their apostrophes, and digits with their points and colons; "20min" are two words.
pub(super) fn split(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut kind = Kind::Between;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let now = match character {
            '0'..='9' => Kind::Digits,
            '.' | ':' if kind == Kind::Digits && next.is_some_and(|next| next.is_ascii_digit()) => Kind::Digits,
            '\'' | '’' if kind == Kind::Letters => Kind::Letters,
            _ if character.is_alphabetic() => Kind::Letters,
            _ => Kind::Between,
        };
        let end = at + character.len_utf8();
        match words.last_mut() {
            Some(word) if now == kind && now != Kind::Between => {
                word.text.extend(character.to_lowercase());
                word.place.end = end;
            }
            _ if now != Kind::Between => words.push(Word {
                text: character.to_lowercase().collect(),
                place: at..end,
            }),
            _ => {}
        }
        kind = now;
    }
    words
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Kind {
    Between,
    Letters,
    Digits,
}

/// What is left of a text when these places are cut out, without what stands lonely at its ends.
pub(super) fn without(text: &str, mut places: Vec<Range<usize>>) -> String {
    places.sort_by_key(|place| place.start);
    let mut left = String::new();
    let mut from = 0;
    for place in places {
        left.push_str(text.get(from..place.start).unwrap_or_default());
        // Where something stood, words do not grow together.
        left.push(' ');
        from = from.max(place.end);
    }
    left.push_str(text.get(from..).unwrap_or_default());
    let left = left.split_whitespace().collect::<Vec<_>>().join(" ");
    let lonely = |character: char| character.is_whitespace() || ",;:.-–—，。；：、~".contains(character);
    left.trim_matches(lonely).to_owned()
}
