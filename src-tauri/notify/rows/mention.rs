//! Whether a text calls somebody by name, as `@name`. There are no mentions of any other kind yet.

use client::view::Content;

pub fn mentions(content: &Content, nickname: &str) -> bool {
    let Content::Text { text } = content else {
        return false;
    };
    let (text, name) = (text.to_lowercase(), format!("@{}", nickname.to_lowercase()));
    // Where words are not parted by spaces a name may be followed by anything.
    let ends = |rest: &str| !rest.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_');
    let mut pieces = text.split(&name);
    pieces.next();
    !nickname.is_empty() && pieces.any(ends)
}

#[cfg(test)]
mod tests {
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
            let content = Content::Text { text: text.into() };
            assert_eq!(mentions(&content, nickname), called, "{text}");
        }
        assert!(!mentions(&Content::Gone, "ann"));
    }
}
