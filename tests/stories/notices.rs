//! What the server tells of itself: changed profiles, settings, unread counts and read marks, live and afterwards. Half
//! of them show on our client, all of them on a foreign session beside it.

use protocol::content::tips::{ConversationUpdateTips, MarkAsReadTips, UnreadTips, UserInfoUpdatedTips};
use protocol::content::{self, Notification};
use protocol::frame;
use protocol::ids::conversation_id;
use protocol::pb::{GetMaxSeqReq, GetMaxSeqResp, PullMessageBySeqsReq, PullMessageBySeqsResp, SeqRange};
use serde_json::json;
use world::session::Session;
use world::{AppServer, Device, World, both};

/// Gina with our client on one device and a foreign session beside it, and Hugo with our client.
struct Scene {
    apps: AppServer,
    gina: Device,
    hugo: Device,
    token: String,
    session: Session,
    conversation: String,
}

async fn scene(world: &World) -> Scene {
    let apps = world.app_server();
    let mut devices = Vec::new();
    for user in ["gina", "hugo"] {
        apps.admit(user, user).await;
        let device = world.device(user, "laptop").await;
        device
            .sign_in_with_token(user, &apps.token(user).await, None)
            .await
            .expect("Signing in");
        devices.push(device);
    }
    let [gina, hugo] = <[Device; 2]>::try_from(devices).ok().expect("Two devices");
    let token = apps.token("gina").await;
    let session = Session::open(&apps.visitor, "gina", &token).await;
    world.settle().await;
    Scene {
        apps,
        gina,
        hugo,
        token,
        session,
        conversation: conversation_id::single("gina", "hugo"),
    }
}

impl Scene {
    async fn hugo_says(&self, text: &str) {
        let (client, account) = (self.hugo.client(), self.hugo.account());
        client
            .open_conversation(&account, "gina")
            .await
            .expect("A conversation");
        client
            .send_text(&account, &self.conversation, text)
            .await
            .expect("Sending");
    }

    async fn unread(&self) -> i64 {
        let list = self.gina.conversations().await;
        list.iter()
            .find(|found| found.id == self.conversation)
            .map_or(0, |found| found.unread)
    }
}

#[test]
fn a_changed_name_shows_on_ones_other_devices() {
    both(async |world: &World| {
        let mut scene = scene(world).await;
        let change = json!({"userInfo": {"userID": "gina", "nickname": "Gina the Great"}});
        scene
            .apps
            .visitor
            .ask("/api/user/update_user_info_ex", Some(&scene.token), &change)
            .await;
        let notices = scene.session.notices(content::USER_INFO_UPDATED).await;
        assert_eq!(notices.len(), 1);
        let (conversation, notice) = &notices[0];
        let tips: UserInfoUpdatedTips = Notification::decode(&notice.content).expect("Tips");
        assert_eq!((&*tips.user_id, &**conversation), ("gina", "n_gina_gina"));
        assert_eq!(notice.seq, 0, "volatile: who was away asks by itself");
        world.settle().await;
        assert_eq!(scene.gina.account_view().nickname, "Gina the Great");
        scene.gina.restart().await;
        assert_eq!(scene.gina.account_view().nickname, "Gina the Great");
    });
}

#[test]
fn a_name_changed_while_one_was_away_is_learned_on_coming_back() {
    both(async |world: &World| {
        let scene = scene(world).await;
        scene.gina.crash().await;
        let change = json!({"userInfo": {"userID": "gina", "nickname": "Gina the Great"}});
        scene
            .apps
            .visitor
            .ask("/api/user/update_user_info_ex", Some(&scene.token), &change)
            .await;
        scene.gina.start().await;
        world.settle().await;
        assert_eq!(scene.gina.account_view().nickname, "Gina the Great");
    });
}

#[test]
fn changed_settings_of_a_conversation_are_told_to_ones_own_devices() {
    both(async |world: &World| {
        let mut scene = scene(world).await;
        scene.hugo_says("hello").await;
        world.settle().await;
        scene.session.pushes().await;
        let change = json!({"userIDs": ["gina"], "conversation": {
            "conversationID": scene.conversation, "conversationType": 1, "userID": "hugo", "isPinned": true}});
        scene
            .apps
            .visitor
            .ask("/api/conversation/set_conversations", Some(&scene.token), &change)
            .await;
        let notices = scene.session.notices(content::CONVERSATION_CHANGED).await;
        assert_eq!(notices.len(), 1);
        let tips: ConversationUpdateTips = Notification::decode(&notices[0].1.content).expect("Tips");
        assert_eq!(tips.conversation_id_list, [&*scene.conversation]);
    });
}

#[test]
fn what_a_foreign_device_read_is_read_on_ours() {
    both(async |world: &World| {
        let mut scene = scene(world).await;
        scene.hugo_says("one").await;
        scene.hugo_says("two").await;
        world.settle().await;
        assert_eq!(scene.unread().await, 2);
        scene.session.pushes().await;
        let read = json!({"userID": "gina", "conversationID": scene.conversation, "hasReadSeq": 2});
        scene
            .apps
            .visitor
            .ask("/api/msg/set_conversation_has_read_seq", Some(&scene.token), &read)
            .await;
        let notices = scene.session.notices(content::UNREAD_CHANGED).await;
        assert_eq!(notices.len(), 1);
        let tips: UnreadTips = Notification::decode(&notices[0].1.content).expect("Tips");
        assert_eq!((&*tips.conversation_id, tips.has_read_seq), (&*scene.conversation, 2));
        world.settle().await;
        assert_eq!(scene.unread().await, 0);
    });
}

#[test]
fn a_read_receipt_is_stored_for_whoever_was_away() {
    both(async |world: &World| {
        let mut scene = scene(world).await;
        let id = "0123456789abcdef0123456789abcdef";
        assert_eq!(scene.session.says("hugo", id, "from a foreign device").await.0, 0);
        world.settle().await;
        let (client, account) = (scene.hugo.client(), scene.hugo.account());
        client
            .mark_read(&account, &scene.conversation, 1)
            .await
            .expect("Marking as read");
        let notices = scene.session.notices(content::READ_RECEIPT).await;
        let hidden = conversation_id::notification_of(&scene.conversation);
        assert!(notices.iter().any(|(under, _)| *under == hidden), "{notices:?}");

        // Somebody who was away asks what is new, and pulls it.
        let mut later = Session::open(&scene.apps.visitor, "gina", &scene.token).await;
        let newest: GetMaxSeqResp = later
            .ask(frame::GET_NEWEST_SEQ, &GetMaxSeqReq { user_id: "gina".into() })
            .await;
        let end = *newest.max_seqs.get(&hidden).expect("The hidden conversation is listed");
        let pull = PullMessageBySeqsReq {
            user_id: "gina".into(),
            seq_ranges: vec![SeqRange {
                conversation_id: hidden.clone(),
                begin: 1,
                end,
                num: end,
            }],
            ..PullMessageBySeqsReq::default()
        };
        let pulled: PullMessageBySeqsResp = later.ask(frame::PULL_RANGE, &pull).await;
        let stored = &pulled.notification_msgs.get(&hidden).expect("The receipts").msgs;
        let last = stored.last().expect("A receipt");
        assert_eq!(last.content_type, content::READ_RECEIPT);
        let tips: MarkAsReadTips = Notification::decode(&last.content).expect("Tips");
        assert_eq!((&*tips.mark_as_read_user_id, tips.has_read_seq), ("hugo", 1));
        world.settle().await;
        let seen = world::transcript::of_messages(&scene.gina.history_of(&scene.conversation).await);
        assert_eq!(
            seen, "gina: from a foreign device ✓✓",
            "and our own client of hers shows the mark"
        );
    });
}
