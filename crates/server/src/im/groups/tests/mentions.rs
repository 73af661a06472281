//! Marks of mentions: who gets one, and who has seen it.

use protocol::content;
use protocol::ids::conversation_id;
use protocol::pb::ConversationReq;
use protocol::rest::group::SetGroupInfoExReq;

use super::{App, ids, text_in};
use crate::im::{Mark, Rules};

async fn mark_of(app: &App, who: &str, group: &str) -> i32 {
    let of = app.viewer(who).await;
    let rows = app
        .im
        .conversations(of, Some(vec![conversation_id::group(group)]))
        .await;
    rows.unwrap()[0].group_at_type
}

async fn mentions(app: &App, from: &str, group: &str, whom: &[&str]) -> i64 {
    let mut message = text_in(group, "look");
    message.at_user_id_list = ids(whom);
    app.send(from, message).await.unwrap().seq
}

async fn reads_to(app: &App, who: &str, group: &str, seq: i64) {
    let mark = Mark {
        conversation_id: conversation_id::group(group),
        up_to: seq,
        seqs: Vec::new(),
        seen: true,
        quiet: false,
    };
    app.im.mark(who, mark).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_mention_marks_those_it_means_until_they_have_seen_it() {
    let (app, group) = App::seals(Rules::default()).await;
    // Strangers, oneself and people who are out get none.
    let first = mentions(&app, "alice", &group, &["bob", "alice", "eve", "nobody"]).await;
    let marks = async || {
        let mut marks = Vec::new();
        for who in ["alice", "bob", "carol"] {
            marks.push(mark_of(&app, who, &group).await);
        }
        marks
    };
    assert_eq!(marks().await, [0, 1, 0]);
    let second = mentions(&app, "alice", &group, &[content::AT_ALL]).await;
    assert_eq!(marks().await, [0, 3, 2]);
    reads_to(&app, "bob", &group, first).await;
    assert_eq!(marks().await, [0, 3, 2], "not read to the end");
    reads_to(&app, "bob", &group, second).await;
    assert_eq!(marks().await, [0, 0, 2]);
    // Who writes has seen it.
    app.tells("carol", &group, "I am here").await.unwrap();
    assert_eq!(marks().await, [0, 0, 0]);
    let third = mentions(&app, "bob", &group, &[content::AT_ALL, "alice"]).await;
    assert_eq!(marks().await, [3, 0, 2]);
    // As OpenIM's SDKs say that it was seen.
    let seen = ConversationReq {
        conversation_id: conversation_id::group(&group),
        conversation_type: content::session::GROUP,
        group_id: group.clone(),
        group_at_type: Some(0),
        ..ConversationReq::default()
    };
    app.im.set_conversations(ids(&["carol"]), seen).await.unwrap();
    assert_eq!(marks().await, [3, 0, 0]);
    reads_to(&app, "alice", &group, third).await;
    assert_eq!(marks().await, [0, 0, 0]);
}

#[tokio::test(start_paused = true)]
async fn an_announcement_marks_everybody_but_its_author_and_no_newcomer() {
    let (app, group) = App::seals(Rules::default()).await;
    let announcement = SetGroupInfoExReq {
        group_id: group.clone(),
        notification: Some("Fish at noon".into()),
        ..SetGroupInfoExReq::default()
    };
    app.sets("bob", announcement).await.unwrap();
    app.invites("alice", &group, &["eve"]).await.unwrap();
    for (who, mark) in [("alice", 4), ("bob", 0), ("carol", 4), ("eve", 0)] {
        assert_eq!(mark_of(&app, who, &group).await, mark, "{who}");
    }
    let info = app.im.groups(vec![group]).await.unwrap().remove(0);
    assert_eq!(
        (&*info.notification, &*info.notification_user_id),
        ("Fish at noon", "bob")
    );
    assert!(info.notification_update_time > 0);
}
