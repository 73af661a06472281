//! Messages that burn while everything else goes on, and what must be left of them. Whoever reads them has them no longer,
//! nor has their sender; who has not read them does.

use std::collections::BTreeSet;

use client::requests::ConversationAct;
use client::view::{Content, MessageView};
use rand::RngExt;

use crate::acts::Run;

/// Short enough to be over when everything is mended.
const SECONDS: u32 = 20;

impl Run {
    /// From now on what two write burns, or stays.
    pub async fn burn(&mut self) {
        let (device, owner) = self.some_device();
        let (with, on) = (self.some_person(owner), self.draws.random_range(0..2) == 0);
        if !device.has_account() || with == owner {
            return;
        }
        let with = self.people[with].user_id.to_string();
        let rows = device.conversations().await;
        let Some(row) = rows.iter().find(|row| row.peer.user_id == with) else {
            return;
        };
        let act = ConversationAct::Burn {
            seconds: if on { SECONDS } else { 0 },
        };
        self.world
            .trace()
            .note(&device.who(), format_args!("{act:?} with {}", row.id));
        let done = device
            .client()
            .act(&device.account(), std::slice::from_ref(&row.id), act)
            .await;
        done.expect("It is done without a network");
    }
}

/// The ids of what burns in a conversation.
pub fn burning(run: &Run, conversation: &str) -> BTreeSet<String> {
    let all = run.world.server_contents(conversation).into_iter();
    all.filter(|(_, told)| told.contains("\"isPrivateChat\":true"))
        .map(|(id, _)| id)
        .collect()
}

/// A line of the server's own.
pub fn is_line(message: &MessageView) -> bool {
    matches!(message.content, Content::Burning { .. })
}

/// Every device of the two has what was not read, and none has what was.
pub fn check(run: &Run, conversation: &str, pair: [usize; 2], shown: &[(String, usize, Vec<MessageView>)]) {
    // Where marks were lost some have burnt what others have not read.
    if !run.marks_last {
        return;
    }
    let burning = burning(run, conversation);
    let senders = run.world.server_senders(conversation);
    for (seq, id) in run.world.server_rows(conversation) {
        if !burning.contains(&id) || run.changed.contains(&id) {
            continue;
        }
        let reader = pair.into_iter().find(|one| *run.people[*one].user_id != *senders[&id]);
        let reader = &run.people[reader.expect("Two people")].user_id;
        let read = run
            .marked
            .iter()
            .any(|mark| mark.reader == **reader && mark.conversation == conversation && mark.seq >= seq);
        for (who, _, messages) in shown {
            let here = messages.iter().any(|message| message.client_msg_id == id);
            assert_eq!(here, !read, "{who} shows {id}, which was read: {read}");
        }
    }
}
