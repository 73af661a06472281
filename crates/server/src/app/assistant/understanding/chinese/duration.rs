//! Lengths of time in Chinese: "20 分钟", "二十分钟", "半小时", "一个半小时", "两天半", "1小时30分", "一刻钟".

use crate::app::assistant::understanding::when::{self, DAY, HOUR, MINUTE, SECOND, WEEK};

/// The longer ones first, so that none is taken for its beginning.
const UNITS: [(&str, i64); 14] = [
    ("秒钟", SECOND),
    ("秒", SECOND),
    ("分钟", MINUTE),
    ("分", MINUTE),
    ("刻钟", 15 * MINUTE),
    ("小时", HOUR),
    ("钟头", HOUR),
    ("天", DAY),
    ("日", DAY),
    ("星期", WEEK),
    ("礼拜", WEEK),
    ("周", WEEK),
    ("h", HOUR),
    ("min", MINUTE),
];

/// Milliseconds, and how many characters say them.
pub(super) fn duration(characters: &[char]) -> Option<(i64, usize)> {
    let (mut total, mut read) = part(characters)?;
    while let Some((ms, more)) = characters.get(read..).and_then(|rest| {
        let between = rest
            .iter()
            .take_while(|character| matches!(character, ' ' | '零' | '又'))
            .count();
        part(rest.get(between..)?).map(|(ms, more)| (ms, between + more))
    }) {
        total = total.saturating_add(ms);
        read += more;
    }
    Some((total, read))
}

/// A number with its unit.
fn part(characters: &[char]) -> Option<(i64, usize)> {
    let (mut thousandths, mut read) = number(characters)?;
    let at = |read: usize| characters.get(read).copied();
    read += spaces(characters, read);
    if at(read) == Some('个') {
        read += 1;
    }
    if at(read) == Some('半') && thousandths >= 1000 {
        thousandths += 500;
        read += 1;
        if at(read) == Some('个') {
            read += 1;
        }
    }
    read += spaces(characters, read);
    let rest = characters.get(read..)?;
    let (word, unit) = UNITS
        .iter()
        .find(|(word, _)| rest.iter().copied().take(word.chars().count()).eq(word.chars()))?;
    read += word.chars().count();
    if at(read) == Some('半') {
        thousandths += 500;
        read += 1;
    }
    Some((when::of(thousandths, *unit), read))
}

fn spaces(characters: &[char], from: usize) -> usize {
    characters
        .iter()
        .skip(from)
        .take_while(|character| **character == ' ')
        .count()
}

/// A number in thousandths, and how many characters say it.
pub(super) fn number(characters: &[char]) -> Option<(i64, usize)> {
    let written: String = characters
        .iter()
        .take_while(|character| character.is_ascii_digit() || **character == '.')
        .collect();
    if !written.is_empty() {
        return when::digits(&written).map(|number| (number, written.len()));
    }
    if characters.first() == Some(&'半') {
        return Some((500, 1));
    }
    let numeral: Vec<char> = characters
        .iter()
        .copied()
        .take_while(|character| NUMERALS.contains(*character))
        .collect();
    read_numeral(&numeral).map(|number| (number * 1000, numeral.len()))
}

/// Whether a number may go on behind it.
pub(super) fn is_of_number(character: &char) -> bool {
    character.is_ascii_digit() || ".:".contains(*character) || NUMERALS.contains(*character)
}

const NUMERALS: &str = "零〇一二两三四五六七八九十百";

/// Up to 999: tens and hundreds, and digits one by one ("二五" is 25).
fn read_numeral(numeral: &[char]) -> Option<i64> {
    let digit = |character: char| {
        "零一二三四五六七八九"
            .chars()
            .position(|listed| listed == character)
            .or(match character {
                '〇' => Some(0),
                '两' => Some(2),
                _ => None,
            })
    };
    if numeral.is_empty() {
        return None;
    }
    if numeral.iter().all(|character| digit(*character).is_some()) {
        let digits = numeral.iter().filter_map(|character| digit(*character)).take(4);
        return i64::try_from(digits.fold(0, |number, digit| number * 10 + digit)).ok();
    }
    let (mut total, mut open, mut largest) = (0, None, usize::MAX);
    for character in numeral {
        let unit = match character {
            '百' => 100,
            '十' => 10,
            digits => {
                // Two digits beside each other, among tens and hundreds, are no number.
                let zero = digit(*digits) == Some(0);
                if open.is_some_and(|open| open != 0) {
                    return None;
                }
                open = if zero { None } else { digit(*digits) };
                continue;
            }
        };
        if unit >= largest {
            return None;
        }
        largest = unit;
        total += open.take().unwrap_or(1) * unit;
    }
    i64::try_from(total + open.unwrap_or(0)).ok()
}
