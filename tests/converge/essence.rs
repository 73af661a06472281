//! What of a conversation is the same for everybody who looks at it.

use client::view::{Content, MessageView};

/// One message of it.
pub type Essence<'a> = (
    Option<i64>,
    &'a str,
    &'a str,
    Content,
    Vec<(&'a str, u32)>,
    Option<i64>,
    bool,
);

/// The ids, the words and what was done to them, in order, without what differs between the sides.
pub fn essence(messages: &[MessageView]) -> Vec<Essence<'_>> {
    messages
        .iter()
        .map(|message| {
            let reactions = message.reactions.iter().map(|one| (one.emoji.as_str(), one.count));
            (
                message.seq,
                message.client_msg_id.as_str(),
                message.sender_id.as_str(),
                anybodys(&message.content),
                reactions.collect(),
                message.edited,
                message.pinned,
            )
        })
        .collect()
}

/// A line about people without what each reader calls them and keeps of it, and without who stands first: each reads of himself first.
fn anybodys(content: &Content) -> Content {
    let mut content = content.clone();
    match &mut content {
        Content::Group { line } => {
            for user in line.by.iter_mut().chain(&mut line.to) {
                user.me = false;
                user.nickname.clear();
            }
            line.to.sort_by(|one, other| one.user_id.cmp(&other.user_id));
        }
        Content::File { file } => file.here = false,
        Content::Video { video } => video.here = false,
        Content::Voice { voice } => voice.heard = false,
        Content::Recalled { me, name, .. } | Content::Burning { me, name, .. } => {
            *me = false;
            name.clear();
        }
        Content::Quote { quoted, .. } => {
            quoted.mine = false;
            quoted.sender_name.clear();
            *quoted.content = anybodys(&quoted.content);
        }
        _ => {}
    }
    content
}
