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

/// People whom one call may name.
const MOST_NAMED: usize = 1_000;

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

    /// Gives somebody's friends a remark, the same for all.
    pub async fn remark(&mut self, user_id: &str, others: &[String], remark: &str) {
        for some in others.chunks(MOST_NAMED) {
            let friends = json!({"ownerUserID": user_id, "friendUserIDs": some, "remark": remark});
            self.ask("/friend/update_friends", &friends).await;
        }
    }

    /// So many users, numbered from `first` on.
    pub async fn register(&mut self, first: u64, count: u64) -> Vec<String> {
        let ids: Vec<String> = (first..first + count).map(|number| number.to_string()).collect();
        self.register_as(&ids, &ids).await;
        ids
    }

    /// Users with these ids and names.
    pub async fn register_as(&mut self, ids: &[String], names: &[String]) {
        for (ids, names) in ids.chunks(500).zip(names.chunks(500)) {
            let both = ids.iter().zip(names);
            let users: Vec<Value> = both.map(|(id, name)| json!({"userID": id, "nickname": name})).collect();
            self.ask("/user/user_register", &json!({"users": users})).await;
        }
    }

    /// Makes people somebody's friends, without asking anybody.
    pub async fn befriend(&mut self, user_id: &str, others: &[String]) {
        for some in others.chunks(MOST_NAMED) {
            let friends = json!({"ownerUserID": user_id, "friendUserIDs": some});
            self.ask("/friend/import_friend", &friends).await;
        }
    }

    /// So many users, numbered from `first` on, each with a token.
    pub async fn users(&mut self, first: u64, count: u64) -> Vec<User> {
        let mut made = Vec::new();
        for user_id in self.register(first, count).await {
            let token = self.token(&user_id).await;
            made.push(User { user_id, token });
        }
        made
    }

    /// A group of people, the first of whom is its owner.
    pub async fn group(&mut self, group_id: &str, people: &[String]) {
        let (owner, others) = people.split_first().expect("Somebody to own it");
        let (first, more) = others.split_at(others.len().min(MOST_NAMED - 1));
        let made = json!({
            "ownerUserID": owner,
            "memberUserIDs": first,
            "groupInfo": {"groupID": group_id, "groupName": group_id, "groupType": 2},
        });
        self.ask("/group/create_group", &made).await;
        for some in more.chunks(MOST_NAMED) {
            let invite = json!({"groupID": group_id, "invitedUserIDs": some});
            self.ask("/group/invite_user_to_group", &invite).await;
        }
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
