//! Somebody else's App Server: it alone knows the app's secret, makes users and tokens through OpenIM's calls, and
//! renews a token at its own endpoint. Knows no client.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::hosts::Host;
use crate::pipe::End;
use crate::simulated::World;
use crate::visitor::Visitor;

const HOST: &str = "apps.test";
/// Linux, as our client says it.
const PLATFORM: i32 = 7;

#[derive(Clone)]
pub struct AppServer(Arc<Inner>);

pub struct Inner {
    pub visitor: Visitor,
    pub key: String,
    pub secret: String,
    renews: AtomicBool,
    renewed: AtomicU32,
    tasks: Mutex<JoinSet<()>>,
}

impl std::ops::Deref for AppServer {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl World {
    /// An App Server that holds the secret of the server's one app.
    pub fn app_server(&self) -> AppServer {
        let apps = self.server.folder().join("apps");
        let key = std::fs::read_to_string(apps.join("default"))
            .expect("The default app")
            .trim()
            .to_owned();
        let secret = std::fs::read_to_string(apps.join(&key).join("secret"))
            .expect("Its secret")
            .trim()
            .to_owned();
        let server = AppServer(Arc::new(Inner {
            visitor: self.visitor("App Server"),
            key,
            secret,
            renews: AtomicBool::new(true),
            renewed: AtomicU32::new(0),
            tasks: Mutex::default(),
        }));
        self.add_host(HOST, Arc::new(server.clone()));
        server
    }
}

impl AppServer {
    /// Where a client has its token renewed.
    pub fn renew_url(&self) -> String {
        format!("https://{HOST}/renew")
    }

    pub fn renew(&self, yes: bool) {
        self.renews.store(yes, Ordering::Relaxed);
    }

    /// How often somebody got a new token.
    pub fn renewed(&self) -> u32 {
        self.renewed.load(Ordering::Relaxed)
    }

    pub async fn admin_token(&self) -> String {
        let request = json!({"secret": self.secret, "userID": "imAdmin"});
        let data = self.visitor.ask("/api/auth/get_admin_token", None, &request).await;
        data["token"].as_str().expect("A token").to_owned()
    }

    /// Makes a user.
    pub async fn admit(&self, user_id: &str, nickname: &str) {
        let admin = self.admin_token().await;
        let users = json!({"users": [{"userID": user_id, "nickname": nickname}]});
        self.visitor.ask("/api/user/user_register", Some(&admin), &users).await;
    }

    pub async fn token(&self, user_id: &str) -> String {
        let admin = self.admin_token().await;
        let request = json!({"userID": user_id, "platformID": PLATFORM});
        let data = self
            .visitor
            .ask("/api/auth/get_user_token", Some(&admin), &request)
            .await;
        data["token"].as_str().expect("A token").to_owned()
    }

    /// Ends every session and token of the user on our client's platform.
    pub async fn force_logout(&self, user_id: &str) {
        let admin = self.admin_token().await;
        let request = json!({"userID": user_id, "platformID": PLATFORM});
        self.visitor.ask("/api/auth/force_logout", Some(&admin), &request).await;
    }

    async fn answer(&self, request: http::Request<Incoming>) -> http::Response<Full<Bytes>> {
        let body = request
            .into_body()
            .collect()
            .await
            .map(|body| body.to_bytes())
            .unwrap_or_default();
        let asked: Value = serde_json::from_slice(&body).unwrap_or_default();
        let known = asked["token"].is_string() && self.renews.load(Ordering::Relaxed);
        let user_id = asked["userID"].as_str().filter(|_| known);
        let (status, text) = match user_id {
            Some(user_id) => {
                self.renewed.fetch_add(1, Ordering::Relaxed);
                (200, json!({"token": self.token(user_id).await}).to_string())
            }
            None => (403, json!({"reason": "not you"}).to_string()),
        };
        let answer = http::Response::builder()
            .status(status)
            .header("content-type", "application/json");
        answer.body(Full::new(Bytes::from(text))).expect("An answer")
    }
}

impl Host for AppServer {
    fn accept(&self, end: End, _: SocketAddr) -> Result<(), End> {
        let server = self.clone();
        let serving = async move {
            let answering = service_fn(move |request| {
                let server = server.clone();
                async move { Ok::<_, Infallible>(server.answer(request).await) }
            });
            let _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(end), answering)
                .await;
        };
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner).spawn(serving);
        Ok(())
    }
}
