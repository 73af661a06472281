//! Asking to be let in, in the three ways that a group can be joined.

use protocol::rest::group::{GroupApplicationResponseReq, JoinGroupReq, SetGroupInfoExReq};

use super::{App, code, sorted};
use crate::im::{Asking, Failure, PrivacyChange, RequestSide, Rules, Viewer};

impl App {
    async fn asks(&self, who: &str, group: &str) -> Result<(), Failure> {
        let request = JoinGroupReq {
            group_id: group.into(),
            req_message: "please".into(),
            join_source: 3,
            inviter_user_id: who.into(),
            ..JoinGroupReq::default()
        };
        self.im.join_group(self.actor(who).await, request).await
    }

    async fn answers(&self, by: &str, group: &str, whom: &str, result: i32) -> Result<(), Failure> {
        let answer = GroupApplicationResponseReq {
            group_id: group.into(),
            from_user_id: whom.into(),
            handled_msg: "so be it".into(),
            handle_result: result,
        };
        self.im.answer_group_request(self.actor(by).await, answer).await
    }

    async fn joined_by(&self, group: &str, need_verification: i32) {
        let set = SetGroupInfoExReq {
            group_id: group.into(),
            need_verification: Some(need_verification),
            ..SetGroupInfoExReq::default()
        };
        self.sets("alice", set).await.unwrap();
    }

    async fn wants_to_be_asked(&self, who: &str) {
        let user = self.im.find_user(who).await.unwrap().unwrap();
        let change = PrivacyChange {
            pulled: Some(false),
            ..PrivacyChange::default()
        };
        self.im.set_privacy(user, change).await.unwrap();
    }

    async fn decides(&self, who: &str, group: &str, accept: bool) -> Result<(), Failure> {
        let actor = self.actor(who).await;
        self.im
            .answer_invitation(actor, group.into(), accept, String::new())
            .await
    }

    /// Applicants and results.
    async fn requests(&self, who: &str, side: RequestSide) -> Vec<(String, i32)> {
        let of = self.viewer(who).await;
        let all = self.im.group_requests(of, side, Vec::new(), Vec::new()).await.unwrap();
        let named = all.into_iter();
        named
            .map(|one| (one.user_info.unwrap().user_id, one.handle_result))
            .collect()
    }
}

#[tokio::test(start_paused = true)]
async fn of_two_admins_who_answer_one_request_the_second_is_told() {
    let (app, group) = App::seals(Rules::default()).await;
    app.asks("eve", &group).await.unwrap();
    assert_eq!(app.people(&group).await.len(), 4);
    for leader in ["alice", "bob"] {
        assert_eq!(app.requests(leader, RequestSide::Received).await, [("eve".into(), 0)]);
        let of = app.viewer(leader).await;
        assert_eq!(app.im.waiting_group_requests(of, 0).await.unwrap(), 1);
    }
    assert!(app.requests("carol", RequestSide::Received).await.is_empty());
    assert_eq!(app.requests("eve", RequestSide::Sent).await, [("eve".into(), 0)]);
    assert_eq!(code(app.answers("carol", &group, "eve", 1).await), 1002);
    assert_eq!(code(app.answers("bob", &group, "eve", 2).await), 1001);
    assert_eq!(code(app.answers("bob", &group, "dave", 1).await), 1004);
    let (first, second) = tokio::join!(
        app.answers("alice", &group, "eve", 1),
        app.answers("bob", &group, "eve", 1)
    );
    assert_eq!(sorted(first, second), [0, 1206]);
    assert!(app.people(&group).await.contains(&("eve".into(), 20)));
    assert_eq!(app.requests("bob", RequestSide::Received).await, [("eve".into(), 1)]);
    assert_eq!(code(app.asks("eve", &group).await), 1001, "he is in");
}

#[tokio::test(start_paused = true)]
async fn nobody_is_brought_in_by_whom_he_blocks() {
    let (app, group) = App::seals(Rules::default()).await;
    let block = |tx: &mut db::Tx<'_>| {
        let sql = "INSERT INTO blacks (owner, black)
                   SELECT eve.id, carol.id FROM users eve, users carol WHERE eve.user_id = 'eve' AND carol.user_id = 'carol'";
        tx.execute(sql, [])?;
        Ok::<_, Failure>(())
    };
    app.im.db.write(block).await.unwrap();
    app.user("fay").await;
    assert_eq!(code(app.invites("carol", &group, &["fay", "eve"]).await), 1302);
    assert_eq!(code(app.make("carol", &[], &["eve"]).await), 1302);
    assert_eq!(app.people(&group).await.len(), 4);
    app.invites("bob", &group, &["eve"]).await.unwrap();
    assert!(app.people(&group).await.contains(&("eve".into(), 20)));
}

#[tokio::test(start_paused = true)]
async fn who_wants_to_be_asked_is_and_comes_in_when_he_says_so() {
    let (app, group) = App::seals(Rules::default()).await;
    app.wants_to_be_asked("eve").await;
    app.invites("carol", &group, &["eve"]).await.unwrap();
    assert_eq!(app.people(&group).await.len(), 4, "she is asked");
    assert_eq!(app.requests("eve", RequestSide::Invited).await, [("eve".into(), 0)]);
    assert!(app.requests("eve", RequestSide::Sent).await.is_empty());
    assert!(app.requests("bob", RequestSide::Received).await.is_empty());
    assert_eq!(
        code(app.answers("bob", &group, "eve", 1).await),
        1004,
        "nobody answers for her"
    );
    app.decides("eve", &group, false).await.unwrap();
    assert_eq!(code(app.decides("eve", &group, true).await), 1206, "once");
    app.invites("carol", &group, &["eve"]).await.unwrap();
    app.decides("eve", &group, true).await.unwrap();
    assert!(app.people(&group).await.contains(&("eve".into(), 20)));
    let eve = app
        .im
        .some_members(None, group.clone(), super::ids(&["eve"]))
        .await
        .unwrap();
    assert_eq!((eve[0].join_source, &*eve[0].inviter_user_id), (2, "carol"));
    let made = app.make("carol", &[], &["eve", "bob"]).await.unwrap().group_id;
    assert_eq!(
        app.people(&made).await.len(),
        2,
        "and so she is for a group that is made"
    );
    // Whoever asked is gone: the question is too.
    app.wants_to_be_asked("dave").await;
    app.invites("bob", &made, &["dave"]).await.unwrap();
    app.removes("carol", &made, &["bob"]).await.unwrap();
    assert_eq!(code(app.decides("dave", &made, true).await), 1004);
    app.decides("eve", &made, true).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn whom_leaders_let_in_for_another_is_asked_after_them() {
    let (app, group) = App::seals(Rules::default()).await;
    app.wants_to_be_asked("eve").await;
    app.joined_by(&group, 1).await;
    app.invites("carol", &group, &["eve"]).await.unwrap();
    assert!(app.requests("eve", RequestSide::Invited).await.is_empty());
    app.answers("bob", &group, "eve", 1).await.unwrap();
    assert_eq!(app.people(&group).await.len(), 4);
    assert_eq!(app.requests("bob", RequestSide::Received).await, [("eve".into(), 1)]);
    app.decides("eve", &group, true).await.unwrap();
    assert_eq!(app.people(&group).await.len(), 5);
}

#[tokio::test(start_paused = true)]
async fn a_refused_one_asks_again() {
    let (app, group) = App::seals(Rules::default()).await;
    app.asks("eve", &group).await.unwrap();
    app.answers("bob", &group, "eve", -1).await.unwrap();
    assert_eq!(app.requests("eve", RequestSide::Sent).await, [("eve".into(), -1)]);
    app.asks("eve", &group).await.unwrap();
    assert_eq!(app.requests("eve", RequestSide::Sent).await, [("eve".into(), 0)]);
    // He is brought in another way before anybody answers: the answer changes nothing any more.
    app.invites("carol", &group, &["eve"]).await.unwrap();
    app.answers("bob", &group, "eve", 1).await.unwrap();
    assert_eq!(app.people(&group).await.len(), 5);
}

#[tokio::test(start_paused = true)]
async fn each_way_of_joining_lets_in_whom_it_says() {
    let (app, group) = App::seals(Rules::default()).await;
    app.user("fay").await;
    // 2: whoever comes.
    app.joined_by(&group, 2).await;
    app.asks("eve", &group).await.unwrap();
    assert!(app.people(&group).await.contains(&("eve".into(), 20)));
    // 1: nobody without approval, except whom owner and admins invite.
    app.joined_by(&group, 1).await;
    app.invites("carol", &group, &["fay"]).await.unwrap();
    assert_eq!(app.people(&group).await.len(), 5);
    assert_eq!(app.requests("bob", RequestSide::Received).await, [("fay".into(), 0)]);
    app.answers("bob", &group, "fay", 1).await.unwrap();
    let fay = app
        .im
        .some_members(None, group.clone(), super::ids(&["fay"]))
        .await
        .unwrap();
    assert_eq!((fay[0].join_source, &*fay[0].inviter_user_id), (2, "carol"));
    app.removes("bob", &group, &["fay", "eve"]).await.unwrap();
    app.invites("bob", &group, &["fay"]).await.unwrap();
    assert_eq!(app.people(&group).await.len(), 5);
    // 0: who asks needs approval, whom a member invites does not.
    app.joined_by(&group, 0).await;
    app.invites("carol", &group, &["eve"]).await.unwrap();
    assert_eq!(app.people(&group).await.len(), 6);
    app.removes("bob", &group, &["eve"]).await.unwrap();
    app.asks("eve", &group).await.unwrap();
    assert_eq!(app.people(&group).await.len(), 5);
    assert_eq!(code(app.asks("eve", "nowhere").await), 1201);
}

#[tokio::test(start_paused = true)]
async fn members_who_are_kept_apart_do_not_ask_one_another_to_be_friends() {
    let (app, group) = App::seals(Rules::default()).await;
    let befriends = async |from: &str, to: &str| {
        let from = app.im.find_user(from).await.unwrap().unwrap();
        let asking = Asking {
            to: to.into(),
            ..Asking::default()
        };
        app.im.ask_friend(from, asking, true).await
    };
    let apart = SetGroupInfoExReq {
        group_id: group.clone(),
        apply_member_friend: Some(1),
        ..SetGroupInfoExReq::default()
    };
    app.sets("alice", apart).await.unwrap();
    let together = async |one: &str, other: &str| {
        let one = app.im.find_user(one).await.unwrap().unwrap();
        app.im.common_groups(Viewer::from(&one), other.into()).await.unwrap()
    };
    let refused = protocol::Code::REFUSES_FRIEND_REQUESTS.0;
    assert_eq!(code(befriends("carol", "dave").await), refused);
    // So that nobody is offered what must fail.
    assert_eq!(together("carol", "dave").await, (vec![group.clone()], true));
    assert_eq!(together("carol", "bob").await, (vec![group.clone()], false));
    assert_eq!(together("eve", "carol").await, (Vec::new(), false));
    assert_eq!(together("carol", "nobody").await, (Vec::new(), false));
    befriends("carol", "bob").await.unwrap();
    befriends("alice", "dave").await.unwrap();
    befriends("eve", "carol").await.unwrap();
    // They meet elsewhere too.
    let other = app.make("carol", &[], &["dave"]).await.unwrap().group_id;
    assert_eq!(together("dave", "carol").await, (vec![group, other], false));
    befriends("carol", "dave").await.unwrap();
}
