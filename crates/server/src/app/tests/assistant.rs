//! What others can do to the assistant, which is nothing; and who is an administrator.

use protocol::content::{self, session};

use super::{World, json, md5};
use crate::app::NewAccount;
use crate::config::Config;
use crate::testing;

const ASSISTANT: &str = "selkie";

#[tokio::test(start_paused = true)]
async fn nobody_is_made_signed_in_or_renamed_in_its_place() {
    let world = World::new().await;
    for name in ["selkie", "Selkie", "SELKIE"] {
        assert_eq!(world.register(name, "correct horse").await.0, 20004, "{name}");
        assert_eq!(world.login(name, "correct horse").await.0, 20002, "{name}");
    }
    let new = NewAccount {
        account: "Selkie".into(),
        ..NewAccount::default()
    };
    assert_eq!(
        world.app.accounts.add(new, "correct horse").await.unwrap_err().code.0,
        20004
    );
    let (_, alice) = world.register("alice", "correct horse").await;
    let token = alice["chatToken"].as_str().unwrap();
    let rename = json!({ "account": "selkie" });
    assert_eq!(world.post("/user/update", token, &rename).await.0, 20004);
    let rename = json!({ "userID": ASSISTANT, "nickname": "Mallory" });
    assert_eq!(world.post("/user/update", token, &rename).await.0, 1002);
    assert!(
        world
            .app
            .accounts
            .list()
            .await
            .unwrap()
            .iter()
            .all(|account| account.account == "alice")
    );

    // Nor by those who may do everything to others.
    let admin = world.app.im.issue_admin("imAdmin").await.unwrap().token;
    assert_eq!(world.post("/user/update", &admin, &rename).await.0, 1002);
    let robot = crate::im::UserId(ASSISTANT.into());
    assert_eq!(
        world.app.im.door().issue_token(&robot, None).await.unwrap_err().code.0,
        1002
    );
    let profile = world.app.im.door().user(ASSISTANT).await.unwrap().unwrap();
    assert_eq!(profile.nickname, "Selkie");
}

#[tokio::test(start_paused = true)]
async fn clients_are_told_that_it_is_a_robot() {
    let mut world = testing::World::start().await;
    world.users(&["alice"]).await;
    let token = world.token("alice", 7).await;
    let asked = json!({ "userIDs": [ASSISTANT, "alice"] });
    let answer = world.post("/user/get_users_info", &token, asked).await;
    let users = &answer["data"]["usersInfo"];
    assert_eq!(
        (&users[0]["appMangerLevel"], &users[1]["appMangerLevel"]),
        (&json!(4), &json!(1))
    );
}

#[tokio::test(start_paused = true)]
async fn an_app_beside_the_servers_own_has_no_assistant_among_its_users() {
    let world = World::new().await;
    let beside = world.server.apps().add("shop").await.unwrap();
    assert!(beside.im.find_user(ASSISTANT).await.unwrap().is_none());
    assert!(world.app.im.find_user(ASSISTANT).await.unwrap().is_some());
    world.server.shut_down().await;
}

#[tokio::test(start_paused = true)]
async fn where_an_app_server_gave_its_id_away_there_is_no_assistant() {
    let dir = tempfile::tempdir().unwrap();
    let open = async |assistant| {
        let config = Config {
            assistant,
            ..Config::default()
        };
        crate::Server::open(dir.path(), config, testing::env(1).0)
            .await
            .unwrap()
    };
    let server = open(false).await;
    let new = crate::im::NewUser {
        user_id: Some(ASSISTANT.into()),
        nickname: "Mr Selkie".into(),
        ..Default::default()
    };
    server.apps().default_app().im.door().create_user(new).await.unwrap();
    server.shut_down().await;
    let server = open(true).await;
    let app = server.apps().default_app();
    let new = NewAccount {
        account: "alice".into(),
        ..NewAccount::default()
    };
    let (alice, _) = app.accounts.add(new, "correct horse").await.unwrap();
    let pair = protocol::ids::conversation_id::single(&alice.0, ASSISTANT);
    let row = app.im.find_user(&alice.0).await.unwrap().unwrap().id;
    let door = app.im.door();
    let there = door.db().read(move |connection| {
        Ok::<_, crate::im::Failure>(crate::store::user_conversations::find(connection, row, &pair)?)
    });
    assert_eq!(there.await.unwrap(), None, "nobody speaks for somebody else");
    assert_eq!(
        app.im.door().user(ASSISTANT).await.unwrap().unwrap().nickname,
        "Mr Selkie"
    );
    server.shut_down().await;
}

#[tokio::test(start_paused = true)]
async fn the_first_is_an_administrator_where_the_owner_wants_it_so() {
    for wanted in [true, false] {
        let world = World::with(Config {
            first_is_admin: wanted,
            ..Config::default()
        })
        .await;
        world.register("alice", "correct horse").await;
        world.register("bobby", "correct horse").await;
        let listed = world.app.accounts.list().await.unwrap();
        let admins: Vec<bool> = listed.iter().map(|account| account.administrator).collect();
        assert_eq!(admins, [wanted, false]);
        // It is the assistant's word that it opens, and no call.
        let (_, alice) = world.login("alice", "correct horse").await;
        let rename = json!({ "userID": listed[1].user_id, "nickname": "Mallory" });
        let refused = world
            .post("/user/update", alice["chatToken"].as_str().unwrap(), &rename)
            .await;
        assert_eq!(refused.0, 1002);
    }
}

#[tokio::test(start_paused = true)]
async fn openims_own_register_call_is_greeted_in_english() {
    let world = World::new().await;
    let user = json!({ "account": "alice", "password": md5("correct horse"), "nickname": "A" });
    for (account, language, wanted) in [
        ("alice", json!(null), "Hello!"),
        ("bobby", json!("zh-CN"), "你好！"),
        ("carol", json!("de"), "Hello!"),
    ] {
        let mut user = user.clone();
        user["account"] = json!(account);
        let mut body = json!({ "user": user, "language": language });
        if language.is_null() {
            body.as_object_mut().unwrap().remove("language");
        }
        let (code, data) = world.post("/account/register", "", &body).await;
        assert_eq!(code, 0, "{account}");
        let texts = said_to(&world, data["userID"].as_str().unwrap()).await;
        assert!(texts.len() == 1 && texts[0].starts_with(wanted), "{texts:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn robots_are_not_answered_and_neither_is_what_is_no_text() {
    let world = World::new().await;
    let door = world.app.im.door();
    let robot = door.robot("other-robot", "Another").await.unwrap().unwrap();
    let assistant = crate::im::UserId(ASSISTANT.into());
    let to = assistant.clone();
    door.db()
        .write({
            let (door, robot) = (door.clone(), robot.clone());
            move |tx| door.say_in(tx, &robot, &to, "hello")
        })
        .await
        .unwrap();
    let (_, alice) = world.register("alice", "correct horse").await;
    let alice = alice["userID"].as_str().unwrap();
    let picture = crate::im::Outgoing {
        from: alice.into(),
        to: assistant.0.clone(),
        content_type: content::PICTURE,
        content: b"{}".to_vec(),
        ..Default::default()
    };
    door.send_as(picture).await.unwrap();
    // Kinds that no list shows are nothing to answer.
    let quiet = crate::im::Outgoing {
        from: alice.into(),
        to: assistant.0.clone(),
        content_type: content::CUSTOM_QUIET,
        content: b"{}".to_vec(),
        ..Default::default()
    };
    door.send_as(quiet).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(60)).await;
    assert!(said_to(&world, "other-robot").await.is_empty());
    let texts = said_to(&world, alice).await;
    assert_eq!(texts[1..], ["I can read text only."]);
}

#[tokio::test(start_paused = true)]
async fn who_deletes_his_account_takes_his_reminders_along() {
    let world = World::new().await;
    let (_, alice) = world.register("alice", "correct horse").await;
    let ask = crate::im::Outgoing {
        from: alice["userID"].as_str().unwrap().into(),
        to: ASSISTANT.into(),
        content_type: content::TEXT,
        content: content::encode_text("remind me in 2 hours to go"),
        ..Default::default()
    };
    world.app.im.door().send_as(ask).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let next = async || {
        let db = world.app.im.door().db().clone();
        db.read(|connection| Ok::<_, crate::im::Failure>(crate::app::store::reminders::next(connection)?))
            .await
            .unwrap()
    };
    assert!(next().await.is_some());
    let body = json!({ "password": md5("correct horse") });
    let token = alice["chatToken"].as_str().unwrap();
    assert_eq!(world.post("/ext/account/delete", token, &body).await.0, 0);
    assert_eq!(next().await, None);
}

/// What the assistant said to somebody.
async fn said_to(world: &World, user: &str) -> Vec<String> {
    let im = &world.app.im;
    let of = crate::im::Viewer::from(&im.find_user(user).await.unwrap().unwrap());
    let pair = protocol::ids::conversation_id::single(user, ASSISTANT);
    let range = protocol::pb::SeqRange {
        conversation_id: pair.clone(),
        begin: 1,
        end: 100,
        num: 100,
    };
    let pulled = im.pull_ranges(of, vec![range], 0).await.unwrap();
    let bodies = pulled
        .msgs
        .get(&pair)
        .map(|pulled| pulled.msgs.clone())
        .unwrap_or_default();
    let messages = bodies
        .iter()
        .map(|body| <protocol::pb::MsgData as prost::Message>::decode(body.clone()).unwrap());
    messages
        .filter(|message| message.send_id == ASSISTANT && message.session_type == session::SINGLE)
        .map(|message| content::decode_text(&message.content).unwrap())
        .collect()
}
