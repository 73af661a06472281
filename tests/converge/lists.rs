//! What people do with their lists while everything else goes on, and that all devices of one person show one list in
//! the end. What is cleared and deleted is what a stranger sent, whose messages nothing else is measured by.

use std::collections::{BTreeMap, BTreeSet};

use client::requests::ConversationAct as Act;
use client::view::{ConversationView, Notify};
use rand::RngExt;
use serde_json::json;

use super::Run;

/// Writes to everybody and reads nothing.
const STRANGER: &str = "post";

/// What a row shows of what its owner did with it, and of what he has not read.
type Shown = (Option<i64>, bool, bool, Notify, i64, u32);

impl Run {
    /// The stranger writes to somebody.
    pub(super) async fn post(&mut self) {
        let to = self.draws.random_range(0..self.people.len());
        if !self.world.server.runs() {
            return;
        }
        let admin = self.apps.admin_token().await;
        let request = json!({
            "sendID": STRANGER, "recvID": &*self.people[to].user_id, "sessionType": 1, "contentType": 101,
            "senderPlatformID": 1, "content": { "content": format!("letter {}", self.said) },
        });
        self.said += 1;
        self.apps.visitor.ask("/api/msg/send_msg", Some(&admin), &request).await;
    }

    /// Somebody does something with a conversation of his list.
    pub(super) async fn arrange(&mut self) {
        let (device, _) = self.some_device();
        let (what, which, other) = (
            self.draws.random_range(0..12),
            self.draws.random_range(0..1_000),
            self.draws.random_range(0..1_000),
        );
        if !device.has_account() {
            return;
        }
        let rows = device.conversations().await;
        let Some(row) = rows.get(which % rows.len().max(1)) else {
            return;
        };
        let act = match what {
            0 | 1 => Act::Pin { on: true },
            2 => Act::Pin { on: false },
            3 => Act::Place {
                below: rows.get(other % rows.len()).map(|row| row.id.clone()),
            },
            4 => Act::Archive { on: true },
            5 => Act::Archive { on: false },
            6 => Act::Unread,
            7 => Act::Notify {
                notify: [Notify::All, Notify::Mentions, Notify::None][other % 3],
            },
            8 if row.peer.user_id == STRANGER => Act::Read,
            9 if row.peer.user_id == STRANGER => Act::Clear,
            10 if row.peer.user_id == STRANGER => Act::Delete,
            _ => return,
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

/// All devices of one person show one list.
pub async fn check(run: &Run) {
    for owner in 0..run.people.len() {
        let mut lists: Vec<(String, Vec<ConversationView>)> = Vec::new();
        for (device, _) in run
            .devices
            .iter()
            .filter(|(device, of)| *of == owner && device.has_account())
        {
            lists.push((device.who(), device.conversations().await));
        }
        // What was opened and never written in, and what nobody took, stand on one device alone.
        let local = |row: &ConversationView| row.failed || run.world.server_rows(&row.id).is_empty();
        let apart: BTreeSet<String> = lists
            .iter()
            .flat_map(|(_, rows)| rows.iter().filter(|row| local(row)).map(|row| row.id.clone()))
            .collect();
        let mut before: Option<(&str, BTreeMap<&str, Shown>, Vec<&str>)> = None;
        for (who, rows) in &lists {
            let rows: Vec<_> = rows.iter().filter(|row| !apart.contains(&row.id)).collect();
            let shown = rows.iter().map(|row| (row.id.as_str(), shown(row))).collect();
            // An emptied one has no message whose time would be the same everywhere.
            let order: Vec<_> = rows
                .iter()
                .filter(|row| row.last.is_some())
                .map(|row| row.id.as_str())
                .collect();
            if let Some((other, others, their_order)) = &before {
                assert_eq!(&shown, others, "the lists of {who} and {other}");
                // Where marks were lost, the last message has burnt on one device alone.
                if run.marks_last {
                    assert_eq!(&order, their_order, "the order on {who} and {other}");
                }
            }
            before = Some((who, shown, order));
        }
    }
}

fn shown(row: &ConversationView) -> Shown {
    (
        row.pinned,
        row.archived,
        row.marked_unread,
        row.notify,
        row.unread,
        row.burn,
    )
}
