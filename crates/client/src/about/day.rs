//! Birthdays: on the wire a moment near a midnight, here a day as it is written, 1990-01-31. No time zone makes another
//! day of it.

const DAY_MS: i64 = 86_400_000;

/// Nobody who was born before uses a computer.
const FIRST_YEAR: i64 = 1900;

/// The day nearest to this moment, which clients in other zones take from their own midnight; empty for none.
pub(super) fn written(birth: i64) -> String {
    if birth == 0 {
        return String::new();
    }
    let (year, month, day) = date(birth.saturating_add(DAY_MS / 2).div_euclid(DAY_MS));
    if (FIRST_YEAR..=9999).contains(&year) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        String::new()
    }
}

/// None for what is no day, or one that has not come. 0 says nothing on the wire, so the first day of its count begins a
/// little later.
pub(super) fn read(written: &str, now: i64) -> Option<i64> {
    if written.is_empty() {
        return Some(0);
    }
    let mut parts = written.split('-');
    let mut number = |digits: usize| {
        let part = parts.next().filter(|part| part.len() == digits)?;
        part.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| part.parse::<i64>().ok())?
    };
    let wanted = (number(4)?, number(2)?, number(2)?);
    if parts.next().is_some() || wanted.0 < FIRST_YEAR {
        return None;
    }
    let day = days(wanted);
    let ms = day.checked_mul(DAY_MS)?;
    (date(day) == wanted && ms <= now.saturating_add(DAY_MS)).then_some(if ms == 0 { 1 } else { ms })
}

/// Days since 1970 of a date, which need not exist: years are counted from March on, so that the odd day ends one.
fn days((year, month, day): (i64, i64, i64)) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let since_march = (month + 9) % 12;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // From the first of March of year 0 to 1970.
    const BEFORE: i64 = 719_468;
    year * 365 + leap_days + (since_march * 153 + 2) / 5 + day - 1 - BEFORE
}

fn date(day: i64) -> (i64, i64, i64) {
    // A guess that is late by one at most.
    let mut year = 1970 + day.div_euclid(365) + 1;
    while days((year, 1, 1)) > day {
        year -= 1;
    }
    let mut month = 12;
    while days((year, month, 1)) > day {
        month -= 1;
    }
    (year, month, day - days((year, month, 1)) + 1)
}

#[cfg(test)]
mod tests {
    use super::{DAY_MS, read, written};

    const NOW: i64 = 1_767_225_600_000;

    #[test]
    fn a_day_is_written_as_it_was_read() {
        for day in [
            "1970-01-01",
            "1969-12-31",
            "1990-01-31",
            "2000-02-29",
            "1900-03-01",
            "2024-12-31",
        ] {
            assert_eq!(read(day, NOW).map(written).as_deref(), Some(day));
        }
        assert_eq!(read("1990-01-31", NOW), Some(633_744_000_000));
        assert_eq!((read("", NOW), written(0)), (Some(0), String::new()));
    }

    #[test]
    fn midnight_elsewhere_is_the_same_day() {
        let noon = |hours: i64| written(633_744_000_000 - hours * 3_600_000);
        for hours in [-11, -5, 0, 8, 12] {
            assert_eq!(noon(hours), "1990-01-31", "{hours}");
        }
    }

    #[test]
    fn what_is_no_birthday_is_refused() {
        for day in [
            "1990-02-30",
            "1990-13-01",
            "1990-00-10",
            "1990-1-1",
            "90-01-01",
            "1899-12-31",
            "1900-02-29",
            "yesterday",
            "1990-01-01-01",
            "+990-01-01",
            "2030-01-01",
        ] {
            assert_eq!(read(day, NOW), None, "{day}");
        }
        for odd in [i64::MAX, i64::MIN, i64::MAX - DAY_MS, 1 << 58] {
            assert_eq!(written(odd), "");
        }
    }
}
