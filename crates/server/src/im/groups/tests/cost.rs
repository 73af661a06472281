//! What a group message writes, whatever the size of the group.

use protocol::content;

use super::{App, ids, text_in};
use crate::im::{GroupRules, Rules};
use crate::store::users::{self, User};

/// A group of so many.
async fn group_of(app: &App, size: usize) -> String {
    let names: Vec<String> = (1..size).map(|number| format!("{size}x{number}")).collect();
    let new = names.clone();
    app.im
        .db
        .write(move |tx| {
            for user_id in new {
                let user = User {
                    id: 0,
                    user_id,
                    foreign_id: String::new(),
                    nickname: String::new(),
                    face_url: String::new(),
                    ex: String::new(),
                    level: 1,
                    recv_msg_opt: 0,
                    created: 0,
                    deleted: false,
                };
                users::insert(tx, &user)?;
            }
            Ok::<_, crate::im::Failure>(())
        })
        .await
        .unwrap();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    app.make("alice", &[], &names).await.unwrap().group_id
}

/// Rows that were written since the writer began.
async fn written(app: &App) -> i64 {
    let changes = |tx: &mut db::Tx<'_>| {
        let changes = tx.query_row("SELECT total_changes()", [], |row| row.get::<_, i64>(0))?;
        Ok::<_, crate::im::Failure>(changes)
    };
    app.im.db.write(changes).await.unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_group_message_writes_the_same_rows_at_ten_and_at_a_thousand_members() {
    let app = App::start().await;
    let mut costs = Vec::new();
    for size in [10, 1_000] {
        let group = group_of(&app, size).await;
        let mut cost = Vec::new();
        for at in [&[][..], &[content::AT_ALL], &[]] {
            let before = written(&app).await;
            let mut message = text_in(&group, "hello");
            message.at_user_id_list = ids(at);
            app.send("alice", message).await.unwrap();
            cost.push(written(&app).await - before);
        }
        costs.push(cost);
    }
    assert_eq!(costs[0], costs[1]);
    // The message, how far its conversation has come, and how far its sender has read.
    assert_eq!(costs[0][0], 3);
    // And that he has seen his own mention of everybody.
    assert_eq!(costs[0][1], 4);
}

/// What is kept of who is in is what the table says, whatever happened in between.
#[tokio::test(start_paused = true)]
async fn who_hears_a_message_is_who_is_in_at_that_moment() {
    let (app, group) = App::seals(Rules::default()).await;
    let hear = async || {
        app.tells("alice", &group, "hello").await.unwrap();
        let (im, group_id) = (app.im.clone(), group.clone());
        let both = app.im.db.read(move |connection| {
            let (row, _) = crate::store::groups::status(connection, &group_id)?.unwrap();
            let said = im.roster(connection, row)?.to_vec();
            let (again, stored) = (
                im.roster(connection, row)?,
                crate::store::group_members::users(connection, row)?,
            );
            assert_eq!((&said, &*again), (&stored, &stored));
            Ok::<_, crate::im::Failure>(said.len())
        });
        both.await.unwrap()
    };
    assert_eq!(hear().await, 4);
    app.removes("bob", &group, &["carol"]).await.unwrap();
    assert_eq!(hear().await, 3);
    app.invites("bob", &group, &["carol", "eve"]).await.unwrap();
    assert_eq!(hear().await, 5);
    // A change that fails in its middle leaves nothing to go by.
    assert_ne!(super::code(app.invites("bob", &group, &["nobody"]).await), 0);
    assert_ne!(super::code(app.removes("bob", &group, &["eve", "alice"]).await), 0);
    assert_eq!(hear().await, 5);
    app.im.quit_group(app.actor("dave").await, group.clone()).await.unwrap();
    assert_eq!(hear().await, 4);
}

#[tokio::test(start_paused = true)]
async fn a_group_grows_as_far_as_the_owner_of_the_server_lets_it() {
    let app = App::with(Rules {
        groups: GroupRules {
            members: 4,
            ..GroupRules::default()
        },
        ..Rules::default()
    })
    .await;
    for id in ["dave", "eve"] {
        app.user(id).await;
    }
    assert_eq!(
        super::code(app.make("alice", &["bob"], &["carol", "dave", "eve"]).await),
        1001
    );
    let group = app.make("alice", &[], &["bob", "carol"]).await.unwrap().group_id;
    assert_eq!(super::code(app.invites("bob", &group, &["dave", "eve"]).await), 1001);
    assert_eq!(app.people(&group).await.len(), 3);
    app.invites("bob", &group, &["dave"]).await.unwrap();
    // Who is in takes no more room.
    app.invites("bob", &group, &["dave", "carol"]).await.unwrap();
    assert_eq!(app.people(&group).await.len(), 4);
}

#[tokio::test(start_paused = true)]
async fn too_many_changes_in_a_minute_are_refused_and_the_next_minute_is_free() {
    let app = App::with(Rules {
        groups: GroupRules {
            changes_per_minute: 3,
            ..GroupRules::default()
        },
        ..Rules::default()
    })
    .await;
    let group = app.make("alice", &[], &["bob"]).await.unwrap().group_id;
    for expected in [0, 0, 20005] {
        assert_eq!(super::code(app.invites("alice", &group, &["carol"]).await), expected);
    }
    assert_eq!(super::code(app.tells("alice", &group, "still free").await), 0);
    tokio::time::advance(std::time::Duration::from_secs(60)).await;
    assert_eq!(super::code(app.invites("alice", &group, &["carol"]).await), 0);
}
