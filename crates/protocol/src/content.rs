//! What a message contains: the numbers of the content types, and the JSON in `content` for those that Selkie reads or
//! writes. Knows no message around it. Unknown content is kept as received by whoever holds it.

mod act;
mod card;
mod custom;
mod kept;
mod kinds;
mod location;
mod media;
mod mention;
mod merged;
mod nested;
mod notification;
mod official;
mod quote;
mod revoked;
mod rich;
mod searchable;
mod text;
pub mod tips;

pub use act::{Act, ActContent, is_editable};
pub use card::CardContent;
pub use custom::{CustomContent, TypingContent};
pub use kept::{FAVOURITES, KeptMessage, Within};
pub use kinds::*;
pub use location::LocationContent;
pub use media::{FileContent, Media, PictureContent, PictureInfo, VideoContent, VoiceContent};
pub use mention::{AtTextContent, AtUserInfo};
pub use merged::MergedContent;
pub use nested::NestedMessage;
pub use notification::Notification;
pub use official::OfficialContent;
pub use quote::QuoteContent;
pub use revoked::MessageRevokedContent;
pub use rich::{AdvancedTextContent, MessageEntity};
pub(crate) use searchable::is_sticker;
pub use searchable::searchable;
pub use text::{Error, decode_text, encode_text, words};
