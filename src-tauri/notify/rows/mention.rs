//! Whether a text calls this person: by a mention of him or of everybody, or just by name, as `@name`.

use client::view::Content;

pub fn mentions(content: &Content, nickname: &str) -> bool {
    let (Content::Text { text, mentions } | Content::Quote { text, mentions, .. }) = content else {
        return false;
    };
    if mentions.iter().any(|one| one.me || one.user_id.is_none()) {
        return true;
    }
    let (text, name) = (text.to_lowercase(), format!("@{}", nickname.to_lowercase()));
    // Where words are not parted by spaces a name may be followed by anything.
    let ends = |rest: &str| !rest.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_');
    let mut pieces = text.split(&name);
    pieces.next();
    !nickname.is_empty() && pieces.any(ends)
}

#[cfg(test)]
mod tests {
    use client::view::Mention;

    use super::*;

    #[test]
    fn a_name_is_called_as_a_whole() {
        for (text, nickname, called) in [
            ("@Ann, look", "ann", true),
            ("look, @ann", "Ann", true),
            ("@anna, look", "ann", false),
            ("@anna, and @ann too", "ann", true),
            ("ann, look", "ann", false),
            ("@知夏你看", "知夏", true),
            ("@", "", false),
        ] {
            let content = Content::text(text);
            assert_eq!(mentions(&content, nickname), called, "{text}");
        }
        assert!(!mentions(&Content::Gone, "ann"));
    }

    #[test]
    fn a_mention_calls_whom_it_means_by_whatever_name() {
        for (user_id, me, called) in [(Some("1"), true, true), (None, false, true), (Some("2"), false, false)] {
            let one = Mention {
                user_id: user_id.map(str::to_owned),
                me,
                from: 0,
                to: 4,
            };
            let content = Content::Text {
                text: "@Boss, look".into(),
                mentions: vec![one],
            };
            assert_eq!(mentions(&content, "ann"), called);
        }
    }
}
