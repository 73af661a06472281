//! What those see who left, were removed, came late or whose group ended.

use protocol::ids::conversation_id;
use protocol::pb::{ORDER_ASCENDING, SeqRange};
use protocol::rest::group::{DismissGroupReq, TransferGroupReq};

use super::super::super::tests::texts;
use super::{App, code};
use crate::im::{GroupRules, Mark, Rules};

impl App {
    /// The texts that somebody gets of a group, asking for all there could be.
    async fn reads(&self, who: &str, group: &str) -> Vec<String> {
        let range = SeqRange {
            conversation_id: conversation_id::group(group),
            begin: 1,
            end: 1_000,
            num: 1_000,
        };
        let of = self.viewer(who).await;
        let all = self.im.pull_ranges(of, vec![range], ORDER_ASCENDING).await.unwrap();
        let pulled = all.msgs.into_values().next().unwrap_or_default();
        texts(&pulled.msgs)
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect()
    }

    async fn unread(&self, who: &str, group: &str) -> i64 {
        let of = self.viewer(who).await;
        let (seqs, _) = self.im.seqs(of, vec![conversation_id::group(group)]).await.unwrap();
        let seqs = &seqs[&conversation_id::group(group)];
        seqs.max_seq - seqs.has_read_seq
    }
}

#[tokio::test(start_paused = true)]
async fn who_left_or_was_removed_reads_up_to_the_end_of_his_time_and_no_further() {
    let (app, group) = App::seals(Rules::default()).await;
    app.tells("alice", &group, "before").await.unwrap();
    app.removes("bob", &group, &["carol"]).await.unwrap();
    app.im.quit_group(app.actor("dave").await, group.clone()).await.unwrap();
    let after = app.tells("alice", &group, "after").await.unwrap();
    let own = app.tells("bob", &group, "bob too").await.unwrap();
    // A notice of the hidden conversation, about something they never saw.
    let bob = app.im.find_user("bob").await.unwrap().unwrap();
    app.im
        .revoke(bob, conversation_id::group(&group), own.seq, false)
        .await
        .unwrap();
    let wire_id = conversation_id::group(&group);
    for gone in ["carol", "dave"] {
        assert_eq!(app.reads(gone, &group).await, ["before"]);
        assert_eq!(code(app.tells(gone, &group, "still here?").await), 1203);
        let seqs = app.im.max_seqs(app.viewer(gone).await).await.unwrap();
        assert!(seqs[&wire_id] < after.seq);
        assert!(!seqs.contains_key(&format!("n_{group}")), "{seqs:?}");
        let active = app
            .im
            .active_conversations(app.viewer(gone).await, None, 10)
            .await
            .unwrap();
        assert!(active[0].seqs.max_seq_time < after.send_time || active[0].seqs.max_seq < after.seq);
        let carol = app.im.find_user(gone).await.unwrap().unwrap();
        let revoked = app.im.revoke(carol, wire_id.clone(), 2, false).await;
        assert_eq!(code(revoked), 1203);
    }
    assert_eq!(app.reads("alice", &group).await, ["before", "after"]);
    let of = app.viewer("alice").await;
    assert!(app.im.max_seqs(of).await.unwrap().contains_key(&format!("n_{group}")));
    // Back again he sees all, as far as the server's owner lets newcomers.
    app.invites("bob", &group, &["carol"]).await.unwrap();
    assert_eq!(app.reads("carol", &group).await, ["before", "after"]);
    assert_eq!(app.unread("carol", &group).await, 0);
    app.tells("alice", &group, "welcome back").await.unwrap();
    assert_eq!(app.unread("carol", &group).await, 1);
}

#[tokio::test(start_paused = true)]
async fn where_history_is_not_for_newcomers_they_begin_with_their_own_time() {
    let (app, group) = App::seals(Rules {
        groups: GroupRules {
            history: false,
            ..GroupRules::default()
        },
        ..Rules::default()
    })
    .await;
    app.tells("alice", &group, "secret").await.unwrap();
    app.invites("alice", &group, &["eve"]).await.unwrap();
    app.tells("alice", &group, "hello eve").await.unwrap();
    assert_eq!(app.reads("eve", &group).await, ["hello eve"]);
    assert_eq!(app.reads("carol", &group).await, ["secret", "hello eve"]);
    assert_eq!(app.unread("eve", &group).await, 1);
}

#[tokio::test(start_paused = true)]
async fn a_group_decides_for_itself_what_newcomers_see() {
    let (app, group) = App::seals(Rules::default()).await;
    app.tells("alice", &group, "secret").await.unwrap();
    let sets = async |by: &str, on| {
        let by = app.actor(by).await;
        code(app.im.set_group_history(by, group.clone(), on).await)
    };
    assert_eq!(
        [
            sets("carol", false).await,
            sets("eve", false).await,
            sets("bob", false).await
        ],
        [1002, 1203, 0]
    );
    let of = Some(app.viewer("carol").await);
    assert!(!app.im.group_history(of, group.clone()).await.unwrap());
    app.invites("alice", &group, &["eve"]).await.unwrap();
    assert!(app.reads("eve", &group).await.is_empty());
    app.user("fay").await;
    assert_eq!(sets("alice", true).await, 0);
    app.invites("alice", &group, &["fay"]).await.unwrap();
    assert_eq!(app.reads("fay", &group).await, ["secret"]);
}

#[tokio::test(start_paused = true)]
async fn owner_and_admins_see_who_was_there() {
    let (app, group) = App::seals(Rules::default()).await;
    app.removes("bob", &group, &["carol"]).await.unwrap();
    tokio::time::advance(std::time::Duration::from_secs(1)).await;
    app.im.quit_group(app.actor("dave").await, group.clone()).await.unwrap();
    let departed = async |who: &str| {
        let asked = app.im.departed(app.actor(who).await, group.clone(), 0, 10).await?;
        let names = asked.0.into_iter().map(|one| (one.user_id, one.removed_by));
        Ok::<_, crate::im::Failure>(names.collect::<Vec<_>>())
    };
    let (dave, carol) = (("dave".into(), String::new()), ("carol".into(), "bob".into()));
    assert_eq!(departed("alice").await.unwrap(), [dave.clone(), carol]);
    app.invites("alice", &group, &["carol"]).await.unwrap();
    assert_eq!(departed("bob").await.unwrap(), [dave]);
    assert_eq!(
        (code(departed("carol").await), code(departed("eve").await)),
        (1002, 1203)
    );
}

#[tokio::test(start_paused = true)]
async fn a_group_made_in_silence_leaves_nothing_to_who_is_removed_before_the_first_word() {
    let app = App::start().await;
    let request = protocol::rest::group::CreateGroupReq {
        owner_user_id: "alice".into(),
        member_user_ids: super::ids(&["bob", "carol"]),
        group_info: protocol::pb::GroupInfo {
            group_name: "Quiet".into(),
            group_type: 2,
            ..Default::default()
        },
        send_message: Some(false),
        ..Default::default()
    };
    let made = app.im.create_group(app.actor("alice").await, request).await.unwrap();
    let quiet = protocol::rest::group::KickGroupReq {
        group_id: made.group_id.clone(),
        kicked_user_ids: super::ids(&["bob"]),
        send_message: Some(false),
        ..Default::default()
    };
    app.im.kick_from_group(app.actor("alice").await, quiet).await.unwrap();
    app.tells("alice", &made.group_id, "among us").await.unwrap();
    assert!(app.reads("bob", &made.group_id).await.is_empty());
    assert_eq!(app.reads("carol", &made.group_id).await, ["among us"]);
}

#[tokio::test(start_paused = true)]
async fn a_dismissed_group_is_readable_and_takes_nothing_any_more() {
    let (app, group) = App::seals(Rules::default()).await;
    app.tells("carol", &group, "before").await.unwrap();
    let dismiss = || DismissGroupReq {
        group_id: group.clone(),
        ..DismissGroupReq::default()
    };
    for other in ["bob", "carol"] {
        let answer = app.im.dismiss_group(app.actor(other).await, dismiss()).await;
        assert_eq!(code(answer), 1002);
    }
    assert_eq!(
        code(app.im.dismiss_group(app.actor("eve").await, dismiss()).await),
        1203
    );
    app.im.dismiss_group(app.actor("alice").await, dismiss()).await.unwrap();
    assert_eq!(
        code(app.im.dismiss_group(app.actor("alice").await, dismiss()).await),
        1204
    );
    for who in ["alice", "bob", "carol"] {
        assert_eq!(code(app.tells(who, &group, "after").await), 1204);
        assert_eq!(app.reads(who, &group).await, ["before"]);
        let joined = app.im.joined_groups(app.viewer(who).await, 0, 10).await.unwrap();
        assert_eq!(joined.1, 0);
    }
    assert_eq!(code(app.invites("alice", &group, &["eve"]).await), 1204);
    assert_eq!(
        code(app.im.quit_group(app.actor("bob").await, group.clone()).await),
        1204
    );
    assert_eq!(app.im.groups(vec![group]).await.unwrap()[0].status, 2);
}

#[tokio::test(start_paused = true)]
async fn the_owner_hands_the_group_over_before_he_goes() {
    let (app, group) = App::seals(Rules::default()).await;
    let to = |new: &str| TransferGroupReq {
        group_id: group.clone(),
        old_owner_user_id: "alice".into(),
        new_owner_user_id: new.into(),
    };
    assert_eq!(
        code(app.im.quit_group(app.actor("alice").await, group.clone()).await),
        1002
    );
    for (by, new, expected) in [("bob", "bob", 1002), ("alice", "eve", 1101), ("alice", "alice", 1001)] {
        assert_eq!(
            code(app.im.transfer_group(app.actor(by).await, to(new)).await),
            expected
        );
    }
    app.im
        .transfer_group(app.actor("alice").await, to("carol"))
        .await
        .unwrap();
    // Of two transfers at one time the second finds that the group is not his any more.
    assert_eq!(
        code(app.im.transfer_group(app.actor("alice").await, to("dave")).await),
        1002
    );
    let roles = app.people(&group).await;
    assert_eq!(roles[0], ("carol".into(), 100));
    assert_eq!(roles[1], ("bob".into(), 60));
    assert!(roles.contains(&("alice".into(), 20)));
    app.im
        .quit_group(app.actor("alice").await, group.clone())
        .await
        .unwrap();
    assert_eq!(app.im.groups(vec![group]).await.unwrap()[0].owner_user_id, "carol");
}

#[tokio::test(start_paused = true)]
async fn a_deleted_account_leaves_its_groups_to_others() {
    let (app, group) = App::seals(Rules::default()).await;
    let own = app.make("alice", &[], &[]).await.unwrap().group_id;
    let alice = crate::im::UserId("alice".into());
    let door = app.im.door();
    let gone = app.im.db.write(move |tx| door.delete_user_in(tx, &alice)).await;
    gone.unwrap();
    // The admin goes before those who are in longer.
    assert_eq!(app.people(&group).await[0], ("bob".into(), 100));
    assert_eq!(app.people(&group).await.len(), 3);
    assert_eq!(app.im.groups(vec![own]).await.unwrap()[0].status, 2);
    app.tells("bob", &group, "we go on").await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn reading_is_counted_for_senders_too() {
    let (app, group) = App::seals(Rules::default()).await;
    let wire_id = conversation_id::group(&group);
    assert_eq!(
        app.unread("carol", &group).await,
        0,
        "a line that nobody wrote waits for nobody"
    );
    app.tells("alice", &group, "one").await.unwrap();
    app.tells("carol", &group, "two").await.unwrap();
    let last = app.tells("alice", &group, "three").await.unwrap();
    assert_eq!(app.unread("carol", &group).await, 1);
    assert_eq!(app.unread("alice", &group).await, 0);
    assert_eq!(app.unread("dave", &group).await, 3);
    let mark = Mark {
        conversation_id: wire_id,
        up_to: last.seq,
        seqs: Vec::new(),
        seen: true,
        quiet: false,
    };
    app.im.mark("dave", mark).await.unwrap();
    assert_eq!(app.unread("dave", &group).await, 0);
}
