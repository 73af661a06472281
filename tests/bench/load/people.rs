//! Users and their tokens, made as an App Server makes them. Knows OpenIM's REST calls for that and no others.

use std::path::Path;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::wire::PLATFORM;

pub struct User {
    pub user_id: String,
    pub token: String,
}

/// A REST connection with the app's secret behind it.
pub struct Rest {
    sender: SendRequest<Full<Bytes>>,
    authority: String,
    admin: String,
    _connection: JoinSet<()>,
}

impl Rest {
    pub async fn open(address: &str, data: &Path) -> Self {
        let authority = address.trim_start_matches("http://").to_owned();
        let stream = TcpStream::connect(&authority).await.expect("A connection");
        stream.set_nodelay(true).expect("A socket option");
        let (sender, connection) = handshake(TokioIo::new(stream)).await.expect("A connection");
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let _ = connection.await;
        });
        let apps = data.join("apps");
        let key = std::fs::read_to_string(apps.join("default")).expect("The default app");
        let secret = std::fs::read_to_string(apps.join(key.trim()).join("secret")).expect("Its secret");
        let mut rest = Self {
            sender,
            authority,
            admin: String::new(),
            _connection: tasks,
        };
        let data = rest
            .ask(
                "/auth/get_admin_token",
                &json!({"secret": secret.trim(), "userID": "imAdmin"}),
            )
            .await;
        rest.admin = data["token"].as_str().expect("A token").to_owned();
        rest
    }

    /// The `data` of a call that succeeds.
    pub async fn ask(&mut self, path: &str, body: &Value) -> Value {
        let request = http::Request::post(path)
            .header("host", &self.authority)
            .header("operationID", "load")
            .header("token", &self.admin)
            .header("content-type", "application/json")
            .body(Full::new(Bytes::from(body.to_string())))
            .expect("A request");
        self.sender.ready().await.expect("A connection that is ready");
        let answer = self.sender.send_request(request).await.expect("An answer");
        let bytes = answer.into_body().collect().await.expect("A body").to_bytes();
        let mut json: Value = serde_json::from_slice(&bytes).expect("JSON");
        assert_eq!(json["errCode"], 0, "{path}: {json}");
        json["data"].take()
    }

    /// So many users, numbered from `first` on, each with a token.
    pub async fn users(&mut self, first: u64, count: u64) -> Vec<User> {
        let ids: Vec<String> = (first..first + count).map(|number| number.to_string()).collect();
        for some in ids.chunks(500) {
            let users: Vec<Value> = some.iter().map(|id| json!({"userID": id, "nickname": id})).collect();
            self.ask("/user/user_register", &json!({"users": users})).await;
        }
        let mut made = Vec::new();
        for user_id in ids {
            let token = self.token(&user_id).await;
            made.push(User { user_id, token });
        }
        made
    }

    pub async fn token(&mut self, user_id: &str) -> String {
        let data = self
            .ask(
                "/auth/get_user_token",
                &json!({"userID": user_id, "platformID": PLATFORM}),
            )
            .await;
        data["token"].as_str().expect("A token").to_owned()
    }
}
