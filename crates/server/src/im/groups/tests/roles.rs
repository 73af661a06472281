//! Who may do what to whom, and silence.

use protocol::pb::GroupInfo;
use protocol::rest::group::{CreateGroupReq, MemberInfoUpdate, SetGroupInfoExReq};

use super::{App, code, ids, sorted};
use crate::im::{Actor, Failure, GroupRules, Rules};

impl App {
    async fn gives(&self, by: &str, group: &str, whom: &str, role: i32) -> Result<(), Failure> {
        let update = MemberInfoUpdate {
            group_id: group.into(),
            user_id: whom.into(),
            role_level: Some(role),
            ..MemberInfoUpdate::default()
        };
        self.im.set_members(self.actor(by).await, vec![update]).await
    }

    async fn mutes(&self, by: &str, group: &str, whom: &str, seconds: u32) -> Result<(), Failure> {
        let by = self.actor(by).await;
        self.im.mute_group_member(by, group.into(), whom.into(), seconds).await
    }

    async fn lets_write(&self, by: &str, group: &str, whom: &str, exempt: bool) -> Result<(), Failure> {
        let by = self.actor(by).await;
        self.im.set_exempt(by, group.into(), vec![whom.into()], exempt).await
    }

    async fn calls(&self, by: &str, group: &str, whom: &str, name: &str) -> Result<(), Failure> {
        let update = MemberInfoUpdate {
            group_id: group.into(),
            user_id: whom.into(),
            nickname: Some(name.into()),
            ..MemberInfoUpdate::default()
        };
        self.im.set_members(self.actor(by).await, vec![update]).await
    }
}

#[tokio::test(start_paused = true)]
async fn each_role_does_what_is_its_own_and_nothing_to_its_equals() {
    let (app, group) = App::seals(Rules::default()).await;
    app.gives("alice", &group, "carol", 60).await.unwrap();
    // Bob and Carol are admins, Dave is ordinary, Eve is out.
    for (by, whom, expected) in [
        ("eve", "dave", 1203),
        ("dave", "carol", 1002),
        ("bob", "carol", 1002),
        ("bob", "alice", 1001),
        ("bob", "bob", 1001),
        ("bob", "eve", 1101),
        ("alice", "alice", 1001),
    ] {
        assert_eq!(
            code(app.removes(by, &group, &[whom]).await),
            expected,
            "{by} removes {whom}"
        );
    }
    for (by, whom, expected) in [
        ("eve", "dave", 1203),
        ("dave", "carol", 1002),
        ("bob", "carol", 1002),
        ("bob", "alice", 1002),
        ("bob", "bob", 1002),
        ("alice", "alice", 1002),
        ("bob", "eve", 1101),
        ("bob", "nobody", 1101),
        ("bob", "dave", 0),
        ("alice", "bob", 0),
    ] {
        assert_eq!(
            code(app.mutes(by, &group, whom, 60).await),
            expected,
            "{by} mutes {whom}"
        );
    }
    for (by, whom, role, expected) in [
        ("bob", "dave", 60, 1002),
        ("dave", "dave", 60, 1002),
        ("alice", "dave", 100, 1001),
        ("alice", "dave", 0, 1001),
        ("alice", "alice", 20, 1001),
        ("alice", "eve", 60, 1101),
        ("alice", "carol", 20, 0),
    ] {
        assert_eq!(
            code(app.gives(by, &group, whom, role).await),
            expected,
            "{by} gives {whom} {role}"
        );
    }
    for (by, whom, expected) in [
        ("dave", "dave", 0),
        ("dave", "carol", 1002),
        ("bob", "dave", 0),
        ("bob", "alice", 1002),
        ("alice", "bob", 0),
        ("eve", "dave", 1203),
    ] {
        assert_eq!(
            code(app.calls(by, &group, whom, "Whiskers").await),
            expected,
            "{by} calls {whom}"
        );
    }
    let set = || SetGroupInfoExReq {
        group_id: group.clone(),
        group_name: Some("Walruses".into()),
        ..SetGroupInfoExReq::default()
    };
    for (by, expected) in [("eve", 1203), ("dave", 1002), ("bob", 0)] {
        assert_eq!(code(app.sets(by, set()).await), expected, "{by} names it");
    }
    for (by, expected) in [("eve", 1203), ("dave", 1002), ("bob", 0)] {
        let by_whom = app.actor(by).await;
        assert_eq!(
            code(app.im.mute_group(by_whom, group.clone(), true).await),
            expected,
            "{by}"
        );
    }
    // An administrator of the app is asked for no role.
    let eve = Actor {
        privileged: true,
        ..app.actor("eve").await
    };
    app.im.mute_group(eve, group.clone(), false).await.unwrap();
    assert_eq!(app.im.groups(vec![group]).await.unwrap()[0].status, 0);
}

#[tokio::test(start_paused = true)]
async fn of_two_admins_who_remove_one_member_the_second_is_told() {
    let (app, group) = App::seals(Rules::default()).await;
    let (first, second) = tokio::join!(
        app.removes("alice", &group, &["dave"]),
        app.removes("bob", &group, &["dave"])
    );
    assert_eq!(sorted(first, second), [0, 1101]);
    // One who cannot be removed keeps the others in.
    assert_eq!(code(app.removes("bob", &group, &["carol", "alice"]).await), 1001);
    assert_eq!(app.people(&group).await.len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_muted_one_is_silent_for_his_time_and_a_muted_group_but_for_its_leaders() {
    let (app, group) = App::seals(Rules::default()).await;
    app.mutes("bob", &group, "dave", 60).await.unwrap();
    assert_eq!(code(app.tells("dave", &group, "mmm").await), 1402);
    tokio::time::advance(std::time::Duration::from_secs(61)).await;
    app.tells("dave", &group, "at last").await.unwrap();
    app.mutes("bob", &group, "dave", 600).await.unwrap();
    app.mutes("bob", &group, "dave", 0).await.unwrap();
    app.tells("dave", &group, "again").await.unwrap();
    assert_eq!(code(app.mutes("bob", &group, "dave", u32::MAX).await), 1001);
    let bob = app.actor("bob").await;
    app.im.mute_group(bob.clone(), group.clone(), true).await.unwrap();
    for (who, expected) in [("alice", 0), ("bob", 0), ("carol", 1403), ("dave", 1403)] {
        assert_eq!(code(app.tells(who, &group, "hello").await), expected, "{who}");
    }
    app.im.mute_group(bob, group.clone(), false).await.unwrap();
    app.tells("dave", &group, "free").await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn whom_the_leaders_let_write_writes_in_a_muted_group() {
    let (app, group) = App::seals(Rules::default()).await;
    for (by, whom, expected) in [
        ("eve", "dave", 1203),
        ("carol", "dave", 1002),
        ("dave", "dave", 1002),
        ("bob", "alice", 1002),
        ("bob", "eve", 1101),
        ("bob", "dave", 0),
        ("alice", "dave", 0),
    ] {
        let let_write = app.lets_write(by, &group, whom, true).await;
        assert_eq!(code(let_write), expected, "{by} lets {whom} write");
    }
    let bob = app.actor("bob").await;
    app.im.mute_group(bob, group.clone(), true).await.unwrap();
    for (who, expected) in [("alice", 0), ("carol", 1403), ("dave", 0)] {
        assert_eq!(code(app.tells(who, &group, "hello").await), expected, "{who}");
    }
    // For himself he can still be muted.
    app.mutes("bob", &group, "dave", 60).await.unwrap();
    assert_eq!(code(app.tells("dave", &group, "mmm").await), 1402);
    app.mutes("bob", &group, "dave", 0).await.unwrap();
    app.lets_write("alice", &group, "dave", false).await.unwrap();
    assert_eq!(code(app.tells("dave", &group, "mmm").await), 1403);
    // Who goes and comes again is as everybody.
    app.lets_write("alice", &group, "dave", true).await.unwrap();
    app.removes("alice", &group, &["dave"]).await.unwrap();
    app.invites("alice", &group, &["dave"]).await.unwrap();
    assert_eq!(code(app.tells("dave", &group, "me again").await), 1403);
}

#[tokio::test(start_paused = true)]
async fn a_group_has_as_many_admins_as_the_rules_allow() {
    let rules = Rules {
        groups: GroupRules {
            admins: 1,
            ..GroupRules::default()
        },
        ..Rules::default()
    };
    let (app, group) = App::seals(rules).await;
    assert_eq!(code(app.gives("alice", &group, "carol", 60).await), 1001);
    app.gives("alice", &group, "bob", 20).await.unwrap();
    let (first, second) = tokio::join!(
        app.gives("alice", &group, "carol", 60),
        app.gives("alice", &group, "dave", 60)
    );
    assert_eq!(sorted(first, second), [0, 1001]);
    let request = CreateGroupReq {
        owner_user_id: "alice".into(),
        admin_user_ids: ids(&["bob", "carol"]),
        group_info: GroupInfo {
            group_name: "More".into(),
            group_type: 2,
            ..GroupInfo::default()
        },
        ..CreateGroupReq::default()
    };
    assert_eq!(code(app.im.create_group(app.actor("alice").await, request).await), 1001);
}
