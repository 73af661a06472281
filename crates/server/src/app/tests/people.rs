//! Finding people and changing oneself.

use protocol::pb::GroupInfo;
use protocol::rest::group::{CreateGroupReq, SetGroupInfoExReq};

use super::{World, json};
use crate::config::{Config, Limits};
use crate::im::{Actor, By, NewUser, PrivacyChange, ProfileChange, UserId, Viewer};
use crate::store::friends::{self, NewFriend};
use crate::store::users;

fn ids(data: &serde_json::Value) -> Vec<&str> {
    data["users"]
        .as_array()
        .unwrap()
        .iter()
        .map(|user| user["userID"].as_str().unwrap())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn people_are_found_by_name_and_id() {
    let world = World::new().await;
    let (_, alice) = world.register("alice", "correct horse").await;
    let (_, alina) = world.register("Alina", "correct horse").await;
    let token = alice["chatToken"].as_str().unwrap();
    let foreign = NewUser {
        user_id: Some("shop_7:a".into()),
        nickname: "Shop".into(),
        ..NewUser::default()
    };
    let foreign = world.app.im.door().create_user(foreign).await.unwrap().0;
    let search = async |keyword: &str| {
        let body = json!({ "keyword": keyword, "pagination": { "pageNumber": 1, "showNumber": 20 } });
        let (code, data) = world.post("/user/search/public", token, &body).await;
        assert_eq!(code, 0);
        (
            data["total"].as_i64().unwrap(),
            ids(&data).into_iter().map(str::to_owned).collect::<Vec<_>>(),
        )
    };
    let (a, b) = (
        alice["userID"].as_str().unwrap().to_owned(),
        alina["userID"].as_str().unwrap().to_owned(),
    );
    assert_eq!(search("alina").await.1, [b.as_str()]);
    assert_eq!(search(" ALI ").await, (2, vec![a.clone(), b.clone()]));
    assert_eq!(search(&b).await.1, [b.as_str()]);
    assert_eq!(search("shop_7:a").await.1, [foreign.as_str()]);
    for nobody in ["", "al", "zoe", "%", "a%", "___", "*", "' OR 1=1", &"a".repeat(10_000)] {
        assert!(search(nobody).await.1.is_empty(), "{nobody}");
    }
    let both = json!({ "userIDs": [b, "nobody", foreign] });
    let (_, data) = world.post("/user/find/public", token, &both).await;
    assert_eq!(ids(&data), [b.as_str(), foreign.as_str()]);
    assert_eq!(data["users"][0]["account"], "Alina");
    assert_eq!(data["users"][1]["nickname"], "Shop");
    world.app.accounts.set_disabled("alina", true).await.unwrap();
    assert_eq!(search("ali").await.1, [a]);
}

#[tokio::test(start_paused = true)]
async fn pages_are_cut() {
    let mut world = World::new().await;
    world.from = "127.0.0.1:1".parse().unwrap();
    let (_, alice) = world.register("alice", "correct horse").await;
    for number in 0..5 {
        world.register(&format!("bob{number}"), "correct horse").await;
    }
    let token = alice["chatToken"].as_str().unwrap();
    for (page, expected) in [(1, 2), (2, 2), (3, 1), (4, 0), (i32::MAX, 0)] {
        let body = json!({ "keyword": "bob", "pagination": { "pageNumber": page, "showNumber": 2 } });
        let (_, data) = world.post("/user/search/full", token, &body).await;
        assert_eq!(
            (data["total"].as_i64(), ids(&data).len()),
            (Some(5), expected),
            "page {page}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn how_to_reach_somebody_is_shown_to_himself_only() {
    let world = World::new().await;
    let (_, alice) = world.register("alice", "correct horse").await;
    let (_, bob) = world.register("bob", "correct horse").await;
    let token = alice["chatToken"].as_str().unwrap();
    let change = json!({ "userID": alice["userID"], "email": "a@x.example", "phoneNumber": "123", "areaCode": "+86",
        "nickname": " Ally ", "gender": 2, "birth": 5, "level": 9 });
    assert_eq!(world.post("/user/update", token, &change).await.0, 0);
    let find = json!({ "userIDs": [alice["userID"]] });
    let (_, own) = world.post("/user/find/full", token, &find).await;
    let own = &own["users"][0];
    assert_eq!(
        (&own["email"], &own["phoneNumber"], &own["birth"]),
        (&json!("a@x.example"), &json!("123"), &json!(5))
    );
    assert_eq!(
        (&own["nickname"], &own["gender"], &own["level"]),
        (&json!("Ally"), &json!(2), &json!(1))
    );
    assert_eq!(own["password"], "");
    let (_, seen) = world
        .post("/user/find/full", bob["chatToken"].as_str().unwrap(), &find)
        .await;
    let seen = &seen["users"][0];
    assert_eq!(
        (&seen["email"], &seen["phoneNumber"], &seen["birth"]),
        (&json!(""), &json!(""), &json!(0))
    );
    assert_eq!(seen["nickname"], "Ally");
}

#[tokio::test(start_paused = true)]
async fn nobody_changes_another_or_takes_his_name() {
    let world = World::new().await;
    let (_, alice) = world.register("alice", "correct horse").await;
    let (_, bob) = world.register("bob", "correct horse").await;
    let token = bob["chatToken"].as_str().unwrap();
    let update = async |body: &serde_json::Value| world.post("/user/update", token, body).await.0;
    assert_eq!(
        update(&json!({ "userID": alice["userID"], "nickname": "x" })).await,
        1002
    );
    assert_eq!(
        update(&json!({ "userID": bob["userID"], "account": "ALICE" })).await,
        20004
    );
    assert_eq!(
        update(&json!({ "userID": bob["userID"], "account": "a b" })).await,
        1001
    );
    assert_eq!(
        update(&json!({ "userID": bob["userID"], "nickname": "\u{200b}" })).await,
        1001
    );
    assert_eq!(
        update(&json!({ "userID": bob["userID"], "account": "BOB" })).await,
        0,
        "his own in capitals"
    );
    assert_eq!(
        update(&json!({ "userID": bob["userID"], "account": "robert" })).await,
        0
    );
    assert_eq!(world.login("robert", "correct horse").await.0, 0);
    assert_eq!(world.login("bob", "correct horse").await.0, 20002);
}

#[tokio::test(start_paused = true)]
async fn searching_has_a_limit() {
    let limits = Limits {
        searches_per_minute: 3,
        ..Limits::default()
    };
    let world = World::with(Config {
        limits,
        ..Config::default()
    })
    .await;
    let (_, alice) = world.register("alice", "correct horse").await;
    let token = alice["chatToken"].as_str().unwrap();
    let body = json!({ "keyword": "alice" });
    for _ in 0..3 {
        assert_eq!(world.post("/user/search/full", token, &body).await.0, 0);
    }
    assert_eq!(world.post("/user/search/full", token, &body).await.0, 20005);
    world.later(60_000);
    assert_eq!(world.post("/user/search/full", token, &body).await.0, 0);
}

#[tokio::test(start_paused = true)]
async fn friends_are_searched_among_ones_own() {
    let world = World::new().await;
    let (_, alice) = world.register("alice", "correct horse").await;
    let (_, bob) = world.register("bobby", "correct horse").await;
    world.register("robert", "correct horse").await;
    let pair = [&alice, &bob].map(|who| who["userID"].as_str().unwrap().to_owned());
    let befriend = move |tx: &mut db::Tx<'_>| {
        let row = |id: &str| users::row_of(tx, id).unwrap().unwrap();
        friends::insert(tx, row(&pair[0]), row(&pair[1]), &NewFriend::default()).map_err(db::Error::from)
    };
    world.app.im.door().db().write(befriend).await.unwrap();
    let search = async |who: &serde_json::Value, keyword: &str| {
        let token = who["chatToken"].as_str().unwrap();
        let body = json!({ "userID": who["userID"], "keyword": keyword,
            "pagination": { "pageNumber": 1, "showNumber": 10 } });
        let (code, data) = world.post("/friend/search", token, &body).await;
        assert_eq!(code, 0);
        ids(&data).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let bob = bob["userID"].as_str().unwrap();
    for keyword in ["BOB", "obb", "", bob] {
        assert_eq!(search(&alice, keyword).await, [bob], "{keyword}");
    }
    assert!(search(&alice, "rob").await.is_empty(), "no friend of hers");
    let other = json!({ "userID": bob, "keyword": "" });
    assert_eq!(
        world
            .post("/friend/search", alice["chatToken"].as_str().unwrap(), &other)
            .await
            .0,
        1002
    );
}

#[tokio::test(start_paused = true)]
async fn people_are_found_by_what_they_have_proven_as_far_as_they_allow_it() {
    let world = World::new().await;
    let (_, alice) = world.register("alice", "correct horse").await;
    let (_, bob) = world.register("bob", "correct horse").await;
    let token = alice["chatToken"].as_str().unwrap();
    let id = bob["userID"].as_str().unwrap().to_owned();
    let search = async |keyword: &str| {
        let body = json!({ "keyword": keyword, "pagination": { "pageNumber": 1, "showNumber": 20 } });
        let (code, data) = world.post("/user/search/public", token, &body).await;
        assert_eq!(code, 0);
        ids(&data).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let set = async |sql: &'static str| {
        let id = id.clone();
        let write = move |tx: &mut db::Tx<'_>| tx.execute(sql, [&id]).map_err(db::Error::from);
        world.app.im.door().db().write(write).await.unwrap();
    };
    set("UPDATE accounts SET email = 'bob@x.example', area_code = '+86', phone_number = '13800138000' WHERE user_id = ?1").await;
    let contacts = ["Bob@X.example", "+86 138-0013-8000", "13800138000", "138 0013 8000"];
    for contact in contacts {
        assert!(search(contact).await.is_empty(), "only said: {contact}");
    }
    set("UPDATE accounts SET email_proven = 1, phone_proven = 1 WHERE user_id = ?1").await;
    for contact in contacts {
        assert_eq!(search(contact).await, [id.as_str()], "{contact}");
    }
    for nobody in [
        "bob@x.exampl",
        "3800138000",
        "+8613800138",
        "+4913800138000",
        "@",
        "+",
        "+86",
    ] {
        assert!(search(nobody).await.is_empty(), "{nobody}");
    }
    let door = world.app.im.door();
    let choose = async |change: PrivacyChange| {
        let (inside, user) = (door.clone(), UserId(id.clone()));
        let write = door.db().write(move |tx| inside.set_privacy_in(tx, &user, change));
        write.await.unwrap();
    };
    choose(PrivacyChange {
        by_contact: Some(false),
        ..PrivacyChange::default()
    })
    .await;
    for contact in contacts {
        assert!(search(contact).await.is_empty(), "{contact}");
    }
    assert_eq!(search("bob").await, [id.as_str()]);
    choose(PrivacyChange {
        by_contact: Some(true),
        by_id: Some(false),
        ..PrivacyChange::default()
    })
    .await;
    for name in ["bob", "BO", &id] {
        assert!(search(name).await.is_empty(), "{name}");
    }
    assert_eq!(search("13800138000").await, [id.as_str()]);
    let (_, found) = world.post("/user/find/full", token, &json!({ "userIDs": [id] })).await;
    assert!(ids(&found).is_empty());
    let own = bob["chatToken"].as_str().unwrap();
    let (_, found) = world.post("/user/find/full", own, &json!({ "userIDs": [id] })).await;
    assert_eq!(ids(&found), [id.as_str()]);
}

#[tokio::test(start_paused = true)]
async fn openims_word_for_taking_requests_is_the_same_choice() {
    let world = World::new().await;
    let (_, alice) = world.register("alice", "correct horse").await;
    let token = alice["chatToken"].as_str().unwrap();
    let find = json!({ "userIDs": [alice["userID"]] });
    let update = async |allow: i32| {
        let body = json!({ "userID": alice["userID"], "allowAddFriend": allow });
        let (code, _) = world.post("/user/update", token, &body).await;
        let (_, found) = world.post("/user/find/full", token, &find).await;
        (code, found["users"][0]["allowAddFriend"].as_i64().unwrap())
    };
    assert_eq!(update(1).await, (0, 1));
    assert_eq!(update(2).await, (0, 2));
    assert_eq!(update(3).await, (1001, 2));
    assert_eq!(update(1).await, (0, 1));
    let user = world
        .app
        .im
        .find_user(alice["userID"].as_str().unwrap())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(world.app.im.privacy(Viewer::from(&user)).await.unwrap().adding, 1);
}

#[tokio::test(start_paused = true)]
async fn members_who_may_not_look_at_one_another_see_name_and_picture_alone() {
    let world = World::new().await;
    let (_, alice) = world.register("alice", "correct horse").await;
    let (_, bob) = world.register("bob", "correct horse").await;
    let (_, carol) = world.register("carol", "correct horse").await;
    let id = |who: &serde_json::Value| who["userID"].as_str().unwrap().to_owned();
    let im = world.app.im.clone();
    let status = ProfileChange {
        ex: Some("on holiday".into()),
        ..ProfileChange::default()
    };
    im.update_user(&id(&carol), status).await.unwrap();
    let seen = async |by: &serde_json::Value| {
        let token = by["chatToken"].as_str().unwrap();
        let find = json!({ "userIDs": [carol["userID"]] });
        let (_, found) = world.post("/user/find/full", token, &find).await;
        let (code, _) = world
            .post("/ext/profile", token, &json!({ "userID": carol["userID"] }))
            .await;
        let by = Viewer::from(&world.app.im.find_user(&id(by)).await.unwrap().unwrap());
        let shown = world.app.im.find_shown(by, vec![id(&carol)], By::Id).await.unwrap();
        let found = &found["users"][0];
        assert_eq!(found["nickname"], "carol");
        (found["account"].as_str().unwrap().to_owned(), code, shown[0].ex.clone())
    };
    let whole = ("carol".to_owned(), 0, "on holiday".to_owned());
    let little = (String::new(), 1002, String::new());
    assert_eq!(
        seen(&bob).await,
        whole,
        "whoever knows her ID, and is in no group with her"
    );
    let actor = Actor {
        user: im.find_user(&id(&alice)).await.unwrap().unwrap(),
        privileged: false,
    };
    let request = CreateGroupReq {
        owner_user_id: id(&alice),
        member_user_ids: vec![id(&bob), id(&carol)],
        group_info: GroupInfo {
            group_name: "Seals".into(),
            group_type: 2,
            look_member_info: 1,
            ..GroupInfo::default()
        },
        ..CreateGroupReq::default()
    };
    let group = im.create_group(actor.clone(), request).await.unwrap().group_id;
    assert_eq!(seen(&bob).await, little);
    assert_eq!(seen(&alice).await, whole, "who leads knows whom");
    assert_eq!(seen(&carol).await, whole, "and everybody himself");
    let search = async |keyword: &str| {
        let body = json!({ "keyword": keyword, "pagination": { "pageNumber": 1, "showNumber": 20 } });
        let token = bob["chatToken"].as_str().unwrap();
        let (_, data) = world.post("/user/search/full", token, &body).await;
        data["users"][0]["account"].as_str().unwrap().to_owned()
    };
    assert_eq!(search(&id(&carol)).await, "", "the ID is what the group's list tells");
    assert_eq!(search("carol").await, "carol", "her account name he has from elsewhere");
    let open = |look: i32| SetGroupInfoExReq {
        group_id: group.clone(),
        look_member_info: Some(look),
        ..SetGroupInfoExReq::default()
    };
    im.set_group_info(actor.clone(), open(0)).await.unwrap();
    assert_eq!(seen(&bob).await, whole);
    im.set_group_info(actor, open(1)).await.unwrap();
    assert_eq!(seen(&bob).await, little);
    let (bob_id, carol_id) = (id(&bob), id(&carol));
    im.db
        .write(move |tx| {
            let row = |id: &str| users::row_of(tx, id).unwrap().unwrap();
            let friend = NewFriend::default();
            friends::insert(tx, row(&bob_id), row(&carol_id), &friend)?;
            Ok::<_, crate::im::Failure>(())
        })
        .await
        .unwrap();
    assert_eq!(seen(&bob).await, whole, "friends know each other");
}
