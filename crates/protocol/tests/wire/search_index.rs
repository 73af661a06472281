//! What is written into an index and asked of it, against a model of how FTS5 reads both.

use proptest::prelude::*;
use protocol::search::{expression, fold, index_words, mark, query};

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
    let asked = |text: &str| expression(query(text).as_ref(), &[]);
    assert_eq!(asked("开会了"), "\"开会 会了\"");
    assert_eq!(asked("会"), "\"会\"");
    assert_eq!(asked("a\"b"), "\"a\u{e022} \u{e022}b\"", "nothing of it is syntax");
    assert_eq!(
        expression(
            query("ab").as_ref(),
            &[vec![mark('c', 1)], vec![mark('k', 1), mark('k', 2)]]
        ),
        "\"ab\" AND (\"\u{f8ff}c1\") AND (\"\u{f8ff}k1\" OR \"\u{f8ff}k2\")"
    );
    assert_eq!(expression(None, &[vec![mark('c', 1)]]), "(\"\u{f8ff}c1\")");
}

#[test]
fn no_text_can_be_taken_for_a_mark() {
    let words = index_words(&fold("\u{f8ff}c1 \u{f8ff}c1"), &[]);
    assert!(!answers(&words, &mark('c', 1)));
    assert!(answers(&index_words(&fold("x"), &[mark('c', 1)]), &mark('c', 1)));
}

proptest! {
    #[test]
    fn the_index_answers_exactly_where_the_text_holds_the_query(
        text in "[a-bA .,*\"\u{0}你好電电ａéß😀\u{301}\u{200d}\u{e02e}\u{f8ff}]{0,16}",
        wanted in "[a-bA .,*\"\u{0}你好電电ａéß😀\u{301}\u{e02e}]{1,4}",
    ) {
        let Some(wanted) = query(&wanted) else { return Ok(()) };
        let text = fold(&text);
        let words = index_words(&text, &[mark('c', 7)]);
        prop_assert_eq!(answers(&words, &expression(Some(&wanted), &[])), text.contains(&wanted));
    }
}
