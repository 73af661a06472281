//! Where a code can reach somebody: a mail address or a telephone number, in the one form in which each is kept and
//! compared. Knows no table and no network.

use protocol::Code;

use super::store::accounts::{Account, Change, Name};
use crate::im::Failure;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Contact {
    /// In lower case.
    Email(String),
    /// `+86` and digits.
    Phone { area_code: String, number: String },
}

const BAD: Failure = Failure::new(Code::ARGS, "this is no mail address or telephone number");

impl Contact {
    /// The one of which a caller speaks; OpenIM looks at the mail address first. None if he speaks of none.
    pub(crate) fn of(area_code: &str, number: &str, email: &str) -> Result<Option<Self>, Failure> {
        let found = if !email.trim().is_empty() {
            mail(email).map(Self::Email)
        } else if !number.trim().is_empty() {
            phone(area_code, number).map(|(area_code, number)| Self::Phone { area_code, number })
        } else {
            return Ok(None);
        };
        found.map(Some).ok_or(BAD)
    }

    /// The same where there must be one.
    pub(crate) fn must_be(area_code: &str, number: &str, email: &str) -> Result<Self, Failure> {
        Self::of(area_code, number, email)?.ok_or(BAD)
    }

    pub(crate) fn name(&self) -> Name {
        match self {
            Self::Email(email) => Name::Email(email.clone()),
            Self::Phone { area_code, number } => Name::Phone {
                area_code: area_code.clone(),
                number: number.clone(),
            },
        }
    }
}

impl Account {
    /// With a proven address.
    pub(super) fn prove(&mut self, contact: &Contact) {
        match contact {
            Contact::Email(email) => (self.email, self.email_proven) = (email.clone(), true),
            Contact::Phone { area_code, number } => {
                (self.area_code, self.phone_number) = (area_code.clone(), number.clone());
                self.phone_proven = true;
            }
        }
    }
}

impl Change {
    pub(super) fn proven(contact: &Contact) -> Self {
        let mut change = Self {
            proven: true,
            ..Self::default()
        };
        match contact {
            Contact::Email(email) => change.email = Some(email.clone()),
            Contact::Phone { area_code, number } => {
                (change.area_code, change.phone_number) = (Some(area_code.clone()), Some(number.clone()));
            }
        }
        change
    }
}

/// Dots between letters, digits and what else people have there; no quotes, no comments, and nothing that could end a
/// line of a mail's head.
fn mail(written: &str) -> Option<String> {
    let written = written.trim();
    let (local, domain) = written.split_once('@')?;
    let dotted = |text: &str, is: fn(u8) -> bool| {
        text.split('.')
            .all(|part| !part.is_empty() && part.len() <= 63 && part.bytes().all(is))
    };
    let fits = written.len() <= 254 && local.len() <= 64 && domain.contains('.');
    let names = dotted(local, |byte| {
        byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
    });
    let hosts = dotted(domain, |byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !domain.split('.').any(|part| part.starts_with('-') || part.ends_with('-'))
        // A number at the end would be an address of the network, not a name.
        && domain.rsplit('.').next().is_some_and(|last| last.bytes().any(|byte| byte.is_ascii_alphabetic()));
    (fits && names && hosts).then(|| written.to_ascii_lowercase())
}

/// As E.164 has it: an area code of one to three digits, and no more than fifteen together.
fn phone(area_code: &str, number: &str) -> Option<(String, String)> {
    let (area_code, number) = (digits(area_code)?, digits(number)?);
    let area = (1..=3).contains(&area_code.len()) && !area_code.starts_with('0');
    let fits = number.len() >= 3 && area_code.len() + number.len() <= 15;
    (area && fits).then(|| (format!("+{area_code}"), number))
}

/// Without what people put between groups of digits.
fn digits(written: &str) -> Option<String> {
    if written.len() > 40 {
        return None;
    }
    let written = written.trim();
    let mut digits = String::new();
    for character in written.strip_prefix('+').unwrap_or(written).chars() {
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
    fn mail_addresses_have_one_form() {
        let of = |email: &str| Contact::of("", "", email);
        for (written, kept) in [
            (" Alice.Li+chat@Example.ORG ", "alice.li+chat@example.org"),
            ("a@b.cn", "a@b.cn"),
            ("o'neil@xn--fiqs8s.example", "o'neil@xn--fiqs8s.example"),
        ] {
            assert_eq!(of(written).unwrap(), Some(Contact::Email(kept.into())));
        }
        assert_eq!(of("").unwrap(), None);
        for bad in [
            "alice",
            "@b.cn",
            "a@b",
            "a@b@c.cn",
            "a b@c.cn",
            ".a@b.cn",
            "a.@b.cn",
            "a..b@c.cn",
            "a@-b.cn",
            "a@b..cn",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "\"a b\"@c.cn",
            "a@b.cn\r\nBcc: c@d.cn",
            "a@b.cn\0",
            "a@b.cn,c@d.cn",
            "a@b.cn> SIZE=1",
            "Alice <a@b.cn>",
            "爱丽丝@b.cn",
            "a@\u{202e}b.cn",
            &format!("{}@b.cn", "a".repeat(65)),
            &format!("a@{}.cn", "b".repeat(250)),
        ] {
            assert_eq!(of(bad).unwrap_err().code, Code::ARGS, "{bad:?}");
        }
    }

    #[test]
    fn telephone_numbers_have_one_form() {
        let of = |area: &str, number: &str| Contact::of(area, number, "");
        let kept = Contact::Phone {
            area_code: "+86".into(),
            number: "13800138000".into(),
        };
        for (area, number) in [
            ("+86", "13800138000"),
            ("86", "138-0013 8000"),
            (" +86 ", "(138) 0013.8000"),
        ] {
            assert_eq!(of(area, number).unwrap(), Some(kept.clone()));
        }
        assert_eq!(of("+86", "").unwrap(), None);
        for (area, number) in [
            ("", "13800138000"),
            ("+", "13800138000"),
            ("+0", "13800138000"),
            ("+8666", "13800138000"),
            ("+86", "12"),
            ("+86", "13800138000000"),
            ("+86", "1380013800a"),
            ("+86", "13800138000\r\nX"),
            ("+86", "１３８００１３８０００"),
            ("+86", "1'; DROP TABLE accounts"),
        ] {
            assert_eq!(of(area, number).unwrap_err().code, Code::ARGS, "{area} {number:?}");
        }
    }
}
