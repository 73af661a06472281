//! REST in all the wrong shapes: always an answer, never the wrong one, and the server goes on.

use http::Method;
use serde_json::{Value, json};
use world::{Visitor, World, both};

const PATHS: &[&str] = &[
    "/api/auth/get_admin_token",
    "/api/auth/parse_token",
    "/api/user/get_users_info",
    "/api/user/user_register",
    "/api/user/update_user_info_ex",
    "/api/friend/get_friend_list",
    "/api/conversation/get_all_conversations",
    "/api/conversation/set_conversations",
    "/api/msg/mark_conversation_as_read",
    "/api/msg/pull_msg_by_seq",
    "/api/msg/send_msg",
    "/chat/account/register",
    "/chat/account/login",
    "/chat/account/password/reset",
    "/chat/account/password/change",
    "/chat/user/find/full",
    "/chat/user/search/full",
];

async fn post(visitor: &Visitor, path: &str, token: &str, body: impl Into<Vec<u8>>) -> (u16, Value) {
    let headers = [
        ("operationID", "visit"),
        ("token", token),
        ("Content-Type", "application/json"),
    ];
    let answer = visitor
        .request(Method::POST, path, &headers, body)
        .await
        .expect("An answer");
    let json = serde_json::from_slice(&answer.body)
        .unwrap_or_else(|_| panic!("No JSON from {path}: {}", String::from_utf8_lossy(&answer.body)));
    (answer.status, json)
}

#[test]
fn wrong_types_are_refused_with_a_code() {
    both(async |world: &World| {
        let apps = world.app_server();
        let admin = apps.admin_token().await;
        let bodies = [
            "not JSON",
            "null",
            "[]",
            "5",
            "{\"userID\":{},\"userIDs\":7,\"user\":[],\"users\":\"x\",\"account\":5,\"secret\":[1],\"token\":true,\
             \"platformID\":\"seven\",\"platform\":\"seven\",\"pagination\":\"no\",\"conversation\":3,\"keyword\":{},\
             \"userInfo\":[],\"ownerUserID\":{},\"conversationID\":[],\"seqRanges\":{},\"sendID\":[]}",
            &format!("{}1{}", "[".repeat(50_000), "]".repeat(50_000)),
        ];
        for path in PATHS {
            for body in &bodies {
                let (status, answer) = post(&apps.visitor, path, &admin, *body).await;
                let code = answer["errCode"].as_i64().unwrap_or_else(|| panic!("{path}: {answer}"));
                assert_ne!(code, 0, "{path} took {body:.60?}");
                assert!(status < 500, "{path}: {status}");
            }
        }
    });
}

#[test]
fn a_body_without_end_is_not_taken_in() {
    both(async |world: &World| {
        let apps = world.app_server();
        let admin = apps.admin_token().await;
        let body = format!("{{\"userIDs\":[\"{}\"]}}", "x".repeat(20 << 20));
        let headers = [
            ("operationID", "visit"),
            ("token", &*admin),
            ("Content-Type", "application/json"),
        ];
        let taken = apps
            .visitor
            .request(Method::POST, "/api/user/get_users_info", &headers, body)
            .await;
        if let Ok(answer) = taken {
            let json: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
            assert!(
                answer.status == 413 || json["errCode"].as_i64().is_some_and(|code| code != 0),
                "{}",
                answer.status
            );
        }
        assert!(!apps.admin_token().await.is_empty(), "the server goes on");
    });
}

#[test]
fn unknown_fields_are_passed_over_and_missing_headers_are_told() {
    both(async |world: &World| {
        let apps = world.app_server();
        let request = json!({"secret": apps.secret, "userID": "imAdmin", "a field": {"of": ["a", "later", "version"]}});
        let data = apps.visitor.ask("/api/auth/get_admin_token", None, &request).await;
        let admin = data["token"].as_str().expect("A token").to_owned();
        let headers = [("token", &*admin), ("Content-Type", "application/json")];
        let answer = apps
            .visitor
            .request(Method::POST, "/api/user/get_users_info", &headers, "{}")
            .await
            .expect("An answer");
        let json: Value = serde_json::from_slice(&answer.body).expect("JSON");
        assert_eq!(
            (answer.status, &json["errCode"]),
            (200, &json!(1001)),
            "no operationID: {json}"
        );
        let answer = apps
            .visitor
            .call("/api/user/get_users_info", None, &json!({"userIDs": ["x"]}))
            .await;
        assert_eq!(answer["errCode"], json!(1001), "no token");
        let answer = apps
            .visitor
            .call(
                "/api/user/get_users_info",
                Some("not a token"),
                &json!({"userIDs": ["x"]}),
            )
            .await;
        assert!(
            (1501..=1507).contains(&answer["errCode"].as_i64().expect("A code")),
            "{answer}"
        );
    });
}

#[test]
fn a_user_may_not_act_for_another() {
    both(async |world: &World| {
        let apps = world.app_server();
        for user in ["gina", "hugo"] {
            apps.admit(user, user).await;
        }
        let gina = apps.token("gina").await;
        for (path, body) in [
            (
                "/api/conversation/get_all_conversations",
                json!({"ownerUserID": "hugo"}),
            ),
            (
                "/api/friend/get_friend_list",
                json!({"userID": "hugo", "pagination": {"pageNumber": 1, "showNumber": 10}}),
            ),
            (
                "/api/user/update_user_info_ex",
                json!({"userInfo": {"userID": "hugo", "nickname": "taken over"}}),
            ),
            ("/api/msg/newest_seq", json!({"userID": "hugo"})),
            ("/api/msg/pull_msg_by_seq", json!({"userID": "hugo", "seqRanges": []})),
            (
                "/api/user/user_register",
                json!({"users": [{"userID": "ivan", "nickname": "ivan"}]}),
            ),
            ("/api/auth/force_logout", json!({"userID": "hugo", "platformID": 7})),
        ] {
            let answer = apps.visitor.call(path, Some(&gina), &body).await;
            assert_eq!(answer["errCode"], json!(1002), "{path}: {answer}");
        }
    });
}
