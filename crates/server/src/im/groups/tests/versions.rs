//! Following groups and their members by version.

use protocol::rest::group::{MemberInfoUpdate, SetGroupInfoExReq};

use super::{App, code};
use crate::im::{ProfileChange, Rules};
use protocol::rest::versioned::Known;

impl App {
    async fn knows_members(&self, group: &str) -> Known {
        let (all, _) = self
            .im
            .follow_members(None, group.into(), Known::default())
            .await
            .unwrap();
        assert!(all.full);
        Known {
            version_id: all.version_id,
            version: all.version,
        }
    }

    async fn knows_groups(&self, who: &str) -> Known {
        let all = self
            .im
            .follow_groups(self.viewer(who).await, Known::default())
            .await
            .unwrap();
        assert!(all.full);
        Known {
            version_id: all.version_id,
            version: all.version,
        }
    }
}

#[tokio::test(start_paused = true)]
async fn members_are_followed_one_by_one() {
    let (app, group) = App::seals(Rules::default()).await;
    let known = app.knows_members(&group).await;
    app.invites("alice", &group, &["eve"]).await.unwrap();
    app.removes("alice", &group, &["dave"]).await.unwrap();
    let (changed, info) = app.im.follow_members(None, group.clone(), known).await.unwrap();
    assert!(!changed.full && changed.sorted == 0);
    assert_eq!(changed.inserted[0].user_id, "eve");
    assert_eq!(changed.deleted, ["dave"]);
    assert_eq!(info.member_count, 4);
    let known = app.knows_members(&group).await;
    let update = MemberInfoUpdate {
        group_id: group.clone(),
        user_id: "carol".into(),
        role_level: Some(60),
        ..MemberInfoUpdate::default()
    };
    app.im
        .set_members(app.actor("alice").await, vec![update])
        .await
        .unwrap();
    let (changed, _) = app.im.follow_members(None, group.clone(), known).await.unwrap();
    assert_eq!(changed.updated[0].role_level, 60);
    assert_eq!(changed.sorted, changed.version, "the order is another one");
    let known = app.knows_members(&group).await;
    let profile = ProfileChange {
        nickname: Some("Dot".into()),
        ..ProfileChange::default()
    };
    app.im.update_user("eve", profile).await.unwrap();
    let (changed, _) = app.im.follow_members(None, group.clone(), known).await.unwrap();
    assert_eq!(changed.updated[0].nickname, "Dot");
    // Who is out is told nothing.
    let eve = Some(app.viewer("dave").await);
    assert_eq!(code(app.im.follow_members(eve, group, Known::default()).await), 1203);
}

#[tokio::test(start_paused = true)]
async fn groups_are_followed_by_everybody_in_them() {
    let (app, group) = App::seals(Rules::default()).await;
    let (carol, eve) = (app.knows_groups("carol").await, app.knows_groups("eve").await);
    let set = SetGroupInfoExReq {
        group_id: group.clone(),
        group_name: Some("Walruses".into()),
        ..SetGroupInfoExReq::default()
    };
    app.sets("alice", set).await.unwrap();
    let changed = app.im.follow_groups(app.viewer("carol").await, carol).await.unwrap();
    assert_eq!(changed.updated[0].group_name, "Walruses");
    let changed = app
        .im
        .follow_groups(app.viewer("eve").await, eve.clone())
        .await
        .unwrap();
    assert_eq!((changed.version, changed.updated.len()), (eve.version, 0));
    app.invites("alice", &group, &["eve"]).await.unwrap();
    let changed = app.im.follow_groups(app.viewer("eve").await, eve).await.unwrap();
    assert_eq!(changed.inserted[0].group_id, group);
    let known = app.knows_groups("carol").await;
    app.removes("alice", &group, &["carol"]).await.unwrap();
    let changed = app.im.follow_groups(app.viewer("carol").await, known).await.unwrap();
    assert_eq!(changed.deleted, [group.as_str()]);
    let known = app.knows_groups("bob").await;
    let dismiss = protocol::rest::group::DismissGroupReq {
        group_id: group.clone(),
        ..Default::default()
    };
    app.im.dismiss_group(app.actor("alice").await, dismiss).await.unwrap();
    let changed = app.im.follow_groups(app.viewer("bob").await, known).await.unwrap();
    assert_eq!(changed.deleted, [group]);
}

#[tokio::test(start_paused = true)]
async fn more_changes_than_are_told_one_by_one_are_fetched_whole() {
    let app = App::start().await;
    let names: Vec<String> = (0..201).map(|number| format!("m{number}")).collect();
    for name in &names {
        app.user(name).await;
    }
    let group = app.make("alice", &[], &["bob"]).await.unwrap().group_id;
    let known = app.knows_members(&group).await;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    app.invites("bob", &group, &names).await.unwrap();
    let (changed, _) = app.im.follow_members(None, group, known).await.unwrap();
    assert!(changed.full && changed.inserted.is_empty());
}
