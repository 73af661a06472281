//! Devices that were given the same acts and messages in different orders show the same.

use std::sync::Arc;

use proptest::prelude::*;
use protocol::content::{self, AtTextContent, encode_text};
use rusqlite::Connection;

use super::*;
use crate::changes::Teller;
use crate::event::Event;
use crate::inbox::{self, Delivery};
use crate::store::{conversations, scratch};
use crate::subscription::Bus;
use crate::view::{AccountId, Content, MessageView};
use crate::views;

const CHAT: &str = "sg_7";
const EMOJI: [&str; 2] = ["👍", "😀"];

fn act(seq: i64, who: &str, target: &str, author: &str, act: Act) -> MsgData {
    let said = ActContent {
        author: author.into(),
        target: target.into(),
        act,
    };
    MsgData {
        content_type: CUSTOM_QUIET,
        content: said.encode(),
        ..text(seq, who, "")
    }
}

fn text(seq: i64, who: &str, words: &str) -> MsgData {
    MsgData {
        send_id: who.into(),
        group_id: "7".into(),
        client_msg_id: format!("m{seq}"),
        server_msg_id: format!("s{seq}"),
        sender_nickname: who.into(),
        session_type: 3,
        content_type: content::TEXT,
        content: encode_text(words),
        seq,
        send_time: 1000 + seq,
        ..MsgData::default()
    }
}

fn edit(words: &str) -> Act {
    Act::Edit {
        words: AtTextContent {
            text: words.into(),
            ..AtTextContent::default()
        },
    }
}

fn react(emoji: &str, on: bool) -> Act {
    Act::React {
        emoji: emoji.into(),
        on,
    }
}

/// A device that was given these deliveries, one after the other.
fn device(deliveries: &[Vec<MsgData>]) -> Connection {
    let db = scratch();
    db.execute_batch(
        "INSERT INTO account (one, address, server_kind, user_id) VALUES (1, 'https://a.example', 1, 'ann')",
    )
    .unwrap();
    for messages in deliveries {
        deliver(&db, messages);
    }
    db
}

/// Which messages the events of a delivery tell of.
fn deliver(db: &Connection, messages: &[MsgData]) -> Vec<MessageView> {
    let bus = Arc::new(Bus::default());
    let clock = Arc::new(crate::clock::SystemClock);
    let teller = Teller::new(AccountId("a".into()), bus, clock);
    let mut delivery = Delivery::default();
    delivery.chats.entry(CHAT.to_owned()).or_default().messages = messages.to_vec();
    let mut changes = Changes::new(true);
    inbox::take(db, &mut changes, "ann", delivery).unwrap();
    let events = changes.finish(db, &teller).unwrap().into_iter();
    let told = events.filter_map(|event| match event {
        Event::Messages { changed, .. } => Some(changed),
        _ => None,
    });
    told.flatten().collect()
}

/// An answer to the message with the number `other`, which `whom` wrote.
fn quoting(seq: i64, who: &str, whom: &str, other: i64) -> MsgData {
    MsgData {
        content_type: content::QUOTE,
        content: content::QuoteContent {
            text: format!("text {seq}"),
            quote_message: serde_json::json!({"clientMsgID": format!("m{other}"), "sendID": whom, "contentType": 114}),
        }
        .encode(),
        ..text(seq, who, "")
    }
}

fn shown(db: &Connection) -> Vec<MessageView> {
    let row = conversations::get(db, CHAT).unwrap().unwrap();
    let newest = messages::newest(db, CHAT, 1, i64::MAX, 100).unwrap();
    let mut views: Vec<_> = newest
        .iter()
        .map(|message| views::message(db, message, &row).unwrap())
        .collect();
    for view in &mut views {
        // In which order rows were written is each device's own.
        view.local = 0;
    }
    views
}

fn one(messages: Vec<MsgData>) -> MessageView {
    shown(&device(&[messages])).pop().unwrap()
}

/// Two texts, and acts of three people on them.
fn history() -> impl Strategy<Value = Vec<MsgData>> {
    let acts = proptest::collection::vec((0usize..3, 1i64..3, 0usize..6, any::<bool>()), 1..12);
    acts.prop_map(|acts| {
        let people = ["ann", "bob", "cat"];
        let mut all = vec![text(1, "ann", "one"), text(2, "bob", "two")];
        for (at, (who, target, what, on)) in acts.into_iter().enumerate() {
            let seq = i64::try_from(at).unwrap() + 3;
            let done = match what {
                0 | 1 => react(EMOJI[what], on),
                2 | 3 => Act::Pin { on },
                _ => edit(&format!("words {seq}")),
            };
            let author = people[usize::try_from(target).unwrap() - 1];
            all.push(act(seq, people[who], &format!("m{target}"), author, done));
        }
        all
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn acts_merge_the_same_in_whatever_order_and_pieces_they_come(
        (history, order) in history().prop_flat_map(|history| {
            let order: Vec<usize> = (0..history.len()).collect();
            (Just(history), Just(order).prop_shuffle())
        }),
        pieces in 1usize..5,
    ) {
        let straight = device(std::slice::from_ref(&history));
        let shuffled: Vec<Vec<MsgData>> = order
            .chunks(pieces)
            .map(|chunk| chunk.iter().map(|at| history[*at].clone()).collect())
            .collect();
        let twice: Vec<_> = shuffled.iter().chain(&shuffled).cloned().collect();
        prop_assert_eq!(shown(&device(&twice)), shown(&straight));
    }
}

#[test]
fn the_last_word_on_a_reaction_counts_for_each_person_and_emoji() {
    let message = one(vec![
        text(1, "bob", "hello"),
        act(2, "bob", "m1", "bob", react("👍", true)),
        act(3, "cat", "m1", "bob", react("👍", true)),
        act(4, "ann", "m1", "bob", react("😀", true)),
        act(5, "bob", "m1", "bob", react("👍", false)),
    ]);
    let reactions: Vec<_> = message
        .reactions
        .iter()
        .map(|one| (one.emoji.as_str(), one.count, one.mine))
        .collect();
    assert_eq!(reactions, [("👍", 1, false), ("😀", 1, true)]);
}

#[test]
fn only_its_author_edits_a_message() {
    let edited = |who: &str| one(vec![text(1, "bob", "hello"), act(2, who, "m1", "bob", edit("changed"))]);
    assert_eq!(edited("cat").content, views_text("hello"));
    assert_eq!(edited("cat").edited, None);
    assert_eq!(edited("bob").content, views_text("changed"));
    assert_eq!(edited("bob").edited, Some(1002));
}

fn views_text(words: &str) -> crate::view::Content {
    crate::view::Content::text(words)
}

#[test]
fn an_act_names_its_message_by_its_author_too() {
    // The name of a message is its sender's word: cat's message is called as bob's is.
    let cats = MsgData {
        client_msg_id: "m1".into(),
        ..text(2, "cat", "mine")
    };
    let db = device(&[vec![
        text(1, "bob", "hello"),
        cats,
        act(3, "cat", "m1", "cat", edit("changed")),
        act(4, "cat", "m1", "cat", Act::Pin { on: true }),
    ]]);
    let said: Vec<_> = shown(&db).into_iter().map(|view| (view.content, view.pinned)).collect();
    assert_eq!(said, [(views_text("changed"), true), (views_text("hello"), false)]);
}

#[test]
fn nothing_shows_of_acts_on_a_message_that_was_taken_back() {
    let message = one(vec![
        MsgData {
            content_type: content::REVOKED,
            content: Vec::new(),
            ..text(1, "bob", "")
        },
        act(2, "cat", "m1", "bob", react("👍", true)),
        act(3, "bob", "m1", "bob", edit("back again")),
        act(4, "bob", "m1", "bob", Act::Pin { on: true }),
    ]);
    assert_eq!(message.content, crate::view::Content::Gone);
    assert!(message.reactions.is_empty() && message.edited.is_none() && !message.pinned);
}

#[test]
fn an_edit_keeps_what_the_message_answered_and_every_version() {
    let quote = content::QuoteContent {
        text: "yes".into(),
        quote_message: serde_json::json!({"clientMsgID": "m1", "sendID": "bob", "contentType": 101,
            "textElem": {"content": "as it was"}}),
    };
    let answer = MsgData {
        content_type: content::QUOTE,
        content: quote.encode(),
        ..text(2, "cat", "")
    };
    let db = device(&[vec![
        text(1, "bob", "sure?"),
        answer,
        act(3, "cat", "m2", "cat", edit("no")),
        act(4, "cat", "m2", "cat", edit("perhaps")),
        act(5, "bob", "m1", "bob", edit("really sure?")),
    ]]);
    let Content::Quote { text, quoted, .. } = shown(&db).remove(0).content else {
        panic!("A quote");
    };
    assert_eq!(
        (text.as_str(), *quoted.content),
        ("perhaps", views_text("really sure?"))
    );
    let message = messages::by_id(&db, "m2").unwrap().unwrap();
    let said: Vec<_> = versions(&db, &message)
        .unwrap()
        .into_iter()
        .map(|one| one.text)
        .collect();
    assert_eq!(said, ["yes", "no", "perhaps"]);
}

#[test]
fn two_messages_that_quote_each_other_are_drawn() {
    let db = device(&[vec![quoting(1, "bob", "cat", 2), quoting(2, "cat", "bob", 1)]]);
    let Content::Quote { quoted, .. } = shown(&db).remove(0).content else {
        panic!("A quote");
    };
    assert_eq!(*quoted.content, views_text("text 1"));
}

#[test]
fn an_answer_that_came_first_is_told_again_with_what_it_answers() {
    let db = device(&[vec![text(2, "bob", "two"), quoting(3, "cat", "bob", 1)]]);
    let told = deliver(&db, &[text(1, "bob", "one")]);
    let answer = told.iter().find(|view| view.client_msg_id == "m3").unwrap();
    let Content::Quote { quoted, .. } = &answer.content else {
        panic!("A quote");
    };
    assert_eq!((quoted.client_msg_id.as_str(), quoted.seq), ("m1", Some(1)));
}

#[test]
fn what_is_deleted_leaves_no_line_and_its_pin_goes() {
    let db = device(&[vec![
        text(1, "bob", "one"),
        text(2, "bob", "two"),
        act(3, "cat", "m1", "bob", Act::Pin { on: true }),
        act(4, "cat", "m2", "bob", Act::Pin { on: true }),
    ]]);
    let row = conversations::get(&db, CHAT).unwrap().unwrap();
    assert_eq!(pinned(&db, &row).unwrap().len(), 2);
    inbox::deleted(&db, &mut Changes::new(true), CHAT, 1).unwrap();
    let pins = pinned(&db, &row).unwrap();
    assert_eq!(pins.iter().map(|pin| pin.seq).collect::<Vec<_>>(), [Some(2)]);
    assert_eq!(shown(&db).len(), 1);
}
