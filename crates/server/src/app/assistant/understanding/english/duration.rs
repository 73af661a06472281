//! Lengths of time in English: "20 minutes", "2h 30min", "half an hour", "an hour and a half", "twenty-five seconds".

use crate::app::assistant::understanding::when::{self, DAY, HOUR, MINUTE, SECOND, WEEK};
use crate::app::assistant::understanding::words::Word;

/// Milliseconds, and how many words say them.
pub(super) fn duration(words: &[Word]) -> Option<(i64, usize)> {
    let (mut total, mut read) = part(words)?;
    loop {
        let rest = words.get(read..).unwrap_or_default();
        let and = usize::from(text(rest, 0) == Some("and"));
        match rest.get(and..).and_then(part) {
            Some((ms, more)) => {
                total = total.saturating_add(ms);
                read += and + more;
            }
            None => return Some((total, read)),
        }
    }
}

/// A number with its unit.
fn part(words: &[Word]) -> Option<(i64, usize)> {
    let (mut thousandths, mut read) = number(words)?;
    read += half(words.get(read..)?, &mut thousandths);
    let unit = unit(text(words, read)?)?;
    read += 1;
    read += half(words.get(read..).unwrap_or_default(), &mut thousandths);
    Some((when::of(thousandths, unit), read))
}

fn half(words: &[Word], thousandths: &mut i64) -> usize {
    if text(words, 0) == Some("and") && text(words, 1) == Some("a") && text(words, 2) == Some("half") {
        *thousandths += 500;
        3
    } else {
        0
    }
}

fn unit(word: &str) -> Option<i64> {
    Some(match word {
        "s" | "sec" | "secs" | "second" | "seconds" => SECOND,
        "m" | "min" | "mins" | "minute" | "minutes" => MINUTE,
        "h" | "hr" | "hrs" | "hour" | "hours" => HOUR,
        "d" | "day" | "days" => DAY,
        "w" | "week" | "weeks" => WEEK,
        _ => return None,
    })
}

/// A number in thousandths, and how many words say it.
pub(super) fn number(words: &[Word]) -> Option<(i64, usize)> {
    let first = text(words, 0)?;
    if let Some(written) = when::digits(first) {
        return Some((written, 1));
    }
    match (first, text(words, 1)) {
        ("half", Some("a" | "an")) => return Some((500, 2)),
        ("half", _) => return Some((500, 1)),
        ("a", Some("half")) => return Some((500, 2)),
        ("a" | "an", _) => return Some((1000, 1)),
        _ => {}
    }
    if let Some(tens) = position(&TENS, first) {
        let tens = (tens + 2) * 10;
        let ones = text(words, 1)
            .and_then(|word| position(&SMALL, word))
            .filter(|ones| *ones < 9);
        return Some(match ones {
            Some(ones) => ((tens + ones + 1) * 1000, 2),
            None => (tens * 1000, 1),
        });
    }
    Some(((position(&SMALL, first)? + 1) * 1000, 1))
}

const SMALL: [&str; 19] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

fn position(list: &[&str], word: &str) -> Option<i64> {
    let at = list.iter().position(|listed| *listed == word)?;
    i64::try_from(at).ok()
}

pub(super) fn text(words: &[Word], at: usize) -> Option<&str> {
    words.get(at).map(|word| word.text.as_str())
}
