//! Words as a person sees them. Knows no message.

/// Whether nothing of the text would be seen: empty, blank, or made of signs without a shape of their own.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(is_unseen)
}

fn is_unseen(sign: char) -> bool {
    sign.is_whitespace()
        || sign.is_control()
        || matches!(
            sign,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{feff}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// A text as it stands on one line among others: blanks, breaks and control characters are single spaces, and what would
/// turn the direction of its neighbours is left out.
pub(crate) fn line(text: &str) -> String {
    let mut line = String::new();
    for sign in text.chars().filter(|sign| !turns_direction(*sign)) {
        let sign = if sign.is_control() || sign.is_whitespace() {
            ' '
        } else {
            sign
        };
        if sign != ' ' || !(line.is_empty() || line.ends_with(' ')) {
            line.push(sign);
        }
    }
    line.truncate(line.trim_end().len());
    line
}

fn turns_direction(sign: char) -> bool {
    matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
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
    use super::{is_blank, line};

    #[test]
    fn what_nobody_sees_is_blank() {
        for blank in [
            "",
            " \n\t",
            "\u{3000}",
            "\u{200b}\u{feff}",
            "\u{202e}\u{2066}",
            "\u{e0041}",
        ] {
            assert!(is_blank(blank), "{blank:?}");
        }
        for seen in ["a", " 你 ", "👩\u{200d}👧", ".", "\u{200b}x"] {
            assert!(!is_blank(seen), "{seen:?}");
        }
    }

    #[test]
    fn a_line_stays_one_and_turns_nobody_around() {
        assert_eq!(line("  at\r\n\tlunch \u{0} "), "at lunch");
        assert_eq!(line("a\u{202e}b\u{2066}c"), "abc");
        assert_eq!(line("👩\u{200d}👧 في الاجتماع"), "👩\u{200d}👧 في الاجتماع");
        assert_eq!(line("\n \u{202e}"), "");
    }
}
