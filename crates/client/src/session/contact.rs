//! A mail address or a telephone number as people write it, and as servers take it. Knows no call.

use crate::error::{Code, Problem};
use crate::requests::CodeTo;

/// How somebody names his account: what is empty was not said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Named {
    pub(super) account: String,
    pub(super) email: String,
    pub(super) area_code: String,
    pub(super) number: String,
}

impl Named {
    /// By account name, mail address, or number with a plus sign.
    pub(super) fn of(written: &str) -> Self {
        let written = written.trim();
        if written.contains('@') {
            return Self {
                email: written.to_lowercase(),
                ..Self::default()
            };
        }
        match written.strip_prefix('+').and_then(split) {
            Some((area_code, number)) => Self {
                area_code,
                number,
                ..Self::default()
            },
            None => Self {
                account: written.to_owned(),
                ..Self::default()
            },
        }
    }
}

impl TryFrom<&CodeTo> for Named {
    type Error = Problem;

    fn try_from(to: &CodeTo) -> Result<Self, Problem> {
        let named = match to {
            CodeTo::Email { email } => {
                let email = email.trim();
                let whole = email
                    .split_once('@')
                    .is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.') && !domain.contains('@'));
                let plain = !email.contains(|character: char| character.is_whitespace() || character.is_control());
                (whole && plain).then(|| Self {
                    email: email.to_lowercase(),
                    ..Self::default()
                })
            }
            CodeTo::Phone { area_code, number } => {
                let area_code = area_code.trim();
                let area = digits(area_code.strip_prefix('+').unwrap_or(area_code));
                let number = digits(number).filter(|number| !number.is_empty());
                area.zip(number)
                    .filter(|(area, _)| (1..=3).contains(&area.len()) && !area.starts_with('0'))
                    .map(|(area, number)| Self {
                        area_code: format!("+{area}"),
                        number,
                        ..Self::default()
                    })
            }
        };
        named.ok_or(Code::BadContact.into())
    }
}

/// An international number without its plus sign, in two.
fn split(written: &str) -> Option<(String, String)> {
    let all = digits(written)?;
    let blank = written
        .trim()
        .find(' ')
        .and_then(|end| written.get(..end))
        .and_then(digits);
    // Where nobody put a blank behind it, an area code is as long as its beginning says.
    let length = blank.map_or_else(|| area_length(&all), |area| area.len());
    let (area, number) = all.split_at_checked(length)?;
    let fits = (1..=3).contains(&area.len()) && !number.is_empty();
    fits.then(|| (format!("+{area}"), number.to_owned()))
}

fn area_length(all: &str) -> usize {
    let begins = |with: &[&str]| with.iter().any(|with| all.starts_with(with));
    if begins(&["1", "7"]) {
        1
    } else if begins(&["20", "27", "28", "30", "31", "32", "33", "34", "36", "39"])
        || begins(&["40", "41", "43", "44", "45", "46", "47", "48", "49"])
        || begins(&["51", "52", "53", "54", "55", "56", "57", "58"])
        || begins(&["60", "61", "62", "63", "64", "65", "66"])
        || begins(&["81", "82", "83", "84", "86", "89"])
        || begins(&["90", "91", "92", "93", "94", "95", "98"])
    {
        2
    } else {
        3
    }
}

fn digits(written: &str) -> Option<String> {
    let mut digits = String::new();
    for character in written.chars() {
        match character {
            '0'..='9' => digits.push(character),
            ' ' | '-' | '(' | ')' | '.' | '/' | '\u{a0}' => {}
            _ => return None,
        }
    }
    Some(digits)
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use super::*;

    #[test]
    fn a_name_a_mail_address_and_a_number_are_told_apart() {
        let shown = |written: &str| {
            let named = Named::of(written);
            format!("{}|{}|{}|{}", named.account, named.email, named.area_code, named.number)
        };
        for (written, named) in [
            (" alice ", "alice|||"),
            ("Alice@Example.org", "|alice@example.org||"),
            ("+86 138 0013 8000", "||+86|13800138000"),
            ("+8613800138000", "||+86|13800138000"),
            ("+1 (415) 555-0123", "||+1|4155550123"),
            ("+14155550123", "||+1|4155550123"),
            ("+852 5123 4567", "||+852|51234567"),
            ("+85251234567", "||+852|51234567"),
            ("13800138000", "13800138000|||"),
            ("+", "+|||"),
            ("+alice", "+alice|||"),
        ] {
            assert_eq!(shown(written), named, "{written}");
        }
    }

    #[test]
    fn what_no_code_could_reach_is_said_before_it_is_asked_for() {
        let email = |email: &str| Named::try_from(&CodeTo::Email { email: email.into() }).is_ok();
        assert!(email(" a@b.cn "));
        for bad in ["", "a", "a@b", "@b.cn", "a@b@c.cn", "a b@c.cn", "a@b.cn\nBcc: c@d.cn"] {
            assert!(!email(bad), "{bad:?}");
        }
        let phone = |area: &str, number: &str| {
            let (area_code, number) = (area.into(), number.into());
            Named::try_from(&CodeTo::Phone { area_code, number }).is_ok()
        };
        assert!(phone("+86", "138-0013 8000") && phone("86", "13800138000"));
        for (area, number) in [
            ("", "1"),
            ("+", "1"),
            ("+0", "1"),
            ("+8666", "1"),
            ("+86", ""),
            ("+86", "1a"),
        ] {
            assert!(!phone(area, number), "{area} {number}");
        }
    }
}
