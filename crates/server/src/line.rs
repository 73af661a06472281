//! Short texts that people write for others to see in one line: names, greetings, remarks. Knows no field.

/// The text as it is kept, or none if it is longer than so many characters. Line breaks and other control characters
/// become single spaces, and those that turn the direction of the text around are left out: both would change the lines
/// around it.
pub(crate) fn one_line(written: &str, most: usize) -> Option<String> {
    // Nobody means more, and the count below should not have to look at megabytes.
    if written.len() > most.saturating_mul(64) {
        return None;
    }
    let mut kept = String::new();
    for character in written.chars().filter(|character| !turns_direction(*character)) {
        let character = if character.is_control() || character.is_whitespace() {
            ' '
        } else {
            character
        };
        if character != ' ' || !kept.ends_with(' ') {
            kept.push(character);
        }
    }
    let kept = kept.trim();
    (kept.chars().count() <= most).then(|| kept.to_owned())
}

/// The same; empty where nothing of it would be seen.
pub(crate) fn seen_line(written: &str, most: usize) -> Option<String> {
    let kept = one_line(written, most)?;
    Some(if is_seen(&kept) { kept } else { String::new() })
}

/// Whether anything of it is seen.
pub(crate) fn is_seen(text: &str) -> bool {
    text.chars().any(|character| !is_invisible(character))
}

fn turns_direction(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_one_line_and_turns_nothing_around() {
        assert_eq!(one_line(" a\r\n\tb \u{202e}c\u{2069} ", 10).unwrap(), "a b c");
        assert_eq!(one_line(&"字".repeat(64), 64).unwrap().chars().count(), 64);
        assert_eq!(one_line(&"a".repeat(65), 64), None);
        assert_eq!(one_line(&"\u{202e}".repeat(10_000), 64), None);
    }

    #[test]
    fn what_is_not_seen_is_nothing() {
        assert_eq!(seen_line("\u{200b}\u{200d}", 10).unwrap(), "");
        assert_eq!(seen_line("👩\u{200d}👧", 10).unwrap(), "👩\u{200d}👧");
        assert_eq!(seen_line("", 10).unwrap(), "");
    }
}
