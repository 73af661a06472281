//! What is pulled, by range and by list, with deletions and limits.

use protocol::pb::{ConversationSeqs, MsgData, ORDER_ASCENDING, ORDER_DESCENDING, SeqRange};

use super::{App, text_to, texts};
use crate::im::{Mark, Scope};

const ID: &str = "si_alice_bob";

fn range(id: &str, begin: i64, end: i64, num: i64) -> SeqRange {
    SeqRange {
        conversation_id: id.into(),
        begin,
        end,
        num,
    }
}

async fn ten() -> App {
    let app = App::start().await;
    for turn in 1..=10 {
        app.say("alice", "bob", &turn.to_string()).await;
    }
    app
}

async fn pulled(app: &App, who: &str, begin: i64, end: i64, num: i64, order: i32) -> (Vec<String>, bool) {
    let of = app.viewer(who).await;
    let all = app
        .im
        .pull_ranges(of, vec![range(ID, begin, end, num)], order)
        .await
        .unwrap();
    let pulled = &all.msgs[ID];
    (texts(&pulled.msgs), pulled.is_end)
}

#[tokio::test(start_paused = true)]
async fn a_range_is_clipped_and_gives_its_newest() {
    let app = ten().await;
    assert_eq!(
        pulled(&app, "bob", 3, 8, 2, ORDER_ASCENDING).await,
        (vec!["7".into(), "8".into()], false)
    );
    assert_eq!(
        pulled(&app, "bob", 9, 99, 9, ORDER_ASCENDING).await,
        (vec!["9".into(), "10".into()], true)
    );
    assert_eq!(
        pulled(&app, "bob", -5, 2, 9, ORDER_DESCENDING).await,
        (vec!["1".into(), "2".into()], true)
    );
    assert_eq!(
        pulled(&app, "bob", 2, 3, 9, ORDER_DESCENDING).await,
        (vec!["2".into(), "3".into()], false)
    );
    assert_eq!(pulled(&app, "bob", 11, 20, 9, ORDER_ASCENDING).await.0, [""; 0]);
    assert_eq!(pulled(&app, "bob", 8, 3, 9, ORDER_ASCENDING).await.0, [""; 0]);
    let bob = app.im.find_user("bob").await.unwrap().unwrap();
    app.im
        .clear_conversations(bob, Some(vec![ID.into()]), Scope::default())
        .await
        .unwrap();
    app.say("alice", "bob", "after").await;
    assert_eq!(
        pulled(&app, "bob", 1, 99, 99, ORDER_DESCENDING).await,
        (vec!["after".into()], true)
    );
    assert_eq!(
        pulled(&app, "alice", 10, 99, 99, ORDER_ASCENDING).await.0,
        ["10", "after"]
    );
}

#[tokio::test(start_paused = true)]
async fn a_list_says_where_history_ends() {
    let app = ten().await;
    let list = async |seqs: Vec<i64>, order| {
        let of = app.viewer("bob").await;
        let lists = vec![ConversationSeqs {
            conversation_id: ID.into(),
            seqs,
        }];
        let all = app.im.pull_lists(of, lists, order).await.unwrap();
        let pulled = all.msgs[ID].clone();
        (texts(&pulled.msgs), pulled.is_end, pulled.end_seq.unwrap())
    };
    assert_eq!(
        list(vec![2, 5], ORDER_DESCENDING).await,
        (vec!["2".into(), "5".into()], false, 0)
    );
    assert_eq!(list(vec![0, 1], ORDER_DESCENDING).await, (vec!["1".into()], true, 1));
    assert_eq!(list(vec![10, 11], ORDER_ASCENDING).await, (vec!["10".into()], true, 10));
    assert_eq!(list(vec![11], ORDER_DESCENDING).await, (vec![], false, 0));
}

#[tokio::test(start_paused = true)]
async fn others_conversations_are_passed_over() {
    let app = ten().await;
    let carol = app.viewer("carol").await;
    let mark = Mark {
        conversation_id: ID.into(),
        up_to: 3,
        seqs: vec![],
        seen: true,
        quiet: false,
    };
    app.im.mark("bob", mark).await.unwrap();
    let ranges = vec![
        range(ID, 1, 9, 9),
        range("n_alice_bob", 1, 9, 9),
        range("n_bob_bob", 1, 9, 9),
        range("", 1, 9, 9),
    ];
    let all = app
        .im
        .pull_ranges(carol.clone(), ranges, ORDER_ASCENDING)
        .await
        .unwrap();
    assert!(all.msgs.is_empty() && all.notification_msgs.is_empty());
    assert!(app.im.max_seqs(carol.clone()).await.unwrap().is_empty());
    assert!(app.im.seqs(carol.clone(), vec![ID.into()]).await.unwrap().0.is_empty());
    assert!(
        app.im
            .last_messages(carol, vec![ID.into()])
            .await
            .unwrap()
            .msgs
            .is_empty()
    );
    let alice = app.viewer("alice").await;
    let all = app
        .im
        .pull_ranges(alice, vec![range("n_alice_bob", 1, 9, 1)], ORDER_ASCENDING)
        .await
        .unwrap();
    assert_eq!(all.notification_msgs["n_alice_bob"].msgs.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_answer_fits_the_longest_frame_that_clients_take() {
    let app = App::start().await;
    let long = "x".repeat(50_000);
    for turn in 1..=30 {
        let message = MsgData {
            ex: turn.to_string(),
            ..text_to("bob", &long)
        };
        app.send("alice", message).await.unwrap();
    }
    let of = app.viewer("bob").await;
    let all = app
        .im
        .pull_ranges(of, vec![range(ID, 1, 30, 30)], ORDER_DESCENDING)
        .await
        .unwrap();
    let seqs: Vec<_> = all.msgs[ID]
        .msgs
        .iter()
        .map(|body| <MsgData as prost::Message>::decode(body.clone()).unwrap().seq)
        .collect();
    // The newest, without a gap.
    assert_eq!(seqs.last(), Some(&30));
    assert!(seqs.len() >= 10 && seqs.windows(2).all(|pair| pair[0] + 1 == pair[1]));
    assert!(prost::Message::encoded_len(&all) < (1 << 20) / 4 * 3);
}

#[tokio::test(start_paused = true)]
async fn unread_is_a_difference_of_counts() {
    let app = ten().await;
    let unread = async |who: &str| {
        let of = app.viewer(who).await;
        let seqs = app.im.seqs(of, vec![]).await.unwrap().0[ID].clone();
        assert_eq!(seqs.count - seqs.read_count, seqs.max_seq - seqs.has_read_seq);
        (seqs.count - seqs.read_count, seqs.read_seq, seqs.peer_read_seq)
    };
    let mark = async |up_to: i64, seqs: Vec<i64>| {
        let mark = Mark {
            conversation_id: ID.into(),
            up_to,
            seqs,
            seen: true,
            quiet: false,
        };
        app.im.mark("bob", mark).await.map_err(|failure| failure.code.0)
    };
    assert_eq!((unread("bob").await, unread("alice").await), ((10, 0, 0), (0, 10, 0)));
    mark(4, vec![]).await.unwrap();
    assert_eq!((unread("bob").await, unread("alice").await), ((6, 4, 0), (0, 10, 4)));
    mark(0, vec![6, 5]).await.unwrap();
    mark(2, vec![]).await.unwrap();
    assert_eq!((unread("bob").await, unread("alice").await), ((4, 6, 0), (0, 10, 6)));
    assert_eq!(
        (mark(11, vec![]).await, mark(0, vec![99]).await, mark(-1, vec![]).await),
        (Err(1001), Err(1001), Err(1001))
    );
    // Who writes has read, and has not said that he has seen.
    app.say("bob", "alice", "answer").await;
    assert_eq!((unread("bob").await, unread("alice").await), ((0, 11, 0), (1, 10, 6)));
    mark(11, vec![]).await.unwrap();
    assert_eq!(unread("alice").await, (1, 10, 11));
}
