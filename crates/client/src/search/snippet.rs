//! The part of a text that is shown of a hit, on one line, with the places of the query in it.

use protocol::search::{Folded, Hit, fold};

use crate::view::HitMark;

/// UTF-16 code units before the first place, and in all.
const BEFORE: u32 = 24;
const LONGEST: u32 = 160;

/// What was left out.
const MORE: char = '…';

pub(super) fn snippet(text: &str, query: Option<&Folded>) -> (String, Vec<HitMark>) {
    let hits = query.map(|query| fold(text).hits(query)).unwrap_or_default();
    let first = hits.first().map_or(0, |hit| hit.from);
    // From the beginning as long as the place is seen there.
    let from = if first <= BEFORE * 2 { 0 } else { first - BEFORE };
    let (mut shown, mut begins, mut at) = (String::new(), 0, 0);
    let mut cut = false;
    for sign in text.chars() {
        let length = if sign.len_utf16() == 1 { 1 } else { 2 };
        if at < from {
            begins = at + length;
        } else if at + length - begins > LONGEST {
            cut = true;
            break;
        } else {
            shown.push(plain(sign));
        }
        at += length;
    }
    let lead = u32::from(begins > 0);
    if begins > 0 {
        shown.insert(0, MORE);
    }
    if cut {
        shown.push(MORE);
    }
    let seen = |hit: &&Hit| hit.from >= begins && hit.to <= at;
    let marks = hits.iter().filter(seen).map(|hit| HitMark {
        from: hit.from - begins + lead,
        to: hit.to - begins + lead,
    });
    (shown, marks.collect())
}

/// A sign that keeps its place and neither breaks the line nor turns its neighbours around.
fn plain(sign: char) -> char {
    match sign {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{2060}',
        '\u{2028}' | '\u{2029}' => ' ',
        sign if sign.is_control() => ' ',
        sign => sign,
    }
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
    use proptest::prelude::*;
    use protocol::search::query;

    use super::*;

    /// The text with its places in brackets.
    fn shown(text: &str, wanted: &str) -> String {
        let (text, marks) = snippet(text, query(wanted).as_ref());
        let mut units: Vec<u16> = text.encode_utf16().collect();
        for mark in marks.iter().rev() {
            units.insert(mark.to as usize, u16::from(b']'));
            units.insert(mark.from as usize, u16::from(b'['));
        }
        String::from_utf16(&units).unwrap()
    }

    #[test]
    fn a_short_text_is_shown_whole_and_every_place_is_marked() {
        assert_eq!(shown("明天開會\n别忘了开会", "开会"), "明天[開會] 别忘了[开会]");
        assert_eq!(shown("a\u{202e}b", "b"), "a\u{2060}[b]");
        assert_eq!(shown("nothing of it", "x"), "nothing of it");
        let (text, marks) = snippet("no query", None);
        assert_eq!((text.as_str(), marks.len()), ("no query", 0));
    }

    #[test]
    fn of_a_long_text_what_stands_around_the_first_place_is_shown() {
        let text = format!("{}needle{}", "hay ".repeat(100), " more".repeat(100));
        let shown = shown(&text, "needle");
        assert!(shown.starts_with("…"), "{shown}");
        assert!(shown.contains("hay [needle] more"), "{shown}");
        assert!(shown.ends_with('…'), "{shown}");
        assert!(shown.chars().count() < 170, "{shown}");
    }

    proptest! {
        #[test]
        fn marks_are_places_of_the_query_in_what_is_shown(text in "[ab😀你\n]{0,400}", wanted in "[ab😀你]{1,3}") {
            let (shown, marks) = snippet(&text, query(&wanted).as_ref());
            let units: Vec<u16> = shown.encode_utf16().collect();
            for mark in &marks {
                let part = String::from_utf16(&units[mark.from as usize..mark.to as usize]).unwrap();
                prop_assert!(fold(&part).contains(&fold(&wanted)));
            }
            prop_assert_eq!(marks.is_empty(), !text.contains(&wanted));
            prop_assert!(!shown.contains('\n'));
        }
    }
}
