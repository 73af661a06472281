//! Words as they are compared: without case, width, accents, traditional characters, and signs that nobody sees.
//!
//! A text is folded in clusters, each a sign with the marks that belong to it, so that a hit never ends inside of what
//! is seen as one sign. Accents of Latin, Greek and Cyrillic letters and the vowel points of Hebrew and Arabic are left
//! out, as whoever is in a hurry leaves them out; marks that make another sound (が, กิ, कि) stay. Knows no index.

use std::iter::once;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::simplified::simplified;

/// Stands for signs of the private use area that an index needs for itself.
const REPLACED: char = '\u{fffd}';

/// A text as it is compared, with where each sign comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folded {
    signs: Vec<Sign>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sign {
    own: char,
    /// Its cluster in the text, in UTF-16 code units; `to` is the first one behind.
    from: u32,
    to: u32,
}

/// Where a text has what was looked for, in UTF-16 code units as pages count them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    pub from: u32,
    /// The first one behind.
    pub to: u32,
}

/// Folds a text.
#[must_use]
pub fn fold(text: &str) -> Folded {
    let mut signs = Vec::with_capacity(text.len() / 2);
    let mut rest = text.chars().peekable();
    let mut cluster = String::new();
    let mut from = 0;
    while let Some(first) = rest.next() {
        let mut to = from + utf16(first);
        if rest.peek().is_none_or(|next| !joins(first, *next))
            && let Some(own) = alone(first)
        {
            signs.push(Sign { own, from, to });
            from = to;
            continue;
        }
        cluster.clear();
        cluster.push(first);
        let mut last = first;
        while let Some(next) = rest.next_if(|next| joins(last, *next)) {
            cluster.push(next);
            to += utf16(next);
            last = next;
        }
        let folded = cluster.nfkd().flat_map(char::to_lowercase).nfkd();
        let heard = folded.filter(|sign| !is_left_out(*sign)).nfc();
        signs.extend(heard.flat_map(spelled).map(|own| Sign { own, from, to }));
        from = to;
    }
    Folded { signs }
}

impl Folded {
    /// The signs that are compared.
    pub fn signs(&self) -> impl Iterator<Item = char> {
        self.signs.iter().map(|sign| sign.own)
    }

    /// Whether nothing is there that could be looked for.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.signs().all(|sign| sign == ' ')
    }

    /// The first `most` signs.
    #[must_use]
    pub fn cut(mut self, most: usize) -> Self {
        self.signs.truncate(most);
        self
    }

    /// Where the query stands, from left to right and without overlap. Empty: nowhere.
    #[must_use]
    pub fn hits(&self, query: &Self) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let mut at = 0;
        while let Some(found) = self.find(query, at) {
            let signs = self.signs.get(found..found + query.signs.len()).unwrap_or_default();
            if let (Some(first), Some(last)) = (signs.first(), signs.last()) {
                match hits.last_mut() {
                    // Both in one cluster.
                    Some(before) if before.to > first.from => before.to = last.to.max(before.to),
                    _ => hits.push(Hit {
                        from: first.from,
                        to: last.to,
                    }),
                }
            }
            at = found + query.signs.len();
        }
        hits
    }

    /// Whether the query stands anywhere. An empty one stands nowhere.
    #[must_use]
    pub fn contains(&self, query: &Self) -> bool {
        self.find(query, 0).is_some()
    }

    fn find(&self, query: &Self, after: usize) -> Option<usize> {
        let first = query.signs.first()?.own;
        let rest = self.signs.get(after..)?;
        let fits = |window: &[Sign]| {
            window
                .iter()
                .zip(&query.signs)
                .all(|(sign, wanted)| sign.own == wanted.own)
        };
        let mut windows = rest.windows(query.signs.len());
        let place = windows.position(|window| window.first().is_some_and(|sign| sign.own == first) && fits(window))?;
        Some(after + place)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "1 or 2")]
fn utf16(sign: char) -> u32 {
    sign.len_utf16() as u32
}

/// Whether `sign` belongs to the cluster of the sign before it.
fn joins(before: char, sign: char) -> bool {
    if sign < '\u{300}' && before != '\u{200d}' {
        return false;
    }
    before == '\u{200d}'
        || sign == '\u{200d}'
        // Tones of skin, vowels and ends of Korean syllables, and the sound marks of narrow kana.
        || matches!(sign, '\u{1f3fb}'..='\u{1f3ff}' | '\u{1160}'..='\u{11ff}' | '\u{ff9e}' | '\u{ff9f}')
        || (!is_character(sign) && is_combining_mark(sign))
}

fn is_character(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// The commonest signs, of which each by itself becomes one.
fn alone(sign: char) -> Option<char> {
    if sign.is_ascii() {
        Some(if sign.is_whitespace() {
            ' '
        } else {
            sign.to_ascii_lowercase()
        })
    } else {
        is_character(sign).then(|| simplified(sign))
    }
}

/// The last step, sign by sign.
fn spelled(sign: char) -> impl Iterator<Item = char> {
    let (own, more) = match sign {
        'ß' => ('s', Some('s')),
        'ς' => ('σ', None),
        '\u{e000}'..='\u{e0ff}' | '\u{f8ff}' => (REPLACED, None),
        sign if sign.is_whitespace() => (' ', None),
        sign => (simplified(sign), None),
    };
    once(own).chain(more)
}

/// Accents, points, and what is not seen.
fn is_left_out(sign: char) -> bool {
    matches!(
        sign,
        // Accents
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
            | '\u{fe20}'..='\u{fe2f}'
            // Points of Hebrew and Arabic, and the stroke that stretches a word
            | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
            | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
            // Joiners, directions, variants, and the like
            | '\u{ad}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}'
    )
}
