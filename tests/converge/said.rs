//! What was taken on its way, and what it must be when it has come.

use client::requests::{Attachment, Manner};
use client::view::Content;

/// A message that was taken.
pub struct Accepted {
    pub device: String,
    pub sender: String,
    /// Somebody, or the conversation of the group.
    pub receiver: String,
    pub said: Said,
    pub client_msg_id: String,
    /// Its device forgot it while it was on its way, it was given up, or the server was put back to before it.
    pub may_be_lost: bool,
    /// It stays before what its device sent later there.
    pub ordered: bool,
}

#[derive(Debug, Clone)]
pub enum Said {
    Words(String),
    File {
        bytes: Vec<u8>,
    },
    /// The bytes where they are sent as they are.
    Picture {
        bytes: Option<Vec<u8>>,
    },
    Voice,
}

impl Said {
    /// Whether this is it.
    pub fn is(&self, content: &Content) -> bool {
        match (self, content) {
            (Self::Words(words), Content::Text { text, .. } | Content::Quote { text, .. }) => words == text,
            (Self::File { bytes }, Content::File { file }) => file.size == bytes.len() as u64,
            (Self::Picture { .. }, Content::Picture { picture }) => (picture.width, picture.height) == (16, 12),
            (Self::Voice, Content::Voice { voice }) => voice.size > 0,
            _ => false,
        }
    }

    /// The very bytes, where they are known.
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::File { bytes } => Some(bytes),
            Self::Picture { bytes } => bytes.as_deref(),
            Self::Words(_) | Self::Voice => None,
        }
    }
}

/// Something that was brought and is not sent.
#[derive(Clone)]
pub struct Drafted {
    pub id: String,
    pub manner: Manner,
    pub said: Said,
}

impl Drafted {
    pub fn attachment(&self) -> Attachment {
        Attachment {
            id: self.id.clone(),
            manner: self.manner,
        }
    }
}
