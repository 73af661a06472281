//! By what a message is found: its words, and the kinds in which people look for it. Knows no index.

use super::{Folded, fold};
use crate::content::{self, is_sticker, searchable};

/// The kinds by which finding is narrowed. A message may be of two: a text in which there is a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Picture,
    Video,
    Voice,
    File,
    Link,
}

impl Kind {
    const ALL: [Self; 6] = [
        Self::Text,
        Self::Picture,
        Self::Video,
        Self::Voice,
        Self::File,
        Self::Link,
    ];

    /// As it stands on the wire and in an index; 0 is none.
    #[must_use]
    pub fn number(self) -> i32 {
        match self {
            Self::Text => 1,
            Self::Picture => 2,
            Self::Video => 3,
            Self::Voice => 4,
            Self::File => 5,
            Self::Link => 6,
        }
    }

    #[must_use]
    pub fn of_number(number: i32) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }

    /// Whether words find it also by who sent it: it has a name at most.
    #[must_use]
    pub fn is_found_by_sender(self) -> bool {
        matches!(self, Self::Picture | Self::Video | Self::Voice | Self::File)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findable {
    pub text: Folded,
    pub kinds: Vec<Kind>,
}

impl Findable {
    /// `edited`: what it says now. `None`: nothing finds it.
    #[must_use]
    pub fn of(content_type: i32, content: &[u8], ex: &str, edited: Option<String>) -> Option<Self> {
        let text = edited
            .or_else(|| searchable(content_type, content, ex))
            .unwrap_or_default();
        let folded = fold(&text);
        let said = !folded.is_blank();
        let own = match content_type {
            content::TEXT | content::AT_TEXT | content::QUOTE | content::ADVANCED_TEXT | content::MARKDOWN => {
                said.then_some(Kind::Text)
            }
            content::PICTURE => (!is_sticker(ex)).then_some(Kind::Picture),
            content::VIDEO => Some(Kind::Video),
            content::VOICE => Some(Kind::Voice),
            content::FILE => Some(Kind::File),
            _ => None,
        };
        let kinds: Vec<Kind> = own.into_iter().chain(has_link(&text).then_some(Kind::Link)).collect();
        (said || !kinds.is_empty()).then_some(Self { text: folded, kinds })
    }
}

fn has_link(text: &str) -> bool {
    let starts = |rest: &[u8]| {
        ["http://", "https://"].iter().any(|scheme| {
            rest.get(..scheme.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(scheme.as_bytes()))
        })
    };
    let bytes = text.as_bytes();
    (0..bytes.len()).any(|at| bytes.get(at..).is_some_and(starts))
}
