//! A conversation that holds every kind of message that people send, for whoever wants to see what there is. Knows no
//! window.

use std::io::Cursor;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, ensure};
use client::error::Problem;
use client::requests::{Attachment, Forward, Manner, Merging, MessageAct, Say, Written};
use client::view::{LinkCard, MessageState, MessageView};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::Player;

/// What is said in it.
pub struct Words {
    pub photos: &'static str,
    pub thanks: &'static str,
    pub emoji: &'static str,
    pub file: &'static str,
    pub place: &'static str,
    pub link: &'static str,
    pub title: &'static str,
    pub about: &'static str,
    pub merged: &'static str,
}

pub const ENGLISH: Words = Words {
    photos: "The photos of the open day are ready. This one is for the window:",
    thanks: "That goes up today!",
    emoji: "💙🏺",
    file: "Course plan, spring.pdf",
    place: "Harbour hall, gate 3",
    link: "The next one is announced already: https://fairs.example/spring",
    title: "Potters' fair in spring",
    about: "Sixty workshops, two days, and a kiln that is opened at noon.",
    merged: "Mei Tan and Jonas Weber",
};

pub const CHINESE: Words = Words {
    photos: "开放日的照片好了，这张可以放橱窗：",
    thanks: "今天就挂上！",
    emoji: "💙🏺",
    file: "春季课程安排.pdf",
    place: "港口大厅 3 号门",
    link: "下一场已经公布了：https://fairs.example/spring",
    title: "春季陶艺市集",
    about: "六十间工作室，为期两天，每天中午开窑。",
    merged: "林岚和周明的聊天记录",
};

const LINK: &str = "https://fairs.example/spring";
const PATIENCE: Duration = Duration::from_secs(60);

/// The first of the players talks with the last one; the second is whose card is sent, and with whom was talked before.
pub async fn gallery(players: &[Player], words: &Words) -> Result<()> {
    let [me, friend, .., guest] = players else {
        return Err(anyhow!("A gallery needs three people"));
    };
    let there = guest.opens(me).await?;
    let here = me.opens(guest).await?;
    guest.writes(&there, words.photos, None).await?;
    let picture = guest
        .brings("open-day.jpg", &painted()?, &there, Manner::Picture)
        .await?;
    me.has(&picture).await?;
    let love = MessageAct::React {
        emoji: "❤️".to_owned(),
        on: true,
    };
    let acted = me
        .client
        .act_on_messages(&me.account, std::slice::from_ref(&picture), love)
        .await;
    done("React", acted)?;
    me.writes(&here, words.thanks, Some(picture)).await?;
    me.writes(&here, words.emoji, None).await?;
    let sticker = include_bytes!("../../../ui/public/stickers/love.webp");
    let last = me.brings("selkie-love.webp", sticker, &here, Manner::Sticker).await?;
    guest.has(&last).await?;
    guest
        .brings(words.file, b"%PDF-1.4\n%%EOF\n", &there, Manner::File)
        .await?;
    let card = Say::Card {
        user_id: friend.user_id.clone(),
    };
    me.says_else(&here, card).await?;
    let place = Say::Location {
        name: words.place.to_owned(),
        latitude: 59.3293,
        longitude: 18.0686,
    };
    guest.says_else(&there, place).await?;
    let linked = Say::Linked {
        written: written(words.link, None),
        card: LinkCard {
            url: LINK.to_owned(),
            title: words.title.to_owned(),
            words: words.about.to_owned(),
            site: String::new(),
            pictured: false,
        },
    };
    let last = guest.says_else(&there, linked).await?;
    me.has(&last).await?;
    me.sends_talk(friend, &here, words.merged).await?;
    let clap = include_bytes!("../../../ui/public/stickers/clap.webp");
    let last = me.brings("selkie-clap.webp", clap, &here, Manner::Sticker).await?;
    guest.has(&last).await?;
    let last = guest.says_else(&there, Say::Poke).await?;
    me.has(&last).await
}

fn done<T>(what: &str, result: Result<T, Problem>) -> Result<T> {
    result.map_err(|problem| anyhow!("{what}: {problem}"))
}

fn written(text: &str, quote: Option<String>) -> Written {
    Written {
        text: text.to_owned(),
        mentions: Vec::new(),
        quote,
    }
}

impl Player {
    async fn opens(&self, with: &Self) -> Result<String> {
        let opened = self.client.open_conversation(&self.account, &with.user_id).await;
        Ok(done("Open the conversation", opened)?.id)
    }

    async fn writes(&self, to: &str, text: &str, quote: Option<String>) -> Result<()> {
        let sent = self.client.send_written(&self.account, to, written(text, quote)).await;
        self.sent(&done("Write", sent)?.client_msg_id).await
    }

    async fn says_else(&self, to: &str, what: Say) -> Result<String> {
        let sent = self.client.say(&self.account, to, what).await;
        let id = done("Send", sent)?.client_msg_id;
        self.sent(&id).await?;
        Ok(id)
    }

    async fn brings(&self, name: &str, bytes: &[u8], to: &str, manner: Manner) -> Result<String> {
        let id = done(
            "Begin a file",
            self.client.begin_file(&self.account, name, bytes.len() as u64).await,
        )?;
        done(
            "Bring a file",
            self.client.add_to_file(&self.account, &id, bytes.to_vec()).await,
        )?;
        done("End a file", self.client.end_file(&self.account, &id).await)?;
        let files = [Attachment { id, manner }];
        let sent = self.client.send_files(&self.account, to, &files, "", &[]).await;
        let sent = done("Send a file", sent)?;
        let id = sent.first().context("A file is one message")?.client_msg_id.clone();
        self.sent(&id).await?;
        Ok(id)
    }

    /// What was last said with somebody, as one message.
    async fn sends_talk(&self, with: &Self, to: &str, title: &str) -> Result<()> {
        let from = self.opens(with).await?;
        let talk = self.client.messages(&self.account, &from, None, 4).await;
        let talk = done("Read what was said", talk)?.messages;
        let lines = talk.iter().filter_map(|message| match &message.content {
            client::view::Content::Text { text, .. } => Some(format!("{}: {text}", message.sender_nickname)),
            _ => None,
        });
        let forward = Forward {
            to: vec![to.to_owned()],
            merged: Some(Merging {
                title: title.to_owned(),
                lines: lines.collect(),
            }),
            messages: talk.iter().map(|message| message.client_msg_id.clone()).collect(),
            word: String::new(),
        };
        done("Send a talk on", self.client.forward(&self.account, forward).await)?;
        let last = self.newest(to).await?;
        self.sent(&last.client_msg_id).await
    }

    async fn newest(&self, conversation: &str) -> Result<MessageView> {
        let page = self.client.messages(&self.account, conversation, None, 1).await;
        done("Read", page)?.messages.pop().context("A message")
    }

    async fn sent(&self, id: &str) -> Result<()> {
        self.until(id, |message| message.state != MessageState::Sending).await
    }

    async fn has(&self, id: &str) -> Result<()> {
        self.until(id, |message| message.seq.is_some()).await
    }

    async fn until(&self, id: &str, wanted: impl Fn(&MessageView) -> bool) -> Result<()> {
        let end = tokio::time::Instant::now() + PATIENCE;
        loop {
            for row in done("List", self.client.conversations(&self.account).await)? {
                let page = self.client.messages(&self.account, &row.id, None, 40).await;
                let found = done("Read", page)?
                    .messages
                    .into_iter()
                    .find(|one| one.client_msg_id == id);
                if let Some(message) = found.filter(&wanted) {
                    let failed = matches!(message.state, MessageState::Failed { .. });
                    ensure!(!failed, "It was not sent: {:?}", message.state);
                    return Ok(());
                }
            }
            ensure!(tokio::time::Instant::now() < end, "It never came");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

/// A bowl on a table, before a window.
fn painted() -> Result<Vec<u8>> {
    const WIDE: u32 = 1200;
    const HIGH: u32 = 800;
    let shade = |[r, g, b]: [f32; 3], by: f32| Rgb([(r * by) as u8, (g * by) as u8, (b * by) as u8]);
    let picture = RgbImage::from_fn(WIDE, HIGH, |x, y| {
        let (x, y) = (x as f32 / WIDE as f32 * 3.0 - 1.5, y as f32 / HIGH as f32 * 2.0 - 1.0);
        let rim = (x / 0.78).powi(2) + ((y - 0.02) / 0.13).powi(2);
        let foot = (x.abs() < 0.28 && (0.55..0.72).contains(&y)) as u8;
        let wall = y > 0.02 && (x / 0.78).powi(2) + ((y - 0.02) / 0.62).powi(2) < 1.0;
        if rim < 0.86 {
            shade([22.0, 74.0, 104.0], 1.0 - 0.3 * (y - 0.02).abs())
        } else if rim < 1.0 {
            shade([120.0, 178.0, 200.0], 1.0)
        } else if wall || foot == 1 {
            // The light comes from the left.
            shade([52.0, 132.0, 166.0], (1.05 - 0.55 * (x + 0.35).abs()).clamp(0.35, 1.1))
        } else if y > 0.5 {
            shade(
                [186.0, 140.0, 96.0],
                1.0 - 0.25 * (y - 0.5) - 0.3 * ((x - 0.1).powi(2) + ((y - 0.75) * 4.0).powi(2) < 0.8) as u8 as f32,
            )
        } else {
            shade([238.0, 228.0, 210.0], 1.0 - 0.12 * (x + 1.5) / 3.0 - 0.08 * (y + 1.0))
        }
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture)
        .write_to(&mut bytes, ImageFormat::Jpeg)
        .context("Paint a picture")?;
    Ok(bytes.into_inner())
}
