//! When somebody wants to be reminded: after a length of time, or at a time of the clock where he lives. Knows no words.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

pub(super) const SECOND: i64 = 1000;
pub(super) const MINUTE: i64 = 60 * SECOND;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;
pub(super) const WEEK: i64 = 7 * DAY;

const HALF_A_DAY: i64 = 12 * 60;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// Milliseconds from now.
    After(i64),
    At(At),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct At {
    /// From today on; none: the next time that the clock shows this.
    pub(super) days: Option<i64>,
    /// Since midnight.
    pub(super) minutes: i64,
    /// Whether the clock's half of the day was left open.
    pub(super) either: bool,
}

impl When {
    /// In milliseconds since 1970; none where it is past, or no time at all.
    pub(crate) fn due(self, now: i64, zone: &TimeZone) -> Option<i64> {
        match self {
            Self::After(ms) => Some(now.saturating_add(ms)),
            Self::At(at) => at.due(now, zone),
        }
    }
}

impl At {
    fn due(self, now: i64, zone: &TimeZone) -> Option<i64> {
        let Self { days, minutes, either } = self;
        let later = either.then_some(minutes + HALF_A_DAY);
        let soon = [Some(minutes), later].into_iter().flatten();
        let tries: Vec<(i64, i64)> = match days {
            None => soon.map(|minutes| (0, minutes)).chain([(1, minutes)]).collect(),
            Some(0) => soon.map(|minutes| (0, minutes)).collect(),
            Some(days) => vec![(days, minutes)],
        };
        tries
            .into_iter()
            .filter_map(|(days, minutes)| on_the_clock(now, zone, days, minutes))
            .find(|due| *due > now)
    }
}

/// A time that the clock leaves out, as it is set forward, is as much later.
fn on_the_clock(now: i64, zone: &TimeZone, days: i64, minutes: i64) -> Option<i64> {
    let today = Timestamp::from_millisecond(now)
        .ok()?
        .to_zoned_datetime(zone.clone())
        .date();
    let midnight = today.checked_add(days.days()).ok()?.at(0, 0, 0, 0);
    let there = midnight.checked_add(minutes.minutes()).ok()?;
    let there = there.to_zoned_datetime(zone.clone()).ok()?;
    Some(there.timestamp().as_millisecond())
}

/// As many thousandths of a unit in milliseconds, so that "one and a half" is exact. What is too long to count is as
/// long as can be.
pub(super) fn of(thousandths: i64, unit_ms: i64) -> i64 {
    thousandths.saturating_mul(unit_ms) / 1000
}

/// Written digits, with decimals, in thousandths.
pub(super) fn digits(written: &str) -> Option<i64> {
    let (whole, part) = written.split_once('.').unwrap_or((written, ""));
    let number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !number(whole) || !number(part) || (part.is_empty() && written.contains('.')) {
        return None;
    }
    // Longer ones are beyond any bound already.
    let whole: i64 = whole.get(..9.min(whole.len()))?.parse().ok()?;
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    Some(whole * 1000 + part.parse::<i64>().ok()?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn due(days: Option<i64>, minutes: i64, either: bool, now: &str, zone: &str) -> Option<String> {
        let zone = TimeZone::get(zone).unwrap();
        let now: Timestamp = now.parse().unwrap();
        let at = When::At(At { days, minutes, either });
        let due = at.due(now.as_millisecond(), &zone)?;
        Some(Timestamp::from_millisecond(due).unwrap().to_string())
    }

    #[test]
    fn a_time_of_the_clock_is_the_next_one_where_the_person_lives() {
        // Ten past four in the afternoon in Shanghai.
        let now = "2026-03-05T08:10:00Z";
        let china = |days, minutes, either| due(days, minutes, either, now, "Asia/Shanghai");
        assert_eq!(china(Some(1), 9 * 60, true).as_deref(), Some("2026-03-06T01:00:00Z"));
        assert_eq!(china(None, 9 * 60, false).as_deref(), Some("2026-03-06T01:00:00Z"));
        assert_eq!(china(None, 9 * 60, true).as_deref(), Some("2026-03-05T13:00:00Z"));
        assert_eq!(china(None, 4 * 60, true).as_deref(), Some("2026-03-05T20:00:00Z"));
        assert_eq!(china(Some(0), 17 * 60, false).as_deref(), Some("2026-03-05T09:00:00Z"));
        assert_eq!(china(Some(0), 24 * 60, false).as_deref(), Some("2026-03-05T16:00:00Z"));
        assert_eq!(china(Some(0), 8 * 60, false), None, "it is past");
        assert_eq!(china(Some(0), 16 * 60 + 10, false), None, "it is now");
    }

    #[test]
    fn tomorrow_at_nine_is_nine_also_where_the_clock_is_changed() {
        let now = "2026-03-28T11:00:00Z";
        assert_eq!(
            due(Some(1), 9 * 60, false, now, "Europe/Berlin").as_deref(),
            Some("2026-03-29T07:00:00Z")
        );
        // There is no half past two in that night.
        assert_eq!(
            due(Some(1), 150, false, now, "Europe/Berlin").as_deref(),
            Some("2026-03-29T01:30:00Z")
        );
    }
}
