//! What is refused, with which code, and that it changes nothing.

use protocol::pb::GroupInfo;
use protocol::rest::group::{CreateGroupReq, MemberInfoUpdate, SetGroupInfoExReq};

use super::{App, code, ids};
use crate::im::Rules;

fn wanted() -> CreateGroupReq {
    CreateGroupReq {
        owner_user_id: "alice".into(),
        member_user_ids: ids(&["bob"]),
        group_info: GroupInfo {
            group_name: "Seals".into(),
            group_type: 2,
            ..GroupInfo::default()
        },
        ..CreateGroupReq::default()
    }
}

async fn groups(app: &App) -> usize {
    let of = app.viewer("alice").await;
    app.im.joined_groups(of, 0, 100).await.unwrap().1
}

#[tokio::test(start_paused = true)]
async fn a_group_that_cannot_be_is_not_made() {
    let app = App::start().await;
    let (long, announcement) = ("x".repeat(10_000), "好".repeat(4_097));
    let with = |change: &dyn Fn(&mut CreateGroupReq)| {
        let mut request = wanted();
        change(&mut request);
        request
    };
    for (request, expected) in [
        (with(&|r| r.owner_user_id = "bob".into()), 1002),
        (with(&|r| r.owner_user_id.clear()), 1002),
        (with(&|r| r.group_info.group_type = 0), 1205),
        (with(&|r| r.member_user_ids = ids(&["bob", "bob"])), 1001),
        (with(&|r| r.member_user_ids = ids(&["alice"])), 1001),
        (with(&|r| r.admin_user_ids = ids(&["bob"])), 1001),
        (with(&|r| r.member_user_ids = ids(&["nobody"])), 1101),
        (with(&|r| r.member_user_ids = ids(&[""])), 1101),
        (with(&|r| r.member_user_ids = vec!["x".repeat(10_000)]), 1101),
        (with(&|r| r.group_info.group_id = "a_b".into()), 1001),
        (with(&|r| r.group_info.group_id = "carol".into()), 1202),
        (with(&|r| r.group_info.group_name.clear()), 1001),
        (with(&|r| r.group_info.group_name = long.clone()), 1001),
        (with(&|r| r.group_info.group_name = "a\u{202e}b".into()), 1001),
        (with(&|r| r.group_info.group_name = "a\nb".into()), 1001),
        (with(&|r| r.group_info.group_name = "\u{200b}".into()), 1001),
        (with(&|r| r.group_info.notification = announcement.clone()), 1001),
        (with(&|r| r.group_info.introduction = "a\u{0}".into()), 1001),
        (with(&|r| r.group_info.face_url = long.clone()), 1001),
        (with(&|r| r.group_info.ex = "x".repeat(20_000)), 1001),
        (with(&|r| r.group_info.need_verification = 3), 1001),
        (with(&|r| r.group_info.look_member_info = -1), 1001),
    ] {
        let shown = format!(
            "{:?}",
            request.group_info.group_name.chars().take(9).collect::<String>()
        );
        let answer = app.im.create_group(app.actor("alice").await, request).await;
        assert_eq!(code(answer), expected, "{shown}");
    }
    assert_eq!(groups(&app).await, 0);
    let emoji = with(&|r| {
        r.group_info.group_id = "77".into();
        r.group_info.group_name = " 海豹 👩‍👩‍👧 ".into();
    });
    let made = app
        .im
        .create_group(app.actor("alice").await, emoji.clone())
        .await
        .unwrap();
    assert_eq!((&*made.group_id, &*made.group_name), ("77", "海豹 👩‍👩‍👧"));
    assert_eq!((&*made.owner_user_id, made.member_count), ("alice", 2));
    assert_eq!(code(app.im.create_group(app.actor("alice").await, emoji).await), 1202);
    assert_eq!(groups(&app).await, 1);
    // Nor is anybody called what a group is called already: one would be shown under the other's name.
    let new = crate::im::NewUser {
        user_id: Some("77".into()),
        ..Default::default()
    };
    assert_eq!(code(app.im.door().create_user(new).await), 1102);
}

#[tokio::test(start_paused = true)]
async fn strange_changes_leave_a_group_as_it_is() {
    let (app, group) = App::seals(Rules::default()).await;
    let before = app.im.groups(vec![group.clone()]).await.unwrap();
    let change = |set: &dyn Fn(&mut SetGroupInfoExReq)| {
        let mut request = SetGroupInfoExReq {
            group_id: group.clone(),
            introduction: Some("must not stay".into()),
            ..SetGroupInfoExReq::default()
        };
        set(&mut request);
        request
    };
    for request in [
        change(&|r| r.group_name = Some(String::new())),
        change(&|r| r.group_name = Some("x".repeat(65))),
        change(&|r| r.group_name = Some("a\u{2067}b".into())),
        change(&|r| r.notification = Some("好".repeat(4_097))),
        change(&|r| r.need_verification = Some(9)),
        change(&|r| r.face_url = Some("a\nb".into())),
    ] {
        assert_eq!(code(app.sets("alice", request).await), 1001);
    }
    for (list, expected) in [
        (ids(&[]), 1001),
        (ids(&["eve", "eve"]), 1001),
        (ids(&["eve", "nobody"]), 1101),
        ((0..1_001).map(|n| n.to_string()).collect(), 1001),
    ] {
        let list: Vec<&str> = list.iter().map(String::as_str).collect();
        assert_eq!(code(app.invites("alice", &group, &list).await), expected);
        assert_ne!(code(app.removes("alice", &group, &list).await), 0);
    }
    let rename = |nickname: &str| MemberInfoUpdate {
        group_id: group.clone(),
        user_id: "carol".into(),
        nickname: Some(nickname.into()),
        ..MemberInfoUpdate::default()
    };
    for bad in ["a\nb", "\u{202e}", &"x".repeat(10_000)] {
        let answer = app.im.set_members(app.actor("carol").await, vec![rename(bad)]).await;
        assert_eq!(code(answer), 1001);
    }
    // One that cannot be takes the others of the call along.
    let both = vec![rename("Caro"), rename("a\nb")];
    assert_eq!(code(app.im.set_members(app.actor("carol").await, both).await), 1001);
    let members = app.im.some_members(None, group.clone(), ids(&["carol"])).await.unwrap();
    assert_eq!(members[0].nickname, "");
    assert_eq!(app.im.groups(vec![group.clone()]).await.unwrap(), before);
    assert_eq!(app.people(&group).await.len(), 4);
    for unknown in ["", "nowhere", "a_b", &"x".repeat(10_000)] {
        assert_eq!(code(app.invites("alice", unknown, &["eve"]).await), 1201);
        assert_ne!(code(app.tells("alice", unknown, "hello").await), 0);
    }
}
