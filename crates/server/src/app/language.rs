//! The languages in which the server says something to people. Knows none of its sentences.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Chinese,
}

impl Language {
    /// As apps name it; English for whatever is not known.
    pub(crate) fn of(tag: &str) -> Self {
        if tag.len() < 36 && tag.to_ascii_lowercase().starts_with("zh") {
            Self::Chinese
        } else {
            Self::English
        }
    }

    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }

    /// That of a text; none where it has letters of neither.
    pub(crate) fn of_text(text: &str) -> Option<Self> {
        if text.chars().any(is_han) {
            Some(Self::Chinese)
        } else if text.chars().any(|character| character.is_ascii_alphabetic()) {
            Some(Self::English)
        } else {
            None
        }
    }

    pub(crate) fn pick<T>(self, english: T, chinese: T) -> T {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }
}

pub(crate) fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::Language::{self, Chinese, English};

    #[test]
    fn a_text_is_chinese_as_soon_as_it_has_chinese_in_it() {
        for (text, language) in [
            ("How do I do this?", Some(English)),
            ("怎么用 emoji", Some(Chinese)),
            ("123 ?!", None),
            ("👍", None),
            ("", None),
        ] {
            assert_eq!(Language::of_text(text), language, "{text}");
        }
        for language in [English, Chinese] {
            assert_eq!(Language::of(language.tag()), language);
        }
    }
}
