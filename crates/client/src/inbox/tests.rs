//! Two devices that were given the same things in different orders, pieces and repetitions end up with the same rows.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use protocol::content::{self, Notification, encode_text, tips};
use protocol::pb::{MsgData, Seqs};
use rusqlite::Connection;

use super::*;
use crate::changes::Teller;
use crate::event::Event;
use crate::store::messages::{Message, State};
use crate::store::{conversations, scratch, spans};
use crate::subscription::Bus;
use crate::view::{AccountId, Content, MessageState};
use crate::views;

const CHAT: &str = "si_alice_bob";
const NOTICES: &str = "n_alice_bob";
const ME: &str = "alice";

/// What a server has: messages by seq, which of them were taken back, how far both have read.
#[derive(Debug, Clone)]
struct Server {
    messages: Vec<MsgData>,
    taken_back: BTreeSet<i64>,
    own_mark: i64,
    peer_mark: i64,
}

/// One thing that reaches a device.
#[derive(Debug, Clone)]
enum Step {
    Push(i64),
    Pull(i64, i64),
    /// Everything the hidden conversation says, as often as it likes.
    Notices,
    Told,
}

fn server() -> impl Strategy<Value = Server> {
    let message = (any::<bool>(), 0usize..14, any::<bool>());
    let messages = proptest::collection::vec(message, 1..14);
    (
        messages,
        proptest::collection::btree_set(1i64..14, 0..4),
        0i64..14,
        0i64..14,
    )
        .prop_map(|(drawn, taken_back, own_mark, peer_mark)| {
            let mut count = 0;
            let mut messages: Vec<MsgData> = Vec::new();
            for (index, (mine, repeats, quiet)) in drawn.into_iter().enumerate() {
                let seq = i64::try_from(index).unwrap() + 1;
                // Some bear the id of an earlier one: sent twice by the same person, or made up by the other.
                let id = messages
                    .get(repeats)
                    .map_or_else(|| format!("id{seq}"), |earlier| earlier.client_msg_id.clone());
                let content_type = if quiet && seq % 3 == 0 {
                    content::CUSTOM_QUIET
                } else {
                    content::TEXT
                };
                count += i64::from(content_type == content::TEXT);
                let (send_id, recv_id) = if mine { ("alice", "bob") } else { ("bob", "alice") };
                messages.push(MsgData {
                    send_id: send_id.into(),
                    recv_id: recv_id.into(),
                    client_msg_id: id,
                    server_msg_id: format!("server{seq}"),
                    sender_nickname: send_id.into(),
                    session_type: 1,
                    content_type,
                    content: encode_text(&format!("text {seq}")),
                    ex: format!("a card of {seq}"),
                    seq,
                    send_time: 1000 + seq,
                    count,
                    ..MsgData::default()
                });
            }
            let max = i64::try_from(messages.len()).unwrap();
            // A server does not tell of what kind it was that was taken back: nobody could know that it was quiet.
            let is_text = |seq: &i64| {
                messages
                    .iter()
                    .any(|m| m.seq == *seq && m.content_type == content::TEXT)
            };
            let taken_back = taken_back.into_iter().filter(is_text).collect();
            Server {
                messages,
                taken_back,
                own_mark: own_mark.min(max),
                peer_mark: peer_mark.min(max),
            }
        })
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (1i64..14).prop_map(Step::Push),
        4 => (1i64..14, 0i64..9).prop_map(|(from, more)| Step::Pull(from, from + more)),
        1 => Just(Step::Notices),
        1 => Just(Step::Told),
    ];
    proptest::collection::vec(step, 0..20)
}

impl Server {
    fn max(&self) -> i64 {
        i64::try_from(self.messages.len()).unwrap()
    }

    fn stored(&self, from: i64, to: i64, now: bool) -> Vec<MsgData> {
        let wanted = self
            .messages
            .iter()
            .filter(|message| from <= message.seq && message.seq <= to);
        wanted
            .map(|message| match now && self.taken_back.contains(&message.seq) {
                true => MsgData {
                    content_type: content::REVOKED,
                    content: Vec::new(),
                    ..message.clone()
                },
                false => message.clone(),
            })
            .collect()
    }

    fn notices(&self) -> Vec<MsgData> {
        let revokes = self.taken_back.iter().map(|seq| {
            let tips = tips::RevokeMsgTips {
                conversation_id: CHAT.into(),
                seq: *seq,
                ..tips::RevokeMsgTips::default()
            };
            (content::REVOKED, Notification::encode(&tips).unwrap())
        });
        let marks = [("alice", self.own_mark), ("bob", self.peer_mark)].map(|(who, seq)| {
            let tips = tips::MarkAsReadTips {
                mark_as_read_user_id: who.into(),
                conversation_id: CHAT.into(),
                has_read_seq: seq,
                seqs: Vec::new(),
            };
            (content::READ_RECEIPT, Notification::encode(&tips).unwrap())
        });
        revokes
            .chain(marks)
            .zip(1..)
            .map(|((content_type, content), seq)| MsgData {
                content_type,
                content,
                seq,
                ..MsgData::default()
            })
            .collect()
    }

    /// Who writes has read what came before.
    fn read_seq(&self) -> i64 {
        let own = self
            .messages
            .iter()
            .filter(|message| message.send_id == ME)
            .map(|message| message.seq);
        own.max().unwrap_or(0).max(self.own_mark)
    }

    fn count(&self, seq: i64) -> i64 {
        self.messages
            .iter()
            .filter(|message| message.seq <= seq)
            .map(|message| message.count)
            .max()
            .unwrap_or(0)
    }
}

fn give(db: &Connection, counted: bool, server: &Server, step: &Step) -> Vec<Event> {
    let mut changes = Changes::new(counted);
    let mut delivery = Delivery::default();
    match step {
        Step::Push(seq) => {
            let messages = server.stored(*seq, *seq, false);
            delivery.chats.insert(
                CHAT.into(),
                Arrivals {
                    messages,
                    ..Arrivals::default()
                },
            );
        }
        Step::Pull(from, to) => {
            let to = (*to).min(server.max());
            if let Some(asked) = Span::new(*from, to) {
                let messages = server.stored(asked.from, asked.to, true);
                delivery.chats.insert(
                    CHAT.into(),
                    Arrivals {
                        messages,
                        asked: Some(asked),
                        silent: false,
                    },
                );
            }
        }
        Step::Notices => {
            let messages = server.notices();
            delivery.notices.insert(
                NOTICES.into(),
                Arrivals {
                    messages,
                    ..Arrivals::default()
                },
            );
        }
        Step::Told => {
            let seqs = Seqs {
                max_seq: server.max(),
                has_read_seq: server.read_seq(),
                count: server.count(server.max()),
                read_count: server.count(server.read_seq()),
                read_seq: server.read_seq(),
                peer_read_seq: server.peer_mark,
                ..Seqs::default()
            };
            let seqs = if counted {
                seqs
            } else {
                Seqs {
                    count: 0,
                    read_count: 0,
                    read_seq: 0,
                    peer_read_seq: 0,
                    ..seqs
                }
            };
            crate::sync::list::ensure(db, &mut changes, CHAT, ME).unwrap();
            reading::told(db, &mut changes, CHAT, &seqs).unwrap();
        }
    }
    let there = |gone: bool| -> BTreeSet<i64> {
        let rows = (1..=server.max()).filter_map(|seq| messages::at(db, CHAT, seq).unwrap());
        rows.filter(|row| row.gone == gone).map(|row| row.seq).collect()
    };
    let before = there(false);
    take(db, &mut changes, ME, delivery).unwrap();
    let noted: BTreeSet<i64> = changes.recalled.iter().map(|row| row.seq).collect();
    let taken: BTreeSet<i64> = there(true).intersection(&before).copied().collect();
    assert_eq!(noted, taken, "the bytes of what is taken back are let go");
    let teller = Teller::new(
        AccountId("account".into()),
        std::sync::Arc::new(Bus::default()),
        std::sync::Arc::new(crate::clock::SystemClock),
    );
    changes.finish(db, &teller).unwrap()
}

#[derive(Debug, PartialEq, Eq)]
struct Seen {
    lines: Vec<(Option<i64>, String, Content, MessageState)>,
    unread: i64,
    read_seq: i64,
    last: Option<i64>,
}

fn seen(db: &Connection) -> Seen {
    let row = conversations::get(db, CHAT).unwrap().unwrap();
    let mut rows = messages::newest(db, CHAT, 1, i64::MAX, 1000).unwrap();
    rows.reverse();
    rows.extend(messages::newest_without_seq(db, CHAT, i64::MAX, 1000).unwrap());
    let left = rows.iter().find(|message| message.gone && !message.ex.is_empty());
    assert_eq!(left, None, "What was taken back leaves nothing of its own");
    let lines = rows
        .iter()
        .map(|message| views::message(db, message, &row).unwrap())
        .map(|view| (view.seq, view.sender_id, view.content, view.state))
        .collect();
    Seen {
        lines,
        unread: row.unread,
        read_seq: row.read_seq,
        last: rows.last().map(|message| message.seq),
    }
}

/// What everybody should see, worked out from the server alone.
fn wanted(server: &Server) -> Seen {
    let mut first = BTreeMap::new();
    let mut lines = Vec::new();
    for message in &server.messages {
        if message.content_type != content::TEXT {
            continue;
        }
        let key = (message.send_id.clone(), message.client_msg_id.clone());
        if first.insert(key, message.seq).is_some() {
            continue;
        }
        let content = match server.taken_back.contains(&message.seq) {
            true => Content::Gone,
            false => Content::Text {
                mentions: Vec::new(),
                text: format!("text {}", message.seq),
            },
        };
        let state = match message.send_id == ME {
            true if message.seq <= server.peer_mark => MessageState::Read,
            true => MessageState::Sent,
            false => MessageState::Received,
        };
        lines.push((Some(message.seq), message.send_id.clone(), content, state));
    }
    Seen {
        last: lines.last().and_then(|line| line.0),
        unread: server.count(server.max()) - server.count(server.read_seq()),
        read_seq: server.read_seq(),
        lines,
    }
}

/// A window that was opened before anything came does not know that something lies below.
#[test]
fn a_push_above_what_was_only_told_makes_the_window_read_again() {
    let db = scratch();
    let text = |seq| MsgData {
        send_id: "bob".into(),
        recv_id: ME.into(),
        client_msg_id: format!("id{seq}"),
        content_type: content::TEXT,
        content: encode_text("a text"),
        seq,
        ..MsgData::default()
    };
    let mut server = Server {
        messages: vec![text(1)],
        taken_back: BTreeSet::new(),
        own_mark: 0,
        peer_mark: 0,
    };
    give(&db, false, &server, &Step::Told);
    server.messages.push(text(2));
    let told = give(&db, false, &server, &Step::Push(2));
    assert!(matches!(told.as_slice(), [Event::Resync { .. }]), "{told:?}");
    server.messages.push(text(3));
    let told = give(&db, false, &server, &Step::Push(3));
    assert!(matches!(told.first(), Some(Event::Messages { .. })), "{told:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn in_whatever_order_and_pieces_the_end_is_the_same(server in server(), before in steps(), after in steps()) {
        let db = scratch();
        // Some own messages were written here and wait to be sent.
        let mut written = BTreeSet::new();
        for message in server.messages.iter().filter(|message| message.send_id == ME && message.seq % 2 == 0) {
            if message.content_type == content::TEXT && written.insert(message.client_msg_id.clone())
                && server.messages.iter().all(|other| other.send_id == ME || other.client_msg_id != message.client_msg_id) {
                crate::sync::list::ensure(&db, &mut Changes::new(true), CHAT, ME).unwrap();
                let row = Message {
                    conversation: CHAT.into(), client_msg_id: message.client_msg_id.clone(), sent_as: message.client_msg_id.clone(), sender: ME.into(), mine: true,
                    content_type: content::TEXT, content: message.content.clone(), state: State::Sending, ..Message::default()
                };
                let local = messages::insert(&db, &row).unwrap();
                outbox::add_waiting(&db, local, CHAT, outbox::Waits::Nothing, 0).unwrap();
            }
        }
        for step in before.iter().chain([Step::Pull(1, 99), Step::Notices, Step::Told].iter()).chain(&after) {
            give(&db, true, &server, step);
        }
        prop_assert_eq!(seen(&db), wanted(&server));
        prop_assert!(spans::of(&db, CHAT).unwrap().covers(1, server.max()));
        prop_assert_eq!(outbox::heads(&db).unwrap(), []);
    }

    #[test]
    fn two_devices_at_a_plain_server_agree(server in server(), one in steps(), other in steps()) {
        let [one, other] = [one, other].map(|steps| {
            let db = scratch();
            for step in steps.iter().chain(&[Step::Told, Step::Pull(1, 99), Step::Notices]) {
                give(&db, false, &server, step);
            }
            seen(&db)
        });
        prop_assert!(one.unread >= 0);
        prop_assert_eq!(one, other);
    }
}
