//! What may stand in a group's name, announcement and other texts. Emoji and every script may; what would change the
//! lines around a name, or make one name pass for another, may not. Knows no table.

use super::super::Failure;

const LONGEST_NAME: usize = 64;
const LONGEST_TEXT: usize = 4_096;
const LONGEST_WORD: usize = 1_024;
/// In bytes.
const LONGEST_EX: usize = 16_384;
const LONGEST_ADDRESS: usize = 1_024;

const NAME: Failure =
    Failure::args("a name has 1 to 64 characters, and none that cannot be seen or turns lines around");

/// A group's name, or a member's in it, without the blanks around it.
pub(super) fn name(written: &str) -> Result<String, Failure> {
    let name = written.trim();
    // Bytes first: nobody's ten thousand characters are to be counted.
    let fits = name.len() <= LONGEST_NAME * 16 && name.chars().count() <= LONGEST_NAME;
    if fits && name.chars().any(is_seen) && !name.chars().any(breaks) {
        Ok(name.to_owned())
    } else {
        Err(NAME)
    }
}

/// The same, where nothing means none of one's own.
pub(super) fn own_name(written: &str) -> Result<String, Failure> {
    if written.is_empty() {
        Ok(String::new())
    } else {
        name(written)
    }
}

/// An announcement or an introduction.
pub(super) fn long(written: &str) -> Result<(), Failure> {
    within(written, LONGEST_TEXT)
}

/// A greeting or an answer.
pub(super) fn word(written: &str) -> Result<(), Failure> {
    within(written, LONGEST_WORD)
}

fn within(written: &str, most: usize) -> Result<(), Failure> {
    let controls = written
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    if written.len() > most * 4 || written.chars().count() > most || controls {
        return Err(Failure::args("a text is too long or has control characters"));
    }
    Ok(())
}

pub(super) fn address(written: &str) -> Result<(), Failure> {
    if written.len() > LONGEST_ADDRESS || written.chars().any(char::is_control) {
        return Err(Failure::args(
            "a picture's address is too long or has control characters",
        ));
    }
    Ok(())
}

pub(super) fn ex(written: &str) -> Result<(), Failure> {
    if written.len() > LONGEST_EX {
        return Err(Failure::args("ex is too long"));
    }
    Ok(())
}

/// Line breaks and other controls, what turns the direction around, and what nobody sees but that makes another name.
/// The joiners of emoji families and of Persian or Indic letters are none of it.
fn breaks(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        )
}

fn is_seen(character: char) -> bool {
    !character.is_whitespace()
        && !matches!(
            character,
            '\u{34f}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
                | '\u{200c}'..='\u{200d}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_script_and_emoji_are_kept() {
        for good in ["Seals", "海豹 🦭", "👩‍👩‍👧", "می‌خواهم", "عربي", "a", "❤️"] {
            assert_eq!(name(good).unwrap(), good);
        }
        assert_eq!(name("  Seals ").unwrap(), "Seals");
        assert_eq!(name(&"好".repeat(64)).unwrap().chars().count(), 64);
        assert_eq!(own_name("").unwrap(), "");
    }

    #[test]
    fn what_cannot_be_seen_or_changes_the_lines_around_is_refused() {
        let (long, huge) = ("好".repeat(65), "x".repeat(10_000));
        for bad in [
            "",
            "   ",
            "a\nb",
            "a\u{202e}b",
            "a\u{2066}b",
            "a\u{200b}b",
            "\u{200d}",
            "\u{fe0f}",
            "\u{3164}",
            "a\u{0}",
            "a\u{2028}b",
            "\u{feff}a",
            &long,
            &huge,
        ] {
            assert!(name(bad).is_err(), "{bad:?}");
        }
        assert!(own_name(" ").is_err());
    }

    #[test]
    fn long_texts_may_have_lines_and_an_end() {
        assert!(long(&"好\n".repeat(2_048)).is_ok());
        assert!(long(&"好".repeat(4_097)).is_err() && long("a\u{0}").is_err());
        assert!(word("please").is_ok() && word(&"x".repeat(1_025)).is_err());
        assert!(address("https://a/b.png").is_ok() && address("a\nb").is_err() && ex(&"x".repeat(16_385)).is_err());
    }
}
