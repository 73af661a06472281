//! A name taken apart: its letters without case, width and accents, and how Chinese characters are read.

use pinyin::ToPinyinMulti as _;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Letters that are looked at; nobody's name is told from another's by what comes later.
pub(super) const MOST: usize = 64;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) own: char,
    /// Syllables, the commonest first; none where it is no Chinese character.
    pub(super) readings: Box<[&'static str]>,
    /// A word begins here. Every Chinese character is one.
    pub(super) start: bool,
}

/// Signs between words are left out.
pub(super) fn letters(name: &str) -> Vec<Letter> {
    let mut letters = Vec::with_capacity(name.len().min(MOST));
    let mut start = true;
    for sign in name.chars().take(MOST) {
        // Most names and all ids are nothing else.
        if sign.is_ascii() {
            let own = sign.to_ascii_lowercase();
            if own.is_ascii_alphanumeric() {
                letters.push(Letter {
                    own,
                    readings: Box::default(),
                    start,
                });
            }
            start = !own.is_ascii_alphanumeric();
            continue;
        }
        let readings = readings(sign);
        if !readings.is_empty() {
            letters.push(Letter {
                own: sign,
                readings,
                start: true,
            });
            start = true;
            continue;
        }
        let before = letters.len();
        for own in folded(sign) {
            letters.push(Letter {
                own,
                readings: Box::default(),
                start,
            });
            start = false;
        }
        start |= letters.len() == before;
    }
    letters
}

/// A sign without case, width and accents; nothing where it is no letter, digit or picture.
pub(super) fn folded(sign: char) -> impl Iterator<Item = char> {
    std::iter::once(sign)
        .nfkd()
        .filter(|sign| !is_combining_mark(*sign) && is_said(*sign))
        .flat_map(char::to_lowercase)
}

fn is_said(sign: char) -> bool {
    // What is no letter and yet is looked for are pictures, which all lie above the signs of writing.
    sign.is_alphanumeric() || ('\u{1f000}'..'\u{e0000}').contains(&sign)
}

fn readings(sign: char) -> Box<[&'static str]> {
    let mut readings = Vec::new();
    for reading in sign.to_pinyin_multi().into_iter().flatten() {
        if !readings.contains(&reading.plain()) {
            readings.push(reading.plain());
        }
    }
    readings.into_boxed_slice()
}

/// How a character is read at the head of a name, where that is not its commonest reading.
pub(super) fn surname(sign: char) -> Option<&'static str> {
    Some(match sign {
        '曾' => "zeng",
        '单' | '單' => "shan",
        '解' => "xie",
        '仇' => "qiu",
        '查' => "zha",
        '区' | '區' => "ou",
        '盖' | '蓋' => "ge",
        '朴' => "piao",
        '翟' => "zhai",
        '尉' => "yu",
        '覃' => "qin",
        '乐' | '樂' => "yue",
        _ => return None,
    })
}
