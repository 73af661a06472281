//! Who may send, what is stored, and what the running count counts.

use std::sync::atomic::Ordering;

use protocol::content;
use protocol::options::{HISTORY, IS_NOT_NOTIFICATION};
use protocol::pb::{ConversationReq, MsgData};

use super::{App, text_to};
use crate::im::{Failure, ProfileChange};
use crate::store::{blacks, users};

const ID: &str = "si_alice_bob";

fn code<T: std::fmt::Debug>(result: Result<T, Failure>) -> i32 {
    result.map_or_else(|failure| failure.code.0, |_| 0)
}

#[tokio::test(start_paused = true)]
async fn seqs_have_no_gaps_and_time_never_goes_back() {
    let app = App::start().await;
    let mut last = 0;
    for (turn, jump) in [0, -3_600_000, 7, -1, 60_000].into_iter().enumerate() {
        app.clock.jump.store(jump, Ordering::Relaxed);
        let from = if turn % 2 == 0 { "alice" } else { "bob" };
        let to = if turn % 2 == 0 { "bob" } else { "alice" };
        let sent = app.say(from, to, "text").await;
        assert_eq!(sent.seq, turn as i64 + 1);
        assert!(sent.send_time >= last);
        last = sent.send_time;
    }
    // Another conversation counts by itself, and shares the time.
    app.clock.jump.store(-9_000_000, Ordering::Relaxed);
    let sent = app.say("carol", "bob", "text").await;
    assert_eq!((sent.seq, sent.send_time), (1, last));
}

#[tokio::test(start_paused = true)]
async fn a_refused_message_takes_no_seq() {
    let app = App::start().await;
    for text in ["{}", "hello", r#"{"content":1}"#, "", "[]", "{\"content\":\"\u{1}\"}"] {
        let message = MsgData {
            content: text.as_bytes().to_vec(),
            ..text_to("bob", "")
        };
        assert_eq!(code(app.send("alice", message).await), 1001, "{text}");
    }
    let invalid = MsgData {
        content: b"{\"content\":\"\xff\"}".to_vec(),
        ..text_to("bob", "")
    };
    assert_eq!(code(app.send("alice", invalid).await), 1001);
    assert_eq!(code(app.send("alice", text_to("nobody", "x")).await), 1101);
    assert_eq!(code(app.send("alice", text_to("", "x")).await), 1101);
    assert_eq!(
        code(
            app.send(
                "alice",
                MsgData {
                    session_type: 2,
                    ..text_to("bob", "x")
                }
            )
            .await
        ),
        1001
    );
    assert_eq!(
        code(
            app.send(
                "alice",
                MsgData {
                    session_type: 4,
                    ..text_to("bob", "x")
                }
            )
            .await
        ),
        1002
    );
    assert_eq!(
        code(
            app.send(
                "alice",
                MsgData {
                    content_type: 2101,
                    ..text_to("bob", "x")
                }
            )
            .await
        ),
        1002
    );
    let long = MsgData {
        client_msg_id: "x".repeat(200),
        ..text_to("bob", "x")
    };
    assert_eq!(code(app.send("alice", long).await), 1001);
    assert_eq!(code(app.send("alice", text_to("bob", &"x".repeat(60_000))).await), 1001);
    assert_eq!(app.say("alice", "bob", "first").await.seq, 1);
}

#[tokio::test(start_paused = true)]
async fn strange_texts_travel_as_they_are() {
    let app = App::start().await;
    for text in [
        "",
        "\n\n",
        "\u{202e}dlrow",
        "a\u{200b}b",
        "👩‍👩‍👧‍👦",
        &"字".repeat(10_000),
        "{}",
        "null",
    ] {
        app.say("alice", "bob", text).await;
    }
    let of = app.viewer("bob").await;
    let range = protocol::pb::SeqRange {
        conversation_id: ID.into(),
        begin: 1,
        end: 99,
        num: 99,
    };
    let pulled = app.im.pull_ranges(of, vec![range], 0).await.unwrap();
    let texts = super::texts(&pulled.msgs[ID].msgs);
    assert_eq!(texts.len(), 8);
    assert_eq!((texts[2].as_str(), texts[5].chars().count()), ("\u{202e}dlrow", 10_000));
}

#[tokio::test(start_paused = true)]
async fn a_receiver_decides_from_whom_he_takes_messages() {
    let app = App::start().await;
    app.im
        .db
        .write(|tx| {
            let row = |id: &str| users::row_of(tx, id).unwrap().unwrap();
            blacks::insert(tx, row("bob"), row("alice"), "bob", "", 1)?;
            Ok::<_, Failure>(())
        })
        .await
        .unwrap();
    assert_eq!(code(app.send("alice", text_to("bob", "x")).await), 1302);
    assert_eq!(code(app.send("bob", text_to("alice", "x")).await), 0);
    let nothing = ProfileChange {
        recv_msg_opt: Some(1),
        ..ProfileChange::default()
    };
    app.im.update_user("carol", nothing).await.unwrap();
    assert_eq!(code(app.send("alice", text_to("carol", "x")).await), 1001);
    app.im
        .update_user(
            "carol",
            ProfileChange {
                recv_msg_opt: Some(2),
                ..Default::default()
            },
        )
        .await
        .unwrap();
    assert_eq!(code(app.send("alice", text_to("carol", "x")).await), 0);
    let block = ConversationReq {
        conversation_id: "si_alice_carol".into(),
        recv_msg_opt: Some(1),
        ..Default::default()
    };
    app.im.set_conversations(vec!["carol".into()], block).await.unwrap();
    assert_eq!(code(app.send("alice", text_to("carol", "x")).await), 1001);
    // Passing words are refused alike.
    let typing = MsgData {
        content_type: content::TYPING,
        ..text_to("carol", "x")
    };
    assert_eq!(code(app.send("alice", typing).await), 1001);
}

#[tokio::test(start_paused = true)]
async fn sending_twice_is_sending_once_whatever_changed_since() {
    let app = App::start().await;
    let message = MsgData {
        client_msg_id: "id1".into(),
        ..text_to("bob", "once")
    };
    let first = app.send("alice", message.clone()).await.unwrap();
    app.say("bob", "alice", "between").await;
    assert_eq!(app.send("alice", message.clone()).await.unwrap(), first);
    app.im
        .update_user(
            "bob",
            ProfileChange {
                recv_msg_opt: Some(1),
                ..Default::default()
            },
        )
        .await
        .unwrap();
    assert_eq!(app.send("alice", message.clone()).await.unwrap(), first);
    let alice = app.im.find_user("alice").await.unwrap().unwrap();
    app.im.revoke(alice, ID.into(), 1, false).await.unwrap();
    assert_eq!(app.send("alice", message.clone()).await.unwrap(), first);
    // Another one's id is another id.
    let sent = app
        .send(
            "bob",
            MsgData {
                recv_id: "alice".into(),
                ..message
            },
        )
        .await
        .unwrap();
    assert_eq!(sent.seq, 3);
}

#[tokio::test(start_paused = true)]
async fn one_id_in_another_conversation_is_refused_and_not_told_to_be_sent() {
    let app = App::start().await;
    let message = MsgData {
        client_msg_id: "id1".into(),
        ..text_to("bob", "for bob")
    };
    let first = app.send("alice", message.clone()).await.unwrap();
    for (to, expected) in [("carol", 1003), ("alice", 1003), ("nobody", 1101)] {
        let elsewhere = MsgData {
            recv_id: to.into(),
            ..message.clone()
        };
        assert_eq!(code(app.send("alice", elsewhere).await), expected, "{to}");
    }
    let to_group = MsgData {
        session_type: content::session::GROUP,
        group_id: "1".into(),
        ..message.clone()
    };
    assert_eq!(code(app.send("alice", to_group).await), 1003);
    assert_eq!(app.send("alice", message).await.unwrap(), first, "the first stays");
    assert_eq!(
        app.say("alice", "carol", "another").await.seq,
        1,
        "and took nothing there"
    );
}

#[tokio::test(start_paused = true)]
async fn nobody_passes_for_the_server() {
    let app = App::start().await;
    let mut message = text_to("bob", "x");
    message.send_id = "carol".into();
    message.msg_from = content::from::SYSTEM;
    message.seq = 77;
    message.send_time = 1;
    message.is_read = true;
    message.count = 9;
    message.options.insert(IS_NOT_NOTIFICATION.into(), false);
    let sent = app.send("alice", message).await.unwrap();
    assert_eq!((sent.conversation_id.as_str(), sent.seq), (ID, 1));
    let last = app
        .im
        .last_messages(app.viewer("bob").await, vec![ID.into()])
        .await
        .unwrap();
    let stored = <MsgData as prost::Message>::decode(last.msgs[ID].clone()).unwrap();
    assert_eq!(
        (stored.send_id.as_str(), stored.msg_from, stored.count),
        ("alice", content::from::USER, 1)
    );
    assert_eq!((stored.send_time, stored.is_read), (sent.send_time, false));
    let mut passing = text_to("bob", "x");
    passing.options.insert(HISTORY.into(), false);
    assert_eq!(app.send("alice", passing).await.unwrap().seq, 0);
}
