//! What people do with pictures, files and voices while everything else goes on: bring them, keep them with drafts, send,
//! fetch, stop, give up, send on and free them.

use std::io::Cursor;
use std::time::Duration;

use client::requests::{Forward, Manner};
use client::view::{BroughtView, Content, MessageView};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use protocol::ids::conversation_id;
use rand::RngExt;
use world::{Device, Person};

use super::Run;
use crate::said::{Accepted, Drafted, Said};

/// More than one part of an upload, and more than what is written behind waits for.
const LARGE: usize = (5 << 20) + 70_000;

impl Run {
    /// Somebody sends pictures, files or a voice, at times with words behind them.
    pub(super) async fn show(&mut self) {
        let Some((device, owner, receiver, conversation)) = self.somewhere().await else {
            return;
        };
        let mut files = Vec::new();
        for _ in 0..self.draws.random_range(1..=2) {
            files.push(self.bring(&device).await);
        }
        let words = match self.draws.random_range(0..3) {
            0 => format!("{} behind files {}", device.who(), self.said),
            _ => String::new(),
        };
        self.said += 1;
        self.send_files(&device, owner, &receiver, &conversation, files, &words)
            .await;
    }

    /// A device, whose it is, to whom something is sent (somebody, or the group), and in which conversation.
    async fn somewhere(&mut self) -> Option<(Device, usize, String, String)> {
        let (device, owner) = self.some_device();
        let to = self.some_person(owner);
        let in_group = self.draws.random_range(0..3) == 0;
        if !device.has_account() {
            return None;
        }
        if in_group {
            return Some((device, owner, self.group.clone(), self.group.clone()));
        }
        let user = self.people[to].user_id.to_string();
        let opened = device.client().open_conversation(&device.account(), &user).await;
        // Somebody never heard of is not found without a network.
        let conversation = opened.ok()?.id;
        Some((device, owner, user, conversation))
    }

    /// Something that is no words, as it was brought.
    async fn bring(&mut self, device: &Device) -> Drafted {
        self.said += 1;
        let number = self.said;
        match self.draws.random_range(0..40) {
            0..18 => {
                let length = self.draws.random_range(1..40_000);
                self.file(device, length).await
            }
            18 => self.file(device, LARGE).await,
            19..24 => voice(device).await,
            kind => {
                let [_, red, green, blue] = number.wrapping_mul(0x9e37_79b9).to_be_bytes();
                let picture = RgbImage::from_pixel(16, 12, Rgb([red, green, blue]));
                let mut bytes = Cursor::new(Vec::new());
                DynamicImage::from(picture)
                    .write_to(&mut bytes, ImageFormat::Png)
                    .expect("A picture");
                let manner = if kind % 2 == 0 {
                    Manner::Picture
                } else {
                    Manner::Original
                };
                let brought = brings(device, &format!("{number}.png"), bytes.get_ref()).await;
                let bytes = (manner == Manner::Original).then(|| bytes.into_inner());
                Drafted {
                    id: brought.id,
                    manner,
                    said: Said::Picture { bytes },
                }
            }
        }
    }

    async fn file(&mut self, device: &Device, length: usize) -> Drafted {
        let number = self.said;
        let bytes: Vec<u8> = number.to_be_bytes().into_iter().cycle().take(length).collect();
        let brought = brings(device, &format!("{number}.bin"), &bytes).await;
        Drafted {
            id: brought.id,
            manner: Manner::File,
            said: Said::File { bytes },
        }
    }

    async fn send_files(
        &mut self,
        device: &Device,
        owner: usize,
        receiver: &str,
        conversation: &str,
        files: Vec<Drafted>,
        words: &str,
    ) -> bool {
        let (client, account) = (device.client(), device.account());
        let attached: Vec<_> = files.iter().map(Drafted::attachment).collect();
        let sent = client.send_files(&account, conversation, &attached, words, &[]).await;
        // A device that never heard of the group or of what the server takes cannot do it yet.
        let Ok(sent) = sent else { return false };
        self.world
            .trace()
            .note(&device.who(), format_args!("sent {} files {words}", files.len()));
        let said = files
            .into_iter()
            .map(|file| file.said)
            .chain([Said::Words(words.to_owned())]);
        for (message, said) in sent.iter().zip(said) {
            self.accepted.push(Accepted {
                device: device.who(),
                sender: self.people[owner].user_id.to_string(),
                receiver: receiver.to_owned(),
                // What others go past has no order, nor have words that wait for it.
                ordered: !matches!(said, Said::Words(_)) && said.bytes().is_none_or(|bytes| bytes.len() < LARGE),
                said,
                client_msg_id: message.client_msg_id.clone(),
                may_be_lost: false,
            });
        }
        true
    }

    /// Somebody does something with what he brought, sent or sees.
    pub(super) async fn handle(&mut self) {
        match self.draws.random_range(0..10) {
            0..3 => self.fetch().await,
            3 | 4 => self.send_on().await,
            5 => self.free().await,
            6 => self.stop().await,
            7 | 8 => self.draft().await,
            _ => self.send_draft().await,
        }
    }

    /// A picture, file or voice that somebody sees.
    async fn some_media(&mut self) -> Option<(Device, usize, MessageView)> {
        let (device, owner) = self.some_device();
        let (which, what) = (self.draws.random_range(0..1_000), self.draws.random_range(0..1_000));
        if !device.has_account() {
            return None;
        }
        let rows = device.conversations().await;
        let row = rows.get(which % rows.len().max(1))?;
        let mut media = device.known(&row.id).await;
        media.retain(|message| is_media(&message.content));
        let found = media.get(what % media.len().max(1))?;
        Some((device, owner, found.clone()))
    }

    async fn fetch(&mut self) {
        let whole = self.draws.random_range(0..3) > 0;
        let Some((device, _, message)) = self.some_media().await else {
            return;
        };
        let (client, account) = (device.client(), device.account());
        device.meanwhile(async move {
            let id = &message.client_msg_id;
            // The network may not be there.
            if whole {
                let _ = client.fetch_file(&account, id).await;
            } else {
                let _ = client.thumb(&account, id).await;
            }
        });
    }

    async fn send_on(&mut self) {
        let Some((device, owner, message)) = self.some_media().await else {
            return;
        };
        let to = self.some_person(owner);
        let opened = device
            .client()
            .open_conversation(&device.account(), &self.people[to].user_id)
            .await;
        let to = match (opened, self.draws.random_range(0..3)) {
            (Ok(opened), 0..2) => opened.id,
            _ => self.group.clone(),
        };
        let forward = Forward {
            messages: vec![message.client_msg_id],
            to: vec![to],
            merged: None,
            word: String::new(),
        };
        // What is on its way itself, or taken back, is sent on to nobody.
        let _ = device.sends_on(forward).await;
    }

    async fn free(&mut self) {
        let (device, _) = self.some_device();
        if device.has_account() {
            let freed = device.client().free_storage(&device.account()).await;
            freed.expect("Room is made without a network");
        }
    }

    /// Something on its way up is stopped, goes on, or is given up.
    async fn stop(&mut self) {
        let (device, _) = self.some_device();
        let (which, what) = (self.draws.random_range(0..1_000), self.draws.random_range(0..5));
        if !device.has_account() {
            return;
        }
        let (client, account) = (device.client(), device.account());
        let all = client.transfers(&account).await.expect("What is on its way");
        let Some(one) = all.get(which % all.len().max(1)).filter(|one| one.up) else {
            return;
        };
        let id = one.client_msg_id.clone();
        let accepted = self.accepted.iter_mut().find(|accepted| accepted.client_msg_id == id);
        let accepted = accepted.expect("Only what was sent goes up");
        // It may have come up meanwhile.
        if what == 0 {
            accepted.may_be_lost = true;
            let _ = client.cancel_transfer(&account, &id).await;
        } else {
            accepted.ordered = false;
            let _ = client.pause_transfer(&account, &id, what < 3).await;
        }
    }

    /// Somebody brings something more into a conversation, and sends nothing yet.
    async fn draft(&mut self) {
        let Some((device, _, _, conversation)) = self.somewhere().await else {
            return;
        };
        // A group that this device never heard of has no draft.
        if self.kept(&device, &conversation).await.is_none() {
            return;
        }
        let file = self.file(&device, 3_000).await;
        let place = (device.who(), conversation.clone());
        let mut ids: Vec<_> = self
            .drafts
            .get(&place)
            .into_iter()
            .flatten()
            .map(|one| one.id.clone())
            .collect();
        ids.push(file.id.clone());
        let (client, account) = (device.client(), device.account());
        if client.keep_draft_files(&account, &conversation, &ids).await.is_ok() {
            self.drafts.entry(place).or_default().push(file);
        }
    }

    /// What is kept with a draft, which is what was kept.
    pub async fn kept(&self, device: &Device, conversation: &str) -> Option<Vec<BroughtView>> {
        let kept = device
            .client()
            .draft_files(&device.account(), conversation)
            .await
            .ok()?;
        let place = (device.who(), conversation.to_owned());
        let wanted: Vec<_> = self
            .drafts
            .get(&place)
            .into_iter()
            .flatten()
            .map(|one| &one.id)
            .collect();
        let found: Vec<_> = kept.iter().map(|one| &one.id).collect();
        assert_eq!(found, wanted, "what {} keeps for {conversation}", device.who());
        Some(kept)
    }

    async fn send_draft(&mut self) {
        let (device, owner) = self.some_device();
        if !device.has_account() {
            return;
        }
        let place = self.drafts.keys().find(|(who, _)| *who == device.who()).cloned();
        let Some(place) = place else { return };
        self.kept(&device, &place.1).await;
        let files = self.drafts.remove(&place).unwrap_or_default();
        let own = &self.people[owner].user_id;
        let with = |to: &&Person| conversation_id::single(own, &to.user_id) == place.1;
        let to = self.people.iter().find(with);
        let receiver = to.map_or_else(|| self.group.clone(), |to| to.user_id.to_string());
        let sent = self.send_files(&device, owner, &receiver, &place.1, files.clone(), "");
        if !sent.await {
            self.drafts.insert(place, files);
        }
    }
}

pub fn is_media(content: &Content) -> bool {
    matches!(
        content,
        Content::Picture { .. } | Content::File { .. } | Content::Voice { .. }
    )
}

async fn brings(device: &Device, name: &str, bytes: &[u8]) -> BroughtView {
    let (client, account) = (device.client(), device.account());
    let id = client
        .begin_file(&account, name, bytes.len() as u64)
        .await
        .expect("It begins");
    for piece in bytes.chunks(1 << 20) {
        let added = client.add_to_file(&account, &id, piece.to_vec()).await;
        added.expect("A piece");
    }
    client.end_file(&account, &id).await.expect("It is here")
}

async fn voice(device: &Device) -> Drafted {
    let (client, account) = (device.client(), device.account());
    let end = async {
        tokio::time::sleep(Duration::from_millis(130)).await;
        client.end_recording(&account, true).expect("It ends");
    };
    let (recorded, ()) = tokio::join!(client.record(&account), end);
    let recorded = recorded.expect("It was recorded").expect("It is kept");
    Drafted {
        id: recorded.id,
        manner: Manner::Original,
        said: Said::Voice,
    }
}
