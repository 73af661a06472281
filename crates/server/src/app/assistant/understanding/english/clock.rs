//! Times of the clock in English: "tomorrow at 9", "at half past five", "at 17:30", "this evening at 8", "at 5 pm today".

use super::duration::{number, text};
use crate::app::assistant::understanding::when::At;
use crate::app::assistant::understanding::words::Word;

const NOON: i64 = 12 * 60;

/// The half of the day, as it was said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    First,
    Second,
    /// As the second, but its twelve is the midnight that follows.
    Night,
}

/// A time, and how many words say it. What tells the day may stand before it or after it.
pub(super) fn clock(words: &[Word]) -> Option<(At, usize)> {
    let (mut days, mut half, mut time, mut read) = (None, None, None, 0);
    loop {
        let rest = words.get(read..).unwrap_or_default();
        if let Some((said, of, more)) = day(rest)
            && days.is_none()
        {
            (days, half, read) = (Some(said), half.or(of), read + more);
        } else if let Some((said, more)) = half_of_day(rest)
            && half.is_none()
        {
            (half, read) = (Some(said), read + more);
        } else if let Some((said, more)) = time_of_day(rest)
            && time.is_none()
        {
            (time, read) = (Some(said), read + more);
        } else {
            break;
        }
    }
    let (minutes, open) = time?;
    let minutes = match half {
        Some(Half::First) if minutes >= NOON && open => minutes - NOON,
        Some(Half::Night) if minutes >= NOON && open => minutes + NOON,
        Some(Half::Second | Half::Night) if minutes < NOON => minutes + NOON,
        _ => minutes,
    };
    let either = open && half.is_none() && minutes <= NOON;
    Some((At { days, minutes, either }, read))
}

fn day(words: &[Word]) -> Option<(i64, Option<Half>, usize)> {
    Some(match (text(words, 0)?, text(words, 1), text(words, 2)) {
        ("today", ..) => (0, None, 1),
        ("tonight", ..) => (0, Some(Half::Night), 1),
        ("this", Some("morning"), _) => (0, Some(Half::First), 2),
        ("this", Some("afternoon" | "evening"), _) => (0, Some(Half::Second), 2),
        ("tomorrow", ..) => (1, None, 1),
        ("day", Some("after"), Some("tomorrow")) => (2, None, 3),
        ("the", Some("day"), Some("after")) if text(words, 3) == Some("tomorrow") => (2, None, 4),
        _ => return None,
    })
}

fn half_of_day(words: &[Word]) -> Option<(Half, usize)> {
    let skipped = match (text(words, 0), text(words, 1)) {
        (Some("in"), Some("the")) => 2,
        (Some("at"), Some("night")) => 1,
        _ => 0,
    };
    Some(match text(words, skipped)? {
        "morning" => (Half::First, skipped + 1),
        "afternoon" | "evening" => (Half::Second, skipped + 1),
        "night" => (Half::Night, skipped + 1),
        _ => return None,
    })
}

/// In minutes, with whether the half of the day is open. A bare number is a time only behind "at".
fn time_of_day(words: &[Word]) -> Option<((i64, bool), usize)> {
    let at = usize::from(text(words, 0) == Some("at"));
    let rest = words.get(at..)?;
    match text(rest, 0)? {
        "noon" => return Some(((NOON, false), at + 1)),
        "midnight" => return Some(((2 * NOON, false), at + 1)),
        _ => {}
    }
    let (hours, minutes, mut read, mut sure) = hours(rest)?;
    let mut open = hours <= 12 && hours > 0;
    let mut hours = hours;
    match text(rest, read) {
        Some(half @ ("am" | "pm")) if (1..=12).contains(&hours) => {
            hours = hours % 12 + if half == "pm" { 12 } else { 0 };
            (open, sure, read) = (false, true, read + 1);
        }
        Some("o'clock" | "o’clock") => (sure, read) = (true, read + 1),
        _ => {}
    }
    let said = (0..24).contains(&hours) && (0..60).contains(&minutes) && (sure || at > 0);
    said.then_some(((hours * 60 + minutes, open), at + read))
}

/// Hours, minutes, the words that say them, and whether they can be nothing but a time.
fn hours(words: &[Word]) -> Option<(i64, i64, usize, bool)> {
    let whole = |words: &[Word]| number(words).map(|(thousandths, read)| (thousandths / 1000, read));
    let first = text(words, 0)?;
    if let Some((hours, minutes)) = first.split_once(':') {
        return Some((hours.parse().ok()?, minutes.parse().ok()?, 1, true));
    }
    let past = match (first, text(words, 1)) {
        ("half", Some("past")) => Some(30),
        ("quarter", Some("past")) => Some(15),
        _ => None,
    };
    if let Some(minutes) = past {
        let (hours, read) = whole(words.get(2..)?)?;
        return Some((hours, minutes, 2 + read, true));
    }
    if matches!(first, "a" | "an" | "half") || first.contains('.') {
        return None;
    }
    let (hours, read) = whole(words)?;
    Some((hours, 0, read, false))
}
