//! Folding: what is found as the same, and where it stands in the text.

use proptest::prelude::*;
use protocol::search::{Hit, fold, query};
use unicode_normalization::UnicodeNormalization as _;

fn folded(text: &str) -> String {
    fold(text).signs().collect()
}

/// The parts of a text that a query marks.
fn marked(text: &str, wanted: &str) -> Vec<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let hits = fold(text).hits(&query(wanted).unwrap());
    let part = |hit: Hit| String::from_utf16(&units[hit.from as usize..hit.to as usize]).unwrap();
    hits.into_iter().map(part).collect()
}

#[test]
fn case_width_accents_and_ways_of_writing_are_one() {
    for (one, other) in [
        ("Hello", "hELLO"),
        ("ＡＢＣ１２３，好", "abc123,好"),
        ("ｶﾞｷﾞ", "ガギ"),
        ("電腦", "电脑"),
        ("裡面", "里面"),
        ("Café", "cafe\u{301}"),
        ("Ångström", "angstrom"),
        ("Straße", "STRASSE"),
        ("ΛΌΓΟΣ", "λογος"),
        ("ёлка", "ЕЛКА"),
        ("שָׁלוֹם", "שלום"),
        ("مُحَمَّد", "محمد"),
        ("İstanbul", "istanbul"),
        ("re\u{ad}port", "report"),
        ("❤\u{fe0f}", "❤"),
        ("a\u{3000}b\nc\td", "a b c d"),
        ("①㈱ﬁ", "1(株)fi"),
        ("\u{1112}\u{1161}\u{11ab}", "한"),
    ] {
        assert_eq!(folded(one), folded(other), "{one} {other}");
    }
}

#[test]
fn what_sounds_otherwise_stays_apart() {
    for (one, other) in [
        ("が", "か"),
        ("กิ", "กี"),
        ("कि", "की"),
        ("ø", "o"),
        ("的", "地"),
        ("a b", "ab"),
    ] {
        assert_ne!(folded(one), folded(other), "{one} {other}");
    }
}

#[test]
fn a_hit_is_marked_where_it_stands() {
    assert_eq!(marked("Zoë und ZOE", "zoe"), ["Zoë", "ZOE"]);
    assert_eq!(marked("😀明天開會，后天開會", "开会"), ["開會", "開會"]);
    assert_eq!(marked("e\u{301}te\u{301}", "t"), ["t"]);
    assert_eq!(marked("e\u{301}te\u{301}", "e"), ["e\u{301}", "e\u{301}"]);
    assert_eq!(marked("aaaa", "aa"), ["aa", "aa"]);
    assert_eq!(marked("groß", "s"), ["ß"], "a part of a sign marks the whole, once");
    assert_eq!(marked("👩\u{200d}👧 👍🏽", "👩"), ["👩\u{200d}👧"]);
    assert_eq!(marked("👩\u{200d}👧 👍🏽", "👍"), ["👍🏽"]);
    assert_eq!(marked("abc", "d"), [""; 0]);
}

#[test]
fn nothing_is_no_query() {
    for blank in ["", "  ", "\u{3000}\n", "\u{200b}", "\u{301}"] {
        assert_eq!(query(blank), None, "{blank:?}");
    }
    assert_eq!(query(" a b ").unwrap().signs().collect::<String>(), "a b");
    assert_eq!(query(&"a".repeat(1_000)).unwrap().signs().count(), 64);
}

/// Signs that begin a cluster, from many scripts and planes.
fn clusters() -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        "[a-dA-D .,\"*()@]",
        "[你好电電腦脑开開]",
        "[０-３ａ-ｄＡ-Ｄｱ-ｵ]",
        "[ñéÅßςΣёИ]",
        "[がかはぱ한글ㅋ]",
        prop::sample::select(vec![
            "😀",
            "👩\u{200d}👧",
            "👍🏽",
            "🇨🇳",
            "e\u{301}\u{327}",
            "ｶﾞ",
            "กำ",
            "कि",
            "𠮷",
            "\u{e02e}",
            "\u{f8ff}c1"
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(sign, 0..12).prop_map(|signs| signs.concat())
}

proptest! {
    #[test]
    fn every_part_of_a_text_is_found_in_it(before in clusters(), part in clusters(), behind in clusters()) {
        prop_assume!(!fold(&part).is_blank());
        let whole = fold(&format!("{before}{part}{behind}"));
        prop_assert!(whole.contains(&fold(&part)));
        prop_assert!(!whole.hits(&fold(&part)).is_empty());
        let parts = [&before, &part, &behind].map(|text| folded(text)).concat();
        prop_assert_eq!(whole.signs().collect::<String>(), parts, "clusters fold by themselves");
    }

    #[test]
    fn being_found_is_that_one_folded_text_holds_the_other(text in "\\PC{0,24}", wanted in "\\PC{0,3}") {
        let (text, wanted) = (fold(&text), fold(&wanted));
        let plain = |folded: &protocol::search::Folded| folded.signs().collect::<String>();
        let holds = !plain(&wanted).is_empty() && plain(&text).contains(&plain(&wanted));
        prop_assert_eq!(text.contains(&wanted), holds);
        prop_assert_eq!(!text.hits(&wanted).is_empty(), holds);
    }

    #[test]
    fn every_hit_is_a_part_of_the_text_that_has_the_query(text in any::<String>(), from in 0usize..40, len in 1usize..4) {
        let part: String = text.chars().skip(from).take(len).collect();
        let wanted = fold(&part);
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut end = 0;
        for hit in fold(&text).hits(&wanted) {
            prop_assert!(end <= hit.from && hit.from < hit.to, "in order and apart");
            end = hit.to;
            let part = String::from_utf16(&units[hit.from as usize..hit.to as usize]);
            prop_assert!(fold(&part.expect("no sign is cut")).contains(&wanted));
        }
    }

    #[test]
    fn how_a_text_is_composed_does_not_matter(text in "[a-eÀ-ÿΆ-ώА-ёが-ぽ가-힣ऀ-ॿ]{0,12}") {
        let (composed, taken_apart): (String, String) = (text.nfc().collect(), text.nfd().collect());
        prop_assert_eq!(folded(&composed), folded(&taken_apart));
    }
}
