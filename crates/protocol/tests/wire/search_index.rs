//! What is written into an index and asked of it, against a model of how FTS5 reads both.

use proptest::prelude::*;
use protocol::search::{Findable, Kind, expression, fold, index_words, mark, marks, query};

/// As `tokenize = 'ascii'` takes a text apart.
fn tokens(text: &str) -> Vec<String> {
    text.split(|sign: char| sign.is_ascii() && !sign.is_ascii_alphanumeric())
        .filter(|token| !token.is_empty())
        .map(str::to_ascii_lowercase)
        .collect()
}

/// Whether an index of these words answers to a phrase.
fn answers(words: &str, phrase: &str) -> bool {
    let (words, phrase) = (tokens(words), tokens(phrase));
    words.windows(phrase.len()).any(|window| window == phrase)
}

#[test]
fn a_query_is_a_phrase_of_its_pairs() {
    let all = [mark(None, None, None)];
    let asked = |text: &str| expression(query(text).as_ref(), &all, &[]);
    assert_eq!(asked("开会了"), "\"开会 会了\"");
    assert_eq!(asked("会"), "\"会\"");
    assert_eq!(asked("a\"b"), "\"a\u{e022} \u{e022}b\"", "nothing of it is syntax");
    let here = [
        mark(Some(1), None, Some(Kind::File)),
        mark(Some(2), None, Some(Kind::File)),
    ];
    let also = [mark(None, Some(3), Some(Kind::File))];
    assert_eq!(
        expression(query("ab").as_ref(), &here, &also),
        "(\"ab\" AND (\"\u{f8ff}c1k5\" OR \"\u{f8ff}c2k5\")) OR (\"\u{f8ff}s3k5\")"
    );
    assert_eq!(expression(None, &also, &[]), "(\"\u{f8ff}s3k5\")");
    assert_eq!(expression(None, &all, &[]), "(\"\u{f8ff}\")", "whatever there is");
}

#[test]
fn every_way_of_narrowing_is_one_word_of_the_index() {
    let words = index_words(&fold(""), &marks(1, 2, &[Kind::Text, Kind::Link]));
    for conversation in [None, Some(1)] {
        for sender in [None, Some(2)] {
            for kind in [None, Some(Kind::Text), Some(Kind::Link)] {
                let asked = expression(None, &[mark(conversation, sender, kind)], &[]);
                assert!(answers(&words, &asked), "{asked}");
            }
        }
    }
    for other in [
        mark(Some(2), None, None),
        mark(None, None, Some(Kind::File)),
        mark(Some(1), Some(22), None),
    ] {
        assert!(!answers(&words, &other), "{other}");
    }
}

#[test]
fn a_message_is_of_the_kinds_in_which_people_look_for_it() {
    let kinds = |content_type: i32, content: &str, ex: &str| {
        Findable::of(content_type, content.as_bytes(), ex, None).map(|found| found.kinds)
    };
    let sticker = r#"{"selkie":{"picture":{"sticker":true,"name":"happy"}}}"#;
    for (content_type, content, ex, expected) in [
        (101, r#"{"content":"a"}"#, "", Some(vec![Kind::Text])),
        (
            101,
            r#"{"content":"see HTTPS://h"}"#,
            "",
            Some(vec![Kind::Text, Kind::Link]),
        ),
        (118, r#"{"content":"http:/ or ftp://h"}"#, "", Some(vec![Kind::Text])),
        (101, r#"{"content":" "}"#, "", None),
        (101, "no JSON", "", None),
        (102, "{}", "no JSON", Some(vec![Kind::Picture])),
        (102, "{}", sticker, None),
        (103, "{}", "", Some(vec![Kind::Voice])),
        (104, "{}", "", Some(vec![Kind::Video])),
        (105, "{}", "", Some(vec![Kind::File])),
        (108, r#"{"nickname":"Ann"}"#, "", Some(vec![])),
        (119, "{}", "", None),
        (1501, "{}", "", None),
    ] {
        assert_eq!(kinds(content_type, content, ex), expected, "{content_type} {content}");
    }
    let edited = Findable::of(101, br#"{"content":"a"}"#, "", Some("http://h".to_owned()));
    assert_eq!(edited.unwrap().kinds, [Kind::Text, Kind::Link]);
    for number in -1..9 {
        assert_eq!(Kind::of_number(number).map_or(number, Kind::number), number);
    }
}

#[test]
fn no_text_can_be_taken_for_a_mark() {
    let words = index_words(&fold("\u{f8ff}c1 \u{f8ff}c1"), &[]);
    let mark = mark(Some(1), None, None);
    assert!(!answers(&words, &mark));
    assert!(answers(&index_words(&fold("x"), std::slice::from_ref(&mark)), &mark));
}

proptest! {
    #[test]
    fn the_index_answers_exactly_where_the_text_holds_the_query(
        text in "[a-bA .,*\"\u{0}你好電电ａéß😀\u{301}\u{200d}\u{e02e}\u{f8ff}]{0,16}",
        wanted in "[a-bA .,*\"\u{0}你好電电ａéß😀\u{301}\u{e02e}]{1,4}",
    ) {
        let Some(wanted) = query(&wanted) else { return Ok(()) };
        let text = fold(&text);
        let words = index_words(&text, &marks(7, 7, &[Kind::Text]));
        prop_assert_eq!(answers(&words, &expression(Some(&wanted), &[mark(None, None, None)], &[])), text.contains(&wanted));
    }
}
