//! What people do to messages that are there: answer, react, edit, pin, take back. Of what they delete only their own
//! devices know, so nobody deletes here.

use client::requests::MessageAct;
use client::view::{Content, MessageView};
use rand::RngExt;

use super::{Run, media};
use crate::said::{Accepted, Said};

const EMOJI: [&str; 3] = ["👍", "😀", "❤️"];

impl Run {
    /// Somebody does something to one of the messages that he sees.
    pub(super) async fn act_on_a_message(&mut self) {
        let (device, owner) = self.some_device();
        let with = self.some_person(owner);
        if !device.has_account() {
            return;
        }
        let conversations = device.conversations().await;
        let wanted = if self.draws.random_range(0..2) == 0 {
            conversations.iter().find(|row| row.id == self.group)
        } else {
            let with = self.people[with].user_id.to_string();
            conversations.iter().find(|row| row.peer.user_id == with)
        };
        let Some(row) = wanted else { return };
        let said: Vec<MessageView> = device
            .known(&row.id)
            .await
            .into_iter()
            .filter(|message| {
                message.seq.is_some()
                    && message.burns.is_none()
                    && (is_text(&message.content) || media::is_media(&message.content))
            })
            .collect();
        if said.is_empty() {
            return;
        }
        let message = said[self.draws.random_range(0..said.len())].clone();
        let on = self.draws.random_range(0..3) > 0;
        let act = match self.draws.random_range(0..10) {
            0..4 => MessageAct::React {
                emoji: EMOJI[self.draws.random_range(0..EMOJI.len())].to_owned(),
                on,
            },
            4 => MessageAct::Pin { on },
            5 | 6 if message.mine && is_text(&message.content) => {
                self.changed.insert(message.client_msg_id.clone());
                self.said += 1;
                MessageAct::Edit {
                    text: format!("{} edited {}", device.who(), self.said),
                    mentions: Vec::new(),
                }
            }
            7 if message.mine => {
                self.changed.insert(message.client_msg_id.clone());
                MessageAct::Recall
            }
            _ => return self.answer(&device, owner, with, &message).await,
        };
        self.world
            .trace()
            .note(&device.who(), format_args!("does {act:?} to {}", message.client_msg_id));
        if act == MessageAct::Recall {
            // It waits for a network that may not be there.
            device
                .clone()
                .meanwhile(async move { drop(device.does(&message, act).await) });
            return;
        }
        // What was there a moment ago may have been taken back meanwhile.
        let _ = device.does(&message, act).await;
    }

    async fn answer(&mut self, device: &world::Device, owner: usize, with: usize, to: &MessageView) {
        let text = format!("{} answers {}", device.who(), self.said);
        self.said += 1;
        let answer = device.answers(to, &text).await;
        self.world.trace().note(&device.who(), format_args!("said {text}"));
        let receiver = match to.conversation_id == self.group {
            true => self.group.clone(),
            false => self.people[with].user_id.to_string(),
        };
        self.accepted.push(Accepted {
            device: device.who(),
            sender: self.people[owner].user_id.to_string(),
            receiver,
            said: Said::Words(text),
            client_msg_id: answer.client_msg_id,
            may_be_lost: false,
            ordered: true,
        });
    }
}

fn is_text(content: &Content) -> bool {
    matches!(content, Content::Text { .. } | Content::Quote { .. })
}
