//! What a message contains: the numbers of the content types, and the JSON in `content` for those that Selkie reads or
//! writes. Knows no message around it. Unknown content is kept as received by whoever holds it.

mod custom;
mod kinds;
mod mention;
mod notification;
mod revoked;
mod searchable;
mod text;
pub mod tips;

pub use custom::{CustomContent, TypingContent};
pub use kinds::*;
pub use mention::{AtTextContent, AtUserInfo};
pub use notification::Notification;
pub use revoked::MessageRevokedContent;
pub use searchable::searchable;
pub use text::{Error, decode_text, encode_text, words};
