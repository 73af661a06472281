//! The words of a notification. Whatever comes from others is cut to a size and kept from looking like anything but
//! text.

use client::view::{Content, FileView, GroupEvent};

use super::rows::Came;
use crate::words::Locale;

/// Longer ones are cut; no desktop shows more.
const LONGEST: usize = 300;
/// So many are named in a summary.
const NAMED: usize = 3;

/// What is written in a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub title: String,
    pub body: String,
}

/// How notes are written.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    pub locale: Locale,
    /// Whether they say who wrote, and what.
    pub content: bool,
}

/// Of one conversation. `account` is the one that got it, where there are several.
pub fn of(came: &Came, account: Option<&str>, manner: Manner) -> Note {
    let locale = manner.locale;
    if !manner.content {
        return hidden(came.more, locale);
    }
    let mut title = vec![line(&came.title)];
    if came.more > 1 {
        title.push(messages(came.more, locale));
    }
    title.extend(account.map(|account| to(&line(account), locale)));
    let text = match &came.content {
        // A desktop keeps what was shown, and nobody can take it away there.
        Content::Burning { on, .. } => burning(*on, locale).to_owned(),
        _ if came.burns => burns(locale).to_owned(),
        Content::Text { text, .. } | Content::Quote { text, .. } => line(text),
        Content::Gone | Content::Recalled { .. } => new_messages(1, locale),
        Content::Merged { title, .. } => merged(&line(title), locale),
        Content::Card { name, .. } => card(&line(name), locale),
        Content::Location { name, .. } => location(&line(name), locale),
        Content::Custom { description } if !description.is_empty() => line(description),
        Content::Custom { .. } => unknown(locale).to_owned(),
        Content::Special { english, chinese, .. } => line(match locale {
            Locale::English => english,
            Locale::Chinese => chinese,
        }),
        Content::Markdown { text } | Content::Rich { text, .. } | Content::Official { text, .. }
            if !text.trim().is_empty() =>
        {
            line(text)
        }
        Content::Markdown { .. } | Content::Rich { .. } => unknown(locale).to_owned(),
        Content::Face => face(locale).to_owned(),
        Content::Picture { picture } if picture.sticker => face(locale).to_owned(),
        Content::Picture { .. } | Content::Official { .. } => picture(locale).to_owned(),
        Content::File { file } => self::file(file, locale),
        Content::Voice { voice } => lasting(sounds(locale), voice.seconds),
        Content::Video { video } => lasting(films(locale), video.seconds),
        Content::Befriended => befriended(locale).to_owned(),
        Content::Group { line: happened } => match &happened.what {
            GroupEvent::Announced { text } => line(text),
            _ => group_changed(locale).to_owned(),
        },
        Content::Unknown { .. } => unknown(locale).to_owned(),
    };
    let sender = line(&came.sender);
    Note {
        title: title.join(" · "),
        body: if came.alone || sender.is_empty() {
            text
        } else {
            says(&sender, &text, locale)
        },
    }
}

/// Of several conversations, newest first.
pub fn summary(all: &[Came], manner: Manner) -> Note {
    let count = all.iter().map(|came| came.more).sum();
    if !manner.content {
        return hidden(count, manner.locale);
    }
    let named: Vec<_> = all.iter().take(NAMED).map(|came| line(&came.title)).collect();
    Note {
        title: new_messages(count, manner.locale),
        body: from(&named, all.len(), manner.locale),
    }
}

fn hidden(count: i64, locale: Locale) -> Note {
    Note {
        title: "Selkie".to_owned(),
        body: new_messages(count, locale),
    }
}

/// What the button of a notification says, where a desktop shows one.
pub fn open(locale: Locale) -> &'static str {
    match locale {
        Locale::English => "Open",
        Locale::Chinese => "打开",
    }
}

fn picture(locale: Locale) -> &'static str {
    match locale {
        Locale::English => "Picture",
        Locale::Chinese => "图片",
    }
}

fn file(file: &FileView, locale: Locale) -> String {
    let what = match locale {
        Locale::English => "File",
        Locale::Chinese => "文件",
    };
    match (line(&file.name), locale) {
        (name, _) if name.is_empty() => what.to_owned(),
        (name, Locale::English) => format!("{what}: {name}"),
        (name, Locale::Chinese) => format!("{what}：{name}"),
    }
}

fn burns(locale: Locale) -> &'static str {
    match locale {
        Locale::English => "A message that burns after reading",
        Locale::Chinese => "一条阅后即焚消息",
    }
}

fn burning(on: bool, locale: Locale) -> &'static str {
    match (on, locale) {
        (true, Locale::English) => "Messages burn after reading from now on",
        (false, Locale::English) => "Messages stay from now on",
        (true, Locale::Chinese) => "已开启阅后即焚",
        (false, Locale::Chinese) => "已关闭阅后即焚",
    }
}

fn sounds(locale: Locale) -> &'static str {
    match locale {
        Locale::English => "Voice message",
        Locale::Chinese => "语音",
    }
}

fn films(locale: Locale) -> &'static str {
    match locale {
        Locale::English => "Video",
        Locale::Chinese => "视频",
    }
}

/// What is heard or seen, and for how long.
fn lasting(what: &str, seconds: u32) -> String {
    match seconds {
        0 => what.to_owned(),
        seconds => format!("{what} {}:{:02}", seconds / 60, seconds % 60),
    }
}

fn befriended(locale: Locale) -> &'static str {
    match locale {
        Locale::English => "You are friends now",
        Locale::Chinese => "你们已成为好友",
    }
}

fn card(name: &str, locale: Locale) -> String {
    match locale {
        Locale::English => format!("[Contact card] {name}"),
        Locale::Chinese => format!("[名片] {name}"),
    }
}

fn location(name: &str, locale: Locale) -> String {
    match locale {
        Locale::English => format!("[Location] {name}"),
        Locale::Chinese => format!("[位置] {name}"),
    }
}

fn face(locale: Locale) -> &'static str {
    match locale {
        Locale::English => "[Sticker]",
        Locale::Chinese => "[表情]",
    }
}

fn merged(title: &str, locale: Locale) -> String {
    match locale {
        Locale::English => format!("[Chat history] {title}"),
        Locale::Chinese => format!("[聊天记录] {title}"),
    }
}

fn group_changed(locale: Locale) -> &'static str {
    match locale {
        Locale::English => "The group changed",
        Locale::Chinese => "群聊有变动",
    }
}

fn unknown(locale: Locale) -> &'static str {
    match locale {
        Locale::English => "Unknown kind of message",
        Locale::Chinese => "未知类型的消息",
    }
}

fn messages(count: i64, locale: Locale) -> String {
    match locale {
        Locale::English => format!("{count} messages"),
        Locale::Chinese => format!("{count} 条消息"),
    }
}

fn new_messages(count: i64, locale: Locale) -> String {
    match (locale, count) {
        (Locale::English, 1) => "New message".to_owned(),
        (Locale::English, _) => format!("{count} new messages"),
        (Locale::Chinese, 1) => "有新消息".to_owned(),
        (Locale::Chinese, _) => format!("{count} 条新消息"),
    }
}

fn to(account: &str, locale: Locale) -> String {
    match locale {
        Locale::English => format!("to {account}"),
        Locale::Chinese => format!("发给 {account}"),
    }
}

fn says(sender: &str, text: &str, locale: Locale) -> String {
    match locale {
        Locale::English => format!("{sender}: {text}"),
        Locale::Chinese => format!("{sender}：{text}"),
    }
}

/// Some names, of how many conversations.
fn from(named: &[String], all: usize, locale: Locale) -> String {
    let more = all.saturating_sub(named.len());
    match (locale, more) {
        (Locale::English, 0) => named.join(", "),
        (Locale::English, _) => format!("{} and {more} more", named.join(", ")),
        (Locale::Chinese, 0) => named.join("、"),
        (Locale::Chinese, _) => format!("{}等 {all} 个会话", named.join("、")),
    }
}

/// One line of bounded length, without characters that hide or turn around what stands beside them.
fn line(text: &str) -> String {
    let hides = |c: &char| matches!(*c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    let text: String = text.chars().filter(|c| !hides(c)).collect();
    let words = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty());
    let line = words.collect::<Vec<_>>().join(" ");
    let mut shown = line.chars();
    let mut cut: String = shown.by_ref().take(LONGEST).collect();
    if shown.next().is_some() {
        cut.push('…');
    }
    cut
}

/// As a desktop that reads markup has to be given what is none.
#[cfg(target_os = "linux")]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests;
