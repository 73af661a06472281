//! The account calls as an app makes them: each test is a small story with a server of its own.

mod assistant;
mod invitations;
mod own;
mod owner;
mod passwords;
mod people;
mod registration;
mod sign_in;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::body::{Body, to_bytes};
use http::Request;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::apps::App;
use crate::config::Config;
use crate::server::{Peer, Server};
use crate::testing::PausedClock;

struct World {
    _dir: tempfile::TempDir,
    server: Server,
    app: Arc<App>,
    clock: Arc<PausedClock>,
    /// Where calls come from.
    from: SocketAddr,
}

/// Sends what an app sends for this password.
fn md5(password: &str) -> String {
    super::password::form_of_clear(password).unwrap()
}

impl World {
    async fn new() -> Self {
        Self::with(Config::default()).await
    }

    async fn with(config: Config) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (env, clock) = crate::testing::env(1);
        let server = Server::open(dir.path(), config, env).await.unwrap();
        let app = Arc::clone(server.apps().default_app());
        Self {
            _dir: dir,
            server,
            app,
            clock,
            from: "203.0.113.7:5000".parse().unwrap(),
        }
    }

    fn later(&self, ms: i64) {
        self.clock.jump.fetch_add(ms, Ordering::Relaxed);
    }

    /// The error code and the data of an answer.
    async fn post(&self, path: &str, token: &str, body: &Value) -> (i64, Value) {
        let (status, answer) = self.post_raw(path, token, "op", body.to_string()).await;
        assert_eq!(status, 200, "{answer}");
        (answer["errCode"].as_i64().unwrap(), answer["data"].clone())
    }

    async fn post_raw(&self, path: &str, token: &str, operation: &str, body: String) -> (u16, Value) {
        let peer = Peer {
            addr: Some(self.from),
            secure: true,
        };
        let request = Request::post(format!("/chat{path}"))
            .header("operationID", operation)
            .header("token", token)
            .extension(peer)
            .body(Body::from(body))
            .unwrap();
        let response = super::router(Arc::clone(&self.app)).oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&body).unwrap())
    }

    async fn register(&self, account: &str, password: &str) -> (i64, Value) {
        let user = json!({ "account": account, "password": md5(password), "nickname": account });
        self.post(
            "/account/register",
            "",
            &json!({ "autoLogin": true, "platform": 7, "user": user }),
        )
        .await
    }

    async fn login(&self, account: &str, password: &str) -> (i64, Value) {
        let body = json!({ "account": account, "password": md5(password), "platform": 7 });
        self.post("/account/login", "", &body).await
    }

    /// Whose chat token this is, or the code with which it is refused.
    async fn im(&self, token: &Value) -> Result<String, i32> {
        let user = self.app.im.door().token_user(token.as_str().unwrap()).await;
        user.map(|(user, _)| user.0).map_err(|failure| failure.code.0)
    }

    /// The code with which an account token is answered.
    async fn chat(&self, token: &Value) -> i64 {
        self.post("/user/find/full", token.as_str().unwrap(), &json!({ "userIDs": [] }))
            .await
            .0
    }
}
