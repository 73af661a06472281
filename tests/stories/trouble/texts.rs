//! Texts of all kinds: they arrive as they were written, or are refused at once.

use client::error::Code;
use client::view::{Content, MessageState};
use world::{World, both, random};

use rand::RngExt;

#[test]
fn a_text_arrives_as_it_was_written() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let texts = [
            "x".repeat(10_000),
            "字".repeat(10_000),
            "line one\nline two\r\nline three\n\n".into(),
            "right to left \u{202e}evil\u{202c} and \u{2066}isolated\u{2069}".into(),
            "zero\u{200b}width\u{200d}joiner\u{feff}".into(),
            "🦭👩‍👩‍👧‍👦🏳️‍🌈".into(),
            "<script>alert(1)</script> & \"quotes\" \\ backslash".into(),
            "{\"content\":\"json\"}".into(),
            "nul\u{0}inside".into(),
            "  spaces around  ".into(),
            "{text} %s ${x} '; DROP TABLE messages; --".into(),
        ];
        for text in &texts {
            alice.says(&bob, text).await;
        }
        world.settle().await;
        for (who, seen) in [("alice", alice.history(&bob).await), ("bob", bob.history(&alice).await)] {
            let contents: Vec<_> = seen.into_iter().map(|message| message.content).collect();
            let wanted: Vec<_> = texts.iter().map(|text| Content::text(text.clone())).collect();
            assert!(contents == wanted, "{who} sees {contents:.300?}");
        }
    });
}

#[test]
fn an_empty_text_is_refused() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        for text in ["", " ", "\n\t ", "\u{3000}\u{a0}", "\u{200b}", "\u{feff}\u{2060}"] {
            let refused = alice.try_says(&bob, text).await;
            assert_eq!(
                refused.expect_err("Nothing to send").code,
                Code::EmptyMessage,
                "{text:?}"
            );
        }
        assert_eq!(alice.sees(&bob).await, "");
    });
}

#[test]
fn the_longest_text_arrives_and_one_letter_more_is_refused_at_once() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        // Text that does not shrink, so that gzip is no way out.
        let mut draws = random::stream(world.seed(), "text");
        let text: String = (0..60_000)
            .map(|_| char::from(draws.random_range(b'0'..=b'z')))
            .collect();
        let (mut fits, mut too_long) = (10_000, 60_000);
        while fits + 1 < too_long {
            let length = usize::midpoint(fits, too_long);
            match alice.try_says(&bob, text.get(..length).unwrap()).await {
                Ok(_) => fits = length,
                Err(problem) => {
                    assert_eq!(problem.code, Code::MessageTooLong);
                    too_long = length;
                }
            }
        }
        world.settle().await;
        let hers = alice.history(&bob).await;
        assert!(
            hers.iter().all(|message| message.state == MessageState::Sent),
            "what was taken arrives"
        );
        let longest = |message: &client::view::MessageView| match &message.content {
            Content::Text { text, .. } => text.len(),
            _ => 0,
        };
        assert_eq!(bob.history(&alice).await.iter().map(longest).max(), Some(fits));
        assert!(
            fits > 30_000,
            "the limit is the wire's, not a guess far below it: {fits}"
        );
    });
}
