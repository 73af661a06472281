//! A conversation and a list as plain text, so that a test compares what people would read.

use client::view::{Content, ConversationView, MessageState, MessageView, Presence};

/// `alice: hello ✓✓`, one line a message.
pub fn of_messages(messages: &[MessageView]) -> String {
    messages.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The same without the marks, which differ between the two sides.
pub fn bare(messages: &[MessageView]) -> String {
    messages
        .iter()
        .map(|message| {
            format!(
                "{}: {}{}",
                message.sender_nickname,
                said(&message.content),
                acts(message)
            )
        })
        .collect::<Vec<_>>()
        .join("\n")
}

pub fn line(message: &MessageView) -> String {
    let mark = match message.state {
        MessageState::Received => String::new(),
        MessageState::Sending => " …".into(),
        MessageState::Sent => " ✓".into(),
        MessageState::Read => " ✓✓".into(),
        MessageState::Failed { code } => format!(" ✗ {code:?}"),
    };
    format!(
        "{}: {}{}{mark}",
        message.sender_nickname,
        said(&message.content),
        acts(message)
    )
}

/// What others did to it: `✎`, `📌`, `[👍 2]`.
pub fn acts(message: &MessageView) -> String {
    let mut acts = String::new();
    if message.edited.is_some() {
        acts.push_str(" ✎");
    }
    if message.pinned {
        acts.push_str(" 📌");
    }
    for one in &message.reactions {
        acts.push_str(&format!(" [{} {}]", one.emoji, one.count));
    }
    acts
}

fn said(content: &Content) -> String {
    match content {
        Content::Text { text, .. } => text.replace('\n', "⏎"),
        Content::Picture { picture } if picture.sticker => format!("(sticker {})", picture.name),
        Content::Picture { picture } => format!("(picture {}x{})", picture.width, picture.height),
        Content::File { file } => format!("(file {} of {})", file.name, file.size),
        Content::Gone => "(gone)".into(),
        Content::Recalled { me: true, .. } => "(taken back by me)".into(),
        Content::Recalled { name, .. } => format!("(taken back by {name})"),
        Content::Quote { text, quoted, .. } => format!("{text} «{}: {}»", quoted.sender_name, said(&quoted.content)),
        Content::Card { name, .. } => format!("(card of {name})"),
        Content::Location { name, .. } => format!("(at {name})"),
        Content::Custom { description } => format!("(custom: {description})"),
        Content::Merged { title, count, .. } => format!("(merged {count}: {title})"),
        Content::Special { english, .. } => format!("({english})"),
        Content::Markdown { text } => format!("(markdown) {}", text.replace('\n', "⏎")),
        Content::Rich { text, marks } => format!("(rich, {} marks) {text}", marks.len()),
        Content::Official {
            title,
            text,
            url,
            picture,
        } => {
            let shown = if picture.is_some() { " with a picture" } else { "" };
            format!("(notice of {title}{shown}) {text} {url}")
        }
        Content::Face => "(face)".into(),
        Content::Voice { voice } => format!("(voice of {} s)", voice.seconds),
        Content::Video { video } => format!("(video {} of {} s)", video.name, video.seconds),
        Content::Befriended => "(friends now)".into(),
        Content::Burning { on: true, .. } => "(burns from now on)".into(),
        Content::Burning { on: false, .. } => "(stays from now on)".into(),
        Content::Group { line } => format!("(group: {:?})", line.what),
        Content::Unknown { content_type } => format!("(kind {content_type})"),
    }
}

/// `bob ● (2): hello`, newest first: who, whether there, how many unread, the last message.
pub fn of_list(conversations: &[ConversationView]) -> String {
    conversations.iter().map(row).collect::<Vec<_>>().join("\n")
}

fn row(conversation: &ConversationView) -> String {
    let there = match conversation.peer.presence {
        Presence::Online => " ●",
        Presence::Offline => " ○",
        Presence::Unknown => "",
    };
    let unread = if conversation.unread == 0 {
        String::new()
    } else {
        format!(" ({})", conversation.unread)
    };
    let failed = if conversation.failed { " !" } else { "" };
    let last = conversation
        .last
        .as_ref()
        .map(|last| said(&last.content))
        .unwrap_or_default();
    format!("{}{there}{unread}{failed}: {last}", conversation.peer.nickname)
}
