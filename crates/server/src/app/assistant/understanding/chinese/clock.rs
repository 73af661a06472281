//! Times of the clock in Chinese: "明天上午九点", "下午三点半", "今晚8点一刻", "后天 17:30".

use super::duration::number;
use crate::app::assistant::understanding::when::At;

const NOON: i64 = 12 * 60;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    /// Its twelve is the midnight before.
    Small,
    First,
    /// Its hours of one and two are in the afternoon.
    Noon,
    Second,
    /// As the second, but its twelve is the midnight that follows.
    Night,
}

/// Longer ones before those that they begin with.
const DAYS: [(&str, i64, Option<Half>); 9] = [
    ("大后天", 3, None),
    ("后天", 2, None),
    ("明早", 1, Some(Half::First)),
    ("明晚", 1, Some(Half::Night)),
    ("明天", 1, None),
    ("今早", 0, Some(Half::First)),
    ("今晚", 0, Some(Half::Night)),
    ("今天", 0, None),
    ("明日", 1, None),
];

const HALVES: [(&str, Half); 11] = [
    ("凌晨", Half::Small),
    ("早上", Half::First),
    ("早晨", Half::First),
    ("上午", Half::First),
    ("中午", Half::Noon),
    ("下午", Half::Second),
    ("傍晚", Half::Second),
    ("晚上", Half::Night),
    ("夜里", Half::Night),
    ("半夜", Half::Night),
    ("晚", Half::Night),
];

/// A time, and how many characters say it.
pub(super) fn clock(characters: &[char]) -> Option<(At, usize)> {
    let (mut days, mut half, mut read) = (None, None, 0);
    if let Some((word, said, of)) = DAYS.iter().find(|(word, ..)| begins(characters, word)) {
        (days, half, read) = (Some(*said), *of, word.chars().count());
    }
    read += spaces(characters, read);
    let rest = characters.get(read..)?;
    if let Some((word, said)) = HALVES.iter().find(|(word, _)| begins(rest, word)) {
        (half, read) = (Some(*said), read + word.chars().count());
    }
    read += spaces(characters, read);
    let (minutes, more) = time(characters.get(read..)?)?;
    let open = (60..NOON + 60).contains(&minutes);
    let late = match half {
        Some(Half::Noon) => minutes < 3 * 60,
        Some(Half::Second) => minutes < NOON,
        // The small hours of a night are those of its other half.
        Some(Half::Night) => open && minutes >= 5 * 60,
        _ => false,
    };
    let minutes = match half {
        _ if late => minutes + NOON,
        Some(Half::Small) => minutes % NOON,
        Some(Half::Night) if open => minutes + 2 * NOON,
        _ => minutes,
    };
    let either = open && half.is_none() && minutes <= NOON;
    Some((At { days, minutes, either }, read + more))
}

/// In minutes.
fn time(characters: &[char]) -> Option<(i64, usize)> {
    let (hours, mut read) = whole(characters)?;
    let minutes = match characters.get(read)? {
        ':' => {
            let (said, more) = whole(characters.get(read + 1..)?)?;
            read += 1 + more;
            said
        }
        '点' => {
            read += 1;
            let rest = characters.get(read..)?;
            let (said, more) = match [("半", 30), ("一刻", 15), ("三刻", 45), ("整", 0), ("钟", 0)]
                .iter()
                .find(|(word, _)| begins(rest, word))
            {
                Some((word, said)) => (*said, word.chars().count()),
                None => match whole(rest) {
                    Some((said, more)) => (said, more + usize::from(rest.get(more) == Some(&'分'))),
                    None => (0, 0),
                },
            };
            read += more;
            said
        }
        _ => return None,
    };
    let said = (0..=24).contains(&hours) && (0..60).contains(&minutes);
    said.then_some((hours * 60 + minutes, read))
}

fn whole(characters: &[char]) -> Option<(i64, usize)> {
    let (thousandths, read) = number(characters)?;
    (thousandths % 1000 == 0).then_some((thousandths / 1000, read))
}

fn begins(characters: &[char], word: &str) -> bool {
    characters.iter().copied().take(word.chars().count()).eq(word.chars())
}

fn spaces(characters: &[char], from: usize) -> usize {
    let rest = characters.iter().skip(from);
    rest.take_while(|character| matches!(character, ' ' | '的')).count()
}
