//! A web page that finds the server on loopback: a browser sends it there, and it must get nothing.

use http::Method;
use serde_json::json;
use world::exchange::Answer;
use world::{Plan, Visitor, World, simulate};

fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    answer
        .headers
        .iter()
        .find(|(found, _)| found.eq_ignore_ascii_case(name))
        .map(|(_, value)| &**value)
}

/// As the server built into the app is set up: nobody in front, no other name.
fn on_loopback() -> Plan {
    let mut plan = Plan::seeded(6);
    plan.config.behind_proxy = String::new();
    plan
}

async fn login(visitor: &Visitor, host: &str, origin: Option<&str>) -> Answer {
    let body = json!({"account": "alice", "password": "x", "platform": 7}).to_string();
    let mut headers = vec![
        ("Host", host),
        ("operationID", "page"),
        ("Content-Type", "application/json"),
    ];
    headers.extend(origin.map(|origin| ("Origin", origin)));
    visitor
        .request(Method::POST, "/chat/account/login", &headers, body)
        .await
        .expect("An answer")
}

#[test]
fn a_foreign_page_gets_neither_answer_nor_permission() {
    simulate(on_loopback(), async |world: &World| {
        let page = world.visitor("a web page");
        let good = login(&page, "127.0.0.1:10002", None).await;
        assert_eq!(good.status, 200, "the app itself is let in");

        let foreign = login(&page, "127.0.0.1:10002", Some("https://evil.example")).await;
        assert_eq!(foreign.status, 403);
        assert_eq!(header(&foreign, "access-control-allow-origin"), None);

        let preflight = [
            ("Host", "127.0.0.1:10002"),
            ("Origin", "https://evil.example"),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "token,operationID"),
        ];
        let preflight = page
            .request(Method::OPTIONS, "/api/user/get_users_info", &preflight, "")
            .await
            .expect("An answer");
        assert_eq!(header(&preflight, "access-control-allow-origin"), None);
    });
}

#[test]
fn a_name_that_was_bent_to_this_machine_is_refused() {
    simulate(on_loopback(), async |world: &World| {
        let page = world.visitor("a web page");
        for host in ["evil.example", "evil.example:10002", "localhost.evil.example"] {
            assert_eq!(login(&page, host, None).await.status, 421, "{host}");
        }
        for host in ["localhost:10002", "127.0.0.1", "[::1]:10002"] {
            assert_eq!(login(&page, host, None).await.status, 200, "{host}");
        }
    });
}

#[test]
fn a_foreign_page_opens_no_socket() {
    simulate(on_loopback(), async |world: &World| {
        let apps = world.app_server();
        let admit = |origin: Option<&'static str>| {
            let visitor = world.visitor(origin.unwrap_or("no page"));
            async move {
                let path = "/msg_gateway?sendID=a&token=b&platformID=5&operationID=o&isBackground=false&isMsgResp=true";
                let mut headers = vec![("host", "127.0.0.1:10002")];
                headers.extend(origin.map(|origin| ("origin", origin)));
                visitor.socket_at(path, &headers).await.map(|_| ())
            }
        };
        assert!(admit(None).await.is_ok());
        let refused = admit(Some("https://evil.example")).await.expect_err("A refusal");
        assert_eq!(refused.status, 403);
        drop(apps);
    });
}

#[test]
fn a_page_that_the_owner_allows_is_let_in() {
    let mut plan = on_loopback();
    plan.config.allowed_origins = vec!["https://chat.example.org".into()];
    simulate(plan, async |world: &World| {
        let page = world.visitor("a web page");
        let answer = login(&page, "127.0.0.1:10002", Some("https://chat.example.org")).await;
        assert_eq!(answer.status, 200);
        assert_eq!(
            header(&answer, "access-control-allow-origin"),
            Some("https://chat.example.org")
        );
    });
}
