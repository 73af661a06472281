//! What a person may be called: the rules for account names and nicknames. Knows no table.

use crate::line;

/// Letters (ASCII), digits, `.`, `_` and `-`, beginning with a letter, 3 to 32 of them. Whether it is free is for the
/// table to say, where upper and lower case are one.
pub fn is_account(name: &str) -> bool {
    let mut bytes = name.bytes();
    (3..=32).contains(&name.len())
        && bytes.next().is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

const LONGEST_NICKNAME: usize = 64;

/// A nickname as it is kept, or none if it is too long or nothing of it would be seen.
pub fn nickname(written: &str) -> Option<String> {
    line::one_line(written, LONGEST_NICKNAME).filter(|kept| line::is_seen(kept))
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
    fn account_names() {
        for good in ["bob", "Alice.Li", "a_-.", "x12", &"a".repeat(32)] {
            assert!(is_account(good), "{good}");
        }
        for bad in [
            "",
            "ab",
            "1ab",
            ".ab",
            "a b",
            "änne",
            "a:b",
            "bob\n",
            "bob\u{200b}",
            "a@b",
            &"a".repeat(33),
        ] {
            assert!(!is_account(bad), "{bad}");
        }
    }

    #[test]
    fn nicknames_are_trimmed_and_seen() {
        assert_eq!(nickname("  Bob \n").unwrap(), "Bob");
        assert_eq!(nickname("Bob\r\n\tLi").unwrap(), "Bob Li");
        assert_eq!(nickname("李雷").unwrap(), "李雷");
        assert_eq!(nickname("👩\u{200d}👧").unwrap(), "👩\u{200d}👧");
        assert_eq!(nickname("a\u{202e}b\u{2066}c").unwrap(), "abc");
        assert_eq!(nickname(&"字".repeat(64)).unwrap().chars().count(), 64);
        for nothing in [
            "",
            " ",
            "\n\t",
            "\u{200b}\u{200d}",
            "\u{202e}",
            "\u{3164}",
            "\u{feff} \u{2800}",
            "\u{0}",
        ] {
            assert_eq!(nickname(nothing), None, "{nothing:?}");
        }
        assert_eq!(nickname(&"a".repeat(65)), None);
        assert_eq!(nickname(&"a".repeat(10_000)), None);
    }
}
