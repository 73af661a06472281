//! The words of notifications, in both languages.
#![allow(clippy::unwrap_used, reason = "tests")]

use client::view::{AccountId, Notify};

use super::*;

fn came(title: &str, text: &str, more: i64) -> Came {
    Came {
        place: (AccountId("a".into()), "c".into()),
        title: title.into(),
        face_url: String::new(),
        sender: title.into(),
        content: Content::text(text),
        time: 1,
        more,
        unread: more,
        notify: Notify::All,
        mentioned: false,
        alone: true,
        burns: false,
        settled: true,
    }
}

const ENGLISH: Manner = Manner {
    locale: Locale::English,
    content: true,
};
const CHINESE: Manner = Manner {
    locale: Locale::Chinese,
    content: true,
};

fn words(note: &Note) -> (&str, &str) {
    (&note.title, &note.body)
}

#[test]
fn a_note_says_who_wrote_and_what() {
    let one = came("bob", "hello", 1);
    assert_eq!(words(&of(&one, None, ENGLISH)), ("bob", "hello"));
    let three = came("bob", "hello", 3);
    assert_eq!(
        words(&of(&three, Some("alice"), ENGLISH)),
        ("bob · 3 messages · to alice", "hello")
    );
    assert_eq!(
        words(&of(&three, Some("阿丽"), CHINESE)),
        ("bob · 3 条消息 · 发给 阿丽", "hello")
    );
    let group = Came {
        title: "the crew".into(),
        alone: false,
        ..one.clone()
    };
    assert_eq!(words(&of(&group, None, ENGLISH)), ("the crew", "bob: hello"));
    assert_eq!(words(&of(&group, None, CHINESE)), ("the crew", "bob：hello"));
    let strange = Came {
        content: Content::Unknown { content_type: 999 },
        ..one
    };
    assert_eq!(words(&of(&strange, None, ENGLISH)), ("bob", "Unknown kind of message"));
}

#[test]
fn what_burns_after_reading_stands_in_no_notification() {
    let secret = Came {
        burns: true,
        ..came("bob", "the code is 4711", 1)
    };
    assert_eq!(
        words(&of(&secret, None, ENGLISH)),
        ("bob", "A message that burns after reading")
    );
    assert_eq!(words(&of(&secret, None, CHINESE)), ("bob", "一条阅后即焚消息"));
}

#[test]
fn hidden_content_says_nothing_of_anybody() {
    for (locale, one, many) in [
        (Locale::English, "New message", "4 new messages"),
        (Locale::Chinese, "有新消息", "4 条新消息"),
    ] {
        let manner = Manner { locale, content: false };
        assert_eq!(
            words(&of(&came("bob", "secret", 1), Some("alice"), manner)),
            ("Selkie", one)
        );
        let all = [came("bob", "secret", 3), came("carol", "too", 1)];
        assert_eq!(words(&summary(&all, manner)), ("Selkie", many));
    }
}

#[test]
fn a_summary_names_those_who_wrote_last() {
    let all: Vec<_> = ["dan", "bob", "carol", "erin", "fay"]
        .map(|name| came(name, "hello", 1_000))
        .into();
    assert_eq!(
        words(&summary(&all, ENGLISH)),
        ("5000 new messages", "dan, bob, carol and 2 more")
    );
    assert_eq!(
        words(&summary(&all, CHINESE)),
        ("5000 条新消息", "dan、bob、carol等 5 个会话")
    );
    let two: Vec<_> = all.into_iter().take(2).collect();
    assert_eq!(words(&summary(&two, ENGLISH)), ("2000 new messages", "dan, bob"));
    assert_eq!(words(&summary(&two, CHINESE)), ("2000 条新消息", "dan、bob"));
}

#[test]
fn what_others_write_is_one_line_of_bounded_length_and_no_markup() {
    let long = of(&came("bob", &"好".repeat(1_000), 1), None, ENGLISH).body;
    assert_eq!(long.chars().count(), LONGEST + 1);
    assert!(long.ends_with('…'));
    let tricks = came("b\u{202e}ob\n\n", "one\n\ttwo\u{7}\u{2066} three\u{200f}", 1);
    assert_eq!(words(&of(&tricks, None, ENGLISH)), ("bob", "one two three"));
    #[cfg(target_os = "linux")]
    assert_eq!(escaped("<b>a & b</b>"), "&lt;b&gt;a &amp; b&lt;/b&gt;");
}
