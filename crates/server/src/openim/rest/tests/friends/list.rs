//! Friendships that are there: how they are kept, changed and ended.

use super::*;

#[tokio::test(start_paused = true)]
async fn friendship_ends_on_one_side_alone_and_comes_back_without_asking() {
    let mut people = People::start().await;
    people.befriend("alice", "bob").await;
    let mut alice = people.world.dial("alice", LINUX).await;
    let mut bob = people.world.dial("bob", LINUX).await;
    let end = json!({ "ownerUserID": "alice", "friendUserID": "bob" });
    assert_eq!(people.does("bob", "/friend/delete_friend", end.clone()).await, 1002);
    assert_eq!(people.does("alice", "/friend/delete_friend", end.clone()).await, 0);
    let (kind, id, tips) = notice(&mut alice).await;
    assert_eq!((kind, id.as_str()), (FRIEND_DELETED, "n_alice_alice"));
    assert_eq!(
        (&tips["friendVersion"], &tips["fromToUserID"]["toUserID"]),
        (&json!(3), &json!("bob"))
    );
    assert!(bob.quiet().await, "he is told nothing");
    assert_eq!(people.does("alice", "/friend/delete_friend", end).await, 1004);
    assert!(people.friends("alice").await.is_empty());
    assert_eq!(people.friends("bob").await, ["alice"]);

    assert_eq!(people.asks("alice", "bob").await, 0);
    let (kind, _, tips) = notice(&mut alice).await;
    assert_eq!(
        (kind, &tips["friend"]["friendUser"]["nickname"]),
        (FRIEND_ADDED, &json!("BOB"))
    );
    assert_eq!(people.friends("alice").await, ["bob"]);
    assert!(bob.quiet().await);
}

#[tokio::test(start_paused = true)]
async fn a_friendship_ends_for_both_where_that_is_wanted() {
    let mut people = People::start().await;
    people.befriend("alice", "bob").await;
    let mut bob = people.world.dial("bob", LINUX).await;
    let end = json!({ "friendUserID": "bob" });
    assert_eq!(people.does("alice", "/ext/friends/end", end.clone()).await, 0);
    let (kind, id, _) = notice(&mut bob).await;
    assert_eq!((kind, id.as_str()), (FRIEND_DELETED, "n_bob_bob"));
    assert!(people.friends("alice").await.is_empty() && people.friends("bob").await.is_empty());
    assert_eq!(people.does("alice", "/ext/friends/end", end).await, 1004);
}

#[tokio::test(start_paused = true)]
async fn remarks_and_pins_are_the_owners_and_change_the_order() {
    let mut people = People::start().await;
    people.befriend("alice", "bob").await;
    people.befriend("alice", "carol").await;
    let mut alice = people.world.dial("alice", LINUX).await;
    let mut bob = people.world.dial("bob", LINUX).await;
    let known = json!({ "userID": "alice" });
    let first = people.call("alice", "/friend/get_incremental_friends", known).await["data"].clone();
    let update =
        json!({ "ownerUserID": "alice", "friendUserIDs": ["carol"], "isPinned": true, "remark": " C\n1 ", "ex": "{}" });
    assert_eq!(people.does("alice", "/friend/update_friends", update).await, 0);
    let (kind, _, tips) = notice(&mut alice).await;
    assert_eq!(
        (kind, &tips["friendIDs"]),
        (FRIENDS_SETTINGS_UPDATED, &json!(["carol"]))
    );
    let remark = json!({ "ownerUserID": "alice", "friendUserID": "bob", "remark": "Bobby" });
    assert_eq!(people.does("alice", "/friend/set_friend_remark", remark).await, 0);
    let (kind, _, tips) = notice(&mut alice).await;
    assert_eq!(
        (kind, &tips["fromToUserID"]["toUserID"]),
        (FRIEND_REMARK_SET, &json!("bob"))
    );
    assert!(bob.quiet().await, "what he is called there is not his to know");

    let since = json!({ "userID": "alice", "versionID": first["versionID"], "version": first["version"] });
    let then = people.call("alice", "/friend/get_incremental_friends", since).await["data"].clone();
    assert_eq!(then["full"], false);
    assert_eq!(then["sortVersion"], then["version"], "the order changed with the pin");
    let updated = then["update"].as_array().unwrap();
    assert_eq!(updated.len(), 2);
    assert_eq!(
        (&updated[0]["remark"], &updated[0]["isPinned"], &updated[0]["ex"]),
        (&json!("C 1"), &json!(true), &json!("{}"))
    );
    assert_eq!(people.friends("alice").await, ["carol", "bob"]);

    for (ids, remark, expected) in [
        (json!([]), "x", 1001),
        (json!(["bob", "bob"]), "x", 1001),
        (json!(["bob", "nobody"]), "x", 1101),
        (json!(["bob", "alice"]), "x", 1004),
        (json!(["bob"]), &*"x".repeat(65), 1001),
    ] {
        let update = json!({ "ownerUserID": "alice", "friendUserIDs": ids, "remark": remark });
        assert_eq!(people.does("alice", "/friend/update_friends", update).await, expected);
    }
    let asked = json!({ "ownerUserID": "alice", "friendUserIDs": ["bob"] });
    let kept = people.call("alice", "/friend/get_designated_friends", asked).await;
    assert_eq!(kept["data"]["friendsInfo"][0]["remark"], "Bobby", "all or nothing");
    let clear = json!({ "ownerUserID": "alice", "friendUserIDs": ["bob"], "remark": "" });
    assert_eq!(people.does("alice", "/friend/update_friends", clear).await, 0);
}

#[tokio::test(start_paused = true)]
async fn an_administrator_imports_friendships_and_nobody_else_does() {
    let mut people = People::start().await;
    let import = |ids: Value| json!({ "ownerUserID": "alice", "friendUserIDs": ids });
    let path = "/friend/import_friend";
    assert_eq!(people.does("alice", path, import(json!(["bob"]))).await, 1002);
    let secret = people.world.server.apps().default_app().secret();
    let asked = json!({ "secret": secret, "userID": "imAdmin" });
    let answer = people.world.post("/auth/get_admin_token", "", asked).await;
    let admin = answer["data"]["token"].as_str().unwrap().to_owned();
    let mut bob = people.world.dial("bob", LINUX).await;
    for (ids, expected) in [
        (json!([]), 1001),
        (json!(["bob", "bob"]), 1001),
        (json!(["bob", "alice"]), 1301),
        (json!(["bob", "nobody"]), 1101),
        (json!(["bob", "carol"]), 0),
        (json!(["bob", "carol"]), 0),
    ] {
        assert_eq!(code(&people.world.post(path, &admin, import(ids)).await), expected);
    }
    let (kind, _, tips) = notice(&mut bob).await;
    assert_eq!((kind, &tips["friend"]["addSource"]), (FRIEND_ADDED, &json!(1)));
    assert_eq!(
        (&tips["opUser"]["userID"], &tips["friendVersion"]),
        (&json!("imAdmin"), &json!(2))
    );
    assert!(bob.quiet().await, "once, though it was imported twice");
    assert_eq!(people.friends("alice").await, ["bob", "carol"]);
    assert_eq!(people.friends("carol").await, ["alice"]);
}

#[tokio::test(start_paused = true)]
async fn a_changed_name_reaches_the_lists_of_friends() {
    let mut people = People::start().await;
    people.befriend("alice", "bob").await;
    let known = json!({ "userID": "bob" });
    let first = people.call("bob", "/friend/get_incremental_friends", known).await["data"].clone();
    let mut bob = people.world.dial("bob", LINUX).await;
    let change = json!({ "userInfo": { "userID": "alice", "nickname": "Alice Li" } });
    assert_eq!(people.does("alice", "/user/update_user_info_ex", change).await, 0);
    let (kind, _, tips) = notice(&mut bob).await;
    assert_eq!((kind, &tips["userID"]), (1209, &json!("alice")));
    let since = json!({ "userID": "bob", "versionID": first["versionID"], "version": first["version"] });
    let then = people.call("bob", "/friend/get_incremental_friends", since).await["data"].clone();
    assert_eq!(then["update"][0]["friendUser"]["nickname"], "Alice Li");
}
